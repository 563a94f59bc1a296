// Nothing leaves the page: the whole browser goes through a counting proxy, whatever the host and
// whatever the way.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { after, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { choose, example, openFile } from './page.mjs';
import { headers, root, serve } from './site.mjs';

const site = await serve();
const { host } = new URL(site.url);

// Chromium asks these on its own account, whatever the page does. Should the page ask them,
// `requests` below would tell.
const chromiumsOwn = ['content-autofill.googleapis.com:443', 'accounts.google.com:443'];

/** What was asked for since the last look: `GET http://host/path`. @type {string[]} */
let asked = [];
const control = 'http://control.example/';
const proxy = createServer((incoming, outgoing) => {
  const url = new URL(incoming.url ?? '', 'http://nowhere.example');
  if (url.pathname === '/favicon.ico') return void outgoing.writeHead(404).end();
  asked.push(`${incoming.method} ${url.href}`);
  if (url.host === host) {
    const onward = request(
      url,
      { method: incoming.method, headers: { ...incoming.headers, host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => void outgoing.writeHead(502).end());
    return void incoming.pipe(onward);
  }
  // Any other host: an open page without a policy, which the control uses.
  outgoing
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'access-control-allow-origin': '*',
    })
    .end('<!doctype html><title>control</title>');
});
proxy.on('connect', (incoming, socket) => {
  if (!chromiumsOwn.includes(incoming.url ?? '')) asked.push(`CONNECT ${incoming.url}`);
  socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
});
await new Promise((ready) => proxy.listen(0, '127.0.0.1', () => ready(undefined)));
const address = /** @type {import('node:net').AddressInfo} */ (proxy.address());

const browser = await chromium.launch({
  executablePath: present('chromium'),
  args: chromiumArguments,
  proxy: { server: `http://127.0.0.1:${address.port}`, bypass: '<-loopback>' }, // loopback too
});
const page = await browser.newPage({ locale: 'en-GB' });
/** The same as the page's own machinery tells it, of every scheme. @type {string[]} */
let requests = [];
page.on('request', (sent) => void requests.push(`${sent.method()} ${sent.url()}`));
page.on('websocket', (socket) => void requests.push(`SOCKET ${socket.url()}`));
after(async () => {
  await browser.close();
  proxy.closeAllConnections();
  proxy.close();
  site.close();
});
beforeEach(() => {
  asked = [];
  requests = [];
});

const quiet = () => page.waitForTimeout(700);
const shown = () =>
  page.waitForFunction(
    () =>
      document.querySelector('header-lint')?.shadowRoot?.querySelector('[data-verdict]')
        ?.textContent,
  );
const secret = 'QzJ5hK';
const mail =
  headers.replace('<1@example.org>', `<${secret}@example.org>`) +
  `X-Pixel: <img src="http://tracker.example/${secret}.gif">\nX-Link: http://tracker.example/\n`;

test('the control: one fetch of an ordinary page is counted', async () => {
  await page.goto(control);
  asked = [];
  requests = [];
  await page.evaluate(() =>
    fetch('/one', { method: 'POST', body: 'x' }).then((response) => response.text()),
  );
  assert.deepEqual([asked, requests], [[`POST ${control}one`], [`POST ${control}one`]]);
});

test('the page loads from its own host only', async () => {
  await page.goto(site.url);
  await page.waitForFunction(
    () =>
      document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-example]')
        .length === 3,
  );
  await quiet();
  for (const file of ['headerlint_bg.wasm', 'locales/en.json', 'locales/en.more.json'])
    assert.ok(asked.includes(`GET ${site.url}${file}`), asked.join('\n'));
  assert.ok(
    !asked.some((line) => line.includes('/ja.')),
    'words that nobody asked for were fetched',
  );
  for (const line of [...asked, ...requests.filter((line) => !line.startsWith('GET data:'))])
    assert.ok(line.startsWith(`GET ${site.url}`) && !line.includes('?'), line);
});

