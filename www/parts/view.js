// The report, drawn again after each edit: only what says something other than before is made anew.
// A new text's report comes in two parts: first what is in view, then the rest in the next frame.

import { bounce } from './bounce.js';
import { afterPaint, h } from './dom.js';
import { Evidence, reveal } from './evidence.js';
import * as first from './findings.js';
import { Keep, put } from './keep.js';
import { messages } from './messages.js';
import { providers } from './providers.js';
import { Tables } from './tables.js';

/**
 * @typedef {import('./core.js').Report} Report
 * @typedef {import('./words.js').Words} Words
 * @typedef {[number, number]} Span
 * @typedef {object} Go what links do; spans are those of the last report
 * @property {(span: Span | undefined) => void} edit selects it in the text field
 * @property {(span: Span | undefined, index?: number) => void} jump
 *   goes to the mark of a finding, or to the line
 * @property {(at: number) => number} line the number of a position's line, from 0
 * @property {(id: string) => void} finding goes to the finding that the evidence knows by this name
 * @property {(id: string, place: number) => void} change selects its place in the text field
 * @property {() => void} bounce goes to the refusal
 * @property {(message: number) => void} choose inspects another message of the text
 * @property {() => Report['requirements']} requirements what providers ask, line by line
 * @typedef {{ tab: string, notes: boolean, recipients: Set<string> }} State
 *   what a reader opened, for the next report
 * @typedef {{
 *   words: Words, text: string, report: Report, keep: Keep, go: Go, state: State, room: number
 * }} Now
 *   `room`: at least this many pixels are drawn now
 */

/** Drawing a finding takes as long as drawing this many characters of text. */
const FINDING = 400;
/** A report whose text and findings come to at most this many characters is drawn at once. */
const LIGHT = 2_000;
/** Pixels of a window that are above the findings and the text, about. */
const ABOVE = 450;

/** @returns {State} */
const fresh = () => ({ tab: 'hops', notes: false, recipients: new Set() });

export class View {
  #keep = new Keep();
  #state = fresh();
  /** @type {Evidence | undefined} */
  #evidence;
  /** @type {Words | undefined} */
  #words;
  #whole = false;
  /** What is drawn only when it is looked at. @type {({ drawAll: () => void } | false | null)[]} */
  #later = [];
  /** Draws what was left for the next frame. @type {(() => void) | undefined} */
  #rest;
  #read;
  #out;
  /** @type {Go} */
  #go;

