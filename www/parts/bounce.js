// The refusal: who, at which stage, in which words, why, and what to do.

import { h, link, value } from './dom.js';
import { outward, place, span } from './findings.js';
import { put, unplaced } from './keep.js';

/**
 * @typedef {import('./core.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./dom.js').Child} Child
 * @typedef {import('./view.js').Now} Now
 * @typedef {NonNullable<Report['bounce']>} Notice
 * @typedef {Notice['failures'][number]} Failure
 */

const STAGES = ['connect', 'ehlo', 'mail', 'rcpt', 'data'];
/** At most this many recipients have a card each; beyond, those refused alike share one. */
const EACH = 3;
/** Cards that stand open. */
const OPEN = 3;
/** Addresses of one card that are shown at once. */
const ADDRESSES = 10;

/** @param {Now} now */
export function bounce(now) {
  const {
    words,
    keep,
    report: { bounce: notice },
  } = now;
  if (!notice) return null;
  const section = keep.part('bounce', '', null, () =>
    h('section', { class: 'bounce', 'data-bounce': true, 'aria-labelledby': 'h-bounce' }),
  );
  const groups = alike(notice.failures);
  const kind = words.has(`page.bounce.${notice.kind}`) ? notice.kind : 'other';
  put(section, [
    keep.part('bounce-title', kind, null, () =>
      h('h2', { id: 'h-bounce' }, words.nodes(`page.bounce.${kind}`)),
    ),
    ...groups.slice(0, OPEN).map((group) => card(now, notice, group)),
    groups.length > OPEN && others(now, notice, groups.slice(OPEN)),
    keep.part(
      'bounce-about',
      [kind, notice.format, notice.reporter?.text, notice.returned],
      null,
      () =>
        h(
          'p',
          { class: 'mute' },
          words.has(`page.bounce.${kind}.about`) && [words.nodes(`page.bounce.${kind}.about`), ' '],
          words.has(`format.${notice.format}`) && [
            words.say('page.bounce.format', {
              format: span(words.nodes(`format.${notice.format}`)),
            }),
            ' ',
          ],
          notice.reporter && [
            words.say('page.bounce.reporter', { reporter: value(notice.reporter.text) }),
            ' ',
          ],
          (notice.returned || bad(notice)) &&
            words.nodes(notice.returned ? 'page.bounce.returned' : 'page.bounce.not-returned'),
        ),
    ),
  ]);
  return section;
}

/** Whether something did not arrive. @param {Notice} notice */
const bad = ({ kind }) => kind === 'refused' || kind === 'delayed';

/**
 * Refusals grouped by reason and reply, in the order in which they first appear; where they are
 * few, each is a group of its own.
 * @param {Failure[]} failures
 * @returns {[Failure, ...Failure[]][]}
 */
export function alike(failures) {
  if (failures.length <= EACH) return failures.map((f) => [f]);
  /** @type {Map<string, [Failure, ...Failure[]]>} */
  const groups = new Map();
  for (const f of failures) {
    const key = JSON.stringify([f.reason, f.response, f.code?.text, f.status?.text]);
    const group = groups.get(key);
    if (group) group.push(f);
    else groups.set(key, [f]);
  }
  return [...groups.values()];
}

/**
 * The cards that are folded away; they are made when somebody opens them.
 * @param {Now} now
 * @param {Notice} notice
 * @param {[Failure, ...Failure[]][]} groups
 */
function others(now, notice, groups) {
  const { words, keep } = now;
  let drawn = false;
  const draw = () => {
    if (!drawn)
      put(details, [details.firstChild, ...groups.map((group) => card(now, notice, group))]);
    drawn = true;
  };
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  /** @type {HTMLDetailsElement} */
  const details = keep.part('bounce-more', [count], { draw }, (live) =>
    h(
      'details',
      { ontoggle: () => live().draw() },
      h('summary', null, words.say('page.bounce.more', { count })),
    ),
  );
  if (details.open) draw();
  else put(details, [details.firstChild]);
  return details;
}

