// The list of rules: whole without scripts, shortened by words and choices with one, in both
// languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, browser, site } from './chromium.mjs';

/**
 * The list in a page of its own.
 * @param {string} language
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
async function list(language, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  /** @type {string[]} */ const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${site.url}rules/${language}/`);
  return {
    page,
    faults,
    shown: () => page.locator('.rules > li:visible').count(),
    close: () => context.close(),
  };
}

test('without scripts every rule is there, and nothing to press that does nothing', async () => {
  const { page, shown, close } = await list('en', { javaScriptEnabled: false });
  assert.ok((await shown()) > 250);
  assert.equal(await page.locator('form:visible').count(), 0);
  await close();
});

test("words find titles, ids and names of filters' tests, with the keyboard alone", async () => {
  const { page, shown, faults, close } = await list('en');
  const all = await shown();
  assert.equal(await page.locator('output').textContent(), `${all} of ${all} rules`);
  await page.locator('input[type=search]').focus();
  await page.keyboard.type('missing_date');
  assert.deepEqual(await page.locator('.rules > li:visible code').allTextContents(), [
    'date-missing',
  ]);
  assert.equal(await page.locator('output').textContent(), `1 of ${all} rules`);
  await page.keyboard.press('Enter');
  assert.match(page.url(), /rules\/en\/$/);
  for (let at = 0; at < 5; at++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (all) => document.querySelector('output')?.textContent?.startsWith(`${all} `),
    all,
  );
  assert.equal(await shown(), all);
  assert.deepEqual(faults, []);
  await close();
});

test('choices go together, and each alone leaves some', async () => {
  const { page, shown, faults, close } = await list('ja');
  const all = await shown();
  for (const [name, value] of [
    ['level', 'error'],
    ['group', 'deceptive'],
    ['provider', 'gmail'],
    ['filter', 'rspamd'],
  ]) {
    await page.locator(`select[name=${name}]`).selectOption(value ?? '');
    const some = await shown();
    assert.ok(some > 0 && some < all, `${name}: ${some} of ${all}`);
    await page.locator('button').click();
    await page.waitForFunction(
      (all) => document.querySelectorAll('.rules > li:not([hidden])').length === all,
      all,
    );
  }
  await page.locator('select[name=level]').selectOption('error');
  await page.locator('select[name=filter]').selectOption('rspamd');
  assert.ok(
    await page
      .locator('.rules > li:visible')
      .evaluateAll((rows) =>
        rows.every((row) => row.matches('[data-level=error][data-filter~=rspamd]')),
      ),
  );
  assert.deepEqual(faults, []);
  await close();
});

test('what header fields cannot show has a page, linked from the list', async () => {
  const { page, faults, close } = await list('ja');
  await page.locator('main a[href="unseen.html"]').click();
  await page.waitForURL(/rules\/ja\/unseen\.html$/);
  assert.equal(await page.locator('h2').count(), 6);
  assert.ok((await page.locator('main li').count()) > 20);
  assert.ok((await page.locator('main a[href^="https://"]').count()) > 8);
  assert.deepEqual(faults, []);
  await close();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [320, 1280]) {
    for (const language of ['en', 'ja']) {
      test(`axe, ${colorScheme}, ${width} px, ${language}`, async () => {
        const { page, close } = await list(language, {
          colorScheme,
          viewport: { width, height: 900 },
        });
        await page.evaluate(axe);
        const violated = await page.evaluate(async () => {
          const { violations } = await /** @type {any} */ (globalThis).axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          });
          return violations.map(
            (/** @type {any} */ v) =>
              `${v.id}: ${v.nodes.map((/** @type {any} */ n) => n.target.join(' ')).join(', ')}`,
          );
        });
        assert.deepEqual(violated, []);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        );
        assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
        if (process.env.SHOTS)
          await page.screenshot({
            path: `${process.env.SHOTS}/rules-${language}-${colorScheme}-${width}.png`,
          });
        await close();
      });
    }
  }
}
