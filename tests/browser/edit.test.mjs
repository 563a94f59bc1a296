// What an edit leaves alone: nodes, what a reader opened, where they are; and that nothing stale is
// left.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browser, site } from './chromium.mjs';
import { headers, root } from './site.mjs';

const mail = await readFile(`${root}tests/messages/phishing.eml`, 'utf8');
const bounce = await readFile(`${root}tests/messages/postfix-bounce-gmail-dmarc.eml`, 'utf8');

/** A page that shows the report of a text. @param {string} text */
async function open(text) {
  const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1200, height: 800 } });
  /** @type {string[]} */
  const trouble = [];
  page.on('pageerror', (error) => void trouble.push(String(error)));
  await page.goto(site.url);
  const box = page.locator('header-lint textarea');
  await box.fill(text);
  await page.locator('[data-findings] .why').first().waitFor();
  /** Types at the end. @param {string} keys */
  const type = async (keys) => {
    await box.evaluate((area) => {
      if (area instanceof HTMLTextAreaElement)
        area.setSelectionRange(area.textLength, area.textLength);
      area.focus({ preventScroll: true });
    });
    await page.keyboard.type(keys);
  };
  const close = async () => {
    await page.close();
    assert.deepEqual(trouble, []);
  };
  return { page, box, type, close };
}

test('an edit keeps the cards, lines and rows that say the same', async () => {
  const { page, type, close } = await open(mail);
  await page.evaluate(() => {
    const all =
      document
        .querySelector('header-lint')
        ?.shadowRoot?.querySelectorAll(
          '[data-findings] > li, .ln, .hops tr, .panel tr, .verdict, .unseen',
        ) ?? [];
    Object.assign(globalThis, { nodes: [...all] });
  });
  await type('x');
  const [kept, all] = await page.evaluate(() => {
    const nodes = /** @type {{ nodes: Element[] }} */ (/** @type {unknown} */ (globalThis)).nodes;
    return [nodes.filter((node) => node.isConnected).length, nodes.length];
  });
  // The lines drawn together with the changed one may be made anew.
  assert.ok(all > 40 && kept > all * 0.7, `${kept} of ${all}`);
  await close();
});

test('an edit keeps what is open or shut, and where the page is scrolled to', async () => {
  const { page, type, close } = await open(mail);
  const details = page.locator('[data-findings] details');
  const states = () =>
    details.evaluateAll((all) =>
      all.map((each) => [
        each.closest('li')?.dataset.rule,
        each instanceof HTMLDetailsElement && each.open,
      ]),
    );
  const before = await states();
  assert.ok(before.length > 4 && before[0]?.[1]);
  await details.nth(0).locator('summary').click();
  await details
    .nth(4)
    .locator('summary')
    .evaluate((summary) => summary instanceof HTMLElement && summary.click());
  const chosen = await states();
  assert.notDeepEqual(chosen, before);
  await page.locator('[data-tab=identities]').click();
  const kept = async () => {
    const now = await states();
    for (const [rule, open] of chosen)
      assert.ok(
        now.some((state) => rule === state[0] && open === state[1]),
        `${rule}: ${open}`,
      );
  };
  await type('X-A: 1\n');
  await kept();
  // Typing scrolls to the caret; the report itself scrolls nothing.
  await page.evaluate(() => scrollTo(0, 500));
  const at = await page.evaluate(() => scrollY);
  assert.ok(at > 300);
  assert.equal(await page.locator('[data-tab=identities]').getAttribute('aria-selected'), 'true');
  // A change that reaches the findings themselves: their words are new, what was opened stays.
  const box = page.locator('header-lint');
  await box.evaluate((element) =>
    Object.assign(element, { value: `X-First: 1\n${/** @type {any} */ (element).value}` }),
  );
  await page.locator('.ln[data-n="1"]').getByText('X-First').waitFor({ state: 'attached' });
  await kept();
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - at) < 40);
  await close();
});

test('another text starts afresh', async () => {
  const { page, box, close } = await open(mail);
  const first = page.locator('[data-findings] details').first();
  await first.locator('summary').click();
  assert.equal(await first.getAttribute('open'), null);
  await box.fill(headers);
  await box.fill(mail);
  await page.locator('[data-findings] .why').first().waitFor();
  assert.notEqual(await first.getAttribute('open'), null);
  await close();
});

