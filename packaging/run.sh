#!/bin/sh
# Sets Facet up where needed; the built-in model then describes a picture on the terminal.
cd "$(dirname "$0")/.."
EXTRAS=""
. packaging/environment.sh

echo "The built-in model looks at a picture:" >&2
exec .venv/bin/facet ask "What do you see?" --image resources/pictures/sample.png
