//! Quote marks in front of (nearly) all lines: `> `, `>`, `| `, also nested.

use super::draft::Draft;
use super::lines::{Lines, is_blank};
use super::{Builder, Repair, RepairKind, Undone};
use crate::span::Span;
use memchr::memchr2_iter;

/// Marks nested deeper than this are taken for text.
const DEEPEST: usize = 16;

/// Of ten lines that are not blank, so many must be quoted.
const OF_TEN: usize = 8;

/// The quote marks in front of a line.
struct Marks {
    // Where the mark of each level ends, relative to the line.
    ends: [usize; DEEPEST],
    depth: usize,
}

impl Marks {
    fn of(line: &str) -> Self {
        let mut marks = Self { ends: [0; DEEPEST], depth: 0 };
        let bytes = line.as_bytes();
        let mut at = 0;
        for end in &mut marks.ends {
            // One blank may stand before a mark, as in `> > `.
            let mark = at + usize::from(bytes.get(at) == Some(&b' '));
            if !matches!(bytes.get(mark), Some(b'>' | b'|')) {
                break;
            }
            at = mark + 1;
            *end = at;
            marks.depth += 1;
        }
        marks
    }

    fn end(&self, depth: usize) -> usize {
        depth.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0)
    }
}

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let marked = |at| {
        let start = text.as_bytes().get(..at).unwrap_or_default();
        let start = start.strip_suffix(b" ").unwrap_or(start);
        matches!(start, [] | [.., b'\r' | b'\n'])
    };
    // Few texts hold a mark at the start of a line.
    if !memchr2_iter(b'>', b'|', text.as_bytes()).any(marked) {
        return None;
    }
    let all = Span::new(0, text.len());
    let (mut lines, mut quoted, mut depth) = (0, 0, DEEPEST);
    for line in Lines::new(text, all).map(|line| line.span.of(text)) {
        if is_blank(line) {
            continue;
        }
        lines += 1;
        let marks = Marks::of(line);
        if marks.depth > 0 {
            quoted += 1;
            if line.len() > marks.end(marks.depth) {
                depth = depth.min(marks.depth);
            }
        }
    }
    if quoted == 0 || quoted * 10 < lines * OF_TEN {
        return None;
    }
    // `>Name: body` and `> continuation`: there the blank belongs to the folding.
    let blank_after = Lines::new(text, all).map(|line| line.span.of(text)).all(|line| {
        let marks = Marks::of(line);
        let rest = line.get(marks.end(depth.min(marks.depth))..).unwrap_or("");
        marks.depth == 0 || rest.is_empty() || rest.starts_with([' ', '\t'])
    });
    let mut builder = Builder::new(text, map);
    let mut first = None;
    for line in Lines::new(text, all) {
        let body = line.span.of(text);
        let marks = Marks::of(body);
        let mut cut = marks.end(depth.min(marks.depth));
        if cut > 0 {
            if blank_after && body.get(cut..).is_some_and(|rest| rest.starts_with(' ')) {
                cut += 1;
            }
            first.get_or_insert(Span::new(line.span.start, line.span.start + cut));
        }
        builder.copy(Span::new(line.span.start + cut, line.next));
    }
    let repair = Repair::new(RepairKind::QuoteMarks, quoted, map.span(first?));
    Some(Undone::rewritten(builder, repair))
}
