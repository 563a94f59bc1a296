// The inspector: the Rust core as WebAssembly. A trap ends its instance; a new one is made of the
// compiled module, without a request to the host.

import { fetched } from './load.js';

/**
 * @typedef {import('../headerlint.js').Report} Report
 * @typedef {import('../headerlint.js').Comparison} Comparison
 * @typedef {import('../headerlint.js').Compared} Compared
 * @typedef {typeof import('../headerlint.js') & { forget: () => void }} Glue
 *   `forget` is ours (tools/site)
 */

/** @type {Promise<WebAssembly.Module> | undefined} */
let compiled;
/** @type {Promise<unknown> | undefined} */
let starting;
/** @type {Glue | undefined} */
let live;

/** The module, fetched and compiled once for all who use it. */
export function compile() {
  // A server that does not know the type `application/wasm` only costs the streaming.
  compiled ??= fetched('headerlint_bg.wasm')
    .then((response) => response.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes));
  compiled.catch(() => (compiled = undefined));
  return compiled;
}

/**
 * Starts an instance; all who ask get the same promise. What failed to load is not asked for again,
 * since that would tell the host that somebody types.
 */
export function start() {
  starting ??= boot();
  return starting;
}

async function boot() {
  const [glue, module] = await Promise.all([import('../headerlint.js'), compile()]);
  await glue.default({ module_or_path: module });
  live = /** @type {Glue} */ (glue);
}

/** Whether it can inspect right now. */
export const ready = () => live !== undefined;

/**
 * Uses it once; any error drops the instance, as its memory may be in any state.
 * @template T
 * @param {(glue: Glue, now: number) => T} use
 * @returns {T}
 */
function using(use) {
  if (!live) throw new Error('not started');
  try {
    return use(live, Math.floor(Date.now() / 1000));
  } catch (error) {
    live.forget();
    live = undefined;
    starting = undefined;
    throw error;
  }
}

/**
 * The report, in which what providers ask is only counted.
 * @param {string} text @param {number} [message] which one of several, from 0
 */
export const inspect = (text, message = 0) =>
  using((glue, now) => glue.inspect(text, { now, message, detail: 'counted' }));

/**
 * What providers ask, line by line: half of a report, and few readers open it.
 * @param {string} text @param {number} [message]
 */
export const requirements = (text, message = 0) =>
  using((glue, now) => glue.inspect(text, { now, message, detail: 'full' }).requirements);

/** The text of a file, in whatever charset, and its report. @param {Uint8Array} bytes */
export const inspectBytes = (bytes) =>
  using((glue, now) => glue.inspect_bytes(bytes, { now, detail: 'counted' }));

/** Two texts, and each by itself. @param {string} left @param {string} right */
export const compare = (left, right) =>
  using((glue, now) => glue.compare_inspected(left, right, { now, detail: 'counted' }));
