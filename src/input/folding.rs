//! Header fields that were wrapped without the indentation that makes a line a continuation.
//!
//! A wrapped text has a width: no line is longer unless it is one word, and each line that was
//! broken would have been longer with the next word on it. A stray line that fits this was
//! wrapped; a header with one that does not is left alone, for then the sender wrote it so.

use super::draft::Draft;
use super::lines::{Lines, field_name, is_blank};
use super::recognise::known;
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::span::Span;

/// Widths that programs wrap at.
const NARROWEST: usize = 40;
const WIDEST: usize = 130;

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let mut strays = false;
    walk(text, &mut |_| strays = true);
    if !strays {
        return None;
    }
    let (width, mut fits) = (width(text)?, true);
    walk(text, &mut |stray| fits &= stray.fits(text, width));
    if !fits {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    walk(text, &mut |stray| rewrite.replace(Span::empty(stray.span.start), " "));
    rewrite.done(RepairKind::Folding)
}

/// A line among header fields that is neither a field nor a continuation, and the one above it.
struct Stray {
    above: Span,
    span: Span,
}

impl Stray {
    fn fits(&self, text: &str, width: usize) -> bool {
        let words = self.span.of(text);
        let first = words.split([' ', '\t']).next().map_or(0, |word| word.chars().count());
        self.above.of(text).chars().count() + 1 + first > width
    }
}

/// The longest line that is more than one word behind its field name.
fn width(text: &str) -> Option<usize> {
    let mut width = 0;
    for line in Lines::new(text, Span::new(0, text.len())) {
        let words = line.span.of(text).trim();
        if words.len() > width && words.contains([' ', '\t']) {
            let length = words.chars().count();
            // `Name: word` may be as long as the word.
            let alone = field_name(words).is_some() && words.split([' ', '\t']).count() <= 2;
            if !alone {
                width = width.max(length);
            }
            if width > WIDEST {
                return None;
            }
        }
    }
    (width >= NARROWEST).then_some(width)
}

/// Visits the stray lines. Fields are fields from a blank line on, where the first of them is surely
/// one.
fn walk(text: &str, visit: &mut dyn FnMut(Stray)) {
    let mut above: Option<Span> = None;
    let mut fields = false;
    for line in Lines::new(text, Span::new(0, text.len())) {
        let words = line.span.of(text);
        if is_blank(words) || words.starts_with("--") {
            above = None;
            continue;
        }
        let name = field(words);
        match above {
            None => fields = name.is_some_and(|name| name.contains('-') || known(name).is_some()),
            Some(above) if fields && name.is_none() && !words.starts_with([' ', '\t']) => {
                visit(Stray { above, span: line.span });
            }
            Some(_) => {}
        }
        // The line of an mbox stands above fields.
        above = Some(line.span).filter(|_| !words.starts_with("From "));
    }
}

/// A name of letters, digits and hyphens that begins with a letter, and no address of a page.
fn field(words: &str) -> Option<&str> {
    field_name(words).filter(|name| {
        let rest = words.get(name.len()..).map_or("", |rest| rest.trim_start_matches([' ', '\t']));
        let rest = rest.strip_prefix(':').unwrap_or_default();
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            && !rest.starts_with("//")
    })
}
