// What is read and told at most. Each number stands in a sentence of the locale files.

/** Files of one drop. */
export const FILES = 100_000;

/** Bytes that one archive may hold, unpacked. */
export const UNPACKED = 20_000_000_000;

/** An entry that is this many times as large as its packed bytes is no mail but a bomb. */
export const RATIO = 200;

/**
 * Files of at most this many bytes are held whole. Their ratio says nothing, since a few lines of
 * one letter pack very well.
 */
export const SMALL = 1_000_000;

/** Names of files that are told for one kind of trouble. */
export const NAMES = 3;