/** @param {Now} now @param {Notice} notice @param {[Failure, ...Failure[]]} group refused alike */
function card(now, notice, group) {
  const { words, report, keep, go } = now;
  const names = group[0].fields.slice(0, 8).map((n) => report.fields[n]?.name);
  const says = unplaced([notice.kind, group, names, report.findings.length > 0]);
  return keep.part('failure', says, { f: group[0], report }, (live) =>
    draw(now, notice, group, live),
  ).node;
}

/**
 * @param {Now} now @param {Notice} notice @param {[Failure, ...Failure[]]} group
 * @param {() => { f: Failure, report: Report }} live the same, with its present positions
 */
function draw({ words, report, go, state }, notice, group, live) {
  const [f] = group;
  const sad = bad(notice);
  const reply = f.reply;
  const key = f.response
    ? `response.${f.response}`
    : f.registry
      ? `status.${f.registry}`
      : sad && f.permanent !== false
        ? 'response.unknown'
        : null;
  const known = key !== null && words.has(`${key}.meaning`);
  const line = place(words, go, () => live().f.reply?.span);
  const node = h(
    'div',
    { class: 'failure' },
    h(
      'div',
      { class: 'told' },
      sad &&
        h(
          'p',
          { class: 'by' },
          who(words, notice, group),
          group.length === 1 &&
            f.recipient && [' ', words.say('page.for', { recipient: value(f.recipient.text) })],
        ),
      group.length > 1 && recipients(words, group, state),
      sad &&
        (f.stage
          ? stages(words, f.stage, notice.kind)
          : h('p', { class: 'mute' }, words.nodes('page.stage.unknown'))),
      reply &&
        h(
          'blockquote',
          null,
          h('p', null, value(reply.text, 'reply')),
          h(
            'footer',
            null,
            words.nodes(
              group.every((other) => other.reply?.text === reply.text)
                ? 'page.server-words'
                : 'page.server-words.first',
            ),
            ' ',
            line.node,
          ),
        ),
      tags(words, f, sad),
    ),
    h(
      'div',
      { class: 'told' },
      known && h('p', { class: 'means' }, words.nodes(`${key}.meaning`)),
      (sad || (known && words.has(`${key}.action`))) &&
        words.whole &&
        h(
          'div',
          { class: 'todo' },
          h('h3', null, words.nodes('page.todo')),
          h(
            'ul',
            null,
            (known
              ? steps(words, `${key}.action`)
              : [words.nodes(f.permanent === false ? 'page.todo.wait' : 'page.todo.read')]
            ).map((step) => h('li', null, step)),
            sad &&
              report.findings.length > 0 &&
              f.side !== 'recipient' &&
              h('li', null, words.nodes('page.todo.findings')),
          ),
        ),
      f.fields.length > 0 &&
        h(
          'p',
          null,
          words.nodes('page.points-at'),
          ' ',
          f.fields.slice(0, 8).map((n, i) => {
            const field = report.fields[n];
            const at = () => live().report.fields[live().f.fields[i] ?? -1]?.span;
            return (
              field && [
                i ? ' ' : null,
                link(() => go.jump(at()), {}, h('code', null, value(field.name))),
              ]
            );
          }),
        ),
      f.reference &&
        h(
          'p',
          null,
          outward(f.reference, words.nodes('page.reference')),
          f.referenceDate && [
            ' ',
            h(
              'span',
              { class: 'mute' },
              words.say('page.reference.date', { date: words.month(f.referenceDate) }),
            ),
          ],
          ' ',
          h('span', { class: 'mute url' }, f.reference),
        ),
    ),
  );
  return { node, again: line.again };
}

/**
 * Who refused, as far as all of a group agree.
 * @param {Words} words
 * @param {Notice} notice
 * @param {[Failure, ...Failure[]]} group
 */
function who(words, notice, group) {
  const [f] = group;
  const same = (/** @type {(f: Failure) => string | undefined} */ of) =>
    group.every((other) => of(other) === of(f)) ? of(f) : undefined;
  const host = same((each) => each.host?.text);
  const provider = same((each) => each.provider);
  const named =
    provider && words.has(`provider.${provider}`)
      ? span(words.nodes(`provider.${provider}`))
      : null;
  const shown = host && value(host);
  const both =
    shown && named
      ? span(words.say('page.host-of', { host: shown, provider: named }))
      : shown || named;
  if (both) return words.say(`page.by.${notice.kind}`, { who: both });
  return words.nodes(
    group.some(({ host, provider }) => host || provider) ? 'page.by.several' : 'page.by.unknown',
  );
}

