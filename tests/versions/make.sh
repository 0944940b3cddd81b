#!/usr/bin/env bash
# Makes the samples of the version at hand: one with tables and pictures, one sealed, a draft.
#
#   tests/versions/make.sh target/release/chengbao
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD/../..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$("$program" --version | cut -d' ' -f2)
export CHENGBAO_SYSTEM_FONTS=off CHENGBAO_FONTS=$root/fonts CHENGBAO_P12_PASSWORD=chengbao
export SOURCE_DATE_EPOCH=1736643900

sign() {
  local stem=$1
  shift
  rm -f "$version-$stem.pdf"
  "$program" sign --p12 "$root/tests/keys/p256.p12" -o "$version-$stem.pdf" "$@" "$work/$stem.pdf"
}

cat >"$work/章.svg" <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" width="42mm" height="42mm" viewBox="0 0 42 42"><circle
 cx="21" cy="21" r="20" fill="none" stroke="#d00" stroke-width="1.2"/></svg>
SVG
cp "$root/tests/filings/tables.yaml" "$work"
cp -r "$root/tests/filings/图" "$work"
"$program" build --formats pdf -o "$work" "$work/tables.yaml" "$root/data/shanxi-unicom-2020h1.yaml"
mv "$work/shanxi-unicom-2020h1.pdf" "$work/sealed.pdf"
sign tables
sign sealed --seal "$work/章.svg"
"$program" build --draft=2 --formats pdf -o "$work/drafts" "$work/tables.yaml"
mv "$work/drafts/tables.pdf" "drafts/$version-tables.pdf"
