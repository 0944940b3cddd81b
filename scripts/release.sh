#!/usr/bin/env bash
# Makes dist/chengbao-VERSION-TARGET.tar.gz: the program with everything that a desk needs, the
# same bytes from the same commit and program. Then unpacks it elsewhere, with an empty home and
# nothing of the repository, and sees that it builds the same reports.
#
#   scripts/release.sh [PROGRAM [PROGRAM.exe]]
#
# PROGRAM is a build of the profile `dist`, or of `release`, which makes the same reports and is
# ready sooner; without it one is built for distribution. With PROGRAM.exe, the same for Windows,
# scripts/zip.sh makes dist/chengbao-VERSION-x86_64-pc-windows-gnu.zip too. DIST names another folder
# than dist.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
filings=(shanxi-mobile-2020h2 shanxi-unicom-2020h1)
dist=${DIST:-dist}

fail() { printf '不通过: %s\n' "$*" >&2; exit 1; }

tar=$(command -v gtar || command -v tar)
"$tar" --version | grep -q 'GNU tar' || fail '要用 GNU tar'

program=${1:-}
if [ -z "$program" ]; then
  cargo build --profile dist --locked
  program=${CARGO_TARGET_DIR:-target}/dist/chengbao
fi
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
[ "$("$program" --version)" = "chengbao $version" ] || fail "$program 不是 $version 版"
target=$(rustc -vV | sed -n 's/^host: //p')
name=chengbao-$version-$target
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 946684800)}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ── What is in it ────────────────────────────────────────────────────────────

place=$work/$name
mkdir -p "$place"/{fonts,data,docs,completions,man/man1}
install -m 755 "$program" "$place/chengbao"
# The others are compiled in; theirs are the licences.
cp fonts/Fandol{Fang,Kai}-Regular.otf fonts/{COPYING,OFL}-*.txt fonts/README.md "$place/fonts"
cp data/*.yaml "$place/data"
cp -R docs/*.md docs/pictures "$place/docs"
cp -R schema templates "$place"
cp LICENSE LICENSE-APACHE LICENSE-MIT README.md README.zh-CN.md CHANGELOG.md "$place"
"$program" completions bash >"$place/completions/chengbao.bash"
"$program" completions zsh >"$place/completions/_chengbao"
"$program" completions fish >"$place/completions/chengbao.fish"
"$program" completions powershell >"$place/completions/chengbao.ps1"
"$program" completions elvish >"$place/completions/chengbao.elv"
"$program" man >"$place/man/man1/chengbao.1"

mkdir -p "$dist"
archive=$dist/$name.tar.gz
"$tar" --create --directory "$work" --sort=name --format=ustar --mtime="@$epoch" \
  --owner=0 --group=0 --numeric-owner --mode='u+rwX,go+rX,go-w' "$name" | gzip -9 -n >"$work/archive"
mv "$work/archive" "$archive"

# ── Whether it holds ─────────────────────────────────────────────────────────

elsewhere=$work/别处
mkdir -p "$elsewhere/home" "$elsewhere/desk"
"$tar" --extract --gzip --file "$archive" --directory "$elsewhere"
unpacked=$elsewhere/$name

# Nothing that a document leads to is missing.
while IFS= read -r document; do
  while IFS= read -r link; do
    link=${link%%#*}
    case $link in '' | http:* | https:*) continue ;; esac
    [ -e "$(dirname "$document")/$link" ] || fail "${document#"$unpacked/"} 指向没有的 $link"
  done < <(grep -o '\]([^) ]*)' "$document" | sed 's/^](//; s/)$//')
done < <(find "$unpacked" -name '*.md' -not -path '*/docs/rules.md')

alone() { (cd "$elsewhere/desk" && env -i PATH=/usr/bin:/bin HOME="$elsewhere/home" \
  CHENGBAO_SYSTEM_FONTS=off "$@"); }

cp "$unpacked"/data/shanxi-*.yaml "$elsewhere/desk"
alone "$unpacked/chengbao" build "${filings[@]/%/.yaml}" 2>"$work/said" || fail "$(cat "$work/said")"
! grep -q '没有找到' "$work/said" || fail '没有找到字体'
alone "$unpacked/chengbao" fonts | grep -q "FandolFang.*$name/fonts/FandolFang-Regular.otf" ||
  fail '正文没有用 FandolFang'
alone "$unpacked/chengbao" fonts | grep -q "FandolKai.*$name/fonts/FandolKai-Regular.otf" ||
  fail '（一）标题没有用 FandolKai'
CHENGBAO_SYSTEM_FONTS=off CHENGBAO_FONTS=fonts "$program" build -o "$work/here" \
  data/shanxi-*.yaml >/dev/null 2>&1
for stem in "${filings[@]}"; do
  for ending in md html pdf; do
    cmp "$work/here/$stem.$ending" "$elsewhere/desk/output/$stem.$ending" ||
      fail "$stem.$ending 与仓库里生成的不同"
  done
done
# Without its folder it says plainly what is missing and where to put it.
cp "$unpacked/chengbao" "$elsewhere/home/chengbao"
alone "$elsewhere/home/chengbao" build -o 独自 "${filings[0]}.yaml" 2>&1 >/dev/null |
  grep -q '没有找到仿宋字体文件.*/\.local/share/chengbao/fonts' || fail '没有说明缺哪个字体'
bash -n "$unpacked/completions/chengbao.bash"

printf '已打包 %s（%s 字节）\n' "$archive" "$(wc -c <"$archive")"
[ -z "${2:-}" ] || scripts/zip.sh "$program" "$2"
