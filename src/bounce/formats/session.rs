//! SMTP sessions and lines of mail logs.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "session",
        signs: &[
            &["rcpt to:<", "mail from:<"],
            &["status=bounced (host "],
            &["status=deferred (host "],
        ],
        recipient_in: &["rcpt to:<", " to=<"],
        reply_after: &["said: "],
        ..PLAIN
    },
];
