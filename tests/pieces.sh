#!/bin/bash
# A run in pieces (--stream) is the run: random policies whose rules look at one customer at a
# time, over random data, by a build whose pieces are small, of one batch of rows to three; with
# 1, 2 and 7 threads. The whole folder must be the same bytes, and so must what is told. Every other round has attributes and
# selections that hold customers against one another, and two passes.
#
#   tests/pieces.sh BINARY [ROUNDS [RULES]]
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
BINARY=$(realpath "$1") || exit 2
rounds=${2:-4} rules=${3:-40}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$ROOT" || exit 2
passed=0 failed=0
decide() { # out, options…
  local out=$1
  shift
  "$BINARY" run "$work/policy.lua" --data "$work/customers.csv" --as-of 2026-11-21 --seed 00 \
    --out "$work/$out" "$@" > "$work/$out.txt" 2>&1
  local code=$?
  sed -i "s|$work/$out|RUNS|" "$work/$out.txt"
  return $code
}
for ((round = 1; round <= rounds; round++)); do
  kind=alone passes=
  [ $((round % 2)) = 0 ] && kind=contests passes=--two-pass
  threads=(7 1 2) pieces=(1 3000 5000 1)
  lua5.4 tests/both_ways.lua "$work" "$round" "$rules" 7000 $kind || exit 2
  decide whole
  one=$?
  HELDER_PIECE=${pieces[round % 4]} decide pieces --stream $passes --threads ${threads[round % 3]}
  two=$?
  if [ $one != $two ] || [ $one = 2 ] || ! diff -r -x log "$work/whole" "$work/pieces" > "$work/differ" ||
    ! diff "$work/whole.txt" "$work/pieces.txt" >> "$work/differ"; then
    echo "FAILED round $round (tests/both_ways.lua FOLDER $round $rules 7000 $kind): exit $one and $two"
    head -5 "$work/whole.txt" "$work/differ" | cut -c1-300
    failed=$((failed + 1))
  else
    passed=$((passed + 1))
  fi
  rm -rf "$work/whole" "$work/pieces"
done
echo "pieces, $rules rules each: $passed passed, $failed failed"
[ $failed = 0 ]
