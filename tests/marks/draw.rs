//! Draws a text with its marks as plain lines: below the marked text are `^` (the first place of a
//! finding), `-` (its further places) or a label.

use headerlint::span::Span;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// The columns that stay around the ends of a mark in a truncated line.
const AROUND: usize = 40;
/// The columns up to which a line is not truncated.
const WIDE: usize = 160;
/// The lines of a text up to which those without a mark are drawn too.
const SHORT: usize = 9;

/// One place in the text, and what it is.
#[derive(Clone)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    /// The character with which the place is drawn.
    pub(crate) sign: char,
    /// What the place is; empty beside a heading that says so.
    pub(crate) label: String,
}

impl Mark {
    pub(crate) fn new(span: Span, label: impl Into<String>) -> Self {
        Self { span, sign: '^', label: label.into() }
    }
}

/// Draws all marks; several without a label share a line if they do not overlap. Of a long text,
/// only the lines with marks are drawn.
///
/// # Panics
///
/// Panics if a mark does not lie in the text.
pub(crate) fn draw(text: &str, marks: &[Mark]) -> String {
    lines(text, marks, SHORT)
}

/// Draws all marks, and no line without one.
pub(crate) fn draw_marked(text: &str, marks: &[Mark]) -> String {
    lines(text, marks, 0)
}

fn lines(text: &str, marks: &[Mark], short: usize) -> String {
    for Mark { span, label, .. } in marks {
        let sound = span.start <= span.end && text.get(span.start..span.end).is_some();
        assert!(sound, "{label}: {span:?} cannot be cut out of {text:?}");
    }
    let mut out = String::new();
    let (mut start, mut left_out) = (0, false);
    let all: Vec<&str> = text.split_inclusive('\n').collect();
    for (number, line) in all.iter().enumerate() {
        let last = number + 1 == all.len();
        let place = Span::new(start, start + line.len());
        start = place.end;
        let rows = rows(place, last, marks);
        if rows.is_empty() && all.len() > short {
            left_out = true;
            continue;
        }
        if std::mem::take(&mut left_out) {
            out.push_str("     …\n");
        }
        let cells = Cells::new(line, place, &rows);
        let _ = writeln!(out, "{:>4} | {}", number + 1, cells.text());
        for row in &rows {
            let _ = writeln!(out, "     | {}", cells.underline(row));
        }
    }
    if left_out {
        out.push_str("     …\n");
    }
    out
}

/// Returns the marks of one line, grouped by the row below it in which they are drawn.
fn rows(line: Span, last: bool, marks: &[Mark]) -> Vec<Vec<&Mark>> {
    let touches = |span: Span| {
        let begins = line.start <= span.start && (span.start < line.end || last);
        begins || (span.start < line.start && line.start < span.end)
    };
    let apart = |a: Span, b: Span| a.end < b.start || b.end < a.start;
    let mut rows: Vec<Vec<&Mark>> = Vec::new();
    for mark in marks.iter().filter(|mark| touches(mark.span)) {
        let row = rows.iter_mut().find(|row| {
            row.iter().all(|other| {
                mark.label.is_empty() && other.label.is_empty() && apart(mark.span, other.span)
            })
        });
        match row {
            Some(row) => row.push(mark),
            None => rows.push(vec![mark]),
        }
    }
    rows
}

/// A line as it is drawn, character by character.
struct Cells {
    /// Where each character begins in the text, and what is drawn for it.
    cells: Vec<(usize, String)>,
    end: usize,
}

impl Cells {
    fn new(line: &str, place: Span, rows: &[Vec<&Mark>]) -> Self {
        let mut cells = Vec::new();
        let (mut column, mut ends) = (0, vec![0]);
        for (at, c) in line.char_indices() {
            let at = place.start + at;
            let shown = shown(c);
            let is_end = |m: &&&Mark| m.span.start == at || m.span.end == at;
            if rows.iter().flatten().any(|mark| is_end(&mark)) {
                ends.push(column);
            }
            let wide = width(&shown);
            cells.push((at, column, shown));
            column += wide;
        }
        ends.push(column);
        let near = |at: usize| ends.iter().any(|end| at.abs_diff(*end) <= AROUND);
        let mut kept: Vec<(usize, String)> = Vec::new();
        let mut cut = false;
        for (at, column_of, shown) in cells {
            if column <= WIDE || near(column_of) {
                kept.push((at, shown));
                cut = false;
            } else if !std::mem::replace(&mut cut, true) {
                kept.push((at, "…".to_owned()));
            }
        }
        Self { cells: kept, end: place.end }
    }

    fn text(&self) -> String {
        let text: String = self.cells.iter().map(|(_, shown)| shown.as_str()).collect();
        text.trim_end_matches('⏎').to_owned()
    }

    fn underline(&self, marks: &[&Mark]) -> String {
        let mut out = String::new();
        let bounds = self.cells.iter().map(|(at, _)| *at).skip(1).chain([self.end]);
        for ((at, shown), next) in self.cells.iter().zip(bounds) {
            let inside = |mark: &&&Mark| {
                let span = mark.span;
                span.start < next && *at < span.end || span.is_empty() && span.start == *at
            };
            let sign = match marks.iter().find(inside) {
                Some(mark) if mark.span.is_empty() => '|',
                Some(mark) => mark.sign,
                None => ' ',
            };
            out.extend(std::iter::repeat_n(sign, width(shown)));
        }
        if let Some(mark) = marks.iter().find(|mark| mark.span == Span::empty(self.end)) {
            out.push(if mark.span.is_empty() { '|' } else { mark.sign });
        }
        let labels: Vec<_> = marks.iter().map(|mark| mark.label.as_str()).collect();
        format!("{} {}", out.trim_end(), labels.join(" ")).trim_end().to_owned()
    }
}

/// Returns what stands for a character: itself, or a name if it is invisible.
fn shown(c: char) -> String {
    match c {
        '\n' => "⏎".to_owned(),
        '\r' => "␍".to_owned(),
        '\t' => "⇥".to_owned(),
        ' '..='~' => c.to_string(),
        _ if c.is_control() || c.width().is_none_or(|width| width == 0) => {
            format!("\\u{{{:x}}}", u32::from(c))
        }
        '\u{a0}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{3000}' => {
            format!("\\u{{{:x}}}", u32::from(c))
        }
        _ => c.to_string(),
    }
}

fn width(shown: &str) -> usize {
    shown.chars().map(|c| c.width().unwrap_or(1)).sum()
}
