//! Full-width `：`, `＜`, `＞` and `＠` of an input method, where they stand for structure: behind
//! the name of a field, around an address, in an address. Those in a sentence are the writer's own.

use super::draft::Draft;
use super::lines::Lines;
use super::recognise::known;
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::span::Span;
use memchr::memchr;

const COLON: char = '：';
const OPEN: char = '＜';
const CLOSE: char = '＞';
const AT: char = '＠';

/// Bytes that an address takes at most.
const LONGEST: usize = 320;

/// Fields that hold addresses and nothing that looks like one.
const ADDRESSES: [&str; 9] = [
    "From",
    "To",
    "Cc",
    "Bcc",
    "Sender",
    "Reply-To",
    "Return-Path",
    "Delivered-To",
    "Final-Recipient",
];

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    // All of these characters begin with this byte.
    if memchr(0xef, text.as_bytes()).is_none() || !text.contains([COLON, OPEN, AT]) {
        return None;
    }
    let scope = draft.scope().span;
    let mut rewrite = Rewrite::new(text, map);
    for line in Lines::new(text, scope) {
        let words = line.span.of(text);
        let place = |at: usize, c: char| {
            Span::new(line.span.start + at, line.span.start + at + c.len_utf8())
        };
        let colon = words.find([':', COLON]);
        let name = colon.and_then(|at| words.get(..at)).map_or("", |name| name.trim_end());
        if let Some(at) = colon.filter(|at| words.get(*at..).is_some_and(|s| s.starts_with(COLON)))
            && known(name).is_some()
        {
            // The sign brings its own blank.
            let blank = words.get(at + COLON.len_utf8()..).is_some_and(|w| w.starts_with(' '));
            rewrite.replace(place(at, COLON), if blank { ":" } else { ": " });
        }
        let is_address = ADDRESSES.iter().any(|field| field.eq_ignore_ascii_case(name));
        if name.eq_ignore_ascii_case("subject") {
            continue;
        }
        let mut free = 0;
        for (open, _) in words.match_indices(OPEN) {
            let inner = open + OPEN.len_utf8();
            let rest = words.get(inner..).unwrap_or("");
            let near = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or("");
            let Some(length) = near.find([CLOSE, OPEN]) else { continue };
            let address = near.get(..length).unwrap_or("");
            let wrapped = near.get(length..).is_some_and(|rest| rest.starts_with(CLOSE));
            if open < free || !wrapped || !is_word_with_at(address) {
                continue;
            }
            rewrite.replace(place(open, OPEN), "<");
            for (at, _) in address.match_indices(AT) {
                rewrite.replace(place(inner + at, AT), "@");
            }
            free = inner + length + CLOSE.len_utf8();
            rewrite.replace(place(inner + length, CLOSE), ">");
        }
        if is_address && !words.contains(['@', OPEN]) {
            for (at, _) in words.match_indices(AT) {
                let before = words.get(..at).and_then(|w| w.chars().next_back());
                let after = words.get(at + AT.len_utf8()..).and_then(|w| w.chars().next());
                if [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric())) {
                    rewrite.replace(place(at, AT), "@");
                }
            }
        }
    }
    rewrite.done(RepairKind::FullWidth)
}

fn is_word_with_at(address: &str) -> bool {
    address.contains(['@', AT]) && !address.contains([' ', '\t', '\u{3000}'])
}
