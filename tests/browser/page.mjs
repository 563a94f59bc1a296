// What the tests may know of the page: <header-lint>, the parts of its open shadow root by
// data-attribute, roles and labels.

/** @typedef {import('./engines.mjs').Engine} Engine */

/** What a person sees; runs inside the page. */
export function see() {
  const root = document.querySelector('header-lint')?.shadowRoot;
  const text = (/** @type {string} */ selector) =>
    root?.querySelector(selector)?.textContent?.trim() ?? '';
  const all = (/** @type {string} */ selector) => [...(root?.querySelectorAll(selector) ?? [])];
  const box = root?.querySelector('textarea');
  const labels = [...(box?.labels ?? [])].map((label) => label.textContent?.trim() ?? '');
  const lang = all('[data-lang]');
  return {
    ready: Boolean(box),
    label: box?.getAttribute('aria-label') ?? labels.join(' '),
    value: box?.value ?? '',
    verdict: text('[data-verdict]'),
    rules: all('[data-findings] > li').map((item) => item.getAttribute('data-rule')),
    findings: text('[data-findings]'),
    evidence: text('[data-evidence]'),
    marks: all('[data-evidence] mark').length,
    hops: all('[data-hops] tbody tr, li[data-hops], [data-hops] > li').length,
    bounce: text('[data-bounce]'),
    examples: all('[data-example]').length,
    files: all('input[type=file]').length,
    languages: lang.length,
    words: root?.textContent ?? '',
    foreign: all('script, iframe, object, embed, img, a[href^="javascript:"]').length,
  };
}

/**
 * Waits until what is seen is as wanted.
 * @param {Engine} engine
 * @param {(seen: ReturnType<typeof see>) => unknown} wanted
 * @param {string} what
 */
export async function until(engine, wanted, what) {
  const end = Date.now() + 10000;
  for (;;) {
    const seen = await engine.evaluate(see);
    if (wanted(seen)) return seen;
    if (Date.now() > end) {
      const [verdict, rules] = [seen.verdict, seen.rules].map((part) => JSON.stringify(part));
      throw new Error(`${what}: not within 10 s; verdict ${verdict}, rules ${rules}`);
    }
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** Chooses a language as a person does; runs inside the page. @param {string} language */
export function choose(language) {
  const root = document.querySelector('header-lint')?.shadowRoot;
  const select = /** @type {HTMLSelectElement | null | undefined} */ (
    root?.querySelector('select[data-lang]')
  );
  if (select) {
    select.value = language;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    return;
  }
  const button = /** @type {HTMLElement | null | undefined} */ (
    root?.querySelector(`[data-lang="${language}"]`)
  );
  if (!button) throw new Error(`no way to choose ${language}`);
  button.click();
}

/** Presses the example of that number; runs inside the page. @param {number} number */
export function example(number) {
  const button = /** @type {HTMLElement | undefined} */ (
    document.querySelector('header-lint')?.shadowRoot?.querySelectorAll('[data-example]')[number]
  );
  if (!button) throw new Error(`no example ${number}`);
  button.click();
}

/** Opens a file of that text; runs inside the page. @param {string} text */
export function openFile(text) {
  const input = /** @type {HTMLInputElement | null | undefined} */ (
    document.querySelector('header-lint')?.shadowRoot?.querySelector('input[type=file]')
  );
  if (!input) throw new Error('no way to open a file');
  const files = new DataTransfer();
  files.items.add(new File([text], 'mail.eml', { type: 'message/rfc822' }));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

export const japanese = /[\u3041-\u30ff]/;
