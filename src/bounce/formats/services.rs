//! Sending services, filters and groupware.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "amazon-ses",
        signs: &[&[
            "an error occurred while trying to deliver the mail to the following recipients",
        ]],
        recipients_after: &["the following recipients:"],
        ..PLAIN
    },
    Format {
        id: "mimecast",
        signs: &[&[
            "an email that you attempted to send to the following address could not be delivered",
        ]],
        recipients_after: &["could not be delivered"],
        ..PLAIN
    },
    Format {
        id: "barracuda",
        signs: &[&["was blocked by our spam firewall"]],
        recipient_in: &["your message to: ", "your message to:"],
        ..PLAIN
    },
    Format {
        id: "oracle",
        signs: &[&["this report relates to a message you sent with the following header fields"]],
        recipients_after: &["following recipients:", "recipient address:"],
        recipient_in: &["recipient address: ", "original address: "],
        reply_after: &["diagnostic code: ", "reason: "],
        ..PLAIN
    },
    Format {
        id: "domino",
        signs: &[&["was not delivered to:"], &["------- failure reasons"]],
        recipients_after: &["was not delivered to:", "failure reasons"],
        reply_after: &["because:"],
        ..PLAIN
    },
];
