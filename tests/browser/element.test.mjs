// The element by itself, on a stand-in core whose reports are known: what the real core never or
// rarely does (a trap, every kind of fact at once) and where each link and key leads.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { serve } from './site.mjs';
import { mailbox, refusals, standIn } from './stand-in.mjs';

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  site = await serve();
  browser = await chromium.launch({ executablePath: present('chromium'), args: chromiumArguments });
});
after(async () => {
  await browser?.close();
  site?.close();
});

/**
 * A page with the stand-in; what it complains about fails the test that closes it.
 * @param {import('playwright-core').BrowserContextOptions} [options]
 * @param {string} [html] a page of somebody else, in the same folder
 */
async function open(options, html) {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1200, height: 800 },
    ...options,
  });
  const page = await context.newPage();
  /** @type {string[]} */
  const trouble = [];
  page.on(
    'console',
    (message) => void (message.type() === 'error' && trouble.push(message.text())),
  );
  page.on('pageerror', (error) => void trouble.push(String(error)));
  await standIn(page);
  if (html)
    await page.route('**/elsewhere.html', (route) =>
      route.fulfill({ body: html, contentType: 'text/html' }),
    );
  await page.goto(html ? new URL('elsewhere.html', site.url).href : site.url);
  await page.locator('header-lint textarea').waitFor();
  // The longer words are there too: a report is not drawn again for them.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.more.json')),
  );
  const close = async () => {
    await context.close();
    assert.deepEqual(trouble, []);
  };
  const focused = () =>
    page.locator('header-lint').evaluate((element) => {
      const on = element.shadowRoot?.activeElement;
      return {
        tag: on?.localName,
        text: on?.textContent,
        rule: on?.getAttribute('data-rule'),
        tab: on?.getAttribute('data-tab'),
      };
    });
  /** The whole report is there, not only what fits the window. */
  const drawn = async () => {
    await page.locator('[data-evidence]').waitFor();
    await page.locator('header-lint .out:not([aria-busy])').waitFor();
  };
  /** @param {string} name */
  const example = async (name) => {
    await page.locator(`[data-example=${name}]`).click();
    await drawn();
  };
  return { page, close, focused, drawn, example, box: page.locator('header-lint textarea') };
}

test('after a trap the text is kept, the failure told, and the next text inspected', async () => {
  const { page, box, close } = await open();
  await box.fill('TRAP: unreachable code\n');
  await page.locator('[data-trouble]').waitFor();
  assert.match(await page.locator('[data-verdict]').innerText(), /unreachable/);
  assert.equal(await box.inputValue(), 'TRAP: unreachable code\n');
  await box.fill('A: 1\nB: 2\nC: 3\nD: 4\n');
  await page.locator('[data-evidence]').waitFor();
  assert.equal(await page.locator('[data-findings] > li').count(), 1);
  assert.equal(await page.locator('[data-trouble]').count(), 0);
  await close();
});

test('what cannot be seen in hostile text is drawn', async () => {
  const { page, box, close, drawn } = await open();
  await box.fill(
    'From: \u202Egpj.exe <a@example.org>\nX-Zero: pay\u200bpal\nX-Tag: \u{E0041}\nX: <b>bold</b>\n',
  );
  const evidence = page.locator('[data-evidence]');
  await drawn();
  // What is out of sight has no inner text.
  const text = (await evidence.textContent()) ?? '';
  for (const seen of ['⟨U+202E⟩gpj.exe', 'pay⟨U+200B⟩pal', '⟨U+E0041⟩', '<b>bold</b>'])
    assert.ok(text.includes(seen), seen);
  assert.ok(!/[\u202e\u200b]/.test((await page.locator('header-lint .out').textContent()) ?? ''));
  assert.equal(await evidence.locator('b:text-is("bold")').count(), 0);
  await close();
});

test('a finding leads to its mark, the line of the mark back, edit to the text', async () => {
  const { page, box, close, focused, example } = await open();
  await example('modern');
  const finding = page.locator('[data-rule=reply-to-elsewhere]');
  await finding.locator('.place').first().click();
  assert.equal((await focused()).text, 'example.shop.2026@freemail.example');
  await page.locator('.diag.error .back').first().click();
  assert.equal((await focused()).rule, 'reply-to-elsewhere');
  await finding.locator('.edit').click();
  const selected = await box.evaluate(
    (area) =>
      area instanceof HTMLTextAreaElement &&
      area.value.slice(area.selectionStart, area.selectionEnd),
  );
  assert.equal(selected, 'example.shop.2026@freemail.example');
  await close();
});

