// Two messages compared on the page: ways in, what is shown, edits, the keyboard, the network, axe.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { axe, browser, site } from './chromium.mjs';
import { engines } from './engines.mjs';
import { choose, japanese } from './page.mjs';
import { root } from './site.mjs';

const sample = (/** @type {string} */ path) => readFile(`${root}${path}`, 'utf8');
const refused = await sample('www/examples/hidemaru.txt');
const accepted = await sample('www/examples/windows-live-mail.txt');
const bounce = await sample('tests/messages/postfix-bounce-gmail-dmarc.eml');
const twice = await Promise.all(
  ['a', 'b'].map((name) => sample(`tests/compare/twice-${name}.eml`)),
);

/**
 * A page whose pane is open.
 * @param {{
 *   width?: number, language?: string, colorScheme?: 'light' | 'dark', before?: string
 * }} [given]
 */
async function open({ width = 1280, language = 'en', colorScheme = 'light', before = '' } = {}) {
  const page = await browser.newPage({
    locale: language,
    colorScheme,
    viewport: { width, height: 900 },
  });
  /** @type {string[]} */
  const trouble = [];
  page.on('pageerror', (error) => void trouble.push(String(error)));
  page.on(
    'console',
    (message) => void (message.type() === 'error' && trouble.push(message.text())),
  );
  await page.goto(site.url);
  if (before) await page.locator('#text').fill(before);
  await page.locator('[data-compare]').click();
  const [left, right] = [page.locator('#text-left'), page.locator('#text-right')];
  await left.waitFor();
  const verdict = page.locator('[data-compare-verdict]');
  /** @param {string} a @param {string} b */
  const fill = async (a, b) => {
    await left.fill(a);
    await right.fill(b);
  };
  const close = async () => {
    await page.close();
    assert.deepEqual(trouble, []);
  };
  return { page, left, right, verdict, fill, close };
}

/** @typedef {Awaited<ReturnType<typeof open>>} Open */

/** @param {Open} opened */
async function example({ page }) {
  await page.locator('[data-pair]').click();
  await page.locator('[data-difference="0"]').waitFor();
}

