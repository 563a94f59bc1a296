//! Fields that hold one word, one number or one text.

use super::table::{self, VendorField};
use super::{Out, number, parts, reaches, scale, text};
use crate::arg::Arg;
use crate::message::Field;
use crate::span::Span;

/// Returns the row of a field of `MailScanner`, which puts the name of the site in front.
pub(super) fn mailscanner_row(name: &str) -> Option<&'static VendorField> {
    let own = ["-mailscanner-spamcheck", "-mailscanner-spamscore", "-mailscanner"]
        .into_iter()
        .find(|own| name.ends_with(own))?;
    table::row(own.get(1..)?)
}

/// Reads the whole value, which has a sentence of its own; `as!` means that it is bad.
pub(super) fn whole(row: &VendorField, field: Field<'_>, out: &mut Out) {
    if !field.value().is_empty() {
        let value = text(field.value_text());
        let args = match (row.first, value) {
            ("client", Arg::Text(ip)) => vec![("ip", Arg::Ip(ip))],
            (_, value) => vec![("value", value)],
        };
        out.add(row.first, row.how == "as!", field.value(), args);
    }
}

/// Reads a word: those for spam are in the first column, those for clean mail in the second. The
/// first word of the value decides; any other is shown as it is.
pub(super) fn word(row: &VendorField, field: Field<'_>, out: &mut Out) {
    let all = field.value();
    let value = field.value_text().split([';', '\r', '\n']).next().unwrap_or_default().trim_end();
    let word = value.split([' ', ':', ',']).next().unwrap_or_default();
    let is_in = |list: &str| list.split(',').any(|w| !w.is_empty() && w.eq_ignore_ascii_case(word));
    let (id, spam) = if is_in(row.first) {
        ("said-spam", true)
    } else if is_in(row.second) {
        ("said-clean", false)
    } else {
        ("said", false)
    };
    if !value.is_empty() {
        let place = Span::new(all.start, all.start + value.len());
        out.add(id, spam, place, vec![("value", text(value))]);
    }
}

/// Reads a value by the pairs `value:id` in the first column; any other value is shown as it is,
/// with the id `other`.
pub(super) fn map(
    row: &VendorField,
    other: &'static str,
    spam: bool,
    field: Field<'_>,
    out: &mut Out,
) {
    let value = field.value_text();
    let mut ids = row.first.split(',').filter_map(|pair| pair.split_once(':'));
    let id = ids.find(|(word, _)| value.eq_ignore_ascii_case(word)).map_or(other, |(_, id)| id);
    if !value.is_empty() {
        out.add(id, spam, field.value(), vec![("value", text(value))]);
    }
}

pub(super) fn flag(field: Field<'_>, out: &mut Out) {
    let value = field.value_text();
    let spam = value.eq_ignore_ascii_case("yes");
    if spam || value.eq_ignore_ascii_case("no") {
        out.add(if spam { "flag-yes" } else { "flag-no" }, spam, field.value(), vec![]);
    }
}

/// Reads the points at the front of the value; the first column has `least..most` if there is a
/// scale.
pub(super) fn score(row: &VendorField, field: Field<'_>, out: &mut Out) {
    let Some(value) = number(field.value_text()) else { return };
    let start = field.value().start;
    let place = Span::new(start, start + value.len());
    match row.first.split_once("..") {
        Some((least, most)) => out.add("score-scale", false, place, scale(value, least, most)),
        None => out.add("score", false, place, vec![("score", text(value))]),
    }
}

/// Reads a whole number that is ten times the points.
pub(super) fn tenths(field: Field<'_>, out: &mut Out) {
    let Ok(value) = field.value_text().parse::<i32>() else { return };
    let mut points = String::from(if value < 0 { "-" } else { "" });
    points.push_str(&(value / 10).unsigned_abs().to_string());
    points.push('.');
    points.push_str(&(value % 10).unsigned_abs().to_string());
    out.add("score", false, field.value(), vec![("score", text(&points))]);
}

/// Reads one character per point: `***`, `sss`, `+++`, `---`; `/` stands for about zero.
pub(super) fn level(field: Field<'_>, out: &mut Out) {
    let value = field.value_text();
    let Some(first) = value.chars().next() else { return };
    if !value.chars().all(|c| c == first) || value.len() > 1000 {
        return;
    }
    let sign = match first {
        '*' | 's' | '+' => "",
        '-' => "-",
        '/' => {
            out.add("level", false, field.value(), vec![("score", text("0"))]);
            return;
        }
        _ => return,
    };
    let mut points = String::from(sign);
    points.push_str(&value.len().to_string());
    out.add("level", false, field.value(), vec![("score", text(&points))]);
}

/// Reads a reputation, which is better the higher it is; from −10 to 10, the lower third is bad.
pub(super) fn reputation(least: &str, most: &str, field: Field<'_>, out: &mut Out) {
    if let Some(value) = number(field.value_text()) {
        let bad = least == "-10" && reaches("-3", value);
        out.add("reputation", bad, field.value(), scale(value, least, most));
    } else if !field.value().is_empty() {
        out.add("said", false, field.value(), vec![("value", text(field.value_text()))]);
    }
}

/// Reads `a:b:c:sender` of Gmail's complaint statistics: the last part names the sending service.
pub(super) fn feedback(field: Field<'_>, out: &mut Out) {
    let all = parts(field.text, field.value(), &|c| c == ':');
    if let Some(last) = all.last().filter(|last| all.len() > 1 && !last.is_empty()) {
        out.add("feedback", false, *last, vec![("value", text(last.of(field.text)))]);
    }
}
