// <header-lint>: paste header fields, a message or a bounce; the report appears on the text.
//
//   <script type="module" src="https://…/header-lint.js"></script>
//   <header-lint lang="ja"></header-lint>
//
// Everything else is loaded from beside this file. Nothing pasted leaves the page.

import { select } from './parts/area.js';
import { Comparing } from './parts/comparing.js';
import * as core from './parts/core.js';
import { Speaker, afterPaint, h } from './parts/dom.js';
import * as load from './parts/load.js';
import { View } from './parts/view.js';
import { LANGUAGES } from './parts/languages.js';
import { warm } from './parts/warm.js';
import { choose, words as wordsOf } from './parts/words.js';

/**
 * @typedef {import('./parts/core.js').Report} Report
 * @typedef {import('./parts/words.js').Words} Words
 * @typedef {import('./parts/words.js').Language} Language
 */

const STORE = 'headerlint.language';
const EXAMPLES = ['modern', 'gmail-2008', 'hidemaru'];
/** Shorter texts are inspected at once, longer ones when typing pauses. */
const AT_ONCE = 20_000;
const PAUSE = 60;
/** The longest texts take so long to draw that they wait for a real pause. */
const LONG = 300_000;
const LONG_PAUSE = 250;

/** @type {Promise<CSSStyleSheet> | undefined} */
let sheet;

function style() {
  sheet ??= fetch(new URL('header-lint.css', import.meta.url))
    .then((response) => response.text())
    .then((text) => new CSSStyleSheet().replace(text));
  sheet.catch(() => (sheet = undefined));
  return sheet;
}

/** @type {Promise<string[]> | undefined} */
let texts;

/** The examples, fetched once with the page: no request tells what somebody does here. */
function examples() {
  texts ??= load.examples(EXAMPLES);
  texts.catch(() => {});
  return texts;
}

export class HeaderLint extends HTMLElement {
  static observedAttributes = ['lang'];

