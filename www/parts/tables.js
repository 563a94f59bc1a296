// The facts as tables: route, identities, authentication, mailer, filters, all fields.

import { h, value } from './dom.js';
import { place } from './findings.js';
import { put, unplaced } from './keep.js';

/**
 * @typedef {import('./core.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./dom.js').Child} Child
 * @typedef {import('./view.js').Go} Go
 * @typedef {import('./view.js').State} State
 * @typedef {import('./keep.js').Keep} Keep
 * @typedef {{ text: string, span: [number, number] }} Quoted
 * @typedef {{ says: unknown, span: [number, number], cells: (line: HTMLElement) => Child[][] }} Row
 *   what it says, as a key; where its text stands; and how it is drawn, with a link to its line
 */

const TABS = /** @type {const} */ (['hops', 'identities', 'auth', 'mailer', 'filters', 'fields']);

/** The tables as tabs. A table is drawn when its tab is chosen; on paper all are. */
export class Tables {
  /** @param {Words} words @param {Keep} keep @param {Go} go @param {State} state */
  constructor(words, keep, go, state) {
    this.words = words;
    this.keep = keep;
    this.go = go;
    this.state = state;
    this.text = '';
    /** @type {Report} */
    this.report = /** @type {any} */ (undefined);
    this.tabs = TABS.map((name) => {
      const count = h('span', { class: 'n' });
      const panel = h('div', {
        role: 'tabpanel',
        id: `p-${name}`,
        'aria-labelledby': `t-${name}`,
        class: 'panel',
        tabindex: 0,
        [`data-${name}`]: true,
      });
      const tab = h(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `t-${name}`,
          'aria-controls': `p-${name}`,
          'data-tab': name,
          onclick: () => this.select(name),
        },
        words.nodes(`page.tab.${name}`),
        count,
      );
      return { name, tab, count, panel, drawn: false };
    });
    this.list = h(
      'div',
      {
        role: 'tablist',
        class: 'tabs',
        'aria-label': words.text('page.facts'),
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
      },
      this.tabs.map(({ tab }) => tab),
    );
    this.node = h(
      'section',
      { class: 'facts', 'aria-labelledby': 'h-facts' },
      h('h2', { id: 'h-facts' }, words.nodes('page.facts')),
      this.list,
      this.tabs.map(({ panel }) => panel),
    );
  }

  /** @param {Report} report @param {string} text */
  draw(report, text) {
    this.report = report;
    this.text = text;
    const { mailer } = report;
    const counts = {
      hops: report.hops.length,
      identities: report.identities.length,
      auth: report.authentication.length,
      mailer: mailer.claims.length + mailer.traces.length + mailer.clocks.length,
      filters: report.filters.length,
      fields: report.fields.length + report.outerFields.length,
    };
    for (const tab of this.tabs) {
      tab.drawn = false;
      if (tab.name !== this.state.tab) put(tab.panel, []);
      const n = this.words.number(counts[tab.name]);
      if (tab.count.textContent !== n) tab.count.textContent = n;
      tab.count.hidden = counts[tab.name] === 0;
    }
    this.select(this.tabs.some(({ name }) => name === this.state.tab) ? this.state.tab : 'hops');
    return this.node;
  }

  drawAll() {
    for (const tab of this.tabs) this.show(tab);
  }

  /** @param {Tables['tabs'][number]} tab */
  show(tab) {
    if (!tab.drawn) put(tab.panel, [this[tab.name]()].flat());
    tab.drawn = true;
  }

  /** @param {string} name */
  select(name) {
    this.state.tab = name;
    for (const each of this.tabs) {
      const on = each.name === name;
      if (on) this.show(each);
      each.tab.setAttribute('aria-selected', String(on));
      each.tab.tabIndex = on ? 0 : -1;
      each.panel.hidden = !on;
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { tabs } = this;
    const at = tabs.findIndex(({ name }) => name === this.state.tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    this.select(next.name);
    next.tab.focus();
  }

  /**
   * A line above or instead of a table.
   * @param {string} name
   * @param {unknown} says
   * @param {() => Child} draw
   * @param {string} [kind]
   */
  lead(name, says, draw, kind) {
    return this.keep.part(`lead ${name}`, says, null, () =>
      h('p', { class: kind ?? false }, draw()),
    );
  }

  /**
   * @param {string} name
   * @param {string[]} columns keys below `page.col.`
   * @param {Row[]} rows
   * @param {Record<string, (number | undefined)[]>} [sorts] columns that can be sorted, with a
   *   number for each row
   */
  table(name, columns, rows, sorts = {}) {
    const { words, keep } = this;
    if (!rows.length)
      return this.lead(`none ${name}`, '', () => words.nodes(`page.none.${name}`), 'none');
    const titles = columns.map((column) => words.text(`page.col.${column}`));
    const trs = rows.map(
      ({ says, span, cells }) =>
        keep.part(`${name} ${says}`, '', span, (live) => {
          const { node: line, again } = place(words, this.go, live);
          const node = h(
            'tr',
            null,
            cells(line).map((cell, i) =>
              h(
                'td',
                { 'data-l': titles[i] },
                cell.some((c) => c || c === 0)
                  ? h('div', null, cell)
                  : h('span', { class: 'mute' }, '–'),
              ),
            ),
          );
          return { node, again };
        }).node,
    );
    const { node, order } = keep.part(`table ${name}`, columns, { trs, sorts }, (live) => {
      const body = h('tbody', null);
      let by = '',
        way = 1;
      const order = () => {
        const { trs, sorts } = live();
        const numbers = sorts[by];
        // Rows without a number stay at the end in either direction.
        const rank = (/** @type {number} */ i) => numbers?.[i] ?? way * Infinity;
        put(
          body,
          numbers
            ? trs
                .map((_, i) => i)
                .sort((a, b) => way * (rank(a) - rank(b)) || a - b)
                .map((i) => trs[i])
            : trs,
        );
      };
      const heads = columns.map((column, i) => {
        const head = h(
          'th',
          { scope: 'col', 'aria-sort': sorts[column] && (i === 0 ? 'ascending' : 'none') },
          sorts[column]
            ? h(
                'button',
                {
                  type: 'button',
                  class: 'sort',
                  onclick: () => {
                    way = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
                    by = column;
                    for (const other of heads)
                      if (other.hasAttribute('aria-sort')) other.setAttribute('aria-sort', 'none');
                    head.setAttribute('aria-sort', way > 0 ? 'ascending' : 'descending');
                    order();
                  },
                },
                titles[i],
              )
            : titles[i],
        );
        return head;
      });
      const node = h(
        'table',
        null,
        h('caption', { class: 'vh' }, words.nodes(`page.tab.${name.split('-')[0]}`)),
        h('thead', null, h('tr', null, heads)),
        body,
      );
      return { node, order };
    });
    order();
    return node;
  }

  /** @param {Quoted | undefined} quoted */
  quoted(quoted) {
    return quoted ? value(quoted.text) : null;
  }

  /** @param {HTMLElement} line @param {string} author @returns {Child[]} */
  by(line, author) {
    return [line, ' ', this.author(author)];
  }

  /** @param {string} author */
  author(author) {
    return h('span', { class: `tag ${author}` }, this.words.nodes(`author.${author}`));
  }

  /**
   * A row whose data says all that is drawn, but for what stands in `more`.
   * @param {unknown} data
   * @param {[number, number]} span
   * @param {Row['cells']} cells
   * @param {unknown} [more]
   * @returns {Row}
   */
  row(data, span, cells, more) {
    return { says: unplaced([data, more]), span, cells };
  }

  hops() {
    const { words, report } = this;
    const { hops } = report;
    const longest = Math.max(1, ...hops.map((hop) => Math.abs(hop.delay ?? 0)));
    const rows = hops.map((hop, i) => {
      const field = report.fields[hop.field];
      const { delay, time } = hop;
      return this.row(
        hop,
        field?.span ?? [0, 0],
        (line) => {
          const ip = hop.ip && value(hop.ip.text);
          return [
            [words.number(i + 1)],
            [
              this.quoted(hop.helo ?? hop.rdns),
              ip && [' ', h('span', { class: 'mute' }, '[', ip, ']')],
              hop.rdns &&
                hop.helo &&
                hop.rdns.text !== hop.helo.text &&
                h('span', { class: 'sub' }, words.say('page.rdns', { name: value(hop.rdns.text) })),
            ].flat(),
            [this.quoted(hop.by)],
            [
              this.quoted(hop.with),
              hop.tls && [' ', h('span', { class: 'tag ok' }, 'TLS')],
              hop.authenticated && [
                ' ',
                h('span', { class: 'tag ok' }, words.nodes('page.logged-in')),
              ],
            ].flat(),
            [time !== undefined && words.instant(time, hop.offset)],
            delay === undefined
              ? []
              : [
                  words.duration(delay),
                  delay !== 0 && bar(delay, longest),
                  delay < 0 && h('span', { class: 'sub' }, words.nodes('page.clock-behind')),
                ],
            field ? this.by(line, hop.author) : [this.author(hop.author)],
          ];
        },
        [i, longest, Boolean(field)],
      );
    });
    const total = hops.reduce((sum, hop) => sum + Math.max(0, hop.delay ?? 0), 0);
    return [
      hops.length > 1 &&
        this.lead('hops', [hops.length, total], () =>
          words.say('page.total', { count: hops.length, time: words.duration(total) }),
        ),
      this.table('hops', ['number', 'from', 'by', 'with', 'time', 'delay', 'author'], rows, {
        number: hops.map((_, i) => i),
        time: hops.map((hop) => hop.time),
        delay: hops.map((hop) => hop.delay),
      }),
    ];
  }

  identities() {
    const { words } = this;
    return this.table(
      'identities',
      ['role', 'who', 'domain', 'aligned', 'author'],
      this.report.identities.map((id) =>
        this.row(id, id.value.span, (line) => [
          [words.nodes(`role.${id.role}`)].flat(),
          [id.name && [value(id.name, 'name'), ' '], value(id.value.text)].flat(),
          [
            value(id.domain),
            id.unicode && h('span', { class: 'sub' }, value(id.unicode)),
            id.org &&
              id.org !== id.domain &&
              h('span', { class: 'sub' }, words.say('page.org', { org: value(id.org) })),
          ],
          [yes(words, id.aligned)],
          this.by(line, id.author),
        ]),
      ),
    );
  }

  auth() {
    const { words } = this;
    return [
      this.lead('auth', '', () => words.nodes('page.auth.about')),
      this.table(
        'auth',
        ['method', 'result', 'domain', 'aligned', 'said-by', 'detail'],
        this.report.authentication.map((auth) =>
          this.row(auth, auth.span, (line) => [
            [h('code', null, value(auth.method))],
            [result(words, auth.result)],
            [auth.domain ? value(auth.domain) : null],
            [yes(words, auth.aligned)],
            [
              auth.by ? [value(auth.by), ' '] : null,
              h(
                'span',
                { class: `tag ${auth.trusted ? 'receiver' : 'sender'}` },
                words.nodes(auth.trusted ? 'page.trusted' : 'page.claim'),
              ),
            ].flat(),
            [auth.detail ? value(auth.detail) : null, h('span', { class: 'sub' }, line)],
          ]),
        ),
      ),
    ];
  }

  mailer() {
    const {
      words,
      report: { mailer },
    } = this;
    const verdict =
      words.has(`mailer.${mailer.verdict}`) &&
      this.lead('mailer', mailer.verdict, () => words.nodes(`mailer.${mailer.verdict}`), 'lead');
    const claim = mailer.claims[0]?.program ?? mailer.claims[0]?.value.text;
    const fits =
      claim !== undefined &&
      mailer.fits.length > 0 &&
      this.lead('fits', [claim, mailer.fits], () =>
        words.say('mailer.claims-fit', { claim: value(claim), fits: words.list(mailer.fits) }),
      );
    const rows = [
      ...mailer.claims.map((claim) =>
        this.row(claim, claim.value.span, (line) => [
          [words.nodes('page.mailer.claim')].flat(),
          [this.quoted(claim.value)],
          [claim.program ?? words.nodes('page.mailer.unknown')].flat(),
          [line],
        ]),
      ),
      ...mailer.traces.map((trace) =>
        this.row(trace, trace.value.span, (line) => [
          words.nodes(`trace.${trace.kind}`),
          [this.quoted(trace.value)],
          [trace.programs.length > 0 && words.list(trace.programs)],
          [line],
        ]),
      ),
      ...mailer.clocks.map((clock) =>
        this.row(clock, clock.value.span, (line) => [
          words.nodes(`clock.${clock.kind}`),
          [this.quoted(clock.value)],
          clock.unix === undefined
            ? words.nodes('page.clock.impossible')
            : [
                words.instant(clock.unix, clock.offset),
                clock.difference !== undefined &&
                  h('span', { class: 'sub' }, this.difference(clock.difference)),
              ],
          [line],
        ]),
      ),
    ];
    return [
      verdict,
      fits,
      (rows.length > 0 || !verdict) &&
        this.table('mailer', ['what', 'written', 'fits', 'place'], rows),
    ];
  }

  /** @param {number} seconds that Date is later */
  difference(seconds) {
    if (seconds === 0) return this.words.nodes('page.clock.same');
    return this.words.say(seconds > 0 ? 'page.clock.before' : 'page.clock.after', {
      time: this.words.duration(Math.abs(seconds)),
    });
  }

  filters() {
    const { words } = this;
    return this.table(
      'filters',
      ['filter', 'says', 'spam', 'author'],
      this.report.filters.map((filter) =>
        this.row(filter, filter.span, (line) => [
          words.nodes(`filter.${filter.filter}`),
          [
            words.nodes(`filter.value.${filter.id}`, filter.args),
            filter.previous ? [' ', words.nodes('basis.previous')] : null,
            h('span', { class: 'sub' }, words.nodes(filter.basis.id, filter.basis.args)),
          ],
          [
            filter.spam
              ? h('span', { class: 'res bad' }, '✕ ', words.nodes('page.spam'))
              : h('span', { class: 'res' }, '– ', words.nodes('page.not-spam')),
          ],
          this.by(line, filter.author),
        ]),
      ),
    );
  }

  fields() {
    const { report } = this;
    const rows = (/** @type {Report['fields']} */ fields, /** @type {boolean} */ outer) =>
      fields.map((field) => {
        const raw = this.text.slice(...field.valueSpan).replace(/\r/g, '');
        const { name, decoded, charsets } = field;
        return this.row(
          [name, decoded, charsets, field.author],
          field.span,
          (line) => [
            [h('code', null, value(name))],
            [value(raw, 'val pre')],
            [
              decoded ? value(decoded, 'dec') : null,
              charsets?.length ? h('span', { class: 'sub' }, charsets.join(', ')) : null,
            ],
            outer ? [line] : this.by(line, field.author),
          ],
          raw,
        );
      });
    const columns = ['field', 'raw', 'decoded', 'author'];
    return [
      this.table('fields', columns, rows(report.fields, false)),
      report.outerFields.length > 0 &&
        this.keep.part('outer', '', null, () =>
          h('h3', null, this.words.nodes('page.author.outer')),
        ),
      report.outerFields.length > 0 &&
        this.table('fields-outer', columns, rows(report.outerFields, true)),
    ];
  }
}

/** @param {number} delay @param {number} longest */
function bar(delay, longest) {
  const element = h('span', { class: delay < 0 ? 'bar back' : 'bar', 'aria-hidden': 'true' });
  // The longest fills the cell; the square root keeps short ones visible. The width is set by a
  // property, since the policy of the page forbids style attributes.
  element.style.setProperty(
    'inline-size',
    `${Math.max(2, Math.sqrt(Math.abs(delay) / longest) * 100)}%`,
  );
  return element;
}

/** @param {Words} words @param {boolean} [value] */
function yes(words, value) {
  if (value === undefined) return null;
  return h(
    'span',
    { class: value ? 'res good' : 'res bad' },
    value ? '✓ ' : '✕ ',
    words.nodes(value ? 'page.yes' : 'page.no'),
  );
}

/** @param {Words} words @param {string} text */
function result(words, text) {
  const [kind, sign] =
    text === 'pass' ? ['good', '✓'] : /fail|permerror|policy/.test(text) ? ['bad', '✕'] : ['', '–'];
  return h(
    'span',
    { class: `res ${kind}` },
    `${sign} `,
    text === 'present' ? words.nodes('page.auth.present') : value(text),
  );
}
