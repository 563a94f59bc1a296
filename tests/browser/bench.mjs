// How long one edit takes in Chromium: a header block of 10 KB inspected, drawn and painted, beside
// a frame in which a single character of the page changes. Prints medians; fails nothing.
//   ./build.sh bench
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { serve } from './site.mjs';

const TIMES = 30;
const FRAME = 1000 / 60;

/** Header fields as long mail has them: signatures, a route, results, and a few faults. */
function block() {
  const folded = (/** @type {string} */ seed, /** @type {number} */ lines) =>
    Array.from({ length: lines }, (_, i) => `\t${seed.repeat(9).slice(i % 7, 60 + (i % 7))}`).join(
      '\n',
    );
  const hop = (/** @type {number} */ i) =>
    `Received: from m${i}.example.net (m${i}.example.net [198.51.100.${i}])\n` +
    `\tby m${i + 1}.example.net (Postfix) with ESMTPS id 4XkQ2p1h9T${i}\n` +
    '\t(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)\n' +
    `\tfor <yuki@example.org>; Tue, 06 Oct 2026 09:14:${59 - i} +0000`;
  const signature = (/** @type {string} */ name, /** @type {number} */ i) =>
    `${name}: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=s${i};\n` +
    '\th=from:to:subject:date:message-id;\n' +
    '\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\n' +
    `\tb=${folded('dGhpcyBpcyBhbiBleGFtcGxl', 12).trim()}`;
  return [
    'Return-Path: <bounce@mail.example.net>',
    'Authentication-Results: mx.example.org;\n\tdkim=fail header.d=mail.example.net;',
    '\tspf=softfail smtp.mailfrom=mail.example.net;',
    '\tdmarc=fail (p=none) header.from=shop.example.com',
    ...Array.from({ length: 12 }, (_, i) => hop(20 - i)),
    signature('DKIM-Signature', 1),
    signature('DKIM-Signature', 2),
    signature('ARC-Message-Signature', 3),
    'From: "sales@other.example" <news@shop.example.com>',
    'From: eve@example.com',
    'Reply-To: shop@gmail.com',
    'To: undisclosed-recipients:;',
    'Subject: =?UTF-8?B?44GU5rOo5paH44GM55m66YCB44GV44KM44G+44GX44Gf?=',
    'Date: Tue, 06 Oct 2026 18:02:09 +0900',
    'X-Priority: 1',
    'X-Mailer: PHPMailer 5.2.9',
    ...Array.from({ length: 48 }, (_, i) => `X-Trace-${i}: ${'abcdefghij'.repeat(8)}`),
  ]
    .join('\n')
    .slice(0, 10_240);
}

/**
 * What is changed, each time in another place of the block. The caret stands there; what is typed
 * is told apart by its number.
 * @typedef {'elsewhere' | 'end' | 'start' | 'line' | 'finding' | 'paste'} Edit
 * @type {Record<Edit, string>}
 */
const EDITS = {
  elsewhere: 'one character of the page’s title',
  end: 'a character in the last field',
  start: 'a character in the first field',
  line: 'a line put in at the top, or taken out',
  finding: 'a fault made, or mended',
  paste: 'all of it, where nothing was before',
};

/**
 * Puts the caret where the next change is to be, and waits until that is painted; runs inside the
 * page.
 * @param {Edit} edit
 * @param {number} i
 */
async function prepare(edit, i) {
  const area = document.querySelector('header-lint')?.shadowRoot?.querySelector('textarea');
  if (!area) throw new Error('no text field');
  const end = area.textLength;
  const [from, to] = /** @type {Partial<Record<Edit, [number, number]>>} */ ({
    end: [end, end],
    start: [16, 16],
    line: [0, i % 2 ? 'X-Line: 1\n'.length : 0],
    finding: [i % 2 ? end - '\nTo: '.length : end, end],
  })[edit] ?? [0, 0];
  area.focus({ preventScroll: true });
  area.setSelectionRange(from, to);
  if (edit === 'paste') {
    Object.assign(globalThis, { pasted: area.value });
    area.value = '';
    area.dispatchEvent(new InputEvent('input'));
  }
  for (let frames = 0; frames < 3; frames += 1)
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 10)));
}

