// The inspector: the Rust core as WebAssembly. After a trap its instance is dead; a new one is made
// from the compiled module, without asking the host for anything.

import { fetched } from './load.js';

/**
 * @typedef {import('../headerlint.js').Report} Report
 * @typedef {(text: string, now: number, message?: number) => Report} Inspect
 * @typedef {Omit<typeof import('../headerlint.js'), 'inspect'> & { inspect: Inspect, forget: () => void }} Glue `forget` is ours (tools/site)
 */

const base = new URL('../', import.meta.url);

/** @type {Promise<string> | undefined} */
let read;

/** What is known of programs, filters and refusals: tables that both modules take. They are fetched with the first of
 * them, not when somebody pastes a refusal: that would tell the host. */
export function tables() {
  read ??= fetched('tables.txt').then((response) => response.text());
  read.catch(() => (read = undefined));
  return read;
}

/** @type {Map<string, Promise<WebAssembly.Module>>} */
const compiled = new Map();

/** The module of a glue, fetched and compiled once for all who use it. @param {string} script the glue, from the page's folder */
export function compile(script) {
  let module = compiled.get(script);
  if (!module) {
    // A server that does not know the type `application/wasm` only costs the streaming.
    module = fetched(script.replace('.js', '_bg.wasm')).then(async (response) => WebAssembly.compile(await response.arrayBuffer()));
    module.catch(() => compiled.delete(script));
    compiled.set(script, module);
  }
  return module;
}

/**
 * A module beside this page and its glue, as one instance.
 * @template {{ default: Function, forget: () => void }} G
 * @param {string} script its glue, from the page's folder
 */
export function instance(script) {
  /** @type {Promise<G> | undefined} */
  let starting;
  /** @type {G | undefined} */
  let live;

  /** Starts it; the same promise for all who ask. What failed to load is not asked for again: that
   * would tell the host that somebody types. */
  function start() {
    starting ??= boot();
    return starting;
  }

  async function boot() {
    const [glue, module, known] = await Promise.all([import(new URL(script, base).href), compile(script), tables()]);
    await glue.default({ module_or_path: module });
    glue.learn_tables(known);
    live = glue;
    return /** @type {G} */ (glue);
  }

  /**
   * Uses it once; any error drops the instance, as its memory may be in any state.
   * @template T
   * @param {(glue: G, now: number) => T} use
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

  return { start, ready: () => live !== undefined, using };
}

/** @type {ReturnType<typeof instance<Glue>>} */
const main = instance('headerlint.js');

/** `ready`: whether it can inspect right now. */
export const { start, ready } = main;

/** @param {string} text @param {number} [message] which one of several, from 0 @returns {Report} */
export const inspect = (text, message = 0) => main.using((glue, now) => glue.inspect(text, now, message));

/** @param {Uint8Array} bytes @returns {{ text: string, report: Report }} */
export const inspectBytes = (bytes) => main.using((glue, now) => glue.inspect_bytes(bytes, now));
