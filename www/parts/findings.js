// What matters first: the verdict, the counts, what was read, and the findings with their reasons.

import { h, link, value } from './dom.js';

/**
 * @typedef {import('../headerlint.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./dom.js').Child} Child
 * @typedef {[number, number]} Span
 * @typedef {{ jump: (span: Span, index?: number) => void, edit: (span: Span) => void, line: (at: number) => number }} Go
 */

/** Most serious first; `said` marks a server's words. */
export const LEVELS = ['error', 'warning', 'note', 'said'];

const SHAPES = /** @type {Record<string, string>} */ ({ error: '✕', warning: '▲', note: '●' });

/** A level by shape and word. @param {Words} words @param {string} level */
export const shape = (words, level) =>
  h('span', { class: `lvl ${level}` }, h('span', { 'aria-hidden': 'true' }, SHAPES[level] ?? '·'), ' ', words.nodes(`level.${level}`));

/** @param {Words} words @param {Report} report */
export function verdict(words, report) {
  const { id, args } = report.verdict;
  return words.nodes(words.has(id) ? id : `verdict.${id}`, args);
}

/** @param {Words} words @param {Report} report */
export function counts(words, report) {
  const chips = ['error', 'warning', 'note'].map((level) => {
    const n = report.counts[/** @type {'error'} */ (level)];
    return n > 0 && h('li', { class: `chip ${level}` },
      h('span', { 'aria-hidden': 'true' }, SHAPES[level]), ' ', words.say(`page.count.${level}`, { count: n }));
  });
  const weights = report.weights.filter(({ rules }) => rules.length > 0).map((weight) => h('li', { class: 'chip weight' },
    h('details', null,
      h('summary', null, words.say('page.weight', {
        filter: words.text(`page.filter.${weight.filter}`),
        sum: signed(words, weight.sum),
        threshold: words.number(weight.threshold, 1),
      })),
      h('p', null,
        words.say('page.weight.about', {
          version: weight.version,
          rules: words.list(weight.rules.map(({ name, points }) => h('span', null, h('code', null, name), ' ', signed(words, points)))),
        })))));
  return h('ul', { class: 'counts' }, chips, weights);
}

/** @param {Words} words @param {number} n */
export const signed = (words, n) => (n < 0 ? '−' : '+') + words.number(Math.abs(n), 1);

/**
 * What was pasted and what was undone to read it.
 * @param {Words} words @param {Report} report @param {Go} go
 */
export function reading(words, report, go) {
  const total = report.repairs.length;
  const kind = words.nodes(`kind.${report.kind}`);
  const line = total
    ? h('details', null,
      h('summary', null, words.say('page.read', { kind: span(kind) }), ' ', words.say('page.repairs', { count: total })),
      h('ul', null, report.repairs.map((repair) => h('li', null,
        words.nodes(`repair.${repair.id}`, { count: { type: 'count', value: repair.count } }), ' ',
        link(() => go.edit(repair.span), {}, words.nodes('page.edit'))))))
    : h('p', null, words.say('page.read', { kind: span(kind) }));
  const limits = report.limits.map((limit) => h('p', { class: 'limit' },
    words.say(`limit.${limit.id}`, { limit: limit.limit, actual: limit.actual, count: limit.limit })));
  return [line, ...limits];
}

/** @param {Child[]} nodes */
const span = (nodes) => h('span', null, nodes);

/** Of so many findings, from the worst, the reasons are open. */
const REASONS = 4;
/** So many notes or more, beside something worse, are folded away. */
const NOTES = 2;

/**
 * @param {Words} words @param {Report} report @param {Go} go
 * @param {{ notes?: boolean }} state whether the notes were unfolded; kept between reports
 * @returns {HTMLElement}
 */
export function findings(words, report, go, state) {
  if (!report.findings.length) {
    return h('div', null, h('p', { class: 'none' }, words.nodes('page.findings.none')), h('ol', { class: 'findings', 'data-findings': true }));
  }
  const list = h('ol', { class: 'findings', 'data-findings': true }, report.findings.map((f, index) => finding(words, f, index, go)));
  const { note } = report.counts;
  if (state.notes || note < NOTES || note === report.findings.length) return list;
  list.classList.add('fewer');
  const more = h('button', { type: 'button', class: 'more', 'data-more': true, onclick: () => {
    unfold(list);
    state.notes = true;
    /** @type {HTMLElement | null} */ (list.querySelector(':scope > .note'))?.focus();
  } }, words.say('page.notes', { count: note }));
  return h('div', null, list, more);
}