/**
 * One frame inside the page, with a change at its start, until it is painted. What the page leaves
 * for after it is held back.
 * @param {Edit} edit
 * @param {number} i
 */
async function frame(edit, i) {
  const { setTimeout: later } = globalThis;
  /** @type {(() => void)[]} */
  const held = [];
  Object.assign(globalThis, {
    held,
    setTimeout: (/** @type {() => void} */ run, /** @type {number | undefined} */ ms) =>
      ms ? later(run, ms) : held.push(run),
  });
  // As a key press does it, with its event.
  const area = document.querySelector('header-lint')?.shadowRoot?.querySelector('textarea');
  const text = {
    elsewhere: '',
    paste: '',
    end: String(i % 10),
    start: String(i % 10),
    line: 'X-Line: 1\n',
    finding: '\nTo: ',
  }[edit];
  if (edit === 'elsewhere') document.querySelector('h1')?.lastChild?.replaceWith(`Headerlint${i}`);
  else if (edit === 'paste' && area) {
    area.value = /** @type {any} */ (globalThis).pasted;
    area.dispatchEvent(new InputEvent('input'));
  } else if (i % 2 && (edit === 'line' || edit === 'finding')) document.execCommand('delete');
  else document.execCommand('insertText', false, text);
  await new Promise((next) => requestAnimationFrame(() => later(next)));
  Object.assign(globalThis, { setTimeout: later });
}

/** What was held back, until it is painted; inside the page. */
async function rest() {
  for (const run of /** @type {any} */ (globalThis).held) run();
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
}

const median = (/** @type {number[]} */ all) =>
  [...all].sort((a, b) => a - b)[all.length >> 1] ?? NaN;

const site = await serve();
const browser = await chromium.launch({
  executablePath: present('chromium'),
  args: chromiumArguments,
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  await page.goto(site.url);
  await page.waitForFunction(
    () =>
      document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-example]')
        .length === 3,
  );
  await page.waitForTimeout(500);
  const text = block();
  await page.locator('header-lint textarea').fill(`${text}\nX-Edit: `);
  // The time that the page's thread works, not the clock's: other programs on the machine do not
  // count.
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  };
  /** @param {Edit} edit */
  const edits = async (edit) => {
    const all = [];
    const after = [];
    for (let i = 0; i < TIMES + 5; i += 1) {
      await page.evaluate(`(${prepare})(${JSON.stringify(edit)}, ${i})`);
      const before = await worked();
      await page.evaluate(`(${frame})(${JSON.stringify(edit)}, ${i})`);
      const painted = await worked();
      all.push(painted - before);
      if (edit !== 'paste') continue;
      await page.evaluate(`(${rest})()`);
      after.push((await worked()) - painted);
    }
    return [all, after].map((times) => median(times.slice(5))); // the first ones compile
  };
  console.log(
    `${text.length} bytes, ${text.split('\n').length} lines; page-thread time until the change ` +
      `is painted, medians of ${TIMES} in Chromium`,
  );
  for (const [edit, what] of /** @type {[Edit, string][]} */ (Object.entries(EDITS))) {
    const [took = NaN, after = NaN] = await edits(edit);
    const shown = await page.evaluate(
      () =>
        document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-findings] > li')
          .length,
    );
    const over = took <= FRAME ? '' : 'OVER a frame of 60 Hz';
    console.log(
      `${what.padEnd(40)} ${took.toFixed(1).padStart(5)} ms  ${over} (${shown} findings)`,
    );
    if (edit === 'paste')
      console.log(
        `${'  what is below the window, after that'.padEnd(40)} ${after.toFixed(1).padStart(5)} ms`,
      );
  }
} finally {
  await browser.close();
  site.close();
}
