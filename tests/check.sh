#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a change must pass beyond `make test`: layout of the code, and all tests under the address,
# undefined-behaviour and thread sanitizers, built with warnings as errors; the pages in a browser, too. Each step
# says what it is; the first failure ends it.
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

export ASAN_OPTIONS=detect_leaks=1
export TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/tests/tsan.supp"
for preset in asan tsan; do
  step "tests under $preset"
  cmake --preset "$preset" > /dev/null
  cmake --build "build/$preset" --parallel "$jobs"
  ctest --test-dir "build/$preset" --output-on-failure
done

step "pages in a browser, the programs under asan"
FIRSTLINE_BUILD=build/asan tests/trips/browser/run.sh
