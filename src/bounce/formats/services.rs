//! Notices of sending services, filters and groupware.

use super::{Format, PLAIN};
use crate::bounce::NoticeKind;

/// The JSON of Amazon's notification service, which has one form for several kinds of event.
const SNS: Format = Format {
    recipient_in: &["recipients\":[{\"emailaddress\":\"", "\"recipients\":[\"", "\"to\":[\""],
    reply_after: &["\"diagnosticcode\":\"smtp; ", "\"diagnosticcode\":\"", "\"smtpresponse\":\""],
    reply_ends: &["\"}", "\",\""],
    ..PLAIN
};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "amazon-sns",
        signs: &[&["\"notificationtype\":\"bounce\""], &["\"eventtype\":\"bounce\""]],
        ..SNS
    },
    Format {
        id: "amazon-sns-complaint",
        signs: &[&["\"notificationtype\":\"complaint\""], &["\"eventtype\":\"complaint\""]],
        kind: Some(NoticeKind::Complaint),
        ..SNS
    },
    Format {
        id: "amazon-sns-delivery",
        signs: &[&["\"notificationtype\":\"delivery\""], &["\"eventtype\":\"delivery\""]],
        kind: Some(NoticeKind::Delivered),
        ..SNS
    },
    Format {
        id: "amazon-ses",
        signs: &[
            &["an error occurred while trying to deliver the mail to the following recipients"],
            &["the following message to <", "was undeliverable.", "the reason for the problem:"],
            &["amazon ses has suppressed sending to this address"],
        ],
        recipients_after: &["the following recipients:"],
        recipient_in: &["the following message to <"],
        reply_after: &["the reason for the problem:"],
        ..PLAIN
    },
    Format {
        id: "zoho",
        signs: &[&["error_code :"], &["[status: error, address: <"]],
        recipients_after: &["this is a permanent error.", "fatal errors ----- [status:"],
        recipient_in: &["[status: error, address: <"],
        reply_after: &["responsecode "],
        reply_ends: &[" message will be retried"],
        ..PLAIN
    },
    Format {
        id: "mimecast",
        signs: &[&[
            "an email that you attempted to send to the following address could not be delivered",
        ]],
        recipients_after: &["could not be delivered"],
        reply_after: &["additional information follows : --", "additional information follows :"],
        ..PLAIN
    },
    Format {
        id: "barracuda",
        signs: &[
            &["was blocked by our spam firewall"],
            &["was blocked by our spam & virus firewall"],
            &["blocked by our spam", "firewall"],
        ],
        recipient_in: &["your message to:"],
        ..PLAIN
    },
    Format {
        id: "oracle",
        signs: &[&["this report relates to a message you sent with the following header fields"]],
        recipients_after: &["following recipients:"],
        recipient_in: &["original address: ", "recipient address: "],
        alias: &["original address:"],
        reply_after: &["diagnostic code: smtp;", "diagnostic code: ", "reason: "],
        reply_ends: &[" remote system:", " recipient address:", " original address:", " reason:"],
        ..PLAIN
    },
    Format {
        id: "domino",
        signs: &[&["was not delivered to:"], &["------- failure reasons"]],
        recipients_after: &["was not delivered to:", "failure reasons"],
        reply_after: &["because:"],
        ..PLAIN
    },
    Format {
        id: "sendgrid",
        signs: &[&["this is an automatically generated message from sendgrid"]],
        recipients_after: &["please contact sendgrid support."],
        ..PLAIN
    },
];
