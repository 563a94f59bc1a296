// What matters first: the verdict, the counts, what was read, and the findings with their reasons.

import { h, link } from './dom.js';
import { put } from './keep.js';

/**
 * @typedef {import('./core.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./dom.js').Child} Child
 * @typedef {import('./view.js').Now} Now
 * @typedef {import('./view.js').Go} Go
 * @typedef {[number, number]} Span
 */

/** Most serious first; `said` marks a server's words. */
export const LEVELS = ['error', 'warning', 'note', 'said'];

const SHAPES = /** @type {Record<string, string>} */ ({ error: '✕', warning: '▲', note: '●' });

/** A level by shape and word. @param {Words} words @param {string} level */
export const shape = (words, level) =>
  h(
    'span',
    { class: `lvl ${level}` },
    h('span', { 'aria-hidden': 'true' }, SHAPES[level] ?? '·'),
    ' ',
    words.nodes(`level.${level}`),
  );

/**
 * A link to a line, by its number. `again` renews the number, should the line have moved.
 * @param {Words} words
 * @param {Now['go']} go
 * @param {() => Span | undefined} span
 * @param {() => number | undefined} [index] of its finding
 */
export function place(words, go, span, index = () => undefined) {
  const node = link(() => go.jump(span(), index()), { class: 'link place' });
  const again = () => {
    const line = words.text('page.line', {
      line: { type: 'count', value: go.line(span()?.[0] ?? 0) + 1 },
    });
    if (node.textContent !== line) node.textContent = line;
  };
  again();
  return { node, again };
}

/** @param {Now} now */
export function counts({ words, report, keep }) {
  const { counts: of, weights } = report;
  return keep.part('counts', [of, weights], null, () =>
    h(
      'ul',
      { class: 'counts' },
      /** @type {const} */ (['error', 'warning', 'note']).map(
        (level) =>
          of[level] > 0 &&
          h(
            'li',
            { class: `chip ${level}` },
            h('span', { 'aria-hidden': 'true' }, SHAPES[level]),
            ' ',
            words.say(`page.count.${level}`, { count: of[level] }),
          ),
      ),
      weights
        .filter(({ rules }) => rules.length > 0)
        .map((weight) =>
          h(
            'li',
            { class: 'chip weight' },
            h(
              'details',
              null,
              h(
                'summary',
                null,
                words.say(weight.refuses === null ? 'page.weight' : 'page.weight.refuses', {
                  filter: words.text(`page.filter.${weight.filter}`),
                  sum: signed(words, weight.sum),
                  threshold: words.number(weight.threshold, 1),
                  refuses: words.number(weight.refuses ?? 0, 1),
                }),
              ),
              h(
                'p',
                null,
                words.say('page.weight.about', {
                  version: weight.version,
                  rules: words.list(points(words, weight.rules)),
                }),
              ),
            ),
          ),
        ),
    ),
  );
}

/** @param {Words} words @param {Report['weights'][number]['rules']} rules */
const points = (words, rules) =>
  rules.map(({ name, points }) =>
    h('span', null, h('code', null, name), ' ', signed(words, points)),
  );

/** @param {Words} words @param {number} n */
export const signed = (words, n) => (n < 0 ? '−' : '+') + words.number(Math.abs(n), 1);

/** What kind of text was pasted, and what was undone to read it. @param {Now} now */
export function reading({ words, report, keep, go }) {
  const { kind, repairs, limits } = report;
  const says = JSON.stringify([kind, repairs.map(({ id, count }) => [id, count]), limits]);
  return keep.part('reading', says, repairs, (live) => {
    const read = words.say('page.read', { kind: span(words.nodes(`kind.${kind}`)) });
    return h(
      'div',
      null,
      repairs.length
        ? h(
            'details',
            null,
            h('summary', null, read, ' ', words.say('page.repairs', { count: repairs.length })),
            h(
              'ul',
              null,
              repairs.map((repair, i) =>
                h(
                  'li',
                  null,
                  words.nodes(`repair.${repair.id}`, {
                    count: { type: 'count', value: repair.count },
                  }),
                  ' ',
                  link(() => go.edit(live()[i]?.span), {}, words.nodes('page.edit')),
                ),
              ),
            ),
          )
        : h('p', null, read),
      limits.map((limit) =>
        h(
          'p',
          { class: 'limit' },
          words.say(`limit.${limit.id}`, {
            limit: limit.limit,
            actual: limit.actual,
            count: limit.limit,
          }),
        ),
      ),
    );
  });
}

/** @param {Child[]} nodes */
export const span = (nodes) => h('span', null, nodes);

/** Findings whose reasons are open, counted from the worst. */
const REASONS = 4;
/** Height of a finding with its reasons, and of one without, in pixels, about. */
const HIGH = { open: 350, shut: 120 };
/** From this many on, notes beside something worse are folded away. */
const NOTES = 2;

