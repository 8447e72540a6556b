#!/bin/bash
# Fails the 1st, 2nd, 3rd… allocation, then the 1st, 2nd, 3rd… write, sync and rename of a
# run and of a why, until the command succeeds: each time there must be exit 2 with one
# message, no crash, no run folder that did not finish, nothing left under a temporary name.
#
#   tests/sweep.sh BINARY      (built with -DHELDER_FAULTS)
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
BINARY=$(realpath "$1") || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$ROOT"/tests/sweep/* "$work"
cd "$work" || exit 2
passed=0 failed=0

fault() { # variable n command…
  local variable=$1 n=$2
  shift 2
  env "$variable=$n" "$BINARY" "$@" > out 2> err < /dev/null
}

complain() {
  echo "FAILED $1"
  head -5 err
  failed=$((failed + 1))
}

sweep() { # variable, most, command…
  local variable=$1 most=$2 n code
  shift 2
  for ((n = 1; n <= most; n += ${STEP:-1})); do
    rm -rf runs letters
    [ "$1" != run ] && cp -a kept runs
    fault "$variable" "$n" "$@"
    code=$?
    if [ "$code" = 0 ]; then
      passed=$((passed + 1))
      echo "sweep: $variable: helder $1 succeeds from the ${n}th on"
      return
    elif [ "$code" != 2 ]; then
      complain "$variable=$n helder $*: exit $code"
    elif [ "$(wc -l < err)" -gt 3 ] || [ ! -s err ]; then
      complain "$variable=$n helder $*: not one message"
    elif [ "$1" = run ] && [ -n "$(ls -A runs 2>/dev/null)" ]; then
      ls -A runs
      complain "$variable=$n helder $*: something was left in runs/"
    elif [ -s out ]; then
      complain "$variable=$n helder $*: results were released"
    elif [ "$1" != run ] && ! "$BINARY" verify --no-replay > out 2> err; then
      complain "$variable=$n helder $*: the run is not whole any more: $(head -2 out)"
    elif [ "$1" != run ] && [ -n "$(ls -A runs | grep '^\.')" ]; then
      complain "$variable=$n helder $*: something was left beside the run"
    elif [ -n "$(ls -A | grep letters)" ]; then
      complain "$variable=$n helder $*: letters were left: $(ls -A | grep letters)"
    else
      passed=$((passed + 1))
    fi
    [ "$failed" -gt 10 ] && return
  done
  complain "$variable: helder $1 does not succeed after $most"
}

RUN=(run policy.lua --data customers.csv --as-of 2026-11-21 --seed 00 --threads 1)
rm -rf runs
"$BINARY" "${RUN[@]}" > /dev/null && mv runs kept || complain "the run without faults"
sweep HELDER_FAIL_ALLOCATION 20000 "${RUN[@]}"
sweep HELDER_FAIL_WRITE 500 "${RUN[@]}"
STEP=3 sweep HELDER_FAIL_ALLOCATION 20000 "${RUN[@]}" --scenario "all call"
ALONE=(run alone.lua --data customers.csv --as-of 2026-11-21 --seed 00 --threads 1 --stream)
sweep HELDER_FAIL_ALLOCATION 20000 "${ALONE[@]}"
sweep HELDER_FAIL_WRITE 500 "${ALONE[@]}"
sweep HELDER_FAIL_ALLOCATION 20000 why A-3
sweep HELDER_FAIL_ALLOCATION 20000 list 'selected invite'
sweep HELDER_FAIL_ALLOCATION 20000 verify
sweep HELDER_FAIL_ALLOCATION 20000 letter A-3
sweep HELDER_FAIL_WRITE 500 letter --all --out letters
# The same customers a month later: what a world between cannot do stops the whole.
"$BINARY" run policy.lua --data customers.csv --as-of 2026-12-21 --seed 00 --out later > /dev/null
STEP=3 sweep HELDER_FAIL_ALLOCATION 20000 compare kept/2026-* later/2026-*
ERASE=(erase A-3 --all --ground "GDPR article 17" --by Mies)
sweep HELDER_FAIL_ALLOCATION 20000 "${ERASE[@]}"
sweep HELDER_FAIL_WRITE 500 "${ERASE[@]}"
# A folder to start from: whole, or not there.
for ((n = 1; n <= 100; n++)); do
  rm -rf club
  fault HELDER_FAIL_WRITE "$n" init club
  code=$?
  [ "$code" = 0 ] && break
  if [ "$code" = 2 ] && [ ! -e club ] && [ ! -s out ]; then
    passed=$((passed + 1))
  else
    complain "HELDER_FAIL_WRITE=$n helder init club: exit $code, $(ls club 2>/dev/null | wc -l) files"
  fi
done
if [ "$code" = 0 ] && [ "$n" -gt 3 ] && "$BINARY" test club > out 2> err; then
  passed=$((passed + 1))
  echo "sweep: HELDER_FAIL_WRITE: helder init succeeds from the ${n}th on"
else
  complain "helder init club after $n faults"
fi
echo "sweep: $passed passed, $failed failed"
[ $failed = 0 ]
