#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What must hold of every file that is committed or about to be: small, with a licence, and of no particular machine.
#
#   rules.sh TREE      # names every file that breaks a rule; exit 1 when there is one
set -euo pipefail
cd "$1"
export LC_ALL=C

files() {
  if git rev-parse --git-dir >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard
  else # an unpacked archive of the sources
    find . \( -path ./build -o -path ./.git \) -prune -o -type f -printf '%P\n'
  fi | while read -r file; do [[ ! -f $file ]] || echo "$file"; done
}

broken=0
# rule WORDS: whatever comes in, line by line, breaks it.
rule() {
  local found
  found=$(cat)
  [[ -z $found ]] && return
  printf '%s:\n%s\n' "$1" "${found//$'\n'/$'\n'  }" | sed '2s/^/  /'
  broken=1
}

mapfile -t all < <(files)
((${#all[@]})) || {
  echo "There are no files to check in $1."
  exit 1
}

rule "Larger than 1 MiB: data is fetched or made, not committed" \
  < <(printf '%s\0' "${all[@]}" | xargs -0 -I{} find {} -size +1048576c)

rule "The first line (the second, below #!) must be an SPDX line" \
  < <(for file in "${all[@]}"; do
    case $file in
      *.c | *.cpp | *.h | *.hpp | *.py | *.sh | *.cmake | *.in | *.toml | */CMakeLists.txt | CMakeLists.txt | dev | .ci/run) ;;
      *) [[ $(head -c 2 "$file" | tr -d '\0') == '#!' ]] || continue ;;
    esac
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: \(Apache-2.0\|MIT\)\( \*/\)\?$' || echo "$file"
  done)

rule "Files under sdk/ and samples/ are MIT" \
  < <(for file in "${all[@]}"; do
    case $file in sdk/* | samples/*) head -n 2 "$file" | grep -a 'SPDX.*Apache' | sed "s|^|$file: |" ;; esac
  done || true)

# Home folders and checkouts. The expression is put together so that it does not find itself.
machine="(^|[^A-Za-z0-9_.>})*/-])/(home|root|work|Users)""/[A-Za-z0-9_.]"
rule "Holds an absolute path of somebody's machine" \
  < <(printf '%s\0' "${all[@]}" | xargs -0 grep -InE "$machine" -- || true)

exit $broken