  /**
   * @param {HTMLElement} read takes what was read
   * @param {HTMLElement} out takes the report
   * @param {Pick<Go, 'edit' | 'choose' | 'requirements'>} act
   */
  constructor(read, out, act) {
    this.#read = read;
    this.#out = out;
    this.#go = {
      ...act,
      jump: (span, index) => {
        this.#finish();
        if (span && !this.#evidence?.jump(span, index)) act.edit(span);
      },
      line: (at) => this.#evidence?.lineOf(at) ?? 0,
      finding: (id) => {
        this.#finish();
        const item = /** @type {HTMLElement | undefined} */ (
          out.querySelectorAll('[data-findings] > li')[this.#evidence?.ids.indexOf(id) ?? -1]
        );
        if (!item) return;
        if (item.matches('.fewer > .note')) first.unfold(item.parentElement);
        reveal(item);
      },
      change: (id, place) => {
        const mark = this.#evidence?.all.find((mark) => mark.id === id && mark.place === place);
        if (mark) act.edit(mark.span);
      },
      bounce: () => {
        const box = /** @type {HTMLElement | null} */ (out.querySelector('[data-bounce]'));
        if (box) reveal(box);
      },
    };
  }

  /** Forgets what was opened: the next report is of another text. */
  forget() {
    const { tab } = this.#state;
    this.#state = { ...fresh(), tab };
    this.#keep = new Keep();
  }

  /** Paper is looked at once, and whole. */
  print = () => {
    this.#finish();
    this.#later.forEach((part) => part && part.drawAll());
  };

  /** Something else instead of a report. @param {(Node | false)[]} nodes */
  clear(nodes) {
    this.#leave(undefined);
    put(this.#read, []);
    put(this.#out, nodes);
  }

  /**
   * What is left for the next frame; a later report, or its end, replaces it.
   * @param {(() => void) | undefined} rest
   */
  #leave(rest) {
    this.#rest = rest;
    if (!rest) return this.#out.removeAttribute('aria-busy');
    this.#out.setAttribute('aria-busy', 'true');
    return afterPaint(() => rest === this.#rest && rest());
  }

  #finish() {
    this.#rest?.();
  }

  /** @param {Words} words @param {string} text @param {Report} report */
  draw(words, text, report) {
    // Another language, or words that came later: all is said anew.
    const more = words === this.#words && words.whole !== this.#whole;
    if (words !== this.#words || more) this.#keep = new Keep();
    this.#words = words;
    this.#whole = words.whole;
    const keep = this.#keep;
    const heavy = text.length + report.findings.length * FINDING > LIGHT;
    // Not where somebody reads further down already: nothing may vanish there, not even for a
    // frame.
    const parted = keep.empty && heavy && !more && !this.#out.matches(':focus-within');
    this.#draw({
      words,
      text,
      report,
      keep,
      go: this.#go,
      state: this.#state,
      room: parted ? Math.max(1, innerHeight - ABOVE) : Infinity,
    });
  }

  /** @param {Now} now */
  #draw(now) {
    const { words, text, report, keep } = now;
    const lost = focused(this.#out);
    const evidence = (this.#evidence = new Evidence(now));
    keep.begin();
    const columns = this.#columns(now, evidence);
    const { whole } = columns;
    const tables =
      whole &&
      report.fields.length + report.outerFields.length > 0 &&
      keep.part('facts', '', null, () => new Tables(words, keep, this.#go, this.#state));
    const asked = whole && providers(now);
    this.#later = [tables, asked];
    put(this.#read, [first.reading(now)]);
    put(this.#out, [
      messages(now),
      keep.part('verdict', report.verdict, null, () =>
        h(
          'h2',
          { class: 'verdict', 'data-verdict': true },
          words.nodes(report.verdict.id, report.verdict.args),
        ),
      ),
      bounce(now),
      first.counts(now),
      columns.node,
      tables && tables.draw(report, text),
      asked && asked.node,
      whole &&
        words.whole &&
        report.unseen.length > 0 &&
        keep.part('unseen', report.unseen, null, () =>
          h(
            'details',
            { class: 'unseen', open: report.counts.error + report.counts.warning === 0 },
            h('summary', null, h('h2', null, words.nodes('page.unseen'))),
            h(
              'ul',
              null,
              report.unseen.map((id) => h('li', null, words.nodes(`unseen.${id}`))),
            ),
            h(
              'p',
              null,
              first.outward(
                `./rules/${words.language}/unseen.html`,
                words.nodes('page.unseen.more'),
                true,
              ),
            ),
          ),
        ),
      whole &&
        keep.part('version', report.version, null, () =>
          h('p', { class: 'version mute' }, words.say('page.version', { version: report.version })),
        ),
    ]);
    keep.end();
    lost();
    this.#leave(whole ? undefined : () => this.#draw({ ...now, room: Infinity }));
  }

  /** The findings beside the evidence. @param {Now} now @param {Evidence} evidence */
  #columns(now, evidence) {
    const { words, report, keep } = now;
    const { how, receiver } = report.boundary;
    const columns = keep.part('columns', '', null, () => {
      const findings = h('section', { 'aria-labelledby': 'h-findings' });
      const proof = h('section', { 'aria-labelledby': 'h-evidence' });
      return { node: h('div', null, findings, proof), findings, proof };
    });
    const title = (/** @type {string} */ name) =>
      keep.part(`h-${name}`, '', null, () =>
        h('h2', { id: `h-${name}` }, words.nodes(`page.${name}`)),
      );
    columns.node.className = report.findings.length ? 'cols' : 'stack';
    columns.findings.hidden = !report.fields.length && !report.findings.length;
    const findings = first.findings(now);
    put(columns.findings, [title('findings'), ...findings.nodes]);
    put(columns.proof, [
      title('evidence'),
      words.has(`boundary.${how}`) &&
        keep.part('boundary', [how, receiver], null, () =>
          h(
            'p',
            { class: 'boundary' },
            words.nodes(`boundary.${how}`, { receiver: { type: 'domain', value: receiver ?? '' } }),
          ),
        ),
      evidence.draw(),
    ]);
    return { node: columns.node, whole: findings.whole && evidence.left > 0 };
  }
}

const FOCUSABLE = 'a, button, summary, select, [tabindex]';

/**
 * Remembers where the keyboard is. What is given back brings it there again, should its part have
 * been
 * made anew.
 * @param {HTMLElement} out
 */
function focused(out) {
  const on = /** @type {ShadowRoot} */ (out.getRootNode()).activeElement;
  if (!(on instanceof HTMLElement) || !out.contains(on)) return () => {};
  const part = on.closest('[data-rule], [data-bounce], [data-evidence], [role=tabpanel]');
  const rule = part?.getAttribute('data-rule');
  const name = rule
    ? `[data-rule="${rule}"]`
    : part?.id
      ? `#${part.id}`
      : part?.hasAttribute('data-bounce')
        ? '[data-bounce]'
        : '[data-evidence]';
  const nth = part ? [part, ...part.querySelectorAll(FOCUSABLE)].indexOf(on) : -1;
  return () => {
    const again = out.querySelector(name);
    const to = on.isConnected ? on : again && [again, ...again.querySelectorAll(FOCUSABLE)][nth];
    if (to instanceof HTMLElement && !to.matches(':focus')) to.focus({ preventScroll: true });
  };
}
