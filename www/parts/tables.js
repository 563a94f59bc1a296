// The facts as tables: route, identities, authentication, mailer, filters, all fields.

import { h, link, value } from './dom.js';

/**
 * @typedef {import('../headerlint.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./dom.js').Child} Child
 * @typedef {import('./findings.js').Go} Go
 * @typedef {{ text: string, span: [number, number] }} Quoted
 */

/**
 * The tables as tabs.
 * @param {Words} words @param {Report} report @param {string} text @param {Go} go
 * @param {{ tab: string, print?: () => void }} state which tab is open, kept between reports; and what to do before printing
 */
export function tables(words, report, text, go, state) {
  const make = new Tables(words, report, text, go);
  /** @type {[string, number, () => Child][]} */
  const all = [
    ['hops', report.hops.length, () => make.hops()],
    ['identities', report.identities.length, () => make.identities()],
    ['auth', report.authentication.length, () => make.auth()],
    ['mailer', report.mailer.claims.length + report.mailer.traces.length + report.mailer.clocks.length, () => make.mailer()],
    ['filters', report.filters.length, () => make.filters()],
    ['fields', report.fields.length + report.outerFields.length, () => make.fields()],
  ];
  /** @type {HTMLElement[]} */
  const panels = [];
  const tabs = all.map(([name, n, draw]) => {
    const panel = h('div', { role: 'tabpanel', id: `p-${name}`, 'aria-labelledby': `t-${name}`, class: 'panel', tabindex: 0, [`data-${name}`]: true });
    let drawn = false;
    const show = () => {
      if (!drawn) panel.append(/** @type {Node} */ (draw()));
      drawn = true;
    };
    panels.push(panel);
    const tab = h('button', { type: 'button', role: 'tab', id: `t-${name}`, 'aria-controls': `p-${name}`, 'data-tab': name },
      words.nodes(`page.tab.${name}`), n > 0 && h('span', { class: 'n' }, words.number(n)));
    return { name, tab, panel, show };
  });
  const select = (/** @type {string} */ name) => {
    state.tab = name;
    for (const each of tabs) {
      const on = each.name === name;
      if (on) each.show();
      each.tab.setAttribute('aria-selected', String(on));
      each.tab.tabIndex = on ? 0 : -1;
      each.panel.hidden = !on;
    }
  };
  const list = h('div', {
    role: 'tablist',
    class: 'tabs',
    'aria-label': words.text('page.facts'),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const at = tabs.findIndex(({ name }) => name === state.tab);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
      if (!next) return;
      event.preventDefault();
      select(next.name);
      next.tab.focus();
    },
  }, tabs.map(({ name, tab }) => {
    tab.addEventListener('click', () => select(name));
    return tab;
  }));
  // A table is drawn when first shown; on paper all are.
  state.print = () => tabs.forEach(({ show }) => show());
  select(tabs.some(({ name }) => name === state.tab) ? state.tab : 'hops');
  return h('section', { class: 'facts', 'aria-labelledby': 'h-facts' },
    h('h2', { id: 'h-facts' }, words.nodes('page.facts')), list, panels);
}

class Tables {
  /** @param {Words} words @param {Report} report @param {string} text @param {Go} go */
  constructor(words, report, text, go) {
    this.words = words;
    this.report = report;
    this.text = text;
    this.go = go;
  }

  /**
   * @param {string} name
   * @param {string[]} columns keys below `page.col.`
   * @param {Child[][][]} rows
   * @param {Record<string, (number | null)[]>} [sorts] columns that can be sorted, with a number for each row
   */
  table(name, columns, rows, sorts = {}) {
    const { words } = this;
    if (!rows.length) return h('p', { class: 'none' }, words.nodes(`page.none.${name}`));
    const titles = columns.map((column) => words.text(`page.col.${column}`));
    const trs = rows.map((row) => h('tr', null, row.map((cell, i) => h('td', { 'data-l': titles[i] },
      cell.some((c) => c || c === 0) ? h('div', null, cell) : h('span', { class: 'mute' }, '–')))));
    const body = h('tbody', null, trs);
    const heads = columns.map((column, i) => {
      const numbers = sorts[column];
      const head = h('th', { scope: 'col', 'aria-sort': numbers && (i === 0 ? 'ascending' : 'none') }, numbers
        ? h('button', { type: 'button', class: 'sort', onclick: () => sort(numbers, head) }, titles[i]) : titles[i]);
      return head;
    });
    const sort = (/** @type {(number | null)[]} */ numbers, /** @type {HTMLElement} */ head) => {
      const way = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      for (const other of heads) if (other.hasAttribute('aria-sort')) other.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', way > 0 ? 'ascending' : 'descending');
      // Rows without a number stay at the end, whichever way.
      const rank = (/** @type {number} */ i) => numbers[i] ?? way * Infinity;
      const order = trs.map((_, i) => i).sort((a, b) => way * (rank(a) - rank(b)) || a - b);
      body.append(...order.flatMap((i) => trs[i] ?? []));
    };
    return h('table', null,
      h('caption', { class: 'vh' }, words.nodes(`page.tab.${name}`)),
      h('thead', null, h('tr', null, heads)), body);
  }

