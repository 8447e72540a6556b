#!/bin/sh
# instructions.sh GENERATE OUT: how many instructions a customer costs, counted by
# callgrind on 20,000 customers: the same on a busy machine, so a change can be judged.
# helder is built without link-time inlining, so that each room keeps its entry.
set -eu
generate=$1 out=$2 rows=20000
here=$(dirname "$0") counted=build/bench/counted
command -v valgrind > /dev/null || exit 0

make --no-print-directory B=$counted CFLAGS="-fno-lto -DHELDER_WITHOUT_SECCOMP" "$counted/helder" > "$out/counted.log" 2>&1 ||
  { cat "$out/counted.log" >&2; exit 2; }
"$generate" $rows > "$out/small.csv"
rm -rf "$out"/callgrind.* "$out/small_runs"

# count NAME ARGUMENT…: runs helder under callgrind; the counts of its children too.
count() {
  name=$1; shift
  valgrind --tool=callgrind --callgrind-out-file="$out/callgrind.$name.%p" "$counted/helder" run "$here/policy.lua" \
    --data "$out/small.csv" --as-of 2026-11-21 --threads 1 --out "$out/small_runs" "$@" > /dev/null 2> "$out/callgrind.$name.log" ||
    { cat "$out/callgrind.$name.log" >&2; exit 2; }
}
count columns
count lua --interpret

# figure NAME PATTERN FILES: inclusive instructions of the functions named, per customer.
figure() {
  for file in "$out"/callgrind."$3".[0-9]*; do
    callgrind_annotate --inclusive=yes --threshold=100 "$file" 2> /dev/null
  done | awk -v name="$1" -v pattern="$2" -v rows=$rows '
    $0 ~ "[:/]" pattern "( |$)" { gsub(",", "", $1); sum += $1 }
    END { if (sum) printf "figure\t%s\t%.9g\t%s\t\t0\t\t0\n", name, sum / rows, "instructions a customer" }'
}
figure "counted: load" table_read columns
figure "counted: rules over columns" policy_ask columns
figure "counted: rules in plain Lua" ask_worker lua
figure "counted: write the log" run_write columns
