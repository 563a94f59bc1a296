//! SMTP sessions and lines of mail logs.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "log",
        signs: &[
            &["status=bounced ("],
            &["status=deferred ("],
            &["status=expired, "],
            &[" => ", "smtp error from remote mail"],
            &[" ** ", "r=", "t=", "smtp error from remote"],
            &["noqueue: reject: "],
            &["stat=", "mailer=", "dsn="],
            &["date-time,", "event-id", "recipient-address"],
            &[",fail,", ",smtp,"],
        ],
        recipients_after: &[" ** ", " == "],
        recipient_in: &[" to=<", "rcpt to:<", ",fail,"],
        reply_after: &["said: ", "refused to talk to me: ", "stat="],
        reply_ends: &[") "],
        session: true,
        ..PLAIN
    },
    Format {
        id: "session",
        signs: &[&["rcpt to:<", "mail from:<"], &["sent <<<", "received >>>"]],
        recipient_in: &["rcpt to:<"],
        reply_after: &["said: "],
        session: true,
        ..PLAIN
    },
];
