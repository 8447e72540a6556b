#!/bin/sh
# json_rules_engine.sh FILE OUT ROWS: the fourteen conditions by json-rules-engine (npm), one core.
set -eu
data=$1 out=$2 rows=$3
here=$(dirname "$0")
. "$here/../rivals_common.sh"

npm_there() {
  grep -qs '"version": "7.3.1"' "$out/node/node_modules/json-rules-engine/package.json" && return 0
  command -v node > /dev/null && command -v npm > /dev/null || return 1
  mkdir -p "$out/node"
  echo '{ "private": true }' > "$out/node/package.json"
  (cd "$out/node" && npm install --silent --no-audit --no-fund json-rules-engine@7.3.1 >&2)
}

npm_there || absent json-rules-engine
some=$((rows < 20000 ? rows : 20000))
NODE_PATH=$out/node/node_modules node "$here/json_rules_engine.js" "$(head_of $some "$data")" $some "$rows"
