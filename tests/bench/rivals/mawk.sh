#!/bin/sh
# mawk.sh FILE OUT ROWS: the fourteen conditions by mawk, from CSV to counts, one core.
set -eu
data=$1 out=$2 rows=$3
here=$(dirname "$0")
. "$here/../rivals_common.sh"

debian mawk mawk || absent mawk
taken=$(timed 3 mawk -f "$here/mawk.awk" "$data")
rival "CSV to counts" "mawk, one core" "$taken" "$rows"
printf 'yes\t%s\t%s\n' "$rows" "$(cat "$out/answer")"
