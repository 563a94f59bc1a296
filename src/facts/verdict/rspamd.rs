//! The fields of rspamd.

use super::scored::tested;
use super::{MAX_TESTS, Out, Test, after, number, parts, pieces, text, thousandths};
use crate::arg::Arg;
use crate::message::Field;
use crate::span::Span;

/// Reads `default: False [4.20 / 15.00]; SYMBOL(1.50)[options]; …`, folded with one symbol a line.
pub(super) fn result(field: Field<'_>, out: &mut Out) {
    let mut parts = pieces(field);
    let Some((place, head)) = parts.next() else { return };
    let refused = after(head, "true").is_some();
    let mut numbers = head.split_once('[').map_or("", |(_, rest)| rest).split('/');
    let score = numbers.next().and_then(|n| number(n.trim()));
    let limit = numbers.next().and_then(|n| number(n.trim()));
    let (Some(score), Some(limit)) = (score, limit) else { return };
    let symbols: Vec<Test> = parts.filter_map(|(span, piece)| symbol(span, piece)).collect();
    // Symbols that added points come first, and only they are named in the sentence.
    let weighs = |symbol: &Test, wanted: bool| {
        let weight = symbol.points.and_then(|points| thousandths(points.of(field.text)));
        weight.is_some_and(|weight| if wanted { weight > 0 } else { weight < 0 })
    };
    let (added, taken): (Vec<_>, Vec<_>) = symbols.into_iter().partition(|s| weighs(s, true));
    let added: Vec<Test> = added.into_iter().take(MAX_TESTS).collect();
    let args = vec![("score", text(score)), ("required", text(limit))];
    let id = match (refused, added.is_empty()) {
        (true, _) => "rspamd-refused",
        (false, true) => "rspamd-result",
        (false, false) => "rspamd-result-tests",
    };
    tested(id, refused, place, field.text, args, added, out);
    if let Some(verdict) = out.verdicts.last_mut() {
        let room = MAX_TESTS.saturating_sub(verdict.tests.len());
        verdict.tests.extend(taken.into_iter().filter(|s| weighs(s, false)).take(room));
    }
}

/// Reads `SYMBOL(1.50)[options]`.
fn symbol(span: Span, piece: &str) -> Option<Test> {
    let (name, rest) = piece.split_once('(')?;
    let weight = number(rest)?;
    let start = span.start + name.len() + 1;
    Some(Test {
        name: Span::new(span.start, span.start + name.trim_end().len()),
        points: Some(Span::new(start, start + weight.len())),
    })
}

/// Reads `action=reject; module=…; text`: what was decided before the scan.
pub(super) fn before(field: Field<'_>, out: &mut Out) {
    let value = parts(field.text, field.value(), &|c| c == ';')
        .first()
        .and_then(|first| first.of(field.text).strip_prefix("action="));
    if let Some(action) = value {
        let spam = !action.eq_ignore_ascii_case("no action") && !action.contains("accept");
        let args: Vec<(&'static str, Arg)> = vec![("value", text(field.value_text()))];
        out.add("pre-result", spam, field.value(), args);
    }
}
