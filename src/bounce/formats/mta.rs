//! Mail transfer agents, and the sessions that they log.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "postfix",
        signs: &[
            &["this is the mail system at host"],
            &["this is the postfix program at host"],
            &["this is the", "program at host", "i'm sorry to have to inform you"],
        ],
        recipients_after: &["the mail system ", "the postfix program"],
        reply_after: &["said: ", "refused to talk to me: ", "command output: "],
        reporter_after: &["mail system at host ", "program at host "],
        ..PLAIN
    },
    Format {
        id: "gmx",
        signs: &[
            &["--- the header of the original message is following. ---"],
            &["smtp error from remote server after", "host:"],
        ],
        recipients_after: &["could not be delivered", "address(es) failed"],
        reply_after: &["reason:"],
        ..PLAIN
    },
    Format {
        id: "exim",
        signs: &[
            &["this message was created automatically by mail delivery software"],
            &["address(es) failed:"],
            &["smtp error from remote mail server after"],
            &["smtp error from remote mailer after"],
        ],
        recipients_after: &[
            "address(es) failed:",
            "following addresses:",
            "not yet been delivered",
            "could not be delivered to",
        ],
        ..PLAIN
    },
    Format {
        id: "qmail",
        signs: &[
            &["this is the qmail-send program"],
            &["i'm afraid i wasn't able to deliver your message"],
            &["i tried to deliver a bounce message to this address, but"],
            &["--- below this line is a copy of the message"],
            &["sorry, we were unable to deliver your message"],
        ],
        recipients_after: &[
            "following addresses.",
            "following addresses:",
            "following address.",
            "to this address, but",
        ],
        reply_after: &["remote host said: "],
        reporter_after: &["qmail-send program at "],
        ..PLAIN
    },
    Format {
        id: "sendmail",
        signs: &[
            &["the following addresses had"],
            &["transcript of session follows"],
            &["unsent message follows"],
            &["unsent message below"],
        ],
        recipients_after: &["the following addresses had", "the following address had"],
        recipient_in: &[">>> rcpt to:", "550 <", "554 <", "553 <", "421 <", "501 <"],
        reply_after: &["(reason: "],
        ..PLAIN
    },
    Format {
        id: "opensmtpd",
        signs: &[&["this is the mailer-daemon, please do not reply"]],
        recipients_after: &["list of recipients:"],
        ..PLAIN
    },
    Format {
        id: "dragonfly",
        signs: &[&["this is the dragonfly mail agent"]],
        recipient_in: &[
            "your mail to ",
            "message to '",
            "message to <",
            "message to ",
            "delivery to '",
        ],
        ..PLAIN
    },
    Format {
        id: "courier",
        signs: &[&["this is a delivery status notification from"]],
        recipients_after: &["could not be delivered to", "delivery status"],
        ..PLAIN
    },
];
