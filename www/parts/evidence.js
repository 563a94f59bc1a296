// The evidence: the pasted text itself, its lines tied to their authors, with the findings on it.

import { alike } from './bounce.js';
import { h } from './dom.js';
import { put } from './keep.js';
import { Lines } from './lines.js';

/**
 * @typedef {import('./core.js').Report} Report
 * @typedef {import('./view.js').Now} Now
 * @typedef {[number, number]} Span
 * @typedef {{ level: string, span: Span, id: string, index: number, place: number }} Mark
 * @typedef {import('./lines.js').Chunk} Chunk
 */

/** More unmarked lines than this, outside the inspected header fields, are folded away. */
const FOLD = 12;
/** Lines shown around a mark outside the header fields. */
const AROUND = 2;
/** Lines that one mark covers at most. */
const LINES_PER_MARK = 200;
/** Height of a line with what stands beneath it, in pixels, about. */
const HIGH = 30;
/** Refused recipients for whom the server's words are marked, at most. */
const REFUSALS = 50;

export class Evidence {
  /** @param {Now} now */
  constructor(now) {
    this.now = now;
    const { text, report } = now;
    this.text = text;
    this.report = report;
    this.starts = lineStarts(text);
    /** How many lines may still be drawn; at zero or below, the others are left for later. */
    this.left = Math.ceil(now.room / HIGH);
    /**
     * The name of each finding, by its number: the name survives an edit, the number may not.
     * @type {string[]}
     */
    this.ids = [];
    /** @type {Chunk[]} */
    this.chunks = [];
    /** @type {{ from: number, to: number, open: () => void }[]} */
    this.folds = [];
    /** @type {Map<number, Mark[]>} */
    this.marks = new Map();
    /** @type {Mark[]} */
    this.all = [];
    /** @type {Map<number, Report['fields'][number]>} */
    this.fields = new Map();
    /** @type {Map<number, string>} */
    this.decoded = new Map();
    this.#collect();
    this.lines = new Lines(this);
  }

