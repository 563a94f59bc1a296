// Refused beside accepted on the page: what is dropped, what is found, and what is said of the
// rest.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { browser, site } from './chromium.mjs';
import { firefox, webkit } from './engines.mjs';
import { compareGroups } from './groups.mjs';
import { mail, mbox } from './mbox.mjs';
import { zip } from './zip.mjs';

const folder = await mkdtemp(join(tmpdir(), 'headerlint-groups-'));
after(() => rm(folder, { recursive: true }));

const all = (/** @type {Iterable<string>} */ parts) => [...parts].join('');
const planted = { extra: 'X-Campaign: 77\r\n' };

before(async () => {
  await mkdir(join(folder, 'mixed', 'inner'), { recursive: true });
  const file = (/** @type {string} */ name, /** @type {string | Buffer} */ data) =>
    writeFile(join(folder, name), data);
  await file('refused.mbox', all(mbox(0, 12, planted)));
  await file('accepted.mbox', all(mbox(12, 72)));
  await file('empty.mbox', '');
  await file('cut.mbox', `${all(mbox(80, 83))}From x 10:00\r\nSubject: cut of`);
  for (let n = 0; n < 12; n += 1) await file(`mixed/inner/${n}.eml`, mail(n, planted));
  await file('mixed/picture.png', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0', 'latin1'));
  await file('mixed/second.jpg', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1'));
  await file('mixed/.hidden', 'Subject: x\n\n');
  await file('mixed/notes.txt', 'Buy milk.\nCall back.\n');
  await file(
    'refused.zip',
    zip([
      { name: 'mail/', data: '', stored: true },
      { name: 'mail/refused.mbox', data: all(mbox(0, 12, planted)) },
      { name: 'mail/one.eml', data: mail(90, planted), stored: true },
      { name: 'bomb.eml', data: Buffer.alloc(30_000_000, 'a') },
      { name: 'liar.eml', data: Buffer.alloc(30_000_000, 'a'), claimed: 1_000 },
      { name: 'secret.eml', data: mail(1), encrypted: true },
      { name: 'other.eml', data: mail(1), method: 12 },
      { name: 'picture.png', data: Buffer.from('\x89PNG\0\0', 'latin1') },
      { name: '__MACOSX/._one.eml', data: '\0\0' },
    ]),
  );
  // Larger than what is read of an archive at a time.
  await file(
    'many.zip',
    zip(
      Array.from({ length: 30 }, (_, n) => ({
        name: `${n}.eml`,
        data: mail(n, { body: 300_000 }),
        stored: n % 2 === 0,
      })),
    ),
  );
  await file('packed.mbox.gz', gzipSync(all(mbox(0, 12, planted))));
  const honest = zip([{ name: 'a.eml', data: mail(1) }]);
  await file('cut.zip', honest.subarray(0, honest.length - 30));
  const large = Buffer.from(honest);
  large.writeUInt32LE(0xffffffff, large.length - 6);
  await file('large.zip', large);
});

/** @param {(page: import('playwright-core').Page, trouble: string[]) => Promise<void>} run */
async function onPage(run) {
  const page = await browser.newPage({ locale: 'en-GB' });
  /** @type {string[]} */
  const trouble = [];
  page.on(
    'console',
    (message) => void (message.type() === 'error' && trouble.push(message.text())),
  );
  page.on('pageerror', (error) => void trouble.push(String(error)));
  try {
    await page.goto(site.url);
    await compareGroups(page);
    await run(page, trouble);
    assert.deepEqual(trouble, []);
  } finally {
    await page.close();
  }
}

/**
 * Chooses files by their dialog.
 * @param {import('playwright-core').Page} page
 * @param {string} side
 * @param {...string} names
 */
const choose = (page, side, ...names) =>
  page.locator(`#${side}-files`).setInputFiles(names.map((name) => join(folder, name)));

/**
 * Drops files or folders as the system does.
 * @param {import('playwright-core').Page} page
 * @param {string} side
 * @param {...string} names
 */
async function drop(page, side, ...names) {
  const box = await page.locator(`[data-side=${side}]`).boundingBox();
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: names.map((name) => join(folder, name)), dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: (box?.x ?? 0) + 40,
      y: (box?.y ?? 0) + 30,
      data,
    });
  }
}

/**
 * Waits for a report of so many messages.
 * @param {import('playwright-core').Page} page
 * @param {number} refused
 * @param {number} accepted
 */
