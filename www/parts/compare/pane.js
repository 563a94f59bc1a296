// Two messages beside each other: the refused one, the accepted one, and what differs. The
// comparison follows each edit. A second tab compares groups, when ../groups/view.js has something
// to show.

import { Speaker, h } from '../dom.js';
import { GroupsView } from '../groups/view.js';
import * as load from '../load.js';
import * as core from '../core.js';
import { Result } from './result.js';
import { Side } from './side.js';

/**
 * @typedef {import('../words.js').Words} Words
 * @typedef {import('../core.js').Compared} Compared
 */

/** Shorter texts are compared at once, longer ones when typing pauses. */
const AT_ONCE = 20_000;
const PAUSE = 80;
const LONG = 300_000;
const LONG_PAUSE = 400;

const MODES = /** @type {const} */ (['two', 'groups']);
/** @typedef {typeof MODES[number]} Mode */

/** The messages of 2008: the one that was refused, the one that arrived. */
const EXAMPLE = ['hidemaru', 'windows-live-mail'];

/** @type {Promise<string[]> | undefined} */
let texts;

/** Fetched with the pane, so that no later request tells what somebody does here. */
function examples() {
  texts ??= load.examples(EXAMPLE);
  texts.catch(() => {});
  return texts;
}

export class Pane {
  node = h('section', {
    class: 'compare',
    'aria-labelledby': 'h-compare',
    'data-compare-pane': true,
  });
  #left = this.#side('left');
  #right = this.#side('right');
  #speaker = new Speaker();
  #out = h('div', { class: 'result', 'data-compared': true });
  #result = new Result(this.#out, (which, span) =>
    (which === 'left' ? this.#left : this.#right).select(span),
  );
  #groups = GroupsView && new GroupsView((text) => this.#speaker.say(text));
  /** @type {Record<Mode, HTMLElement>} */
  #panels = { two: h('div', null), groups: h('div', null) };
  /** @type {Mode} */
  #mode = 'two';
  /** @type {Words | undefined} */
  #words;
  /** @type {Words | undefined} the words that the groups were drawn in */
  #grouped;
  /** @type {Compared | undefined} */
  #compared;
  /** @type {string[]} the texts that the comparison is of */
  #of = [];
  /** What stands instead of a comparison. @type {{ key: string, detail: string } | undefined} */
  #trouble;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #turn = 0;

  /** @param {() => void} close */
  constructor(close) {
    this.close = close;
    for (const type of ['dragover', 'dragleave', 'drop']) {
      this.node.addEventListener(type, (event) => this.#drag(/** @type {DragEvent} */ (event)));
    }
    examples();
    this.#start();
  }

  #start() {
    core.start().then(
      () => this.#compare(),
      (error) => this.#fail('page.trouble.start', error),
    );
  }

