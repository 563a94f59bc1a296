// What to send next, as a list to tick off; then halving what is left, by what was accepted.

import { h, link } from '../dom.js';
import { put } from '../keep.js';

/**
 * @typedef {import('./result.js').Now} Now
 * @typedef {import('../core.js').Comparison['experiment'][number]} Step
 */

/** Steps that the halving itself tells. */
const HALVES = ['halve', 'other-half'];

export class Plan {
  /** What was ticked off, by what it says: it outlives an edit elsewhere. @type {Set<string>} */
  #done = new Set();
  /**
   * Whether the message with the first half was accepted, one answer for each half.
   * @type {boolean[]}
   */
  #answers = [];
  /** What the answers are about. */
  #about = '';

  /** @param {Now} now */
  draw(now) {
    const {
      words,
      keep,
      comparison: { experiment },
    } = now;
    const section = keep.part('plan', '', null, () => {
      const list = h('ol', { class: 'plan' });
      return {
        node: h(
          'section',
          { 'aria-labelledby': 'h-plan', 'data-plan': true },
          h('h3', { id: 'h-plan' }, words.nodes('compare.label.experiment')),
          list,
        ),
        list,
      };
    });
    const halves = experiment.filter(({ id }) => HALVES.includes(id));
    put(
      section.list,
      experiment
        .filter(({ id }) => id !== 'other-half')
        .map((step) => (step.id === 'halve' ? this.#halving(now, halves) : this.#step(now, step))),
    );
    return section.node;
  }

  /** @param {Now} now @param {Step} step */
  #step({ words, keep, go }, step) {
    const key = JSON.stringify([step.id, step.args]);
    return keep.part(`step ${step.id}`, [key, step.differences], null, () => {
      const box = h('input', {
        type: 'checkbox',
        onchange: () => void (box.checked ? this.#done.add(key) : this.#done.delete(key)),
      });
      box.checked = this.#done.has(key);
      return h(
        'li',
        { 'data-step': step.id },
        h(
          'label',
          null,
          box,
          h('span', null, words.nodes(`compare.experiment.${step.id}`, step.args)),
        ),
        ' ',
        this.#links(words, go, step.differences),
      );
    });
  }

  /** @param {Now['words']} words @param {Now['go']} go @param {readonly number[]} numbers */
  #links(words, go, numbers) {
    return (
      numbers.length === 1 &&
      link(
        () => go.difference(numbers[0] ?? 0),
        { class: 'link place' },
        words.say('compare.page.difference', { number: words.number((numbers[0] ?? 0) + 1) }),
      )
    );
  }

  /** Half of what is left at a time. @param {Now} now @param {Step[]} halves */
  #halving(now, halves) {
    const {
      words,
      keep,
      go,
      comparison: { differences },
    } = now;
    const all = halves.flatMap((step) => step.differences);
    const fields = all.map((number) => [differences[number]?.field, differences[number]?.kind]);
    const about = JSON.stringify(fields);
    if (about !== this.#about) [this.#about, this.#answers] = [about, []];
    const part = keep.part('halving', [all, fields], null, () => {
      const node = h('li', { 'data-step': 'halve' });
      const names = (/** @type {readonly number[]} */ numbers) =>
        words.list(
          numbers.map((number) =>
            link(
              () => go.difference(number),
              {},
              h('code', null, differences[number]?.field ?? ''),
            ),
          ),
        );
      const build = (/** @type {boolean} */ focus) => {
        let left = all;
        const told = this.#answers.map((accepted) => {
          const half = left.slice(0, Math.ceil(left.length / 2));
          left = accepted ? half : left.slice(half.length);
          return h(
            'p',
            { class: 'mute' },
            words.say(accepted ? 'compare.page.half.accepted' : 'compare.page.half.refused', {
              fields: names(half),
            }),
          );
        });
        const half = left.slice(0, Math.ceil(left.length / 2));
        const answer = (/** @type {boolean} */ accepted) =>
          h(
            'button',
            {
              type: 'button',
              'data-answer': accepted ? 'accepted' : 'refused',
              onclick: () => {
                this.#answers.push(accepted);
                build(true);
              },
            },
            words.nodes(accepted ? 'compare.page.was-accepted' : 'compare.page.was-refused'),
          );
        const fresh = [
          h(
            'p',
            null,
            words.say('compare.page.halving', {
              count: Math.ceil(Math.log2(Math.max(2, all.length))),
            }),
          ),
          ...told,
          left.length > 1
            ? h(
                'div',
                { class: 'half', tabindex: -1 },
                h('p', null, words.say('compare.page.half', { fields: names(half) })),
                h('p', { class: 'row' }, answer(true), answer(false)),
              )
            : h(
                'p',
                { class: 'half', tabindex: -1, 'data-left': true },
                words.say('compare.page.left-over', { field: names(left) }),
              ),
        ];
        if (told.length)
          fresh.push(
            h(
              'p',
              null,
              link(
                () => {
                  this.#answers = [];
                  build(true);
                },
                {},
                words.nodes('compare.page.again'),
              ),
            ),
          );
        node.replaceChildren(...fresh);
        if (focus) /** @type {HTMLElement | null} */ (node.querySelector('.half'))?.focus();
      };
      build(false);
      return { node };
    });
    return part.node;
  }
}
