// The first display of a report, which comes in two parts: what is in view, and with the next frame
// the rest.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browser, site } from './chromium.mjs';
import { headers, root } from './site.mjs';

const mail = await readFile(`${root}tests/messages/phishing.eml`, 'utf8');
const bounce = await readFile(`${root}tests/messages/postfix-bounce-gmail-dmarc.eml`, 'utf8');
const traces = Array.from({ length: 300 }, (_, i) => `X-Trace-${i}: ${i}`).join('\n');
const long = `${mail.trimEnd()}\n${traces}\nX-Priority: 1\n`;

/** @param {{ width: number, height: number }} [viewport] */
async function open(viewport = { width: 1280, height: 800 }) {
  const page = await browser.newPage({ locale: 'en-GB', viewport });
  /** @type {string[]} */
  const trouble = [];
  page.on('pageerror', (error) => void trouble.push(String(error)));
  await page.goto(site.url);
  // All words are here: nothing is said anew.
  await page.locator('header-lint textarea').fill(mail);
  await page.locator('[data-findings] .why').first().waitFor();
  await page.locator('[data-clear]').click();
  await page.locator('[data-evidence]').waitFor({ state: 'detached' });
  await page.waitForTimeout(600); // and nothing is left to announce
  /**
   * Pastes a text and does something at once, before the next frame; waits until all is drawn.
   * @template T
   * @param {string} text
   * @param {(shadow: ShadowRoot, element: any) => T} [act]
   * @returns {Promise<Awaited<T>>}
   */
  const paste = (text, act) =>
    page.evaluate(`(async () => {
    const element = document.querySelector('header-lint');
    element.value = ${JSON.stringify(text)};
    await null;
    const result = (${act ?? (() => {})})(element.shadowRoot, element);
    while (element.shadowRoot.querySelector('[aria-busy]')) {
      await new Promise((next) => setTimeout(next));
    }
    return result;
  })()`);
  const close = async () => {
    await page.close();
    assert.deepEqual(trouble, []);
  };
  return { page, paste, close };
}

/** What is drawn of the report. @param {ShadowRoot} shadow */
const count = (shadow) => ({
  busy: shadow.querySelectorAll('[aria-busy]').length,
  verdict: shadow.querySelector('[data-verdict]')?.textContent ?? '',
  findings: shadow.querySelectorAll('[data-findings] > li').length,
  lines: shadow.querySelectorAll('.ln').length,
  rows: shadow.querySelectorAll('[data-hops] tbody tr').length,
  providers: shadow.querySelectorAll('[data-provider]').length,
  unseen: shadow.querySelectorAll('.unseen, .version').length,
});

test('a paste is drawn in two parts, and then everything is there', async () => {
  const { page, paste, close } = await open();
  const before = await paste(long, count);
  assert.ok(
    before.busy && before.verdict && before.findings > 0 && before.lines > 5,
    JSON.stringify(before),
  );
  assert.ok(
    before.lines < 100 && before.rows + before.providers + before.unseen === 0,
    JSON.stringify(before),
  );
  const report = await page.evaluate(() => {
    const { report } = /** @type {any} */ (document.querySelector('header-lint'));
    return {
      findings: report.findings.length,
      hops: report.hops.length,
      fields: report.fields.length,
      providers: report.requirements.length,
    };
  });
  const all = await page.evaluate(`(${count})(document.querySelector('header-lint').shadowRoot)`);
  assert.deepEqual(all, {
    busy: 0,
    verdict: before.verdict,
    findings: report.findings,
    lines: long.trimEnd().split('\n').length,
    rows: report.hops,
    providers: report.providers,
    unseen: 2,
  });
  for (const tab of ['identities', 'mailer', 'fields']) {
    await page.locator(`[data-tab=${tab}]`).click();
    await page.locator(`[data-${tab}] tbody tr`).first().waitFor();
  }
  assert.equal(await page.locator('[data-fields] tbody tr').count(), report.fields);
  await page.locator('[data-provider] summary').first().click();
  await page.locator('[data-provider] tbody tr').first().waitFor();
  await close();
});

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 1920, height: 1200 },
  { width: 360, height: 700 },
]) {
  for (const [name, text] of Object.entries({ mail, bounce, long })) {
    test(`${name}, ${viewport.width} px: what came first stays, and fills the window`, async () => {
      const { page, paste, close } = await open(viewport);
      const moved = await paste(text, async (shadow) => {
        const out = shadow.querySelector('.out');
        const within = (/** @type {Element} */ element) => {
          const { top, bottom } = element.getBoundingClientRect();
          return bottom > 0 && top < innerHeight;
        };
        // The rest waits until the first part was painted, and looked at.
        const { setTimeout: later } = globalThis;
        /** @type {(() => void)[]} */
        const held = [];
        Object.assign(globalThis, {
          setTimeout: (/** @type {() => void} */ run) => held.push(run),
        });
        await new Promise((next) => requestAnimationFrame(() => later(next)));
        Object.assign(globalThis, { setTimeout: later });
        if (!shadow.querySelector('[aria-busy]')) return ['drawn at once'];
        const look = () =>
          [...(out?.querySelectorAll('*') ?? [])].filter(within).map((element) => {
            const { left, top } = element.getBoundingClientRect();
            return { element, at: `${left} ${top}` };
          });
        const first = look();
        for (const run of held) run();
        await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        const drawn = new Set(first.map(({ element }) => element));
        return [
          ...look().flatMap(({ element }) =>
            drawn.has(element) ? [] : [`later: ${element.outerHTML.slice(0, 90)}`],
          ),
          ...first.flatMap(({ element, at }) => {
            const { left, top } = element.getBoundingClientRect();
            return element.isConnected && `${left} ${top}` === at
              ? []
              : [`moved from ${at} to ${left} ${top}: ${element.outerHTML.slice(0, 90)}`];
          }),
        ];
      });
      assert.deepEqual(moved, []);
      assert.equal(await page.locator('[data-evidence]').count(), 1);
      await close();
    });
  }
}

