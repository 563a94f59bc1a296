// The lines of the evidence, drawn in chunks. A chunk that an edit does not touch is not drawn
// again.

import { fill, h, link, raw, value } from './dom.js';
import { LEVELS, shape } from './findings.js';

/**
 * @typedef {import('./core.js').Report} Report
 * @typedef {import('./dom.js').Child} Child
 * @typedef {import('./evidence.js').Evidence} Evidence
 * @typedef {import('./evidence.js').Mark} Mark
 * @typedef {[number, number]} Span
 * @typedef {{
 *   node: HTMLElement, from: number, rows: HTMLElement[], marks: Map<string, HTMLElement>
 * }} Chunk
 *   lines drawn together, the number of the first, and the elements of the marks by place and
 *   finding
 */

/** Lines of a chunk, at most: they are drawn together, or left for later together. */
const CHUNK = 16;
/**
 * One line in about this many ends a chunk because of what it says, so that a line put in does not
 * shift all chunks that follow.
 */
const ENDS = 8;

export class Lines {
  /** @param {Evidence} evidence */
  constructor(evidence) {
    this.evidence = evidence;
    this.now = evidence.now;
    /** How many characters fit into a line, about. @type {number | undefined} */
    this.columns = undefined;
  }

  /** @param {number} from @param {number} to */
  draw(from, to) {
    /** @type {Chunk[]} */
    const out = [];
    /** @type {string[]} */
    let texts = [];
    let says = '';
    for (let line = from, first = from; line < to && this.evidence.left > 0; line += 1) {
      const text = this.evidence.line(line);
      texts.push(text);
      says += this.#says(line, text);
      if (
        line + 1 < to &&
        texts.length < CHUNK &&
        (text.length * 7 + text.charCodeAt(text.length - 1)) % ENDS !== 0
      )
        continue;
      const [at, lines] = [first, texts];
      const chunk = this.now.keep.part(`chunk ${says}`, '', null, () => this.#chunk(at, lines));
      if (chunk.from !== at) {
        chunk.from = at;
        chunk.rows.forEach((row, i) => row.setAttribute('data-n', String(at + i + 1)));
      }
      out.push(chunk);
      this.evidence.left -= lines.length;
      [texts, says, first] = [[], '', line + 1];
    }
    return out;
  }

  /**
   * The name of a line's field, as a range of the line.
   * @param {number} line
   * @returns {Span | undefined}
   */
  #name(line) {
    const field = this.evidence.fields.get(line);
    const start = this.evidence.starts[line] ?? 0;
    return field?.name ? [field.nameSpan[0] - start, field.nameSpan[1] + 1 - start] : undefined;
  }

