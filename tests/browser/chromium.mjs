// The site and one Chromium for the tests of a file; both end with them.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumArguments, present } from './engines.mjs';
import { serve } from './site.mjs';

export const site = await serve();
export const browser = await chromium.launch({
  executablePath: present('chromium'),
  args: chromiumArguments,
});
after(async () => {
  await browser.close();
  site.close();
});

/** The source of axe-core, to be evaluated in a page. */
export const axe = await readFile(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
