// Charts as SVG, drawn at the width that there is. Series differ in pattern as well as in colour;
// each chart has a title, a description and a table of the same numbers.

import { h } from '../dom.js';

/**
 * @typedef {import('../words.js').Words} Words
 * @typedef {import('../dom.js').Child} Child
 * @typedef {{ label: string, values: number[], texts?: string[] }} Item
 *   one mark of the chart, with a value for each series
 * @typedef {{ name: string, value: number }} Line a limit
 * @typedef {'plain' | 'hatched'} Look
 */

const SPACE = 'http://www.w3.org/2000/svg';
let numbers = 0;

/**
 * @param {string} tag
 * @param {Record<string, string | number | undefined>} attributes
 * @param {...(Node | string)} children
 */
function s(tag, attributes, ...children) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** The hatching of the second series. @param {string} id */
const hatch = (id) =>
  s(
    'pattern',
    { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    s('rect', { width: 6, height: 6, class: 'hatch-paper' }),
    s('path', { d: 'M0 0V6M3 0V6', class: 'hatch-line' }),
  );

/** @param {Look} look @param {string} id */
const paint = (look, id) =>
  look === 'plain' ? { class: 'mark plain' } : { class: 'mark hatched', fill: `url(#${id})` };

/**
 * A chart with its words around it.
 * @param {Words} words
 * @param {{
 *   title: Child, name: string, about: string, series: { name: Child, look: Look }[], table: Node,
 *   draw: (width: number, hatch: string) => { height: number, nodes: Node[] }
 * }} what
 */
export function chart(words, { title, name, about, series, table, draw }) {
  const id = `chart-${(numbers += 1)}`;
  const pattern = `${id}-hatch`;
  const svg = s('svg', { role: 'img', 'aria-labelledby': `${id}-title ${id}-desc` });
  const paper = h('div', { class: 'paper' }, svg);
  let before = 0;
  const redraw = () => {
    const width = Math.floor(paper.clientWidth);
    if (!width || width === before) return;
    before = width;
    const { height, nodes } = draw(width, pattern);
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute('width', String(width));
    svg.setAttribute('height', String(height));
    svg.replaceChildren(
      s('title', { id: `${id}-title` }, name),
      s('desc', { id: `${id}-desc` }, about),
      s('defs', {}, hatch(pattern)),
      ...nodes,
    );
  };
  // In a frame of its own: a chart that changes its height while it is measured is measured again.
  new ResizeObserver(() => requestAnimationFrame(redraw)).observe(paper);
  const legend =
    series.length > 1 &&
    h(
      'ul',
      { class: 'legend' },
      series.map(({ name, look }) => {
        const swatch = s(
          'svg',
          { width: 16, height: 12, 'aria-hidden': 'true' },
          s('defs', {}, hatch(`${id}-${look}`)),
          s('rect', { width: 16, height: 12, ...paint(look, `${id}-${look}`) }),
        );
        return h('li', null, swatch, ' ', name);
      }),
    );
  return h(
    'figure',
    { class: 'chart', 'data-chart': true },
    h('figcaption', null, title),
    legend,
    paper,
    h('details', null, h('summary', null, words.nodes('groups.page.numbers')), table),
  );
}

/** The first round number from here on. @param {number} number */
function round(number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, number)));
  return [1, 2, 4, 5, 10].map((n) => n * power).find((n) => n >= number) ?? number;
}

/**
 * A text cut to what fits; letters of East Asia are twice as wide.
 * @param {string} text
 * @param {number} width
 */
function fit(text, width) {
  let room = width / 6.8;
  let out = '';
  for (const letter of text) {
    room -= letter > '\u2e7f' ? 2 : 1;
    if (room < 1) return `${out}…`;
    out += letter;
  }
  return out;
}

/**
 * Columns over time, with lines where limits are.
 * @param {Words} words @param {Item[]} items @param {Look[]} looks @param {Line[]} lines
 * @returns {(width: number, hatch: string) => { height: number, nodes: Node[] }}
 */
