#!/usr/bin/env bash
# The program on Windows, as far as that can be seen from here: whether everything compiles, and
# under Wine whether the same bytes come of it, the tests pass, and the zip works.
#
#   .ci/windows.sh check
#   .ci/windows.sh PROGRAM [DIST]
#
# `check` compiles only, which is what .ci/run has the time for.
# PROGRAM is a build for this machine. With DIST the archive is left there, and the program in it is
# built by the profile `dist`; otherwise it is built quickly. Needs a Rust with the standard library for
# x86_64-pc-windows-gnu: rustup's, or Debian's, for which the library is built once. What can be
# installed is; where there is none the steps that need it are skipped, and that is said. TOOLS names
# the folder that keeps what was made, CARGO_TARGET_DIR that of the builds. With BROWSER, and Node's
# packages in TOOLS, the desk is driven in it, too.
set -euo pipefail
exec </dev/null

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
program=$1
[ "$program" = check ] || program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
target=x86_64-pc-windows-gnu
place=${TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/chengbao-ci}/windows
filings=(shanxi-mobile-2020h2 shanxi-unicom-2020h1)
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target}/windows
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=wine
export WINEDEBUG=-all

[ -n "${2:-}" ] || export CARGO_PROFILE_RELEASE_OPT_LEVEL=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { printf '不通过: %s\n' "$*" >&2; exit 1; }
run() { printf '$ %s\n' "$*"; "$@"; }
skip() { printf '跳过: %s\n' "$*"; exit 0; }

# ── What is needed ───────────────────────────────────────────────────────────

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# Packages, if this system has them.
install_packages() {
  command -v apt-get >/dev/null || return 1
  run as_root apt-get update -q >/dev/null &&
    run as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends "$@" >/dev/null
}

has_library() { compgen -G "$1/lib/rustlib/$target/lib/libstd-*.rlib" >/dev/null; }

# Which cargo and compiler have the library for Windows; the flags that they need for it.
find_compiler() {
  cargo=$(command -v cargo) RUSTC=$(command -v rustc)
  if has_library "$("$RUSTC" --print sysroot)"; then return; fi
  if command -v rustup >/dev/null && timeout 300 rustup target add "$target" 2>/dev/null; then
    return
  fi
  [ -x /usr/bin/cargo ] && [ -d "$(library_source)" ] ||
    install_packages rustc-web cargo-web rust-web-src || return 1
  cargo=/usr/bin/cargo RUSTC=/usr/bin/rustc
  if has_library "$("$RUSTC" --print sysroot)"; then return; fi
  build_library
}

library_source() { printf '%s/lib/rustlib/src/rust/library' "$(/usr/bin/rustc --print sysroot 2>/dev/null)"; }

