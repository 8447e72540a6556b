#!/bin/bash
# Law 2 by the real binary: random policies over random data, decided by the Lua VM for all
# in one process and over columns by seven threads. The decisions must be the same bytes, and
# so must what is told of the run and, in every third round, of what if.
#
#   tests/both_ways.sh BINARY [ROUNDS [RULES]]
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
BINARY=$(realpath "$1") || exit 2
rounds=${2:-20} rules=${3:-150}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$ROOT" || exit 2
passed=0 failed=0
decide() { # out, options…
  local out=$1
  shift
  "$BINARY" run "$work/policy.lua" --data "$work/customers.csv" --as-of 2026-11-21 --seed 00 \
    --out "$work/$out" "$@" > "$work/$out.txt" 2>&1
}
told() { # out: what was told, but for the folder
  sed "s|$work/$1|RUNS|" "$work/$1.txt"
}
for ((round = 1; round <= rounds; round++)); do
  lua5.4 tests/both_ways.lua "$work" "$round" "$rules" 300 || exit 2
  what_if=()
  [ $((round % 3)) = 1 ] && what_if=(--scenario other)
  decide machine "${what_if[@]}" --interpret --threads 1
  one=$?
  decide columns "${what_if[@]}" --threads 7
  two=$?
  if [ $one != $two ] || [ $one = 2 ]; then
    echo "FAILED round $round: exit $one and $two"
    head -3 "$work/machine.txt" "$work/columns.txt"
    failed=$((failed + 1))
  elif ! cmp -s "$work"/machine/2*/decisions.ndjson "$work"/columns/2*/decisions.ndjson ||
    ! cmp -s "$work"/machine/2*/checkpoint "$work"/columns/2*/checkpoint; then
    echo "FAILED round $round (tests/both_ways.lua FOLDER $round $rules 300): the decisions differ"
    cmp "$work"/machine/2*/decisions.ndjson "$work"/columns/2*/decisions.ndjson
    diff "$work"/machine.txt "$work"/columns.txt | head -5
    failed=$((failed + 1))
  elif ! cmp -s <(told machine) <(told columns); then
    echo "FAILED round $round: what is told differs"
    diff <(told machine) <(told columns) | head -5
    failed=$((failed + 1))
  else
    passed=$((passed + 1))
  fi
  rm -rf "$work/machine" "$work/columns"
done
echo "both ways, $rules rules each: $passed passed, $failed failed"
[ $failed = 0 ]