async function told(page, refused, accepted) {
  const count = (/** @type {string} */ side) =>
    page.locator(`[data-sources=${side}] > li > p`).allTextContents();
  const sum = (/** @type {string[]} */ lines) =>
    lines.reduce(
      (all, line) => all + Number(/: ([\d,]+) message/.exec(line)?.[1]?.replaceAll(',', '') ?? 0),
      0,
    );
  const end = Date.now() + 20_000;
  for (;;) {
    const [left, right] = [sum(await count('refused')), sum(await count('accepted'))];
    if (
      left === refused &&
      right === accepted &&
      (await page.locator('[data-groups-verdict]').count()) &&
      (await page.locator('progress').isHidden())
    )
      break;
    if (Date.now() > end) {
      const shown = await page.locator('[data-groups]').innerText();
      throw new Error(
        `${left} refused and ${right} accepted, not ${refused} and ${accepted}: ${shown}`,
      );
    }
    await page.waitForTimeout(50);
  }
  return {
    verdict: await page.locator('[data-groups-verdict]').getAttribute('data-groups-verdict'),
    first: await page
      .locator('[data-found] tbody tr')
      .first()
      .textContent({ timeout: 500 })
      .catch(() => ''),
    notes: await page.locator('[data-problem]').allTextContents(),
  };
}

test('two mbox files: what was planted comes first, with its numbers and a profile', () =>
  onPage(async (page) => {
    await drop(page, 'refused', 'refused.mbox');
    await drop(page, 'accepted', 'accepted.mbox');
    const { verdict, first, notes } = await told(page, 12, 60);
    assert.equal(verdict, 'found');
    assert.match(first ?? '', /x-campaign.*12 \/ 12 \(100%\).*0 \/ 60 \(0%\).*× 10/s);
    assert.deepEqual(notes, []);
    assert.match(await page.locator('[data-summary]').innerText(), /^72 messages/);
    const charts = page.locator('[data-chart]');
    assert.ok((await charts.count()) >= 4);
    for (const chart of await charts.all()) {
      const { role, title, about, table } = await chart.evaluate((node) => ({
        role: node.querySelector('.paper svg')?.getAttribute('role'),
        title: node.querySelector('.paper title')?.textContent ?? '',
        about: node.querySelector('.paper desc')?.textContent ?? '',
        table: node.querySelectorAll('details tbody tr').length,
      }));
      assert.equal(role, 'img');
      assert.ok(
        title.length > 3 && about.length > 10 && !about.includes('{') && table > 0,
        `${title}: ${about}`,
      );
    }
  }));

test('a folder: pictures are one line, hidden files none, the mail is read', () =>
  onPage(async (page) => {
    await drop(page, 'refused', 'mixed');
    await drop(page, 'accepted', 'accepted.mbox');
    const { first, notes } = await told(page, 12, 60);
    assert.match(first ?? '', /x-campaign/);
    assert.equal(notes.length, 2, notes.join('\n'));
    assert.ok(
      notes.some((note) =>
        /^2 files \(mixed\/picture\.png and mixed\/second\.jpg .*no mail/.test(note),
      ),
      notes.join('\n'),
    );
    assert.ok(
      notes.some((note) => /notes\.txt: 1 message without header fields/.test(note)),
      notes.join('\n'),
    );
  }));

test('a folder out of its dialog', () =>
  onPage(async (page) => {
    await page.locator('#refused-folder').setInputFiles(join(folder, 'mixed'));
    assert.equal((await told(page, 12, 0)).notes.length, 2);
  }));

test('an archive larger than what is held of it: every message is read', () =>
  onPage(async (page) => {
    await choose(page, 'refused', 'many.zip');
    assert.deepEqual((await told(page, 30, 0)).notes, []);
  }));

test('an archive: bombs, secrets and pictures are one line each, the rest is read', () =>
  onPage(async (page) => {
    await choose(page, 'refused', 'refused.zip');
    await choose(page, 'accepted', 'accepted.mbox');
    const { verdict, first, notes } = await told(page, 13, 60);
    assert.equal(verdict, 'found');
    assert.match(first ?? '', /x-campaign/);
    const lines = notes.join('\n');
    assert.match(lines, /refused\.zip › 2 files \(bomb\.eml and liar\.eml .*more than 200 times/);
    assert.match(lines, /secret\.eml: encrypted/);
    assert.match(lines, /other\.eml: packed in a way/);
    assert.match(lines, /picture\.png: no mail/);
    assert.ok(!lines.includes('MACOSX'));
  }));

test('broken, cut, large and empty files say so, and the others count', () =>
  onPage(async (page) => {
    await choose(
      page,
      'refused',
      'cut.zip',
      'large.zip',
      'empty.mbox',
      'cut.mbox',
      'packed.mbox.gz',
    );
    await choose(page, 'accepted', 'accepted.mbox');
    const { notes } = await told(page, 16, 60);
    const lines = notes.join('\n');
    for (const line of [
      /cut\.zip: a cut archive/,
      /large\.zip: a large archive \(ZIP64\)/,
      /empty\.mbox: empty/,
      /cut\.mbox: cut off inside its last message/,
    ])
      assert.match(lines, line);
    assert.equal(notes.length, 4, lines);
  }));

test('one side alone: it is said, and the profile is there', () =>
  onPage(async (page) => {
    await choose(page, 'refused', 'refused.mbox');
    assert.equal((await told(page, 12, 0)).verdict, 'no-accepted');
    assert.match(await page.locator('[data-summary]').innerText(), /^12 messages/);
  }));

test('stopping keeps what was read; starting over begins with nothing', () =>
  onPage(async (page) => {
    await writeFile(join(folder, 'long.mbox'), all(mbox(0, 20_000)));
    await choose(page, 'accepted', 'long.mbox');
    await page.waitForFunction(() =>
      /[1-9]\d* message/.test(
        document.querySelector('header-lint')?.shadowRoot?.querySelector('[data-reading]')
          ?.textContent ?? '',
      ),
    );
    await page.locator('[data-cancel]').click();
    await page.locator('[data-stopped]').waitFor();
    await page.locator('[data-groups-verdict]').waitFor();
    const line = await page.locator('[data-sources=accepted] > li > p').innerText();
    const count = Number(/([\d,]+) message/.exec(line)?.[1]?.replaceAll(',', ''));
    assert.ok(count > 0 && count < 20_000, line);
    assert.ok(
      (await page.locator('[data-summary]').innerText()).startsWith(
        `${count.toLocaleString('en')} message`,
      ),
    );
    await page.locator('[data-again]').click();
    assert.equal(await page.locator('[data-groups-verdict]').count(), 0);
    await choose(page, 'refused', 'refused.mbox');
    await choose(page, 'accepted', 'accepted.mbox');
    assert.equal((await told(page, 12, 60)).verdict, 'found');
  }));

test('nothing is asked of the host once the groups are open', () =>
  onPage(async (page) => {
    await page.waitForLoadState('networkidle');
    /** @type {string[]} */
    const asked = [];
    page.on('request', (request) => void asked.push(request.url()));
    await choose(page, 'refused', 'refused.zip', 'packed.mbox.gz');
    await choose(page, 'accepted', 'accepted.mbox');
    await told(page, 25, 60);
    await page.locator('[data-again]').click();
    await choose(page, 'refused', 'refused.mbox');
    await told(page, 12, 0);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith('blob:')),
      [],
    );
  }));

