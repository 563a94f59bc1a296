// The page's side of the engine: in a worker, or here where the page around forbids workers.

import { compile } from '../core.js';

/**
 * @typedef {import('./engine.js').Asked} Asked
 * @typedef {import('./engine.js').Told} Told
 */

const WORKER = new URL('worker.js', import.meta.url).href;

/** @type {{ createScriptURL: (address: string) => any } | undefined} */
let policy;

/** The one address that the policy of this page lets a worker have. */
function address() {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  if (!types) return WORKER;
  policy ??= types.createPolicy('headerlint-worker', { createScriptURL: () => WORKER });
  return policy?.createScriptURL(WORKER) ?? WORKER;
}

/**
 * Starts a reader.
 * @param {(told: Told) => void} tell
 * @returns {Promise<{ send: (asked: Asked) => void, end: () => void }>}
 */
export async function start(tell) {
  const module = await compile();
  const reader = await inWorker(tell).catch(() => inPage(tell));
  reader.send({ type: 'start', module });
  return reader;
}

/**
 * @param {(told: Told) => void} tell
 * @returns {Promise<{ send: (asked: Asked) => void, end: () => void }>}
 */
function inWorker(tell) {
  return new Promise((done, fail) => {
    const worker = new Worker(address(), { type: 'module' });
    worker.onmessage = ({ data }) => {
      // Its first word says that the script is there.
      if (data === 'here')
        done({ send: (asked) => worker.postMessage(asked), end: () => worker.terminate() });
      else tell(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(new Error(event.message));
      tell({ type: 'failed', error: event.message ?? '' });
    };
  });
}

/** @param {(told: Told) => void} tell */
async function inPage(tell) {
  const { Engine } = await import('./engine.js');
  let engine = /** @type {InstanceType<typeof Engine> | undefined} */ (
    new Engine((told) => engine && tell(told))
  );
  return {
    send: (/** @type {Asked} */ asked) => engine?.take(asked),
    end: () => void (engine = undefined),
  };
}
