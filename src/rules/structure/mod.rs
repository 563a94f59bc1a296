//! The header block as such: lines, folding, sizes, names of fields.

mod field;
mod fold;
mod line;
mod size;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &fold::BLANK_BEFORE_COLON,
    &line::CONTROL_CHARACTER,
    &field::FIELD_MISSPELLED,
    &field::FIELD_NAME_BAD,
    &field::FIELD_NAME_CASE,
    &field::VALUE_REPEATS_NAME,
    &size::FIELD_NAME_TOO_LONG,
    &field::FIELD_NAMES_RANDOM,
    &field::FIELD_REPEATED,
    &size::FIELD_TOO_LARGE,
    &fold::FOLD_EMPTY_LINE,
    &fold::FOLD_INSIDE_TOKEN,
    &size::HEADER_BLOCK_TOO_LARGE,
    &line::LINE_OVER_78,
    &line::LINE_TOO_LONG,
    &line::LINE_WITHOUT_COLON,
    &line::MBOX_LINE_INSIDE,
    &fold::NO_BLANK_AFTER_COLON,
    &line::RAW_NON_ASCII,
    &field::RETIRED_FIELD,
    &fold::TAB_AFTER_COLON,
];