  /** @param {Quoted | null | undefined} quoted */
  quoted(quoted) {
    return quoted ? value(quoted.text) : null;
  }

  /** @param {[number, number]} span @param {string} [author] @returns {Child[]} */
  place(span, author) {
    return [
      link(() => this.go.jump(span), {}, this.words.say('page.line', { line: this.go.line(span[0]) + 1 })),
      author && [' ', this.author(author)],
    ].flat();
  }

  /** @param {string} author */
  author(author) {
    return h('span', { class: `tag ${author}` }, this.words.nodes(`author.${author}`));
  }

  hops() {
    const { words, report } = this;
    const longest = Math.max(1, ...report.hops.map((hop) => Math.abs(Number(hop.delay ?? 0))));
    const table = this.table('hops', ['number', 'from', 'by', 'with', 'time', 'delay', 'author'], report.hops.map((hop, i) => {
      const ip = hop.ip && value(hop.ip.text);
      const field = report.fields[hop.field];
      const delay = hop.delay === undefined || hop.delay === null ? null : Number(hop.delay);
      return [
        [words.number(i + 1)],
        [this.quoted(hop.helo ?? hop.rdns), ip && [' ', h('span', { class: 'mute' }, '[', ip, ']')],
          hop.rdns && hop.helo && hop.rdns.text !== hop.helo.text && h('span', { class: 'sub' }, words.say('page.rdns', { name: value(hop.rdns.text) }))].flat(),
        [this.quoted(hop.by)],
        [this.quoted(hop.with), hop.tls && [' ', h('span', { class: 'tag ok' }, 'TLS')],
          hop.authenticated && [' ', h('span', { class: 'tag ok' }, words.nodes('page.logged-in'))]].flat(),
        [hop.time !== undefined && hop.time !== null ? words.instant(Number(hop.time), hop.offset) : null],
        delay === null ? [] : [words.duration(delay), delay !== 0 && bar(delay, longest), delay < 0 && h('span', { class: 'sub' }, words.nodes('page.clock-behind'))],
        field ? this.place(field.span, hop.author) : [this.author(hop.author)],
      ];
    }), {
      number: report.hops.map((_, i) => i),
      time: report.hops.map((hop) => hop.time ?? null),
      delay: report.hops.map((hop) => hop.delay ?? null),
    });
    const total = report.hops.reduce((sum, hop) => sum + Math.max(0, Number(hop.delay ?? 0)), 0);
    return h('div', null, report.hops.length > 1 && h('p', null, words.say('page.total', { count: report.hops.length, time: words.duration(total) })), table);
  }

  identities() {
    const { words } = this;
    return this.table('identities', ['role', 'who', 'domain', 'aligned', 'author'], this.report.identities.map((id) => [
      [words.nodes(`role.${id.role}`)].flat(),
      [id.name && [value(id.name, 'name'), ' '], value(id.value.text)].flat(),
      [value(id.domain), id.unicode && h('span', { class: 'sub' }, value(id.unicode)),
        id.org && id.org !== id.domain && h('span', { class: 'sub' }, words.say('page.org', { org: value(id.org) }))],
      [yes(words, id.aligned)],
      this.place(id.value.span, id.author),
    ]));
  }

  auth() {
    const { words } = this;
    return h('div', null,
      h('p', null, words.nodes('page.auth.about')),
      this.table('auth', ['method', 'result', 'domain', 'aligned', 'said-by', 'detail'], this.report.authentication.map((auth) => [
        [h('code', null, value(auth.method))],
        [result(words, auth.result)],
        [auth.domain ? value(auth.domain) : null],
        [yes(words, auth.aligned)],
        [auth.by ? [value(auth.by), ' '] : null, h('span', { class: `tag ${auth.trusted ? 'receiver' : 'sender'}` }, words.nodes(auth.trusted ? 'page.trusted' : 'page.claim'))].flat(),
        [auth.detail ? value(auth.detail) : null, h('span', { class: 'sub' }, this.place(auth.span))],
      ])));
  }

