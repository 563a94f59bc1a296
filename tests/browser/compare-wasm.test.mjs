// Comparing with the WebAssembly core, in Node.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { root } from './site.mjs';

/** @type {typeof import('../../target/wasm-node/headerlint.js')} */
const core = createRequire(import.meta.url)('../../target/wasm-node/headerlint.js');
const example = (/** @type {string} */ name) => readFile(`${root}www/examples/${name}.txt`, 'utf8');
const now = Date.UTC(2026, 0, 1) / 1000;

test('of the messages of 2008 the mail program comes first', async () => {
  const [left, right] = [await example('hidemaru'), await example('windows-live-mail')];
  const compared = core.compare(left, right, { now });
  assert.equal(compared.unit, 'utf16');
  assert.equal(compared.verdict.id, 'differ');
  assert.equal(compared.differences[0]?.field, 'X-Mailer');
  assert.equal(compared.differences[0]?.aspects[0]?.id, 'mailer');
  assert.ok(compared.experiment.some((step) => step.differences.includes(0)));
});

test('spans are UTF-16 units of their own side', () => {
  const left = 'Subject: 🙂 日本\nX-Mailer: Ada 1.0\nFrom: ada@example.org\n';
  const right = 'Subject: 🙂🙂 日本\nX-Mailer: Babbage 1.0\nFrom: ada@example.org\n';
  const { differences } = core.compare(left, right, { now });
  const mailer = differences.find(({ field }) => field === 'X-Mailer');
  const [from, to] = mailer?.aspects[0]?.left[0] ?? [0, 0];
  assert.ok(left.slice(from, to).includes('Ada'), left.slice(from, to));
  const [start, end] = mailer?.right?.span ?? [0, 0];
  assert.match(right.slice(start, end), /^X-Mailer: Babbage 1\.0\n?$/);
});

test('two copies of one message differ in nothing, and no mail is said to be none', async () => {
  const text = await example('modern');
  assert.equal(core.compare(text, text, { now }).verdict.id, 'same');
  assert.equal(core.compare('', text, { now }).verdict.id, 'left-unread');
  assert.equal(core.compare(text, 'Hello, how are you?', { now }).verdict.id, 'right-unread');
});

test('the reports beside a comparison are those of each text', async () => {
  const [left, right] = [
    await example('modern'),
    (await example('hidemaru')).replaceAll('\n', '\r\n'),
  ];
  const both = core.compare_inspected(left, right, { now });
  assert.deepEqual(both.comparison, core.compare(left, right, { now }));
  assert.deepEqual(
    [both.left, both.right],
    [core.inspect(left, { now }), core.inspect(right, { now })],
  );
  for (const [a, b] of both.comparison.order.pairs)
    assert.equal(both.left.fields[a]?.name.toLowerCase(), both.right.fields[b]?.name.toLowerCase());
});

test('without a clock, and with hostile text, it answers all the same', () => {
  for (const text of ['\0', '\ud800', ':'.repeat(5000), 'A:\n'.repeat(5000)])
    assert.ok(core.compare(text, 'A: b\n').verdict.id);
});
