//! What filters wrote into the mail, as values that the page puts into words.

mod conclusion;
mod forefront;
mod gateway;
mod outlook;
mod plain;
mod results;
mod rspamd;
mod scored;
mod table;
mod vade;

use super::authentication::Results;
use super::boundary::{Author, Boundary};
use crate::arg::Arg;
use crate::bytes::holds;
use crate::message::{Field, Message};
use crate::span::Span;
pub use table::Basis;
use table::VendorField;

/// One verdict of one filter.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The filter: a locale key below `filter.` (`microsoft`, `spamassassin`, `rspamd` …).
    pub filter: &'static str,
    /// The verdict: a locale key below `filter.value.` (`scl-spam`, `sfv-spm`, `score` …).
    pub id: &'static str,
    /// The byte range of the verdict.
    pub span: Span,
    /// The values in its words.
    pub args: Vec<(&'static str, Arg)>,
    /// Whether it says spam, or worse.
    pub spam: bool,
    /// Who wrote the field.
    pub author: Author,
    /// How its meaning is known.
    pub basis: Basis,
    /// Whether it is the opinion of a server before the one that stamped the field.
    pub previous: bool,
    /// The tests that matched, if the filter names them.
    pub tests: Vec<Test>,
}

/// One test that a filter names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The byte range of its name.
    pub name: Span,
    /// The byte range of its points, if the filter tells them.
    pub points: Option<Span>,
}

/// The largest number of verdicts that are kept; a header with more was not written by filters.
const MAX_VERDICTS: usize = 100;

/// The largest number of sealed fields that are listed for one filter.
const MAX_SEALED: usize = 20;

/// The number of bytes of a value that are shown.
const MAX_TEXT: usize = 200;

/// The largest number of parts of one value that are read.
const MAX_PARTS: usize = 1000;

/// The largest number of names of tests that are shown.
const MAX_TESTS: usize = 60;

/// Reads the verdicts of all filters, in the order of the text. `results` are the message's
/// Authentication-Results fields.
pub fn verdicts(message: &Message<'_>, boundary: &Boundary, results: &[Results]) -> Vec<Verdict> {
    // The milter of rspamd writes SpamAssassin's field names as well.
    let rspamd = ["x-spamd-result", "x-rspamd-server", "x-rspamd-queue-id", "x-rspamd-action"]
        .into_iter()
        .any(|name| message.has(name));
    let mut out = Out::new(if rspamd { "rspamd" } else { "spamassassin" });
    for field in message.fields() {
        let Some((row, previous)) = find(field.lower) else { continue };
        out.author = boundary.author(field.index);
        out.begin(row);
        if previous {
            out.came_along();
        }
        if row.how == "results" {
            if let Ok(at) = results.binary_search_by_key(&field.index, |results| results.field)
                && let Some(results) = results.get(at)
            {
                results::add_verdicts(results, field.text, &mut out);
            }
        } else {
            read_value(row, field, &mut out);
        }
        if out.verdicts.len() >= MAX_VERDICTS {
            break;
        }
    }
    conclusion::draw(&mut out);
    out.verdicts.truncate(MAX_VERDICTS);
    out.verdicts
}

/// Returns the row of a field, and whether its name says that it holds the opinion of the server
/// before.
fn find(name: &str) -> Option<(&'static VendorField, bool)> {
    if let Some(row) = table::row(name) {
        let kept = name.starts_with("x-ms-") && holds(name, "-original-");
        return Some((row, kept || row.first == "old-results"));
    }
    if let Some(rest) = name.strip_prefix("x-spam-prev-") {
        let mut own = String::from("x-spam-");
        own.push_str(rest);
        return table::row(&own).map(|row| (row, true));
    }
    if let Some(own) = name.strip_suffix("-untrusted").or_else(|| name.strip_suffix("-original")) {
        return table::row(own).map(|row| (row, true));
    }
    plain::mailscanner_row(name).map(|row| (row, false))
}

/// Reads the value in the way that the row names. Returns `false` if there is no such way.
fn read_value(row: &VendorField, field: Field<'_>, out: &mut Out) -> bool {
    match row.how {
        "as" | "as!" => plain::whole(row, field, out),
        "atp" => outlook::attachments(field, out),
        "cause" => vade::cause(field, out),
        "custom" => plain::map(row, "custom-spam", true, field, out),
        "delivery" => outlook::delivery(field, out),
        "evidence" => gateway::evidence(field, out),
        "expurgate" => gateway::expurgate(field, out),
        "feedback" => plain::feedback(field, out),
        "flag" => plain::flag(field, out),
        "forefront" => forefront::report(field, out),
        "hits" | "report" => scored::report(field, out),
        "level" => plain::level(field, out),
        "levels" => forefront::levels(field, out),
        "mailbox" => outlook::mailbox(field, out),
        "mailscanner" => gateway::mailscanner(field, out),
        "map" => plain::map(row, "said", false, field, out),
        "order" => out.add("order-sealed", false, field.value(), vec![]),
        "pcl" => forefront::phish_level(field.value_text(), field.value(), out),
        "perlmx" => gateway::probability(field, out),
        "pre-result" => rspamd::before(field, out),
        "proofpoint" => gateway::proofpoint(field, out),
        "reputation" => plain::reputation("-10", "10", field, out),
        "rspamd" => rspamd::result(field, out),
        "scl" => forefront::spam_level(field.value_text(), field.value(), out),
        "score" => plain::score(row, field, out),
        "sealed" => out.seal(field),
        "status" => scored::status(field, out),
        "tenths" => plain::tenths(field, out),
        "trend" => gateway::trend(field, out),
        "trust" => plain::reputation("0", "1000", field, out),
        "word" => plain::word(row, field, out),
        _ => return false,
    }
    true
}

