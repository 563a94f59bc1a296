// What providers ask of a sender: a folded table each, which is fetched from the module and drawn
// when it is opened.

import { h, link } from './dom.js';
import { outward, place } from './findings.js';
import { unplaced } from './keep.js';

/**
 * @typedef {import('./core.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./dom.js').Child} Child
 * @typedef {import('./view.js').Now} Now
 * @typedef {import('./view.js').Go} Go
 * @typedef {Report['requirements'][number]} Provider
 * @typedef {Provider['lines'][number]} Line
 * @typedef {() => Report} Live the present report, since positions move with every edit
 */

/** Most serious first: class and sign of each state; its word stands beside the sign. */
const STATES = /** @type {Record<string, [string, string]>} */ ({
  'not-met': ['bad', '✕'],
  unseen: ['', '?'],
  met: ['good', '✓'],
  'not-applicable': ['', '–'],
});
const ORDER = Object.keys(STATES);
const COLUMNS = ['state', 'asked', 'why', 'source'];

/** @param {Now} now */
export function providers({ words, report, keep, go }) {
  if (!words.whole || report.requirements.length === 0) return null;
  const says = unplaced([
    report.requirements,
    report.findings.map(({ rule, args }) => [rule, args]),
  ]);
  return keep.part('providers', says, report, (live) => {
    /** @type {{ of?: Report, all: Provider[] }} */
    let listed = { all: [] };
    const list = () => {
      if (listed.of !== live()) listed = { of: live(), all: go.requirements() };
      return listed.all;
    };
    const all = report.requirements.map((provider, i) =>
      folded(words, provider, () => list()[i], live, go),
    );
    const node = h(
      'section',
      { class: 'facts providers', 'data-providers': true, 'aria-labelledby': 'h-providers' },
      h('h2', { id: 'h-providers' }, words.nodes('requirements.title')),
      h('p', null, words.nodes('requirements.about')),
      all.map(({ details }) => details),
    );
    return {
      node,
      drawAll: () => all.forEach(({ draw }) => draw()),
      again: () => all.forEach(({ details, draw }) => details.open && draw()),
    };
  });
}

/**
 * @param {Words} words
 * @param {Provider} provider
 * @param {() => Provider | undefined} list its lines
 * @param {Live} live @param {Go} go
 */
function folded(words, provider, list, live, go) {
  const { notMet = 0, met = 0, unseen = 0 } = provider.counts ?? {};
  const counts = Object.entries({ 'not-met': notMet, met, unseen }).map(([state, count]) => [
    ' ',
    h(
      'span',
      { class: `res ${count ? STATES[state]?.[0] : ''}` },
      h('span', { 'aria-hidden': 'true' }, STATES[state]?.[1]),
      ' ',
      words.say(`requirements.count.${state}`, { n: words.number(count) }),
    ),
  ]);
  const panel = h('div', { class: 'panel' });
  /** What the panel says. @type {string | undefined} */
  let drawn;
  const details = h(
    'details',
    { 'data-provider': provider.provider },
    h('summary', null, h('strong', null, words.nodes(`asks.${provider.provider}`)), counts),
    panel,
  );
  const draw = () => {
    try {
      const all = list();
      const says = unplaced(all);
      if (!all || says === drawn) return;
      drawn = says;
      panel.replaceChildren(table(words, all, list, live, go));
    } catch (error) {
      drawn = undefined;
      const sentence = words.say('page.trouble.trap', { error: String(error) });
      panel.replaceChildren(h('p', { class: 'trouble' }, sentence));
    }
  };
  details.addEventListener('toggle', () => details.open && draw());
  return { details, draw };
}

/**
 * @param {Words} words @param {Provider} provider @param {() => Provider | undefined} list of now
 * @param {Live} live @param {Go} go
 */
function table(words, provider, list, live, go) {
  const titles = COLUMNS.map((column) => words.text(`requirements.col.${column}`));
  const numbered = provider.lines.map((line, at) => ({ line, at }));
  const lines = ORDER.flatMap((state) => numbered.filter(({ line }) => line.state === state));
  return h(
    'table',
    null,
    h('caption', { class: 'vh' }, words.nodes(`asks.${provider.provider}`)),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        titles.map((title) => h('th', { scope: 'col' }, title)),
      ),
    ),
    h(
      'tbody',
      null,
      lines.map(({ line, at }) =>
        h(
          'tr',
          { 'data-state': line.state },
          cells(words, line, () => list()?.lines[at], live, go).map((cell, i) =>
            h('td', { 'data-l': titles[i] }, h('div', null, cell)),
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {Words} words @param {Line} line @param {() => Line | undefined} now the line of now
 * @param {Live} live @param {Go} go @returns {Child[]}
 */
function cells(words, line, now, live, go) {
  const [kind, sign] = STATES[line.state] ?? ['', '?'];
  return [
    h(
      'span',
      { class: `res ${kind}` },
      h('span', { 'aria-hidden': 'true' }, sign),
      ' ',
      words.nodes(`requirements.state.${line.state}`),
    ),
    [
      words.nodes(`requirement.${line.id}`),
      line.bulk && [' ', h('span', { class: 'tag' }, words.nodes('requirements.bulk'))],
    ],
    why(words, line, now, live, go),
    [
      outward(line.source.url, [line.source.name]),
      h('span', { class: 'sub' }, words.say('requirements.checked', { date: line.checked })),
      line.code &&
        h(
          'span',
          { class: 'sub' },
          words.say('requirements.code', { code: h('code', null, line.code) }),
        ),
    ],
  ];
}

/**
 * The refusal, the findings, the place that shows it, or where to look.
 * @param {Words} words
 * @param {Line} line
 * @param {() => Line | undefined} now
 * @param {Live} live
 * @param {Go} go
 */
function why(words, line, now, live, go) {
  const found = (/** @type {string} */ rule) =>
    live().findings.findIndex((finding) => finding.rule === rule);
  const rules = line.findings.map((rule) => {
    const finding = live().findings[found(rule)];
    const title = words.nodes(`rule.${rule}.title`, finding?.args);
    const jump = () => go.jump(live().findings[found(rule)]?.spans[0], found(rule));
    return h('span', { class: 'sub' }, finding?.spans.length ? link(jump, {}, title) : title);
  });
  return [
    line.refused && [
      words.nodes('requirements.refused'),
      ' ',
      place(words, go, () => now()?.span).node,
    ],
    rules,
    !rules.length && !line.refused && line.span && place(words, go, () => now()?.span).node,
    line.look && words.nodes(`look.${line.look}`),
    !rules.length && !line.span && !line.look && h('span', { class: 'mute' }, '–'),
  ];
}