test('typing and pasting ask for nothing', async () => {
  await page
    .locator('header-lint textarea')
    .pressSequentially('From: ada@example.org\nSubject: x\n');
  await shown();
  await page.locator('header-lint textarea').fill(mail);
  await quiet();
  assert.deepEqual([asked, requests], [[], []]);
});

test('a bounce asks for nothing, and is explained all the same', async () => {
  const bounce = await readFile(`${root}tests/messages/postfix-bounce-gmail-dmarc.eml`, 'utf8');
  await page.locator('header-lint textarea').fill(bounce);
  await page.locator('[data-bounce] .means').waitFor();
  await page.locator('[data-findings] .why').first().waitFor();
  await quiet();
  assert.deepEqual([asked, requests], [[], []]);
});

test('examples ask for nothing', async () => {
  for (const number of [0, 1, 2]) {
    await page.locator('header-lint textarea').fill('');
    await page.evaluate(example, number);
    await shown();
  }
  await quiet();
  assert.deepEqual([asked, requests], [[], []]);
});

test('dropping a file asks for nothing', async () => {
  await page.locator('header-lint textarea').fill('');
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'mail.eml', { type: 'message/rfc822' }));
    document
      .querySelector('header-lint')
      ?.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
  }, mail);
  await page.locator('[data-evidence]').waitFor();
  await quiet();
  assert.deepEqual([asked, requests], [[], []]);
});

test('opening a file asks for nothing', async () => {
  await page.evaluate(openFile, mail);
  await quiet();
  assert.deepEqual([asked, requests], [[], []]);
});

test('pressing every button of the report asks for nothing', async () => {
  await page.evaluate(() => {
    const root = document.querySelector('header-lint')?.shadowRoot;
    for (const button of root?.querySelectorAll('button, summary') ?? []) {
      if (
        !button.matches('[data-example], [data-lang], [data-clear], [data-compare]') &&
        button instanceof HTMLElement
      )
        button.click();
    }
  });
  await quiet();
  assert.deepEqual([asked, requests], [[], []]);
});

test('after a failure of the core a fresh instance is made, and nothing asked for', async () => {
  const box = page.locator('header-lint textarea');
  await page.evaluate(() => {
    const { encode, encodeInto } = TextEncoder.prototype;
    const restore = () => void Object.assign(TextEncoder.prototype, { encode, encodeInto });
    const fail = () => {
      restore();
      throw new WebAssembly.RuntimeError('injected');
    };
    Object.assign(TextEncoder.prototype, { encode: fail, encodeInto: fail });
  });
  const fatal = `${mail}X-Fatal: é\n`;
  // In one event: after each of several the fresh instance would be asked at once.
  await page
    .locator('header-lint')
    .evaluate((element, text) => void Object.assign(element, { value: text }), fatal);
  await page.locator('[data-trouble]').waitFor();
  assert.equal(await box.inputValue(), fatal);
  await box.fill(`${mail}X: y\n`);
  await page.locator('[data-evidence]').waitFor();
  assert.equal(await page.locator('[data-trouble]').count(), 0);
  await quiet();
  assert.deepEqual([asked, requests], [[], []]);
});

test('choosing another language fetches its words, once, and nothing else', async () => {
  for (const language of ['ja', 'en', 'ja', 'en']) {
    await page.evaluate(choose, language);
    await quiet();
  }
  const words = ['ja.json', 'ja.more.json'].map((name) => `GET ${site.url}locales/${name}`);
  assert.deepEqual([asked, requests], [words, words]);
});

test('the policy stops a script that tries', async () => {
  const outcome = await page.evaluate(async (url) => {
    new Image().src = `${url}image`;
    navigator.sendBeacon(`${url}beacon`, 'x');
    return fetch(`${url}fetch`, { mode: 'no-cors' }).then(
      () => 'sent',
      () => 'stopped',
    );
  }, control);
  await quiet();
  assert.deepEqual([outcome, asked], ['stopped', []]);
});
