// Screenshots to look at: narrow and wide, light and dark, English and Japanese; one folder, nothing is compared.
//   node tests/browser/shots.mjs
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { choose, example } from './page.mjs';
import { root, serve } from './site.mjs';

const folder = `${root}tests/browser/shots`;
await mkdir(folder, { recursive: true });
const site = await serve();
const browser = await chromium.launch({ executablePath: present('chromium'), args: chromiumArguments });
try {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const width of [360, 1280]) {
      for (const language of ['en', 'ja']) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, locale: language, deviceScaleFactor: width < 500 ? 2 : 1 });
        await page.goto(site.url);
        await page.waitForFunction(() => document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-example]').length === 3);
        await page.evaluate(choose, language);
        await page.screenshot({ path: `${folder}/${language}-${width}-${colorScheme}-empty.png` });
        for (const number of [0, 1, 2]) {
          await page.evaluate(example, number);
          await page.waitForTimeout(400);
          await page.screenshot({ path: `${folder}/${language}-${width}-${colorScheme}-${number + 1}.png`, fullPage: true });
        }
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  site.close();
}
console.log(folder);
