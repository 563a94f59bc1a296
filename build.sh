#!/usr/bin/env bash
# Builds, serves and tests Headerlint. `./build.sh help` says how.
set -euo pipefail
cd "$(dirname "$0")"

TARGET=wasm32-unknown-unknown
APT_STD=(rustc-web rust-web-src lld-19)
APT_BROWSERS=(chromium chromium-driver firefox-esr webkit2gtk-driver xvfb fonts-noto-cjk)

say() { printf '\033[1m%s\033[0m\n' "· $*"; }
fail() { echo "build.sh: $*" >&2; exit 1; }
need() { command -v "$1" >/dev/null || fail "$1 is missing: $2"; }

help() {
  cat <<'TEXT'
./build.sh [build]        build the site into dist/ (copy it to any static host)
./build.sh serve [PORT]   build, then serve dist/ on 127.0.0.1 (default port 8080)
./build.sh test           every check: format, lints, tests, types, three browsers, sizes
./build.sh bench          benchmarks
./build.sh bench-browser  one inspection in three browsers and Node, OLD=FOLDER (an earlier dist/)
                          and PEER=FILE.mjs (another page's parser) beside it; tests/browser/engine-bench.mjs
./build.sh corpus         findings per rule over real mail against the stored table, as a diff
./build.sh corpus accept  store them as they are now
./build.sh reproduce      build the last commit in two fresh clones and compare every file
./build.sh fuzz SECONDS   fuzz each target for that long (needs cargo-fuzz)
./build.sh mutants [K/N]  what the tests catch of marks in wrong places, and of every Nth mutant of
                          cargo-mutants (needs it installed; resumes)
./build.sh help           this text

HEADERLINT_CORPUS=FOLDER   real mail for corpus (default ../shared/corpus)
BUILD_STD=1       compile the standard library for WebAssembly (Debian's rustc-web), without rustup
SKIP_BROWSERS=1   leave out the tests that need browsers
CHROMIUM=PATH     the browsers to test with, where they have other names or places
FIREFOX=PATH
TEXT
}

# apt_install PACKAGE…: only as root on Debian and its children; says no otherwise.
apt_install() {
  [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null || return 1
  say "installing $*"
  local apt=(apt-get -qq -o DPkg::Lock::Timeout=900)
  export DEBIAN_FRONTEND=noninteractive
  # A fresh machine's index can be older than the compiler that we need: look before installing.
  "${apt[@]}" update >/dev/null || say "apt-get update failed; trying the packages already known"
  "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
}

# --- The WebAssembly ---------------------------------------------------------------------------

has_std() { [ -d "$(rustc --print sysroot)/lib/rustlib/$TARGET/lib" ]; }

add_std() {
  command -v rustup >/dev/null || return 1
  say "rustup target add $TARGET"
  timeout 180 rustup target add "$TARGET" >/dev/null 2>&1
}

# Debian's compiler, when it is new enough, and its library's source and linker are all there.
debian_rustc() {
  local rustc needed have
  rustc=$(dpkg -L rustc-web 2>/dev/null | grep -m1 '/bin/rustc$') || return 1
  needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  have=$("$rustc" --version | cut -d' ' -f2)
  printf '%s\n' "$needed" "$have" | sort -CV || return 1
  [ -d "$("$rustc" --print sysroot)/lib/rustlib/src/rust/library" ] || return 1
  command -v wasm-ld-19 >/dev/null || return 1
  echo "$rustc"
}

# Compiles the page's module; leaves its folder in $WASM.
compile_wasm() {
  need cargo "install Rust from https://rustup.rs"
  local cargo=(cargo build --quiet --locked --release --lib --package headerlint-wasm --target "$TARGET")
  if [ "${BUILD_STD:-}" != 1 ] && { has_std || add_std; }; then
    say "compiling to WebAssembly"
    WASM=target/$TARGET/release
    "${cargo[@]}"
    return
  fi
  local rustc
  rustc=$(debian_rustc) || { apt_install "${APT_STD[@]}" && rustc=$(debian_rustc); } ||
    fail "no WebAssembly target, or a compiler older than Cargo.toml's rust-version: run 'rustup target add $TARGET', or on Debian 'apt-get install --no-install-recommends ${APT_STD[*]}'"
  WASM=target/buildstd/$TARGET/release
  local first=
  [ -e "$WASM/headerlint_wasm.wasm" ] || first=", with the standard library (about 2 minutes)"
  say "compiling to WebAssembly$first"
  RUSTC_BOOTSTRAP=1 RUSTC=$rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19 \
    CARGO_TARGET_DIR=target/buildstd "${cargo[@]}" -Zbuild-std=std,panic_abort
}

native() { cargo build --quiet --locked --profile native "$@"; }

# glue web|nodejs: makes the JavaScript beside the module, unless made from the same module.
glue() {
  local now folder=target/wasm-${1%js}
  now=$(cat "$WASM/headerlint_wasm.wasm" target/native/bindgen | sha256sum)
  [ "$(cat "$folder/.stamp" 2>/dev/null)" = "$now" ] && return
  say "making the JavaScript glue ($1)"
  rm -rf "$folder"
  target/native/bindgen "$WASM/headerlint_wasm.wasm" "$folder" "$1" headerlint
  echo "$now" >"$folder/.stamp"
}

# --- Commands ----------------------------------------------------------------------------------

build() {
  compile_wasm
  say "building the tools"
  native -p bindgen -p site -p headerlint-cli
  glue web
  say "assembling dist/"
  target/native/site assemble www target/wasm-web dist
  if target/native/headerlint help 2>/dev/null | grep -q '^ *pages\b'; then
    target/native/headerlint pages dist/rules
    target/native/site clip dist/rules
  fi
  target/native/site sizes dist
}

serve() {
  build
  exec target/native/site serve dist "${1:-8080}"
}

# has COMMAND…: whether the machine has one of them.
has() {
  local command
  for command; do
    if command -v "$command" >/dev/null; then return; fi
  done
  return 1
}

browsers() {
  [ "${SKIP_BROWSERS:-}" = 1 ] && return
  # The same names as in tests/browser/engines.mjs.
  local missing='' chromium=(chromium chromium-browser google-chrome google-chrome-stable) firefox=(firefox-esr firefox)
  [ -z "${CHROMIUM:-}" ] || chromium=("$CHROMIUM")
  [ -z "${FIREFOX:-}" ] || firefox=("$FIREFOX")
  has "${chromium[@]}" || missing+=" ${chromium[0]}"
  has "${firefox[@]}" || missing+=" ${firefox[0]}"
  has WebKitWebDriver || missing+=" WebKitWebDriver"
  has Xvfb || missing+=" Xvfb"
  [ -z "$missing" ] || apt_install "${APT_BROWSERS[@]}" ||
    fail "missing for the browser tests:$missing; on Debian 'apt-get install ${APT_BROWSERS[*]}', or set SKIP_BROWSERS=1"
}

modules() {
  need node "install Node 20 or newer"
  need npm "install Node 20 or newer with npm"
  cmp -s package-lock.json node_modules/.stamp && return
  say "npm ci"
  npm ci --silent --no-audit --no-fund --ignore-scripts
  cp package-lock.json node_modules/.stamp
}

PASSED=0 FAILED=0 BROKEN=()

# sum SCRIPT FILE: adds the numbers that a sed script finds; nothing when it finds none.
sum() { sed -nE "$1" "$2" | awk '{ all += $1 } END { if (NR) print all }'; }

# check NAME COMMAND…: runs one step; its runner's own numbers count, or the step itself as one.
check() {
  local name=$1 log=target/check.log passed failed
  shift
  say "$name"
  local result=0
  "$@" 2>&1 | tee "$log" || result=1
  passed=$(sum 's/^test result: .* ([0-9]+) passed;.*/\1/p; s/^ℹ pass ([0-9]+)$/\1/p' "$log")
  failed=$(sum 's/^test result: .* ([0-9]+) failed;.*/\1/p; s/^ℹ fail ([0-9]+)$/\1/p' "$log")
  if [ -z "$passed" ]; then passed=$((1 - result)) failed=$result; fi
  if [ $result = 1 ] && [ "$failed" = 0 ]; then failed=1; fi
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed))
  if [ $result = 1 ]; then BROKEN+=("$name"); fi
}

node_test() { node --test --test-reporter=spec --test-concurrency=1 "$@"; }

# Prettier leaves long strings and comments as they are.
short_lines() { ! LC_ALL=C.UTF-8 grep -rnE --include='*.js' --include='*.mjs' '.{101}' www tests; }

run_tests() {
  mkdir -p target
  browsers
  modules
  check "cargo fmt" cargo fmt --all --check
  check "cargo clippy" cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
  check "cargo test" cargo test --quiet --locked --workspace
  build
  glue nodejs
  check "WebAssembly" node_test tests/browser/wasm.test.mjs tests/browser/compare-wasm.test.mjs
  check "types" node_modules/.bin/tsc --project tsconfig.json
  check "prettier" node_modules/.bin/prettier --check 'www/**/*.js' 'tests/**/*.{js,mjs}'
  check "lines of at most 100 columns" short_lines
  if [ "${SKIP_BROWSERS:-}" != 1 ]; then
    check "page in three engines" node_test tests/browser/page.test.mjs
    check "element alone" node_test tests/browser/element.test.mjs
    check "edits" node_test tests/browser/edit.test.mjs
    check "first display" node_test tests/browser/paste.test.mjs
    check "warming up" node_test tests/browser/warm.test.mjs
    check "two messages" node_test tests/browser/compare.test.mjs
    check "groups" node_test tests/browser/groups.test.mjs
    check "accessibility" node_test tests/browser/axe.test.mjs
    check "list of rules" node_test tests/browser/rules.test.mjs
    check "network" node_test tests/browser/network.test.mjs
  fi
  check "sizes" target/native/site sizes dist --check
  [ ${#BROKEN[@]} = 0 ] || printf 'failed: %s\n' "${BROKEN[@]}"
  echo "$PASSED passed, $FAILED failed"
  [ "$FAILED" = 0 ]
}

mutants() {
  need node "install Node 20 or newer"
  need cargo-mutants "run 'cargo install cargo-mutants --locked'"
  local failed=0
  say "marks in wrong places"
  node tests/mutants/marks.mjs || failed=1
  say "mutants"
  node tests/mutants/sample.mjs "$@" || failed=1
  return $failed
}

fuzz() {
  [ $# = 1 ] || fail "usage: ./build.sh fuzz SECONDS"
  need cargo-fuzz "run 'cargo install cargo-fuzz'"
  local target corpus
  for target in fuzz/fuzz_targets/*.rs; do
    target=$(basename "$target" .rs)
    say "fuzzing $target for $1 s"
    corpus=fuzz/corpus/$target
    mkdir -p "$corpus"
    cp -n tests/messages/*.eml tests/messages/*.txt "$corpus"
    RUSTC_BOOTSTRAP=1 cargo fuzz run "$target" -- -max_total_time="$1" -max_len=20000
  done
}

corpus() {
  local folder=${HEADERLINT_CORPUS:-../shared/corpus}
  if [ ! -d "$folder" ]; then
    say "SKIPPED: no folder of real mail at $folder; set HEADERLINT_CORPUS"
    return
  fi
  HEADERLINT_CORPUS=$(cd "$folder" && pwd)
  export HEADERLINT_CORPUS
  case ${1:-} in
    '') ;;
    accept) export HEADERLINT_CORPUS_ACCEPT=1 ;;
    *) fail "usage: ./build.sh corpus [accept]" ;;
  esac
  cargo test --quiet --locked --profile native --test corpus -- --ignored --nocapture the_table
}

# Neither the folder nor what was built there before may show in what a reader fetches.
reproduce() {
  need git "install git"
  local folder clone
  folder=$(mktemp -d)
  for clone in one another/and/deeper; do
    git clone --quiet . "$folder/$clone"
    say "building in $folder/$clone"
    (unset CARGO_TARGET_DIR && "$folder/$clone/build.sh" >/dev/null)
  done
  diff -r "$folder/one/dist" "$folder/another/and/deeper/dist" || fail "two builds differ: $folder"
  rm -rf "$folder"
  say "two builds are the same"
}

bench() {
  cargo bench --locked --profile native
  [ "${SKIP_BROWSERS:-}" = 1 ] && return
  browsers
  modules
  build
  say "one edit in Chromium"
  node tests/browser/bench.mjs
}

bench_browser() {
  browsers
  modules
  build
  node tests/browser/engine-bench.mjs "$@"
}

case ${1:-build} in
  build) build ;;
  serve) serve "${2:-}" ;;
  test) run_tests ;;
  bench) bench ;;
  bench-browser) shift; bench_browser "$@" ;;
  corpus) shift; corpus "$@" ;;
  reproduce) reproduce ;;
  fuzz) shift; fuzz "$@" ;;
  mutants) shift; mutants "$@" ;;
  help | -h | --help) help ;;
  *) help >&2; exit 2 ;;
esac
