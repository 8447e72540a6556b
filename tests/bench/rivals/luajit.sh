#!/bin/sh
# luajit.sh FILE OUT ROWS: the fourteen conditions as a loop written by hand in LuaJIT, one core.
set -eu
data=$1 out=$2 rows=$3
here=$(dirname "$0")
. "$here/../rivals_common.sh"

debian luajit luajit libluajit-5.1-2 libluajit-5.1-common || absent LuaJIT
taken=$(timed 3 luajit "$here/luajit.lua" "$data" 0)
rival "CSV to counts" "LuaJIT by hand, one core" "$taken" "$rows"
printf 'yes\t%s\t%s\n' "$rows" "$(cat "$out/answer")"
rival "14 rules, data in memory" "LuaJIT by hand, one core" "$(luajit "$here/luajit.lua" "$data" 7)" "$rows"
