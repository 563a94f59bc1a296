//! Decodes the parts of a notice that come in a transfer encoding (RFC 2045 §6), as a repair of the
//! text: later stages see plain text, and its spans lead back.

use super::parts::{Encoding, Part};
use crate::input::{Builder, Clean, Repair, RepairKind};
use crate::span::Span;
use crate::syntax::charset;
use crate::syntax::mime;
use std::borrow::Cow;

/// The number of parts that are considered; the others are left as they are.
const MOST: usize = 50;

/// The number of bytes of the longest part that is decoded: no notice fills a megabyte.
const LONGEST: usize = 1_000_000;

/// Decodes the readable parts, the status fields and the returned header of a notice. Returns
/// `None` if nothing is encoded.
pub(super) fn undo(clean: &Clean<'_>, parts: &[Part]) -> Option<Clean<'static>> {
    let text = clean.text.as_ref();
    let has_plain = parts.iter().any(|part| part.kind == "text/plain" && !part.is_blank(text));
    let mut builder = Builder::new(text, &clean.map);
    let mut at = 0;
    let mut repair: Option<Repair> = None;
    for part in parts.iter().take(MOST) {
        let html = part.kind == "text/html";
        let wanted = part.is_text() || part.is_status() || part.is_returned() || part.is_feedback();
        if !(wanted || (html && !has_plain)) || part.body.start < at || part.body.len() > LONGEST {
            continue;
        }
        let Some(mut decoded) = decode(text, part) else { continue };
        if html {
            decoded = decoded.without_tags();
        }
        builder.copy(Span::new(at, part.body.start));
        decoded.put(text, &mut builder);
        at = part.body.end;
        let first = clean.map.span(Span::new(part.body.start, part.body.start));
        repair.get_or_insert(Repair::new(RepairKind::EncodedPart, 0, first)).count += 1;
    }
    let repair = repair?;
    builder.copy(Span::new(at, text.len()));
    let (text, map) = builder.finish();
    let mut repairs = clean.repairs.clone();
    repairs.push(repair);
    Some(Clean::new(Cow::Owned(text), map, repairs))
}

/// Decoded text, and for every byte of it the span of the source that it came from.
#[derive(Default)]
struct Decoded {
    text: String,
    places: Vec<Span>,
}

/// Decodes a part. Returns `None` if it is not encoded.
fn decode(text: &str, part: &Part) -> Option<Decoded> {
    let body = part.body.of(text);
    let source = body.as_bytes();
    let html = part.kind == "text/html";
    let (bytes, starts) = match part.encoding {
        Encoding::Base64 => mime::base64_places(body),
        Encoding::QuotedPrintable => mime::quoted_printable_places(body),
        // Seven-bit charsets with escape sequences, and HTML, are not plain text either.
        Encoding::None if html || source.contains(&0x1b) => {
            (source.to_vec(), (0..=source.len()).collect())
        }
        Encoding::None => return None,
    };
    if bytes == source && !html && !bytes.contains(&0x1b) {
        return None;
    }
    let start = |at: usize| starts.get(at).copied().unwrap_or(source.len());
    let place = |at: usize| {
        let (from, next) = (start(at), start(at + 1));
        // What quoted-printable skips between two bytes belongs to neither.
        let escaped = part.encoding == Encoding::QuotedPrintable && source.get(from) == Some(&b'=');
        let end = match part.encoding {
            Encoding::Base64 => next,
            _ if escaped => next.min(from + 3),
            _ => from + 1,
        };
        Span::new(part.body.start + from, part.body.start + end)
    };
    let mut decoded = Decoded::default();
    let mut at = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let words = words_of(line, part.charset.as_deref());
        // Bytes are mapped one by one if nothing moved, otherwise the line as a whole.
        if words.as_bytes() == line {
            decoded.places.extend((at..at + line.len()).map(place));
        } else {
            let whole = place(at).to(place(at + line.len() - 1));
            decoded.places.extend(std::iter::repeat_n(whole, words.len()));
        }
        decoded.text.push_str(&words);
        at += line.len();
    }
    // The rest follows the encoded text.
    let rest = Span::new(part.body.start + start(bytes.len()), part.body.end);
    decoded.text.push_str(rest.of(text));
    decoded.places.extend((rest.start..rest.end).map(|at| Span::new(at, at + 1)));
    Some(decoded)
}

