#!/bin/sh
# Sets Facet up where needed and opens its window; without a display, it answers in the terminal.
cd "$(dirname "$0")/.."
EXTRAS=""
. packaging/environment.sh

if [ "$(uname)" = Darwin ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    exec .venv/bin/facet "$@"
fi
echo "There is no display to open a window on, so the built-in model describes a picture here:" >&2
exec .venv/bin/facet ask "What do you see?" --image resources/pictures/sample.png
