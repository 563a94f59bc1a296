//! Gateways whose fields have a form of their own.

use super::{Out, after, end_of, number, parts, reaches, scale, text};
use crate::arg::Arg;
use crate::message::Field;
use crate::span::Span;

/// Reads `rule=notspam policy=default score=0 mlxscore=0 …`, each score from 0 to 100.
pub(super) fn proofpoint(field: Field<'_>, out: &mut Out) {
    let value = field.value_text();
    let Some(at) = end_of(value, "rule=") else { return };
    let rest = value.get(at..).unwrap_or_default();
    let Some(rule) = rest.split_ascii_whitespace().next() else { return };
    let start = field.value().start;
    // The part of the value that says it.
    let place = Span::new(start + at - "rule=".len(), start + at + rule.len());
    let lower = rule.to_ascii_lowercase();
    let spam = lower.contains("spam") && !lower.contains("notspam");
    // `mlxscore=` and the like end in `score=`, too, but follow it.
    let score = value
        .split_ascii_whitespace()
        .find_map(|word| word.strip_prefix("score="))
        .and_then(number)
        .unwrap_or("0");
    let args = vec![("value", text(rule)), ("score", text(score)), ("most", text("100"))];
    let id = if spam { "proofpoint-spam" } else { "proofpoint-clean" };
    out.add(id, spam, place, args);
    // The classes that got points; priorityscore is a number of another kind.
    let classes = value.split_ascii_whitespace().filter_map(|word| {
        let (class, score) = word.split_once("score=")?;
        let counts = !class.is_empty() && class != "priority" && reaches(number(score)?, "1");
        counts.then(|| text(word))
    });
    let classes: Vec<Arg> = classes.take(20).collect();
    if !classes.is_empty() {
        let args = vec![("values", Arg::List(classes)), ("most", text("100"))];
        out.add("classes", false, field.value(), args);
    }
}

/// Reads `No--7.363-5.0-31-10`: an answer or a code, the score with its sign, the threshold.
pub(super) fn trend(field: Field<'_>, out: &mut Out) {
    let value = field.value_text();
    let Some((word, rest)) = value.split_once('-') else { return };
    let (minus, digits) = match rest.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", rest),
    };
    let mut numbers = digits.split('-');
    let (Some(score), Some(limit)) =
        (numbers.next().and_then(number), numbers.next().and_then(number))
    else {
        return;
    };
    let mut signed = String::from(minus);
    signed.push_str(score);
    // The other field has a code in place of the answer.
    let spam = match word.get(..1) {
        Some(first) if first.bytes().all(|b| b.is_ascii_digit()) => reaches(&signed, limit),
        _ => word.eq_ignore_ascii_case("yes"),
    };
    let args = vec![("score", text(&signed)), ("required", text(limit))];
    out.add(if spam { "status-spam" } else { "status-ham" }, spam, field.value(), args);
}

/// Reads `spam, SpamAssassin (score=7.1, required 5, …)` or `not spam, …`; also `Found to be
/// clean`, and one letter `s` per point.
pub(super) fn mailscanner(field: Field<'_>, out: &mut Out) {
    let value = field.value_text();
    let verdict = value.split(',').next().unwrap_or_default().trim();
    let spam = verdict.eq_ignore_ascii_case("spam");
    let score = after(value, "score=").and_then(number);
    let required = after(value, "required ").and_then(number);
    match (score, required) {
        (Some(score), Some(required)) => {
            let args = vec![("score", text(score)), ("required", text(required))];
            let id = if spam { "status-spam" } else { "status-ham" };
            out.add(id, spam, field.value(), args);
        }
        _ if spam || verdict.eq_ignore_ascii_case("not spam") => {
            out.add(if spam { "flag-yes" } else { "flag-no" }, spam, field.value(), vec![]);
        }
        _ if verdict.starts_with('s') && verdict.bytes().all(|b| b == b's') => {
            super::plain::level(field, out);
        }
        _ if !verdict.is_empty() => {
            out.add("said", false, field.value(), vec![("value", text(verdict))]);
        }
        _ => {}
    }
}

/// Reads `Gauge=IIIIIII, Probability=7%, Report='…'`.
pub(super) fn probability(field: Field<'_>, out: &mut Out) {
    const KEY: &str = "probability=";
    let Some(at) = end_of(field.value_text(), KEY) else { return };
    let rest = field.value_text().get(at..).unwrap_or_default();
    if let Some(value) = number(rest) {
        let percent =
            usize::from(rest.get(value.len()..).is_some_and(|rest| rest.starts_with('%')));
        let start = field.value().start + at;
        let place = Span::new(start - KEY.len(), start + value.len() + percent);
        out.add("probability", reaches(value, "50"), place, scale(value, "0", "100"));
    }
}

/// Reads `Combined (0.78)`, in which 0 is clean and 1 is spam.
pub(super) fn evidence(field: Field<'_>, out: &mut Out) {
    let inside = field.value_text().split_once('(').map(|(_, rest)| rest);
    match inside.and_then(number) {
        Some(value) => out.add("probability", false, field.value(), scale(value, "0", "1")),
        None => out.add("said", false, field.value(), vec![("value", text(field.value_text()))]),
    }
}

/// Reads ids and, after the first space, the verdict: `CLEAN NORMAL`, `SUSPECT URL`.
pub(super) fn expurgate(field: Field<'_>, out: &mut Out) {
    let words = parts(field.text, field.value(), &|c| c == ' ');
    let Some(first) = words.get(1) else { return };
    let place = first.to(crate::span::Span::empty(field.value().end));
    let word = first.of(field.text);
    let (id, spam) = match word {
        "CLEAN" => ("said-clean", false),
        "SPAM" | "SUSPECT" | "DANGEROUS" => ("said-spam", true),
        _ => ("said", false),
    };
    out.add(id, spam, place, vec![("value", text(place.of(field.text)))]);
}
