#!/bin/sh
# Sets Facet up where needed and opens its window. Without a display the built-in model describes
# a picture on the terminal instead.
cd "$(dirname "$0")/.."
EXTRAS=""
. packaging/environment.sh

if [ "$(uname)" = Darwin ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    exec .venv/bin/facet "$@"
fi
echo "There is no display for the window, so the built-in model looks at a picture here:" >&2
exec .venv/bin/facet ask "What do you see?" --image resources/pictures/sample.png
