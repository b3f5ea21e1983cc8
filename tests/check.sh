#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a change must pass beyond `make test`: layout of the code, warnings as errors, the pages in a browser,
# and the tests under the address, undefined-behaviour and thread sanitizers. Each step says what it is; the
# first failure ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)}

step() { printf '\n== %s\n' "$*"; }

if command -v clang-format > /dev/null; then
  step "layout (clang-format)"
  git ls-files '*.cc' '*.h' | xargs clang-format --dry-run --Werror
else
  step "layout: skipped, clang-format is not installed"
fi

step "warnings as errors (preset dev)"
cmake --preset dev > /dev/null
cmake --build build/dev --parallel "$jobs"

step "pages in a browser"
FIRSTLINE_BUILD=build/dev tests/trips/browser/run.sh

for preset in asan tsan; do
  step "tests under $preset"
  cmake --preset "$preset" > /dev/null
  cmake --build "build/$preset" --parallel "$jobs"
  TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/tests/tsan.supp" ASAN_OPTIONS=detect_leaks=1 \
    ctest --test-dir "build/$preset" --output-on-failure --exclude-regex '^bench'
done
