#!/bin/sh
# instructions.sh GENERATE OUT: how many instructions the work costs, counted by
# callgrind on 20,000 customers: the same on a busy machine, so a change can be judged.
# helder is built without link-time inlining, so that each room keeps its entry. What the
# jailed workers do cannot be seen (they can open no file); SHA-256 counts more than it
# costs, for valgrind's processor has no instructions for it.
set -eu
generate=$1 out=$2 rows=20000
here=$(dirname "$0") counted=build/bench/counted
command -v valgrind > /dev/null || exit 0

make --no-print-directory -j2 B=$counted CFLAGS="-fno-lto -DHELDER_WITHOUT_SECCOMP" "$counted/helder" > "$out/counted.log" 2>&1 ||
  { cat "$out/counted.log" >&2; exit 2; }
"$generate" $rows > "$out/small.csv"
rm -rf "$out"/callgrind.* "$out/small_runs"

# count NAME ARGUMENT…: helder under callgrind, counts in $out/callgrind.NAME
count() {
  name=$1
  shift
  valgrind --tool=callgrind --callgrind-out-file="$out/callgrind.$name.%p" "$counted/helder" "$@" \
    > /dev/null 2> "$out/callgrind.$name.log" || { cat "$out/callgrind.$name.log" >&2; exit 2; }
  find "$out" -name "callgrind.$name.*[0-9]" -empty -delete
  mv "$out/callgrind.$name".*[0-9] "$out/callgrind.$name"
}

# figure NAME FUNCTION COUNTS PER UNIT: instructions in a function and all it calls.
figure() {
  callgrind_annotate --inclusive=yes --threshold=100 "$out/callgrind.$3" |
    awk -v name="$1" -v function_name=":$2 " -v per="$4" -v unit="$5" '
      index($0, function_name) && index($0, " [") {
        gsub(",", "", $1)
        printf "figure\t%s\t%.9g\t%s\t\t\t\t\n", name, $1 / per, unit
        exit
      }'
}

count run run "$here/policy.lua" --data "$out/small.csv" --as-of 2026-11-21 --threads 1 --out "$out/small_runs"
count why why C-00007777 --run "$out/small_runs"/2*
figure "counted: load" table_read run $rows "instructions a customer"
figure "counted: rules over columns" policy_ask run $rows "instructions a customer"
figure "counted: decide, all of it" decide_run run $rows "instructions a customer"
figure "counted: write the log" run_write run $rows "instructions a customer"
figure "counted: why" main why 1000000 "million instructions"
