// What `engine-bench.mjs` runs where it measures: in a page of its own server, and in Node. It
// imports nothing.

/**
 * @typedef {(text: string) => unknown} Parse
 * @typedef {{ parse: Parse, loaded: number }} Core
 *   `loaded`: milliseconds from the first byte asked for to the ready instance
 * @typedef {object} Place how a folder of the site is read here
 * @property {() => Promise<any>} glue
 * @property {(name: string) => Promise<BufferSource | undefined>} bytes
 */

/** Any day will do, as long as it is the same for all. */
const NOW = 1_790_000_000;

/** Starts the module of a built site. @param {Place} place @returns {Promise<Core>} */
export async function start(place) {
  const begin = performance.now();
  const [glue, module, tables] = await Promise.all([
    place.glue(),
    place
      .bytes('headerlint_bg.wasm')
      .then((bytes) => WebAssembly.compile(/** @type {BufferSource} */ (bytes))),
    place.bytes('tables.txt'),
  ]);
  await glue.default({ module_or_path: module });
  // Earlier builds kept their tables in a file, and took the options one by one.
  glue.learn_tables?.(new TextDecoder().decode(tables));
  const given = glue.inspect.length > 2 ? NOW : { now: NOW };
  return { parse: (text) => glue.inspect(text, given), loaded: performance.now() - begin };
}

/** In a page, over the network. @param {string} base @returns {Place} */
export const site = (base) => ({
  glue: () => import(`${base}headerlint.js`),
  bytes: async (name) => {
    const response = await fetch(base + name);
    return response.ok ? response.arrayBuffer() : undefined;
  },
});

/**
 * Milliseconds that a call takes. A clock in a browser ticks as rarely as every millisecond, so the
 * calls that fit into `least` are timed together.
 * @param {Parse} parse @param {string} text @param {number} calls
 */
async function timed(parse, text, calls) {
  const begin = performance.now();
  for (let i = 0; i < calls; i += 1) {
    const given = parse(text);
    if (given instanceof Promise) await given;
  }
  return (performance.now() - begin) / calls;
}

/** Several parsers over the same texts, in turns. */
export class Race {
  /**
   * @param {Record<string, Parse>} parsers
   * @param {string[]} texts
   * @param {number} least milliseconds of one measurement
   */
  constructor(parsers, texts, least) {
    this.names = Object.keys(parsers);
    this.parsers = Object.values(parsers);
    this.texts = texts;
    this.least = least;
    /** @type {number[][]} */
    this.calls = [];
    this.turn = 0;
  }

  /**
   * Runs each of them, untimed, for that long a text; then it is known how many calls a measurement
   * needs.
   * @param {number} at the text
   * @param {number} milliseconds
   */
  async warm(at, milliseconds) {
    this.calls[at] = [];
    for (const parse of this.parsers) {
      const text = this.texts[at] ?? '';
      const end = performance.now() + milliseconds;
      while (performance.now() < end) await timed(parse, text, 1);
      const each = await timed(parse, text, Math.ceil(this.least));
      this.calls[at]?.push(
        Math.min(1_000, Math.max(1, Math.ceil(this.least / Math.max(each, 0.001)))),
      );
    }
  }

  /**
   * One measurement of each parser with one text. Who begins changes, as the first one finds the
   * other's traces.
   * @param {number} at
   * @returns {Promise<number[]>}
   */
  async round(at) {
    this.turn += 1;
    /** @type {number[]} */
    const took = [];
    for (let i = 0; i < this.parsers.length; i += 1) {
      const which = (i + this.turn) % this.parsers.length;
      took[which] = await timed(
        /** @type {Parse} */ (this.parsers[which]),
        this.texts[at] ?? '',
        this.calls[at]?.[which] ?? 1,
      );
    }
    return took;
  }
}

/**
 * A fresh start: until the instance is there, the first inspection, the second, and the first of
 * another text.
 * @param {Place} place
 * @param {string[]} texts
 */
export async function cold(place, texts) {
  const { parse, loaded } = await start(place);
  const [text = '', other = text] = texts;
  const took = [loaded];
  for (const given of [text, text, other]) took.push(await timed(parse, given, 1));
  return took;
}
