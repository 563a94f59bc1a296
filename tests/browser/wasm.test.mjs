// The core as WebAssembly, in Node and in Chromium.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { runCases } from './cases.mjs';
import { root } from './site.mjs';

/** @param {import('node:test').TestContext} t @param {ReturnType<typeof runCases>} results */
async function tell(t, results) {
  assert.ok(results.length > 5);
  for (const { name, error } of results) await t.test(name, () => assert.equal(error, undefined));
}

test('Node', async (t) => {
  const core = createRequire(import.meta.url)('../../target/wasm-node/headerlint.js');
  core.learn_tables(await readFile(`${root}dist/tables.txt`, 'utf8'));
  await tell(t, runCases(core));
});

test('Chromium', { skip: process.env.SKIP_BROWSERS === '1' && 'SKIP_BROWSERS=1' }, async (t) => {
  const { chromium } = await import('./engines.mjs');
  const { serve } = await import('./site.mjs');
  const site = await serve(), engine = await chromium();
  try {
    await engine.goto(site.url);
    await engine.evaluate(async (/** @type {string} */ url) => {
      // An instance of its own, apart from the page's.
      const core = await import(`${url}headerlint.js?test`);
      await core.default({ module_or_path: fetch(`${url}headerlint_bg.wasm`) });
      core.learn_tables(await (await fetch(`${url}tables.txt`)).text());
      Object.assign(globalThis, { headerlintCore: core });
    }, site.url);
    // The cases go over as source, as everything that runs inside the page.
    const run = /** @type {() => ReturnType<typeof runCases>} */ (/** @type {unknown} */ (`() => (${runCases})(globalThis.headerlintCore)`));
    await tell(t, await engine.evaluate(run));
  } finally {
    await engine.close();
    site.close();
  }
});
