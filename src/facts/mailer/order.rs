//! The order in which a program writes its fields.
//!
//! Filters read it (Vade and Cisco put it into their own fields), so it is shown. It proves nothing
//! alone, since servers and lists move fields.

use super::table;
use super::{Trace, TraceKind};
use crate::message::Message;
use crate::span::Span;

/// Fields and their letters; a lower-case letter stands for the spelling `Message-Id`,
/// `Mime-Version` or `X-mailer`. Subject, Cc, Reply-To and the content fields are left out, since
/// lists rewrite them at the end, and so are fields that only replies have.
const LETTERS: &[(&str, u8)] = &[
    ("From", b'F'),
    ("To", b'T'),
    ("Date", b'D'),
    ("Message-ID", b'M'),
    ("MIME-Version", b'V'),
    ("X-Mailer", b'X'),
    ("User-Agent", b'U'),
    ("X-Priority", b'P'),
    ("X-MSMail-Priority", b'A'),
    ("X-MimeOLE", b'L'),
    ("Importance", b'W'),
    ("Content-Language", b'G'),
    ("Thread-Topic", b'H'),
    ("Thread-Index", b'Q'),
    ("X-Accept-Language", b'B'),
    ("Content-Disposition", b'K'),
    ("Priority", b'Z'),
];

/// The letters of fields that name a program; these are often removed or added.
const NAMES: &[u8] = b"XxU";
/// The fewest fields that identify a program.
const LEAST: usize = 6;
/// The most programs that an order may fit and still be informative.
const MOST: usize = 4;

/// Returns a trace of the programs that write these fields in this order, which marks the name of
/// the first field. `None` if the fields are too few, or fit no program or too many.
pub(super) fn trace(message: &Message<'_>) -> Option<Trace> {
    let mut written: Vec<u8> = Vec::new();
    let mut first: Option<Span> = None;
    for field in message.fields() {
        let Some(letter) = letter(field.name()) else { continue };
        if written.iter().any(|seen| seen.eq_ignore_ascii_case(&letter)) {
            continue;
        }
        written.push(letter);
        first = first.or(Some(field.raw.name));
    }
    if written.len() < LEAST {
        return None;
    }
    let programs: Vec<_> = table::rows()
        .iter()
        .filter(|row| row.orders.iter().any(|order| fits(order.as_bytes(), &written)))
        .map(|row| row.program.id)
        .collect();
    let span = first.filter(|_| (1..=MOST).contains(&programs.len()))?;
    Some(Trace { kind: TraceKind::FieldOrder, span, programs })
}

fn letter(name: &str) -> Option<u8> {
    let (known, letter) = LETTERS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    let small = name != *known && matches!(letter, b'M' | b'V' | b'X');
    Some(if small { letter.to_ascii_lowercase() } else { *letter })
}

/// Whether a program with this order can have written these fields; `?` precedes an optional one.
fn fits(order: &[u8], written: &[u8]) -> bool {
    let mut rest = written.iter().peekable();
    let mut needed = true;
    for letter in order {
        if *letter == b'?' {
            needed = false;
            continue;
        }
        if rest.peek() == Some(&letter) {
            rest.next();
        } else if needed && !NAMES.contains(letter) {
            return false;
        }
        needed = true;
    }
    rest.peek().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_fits_with_what_may_be_missing() {
        let order = b"DFTM?HVXA";
        assert!(fits(order, b"DFTMVXA") && fits(order, b"DFTMHVXA"));
        assert!(fits(order, b"DFTMVA"), "the name of the program may be taken out");
        assert!(!fits(order, b"DFTMVX"), "what the program always writes is missing");
        assert!(!fits(order, b"DFTMVUA"), "User-Agent instead of X-Mailer");
        assert!(!fits(order, b"DTFMVXA") && !fits(order, b"DFTmVXA") && !fits(order, b"DFTMVXAL"));
        assert!(!fits(b"", b"DFTMVX"), "a program whose order is not known");
    }

    #[test]
    fn spelling_counts_where_programs_differ() {
        assert_eq!([letter("Message-Id"), letter("message-ID")], [Some(b'm'); 2]);
        assert_eq!(
            [letter("TO"), letter("x-mailer"), letter("X-O")],
            [Some(b'T'), Some(b'x'), None]
        );
    }
}
