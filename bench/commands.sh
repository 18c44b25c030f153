#!/usr/bin/env bash
# Whole commands, timed by hyperfine: bench/commands.sh [BIN_DIR]
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(cd "${1:-.venv/bin}" && pwd)
command -v hyperfine >/dev/null || { echo "hyperfine is not installed: whole commands are not timed"; exit 0; }
unset PYTHONDONTWRITEBYTECODE  # what is installed has its bytecode; without it a command compiles 500 files each time
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$bin/python" -m bench.talk 10000 > "$work/2026-03-12 Long meeting.vtt"
"$bin/minutebook" init "$work/vault" --name "Odalys Brennick" >/dev/null
cp "$work"/*.vtt "$work/vault/Inbox/"
hyperfine -N --warmup 3 -n "python starts" "$bin/python -c pass" -n "--version" "$bin/minutebook --version"
hyperfine --warmup 3 -n "minutebook" "cd '$work/vault' && '$bin/minutebook'"
hyperfine --warmup 1 -n "extract, 10,000 words" "'$bin/minutebook' extract '$work/2026-03-12 Long meeting.vtt' --json"
hyperfine --warmup 1 -n "ingest, 10,000 words" \
  --prepare "rm -rf '$work/again' && cp -r '$work/vault' '$work/again'" "'$bin/minutebook' ingest --vault '$work/again'"