/** @param {Now} now @returns {{ nodes: Node[], whole: boolean }} */
export function findings(now) {
  const { words, report, keep, state } = now;
  let { room } = now;
  const shown = report.findings.filter((f, index) => {
    const fits = room > 0;
    room -= open(f, index) ? HIGH.open : HIGH.shut;
    return fits;
  });
  const whole = shown.length === report.findings.length;
  const none =
    !report.findings.length &&
    keep.part('none', '', null, () => h('p', { class: 'none' }, words.nodes('page.findings.none')));
  const list = keep.part('findings', '', null, () =>
    h('ol', { class: 'findings', 'data-findings': true }),
  );
  put(
    list,
    shown.map((f, index) => finding(now, f, index)),
  );
  const { note } = report.counts;
  const few = !state.notes && note >= NOTES && note < report.findings.length;
  list.classList.toggle('fewer', few);
  const more =
    few &&
    whole &&
    keep.part('more', [note], null, () =>
      h(
        'button',
        {
          type: 'button',
          class: 'more',
          'data-more': true,
          onclick: () => {
            state.notes = true;
            unfold(list);
            /** @type {HTMLElement | null} */ (list.querySelector(':scope > .note'))?.focus();
          },
        },
        words.say('page.notes', { count: note }),
      ),
    );
  return { nodes: [none, list, more].filter((part) => part instanceof Node), whole };
}

/** Shows the notes of a list of findings. @param {Element | null} list */
export function unfold(list) {
  list?.classList.remove('fewer');
  list?.parentElement?.querySelector('[data-more]')?.remove();
}

/** Whether its reasons are shown. @param {Report['findings'][number]} f @param {number} index */
const open = (f, index) => f.level !== 'note' && index < REASONS;

/** @param {Now} now @param {Report['findings'][number]} f @param {number} index */
function finding({ words, keep, go }, f, index) {
  const key = `rule.${f.rule}`;
  // One link per line, to the first mark on it.
  /** @type {Map<number, number>} */
  const lines = new Map();
  f.spans.forEach(([at], place) => lines.has(go.line(at)) || lines.set(go.line(at), place));
  const places = [...lines.values()].slice(0, PLACES);
  const { node, details } = keep.part(
    `finding ${f.rule}`,
    [f.args, f.level, places],
    { f, index },
    (live) => {
      const at = (/** @type {number} */ nth) => live().f.spans[nth];
      const links = places.map((nth) =>
        place(
          words,
          go,
          () => at(nth),
          () => live().index,
        ),
      );
      const details = h('details', { open: open(f, index) });
      const node = h(
        'li',
        { class: f.level, 'data-rule': f.rule, 'data-level': f.level, tabindex: -1 },
        h(
          'p',
          { class: 'top' },
          shape(words, f.level),
          h(
            'span',
            { class: 'places' },
            links.length
              ? links.map(({ node }, i) => [i > 0 && ', ', node])
              : words.nodes('page.no-place'),
            links.length > 0 && [
              ' · ',
              link(() => go.edit(at(0)), { class: 'link edit' }, words.nodes('page.edit')),
            ],
          ),
        ),
        h('h3', null, words.nodes(`${key}.title`, f.args)),
        h('p', { class: 'found' }, words.nodes(`${key}.found`, f.args)),
        details,
      );
      return { node, details, again: () => links.forEach(({ again }) => again()) };
    },
  );
  put(
    details,
    keep.part(`why ${f.rule}`, [f.args, f.sources], null, () => [
      h('summary', null, words.nodes('page.why-and-fix')),
      ...['why', 'fix'].map(
        (part) =>
          words.has(`${key}.${part}`) &&
          h(
            'p',
            { class: part },
            h('b', null, words.nodes(`page.${part}`)),
            ' ',
            words.nodes(`${key}.${part}`, f.args),
          ),
      ),
      sources(words, f),
    ]),
  );
  return node;
}

/** Places of a finding that are named. */
const PLACES = 8;

/** @param {Words} words @param {Report['findings'][number]} f */
const sources = (words, f) =>
  h(
    'ul',
    { class: 'src' },
    f.sources.map((each) => source(words, each)),
    h('li', null, page(words, f.rule)),
  );

/** A link to a rule's own page. @param {Words} words @param {string} rule */
export const page = (words, rule) =>
  outward(
    `./rules/${words.language}/${rule}.html`,
    words.say('page.rule', { rule: h('code', null, rule) }),
    true,
  );

/**
 * A source: who says that it matters.
 * @param {Words} words
 * @param {Report['findings'][number]['sources'][number]} source
 */
export function source(words, source) {
  const filter = source.kind === 'spamassassin' || source.kind === 'rspamd';
  const name = filter
    ? [words.nodes(`page.filter.${source.kind}`), ' ', h('code', null, source.name)]
    : source.kind === 'observed'
      ? [
          words.say('page.observed', {
            what: h('span', null, words.nodes(`observed.${source.name}`)),
          }),
        ]
      : [source.name];
  return h(
    'li',
    null,
    source.url ? outward(source.url, name) : name,
    source.weight !== undefined && [' ', h('b', null, signed(words, source.weight))],
    source.code && [' ', h('code', null, source.code)],
    filter && !source.same && [' ', h('span', { class: 'mute' }, words.nodes('page.similar'))],
  );
}

/**
 * A link to a page that our own tables name, never one out of the message.
 * @param {string} href @param {Child[]} children @param {boolean} [own]
 */
export function outward(href, children, own = false) {
  const url = new URL(href, new URL('../', import.meta.url));
  if (!/^https?:$/.test(url.protocol) && !own) return h('span', null, children);
  return h(
    'a',
    own ? { href: url.href } : { href: url.href, rel: 'noopener noreferrer', target: '_blank' },
    children,
  );
}
