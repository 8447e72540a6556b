#!/bin/sh
# profile.sh HELDER ROWS: where the time of a whole run goes, by perf (Debian's linux-perf): a run
# of ROWS customers with two threads, its cycles shared out by profile.lua. Not part of the
# bench: perf wants rights that not every machine gives.
set -eu
helder=$1 rows=$2
here=$(dirname "$0") out=build/bench/profile

command -v perf > /dev/null || { echo "bench: no perf here" >&2; exit 2; }
mkdir -p "$out"
trap 'rm -rf "$out"' EXIT
build/bench/generate "$rows" > "$out/customers.csv"
for round in 1 2 3; do
  rm -rf "$out/runs"
  perf record -q -o "$out/data.$round" -F 499 --call-graph dwarf,16384 "$helder" run "$here/policy.lua" \
    --data "$out/customers.csv" --as-of 2026-11-21 --no-cache --threads 2 --out "$out/runs" > /dev/null
  perf script -i "$out/data.$round" -F period,ip,sym 2> /dev/null >> "$out/samples"
done
lua5.4 "$here/profile.lua" "$rows" < "$out/samples"
