// How long one inspection takes in Chromium, Firefox, WebKit and Node: this build's module, beside
// it an earlier one's and another page's parser, in turns in one run. Prints medians and bests;
// fails nothing.
//   ./build.sh bench-browser [ENGINE…]     chromium, firefox, webkit, node; all where none is named
//   OLD=FOLDER     the dist/ of an earlier build
//   PEER=FILE.mjs  a module whose default export takes a text; what it gives does not matter
//   BLOCKS=PATH    the texts: a file or a folder of them (those of the tests)
//   TEXTS=NUMBER   so many of them, the first ones by name (25)
//   ROUNDS=NUMBER  measurements of each text (15);  STARTS=NUMBER  fresh starts (5)
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Race, cold, start } from './bench-inside.mjs';
import { engines } from './engines.mjs';
import { root } from './site.mjs';

/**
 * @typedef {import('./bench-inside.mjs').Place} Place
 * @typedef {Record<string, string>} Sites name → folder
 */

const {
  OLD,
  PEER,
  BLOCKS = `${root}tests/messages`,
  TEXTS = '25',
  ROUNDS = '15',
  STARTS = '5',
} = process.env;
/** Milliseconds of one measurement, and of warming up for one text and parser. */
const LEAST = 4;
const WARM = 150;

/** @type {Sites} */
const sites = { new: `${root}dist/`, ...(OLD ? { old: `${resolve(OLD)}/` } : {}) };

/** @param {string} path @returns {{ name: string, text: string }[]} */
function texts(path) {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
        .filter((file) => statSync(file).isFile())
    : [path];
  return files.slice(0, Number(TEXTS)).map((file) => ({
    name: file.split('/').pop() ?? '',
    text: new TextDecoder().decode(readFileSync(file)),
  }));
}

const TYPES = /** @type {Record<string, string>} */ ({
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.html': 'text/html',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
});

/**
 * Serves the sites, the peer and this folder's code, so that the clock ticks finely: to pages that
 * share nothing with others.
 */
