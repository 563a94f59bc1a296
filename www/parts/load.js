// Loads the files of the page but for its words.

const base = new URL('../', import.meta.url);

/** Bytes of a file that are read; header fields stand at its beginning. */
export const FILE_BYTES = 6_000_000;

/** A file of this site. @param {string} path from the element's folder */
export async function fetched(path) {
  const response = await fetch(new URL(path, base));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response;
}

/** Texts to try. @param {string[]} names @returns {Promise<string[]>} */
export const examples = (names) =>
  Promise.all(names.map(async (name) => (await fetched(`examples/${name}.txt`)).text()));
