// Every sentence comes from ./locales/<language>.json, and what completes a report (reasons,
// remedies, what servers' answers mean) from <language>.more.json. Arguments become nodes in it.

import { h, value } from './dom.js';
import { LANGUAGES } from './languages.js';

/**
 * @typedef {import('./dom.js').Child} Child
 * @typedef {{ type: string, value: any }} Arg
 * @typedef {Record<string, Arg> | Map<string, Arg>} Args
 */

/** A tag of BCP 47. @typedef {string} Language */

/**
 * The first of these that we speak.
 * @param {readonly (string | null | undefined)[]} wanted
 * @returns {Language}
 */
export function choose(wanted) {
  const known = Object.keys(LANGUAGES);
  for (const tag of wanted) {
    const names = [tag?.toLowerCase(), tag?.toLowerCase().split('-')[0]];
    const language = names.flatMap((name) => known.filter((it) => it.toLowerCase() === name))[0];
    if (language) return language;
  }
  return 'en';
}

/**
 * The words of rules stand by id in the files, which is shorter; here each has a key of its own.
 * @param {any} table
 * @param {string[]} names
 */
function unpack({ rule = {}, ...table }, names) {
  for (const [id, texts] of Object.entries(rule)) {
    names.forEach((name, i) => {
      if (texts[i] != null) table[`rule.${id}.${name}`] ??= texts[i];
    });
  }
  return table;
}

/** @type {Map<string, Promise<Words>>} */
const loaded = new Map();

/**
 * The words of a language, fetched once.
 * @param {Language} language
 */
export function words(language) {
  let promise = loaded.get(language);
  if (!promise) {
    promise = fetch(new URL(`../locales/${language}.json`, import.meta.url)).then(
      async (response) => {
        if (!response.ok) throw new Error(`${response.status} ${response.url}`);
        return new Words(language, unpack(await response.json(), ['title', 'found']));
      },
    );
    promise.catch(() => loaded.delete(language));
    loaded.set(language, promise);
  }
  return promise;
}

const UNITS = /** @type {const} */ ([
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]);

