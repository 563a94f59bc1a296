//! What providers write into Authentication-Results beyond the results: Microsoft's composite
//! result and its action, what Gmail did, and Fastmail's filter.

use super::{Basis, Out, text};
use crate::facts::authentication::Results;
use crate::facts::boundary::Author;
use crate::span::Span;
use crate::syntax::auth_results::MethodResult;

/// The codes of `compauth`, how they are known, and the id of the verdict. A code has three digits,
/// or only the first one of a family.
const COMPAUTH: &[(&str, Basis, &str)] = &[
    ("000", Basis::Documented, "compauth-000"),
    ("001", Basis::Documented, "compauth-001"),
    ("002", Basis::Documented, "compauth-002"),
    ("010", Basis::Documented, "compauth-010"),
    ("100", Basis::Observed(783), "compauth-100"),
    ("105", Basis::Observed(154), "compauth-105"),
    ("109", Basis::Observed(593), "compauth-109"),
    ("111", Basis::Observed(77), "compauth-111"),
    ("116", Basis::Documented, "compauth-116"),
    ("130", Basis::Documented, "compauth-130"),
    ("1", Basis::Documented, "compauth-passed"),
    ("2", Basis::Documented, "compauth-soft"),
    ("3", Basis::Documented, "compauth-unchecked"),
    ("4", Basis::Documented, "compauth-bypassed"),
    ("6", Basis::Documented, "compauth-own"),
    ("7", Basis::Documented, "compauth-passed"),
    ("9", Basis::Documented, "compauth-bypassed"),
];

/// The values of `action=`: what Microsoft did on behalf of the domain's DMARC policy, and whether
/// that is junk.
const ACTION: &[(&str, &str, bool)] = &[
    ("quarantine", "action-quarantine", true),
    ("oreject", "action-oreject", true),
    ("o.reject", "action-oreject", true),
    ("pct.quarantine", "action-pct", false),
    ("pct.reject", "action-pct", false),
    ("permerror", "action-error", false),
    ("temperror", "action-error", false),
];

/// The values of `dis=`: what Gmail did, and whether that is junk.
const DIS: &[(&str, &str, bool)] = &[
    ("none", "dis-none", false),
    ("quarantine", "dis-quarantine", true),
    ("reject", "dis-reject", true),
];

/// Words in the comments of Microsoft's DKIM results, and the id of the verdict.
const DKIM: &[(&str, &str)] = &[
    ("no key for signature", "dkim-no-key"),
    ("did not verify", "dkim-changed"),
    ("timestamp ex", "dkim-expired"),
    ("key query timeout", "dkim-timeout"),
];

/// The largest number of results that are read; a field has a handful.
const MAX_RESULTS: usize = 50;

/// Reads one field.
pub(super) fn add_verdicts(results: &Results, text: &str, out: &mut Out) {
    let by = results.parsed.authserv_id.map_or("", |span| span.of(text));
    out.author = results.author;
    for result in results.parsed.results.iter().take(MAX_RESULTS) {
        let method = result.method.of(text);
        out.filter = "microsoft";
        out.basis = Basis::Documented;
        if method.eq_ignore_ascii_case("compauth") {
            compauth(result, text, out);
        } else if method.eq_ignore_ascii_case("dmarc") {
            property(result, text, "action", ACTION, out);
            if by.eq_ignore_ascii_case("mx.google.com") {
                out.filter = "google";
                out.basis = Basis::Observed(420);
                disposition(result, text, out);
            }
        } else if method.eq_ignore_ascii_case("dkim") && by.is_empty() {
            dkim(result, text, out);
        } else if method.eq_ignore_ascii_case("x-vs") {
            out.filter = "fastmail";
            out.basis = Basis::Unofficial;
            let value = result.result.of(text);
            let spam = value.eq_ignore_ascii_case("spam");
            let id = if spam { "said-spam" } else { "said" };
            out.add(id, spam, result.method.to(result.result), vec![("value", self::text(value))]);
        }
    }
}

fn compauth(result: &MethodResult, text: &str, out: &mut Out) {
    let value = self::text(result.result.of(text));
    let mut span = result.method.to(result.result);
    let reason = result.reason.map_or("", |reason| {
        span = span.to(reason);
        reason.of(text).trim_matches('"')
    });
    let row = COMPAUTH.iter().find(|(code, ..)| match code.len() {
        1 => reason.len() == 3 && reason.starts_with(code),
        _ => *code == reason,
    });
    match row {
        Some((_, basis, id)) => {
            out.basis = *basis;
            out.add(id, false, span, vec![("value", value), ("reason", self::text(reason))]);
        }
        None => out.add("compauth", false, span, vec![("value", value)]),
    }
    out.basis = Basis::Documented;
}

/// Adds what the value of a property means.
fn property(
    result: &MethodResult,
    text: &str,
    name: &str,
    values: &[(&str, &'static str, bool)],
    out: &mut Out,
) {
    let property = result.properties.iter().find(|p| p.name.of(text).eq_ignore_ascii_case(name));
    if let Some(property) = property {
        meaning(property.span, property.value.of(text), values, out);
    }
}

fn meaning(place: Span, value: &str, values: &[(&str, &'static str, bool)], out: &mut Out) {
    let row = values.iter().find(|(word, ..)| value.eq_ignore_ascii_case(word));
    if let Some((_, id, junk)) = row {
        // What a server on the way did with the mail is over.
        let spam = *junk && out.author == Author::Receiver;
        out.add(id, spam, place, vec![("value", self::text(value))]);
    }
}

/// Reads `(p=NONE sp=QUARANTINE dis=NONE)`.
fn disposition(result: &MethodResult, text: &str, out: &mut Out) {
    for comment in &result.comments {
        let words = super::parts(text, *comment, &|c| matches!(c, ' ' | '(' | ')'));
        for word in words {
            if let Some(value) = word.of(text).strip_prefix("dis=") {
                meaning(word, value, DIS, out);
            }
        }
    }
}

/// Adds why Microsoft's check of a signature failed.
fn dkim(result: &MethodResult, text: &str, out: &mut Out) {
    for comment in &result.comments {
        let words = comment.of(text);
        let row = DKIM.iter().find(|(part, _)| super::end_of(words, part).is_some());
        if let Some((_, id)) = row {
            out.add(id, false, *comment, vec![]);
        }
    }
}