test('a file’s own line ends do not shift what edit selects', async () => {
  const { page, box, close } = await open();
  await page.locator('input[type=file]').setInputFiles({
    name: 'mail.eml',
    mimeType: 'message/rfc822',
    buffer: Buffer.from('A: 1\r\nB: é\r\nC: 🙂\r\nD: here\r\n\r\nbody\r\n'),
  });
  await page.locator('[data-findings] .edit').click();
  const selected = await box.evaluate(
    (area) =>
      area instanceof HTMLTextAreaElement &&
      area.value.slice(area.selectionStart, area.selectionEnd),
  );
  assert.equal(selected, 'here');
  await close();
});

test('a bounce says first who refused, when, in which words, and what to do', async () => {
  const { page, close, example } = await open();
  await example('gmail-2008');
  const box = page.locator('[data-bounce]');
  assert.match(await box.locator('.by').innerText(), /Gmail.*friend@example\.org/);
  assert.deepEqual(
    await box.locator('.stages li').evaluateAll((all) => all.map((item) => item.className)),
    ['passed', 'passed', 'passed', 'passed', 'failed'],
  );
  assert.match(await box.locator('[aria-current=step]').innerText(), /refused here/);
  assert.match(await box.locator('blockquote').innerText(), /PERM_FAILURE/);
  assert.equal(await box.locator('.todo li').count(), 3);
  // Nothing out of the notice is a link; the only one is of our own table.
  assert.deepEqual(
    await box.locator('a').evaluateAll((all) => all.map((a) => a.getAttribute('href'))),
    ['https://support.google.com/mail/answer/69585'],
  );
  await close();
});

test('up to three recipients have a card each: reason, hardness, the server’s words', async () => {
  const { page, box, close } = await open();
  await box.fill(
    `BOUNCE refused\n${refusals(1)}\nfull@example.org mailbox-full 452 4.2.2 Over quota`,
  );
  const cards = page.locator('[data-bounce] .failure');
  await cards.nth(1).waitFor();
  assert.equal(await cards.count(), 2);
  const [first, second] = [cards.nth(0), cards.nth(1)];
  assert.match(await first.locator('.by').innerText(), /Gmail.*p0@example\.org/);
  assert.equal(await first.locator('[data-reason]').innerText(), 'No such address');
  assert.deepEqual(
    await cards
      .locator('[data-hard]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-hard'))),
    ['true', 'false'],
  );
  assert.match(await first.locator('.tags').innerText(), /Hard bounce[^]*Final/);
  assert.match(await second.locator('.tags').innerText(), /Soft bounce[^]*For now/);
  assert.match(await second.locator('blockquote').innerText(), /Over quota/);
  assert.match(await first.innerText(), /as of November 2025/);
  await close();
});

test('many recipients refused alike share a card, and all of them can be shown', async () => {
  const { page, box, close, focused } = await open();
  const full = 'full@example.org mailbox-full 452 4.2.2 Over quota';
  const text = `BOUNCE refused\n${refusals(25)}\n${full}`;
  await box.fill(text);
  const cards = page.locator('[data-bounce] .failure');
  await cards.nth(1).waitFor();
  assert.equal(await cards.count(), 2);
  const list = cards.nth(0).locator('.addresses li');
  assert.equal(await list.count(), 10);
  assert.match(await cards.nth(0).innerText(), /25 recipients/);
  assert.equal(await cards.nth(0).locator('blockquote, .stages, .means').count(), 3);
  await cards.nth(0).locator('[data-all]').press('Enter');
  assert.equal(await list.count(), 25);
  assert.equal((await focused()).text, 'p10@example.org');
  assert.equal(await page.locator('[data-all]').count(), 0);
  // Another recipient refused for another reason changes nothing here.
  await box.fill(`${text}\nlast@example.org mailbox-full 452 4.2.2 Over quota`);
  await cards.nth(1).locator('.addresses').waitFor();
  assert.equal(await list.count(), 25);
  await close();
});

test('more reasons than a reader takes in at once are folded', async () => {
  const { page, box, close } = await open();
  await box.fill(
    `BOUNCE refused\n${['a', 'b', 'c', 'd', 'e'].map((reason) => refusals(2, reason)).join('\n')}`,
  );
  const cards = page.locator('[data-bounce] .failure');
  await cards.nth(2).waitFor();
  assert.equal(await cards.count(), 3);
  assert.equal(
    await page.locator('[data-bounce] > details summary').innerText(),
    '4 more recipients',
  );
  await page.locator('[data-bounce] > details summary').click();
  await cards.nth(4).waitFor();
  await close();
});

test('an automatic answer is not called a refusal', async () => {
  const { page, box, close } = await open();
  await box.fill('BOUNCE answer\nada@example.org automatic-answer 250 2.0.0 I am on holiday');
  const notice = page.locator('[data-bounce]');
  await notice.waitFor();
  assert.equal(await notice.locator('h2').innerText(), 'The automatic answer');
  assert.doesNotMatch(await notice.innerText(), /[Rr]efused (by|here)|Hard|Soft/);
  assert.match(await notice.innerText(), /on holiday/);
  assert.equal(await notice.locator('.stages').count(), 0);
  await close();
});