  #collect() {
    const add = (/** @type {Mark} */ mark) => {
      const [start, end] = mark.span;
      const first = this.lineOf(start);
      const last = Math.min(this.lineOf(Math.max(start, end - 1)), first + LINES_PER_MARK);
      for (let line = first; line <= last; line += 1) push(this.marks, line, mark);
      this.all.push(mark);
    };
    /** @type {Map<string, number>} */
    const equal = new Map();
    this.report.findings.forEach((finding, index) => {
      const says = `${finding.rule} ${JSON.stringify(finding.args)}`;
      const nth = equal.get(says) ?? 0;
      equal.set(says, nth + 1);
      const id = `${nth} ${says}`;
      this.ids.push(id);
      finding.spans.forEach((span, place) => add({ level: finding.level, span, id, index, place }));
    });
    // What the refusing server said is the heart of a bounce, though no rule found it.
    let said = 0;
    const failures = this.report.bounce?.failures.slice(0, REFUSALS) ?? [];
    const explained = new Set(alike(failures).map(([first]) => first));
    for (const failure of failures) {
      for (const quoted of [
        failure.recipient,
        failure.host,
        failure.status,
        failure.code,
        failure.reply,
      ]) {
        // Only the reply, place 0, gets a line beneath it, and only the first of several alike.
        const place = quoted === failure.reply && explained.has(failure) ? 0 : 1;
        if (quoted)
          add({ level: 'said', span: quoted.span, id: `said ${said++}`, index: -1, place });
      }
    }
  }

  /** The number of a position's line, from 0. @param {number} at */
  lineOf(at) {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** @param {number} line */
  line(line) {
    const end = this.starts[line + 1] ?? this.text.length + 1;
    return this.text.slice(this.starts[line], end).replace(/\r?\n?$/, '');
  }

  /** @returns {HTMLElement} */
  draw() {
    const {
      report,
      now: { keep, words },
    } = this;
    const count = this.starts.length;
    /** @type {string[]} */
    const authors = new Array(count).fill('body');
    let lastField = -1;
    for (const [fields, outer] of /** @type {const} */ ([
      [report.outerFields, true],
      [report.fields, false],
    ])) {
      for (const field of fields) {
        const first = this.lineOf(field.span[0]);
        const last = this.lineOf(Math.max(field.span[0], field.span[1] - 1));
        for (let line = first; line <= last; line += 1)
          authors[line] = outer ? 'outer' : field.author;
        this.fields.set(first, field);
        if (field.decoded) this.decoded.set(last, field.decoded);
        if (!outer) lastField = Math.max(lastField, last);
      }
    }
    let end = count;
    while (end > 0 && authors[end - 1] === 'body' && this.line(end - 1) === '') end -= 1;

    /** @type {Node[]} */
    const groups = [];
    for (let from = 0; from < end && this.left > 0;) {
      const author = authors[from] ?? 'body';
      let to = from + 1;
      while (to < end && authors[to] === author) to += 1;
      const group = keep.part('by', author, null, () => h('section', { class: `by ${author}` }));
      const children = [
        this.#heading(
          author === 'body' && report.bounce && (lastField < 0 || from < lastField)
            ? 'notice'
            : author,
          from,
          to,
        ),
      ];
      let at = from;
      for (const [a, b] of author === 'body' || author === 'outer' ? this.#folds(from, to) : []) {
        children.push(...this.#chunks(at, a));
        if (this.left <= 0) break;
        children.push(this.#folded(a, b));
        this.left -= 1;
        at = b;
      }
      children.push(...this.#chunks(at, to));
      if (lastField >= from && lastField < to && this.left > 0)
        children.push(...this.lines.missing());
      put(group, children);
      groups.push(group);
      from = to;
    }
    if (lastField < 0 && this.left > 0) groups.push(...this.lines.missing());
    const sheet = keep.part('sheet', '', null, () =>
      h('div', {
        class: 'sheet',
        'data-evidence': true,
        role: 'group',
        'aria-label': words.text('page.evidence'),
      }),
    );
    put(sheet, groups);
    return sheet;
  }

  /** @param {string} author @param {number} from @param {number} to @returns {HTMLElement} */
  #heading(author, from, to) {
    const { words, keep } = this.now;
    const key = `${['outer', 'notice', 'body'].includes(author) ? 'page.' : ''}author.${author}`;
    return keep.part('who', [key, from, to], null, () =>
      h(
        'h3',
        { class: 'who' },
        h('span', { class: 'sq', 'aria-hidden': 'true' }),
        h('span', null, words.nodes(key)),
        h('span', { class: 'about' }, words.nodes(`${key}.about`)),
        h(
          'span',
          { class: 'range' },
          to - from === 1
            ? words.say('page.line', { line: from + 1 })
            : words.say('page.lines', { from: from + 1, to }),
        ),
      ),
    );
  }

  /**
   * Runs without marks inside `from..to`, long enough to fold.
   * @param {number} from
   * @param {number} to
   */
  #folds(from, to) {
    /** @type {Span[]} */
    const out = [];
    let start = from;
    const close = (/** @type {number} */ end) => {
      const a = start === from ? start : start + AROUND;
      const b = end === to ? end : end - AROUND;
      if (b - a > FOLD) out.push([a, b]);
    };
    for (let line = from; line < to; line += 1) {
      if (!this.marks.has(line)) continue;
      close(line);
      start = line + 1;
    }
    close(to);
    return out;
  }

  /** @param {number} from @param {number} to @returns {HTMLElement} */
  #folded(from, to) {
    const { words, keep } = this.now;
    let drawn = false;
    const draw = () => {
      if (!drawn) put(details, [details.firstChild, ...this.#chunks(from, to)]);
      drawn = true;
    };
    /** @type {HTMLDetailsElement} */
    const details = keep.part('fold', [to - from], { draw }, (live) =>
      h(
        'details',
        { class: 'fold', ontoggle: () => live().draw() },
        h('summary', null, words.say('page.folded', { count: to - from })),
      ),
    );
    if (details.open) draw();
    else put(details, [details.firstChild]);
    this.folds.push({
      from,
      to,
      open: () => {
        draw();
        details.open = true;
      },
    });
    return details;
  }

  /** @param {number} from @param {number} to */
  #chunks(from, to) {
    const chunks = this.lines.draw(from, to);
    this.chunks.push(...chunks);
    return chunks.map(({ node }) => node);
  }

  /**
   * Moves to a place: its mark, or its line.
   * @param {Span} span
   * @param {number} [index] of a finding
   * @returns {boolean} whether there was anything to move to
   */
  jump(span, index) {
    const mark = this.all.find(
      (m) =>
        m.span[0] === span[0] &&
        m.span[1] === span[1] &&
        (index === undefined || m.index === index),
    );
    const line = this.lineOf(span[0]);
    this.folds.find(({ from, to }) => from <= line && line < to)?.open();
    const chunk = this.chunks.find(({ from, rows }) => from <= line && line < from + rows.length);
    const target =
      (mark && chunk?.marks.get(`${mark.place} ${mark.id}`)) ?? chunk?.rows[line - chunk.from];
    if (!target) return false;
    reveal(target);
    return true;
  }
}

/**
 * Scrolls to an element, focuses it and makes it stand out for a moment.
 * @param {HTMLElement} target
 */
export function reveal(target) {
  if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  const far =
    Math.abs(target.getBoundingClientRect().top) > 3 * innerHeight ||
    target.checkVisibility?.({ contentVisibilityAuto: true }) === false;
  const still = far || matchMedia('(prefers-reduced-motion: reduce)').matches;
  const scroll = () =>
    target.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
  scroll();
  // What was not drawn until now may be higher than was guessed.
  if (far) requestAnimationFrame(() => requestAnimationFrame(scroll));
  target.classList.add('on');
  setTimeout(() => target.classList.remove('on'), 1600);
}

/** @param {string} text */
function lineStarts(text) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * @template K, V
 * @param {Map<K, V[]>} map @param {K} key @param {V} item
 */
function push(map, key, item) {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
