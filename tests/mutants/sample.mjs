// Which mutants of cargo-mutants the library's tests and its snapshots catch.
//
//   node tests/mutants/sample.mjs [K/N]
//
// The list is that of `cargo mutants --list` (of what: .cargo/mutants.toml), every Nth of it. All
// are compiled into one copy of the tree: a function with mutants holds its body once more for
// each of them. What was caught is kept in target/mutants/, and is run again only if its function
// changes.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, copy, passes, read, ROOT, WORK } from './tree.mjs';

/** @typedef {{line: number, column: number}} Point */
/** @typedef {{start: Point, end: Point}} Points */
/**
 * One mutant as cargo-mutants lists it, then what is found out about it.
 * @typedef {object} Mutant
 * @property {string} name
 * @property {string} file
 * @property {string} replacement
 * @property {Points} span
 * @property {{span: Points} | null} function
 * @property {number} start
 * @property {number} end
 * @property {string} key
 * @property {string} [leftOut]
 */
/** @typedef {{file: string, start: number, end: number, mutants: Mutant[]}} Body */
/** @typedef {{file: string, first: number, last: number, mutants: Mutant[]}} Owner */

/** Tests in the order in which they are asked: the first that fails has caught the mutant. */
const TESTS = [
  { name: 'marks', args: ['--test', 'marks'] },
  { name: 'headerlint', args: ['--lib'] },
  { name: 'messages', args: ['--test', 'messages'] },
];

