#!/bin/bash
# A run in pieces (--stream) is the run: random policies whose rules look at one customer at a
# time, over random data, by a build whose pieces are small, of one batch of rows to three; with
# 1, 2 and 7 threads. The whole folder must be the same bytes, and so must what is told. Two of three rounds have attributes and
# selections that hold customers against one another, every third has events: in two passes.
#
#   tests/pieces.sh BINARY [ROUNDS [RULES]]
set -u
BINARY=$(realpath "$1") || exit 2
rounds=${2:-5} rules=${3:-40}
. "$(dirname "$0")/decide.sh"
same() { # policy and options of both runs, --, options of the one in pieces
  local both=()
  while [ "$1" != -- ]; do
    both+=("$1")
    shift
  done
  shift
  decide whole "${both[@]}"
  local one=$?
  decide pieces "${both[@]}" --stream "$@"
  local two=$?
  if [ $one = $two ] && [ $one != 2 ] && diff -r -x log "$work/whole" "$work/pieces" > "$work/differ" &&
    diff "$work/whole.txt" "$work/pieces.txt" >> "$work/differ"; then
    passed=$((passed + 1))
    return
  fi
  failed=$((failed + 1))
  echo "FAILED $what: exit $one and $two"
  head -5 "$work/whole.txt" "$work/differ" | cut -c1-300
}
for ((round = 1; round <= rounds; round++)); do
  kinds=(all alone contests) threads=(2 7 1 2) pieces=(1 3000 5000 1)
  kind=${kinds[round % 3]} passes=--two-pass
  [ $kind = alone ] && passes=
  lua5.4 tests/both_ways.lua "$work" "$round" "$rules" 7000 $kind || exit 2
  export HELDER_PIECE=${pieces[round % 4]}
  what="round $round (tests/both_ways.lua FOLDER $round $rules 7000 $kind)"
  same "$work/policy.lua" --data "$work/customers.csv" -- $passes --threads ${threads[round % 4]}
done
for story in rules/*/; do # as they are shipped
  what=$story
  same "$story" -- --two-pass
done
echo "pieces, $rules rules each, and the shipped policies: $passed passed, $failed failed"
[ $failed = 0 ]
