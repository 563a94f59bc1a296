// The core as WebAssembly, in Node and in Chromium.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { runCases } from './cases.mjs';
import { root } from './site.mjs';

/** @param {import('node:test').TestContext} t @param {ReturnType<typeof runCases>} results */
async function tell(t, results) {
  assert.ok(results.length > 5);
  for (const { name, error } of results) await t.test(name, () => assert.equal(error, undefined));
}

/** @type {typeof import('../../target/wasm-node/headerlint.js')} */
const core = createRequire(import.meta.url)('../../target/wasm-node/headerlint.js');

/**
 * A native report with its spans, which count bytes of UTF-8, as UTF-16 counts.
 * @param {any} value
 * @param {number[]} units
 * @param {string} [key]
 * @returns {any}
 */
function inUtf16(value, units, key = '') {
  if (/[sS]pans?$/.test(key)) {
    /** @type {(at: any) => any} */
    const moved = (at) => (Array.isArray(at) ? at.map(moved) : units[at]);
    return moved(value);
  }
  if (key === 'unit') return 'utf16';
  if (Array.isArray(value)) return value.map((item) => inUtf16(item, units));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, item]) => [name, inUtf16(item, units, name)]));
}

/**
 * The UTF-16 index of each byte of UTF-8 that begins a character, and of the end.
 * @param {string} text
 */
function utf16Units(text) {
  /** @type {number[]} */
  const units = [];
  let bytes = 0,
    at = 0;
  for (const c of text) {
    units[bytes] = at;
    bytes += Buffer.byteLength(c);
    at += c.length;
  }
  units[bytes] = at;
  return units;
}

// Runs first, so that the first call ever made is one whose report needs the tables.
test('the same bytes give the same report as on the command line', async (t) => {
  const folder = `${root}tests/messages/`;
  const names = (await readdir(folder)).filter((name) => /\.(eml|txt)$/.test(name));
  assert.ok(names.length > 15);
  // A refusal that only the tables explain comes first.
  for (const name of ['postfix-bounce-gmail-dmarc.eml', ...names]) {
    await t.test(name, async () => {
      const { text, report } = core.inspect_bytes(await readFile(folder + name));
      /** @type {string} */
      let native;
      try {
        const tool = `${root}target/native/headerlint`;
        native = execFileSync(tool, ['--json', folder + name], { encoding: 'utf8' });
      } catch (error) {
        // Exit status 1: findings at error level.
        native = /** @type {{ stdout: string }} */ (error).stdout;
      }
      const { file, ...expected } = inUtf16(JSON.parse(native), utf16Units(text));
      assert.deepStrictEqual(report, expected, file);
    });
  }
});

test('Node', (t) => tell(t, runCases(core)));

test('Chromium', { skip: process.env.SKIP_BROWSERS === '1' && 'SKIP_BROWSERS=1' }, async (t) => {
  const { chromium } = await import('./engines.mjs');
  const { serve } = await import('./site.mjs');
  const site = await serve(),
    engine = await chromium();
  try {
    await engine.goto(site.url);
    await engine.evaluate(async (/** @type {string} */ url) => {
      // An instance of its own, apart from the page's.
      const core = await import(`${url}headerlint.js?test`);
      await core.default({ module_or_path: fetch(`${url}headerlint_bg.wasm`) });
      Object.assign(globalThis, { headerlintCore: core });
    }, site.url);
    // The cases go over as source, as everything that runs inside the page.
    const run = /** @type {() => ReturnType<typeof runCases>} */ (
      /** @type {unknown} */ (`() => (${runCases})(globalThis.headerlintCore)`)
    );
    await tell(t, await engine.evaluate(run));
  } finally {
    await engine.close();
    site.close();
  }
});
