// The evidence: the pasted text itself, its lines tied to their authors, with the findings on it.

import { fill, h, link, raw, value } from './dom.js';
import { LEVELS, shape } from './findings.js';

/**
 * @typedef {import('../headerlint.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 * @typedef {import('./dom.js').Child} Child
 * @typedef {[number, number]} Span
 * @typedef {{ level: string, span: Span, index: number, place: number, parts: HTMLElement[] }} Mark
 */

/** Lines that are drawn, or left undrawn, together. */
const CHUNK = 25;
/** More unmarked lines than this, outside the inspected header fields, are folded away. */
const FOLD = 12;
/** Lines shown around a mark outside the header fields. */
const AROUND = 2;
/** One mark covers at most so many lines. */
const LINES_PER_MARK = 200;

export class Evidence {
  /**
   * @param {Words} words
   * @param {string} text
   * @param {Report} report
   * @param {{ edit: (span: Span) => void, finding: (index: number) => void, bounce: () => void }} go
   */
  constructor(words, text, report, go) {
    this.words = words;
    this.text = text;
    this.report = report;
    this.go = go;
    this.starts = lineStarts(text);
    /** About so many characters fit into a line. */
    this.columns = Math.max(20, Math.floor((innerWidth > 900 ? Math.min(innerWidth, 1280) * 0.55 : innerWidth) / 8.4) - 10);
    /** @type {Map<number, HTMLElement>} */
    this.lines = new Map();
    /** @type {{ from: number, to: number, open: () => void }[]} */
    this.folds = [];
    /** @type {Map<number, Mark[]>} */
    this.marks = new Map();
    /** @type {Mark[]} */
    this.all = [];
    this.#collect();
  }

