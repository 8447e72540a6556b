#!/bin/sh
# Runs one fuzzer for some seconds: tests/fuzz/run.sh load_fuzz:60. Its words go to
# build/<name>.txt, its count for the tally to build/<name>.tally.
# The seed is fixed, so that a failure is the change's and not the day's; FUZZ_SEED=0 takes
# another each time.
set -u
name=${1%:*} seconds=${1#*:}
mkdir -p "build/corpus/$name"
seeds=$(ls -d "tests/fuzz/$name.seeds" 2>/dev/null)
if ASAN_OPTIONS=detect_leaks=1 "build/fuzz/$name" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 \
  -seed="${FUZZ_SEED:-20261121}" -print_final_stats=1 -artifact_prefix="build/$name-" "build/corpus/$name" $seeds > "build/$name.txt" 2>&1; then
  echo "$name: $seconds s, $(sed -n 's/stat::number_of_executed_units: *//p' "build/$name.txt") inputs, nothing found"
  echo "1 0 0" > "build/$name.tally"
else
  tail -40 "build/$name.txt"
  echo "FAILED $name: the input is kept as build/$name-…"
  echo "0 1 0" > "build/$name.tally"
fi
