// Reads the files of both groups into the collector, piece by piece: in a worker or, where the page
// around forbids workers, in the page itself.

import { ahead } from './ahead.js';
import { isHidden } from './files.js';
import { NAMES, SMALL } from './limits.js';
import { Archive, Unreadable, entries, kind, open, unpack } from './zip.js';

/**
 * @typedef {import('./files.js').Found} Found
 * @typedef {import('../../headerlint.js').Collected} Collected
 * @typedef {import('../../headerlint.js').Fate} Fate
 * @typedef {typeof import('../../headerlint.js')} Glue
 * @typedef {{
 *   id: string, count: number, names: string[], inside?: string, values: Record<string, number>
 * }} Note one kind of trouble with `count` files: `groups.problem.<id>`
 * @typedef {{ messages: number, bytes: number, read: number, name: string }} Progress
 * @typedef {{
 *   type: 'source', fate: Fate, name: string, others: number, messages: number, notes: Note[],
 *   cancelled: boolean
 * }} Read
 * @typedef {{ type: 'report', collected: Collected, memory: number, took: number }} Reported
 * @typedef {{ type: 'progress' } & Progress | Read | Reported | { type: 'ready' }
 *   | { type: 'failed', error: string }} Told
 * @typedef {{ type: 'start', module: WebAssembly.Module }
 *   | { type: 'add', fate: Fate, found: Found[] }
 *   | { type: 'cancel' } | { type: 'clear' }} Asked
 */

/** Milliseconds between two messages about progress. */
const OFTEN = 100;

export class Engine {
  /** @type {InstanceType<Glue['Collector']> | undefined} */
  #collector;
  /** @type {Glue | undefined} */
  #glue;
  /** @type {{ buffer: ArrayBuffer } | undefined} */
  #memory;
  #cancelled = false;
  /** One thing after the other. @type {Promise<void>} */
  #last = Promise.resolve();
  #waiting = 0;
  #told = 0;
  #progress = { messages: 0, bytes: 0, read: 0, name: '' };

  /** @param {(told: Told) => void} tell */
  constructor(tell) {
    this.tell = tell;
  }

  /** @param {Asked} asked */
  take(asked) {
    if (asked.type === 'cancel') {
      this.#cancelled = true;
      return;
    }
    this.#waiting += 1;
    this.#last = this.#last
      .then(async () => {
        this.#waiting -= 1;
        if (asked.type === 'start') await this.#start(asked.module);
        else if (asked.type === 'clear') this.#renew();
        else await this.#add(asked.fate, asked.found);
      })
      .catch((error) => {
        // After a trap the memory may be in any state.
        this.#collector = undefined;
        this.tell({
          type: 'failed',
          error: error instanceof Error ? error.message : String(error),
        });
      });
  }