/// Collects the verdicts of the field at hand.
struct Out {
    verdicts: Vec<Verdict>,
    filter: &'static str,
    basis: Basis,
    author: Author,
    previous: bool,
    /// The filter whose names they are that `SpamAssassin` and rspamd share.
    shared: &'static str,
}

impl Out {
    fn new(shared: &'static str) -> Self {
        Self {
            verdicts: Vec::new(),
            filter: "",
            basis: Basis::Named,
            author: Author::default(),
            previous: false,
            shared,
        }
    }

    fn begin(&mut self, row: &VendorField) {
        self.filter = if row.filter == "shared" { self.shared } else { row.filter };
        self.basis = row.basis;
        self.previous = false;
    }

    /// Marks what follows as the opinion of the server before: it is no longer the receiver's, who
    /// at most has kept it.
    fn came_along(&mut self) {
        self.previous = true;
        self.author = self.author.max(Author::Relay);
    }

    fn add(&mut self, id: &'static str, spam: bool, place: Span, args: Vec<(&'static str, Arg)>) {
        self.verdicts.push(Verdict {
            filter: self.filter,
            id,
            span: place,
            args,
            spam,
            author: self.author,
            basis: self.basis,
            previous: self.previous,
            tests: Vec::new(),
        });
    }

    /// Adds what is known on another basis than the rest of the field.
    fn on(&mut self, basis: Basis, add: &dyn Fn(&mut Self)) {
        let own = std::mem::replace(&mut self.basis, basis);
        add(self);
        self.basis = own;
    }

    /// Names a field that only its vendor can read; all of one filter and author share a verdict.
    fn seal(&mut self, field: Field<'_>) {
        let name = Arg::Field(field.name().to_owned());
        let open = self.verdicts.iter_mut().find(|verdict| {
            verdict.id == "sealed"
                && verdict.filter == self.filter
                && verdict.author == self.author
                && verdict.previous == self.previous
        });
        match open.and_then(|verdict| verdict.args.first_mut()) {
            Some((_, Arg::List(names))) => {
                if names.len() < MAX_SEALED && !names.contains(&name) {
                    names.push(name);
                }
            }
            _ => self.add("sealed", false, field.value(), vec![("fields", Arg::List(vec![name]))]),
        }
    }
}

/// Returns a value of the message on one line, cut if it is long.
fn text(value: &str) -> Arg {
    let value = value.get(..value.floor_char_boundary(MAX_TEXT)).unwrap_or(value);
    let mut out = String::with_capacity(value.len());
    for word in value.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Arg::Text(out)
}

/// Returns a value with the ends of its scale.
fn scale(value: &str, least: &str, most: &str) -> Vec<(&'static str, Arg)> {
    vec![("value", text(value)), ("least", text(least)), ("most", text(most))]
}

/// Returns the parts of a range between ASCII separators, without the white space around them, and
/// no more of them than a filter would write.
fn parts(text: &str, range: Span, separates: &dyn Fn(char) -> bool) -> Vec<Span> {
    let mut at = range.start;
    let parts = range.of(text).split(separates).take(MAX_PARTS).map(|part| {
        let span = Span::new(at, at + part.len());
        // Separators are ASCII.
        at = span.end + 1;
        span.trim(text)
    });
    parts.collect()
}

/// Returns the parts of a field's value between semicolons.
fn pieces(field: Field<'_>) -> std::vec::IntoIter<(Span, &str)> {
    let parts = parts(field.text, field.value(), &|c| c == ';').into_iter();
    parts.map(|span| (span, span.of(field.text))).collect::<Vec<_>>().into_iter()
}

/// Returns the byte offset after the first `key` in a value; `key` is in lower case and matches any
/// case.
fn end_of(value: &str, key: &str) -> Option<usize> {
    value.to_ascii_lowercase().find(key).map(|at| at + key.len())
}

/// Returns what follows the first `key` in a value, in the same way.
fn after<'m>(value: &'m str, key: &str) -> Option<&'m str> {
    value.get(end_of(value, key)?..)
}

/// Returns the number at the front of a value, which has digits, a sign and a point only.
fn number(value: &str) -> Option<&str> {
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '+' | '.')))
        .unwrap_or(value.len());
    let number = value.get(..end)?.trim_end_matches('.');
    thousandths(number).map(|_| number)
}

/// Returns `true` if the first number is at least the second.
fn reaches(score: &str, limit: &str) -> bool {
    thousandths(score).is_some_and(|score| thousandths(limit).is_some_and(|limit| score >= limit))
}

/// Parses a decimal number into thousandths: the parser of floating-point numbers would add 15 KB.
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
