// The two texts side by side, with what differs marked on both. Scrolling one brings the same field
// of the other into view.

import { h, link } from '../dom.js';
import { put } from '../keep.js';
import { SIDES } from './differences.js';
import * as fragments from './fragment.js';

/**
 * @typedef {import('./result.js').Now} Now
 * @typedef {import('./result.js').Span} Span
 * @typedef {import('./side.js').Which} Which
 * @typedef {import('./fragment.js').Token} Token
 * @typedef {{ box: HTMLElement, rows: HTMLElement[] }} Column
 */

/** Fields of a side that are drawn, and characters of one of them. */
const FIELDS = 600;
const MOST = 3000;
/** How far below the top a field stands after a jump to it, in pixels. */
const ABOVE = 40;

export class Texts {
  /** @type {Record<Which, Column>} */
  #columns = { left: this.#column('left'), right: this.#column('right') };
  /** The field on the other side that goes with one. @type {Record<Which, Map<number, number>>} */
  #partner = { left: new Map(), right: new Map() };
  /** Where a difference is, by its number. @type {Record<Which, Map<number, number>>} */
  #places = { left: new Map(), right: new Map() };
  #locked = true;
  /** The boxes that were scrolled by this script and not by a reader. @type {Set<HTMLElement>} */
  #led = new Set();
  /** @type {HTMLElement | undefined} */
  #section;

