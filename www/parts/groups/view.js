// Refused beside accepted: two places to drop mail into, and what was found.

import { h, value } from '../dom.js';
import { chosen, dropped } from './files.js';
import { profiled } from './profile.js';
import { start } from './reader.js';
import { results } from './results.js';

/**
 * @typedef {import('../words.js').Words} Words
 * @typedef {import('../dom.js').Child} Child
 * @typedef {import('./engine.js').Told} Told
 * @typedef {import('./engine.js').Note} Note
 * @typedef {import('./engine.js').Progress} Progress
 * @typedef {import('./files.js').Found} Found
 * @typedef {'refused' | 'accepted'} Side
 * @typedef {Extract<Told, { type: 'source' }>} Source
 */

/** Fetched with this module: a request at the first file would tell that there is one. */
const sheet = fetch(new URL('groups.css', import.meta.url)).then(async (response) =>
  new CSSStyleSheet().replace(await response.text()),
);
sheet.catch(() => {});

/** @type {Side[]} */
const SIDES = ['refused', 'accepted'];

export class GroupsView {
  node = h('div', { class: 'groups', 'data-groups': true });
  #bar = h('progress', { max: 1, value: 0 });
  #reading = h('p', { class: 'mute', 'data-reading': true });
  #out = h('div', { class: 'found', 'data-results': true });
  /** @type {Words | undefined} */
  #words;
  /** @type {ReturnType<typeof start> | undefined} */
  #reader;
  /** @type {Record<Side, Source[]>} */
  #sources = { refused: [], accepted: [] };
  /** Drops that are not read yet. */
  #open = 0;
  /** @type {Progress | undefined} */
  #progress;
  /** @type {Extract<Told, { type: 'report' }> | undefined} */
  #report;
  /** @type {string | undefined} */
  #trouble;

  /** @param {(text: string) => void} announce */
  constructor(announce) {
    this.announce = announce;
    // A file dropped beside the two places is not opened either.
    for (const type of ['dragover', 'drop']) {
      this.node.addEventListener(type, (event) => {
        event.preventDefault();
        event.stopPropagation();
      });
    }
  }

  /** Everything, in these words. @param {Words} words */
  async draw(words) {
    this.#words = words;
    await Promise.all([words.learn(), sheet.then((style) => this.#wear(style))]);
    if (words !== this.#words) return;
    this.node.setAttribute('lang', words.language);
    this.#bar.setAttribute('aria-label', words.text('groups.page.progress'));
    this.#build(words);
    // With the pane, not with the first file: a request then would tell that there is one.
    this.#start().catch(() => {});
  }

  /** @param {CSSStyleSheet} style */
  #wear(style) {
    const root = this.node.getRootNode();
    if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(style))
      root.adoptedStyleSheets.push(style);
  }

  #start() {
    this.#reader ??= start((told) => this.#take(told));
    this.#reader.catch((error) =>
      this.#fail(error instanceof Error ? error.message : String(error)),
    );
    return this.#reader;
  }

