#!/bin/sh
# run.sh BUILD ROWS EVENTS: measures all, in one call. What each line means: README.md.
set -eu
build=$1 rows=$2 events=$3
here=$(dirname "$0") out=build/bench
data=$out/customers.csv

say() {
  echo "measuring: $1" >&2
}

[ -s "$data" ] && [ "$(cat "$out/rows" 2>/dev/null)" = "$rows" ] || {
  "$build/bench/generate" "$rows" > "$data"
  echo "$rows" > "$out/rows"
}
cat "$data" > /dev/null # into the page cache, for everyone alike

{
  say "load"
  "$build/bench/load" "$data"
  say "rules"
  "$build/bench/ask" "$here/policy.lua" "$data"
  say "the whole run"
  "$build/bench/whole" "$build/helder" "$here/policy.lua" "$data" "$out/runs" "$rows"
  say "what would change it"
  "$build/bench/change" "$here/change.lua" "$data"
  say "watch"
  "$build/bench/watch" "$build/helder" "$here/policy.lua" "$data" "$out/watched"
  if [ "$events" -gt 0 ]; then
    say "events"
    [ -s "$out/visits.csv" ] && [ "$(cat "$out/events" 2>/dev/null)" = "$rows $events" ] || {
      "$build/bench/generate" "$rows" "$events" > "$out/visits.csv"
      echo "$rows $events" > "$out/events"
    }
    cat "$out/visits.csv" > /dev/null
    "$build/bench/events" "$here/events.lua" "$data" "$out/visits.csv"
  else
    rm -f "$out/visits.csv"
  fi
  for rival in "$here"/rivals/*.sh; do
    say "$(basename "$rival" .sh)"
    sh "$rival" "$data" "$out"
  done
} > "$out/lines.tsv"
say "instructions"
sh "$here/instructions.sh" "$build/bench/generate" "$out" >> "$out/lines.tsv"
lua5.4 "$here/report.lua" "$out" < "$out/lines.tsv"
