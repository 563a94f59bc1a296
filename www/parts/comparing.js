// The button that opens the comparing pane. Script, style and words of the pane are fetched when
// somebody presses it, all at once, so that no later request tells what is done there.

import { h } from './dom.js';
import { fetched } from './load.js';

/**
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./compare/pane.js').Pane} Pane
 */

export class Comparing {
  /** Takes the place of the one text field and its report while messages are compared. */
  node = h('div', { class: 'compare-here' });
  /** @type {HTMLButtonElement | undefined} */
  #button;
  /** @type {Words | undefined} */
  #words;
  /** @type {Pane | undefined} */
  #pane;
  /** @type {Promise<CSSStyleSheet> | undefined} */
  #sheet;
  #open = false;

  /**
   * @param {ShadowRoot} root
   * @param {() => string} text what stands in the one text field
   * @param {(text: string) => void} take brings a text back there
   */
  constructor(root, text, take) {
    this.root = root;
    this.text = text;
    this.take = take;
    // A file dropped beside the pane is opened neither by the page nor by the browser.
    for (const type of ['dragover', 'drop']) {
      root.host.addEventListener(
        type,
        (event) => {
          if (!this.#open || event.composedPath().includes(this.node)) return;
          event.preventDefault();
          event.stopImmediatePropagation();
        },
        true,
      );
    }
  }

  /**
   * The button, in the page's language; a pane that is open is drawn in that language too.
   * @param {Words} words
   */
  button(words) {
    this.#words = words;
    this.#button = h(
      'button',
      { type: 'button', 'data-compare': true, onclick: () => this.open() },
      words.nodes('page.compare'),
    );
    if (this.#open) this.#show(words);
    return this.#button;
  }

  async open() {
    const words = this.#words;
    if (!words || this.#open) return;
    this.#open = true;
    this.#button?.setAttribute('aria-busy', 'true');
    await this.#show(words);
    this.#button?.removeAttribute('aria-busy');
  }

  /** @param {Words} words */
  async #show(words) {
    try {
      const [{ Pane }, sheet] = await Promise.all([
        import('./compare/pane.js'),
        (this.#sheet ??= style()),
        learn(words),
      ]);
      // Meanwhile the language may have changed, or the pane been closed.
      if (words !== this.#words || !this.#open) return;
      const pane = (this.#pane ??= new Pane(() => this.#close()));
      this.root.adoptedStyleSheets = [
        ...this.root.adoptedStyleSheets.filter((each) => each !== sheet),
        sheet,
      ];
      pane.draw(words);
      if (this.node.contains(pane.node)) return;
      this.node.replaceChildren(pane.node);
      pane.begin(this.text());
    } catch (error) {
      this.#sheet = undefined;
      this.#open = false;
      this.node.replaceChildren(
        h(
          'p',
          { class: 'trouble', role: 'alert' },
          words.say('page.trouble.compare', {
            error: error instanceof Error ? error.message : String(error),
          }),
        ),
      );
    }
  }

  /** Goes back to the one text field, with the text of the left side. */
  #close() {
    this.#open = false;
    const text = this.#pane?.left ?? '';
    this.node.replaceChildren();
    if (text !== this.text()) this.take(text);
    this.#button?.focus();
  }
}

async function style() {
  const text = await fetched('parts/compare/compare.css');
  return new CSSStyleSheet().replace(await text.text());
}

/** @type {WeakMap<Words, Promise<unknown>>} */
const learning = new WeakMap();

/** Adds the words that only comparing needs, once. @param {Words} words */
function learn(words) {
  let promise = learning.get(words);
  if (!promise) {
    promise = Promise.all([
      fetched(`locales/${words.language}.compare.json`).then(async (response) =>
        Object.assign(words.table, await response.json()),
      ),
      words.learn(),
    ]);
    promise.catch(() => learning.delete(words));
    learning.set(words, promise);
  }
  return promise;
}