  /** @param {string} error */
  #fail(error) {
    this.#reader?.then(
      ({ end }) => end(),
      () => {},
    );
    this.#reader = undefined;
    this.#open = 0;
    this.#progress = undefined;
    this.#trouble = error;
    if (this.#words) this.#build(this.#words);
    if (this.#words)
      this.announce(
        this.#words.text('groups.page.trouble', { error: { type: 'plain', value: error } }),
      );
  }

  /** @param {Side} side @param {Found[] | Promise<Found[]>} files */
  async #add(side, files) {
    this.#open += 1;
    if (this.#trouble !== undefined) {
      // What was counted before is gone with the collector.
      this.#trouble = undefined;
      this.#report = undefined;
      this.#sources = { refused: [], accepted: [] };
    }
    this.#status();
    const found = await files;
    if (!found.length) {
      this.#open -= 1;
      this.#status();
      return;
    }
    const reader = await this.#start().catch(() => undefined);
    reader?.send({ type: 'add', fate: side, found });
  }

  /** @param {Told} told */
  #take(told) {
    const words = this.#words;
    if (told.type === 'failed') this.#fail(told.error);
    if (!words) return;
    if (told.type === 'progress') this.#progress = told;
    if (told.type === 'source') {
      this.#open -= 1;
      this.#progress = undefined;
      if (told.fate !== 'sent') this.#sources[told.fate].push(told);
      this.#list(words, /** @type {Side} */ (told.fate));
    }
    if (told.type === 'report') {
      this.#report = told;
      this.#draw(words);
      this.announce(this.#out.querySelector('.verdict')?.textContent ?? '');
    }
    this.#status();
  }

  #cancel() {
    this.#reader?.then(
      ({ send }) => send({ type: 'cancel' }),
      () => {},
    );
  }

  #clear() {
    // The same worker goes on, since another one would be a request to the host.
    this.#reader?.then(
      ({ send }) => send({ type: 'clear' }),
      () => {},
    );
    this.#sources = { refused: [], accepted: [] };
    this.#report = undefined;
    this.#trouble = undefined;
    if (this.#words) this.#build(this.#words);
    /** @type {HTMLElement | null} */ (this.node.querySelector('input'))?.focus();
  }

  /** @param {Words} words */
  #build(words) {
    const trouble =
      this.#trouble !== undefined &&
      h(
        'div',
        { class: 'trouble', 'data-trouble': true },
        h('p', null, words.say('groups.page.trouble', { error: this.#trouble })),
      );
    this.node.replaceChildren(
      h('p', { class: 'lead' }, words.nodes('groups.page.lead')),
      h(
        'div',
        { class: 'sides' },
        SIDES.map((side) => this.#side(words, side)),
      ),
      h(
        'div',
        { class: 'status', 'data-status': true },
        this.#reading,
        this.#bar,
        h(
          'div',
          { class: 'row' },
          h(
            'button',
            { type: 'button', 'data-cancel': true, onclick: () => this.#cancel() },
            words.nodes('groups.page.cancel'),
          ),
          h(
            'button',
            { type: 'button', 'data-again': true, onclick: () => this.#clear() },
            words.nodes('groups.page.clear'),
          ),
        ),
      ),
      ...(trouble ? [trouble] : []),
      this.#out,
    );
    for (const side of SIDES) this.#list(words, side);
    this.#draw(words);
    this.#status();
  }

  /** One of the two places. @param {Words} words @param {Side} side */
  #side(words, side) {
    const input = (/** @type {string} */ key, /** @type {boolean} */ folder) => {
      const id = `${side}-${key}`;
      const box = h('input', {
        type: 'file',
        id,
        class: 'vh',
        multiple: true,
        webkitdirectory: folder,
        onchange: () => {
          if (box.files?.length) this.#add(side, chosen(box.files));
          box.value = '';
        },
      });
      return [box, h('label', { for: id, class: 'button' }, words.nodes(`groups.page.${key}`))];
    };
    const place = h(
      'section',
      { class: `side ${side}`, 'data-side': side, 'aria-labelledby': `${side}-name` },
      h('h2', { id: `${side}-name` }, words.nodes(`groups.page.${side}`)),
      h('p', { class: 'mute' }, words.nodes(`groups.page.${side}.hint`)),
      h('p', { class: 'here', 'aria-hidden': 'true' }, words.nodes('groups.page.drop')),
      h(
        'div',
        { class: 'row', role: 'group', 'aria-labelledby': `${side}-name` },
        input('files', false),
        input('folder', true),
      ),
      h('ul', { class: 'sources', 'data-sources': side }),
    );
    const over = (/** @type {boolean} */ on) => place.classList.toggle('over', on);
    place.addEventListener('dragover', () => over(true));
    place.addEventListener('dragleave', (event) => {
      if (!(event.relatedTarget instanceof Node && place.contains(event.relatedTarget)))
        over(false);
    });
    place.addEventListener('drop', (event) => {
      over(false);
      if (event.dataTransfer) this.#add(side, dropped(event.dataTransfer));
    });
    return place;
  }

  /** What was read on one side. @param {Words} words @param {Side} side */
  #list(words, side) {
    const list = this.node.querySelector(`[data-sources="${side}"]`);
    list?.replaceChildren(
      ...this.#sources[side].map((source) =>
        h(
          'li',
          null,
          h(
            'p',
            null,
            words.say(source.others ? 'groups.page.sources' : 'groups.page.source', {
              name: value(source.name),
              count: source.messages,
              others: words.number(source.others),
            }),
            source.cancelled && [
              ' ',
              h('b', { 'data-stopped': true }, words.nodes('groups.page.stopped')),
            ],
          ),
          source.notes.length > 0 &&
            h(
              'ul',
              { class: 'notes' },
              source.notes.map((note) => h('li', { 'data-problem': note.id }, noted(words, note))),
            ),
        ),
      ),
    );
  }

  /** How far it is. */
  #status() {
    const words = this.#words;
    if (!words) return;
    const busy = this.#open > 0;
    const { read = 0, bytes = 0, messages = 0, name = '' } = this.#progress ?? {};
    const any = SIDES.some((side) => this.#sources[side].length > 0);
    const status = /** @type {HTMLElement | null} */ (this.node.querySelector('[data-status]'));
    if (!status) return;
    status.hidden = !busy && !any && this.#trouble === undefined;
    this.#bar.hidden = !busy;
    this.#reading.hidden = !busy;
    for (const [key, shown] of /** @type {const} */ ([
      ['cancel', busy],
      ['again', !busy],
    ])) {
      const button = /** @type {HTMLElement | null} */ (status.querySelector(`[data-${key}]`));
      if (button) button.hidden = !shown;
    }
    this.#bar.value = bytes ? Math.min(1, read / bytes) : 0;
    if (busy) {
      this.#reading.replaceChildren();
      this.#reading.append(
        ...nodes(
          words.say('groups.page.reading', {
            count: messages,
            read: size(words, read),
            bytes: size(words, bytes),
            name: value(name.slice(-60)),
          }),
        ),
      );
    }
  }

  /** @param {Words} words */
  #draw(words) {
    const collected = this.#report?.collected;
    this.#out.replaceChildren();
    if (!collected || !this.#report) return;
    this.#out.dataset.took = String(Math.round(this.#report.took));
    this.#out.dataset.memory = String(this.#report.memory);
    this.#out.append(
      h('section', { class: 'groups-found' }, results(words, collected.groups)),
      h('section', { class: 'profile', 'data-profile': true }, profiled(words, collected.profile)),
    );
  }
}

