// The differences, those that filters look at most first, each with both values; and what differs
// between any two messages.

import { h, link, value } from '../dom.js';
import { page, shape, source } from '../findings.js';
import { put } from '../keep.js';
import * as fragments from './fragment.js';

/**
 * @typedef {import('./result.js').Now} Now
 * @typedef {import('./side.js').Which} Which
 * @typedef {import('../core.js').Comparison['differences'][number]} Difference
 * @typedef {import('../core.js').Comparison['volatile'][number]} Volatile
 * @typedef {import('./fragment.js').Kind} Kind
 */

export const SIDES = /** @type {const} */ (['left', 'right']);
/** Differences that are drawn; with more, the messages have little to do with each other. */
const SHOWN = 60;
/** Characters of a field that are shown here. */
const MOST = 500;

/** @param {Now} now @returns {(Node | false)[]} */
export function differences(now) {
  const {
    words,
    keep,
    comparison: { differences: all },
  } = now;
  if (!all.length) return [];
  const list = keep.part('differences', '', null, () =>
    h('ol', { class: 'differences', 'data-differences': true }),
  );
  put(
    list,
    all.slice(0, SHOWN).map((each, number) => difference(now, each, number)),
  );
  return [
    keep.part('h-differences', '', null, () =>
      h('h3', { id: 'h-differences' }, words.nodes('compare.label.differences')),
    ),
    list,
    all.length > SHOWN &&
      keep.part('more', all.length, null, () =>
        h('p', { class: 'mute' }, words.say('compare.page.more', { count: all.length - SHOWN })),
      ),
  ];
}

/**
 * A field of one side as it stands, with its changed tokens.
 * @param {Now} now
 * @param {Which} which
 * @param {Difference | Volatile} of
 * @param {Kind} kind
 */
function cut(now, which, of, kind) {
  const place = of[which];
  const field = place && now.reports[which].fields[place.index];
  if (!place || !field) return undefined;
  const spans = 'tokens' in of ? of.tokens[which] : of.aspects.flatMap((aspect) => aspect[which]);
  // What is on one side only is changed as a whole.
  const changed = spans.length || (of.left && of.right) ? spans : [field.valueSpan];
  return {
    fragment: fragments.fragment(
      now.texts[which],
      place.span,
      [
        { span: [field.nameSpan[0], field.nameSpan[1] + 1], kind: 'name' },
        ...changed.map((span) => ({ span, kind })),
      ],
      MOST,
    ),
    decoded: field.decoded === undefined ? undefined : field.decoded.slice(0, MOST),
    line: field.line,
  };
}

