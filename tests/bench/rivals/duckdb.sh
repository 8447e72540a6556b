#!/bin/sh
# duckdb.sh FILE OUT ROWS: DuckDB from PyPI with two threads: duckdb_rival.py over the customers,
# duckdb_events.py over their events where the bench has made them.
set -eu
data=$1 out=$2 rows=$3
here=$(dirname "$0")
. "$here/../rivals_common.sh"

pypi duckdb duckdb 2.0.0 || absent DuckDB
"$out/venv/bin/python" -B "$here/duckdb_rival.py" "$data" "$out" "$rows"
[ ! -s "$out/visits.csv" ] || "$out/venv/bin/python" -B "$here/duckdb_events.py" "$out/visits.csv" "$out"
