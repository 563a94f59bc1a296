// axe-core in every state: light and dark, narrow and wide, empty and filled, English and Japanese.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, browser, site } from './chromium.mjs';
import { compareGroups } from './groups.mjs';
import { mbox } from './mbox.mjs';
import { choose, example, see } from './page.mjs';
import { headers } from './site.mjs';
import { mailbox, refusals, standIn } from './stand-in.mjs';

/** Runs the rules of WCAG 2.2 AA and good practice. @param {import('playwright-core').Page} page */
async function violations(page) {
  await page.evaluate(axe); // through the protocol: the page's own policy stays in force
  return page.evaluate(async () => {
    const { violations, passes } = await /** @type {any} */ (globalThis).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return {
      passes: /** @type {number} */ (passes.length),
      violated: /** @type {string[]} */ (
        violations.map(
          (/** @type {{ id: string, nodes: { target: string[][] }[] }} */ { id, nodes }) =>
            `${id}: ${nodes.map(({ target }) => target.flat().join(' >> ')).join(', ')}`,
        )
      ),
    };
  });
}

/**
 * Groups with findings, charts, and a file that is no mail.
 * @param {import('playwright-core').Page} page
 */
async function filledGroups(page) {
  await compareGroups(page);
  const file = (/** @type {string} */ name, /** @type {string} */ text) => ({
    name,
    mimeType: 'application/mbox',
    buffer: Buffer.from(text, 'latin1'),
  });
  await page
    .locator('#refused-files')
    .setInputFiles([
      file('refused.mbox', [...mbox(0, 12, { extra: 'X-Campaign: 7\r\n' })].join('')),
      file('picture.png', '\x89PNG\0\0'),
    ]);
  await page
    .locator('#accepted-files')
    .setInputFiles(file('accepted.mbox', [...mbox(12, 72)].join('')));
  await page.locator('[data-found]').waitFor();
}

test('axe finds a fault that is there', async () => {
  const page = await browser.newPage();
  await page.setContent(
    '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><input></main></html>',
  );
  assert.match((await violations(page)).violated.join(), /^label:/);
  await page.close();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [320, 1280]) {
    for (const language of ['en', 'ja']) {
      for (const state of [
        'empty',
        'filled',
        'bounce',
        'many recipients',
        'several messages',
        'groups',
      ]) {
        test(`${colorScheme}, ${width} px, ${language}, ${state}`, async () => {
          const page = await browser.newPage({
            colorScheme,
            viewport: { width, height: 900 },
            locale: language,
          });
          try {
            if (state.includes(' ')) await standIn(page);
            await page.goto(site.url);
            await page.waitForFunction(
              () =>
                document
                  .querySelector('header-lint')
                  ?.shadowRoot?.querySelectorAll('[data-example]').length === 3,
            );
            await page.evaluate(choose, language);
            if (state === 'filled') await page.locator('header-lint textarea').fill(headers);
            if (state === 'bounce') await page.evaluate(example, 1);
            if (state === 'many recipients')
              await page
                .locator('header-lint textarea')
                .fill(`BOUNCE refused\n${refusals(25)}\n${refusals(2, 'mailbox-full')}`);
            if (state === 'several messages')
              await page.locator('header-lint textarea').fill(mailbox('One', 'x'.repeat(100)));
            if (state === 'groups') await filledGroups(page);
            else if (state !== 'empty')
              await page.waitForFunction(
                () =>
                  document.querySelector('header-lint')?.shadowRoot?.querySelector('[data-verdict]')
                    ?.textContent,
              );
            await page.waitForTimeout(100);
            const { passes, violated } = await violations(page);
            assert.ok(passes > 10);
            assert.deepEqual(violated, []);
            const overflow = await page.evaluate(
              () => document.documentElement.scrollWidth - innerWidth,
            );
            assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
            if (state !== 'groups') assert.ok((await page.evaluate(see)).ready);
          } finally {
            await page.close();
          }
        });
      }
    }
  }
}
