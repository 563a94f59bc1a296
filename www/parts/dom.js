// Building nodes. Nothing here, or anywhere on this page, parses markup: text becomes text nodes.

/** @typedef {Node | string | number | null | undefined | false | readonly Child[]} Child */

/**
 * Makes an element. `on…` attributes are listeners; `true` is an empty attribute, `false` none.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any> | null} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === undefined || value === null) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  fill(element, children);
  return element;
}

/**
 * Appends children, however nested, leaving out what is absent.
 * @param {ParentNode} parent
 * @param {readonly Child[]} children
 */
export function fill(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) parent.append(child);
    else if (typeof child === 'object') fill(parent, child);
    else parent.append(String(child));
  }
}

/**
 * Runs something after the next paint, or at once in a hidden page, which is never painted.
 * @param {() => void} run
 */
export function afterPaint(run) {
  if (document.hidden) run();
  else requestAnimationFrame(() => setTimeout(run));
}

// Controls, bidi controls, zero-width and other invisible characters, and tag characters.
const HIDDEN = new RegExp(
  '[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e' +
    '\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]' +
    '|\\udb40[\\udc00-\\udc7f]',
  'g',
);

const NAMES = new Map([
  ['\x00', 'NUL'],
  ['\r', 'CARRIAGE RETURN'],
  ['\x1b', 'ESCAPE'],
  ['\xad', 'SOFT HYPHEN'],
  ['\u200b', 'ZERO WIDTH SPACE'],
  ['\u200c', 'ZERO WIDTH NON-JOINER'],
  ['\u200d', 'ZERO WIDTH JOINER'],
  ['\u200e', 'LEFT-TO-RIGHT MARK'],
  ['\u200f', 'RIGHT-TO-LEFT MARK'],
  ['\u202a', 'LEFT-TO-RIGHT EMBEDDING'],
  ['\u202b', 'RIGHT-TO-LEFT EMBEDDING'],
  ['\u202c', 'POP DIRECTIONAL FORMATTING'],
  ['\u202d', 'LEFT-TO-RIGHT OVERRIDE'],
  ['\u202e', 'RIGHT-TO-LEFT OVERRIDE'],
  ['\u2060', 'WORD JOINER'],
  ['\u2066', 'LEFT-TO-RIGHT ISOLATE'],
  ['\u2067', 'RIGHT-TO-LEFT ISOLATE'],
  ['\u2068', 'FIRST STRONG ISOLATE'],
  ['\u2069', 'POP DIRECTIONAL ISOLATE'],
  ['\ufeff', 'BYTE ORDER MARK'],
]);

/**
 * Text out of a message, for showing: what would not be seen, or would reorder what is seen, is
 * drawn as a label.
 * @param {string} text
 * @returns {Child[]}
 */
export function raw(text) {
  /** @type {Child[]} */
  const out = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(HIDDEN)) {
    if (index > from) out.push(text.slice(from, index));
    const code = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    out.push(
      h('span', { class: 'cp', title: `${code} ${NAMES.get(found) ?? ''}`.trim() }, `⟨${code}⟩`),
    );
    from = index + found.length;
  }
  if (from < text.length) out.push(text.slice(from));
  return out;
}

/**
 * A value out of a message: isolated, so that its direction cannot spread.
 * @param {string} text
 * @param {string} [kind]
 */
export const value = (text, kind = 'val') => h('bdi', { class: kind, translate: 'no' }, raw(text));

/**
 * A button that looks like a link: it moves within the page.
 * @param {() => void} action
 * @param {Record<string, any>} attributes
 * @param {...Child} children
 */
export const link = (action, attributes, ...children) =>
  h('button', { type: 'button', class: 'link', onclick: action, ...attributes }, ...children);

/** Milliseconds without a change after which the summary is spoken. */
const QUIET = 500;

/** Tells a screen reader, once for a burst of edits: else each letter typed would be judged. */
export class Speaker {
  node = h('p', { role: 'status', class: 'vh' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #saying;

  /** @param {string} text */
  say(text) {
    this.hush();
    this.#saying = setTimeout(() => {
      if (this.node.textContent !== text) this.node.textContent = text;
    }, QUIET);
  }

  hush() {
    clearTimeout(this.#saying);
  }
}
