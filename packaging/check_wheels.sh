#!/bin/sh
# Proves that every dependency has a wheel for the platforms that Facet runs on.
cd "$(dirname "$0")/.."
set -eu
# MLX and PySide6 need macOS 14.
export MACOSX_DEPLOYMENT_TARGET=14.0
for platform in aarch64-apple-darwin x86_64-manylinux_2_35; do
    for version in 3.11 3.13; do
        .venv/bin/uv pip compile --quiet --only-binary :all: --no-header --no-annotate \
            --python-platform "$platform" --python-version "$version" pyproject.toml >/dev/null
        echo "wheels for Python $version on $platform: all there"
    done
done
