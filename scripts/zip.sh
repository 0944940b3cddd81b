#!/usr/bin/env bash
# Makes dist/chengbao-VERSION-x86_64-pc-windows-gnu.zip: what a desk downloads, unpacks and
# double-clicks, the same bytes from the same commit and programs. Where there is Wine, then unpacks
# it into a path with Chinese and blanks and does the five steps there.
#
#   scripts/zip.sh PROGRAM PROGRAM.exe
#
# PROGRAM is the same release for this machine, DIST another folder than dist. Needs Python 3; strips
# the program where mingw's strip is there.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$1
exe=$2
dist=${DIST:-dist}
filings=(shanxi-mobile-2020h2 shanxi-unicom-2020h1)

fail() { printf '不通过: %s\n' "$*" >&2; exit 1; }

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
[ "$("$program" --version)" = "chengbao $version" ] || fail "$program 不是 $version 版"
name=chengbao-$version-x86_64-pc-windows-gnu
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 946684800)}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ── What is in it ────────────────────────────────────────────────────────────

place=$work/$name
mkdir -p "$place"/{fonts,data,docs,completions}
install -m 755 "$exe" "$place/chengbao.exe"
if command -v x86_64-w64-mingw32-strip >/dev/null; then
  SOURCE_DATE_EPOCH=$epoch x86_64-w64-mingw32-strip "$place/chengbao.exe"
fi
# The others are compiled in; theirs are the licences.
cp fonts/Fandol{Fang,Kai}-Regular.otf fonts/{COPYING,OFL}-*.txt fonts/README.md "$place/fonts"
cp data/*.yaml "$place/data"
cp -R docs/*.md docs/pictures "$place/docs"
cp -R schema templates "$place"
cp LICENSE-APACHE LICENSE-MIT README.md README.zh-CN.md CHANGELOG.md "$place"
cp LICENSE "$place/LICENSE.txt"
ln -s LICENSE.txt "$place/LICENSE"
python3 scripts/manual.py "$place"
rm "$place/LICENSE"
sed -i 's/href="LICENSE"/href="LICENSE.txt"/' "$place"/*.html
"$program" completions powershell >"$place/completions/chengbao.ps1"
# What cmd reads has the line ends of Windows.
sed 's/$/\r/' scripts/呈报.cmd >"$place/呈报.cmd"
# `type` breaks characters at the end of its buffer, so each piece is shorter than that.
sed 's/$/\r/' scripts/steps.txt |
  split --line-bytes=480 --suffix-length=1 --numeric-suffixes --additional-suffix=.txt \
    - "$place/docs/steps-"

mkdir -p "$dist"
archive=$(cd "$dist" && pwd)/$name.zip
rm -f "$archive"
python3 - "$work" "$name" "$epoch" "$archive" <<'PY'
import sys, time, zipfile
from pathlib import Path

work, name, epoch, archive = sys.argv[1:]
when = time.gmtime(max(int(epoch), 315532800))[:6]  # A zip knows no time before 1980.
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
    for path in sorted(p for p in Path(work, name).rglob("*") if p.is_file()):
        entry = zipfile.ZipInfo(str(path.relative_to(work)), when)
        entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
        packed.writestr(entry, path.read_bytes())
PY

# ── Whether it holds ─────────────────────────────────────────────────────────

elsewhere="$work/省公司 服务质量/二〇二〇 下半年"
mkdir -p "$elsewhere"
python3 -m zipfile -e "$archive" "$elsewhere"
unpacked=$elsewhere/$name

# Nothing that a page leads to is missing.
while IFS= read -r page; do
  while IFS= read -r link; do
    link=${link%%#*}
    case $link in '' | http:* | https:*) continue ;; esac
    [ -e "$(dirname "$page")/$link" ] || fail "${page#"$unpacked/"} 指向没有的 $link"
  done < <(grep -oE '(href|src)="[^"]*"' "$page" | sed 's/^[^"]*"//; s/"$//')
done < <(find "$unpacked" -name '*.html' -not -path '*/templates/*')

# Nothing of mingw has to be installed beside it.
if command -v x86_64-w64-mingw32-objdump >/dev/null; then
  ! x86_64-w64-mingw32-objdump -p "$unpacked/chengbao.exe" | grep -iE 'DLL Name: (lib|msys|cyg)' ||
    fail '要用别的 DLL'
fi

if ! command -v wine >/dev/null; then
  printf '没有 Wine，没有试 %s\n' "$archive"
  exit 0
fi
export WINEDEBUG=-all CHENGBAO_SYSTEM_FONTS=off CHENGBAO_P12_PASSWORD=chengbao
unset CHENGBAO_FONTS
# The desk is opened below, at a port that is known.
export CHENGBAO_NO_DESK=1

# The five steps, typed into the console that 呈报.cmd opens; the preview is below.
cp tests/keys/p256.p12 "$unpacked/data/公司.p12"
(
  cd "$unpacked"
  "$OLDPWD/scripts/console.py" \
    'chengbao init --carrier 中国移动 --province 山西 --period 2020年下半年 --services 移动电话 新的.yaml' \
    'chengbao check shanxi-mobile-2020h2.yaml >检查.txt' \
    'chengbao build *2020h?.yaml >生成.txt' \
    'chengbao sign --p12 公司.p12 output\shanxi-mobile-2020h2.pdf' \
    'chengbao verify output\shanxi-mobile-2020h2-signed.pdf >核验.txt && echo 0 >通过.txt' \
    exit -- wine cmd /c 呈报.cmd
) >"$work/said"
grep -q '第二步 检查   chengbao check' "$work/said" || { cat "$work/said"; fail '呈报.cmd 没有列出五步'; }
desk=$unpacked/data
for made in 新的.yaml 检查.txt output/shanxi-mobile-2020h2-signed.pdf 通过.txt; do
  [ -s "$desk/$made" ] || { cat "$work/said"; fail "没有 $made"; }
done
grep -q '已生成 2 份，未生成 0 份' "$desk/生成.txt" || fail "$(cat "$desk/生成.txt")"
! grep -q '没有找到仿宋' "$work/said" || fail '没有找到字体'

CHENGBAO_FONTS=fonts "$program" build -o "$work/here" data/shanxi-*.yaml >/dev/null 2>&1
for stem in "${filings[@]}"; do
  for ending in md html pdf; do
    cmp "$work/here/$stem.$ending" "$unpacked/data/output/$stem.$ending" ||
      fail "$stem.$ending 与仓库里生成的不同"
  done
done

# The preview answers at its address, until it is ended.
port=47113
(cd "$unpacked/data" && exec wine ../chengbao.exe preview --no-open --port "$port" \
  shanxi-mobile-2020h2.yaml >"$work/preview" 2>&1) &
preview=$!
for _ in $(seq 60); do
  address=$(grep -oE "http://127[^ ]*" "$work/preview" 2>/dev/null | tr -d '\r' | head -n 1) || true
  [ -z "$address" ] || break
  sleep 1
done
python3 - "$address" <<'PY' || fail '预览没有回答'
import sys, urllib.request
page = urllib.request.urlopen(sys.argv[1], timeout=60).read().decode()
assert "呈报" in page, page[:500]
PY
kill "$preview"
wait "$preview" 2>/dev/null || true

printf '已打包 %s（%s 字节）\n' "$archive" "$(wc -c <"$archive")"
