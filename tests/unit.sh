#!/bin/sh
# unit.sh UNIT [SUITE]: all Check suites, shared among the cores, or one; adds up.
set -u
unit=$1
[ $# -gt 1 ] && exec "$unit" "$2"
cores=$(nproc)
rm -f "$unit".*.txt
shard=0
while [ $shard -lt "$cores" ]; do
  HELDER_SHARD=$shard/$cores "$unit" > "$unit.$shard.txt" 2>&1 || echo $shard >> "$unit.failed.txt" &
  shard=$((shard + 1))
done
wait
cat "$unit".[0-9]*.txt | grep -v '^unit: '
cat "$unit".[0-9]*.txt |
  sed -n 's/^unit: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' |
  awk -v cores="$cores" '{p += $1; f += $2} END {printf "unit: %d passed, %d failed\n", p, f; exit NR < cores}' || exit 1
[ ! -e "$unit.failed.txt" ]
