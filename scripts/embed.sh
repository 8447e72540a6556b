#!/bin/sh
# Writes the named files as C tables: shipped_scripts[] of {name, bytes, length} from the Lua
# files, and shipped_start[] from what `helder init` writes (scripts/start/*).
set -eu
symbol() { # a C name for a path
  echo "$1" | tr './' '__'
}
echo '#include "policy/scripts.h"'
for file in "$@"; do
  printf 'static const unsigned char %s[] = {' "$(symbol "$file")"
  od -An -v -tu1 "$file" | sed 's/  */,/g; s/^,//; s/$/,/'
  echo '0};'
done
table() { # name pattern file…
  echo "const ShippedScript $1[] = {"
  pattern=$2
  shift 2
  for file in "$@"; do
    case $file in
      scripts/start/*) [ "$pattern" = start ] || continue; name=$(basename "$file") ;;
      *) [ "$pattern" = script ] || continue; name=$(basename "$file" .lua) ;;
    esac
    bytes=$(symbol "$file")
    printf '  {"%s", (const char *)%s, sizeof %s - 1},\n' "$name" "$bytes" "$bytes"
  done
  echo '  {0, 0, 0}};'
}
table shipped_scripts script "$@"
table shipped_start start "$@"