/** Shows the notes of a list of findings. @param {Element | null} list */
export function unfold(list) {
  list?.classList.remove('fewer');
  list?.parentElement?.querySelector('[data-more]')?.remove();
}

/**
 * @param {Words} words @param {Report['findings'][number]} f @param {number} index @param {Go} go
 */
function finding(words, f, index, go) {
  const key = `rule.${f.rule}`;
  // One link per line, to the first mark on it.
  /** @type {Map<number, Span>} */
  const lines = new Map();
  for (const at of f.spans) if (!lines.has(go.line(at[0]))) lines.set(go.line(at[0]), at);
  const places = [...lines].slice(0, 8).map(([line, at], place) => [
    place > 0 && ', ',
    link(() => go.jump(at, index), { class: 'link place' }, words.say('page.line', { line: line + 1 })),
  ]);
  const first = f.spans[0];
  return h('li', { class: f.level, 'data-rule': f.rule, 'data-level': f.level, tabindex: -1 },
    h('p', { class: 'top' }, shape(words, f.level),
      h('span', { class: 'places' }, places.length ? places : words.nodes('page.no-place'),
        first && [' · ', link(() => go.edit(first), { class: 'link edit' }, words.nodes('page.edit'))])),
    h('h3', null, words.nodes(`${key}.title`, f.args)),
    h('p', { class: 'found' }, words.nodes(`${key}.found`, f.args)),
    h('details', { open: f.level !== 'note' && index < REASONS },
      h('summary', null, words.nodes('page.why-and-fix')),
      ['why', 'fix'].map((part) => words.has(`${key}.${part}`) &&
        h('p', { class: part }, h('b', null, words.nodes(`page.${part}`)), ' ', words.nodes(`${key}.${part}`, f.args))),
      sources(words, f)));
}

/** @param {Words} words @param {Report['findings'][number]} f */
function sources(words, f) {
  const page = h('li', null, outward(`./rules/${words.language}/${f.rule}.html`, words.say('page.rule', { rule: h('code', null, f.rule) }), true));
  return h('ul', { class: 'src' }, f.sources.map((source) => {
    const filter = source.kind === 'spamassassin' || source.kind === 'rspamd';
    const name = filter
      ? [words.nodes(`page.filter.${source.kind}`), ' ', h('code', null, source.name)]
      : source.kind === 'observed' ? [words.say('page.observed', { what: source.name })] : [source.name];
    return h('li', null,
      source.url ? outward(source.url, name) : name,
      source.weight !== undefined && source.weight !== null && [' ', h('b', null, signed(words, source.weight))],
      source.code && [' ', h('code', null, source.code)],
      filter && !source.same && [' ', h('span', { class: 'mute' }, words.nodes('page.similar'))]);
  }), page);
}

/**
 * A link to a page that our own tables name, never one out of the message.
 * @param {string} href @param {Child[]} children @param {boolean} [own]
 */
export function outward(href, children, own = false) {
  const url = new URL(href, new URL('../', import.meta.url));
  if (!/^https?:$/.test(url.protocol) && !own) return h('span', null, children);
  return h('a', own ? { href: url.href } : { href: url.href, rel: 'noopener noreferrer', target: '_blank' }, children);
}

const STAGES = ['connect', 'ehlo', 'mail', 'rcpt', 'data'];
/** Refusals of more recipients than this are folded away. */
const OPEN = 3;

/**
 * The refusal: who, at which stage, in which words, why, and what to do.
 * @param {Words} words @param {Report} report @param {Go} go
 */
export function bounce(words, report, go) {
  const notice = report.bounce;
  if (!notice) return null;
  const [open, rest] = [notice.failures.slice(0, OPEN), notice.failures.slice(OPEN)];
  const folded = rest.length > 0 && h('details', null, h('summary', null, words.say('page.bounce.more', { count: rest.length })));
  if (folded) {
    folded.addEventListener('toggle', () => {
      folded.append(...rest.slice(0, 500).map((f) => failure(words, f, notice, report, go)));
    }, { once: true });
  }
  return h('section', { class: 'bounce', 'data-bounce': true, 'aria-labelledby': 'h-bounce' },
    h('h2', { id: 'h-bounce' }, words.nodes(`page.bounce.${notice.kind}`)),
    open.map((f) => failure(words, f, notice, report, go)),
    folded,
    h('p', { class: 'mute' },
      words.has(`format.${notice.format}`) && [words.say('page.bounce.format', { format: span(words.nodes(`format.${notice.format}`)) }), ' '],
      notice.reporter && [words.say('page.bounce.reporter', { reporter: value(notice.reporter.text) }), ' '],
      words.nodes(notice.returned ? 'page.bounce.returned' : 'page.bounce.not-returned')));
}

