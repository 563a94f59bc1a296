//! Base64 and quoted-printable that nobody decoded: in the parts of a notice, or in a text that was
//! copied without its header.

use super::lines::{Lines, field_name, is_blank};
use super::rewrite::Rewrite;
use super::scope::{Scope, says};
use super::{Map, Undone};
use crate::span::Span;
use crate::syntax::{charset, mime};

/// Delimiters of parts that are kept in mind.
const BOUNDARIES: usize = 20;

pub(super) fn undo(text: &str, map: &Map) -> Option<Undone> {
    let named = says(text, &["base64", "quoted-printable"]);
    let soft = text.contains("=\n") || text.contains("=\r");
    let block = || long_lines(text).next().is_some();
    // The body of an honest mail is nobody's business here.
    if !(named || soft || block()) || Scope::of(text).mail {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    let mut found = false;
    parts(text, &mut |part| {
        found = true;
        match part.encoding {
            Encoding::Base64 => base64(text, part.body, &part.charset, &mut rewrite),
            Encoding::Quoted => quoted(text, part.body, &part.charset, &mut rewrite),
        }
    });
    if !found {
        if soft && is_quoted(text) {
            quoted(text, Span::new(0, text.len()), "utf-8", &mut rewrite);
        } else {
            for span in long_lines(text) {
                base64(text, span, "utf-8", &mut rewrite);
            }
        }
    }
    rewrite.done("transfer-encoding")
}

#[derive(Clone, Copy)]
enum Encoding {
    Base64,
    Quoted,
}

struct Part {
    encoding: Encoding,
    charset: String,
    body: Span,
}

/// Visits the text parts that say how they are encoded: below a delimiter, or at the top.
fn parts(text: &str, visit: &mut dyn FnMut(Part)) {
    let mut boundaries: Vec<&str> = Vec::new();
    let mut head = Head { open: true, ..Head::default() };
    let mut part: Option<Part> = None;
    for line in Lines::new(text, Span::new(0, text.len())) {
        let words = line.span.of(text);
        let delimiter = words.starts_with("--")
            && boundaries.iter().any(|b| {
                words.get(2..).and_then(|w| w.strip_prefix(b)).is_some_and(|rest| {
                    let rest = rest.trim_end();
                    rest.is_empty() || rest == "--"
                })
            });
        if let Some(open) = &mut part {
            if !delimiter {
                open.body.end = line.next;
                continue;
            }
            part.take().into_iter().for_each(&mut *visit);
        }
        if boundaries.len() < BOUNDARIES {
            boundaries.extend(boundary(words).filter(|b| !boundaries.contains(b)));
        }
        // Without the outer header a delimiter shows by the fields below it.
        if delimiter || (words.starts_with("--") && words.len() > 4) {
            let name = words.get(2..).unwrap_or("").trim_end();
            head = Head { open: true, delimiter: Some(name), ..Head::default() };
        } else if head.open && is_blank(words) && head.fields > 0 {
            if let (Some(encoding), true) = (head.encoding, head.is_text) {
                let charset = std::mem::take(&mut head.charset);
                let body = Span::empty(line.next);
                part = Some(Part { encoding, charset, body });
                if let Some(name) = head.delimiter.filter(|name| !boundaries.contains(name)) {
                    boundaries.push(name);
                }
            }
            head.open = false;
        } else if head.open && !is_blank(words) {
            head.read(words);
        }
    }
    part.into_iter().for_each(visit);
}

#[derive(Default)]
struct Head<'t> {
    // Whether fields may still come.
    open: bool,
    delimiter: Option<&'t str>,
    fields: usize,
    encoding: Option<Encoding>,
    charset: String,
    is_text: bool,
    in_type: bool,
}

