#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the tests in a browser against the programs in build/, or in FIRSTLINE_BUILD=; with `screenshots` makes
# the documents' pictures instead. A program that is there, from Debian or not, is not installed again.
set -euo pipefail
cd "$(dirname "$0")"

# The program that a package is for, or a file of it.
is_there() {
  case $1 in
    nodejs) command -v node > /dev/null ;;
    npm | chromium) command -v "$1" > /dev/null ;;
    *) dpkg-query -W -f='${Status}' "$1" 2> /dev/null | grep -q 'ok installed' ;;
  esac
}
missing=()
for name in $(grep -v '^#' packages.txt); do is_there "$name" || missing+=("$name"); done
if [ ${#missing[@]} -gt 0 ]; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -q
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends "${missing[@]}"
fi
# npm leaves this file behind when all of the lock is installed.
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund

if [ "${1:-}" = screenshots ]; then
  node site_screenshots.mjs
  exec node screenshots.mjs
fi
exec node --test --test-reporter=spec ./*.test.mjs
