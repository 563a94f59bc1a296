//! The sizes that Gmail documents as limits.

use crate::rule::{Arg, Rule, rule};
#[cfg(not(target_arch = "wasm32"))]
use crate::rules::examples::{filled, text};
use crate::rules::pages::{GMAIL_LIMITS, YAHOO_CODES};

const KILOBYTE: usize = 1024;

const BLOCK_MAX: usize = 500 * KILOBYTE;

const FIELDS_MAX: usize = 5_000;

const VALUE_MAX: usize = 32 * KILOBYTE;

const NAME_MAX: usize = KILOBYTE;

#[cfg(not(target_arch = "wasm32"))]
static MANY_FIELDS: [u8; 25_040] = filled(b"From: a@example.org\nSubject: x\n", b"X: y\n", b"\n");

#[cfg(not(target_arch = "wasm32"))]
static SOME_FIELDS: [u8; 24_940] = filled(b"From: a@example.org\nSubject: x\n", b"X: y\n", b"\n");

#[cfg(not(target_arch = "wasm32"))]
static BIG_FIELD: [u8; 33_000] =
    filled(b"From: a@example.org\nSubject: x\nX-Data: ", b"0123456789\n ", b"\n");

#[cfg(not(target_arch = "wasm32"))]
static BIG_TO: [u8; 33_000] =
    filled(b"From: a@example.org\nSubject: x\nTo: ", b"b@example.net,\n ", b"\n");

#[cfg(not(target_arch = "wasm32"))]
static LONG_NAME: [u8; 1_100] =
    filled(b"From: a@example.org\nSubject: x\nX-", b"Long-Name-", b": y\n");

#[cfg(not(target_arch = "wasm32"))]
static SHORT_NAME: [u8; 1_100] =
    filled(b"From: a@example.org\nSubject: x\nX-Long: ", b"Long-Name-", b": y\n");

pub(crate) static HEADER_BLOCK_TOO_LARGE: Rule = rule!(Rule {
    id: "header-block-too-large",
    group: Required,
    sources: [Page("Gmail: Message header limits", GMAIL_LIMITS, "552 5.3.4")],
    finds: [text(&MANY_FIELDS)],
    quiet: [text(&SOME_FIELDS)],
    check: |facts, found| {
        let (mut count, mut size) = (0, 0);
        let mut last = None;
        for field in facts.by_sender() {
            count += 1;
            size += field.raw.span.len();
            if size > BLOCK_MAX || count > FIELDS_MAX {
                last = last.or(Some(field));
            }
        }
        if let Some(field) = last {
            found.at(field.raw.name).count("count", count).count("size", size.div_ceil(KILOBYTE));
        }
    },
});

pub(crate) static FIELD_TOO_LARGE: Rule = rule!(Rule {
    id: "field-too-large",
    group: Required,
    sources: [
        Page("Gmail: Message header limits", GMAIL_LIMITS, "552 5.3.4"),
        Page("Yahoo: SMTP error codes", YAHOO_CODES, ""),
    ],
    finds: [text(&BIG_FIELD)],
    quiet: [text(&BIG_TO)],
    check: |facts, found| for field in facts.by_sender() {
        let size = field.raw.body.len();
        let exempt = ["to", "cc", "references"];
        if size > VALUE_MAX && !exempt.contains(&field.lower) {
            found
                .at(field.raw.name)
                .with("field", Arg::Field(field.name().to_owned()))
                .count("size", size.div_ceil(KILOBYTE));
        }
    },
});

pub(crate) static FIELD_NAME_TOO_LONG: Rule = rule!(Rule {
    id: "field-name-too-long",
    group: Required,
    sources: [Page("Gmail: Message header limits", GMAIL_LIMITS, "552 5.3.4")],
    finds: [text(&LONG_NAME)],
    quiet: [text(&SHORT_NAME)],
    check: |facts, found| for field in facts.by_sender() {
        if field.raw.name.len() > NAME_MAX {
            found.at(field.raw.name).count("length", field.raw.name.len());
        }
    },
});
