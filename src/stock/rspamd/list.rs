//! Mailing lists.

use super::FILTER;
use crate::facts::Facts;
use crate::stock::mail::{has_any, value};
use crate::stock::{Hit, Test, test};

pub(super) static TESTS: &[Test] = &[test!(
    "MAILLIST",
    |facts: &Facts<'_>| {
        let eighths = eighths(facts);
        if eighths < 8 {
            return Hit::No;
        }
        let server = facts.message.has("x-mailman-version")
            || has_any(facts, &["x-google-loop", "x-google-group-id"]);
        if server { Hit::Whole } else { Hit::Share(f32::from(eighths.min(16)) / 16.0) }
    },
    "List-Id: <l.example.org>\nPrecedence: list\nFrom: a@example.org\n",
    "List-Id: <l.example.org>\nFrom: a@example.org\n",
)];

/// Whether rspamd takes the message for list mail.
pub(super) fn is_list(facts: &Facts<'_>) -> bool {
    eighths(facts) >= 8
}

/// Returns the total weight of the fields of lists, in eighths.
fn eighths(facts: &Facts<'_>) -> u8 {
    const EACH: &[(&str, u8)] = &[
        ("list-id", 6),
        ("list-archive", 1),
        ("list-owner", 1),
        ("list-help", 1),
        ("list-post", 1),
        ("x-loop", 1),
        ("list-subscribe", 1),
        ("list-unsubscribe", 1),
    ];
    let fields: u8 =
        EACH.iter().filter(|(name, _)| facts.message.has(name)).map(|(_, eighths)| eighths).sum();
    let both = facts.message.has("list-subscribe") && facts.message.has("list-unsubscribe");
    let bulk = matches!(value(facts, "precedence"), "list" | "bulk");
    fields + if both { 2 } else { 0 } + if bulk { 2 } else { 0 }
}