test('the example of 2008: the mail program differs first, and is no cause', async () => {
  const opened = await open();
  const { page, verdict, close } = opened;
  await example(opened);
  assert.match(await verdict.innerText(), /^12 differences .* X-Mailer\.$/s);
  const first = page.locator('[data-difference="0"]');
  assert.match(await first.locator('h4').innerText(), /X-Mailer differs/);
  assert.deepEqual(
    await first
      .locator('.value')
      .evaluateAll((all) => all.map((one) => one.querySelector('.raw')?.textContent)),
    ['X-Mailer: HidemaruMail 5.05', 'X-Mailer: Microsoft Windows Live Mail 12.0.1606'],
  );
  assert.match(await first.innerText(), /WaterMind PC Blog/);
  const facts = await page
    .locator('[data-facts] tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
  assert.deepEqual(facts[0], [
    'Program named',
    '≠ no',
    'HidemaruMail (秀丸メール)',
    'Windows Live Mail',
  ]);
  assert.ok(
    facts.some(
      ([name, alike, left]) =>
        name === 'Time zone of Date' && alike === '= yes' && left === '+0900',
    ),
  );
  const order = page.locator('[data-order]');
  await order.locator('summary').click();
  assert.deepEqual(await order.locator('li.moved').allInnerTexts(), [
    '↕ Message-Id moved',
    '↕ Message-ID moved',
  ]);
  const words = await page.locator('[data-compared]').innerText();
  assert.doesNotMatch(words, /because of|the reason|is the cause|will be delivered/i);
  // Nothing that lacks its words shows its key instead.
  assert.doesNotMatch(words, /compare\.|undefined|\{\w+\}/);
  await close();
});

test('what stood in the one text field is the refused message, and comes back', async () => {
  const { page, left, right, close } = await open({ before: refused });
  assert.equal(await left.inputValue(), refused);
  assert.ok(await right.evaluate((area) => area.matches(':focus')));
  assert.equal(await page.locator('[data-findings] > li').first().isVisible(), false);
  await left.fill(accepted);
  await page.locator('[data-close]').click();
  assert.equal(await page.locator('#text').inputValue(), accepted);
  assert.ok(await page.locator('[data-findings] > li').first().isVisible());
  // Opened again, all is as it was left.
  await page.locator('[data-compare]').click();
  assert.equal(await left.inputValue(), accepted);
  await close();
});

test('typing, files and drops fill their side, and the comparison follows', async () => {
  const { page, left, right, verdict, close } = await open();
  await left.pressSequentially('From: ada@example.org\nX-Mailer: Rare 1\n');
  await verdict.filter({ hasText: 'left message is here' }).waitFor();
  await page.locator('#file-right').setInputFiles({
    name: 'a.eml',
    mimeType: 'message/rfc822',
    buffer: Buffer.from('From: ada@example.org\r\nX-Mailer: Rare 2\r\n'),
  });
  await page.locator('[data-difference="0"]').waitFor();
  await page.locator('[data-side=left]').evaluate((side, text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'b.eml'));
    side.dispatchEvent(
      new DragEvent('drop', {
        dataTransfer: data,
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
  }, refused);
  await page.locator('[data-difference]', { hasText: 'Subject' }).first().waitFor();
  assert.equal(await left.inputValue(), refused);
  await right.fill(accepted);
  await verdict.filter({ hasText: '12 differences' }).waitFor();
  await close();
});

test('what falls beside the two places is opened nowhere', async () => {
  const { page, left, close } = await open({ before: refused });
  const prevented = await page.locator('[data-lang=ja]').evaluate((button, text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'b.eml'));
    return !button.dispatchEvent(
      new DragEvent('drop', {
        dataTransfer: data,
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
  }, accepted);
  assert.ok(prevented);
  await page.waitForTimeout(200);
  assert.deepEqual(
    [await left.inputValue(), await page.locator('#text').inputValue()],
    [refused, refused],
  );
  await close();
});

test('a link to a line selects the field in its own text, whatever the line ends', async () => {
  const { page, left, right, close } = await open();
  await left.fill(refused);
  await page.locator('#file-right').setInputFiles({
    name: 'a.eml',
    mimeType: 'message/rfc822',
    buffer: Buffer.from(accepted.replaceAll('\n', '\r\n')),
  });
  await page.locator('[data-difference="0"] [data-line=right]').click();
  const selected = await right.evaluate((area) =>
    area instanceof HTMLTextAreaElement
      ? area.value.slice(area.selectionStart, area.selectionEnd)
      : '',
  );
  assert.equal(selected.trim(), 'X-Mailer: Microsoft Windows Live Mail 12.0.1606');
  await close();
});

test('two copies of one message, and one message received twice', async () => {
  const { page, verdict, fill, close } = await open();
  await fill(refused, refused);
  await verdict.filter({ hasText: 'to the letter' }).waitFor();
  assert.equal(await page.locator('[data-difference]').count(), 0);
  await fill(twice[0] ?? '', twice[1] ?? '');
  await verdict.filter({ hasText: 'differ only in what differs in every message' }).waitFor();
  const folded = page.locator('[data-volatile]');
  assert.equal(await folded.evaluate((details) => details.hasAttribute('open')), false);
  await folded.locator('summary').click();
  assert.ok(await folded.locator('li').first().isVisible());
  assert.ok((await page.locator('mark.varies').count()) > 0);
  await close();
});

test('an empty side, no mail, an empty bounce, too much text: told, the text stays', async () => {
  const { page, left, right, verdict, fill, close } = await open();
  const about = (/** @type {string} */ side) => page.locator(`[data-about=${side}]`);
  await fill('', accepted);
  await verdict.filter({ hasText: 'put the refused one on the left' }).waitFor();
  await fill('Dear all, lunch is at noon.', accepted);
  await verdict.filter({ hasText: 'No header fields were found in the left text' }).waitFor();
  assert.match(await about('left').innerText(), /does not look like mail.*still there/s);
  assert.equal(await left.inputValue(), 'Dear all, lunch is at noon.');
  await fill(bounce, accepted);
  await about('left').filter({ hasText: 'the notice returned' }).waitFor();
  await page.locator('[data-difference="0"]').waitFor();
  const long = `${accepted}\n${'x'.repeat(99)}\n`.padEnd(5_100_000, 'long text ');
  await right.evaluate((area, text) => {
    if (area instanceof HTMLTextAreaElement) area.value = text;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, long);
  await about('right').filter({ hasText: 'Only the first' }).waitFor();
  assert.equal((await right.inputValue()).length, long.length);
  await close();
});

test('tokens are marked on both sides, and not by colour alone', async () => {
  const opened = await open();
  const { page, close } = opened;
  await example(opened);
  const marks = await page
    .locator('[data-text=left] mark.changed')
    .evaluateAll((all) =>
      all.map((one) => [one.textContent, getComputedStyle(one).textDecorationLine]),
    );
  assert.ok(
    marks.some(([text]) => text?.startsWith('HidemaruMail')),
    JSON.stringify(marks),
  );
  assert.ok(marks.every(([, line]) => line === 'underline'));
  assert.match(
    await page.locator('[data-text=right] .field', { hasText: 'X-Priority' }).innerText(),
    /only here/,
  );
  await close();
});

test('a difference is shown in both texts, and leads back', async () => {
  const opened = await open();
  const { page, close } = opened;
  await example(opened);
  await page.locator('[data-both="0"]').click();
  for (const side of ['left', 'right']) {
    const field = page.locator(`[data-text=${side}] .field.on`);
    assert.match(await field.innerText(), /^X-Mailer/);
    const inside = await field.evaluate((row) => {
      const [a, b] = [row.getBoundingClientRect(), row.parentElement?.getBoundingClientRect()];
      return Boolean(b && a.top >= b.top - 1 && a.bottom <= b.bottom + 1);
    });
    assert.ok(inside, side);
  }
  await page.locator('[data-text=left] [data-badge="1"]').first().click();
  assert.ok(await page.locator('[data-difference="1"]').evaluate((item) => item.matches(':focus')));
  await close();
});

test('scrolling one text brings the same field of the other; it can be switched off', async () => {
  const { page, fill, close } = await open();
  const many = (/** @type {string} */ word, /** @type {number} */ lines) => {
    const folds = (/** @type {number} */ i) => '\n\tfolded'.repeat(i % 3 ? 0 : lines);
    const fields = Array.from({ length: 40 }, (_, i) => `X-Field-${i}: ${word}${folds(i)}\n`);
    return `From: a@example.org\n${fields.join('')}`;
  };
  await fill(many('left', 0), many('right', 6));
  const field = (/** @type {string} */ side, /** @type {string} */ name) =>
    page
      .locator(`[data-text=${side}] .field`, { hasText: `${name}:` })
      .evaluate(
        (row) =>
          row.getBoundingClientRect().top - (row.parentElement?.getBoundingClientRect().top ?? 0),
      );
  const scroll = (/** @type {string} */ name) =>
    page.locator('[data-text=left] .field', { hasText: `${name}:` }).evaluate((row) => {
      if (row.parentElement instanceof HTMLElement && row instanceof HTMLElement)
        row.parentElement.scrollTop = row.offsetTop;
    });
  await page.locator('[data-text=left]').waitFor();
  await scroll('X-Field-20');
  await page.waitForTimeout(150);
  assert.ok(
    Math.abs((await field('left', 'X-Field-20')) - (await field('right', 'X-Field-20'))) < 3,
  );
  await page.locator('#lock').uncheck();
  await scroll('X-Field-5');
  await page.waitForTimeout(150);
  assert.ok(Math.abs(await field('right', 'X-Field-20')) < 20, 'the other text moved');
  await close();
});

test('the plan: steps are ticked off, and halving leads to one', async () => {
  const opened = await open();
  const { page, right, close } = opened;
  await example(opened);
  const plan = page.locator('[data-plan]');
  assert.match(await plan.locator('li').first().innerText(), /unchanged/);
  await plan.locator('li').first().locator('input').check();
  const wanted = 4;
  for (let sent = 0; sent < wanted && (await plan.locator('[data-answer]').count()); sent += 1)
    await plan.locator('[data-answer=refused]').click();
  assert.equal(await plan.locator('[data-answer]').count(), 0);
  assert.match(await plan.locator('[data-left]').innerText(), /What is left is Importance/);
  // An edit that changes nothing of it leaves the ticks and answers.
  await right.press('End');
  await right.evaluate((area) => {
    if (area instanceof HTMLTextAreaElement) area.value += '\n\nThe text.';
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await page.locator('[data-about=right]', { hasText: 'whole message' }).waitFor();
  assert.ok(await plan.locator('li').first().locator('input').isChecked());
  assert.equal(await plan.locator('[data-left]').count(), 1);
  await close();
});

test('the keyboard alone opens it, fills it and comes back', async () => {
  const page = await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 900 } });
  await page.goto(site.url);
  await page.locator('[data-compare]').focus();
  await page.keyboard.press('Enter');
  await page.locator('#text-left:focus').waitFor();
  await page.keyboard.insertText(refused);
  for (let i = 0; i < 9 && !(await page.locator('#text-right:focus').count()); i += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.insertText(accepted);
  await page.locator('[data-both="0"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-text=left] .field:focus').waitFor();
  await page.locator('[data-close]').focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('[data-compare]').evaluate((button) => button.matches(':focus')));
  await page.close();
});

test('opening it fetches what it needs from the same host, and nothing later', async () => {
  const page = await browser.newPage({ locale: 'en' });
  /** @type {string[]} */
  let requests = [];
  page.on('request', (sent) => void requests.push(`${sent.method()} ${sent.url()}`));
  await page.goto(site.url);
  await page.waitForTimeout(700);
  assert.ok(
    !requests.some((line) => line.includes('compare/') || line.includes('.compare.')),
    'fetched before it was asked for',
  );
  requests = [];
  await page.locator('[data-compare]').click();
  await page.locator('#text-left').waitFor();
  await page.waitForTimeout(700);
  for (const file of ['parts/compare/pane.js', 'locales/en.compare.json'])
    assert.ok(requests.includes(`GET ${site.url}${file}`), requests.join('\n'));
  assert.ok(!requests.some((line) => line.endsWith('.wasm')), 'the module was fetched again');
  for (const line of requests)
    assert.ok(line.startsWith(`GET ${site.url}`) && !line.includes('?'), line);
  requests = [];
  await page.locator('[data-pair]').click();
  await page.locator('[data-difference="0"]').waitFor();
  await page.locator('#text-left').fill(bounce);
  await page
    .locator('#file-right')
    .setInputFiles({ name: 'a.eml', mimeType: 'message/rfc822', buffer: Buffer.from(accepted) });
  await page.evaluate(() => {
    for (const button of document
      .querySelector('header-lint')
      ?.shadowRoot?.querySelectorAll('.compare button, .compare summary') ?? []) {
      if (button instanceof HTMLElement && !button.matches('[data-close], [role=tab]'))
        button.click();
    }
  });
  await page.waitForTimeout(700);
  assert.deepEqual(requests, []);
  await page.close();
});

test('after a failure the texts stay and the next edit is compared', async () => {
  const { page, left, right, fill, close } = await open();
  await fill(refused, accepted);
  await page.locator('[data-difference="0"]').waitFor();
  const { trouble, kept } = await page.evaluate(async () => {
    const { encode, encodeInto } = TextEncoder.prototype;
    const fail = () => {
      Object.assign(TextEncoder.prototype, { encode, encodeInto });
      throw new WebAssembly.RuntimeError('injected');
    };
    Object.assign(TextEncoder.prototype, { encode: fail, encodeInto: fail });
    const root = document.querySelector('header-lint')?.shadowRoot;
    const area = /** @type {HTMLTextAreaElement} */ (root?.querySelector('#text-left'));
    area.value += 'X-Fatal: é\n';
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await new Promise((next) => setTimeout(next, 50));
    return {
      trouble: root?.querySelector('.compare [data-trouble]')?.textContent ?? '',
      kept: area.value,
    };
  });
  assert.match(trouble, /injected/);
  assert.match(kept, /X-Fatal/);
  await left.fill(`${refused}X: y\n`);
  await page.locator('[data-difference="0"]').waitFor();
  assert.equal(await right.inputValue(), accepted);
  await close();
});

test('another language says all of it, and keeps the texts', async () => {
  const opened = await open();
  const { page, left, verdict, close } = opened;
  await example(opened);
  await page.evaluate(choose, 'ja');
  await verdict.filter({ hasText: japanese }).waitFor();
  assert.equal(await left.inputValue(), refused);
  const words = await page.locator('.compare').innerText();
  assert.doesNotMatch(words, /compare\.|undefined|\{\w+\}/);
  assert.doesNotMatch(words, /\b(?:differs|only|written|message|field)\b/);
  await close();
});

for (const start of [engines.firefox, engines.webkit]) {
  test(`the example of 2008 in ${start.name}`, async () => {
    const engine = await start();
    try {
      await engine.goto(site.url);
      const found = await engine.evaluate(async () => {
        const until = async (/** @type {string} */ selector) => {
          for (let tries = 0; tries < 150; tries += 1) {
            const element = document
              .querySelector('header-lint')
              ?.shadowRoot?.querySelector(selector);
            if (element instanceof HTMLElement) return element;
            await new Promise((next) => setTimeout(next, 100));
          }
          throw new Error(`no ${selector}`);
        };
        (await until('[data-compare]')).click();
        (await until('[data-pair]')).click();
        const first = await until('[data-difference="0"] h4');
        (await until('[data-both="0"]')).click();
        return [
          first.textContent,
          (await until('[data-text=right] .field.on .raw')).textContent,
          String((await until('#text')).checkVisibility()),
        ];
      });
      assert.deepEqual(found, [
        '1. X-Mailer differs',
        'X-Mailer: Microsoft Windows Live Mail 12.0.1606',
        'false',
      ]);
      assert.deepEqual(engine.trouble(), []);
    } finally {
      await engine.close();
    }
  });
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [320, 1280]) {
    for (const language of ['en', 'ja']) {
      test(`axe: ${colorScheme}, ${width} px, ${language}`, async () => {
        const opened = await open({ width, language, colorScheme });
        const { page, close } = opened;
        const violations = async () => {
          await page.evaluate(axe);
          return page.evaluate(async () => {
            const { violations } = await /** @type {any} */ (globalThis).axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            });
            return /** @type {string[]} */ (
              violations.map(
                (/** @type {{ id: string, nodes: { target: string[][] }[] }} */ { id, nodes }) =>
                  `${id}: ${nodes.map(({ target }) => target.flat().join(' >> ')).join(', ')}`,
              )
            );
          });
        };
        assert.deepEqual(await violations(), []);
        await example(opened);
        await page
          .locator('.compare details')
          .evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
        assert.deepEqual(await violations(), []);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        );
        assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
        const boxes = await page
          .locator('.given')
          .evaluateAll((sides) =>
            sides.map((side) => Math.round(side.getBoundingClientRect().top)),
          );
        assert.equal(boxes[0] === boxes[1], width > 760);
        await close();
      });
    }
  }
}
