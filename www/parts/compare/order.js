// The order of the fields on both sides: what moved, and what only one side has.

import { h, value } from '../dom.js';
import { SIDES } from './differences.js';

/** @typedef {import('./result.js').Now} Now */

/** Names that are listed. */
const SHOWN = 200;

/** @param {Now} now */
export function order({ words, keep, comparison: { order: of } }) {
  if (!of.moved.length) return undefined;
  const says = SIDES.map((which, side) => {
    const moved = new Set(of.moved.map((pair) => pair[side]));
    const both = new Set(of.pairs.map((pair) => pair[side]));
    return of[which]
      .slice(0, SHOWN)
      .map((name, i) => ({ name, state: moved.has(i) ? 'moved' : both.has(i) ? '' : 'only' }));
  });
  return keep.part('order', says, null, () =>
    h(
      'details',
      { class: 'order', 'data-order': true },
      h(
        'summary',
        null,
        h('h3', null, words.nodes('compare.page.order')),
        ' ',
        h('span', { class: 'mute' }, words.say('compare.page.moved', { count: of.moved.length })),
      ),
      h(
        'div',
        { class: 'pair' },
        SIDES.map((which, side) =>
          h(
            'div',
            null,
            h('p', { class: 'which' }, words.nodes(`compare.page.${which}`)),
            h(
              'ol',
              { class: 'names' },
              says[side]?.map(({ name, state }) =>
                h(
                  'li',
                  { class: state || false },
                  state === 'moved' && h('span', { 'aria-hidden': 'true' }, '↕ '),
                  h('code', null, value(name)),
                  state && [
                    ' ',
                    h('span', { class: 'mute' }, words.nodes(`compare.page.badge.${state}`)),
                  ],
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
