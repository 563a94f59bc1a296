//! Vade's reasons, which are scrambled, though anybody can undo it.

use super::{Out, number, text};
use crate::arg::Arg;
use crate::message::Field;

/// The largest number of letters that are undone; no sample had half as many.
const MAX_LETTERS: usize = 16 * 1024;

/// The letters of `Hdr=`, which tell the order of the author's fields.
const ORDER: &[(u8, &str)] = &[
    (b'C', "Cc"),
    (b'D', "Date"),
    (b'E', "Content-Transfer-Encoding"),
    (b'F', "From"),
    (b'H', "List-Unsubscribe"),
    (b'I', "Message-ID"),
    (b'M', "X-Mailer"),
    (b'S', "Subject"),
    (b'T', "To"),
    (b'U', "User-Agent"),
    (b'V', "MIME-Version"),
    (b'Y', "In-Reply-To"),
    (b'c', "Content-Type"),
    (b'd', "Content-Disposition"),
    (b'f', "References"),
    (b'r', "Reply-To"),
    (b's', "Sender"),
];

/// Reads the reasons in `…-SpamCause`.
pub(super) fn cause(field: Field<'_>, out: &mut Out) {
    let clear = undo(field.value_text());
    // It is another text under the same name.
    if !clear.starts_with("Vade") {
        out.seal(field);
        return;
    }
    let span = field.value();
    let parts: Vec<&str> = clear.split(';').take(100).map(str::trim).collect();
    let limit = parts.iter().find_map(|part| part.strip_prefix("Bailout: ")).and_then(number);
    let reasons: Vec<Arg> = parts
        .iter()
        .map(|part| part.trim_start_matches(['^', '*', '@', '!', '~']))
        .filter(|part| part.ends_with(')') && !part.contains('=') && part.contains(" ("))
        .take(20)
        .map(text)
        .collect();
    if reasons.is_empty() {
        out.add("vade-none", false, span, vec![]);
    } else {
        let args = vec![("tests", Arg::List(reasons)), ("required", text(limit.unwrap_or("?")))];
        out.add("vade-reasons", false, span, args);
    }
    if let Some(order) = parts.iter().find_map(|part| part.strip_prefix("Hdr=")) {
        let letters = order.split('@').next().unwrap_or_default().bytes().take(40);
        let names: Vec<Arg> = letters.map(name).collect();
        if !names.is_empty() {
            out.add("vade-order", false, span, vec![("fields", Arg::List(names))]);
        }
    }
    let recipients = clear.matches("rcptto=").count() as u64;
    if recipients > 0 {
        out.add("holds-recipients", false, span, vec![("count", Arg::Count(recipients))]);
    }
}

/// Returns the field that a letter stands for, or the letter if that is not known.
fn name(letter: u8) -> Arg {
    let row = ORDER.iter().find(|(known, _)| *known == letter);
    match row {
        Some((_, name)) => Arg::Field((*name).to_owned()),
        None => Arg::Text(char::from(letter).to_string()),
    }
}

/// Unscrambles pairs of letters, in which the marker is second in even pairs and first in odd ones.
fn undo(scrambled: &str) -> String {
    let mut letters = scrambled.bytes().filter(u8::is_ascii_lowercase).take(MAX_LETTERS);
    let mut clear = String::new();
    let mut even = true;
    while let (Some(first), Some(second)) = (letters.next(), letters.next()) {
        let (marker, other) = if even { (second, first) } else { (first, second) };
        let (marker, other) = (i32::from(marker), i32::from(other));
        let code = marker + other - 120 - (i32::from(b'g') - marker) * 16;
        clear.push(u8::try_from(code).map_or('?', char::from));
        even = !even;
    }
    clear
}

#[cfg(test)]
pub(super) fn scramble(clear: &str) -> String {
    let mut out = String::new();
    for (at, byte) in clear.bytes().enumerate() {
        let marker = (b'a'..=b'z').find(|marker| {
            let other = i32::from(byte) + 120 + (i32::from(b'g') - i32::from(*marker)) * 16
                - i32::from(*marker);
            (i32::from(b'a')..=i32::from(b'z')).contains(&other)
        });
        let marker = marker.unwrap();
        let other = u8::try_from(
            i32::from(byte) + 120 + (i32::from(b'g') - i32::from(marker)) * 16 - i32::from(marker),
        )
        .unwrap();
        let (first, second) = if at % 2 == 0 { (other, marker) } else { (marker, other) };
        out.push(char::from(first));
        out.push(char::from(second));
    }
    out
}
