// How long one edit takes in Chromium: a header block of 10 KB inspected, drawn and painted, against a
// frame in which a single character changes. Prints medians; fails nothing.
//   ./build.sh bench
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { serve } from './site.mjs';

const EDITS = 30;
const FRAME = 1000 / 60;

/** Header fields as long mail has them: signatures, a route, results, and a few faults. */
function block() {
  const folded = (/** @type {string} */ seed, /** @type {number} */ lines) => Array.from({ length: lines }, (_, i) => `\t${seed.repeat(9).slice(i % 7, 60 + (i % 7))}`).join('\n');
  const hop = (/** @type {number} */ i) => `Received: from m${i}.example.net (m${i}.example.net [198.51.100.${i}])\n\tby m${i + 1}.example.net (Postfix) with ESMTPS id 4XkQ2p1h9T${i}\n\t(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)\n\tfor <yuki@example.org>; Tue, 06 Oct 2026 09:14:${59 - i} +0000`;
  const signature = (/** @type {string} */ name, /** @type {number} */ i) => `${name}: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=s${i};\n\th=from:to:subject:date:message-id;\n\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\n\tb=${folded('dGhpcyBpcyBhbiBleGFtcGxl', 12).trim()}`;
  return [
    'Return-Path: <bounce@mail.example.net>',
    'Authentication-Results: mx.example.org;\n\tdkim=fail header.d=mail.example.net;\n\tspf=softfail smtp.mailfrom=mail.example.net;\n\tdmarc=fail (p=none) header.from=shop.example.com',
    ...Array.from({ length: 12 }, (_, i) => hop(20 - i)),
    signature('DKIM-Signature', 1), signature('DKIM-Signature', 2), signature('ARC-Message-Signature', 3),
    'From: "sales@other.example" <news@shop.example.com>', 'From: eve@example.com', 'Reply-To: shop@gmail.com', 'To: undisclosed-recipients:;',
    'Subject: =?UTF-8?B?44GU5rOo5paH44GM55m66YCB44GV44KM44G+44GX44Gf?=', 'Date: Tue, 06 Oct 2026 18:02:09 +0900', 'X-Priority: 1', 'X-Mailer: PHPMailer 5.2.9',
    ...Array.from({ length: 48 }, (_, i) => `X-Trace-${i}: ${'abcdefghij'.repeat(8)}`),
  ].join('\n').slice(0, 10_240);
}

/** One frame inside the page, with a change at its start, until it is painted. @param {boolean} typed in the box, or else one character elsewhere @param {number} i */
async function frame(typed, i) {
  const element = document.querySelector('header-lint');
  const area = element?.shadowRoot?.querySelector('textarea');
  const title = document.querySelector('h1');
  if (!area || !title) throw new Error('no text field');
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 20)));
  // As a key press does it, with its event.
  if (typed) document.execCommand('insertText', false, String(i % 10));
  else title.lastChild?.replaceWith(`Headerlint${i}`);
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
}

const median = (/** @type {number[]} */ all) => [...all].sort((a, b) => a - b)[all.length >> 1] ?? NaN;

const site = await serve();
const browser = await chromium.launch({ executablePath: present('chromium'), args: chromiumArguments });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  await page.goto(site.url);
  await page.waitForFunction(() => document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-example]').length === 3);
  await page.waitForTimeout(500);
  const text = block();
  await page.locator('header-lint textarea').fill(`${text}\nX-Edit: `);
  // The time that the page's thread works, not the clock's: other programs on the machine do not count.
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  };
  /** @param {boolean} typed */
  const edits = async (typed) => {
    const all = [];
    for (let i = 0; i < EDITS + 5; i += 1) {
      const before = await worked();
      await page.evaluate(`(${frame})(${typed}, ${i})`);
      all.push(await worked() - before);
    }
    return median(all.slice(5)); // the first ones compile
  };
  const [least, most] = [await edits(false), await edits(true)];
  const shown = await page.evaluate(() => document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-findings] > li').length);
  console.log(`${text.length} bytes, ${text.split('\n').length} lines, ${shown} findings; medians of ${EDITS} edits in Chromium`);
  console.log(`a frame with one character changed   ${least.toFixed(1)} ms`);
  console.log(`a frame with the block inspected     ${most.toFixed(1)} ms   ${(most / least).toFixed(1)} times that`);
  console.log(most <= FRAME ? 'within one frame of 60 Hz' : `OVER one frame of 60 Hz (${FRAME.toFixed(1)} ms)`);
} finally {
  await browser.close();
  site.close();
}