/**
 * @param {Words} words
 * @param {NonNullable<Report['bounce']>['failures'][number]} f
 * @param {NonNullable<Report['bounce']>} notice
 * @param {Report} report @param {Go} go
 */
function failure(words, f, notice, report, go) {
  const bad = notice.kind === 'refused' || notice.kind === 'delayed';
  const provider = f.provider && words.has(`provider.${f.provider}`) ? span(words.nodes(`provider.${f.provider}`)) : null;
  const host = f.host && value(f.host.text);
  const both = host && provider ? span(words.say('page.host-of', { host, provider })) : host || provider;
  const who = both ? words.say(`page.by.${notice.kind}`, { who: both }) : words.nodes('page.by.unknown');
  const reply = f.reply;
  const code = [f.code?.text, f.status?.text].filter((text) => text !== undefined && text !== '');
  const key = f.response ? `response.${f.response}` : f.registry ? `status.${f.registry}` : null;
  const known = key !== null && words.has(`${key}.meaning`);
  return h('div', { class: 'failure' },
    h('div', { class: 'told' },
      bad && h('p', { class: 'by' }, who, f.recipient && [' ', words.say('page.for', { recipient: value(f.recipient.text) })]),
      bad && (f.stage ? stages(words, f.stage, notice.kind) : h('p', { class: 'mute' }, words.nodes('page.stage.unknown'))),
      reply && h('blockquote', null, h('p', null, value(reply.text, 'reply')),
        h('footer', null, words.nodes('page.server-words'), ' ', link(() => go.jump(reply.span), {}, words.say('page.line', { line: go.line(reply.span[0]) + 1 })))),
      h('ul', { class: 'tags' },
        code.length > 0 && h('li', null, code.map((text, i) => [i ? ' ' : null, h('code', null, value(text ?? ''))])),
        f.permanent !== undefined && f.permanent !== null && h('li', null, words.nodes(f.permanent ? 'page.permanent' : 'page.temporary')),
        bad && h('li', null, words.nodes(`side.${f.side}`)))),
    h('div', { class: 'told' },
      known && h('p', { class: 'means' }, words.nodes(`${key}.meaning`)),
      bad && words.whole && h('div', { class: 'todo' },
        h('h3', null, words.nodes('page.todo')),
        h('ul', null,
          (known ? steps(words, `${key}.action`) : [words.nodes(f.permanent === false ? 'page.todo.wait' : 'page.todo.read')]).map((step) => h('li', null, step)),
          report.findings.length > 0 && f.side !== 'recipient' && h('li', null, words.nodes('page.todo.findings')))),
      f.fields.length > 0 && h('p', null, words.nodes('page.points-at'), ' ', f.fields.slice(0, 8).map((n, i) => {
        const field = report.fields[n];
        return field && [i ? ' ' : null, link(() => go.jump(field.span), {}, h('code', null, value(field.name)))];
      })),
      f.reference && h('p', null, outward(f.reference, words.nodes('page.reference')), ' ', h('span', { class: 'mute url' }, f.reference))));
}

/** One step per sentence. @param {Words} words @param {string} key */
function steps(words, key) {
  const text = words.pattern(key) ?? '';
  const sentences = [...new Intl.Segmenter(words.language, { granularity: 'sentence' }).segment(text)].map((s) => s.segment);
  // A sentence that ends inside of code is no sentence.
  const whole = sentences.every((s) => (s.split('`').length - 1) % 2 === 0);
  return (whole ? sentences : [text]).map((s) => s.trim()).filter(Boolean).map((s) => words.fill(s));
}

/** How far the dialogue went. @param {Words} words @param {string} failed @param {string} kind */
function stages(words, failed, kind) {
  const at = STAGES.indexOf(failed);
  return h('ol', { class: 'stages', 'aria-label': words.text('page.stages') }, STAGES.map((stage, i) => {
    const state = i < at ? 'passed' : i > at ? 'unreached' : kind === 'delayed' ? 'waiting' : 'failed';
    const sign = { passed: '✓', failed: '✕', waiting: '…', unreached: '–' }[state];
    return h('li', { class: state, 'aria-current': i === at && 'step' },
      h('span', { class: 'st' }, words.nodes(`page.stage.${stage}`)), ' ',
      h('span', { class: 'state' }, h('span', { 'aria-hidden': 'true' }, sign), ' ', words.nodes(`page.stage.${state}`)));
  }));
}
