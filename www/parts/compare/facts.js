// Facts about both messages as one table.

import { h, value } from '../dom.js';
import { signed } from '../findings.js';
import { SIDES } from './differences.js';

/**
 * @typedef {import('../words.js').Words} Words
 * @typedef {import('../dom.js').Child} Child
 * @typedef {import('../core.js').Report} Report
 * @typedef {import('../core.js').Comparison} Comparison
 * @typedef {import('./result.js').Now} Now
 */

/** Identities that are told. */
const ROLES = ['from', 'sender', 'reply-to', 'return-path', 'helo', 'message-id'];
/** Values of one cell. */
const MOST = 12;

/**
 * What is told of one message: plain texts by the key of their row.
 * @param {Words} words
 * @param {Report} report
 * @param {Comparison['left']} side
 * @param {string} text
 * @returns {[string, string[]][]}
 */
function told(words, report, side, text) {
  const { mailer, identities, authentication, hops, fields, counts, weights } = report;
  const unique = (/** @type {string[]} */ texts) => [...new Set(texts)];
  const date = fields.find(({ name }) => name.toLowerCase() === 'date');
  const travelled = hops.filter(({ delay }) => delay !== undefined);
  return [
    ['program', unique(mailer.claims.map(({ program, value: { text } }) => program ?? text))],
    ['fits', mailer.fits],
    ...ROLES.map(
      (role) =>
        /** @type {[string, string[]]} */ ([
          `role.${role}`,
          unique(identities.filter((each) => each.role === role).map(({ domain }) => domain)),
        ]),
    ),
    [
      'authentication',
      unique(
        authentication.map(({ method, result, domain }) => {
          const said = result === 'present' ? words.text('page.auth.present') : result;
          return `${method}=${said}${domain ? ` (${domain})` : ''}`;
        }),
      ),
    ],
    ['hops', hops.length ? [words.number(hops.length)] : []],
    [
      'tls',
      hops.length
        ? [
            words.text('compare.fact.of', {
              part: { type: 'count', value: hops.filter(({ tls }) => tls).length },
              count: { type: 'count', value: hops.length },
            }),
          ]
        : [],
    ],
    [
      'delay',
      travelled.length
        ? [words.duration(travelled.reduce((sum, { delay }) => sum + Math.max(0, delay ?? 0), 0))]
        : [],
    ],
    [
      'zone',
      unique(
        [/([+-]\d{4})\b/.exec(date ? text.slice(...date.valueSpan) : '')?.[1] ?? ''].filter(
          Boolean,
        ),
      ),
    ],
    ['charset', unique(fields.flatMap(({ charsets }) => charsets ?? []))],
    ['fields', [words.number(side.fields)]],
    ['bytes', [words.number(side.headerBytes)]],
    ['parts', side.parts],
    .../** @type {const} */ (['error', 'warning', 'note']).map(
      (level) => /** @type {[string, string[]]} */ ([level, [words.number(counts[level])]]),
    ),
    ...weights.map(
      ({ filter, sum }) => /** @type {[string, string[]]} */ ([filter, [signed(words, sum)]]),
    ),
  ];
}

/** @param {Now} now */
export function facts({ words, keep, comparison, reports, texts }) {
  const sides = SIDES.map(
    (which) => new Map(told(words, reports[which], comparison[which], texts[which])),
  );
  const names = [...new Set(sides.flatMap((side) => [...side.keys()]))];
  const rows = names
    .map((name) => ({ name, cells: sides.map((side) => side.get(name) ?? []) }))
    .filter(({ cells }) => cells.some((cell) => cell.length));
  return keep.part('facts', rows, null, () =>
    h(
      'section',
      { class: 'facts', 'aria-labelledby': 'h-facts2' },
      h('h3', { id: 'h-facts2' }, words.nodes('compare.page.facts')),
      h(
        'div',
        { class: 'panel' },
        h(
          'table',
          { 'data-facts': true },
          h(
            'thead',
            null,
            h(
              'tr',
              null,
              [
                'compare.page.fact',
                'compare.page.alike',
                'compare.page.left',
                'compare.page.right',
              ].map((key) => h('th', { scope: 'col' }, words.nodes(key))),
            ),
          ),
          h(
            'tbody',
            null,
            rows.map(({ name, cells }) => {
              const alike = JSON.stringify(cells[0]) === JSON.stringify(cells[1]);
              const title = name.startsWith('role.')
                ? words.say('compare.fact.domain', { role: h('span', null, words.nodes(name)) })
                : words.nodes(`compare.fact.${name}`);
              const cell = (/** @type {string} */ label, /** @type {Child} */ child) =>
                h('td', { 'data-l': words.text(label) }, h('div', null, child));
              return h(
                'tr',
                { class: alike ? 'alike' : 'unlike' },
                h('th', { scope: 'row' }, title),
                cell(
                  'compare.page.alike',
                  alike
                    ? h('span', { class: 'mute' }, '= ', words.nodes('page.yes'))
                    : h('b', null, '≠ ', words.nodes('page.no')),
                ),
                cells.map((texts, i) =>
                  cell(
                    `compare.page.${SIDES[i]}`,
                    texts.length
                      ? [
                          texts.slice(0, MOST).map((text, i) => [i > 0 && ', ', value(text)]),
                          texts.length > MOST && ` … +${words.number(texts.length - MOST)}`,
                        ]
                      : h('span', { class: 'mute' }, '–'),
                  ),
                ),
              );
            }),
          ),
        ),
      ),
    ),
  );
}
