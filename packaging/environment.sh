# Makes Facet's virtual environment in .venv with everything it needs; sourced by run.sh and
# test.sh, which set EXTRAS (for instance "[dev]") and stand in the project's folder.
set -eu

DEBIAN_LIBRARIES="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libportaudio2 libblas3
liblapacke fontconfig fonts-dejavu-core fonts-noto-cjk"
if [ "$EXTRAS" = "[dev]" ]; then
    # The tests record what speaks and plays, with a sound server of their own.
    DEBIAN_LIBRARIES="$DEBIAN_LIBRARIES pulseaudio pulseaudio-utils libasound2-plugins espeak-ng
flite"
fi

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
        then
            command -v "$name"
            return
        fi
    done
    echo "Facet needs Python 3.11 or newer, with its venv module. Install it and try again." >&2
    exit 1
}

install_system_libraries() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    missing=""
    for package in $DEBIAN_LIBRARIES; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi
    echo "Installing the system libraries that Facet needs…" >&2
    # shellcheck disable=SC2086
    if ! { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        $as_root apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1
    then
        echo "These system libraries could not be installed; install them by hand:$missing" >&2
    fi
}

make_environment() {
    wanted="$(cat pyproject.toml packaging/environment.sh | cksum) $EXTRAS"
    [ "$(cat .venv/facet-setup 2>/dev/null)" = "$wanted" ] && return
    echo "Setting up Facet; this takes a minute or two the first time…" >&2
    install_system_libraries
    python="$(find_python)"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".$EXTRAS"
    echo "$wanted" > .venv/facet-setup
}

make_environment
