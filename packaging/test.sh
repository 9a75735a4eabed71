#!/bin/sh
# Sets Facet up where needed and runs its tests, two files at a time; arguments go to pytest.
cd "$(dirname "$0")/.."
EXTRAS="[dev]"
. packaging/environment.sh

QT_QPA_PLATFORM=offscreen exec .venv/bin/python -m pytest -n 2 --dist loadfile "$@"
