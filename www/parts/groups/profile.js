// The sender's profile: what a filter counts, with charts where a picture says more.

import { h, value } from '../dom.js';
import { bars, chart, columns, table } from './chart.js';
import { reached } from './results.js';

/**
 * @typedef {import('../words.js').Words} Words
 * @typedef {import('../dom.js').Child} Child
 * @typedef {import('../../headerlint.js').Profile} Profile
 * @typedef {import('../../headerlint.js').DayReport} DayReport
 */

/** Columns of the chart of days; of more days, a column shows the fullest of several. */
const COLUMNS = 90;
/** Days in its table: the fullest ones. */
const DAYS = 60;
const VALUES = 8;
const REASONS = 10;

/** @param {Words} words @param {Profile} profile */
export function profiled(words, profile) {
  const { messages, bounces, complaints } = profile;
  if (messages + bounces + complaints === 0) return [];
  return [
    h('h2', null, words.nodes('groups.page.profile')),
    h(
      'p',
      { 'data-summary': true },
      words.say('profile.summary', {
        count: messages,
        bounces: words.number(bounces),
        complaints: words.number(complaints),
        undated: words.number(profile.undated),
      }),
    ),
    h(
      'div',
      { class: 'charts' },
      profile.days.length > 0 && days(words, profile),
      profile.reasons.length > 0 && reasons(words, profile),
      messages > 0 && hours(words, profile),
      messages > 0 && recipients(words, profile),
    ),
    messages > 0 && limits(words, profile),
    profile.steadiness.map((one) => steadiness(words, one)),
    profile.authentication.length > 0 && authentication(words, profile),
    h(
      'section',
      null,
      h('h3', null, words.nodes('profile.label.unseen')),
      h(
        'ul',
        { class: 'cannot' },
        profile.unseen.map((id) => h('li', null, words.nodes(`profile.unseen.${id}`))),
      ),
    ),
    reached(words, profile.reached),
  ];
}

