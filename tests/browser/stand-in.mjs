// The page on a stand-in core, whose reports are known (fake/headerlint.js).
import { readFile } from 'node:fs/promises';
import { root } from './site.mjs';

const fake = `${root}tests/browser/fake/`;

/** Before the page is opened. @param {import('playwright-core').Page} page */
export async function standIn(page) {
  await page.route(/\/headerlint\.js(\?|$)/, (route) =>
    route.fulfill({ path: `${fake}headerlint.js`, contentType: 'text/javascript' }),
  );
  await page.route(/\/locales\/(en|ja)(\.more)?\.json$/, async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').pop() ?? '';
    const [real, own] = await Promise.all(
      [`${root}dist/locales/${name}`, `${fake}words.${name.slice(0, 2)}.json`].map(async (path) =>
        JSON.parse(await readFile(path, 'utf8')),
      ),
    );
    // The longer words may be asked for when a test closes its page.
    await route.fulfill({ json: { ...real, ...own } }).catch(() => {});
  });
  await page.route('**/examples/modern.txt', (route) =>
    route.fulfill({ path: `${fake}modern.txt`, contentType: 'text/plain; charset=utf-8' }),
  );
}

/**
 * A notice for many recipients, in the stand-in's own form.
 * @param {number} count
 * @param {string} [reason]
 */
export const refusals = (count, reason = 'user-unknown') =>
  Array.from(
    { length: count },
    (_, i) => `p${i}@example.org ${reason} 550 5.1.1 No such user p${i}`,
  ).join('\n');

/** A text of several messages, in the stand-in's own form. @param {...string} subjects */
export const mailbox = (...subjects) => {
  const one = (/** @type {string} */ subject) =>
    `From MAILBOX\nSubject: ${subject}\nB: 2\nC: 3\nD: ${subject} four\n\n`;
  return `\n${subjects.map(one).join('')}`;
};