/** @param {Words} words @param {[Failure, ...Failure[]]} group @param {Now['state']} state */
function recipients(words, group, state) {
  const all = group.flatMap(({ recipient }) => recipient?.text ?? []);
  const list = h('ul', { class: 'addresses' });
  const show = (/** @type {string[]} */ some) =>
    list.append(...some.map((address) => h('li', { tabindex: -1 }, value(address))));
  // A list that was unfolded stays so; its addresses are its name.
  const name = all.join('\n');
  const few = all.length > ADDRESSES && !state.recipients.has(name);
  show(few ? all.slice(0, ADDRESSES) : all);
  const more =
    few &&
    h(
      'button',
      {
        type: 'button',
        class: 'more',
        'data-all': true,
        onclick: () => {
          state.recipients.add(name);
          show(all.slice(ADDRESSES));
          /** @type {HTMLElement | undefined} */ (list.children[ADDRESSES])?.focus();
          more && more.remove();
        },
      },
      words.say('page.recipients.all', { count: all.length }),
    );
  return h(
    'div',
    null,
    h('p', null, words.say('page.recipients', { count: all.length })),
    list,
    more,
  );
}

/** The kind of refusal, in a word. @param {Words} words @param {Failure} f @param {boolean} sad */
function tags(words, f, sad) {
  const code = [f.code?.text, f.status?.text].filter((text) => text !== undefined && text !== '');
  return h(
    'ul',
    { class: 'tags' },
    f.reason &&
      words.has(`reason.${f.reason}`) &&
      h('li', { class: 'reason', 'data-reason': f.reason }, words.nodes(`reason.${f.reason}`)),
    code.length > 0 &&
      h(
        'li',
        null,
        code.map((text, i) => [i ? ' ' : null, h('code', null, value(text ?? ''))]),
      ),
    sad &&
      f.hard !== undefined &&
      h('li', { 'data-hard': String(f.hard) }, words.nodes(f.hard ? 'page.hard' : 'page.soft')),
    f.permanent !== undefined &&
      h('li', null, words.nodes(f.permanent ? 'page.permanent' : 'page.temporary')),
    sad && h('li', null, words.nodes(`side.${f.side}`)),
  );
}

/** What to do as a list, one step per sentence. @param {Words} words @param {string} key */
function steps(words, key) {
  const text = words.pattern(key) ?? '';
  const sentences = [
    ...new Intl.Segmenter(words.language, { granularity: 'sentence' }).segment(text),
  ].map((s) => s.segment);
  // What ends within code is no sentence.
  const whole = sentences.every((s) => (s.split('`').length - 1) % 2 === 0);
  return (whole ? sentences : [text])
    .map((s) => s.trim())
    .filter(Boolean)
    .map((s) => words.fill(s));
}

/**
 * How far the SMTP dialogue went.
 * @param {Words} words
 * @param {string} failed
 * @param {string} kind
 */
function stages(words, failed, kind) {
  const at = STAGES.indexOf(failed);
  return h(
    'ol',
    { class: 'stages', 'aria-label': words.text('page.stages') },
    STAGES.map((stage, i) => {
      const state =
        i < at ? 'passed' : i > at ? 'unreached' : kind === 'delayed' ? 'waiting' : 'failed';
      const sign = { passed: '✓', failed: '✕', waiting: '…', unreached: '–' }[state];
      return h(
        'li',
        { class: state, 'aria-current': i === at && 'step' },
        h('span', { class: 'st' }, words.nodes(`page.stage.${stage}`)),
        ' ',
        h(
          'span',
          { class: 'state' },
          h('span', { 'aria-hidden': 'true' }, sign),
          ' ',
          words.nodes(`page.stage.${state}`),
        ),
      );
    }),
  );
}
