//! `SpamAssassin` and filters that write the like: points, a limit, names of tests.

use super::{MAX_TESTS, Out, Test, after, end_of, number, parts, text};
use crate::arg::Arg;
use crate::message::Field;
use crate::span::Span;

/// Reads `Yes, score=7.1 required=5.0 tests=A,B autolearn=…`, or Barracuda's `No, SCORE=…
/// KILL_LEVEL=…`.
pub(super) fn status(field: Field<'_>, out: &mut Out) {
    let value = field.value_text();
    let word = value.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let spam = word.eq_ignore_ascii_case("yes");
    if !spam && !word.eq_ignore_ascii_case("no") {
        return;
    }
    let score = after(value, "score=").or_else(|| after(value, "hits=")).and_then(number);
    let required = after(value, "required=").or_else(|| after(value, "kill_level="));
    let (Some(score), Some(required)) = (score, required.and_then(number)) else {
        out.add(if spam { "flag-yes" } else { "flag-no" }, spam, field.value(), vec![]);
        return;
    };
    let args = vec![("score", text(score)), ("required", text(required))];
    let start = field.value().start;
    let list = end_of(value, "tests=").map(|at| Span::new(start + at, field.value().end));
    let tests = list.map(|list| listed(field.text, list)).unwrap_or_default();
    let id = match (spam, tests.is_empty()) {
        (true, true) => "status-spam",
        (true, false) => "status-spam-tests",
        (false, true) => "status-ham",
        (false, false) => "status-ham-tests",
    };
    // The span covers the answer with its numbers; the tests have spans of their own.
    let limit = ["required=", "kill_level="].into_iter().find_map(|key| end_of(value, key));
    let end = limit.map_or(field.value().end, |at| start + at + required.len());
    tested(id, spam, Span::new(start, end), field.text, args, tests, out);
}

/// Adds a verdict with its tests.
pub(super) fn tested(
    id: &'static str,
    spam: bool,
    place: Span,
    all: &str,
    mut args: Vec<(&'static str, Arg)>,
    tests: Vec<Test>,
    out: &mut Out,
) {
    if !tests.is_empty() {
        let names = tests.iter().map(|test| text(test.name.of(all)));
        args.push(("tests", Arg::List(names.collect())));
    }
    out.add(id, spam, place, args);
    if let Some(verdict) = out.verdicts.last_mut() {
        verdict.tests = tests;
    }
}

/// Reads `A,B,\n C autolearn=…` or `[A=1.2, B=-1]`: names up to a word without a comma or, outside
/// brackets, one with a `=`.
fn listed(text: &str, list: Span) -> Vec<Test> {
    let list = list.trim(text);
    let inside = list.of(text).strip_prefix('[').and_then(|rest| rest.split(']').next());
    let (list, bracketed) = match inside {
        Some(inside) => (Span::new(list.start + 1, list.start + 1 + inside.len()), true),
        None => (list, false),
    };
    let mut tests = Vec::new();
    for part in parts(text, list, &|c| c == ',') {
        let piece = part.of(text);
        let word = piece.split_ascii_whitespace().next().unwrap_or_default();
        let name = if bracketed { word.split('=').next().unwrap_or(word) } else { word };
        if name.is_empty() {
            continue;
        }
        if name.contains('=') || name.eq_ignore_ascii_case("none") || tests.len() == MAX_TESTS {
            break;
        }
        let end = part.start + name.len();
        let points = word.get(name.len() + 1..).and_then(number);
        tests.push(Test {
            name: Span::new(part.start, end),
            points: points.map(|points| Span::new(end + 1, end + 1 + points.len())),
        });
        if !bracketed && piece.len() > word.len() {
            break;
        }
    }
    tests
}

/// Reads numbers beside names: `*  1.5 NAME text`, Barracuda's table, or Fastmail's `NAME 1.5, NAME
/// -0.1`.
pub(super) fn report(field: Field<'_>, out: &mut Out) {
    let words = parts(field.text, field.value(), &|c| c.is_ascii_whitespace() || c == ',');
    let mut tests: Vec<Test> = Vec::new();
    let mut before: Option<Span> = None;
    let mut points: Option<Span> = None;
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        let value = word.of(field.text);
        if number(value).is_some_and(|number| number.len() == value.len()) {
            // A number after a name belongs to it, if none stood before.
            match tests.last_mut().filter(|test| before == Some(test.name) && test.points.is_none())
            {
                Some(test) => test.points = Some(word),
                None => points = Some(word),
            }
        } else if is_name(value) && tests.len() < MAX_TESTS {
            // In the long report only what has points is a name; elsewhere it may be prose.
            if points.is_some() || out.filter == "fastmail" {
                tests.push(Test { name: word, points: points.take() });
            }
        } else {
            points = None;
        }
        before = Some(word);
    }
    if !tests.is_empty() {
        tested("tests", false, field.value(), field.text, vec![], tests, out);
    }
}

/// Returns `true` if a word looks like the name of a test.
fn is_name(word: &str) -> bool {
    word.len() > 2
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && word.bytes().any(|b| b.is_ascii_uppercase())
}