  /** @param {WebAssembly.Module} module */
  async #start(module) {
    const glue = await import('../../headerlint.js');
    const { memory } = await glue.default({ module_or_path: module });
    this.#glue = glue;
    this.#memory = memory;
    this.#renew();
    this.tell({ type: 'ready' });
  }

  #renew() {
    this.#collector?.free();
    this.#collector = this.#glue && new this.#glue.Collector();
  }

  /** @param {Fate} fate @param {Found[]} found */
  async #add(fate, found) {
    const started = performance.now();
    this.#cancelled = false;
    const bytes = found.reduce((sum, { file }) => sum + file.size, 0);
    this.#progress = { messages: 0, bytes, read: 0, name: '' };
    const source = new Source(found);
    const skipped = ({ path = '' }) => found.length > 1 && isHidden(path);
    const held = async (/** @type {Found} */ one) => {
      if (skipped(one) || one.file.size > SMALL) return undefined;
      return new Uint8Array(await one.file.arrayBuffer());
    };
    for (const [one, bytes] of ahead(found, held)) {
      if (this.#cancelled) break;
      const { file, path } = one;
      if (skipped(one)) {
        this.#progress.read += file.size;
        continue;
      }
      const before = this.#progress.read;
      await this.#file(fate, file, path, source, bytes);
      // A file may have been left early.
      this.#progress.read = before + file.size;
    }
    this.tell({ type: 'progress', ...this.#progress });
    this.tell({ type: 'source', fate, ...source.told(), cancelled: this.#cancelled });
    if (this.#waiting === 0 && this.#collector) {
      const collected = this.#collector.report();
      this.tell({
        type: 'report',
        collected,
        memory: this.#memory?.buffer.byteLength ?? 0,
        took: performance.now() - started,
      });
    }
  }

  /**
   * @param {Fate} fate @param {File} file @param {string} path @param {Source} source
   * @param {Promise<Uint8Array | undefined>} held all of a small file
   */
  async #file(fate, file, path, source, held) {
    try {
      const bytes = await held;
      const front = bytes ?? new Uint8Array(await file.slice(0, 4).arrayBuffer());
      switch (kind(front)) {
        case 'zip':
          return await this.#zip(fate, file, path, source);
        case 'gzip':
          return await this.#feed(fate, pieces(unpack(file, 'gzip')), path, source, file.size);
        default:
          return await this.#feed(fate, bytes ? [bytes] : pieces(file.stream()), path, source);
      }
    } catch (error) {
      source.trouble(error, path);
    }
  }

  /** @param {Fate} fate @param {File} file @param {string} path @param {Source} source */
  async #zip(fate, file, path, source) {
    const inside = path;
    const base = this.#progress.read;
    const archive = new Archive(file);
    const shown = (await entries(file)).filter(({ name }) => !isHidden(name));
    for (const [entry, held] of ahead(shown, (one) => archive.small(one))) {
      if (this.#cancelled) break;
      try {
        const bytes = (await held) ?? pieces(await open(file, entry));
        await this.#feed(fate, bytes, entry.name, source, entry.packed, inside);
      } catch (error) {
        source.trouble(error, entry.name, inside);
      }
      this.#progress.read = Math.min(base + file.size, base + entry.at + entry.packed);
    }
  }

  /**
   * Feeds one file or entry to the collector.
   * @param {Fate} fate @param {Iterable<Uint8Array> | AsyncIterable<Uint8Array>} pieces
   * @param {string} name @param {Source} source
   * @param {number} [packed] how large it is where it comes out of an archive
   * @param {string} [inside] the archive
   */
  async #feed(fate, pieces, name, source, packed, inside) {
    const collector = this.#collector;
    if (!collector) throw new Error('not started');
    const before = this.#progress.messages;
    this.#progress.name = name;
    /** @type {unknown} */
    let trouble;
    collector.open(fate);
    try {
      for await (const value of pieces) {
        if (this.#cancelled) break;
        const more = collector.push(value);
        if (packed === undefined) this.#progress.read += value.byteLength;
        this.#progress.messages = before + collector.messages();
        await this.#breathe();
        if (!more) break;
      }
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      trouble = error ?? new Unreadable('broken');
    }
    const report = collector.close();
    this.#progress.messages = before + report.messages;
    source.messages += report.messages;
    if (trouble) source.trouble(trouble, name, inside);
    else if (report.problem && !this.#cancelled) source.note(report.problem, name, inside);
    if (report.unread && !trouble && !this.#cancelled)
      source.note('unread', name, inside, report.unread);
  }

  /** Now and then, tells how far it is and lets a message from the page come in. */
  async #breathe() {
    const now = performance.now();
    if (now - this.#told < OFTEN) return;
    this.#told = now;
    this.tell({ type: 'progress', ...this.#progress });
    await new Promise((next) => setTimeout(next));
  }
}

/**
 * The pieces of a stream, read as they are asked for.
 * @param {ReadableStream<Uint8Array>} stream
 */
async function* pieces(stream) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** What came of one drop: how many messages, and which files could not be read. */
class Source {
  messages = 0;
  /** @type {Map<string, Note>} */
  notes = new Map();

  /** @param {Found[]} found */
  constructor(found) {
    const [first] = found;
    const folder = first?.path.includes('/') ? first.path.split('/')[0] : undefined;
    this.name = folder ?? first?.path ?? '';
    this.others = folder === undefined ? Math.max(0, found.length - 1) : 0;
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {string} [inside]
   * @param {number} [unread]
   * @param {Record<string, number>} [values]
   */
  note(id, name, inside, unread = 0, values = {}) {
    const key = `${inside ?? ''}\n${id}`;
    let note = this.notes.get(key);
    if (!note)
      this.notes.set(
        key,
        (note = {
          id,
          count: 0,
          names: [],
          values: { ...values, ...(unread ? { unread: 0 } : {}) },
          ...(inside ? { inside } : {}),
        }),
      );
    note.count += 1;
    if (unread) note.values.unread = (note.values.unread ?? 0) + unread;
    if (note.names.length < NAMES) note.names.push(name);
  }

  /** @param {unknown} error @param {string} name @param {string} [inside] */
  trouble(error, name, inside) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    if (error instanceof Unreadable) this.note(error.id, name, inside, 0, error.values);
    // What the browser says of a vanished file, or of bytes that do not unpack, helps nobody.
    else this.note(error instanceof TypeError ? 'broken' : 'gone', name, inside);
  }

  told() {
    const { name, others, messages, notes } = this;
    return { name, others, messages, notes: [...notes.values()] };
  }
}
