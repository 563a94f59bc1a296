// Screenshots of the groups to look at: narrow and wide, light and dark, English and Japanese, with
// axe's word on each. Nothing is compared.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { compareGroups } from './groups.mjs';
import { mail, mbox } from './mbox.mjs';
import { choose } from './page.mjs';
import { root, serve } from './site.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = `${root}target/shots`;
await mkdir(folder, { recursive: true });

/** A notice that returned a message. @param {number} n @param {string} status */
const bounce = (n, status) =>
  [
    'From: MAILER-DAEMON@example.net',
    'To: taro@example.org',
    'Subject: Undelivered',
    `Date: Tue, ${String(2 + (n % 20)).padStart(2, '0')} Jan 2024 10:00:00 +0900`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.net',
    '',
    `Final-Recipient: rfc822; friend${n}@example.net`,
    'Action: failed',
    `Status: ${status}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    mail(n, { extra: 'X-Campaign: 77\r\nX-Priority: 1\r\n' }).split('\r\n\r\n')[0],
    '',
    '--b--',
    '',
    '',
  ].join('\r\n');
const statuses = ['5.7.1', '5.1.1', '4.2.2', '5.7.26', '5.7.1'];
const refused = Array.from(
  { length: 60 },
  (_, n) => `From MAILER-DAEMON Mon Jun  3 10:00:00 2024\r\n${bounce(n, statuses[n % 5] ?? '')}`,
).join('');
const burst = Array.from({ length: 560 }, (_, n) => mail(700 + (n % 30)))
  .map((text) => `From a Mon Jun  3 10:00:00 2024\r\n${text}`)
  .join('');
const accepted = [...mbox(60, 900)].join('') + burst;

const site = await serve();
const browser = await chromium.launch({
  executablePath: present('chromium'),
  args: chromiumArguments,
});
try {
  for (const language of ['en', 'ja']) {
    for (const width of [320, 1280]) {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        const page = await browser.newPage({
          colorScheme,
          viewport: { width, height: 800 },
          locale: language,
        });
        await page.goto(site.url);
        await page.waitForFunction(
          () =>
            document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-example]')
              .length === 3,
        );
        await page.evaluate(choose, language);
        await compareGroups(page);
        await page.locator('#refused-files').setInputFiles([
          { name: 'bounces.mbox', mimeType: 'application/mbox', buffer: Buffer.from(refused) },
          {
            name: 'picture.png',
            mimeType: 'image/png',
            buffer: Buffer.from('\x89PNG\0\0', 'latin1'),
          },
          { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Buy milk.') },
        ]);
        await page.locator('[data-groups-verdict]').waitFor();
        await page.locator('#accepted-files').setInputFiles({
          name: 'Sent.mbox',
          mimeType: 'application/mbox',
          buffer: Buffer.from(accepted),
        });
        await page.locator('[data-found]').waitFor({ timeout: 60_000 });
        await page.waitForTimeout(300);
        await page.evaluate(() =>
          document
            .querySelector('header-lint')
            ?.shadowRoot?.querySelectorAll('[data-chart] details')
            .forEach((each, n) => n === 1 && each.setAttribute('open', '')),
        );
        await page.evaluate(axe);
        const violated = await page.evaluate(async () =>
          (
            await /** @type {any} */ (globalThis).axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            })
          ).violations.map(
            (/** @type {any} */ v) =>
              `${v.id}: ${v.nodes
                .map((/** @type {any} */ n) => n.target.flat().join(' >> '))
                .slice(0, 3)
                .join(', ')}`,
          ),
        );
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const high = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height: high });
        await page.waitForTimeout(200);
        const name = `groups-${language}-${width}-${colorScheme}`;
        await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
        console.log(name, high, wide > 0 ? `${wide} px too wide` : '', violated);
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  site.close();
}
console.log(folder);
