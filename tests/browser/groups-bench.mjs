// How long the page takes to count generated messages in Chromium: in one mbox, in an archive of
// single files, and as single files; an earlier build takes turns with this one. Fails nothing.
//   ./build.sh && node tests/browser/groups-bench.mjs [COUNT] [mbox|zip|files…]    (10000, all)
//   OLD=FOLDER    the dist/ of an earlier build
//   TIMES=NUMBER  how often (3)
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { compareGroups } from './groups.mjs';
import { mail, mbox } from './mbox.mjs';
import { serve } from './site.mjs';
import { zip } from './zip.mjs';

const { OLD, TIMES = '3' } = process.env;
const [count = 10_000, ...shapes] = process.argv.slice(2).map((word) => Number(word) || word);
const body = { body: 1_500 };
const folder = await mkdtemp(join(tmpdir(), 'headerlint-bench-'));

/** Writes the messages down; gives what the page is to open, a file or a folder. */
const make = /** @type {Record<string, (count: number) => Promise<string>>} */ ({
  mbox: async (count) => {
    const path = join(folder, 'all.mbox');
    const out = createWriteStream(path);
    for (const one of mbox(0, count, body)) if (!out.write(one)) await once(out, 'drain');
    await new Promise((done) => out.end(done));
    return path;
  },
  zip: async (count) => {
    const path = join(folder, 'all.zip');
    await writeFile(
      path,
      zip(
        Array.from({ length: count }, (_, n) => ({
          name: `mail/${n}.eml`,
          data: mail(n, body),
        })),
      ),
    );
    return path;
  },
  files: async (count) => {
    const path = join(folder, 'all');
    await mkdir(path);
    for (let n = 0; n < count; n += 1) await writeFile(join(path, `${n}.eml`), mail(n, body));
    return path;
  },
});

const sites = [await serve(), ...(OLD ? [await serve(resolve(OLD))] : [])];
const browser = await chromium.launch({
  executablePath: present('chromium'),
  args: chromiumArguments,
});

/** On a fresh page. @param {string} url @param {string} path */
async function onPage(url, path) {
  const page = await browser.newPage({ locale: 'en-GB' });
  try {
    await page.goto(url);
    await compareGroups(page);
    const input = (await stat(path)).isDirectory() ? '#accepted-folder' : '#accepted-files';
    await page.locator(input).setInputFiles(path);
    await page.locator('[data-groups-verdict]').waitFor({ timeout: 3_600_000 });
    return await page.locator('[data-results]').evaluate((node) => {
      const { took, memory } = /** @type {HTMLElement} */ (node).dataset;
      return { took: Number(took) / 1000, memory: Number(memory) / 1e6 };
    });
  } finally {
    await page.close();
  }
}

const median = (/** @type {number[]} */ all) =>
  [...all].sort((a, b) => a - b)[all.length >> 1] ?? NaN;

try {
  for (const shape of shapes.length ? shapes : Object.keys(make)) {
    const path = await make[shape]?.(Number(count));
    if (!path) throw new Error(`no shape ${shape}`);
    /** @type {number[][]} */
    const took = sites.map(() => []);
    let memory = 0;
    for (let time = 0; time < Number(TIMES); time += 1) {
      for (let at = 0; at < sites.length; at += 1) {
        const one = await onPage(sites[at]?.url ?? '', path);
        took[at]?.push(one.took);
        if (at === 0) memory = one.memory;
      }
    }
    const told = took.map(
      (all) => `${median(all).toFixed(2)} s, best ${Math.min(...all).toFixed(2)}`,
    );
    const ratio = median((took[1] ?? []).map((old, time) => (took[0]?.[time] ?? NaN) / old));
    console.log(
      `${count} messages, ${shape}: ${told.join(' | old ')}` +
        `${OLD ? `; new/old ${ratio.toFixed(2)}` : ''}; ` +
        `${memory.toFixed(1)} MB of WebAssembly memory`,
    );
    await rm(path, { recursive: true });
  }
} finally {
  await browser.close();
  for (const site of sites) site.close();
  await rm(folder, { recursive: true });
}
