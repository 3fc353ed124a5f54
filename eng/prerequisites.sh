#!/usr/bin/env bash
# Checks for what the scripts need and installs what Debian packages: as root it runs apt-get, otherwise it says what
# to install. usage: prerequisites.sh [sdk] [native] [tests] [bench]
set -euo pipefail
wanted=() missing=()
need() { # need COMMAND PACKAGE
  command -v "$1" >/dev/null || { missing+=("$1"); wanted+=("$2"); }
}
for part in "$@"; do
  case $part in
    sdk)
      command -v dotnet >/dev/null || {
        echo "error: the .NET SDK 10 is needed: \`dotnet\` is not on PATH" >&2
        echo "hint: install the package dotnet-sdk-10.0 from your distribution or from Microsoft's package feed" >&2
        exit 1
      }
      ;;
    native)
      need gcc gcc
      [[ -e /usr/include/zlib.h ]] || { missing+=(zlib.h); wanted+=(zlib1g-dev); }
      ;;
    python) command -v python3 >/dev/null || { missing+=(python3); wanted+=(python3); } ;;
    tests)
      need python3 python3
      need strace strace
      need unshare util-linux
      ;;
    bench)
      need hyperfine hyperfine
      need strace strace
      need /usr/bin/time time
      ;;
  esac
done
[[ ${#wanted[@]} -eq 0 ]] && exit 0
packages=$(printf '%s\n' "${wanted[@]}" | sort -u | tr '\n' ' ')
if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
  echo "Installing ${packages% }, for ${missing[*]}"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $packages; } >/dev/null || {
    echo "error: apt-get could not install: $packages" >&2
    exit 1
  }
else
  echo "error: missing: ${missing[*]}" >&2
  echo "hint: install these packages and run this again: $packages" >&2
  exit 1
fi
