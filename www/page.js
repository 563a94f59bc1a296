// The page around the element follows the element's language.

document.addEventListener('header-lint-language', (event) => {
  const { language } = /** @type {CustomEvent<{ language: string }>} */ (event).detail;
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll('[data-in]'))
    /** @type {HTMLElement} */ (node).hidden = node.getAttribute('data-in') !== language;
  const title = document.querySelector(`[data-title][lang="${language}"]`)?.textContent;
  if (title) document.title = title;
});
