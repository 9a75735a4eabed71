#!/bin/sh
# Sets Facet up where needed and runs its tests; arguments go to pytest.
cd "$(dirname "$0")/.."
EXTRAS="[dev]"
. packaging/environment.sh

QT_QPA_PLATFORM=offscreen exec .venv/bin/python -m pytest "$@"
