// The files of a drop or a choice, those in folders included.

import { FILES } from './limits.js';

/** @typedef {{ file: File, path: string }} Found */

/** Whether it is hidden, or what macOS puts beside files. @param {string} path */
export const isHidden = (path) =>
  path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');

/**
 * The files of a choice in a dialog.
 * @param {Iterable<File>} list
 * @returns {Found[]}
 */
export function chosen(list) {
  return [...list].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/**
 * The files of a drop. Must be called while the event is handled: later its items are gone.
 * @param {DataTransfer} transfer
 * @returns {Promise<Found[]>}
 */
export function dropped(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const found = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  return walk(found.length ? found : [...transfer.files]);
}

/** @param {(FileSystemEntry | File | null)[]} open */
async function walk(open) {
  /** @type {Found[]} */
  const all = [];
  for (let one = open.shift(); one !== undefined && all.length < FILES; one = open.shift()) {
    if (one === null) continue;
    if (one instanceof File) {
      all.push({ file: one, path: one.name });
    } else if (isFile(one)) {
      const file = await new Promise((done) => one.file(done, () => done(null)));
      // Programs that drop a message give it no folder.
      if (file) all.push({ file, path: one.fullPath.replace(/^\//, '') });
    } else {
      const reader = /** @type {FileSystemDirectoryEntry} */ (one).createReader();
      // A folder gives a hundred entries at a time, and none after the last.
      for (;;) {
        /** @type {FileSystemEntry[]} */
        const some = await new Promise((done) => reader.readEntries(done, () => done([])));
        if (!some.length) break;
        open.push(...some);
      }
    }
  }
  return all.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

/** @param {FileSystemEntry} entry @returns {entry is FileSystemFileEntry} */
const isFile = (entry) => entry.isFile;
