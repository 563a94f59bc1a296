// The inspector: the Rust core as WebAssembly. After a trap its instance is dead; a new one is made
// from the compiled module, without asking the host for anything.

/**
 * @typedef {import('../headerlint.js').Report} Report
 * @typedef {(text: string, now: number, message?: number) => Report} Inspect
 * @typedef {Omit<typeof import('../headerlint.js'), 'inspect'> & { inspect: Inspect, forget: () => void }} Glue `forget` is ours (tools/site)
 */

const base = new URL('../', import.meta.url);

/** @type {WebAssembly.Module | undefined} */
let compiled;
/** @type {Promise<Glue> | undefined} */
let starting;
/** @type {Glue | undefined} */
let live;

/** Starts the core; the same promise for all who ask. What failed to load is not asked for again: that
 * would tell the host that somebody types. */
export function start() {
  starting ??= boot();
  return starting;
}

/** Whether it can inspect right now. */
export const ready = () => live !== undefined;

async function boot() {
  const [glue, module] = await Promise.all([import(new URL('headerlint.js', base).href), compiled ?? compile()]);
  compiled = module;
  await glue.default({ module_or_path: module });
  live = glue;
  return /** @type {Glue} */ (glue);
}

async function compile() {
  const response = await fetch(new URL('headerlint_bg.wasm', base));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  // A server that does not know the type `application/wasm` only costs the streaming.
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Uses the core once; any error drops the instance, as its memory may be in any state.
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

/** @param {string} text @param {number} [message] which one of several, from 0 @returns {Report} */
export const inspect = (text, message = 0) => using((glue, now) => glue.inspect(text, now, message));

/** @param {Uint8Array} bytes @returns {{ text: string, report: Report }} */
export const inspectBytes = (bytes) => using((glue, now) => glue.inspect_bytes(bytes, now));
