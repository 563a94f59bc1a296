// One of the two messages: a text field, the ways into it, and what was read in it.

import { select } from '../area.js';
import { h } from '../dom.js';
import { FILE_BYTES } from '../load.js';

/**
 * @typedef {import('../words.js').Words} Words
 * @typedef {import('../core.js').Report} Report
 * @typedef {'left' | 'right'} Which
 */

export class Side {
  node = h('div', { class: 'given' });
  area;
  /** A sentence about this text alone. */
  #about = h('p', { class: 'about' });
  #clear = h('button', { type: 'button' });
  /** The text as it was read; a file's has its own line ends. */
  #text = '';
  /** The file that is being read; a later one, or typing, makes it stale. */
  #turn = 0;

  /**
   * @param {Which} which
   * @param {(bytes: Uint8Array) => Promise<string>} read
   * @param {() => void} changed
   * @param {(error: unknown) => void} failed
   */
  constructor(which, read, changed, failed) {
    this.which = which;
    this.read = read;
    this.changed = changed;
    this.failed = failed;
    this.area = h('textarea', {
      id: `text-${which}`,
      spellcheck: 'false',
      autocomplete: 'off',
      autocapitalize: 'off',
      translate: 'no',
      wrap: 'off',
      rows: 8,
      oninput: () => {
        this.#turn += 1;
        this.#text = this.area.value;
        this.#said();
        changed();
      },
    });
    this.node.setAttribute('data-side', which);
  }

  get text() {
    return this.#text;
  }

  set text(text) {
    this.#turn += 1;
    this.#text = text;
    this.area.value = text;
    this.area.scrollTop = 0;
    this.#said();
    this.changed();
  }

  #said() {
    this.#clear.hidden = this.#text === '';
  }

  /** Everything around the text, in these words. @param {Words} words */
  build(words) {
    const { which } = this;
    const name = words.text(`compare.page.${which}`);
    const file = h('input', {
      type: 'file',
      id: `file-${which}`,
      class: 'vh',
      accept: '.eml,.msg,.txt,.mbox,message/rfc822,text/plain',
      onchange: () => {
        if (file.files?.[0]) this.open(file.files[0]);
        file.value = '';
      },
    });
    this.#clear = h(
      'button',
      {
        type: 'button',
        'data-clear-side': which,
        'aria-label': words.text('compare.page.clear', { side: { type: 'plain', value: name } }),
        onclick: () => {
          this.area.focus();
          this.area.select();
          // As an edit, so that it can be undone.
          if (!document.execCommand('delete')) this.text = '';
        },
      },
      words.nodes('page.clear'),
    );
    this.area.placeholder = words.text(`compare.page.${which}.placeholder`);
    this.node.replaceChildren(
      h('label', { class: 'label', for: this.area.id }, words.nodes(`compare.page.${which}`)),
      this.area,
      h(
        'div',
        { class: 'row tools' },
        file,
        h(
          'label',
          { for: file.id, class: 'button' },
          words.nodes('page.open'),
          h('span', { class: 'vh' }, ` (${name})`),
        ),
        this.#clear,
      ),
      this.#about,
    );
    this.#said();
  }

  /** @param {File} file */
  async open(file) {
    const turn = (this.#turn += 1);
    try {
      const bytes = new Uint8Array(await file.slice(0, FILE_BYTES).arrayBuffer());
      const text = await this.read(bytes);
      if (turn === this.#turn) this.text = text;
    } catch (error) {
      this.failed(error);
    }
  }

  /**
   * What was read, and what stands in the way of comparing it.
   * @param {Words} words
   * @param {Report | undefined} report
   */
  tell(words, report) {
    /** @type {(string | Node | null | undefined | false | readonly any[])[]} */
    const says = [];
    if (report && report.kind !== 'empty') {
      const { kind, bounce, fields, messages, limits } = report;
      if (kind === 'not-mail')
        says.push(words.nodes('verdict.not-mail'), ' ', words.nodes('page.nothing-lost'));
      else {
        says.push(
          words.say('compare.page.read', {
            kind: h('span', null, words.nodes(`kind.${kind}`)),
            count: fields.length,
          }),
        );
        if (bounce && fields.length) says.push(' ', words.nodes('compare.page.returned'));
        if (bounce && !fields.length) says.push(' ', words.nodes('page.bounce.not-returned'));
        if (messages.length > 1)
          says.push(' ', words.say('compare.page.messages', { count: messages.length }));
      }
      for (const { id, limit, actual } of limits)
        says.push(
          ' ',
          h('b', { class: 'limit' }, words.say(`limit.${id}`, { limit, actual, count: limit })),
        );
    }
    const fresh = h(
      'p',
      { class: 'about', 'data-about': this.which },
      says.map((part) => /** @type {any} */ (part)),
    );
    if (fresh.textContent !== this.#about.textContent)
      this.#about.replaceWith((this.#about = fresh));
  }

  /** Selects a range of its text. @param {readonly [number, number] | undefined} span */
  select(span) {
    if (span) select(this.area, this.#text, span);
  }
}
