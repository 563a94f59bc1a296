//! Notices of Microsoft: Exchange Online, Exchange and Outlook.com.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "exchange-online",
        signs: &[
            &["remote server returned '"],
            &["remote server at ", "returned '"],
            &["delivery has failed to these recipients or groups"],
            &["your message to", "couldn't be delivered", "office 365"],
            &["your message to", "couldn't be delivered", "microsoft 365"],
            &["diagnostic information for administrators", "generating server:", "reported error:"],
        ],
        recipients_after: &[
            "diagnostic information for administrators: generating server:",
            "diagnostic information for administrators",
            "delivery has failed to these recipients or groups",
        ],
        recipient_in: &["your message to ", "message to the following email addresses:"],
        reply_after: &["remote server returned '", "reported error:", " returned '", "error: "],
        reply_ends: &[" original message headers", " original message details"],
        reporter_after: &["generating server:", "server at "],
        ..PLAIN
    },
    Format {
        id: "exchange",
        signs: &[
            &["delivery has failed to these recipients or distribution lists"],
            &["diagnostic information for administrators", "generating server:"],
            &["generating server:", "#5", "##"],
            &["generating server:", "#<"],
        ],
        recipients_after: &[
            "generating server:",
            "delivery has failed to these recipients or distribution lists",
        ],
        reply_after: &["remote server returned '", " returned '", "#< #", "#< ", " #"],
        reply_ends: &["##", "> #smtp#", " original message headers"],
        reporter_after: &["generating server:"],
        ..PLAIN
    },
    Format {
        id: "exchange-2003",
        signs: &[
            &["did not reach the following recipient(s):"],
            &["the following recipient(s) could not be reached:"],
            &["msexch:im"],
        ],
        recipients_after: &[
            "did not reach the following recipient(s):",
            "the following recipient(s) could not be reached:",
        ],
        ..PLAIN
    },
    Format {
        id: "outlook-dsn",
        signs: &[
            &[
                "this is an automatically generated delivery status notification",
                "delivery to the following recipients",
            ],
            &[
                "this is an automatically generated delivery status notification",
                "delevery to the following recipients",
            ],
        ],
        recipients_after: &[
            "delivery to the following recipients failed.",
            "delivery to the following recipients",
            "delevery to the following recipients",
        ],
        ..PLAIN
    },
];