/** @param {Now} now @param {Difference} each @param {number} number */
function difference(now, each, number) {
  const { words, keep, go } = now;
  const sides = SIDES.map((which) => cut(now, which, each, 'changed'));
  const { says, kind, rules, sources } = each;
  const key = [
    number,
    says,
    kind,
    each.aspects.map(({ id }) => id),
    sides.map((side) => side && [side.fragment, side.decoded]),
    rules,
    sources,
  ];
  const live = { each, lines: sides.map((side) => side?.line) };
  return keep.part(`difference ${number}`, key, live, (live) => {
    /** @type {[HTMLElement, number][]} */
    const links = [];
    const node = h(
      'li',
      { 'data-difference': number, 'data-kind': kind, tabindex: -1 },
      h(
        'div',
        { class: 'top' },
        h(
          'h4',
          null,
          h('span', { class: 'number' }, `${words.number(number + 1)}.`),
          ' ',
          words.nodes(`compare.page.says.${says.id}`, says.args),
        ),
        (each.left || each.right) &&
          link(() => go.both(number), { 'data-both': number }, words.nodes('compare.page.both')),
      ),
      h(
        'ul',
        { class: 'tags', 'aria-label': words.text('compare.label.about') },
        each.aspects.map(({ id }) => h('li', null, words.nodes(`compare.trait.${id}`))),
      ),
      says.id !== 'rule' &&
        h(
          'div',
          { class: 'pair values' },
          SIDES.map((which, i) => {
            const side = sides[i];
            const line =
              side &&
              link(() => go.edit(which, live().each[which]?.span), {
                class: 'link place',
                'data-line': which,
              });
            if (line) links.push([line, i]);
            const arg = says.args[which];
            return h(
              'div',
              { class: `value ${which}` },
              h(
                'p',
                { class: 'which' },
                words.nodes(`compare.page.${which}`),
                line && [' · ', line],
              ),
              side
                ? [
                    h(
                      'p',
                      { class: 'raw', translate: 'no' },
                      fragments.draw(side.fragment, () => go.both(number)),
                    ),
                    side.decoded !== undefined &&
                      h(
                        'p',
                        { class: 'dec' },
                        h('span', { class: 'vh' }, words.nodes('page.decoded')),
                        value(side.decoded),
                      ),
                  ]
                : says.id === 'structure' && arg
                  ? h('p', { class: 'raw' }, words.arg(arg))
                  : h('p', { class: 'mute' }, words.nodes('compare.page.none')),
            );
          }),
        ),
      rules.length + sources.length > 0 &&
        h(
          'details',
          { class: 'who-reads', open: number === 0 },
          h(
            'summary',
            null,
            words.say('compare.page.who', { count: rules.length + sources.length }),
          ),
          rules.map((rule) =>
            h(
              'div',
              { class: `judged ${rule.level}` },
              h(
                'p',
                null,
                shape(words, rule.level),
                ' ',
                h('b', null, words.nodes(`rule.${rule.rule}.title`)),
                ' ',
                h('span', { class: 'tag' }, words.nodes(`compare.label.rule-${rule.side}`)),
              ),
              h(
                'ul',
                { class: 'src' },
                h('li', null, page(words, rule.rule)),
                rule.sources.map((each) => source(words, each)),
              ),
            ),
          ),
          sources.length > 0 &&
            h(
              'div',
              { class: 'read-by' },
              h('p', { class: 'mute' }, words.nodes('compare.label.read-by')),
              h(
                'ul',
                { class: 'src' },
                sources.map((each) => source(words, each)),
              ),
            ),
        ),
    );
    const again = () => {
      for (const [element, i] of links) {
        const text = words.text('page.line', {
          line: { type: 'count', value: live().lines[i] ?? 0 },
        });
        if (element.textContent !== text) element.textContent = text;
      }
    };
    return { node, again };
  }).node;
}

/** What differs in every two messages, folded away. @param {Now} now */
export function varying(now) {
  const {
    words,
    keep,
    comparison: { volatile },
  } = now;
  if (!volatile.length) return undefined;
  const rows = volatile.slice(0, SHOWN).map((each) => ({
    field: each.field,
    reason: each.reason,
    sides: SIDES.map((which) => cut(now, which, each, 'varies')?.fragment),
  }));
  return keep.part('volatile', rows, null, () =>
    h(
      'details',
      { class: 'volatile', 'data-volatile': true },
      h(
        'summary',
        null,
        h('h3', null, words.nodes('compare.label.volatile')),
        ' ',
        h(
          'span',
          { class: 'mute' },
          words.say('compare.page.volatile', { count: volatile.length }),
        ),
      ),
      h(
        'ul',
        null,
        rows.map(({ field, reason, sides }) =>
          h(
            'li',
            null,
            h(
              'p',
              null,
              h('b', null, value(field)),
              ' ',
              h('span', { class: 'mute' }, words.nodes(`compare.volatile.${reason}`)),
            ),
            h(
              'div',
              { class: 'pair values' },
              sides.map((side, i) =>
                h(
                  'div',
                  { class: 'value' },
                  h('p', { class: 'which' }, words.nodes(`compare.page.${SIDES[i]}`)),
                  side && h('p', { class: 'raw', translate: 'no' }, fragments.draw(side)),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
