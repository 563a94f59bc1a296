//! Base64 and quoted-printable that nobody decoded, in a text that was copied without its header.
//! Parts of a notice that say how they are encoded are decoded when the notice is read.

use super::draft::Draft;
use super::lines::Lines;
use super::rewrite::Rewrite;
use super::scope::says;
use super::{RepairKind, Undone};
use crate::bytes::holds;
use crate::span::Span;
use crate::syntax::mime;
use memchr::memmem;

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    if memmem::find(text.as_bytes(), b"Content-Transfer-Encoding").is_some() {
        return None;
    }
    let soft = holds(text, "=\n") || holds(text, "=\r");
    // The body of an honest mail is nobody's business here.
    if !(soft || long_lines(text).next().is_some())
        || draft.scope().mail
        || says(text, &["content-transfer-encoding"])
    {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    if soft && is_quoted(text) {
        quoted(text, &mut rewrite);
    } else {
        for span in long_lines(text) {
            base64(text, span, &mut rewrite);
        }
    }
    rewrite.done(RepairKind::TransferEncoding)
}

/// Runs of full lines of base64 that hold words.
fn long_lines(text: &str) -> impl Iterator<Item = Span> {
    let mut lines = Lines::new(text, Span::new(0, text.len())).peekable();
    std::iter::from_fn(move || {
        loop {
            let first = lines.next()?;
            let length = first.span.len();
            if !(60..=76).contains(&length) || !is_base64(first.span.of(text)) {
                continue;
            }
            let mut span = first.span;
            let mut count = 1;
            while let Some(next) = lines.peek().copied().filter(|next| {
                next.span.len() <= length && !next.span.is_empty() && is_base64(next.span.of(text))
            }) {
                lines.next();
                span.end = next.span.end;
                count += 1;
                if next.span.len() < length {
                    break;
                }
            }
            let words = count > 1 && {
                let bytes = mime::base64(span.of(text)).unwrap_or_default();
                std::str::from_utf8(&bytes).is_ok_and(|text| {
                    text.contains([' ', '\n'])
                        && !text
                            .contains(|c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t'))
                })
            };
            if words {
                return Some(span);
            }
        }
    })
}

fn is_base64(line: &str) -> bool {
    let letters = line.trim_end_matches('=');
    line.len() - letters.len() <= 2
        && letters.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
}

/// Whether (nearly) every `=` is an escape or at a line end, and some are of each kind.
fn is_quoted(text: &str) -> bool {
    let (mut escapes, mut soft, mut others) = (0, 0, 0);
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('=') {
        match (bytes.get(at + 1), bytes.get(at + 2)) {
            (Some(b'\r' | b'\n'), _) => soft += 1,
            (Some(a), Some(b)) if is_hex(*a) && is_hex(*b) => escapes += 1,
            _ => others += 1,
        }
    }
    soft > 0 && soft + escapes > 1 && others * 5 <= soft + escapes
}

fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'A'..=b'F')
}

// In UTF-8, as nearly all that is copied today; escape sequences are undone by the next repair.
fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn quoted(text: &str, rewrite: &mut Rewrite<'_>) {
    let mut counted = false;
    let mut put = |span: Span, with: &str| {
        if counted {
            rewrite.also(span, with);
        } else {
            rewrite.replace(span, with);
            counted = true;
        }
    };
    // Escapes side by side, or a line with its soft breaks, make one place.
    let mut run: Option<Span> = None;
    let mut at = 0;
    let source = text.as_bytes();
    while at < source.len() {
        let near = [0, 1, 2].map(|next| source.get(at + next).copied().unwrap_or(b' '));
        let length = match near {
            [b'=', b'\r', b'\n'] => 3,
            [b'=', b'\r' | b'\n', _] => 2,
            [b'=', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => 3,
            _ => 1,
        };
        if length == 1 {
            if let Some(span) = run.take() {
                put(span, &utf8(&mime::quoted_printable(span.of(text))));
            }
        } else {
            run.get_or_insert(Span::empty(at)).end = at + length;
        }
        at += length;
    }
    if let Some(span) = run {
        put(span, &utf8(&mime::quoted_printable(span.of(text))));
    }
}

fn base64(text: &str, body: Span, rewrite: &mut Rewrite<'_>) {
    let Some(bytes) = mime::base64(body.of(text)).filter(|bytes| !bytes.is_empty()) else { return };
    let whole = std::str::from_utf8(&bytes).is_err();
    // Words, or lines, back to the letters that they came from: four for three bytes.
    let mut letters = body.of(text).bytes().enumerate().filter(|(_, b)| !b.is_ascii_whitespace());
    let (mut seen, mut from, mut counted) = (0, body.start, false);
    let mut decoded = 0;
    for unit in bytes.split_inclusive(|b| *b == b'\n' || (!whole && *b == b' ')) {
        decoded += unit.len();
        let last = decoded.div_ceil(3) * 4;
        let mut to = if decoded == bytes.len() { body.end } else { from };
        while seen < last {
            let Some((at, _)) = letters.next() else { break };
            seen += 1;
            to = to.max(body.start + at + 1);
        }
        let (span, with) = (Span::new(from, to), utf8(unit));
        if counted {
            rewrite.also(span, &with);
        } else {
            rewrite.replace(span, &with);
            counted = true;
        }
        from = span.end;
    }
}