  /** @param {Which} which @returns {Column} */
  #column(which) {
    const box = h('div', {
      class: 'sheet text',
      'data-text': which,
      tabindex: 0,
      role: 'group',
      onscroll: () => this.#follow(which),
    });
    return { box, rows: [] };
  }

  /** @param {Now} now */
  draw(now) {
    const {
      words,
      keep,
      comparison: { order },
    } = now;
    this.#partner = {
      left: new Map(order.pairs),
      right: new Map(order.pairs.map(([left, right]) => [right, left])),
    };
    for (const which of SIDES) this.#fill(now, which);
    this.#section = keep.part('texts', '', null, () => {
      const lock = h('input', {
        type: 'checkbox',
        id: 'lock',
        onchange: () => {
          this.#locked = lock.checked;
        },
      });
      lock.checked = this.#locked;
      for (const which of SIDES)
        this.#columns[which].box.setAttribute('aria-label', words.text(`compare.page.${which}`));
      return h(
        'section',
        { class: 'texts', 'aria-labelledby': 'h-texts' },
        h(
          'div',
          { class: 'row' },
          h('h3', { id: 'h-texts' }, words.nodes('compare.page.texts')),
          h('label', { class: 'lock', for: 'lock' }, lock, ' ', words.nodes('compare.page.lock')),
        ),
        h(
          'p',
          { class: 'mute key' },
          h('mark', { class: 'changed' }, words.nodes('compare.page.key.changed')),
          ' ',
          h('mark', { class: 'varies' }, words.nodes('compare.page.key.varies')),
        ),
        h(
          'div',
          { class: 'pair' },
          SIDES.map((which) =>
            h(
              'div',
              { class: 'column' },
              h(
                'p',
                { class: 'which', 'aria-hidden': 'true' },
                words.nodes(`compare.page.${which}`),
              ),
              this.#columns[which].box,
            ),
          ),
        ),
      );
    });
    return this.#section;
  }

  /** @param {Now} now @param {Which} which */
  #fill({ words, keep, go, comparison, reports, texts }, which) {
    const { fields } = reports[which];
    /** The number of the field that holds a position. @param {number} at */
    const holds = (at) => {
      let [low, high] = [0, fields.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((fields[middle]?.span[0] ?? 0) <= at) low = middle;
        else high = middle - 1;
      }
      return low;
    };
    /** @type {Map<number, Token[]>} */
    const tokens = new Map();
    /** @type {Map<number, Map<number, string>>} */
    const badges = new Map();
    const places = (this.#places[which] = new Map());
    const mark = (
      /** @type {number} */ field,
      /** @type {Span} */ span,
      /** @type {Token['kind']} */ kind,
    ) => group(tokens, field, () => /** @type {Token[]} */ ([])).push({ span, kind });
    comparison.differences.forEach((each, number) => {
      const place = each[which];
      const badge = (/** @type {number} */ field) => {
        if (!places.has(number)) places.set(number, field);
        group(badges, field, () => new Map()).set(
          number,
          each.left && each.right ? each.kind : each.kind === 'moved' ? 'moved' : 'only',
        );
      };
      if (place) badge(place.index);
      const spans = each.kind === 'moved' ? [] : each.aspects.flatMap((aspect) => aspect[which]);
      for (const span of spans) {
        const field = holds(span[0]);
        badge(field);
        mark(field, span, 'changed');
      }
      const field = place && fields[place.index];
      if (place && field && !spans.length && !(each.left && each.right))
        mark(place.index, field.valueSpan, 'changed');
      if (each.kind === 'moved')
        for (const pair of comparison.order.moved) badge(pair[which === 'left' ? 0 : 1]);
    });
    for (const each of comparison.volatile)
      for (const span of each.tokens[which]) mark(holds(span[0]), span, 'varies');

    const rows = fields.slice(0, FIELDS).map((field, index) => {
      const fragment = fragments.fragment(
        texts[which],
        field.span,
        [
          { span: [field.nameSpan[0], field.nameSpan[1] + 1], kind: 'name' },
          ...(tokens.get(index) ?? []),
        ],
        MOST,
      );
      const on = [...(badges.get(index) ?? [])];
      const [first] = on[0] ?? [];
      return keep.part(`${which} ${field.name}`, [fragment, on, field.line], null, () =>
        h(
          'div',
          { class: on.length ? 'field differs' : 'field', 'data-n': field.line, tabindex: -1 },
          h(
            'div',
            { class: 'raw', translate: 'no' },
            fragments.draw(fragment, first === undefined ? undefined : () => go.difference(first)),
          ),
          on.map(([number, kind]) =>
            link(
              () => go.difference(number),
              { class: 'badge', 'data-badge': number },
              h('b', null, words.number(number + 1)),
              ' ',
              words.nodes(`compare.page.badge.${kind}`),
            ),
          ),
        ),
      );
    });
    const column = this.#columns[which];
    column.rows = rows;
    const rest =
      fields.length > FIELDS &&
      keep.part(`rest ${which}`, fields.length, null, () =>
        h(
          'p',
          { class: 'mute' },
          words.say('compare.page.rest', { count: fields.length - FIELDS }),
        ),
      );
    put(column.box, [...rows, rest]);
  }

  /**
   * Scrolls the other text so that the fields that go together stand side by side.
   * @param {Which} which
   */
  #follow(which) {
    const from = this.#columns[which];
    if (this.#led.delete(from.box) || !this.#locked) return;
    const to = this.#columns[which === 'left' ? 'right' : 'left'];
    const top = from.box.scrollTop;
    let [low, high] = [0, from.rows.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = from.rows[middle];
      if (row && row.offsetTop + row.offsetHeight > top) high = middle;
      else low = middle + 1;
    }
    // The first field in sight that both have.
    const partner = this.#partner[which];
    const near = from.rows.findIndex((_, i) => i >= low && partner.has(i));
    const [row, other] = [from.rows[near], to.rows[partner.get(near) ?? -1]];
    if (row && other) this.#lead(to, other.offsetTop - (row.offsetTop - top));
  }

  /** @param {Column} column @param {number} top */
  #lead({ box }, top) {
    const before = box.scrollTop;
    box.scrollTop = top;
    // What does not move raises no event.
    if (box.scrollTop !== before) this.#led.add(box);
  }

  /** Shows a difference on both sides. @param {number} number */
  show(number) {
    const found = SIDES.map(
      (which) => this.#columns[which].rows[this.#places[which].get(number) ?? -1],
    );
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#section?.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
    SIDES.forEach((which, i) => {
      const column = this.#columns[which];
      // A field that only the other side has would stand beside the nearest one that both have.
      const row = found[i] ?? column.rows[this.#beside(which, number)];
      if (row) this.#lead(column, row.offsetTop - ABOVE);
      for (const each of column.rows) each.classList.toggle('on', each === found[i]);
    });
    found.find((row) => row)?.focus({ preventScroll: true });
  }

  /**
   * The field beside which a difference would stand that this side does not have.
   * @param {Which} which
   * @param {number} number
   */
  #beside(which, number) {
    const other = which === 'left' ? 'right' : 'left';
    for (let i = this.#places[other].get(number) ?? -1; i >= 0; i -= 1) {
      const here = this.#partner[other].get(i);
      if (here !== undefined) return here;
    }
    return 0;
  }
}

/**
 * @template K, V
 * @param {Map<K, V>} map @param {K} key @param {() => V} make @returns {V}
 */
function group(map, key, make) {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
