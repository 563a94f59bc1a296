// The module that compares; it inspects too.

import { instance } from '../core.js';

/**
 * @typedef {import('../../compare/headerlint_compare.js').Comparison} Comparison
 * @typedef {import('../../compare/headerlint_compare.js').Compared} Compared
 * @typedef {import('../core.js').Glue & Pick<typeof import('../../compare/headerlint_compare.js'), 'compare_inspected'>} Glue
 */

/** @type {ReturnType<typeof instance<Glue>>} */
const module = instance('compare/headerlint_compare.js');

export const { start, ready } = module;

/** Two texts, and each by itself. @param {string} left @param {string} right @returns {Compared} */
export const compare = (left, right) => module.using((glue, now) => glue.compare_inspected(left, right, now));

/** The text of a file, in whatever charset. @param {Uint8Array} bytes @returns {string} */
export const read = (bytes) => module.using((glue, now) => glue.inspect_bytes(bytes, now).text);
