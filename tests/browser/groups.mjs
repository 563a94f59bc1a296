// How a test comes to the two places where refused and accepted mail is dropped.

/** @param {import('playwright-core').Page} page */
export async function compareGroups(page) {
  await page.locator('[data-compare]').click();
  await page.locator('[data-mode=groups]').click();
  await page.locator('[data-sources=accepted]').waitFor({ state: 'attached' });
}