# Debian has the library's source only.
build_library() {
  local sysroot=$place/sysroot version
  version=$("$RUSTC" -V)
  if [ "$(cat "$sysroot/version" 2>/dev/null)" != "$version" ]; then
    mkdir -p "$place/std/src"
    printf '[package]\nname = "std-for-windows"\nedition = "2024"\n[workspace]\n' >"$place/std/Cargo.toml"
    : >"$place/std/src/lib.rs"
    RUSTC_BOOTSTRAP=1 RUSTC=$RUSTC run "$cargo" build --quiet --release --target "$target" \
      --manifest-path "$place/std/Cargo.toml" --target-dir "$place/std/target" \
      -Zbuild-std=std,panic_unwind,panic_abort,test,proc_macro || return 1
    rm -rf "$sysroot"
    mkdir -p "$sysroot/lib/rustlib/$target/lib"
    cp "$place/std/target/$target"/release/deps/*.rlib "$sysroot/lib/rustlib/$target/lib"
    printf '%s\n' "$version" >"$sysroot/version"
    rm -rf "$place/std/target"
  fi
  export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS="--sysroot $sysroot"
}

# Wine with a folder of its own; versions before 9 lack a library that Rust's calls.
find_wine() {
  command -v wine >/dev/null || install_packages wine wine64 || return 1
  export WINEPREFIX=$place/wine
  local system=$WINEPREFIX/drive_c/windows/system32
  [ -d "$system" ] || run timeout 300 wineboot --init >/dev/null 2>&1 || return 1
  [ -e "$system/bcryptprimitives.dll" ] ||
    run x86_64-w64-mingw32-gcc -shared -O -o "$system/bcryptprimitives.dll" \
      .ci/bcryptprimitives.c -ladvapi32
}

# ── What is checked ──────────────────────────────────────────────────────────

# Filings of both carriers, drafts, review sheets and a folder of thirty: the same bytes.
same_bytes() {
  local exe=$1 desk=$work/桌面 n
  mkdir -p "$desk/三十"
  cp data/shanxi-*.yaml "$desk"
  for n in $(seq 15); do
    for stem in "${filings[@]}"; do
      sed "s/99.10%/99.$((n + 10))%/" "data/$stem.yaml" >"$desk/三十/$stem-$n.yaml"
    done
  done
  export CHENGBAO_FONTS=$root/fonts CHENGBAO_SYSTEM_FONTS=off
  make_all() {
    (cd "$desk" && run "${@:2}" build -o "$1/报告" "${filings[@]/%/.yaml}" &&
      run "${@:2}" build --draft --review -o "$1/送审稿" "${filings[@]/%/.yaml}" &&
      run "${@:2}" build --review -o "$1/三十" 三十) >"$work/$1" 2>&1 || fail "$(cat "$work/$1")"
  }
  make_all here "$program"
  make_all wine wine "$exe"
  run diff -r "$desk/here" "$desk/wine" || fail '在 Windows 上生成的不一样'
  printf '%s 个文件逐字节相同\n' "$(find "$desk/wine" -type f | wc -l)"
}

find_compiler || skip '没有能编译到 Windows 的 Rust'
export RUSTC
# Nothing is linked: what little C the benchmarks' crate has needs no compiler.
run env CC_x86_64_pc_windows_gnu=true AR_x86_64_pc_windows_gnu=true \
  "$cargo" check --locked --tests --target "$target"
[ "$program" != check ] || exit 0

command -v x86_64-w64-mingw32-gcc >/dev/null ||
  install_packages gcc-mingw-w64-x86-64-win32 || skip '没有 mingw，没有做 Windows 的程序'
# Tests bring features of their own: to build the program apart would be to build it twice.
if [ -n "${2:-}" ]; then
  profile=dist
  run "$cargo" build --locked --profile dist --target "$target"
else
  profile=release
  run "$cargo" test --no-run --locked --release --target "$target" --lib --bins --tests
fi
exe=$CARGO_TARGET_DIR/$target/$profile/chengbao.exe

# The desk's days in Chromium, and sixty kills of the program; names that Windows does not have are
# left out.
desk() {
  local exe=$1 windows=$work/chengbao
  [ -n "${BROWSER:-}" ] && [ -n "${TOOLS:-}" ] || { printf '跳过: 没有写 BROWSER、TOOLS，没有试桌面\n'; return; }
  printf '#!/bin/sh\nexec wine "%s" "$@"\n' "$exe" >"$windows"
  chmod +x "$windows"
  run node .ci/desk.mjs "$windows" "data/${filings[0]}.yaml" day looked trouble states
  run node .ci/desk_kills.mjs "$windows" "data/${filings[0]}.yaml" 60
}

if find_wine; then
  same_bytes "$(cd "$(dirname "$exe")" && pwd)/chengbao.exe"
  desk "$(cd "$(dirname "$exe")" && pwd)/chengbao.exe"
  [ -n "${2:-}" ] || run "$cargo" test --locked --release --target "$target" --lib --bins --tests
else
  printf '跳过: 没有 Wine\n'
fi

DIST=$work/dist run scripts/zip.sh "$program" "$exe"
DIST=$work/dist2 run scripts/zip.sh "$program" "$exe"
run cmp "$work"/dist/*.zip "$work"/dist2/*.zip
[ -z "${2:-}" ] || run cp "$work"/dist/*.zip "$2"
