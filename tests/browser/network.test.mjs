// Nothing leaves the page: the whole browser goes through a counting proxy, whatever the host and whatever the way.
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { after, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { choose, example, openFile } from './page.mjs';
import { headers, serve } from './site.mjs';

const site = await serve();
const { host } = new URL(site.url);

/** What was asked for since the last look: `GET http://host/path`. @type {string[]} */
let asked = [];
const control = 'http://control.example/';
const proxy = createServer((incoming, outgoing) => {
  const url = new URL(incoming.url ?? '', 'http://nowhere.example');
  if (url.pathname === '/favicon.ico') return void outgoing.writeHead(404).end();
  asked.push(`${incoming.method} ${url.href}`);
  if (url.host === host) {
    const onward = request(url, { method: incoming.method, headers: { ...incoming.headers, host } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => void outgoing.writeHead(502).end());
    return void incoming.pipe(onward);
  }
  // Any other host: an open page without a policy, which the control uses.
  outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'access-control-allow-origin': '*' }).end('<!doctype html><title>control</title>');
});
proxy.on('connect', (incoming, socket) => {
  asked.push(`CONNECT ${incoming.url}`);
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
after(async () => {
  await browser.close();
  proxy.closeAllConnections();
  proxy.close();
  site.close();
});
beforeEach(() => { asked = []; });

const quiet = () => page.waitForTimeout(700);
const shown = () => page.waitForFunction(() => document.querySelector('header-lint')?.shadowRoot?.querySelector('[data-verdict]')?.textContent);
const secret = 'QzJ5hK';
const mail = headers.replace('<1@example.org>', `<${secret}@example.org>`) + `X-Pixel: <img src="http://tracker.example/${secret}.gif">\nX-Link: http://tracker.example/\n`;

test('the control: one fetch of an ordinary page is counted', async () => {
  await page.goto(control);
  asked = [];
  await page.evaluate(() => fetch('/one', { method: 'POST', body: 'x' }).then((response) => response.text()));
  assert.deepEqual(asked, [`POST ${control}one`]);
});

test('the page loads from its own host only', async () => {
  await page.goto(site.url);
  await page.waitForFunction(() => document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-example]').length === 3);
  await quiet();
  assert.ok(asked.includes(`GET ${site.url}headerlint_bg.wasm`), asked.join('\n'));
  for (const line of asked) assert.ok(line.startsWith(`GET ${site.url}`) && !line.includes('?'), line);
});

test('typing and pasting ask for nothing', async () => {
  await page.locator('header-lint textarea').pressSequentially('From: ada@example.org\nSubject: x\n');
  await shown();
  await page.locator('header-lint textarea').fill(mail);
  await quiet();
  assert.deepEqual(asked, []);
});

test('opening a file asks for nothing', async () => {
  await page.evaluate(openFile, mail);
  await quiet();
  assert.deepEqual(asked, []);
});

test('pressing every button of the report asks for nothing', async () => {
  await page.evaluate(() => {
    const root = document.querySelector('header-lint')?.shadowRoot;
    for (const button of root?.querySelectorAll('button, summary') ?? []) {
      if (!button.matches('[data-example], [data-lang], [data-clear]') && button instanceof HTMLElement) button.click();
    }
  });
  await quiet();
  assert.deepEqual(asked, []);
});

test('languages and examples fetch files of the page, and tell nothing', async () => {
  for (const language of ['ja', 'en']) await page.evaluate(choose, language);
  for (const number of [0, 1, 2]) await page.evaluate(example, number);
  await quiet();
  for (const line of asked) assert.match(line.replace(site.url, ''), /^GET (?:locales|examples)\/[\w.-]+$/);
});

test('the policy stops a script that tries', async () => {
  const outcome = await page.evaluate(async (url) => {
    new Image().src = `${url}image`;
    navigator.sendBeacon(`${url}beacon`, 'x');
    return fetch(`${url}fetch`, { mode: 'no-cors' }).then(() => 'sent', () => 'stopped');
  }, control);
  await quiet();
  assert.deepEqual([outcome, asked], ['stopped', []]);
});
