#!/bin/sh
# large.sh BUILD ROWS…: streamed runs of so many customers each, the first being what the others'
# rates are held against. The customers come through a pipe: no file of 10 GB is made. Logs are
# written where the disk has room for the largest, and removed; else the runs are counts only.
set -eu
build=$1
shift
here=$(dirname "$0") out=build/bench/large
first=$1 most=0 each=
for rows in "$@"; do
  [ "$rows" -gt "$most" ] && most=$rows
done

mkdir -p "$out"
trap 'rm -rf "$out/runs" "$out/policy.lua" "$out"/said*' EXIT
trap 'exit 130' INT TERM

# Per customer only: nobody is held against others.
sed -e '/^  limit /d' -e '/^  one_per /d' -e '/^  quota /d' "$here/policy.lua" > "$out/policy.lua"

# In bytes a customer: 114 of CSV, which pass through a nameless file, and some 650 of line, leaf
# and place in the index; a fifth more to be safe.
free=$(df -Pk "$out" | awk 'NR == 2 { printf "%d", $4 / 1000 }')
where=$out/runs
[ "$free" -ge $((most / 1000 * 92 / 100)) ] || {
  where=--counts
  echo "bench: $((most / 1000 * 92 / 100)) MB of disk are wanted for the largest log, there are $free: counts only" >&2
}

# run ROWS: one streamed run, its two figures in $out/said.
run() {
  rm -rf "$out/runs"
  "$build/bench/generate" "$1" |
    "$build/bench/stream" "$build/helder" "$out/policy.lua" "$where" "$1" ${each:+"$each" "$first"} > "$out/said"
}

# The middle one of three, so that the others stand beside no lucky one; then each once.
run_first() {
  for i in 1 2 3; do
    run "$first" || return 1
    cp "$out/said" "$out/said.$i"
  done
  middle=$(for i in 1 2 3; do awk -F '\t' -v i=$i 'NR == 1 { print $3, i }' "$out/said.$i"; done | sort -n | awk 'NR == 2 { print $2 }')
  cp "$out/said.$middle" "$out/said"
  each=$(awk -F '\t' 'NR == 1 { print $3 }' "$out/said")
}

for rows in "$@"; do
  echo "measuring: $rows customers, streamed" >&2
  [ -n "$each" ] && run=run || run=run_first
  if [ "$free" -lt $((rows / 1000 * 14 / 100)) ]; then
    printf 'skipped\tstream of %s\tit wants %s MB of disk, there are %s\n' "$rows" $((rows / 1000 * 14 / 100)) "$free"
  elif $run "$rows"; then
    cat "$out/said"
  else
    printf 'failed\tstream of %s\n' "$rows"
  fi
done > "$out/lines.tsv"

# The same as a table for a page, one run a line.
table() {
  awk -F '\t' -v first="$first" '
    function grouped(n,  s) {
      for (s = sprintf("%d", n); match(s, /[0-9][0-9][0-9][0-9](,|$)/);)
        s = substr(s, 1, RSTART) "," substr(s, RSTART + 1)
      return s
    }
    BEGIN {
      print "| customers | time | µs each | to " grouped(first) " | peak memory of all processes | written |"
      print "|--:|--:|--:|--:|--:|---|"
    }
    $1 == "figure" && $2 ~ /^stream of/ {
      split($2, word, /[ ,]+/)
      rows = word[3]; each = $3
      written = $2 ~ /counts only/ ? "counts only" : "the whole log"
      if (rows == first) base = each
    }
    $1 == "figure" && $2 ~ /^memory/ {
      printf "| %s | %.1f s | %.2f | %.2f | %.0f MB | %s |\n", grouped(rows), each * rows / 1e6, each, each / base, $3, written
    }' "$out/lines.tsv"
}

code=0
lua5.4 "$here/report.lua" "$out" < "$out/lines.tsv" || code=$?
echo
table | tee "$out/table.md"
exit $code
