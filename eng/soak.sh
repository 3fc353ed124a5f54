#!/usr/bin/env bash
# usage: ./dev soak [MINUTES a loop, default 15] [REGEX on the names of loops and of their cases]
# Runs the fuzz loops by the clock, guided by the branches that they reach: they run on a copy of the tests whose library
# counts its branches. A line a loop; as many at once as there are processors (KRAIT_SOAK_JOBS says otherwise). A failure
# prints KRAIT_FUZZ_SEED and the input in base64. Inputs that reached new branches stay in artifacts/fuzz/corpus for the
# next run; so does the last input of a loop that died.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-15} wanted=${2:-.}
dotnet build tests/Krait.Tests --nologo -v q -clp:NoSummary
dotnet build tests/Krait.Fuzz --nologo -v q -clp:NoSummary
program=artifacts/fuzz/program
rm -rf $program
mkdir -p artifacts/fuzz
cp -r artifacts/bin/Krait.Tests/debug $program
artifacts/bin/Krait.Fuzz/debug/Krait.Fuzz $program/Krait.Core.dll
KRAIT_FUZZ_SECONDS=$(awk "BEGIN { print $minutes * 60 }")
export KRAIT_FUZZ_SECONDS KRAIT_FUZZ_FOLDER=$PWD/artifacts/fuzz/corpus program
one() { # one ID NAME: the line of a case, or the head of what it printed when it failed
  local log=artifacts/fuzz/$1.log status=0
  $program/Krait.Tests -noLogo -noColor -parallel none -preEnumerateTheories -id "$1" >"$log" 2>&1 || status=1
  [[ $status = 0 ]] || { echo "FAILED: $2"; grep -vE '^\S*FuzzTests\..* kept ' "$log" | head -n 40; }
  grep -E '^\S*FuzzTests\..* kept ' "$log" || true
  return $status
}
export -f one
# A case is three lines of the list; each case of a theory is a loop of its own.
$program/Krait.Tests -noLogo -noColor -preEnumerateTheories -list full |
  awk -F'"' '/- Display name: / { name = $0; sub(/.*name: "/, "", name); gsub(/["\\]/, "", name) } /^ *ID: / { print $0 "\t" name }' |
  sed 's/^ *ID: *//' | grep -E '	.*FuzzTests\.' | grep -E "$wanted" |
  xargs -P "${KRAIT_SOAK_JOBS:-$(nproc)}" -d '\n' -I{} bash -c 'IFS=$'"'\t'"' read -r id name <<<"$1"; one "$id" "$name"' _ {}
