// Runs the engine beside the page, which thus answers while much is read.

import { Engine } from './engine.js';

const engine = new Engine((told) => postMessage(told));
addEventListener('message', ({ data }) => engine.take(data));
postMessage('here');
