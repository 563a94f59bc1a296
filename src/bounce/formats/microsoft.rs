//! Microsoft: Exchange Online, Exchange, Outlook.com.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "exchange-online",
        signs: &[
            &["remote server returned '"],
            &["delivery has failed to these recipients or groups"],
            &["your message to", "couldn't be delivered", "office 365"],
            &["your message to", "couldn't be delivered", "microsoft 365"],
            &["diagnostic information for administrators", "generating server:", "reported error:"],
        ],
        recipients_after: &[
            "diagnostic information for administrators",
            "delivery has failed to these recipients or groups",
        ],
        recipient_in: &["your message to "],
        reply_after: &["remote server returned '", "reported error:", "remote server returned "],
        reply_ends: &["' original message headers"],
        reporter_after: &["generating server:", "server at "],
        ..PLAIN
    },
    Format {
        id: "exchange",
        signs: &[
            &["delivery has failed to these recipients or distribution lists"],
            &["diagnostic information for administrators", "generating server:"],
        ],
        recipients_after: &[
            "generating server:",
            "delivery has failed to these recipients or distribution lists",
        ],
        reply_after: &["remote server returned '"],
        reply_ends: &["##"],
        reporter_after: &["generating server:"],
        ..PLAIN
    },
    Format {
        id: "exchange-2003",
        signs: &[&["did not reach the following recipient(s):"]],
        recipients_after: &["did not reach the following recipient(s):"],
        ..PLAIN
    },
    Format {
        id: "outlook-dsn",
        signs: &[&[
            "this is an automatically generated delivery status notification",
            "delivery to the following recipients",
        ]],
        recipients_after: &["delivery to the following recipients"],
        ..PLAIN
    },
];
