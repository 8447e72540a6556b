#!/bin/sh
# The house's arrows: an include may point only from a room to one below it, lua.h is
# included by policy/ alone, and no .c file is included. Also: no include cycles among
# headers. Prints what offends; "N passed, N failed" at the end.
set -u
cd "$(dirname "$0")/.." || exit 2
level() {
  case $1 in
    base) echo 0 ;; load) echo 1 ;; table) echo 2 ;; condition) echo 3 ;; policy) echo 4 ;;
    log) echo 5 ;; decide | explain) echo 6 ;; commands) echo 7 ;; *) echo 99 ;;
  esac
}
passed=0 failed=0
for file in engine/*/*.[ch]; do
  room=$(basename "$(dirname "$file")")
  good=1
  for include in $(sed -n 's/^ *# *include *"\(.*\)"/\1/p' "$file"); do
    other=${include%%/*}
    case $include in
      *.c) echo "$file includes the C file $include"; good=0 ;;
      */*) ;;
      *) echo "$file: \"$include\" does not name its room"; good=0; continue ;;
    esac
    [ "$other" = "$room" ] && continue
    if [ "$(level "$other")" -ge "$(level "$room")" ]; then
      echo "$file: against the arrow: $room -> $other"
      good=0
    fi
  done
  if [ "$room" != policy ] && grep -qE '#include [<"](lua|lauxlib|lualib|lpeg|lua-lpeg|lfs)\.h' "$file"; then
    echo "$file: only policy/ may include Lua's headers"
    good=0
  fi
  if [ $good = 1 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
# A cycle among headers: tsort says so.
if ! grep -H '^#include "' engine/*/*.h | sed 's/^engine\/\([^:]*\):#include "\(.*\)"/\1 \2/' |
  tsort >/dev/null 2>build/cycle.txt; then
  echo "headers include each other in a ring:"
  cat build/cycle.txt
  failed=$((failed + 1))
fi
echo "arrows: $passed passed, $failed failed"
[ $failed = 0 ]
