//! Finds the server's own words in a notice.

use super::formats::{Format, PLAIN};
use super::search_text::SearchText;
use super::signs::{REPLY_AFTER, REPLY_ENDS};
use super::{MOST_FAILURES, reply};
use crate::input::lines::{Line, Lines, is_blank};
use crate::span::Span;

/// Returns the server's words in `span`: those after an introduction, otherwise those from a reply
/// code on, otherwise (if `loose`) the rest of the paragraph.
pub(super) fn find(
    words: &SearchText<'_>,
    format: &Format,
    span: Span,
    loose: bool,
) -> Option<Span> {
    let own = words.find(span, format.reply_after);
    let introduced = own.or_else(|| words.find_first(span, &REPLY_AFTER));
    let introduced =
        introduced.map(|found| paragraph(words, format, Span::new(found.end, span.end)));
    introduced.filter(|found| !found.is_empty()).or_else(|| bare(words, span)).or_else(|| {
        let rest = first_paragraph(words.text, span).trim(words.text);
        let inner = rest.of(words.text).trim_start_matches([':', '>', '"', ' ', ')', '.', ',']);
        let kept = Span::new(rest.end - inner.len(), rest.end);
        let kept = ended(words, format, kept);
        (loose && kept.len() >= 4).then_some(kept)
    })
}

/// Returns a reply without an introduction: `550 5.1.1 …`, also after `#` or `host H [IP]: `.
pub(super) fn bare(words: &SearchText<'_>, span: Span) -> Option<Span> {
    let code = reply::code(words.text, span).filter(|code| code.value >= 400)?;
    let found = paragraph(words, &PLAIN, Span::new(code.span.start, span.end));
    let rest = Span::new(code.span.end, found.end).of(words.text);
    rest.trim_start_matches(['-', ' ', ':', '\'', '"', '#', ',', '\t'])
        .starts_with(|c: char| c.is_ascii_alphanumeric() || "<([|'\"".contains(c) || !c.is_ascii())
        .then_some(found)
}

/// Returns the text from the first word to the blank line, or to what ends the server's words.
fn paragraph(words: &SearchText<'_>, format: &Format, span: Span) -> Span {
    let text = words.text;
    let span = Span::new(span.trim(text).start, span.end);
    let mut found = ended(words, format, first_paragraph(text, span));
    let before = Span::new(span.start.saturating_sub(9), span.start).of(text);
    // Words in brackets or quotes: `(reason: 550 …)`, `returned '550 …'`.
    if before.to_ascii_lowercase().ends_with("(reason: ") {
        found = within_brackets(text, found);
    } else if before.ends_with(['\'', '\u{2019}', '\u{2018}', '[']) {
        let shut = |line: &Line| line.span.trim(text).of(text).ends_with(['\'', '\u{2019}', ']']);
        let end = Lines::new(text, found).find(shut).map(|line| line.span.trim(text).end);
        let inner = Span::new(found.start, end.unwrap_or(found.end));
        let kept = inner.of(text).trim_end_matches(['\'', '\u{2019}', ']']);
        // A bracket that the words themselves open is theirs.
        if !before.ends_with('[') || !kept.contains('[') {
            found = Span::new(inner.start, inner.start + kept.len());
        }
    }
    found
}

/// Returns `span` up to the bracket that closes the one before it.
fn within_brackets(text: &str, span: Span) -> Span {
    let mut open = 0_usize;
    for (at, c) in span.of(text).char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return Span::new(span.start, span.start + at),
            ')' => open -= 1,
            _ => {}
        }
    }
    span
}

/// Returns `span` up to where words other than the server's begin.
fn ended(words: &SearchText<'_>, format: &Format, span: Span) -> Span {
    let ends = words.find_first(span, &REPLY_ENDS).into_iter();
    let ends = ends.chain(words.find_first(span, format.reply_ends));
    let end = ends.map(|found| found.start).filter(|at| *at > span.start).min();
    Span::new(span.start, end.unwrap_or(span.end)).trim(words.text)
}

/// Returns `span` up to the first blank line that follows any words.
pub(super) fn first_paragraph(text: &str, span: Span) -> Span {
    let mut end = span.start;
    let mut begun = false;
    for line in Lines::new(text, span) {
        let blank = is_blank(line.span.of(text));
        if blank && begun {
            break;
        }
        begun |= !blank;
        end = line.span.end;
    }
    Span::new(span.start, end)
}

/// Returns the last `<<< 550 …` of a transcript, including its continuation lines. Follow-ups of an
/// earlier refusal (`no valid recipients`) do not count.
pub(super) fn dialogue(words: &SearchText<'_>, span: Span) -> Option<Span> {
    let text = words.text;
    let mut found: Option<Span> = None;
    let mut open = false;
    for Line { span, .. } in Lines::new(text, span) {
        let line = span.of(text).trim_start();
        let answer = ["<<<", "Out:", "S:"].iter().find_map(|mark| line.strip_prefix(mark));
        let Some(rest) = answer.map(str::trim) else {
            open = false;
            continue;
        };
        let follow_up = ["no valid recipients", "Need RCPT", "need RCPT", "503"];
        let follow_up = follow_up.iter().any(|words| rest.contains(words));
        if !rest.starts_with(['4', '5']) || (follow_up && found.is_some()) {
            open = false;
            continue;
        }
        let start = span.start + (span.len() - rest.len().min(span.len()));
        match &mut found {
            Some(reply) if open => reply.end = span.end,
            _ => found = Some(Span::new(start.min(span.end), span.end).trim(text)),
        }
        open = true;
    }
    found
}

/// Returns the replies of a text that is nothing but replies; empty if its first line is none. The
/// lines of one reply (RFC 5321 §4.2.1: `550-…`, or folded) are joined.
pub(super) fn alone(words: &SearchText<'_>) -> Vec<Span> {
    let text = words.text;
    let mut replies: Vec<Span> = Vec::new();
    // The code of a multiline reply that goes on, and whether the next line may be a folded one.
    let (mut many, mut folded) = (None, false);
    for Line { span, .. } in Lines::new(text, words.span) {
        if is_blank(span.of(text)) {
            (many, folded) = (None, false);
            continue;
        }
        let line = span.trim(text);
        let code = reply::code(text, line).filter(|code| code.value >= 400);
        let code = code.filter(|code| {
            let before = Span::new(line.start, code.span.start).of(text).trim_end();
            before.is_empty() || BEFORE.iter().any(|mark| before.ends_with(mark))
        });
        let full = replies.len() >= MOST_FAILURES;
        match (&code, replies.last_mut()) {
            (None, None) => return replies,
            (None, Some(last)) if folded => last.end = line.end,
            (None, Some(_)) => {}
            (Some(code), Some(last)) if many == Some(code.value) => last.end = line.end,
            (Some(_), _) if full => return replies,
            (Some(code), _) => replies.push(Span::new(code.span.start, line.end)),
        }
        if let Some(code) = code {
            let hyphen = Span::new(code.span.end, code.span.end + 1).of(text) == "-";
            (many, folded) = (hyphen.then_some(code.value), true);
        }
    }
    replies
}

/// What may stand before the code on a line that is a reply.
const BEFORE: [&str; 8] = [":", "<<<", "(reason:", "'", "\"", "->", "#", ";"];
