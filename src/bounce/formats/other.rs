//! Notices of rarely seen systems, and answers that are no refusals, whatever words they use.

use super::{Format, PLAIN};
use crate::bounce::NoticeKind;

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "james",
        signs: &[&["error message below:", "message details:", "rcpt to:"]],
        recipient_in: &["rcpt to:"],
        reply_after: &["error message below:"],
        ..PLAIN
    },
    Format {
        id: "fml",
        signs: &[
            &["you are not a member of this mailing list <"],
            &["duplicated message-id in <", "original mail as follows"],
        ],
        recipient_in: &[
            "you are not a member of this mailing list <",
            "duplicated message-id in <",
        ],
        ..PLAIN
    },
    Format {
        id: "challenge",
        signs: &[
            &["to confirm that you are a human"],
            &["to confirm that your message was sent by a person"],
            &["your message is being held", "click the link", "to deliver"],
            &["message is being held", "confirm", "just reply"],
            &["click the link below to have your message delivered"],
            &["please click", "to verify", "spamarrest"],
            &["tmda", "confirmation", "held"],
        ],
        kind: Some(NoticeKind::Answer),
        ..PLAIN
    },
];