impl Head<'_> {
    fn read(&mut self, words: &str) {
        let folded = words.starts_with([' ', '\t']);
        if !folded {
            let Some(name) = field_name(words) else {
                self.open = self.fields > 0 || words.starts_with("From ");
                return;
            };
            if self.fields == 0 {
                self.is_text = true;
            }
            self.fields += 1;
            self.in_type = name.eq_ignore_ascii_case("content-type");
            if name.eq_ignore_ascii_case("content-transfer-encoding") {
                self.encoding = if says(words, &["base64"]) {
                    Some(Encoding::Base64)
                } else if says(words, &["quoted-printable"]) {
                    Some(Encoding::Quoted)
                } else {
                    None
                };
            } else if self.in_type {
                self.is_text = says(words, &["text/", "message/"]);
            }
        }
        if self.in_type
            && let Some(value) = parameter(words, "charset=")
        {
            value.clone_into(&mut self.charset);
        }
    }
}

fn boundary(words: &str) -> Option<&str> {
    parameter(words, "boundary=").filter(|name| !name.is_empty())
}

/// The value of a parameter, without quotes.
fn parameter<'t>(words: &'t str, key: &str) -> Option<&'t str> {
    let at = words.match_indices('=').map(|(at, _)| at + 1).find(|at| {
        words.get(at.saturating_sub(key.len())..*at).is_some_and(|k| k.eq_ignore_ascii_case(key))
    })?;
    let rest = words.get(at..)?;
    match rest.strip_prefix('"') {
        Some(rest) => rest.split('"').next(),
        None => rest.split([';', ' ', '\t']).next(),
    }
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

/// Charsets whose characters may hold bytes that look like ASCII: read by whole lines.
fn by_lines(charset: &str) -> bool {
    let name = charset.to_ascii_lowercase();
    ["2022", "jis", "euc", "gb", "big5", "ks_c", "949", "932"]
        .iter()
        .any(|part| name.contains(part))
}

fn read(charset: &str, bytes: &[u8]) -> String {
    let name = if charset.is_empty() { "utf-8" } else { charset };
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\u{1b}') => text.to_owned(),
        _ => charset::decode(name, bytes)
            .unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()),
    }
}

fn quoted(text: &str, body: Span, charset: &str, rewrite: &mut Rewrite<'_>) {
    let whole = by_lines(charset);
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
    let mut escaped = false;
    let mut at = body.start;
    let source = text.as_bytes();
    while at < body.end {
        let near = [0, 1, 2].map(|next| source.get(at + next).copied().unwrap_or(b' '));
        let length = match near {
            [b'=', b'\r', b'\n'] => 3,
            [b'=', b'\r' | b'\n', _] => 2,
            [b'=', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => 3,
            _ => 1,
        };
        let ends = length == 1 && (!whole || matches!(near, [b'\r' | b'\n', _, _]));
        if ends {
            if let Some(span) = run.take().filter(|_| escaped) {
                put(span, &read(charset, &mime::quoted_printable(span.of(text))));
            }
            escaped = false;
        } else {
            escaped |= length > 1;
            run.get_or_insert(Span::empty(at)).end = at + length;
        }
        at += length;
    }
    if let Some(span) = run.filter(|_| escaped) {
        put(span, &read(charset, &mime::quoted_printable(span.of(text))));
    }
}

fn base64(text: &str, body: Span, charset: &str, rewrite: &mut Rewrite<'_>) {
    // Up to the first line that is none.
    let mut end = body.start;
    for line in Lines::new(text, body) {
        let words = line.span.of(text).trim_end();
        if !is_base64(words) {
            break;
        }
        if !words.is_empty() {
            end = line.span.end;
        }
    }
    let body = Span::new(body.start, end);
    let Some(bytes) = mime::base64(body.of(text)).filter(|bytes| !bytes.is_empty()) else { return };
    let whole = by_lines(charset) || std::str::from_utf8(&bytes).is_err();
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
        let (span, with) = (Span::new(from, to), read(charset, unit));
        if counted {
            rewrite.also(span, &with);
        } else {
            rewrite.replace(span, &with);
            counted = true;
        }
        from = span.end;
    }
}
