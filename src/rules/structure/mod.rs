//! The header block as such: lines, sizes, names, presence and number of fields.

mod form;
pub(crate) mod lines;
mod occurrence;
mod privacy;
pub(super) mod size;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &form::NAME_IN_COMMENT,
    &occurrence::BCC_EXPOSED,
    &lines::BLANK_BEFORE_COLON,
    &lines::CONTROL_CHARACTER,
    &occurrence::DATE_MISSING,
    &form::DMARC_LEGACY_TAGS,
    &occurrence::FIELD_MISSPELLED,
    &lines::FIELD_NAME_BAD,
    &form::VALUE_REPEATS_NAME,
    &size::FIELD_NAME_TOO_LONG,
    &occurrence::FIELD_REPEATED,
    &size::FIELD_TOO_LARGE,
    &lines::FOLD_EMPTY_LINE,
    &lines::FOLD_INSIDE_TOKEN,
    &occurrence::FROM_MISSING,
    &size::HEADER_BLOCK_TOO_LARGE,
    &form::LINE_OVER_78,
    &lines::LINE_TOO_LONG,
    &lines::LINE_WITHOUT_COLON,
    &lines::MBOX_LINE_INSIDE,
    &occurrence::MESSAGE_ID_MISSING,
    &lines::NO_BLANK_AFTER_COLON,
    &privacy::PRIVATE_DETAILS,
    &lines::RAW_NON_ASCII,
    &occurrence::RECIPIENT_MISSING,
    &occurrence::REPLY_TO_WITHOUT_RECIPIENT,
    &form::RESENT_MISPLACED,
    &occurrence::RETIRED_FIELD,
    &occurrence::SENDER_MISSING,
    &occurrence::SENDER_REDUNDANT,
    &occurrence::SUBJECT_MISSING,
    &size::SUBJECT_OVER_998,
    &lines::TAB_AFTER_COLON,
];
