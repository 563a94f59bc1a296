//! Names and values copied out of a table: `Subject⇥value`, or the name on a line of its own.

use super::draft::Draft;
use super::lines::{Lines, is_blank};
use super::recognise::known;
use super::rewrite::Rewrite;
use super::{Map, RepairKind, Undone};
use crate::span::Span;

/// Rows with a well-known name, at least.
const FEWEST: usize = 3;

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    // One field with its value, and there is no table.
    let field = |line: Span| {
        line.of(text)
            .split_once(':')
            .is_some_and(|(name, value)| known(name).is_some() && !is_blank(value))
    };
    if lines(text).any(field) {
        return None;
    }
    rows(text, map).or_else(|| pairs(text, map))
}

fn lines(text: &str) -> impl Iterator<Item = Span> {
    Lines::new(text, Span::new(0, text.len())).map(|line| line.span)
}

/// `name⇥value`.
fn rows(text: &str, map: &Map) -> Option<Undone> {
    if !text.contains('\t') {
        return None;
    }
    let name = |line: Span| {
        let (name, value) = line.of(text).split_once('\t')?;
        let fits = is_name(name.trim_end()) && !value.trim().is_empty();
        fits.then_some(name)
    };
    let told = lines(text).filter_map(name).filter(|name| known(name.trim_end()).is_some());
    if told.take(FEWEST).count() < FEWEST {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    for line in lines(text) {
        let Some(name) = name(line) else { continue };
        let rest = line.of(text).get(name.len()..).unwrap_or("");
        let gap = rest.len() - rest.trim_start_matches(['\t', ' ']).len();
        let start = line.start + name.trim_end().len();
        rewrite.replace(Span::new(start, line.start + name.len() + gap), ": ");
    }
    rewrite.done(RepairKind::Table)
}

/// The name on one line, the value on the next.
fn pairs(text: &str, map: &Map) -> Option<Undone> {
    let found = || {
        let mut above: Option<Span> = None;
        lines(text).filter_map(move |line| {
            let words = line.of(text).trim();
            let name = words.strip_suffix(':').unwrap_or(words);
            let is_name = known(name).is_some();
            let pair = above
                .filter(|_| !is_name && !is_blank(words) && !line.of(text).starts_with([' ', '\t']))
                .map(|name| (name, line));
            above = is_name.then_some(line);
            pair
        })
    };
    if found().take(FEWEST).count() < FEWEST {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    for (name, value) in found() {
        let end = name.trim(text).end - usize::from(name.of(text).trim_end().ends_with(':'));
        rewrite.replace(Span::new(end, value.trim(text).start), ": ");
    }
    rewrite.done(RepairKind::Table)
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        && (known(name).is_some() || name.contains('-') || name.len() < 20)
}
