//! Encoded-words, and characters that are not what they look like.

mod characters;
mod word;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &word::ENCODED_WORD_CHARSETS_MIXED,
    &word::ENCODED_WORD_CONTROL,
    &word::ENCODED_WORD_GLUED,
    &word::ENCODED_WORD_IN_QUOTES,
    &word::ENCODED_WORD_LINE_BREAK,
    &word::ENCODED_WORD_MALFORMED,
    &word::ENCODED_WORD_MISPLACED,
    &word::ENCODED_WORD_NEEDLESS,
    &word::ENCODED_WORD_SPLIT_CHARACTER,
    &word::ENCODED_WORD_TOO_LONG,
    &word::ENCODED_WORD_UNDECODABLE,
    &word::ENCODED_WORD_UNKNOWN_CHARSET,
    &word::ENCODED_WORD_UNPADDED,
    &word::HALF_WIDTH_KANA,
    &characters::INVISIBLE_CHARACTERS,
    &characters::LOOK_ALIKE_LETTERS,
    &characters::MIXED_SCRIPT_WORD,
];
