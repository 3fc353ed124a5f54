#!/usr/bin/env bash
# usage: ./dev soak [MINUTES]   Spoiled input for every parser, MINUTES (default 15) shared out among the loops.
# A failure prints KRAIT_FUZZ_SEED and the input in base64; the seed repeats the run.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-15}
dotnet build tests/Krait.Tests --nologo -v q -clp:NoSummary
loops=$(grep -rhoE 'Fuzzing\.Run\(' tests/Krait.Tests | wc -l)
export KRAIT_FUZZ_SECONDS=$(((minutes * 60 + loops - 1) / loops))
echo "$loops loops of $KRAIT_FUZZ_SECONDS seconds"
exec artifacts/bin/Krait.Tests/debug/Krait.Tests -noLogo -parallel none -class '*FuzzTests'
