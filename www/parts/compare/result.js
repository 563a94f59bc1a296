// What differs, drawn again after each edit: only what says something other than before is made
// anew.

import { h } from '../dom.js';
import { Keep, put } from '../keep.js';
import { differences, varying } from './differences.js';
import { facts } from './facts.js';
import { order } from './order.js';
import { Plan } from './plan.js';
import { Texts } from './texts.js';

/**
 * @typedef {import('../words.js').Words} Words
 * @typedef {import('../core.js').Report} Report
 * @typedef {import('../core.js').Comparison} Comparison
 * @typedef {import('../core.js').Compared} Compared
 * @typedef {import('./side.js').Which} Which
 * @typedef {readonly [number, number]} Span
 * @typedef {object} Go what links do; numbers are those of the last comparison
 * @property {(which: Which, span: Span | undefined) => void} edit
 *   selects the span in the text field of its side
 * @property {(difference: number) => void} both shows it in both texts
 * @property {(difference: number) => void} difference to it in the list
 * @typedef {{
 *   words: Words, keep: Keep, go: Go, comparison: Comparison, reports: Record<Which, Report>,
 *   texts: Record<Which, string>
 * }} Now
 */

export class Result {
  #keep = new Keep();
  #texts = new Texts();
  #plan = new Plan();
  /** @type {Words | undefined} */
  #words;
  #out;
  /** @type {Go} */
  #go;

  /** @param {HTMLElement} out @param {Go['edit']} edit */
  constructor(out, edit) {
    this.#out = out;
    this.#go = {
      edit,
      both: (number) => this.#texts.show(number),
      difference: (number) => {
        const item = /** @type {HTMLElement | null} */ (
          out.querySelector(`[data-difference="${number}"]`)
        );
        item?.scrollIntoView({ block: 'center' });
        item?.focus({ preventScroll: true });
      },
    };
  }

  /** Something else than a comparison; gives what it says. @param {HTMLElement} node */
  instead(node) {
    put(this.#out, [node]);
    return node.textContent ?? '';
  }

  /** @param {Words} words @param {Compared} compared @param {string[]} texts gives the summary */
  draw(words, { comparison, left, right }, [leftText = '', rightText = '']) {
    const empty = [left.kind === 'empty', right.kind === 'empty'];
    if (empty[0] && empty[1]) {
      this.instead(
        h(
          'p',
          { class: 'mute', 'data-compare-verdict': true },
          words.nodes('compare.page.nothing'),
        ),
      );
      return '';
    }
    const { verdict, differences: found } = comparison;
    const says = empty[0]
      ? words.nodes('compare.page.wants-left')
      : empty[1]
        ? words.nodes('compare.page.wants-right')
        : words.nodes(`compare.verdict.${verdict.id}`, verdict.args);
    if (empty[0] || empty[1] || verdict.id.endsWith('unread'))
      return this.instead(h('p', { class: 'verdict', 'data-compare-verdict': true }, says));
    if (words !== this.#words) this.#keep = new Keep();
    this.#words = words;
    const keep = this.#keep;
    /** @type {Now} */
    const now = {
      words,
      keep,
      go: this.#go,
      comparison,
      reports: { left, right },
      texts: { left: leftText, right: rightText },
    };
    const lost = this.#focused();
    keep.begin();
    const summary = keep.part('verdict', verdict, null, () =>
      h('h3', { class: 'verdict', 'data-compare-verdict': true }, says),
    );
    put(this.#out, [
      summary,
      found.length > 0 &&
        keep.part('note', '', null, () =>
          h('p', { class: 'mute note' }, words.nodes('compare.label.note')),
        ),
      ...differences(now),
      this.#texts.draw(now),
      found.length > 0 && this.#plan.draw(now),
      order(now),
      facts(now),
      varying(now),
    ]);
    keep.end();
    lost();
    return summary.textContent ?? '';
  }

  /**
   * Remembers where the focus is. The function it gives puts it there again, should its part have
   * been made anew.
   */
  #focused() {
    const on = /** @type {ShadowRoot | Document} */ (this.#out.getRootNode()).activeElement;
    const part =
      on instanceof HTMLElement && this.#out.contains(on) ? on.closest('[data-difference]') : null;
    if (!(on instanceof HTMLElement) || !part) return () => {};
    const name = `[data-difference="${part.getAttribute('data-difference')}"]`;
    const at = [part, ...part.querySelectorAll('a, button')].indexOf(on);
    return () => {
      const again = this.#out.querySelector(name);
      const to = on.isConnected ? on : again && [again, ...again.querySelectorAll('a, button')][at];
      if (to instanceof HTMLElement && !to.matches(':focus')) to.focus({ preventScroll: true });
    };
  }
}