test('nothing hostile in a notice is live', async () => {
  const { page, box, close } = await open();
  await box.fill(
    'BOUNCE refused\na@example.org user-unknown 550 5.1.1 ' +
      '\u202e<script>document.title="owned"</script> <a href="https://evil.example/">open</a> ' +
      '-----Original-message----- <img src=x onerror=document.title="owned">',
  );
  const notice = page.locator('[data-bounce]');
  await notice.waitFor();
  assert.match(await notice.innerText(), /⟨U\+202E⟩<script>/);
  assert.equal(await page.locator('header-lint').locator('script, img, iframe').count(), 0);
  assert.deepEqual(
    await page
      .locator('header-lint .out a')
      .evaluateAll((all) => all.filter((a) => a.getAttribute('href')?.includes('evil')).length),
    0,
  );
  assert.doesNotMatch(await page.title(), /owned/);
  await close();
});

test('of several messages one is shown, and another can be chosen', async () => {
  const { page, box, close, focused } = await open();
  const text = mailbox('First', '\u202eSecond', 'Third');
  await box.fill(text);
  const select = page.getByLabel(/This text holds 3 messages/);
  await select.waitFor();
  assert.equal(await select.inputValue(), '1: \u2068First\u2069 (line 3)');
  assert.match(await select.innerText(), /⟨U\+202E⟩Second/);
  await select.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.locator('mark').getByText('Third four').waitFor();
  assert.equal((await focused()).tag, 'select');
  // What is marked, and what edit selects, is of that message.
  await page.locator('[data-findings] .edit').click();
  assert.equal(
    await box.evaluate(
      (area) =>
        area instanceof HTMLTextAreaElement &&
        area.value.slice(area.selectionStart, area.selectionEnd),
    ),
    'Third four',
  );
  // An edit keeps the choice, another text does not.
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await page.locator('mark').getByText('Third fourx').waitFor();
  await box.fill(mailbox('Fourth', 'Fifth'));
  await page.locator('mark').getByText('Fourth four').waitFor();
  assert.match(await page.locator('[data-messages]').inputValue(), /Fourth/);
  await box.fill('A: 1\nB: 2\nC: 3\nD: 4\n');
  await page.locator('[data-messages]').waitFor({ state: 'detached' });
  await close();
});

test('the tables are worked by keys, and hops sorted by delay', async () => {
  const { page, close, focused, example } = await open();
  await example('modern');
  await page.locator('[data-tab=hops]').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal((await focused()).tab, 'identities');
  assert.ok(await page.locator('[data-identities]').isVisible());
  await page.keyboard.press('End');
  assert.ok(await page.locator('[data-fields]').isVisible());
  assert.ok((await page.locator('[data-fields]').innerText()).includes('ご注文が発送されました'));
  await page.keyboard.press('Home');
  const delays = () => page.locator('[data-hops] tbody tr td:first-child').allInnerTexts();
  assert.deepEqual(await delays(), ['1', '2', '3']);
  await page.locator('[data-hops] .sort').nth(2).press('Enter');
  assert.deepEqual(await delays(), ['3', '2', '1']);
  await close();
});

test('the language is the browser’s, and a choice is kept', async () => {
  const { page, close } = await open({ locale: 'ja-JP' });
  assert.equal(await page.locator('[data-lang=ja]').getAttribute('aria-pressed'), 'true');
  assert.equal(await page.locator('html').getAttribute('lang'), 'ja');
  await page.locator('[data-lang=en]').click();
  await page.locator('[data-lang=en][aria-pressed=true]').waitFor();
  await page.reload();
  await page.locator('[data-lang=en][aria-pressed=true]').waitFor();
  await close();
});

test('on a page of somebody else it speaks the language it is given', async () => {
  const { page, close } = await open(
    {},
    '<!doctype html><title>t</title><script type="module" src="header-lint.js"></script>' +
      '<header-lint lang="ja"></header-lint>',
  );
  assert.equal(await page.locator('[data-lang=ja]').getAttribute('aria-pressed'), 'true');
  await page.locator('[data-example]').first().click();
  await page.locator('[data-evidence]').waitFor();
  await close();
});

