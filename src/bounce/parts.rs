//! The parts of a multipart body (RFC 2046 §5.1), as byte ranges of the text.

use crate::bytes::begins;
use crate::input::header_block;
use crate::input::lines::{Lines, field_name, is_blank};
use crate::message::Message;
use crate::span::Span;
use crate::syntax::mime::{self, MimeValue};

/// The nesting depth of multiparts from which on they are taken as one part.
const DEEPEST: usize = 8;

/// The largest number of parts that are read.
const MOST: usize = 200;

/// The largest number of fields that are read from the header of one part.
const PART_FIELDS: usize = 100;

/// A part that is not a multipart itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The media type in lower case; `text/plain` if none is given (RFC 2046 §5.1).
    pub(super) kind: String,
    /// The content, without the part's own header.
    pub(super) body: Span,
    pub(super) encoding: Encoding,
    /// The charset, spelled as in the part's header.
    pub(super) charset: Option<String>,
}

/// The content transfer encodings that hide the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    #[default]
    None,
    QuotedPrintable,
    Base64,
}

/// Returns the text below the header of the notice, or all of it without one.
pub(super) fn body(text: &str, outer: Option<&Message<'_>>) -> Span {
    let start = outer.map_or(0, |outer| outer.body_start.unwrap_or(text.len()));
    Span::new(start, text.len())
}

fn plain(body: Span) -> Part {
    Part { kind: "text/plain".to_owned(), body, encoding: Encoding::None, charset: None }
}

/// Creates the part that `header` stands before.
fn with_header(text: &str, header: &Message<'_>, kind: &MimeValue, body: Span) -> Part {
    let encoding = header.first("content-transfer-encoding").map_or("", |f| f.value_text().trim());
    let encoding = match encoding {
        e if e.eq_ignore_ascii_case("base64") => Encoding::Base64,
        e if e.eq_ignore_ascii_case("quoted-printable") => Encoding::QuotedPrintable,
        _ => Encoding::None,
    };
    let charset = kind.parameter(text, "charset").map(|p| p.value.clone());
    let kind = if kind.kind.is_empty() { "text/plain".to_owned() } else { kind.kind.clone() };
    Part { kind, body, encoding, charset }
}

impl Part {
    /// Returns `true` if the part is a returned message or the header of one.
    pub(super) fn is_returned(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "message/rfc822"
                | "message/global"
                | "message/partial"
                | "text/rfc822-headers"
                | "text/rfc822-header"
                | "text/rfc822"
                | "message/rfc822-headers"
                | "message/global-headers"
        )
    }

    /// Returns `true` if the part is a whole returned message, including its body.
    pub(super) fn is_message(&self) -> bool {
        matches!(self.kind.as_str(), "message/rfc822" | "message/global" | "text/rfc822")
    }

    /// Returns `true` if the part holds the status fields of RFC 3464.
    pub(super) fn is_status(&self) -> bool {
        matches!(self.kind.as_str(), "message/delivery-status" | "message/global-delivery-status")
    }

    /// Returns `true` if the part holds the fields of a complaint (RFC 5965).
    pub(super) fn is_feedback(&self) -> bool {
        self.kind == "message/feedback-report"
    }

    /// Returns `true` if the part is plain text, meant for a person.
    pub(super) fn is_text(&self) -> bool {
        self.kind == "text/plain"
    }

    /// Returns `true` if the part holds nothing but white space.
    pub(super) fn is_blank(&self, text: &str) -> bool {
        self.body.of(text).trim().is_empty()
    }
}

/// Returns the leaf parts of `text[body]` in order; `outer` is the header above.
///
/// If that names no boundary, a line `--x` followed by a `Content-…` field is taken for one,
/// because the outer header may not have been pasted. A text without any boundary is a single part.
pub(super) fn leaves(text: &str, body: Span, outer: Option<&Message<'_>>) -> Vec<Part> {
    let mut leaves = Vec::new();
    let field = outer.and_then(|outer| outer.first("content-type"));
    let value = field.map(|field| mime::parse(text, field.value(), true));
    let boundary = value
        .as_ref()
        .filter(|value| value.kind.starts_with("multipart/"))
        .and_then(|value| value.parameter(text, "boundary"))
        .map(|p| p.value.clone())
        .filter(|boundary| !boundary.is_empty());
    if let Some(boundary) = boundary {
        split(text, body, &boundary, 0, &mut leaves);
    }
    // No line has the boundary of the header: something changed the message on its way.
    if leaves.is_empty()
        && let Some(boundary) = guess(text, body)
    {
        split(text, body, &boundary, 0, &mut leaves);
    }
    if leaves.is_empty() {
        let part = outer.zip(value).map(|(outer, value)| with_header(text, outer, &value, body));
        let mut part = part.unwrap_or_else(|| plain(body));
        if part.kind != "text/html" {
            "text/plain".clone_into(&mut part.kind);
        }
        leaves.push(part);
    }
    leaves
}

