#!/bin/sh
# Writes the named Lua files as one C table: shipped_scripts[] of {name, bytes, length}.
set -eu
echo '#include "policy/scripts.h"'
for file in "$@"; do
  name=$(basename "$file" .lua)
  printf 'static const unsigned char %s_lua[] = {' "$name"
  od -An -v -tu1 "$file" | sed 's/  */,/g; s/^,//; s/$/,/'
  echo '0};'
done
echo 'const ShippedScript shipped_scripts[] = {'
for file in "$@"; do
  name=$(basename "$file" .lua)
  printf '  {"%s", (const char *)%s_lua, sizeof %s_lua - 1},\n' "$name" "$name" "$name"
done
echo '  {0, 0, 0}};'
