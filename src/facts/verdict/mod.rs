//! What filters wrote into the mail, in values that the page puts into words.

mod microsoft;
mod scored;
mod worded;

use super::boundary::{Author, Boundary};
use crate::message::{Field, Message};
use crate::rule::Arg;
use crate::span::Span;

/// One verdict of one filter.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Locale key below `filter.`: `microsoft`, `spamassassin`, `rspamd` …
    pub filter: &'static str,
    /// Locale key below `filter.value.`: `scl`, `bcl`, `sfv-spm`, `score` …
    pub id: &'static str,
    /// Where.
    pub span: Span,
    /// Values for the words.
    pub args: Vec<(&'static str, Arg)>,
    /// Whether it says spam (or worse).
    pub spam: bool,
    /// Who wrote it.
    pub author: Author,
}

/// Verdicts that are kept; a header with more was not written by filters.
const MAX_VERDICTS: usize = 100;

/// Reads the verdicts of all filters: composite authentication, then in the order of the text.
pub fn read(message: &Message<'_>, boundary: &Boundary) -> Vec<Verdict> {
    let mut out = Out { verdicts: Vec::new(), author: Author::default() };
    // Its milter writes SpamAssassin's field names as well.
    let rspamd = ["x-spamd-result", "x-rspamd-server", "x-rspamd-queue-id", "x-rspamd-action"]
        .into_iter()
        .any(|name| message.has(name));
    for field in message.all("authentication-results").take(MAX_VERDICTS) {
        out.author = boundary.author(field.index);
        microsoft::composite(field, &mut out);
    }
    for field in message.fields() {
        let name = field.name();
        if !name.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("x-")) {
            continue;
        }
        out.author = boundary.author(field.index);
        let name = name.to_ascii_lowercase();
        if !microsoft::read(&name, field, &mut out) && !scored::read(&name, field, rspamd, &mut out)
        {
            worded::read(&name, field, &mut out);
        }
        if out.verdicts.len() >= MAX_VERDICTS {
            out.verdicts.truncate(MAX_VERDICTS);
            break;
        }
    }
    out.verdicts
}

/// Collects the verdicts of the field in hand.
struct Out {
    verdicts: Vec<Verdict>,
    author: Author,
}

impl Out {
    fn add(
        &mut self,
        filter: &'static str,
        id: &'static str,
        spam: bool,
        place: Span,
        args: Vec<(&'static str, Arg)>,
    ) {
        self.verdicts.push(Verdict { filter, id, span: place, args, spam, author: self.author });
    }
}

fn text(value: &str) -> Arg {
    Arg::Text(value.to_owned())
}

/// The `;`-parted pieces of a value with their places, white space around left out.
fn pieces(field: Field<'_>) -> std::vec::IntoIter<(Span, &str)> {
    let body = field.value();
    let mut at = body.start;
    let pieces = body.of(field.text).split(';').map(|piece| {
        let span = Span::new(at, at + piece.len()).trim(field.text);
        at += piece.len() + 1;
        (span, span.of(field.text))
    });
    pieces.collect::<Vec<_>>().into_iter()
}

/// The number at the front of a value: digits, sign and point only.
fn number(value: &str) -> Option<&str> {
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '+' | '.')))
        .unwrap_or(value.len());
    let number = value.get(..end)?.trim_end_matches('.');
    thousandths(number).map(|_| number)
}

/// Whether the first number is at least the second.
fn reaches(score: &str, limit: &str) -> bool {
    thousandths(score).is_some_and(|score| thousandths(limit).is_some_and(|limit| score >= limit))
}

/// A decimal number of scores, in thousandths: the readers of floating point numbers bring 15 KB.
fn thousandths(number: &str) -> Option<i64> {
    let (negative, digits) = match number.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = || whole.bytes().chain(part.bytes());
    if all().next().is_none() || !all().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits = whole.bytes().chain(part.bytes().chain([b'0'; 3]).take(3));
    let value = digits.fold(0i64, |value, digit| {
        value.saturating_mul(10).saturating_add(i64::from(digit - b'0'))
    });
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests;
