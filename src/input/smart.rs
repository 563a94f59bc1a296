//! Typographic quotes and dashes that a word processor put where mail systems write ASCII.
//!
//! In the header of an honest mail they are the writer's own; there only a quoted parameter
//! (`boundary=“x”`) is mended.

use super::draft::Draft;
use super::lines::{Lines, field_name};
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::span::Span;
use memchr::memchr;

/// Fields whose values are words of people.
const WORDS: [&str; 9] =
    ["Subject", "From", "To", "Cc", "Sender", "Reply-To", "Comments", "Keywords", "Thread-Topic"];

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    // Notices hold addresses; a letter without one needs nothing.
    // All of these characters begin with this byte.
    let begun = memchr(0xe2, text.as_bytes()).is_some();
    if !begun || !text.contains('@') || !text.contains(|c| plain(c).is_some()) {
        return None;
    }
    let scope = draft.scope();
    let mut rewrite = Rewrite::new(text, map);
    let mut spared = false;
    for line in Lines::new(text, scope.span) {
        let words = line.span.of(text);
        if !words.starts_with([' ', '\t']) {
            spared = field_name(words)
                .is_some_and(|name| WORDS.iter().any(|known| known.eq_ignore_ascii_case(name)));
        }
        if spared {
            continue;
        }
        let mut before = ' ';
        let mut parameter = false;
        for (at, c) in words.char_indices() {
            if let Some(ascii) = plain(c) {
                let quote = matches!(c, '“' | '”' | '„' | '‟');
                let opens = quote && before == '=';
                if !scope.mail || opens || (quote && parameter) {
                    let start = line.span.start + at;
                    rewrite.replace(Span::new(start, start + c.len_utf8()), ascii);
                }
                parameter = opens;
            }
            before = c;
        }
    }
    rewrite.done(RepairKind::Smart)
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '“' | '”' | '„' | '‟' => "\"",
        '‘' | '’' | '‚' | '‛' => "'",
        '–' | '‐' | '‑' | '−' => "-",
        '—' | '―' => "--",
        _ => return None,
    })
}