test('print finds everything, even before the rest is drawn', async () => {
  const { page, paste, close } = await open();
  const printed = await paste(long, (shadow) => {
    dispatchEvent(new Event('beforeprint'));
    return [
      '.ln',
      '[data-hops] tr',
      '[data-fields] tr',
      '[data-provider] tr',
      '.unseen',
      '[aria-busy]',
    ].map((part) => shadow.querySelectorAll(part).length);
  });
  assert.ok(
    (printed[0] ?? 0) > 300 &&
      (printed[2] ?? 0) > 300 &&
      printed[1] &&
      printed[3] &&
      printed[4] &&
      !printed[5],
    printed.join(),
  );
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('[data-fields] table').isVisible());
  await close();
});

test('an edit, another text or none replaces what was left', async () => {
  const { page, paste, close } = await open();
  const lines = page.locator('.ln');
  await paste(long, (_, element) => {
    element.value += 'X-More: 1\n';
  });
  await lines.getByText('X-More: 1').waitFor({ state: 'attached' });
  const all = long.split('\n').length;
  assert.equal(await lines.count(), all);
  assert.equal((await page.locator('[data-provider]').count()) > 0, true);
  await paste(long);
  await paste(mail, (_, element) => {
    element.value = 'From: a@example.org\nFrom: b@example.org\nX-Other: 1\n';
  });
  await lines.getByText('X-Other').waitFor();
  assert.equal(await lines.count(), 3);
  await paste(long, (_, element) => {
    element.value = '';
  });
  await page.waitForTimeout(100);
  assert.equal(await page.locator('[data-evidence], [aria-busy]').count(), 0);
  await close();
});

test('a link to what is not drawn yet leads there', async () => {
  const { page, paste, close } = await open();
  const led = await paste(
    `${headers.replace(/^From: Eve.*\n/m, '')}${'X-More: 1\n'.repeat(300)}From: eve@example.com\n`,
    (shadow) => {
      const places = [...shadow.querySelectorAll('[data-findings] .place')];
      const drawn = shadow.querySelectorAll('.ln').length;
      const far = places.find(({ textContent }) => Number(textContent?.replace(/\D/g, '')) > drawn);
      if (!(far instanceof HTMLElement)) return 'no such link';
      far.click();
      return (
        shadow.activeElement?.closest('.ln')?.getAttribute('data-n') ===
        far.textContent?.replace(/\D/g, '')
      );
    },
  );
  assert.equal(led, true);
  await close();
});

test('the summary of a paste is announced once', async () => {
  const { page, paste, close } = await open();
  await page.evaluate(() => {
    const status = document
      .querySelector('header-lint')
      ?.shadowRoot?.querySelector('[role=status]');
    Object.assign(globalThis, { said: /** @type {string[]} */ ([]) });
    if (status)
      new MutationObserver(() =>
        /** @type {any} */ (globalThis).said.push(status.textContent),
      ).observe(status, { childList: true, characterData: true, subtree: true });
  });
  await paste(long);
  await page.waitForTimeout(800);
  const said = await page.evaluate(() => /** @type {any} */ (globalThis).said);
  assert.equal(said.length, 1);
  assert.match(said[0], /\d+ findings/);
  await close();
});
