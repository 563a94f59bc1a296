//! Whether a field that is not there was missing in the mail.

use crate::facts::Facts;
use crate::rule::Found;

/// Fields that nobody types off: they show that the block was copied as it is.
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

/// Reports a field that is not there, or that says nothing.
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

/// Whether what is missing here was missing in the mail: not a few fields typed off a screen, and
/// not what a bounce chose to return.
pub(crate) fn is_whole(facts: &Facts<'_>) -> bool {
    !facts.context.returned
        && !facts.message.cut
        && facts.message.fields().take(3).count() == 3
        && TECHNICAL.iter().any(|name| facts.message.has(name))
}
