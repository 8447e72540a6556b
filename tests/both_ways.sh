#!/bin/bash
# Law 2 by the real binary: random policies over random data, decided by the Lua VM for all
# in one process and over columns by seven threads. The decisions must be the same bytes, and
# so must what is told of the run and, in every third round, of what if.
#
#   tests/both_ways.sh BINARY [ROUNDS [RULES]]
set -u
BINARY=$(realpath "$1") || exit 2
rounds=${2:-20} rules=${3:-150}
. "$(dirname "$0")/decide.sh"
for ((round = 1; round <= rounds; round++)); do
  lua5.4 tests/both_ways.lua "$work" "$round" "$rules" 300 || exit 2
  made=("$work/policy.lua" --data "$work/customers.csv")
  [ $((round % 3)) = 1 ] && made+=(--scenario other)
  decide machine "${made[@]}" --interpret --threads 1
  one=$?
  decide columns "${made[@]}" --threads 7
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
  elif ! cmp -s "$work/machine.txt" "$work/columns.txt"; then
    echo "FAILED round $round: what is told differs"
    diff "$work/machine.txt" "$work/columns.txt" | head -5
    failed=$((failed + 1))
  else
    passed=$((passed + 1))
  fi
done
echo "both ways, $rules rules each: $passed passed, $failed failed"
[ $failed = 0 ]
