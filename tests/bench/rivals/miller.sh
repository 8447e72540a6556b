#!/bin/sh
# miller.sh FILE OUT ROWS: the fourteen conditions by Miller, from CSV to counts, as many cores
# as it likes.
set -eu
data=$1 out=$2 rows=$3
here=$(dirname "$0")
. "$here/../rivals_common.sh"

debian mlr miller || absent Miller
some=$((rows < 200000 ? rows : 200000))
part=$(head_of $some "$data")
name="Miller $(mlr --version | awk '{print $2}')"
[ $some = "$rows" ] || name="$name, $some rows"
taken=$(timed 1 mlr --icsv --otsv put -q -f "$here/miller.mlr" "$part")
rival "CSV to counts" "$name" "$taken" $some
printf 'yes\t%s\t%s\n' $some "$(cat "$out/answer")"