test('it works from another folder of the host, with the two lines of the README', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  /** @type {string[]} */
  const trouble = [];
  page.on(
    'console',
    (message) => void (message.type() === 'error' && trouble.push(message.text())),
  );
  page.on('pageerror', (error) => void trouble.push(String(error)));
  const snippet =
    '<script type="module" src="../../header-lint.js"></script>\n' +
    '<header-lint lang="ja"></header-lint>';
  await page.route('**/some/where/', (route) =>
    route.fulfill({
      body: `<!doctype html><html lang="en"><title>t</title>\n${snippet}`,
      contentType: 'text/html',
    }),
  );
  await page.goto(new URL('some/where/', site.url).href);
  await page
    .locator('header-lint textarea')
    .fill('From: a@example.org\nFrom: b@example.org\nSubject: x\n');
  await page.locator('[data-findings] > li').first().waitFor();
  assert.match((await page.locator('[data-findings]').textContent()) ?? '', /[ぁ-ん]/);
  assert.equal(
    await page.locator('[data-findings] a').last().getAttribute('href'),
    new URL('rules/ja/', site.url).href.replace(
      /$/,
      (await page.locator('[data-findings] > li').last().getAttribute('data-rule')) + '.html',
    ),
  );
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await context.close();
  assert.deepEqual(trouble, []);
});

test('notes beside something worse are folded, and a mark still leads to one', async () => {
  const { page, box, close } = await open();
  await page.unroute(/\/headerlint\.js(\?|$)/);
  await page.reload();
  await box.waitFor();
  await box.fill(
    'From: a@example.org\nFrom: b@example.org\nX-Priority: 1\nSubject: x\n' +
      'Message-Id: <1@example.org>\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n',
  );
  const note = page.locator('[data-findings] > li.note').first();
  await note.waitFor({ state: 'attached' });
  assert.ok((await page.locator('[data-findings] > li.note').count()) > 1);
  assert.equal(await note.isVisible(), false);
  await page.locator('.diag.note .back').first().click();
  assert.equal(await note.isVisible(), true);
  assert.equal(await page.locator('[data-more]').count(), 0);
  await close();
});

test('where the traces speak against the name, the programs that they fit are named', async () => {
  const { page, close, example } = await open();
  const mailer = page.locator('[data-mailer]');
  await example('modern');
  await page.locator('[data-tab=mailer]').click();
  await mailer.getByText('Claims to be PHPMailer; its traces fit Postfix and Mutt.').waitFor();
  await example('hidemaru');
  await page.locator('[data-tab=mailer]').click();
  await mailer.getByText('The traces fit the program').waitFor();
  assert.doesNotMatch(await mailer.innerText(), /Claims to be/);
  await close();
});

test('what providers ask is listed when a table is opened, once for a report', async () => {
  const { page, box, close, example, focused } = await open();
  const listed = () => page.evaluate(() => /** @type {any} */ (globalThis).listed ?? 0);
  await example('modern');
  const providers = page.locator('[data-provider]');
  await providers.first().waitFor();
  assert.match(
    (await providers.first().textContent()) ?? '',
    /1 not met.*1 met.*1 cannot be seen/s,
  );
  assert.deepEqual([await listed(), await page.locator('[data-provider] table').count()], [0, 0]);
  for (const summary of await providers.locator('summary').all()) await summary.click();
  await providers.nth(1).locator('[data-state=not-met]').waitFor();
  assert.deepEqual([await listed(), await providers.locator('tbody tr').count()], [1, 6]);
  await providers
    .first()
    .locator('table')
    .evaluate((node) => Object.assign(globalThis, { kept: node }));
  await box.press('ControlOrMeta+End');
  await box.pressSequentially('x');
  await page.waitForFunction(() => /** @type {any} */ (globalThis).listed === 2);
  assert.ok(
    await providers
      .first()
      .locator('table')
      .evaluate((node) => node === /** @type {any} */ (globalThis).kept),
  );
  // The places are those of now.
  await box.press('ControlOrMeta+Home');
  await box.pressSequentially('X-One: 1\n');
  await providers.first().locator('[data-state=met] button').click();
  assert.match((await focused()).text ?? '', /spf=pass/);
  await close();
});

test('on paper stands every table, without buttons', async () => {
  const { page, close, example } = await open();
  await example('modern');
  const providers = page.locator('[data-provider]');
  await providers.first().waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  for (const table of ['hops', 'identities', 'auth', 'fields'])
    assert.ok(await page.locator(`[data-${table}] table`).isVisible(), table);
  assert.ok((await providers.count()) > 1);
  for (const provider of await providers.all())
    assert.ok(await provider.locator('table').isVisible());
  assert.equal(await page.locator('header-lint textarea').isVisible(), false);
  await close();
});

test('three hundred pixels are enough, and nothing but the box scrolls sideways', async () => {
  const { page, close, example } = await open({ viewport: { width: 320, height: 640 } });
  for (const name of ['modern', 'gmail-2008', 'hidemaru']) {
    await example(name);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, name);
  }
  await close();
});