  /** @param {'left' | 'right'} which */
  #side(which) {
    return new Side(
      which,
      async (bytes) => {
        await core.start();
        return core.inspectBytes(bytes).text;
      },
      () => this.#changed(),
      (error) => this.#fail(core.ready() ? 'page.trouble.file' : 'page.trouble.trap', error),
    );
  }

  /** The text of the left field. */
  get left() {
    return this.#left.text;
  }

  /** The text that was there before is the refused one. @param {string} text */
  begin(text) {
    if (text && text !== this.#left.text) this.#left.text = text;
    (this.#left.text ? this.#right : this.#left).area.focus();
  }

  /** Everything, in these words. @param {Words} words */
  draw(words) {
    this.#words = words;
    this.node.setAttribute('lang', words.language);
    for (const side of [this.#left, this.#right]) side.build(words);
    const button = (/** @type {string} */ name, /** @type {() => void} */ action) =>
      h(
        'button',
        { type: 'button', [`data-${name}`]: true, onclick: action },
        words.nodes(`compare.page.${name}`),
      );
    this.#panels.two.replaceChildren(
      h('p', { class: 'mute lead' }, words.nodes('compare.page.lead')),
      h(
        'div',
        { class: 'row tools' },
        button('pair', () => this.#example()),
        button('swap', () => {
          const { text } = this.#left;
          this.#left.text = this.#right.text;
          this.#right.text = text;
        }),
      ),
      h('div', { class: 'pair' }, this.#left.node, this.#right.node),
      h('p', { class: 'private' }, words.nodes('page.private')),
      this.#out,
    );
    this.node.replaceChildren(
      h(
        'div',
        { class: 'row head' },
        h('h2', { id: 'h-compare' }, words.nodes('compare.page.title')),
        this.#groups && this.#tabs(words),
        h(
          'button',
          { type: 'button', class: 'back', 'data-close': true, onclick: () => this.close() },
          words.nodes('compare.page.close'),
        ),
      ),
      this.#panels.two,
      this.#panels.groups,
      this.#speaker.node,
    );
    this.#select(this.#mode);
    this.#show();
  }

  /** @param {Words} words */
  #tabs(words) {
    return h(
      'div',
      {
        role: 'tablist',
        class: 'tabs',
        'aria-label': words.text('compare.page.modes'),
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          const to =
            MODES[MODES.indexOf(this.#mode) + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 9)];
          if (!to) return;
          event.preventDefault();
          this.#select(to);
          /** @type {HTMLElement | null} */ (this.node.querySelector(`[data-mode=${to}]`))?.focus();
        },
      },
      MODES.map((mode) => {
        const panel = this.#panels[mode];
        for (const [name, value] of Object.entries({
          role: 'tabpanel',
          id: `p-${mode}`,
          'aria-labelledby': `t-${mode}`,
        }))
          panel.setAttribute(name, value);
        return h(
          'button',
          {
            type: 'button',
            role: 'tab',
            id: `t-${mode}`,
            'aria-controls': `p-${mode}`,
            'data-mode': mode,
            onclick: () => this.#select(mode),
          },
          words.nodes(`compare.page.mode.${mode}`),
        );
      }),
    );
  }

  /** @param {Mode} mode */
  #select(mode) {
    this.#mode = mode;
    for (const each of MODES) {
      const tab = /** @type {HTMLElement | null} */ (
        this.node.querySelector(`[data-mode=${each}]`)
      );
      tab?.setAttribute('aria-selected', String(each === mode));
      if (tab) tab.tabIndex = each === mode ? 0 : -1;
      this.#panels[each].hidden = each !== mode;
    }
    const words = this.#words;
    if (mode === 'groups' && this.#groups && words && this.#grouped !== words) {
      this.#grouped = words;
      this.#panels.groups.replaceChildren(this.#groups.node);
      this.#groups.draw(words).catch((error) => this.#fail('page.trouble.compare', error));
    }
  }

  /**
   * Files go where they are dropped; beside both, to the side that is empty.
   * @param {DragEvent} event
   */
  #drag(event) {
    const over = event
      .composedPath()
      .find((part) => part instanceof HTMLElement && part.matches('.given'));
    const side =
      [this.#left, this.#right].find(({ node }) => node === over) ??
      (this.#left.text ? this.#right : this.#left);
    const types = event.dataTransfer?.types ?? [];
    const file = types.includes('Files');
    const text =
      types.includes('text/plain') && !side.text && !(event.target instanceof HTMLTextAreaElement);
    event.stopPropagation();
    // The groups take what is dropped on them; a drop beside them does nothing.
    if (this.#mode === 'groups') return void event.preventDefault();
    for (const { node } of [this.#left, this.#right])
      node.classList.toggle(
        'drop-here',
        event.type === 'dragover' && node === side.node && (file || text),
      );
    if (event.type === 'dragleave' || !(file || text)) return undefined;
    event.preventDefault();
    if (event.type !== 'drop') return undefined;
    const given = event.dataTransfer?.files[0];
    if (given) side.open(given);
    else if (text) side.text = event.dataTransfer?.getData('text/plain') ?? '';
    return undefined;
  }

  async #example() {
    const turn = (this.#turn += 1);
    try {
      const [left = '', right = ''] = await examples();
      if (turn !== this.#turn) return;
      this.#left.text = left;
      this.#right.text = right;
    } catch (error) {
      texts = undefined;
      this.#fail('page.trouble.example', error);
    }
  }

  #changed() {
    const turn = (this.#turn += 1);
    clearTimeout(this.#timer);
    const size = this.#left.text.length + this.#right.text.length;
    // Once for a burst of events: an example fills both sides.
    if (size <= AT_ONCE) queueMicrotask(() => turn === this.#turn && this.#compare());
    else this.#timer = setTimeout(() => this.#compare(), size < LONG ? PAUSE : LONG_PAUSE);
  }

  #compare() {
    if (!core.ready()) return this.#start();
    const of = [this.#left.text, this.#right.text];
    if (this.#compared && of.every((text, i) => text === this.#of[i])) return undefined;
    try {
      this.#compared = core.compare(of[0] ?? '', of[1] ?? '');
      this.#of = of;
      this.#trouble = undefined;
    } catch (error) {
      // The next text finds a fresh instance.
      core.start().catch(() => {});
      return this.#fail('page.trouble.trap', error);
    }
    return this.#show();
  }

  /** What failed is said; the texts stay. @param {string} key @param {unknown} error */
  #fail(key, error) {
    this.#compared = undefined;
    this.#trouble = { key, detail: error instanceof Error ? error.message : String(error) };
    this.#show();
  }

  #show() {
    const words = this.#words;
    if (!words) return;
    this.#left.tell(words, this.#compared?.left);
    this.#right.tell(words, this.#compared?.right);
    if (this.#trouble) {
      const { key, detail } = this.#trouble;
      this.#result.instead(
        h('p', { class: 'trouble', 'data-trouble': true }, words.say(key, { error: detail })),
      );
      this.#speaker.say(words.text(key, { error: { type: 'plain', value: detail } }));
      return;
    }
    const summary = this.#compared
      ? this.#result.draw(words, this.#compared, this.#of)
      : this.#result.instead(h('p', { class: 'mute' }, words.nodes('page.loading')));
    this.#speaker.say(summary);
  }
}
