#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the bench and runs it. --corpus DIR, --queries FILE: real ones; without them made-up ones (fixed seed).
# --articles N: as many, made of the corpus's own where it has fewer.
set -euo pipefail
cd "$(dirname "$0")/../.."
./packages.sh tests/bench/packages.txt
cmake --preset release > /dev/null
cmake --build build --target firstline-index firstline-server firstline-bench
exec build/firstline-bench "$@"
