#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the bench and runs it. --corpus DIR, --queries FILE: real ones; without them made-up ones (fixed seed).
# --articles N: as many, made of the corpus's own where it has fewer.
set -euo pipefail
cd "$(dirname "$0")/../.."
for name in $(grep -v '^#' tests/bench/packages.txt); do
  dpkg-query -W -f='${Status}' "$name" 2> /dev/null | grep -q 'ok installed' && continue
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get install -q -y --no-install-recommends "$name"
done
cmake --preset release > /dev/null
cmake --build build --target firstline-index firstline-server firstline-bench
exec build/firstline-bench "$@"
