#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the tests in a browser against the programs in build/, or in FIRSTLINE_BUILD=; with `screenshots` makes
# the documents' pictures instead.
set -euo pipefail
cd "$(dirname "$0")"

../../../packages.sh packages.txt
# npm leaves this file behind when all of the lock is installed.
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund

if [ "${1:-}" = screenshots ]; then
  node site_screenshots.mjs
  exec node screenshots.mjs
fi
exec node --test --test-reporter=spec ./*.test.mjs
