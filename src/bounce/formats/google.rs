//! Notices of Google: Gmail, Workspace and Groups.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "gmail-2008",
        signs: &[
            &["technical details of permanent failure", "perm_failure:"],
            &["technical details of temporary failure", "temp_failure:"],
            &["delivery to the following recipient", "technical details of", "failure:"],
            &["delivery to the following recipient failed permanently:"],
            &["delivery to the following recipient has been delayed"],
        ],
        recipients_after: &[
            "failed permanently:",
            "has been delayed:",
            "delivery to the following recipients",
            "delivery to the following recipient",
        ],
        placeholder: true,
        reply_after: &[
            "perm_failure:",
            "temp_failure:",
            "the error that the other server returned was:",
            "technical details of permanent failure:",
            "technical details of temporary failure:",
        ],
        provider: Some("gmail"),
        ..PLAIN
    },
    Format {
        id: "google-groups",
        signs: &[
            &["may not exist, or you may not have permission"],
            &["groups.google.com/support", "google groups"],
            &["support.google.com/", "groups.google.com", "google groups"],
        ],
        nameless: true,
        provider: Some("gmail"),
        ..PLAIN
    },
    Format {
        id: "gmail",
        signs: &[
            &["** address not found **"],
            &["** message blocked **"],
            &["** message not delivered **"],
            &["** delivery incomplete **"],
            &["** message rejected **"],
            &["** recipient inbox full **"],
            &["** message too large **"],
            &["message blocked", "your message to", "the response was:"],
            &["your message wasn't delivered to", "the response"],
            &["the response from the remote server was:"],
        ],
        recipient_in: &[
            "delivered to ",
            "delivering your message to ",
            "your message to ",
            "message to ",
        ],
        reply_after: &["the response from the remote server was:", "the response was:"],
        ..PLAIN
    },
];