  mailer() {
    const { words, report: { mailer } } = this;
    const verdict = words.has(`mailer.${mailer.verdict}`) && h('p', { class: 'lead' }, words.nodes(`mailer.${mailer.verdict}`));
    if (!mailer.claims.length && !mailer.traces.length && !mailer.clocks.length) {
      return h('div', null, verdict || h('p', { class: 'none' }, words.nodes('page.none.mailer')));
    }
    const names = (/** @type {string[]} */ list) => (list.length ? words.list(list.map((name) => h('span', null, name))) : null);
    return h('div', null, verdict,
      this.table('mailer', ['what', 'written', 'fits', 'place'], [
        ...mailer.claims.map((claim) => [
          [words.nodes('page.mailer.claim')].flat(), [this.quoted(claim.value)],
          [claim.program ?? words.nodes('page.mailer.unknown')].flat(), this.place(claim.value.span)]),
        ...mailer.traces.map((trace) => [
          words.nodes(`trace.${trace.kind}`), [this.quoted(trace.value)], [names(trace.programs)], this.place(trace.value.span)]),
        ...mailer.clocks.map((clock) => [
          words.nodes(`clock.${clock.kind}`), [this.quoted(clock.value)],
          clock.unix === undefined || clock.unix === null ? words.nodes('page.clock.impossible') : [
            words.instant(Number(clock.unix), clock.offset),
            clock.difference !== undefined && clock.difference !== null && h('span', { class: 'sub' }, this.difference(Number(clock.difference)))],
          this.place(clock.value.span)]),
      ]));
  }

  /** @param {number} seconds that Date is later */
  difference(seconds) {
    if (seconds === 0) return this.words.nodes('page.clock.same');
    return this.words.say(seconds > 0 ? 'page.clock.before' : 'page.clock.after', { time: this.words.duration(Math.abs(seconds)) });
  }

  filters() {
    const { words } = this;
    return this.table('filters', ['filter', 'says', 'spam', 'author'], this.report.filters.map((filter) => [
      words.nodes(`filter.${filter.filter}`),
      [words.nodes(`filter.value.${filter.id}`, filter.args), filter.previous ? [' ', words.nodes('basis.previous')] : null,
        h('span', { class: 'sub' }, words.nodes(filter.basis.id, filter.basis.args))],
      [filter.spam ? h('span', { class: 'res bad' }, '✕ ', words.nodes('page.spam')) : h('span', { class: 'res' }, '– ', words.nodes('page.not-spam'))],
      this.place(filter.span, filter.author),
    ]));
  }

  fields() {
    const { report } = this;
    const rows = (/** @type {Report['fields']} */ fields) => fields.map((field) => [
      [h('code', null, value(field.name))],
      [value(this.text.slice(...field.valueSpan).replace(/\r/g, ''), 'val pre')],
      [field.decoded ? value(field.decoded, 'dec') : null, field.charsets?.length ? h('span', { class: 'sub' }, field.charsets.join(', ')) : null],
      this.place(field.span, field.author),
    ]);
    const columns = ['field', 'raw', 'decoded', 'author'];
    return h('div', null, this.table('fields', columns, rows(report.fields)),
      report.outerFields.length > 0 && [
        h('h3', null, this.words.nodes('page.author.outer')),
        this.table('fields', columns, rows(report.outerFields).map((row) => [...row.slice(0, 3), (row[3] ?? []).slice(0, 1)]))]);
  }
}

/** @param {number} delay @param {number} longest */
function bar(delay, longest) {
  const element = h('span', { class: delay < 0 ? 'bar back' : 'bar', 'aria-hidden': 'true' });
  // The longest fills the cell; the square root keeps short ones visible. By CSSOM, as the policy wants.
  element.style.setProperty('inline-size', `${Math.max(2, Math.sqrt(Math.abs(delay) / longest) * 100)}%`);
  return element;
}

/** @param {Words} words @param {boolean | null | undefined} value */
function yes(words, value) {
  if (value === undefined || value === null) return null;
  return h('span', { class: value ? 'res good' : 'res bad' }, value ? '✓ ' : '✕ ', words.nodes(value ? 'page.yes' : 'page.no'));
}

/** @param {Words} words @param {string} text */
function result(words, text) {
  const [kind, sign] = text === 'pass' ? ['good', '✓'] : /fail|permerror|policy/.test(text) ? ['bad', '✕'] : ['', '–'];
  return h('span', { class: `res ${kind}` }, `${sign} `, text === 'present' ? words.nodes('page.auth.present') : value(text));
}
