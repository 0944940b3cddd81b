# The project's habits. `just` lists them.

set positional-arguments

filings := "data/shanxi-mobile-2020h2.yaml data/shanxi-unicom-2020h1.yaml"

[private]
default:
    @just --list --unsorted

# Both filings into output/
build *options:
    cargo run --release -- build {{ filings }} {{ options }}

# The desk, on the samples
desk *options:
    cargo run --release -- desk data {{ options }}

# The desk's page packed again; the bundle is committed
page:
    cd src/cli/commands/desk/page && npm ci --no-audit --no-fund && node --test tests/ && node bundle.mjs

# Every test
test *options:
    cargo test {{ options }}

# The property tests with other cases than each time's: just chance 4000
chance cases="2000":
    PROPTEST_RNG_SEED="$RANDOM$RANDOM" PROPTEST_CASES="$1" cargo test

# Formatting and lints, as .ci/run wants them
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# Format the code
fmt:
    cargo fmt

# Everything that has to hold before a change is taken
ci:
    .ci/run

# An archive in dist/ with everything that a desk needs, tried out elsewhere
release *program:
    scripts/release.sh "$@"

# The program for Windows, compared with this one and tried under Wine, and its archive
windows:
    cargo build --release
    mkdir -p dist
    .ci/windows.sh target/release/chengbao dist

# Whether everything compiles for macOS; nothing is linked, so what C there is needs no compiler
macos:
    rustup target add aarch64-apple-darwin
    CC_aarch64_apple_darwin=true AR_aarch64_apple_darwin=true \
        cargo check --locked --tests --target aarch64-apple-darwin

# A filing's pages as pictures in a temporary folder
look file resolution="80":
    #!/usr/bin/env bash
    set -euo pipefail
    place=$(mktemp -d)
    cargo run --quiet --release -- build -o "$place" --formats pdf "$1"
    pdftoppm -r "$2" -png "$place"/*.pdf "$place/page"
    ls "$place"/page*.png

# What each pass costs
bench *options:
    cargo bench --bench passes -- {{ options }}

# What a run costs beside Typst and WeasyPrint, and what longer filings cost (docs/performance.md)
peers *options:
    cargo build --release
    python3 benches/peers.py {{ options }}

# The README's pictures again
pictures:
    #!/usr/bin/env bash
    set -euo pipefail
    place=$(mktemp -d)
    cargo run --quiet --release -- build --no-system-fonts -o "$place" --formats pdf {{ filings }}
    page() { pdftoppm -r 80 -gray -png -singlefile -f "$2" -l "$2" "$place/$1.pdf" "docs/pictures/$3"; }
    page shanxi-mobile-2020h2 1 page-1
    page shanxi-unicom-2020h1 4 page-indicators

# What verify passes, in poppler, pdfium and MuPDF (.ci/run says which Python modules it needs)
viewers *options:
    cargo build --release
    python3 tests/viewers/differential.py target/release/chengbao "$(mktemp -d)" {{ options }}

# Signed samples of the version at hand (tests/versions/README.md says when)
versions:
    cargo build --release
    tests/versions/make.sh target/release/chengbao

# The faces cut again from their originals (fonts/README.md says where to get them)
faces *originals:
    python3 fonts/cut.py "$@"

# What the faces cover
coverage:
    python3 fonts/cut.py --coverage

# Hostile input for one target (yaml figure pages template extract verify strict pkcs12 sheet ops), by cargo-fuzz
fuzz target seconds="1200":
    fuzz/run {{ target }} {{ seconds }}

# Known faults of the crates, from a clone of github.com/rustsec/advisory-db; needs no network
advisories database:
    #!/usr/bin/env bash
    set -euo pipefail
    place=$(mktemp -d)
    trap 'rm -rf "$place"' EXIT
    # cargo-deny looks for a clone by the hash of its usual address.
    ln -s "$(realpath "$1")" "$place/advisory-db-3157b0e258782691"
    sed "s#^\[advisories\]#&\ndb-path = \"$place\"#" deny.toml >"$place/deny.toml"
    cargo deny --offline --config "$place/deny.toml" check advisories

# The library's documents
doc:
    cargo doc --no-deps --document-private-items --open
