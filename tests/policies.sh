#!/bin/sh
# Every policy that ships: it runs, `check` finds nothing, its tests pass and have seen
# nineteen comparisons in twenty say yes and no, and notice nineteen changes in twenty.
#   tests/policies.sh BINARY
set -u
binary=$(realpath "$1") || exit 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

try() { # what, then a command that must end well
  what=$1
  shift
  if "$@" > "$scratch/out" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $what"
    tail -n 30 "$scratch/out"
  fi
}

for policy in rules/*/policy.lua; do
  folder=$(dirname "$policy")
  try "$folder runs" "$binary" run "$folder" --as-of 2026-11-21 --out "$scratch/runs"
  try "$folder has no finding" "$binary" check "$folder" --as-of 2026-11-21
  try "$folder is covered by its tests" "$binary" test "$folder" --coverage --threshold 95
  try "$folder has tests that notice" "$binary" test "$folder" --mutate --threshold 95
done
echo "policies: $passed passed, $failed failed"
[ "$failed" = 0 ]
