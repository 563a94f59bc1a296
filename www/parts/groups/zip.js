// Reads .zip files by their central directory, entry by entry: no archive is unpacked as a whole.

import { FILES, RATIO, SMALL, UNPACKED } from './limits.js';

/**
 * @typedef {{
 *   name: string, method: number, encrypted: boolean, packed: number, size: number, at: number
 * }} Entry the sizes and the offset in bytes
 */

/** A file that cannot be read: `id` is `groups.problem.<id>`. */
export class Unreadable extends Error {
  /** @param {string} id @param {Record<string, number>} [values] */
  constructor(id, values = {}) {
    super(id);
    this.id = id;
    this.values = values;
  }
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Bytes of the end record, and of the longest comment behind it. */
const END_BYTES = 22;
const COMMENT = 65_535;

/** @param {Blob} blob @param {number} from @param {number} to */
const view = async (blob, from, to) => new DataView(await blob.slice(from, to).arrayBuffer());

/**
 * The files in an archive, in the order of their data.
 * @param {Blob} blob
 * @returns {Promise<Entry[]>}
 */
export async function entries(blob) {
  const from = Math.max(0, blob.size - END_BYTES - COMMENT);
  const tail = await view(blob, from, blob.size);
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new Unreadable('zip-cut');
  const count = tail.getUint16(end + 10, true);
  const length = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (count === 0xffff || length === 0xffffffff || start === 0xffffffff)
    throw new Unreadable('zip64');
  if (tail.getUint16(end + 4, true) !== 0 || tail.getUint16(end + 6, true) !== 0)
    throw new Unreadable('zip-parts');
  if (count > FILES) throw new Unreadable('zip-files', { count, limit: FILES });
  if (start + length > from + end) throw new Unreadable('zip-cut');
  const directory = await view(blob, start, start + length);
  /** @type {Entry[]} */
  const all = [];
  let at = 0;
  let packed = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== CENTRAL)
      throw new Unreadable('zip-broken');
    const flags = directory.getUint16(at + 8, true);
    const [names, extra, comment] = [
      directory.getUint16(at + 28, true),
      directory.getUint16(at + 30, true),
      directory.getUint16(at + 32, true),
    ];
    const entry = {
      name: named(
        new Uint8Array(directory.buffer, at + 46, Math.min(names, directory.byteLength - at - 46)),
        Boolean(flags & 0x800),
      ),
      method: directory.getUint16(at + 10, true),
      encrypted: Boolean(flags & 1),
      packed: directory.getUint32(at + 20, true),
      size: directory.getUint32(at + 24, true),
      at: directory.getUint32(at + 42, true),
    };
    if (entry.packed === 0xffffffff || entry.size === 0xffffffff || entry.at === 0xffffffff)
      throw new Unreadable('zip64');
    packed += entry.packed;
    // The name of a folder ends with a slash.
    if (!entry.name.endsWith('/')) all.push(entry);
    at += 46 + names + extra + comment;
  }
  // Entries that share their data can make a small archive seem endless.
  if (packed > blob.size) throw new Unreadable('zip-overlap');
  const unpacked = all.reduce((sum, entry) => sum + entry.size, 0);
  if (unpacked > UNPACKED) throw new Unreadable('zip-size', { bytes: unpacked, limit: UNPACKED });
  return all.sort((a, b) => a.at - b.at);
}

/** @param {Uint8Array} bytes @param {boolean} utf8 */
function named(bytes, utf8) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Windows in Japan writes this charset; the archive does not tell it.
    return new TextDecoder(utf8 ? 'utf-8' : 'shift_jis').decode(bytes);
  }
}

/**
 * The bytes of an entry, unpacked.
 * @param {Blob} blob
 * @param {Entry} entry
 */
export async function open(blob, entry) {
  if (entry.encrypted) throw new Unreadable('encrypted');
  if (entry.method !== 0 && entry.method !== 8) throw new Unreadable('method');
  if (isBomb(entry.size, entry.packed)) throw new Unreadable('bomb', { limit: RATIO });
  const head = await view(blob, entry.at, entry.at + 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw new Unreadable('zip-broken');
  const start = entry.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const data = blob.slice(start, start + entry.packed);
  if (data.size < entry.packed) throw new Unreadable('zip-cut');
  return entry.method === 0 ? data.stream() : unpack(data, 'deflate-raw');
}

/** Bytes that are read at a time of an archive of many small files. */
const AT_ONCE = 4_000_000;

/** Bytes that are read for the head of an entry: its name, and what programs add to it. */
const HEAD = 1_024;

/**
 * An archive whose small entries are cut out of large pieces: asking the browser for each entry
 * costs more than unpacking it.
 */
export class Archive {
  #from = 0;
  #to = 0;
  /** @type {Promise<ArrayBuffer> | undefined} */
  #piece;

  /** @param {Blob} blob */
  constructor(blob) {
    this.blob = blob;
  }

  /** Those bytes, as far as the archive has them. @param {number} from @param {number} to */
  async #bytes(from, to) {
    if (!this.#piece || from < this.#from || to > this.#to) {
      this.#from = from;
      this.#to = Math.max(to, from + AT_ONCE);
      this.#piece = this.blob.slice(from, this.#to).arrayBuffer();
    }
    const base = this.#from;
    return new Uint8Array(await this.#piece).subarray(from - base, to - base);
  }

  /**
   * A small entry, unpacked; undefined where it must be read as a stream.
   * @param {Entry} entry
   * @returns {Promise<Uint8Array<ArrayBuffer>[] | undefined>}
   */
  async small(entry) {
    const { at, encrypted, method, packed: length, size } = entry;
    // What cannot be read is told in its turn.
    if (Math.max(size, length) > SMALL || encrypted || (method !== 0 && method !== 8))
      return undefined;
    const all = await this.#bytes(at, at + HEAD + length);
    if (all.byteLength < 30) return undefined;
    const head = new DataView(all.buffer, all.byteOffset, 30);
    const start = 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const packed = all.subarray(start, start + length);
    if (head.getUint32(0, true) !== LOCAL || packed.byteLength < length) return undefined;
    return method === 0 ? [packed] : inflate(packed);
  }
}

/**
 * Unpacks a small file; undefined where it turns out to be larger than one.
 * @param {Uint8Array<ArrayBuffer>} packed
 */
async function inflate(packed) {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  // The reader is told of a failure too.
  for (const done of [writer.write(packed), writer.close()]) done.catch(() => {});
  const reader = stream.readable.getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return pieces;
    size += value.byteLength;
    if (size > SMALL) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    pieces.push(value);
  }
}

/**
 * Unpacks as a stream, which ends with an error where it must be a bomb.
 * @param {Blob} data
 * @param {CompressionFormat} format
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
export function unpack(data, format) {
  let size = 0;
  return data
    .stream()
    .pipeThrough(new DecompressionStream(format))
    .pipeThrough(
      new TransformStream({
        transform(piece, to) {
          size += piece.byteLength;
          if (isBomb(size, data.size)) to.error(new Unreadable('bomb', { limit: RATIO }));
          else to.enqueue(piece);
        },
      }),
    );
}

/** @param {number} size @param {number} packed */
const isBomb = (size, packed) => size > SMALL && size > packed * RATIO;

/** What the first bytes of a file say that it is. @param {Uint8Array} bytes */
export function kind(bytes) {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) return 'zip';
  return a === 0x1f && b === 0x8b && c === 8 ? 'gzip' : 'plain';
}
