// What providers ask of a sender: one table each, folded, drawn when it is opened.

import { h, link } from './dom.js';
import { outward } from './findings.js';

/**
 * @typedef {import('../headerlint.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./dom.js').Child} Child
 * @typedef {import('./findings.js').Go} Go
 * @typedef {Report['requirements'][number]} Provider
 * @typedef {Provider['lines'][number]} Line
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

/** @param {Words} words @param {Report} report @param {Go} go */
export function providers(words, report, go) {
  return report.requirements.length > 0 && h('section', { class: 'facts providers', 'data-providers': true, 'aria-labelledby': 'h-providers' },
    h('h2', { id: 'h-providers' }, words.nodes('requirements.title')),
    h('p', null, words.nodes('requirements.about')),
    report.requirements.map((provider) => folded(words, provider, report, go)));
}

/** @param {Words} words @param {Provider} provider @param {Report} report @param {Go} go */
function folded(words, provider, report, go) {
  const count = (/** @type {string} */ state) => provider.lines.filter((line) => line.state === state).length;
  const counts = ['not-met', 'met', 'unseen'].map((state) => [' ',
    h('span', { class: `res ${count(state) ? STATES[state]?.[0] : ''}` },
      h('span', { 'aria-hidden': 'true' }, STATES[state]?.[1]), ' ', words.say(`requirements.count.${state}`, { n: words.number(count(state)) }))]);
  const panel = h('div', { class: 'panel' });
  const details = h('details', { 'data-provider': provider.provider },
    h('summary', null, h('strong', null, words.nodes(`asks.${provider.provider}`)), counts), panel);
  const draw = () => panel.childElementCount || panel.append(table(words, provider, report, go));
  details.addEventListener('toggle', draw, { once: true });
  return details;
}

/** @param {Words} words @param {Provider} provider @param {Report} report @param {Go} go */
function table(words, provider, report, go) {
  const titles = COLUMNS.map((column) => words.text(`requirements.col.${column}`));
  const lines = ORDER.flatMap((state) => provider.lines.filter((line) => line.state === state));
  return h('table', null,
    h('caption', { class: 'vh' }, words.nodes(`asks.${provider.provider}`)),
    h('thead', null, h('tr', null, titles.map((title) => h('th', { scope: 'col' }, title)))),
    h('tbody', null, lines.map((line) => h('tr', { 'data-state': line.state },
      cells(words, line, report, go).map((cell, i) => h('td', { 'data-l': titles[i] }, h('div', null, cell)))))));
}

/** @param {Words} words @param {Line} line @param {Report} report @param {Go} go @returns {Child[]} */
function cells(words, line, report, go) {
  const [kind, sign] = STATES[line.state] ?? ['', '?'];
  return [
    h('span', { class: `res ${kind}` }, h('span', { 'aria-hidden': 'true' }, sign), ' ', words.nodes(`requirements.state.${line.state}`)),
    [words.nodes(`requirement.${line.id}`), line.bulk && [' ', h('span', { class: 'tag' }, words.nodes('requirements.bulk'))]],
    why(words, line, report, go),
    [outward(line.source.url, [line.source.name]), h('span', { class: 'sub' },
      words.say('requirements.checked', { date: line.checked }),
      line.code && [', ', words.say('requirements.code', { code: h('code', null, line.code) })])],
  ];
}

/** The findings, the place that shows it, or where to look. @param {Words} words @param {Line} line @param {Report} report @param {Go} go */
function why(words, line, report, go) {
  const rules = line.findings.map((rule) => {
    const index = report.findings.findIndex((finding) => finding.rule === rule);
    const place = report.findings[index]?.spans[0];
    const title = words.nodes(`rule.${rule}.title`, report.findings[index]?.args);
    return h('span', { class: 'sub' }, place ? link(() => go.jump(place, index), {}, title) : title);
  });
  const { span: evidence } = line;
  return [
    rules,
    !rules.length && evidence && link(() => go.jump(evidence), {}, words.say('page.line', { line: go.line(evidence[0]) + 1 })),
    line.look && words.nodes(`look.${line.look}`),
    !rules.length && !evidence && !line.look && h('span', { class: 'mute' }, '–'),
  ];
}
