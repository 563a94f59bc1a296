//! Every field, with its decoded value beside the raw text.

use crate::bytes::holds;
use crate::domain;
use crate::facts::{Author, Facts};
use crate::message::{Field, Message};
use crate::report::FieldReport;
use crate::span::Span;
use crate::syntax::field::{LineKind, RawField};
use crate::syntax::{date, encoded_word, mime};

/// The number of characters after which a decoded value is cut: it is for reading, and the raw text
/// stands beside it.
const DECODED_LIMIT: usize = 4_000;

/// Fields in which encoded-words have no place: their text is shown as it is.
const RAW: &[&str] = &[
    "received",
    "message-id",
    "references",
    "in-reply-to",
    "dkim-signature",
    "arc-seal",
    "arc-message-signature",
    "arc-authentication-results",
    "authentication-results",
];

/// Returns the fields of the inspected message, not decoded.
pub(crate) fn fields(facts: &Facts<'_>) -> Vec<FieldReport> {
    list(facts.message, &|line| facts.boundary.author(line))
}

/// Returns the fields of the notice around the message, decoded; their authors are not judged.
pub(crate) fn outer(message: &Message<'_>) -> Vec<FieldReport> {
    let mut fields = list(message, &|_| Author::Receiver);
    decode_all(message, &mut fields);
    fields
}

/// Adds what people read in the fields of a message.
pub(crate) fn decode_all(message: &Message<'_>, fields: &mut [FieldReport]) {
    for (index, shown) in fields.iter_mut().enumerate() {
        let decoded = message.field(index).and_then(|field| decode(&field));
        if let Some((decoded, charsets)) = decoded {
            shown.decoded = (!decoded.is_empty()).then_some(decoded);
            shown.charsets = charsets;
        }
    }
}

fn list(message: &Message<'_>, author: &dyn Fn(usize) -> Author) -> Vec<FieldReport> {
    let lines = message.lines.iter().enumerate();
    lines.map(|(index, raw)| one(message.text, raw, author(index))).collect()
}

fn one(text: &str, raw: &RawField, author: Author) -> FieldReport {
    let shown = if raw.kind == LineKind::Field {
        Span::new(raw.span.start, raw.body.end)
    } else {
        raw.span.trim(text)
    };
    FieldReport {
        name: raw.name.of(text).to_owned(),
        span: shown,
        name_span: raw.name,
        value_span: raw.body.trim(text),
        // Filled in by the caller, who knows the text as pasted.
        line: 0,
        author,
        decoded: None,
        charsets: Vec::new(),
    }
}

/// Returns what people read in a field, with the charsets that were decoded, or `None` if it
/// differs from the raw text by nothing but folding.
fn decode(field: &Field<'_>) -> Option<(String, Vec<String>)> {
    let (text, value) = (field.text, field.value());
    let (decoded, charsets) = match field.lower {
        "date" | "resent-date" | "delivery-date" => {
            let date = date::parse(text, value);
            return date.unix.map(|unix| (date::iso(unix, date.offset), Vec::new()));
        }
        "content-type" | "content-disposition" => {
            let parsed = mime::parse(text, value, field.lower == "content-type");
            let parameter =
                parsed.parameters.iter().find(|p| p.extended || p.value.contains(not_ascii))?;
            let mut shown = parameter.name.of(text).to_ascii_lowercase();
            shown.push_str(": ");
            shown.push_str(&parameter.value);
            (shown, Vec::new())
        }
        raw if RAW.contains(&raw) => return None,
        _ => {
            let raw = value.of(text);
            let plain = !holds(raw, "=?") && !holds(raw, "xn--");
            // There is nothing but folding to undo.
            if plain && raw.len() <= DECODED_LIMIT {
                return None;
            }
            let decoded = encoded_word::decode(text, value, false);
            (decoded.text, decoded.charsets)
        }
    };
    let mut decoded = unpuny(decoded);
    let cut = match decoded.as_bytes().split_at_checked(DECODED_LIMIT) {
        Some((_, [])) | None => None,
        Some((head, _)) if head.is_ascii() => Some(DECODED_LIMIT),
        Some(_) => decoded.char_indices().nth(DECODED_LIMIT).map(|(cut, _)| cut),
    };
    if let Some(cut) = cut {
        decoded.truncate(cut);
        decoded.push('…');
    }
    let same = on_one_line(&decoded).eq(on_one_line(value.of(text)));
    (!same).then_some((decoded, charsets))
}

/// Returns the characters with one space for each run of white space, so that two texts are
/// compared only up to the first difference.
fn on_one_line(text: &str) -> impl Iterator<Item = char> {
    let mut blank = false;
    text.trim().chars().filter_map(move |c| {
        let before = std::mem::replace(&mut blank, c.is_whitespace());
        if blank { (!before).then_some(' ') } else { Some(c) }
    })
}

fn not_ascii(c: char) -> bool {
    !c.is_ascii()
}

/// Returns the text with U-labels for the A-labels of domains.
fn unpuny(text: String) -> String {
    if !holds(&text, "xn--") {
        return text;
    }
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("xn--") {
        let (head, tail) = rest.split_at(at);
        let length = tail.find(|c| !part(c)).unwrap_or(tail.len());
        let (name, after) = tail.split_at(length);
        out.push_str(head);
        out.push_str(&domain::to_unicode(name));
        rest = after;
    }
    out.push_str(rest);
    out
}
