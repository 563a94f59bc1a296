// How long the page takes to count 10,000 and 100,000 generated messages in Chromium, beside reading the
// same file without looking at it, and how much memory the module holds at the end. Fails nothing.
//   node tests/browser/groups-bench.mjs [COUNT…]
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { compareGroups } from './groups.mjs';
import { mbox } from './mbox.mjs';
import { serve } from './site.mjs';

const counts = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'headerlint-bench-'));
const site = await serve();
const browser = await chromium.launch({ executablePath: present('chromium'), args: chromiumArguments });
try {
  for (const count of counts.length ? counts : [10_000, 100_000]) {
    const path = join(folder, `${count}.mbox`);
    const out = createWriteStream(path);
    for (const one of mbox(0, count, { body: 1_500 })) if (!out.write(one)) await once(out, 'drain');
    await new Promise((done) => out.end(done));
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(site.url);
    await compareGroups(page);
    await page.evaluate(() => {
      const input = document.querySelector('header-lint')?.shadowRoot?.querySelector('#accepted-files');
      input?.addEventListener('change', () => Object.assign(globalThis, { kept: /** @type {HTMLInputElement} */ (input).files?.[0] }), { capture: true });
    });
    await page.locator('#accepted-files').setInputFiles(path);
    await page.locator('[data-groups-verdict]').waitFor({ timeout: 3_600_000 });
    const { took, memory } = await page.locator('[data-results]').evaluate((node) => ({ .../** @type {HTMLElement} */ (node).dataset }));
    const plain = await page.evaluate(async () => {
      const begin = performance.now();
      let bytes = 0;
      const reader = /** @type {any} */ (globalThis).kept.stream().getReader();
      for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) bytes += value.byteLength;
      return { bytes, took: performance.now() - begin };
    });
    const { size } = await stat(path);
    if (plain.bytes !== size) throw new Error(`${plain.bytes} of ${size} bytes`);
    const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
    console.log(`${count} messages, ${(size / 1e6).toFixed(0)} MB: ${seconds(Number(took))}, ${(Number(took) / count).toFixed(2)} ms a message; only read: ${seconds(plain.took)}; ${(Number(memory) / 1e6).toFixed(1)} MB of WebAssembly memory`);
    await page.close();
    await rm(path);
  }
} finally {
  await browser.close();
  site.close();
  await rm(folder, { recursive: true });
}