  /**
   * A mark as a range of a line.
   * @param {Mark} mark
   * @param {number} line
   * @param {number} length
   * @returns {Span}
   */
  #within(mark, line, length) {
    const start = this.evidence.starts[line] ?? 0;
    const into = (/** @type {number} */ at) => Math.min(Math.max(at - start, 0), length);
    return [into(mark.span[0]), into(mark.span[1])];
  }

  /** Whether a mark's last line is this one. @param {Mark} mark @param {number} line */
  #ends(mark, line) {
    return this.evidence.lineOf(Math.max(mark.span[0], mark.span[1] - 1)) === line;
  }

  /**
   * All that is drawn of a line, as a key. The length before each text keeps two lines that differ
   * from having one key.
   * @param {number} line
   * @param {string} text
   */
  #says(line, text) {
    const sized = (/** @type {string} */ s) => `${s.length} ${s}`;
    const decoded = this.evidence.decoded.get(line);
    const says = [sized(text), this.#name(line), decoded === undefined ? '' : sized(decoded)];
    for (const mark of this.evidence.marks.get(line) ?? []) {
      const [within, ends] = [this.#within(mark, line, text.length), this.#ends(mark, line)];
      says.push(`${mark.level} ${within} ${mark.place} ${ends} ${sized(mark.id)}`);
    }
    return `${says.join(';')}\n`;
  }

  /** @param {number} from @param {string[]} texts @returns {Chunk} */
  #chunk(from, texts) {
    const { words } = this.now;
    this.columns ??= Math.max(
      20,
      Math.floor((innerWidth > 900 ? Math.min(innerWidth, 1280) * 0.55 : innerWidth) / 8.4) - 10,
    );
    const chunk = {
      node: h('div', { class: 'chunk' }),
      from,
      rows: /** @type {HTMLElement[]} */ ([]),
      marks: new Map(),
    };
    // It is laid out when it comes near; until then its height is guessed from its lines.
    let high = 0;
    texts.forEach((text, i) => {
      const row = h(
        'div',
        { class: 'ln', 'data-n': from + i + 1, translate: 'no' },
        this.#line(from + i, text, chunk.marks),
      );
      const read = this.evidence.decoded.get(from + i);
      if (read)
        row.append(
          ' ',
          h(
            'span',
            { class: 'dec' },
            h('span', { class: 'vh' }, words.nodes('page.decoded')),
            value(read),
          ),
        );
      chunk.rows.push(row);
      const beneath = this.#diagnostics(from + i);
      fill(chunk.node, [row, beneath]);
      high +=
        24 * Math.ceil((text.length + 1) / (this.columns ?? 80)) +
        beneath.length * ((this.columns ?? 80) < 50 ? 110 : 54);
    });
    chunk.node.style.setProperty('contain-intrinsic-size', `auto ${high}px`);
    return chunk;
  }

  /**
   * One line: its text, cut where marks begin and end.
   * @param {number} line @param {string} text @param {Map<string, HTMLElement>} elements
   */
  #line(line, text, elements) {
    const marks = (this.evidence.marks.get(line) ?? []).map((mark) => ({
      mark,
      range: this.#within(mark, line, text.length),
    }));
    const name = this.#name(line);
    const cuts = new Set([0, text.length]);
    for (const range of [...marks.map(({ range }) => range), ...(name ? [name] : [])]) {
      for (const at of range) cuts.add(Math.min(Math.max(at, 0), text.length));
    }
    const places = [...cuts].sort((a, b) => a - b);
    /** @type {Child[]} */
    const out = [];
    for (let i = 0; i + 1 < places.length; i += 1) {
      const [a, b] = [places[i] ?? 0, places[i + 1] ?? 0];
      const on = marks
        .filter(({ range }) => range[0] <= a && b <= range[1])
        .map(({ mark }) => mark);
      /** @type {Child[]} */
      let piece = raw(text.slice(a, b));
      if (name && a >= name[0] && b <= name[1]) piece = [h('span', { class: 'nm' }, piece)];
      out.push(...(on.length ? [this.#mark(on, piece, elements)] : piece));
    }
    // Empty spans show where something should stand.
    for (const { mark } of marks) {
      if (mark.span[0] === mark.span[1]) out.push(this.#mark([mark], ['∅'], elements));
    }
    return out;
  }

  /** @param {Mark[]} on @param {Child[]} piece @param {Map<string, HTMLElement>} elements */
  #mark(on, piece, elements) {
    const { words, go, report } = this.now;
    const { level, id, index } = on.reduce((a, b) =>
      LEVELS.indexOf(b.level) < LEVELS.indexOf(a.level) ? b : a,
    );
    const found = report.findings[index];
    const element = h(
      'mark',
      {
        class: level,
        tabindex: -1,
        // For the mouse; the keyboard has the button under the line.
        onclick: () => (found ? go.finding(id) : go.bounce()),
        title: found
          ? `${words.text(`level.${level}`)}: ${words.text(`rule.${found.rule}.title`, found.args)}`
          : words.text('page.said'),
      },
      piece,
    );
    for (const mark of on) {
      const name = `${mark.place} ${mark.id}`;
      if (!elements.has(name)) elements.set(name, element);
    }
    return element;
  }

  /** What is printed under a line: findings whose mark ends on it. @param {number} line */
  #diagnostics(line) {
    return (this.evidence.marks.get(line) ?? [])
      .filter((mark) => (mark.index >= 0 || mark.place === 0) && this.#ends(mark, line))
      .sort((a, b) => a.index - b.index || a.place - b.place)
      .filter((mark, i, all) => all[i - 1]?.index !== mark.index)
      .map((mark) => this.#diagnostic(mark.index, mark.place, true));
  }

  /** Findings without a place; what they miss would stand at the end of the fields. */
  missing() {
    return this.now.report.findings.flatMap((f, index) =>
      f.spans.length
        ? []
        : [
            this.now.keep.part(`missing ${this.evidence.ids[index]}`, '', null, () =>
              this.#diagnostic(index, 0, false),
            ),
          ],
    );
  }

  /**
   * @param {number} index
   * @param {number} place
   * @param {boolean} there whether it has a place to edit
   */
  #diagnostic(index, place, there) {
    const { words, go, report } = this.now;
    const found = report.findings[index];
    const id = this.evidence.ids[index] ?? '';
    if (!found) {
      return h(
        'div',
        { class: 'diag said' },
        link(() => go.bounce(), { class: 'link back' }, words.nodes('page.said-here')),
      );
    }
    const title = words.nodes(`rule.${found.rule}.title`, found.args);
    return h(
      'div',
      { class: `diag ${found.level}${place ? ' more' : ''}` },
      link(
        () => go.finding(id),
        { class: 'link back', title: words.text('page.to-finding') },
        shape(words, found.level),
        ' ',
        h('span', { class: 't' }, title),
      ),
      ' ',
      place
        ? h('span', { class: 'said' }, words.nodes('page.also-here'))
        : h('span', { class: 'said' }, words.nodes(`rule.${found.rule}.found`, found.args)),
      ' ',
      there && link(() => go.change(id, place), { class: 'link edit' }, words.nodes('page.edit')),
    );
  }
}
