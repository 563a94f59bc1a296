//! Filters that add up points: `SpamAssassin`, rspamd and those that write the like.

use super::{Out, number, pieces, reaches, text, thousandths};
use crate::message::Field;
use crate::rule::Arg;
use crate::span::Span;

/// Names of tests that are shown at most.
const MAX_TESTS: usize = 60;

/// Reads the field if it is one of ours. `rspamd`: that filter wrote fields of its own, so the
/// shared names are its too.
pub(super) fn read(name: &str, field: Field<'_>, rspamd: bool, out: &mut Out) -> bool {
    let shared = if rspamd { "rspamd" } else { "spamassassin" };
    match name {
        "x-spam-status" => status(field, shared, out),
        "x-barracuda-spam-status" => status(field, "barracuda", out),
        "x-spam-flag" | "x-spam" => flag(field, shared, out),
        "x-spam-score" | "x-spam_score" => score(field, shared, out),
        "x-rspamd-score" => score(field, "rspamd", out),
        "x-barracuda-spam-score" => score(field, "barracuda", out),
        "x-mimecast-spam-score" => score(field, "mimecast", out),
        "x-pm-spamscore" => score(field, "proton", out),
        "x-mailgun-sscore" => score(field, "mailgun", out),
        "x-spamd-result" => rspamd_result(field, out),
        "x-proofpoint-spam-details" => proofpoint(field, out),
        "x-tm-as-result" => trend(field, out),
        "x-sbrs" | "x-ironport-reputation" => {
            if let Some(value) = number(field.value_text()) {
                let args =
                    vec![("value", text(value)), ("least", text("-10")), ("most", text("10"))];
                out.add("ironport", "reputation", reaches("-3", value), field.value(), args);
            }
        }
        _ if name.ends_with("mailscanner-spamcheck") => mailscanner(field, out),
        _ => return false,
    }
    true
}

fn flag(field: Field<'_>, filter: &'static str, out: &mut Out) {
    let value = field.value_text();
    let spam = value.eq_ignore_ascii_case("yes");
    if spam || value.eq_ignore_ascii_case("no") {
        out.add(filter, if spam { "flag-yes" } else { "flag-no" }, spam, field.value(), vec![]);
    }
}

fn score(field: Field<'_>, filter: &'static str, out: &mut Out) {
    if let Some(value) = number(field.value_text()) {
        let span = field.value();
        let span = Span::new(span.start, span.start + value.len());
        out.add(filter, "score", false, span, vec![("score", text(value))]);
    }
}

/// `Yes, score=7.1 required=5.0 tests=A,B autolearn=…`; Barracuda: `No, SCORE=… KILL_LEVEL=…`.
fn status(field: Field<'_>, filter: &'static str, out: &mut Out) {
    let value = field.value_text();
    let word = value.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let spam = word.eq_ignore_ascii_case("yes");
    if !spam && !word.eq_ignore_ascii_case("no") {
        return;
    }
    let score = after(value, "score=").or_else(|| after(value, "hits=")).and_then(number);
    let required = after(value, "required=").or_else(|| after(value, "kill_level="));
    let (Some(score), Some(required)) = (score, required.and_then(number)) else {
        out.add(filter, if spam { "flag-yes" } else { "flag-no" }, spam, field.value(), vec![]);
        return;
    };
    let mut args = vec![("score", text(score)), ("required", text(required))];
    let tests = after(value, "tests=").map(tests).unwrap_or_default();
    let id = match (spam, tests.is_empty()) {
        (true, true) => "status-spam",
        (true, false) => "status-spam-tests",
        (false, true) => "status-ham",
        (false, false) => "status-ham-tests",
    };
    if !tests.is_empty() {
        args.push(("tests", Arg::List(tests)));
    }
    out.add(filter, id, spam, field.value(), args);
}

/// What stands after the first `key`, in any case.
fn after<'m>(value: &'m str, key: &str) -> Option<&'m str> {
    let at = value.to_ascii_lowercase().find(key)?;
    value.get(at + key.len()..)
}

