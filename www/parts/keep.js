// What an edit did not change is not made again: its nodes stay, and with them what a reader
// opened, selected or focused. A part is known by its slot, and is as before if its key is.

/**
 * @template T
 * @typedef {{ key: string, live: any, made: T }} Part
 */

export class Keep {
  /** @type {Map<string, Part<any>>} */
  #old = new Map();
  /** @type {Map<string, Part<any>>} */
  #now = new Map();
  /** @type {Map<string, number>} */
  #seen = new Map();

  /** Whether nothing has been drawn yet. */
  get empty() {
    return this.#now.size === 0;
  }

  /** Begins a report. Parts that it does not ask for are forgotten at its end. */
  begin() {
    this.#old = this.#now;
    this.#now = new Map();
    this.#seen.clear();
  }

  end() {
    this.#old = new Map();
  }

  /**
   * A part of the report: that of the report before, if it says the same.
   * @template T, L
   * @param {string} slot where it stands; a second one of the same name is the next
   * @param {unknown} says all that is drawn, as plain data; spans are left out, they move with
   *   every edit
   * @param {L} live what its links need to know, brought up to date each time
   * @param {(live: () => L) => T} make what it gives may have a function `again`, which brings up
   *   to date what moves
   * @returns {T}
   */
  part(slot, says, live, make) {
    const nth = this.#seen.get(slot) ?? 0;
    this.#seen.set(slot, nth + 1);
    const name = nth ? `${slot} ${nth}` : slot;
    const key = typeof says === 'string' ? says : JSON.stringify(says);
    let part = this.#old.get(name);
    if (part?.key !== key) {
      /** @type {Part<T>} */
      const fresh = { key, live, made: /** @type {any} */ (undefined) };
      fresh.made = make(() => fresh.live);
      if (part) reopen(element(part.made), element(fresh.made));
      part = fresh;
    }
    part.live = live;
    part.made?.again?.();
    this.#now.set(name, part);
    return part.made;
  }
}

/** @param {any} made */
const element = (made) => [made, made?.node].find((part) => part instanceof Element);

/**
 * Carries over what a reader opened or closed, if the part is still about the same.
 * @param {Element | undefined} old
 * @param {Element | undefined} fresh
 */
function reopen(old, fresh) {
  const all = (/** @type {Element | undefined} */ part) =>
    part instanceof HTMLDetailsElement ? [part] : [...(part?.querySelectorAll('details') ?? [])];
  const [were, are] = [all(old), all(fresh)];
  if (were.length !== are.length) return;
  were.forEach(({ open }, i) => {
    const details = are[i];
    if (details) details.open = open;
  });
}

/**
 * Makes these the children of a parent, moving only what is not in its place.
 * @param {ParentNode & Node} parent
 * @param {readonly (Node | null | undefined | false)[]} children
 */
export function put(parent, children) {
  const wanted = children.filter((child) => child instanceof Node);
  const staying = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!staying.has(child)) child.remove();
  let at = parent.firstChild;
  for (const child of wanted) {
    if (child === at) at = child.nextSibling;
    else parent.insertBefore(child, at);
  }
}

/** Plain data without its positions, as a key. @param {unknown} data */
export const unplaced = (data) =>
  JSON.stringify(data, (name, value) => (/^spans?$|Span$/.test(name) ? undefined : value));
