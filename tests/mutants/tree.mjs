// A copy of the tree in which faults are compiled in and switched on one at a time, by an
// environment variable, HEADERLINT_FAULT: a hundred of them cost one compilation.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const WORK = join(ROOT, 'target/mutants');
const TREE = join(WORK, basename(process.argv[1] ?? '', '.mjs'));

/** What the copy's lexer crate gets: whether a fault is on, and a way to move a place. */
const FAULTS = `
#[allow(missing_docs)]
pub mod fault {
    use crate::span::Span;
    use std::io::Write;
    use std::sync::LazyLock;
    static TELLS: LazyLock<bool> =
        LazyLock::new(|| std::env::var_os("HEADERLINT_REACHED").is_some());
    static ON: LazyLock<Option<usize>> =
        LazyLock::new(|| std::env::var("HEADERLINT_FAULT").ok()?.parse().ok());
    pub fn on(number: usize) -> bool { *ON == Some(number) }
    pub trait Place { fn moved(self, way: usize) -> Self; }
    impl Place for Span {
        fn moved(self, way: usize) -> Self {
            let Self { start, end } = self;
            let length = end - start;
            match way % 4 {
                0 => Self::new(start + 1, end.max(start + 2)),
                1 if length > 1 => Self::new(start, end - 1),
                2 => Self::new(end + 1, end + 1 + length),
                _ => Self::new(start.saturating_sub(length + 1), start.saturating_sub(1)),
            }
        }
    }
    impl Place for Option<Span> {
        fn moved(self, way: usize) -> Self { self.map(|span| span.moved(way)) }
    }
    pub fn place<T: Place>(number: usize, place: T) -> T {
        if *TELLS { let _ = writeln!(std::io::stderr(), "reached {number}"); }
        if on(number) { place.moved(number) } else { place }
    }
}
`;

/** All files of the tree that a test needs. */
export function files() {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  const needed = /\.(rs|toml|lock|tsv|txt|json|snap|eml|md|ts)$/;
  return listed.split('\0').filter((file) => needed.test(file) && existsSync(join(ROOT, file)));
}

/** @param {string} file */
export const read = (file) => readFileSync(join(ROOT, file), 'utf8');

/**
 * Brings the copy up to date.
 * @param {Map<string, string>} changed the text of files that differ from the tree
 */
export function copy(changed) {
  for (const file of files()) {
    let text = changed.get(file);
    if (file === 'crates/syntax/src/lib.rs') text = (text ?? read(file)) + FAULTS;
    const place = join(TREE, file);
    // What is as before keeps its time, and is not compiled again.
    if (existsSync(place) && readFileSync(place, 'utf8') === (text ?? read(file))) continue;
    mkdirSync(dirname(place), { recursive: true });
    if (text === undefined) cpSync(join(ROOT, file), place);
    else writeFileSync(place, text);
  }
}

const ENV = {
  ...process.env,
  CARGO_TARGET_DIR: join(WORK, 'build'),
  CARGO_PROFILE_DEV_DEBUG: '0',
  CARGO_PROFILE_TEST_DEBUG: '0',
  INSTA_UPDATE: 'no',
  PROPTEST_CASES: '32',
};

/**
 * Compiles tests of the copy: their programs by name, or the errors.
 * @param {string[]} tests `--lib`, or `--test` and a name
 */
export function build(tests) {
  const args = ['test', '--no-run', '--package', 'headerlint', '--message-format=json', ...tests];
  const options = { cwd: TREE, env: ENV, maxBuffer: 2 ** 30 };
  const done = spawnSync('cargo', args, { ...options, encoding: 'utf8' });
  const lines = done.stdout.split('\n').filter((line) => line.startsWith('{'));
  const messages = lines.map((line) => JSON.parse(line));
  /** @type {Map<string, string>} */
  const programs = new Map();
  for (const { executable, target } of messages) {
    if (executable) programs.set(target.name, executable);
  }
  const told = messages.map(({ message }) => message);
  const errors = told.filter((message) => message?.level === 'error');
  if (done.status !== 0 && errors.length === 0) throw new Error(done.stderr);
  return { programs, errors };
}

/**
 * Whether a test program passes with one fault on, within four minutes.
 * @param {string | undefined} program
 * @param {number | ''} fault its number; '' for none
 */
export function passes(program, fault) {
  if (program === undefined) throw new Error('a test was not compiled');
  const env = { ...ENV, HEADERLINT_FAULT: String(fault), RUST_BACKTRACE: '0' };
  const options = { cwd: TREE, env, timeout: 240_000 };
  return spawnSync(program, ['--quiet'], { ...options, killSignal: 'SIGKILL' }).status === 0;
}

/**
 * The numbers of the places that a test program comes to.
 * @param {string | undefined} program
 */
export function reached(program) {
  const env = { ...ENV, HEADERLINT_REACHED: '1' };
  const options = { cwd: TREE, env, maxBuffer: 2 ** 30 };
  const { stderr } = spawnSync(program ?? '', ['--quiet'], { ...options, encoding: 'utf8' });
  return new Set([...stderr.matchAll(/^reached (\d+)$/gm)].map((match) => Number(match[1])));
}

/**
 * Numbers below one, the same for the same seed (mulberry32).
 * @param {number} seed
 */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
