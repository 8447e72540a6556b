#!/bin/bash
# Runs the real binary on every case of tests/flow, each in a copy of its folder.
#
#   tests/flow/run.sh BINARY [--bless] [case…]
#
# A case is a folder:
#   cmd            shell lines; $HELDER is the binary ($ROOT the project, $SHARED the shared data)
#   expected       what must come on standard output
#   expected_err   what must come on standard error (absent: nothing may)
#   exit           the exit code that cmd must give (absent: 0)
#   decisions      the decisions.ndjson of the newest run under runs/ (absent: not looked at)
#   needs          a path under $SHARED without which the case is skipped by name
# --bless writes what came as what is expected: read the diff before committing it.
# WRAP="valgrind …" runs the binary under another program.
set -u
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
BINARY=$(realpath "$1") || exit 2
shift
BLESS=
if [ "${1:-}" = --bless ]; then BLESS=1; shift; fi
export ROOT SHARED="$ROOT/../shared/data" NO_COLOR=1 LC_ALL=C.UTF-8 TZ=UTC
export ASAN_OPTIONS="detect_leaks=1:${ASAN_OPTIONS:-}" UBSAN_OPTIONS="print_stacktrace=1"
export HELDER="${WRAP:+$WRAP }$BINARY"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

# What differs from machine to machine is masked: a run's name holds a hash of all that
# went in, library versions included.
mask() {
  sed -E -i -e 's/([0-9]{4}-[0-9]{2}-[0-9]{2})-[0-9a-f]{8}/\1-########/g' \
    -e 's/("(engine|lua|lpeg|libcsv|openssl|jansson|libseccomp)": )"[^"]*"/\1"#"/g' \
    -e 's/("description": \{"bytes": )[0-9]+, "sha256": "[0-9a-f]+"/\1#, "sha256": "#"/' "$1"
}

compare() { # name expected got
  if [ -n "$BLESS" ]; then
    cp "$3" "$2"
  elif ! diff -u "$2" "$3" > "$work/diff"; then
    echo "FAILED $1: $(basename "$2") differs"
    head -40 "$work/diff"
    return 1
  fi
}

run_case() { # folder
  local folder=$1 name here code want good=1
  name=$(basename "$folder")
  if [ -f "$folder/needs" ] && [ ! -e "$SHARED/$(cat "$folder/needs")" ]; then
    echo "skipped $name: no ../shared/data/$(cat "$folder/needs")"
    skipped=$((skipped + 1))
    return
  fi
  here=$work/$name
  cp -r "$folder" "$here"
  (cd "$here" && bash ./cmd > "$work/out" 2> "$work/err" < /dev/null)
  code=$?
  mask "$work/out"
  mask "$work/err"
  want=$(cat "$folder/exit" 2>/dev/null || echo 0)
  if [ "$code" != "$want" ]; then
    if [ -n "$BLESS" ]; then
      echo "$code" > "$folder/exit"
    else
      echo "FAILED $name: exit $code, expected $want"
      head -20 "$work/err"
      good=0
    fi
  fi

  compare "$name" "$folder/expected" "$work/out" || good=0
  if [ -f "$folder/expected_err" ] || { [ -n "$BLESS" ] && [ -s "$work/err" ]; }; then
    compare "$name" "$folder/expected_err" "$work/err" || good=0
  elif [ -s "$work/err" ]; then
    echo "FAILED $name: nothing was expected on standard error, but:"
    head -20 "$work/err"
    good=0
  fi
  if [ -f "$folder/decisions" ]; then
    newest=$(ls -td "$here"/runs/*/ 2>/dev/null | head -1)
    compare "$name" "$folder/decisions" "${newest}decisions.ndjson" || good=0
  fi
  if [ $good = 1 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

if [ $# -gt 0 ]; then cases=("$@"); else cases=("$ROOT"/tests/flow/*/); fi
for case in "${cases[@]}"; do
  [ -d "$case" ] || case=$ROOT/tests/flow/$case
  [ -f "$case/cmd" ] && run_case "${case%/}"
done
echo "flow: $passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