test('the keyboard and a selection stay where they are when the text changes beneath', async () => {
  const { page, close } = await open(mail);
  const change = (/** @type {string} */ line) =>
    page
      .locator('header-lint')
      .evaluate(
        (element, line) =>
          Object.assign(element, { value: line + /** @type {any} */ (element).value }),
        line,
      );
  const place = page.locator('[data-findings] > li').nth(1).locator('.place').first();
  await place.focus();
  const number = await place.innerText();
  await change('X-First: 1\n');
  await page.waitForFunction((number) => {
    const on = document.querySelector('header-lint')?.shadowRoot?.activeElement;
    return on?.matches('[data-findings] > li:nth-child(2) .place') && on.textContent !== number;
  }, number);
  await page.evaluate(() => {
    const line = document
      .querySelector('header-lint')
      ?.shadowRoot?.querySelector('.by.sender .ln:last-of-type');
    if (line) getSelection()?.selectAllChildren(line);
  });
  const selected = () => page.evaluate(() => getSelection()?.toString() ?? '');
  const text = await selected();
  assert.notEqual(text, '');
  await change('X-Second: 1\n');
  await page.locator('.ln[data-n="1"]').getByText('X-Second').waitFor();
  assert.equal(await selected(), text);
  await close();
});

test('the summary is announced once, and only when it changes', async () => {
  const { page, type, close } = await open(headers);
  await page.evaluate(() => {
    /** @type {string[]} */
    const said = [];
    Object.assign(globalThis, { said });
    const status = document
      .querySelector('header-lint')
      ?.shadowRoot?.querySelector('[role=status]');
    if (status)
      new MutationObserver(() => void said.push(status.textContent ?? '')).observe(status, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  const said = () =>
    page.evaluate(
      () => /** @type {{ said: string[] }} */ (/** @type {unknown} */ (globalThis)).said,
    );
  await page.waitForTimeout(700);
  const before = await said();
  await type('X-More: 1');
  await page.locator('.ln[data-n="9"]').waitFor();
  await page.waitForTimeout(700);
  // Half a field name is a fault; nobody hears of it while typing goes on.
  assert.deepEqual(await said(), before);
  await type('\nTo: \n');
  await page.waitForTimeout(700);
  assert.equal((await said()).length, before.length + 1);
  await close();
});

test('after any edits the report is the one that the text would give by itself', async () => {
  const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1200, height: 800 } });
  await page.goto(site.url);
  await page.locator('header-lint textarea').fill(headers);
  await page.locator('[data-findings] .why').first().waitFor();
  /**
   * Edits at random, each by a fixed seed; gives what differs from a fresh element.
   * @param {{ texts: string[], times: number }} given
   */
  const edits = async ({ texts, times }) => {
    let seed = 7;
    const random = (/** @type {number} */ below) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    const bits = [
      'x',
      ':',
      '\n',
      '@',
      ' ',
      'From: eve@example.com\n',
      'X-A: 1\nX-B: 2\n',
      '\u202e',
      '=?utf-8?q?a?=',
      '>',
      '\n\n',
      'Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\n',
    ];
    const first = /** @type {any} */ (document.querySelector('header-lint'));
    const shown = (/** @type {any} */ element) =>
      [...element.shadowRoot.querySelectorAll('.read, .out')]
        .map((part) => {
          const copy = part.cloneNode(true);
          for (const panel of copy.querySelectorAll('[role=tabpanel][hidden]'))
            panel.replaceChildren();
          // Guessed heights and what stands open are not of the text.
          return copy.innerHTML.replace(/ style="contain[^"]*"| open=""/g, '');
        })
        .join('\n');
    const tabs = ['fields', 'hops', 'identities', 'auth'];
    const drawn = async (/** @type {any} */ element) => {
      do await new Promise((next) => setTimeout(next));
      while (element.shadowRoot.querySelector('[aria-busy]'));
    };
    for (const text of texts) {
      // The first edit comes before all of the text is drawn.
      first.value = text;
      await null;
      for (let i = 0; i < times; i += 1) {
        const now = first.value;
        const at = random(now.length + 1);
        const gone = random(3) ? 0 : random(60);
        first.value =
          now.slice(0, at) + (random(4) ? bits[random(bits.length)] : '') + now.slice(at + gone);
        const tab = tabs[random(tabs.length)];
        first.shadowRoot.querySelector(`[data-tab=${tab}]`)?.click();
        await drawn(first);
        const fresh = /** @type {any} */ (document.createElement('header-lint'));
        document.body.append(fresh);
        await new Promise((next) =>
          fresh.addEventListener('header-lint-language', next, { once: true }),
        );
        fresh.value = first.value;
        await drawn(fresh);
        fresh.shadowRoot.querySelector(`[data-tab=${tab}]`)?.click();
        const [got, wanted] = [shown(first), shown(fresh)];
        fresh.remove();
        if (got === wanted) continue;
        let from = 0;
        while (got[from] === wanted[from]) from += 1;
        const around = (/** @type {string} */ text) =>
          text.slice(Math.max(0, from - 150), from + 150);
        return `edit ${i}: got …${around(got)}…, wanted …${around(wanted)}…`;
      }
    }
    return '';
  };
  assert.equal(await page.evaluate(edits, { texts: [headers, mail, bounce], times: 60 }), '');
  await page.close();
});