/** What is no code: comments, strings, characters. */
const SKIP = new RegExp(
  [/\/\/[^\n]*|\/\*[^]*?\*\//, /b?r(#*)"[^]*?"\1|b?"(?:\\[^]|[^"\\])*"/, /b?'(?:\\[^']+|[^'\\])'/]
    .map((part) => part.source)
    .join('|'),
  'y',
);

/**
 * Where the body of a function begins, within its text: the bracket that its last one closes.
 * @param {string} text
 */
function bodyOf(text) {
  /** @type {number[]} */
  const open = [];
  let body = 0;
  for (let at = 0; at < text.length; at += 1) {
    SKIP.lastIndex = at;
    const skipped = SKIP.exec(text);
    if (skipped) at += skipped[0].length - 1;
    else if (text[at] === '{') open.push(at);
    else if (text[at] === '}') body = open.pop() ?? 0;
  }
  return body;
}

/**
 * The offset of a point in a text.
 * @param {string} text
 * @param {Point} point
 */
function offset(text, { line, column }) {
  const before = text.split('\n', line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

/** @param {string} shard */
function list(shard) {
  const args = ['mutants', '--list', '--json', '--package', 'headerlint'];
  const sharding = ['--shard', shard, '--sharding', 'round-robin'];
  const options = { cwd: ROOT, maxBuffer: 2 ** 28 };
  const done = spawnSync('cargo', [...args, ...sharding], { ...options, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return /** @type {Mutant[]} */ (JSON.parse(done.stdout));
}

/**
 * The outermost functions that hold mutants.
 * @param {Mutant[]} all
 */
function bodies(all) {
  /** @type {Body[]} */
  let found = [];
  for (const mutant of all) {
    if (!mutant.function) {
      mutant.leftOut = 'in a constant';
      continue;
    }
    const text = read(mutant.file);
    const start = offset(text, mutant.function.span.start);
    const end = offset(text, mutant.function.span.end);
    mutant.start = offset(text, mutant.span.start);
    mutant.end = offset(text, mutant.span.end);
    const what = mutant.name.replace(/:\d+:\d+:/, '') + (mutant.start - start);
    mutant.key = createHash('sha256')
      .update(what + text.slice(start, end))
      .digest('hex');
    /** @type {(one: Body) => boolean} */
    const around = (one) => one.file === mutant.file && one.start <= start && end <= one.end;
    /** @type {(one: Body) => boolean} */
    const inside = (one) => one.file === mutant.file && start <= one.start && one.end <= end;
    let own = found.find(around);
    if (!own) {
      const mutants = found.filter(inside).flatMap((one) => one.mutants);
      own = { file: mutant.file, start, end, mutants };
      found = [...found.filter((one) => !inside(one)), own];
    }
    own.mutants.push(mutant);
  }
  return found;
}

/**
 * The files with mutants in them, and which lines are whose.
 * @param {Body[]} bodies
 * @param {Mutant[]} all
 */
function mutated(bodies, all) {
  /** @type {Map<string, string>} */
  const changed = new Map();
  /** @type {Owner[]} */
  const owners = [];
  for (const file of new Set(bodies.map((one) => one.file))) {
    const text = read(file);
    let out = '';
    let from = 0;
    const line = () => out.split('\n').length;
    const here = bodies.filter((one) => one.file === file).sort((a, b) => a.start - b.start);
    for (const { start, end, mutants } of here) {
      const alive = mutants.filter((mutant) => !mutant.leftOut);
      if (alive.length === 0) continue;
      const body = start + bodyOf(text.slice(start, end));
      out += text.slice(from, body);
      const first = line();
      out += '{';
      for (const mutant of alive) {
        const begin = line();
        const [head, tail] = [text.slice(body, mutant.start), text.slice(mutant.end, end)];
        out += ` if headerlint_syntax::fault::on(${all.indexOf(mutant)}) `;
        out += `${head}${mutant.replacement}${tail}\nelse`;
        owners.push({ file, first: begin, last: line(), mutants: [mutant] });
      }
      out += ` ${text.slice(body, end)}}`;
      owners.push({ file, first, last: line(), mutants: alive });
      from = end;
    }
    changed.set(file, out + text.slice(from));
  }
  return { changed, owners };
}

/**
 * Compiles all that can be compiled; marks the rest as left out.
 * @param {Mutant[]} all
 */
function compile(all) {
  const held = bodies(all);
  for (;;) {
    const { changed, owners } = mutated(held, all);
    copy(changed);
    const { programs, errors } = build(TESTS.flatMap(({ args }) => args));
    if (errors.length === 0) return programs;
    // An error lies in one mutant, or else in what is around all those of a function.
    let guilty = 0;
    const places = errors.flatMap((error) => error.spans).filter((span) => span.is_primary);
    for (const { file_name: file, line_start: line } of places) {
      /** @type {(one: Owner) => boolean} */
      const holds = (one) => one.file === file && one.first <= line && line <= one.last;
      const within = owners.filter(holds);
      within.sort((a, b) => a.last - a.first - (b.last - b.first));
      for (const mutant of within[0]?.mutants ?? []) {
        guilty += mutant.leftOut ? 0 : 1;
        mutant.leftOut = 'does not compile';
      }
    }
    if (guilty === 0) throw new Error(errors.map((error) => error.rendered).join('\n'));
  }
}

const shard = process.argv[2] ?? '7/50';
const all = list(shard);
const programs = compile(all);
for (const { name } of TESTS) {
  if (!passes(programs.get(name), '')) throw new Error(`${name} fails without a mutant`);
}

const store = join(WORK, 'caught.json');
/** @type {Record<string, string>} */
const caught = existsSync(store) ? JSON.parse(readFileSync(store, 'utf8')) : {};
const run = all.filter((mutant) => !mutant.leftOut);
const survived = run.filter((mutant) => {
  if (!(mutant.key in caught)) {
    const number = all.indexOf(mutant);
    const by = TESTS.find(({ name }) => !passes(programs.get(name), number));
    if (!by) {
      console.log(`SURVIVED ${mutant.name}`);
      return true;
    }
    caught[mutant.key] = by.name;
    writeFileSync(store, JSON.stringify(caught));
  }
  console.log(`caught by ${caught[mutant.key]}: ${mutant.name}`);
  return false;
});
for (const { name, leftOut } of all) {
  if (leftOut) console.log(`left out (${leftOut}): ${name}`);
}
const share = ((run.length - survived.length) / run.length) * 100;
console.log(`${run.length - survived.length} of ${run.length} caught, ${share.toFixed(1)} %`);
process.exitCode = share >= 90 ? 0 : 1;
