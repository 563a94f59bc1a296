//! Notices of Japanese systems.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "m-filter",
        signs: &[
            &["「m-filter」が自動的に生成して"],
            &["-------server message", "-------smtp command"],
        ],
        recipients_after: &["以下のメールアドレスへの送信に失敗しました"],
        reply_after: &["-------server message "],
        reply_ends: &[" -------smtp command"],
        ..PLAIN
    },
    Format {
        id: "ezweb",
        signs: &[
            &["each of the following recipients was rejected by a remote mail server"],
            &["the user(s) account is"],
            &["the user(s) ", "have been "],
            &["the following recipients did not receive this message"],
        ],
        recipient_in: &["recipient: <", "for <", "rcpt to:<"],
        ..PLAIN
    },
    Format {
        id: "kddi",
        signs: &[
            &["could not be delivered to: <", "as their mailbox is full"],
            &["your mail sent on:", "could not be delivered to:"],
            &["au one net", "could not be delivered to:"],
        ],
        recipient_in: &["could not be delivered to:"],
        reply_after: &["could not be delivered to: <"],
        ..PLAIN
    },
    Format {
        id: "biglobe",
        signs: &[&[
            "the following addresses had delivery problems",
            "----- non-delivered information -----",
        ]],
        recipients_after: &["the following addresses had delivery problems -----"],
        reply_after: &["----- non-delivered information -----"],
        ..PLAIN
    },
];