/** @param {Child} children */
const nodes = (children) => [...h('p', null, children).childNodes];

/** @param {Words} words @param {number} bytes */
function size(words, bytes) {
  const power = bytes < 1_000_000 ? 1 : bytes < 1_000_000_000 ? 2 : 3;
  const unit = ['byte', 'kilobyte', 'megabyte', 'gigabyte'][power];
  return words
    .format(unit ?? 'byte', { style: 'unit', unit, maximumFractionDigits: 1 })
    .format(bytes / 1_000 ** power);
}

/**
 * One line about files of one kind of trouble.
 * @param {Words} words
 * @param {Note} note
 * @returns {Child}
 */
function noted(words, { id, count, names, inside, values }) {
  const problem = h(
    'span',
    null,
    id === 'unread'
      ? words.say('groups.problem.no-fields', { count: values.unread ?? 0 })
      : words.say(
          `groups.problem.${id}`,
          Object.fromEntries(
            Object.entries(values).map(([name, n]) => [
              name,
              name === 'count' ? n : words.number(n),
            ]),
          ),
        ),
  );
  const args = {
    problem,
    count,
    name: value(names[0] ?? ''),
    names: words.list(names.map((name) => value(name))),
  };
  return [
    inside && [value(inside), ' › '],
    words.say(count > 1 ? 'groups.page.note.many' : 'groups.page.note.one', args),
  ];
}
