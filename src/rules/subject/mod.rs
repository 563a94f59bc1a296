//! What the subject says.

mod form;
mod link;
mod pressure;
pub(super) mod words;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &words::REPLY_WITHOUT_REFERENCES,
    &link::SHORTENED_LINK,
    &link::SHORTENED_LINK_ELSEWHERE,
    &words::SUBJECT_ADVERTISEMENT_LABEL,
    &form::SUBJECT_ALL_CAPITALS,
    &pressure::SUBJECT_COUNTER,
    &pressure::SUBJECT_CURRENCY,
    &pressure::SUBJECT_EMOJI,
    &form::SUBJECT_EMPTY,
    &words::SUBJECT_HOLDS_RECIPIENT,
    &form::SUBJECT_LONG,
    &form::SUBJECT_MISSING,
    &form::SUBJECT_OVER_998,
    &form::SUBJECT_QUESTION_EXCLAMATION,
    &words::SUBJECT_RANDOM_TAIL,
    &form::SUBJECT_SPACED_LETTERS,
    &words::SUBJECT_SPAM_TAG,
    &form::SUBJECT_TRAILING_BLANKS,
    &words::SUBJECT_URL,
    &words::TEMPLATE_UNRESOLVED,
    &pressure::URGENT_WORDS,
];
