#!/bin/sh
# duckdb.sh FILE OUT: DuckDB from PyPI, in a virtual environment under OUT that is
# thrown away with build/. Without a network there is no such rival, and it is said.
set -eu
data=$1 out=$2
here=$(dirname "$0")

without() {
  echo "bench: DuckDB could not be installed, its rows are left out" >&2
  exit 0
}

[ -x "$out/venv/bin/pip" ] || python3 -m venv "$out/venv" >&2 || without
"$out/venv/bin/python" -c "import duckdb" 2> /dev/null ||
  "$out/venv/bin/pip" install --quiet --disable-pip-version-check duckdb >&2 || without
exec "$out/venv/bin/python" "$here/duckdb_rival.py" "$data" "$out"
