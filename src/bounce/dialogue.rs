//! Reads an SMTP session as it went over the wire, with or without marks before its lines.

use super::search_text::SearchText;
use super::{MOST_FAILURES, Stage, address};
use crate::input::lines::{Line, Lines};
use crate::span::Span;

/// A reply of a session that refuses something.
pub(super) struct Refusal {
    pub(super) recipient: Option<Span>,
    pub(super) reply: Span,
    pub(super) stage: Stage,
}

/// Marks that tools put before the lines of either side.
const MARKS: [&str; 12] =
    ["S:", "C:", "<<<", ">>>", "<--", "-->", "<-", "->", "In:", "Out:", "<~", "~>"];

/// Returns every reply that refuses, with the stage and the recipient it is about: the one just
/// named, after `DATA` the last one accepted, and none at `MAIL FROM` and before.
pub(super) fn refusals(words: &SearchText<'_>) -> Vec<Refusal> {
    let text = words.text;
    let mut found: Vec<Refusal> = Vec::new();
    let mut stage = Stage::Connect;
    // The last recipient that was named, and the last that was accepted.
    let (mut recipient, mut accepted) = (None, None);
    // The code of a multiline reply that goes on.
    let mut open = None;
    for Line { span, .. } in Lines::new(text, words.span) {
        let line = bare(text, span.trim(text));
        let content = line.of(text);
        let Some(code) = code(content) else {
            open = None;
            let Some(command) = command(content) else { continue };
            stage = command;
            match command {
                Stage::Rcpt => recipient = address::within(text, line),
                Stage::Data => recipient = accepted.or(recipient),
                _ => (recipient, accepted) = (None, None),
            }
            continue;
        };
        let goes_on = open == Some(code);
        open = content.get(3..4).filter(|c| *c == "-").map(|_| code);
        if stage == Stage::Rcpt && code < 400 {
            accepted = recipient;
        }
        let full = found.len() >= MOST_FAILURES;
        match found.last_mut() {
            Some(last) if goes_on && code >= 400 => last.reply.end = line.end,
            _ if code < 400 || full => {}
            // `no valid recipients` and `need RCPT` follow from what was refused before.
            Some(_) if code == 503 || content.contains("no valid recipients") => {}
            _ => found.push(Refusal { recipient, reply: line, stage }),
        }
    }
    found
}

/// Returns the line without the mark before it.
fn bare(text: &str, line: Span) -> Span {
    let content = line.of(text);
    let rest = MARKS.iter().find_map(|mark| content.strip_prefix(mark)).unwrap_or(content);
    Span::new(line.end - rest.len(), line.end).trim(text)
}

/// Returns the code of a line that is a reply (RFC 5321 §4.2).
fn code(line: &str) -> Option<u16> {
    let three = line.get(..3).filter(|three| three.bytes().all(|b| b.is_ascii_digit()))?;
    let ends = line.get(3..4).is_none_or(|next| next == " " || next == "-");
    three.parse().ok().filter(|code| ends && (200..600).contains(code))
}

fn command(line: &str) -> Option<Stage> {
    const COMMANDS: [(&str, Stage); 7] = [
        ("rcpt to:", Stage::Rcpt),
        ("mail from:", Stage::Mail),
        ("ehlo ", Stage::Ehlo),
        ("helo ", Stage::Ehlo),
        ("data", Stage::Data),
        ("bdat ", Stage::Data),
        (".", Stage::Data),
    ];
    COMMANDS.iter().find_map(|(command, stage)| {
        let head = line.get(..command.len())?;
        let whole = line.len() == command.len() || command.ends_with([':', ' ']);
        (whole && head.eq_ignore_ascii_case(command)).then_some(*stage)
    })
}
