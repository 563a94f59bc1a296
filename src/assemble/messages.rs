//! The messages of a text that holds several, as a list to choose from.

use crate::input::header_block;
use crate::message::Message;
use crate::report::MessageReport;
use crate::span::Span;
use crate::syntax::encoded_word;

/// The number of characters of a subject or sender that are shown.
const LIMIT: usize = 200;

/// The largest number of fields of one message that are looked at.
const FIELDS: usize = 2_000;

/// Returns the messages of `text` that stand at `spans`.
pub(crate) fn messages(text: &str, spans: &[Span]) -> Vec<MessageReport> {
    spans.iter().map(|span| one(text, *span)).collect()
}

fn one(text: &str, span: Span) -> MessageReport {
    let block = header_block(text, span).unwrap_or(span);
    let message = Message::parse(text, block, FIELDS);
    let shown = |name: &str| {
        let field = message.first(name)?;
        let mut shown = encoded_word::decode(text, field.value(), false).text;
        if let Some((cut, _)) = shown.char_indices().nth(LIMIT) {
            shown.truncate(cut);
            shown.push('…');
        }
        let shown = super::one_line(&shown);
        (!shown.is_empty()).then_some(shown)
    };
    MessageReport {
        span: span.trim(text),
        // Filled in by the caller, who knows the text as pasted.
        line: 0,
        subject: shown("subject"),
        from: shown("from"),
    }
}
