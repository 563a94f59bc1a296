// The page warms up by itself: it inspects texts of its own in idle time, unseen, and steps back
// for the first real one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, site } from './chromium.mjs';
import { standIn } from './stand-in.mjs';

/**
 * The page on the stand-in, which notes what it inspects. Idle time comes when the test gives it.
 * @param {(page: import('playwright-core').Page) => Promise<void>} run
 */
async function onPage(run) {
  const page = await browser.newPage({ locale: 'en-GB' });
  /** @type {string[]} */
  const trouble = [];
  page.on('pageerror', (error) => void trouble.push(String(error)));
  await standIn(page);
  await page.addInitScript(() => {
    const idle = /** @type {(() => void)[]} */ ([]);
    const reports = /** @type {Event[]} */ ([]);
    Object.assign(globalThis, { idle, reports, requestIdleCallback: idle.push.bind(idle) });
    addEventListener('header-lint-report', (event) => reports.push(event));
  });
  await page.goto(site.url);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).idle.length === 1);
  await run(page);
  await page.close();
  assert.deepEqual(trouble, []);
}

/**
 * Gives so many pieces of idle time, or all that are wanted; what was inspected so far.
 * @param {import('playwright-core').Page} page @param {number} [most]
 */
const rest = (page, most = 100) =>
  page.evaluate((most) => {
    const { idle, inspected } = /** @type {any} */ (globalThis);
    for (let n = 0; n < most && idle.length; n += 1) idle.shift()();
    return /** @type {string[]} */ ([...inspected]);
  }, most);

test('in idle time mail and a bounce are inspected, one at a time, and nothing of it shows', () =>
  onPage(async (page) => {
    const before = (await rest(page, 0)).length;
    const look = () =>
      page.evaluate(() => {
        const element = /** @type {any} */ (document.querySelector('header-lint'));
        const root = /** @type {ShadowRoot} */ (element.shadowRoot);
        return {
          report: element.report?.kind,
          text: element.value,
          events: /** @type {any} */ (globalThis).reports.length,
          status: [...root.querySelectorAll('[role=status]')]
            .map((node) => node.textContent)
            .join(''),
          drawn: root.innerHTML,
        };
      });
    const fresh = await look();
    assert.equal((await rest(page, 1)).length, before + 1);
    const all = await rest(page);
    assert.ok(all.some((text) => /^Received: /m.test(text) && /^X-Forefront/m.test(text)));
    assert.ok(all.some((text) => /550 5\.7\.26/.test(text)));
    await page.waitForTimeout(700); // an announcement would come now
    assert.deepEqual(await look(), fresh);
    assert.deepEqual([fresh.report, fresh.text], ['empty', '']);
  }));

test('a paste in between is answered at once, and the rest is left', () =>
  onPage(async (page) => {
    const before = (await rest(page, 2)).length;
    const fields = await page.evaluate(async () => {
      const element = /** @type {any} */ (document.querySelector('header-lint'));
      element.value = 'A: 1\nB: 2\nC: 3\n';
      await null; // no idle time, no frame: the report is there
      return element.report?.fields.length;
    });
    assert.equal(fields, 3);
    assert.deepEqual((await rest(page)).slice(before), ['A: 1\nB: 2\nC: 3\n']);
  }));