/// Returns the boundary of the first line `--x` that a `Content-…` field follows. Below a header
/// block it would be a boundary of the returned message, so it does not count there.
fn guess(text: &str, span: Span) -> Option<String> {
    let mut lines = Lines::new(text, span).peekable();
    while let Some(line) = lines.next() {
        let words = line.span.of(text);
        let Some(boundary) = words.strip_prefix("--").map(str::trim_end) else { continue };
        let next = lines.peek().map(|next| next.span.of(text)).and_then(field_name);
        let follows = next.is_some_and(|name| begins(name, "content-"));
        if follows && !boundary.starts_with(' ') && !boundary.trim_matches('-').is_empty() {
            let before = Span::new(span.start, line.span.start);
            return header_block(text, before).is_none().then(|| boundary.to_owned());
        }
    }
    None
}

fn split(text: &str, body: Span, boundary: &str, depth: usize, leaves: &mut Vec<Part>) {
    let mut start = None;
    for line in Lines::new(text, body) {
        let rest = line.span.of(text).strip_prefix("--").and_then(|l| l.strip_prefix(boundary));
        let Some(rest) = rest.map(str::trim_end) else { continue };
        if !(rest.is_empty() || rest == "--") {
            continue;
        }
        if let Some(start) = start {
            part(text, Span::new(start, line.span.start), depth, leaves);
        }
        start = rest.is_empty().then_some(line.next);
        if rest == "--" || leaves.len() >= MOST {
            return;
        }
    }
    // The text was cut off before the closing boundary.
    if let Some(start) = start {
        part(text, Span::new(start, body.end), depth, leaves);
    }
}

fn part(text: &str, span: Span, depth: usize, leaves: &mut Vec<Part>) {
    // A part may begin with the blank line that ends its empty header.
    let first = Lines::new(text, span).next();
    if let Some(line) = first
        && is_blank(line.span.of(text))
    {
        leaves.push(plain(Span::new(line.next, span.end)));
        return;
    }
    let header = Message::parse(text, span, PART_FIELDS);
    let body = Span::new(header.body_start.unwrap_or(span.end), span.end);
    let Some(field) = header.first("content-type") else {
        let body = if header.fields().next().is_some() { body } else { span };
        leaves.push(plain(body));
        return;
    };
    let value = mime::parse(text, field.value(), true);
    if value.kind.starts_with("multipart/") && depth < DEEPEST {
        let boundary = value.parameter(text, "boundary").map(|p| p.value.clone());
        let boundary = boundary.filter(|b| !b.is_empty()).or_else(|| guess(text, body));
        if let Some(boundary) = boundary {
            split(text, body, &boundary, depth + 1, leaves);
            return;
        }
    }
    leaves.push(with_header(text, &header, &value, body));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, with_header: bool) -> Vec<(String, String)> {
        let all = Span::new(0, text.len());
        let outer = with_header.then(|| Message::parse(text, all, 100));
        leaves(text, body(text, outer.as_ref()), outer.as_ref())
            .into_iter()
            .map(|part| (part.kind, part.body.of(text).trim().to_owned()))
            .collect()
    }

    #[test]
    fn nested_and_truncated_parts_are_read() {
        let text = "Content-Type: multipart/report; boundary=\"a b\"\n\n--a b\n\
            Content-Type: multipart/alternative; boundary=in\n\n\
            --in\n\nplain\n--in\nContent-Type: text/html\n\n<p>\n--in--\n--a b\n\
            Content-Type: message/rfc822\n\nFrom: x\n";
        let found = kinds(text, true);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(k, b)| (k.as_str(), b.as_str())).collect();
        assert_eq!(
            found,
            [("text/plain", "plain"), ("text/html", "<p>"), ("message/rfc822", "From: x")]
        );
    }

    #[test]
    fn a_body_without_its_outer_header_is_split() {
        let text = "preamble\n--x=1\nContent-Type: text/plain\n\nwords\n--x=1--\n";
        assert_eq!(kinds(text, false), [("text/plain".to_owned(), "words".to_owned())]);
    }
}