test('where workers are forbidden the page reads by itself', async () => {
  const page = await browser.newPage({ locale: 'en-GB' });
  await page.addInitScript(
    () =>
      void Object.assign(globalThis, {
        Worker: class {
          constructor() {
            throw new Error('forbidden');
          }
        },
      }),
  );
  await page.goto(site.url);
  await compareGroups(page);
  await choose(page, 'refused', 'refused.mbox');
  await choose(page, 'accepted', 'accepted.mbox');
  assert.equal((await told(page, 12, 60)).verdict, 'found');
  await page.close();
});

test('all of it with the keys, and in Japanese', () =>
  onPage(async (page) => {
    await choose(page, 'refused', 'refused.mbox');
    await choose(page, 'accepted', 'accepted.mbox');
    await told(page, 12, 60);
    const before = await page.locator('[data-found] tbody tr').count();
    await page.locator('#refused-files').focus();
    await page.keyboard.press('Tab');
    assert.equal(
      await page.evaluate(
        () => document.querySelector('header-lint')?.shadowRoot?.activeElement?.id,
      ),
      'refused-folder',
    );
    await page.locator('[data-lang=ja]').click();
    await page.waitForFunction(() =>
      /拒否/.test(
        document.querySelector('header-lint')?.shadowRoot?.querySelector('[data-groups-verdict]')
          ?.textContent ?? '',
      ),
    );
    assert.equal(await page.locator('[data-found] tbody tr').count(), before);
  }));

/**
 * Drops texts on both sides without a system's dialog; runs inside the page.
 * @param {Record<string, string>} texts
 */
async function give(texts) {
  const root = () => document.querySelector('header-lint')?.shadowRoot;
  const found = async (/** @type {string} */ what) => {
    for (let turns = 0; turns < 750; turns += 1) {
      const node = root()?.querySelector(what);
      if (node) return /** @type {HTMLElement} */ (node);
      await new Promise((next) => setTimeout(next, 20));
    }
    const shown = root()?.querySelector('[data-groups]')?.textContent;
    throw new Error(`no ${what}: ${shown?.slice(0, 900)}`);
  };
  (await found('[data-compare]')).click();
  (await found('[data-mode=groups]')).click();
  for (const [side, text] of Object.entries(texts)) {
    const input = /** @type {HTMLInputElement} */ (await found(`#${side}-files`));
    const files = new DataTransfer();
    files.items.add(new File([text], `${side}.mbox`));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
  }
  const verdict = await found('[data-groups-verdict=found]');
  return [
    verdict.textContent,
    (await found('[data-found] tbody tr')).textContent,
    (await found('[data-chart] svg rect')).tagName,
  ];
}

for (const start of [firefox, webkit]) {
  test(`in ${start.name} too`, async () => {
    const engine = await start();
    try {
      await engine.goto(site.url);
      const [verdict, first, mark] = await engine.evaluate(give, {
        refused: all(mbox(0, 12, planted)),
        accepted: all(mbox(12, 72)),
      });
      assert.match(verdict ?? '', /12 refused from the 60 accepted/);
      assert.match(first ?? '', /x-campaign/);
      assert.equal(mark, 'rect');
      assert.deepEqual(engine.trouble(), []);
    } finally {
      await engine.close();
    }
  });
}