async function serve() {
  const places = /** @type {Record<string, string>} */ ({
    ...sites,
    inside: import.meta.dirname,
    ...(PEER ? { peer: resolve(PEER) } : {}),
  });
  const server = createServer((request, response) => {
    const [, place = '', path = ''] = /^\/(\w*)\/?([^?]*)/.exec(request.url ?? '') ?? [];
    const file =
      place === 'peer'
        ? places.peer
        : join(places[place] ?? '', decodeURIComponent(path) || 'index.html');
    response
      .setHeader('Cross-Origin-Opener-Policy', 'same-origin')
      .setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
      .setHeader('Cache-Control', 'no-store');
    if (place === '')
      response
        .setHeader('Content-Type', 'text/html')
        .end('<!doctype html><title>Measuring</title>');
    else if (!file || !places[place] || !existsSync(file) || path.includes('..'))
      response.writeHead(404).end();
    else
      response
        .setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain; charset=utf-8')
        .end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/`,
    close: () => server.close(),
  };
}

// --- Where it runs: begins a race, measures rounds, starts afresh
// ---------------------------------

/**
 * @typedef {object} Runner
 * @property {(texts: string[]) => Promise<string[]>} begin gives the names of the parsers
 * @property {(at: number) => Promise<unknown>} warm
 * @property {(at: number) => Promise<number[]>} round
 * @property {() => Promise<void>} end
 */

/** @param {keyof typeof engines} name @param {string} url @returns {Promise<Runner>} */
async function inBrowser(name, url) {
  const engine = await engines[name]();
  await engine.goto(url);
  return {
    begin: (all) =>
      engine.evaluate(
        async (
          /** @type {string} */ url,
          /** @type {string[]} */ sites,
          /** @type {boolean} */ peer,
          /** @type {string[]} */ all,
          /** @type {number} */ least,
        ) => {
          const inside = await import(`${url}inside/bench-inside.mjs`);
          /** @type {Record<string, any>} */
          const parsers = {};
          for (const site of sites)
            parsers[site] = (await inside.start(inside.site(`${url}${site}/`))).parse;
          if (peer) parsers.peer = (await import(`${url}peer/`)).default;
          Object.assign(globalThis, { race: new inside.Race(parsers, all, least) });
          return Object.keys(parsers);
        },
        url,
        Object.keys(sites),
        Boolean(PEER),
        all,
        LEAST,
      ),
    warm: (at) =>
      engine.evaluate((at, long) => /** @type {any} */ (globalThis).race.warm(at, long), at, WARM),
    round: (at) => engine.evaluate((at) => /** @type {any} */ (globalThis).race.round(at), at),
    end: () => engine.close(),
  };
}

const scratch = mkdtempSync(join(tmpdir(), 'headerlint-bench-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
let copies = 0;

/**
 * A folder of the site as Node reads it: there a script of ours is a module by its name only.
 * @param {string} folder
 * @returns {Place}
 */
const local = (folder) => ({
  glue: () => {
    const copy = join(scratch, `${(copies += 1)}.mjs`);
    copyFileSync(`${folder}headerlint.js`, copy);
    return import(pathToFileURL(copy).href);
  },
  bytes: async (name) => (existsSync(folder + name) ? readFileSync(folder + name) : undefined),
});

/** @returns {Runner} */
function inNode() {
  /** @type {Race} */
  let race;
  return {
    begin: async (all) => {
      /** @type {Record<string, import('./bench-inside.mjs').Parse>} */
      const parsers = {};
      for (const [name, folder] of Object.entries(sites))
        parsers[name] = (await start(local(folder))).parse;
      if (PEER) parsers.peer = (await import(pathToFileURL(resolve(PEER)).href)).default;
      race = new Race(parsers, all, LEAST);
      return Object.keys(parsers);
    },
    warm: (at) => race.warm(at, WARM),
    round: (at) => race.round(at),
    end: async () => {},
  };
}

// --- Fresh starts ----------------------------------------------------------------------------

/**
 * The module alone, in a browser that was just opened.
 * @param {keyof typeof engines} name
 * @param {string} url
 * @param {string} site
 * @param {string[]} all
 */
async function coldModule(name, url, site, all) {
  const engine = await engines[name]();
  try {
    await engine.goto(url);
    return await engine.evaluate(
      async (
        /** @type {string} */ url,
        /** @type {string} */ site,
        /** @type {string[]} */ all,
      ) => {
        const inside = await import(`${url}inside/bench-inside.mjs`);
        return inside.cold(inside.site(`${url}${site}/`), all);
      },
      url,
      site,
      all,
    );
  } finally {
    await engine.close();
  }
}

/** How long the page stands before somebody pastes. */
const STANDS = 2_000;

/**
 * The page itself, after it stood a while: its first inspection, or its first paste until it is
 * painted.
 * @param {keyof typeof engines} name
 * @param {string} address
 * @param {string} text
 * @param {'inspect' | 'paste'} what
 */
async function coldPage(name, address, text, what) {
  const engine = await engines[name]();
  try {
    await engine.goto(address);
    await new Promise((next) => setTimeout(next, STANDS));
    return await engine.evaluate(
      async (
        /** @type {string} */ address,
        /** @type {string} */ text,
        /** @type {string} */ what,
      ) => {
        const core = await import(`${address}parts/core.js`); // the one that the page uses
        await core.start();
        const area = document.querySelector('header-lint')?.shadowRoot?.querySelector('textarea');
        if (!area) throw new Error('no text field');
        // A frame is awaited, so that the time is that of the work and not of the clock that frames
        // follow.
        await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        const begin = performance.now();
        if (what === 'inspect') {
          core.inspect(text);
        } else {
          area.value = text;
          area.dispatchEvent(
            new InputEvent('input', {
              bubbles: true,
              composed: true,
              inputType: 'insertFromPaste',
            }),
          );
          await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        }
        return performance.now() - begin;
      },
      address,
      text,
      what,
    );
  } finally {
    await engine.close();
  }
}

// --- What is told ----------------------------------------------------------------------------

const sorted = (/** @type {number[]} */ all) => [...all].sort((a, b) => a - b);
const median = (/** @type {number[]} */ all) => sorted(all)[all.length >> 1] ?? NaN;
const best = (/** @type {number[]} */ all) => Math.min(...all);
const ms = (/** @type {number} */ n) => (n < 10 ? n.toFixed(2) : n.toFixed(1)).padStart(7);
const sum = (/** @type {number[]} */ all) => all.reduce((a, b) => a + b, 0);

/**
 * Median and best of each, and how the first one stands to the others: in the median of the rounds,
 * where what else the machine did struck both alike, and in the bests.
 * @param {string} label @param {string[]} names
 * @param {number[][]} rounds for each round the times of all
 */
function row(label, names, rounds) {
  const of = (/** @type {number} */ which) => rounds.map((took) => took[which] ?? NaN);
  const times = names.map((_, i) => `${ms(median(of(i)))} ${ms(best(of(i)))}`);
  const ratios = names.slice(1).map((name, i) => {
    const each = rounds.map((took) => (took[0] ?? NaN) / (took[i + 1] ?? NaN));
    return `new/${name} ${median(each).toFixed(2)} ${(best(of(0)) / best(of(i + 1))).toFixed(2)}`;
  });
  console.log(`  ${label.slice(0, 32).padEnd(32)}${times.join('  |')}   ${ratios.join('   ')}`);
}

/** @param {string} where @param {Runner} runner @param {{ name: string, text: string }[]} all */
async function race(where, runner, all) {
  try {
    const names = await runner.begin(all.map(({ text }) => text));
    /** @type {number[][][]} text, round, parser */
    const took = all.map(() => []);
    for (let at = 0; at < all.length; at += 1) await runner.warm(at);
    for (let round = 0; round < Number(ROUNDS); round += 1) {
      for (let at = 0; at < all.length; at += 1) took[at]?.push(await runner.round(at));
    }
    console.log(`${where}: warm, milliseconds, median and best of ${ROUNDS}: ${names.join(' | ')}`);
    all.forEach(({ name, text }, at) => row(`${name} ${text.length}`, names, took[at] ?? []));
    row(
      'mean of all texts',
      names,
      Array.from({ length: Number(ROUNDS) }, (_, round) =>
        names.map((_, i) => sum(took.map((text) => text[round]?.[i] ?? NaN)) / all.length),
      ),
    );
  } finally {
    await runner.end();
  }
}

/**
 * @param {string} where
 * @param {string[]} titles
 * @param {(site: string) => Promise<number[]>} once
 */
async function starts(where, titles, once) {
  /** @type {Record<string, number[][]>} */
  const took = Object.fromEntries(Object.keys(sites).map((site) => [site, []]));
  for (let i = 0; i < Number(STARTS); i += 1)
    for (const site of Object.keys(sites)) took[site]?.push(await once(site));
  const names = Object.keys(sites).join(' | ');
  console.log(`${where}: fresh starts, milliseconds, median and best of ${STARTS}: ${names}`);
  titles.forEach((title, i) =>
    row(
      title,
      Object.keys(sites),
      Array.from({ length: Number(STARTS) }, (_, round) =>
        Object.values(took).map((rounds) => rounds[round]?.[i] ?? NaN),
      ),
    ),
  );
}

const MODULE = [
  'fetched, compiled, started',
  'first inspection',
  'second, of the same text',
  'then the first of another text',
];
const PAGE = ['page: first inspection', 'page: first paste until painted'];

if (process.argv[2] === '--cold') {
  const [, , , folder = '', ...paths] = process.argv;
  console.log(
    JSON.stringify(
      await cold(
        local(folder),
        paths.flatMap(texts).map(({ text }) => text),
      ),
    ),
  );
} else {
  const all = texts(BLOCKS);
  const [one = { text: '' }, other = one] = all;
  const wanted =
    process.argv.length > 2 ? process.argv.slice(2) : ['node', ...Object.keys(engines)];
  const server = await serve();
  try {
    for (const where of wanted) {
      if (where === 'node') {
        await race('Node', inNode(), all);
        const files = statSync(BLOCKS).isDirectory()
          ? all.slice(0, 2).map(({ name }) => join(BLOCKS, name))
          : [BLOCKS];
        await starts('Node', MODULE, async (site) =>
          JSON.parse(
            spawnSync(
              process.execPath,
              [import.meta.filename, '--cold', sites[site] ?? '', ...files],
              { encoding: 'utf8' },
            ).stdout,
          ),
        );
        continue;
      }
      const name = /** @type {keyof typeof engines} */ (where);
      if (!engines[name]) throw new Error(`no engine ${where}`);
      await race(name, await inBrowser(name, server.url), all);
      await starts(name, [...MODULE, ...PAGE], async (site) => [
        ...(await coldModule(name, server.url, site, [one.text, other.text])),
        await coldPage(name, `${server.url}${site}/`, one.text, 'inspect'),
        await coldPage(name, `${server.url}${site}/`, one.text, 'paste'),
      ]);
    }
  } finally {
    server.close();
  }
}
