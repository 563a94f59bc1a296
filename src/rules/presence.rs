//! Whether a field that is absent here was missing in the message.

use crate::facts::Facts;
use crate::rule::Found;

/// Fields that nobody types by hand: they show that the block was copied as it is.
const TECHNICAL: &[&str] = &[
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "content-type",
    "dkim-signature",
    "authentication-results",
    "x-mailer",
    "user-agent",
];

/// Reports a field that is absent or says nothing.
pub(crate) fn missing(facts: &Facts<'_>, found: &mut Found<'_>, name: &str) {
    if !is_whole(facts) {
        return;
    }
    match facts.field(name) {
        None => {
            found.missing();
        }
        Some(field) if field.value().is_empty() => {
            found.at(field.raw.name);
        }
        Some(_) => {}
    }
}

/// Whether what is absent here was missing in the message, because this is neither a few fields
/// typed by hand nor what a bounce chose to return.
pub(crate) fn is_whole(facts: &Facts<'_>) -> bool {
    !facts.context.returned
        && !facts.message.cut
        && facts.message.fields().take(3).count() == 3
        && TECHNICAL.iter().any(|name| facts.message.has(name))
}
