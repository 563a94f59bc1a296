// What tells the groups apart: a sentence, a chart of the clearest traits, and tables of all.

import { h, value } from '../dom.js';
import { bars, chart, table } from './chart.js';

/**
 * @typedef {import('../words.js').Words} Words
 * @typedef {import('../dom.js').Child} Child
 * @typedef {import('../../headerlint.js').Groups} Groups
 * @typedef {import('../../headerlint.js').TraitReport} TraitReport
 * @typedef {import('../../headerlint.js').TraitName} TraitName
 * @typedef {import('../../headerlint.js').LimitReport} LimitReport
 */

/** Traits of the chart, and of the second table. */
const CHARTED = 8;
const REST = 25;

/** Values that are our own words, not text out of a message. */
const OURS = new Set(['rule', 'size', 'recipients', 'hour', 'zone', 'hops', 'tls']);

/** @param {Words} words @param {Groups} groups */
export function results(words, groups) {
  const found = groups.traits.filter((row) => row.finding);
  const rest = groups.traits.filter((row) => !row.finding).slice(0, REST);
  return [
    h(
      'h2',
      { class: 'verdict', 'data-groups-verdict': groups.verdict.id },
      words.nodes(`groups.verdict.${groups.verdict.id}`, groups.verdict.args),
    ),
    groups.wayLeftOut && h('p', { class: 'mute' }, words.nodes('groups.way')),
    found.length > 0 && traitChart(words, groups, found.slice(0, CHARTED)),
    found.length > 0 &&
      h(
        'section',
        { 'data-found': true },
        h('h3', null, words.nodes('groups.label.found')),
        traits(words, groups, found, 'groups.label.found'),
      ),
    rest.length > 0 &&
      h(
        'details',
        { 'data-rest': true, open: found.length === 0 },
        h('summary', null, words.nodes('groups.label.rest')),
        traits(words, groups, rest, 'groups.label.rest'),
      ),
    groups.tested > 0 &&
      h(
        'p',
        { class: 'mute' },
        words.nodes('groups.method', { count: { type: 'count', value: groups.tested } }),
      ),
    reached(words, groups.reached),
  ];
}

/** Limits that were reached. @param {Words} words @param {LimitReport[]} limits */
export function reached(words, limits) {
  return limits.map(({ id, limit, actual }) =>
    h(
      'p',
      { class: 'limit', 'data-limit': id },
      words.say(`groups.limit.${id}`, { limit: words.number(limit), count: actual }),
    ),
  );
}

/** @param {Words} words @param {TraitName} name @returns {Child} */
function named(words, { kind, value: text }) {
  const title = `rule.${text}.title`;
  const shown =
    kind === 'rule' && words.has(title)
      ? h('span', null, h('code', null, text), ' (', words.nodes(title), ')')
      : OURS.has(kind)
        ? text
        : value(text);
  return h('span', null, words.say(`groups.trait.${kind}`, { value: shown }));
}

/** @param {Words} words @param {TraitReport} row */
const plainly = (words, row) =>
  row.names.map((name) => h('p', null, named(words, name)).textContent).join('; ');

/** @param {Words} words @param {number} count @param {number} all */
const share = (words, count, all) =>
  words
    .format('share', { style: 'percent', maximumFractionDigits: 0 })
    .format(all ? count / all : 0);

/** @param {Words} words @param {Groups} groups @param {TraitReport[]} rows @param {string} label */
function traits(words, groups, rows, label) {
  const count = (/** @type {number} */ n, /** @type {number} */ all) =>
    `${words.number(n)} / ${words.number(all)} (${share(words, n, all)})`;
  return table(
    words.text(label),
    ['trait', 'refused', 'accepted', 'chance', 'adjusted'].map((key) =>
      words.nodes(`groups.page.${key}`),
    ),
    rows.map((row) => [
      h(
        'div',
        { class: 'traits' },
        h(
          'ul',
          null,
          row.names.map((name) => h('li', null, named(words, name))),
        ),
        row.opposite.length > 0 &&
          h(
            'p',
            { class: 'mute' },
            words.say('groups.page.opposite', {
              list: h(
                'span',
                null,
                row.opposite.map((name, n) => [n > 0 && '; ', named(words, name)]),
              ),
            }),
          ),
      ),
      count(row.refused, groups.refused),
      count(row.accepted, groups.accepted),
      chance(words, row.p),
      chance(words, row.adjusted),
    ]),
  );
}

/** @param {Words} words @param {Groups} groups @param {TraitReport[]} rows */
function traitChart(words, groups, rows) {
  const part = (/** @type {number} */ n, /** @type {number} */ all) => (all ? n / all : 0);
  const items = rows.map((row) => ({
    label: plainly(words, row),
    values: [part(row.refused, groups.refused), part(row.accepted, groups.accepted)],
    texts: [share(words, row.refused, groups.refused), share(words, row.accepted, groups.accepted)],
  }));
  const name = words.text('groups.page.chart.traits');
  const about = items
    .map(({ label, texts }) =>
      words.text('groups.page.chart.trait', {
        name: { type: 'plain', value: label },
        refused: { type: 'plain', value: texts[0] },
        accepted: { type: 'plain', value: texts[1] },
      }),
    )
    .join(' ');
  const series = ['refused', 'accepted'].map((key) => words.nodes(`groups.page.${key}`));
  return chart(words, {
    title: name,
    name,
    about,
    series: [
      { name: series[0], look: 'plain' },
      { name: series[1], look: 'hatched' },
    ],
    table: table(
      name,
      [words.nodes('groups.page.trait'), ...series],
      items.map(({ label, texts }) => [label, ...texts]),
    ),
    draw: bars(items, ['plain', 'hatched'], 1),
  });
}

/**
 * A probability with two significant digits.
 * @param {Words} words
 * @param {number} p
 * @returns {Child}
 */
export function chance(words, p) {
  if (p === 0) return '≈ 0';
  if (p >= 0.0001) return words.format('chance', { maximumSignificantDigits: 2 }).format(p);
  const [digits = '', power = ''] = p.toExponential(1).split('e');
  return h(
    'span',
    { class: 'power' },
    `${words.number(Number(digits), 1)} × 10`,
    h('sup', null, power.replace('-', '−')),
  );
}