  #collect() {
    const add = (/** @type {Mark} */ mark) => {
      const [start, end] = mark.span;
      const first = this.lineOf(start);
      const last = Math.min(this.lineOf(Math.max(start, end - 1)), first + LINES_PER_MARK);
      for (let line = first; line <= last; line += 1) push(this.marks, line, mark);
      this.all.push(mark);
    };
    this.report.findings.forEach((finding, index) => {
      finding.spans.forEach((span, place) => add({ level: finding.level, span, index, place, parts: [] }));
    });
    // What the refusing server said is the heart of a bounce, though no rule found it.
    for (const failure of this.report.bounce?.failures.slice(0, 50) ?? []) {
      for (const quoted of [failure.recipient, failure.host, failure.status, failure.code, failure.reply]) {
        // Of these only the reply, place 0, gets a line beneath it.
        if (quoted) add({ level: 'said', span: quoted.span, index: -1, place: quoted === failure.reply ? 0 : 1, parts: [] });
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

  /** @returns {HTMLElement} */
  draw() {
    const { report, words } = this;
    const count = this.starts.length;
    /** @type {string[]} */
    const authors = new Array(count).fill('body');
    /** @type {Map<number, Report['fields'][number]>} */
    const names = new Map();
    /** @type {Map<number, string>} */
    const decoded = new Map();
    let lastField = -1;
    for (const [fields, outer] of /** @type {const} */ ([[report.outerFields, true], [report.fields, false]])) {
      for (const field of fields) {
        const first = this.lineOf(field.span[0]);
        const last = this.lineOf(Math.max(field.span[0], field.span[1] - 1));
        for (let line = first; line <= last; line += 1) authors[line] = outer ? 'outer' : field.author;
        names.set(first, field);
        if (field.decoded) decoded.set(last, field.decoded);
        if (!outer) lastField = Math.max(lastField, last);
      }
    }
    let end = count;
    while (end > 0 && authors[end - 1] === 'body' && this.line(end - 1) === '') end -= 1;

    const sheet = h('div', { class: 'sheet', 'data-evidence': true });
    for (let from = 0; from < end; ) {
      const author = authors[from] ?? 'body';
      let to = from + 1;
      while (to < end && authors[to] === author) to += 1;
      const group = h('section', { class: `by ${author}` }, this.#heading(author === 'body' && report.bounce && (lastField < 0 || from < lastField) ? 'notice' : author, from, to));
      const hidden = author === 'body' || author === 'outer' ? this.#folds(from, to) : [];
      let at = from;
      for (const [a, b] of hidden) {
        this.#chunks(group, at, a, names, decoded);
        group.append(this.#folded(a, b, names, decoded));
        at = b;
      }
      this.#chunks(group, at, to, names, decoded);
      if (lastField >= from && lastField < to) fill(group, this.#missing());
      sheet.append(group);
      from = to;
    }
    if (lastField < 0) fill(sheet, this.#missing());
    sheet.setAttribute('aria-label', words.text('page.evidence'));
    sheet.setAttribute('role', 'group');
    return sheet;
  }

  /** @param {string} author @param {number} from @param {number} to */
  #heading(author, from, to) {
    const { words } = this;
    const key = `${['outer', 'notice', 'body'].includes(author) ? 'page.' : ''}author.${author}`;
    const lines = to - from === 1 ? words.say('page.line', { line: from + 1 }) : words.say('page.lines', { from: from + 1, to });
    return h('h3', { class: 'who' },
      h('span', { class: 'sq', 'aria-hidden': 'true' }),
      h('span', null, words.nodes(key)),
      h('span', { class: 'about' }, words.nodes(`${key}.about`)),
      h('span', { class: 'range' }, lines));
  }

  /** Runs without marks inside `from..to`, long enough to fold. @param {number} from @param {number} to */
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

  /**
   * @param {number} from @param {number} to
   * @param {Map<number, Report['fields'][number]>} names @param {Map<number, string>} decoded
   */
  #folded(from, to, names, decoded) {
    const details = h('details', { class: 'fold' }, h('summary', null, this.words.say('page.folded', { count: to - from })));
    let drawn = false;
    const draw = () => {
      if (!drawn) this.#chunks(details, from, to, names, decoded);
      drawn = true;
    };
    details.addEventListener('toggle', draw);
    this.folds.push({ from, to, open: () => {
      draw();
      details.open = true;
    } });
    return details;
  }

  /**
   * @param {HTMLElement} parent @param {number} from @param {number} to
   * @param {Map<number, Report['fields'][number]>} names @param {Map<number, string>} decoded
   */
  #chunks(parent, from, to, names, decoded) {
    for (let at = from; at < to; at += CHUNK) {
      const chunk = h('div', { class: 'chunk' });
      const end = Math.min(at + CHUNK, to);
      for (let line = at; line < end; line += 1) {
        const field = names.get(line);
        const element = h('div', { class: 'ln', 'data-n': line + 1, translate: 'no' }, this.#draw(line, field));
        const read = decoded.get(line);
        if (read) element.append(' ', h('span', { class: 'dec' }, h('span', { class: 'vh' }, this.words.nodes('page.decoded')), value(read)));
        this.lines.set(line, element);
        chunk.append(element);
        fill(chunk, this.#diagnostics(line));
      }
      // Undrawn until near: its height is guessed from its lines.
      let high = (chunk.childElementCount - (end - at)) * (this.columns < 50 ? 110 : 54);
      for (let line = at; line < end; line += 1) high += 24 * Math.ceil((this.line(line).length + 1) / this.columns);
      chunk.style.setProperty('contain-intrinsic-size', `auto ${high}px`);
      parent.append(chunk);
    }
  }

  /** @param {number} line */
  line(line) {
    const end = this.starts[line + 1] ?? this.text.length + 1;
    return this.text.slice(this.starts[line], end).replace(/\r?\n?$/, '');
  }

  /**
   * One line: its text, cut where marks begin and end.
   * @param {number} line @param {Report['fields'][number] | undefined} field
   */
  #draw(line, field) {
    const start = this.starts[line] ?? 0;
    const text = this.line(line);
    const end = start + text.length;
    const marks = this.marks.get(line) ?? [];
    const name = field?.name ? field.nameSpan : undefined;
    const cuts = new Set([start, end]);
    for (const [a, b] of [...marks.map((mark) => mark.span), ...(name ? [name, /** @type {Span} */ ([name[0], name[1] + 1])] : [])]) {
      cuts.add(Math.min(Math.max(a, start), end));
      cuts.add(Math.min(Math.max(b, start), end));
    }
    const places = [...cuts].sort((a, b) => a - b);
    /** @type {Child[]} */
    const out = [];
    for (let i = 0; i + 1 < places.length; i += 1) {
      const [a, b] = [places[i] ?? 0, places[i + 1] ?? 0];
      const on = marks.filter((mark) => mark.span[0] <= a && b <= mark.span[1]);
      /** @type {Child[]} */
      let piece = raw(text.slice(a - start, b - start));
      if (name && a >= name[0] && b <= name[1] + 1) piece = [h('span', { class: 'nm' }, piece)];
      out.push(...(on.length ? [this.#mark(on, piece)] : piece));
    }
    // Empty spans show where something should stand.
    for (const mark of marks) {
      if (mark.span[0] === mark.span[1] && !mark.parts.length) out.push(this.#mark([mark], ['∅']));
    }
    return out;
  }

  /** @param {Mark[]} on @param {Child[]} piece */
  #mark(on, piece) {
    const worst = on.reduce((a, b) => (LEVELS.indexOf(b.level) < LEVELS.indexOf(a.level) ? b : a));
    const found = this.report.findings[worst.index];
    const element = h('mark', {
      class: worst.level,
      tabindex: -1,
      // For the mouse; the keyboard has the button under the line.
      onclick: () => (worst.index < 0 ? this.go.bounce() : this.go.finding(worst.index)),
      title: found ? `${this.words.text(`level.${worst.level}`)}: ${this.words.text(`rule.${found.rule}.title`, found.args)}` : this.words.text('page.said'),
    }, piece);
    for (const mark of on) mark.parts.push(element);
    return element;
  }

  /** What is printed under a line: findings whose mark ends on it. @param {number} line */
  #diagnostics(line) {
    return (this.marks.get(line) ?? [])
      .filter((mark) => (mark.index >= 0 || mark.place === 0) && this.lineOf(Math.max(mark.span[0], mark.span[1] - 1)) === line)
      .sort((a, b) => a.index - b.index || a.place - b.place)
      .filter((mark, i, all) => all[i - 1]?.index !== mark.index)
      .map((mark) => this.#diagnostic(mark.index, mark.place, mark.span));
  }

  #missing() {
    return this.report.findings.flatMap((f, index) => (f.spans.length ? [] : [this.#diagnostic(index, 0)]));
  }

  /** @param {number} index @param {number} place @param {Span} [span] */
  #diagnostic(index, place, span) {
    const { words, go } = this;
    const found = this.report.findings[index];
    if (!found) {
      return h('div', { class: 'diag said' }, link(() => go.bounce(), { class: 'link back' }, words.nodes('page.said-here')));
    }
    const title = words.nodes(`rule.${found.rule}.title`, found.args);
    return h('div', { class: `diag ${found.level}${place ? ' more' : ''}` },
      link(() => go.finding(index), { class: 'link back', title: words.text('page.to-finding') },
        shape(words, found.level), ' ', h('span', { class: 't' }, title)), ' ',
      place ? h('span', { class: 'said' }, words.nodes('page.also-here')) : h('span', { class: 'said' }, words.nodes(`rule.${found.rule}.found`, found.args)), ' ',
      span && link(() => go.edit(span), { class: 'link edit' }, words.nodes('page.edit')));
  }

  /**
   * Moves to a place: its mark, or its line.
   * @param {Span} span
   * @param {number} [index] of a finding
   * @returns {boolean} whether there was anything to move to
   */
  jump(span, index) {
    const mark = this.all.find((m) => m.span[0] === span[0] && m.span[1] === span[1] && (index === undefined || m.index === index));
    const line = this.lineOf(span[0]);
    this.folds.find(({ from, to }) => from <= line && line < to)?.open();
    const target = mark?.parts[0] ?? this.lines.get(line);
    if (!target) return false;
    reveal(target);
    return true;
  }
}

/** Scrolls to an element, focuses it and makes it stand out for a moment. @param {HTMLElement} target */
export function reveal(target) {
  if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  const far = Math.abs(target.getBoundingClientRect().top) > 3 * innerHeight || target.checkVisibility?.({ contentVisibilityAuto: true }) === false;
  const still = far || matchMedia('(prefers-reduced-motion: reduce)').matches;
  const scroll = () => target.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
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
