// What the page loads beside the words: its own files, and the reader's.

const base = new URL('../', import.meta.url);

/** Of a longer file only the beginning is read: header fields stand there. */
export const FILE_BYTES = 6_000_000;

/** A file of this site. @param {string} path from the element's folder */
export async function fetched(path) {
  const response = await fetch(new URL(path, base));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response;
}

/** Texts to try. @param {string[]} names @returns {Promise<string[]>} */
export const examples = (names) => Promise.all(names.map(async (name) => (await fetched(`examples/${name}.txt`)).text()));
