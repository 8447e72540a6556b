# rivals_common.sh: what the scripts in rivals/ share; sourced, after `data`, `out` and `rows` are set.
# Programs come from Debian, PyPI and npm into $out, never into the system.

# absent NAME: says that this rival is left out, and ends its script.
absent() {
  printf 'skipped\t%s\tit could not be had here\n' "$1"
  echo "bench: no $1, its rows are left out" >&2
  exit 0
}

# fetch PACKAGE…: the packages as files; fails where the lists of packages were never read.
fetch() {
  (cd "$out/debian/packages" && apt-get -q download "$@" > download.log 2>&1)
}

# debian COMMAND PACKAGE…: the command is in the path, unpacked from its packages if need be.
debian() {
  command=$1
  shift
  [ ! -d "$out/debian" ] || PATH=$PATH:$out/debian/usr/bin
  LD_LIBRARY_PATH=$out/debian/usr/lib/$(uname -m)-linux-gnu
  export PATH LD_LIBRARY_PATH
  command -v "$command" > /dev/null && return 0
  mkdir -p "$out/debian/packages"
  fetch "$@" || { apt-get -q update > /dev/null 2>&1 && fetch "$@"; } || return 1
  for package in "$out/debian/packages"/*.deb; do
    dpkg -x "$package" "$out/debian" || return 1
  done
  PATH=$PATH:$out/debian/usr/bin
  command -v "$command" > /dev/null
}

# pypi MODULE PACKAGE VERSION: the module is there in $out/venv, of this version: the rivals of
# one day are those of another.
pypi() {
  [ -x "$out/venv/bin/pip" ] || python3 -m venv "$out/venv" >&2 || return 1
  "$out/venv/bin/python" -c "import $1, importlib.metadata as m; exit(m.version('$2') != '$3')" 2> /dev/null ||
    "$out/venv/bin/pip" install --quiet --disable-pip-version-check "$2==$3" >&2
}

# head_of ROWS FILE: the path of a CSV with so many of the customers: FILE itself when that is all.
head_of() {
  [ "$1" -lt "$rows" ] || { echo "$2"; return; }
  head -n "$(($1 + 1))" "$2" > "$out/head.csv"
  echo "$out/head.csv"
}

# timed TIMES COMMAND…: runs it so often, its output in $out/answer; prints the middle number of
# nanoseconds, nothing when it failed.
timed() {
  times=$1
  shift
  : > "$out/taken"
  for _ in $(seq "$times"); do
    began=$(date +%s%N)
    "$@" > "$out/answer" || return 0
    echo $(($(date +%s%N) - began)) >> "$out/taken"
  done
  sort -n "$out/taken" | sed -n "$(((times + 1) / 2))p"
}

# rival FIGURE NAME NANOSECONDS ROWS: a row in microseconds a customer. Without nanoseconds the
# script ends, and it is said that the rival failed.
rival() {
  [ -n "$3" ] || { printf 'skipped\t%s\tit failed here\n' "$2"; exit 0; }
  awk -v figure="$1" -v name="$2" -v ns="$3" -v rows="$4" \
    'BEGIN { printf "rival\t%s\t%s\t%.9g\t\t\n", figure, name, ns / 1000 / rows }'
}
