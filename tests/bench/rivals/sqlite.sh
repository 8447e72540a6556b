#!/bin/sh
# sqlite.sh FILE OUT ROWS: the fourteen conditions by SQLite, in memory, one core: from CSV
# (.import into a typed table, one query) and once it is there (the query again).
set -eu
data=$1 out=$2 rows=$3
here=$(dirname "$0")
. "$here/../rivals_common.sh"

debian sqlite3 sqlite3 libsqlite3-0 libreadline8 || absent SQLite
name="SQLite $(sqlite3 --version | awk '{print $1}'), one core"

# ask QUERIES: imports the file and asks so many times, each timed by SQLite itself.
ask() {
  cat "$here/sqlite_table.sql"
  printf '.import --csv --skip 1 "%s" customers\n.timer on\n' "$data"
  for _ in $(seq "$1"); do
    cat "$here/sqlite_count.sql"
  done
}

ask 1 > "$out/once.sql"
taken=$(timed 1 sqlite3 -tabs :memory: ".read $out/once.sql")
rival "CSV to counts" "$name" "$taken" "$rows"
printf 'yes\t%s\t%s\n' "$rows" "$(grep -v '^Run Time' "$out/answer")"

ask 5 > "$out/often.sql"
sqlite3 -tabs :memory: ".read $out/often.sql" > "$out/answer"
taken=$(awk '/^Run Time/ { printf "%.0f\n", $4 * 1e9 }' "$out/answer" | sort -n | sed -n 3p)
rival "14 rules, data in memory" "$name" "$taken" "$rows"
rm -f "$out/once.sql" "$out/often.sql"
