// A field as it stands in its text, with its changed tokens: cut out as plain data, so that it can
// be compared with what is drawn already, and drawn from that.

import { h, raw } from '../dom.js';

/**
 * @typedef {import('../dom.js').Child} Child
 * @typedef {readonly [number, number]} Span
 * @typedef {'changed' | 'varies' | 'name'} Kind
 *   changed, changed as in every message, or the field's name
 * @typedef {{ span: Span, kind: Kind }} Token
 * @typedef {{
 *   text: string, before: boolean, after: boolean,
 *   tokens: [start: number, end: number, kind: Kind][]
 * }} Fragment
 */

/** Characters shown before the first changed token of a long field. */
const BEFORE = 60;

/**
 * @param {string} text
 * @param {Span} span of the field
 * @param {readonly Token[]} tokens
 * @param {number} most characters that are shown
 * @returns {Fragment}
 */
export function fragment(text, span, tokens, most) {
  const whole = text.slice(...span).replace(/[\r\n]+$/, '');
  const inside = tokens
    .map(
      ({ span: [start, end], kind }) =>
        /** @type {Fragment['tokens'][number]} */ ([start - span[0], end - span[0], kind]),
    )
    .filter(([start, end]) => start >= 0 && start <= end && start <= whole.length);
  const first = Math.min(
    ...inside.filter(([, , kind]) => kind !== 'name').map(([start]) => start),
    whole.length,
  );
  const from = whole.length > most && first > most - BEFORE ? first - BEFORE : 0;
  const to = Math.min(whole.length, from + most);
  const within = (/** @type {number} */ at) => Math.min(Math.max(at - from, 0), to - from);
  return {
    text: whole.slice(from, to),
    before: from > 0,
    after: to < whole.length,
    tokens: inside
      .filter(([start, end]) => start <= to && end >= from)
      .map(([start, end, kind]) => [within(start), within(end), kind]),
  };
}

/**
 * @param {Fragment} fragment
 * @param {() => void} [press] for the mouse; the keyboard has a button
 * @returns {Child[]}
 */
export function draw({ text, before, after, tokens }, press) {
  const cuts = new Set([0, text.length]);
  for (const [start, end] of tokens) cuts.add(start).add(end);
  const places = [...cuts].sort((a, b) => a - b);
  /** @type {Child[]} */
  const out = [before && '… '];
  const mark = (/** @type {string} */ kind, /** @type {Child} */ piece) =>
    h('mark', { class: kind, onclick: press }, piece);
  places.forEach((a, i) => {
    const here = tokens.filter(([start, end]) => start === a && end === a);
    // An empty token shows where something stands on the other side.
    if (here.length) out.push(mark(here[0]?.[2] ?? 'changed', '∅'));
    const b = places[i + 1];
    if (b === undefined) return;
    const on = new Set(
      tokens.filter(([start, end]) => start <= a && b <= end).map(([, , kind]) => kind),
    );
    /** @type {Child} */
    let piece = raw(text.slice(a, b).replace(/\r(?=\n|$)/g, ''));
    if (on.has('name')) piece = h('span', { class: 'nm' }, piece);
    const kind = on.has('changed') ? 'changed' : on.has('varies') && 'varies';
    out.push(kind ? mark(kind, piece) : piece);
  });
  out.push(after && ' …');
  return out;
}
