#!/bin/sh
# Runs the examples of the guides, so that they cannot go stale:
#   tests/docs.sh BINARY [--bless]
exec python3 "$(dirname "$0")/docs.py" "$@"
