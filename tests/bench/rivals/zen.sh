#!/bin/sh
# zen.sh FILE OUT ROWS: the fourteen conditions by GoRules ZEN (PyPI), one core.
set -eu
data=$1 out=$2 rows=$3
here=$(dirname "$0")
. "$here/../rivals_common.sh"

pypi zen zen-engine 2.1.3 || absent "GoRules ZEN"
some=$((rows < 100000 ? rows : 100000))
"$out/venv/bin/python" "$here/zen_rival.py" "$(head_of $some "$data")" $some "$rows"