fn words_of<'l>(line: &'l [u8], name: Option<&str>) -> Cow<'l, str> {
    let escaped = line.contains(&0x1b);
    match std::str::from_utf8(line) {
        Ok(words) if !escaped => Cow::Borrowed(words),
        _ => {
            let name = name.unwrap_or(if escaped { "iso-2022-jp" } else { "windows-1252" });
            let decoded = charset::decode(name, line);
            Cow::Owned(decoded.unwrap_or_else(|| String::from_utf8_lossy(line).into_owned()))
        }
    }
}

impl Decoded {
    fn place(&self, at: usize) -> Span {
        self.places.get(at).copied().unwrap_or_default()
    }

    /// Puts the text in the place of its source, in pieces of one word: fine enough to point at.
    fn put(&self, source: &str, builder: &mut Builder<'_>) {
        let mut piece: Option<(usize, Span)> = None;
        let put = |piece: Option<(usize, Span)>, end: usize, builder: &mut Builder<'_>| {
            let Some((start, span)) = piece else { return };
            let words = Span::new(start, end).of(&self.text);
            if span.of(source) == words {
                builder.copy(span);
            } else {
                builder.replace(span, words);
            }
        };
        let (mut blank, mut was_odd) = (false, false);
        for (at, c) in self.text.char_indices() {
            let span = self.place(at).to(self.place(at + c.len_utf8() - 1));
            // An escape or entity is a piece of its own.
            let odd = span.len() > 2 * c.len_utf8();
            let goes_on = |last: Span| {
                let joins = last.end == span.start && !odd && !was_odd;
                last == span || (joins && c.is_ascii_whitespace() == blank)
            };
            if let Some((_, last)) = &mut piece
                && goes_on(*last)
            {
                *last = last.to(span);
            } else {
                put(piece.replace((at, span)), at, builder);
            }
            (blank, was_odd) = (c.is_ascii_whitespace(), odd);
        }
        put(piece, self.text.len(), builder);
    }

    /// Returns the text that a person sees when HTML is displayed.
    fn without_tags(&self) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        let mut hidden = "";
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let (taken, words) = match rest.as_bytes().first() {
                Some(b'<') => {
                    let len = rest.find('>').map_or(rest.len(), |end| end + 1);
                    let tag = Span::new(1, len.saturating_sub(1)).of(rest);
                    (len, tag_words(tag, &mut hidden))
                }
                Some(b'&') => entity(rest),
                _ => {
                    let len = rest.chars().next().map_or(1, char::len_utf8);
                    (len, rest.get(..len).unwrap_or(""))
                }
            };
            if hidden.is_empty() {
                let place = self.place(at).to(self.place(at + taken - 1));
                out.text.push_str(words);
                out.places.extend(std::iter::repeat_n(place, words.len()));
            }
            at += taken;
        }
        out
    }
}

/// Returns the text that a tag stands for; `hidden` is the element whose content nobody sees.
fn tag_words(tag: &str, hidden: &mut &'static str) -> &'static str {
    let name: &str = tag.split([' ', '\t', '\r', '\n']).next().unwrap_or("");
    let is = |names: &[&'static str]| names.iter().find(|n| n.eq_ignore_ascii_case(name)).copied();
    if let Some(element) = is(&["style", "script", "head"]) {
        *hidden = element;
    } else if name.strip_prefix('/').is_some_and(|name| name.eq_ignore_ascii_case(hidden)) {
        *hidden = "";
    }
    match is(&["br", "br/", "/p", "p", "/div", "/tr", "/li", "/table", "/h1", "/h2", "/h3", "hr"]) {
        Some(_) => "\n",
        None => "",
    }
}

/// Returns the length of the entity in bytes and the text that it stands for.
fn entity(rest: &str) -> (usize, &str) {
    const ENTITIES: [(&str, &str); 8] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&#64;", "@"),
    ];
    let found = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
    found.map_or((1, "&"), |(name, words)| (name.len(), *words))
}
