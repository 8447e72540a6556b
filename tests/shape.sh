#!/bin/sh
# The shape of the code, as a report with a limit: no .c file over 400 lines, the tests' too;
# no function of the engine over 60. Files and functions under the limits are nobody's business.
set -u
cd "$(dirname "$0")/.." || exit 2
bad=0
for file in $(git ls-files 'engine/*.c' 'tests/*.c'); do
  lines=$(wc -l < "$file")
  if [ "$lines" -gt 400 ]; then echo "shape: $file has $lines lines"; bad=1; fi
done
if command -v ctags >/dev/null 2>&1; then
  git ls-files 'engine/*.c' | xargs ctags --fields=+ne-K --c-kinds=f -f - 2>/dev/null |
    awk -F'\t' '{l=e=0; for(i=4;i<=NF;i++){if($i~/^line:/)l=substr($i,6); if($i~/^end:/)e=substr($i,5)}
      if (e-l > 60) {print "shape: " $2 ": " $1 " has " e-l+1 " lines"; bad=1}} END {exit bad}' || bad=1
fi
[ $bad = 0 ] && echo "shape: no .c file over 400 lines, no function over 60"
exit $bad
