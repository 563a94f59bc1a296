// Screenshots to look at: every example and every message of tests/messages, two messages compared;
// narrow and wide, light and dark, English and Japanese; one folder, nothing is compared.
//   node tests/browser/shots.mjs [WORD…]   only those whose names contain all the words
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { choose, see } from './page.mjs';
import { root, serve } from './site.mjs';

const words = process.argv.slice(2);
const folder = `${root}target/shots`;
await mkdir(folder, { recursive: true });
/** @type {[string, string][]} */
const texts = [['empty', '']];
for (const from of ['www/examples', 'tests/messages']) {
  for (const name of (await readdir(`${root}${from}`)).sort()) {
    if (/\.(?:txt|eml)$/.test(name))
      texts.push([name.replace(/\.\w+$/, ''), await readFile(`${root}${from}/${name}`, 'utf8')]);
  }
}
const site = await serve();
const browser = await chromium.launch({
  executablePath: present('chromium'),
  args: chromiumArguments,
});
try {
  for (const language of ['en', 'ja']) {
    for (const width of [320, 1280]) {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        const chosen = texts
          .map(([name, text]) => ({ name: `${language}-${width}-${colorScheme}-${name}`, text }))
          .filter(({ name }) => words.every((word) => name.includes(word)));
        const comparing = `${language}-${width}-${colorScheme}-compare`;
        const pair = words.every((word) => comparing.includes(word));
        if (!chosen.length && !pair) continue;
        const page = await browser.newPage({
          colorScheme,
          viewport: { width, height: 800 },
          locale: language,
        });
        await page.goto(site.url);
        await page.waitForFunction(
          () =>
            document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-example]')
              .length === 3,
        );
        await page.evaluate(choose, language);
        for (const { name, text } of chosen) {
          await page.locator('header-lint textarea').fill(text);
          await page.waitForTimeout(300);
          await page.evaluate(() => scrollTo(0, 0));
          const seen = await page.evaluate(see);
          const { high, fold } = await page.evaluate(() => ({
            high: document.documentElement.scrollHeight,
            fold: Math.round(
              document
                .querySelector('header-lint')
                ?.shadowRoot?.querySelector('[data-bounce] blockquote, [data-verdict]')
                ?.getBoundingClientRect().bottom ?? 0,
            ),
          }));
          // As high as the page: what is out of sight is not drawn.
          await page.setViewportSize({ width, height: high });
          await page.waitForTimeout(200);
          await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
          await page.setViewportSize({ width, height: 800 });
          console.log(
            `${name}: ${high} px, first things end at ${fold} px, ${seen.rules.length} findings`,
          );
        }
        if (pair) {
          await page.locator('[data-compare]').click();
          await page.locator('[data-pair]').click();
          await page.locator('[data-difference]').first().waitFor();
          await page.screenshot({ path: `${folder}/${comparing}.png`, fullPage: true });
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