/// `A,B,\n C autolearn=…` or `[A=1.2, B=-1]`: names until a word without comma, or one with a `=`
/// outside brackets.
fn tests(list: &str) -> Vec<Arg> {
    let list = list.trim_start();
    let (list, bracketed) = match list.strip_prefix('[') {
        Some(rest) => (rest.split(']').next().unwrap_or(rest), true),
        None => (list, false),
    };
    let mut names = Vec::new();
    for piece in list.split(',').take(MAX_TESTS) {
        let mut words = piece.split_ascii_whitespace();
        let Some(word) = words.next() else { continue };
        let name = if bracketed { word.split('=').next().unwrap_or(word) } else { word };
        if name.contains('=') || name.eq_ignore_ascii_case("none") {
            break;
        }
        names.push(text(name));
        if !bracketed && words.next().is_some() {
            break;
        }
    }
    names
}

/// `default: False [4.20 / 15.00]; SYMBOL(1.50)[options]; …`, folded one a line.
fn rspamd_result(field: Field<'_>, out: &mut Out) {
    let mut parts = pieces(field);
    let Some((span, head)) = parts.next() else { return };
    let refused = after(head, "true").is_some();
    let mut numbers = head.split_once('[').map_or("", |(_, rest)| rest).split('/');
    let score = numbers.next().and_then(|n| number(n.trim()));
    let limit = numbers.next().and_then(|n| number(n.trim()));
    let (Some(score), Some(limit)) = (score, limit) else { return };
    let mut symbols: Vec<Arg> = parts
        .filter_map(|(_, piece)| {
            let (name, rest) = piece.split_once('(')?;
            let weight = number(rest)?;
            let counts = thousandths(weight).is_some_and(|weight| weight > 0);
            counts.then(|| text(name.trim()))
        })
        .take(MAX_TESTS)
        .collect();
    let mut args = vec![("score", text(score)), ("required", text(limit))];
    let id = match (refused, symbols.is_empty()) {
        (true, _) => "rspamd-refused",
        (false, true) => "rspamd-result",
        (false, false) => "rspamd-result-tests",
    };
    if !symbols.is_empty() {
        symbols.dedup();
        args.push(("tests", Arg::List(symbols)));
    }
    out.add("rspamd", id, refused, span, args);
}

/// `rule=notspam policy=default score=0 …`, 0 to 100.
fn proofpoint(field: Field<'_>, out: &mut Out) {
    let value = field.value_text();
    let Some(rule) = after(value, "rule=").and_then(|rest| rest.split_ascii_whitespace().next())
    else {
        return;
    };
    let lower = rule.to_ascii_lowercase();
    let spam = lower.contains("spam") && !lower.contains("notspam");
    // `score=` also ends `mlxscore=` and its sisters, which follow it.
    let score = value
        .split_ascii_whitespace()
        .find_map(|word| word.strip_prefix("score="))
        .and_then(number)
        .unwrap_or("0");
    let args = vec![("value", text(rule)), ("score", text(score)), ("most", text("100"))];
    let id = if spam { "proofpoint-spam" } else { "proofpoint-clean" };
    out.add("proofpoint", id, spam, field.value(), args);
}

/// `No--7.363-5.0-31-10`: answer, score (with its sign), threshold.
fn trend(field: Field<'_>, out: &mut Out) {
    let value = field.value_text();
    let Some((word, rest)) = value.split_once('-') else { return };
    let spam = word.eq_ignore_ascii_case("yes");
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
    let args = vec![("score", Arg::Text(format!("{minus}{score}"))), ("required", text(limit))];
    out.add(
        "trend-micro",
        if spam { "status-spam" } else { "status-ham" },
        spam,
        field.value(),
        args,
    );
}

/// `spam, SpamAssassin (score=7.1, required 5, …)` or `not spam, …`.
fn mailscanner(field: Field<'_>, out: &mut Out) {
    let value = field.value_text();
    let verdict = value.split(',').next().unwrap_or_default().trim();
    let spam = verdict.eq_ignore_ascii_case("spam");
    let score = after(value, "score=").and_then(number);
    let required = after(value, "required ").and_then(number);
    match (score, required) {
        (Some(score), Some(required)) => {
            let args = vec![("score", text(score)), ("required", text(required))];
            let id = if spam { "status-spam" } else { "status-ham" };
            out.add("mailscanner", id, spam, field.value(), args);
        }
        _ if spam || verdict.eq_ignore_ascii_case("not spam") => {
            let id = if spam { "flag-yes" } else { "flag-no" };
            out.add("mailscanner", id, spam, field.value(), vec![]);
        }
        _ => {}
    }
}
