#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz targets with clang and runs them, two at a time, each with its seeds and what former runs made
# of them (build/fuzz/runs/NAME/corpus). Prints one table; exit code 1 when there are findings, which are files in
# build/fuzz/runs/NAME/findings: mend what they show and keep them in tests/fuzz/corpus/NAME, by a telling name.
# --seconds N: of each target, 600 without it. NAME …: these targets only, as tests/fuzz/NAME.cc.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=600
names=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=$2; shift 2 ;;
    -*) echo "tests/fuzz/run.sh: unknown flag $1" >&2; exit 2 ;;
    *) names+=("$1"); shift ;;
  esac
done
if [ ${#names[@]} -eq 0 ]; then
  for folder in tests/fuzz/corpus/*/; do names+=("$(basename "$folder")"); done
fi

./packages.sh tests/fuzz/packages.txt
cmake --preset fuzz > /dev/null
cmake --build build/fuzz --parallel "${JOBS:-$(nproc)}" --target "${names[@]/#/fuzz_}"

# Some targets write small files in each run.
temporary=$(mktemp -d -p "$([ -d /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")" firstline-fuzz-XXXXXX)
trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$temporary"' EXIT

run() {
  local name=$1 folder=build/fuzz/runs/$1
  rm -rf "$folder/findings"
  mkdir -p "$folder/corpus" "$folder/findings" "$temporary/$name"
  cp "tests/fuzz/corpus/$name"/* "$folder/corpus/"
  local dictionary=()
  [ -f "tests/fuzz/$name.dict" ] && dictionary=("-dict=tests/fuzz/$name.dict")
  TMPDIR=$temporary/$name UBSAN_OPTIONS=print_stacktrace=1 \
    nice "build/fuzz/fuzz_$name" "${dictionary[@]}" -max_total_time="$seconds" -timeout=10 -report_slow_units=60 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$folder/findings/" "$folder/corpus" \
    > "$folder/log" 2>&1 || true
  # libFuzzer's limit is by the clock: on a busy machine anything may take ten seconds.
  local file
  for file in "$folder/findings"/timeout-*; do
    [ -f "$file" ] || continue
    (ulimit -t 10 && TMPDIR=$temporary/$name "build/fuzz/fuzz_$name" -timeout=600 "$file") \
      > /dev/null 2>&1 || continue
    rm "$file"
    echo "$name: ended by a busy machine; $(basename "$file") takes less than 10 s of its time"
  done
}

for name in "${names[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || true; done
  echo "$(date +%H:%M:%S) $name, $seconds s"
  run "$name" &
done
wait

stat() { sed -n "s/^stat::$2: *//p" "build/fuzz/runs/$1/log"; }

findings=0
printf '\n%-14s %10s %7s %9s %8s %9s\n' target runs runs/s coverage corpus findings
for name in "${names[@]}"; do
  folder=build/fuzz/runs/$name
  runs=$(stat "$name" number_of_executed_units)
  found=$(find "$folder/findings" -type f | wc -l)
  [ -n "$runs" ] && [ "$runs" -gt 0 ] || found=$((found > 0 ? found : 1))  # it did not even run
  findings=$((findings + found))
  printf '%-14s %10s %7s %9s %8s %9s\n' "$name" "${runs:--}" "$(stat "$name" average_exec_per_sec)" \
    "$(grep -o 'cov: [0-9]*' "$folder/log" | tail -1 | cut -d' ' -f2)" "$(find "$folder/corpus" -type f | wc -l)" "$found"
done
[ "$findings" -eq 0 ] && exit 0
printf '\nfindings:\n'
for name in "${names[@]}"; do
  find "build/fuzz/runs/$name/findings" -type f
  grep -hE -m 2 'does not hold|SUMMARY|terminate called|ERROR: ' "build/fuzz/runs/$name/log" | sed "s/^/  $name: /" || true
done
exit 1
