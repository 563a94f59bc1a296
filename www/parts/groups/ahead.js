// Files are asked for before it is their turn: waiting for each would take longer than reading it.

/** Files asked for at once; each is small, so little is held. */
const AHEAD = 16;

/**
 * The items in their order, each with what was begun for it.
 * @template T, B
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<B>} begin
 * @returns {Generator<[T, Promise<B>]>}
 */
export function* ahead(items, begin) {
  /** @type {Promise<B>[]} */
  const begun = [];
  for (const [at, item] of items.entries()) {
    while (begun.length < AHEAD && at + begun.length < items.length) {
      const one = begin(/** @type {T} */ (items[at + begun.length]));
      // Who takes it learns of a failure; after a stop nobody takes it, which is no error.
      one.catch(() => {});
      begun.push(one);
    }
    yield [item, /** @type {Promise<B>} */ (begun.shift())];
  }
}
