//! What the text is, and where its header block begins.

use super::lines::{Lines, field_name, is_blank};
use crate::span::Span;

/// What the text looks like before anybody has read its fields. Whether it is a bounce is for
/// [`crate::bounce`] to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing, or white space only.
    Empty,
    /// No header block in it; may still be the readable text of a bounce.
    NotMail,
    /// A header block and nothing after it.
    Fields,
    /// A header block and a body.
    Message,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// What it looks like.
    pub look: Look,
    /// From the first field (or its mbox `From ` line) to the end of the text: what
    /// [`crate::message::Message::read`] takes. None without a header block.
    pub message: Option<Span>,
    /// The header block in it, without the blank line.
    pub block: Option<Span>,
}

/// Looks for the first run of lines that is plausibly a header block: two known field names, or
/// one and mostly fields. Prose may stand before it.
pub fn recognise(text: &str) -> Recognised {
    with_block(text, &|| header_block(text, Span::new(0, text.len())))
}

/// The same where the header block may be known.
pub(super) fn with_block(text: &str, block: &dyn Fn() -> Option<Span>) -> Recognised {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Recognised { look: Look::Empty, message: None, block: None };
    }
    let Some(block) = block() else {
        return Recognised { look: Look::NotMail, message: None, block: None };
    };
    let body = text.get(block.end..).unwrap_or("");
    let look = if body.trim().is_empty() { Look::Fields } else { Look::Message };
    Recognised { look, message: Some(Span::new(block.start, text.len())), block: Some(block) }
}

/// The first plausible header block of `text[span]`.
pub(crate) fn header_block(text: &str, span: Span) -> Option<Span> {
    let mut run = Run::default();
    for line in Lines::new(text, span) {
        let words = line.span.of(text);
        if is_blank(words) {
            if run.is_block() {
                return run.span;
            }
            run = Run::default();
        } else {
            run.add(words, line.span);
        }
    }
    run.span.filter(|_| run.is_block())
}

#[derive(Default)]
struct Run {
    // From the first field on.
    span: Option<Span>,
    lines: usize,
    fields: usize,
    // Bits of KNOWN, so that a field seen twice counts once.
    known: u64,
    known_fields: usize,
}

impl Run {
    fn add(&mut self, words: &str, line: Span) {
        let folded = words.starts_with([' ', '\t']);
        let name = if folded { None } else { field_name(words) };
        let mbox = self.lines == 0 && (words.starts_with("From ") || words.starts_with(">From "));
        self.lines += 1;
        if name.is_some() || (folded && self.fields > 0) {
            self.fields += 1;
        }
        if let Some(index) = name.and_then(known) {
            self.known |= 1 << index;
            self.known_fields += 1;
        }
        match &mut self.span {
            Some(span) => span.end = line.end,
            None if name.is_some() || mbox => self.span = Some(line),
            None => {}
        }
    }

    fn is_block(&self) -> bool {
        self.known.count_ones() >= 2 || (self.known_fields > 0 && self.fields * 2 > self.lines)
    }
}

/// The place of a field name that text other than mail does not begin lines with.
pub(super) fn known(name: &str) -> Option<usize> {
    KNOWN.iter().position(|known| known.eq_ignore_ascii_case(name))
}

/// Fields that text other than mail does not begin lines with.
const KNOWN: [&str; 40] = [
    "Received",
    "Return-Path",
    "Delivered-To",
    "From",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "Sender",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
    "DKIM-Signature",
    "DomainKey-Signature",
    "Authentication-Results",
    "ARC-Seal",
    "ARC-Message-Signature",
    "ARC-Authentication-Results",
    "Received-SPF",
    "X-Mailer",
    "User-Agent",
    "List-Id",
    "List-Unsubscribe",
    "Precedence",
    "Auto-Submitted",
    "X-Spam-Status",
    "X-Originating-IP",
    "X-Priority",
    "X-MSMail-Priority",
    "X-MimeOLE",
    "X-Failed-Recipients",
    "Reporting-MTA",
    "Final-Recipient",
    "Diagnostic-Code",
];

const _: () = assert!(KNOWN.len() <= 64, "the names seen are bits of a u64");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_not_mail() {
        for text in [
            "hello",
            "Note: this is text\nand more\n",
            "See: http://example.org/\n",
            "a: b\nc: d\n",
        ] {
            assert_eq!(recognise(text).look, Look::NotMail, "{text:?}");
        }
        assert_eq!(recognise(" \n\t\n").look, Look::Empty);
    }

    #[test]
    fn one_known_field_is_enough_when_fields_prevail() {
        assert_eq!(recognise("X-Mailer: HidemaruMail 5.05").look, Look::Fields);
        assert_eq!(recognise("Subject: a\n b\n c\nX-Odd: 1\n").look, Look::Fields);
        let letter = "Dear all,\nthe list of\nthings follows\nSubject: open\n";
        assert_eq!(recognise(letter).look, Look::NotMail);
    }

    #[test]
    fn the_block_may_stand_below_prose() {
        let text = "Here are my headers:\n\nFrom: a@example.org\nSubject: x\n\nHello\n";
        let found = recognise(text);
        assert_eq!(found.look, Look::Message);
        assert_eq!(found.block.map(|s| s.of(text)), Some("From: a@example.org\nSubject: x"));
    }

    #[test]
    fn stray_lines_do_not_hide_a_block() {
        let text = "From: a@example.org\nthis line lost its indent\nSubject: x\n";
        assert_eq!(recognise(text).look, Look::Fields);
    }
}
