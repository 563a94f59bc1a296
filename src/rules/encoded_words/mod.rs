//! Encoded-words, and characters that are not what they look like.

mod encoding;
mod invisible;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &encoding::ENCODED_WORD_CHARSETS_MIXED,
    &encoding::ENCODED_WORD_CONTROL,
    &encoding::ENCODED_WORD_GLUED,
    &encoding::ENCODED_WORD_IN_QUOTES,
    &encoding::ENCODED_WORD_LINE_BREAK,
    &encoding::ENCODED_WORD_MALFORMED,
    &encoding::ENCODED_WORD_MISPLACED,
    &encoding::ENCODED_WORD_NEEDLESS,
    &encoding::ENCODED_WORD_SPLIT_CHARACTER,
    &encoding::ENCODED_WORD_TOO_LONG,
    &encoding::ENCODED_WORD_UNDECODABLE,
    &encoding::ENCODED_WORD_UNKNOWN_CHARSET,
    &encoding::ENCODED_WORD_UNPADDED,
    &encoding::HALF_WIDTH_KANA,
    &invisible::INVISIBLE_CHARACTERS,
    &invisible::LOOK_ALIKE_LETTERS,
    &invisible::MIXED_SCRIPT_WORD,
];