  #root = this.attachShadow({ mode: 'open' });
  #area = h('textarea', {
    id: 'text',
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    translate: 'no',
    wrap: 'off',
    rows: 9,
  });
  #speaker = new Speaker();
  #out = h('div', { class: 'out' });
  #read = h('div', { class: 'read' });
  #view = new View(this.#read, this.#out, {
    edit: (span) => span && select(this.#area, this.#text, span),
    choose: (message) => this.#choose(message),
    requirements: () => core.requirements(this.#text, this.#message),
  });
  #comparing = new Comparing(
    this.#root,
    () => this.#area.value,
    (text) => (this.value = text),
  );
  /** @type {Words | undefined} */
  #words;
  /** The text that the report speaks of; a file's has its own line ends. */
  #text = '';
  /** @type {Report | undefined} */
  #report;
  /** Which of several messages in the text. */
  #message = 0;
  /**
   * A sentence that stands instead of a report: its locale key and what is known.
   * @type {{ key: string, detail?: string } | undefined}
   */
  #trouble;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #booting = false;
  /** The file or example being read; a later one, or typing, makes it stale. */
  #turn = 0;

  constructor() {
    super();
    this.#area.addEventListener('input', () => this.#typed());
    this.addEventListener('dragover', (event) => {
      if (!this.#takes(event)) return;
      event.preventDefault();
      this.#root.querySelector('.app')?.classList.add('drop');
    });
    this.addEventListener('dragleave', (event) => {
      if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget)))
        this.#dragged();
    });
    this.addEventListener('drop', (event) => {
      this.#dragged();
      if (!this.#takes(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      const text = event.dataTransfer?.getData('text/plain');
      if (file) this.#open(file);
      else if (text) this.value = text;
    });
  }

  connectedCallback() {
    addEventListener('beforeprint', this.#view.print);
    this.#speak();
    this.#boot();
  }

  #boot() {
    if (this.#booting) return;
    this.#booting = true;
    this.#draw();
    core
      .start()
      .finally(() => (this.#booting = false))
      .then(
        () => this.#inspect(),
        (error) => this.#fail('page.trouble.start', error),
      );
  }

  disconnectedCallback() {
    removeEventListener('beforeprint', this.#view.print);
    clearTimeout(this.#timer);
    this.#speaker.hush();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#speak();
  }

  /** The text in the field. */
  get value() {
    return this.#area.value;
  }

  set value(text) {
    this.#area.value = text;
    this.#typed();
  }

  /** The last report, for scripts of the page around. */
  get report() {
    return this.#report;
  }

  /** @param {Language} [language] */
  async #speak(language) {
    const wanted =
      language ?? choose([this.getAttribute('lang'), stored(), ...navigator.languages]);
    try {
      const [words, css] = await Promise.all([wordsOf(wanted), style()]);
      this.#root.adoptedStyleSheets = [css];
      this.#words = words;
      this.#build(words);
      if (!words.whole)
        afterPaint(() =>
          words.learn().then(() => words === this.#words && this.#report && this.#draw()),
        );
      afterPaint(examples);
      afterPaint(() =>
        Promise.all([core.start(), words.learn()]).then(
          () => warm(words, () => this.isConnected && this.#area.value === ''),
          () => {}, // it was told
        ),
      );
    } catch (error) {
      // Without words there is only this to say, in both languages.
      this.#root.replaceChildren(
        h(
          'p',
          null,
          `${Object.values(LANGUAGES)
            .map(({ failed }) => failed)
            .join(' ')} (${error})`,
        ),
      );
    }
  }

  /**
   * Everything around the report, in the language; the text field itself stays.
   * @param {Words} words
   */
  #build(words) {
    const { language } = words;
    const file = h('input', {
      type: 'file',
      id: 'file',
      class: 'vh',
      accept: '.eml,.msg,.txt,.mbox,message/rfc822,text/plain',
      onchange: () => {
        if (file.files?.[0]) this.#open(file.files[0]);
        file.value = '';
      },
    });
    const app = h(
      'div',
      { class: 'app', lang: language },
      h(
        'div',
        { class: 'ask' },
        h(
          'div',
          { class: 'row' },
          h('label', { for: 'text', class: 'label' }, words.nodes('page.paste')),
          h(
            'div',
            { class: 'langs', role: 'group', 'aria-label': words.text('page.language') },
            Object.entries(LANGUAGES).map(([code, { name }]) =>
              h(
                'button',
                {
                  type: 'button',
                  lang: code,
                  'data-lang': code,
                  'aria-pressed': String(code === language),
                  onclick: () => this.#switch(code),
                },
                name,
              ),
            ),
          ),
        ),
        this.#area,
        h(
          'div',
          { class: 'row tools' },
          file,
          h('label', { for: 'file', class: 'button' }, words.nodes('page.open')),
          h(
            'span',
            { class: 'try', role: 'group', 'aria-label': words.text('page.examples') },
            h('span', { class: 'mute' }, words.nodes('page.examples')),
            EXAMPLES.map((name) =>
              h(
                'button',
                { type: 'button', 'data-example': name, onclick: () => this.#example(name) },
                words.nodes(`page.example.${name}`),
              ),
            ),
          ),
          this.#comparing.button(words),
          h(
            'button',
            {
              type: 'button',
              class: 'clear',
              'data-clear': true,
              hidden: true,
              onclick: () => {
                this.#area.focus();
                this.#area.select();
                // As an edit, so that it can be undone.
                if (!document.execCommand('delete')) this.value = '';
              },
            },
            words.nodes('page.clear'),
          ),
        ),
        h('p', { class: 'private' }, words.nodes('page.private')),
      ),
      this.#comparing.node,
      this.#speaker.node,
      this.#read,
      this.#out,
      h('div', { class: 'veil', 'aria-hidden': 'true' }, words.nodes('page.drop')),
    );
    this.#area.placeholder = words.text('page.placeholder');
    this.#root.replaceChildren(app);
    this.#draw();
    this.dispatchEvent(
      new CustomEvent('header-lint-language', { bubbles: true, detail: { language } }),
    );
  }

  /** @param {Language} language */
  async #switch(language) {
    try {
      localStorage.setItem(STORE, language);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
    await this.#speak(language);
    /** @type {HTMLElement | null} */ (
      this.#root.querySelector(`[data-lang="${language}"]`)
    )?.focus();
  }

  /**
   * Files, and text as long as none is here; the text field takes text by itself.
   * @param {DragEvent} event
   */
  #takes(event) {
    const types = event.dataTransfer?.types ?? [];
    return (
      types.includes('Files') ||
      (types.includes('text/plain') &&
        this.#area.value === '' &&
        !event.composedPath().includes(this.#area))
    );
  }

  #dragged() {
    this.#root.querySelector('.app')?.classList.remove('drop');
  }

  #typed() {
    this.#turn += 1;
    clearTimeout(this.#timer);
    const turn = this.#turn;
    // One inspection for a burst of events: an insertion of many lines fires one for each.
    if (this.#area.textLength <= AT_ONCE)
      queueMicrotask(() => turn === this.#turn && this.#inspect());
    else
      this.#timer = setTimeout(
        () => this.#inspect(),
        this.#area.textLength < LONG ? PAUSE : LONG_PAUSE,
      );
  }

  /** @param {string} name */
  async #example(name) {
    const turn = (this.#turn += 1);
    try {
      const text = (await examples())[EXAMPLES.indexOf(name)];
      if (text === undefined) throw new Error(name);
      if (turn !== this.#turn) return;
      this.value = text;
      this.#area.scrollTop = 0;
    } catch (error) {
      this.#fail('page.trouble.example', error);
    }
  }

  /** @param {File} file */
  async #open(file) {
    const turn = (this.#turn += 1);
    try {
      const bytes = new Uint8Array(await file.slice(0, load.FILE_BYTES).arrayBuffer());
      await core.start();
      if (turn !== this.#turn) return;
      // Should the core fail, this much of the file is at hand all the same.
      this.#area.value = new TextDecoder().decode(bytes);
      const { text, report } = core.inspectBytes(bytes);
      this.#area.value = text;
      this.#renew();
      this.#shown(text, report);
    } catch (error) {
      this.#fail(core.ready() ? 'page.trouble.file' : 'page.trouble.trap', error);
    }
  }

  #inspect() {
    clearTimeout(this.#timer);
    if (!core.ready()) return this.#boot();
    const text = this.#area.value;
    if (text === this.#text && this.#report) return undefined;
    if (another(this.#text, text)) this.#renew();
    return this.#tell(text);
  }

  /** Another text: what was chosen and opened belonged to the one before. */
  #renew() {
    this.#message = 0;
    this.#view.forget();
  }

  /** @param {number} message */
  #choose(message) {
    this.#message = message;
    this.#tell(this.#text);
  }

  /** @param {string} text */
  #tell(text) {
    try {
      return this.#shown(text, core.inspect(text, this.#message));
    } catch (error) {
      return this.#fail('page.trouble.trap', error);
    }
  }

  /** @param {string} text @param {Report} report */
  #shown(text, report) {
    this.#text = text;
    this.#report = report;
    this.#message = report.message ?? 0;
    this.#trouble = undefined;
    this.#draw();
    this.dispatchEvent(
      new CustomEvent('header-lint-report', { bubbles: true, detail: { report } }),
    );
  }

  /** What failed is said; the text stays. @param {string} key @param {unknown} error */
  #fail(key, error) {
    this.#report = undefined;
    this.#trouble = { key, detail: error instanceof Error ? error.message : String(error) };
    this.#draw();
    // After a trap the core was dropped; the next text finds a fresh one.
    if (key === 'page.trouble.trap') core.start().catch(() => {});
  }

  #draw() {
    const words = this.#words;
    if (!words) return;
    const report = this.#report;
    const clear = /** @type {HTMLElement | null} */ (this.#root.querySelector('[data-clear]'));
    if (clear) clear.hidden = this.#area.value === '';
    this.#root
      .querySelector('.app')
      ?.classList.toggle('full', Boolean(report && report.kind !== 'empty'));
    const instead = (/** @type {(Node | false)[]} */ ...nodes) => {
      this.#view.clear(nodes);
    };
    if (this.#trouble) {
      const { key, detail = '' } = this.#trouble;
      instead(
        h(
          'div',
          { class: 'trouble', 'data-trouble': true },
          h('p', { 'data-verdict': true }, words.say(key, { error: detail })),
        ),
      );
      this.#speaker.say(words.text(key, { error: { type: 'plain', value: detail } }));
      return;
    }
    if (!report) {
      instead(
        this.#area.value
          ? h('p', { class: 'mute' }, words.nodes('page.loading'))
          : where(words, true),
      );
      return;
    }
    if (report.kind === 'empty' || report.kind === 'not-mail') {
      const empty = report.kind === 'empty';
      instead(
        h(
          'p',
          { class: empty ? 'private' : 'verdict', 'data-verdict': true },
          words.nodes(report.verdict.id, report.verdict.args),
        ),
        where(words, empty),
      );
      this.#speaker.say(empty ? '' : words.text('page.nothing-lost'));
      return;
    }
    this.#view.draw(words, this.#text, report);
    this.#speaker.say(
      `${this.#out.querySelector('[data-verdict]')?.textContent ?? ''} ${words.text(
        'page.announce',
        {
          count: { type: 'count', value: report.findings.length },
        },
      )}`,
    );
  }
}

/** Where header fields are found in common programs. @param {Words} words @param {boolean} calm */
function where(words, calm) {
  return h(
    'details',
    { class: 'where', open: !calm },
    h('summary', null, words.nodes('page.where')),
    h(
      'ul',
      null,
      ['gmail', 'outlook', 'apple', 'thunderbird', 'other'].map((name) =>
        h('li', null, words.nodes(`page.where.${name}`)),
      ),
    ),
  );
}

/**
 * Whether this is another text, and not the one before after an edit.
 * @param {string} before
 * @param {string} text
 */
function another(before, text) {
  // The text field knows one kind of line end; a file may have brought others.
  const old = before.replace(/\r\n?/g, '\n');
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old.charCodeAt(start) === text.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end < most - start &&
    old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)
  )
    end += 1;
  return (start + end) * 2 < text.length;
}

function stored() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

if (!customElements.get('header-lint')) customElements.define('header-lint', HeaderLint);
