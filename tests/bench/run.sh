#!/bin/sh
# run.sh BUILD ROWS EVENTS MANY: measures all, in one call; MANY: how many times as many customers
# the largest run has. What each line means: README.md. An absent rival, a full disk or a
# measurement that fails does not stop the others; the report names it.
set -eu
build=$1 rows=$2 events=$3 many=$4
here=$(dirname "$0") out=build/bench
data=$out/customers.csv

began=$(date +%s)
say() {
  printf '%4d s  %s\n' $(($(date +%s) - began)) "$1" >&2
}

clean() {
  rm -rf "$out/visits.csv" "$out/many.csv" "$out/runs" "$out/many_runs" "$out/watched" "$out/head.csv" \
    "$out/duckdb.json" "$out/answer" "$out/taken" "$out/.helder-cache"
}

# measure NAME COMMAND…: its lines, or one that says that it failed.
measure() {
  say "$1"
  name=$1
  shift
  "$@" || printf 'failed\t%s\n' "$name"
}

# room MEGABYTES NAME: whether the disk has that much, or a line that says it has not.
room() {
  free=$(df -Pk "$out" | awk 'NR == 2 { printf "%d", $4 / 1000 }')
  [ "$free" -ge "$1" ] || { printf 'skipped\t%s\tit wants %s MB of disk, there are %s\n' "$2" "$1" "$free"; return 1; }
}

measure_events() {
  room $((events / 20000)) "events" || return 0
  "$build/bench/generate" "$rows" "$events" > "$out/visits.csv"
  "$build/bench/events" "$here/events.lua" "$data" "$out/visits.csv"
}

measure_many() {
  room $((rows * many / 800)) "whole run of $((rows * many))" || return 0
  "$build/bench/generate" $((rows * many)) > "$out/many.csv"
  "$build/bench/many" "$build/helder" "$here/policy.lua" "$data" "$rows" "$out/many.csv" $((rows * many)) "$out/many_runs"
  rm -rf "$out/many.csv" "$out/many_runs"
}

told() {
  "$build/helder" run "$here/policy.lua" --data "$data" --as-of 2026-11-21 --counts --no-cache --json | lua5.4 "$here/told.lua"
}

trap clean EXIT
trap 'exit 130' INT TERM
clean
[ -s "$data" ] && [ "$(cat "$out/rows" 2>/dev/null)" = "$rows" ] || {
  "$build/bench/generate" "$rows" > "$data"
  echo "$rows" > "$out/rows"
}
cat "$data" > /dev/null # into the page cache, for everyone alike

{
  measure "load" "$build/bench/load" "$data"
  measure "rules" "$build/bench/ask" "$here/policy.lua" "$data"
  measure "what a run comes to" told
  measure "counts" "$build/bench/counts" "$build/helder" "$here/policy.lua" "$data" "$rows"
  measure "the whole run" "$build/bench/whole" "$build/helder" "$here/policy.lua" "$data" "$out/runs" "$rows"
  measure "what would change it" "$build/bench/change" "$here/change.lua" "$data"
  measure "watch" "$build/bench/watch" "$build/helder" "$here/policy.lua" "$data" "$out/watched"
  [ "$events" = 0 ] || measure "events" measure_events
  for rival in "$here"/rivals/*.sh; do
    say "$(basename "$rival" .sh)"
    sh "$rival" "$data" "$out" "$rows" || printf 'skipped\t%s\tit failed here\n' "$(basename "$rival" .sh)"
  done
  [ "$many" = 0 ] || measure "$many times as many customers" measure_many
  measure "instructions" sh "$here/instructions.sh" "$build/bench/generate" "$out"
} > "$out/lines.tsv"
[ "$rows" -ge 1000000 ] && judged= || judged=unjudged
say "done"
lua5.4 "$here/report.lua" "$out" $judged < "$out/lines.tsv"