/** The words of one language, and its ways with numbers, lists and times. */
export class Words {
  /**
   * @param {Language} language
   * @param {Record<string, string | Record<string, string>>} table
   */
  constructor(language, table) {
    this.language = language;
    this.table = table;
    this.plurals = new Intl.PluralRules(language);
    /** Whether the second file is here, or will not come. */
    this.whole = false;
    /** @type {Promise<void> | undefined} */
    this.rest = undefined;
    /** @type {Map<string, Intl.NumberFormat>} */
    this.formats = new Map();
    this.numbers = new Intl.NumberFormat(language);
    this.lists = new Intl.ListFormat(language, { type: 'conjunction' });
    this.units = new Intl.ListFormat(language, { type: 'unit', style: 'short' });
    this.instants = new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone: 'UTC',
      hourCycle: 'h23',
    });
  }

  /** Fetches the second file, once; without it the rest can still be said. */
  learn() {
    this.rest ??= fetch(new URL(`../locales/${this.language}.more.json`, import.meta.url))
      .then(async (response) => {
        if (response.ok) Object.assign(this.table, unpack(await response.json(), ['why', 'fix']));
      })
      .catch(() => {})
      .then(() => void (this.whole = true));
    return this.rest;
  }

  /** @param {string} key */
  has(key) {
    return Object.hasOwn(this.table, key);
  }

  /**
   * The sentence of a key as nodes.
   * @param {string} key
   * @param {Args} [args]
   * @returns {Child[]}
   */
  nodes(key, args) {
    const text = this.pattern(key, args);
    // A word that the second file brings is empty until then; one in neither file shows its key.
    if (text === undefined) return this.whole ? [h('code', null, key)] : [];
    return this.fill(text, args);
  }

  /**
   * The same as plain text, for attributes and announcements.
   * @param {string} key
   * @param {Args} [args]
   */
  text(key, args) {
    return h('p', null, this.nodes(key, args)).textContent ?? '';
  }

  /**
   * Plain values as arguments: numbers choose the plural, strings are shown as they are.
   * @param {string} key
   * @param {Record<string, string | number | Node>} values
   */
  say(key, values) {
    /** @type {Record<string, Arg>} */
    const args = {};
    for (const [name, v] of Object.entries(values)) {
      args[name] = {
        type: typeof v === 'number' ? 'count' : typeof v === 'string' ? 'plain' : 'node',
        value: v,
      };
    }
    return this.nodes(key, args);
  }

  /**
   * @param {string} key
   * @param {Args} [args]
   * @returns {string | undefined}
   */
  pattern(key, args) {
    const entry = this.has(key) ? this.table[key] : undefined;
    if (typeof entry !== 'object') return entry;
    const count = Number(get(args, 'count')?.value ?? 0);
    return entry[this.plurals.select(count)] ?? entry.other;
  }

  /**
   * @param {string} text
   * @param {Args} [args]
   * @returns {Child[]}
   */
  fill(text, args) {
    /** @type {Child[]} */
    const out = [];
    let from = 0;
    for (const match of text.matchAll(/`([^`]*)`|\{([\w-]+)\}/g)) {
      out.push(text.slice(from, match.index));
      from = match.index + match[0].length;
      const arg = match[2] ? get(args, match[2]) : undefined;
      if (match[1] !== undefined) out.push(h('code', null, this.fill(match[1], args)));
      else out.push(arg ? this.arg(arg) : match[0]);
    }
    out.push(text.slice(from));
    return out;
  }

  /**
   * One argument as a node.
   * @param {Arg} arg
   * @returns {Child}
   */
  arg({ type, value: v }) {
    switch (type) {
      case 'node':
        return v;
      case 'plain':
        return v;
      case 'count':
        return this.number(v);
      case 'duration':
        return this.duration(v);
      case 'instant':
        return this.instant(v.unix, v.offset);
      case 'field':
        return h('code', null, value(String(v)));
      case 'word':
        return h('span', null, this.nodes(String(v)));
      case 'list':
        return this.list(v.map((/** @type {Arg} */ each) => this.arg(each)));
      default:
        return value(String(v));
    }
  }

  /** @param {number} n @param {number} [digits] */
  number(n, digits) {
    if (digits === undefined) return this.numbers.format(n);
    return this.format(String(digits), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(n);
  }

  /**
   * A number format, made once: making one takes far longer than using it.
   * @param {string} name
   * @param {Intl.NumberFormatOptions} options
   */
  format(name, options) {
    let format = this.formats.get(name);
    if (!format) this.formats.set(name, (format = new Intl.NumberFormat(this.language, options)));
    return format;
  }

  /**
   * A list of nodes, joined as the language does.
   * @param {Child[]} nodes
   */
  list(nodes) {
    const parts = this.lists.formatToParts(nodes.map((_, i) => String(i)));
    return h(
      'span',
      null,
      parts.map((p) => (p.type === 'element' ? nodes[Number(p.value)] : p.value)),
    );
  }

  /**
   * Seconds in the two largest units that matter.
   * @param {number} seconds
   */
  duration(seconds) {
    let rest = Math.abs(Math.round(seconds));
    /** @type {string[]} */
    const parts = [];
    for (const [unit, size] of UNITS) {
      const n = Math.floor(rest / size);
      rest -= n * size;
      if (n > 0 && parts.length < 2) parts.push(this.unit(n, unit));
      else if (parts.length) break;
    }
    if (!parts.length) parts.push(this.unit(0, 'second'));
    return (seconds < 0 ? '−' : '') + this.units.format(parts);
  }

  /** @param {number} n @param {string} unit */
  unit(n, unit) {
    return this.format(unit, { style: 'unit', unit, unitDisplay: 'short' }).format(n);
  }

  /**
   * A time, in the zone it was written in.
   * @param {number} unix
   * @param {number | null} [offset] minutes; `null` in an argument of a sentence
   */
  instant(unix, offset) {
    const minutes = offset ?? 0;
    const date = new Date(unix * 1000);
    const shifted = new Date((unix + minutes * 60) * 1000);
    if (Number.isNaN(date.valueOf()) || Number.isNaN(shifted.valueOf())) return String(unix);
    return h(
      'time',
      { datetime: date.toISOString() },
      `${this.instants.format(shifted)} ${zone(minutes, offset)}`,
    );
  }

  /** A month, given as `2025-11`; anything else as it is. @param {string} text */
  month(text) {
    const date = /^\d{4}-\d\d$/.test(text) ? new Date(`${text}-01T00:00:00Z`) : new Date(NaN);
    if (Number.isNaN(date.valueOf())) return text;
    return new Intl.DateTimeFormat(this.language, {
      year: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    }).format(date);
  }
}

/** @param {number} minutes @param {number | null} [offset] */
function zone(minutes, offset) {
  if (offset === undefined || offset === null) return 'UTC';
  const of = Math.abs(minutes);
  const two = (/** @type {number} */ n) => String(Math.floor(n)).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${two(of / 60)}:${two(of % 60)}`;
}

/**
 * @param {Args | undefined} args
 * @param {string} name
 * @returns {Arg | undefined}
 */
function get(args, name) {
  if (args instanceof Map) return args.get(name);
  return args && Object.hasOwn(args, name) ? args[name] : undefined;
}
