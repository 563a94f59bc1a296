// Puts marks in a wrong place, one at a time, and tells which of them `tests/marks` catches.
//
//   node tests/mutants/marks.mjs [SEED] [--all | --unreached]
//
// 30 places of rules and 20 of facts, or all; or only which places no drawing comes to.

import { build, copy, files, passes, random, reached, read } from './tree.mjs';

const RULES = 30;
const FACTS = 20;

/** @typedef {{of: string, file: string, line: number, start: number, end: number}} Site */

const SPAN = /\bspan: (?!(?:crate::span::)?Span\b|Option)/g;

/**
 * Where marks are made: files, what stands before the place, and which argument it is.
 * @type {{of: string, in: RegExp, before: RegExp, argument?: number}[]}
 */
const KINDS = [
  { of: 'rules', in: /^src\/rules\//, before: /\bfound\s*\.at\(|\)\s*\.and\(|\bfinding\.and\(/g },
  {
    of: 'facts',
    in: /^src\/assemble\//,
    before: /\bquoted\((?:facts\.)?text, |(?<!\.)\btake\(/g,
  },
  { of: 'facts', in: /^src\/(assemble|facts\/mailer)\//, before: SPAN },
  { of: 'facts', in: /^src\/facts\/verdict\//, before: /\bout\.add\(/g, argument: 2 },
  { of: 'facts', in: /^src\/bounce\//, before: /\bSpanned::of\(\w+(?:\.\w+)*, /g },
  {
    of: 'facts',
    in: /^crates\/syntax\/src\/(received|auth_results)/,
    before: /\bself\.\w+ = Some\(/g,
  },
];

/**
 * The end of the expression that begins at an offset: the comma or bracket that closes it.
 * @param {string} source
 * @param {number} start
 */
function endOf(source, start) {
  let depth = 0;
  for (let at = start; at < source.length; at += 1) {
    const c = source.charAt(at);
    if (c === '"') {
      do at += source[at] === '\\' ? 2 : 1;
      while (source[at] !== '"');
    } else if (c === "'" && source[at + 2] === "'") {
      at += 2;
    } else if ('([{'.includes(c)) {
      depth += 1;
    } else if (')]}'.includes(c)) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (c === ',' && depth === 0) {
      return at;
    }
  }
  throw new Error('an expression without an end');
}

/**
 * The places of one file, without its tests.
 * @param {string} file
 */
function sites(file) {
  if (/\btests?\b/.test(file)) return [];
  const code = read(file).split('#[cfg(test)]')[0] ?? '';
  /** @type {Site[]} */
  const found = [];
  for (const { of, in: files, before, argument = 0 } of KINDS) {
    if (!files.test(file)) continue;
    for (const match of code.matchAll(before)) {
      let start = match.index + match[0].length;
      for (let skipped = 0; skipped < argument; skipped += 1) start = endOf(code, start) + 1;
      const line = code.slice(0, start).split('\n').length;
      found.push({ of, file, line, start, end: endOf(code, start) });
    }
  }
  return found;
}

/**
 * So many of them, in an order that the seed decides.
 * @param {Site[]} all
 * @param {number} count
 * @param {() => number} next
 */
function sample(all, count, next) {
  const drawn = all.map((site) => ({ site, order: next() }));
  drawn.sort((a, b) => a.order - b.order);
  return drawn.slice(0, count).map(({ site }) => site);
}

const words = process.argv.slice(2);
const seed = Number(words.find((word) => /^\d+$/.test(word)) ?? 1);
const every = files()
  .filter((file) => file.endsWith('.rs'))
  .flatMap(sites);
const next = random(seed);
const rules = sample(
  every.filter((site) => site.of === 'rules'),
  RULES,
  next,
);
const facts = sample(
  every.filter((site) => site.of === 'facts'),
  FACTS,
  next,
);
const whole = words.includes('--all') || words.includes('--unreached');
const chosen = whole ? every : [...rules, ...facts];

/** @type {Map<string, string>} */
const changed = new Map();
for (const file of new Set(chosen.map((site) => site.file))) {
  const path = file.startsWith('crates/syntax/') ? 'crate' : 'headerlint_syntax';
  let source = read(file);
  // From the back, so that the offsets of those before stay true.
  const here = chosen.filter((site) => site.file === file).sort((a, b) => b.start - a.start);
  for (const site of here) {
    const place = source.slice(site.start, site.end);
    const moved = `${path}::fault::place(${chosen.indexOf(site)}, ${place})`;
    source = source.slice(0, site.start) + moved + source.slice(site.end);
  }
  changed.set(file, source);
}
copy(changed);
const { programs, errors } = build(['--test', 'marks']);
if (errors.length > 0) throw new Error(errors.map((error) => error.rendered).join('\n'));
const program = programs.get('marks');
if (!passes(program, '')) throw new Error('the tests fail without any wrong place');

const come = reached(program);
const survived = chosen.filter((site, number) => {
  if (words.includes('--unreached') && come.has(number)) return false;
  const alive = !come.has(number) || passes(program, number);
  const place = read(site.file).slice(site.start, site.end).replace(/\s+/g, ' ').trim();
  console.log(`${alive ? 'SURVIVED' : 'caught'} ${site.of} ${site.file}:${site.line} ${place}`);
  return alive;
});
const caught = chosen.length - survived.length;
console.log(`${caught} of ${chosen.length} caught (seed ${seed}, of ${every.length} places)`);
process.exitCode = survived.length === 0 ? 0 : 1;
