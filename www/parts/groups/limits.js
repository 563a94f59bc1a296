// What is read at most, and what of it is told. Each number stands in a sentence of the locale files.

/** Files of one drop. */
export const FILES = 100_000;

/** Bytes that one archive may hold, unpacked. */
export const UNPACKED = 20_000_000_000;

/** An entry that is larger than its packed bytes so many times is no mail but a bomb. */
export const RATIO = 200;

/** Below this many bytes the ratio says nothing: a few lines of one letter pack very well. Such files are held whole. */
export const SMALL = 1_000_000;

/** Names of files that are told for one kind of trouble. */
export const NAMES = 3;
