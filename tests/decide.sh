# What both_ways.sh and pieces.sh begin with: a folder `work` that goes at the end, and
#   decide OUT POLICY [OPTION…]: runs it into work/OUT; what is told goes to work/OUT.txt, the
#   folder in it called RUNS, so that two runs can be compared. Answers the exit code.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
passed=0 failed=0
decide() {
  local out=$1
  shift
  rm -rf "${work:?}/$out"
  "$BINARY" run "$@" --as-of 2026-11-21 --seed 00 --out "$work/$out" > "$work/$out.txt" 2>&1
  local code=$?
  sed -i "s|$work/$out|RUNS|" "$work/$out.txt"
  return $code
}
