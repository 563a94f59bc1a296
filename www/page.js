// The page around the element follows the element's language.

document.addEventListener('header-lint-language', (event) => {
  const { language } = /** @type {CustomEvent<{ language: string }>} */ (event).detail;
  document.documentElement.lang = language;
  document.documentElement.classList.add('scripted');
  const title = document.querySelector(`[data-title][lang="${language}"]`)?.textContent;
  if (title) document.title = title;
});
