// The engine beside the page, so that the page stays at hand while much is read.

import { Engine } from './engine.js';

const engine = new Engine((told) => postMessage(told));
addEventListener('message', ({ data }) => engine.take(data));
postMessage('here');
