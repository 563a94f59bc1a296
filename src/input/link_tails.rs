//! What Outlook writes behind an address or host when it turns HTML into text:
//! `a@example.org<mailto:a@example.org>`, `[mailto:a@example.org]`, `example.org<http://example.org/>`.

use super::draft::Draft;
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::bytes::{before_either, begins, holds};
use crate::span::Span;
use memchr::memmem;

/// Bytes that a link takes at most.
const LONGEST: usize = 600;

const LINKS: [(&str, char); 4] =
    [("<mailto:", '>'), ("[mailto:", ']'), ("<http://", '>'), ("<https://", '>')];

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    if memmem::find(text.as_bytes(), b"mailto:").is_none() && !holds(text, "<http") {
        return None;
    }
    let scope = draft.scope().span;
    let mut rewrite = Rewrite::new(text, map);
    let mut free = scope.start;
    let mut at = scope.start;
    while at < scope.end {
        let open = at + before_either(Span::new(at, scope.end).of(text).as_bytes(), b'<', b'[');
        at = open + 1;
        let rest = Span::new(open, scope.end).of(text);
        let link = LINKS.iter().find(|(head, _)| begins(rest, head));
        let Some((head, close)) = link.filter(|_| open >= free) else { continue };
        let near = rest.get(head.len()..rest.floor_char_boundary(LONGEST)).unwrap_or("");
        let Some(length) = near.find([*close, '\n', '\r', ' ']) else { continue };
        if !near.get(length..).is_some_and(|rest| rest.starts_with(*close)) {
            continue;
        }
        let target = near.get(..length).unwrap_or("");
        let end = open + head.len() + length + close.len_utf8();
        let shown = target.split(['?', '/']).next().unwrap_or("");
        let before = Span::new(free, open).of(text);
        let said = before.trim_end_matches([' ', '<']);
        let same = said.len() >= shown.len()
            && said.len() + 2 >= before.len()
            && said
                .get(said.len() - shown.len()..)
                .is_some_and(|said| said.eq_ignore_ascii_case(shown));
        if same && !shown.is_empty() {
            rewrite.replace(Span::new(free + said.len(), end), closing(before, text, end));
            free = end;
        } else if *close == ']' && target.contains('@') {
            rewrite.replace(Span::new(open, open + head.len()), "<");
            rewrite.also(Span::new(end - 1, end), ">");
            free = end;
        }
    }
    rewrite.done(RepairKind::LinkTails)
}

/// Keeps the blank between words where the tail stood between them.
fn closing(before: &str, text: &str, end: usize) -> &'static str {
    let blank = before.ends_with(' ');
    let word = text
        .get(end..)
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || !c.is_ascii()));
    if blank && word { " " } else { "" }
}