/** @param {Words} words @param {number} unix */
function date(words, unix) {
  const day = new Date(unix * 1000);
  return Number.isNaN(day.valueOf())
    ? String(unix)
    : new Intl.DateTimeFormat(words.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(day);
}

/** @param {Words} words @param {string[]} keys */
const head = (words, keys) => keys.map((key) => words.nodes(`groups.page.${key}`));

/** @param {Words} words @param {Profile} profile */
function days(words, profile) {
  // Days without mail are gaps, as long as the chart has room for them.
  const DAY = 86_400;
  const first = profile.days[0]?.unix ?? 0;
  const span = Math.round(((profile.days.at(-1)?.unix ?? 0) - first) / DAY) + 1;
  const each = Math.max(1, Math.ceil(span / COLUMNS));
  const groups = Array.from({ length: Math.ceil(span / each) }, (_, n) => ({
    label: date(words, first + n * each * DAY),
    values: [0, 0],
  }));
  for (const day of profile.days) {
    const values = groups[Math.floor((day.unix - first) / DAY / each)]?.values;
    if (values)
      [values[0], values[1]] = [
        Math.max(values[0] ?? 0, day.messages),
        Math.max(values[1] ?? 0, day.bounces),
      ];
  }
  const lines = profile.limits
    .filter((limit) => limit.measure === 'messages')
    .map(({ name, limit }) => ({ name: `${name}: ${words.number(limit)}`, value: limit }));
  const fullest = [...profile.days]
    .sort((a, b) => b.messages + b.bounces - a.messages - a.bounces)
    .slice(0, DAYS)
    .sort((a, b) => a.unix - b.unix);
  const most = fullest.reduce(
    (most, day) => (day.messages > most.messages ? day : most),
    /** @type {DayReport} */ (fullest[0]),
  );
  const title = words.say('profile.label.days', { count: profile.days.length });
  const name = h('p', null, title).textContent ?? '';
  return chart(words, {
    title: [
      words.say('profile.label.days', { count: profile.days.length }),
      each > 1 &&
        h('span', { class: 'mute' }, ' ', words.say('groups.page.chart.each', { count: each })),
    ],
    name,
    about: words.text('groups.page.chart.days', {
      count: { type: 'count', value: most.messages },
      day: { type: 'plain', value: date(words, most.unix) },
      most: { type: 'count', value: profile.mostMessages },
    }),
    series: [
      { name: words.nodes('groups.page.messages'), look: 'plain' },
      { name: words.nodes('groups.page.bounces'), look: 'hatched' },
    ],
    table: table(
      name,
      head(words, ['day', 'messages', 'recipients', 'distinct', 'busiest', 'bounces']),
      fullest.map((day) => [
        date(words, day.unix),
        ...[day.messages, day.recipients, day.distinct, day.busiestHour, day.bounces].map((n) =>
          words.number(n),
        ),
      ]),
    ),
    draw: columns(words, groups, ['plain', 'hatched'], lines),
  });
}

/** @param {Words} words @param {Profile} profile */
function reasons(words, profile) {
  const all = profile.reasons.reduce((sum, { count }) => sum + count, 0);
  const items = profile.reasons.slice(0, REASONS).map(({ id, count }) => ({
    label: words.text(id),
    values: [count],
    texts: [words.number(count)],
  }));
  const name = words.text('profile.label.reasons');
  const [first] = items;
  return chart(words, {
    title: name,
    name,
    series: [{ name, look: 'hatched' }],
    about: words.text('groups.page.chart.reasons', {
      count: { type: 'count', value: all },
      reason: { type: 'plain', value: first?.label ?? '' },
      first: { type: 'count', value: first?.values[0] ?? 0 },
    }),
    table: table(
      name,
      head(words, ['reason', 'refusals']),
      profile.reasons.map(({ id, count }) => [words.nodes(id), words.number(count)]),
    ),
    draw: bars(items, ['hatched'], Math.max(...items.map(({ values }) => values[0] ?? 0))),
  });
}

/** @param {Words} words @param {Profile} profile */
function hours(words, profile) {
  const items = profile.hours.map((count, hour) => ({
    label: words.text('groups.page.chart.hour', { hour: { type: 'plain', value: hour } }),
    values: [count],
  }));
  const most = Math.max(...profile.hours);
  const name = words.text('groups.page.chart.hours');
  return chart(words, {
    title: name,
    name,
    series: [{ name, look: 'plain' }],
    about: words.text('groups.page.chart.busiest', {
      count: { type: 'count', value: most },
      hour: { type: 'plain', value: profile.hours.indexOf(most) },
    }),
    table: table(
      name,
      head(words, ['hour', 'messages']),
      items.map(({ label, values }) => [label, words.number(values[0] ?? 0)]),
    ),
    draw: columns(words, items, ['plain'], []),
  });
}

/** @param {Words} words @param {Profile} profile */
function recipients(words, profile) {
  // The empty classes above that of the largest message say nothing.
  const classes = profile.recipients.filter(([from]) => from <= Math.max(1, profile.mostTogether));
  const items = classes.map(([from, count], n) => {
    const next = profile.recipients[n + 1]?.[0];
    const label =
      next === undefined ? `${from}+` : next === from + 1 ? String(from) : `${from}–${next - 1}`;
    return { label, values: [count], texts: [words.number(count)] };
  });
  const name = words.text('profile.label.recipients');
  return chart(words, {
    title: name,
    name,
    series: [{ name, look: 'plain' }],
    about: words.text('groups.page.chart.together', {
      count: { type: 'count', value: profile.mostTogether },
    }),
    table: table(
      name,
      head(words, ['recipients', 'messages']),
      items.map(({ label, texts }) => [label, texts[0]]),
    ),
    draw: bars(items, ['plain'], Math.max(...items.map(({ values }) => values[0] ?? 0))),
  });
}

/** @param {Words} words @param {Profile} profile */
function limits(words, profile) {
  const name = words.text('groups.page.limits');
  const rows = profile.limits.map(({ name, measure, limit, seen, over, url, read }) => [
    h(
      'span',
      null,
      h('a', { href: url, rel: 'noreferrer' }, name),
      read && h('span', { class: 'mute' }, ` (${words.month(read)})`),
    ),
    h('span', null, words.nodes(`profile.measure.${measure}`)),
    words.number(seen),
    words.number(limit),
    h(
      'b',
      { class: over ? 'over' : null },
      words.nodes(over ? 'groups.page.over' : 'groups.page.within'),
    ),
  ]);
  return h(
    'section',
    null,
    h('h3', null, name),
    h('p', { class: 'mute' }, words.nodes('groups.page.limits.note')),
    table(name, head(words, ['provider', 'measure', 'seen', 'limit', 'state']), rows, 2),
    h(
      'p',
      { class: 'mute' },
      words.say('profile.bcc', {
        count: profile.bcc,
        repeated: words.number(profile.repeatedIds),
        ids: words.number(profile.withId),
      }),
    ),
  );
}

/** @param {Words} words @param {Profile['steadiness'][number]} one */
function steadiness(words, one) {
  const args = {
    role: h('span', null, words.nodes(`profile.role.${one.role}`)),
    count: one.distinct,
    changes: words.number(one.changes),
  };
  const name =
    h(
      'p',
      null,
      words.say('profile.steadiness', { ...args, role: words.text(`profile.role.${one.role}`) }),
    ).textContent ?? '';
  return h(
    'details',
    { 'data-role': one.role },
    h('summary', null, words.say('profile.steadiness', args)),
    table(
      name,
      head(words, ['value', 'messages', 'first', 'last']),
      one.values
        .slice(0, VALUES)
        .map((row) => [
          value(row.value),
          words.number(row.count),
          date(words, row.first),
          date(words, row.last),
        ]),
    ),
    one.changed.length > 0 &&
      h(
        'ul',
        { class: 'changes' },
        one.changed
          .slice(0, VALUES)
          .map(({ unix, from, to }) =>
            h('li', null, date(words, unix), ': ', value(from), ' → ', value(to)),
          ),
      ),
  );
}

/** @param {Words} words @param {Profile} profile */
function authentication(words, profile) {
  const name = words.text('profile.label.authentication');
  const month = (/** @type {number} */ number) =>
    words.month(`${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`);
  return h(
    'details',
    null,
    h('summary', null, name),
    table(
      name,
      head(words, ['month', 'method', 'passed', 'failed']),
      profile.authentication.map((row) => [
        month(row.month),
        value(row.method),
        words.number(row.pass),
        words.number(row.other),
      ]),
      2,
    ),
  );
}