export function columns(words, items, looks, lines) {
  return (width, pattern) => {
    const [left, top, high, foot] = [46, 14, 170, 24];
    const most = Math.max(1, ...items.flatMap(({ values }) => values));
    // A limit far above everything would press all columns flat.
    const shown = lines.filter(({ value }) => value <= most * 4);
    const full = round(Math.max(most, ...shown.map(({ value }) => value)));
    const y = (/** @type {number} */ value) => top + high - (value / full) * high;
    const step = (width - left) / Math.max(1, items.length);
    const thick = Math.max(1, Math.min(40, (step * 0.8) / looks.length));
    /** @type {Node[]} */
    const nodes = [];
    for (const part of [0, 0.5, 1]) {
      nodes.push(s('path', { class: 'grid', d: `M${left} ${y(full * part)}H${width}` }));
      if (part !== 0.5 || full > 1)
        nodes.push(
          s(
            'text',
            { x: left - 6, y: y(full * part) + 4, 'text-anchor': 'end' },
            words.number(full * part),
          ),
        );
    }
    items.forEach(({ values }, place) => {
      const middle = left + step * (place + 0.5);
      values.forEach((value, which) => {
        if (value <= 0) return;
        const x = middle + (which - looks.length / 2) * thick;
        nodes.push(
          s('rect', {
            x: x.toFixed(1),
            y: y(value).toFixed(1),
            width: thick.toFixed(1),
            height: (top + high - y(value)).toFixed(1),
            ...paint(looks[which] ?? 'plain', pattern),
          }),
        );
      });
    });
    let last = Infinity;
    for (const { name, value } of [...shown].sort((a, b) => a.value - b.value)) {
      nodes.push(s('path', { class: 'limit-line', d: `M${left} ${y(value)}H${width}` }));
      // Above its line, and not on top of another name.
      if (last - y(value) > 14)
        nodes.push(
          s(
            'text',
            { class: 'limit-name', x: width - 4, y: y(value) - 4, 'text-anchor': 'end' },
            fit(name, width - left),
          ),
        );
      last = y(value);
    }
    const ends =
      items.length > 1
        ? [0, ...(width > 520 && items.length > 4 ? [items.length >> 1] : []), items.length - 1]
        : [0];
    ends.forEach((place, n) => {
      const anchor =
        ends.length === 1 ? 'middle' : n === 0 ? 'start' : n === ends.length - 1 ? 'end' : 'middle';
      const x = anchor === 'start' ? left : anchor === 'end' ? width : left + step * (place + 0.5);
      nodes.push(
        s('text', { x, y: top + high + 17, 'text-anchor': anchor }, items[place]?.label ?? ''),
      );
    });
    return { height: top + high + foot, nodes };
  };
}

/**
 * Bars, each with its name above, one below the other.
 * @param {Item[]} items
 * @param {Look[]} looks
 * @param {number} full the value of a bar over the whole width
 * @returns {(width: number, hatch: string) => { height: number, nodes: Node[] }}
 */
export function bars(items, looks, full) {
  return (width, pattern) => {
    const [thick, name, gap, text] = [12, 18, 10, 64];
    const each = name + looks.length * (thick + 2) + gap;
    /** @type {Node[]} */
    const nodes = [];
    items.forEach(({ label, values, texts }, row) => {
      const top = row * each;
      nodes.push(s('text', { x: 0, y: top + 13, class: 'bar-name' }, fit(label, width)));
      values.forEach((value, which) => {
        const y = top + name + which * (thick + 2);
        const long = Math.max(value > 0 ? 1 : 0, (value / Math.max(full, 1e-9)) * (width - text));
        nodes.push(
          s('rect', { x: 0, y, width: width - text, height: thick, class: 'bar-room' }),
          s('rect', {
            x: 0,
            y,
            width: long.toFixed(1),
            height: thick,
            ...paint(looks[which] ?? 'plain', pattern),
          }),
          s(
            'text',
            { x: width, y: y + 10.5, 'text-anchor': 'end' },
            texts?.[which] ?? String(value),
          ),
        );
      });
    });
    return { height: Math.max(1, items.length * each), nodes };
  };
}

/**
 * A table that scrolls by itself where it is wider than the screen, with the keyboard too.
 * @param {string} name
 * @param {Child[]} head
 * @param {Child[][]} rows
 * @param {number} [words] leading columns that hold words
 */
export function table(name, head, rows, words = 1) {
  // On a narrow screen the cells of a row stand below each other, each behind its column's name.
  const names = head.map((child) => h('p', null, child).textContent);
  const kind = (/** @type {number} */ column) => (column < words ? null : 'number');
  const cell = (/** @type {Child} */ child, /** @type {number} */ column) =>
    column === 0
      ? h('th', { scope: 'row' }, child)
      : h('td', { class: kind(column), 'data-l': names[column] }, h('span', null, child));
  return h(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': name, tabindex: 0 },
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          head.map((child, column) => h('th', { scope: 'col', class: kind(column) }, child)),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((row) => h('tr', null, row.map(cell))),
      ),
    ),
  );
}
