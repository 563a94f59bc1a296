//! SMTP sessions and lines of mail logs.

use super::{Format, PLAIN};

/// Logs of Postfix, Exim and Sendmail, and the message tracking of Exchange.
pub(super) const LOGS: &[Format] = &[Format {
    id: "log",
    signs: &[
        &["status=bounced ("],
        &["status=deferred ("],
        &["noqueue: reject: "],
        &[" ** ", " r=", " t="],
        &[" == ", " r=", " t=", "defer"],
        &[" rejected rcpt <", " h="],
        &["stat=", "mailer=", "dsn="],
        &["date-time,", "event-id,", "recipient-address,"],
    ],
    recipient_in: &[" to=<", " ** ", " == ", "rejected rcpt <", ">,"],
    reply_after: &["said: ", "refused to talk to me: ", "stat=", "{led="],
    reply_ends: &["};{", "; from=<"],
    session: true,
    ..PLAIN
}];

pub(super) const SESSIONS: &[Format] = &[Format {
    id: "session",
    signs: &[&["rcpt to:<", "mail from:<"], &["sent <<<", "received >>>"]],
    recipient_in: &["rcpt to:<"],
    reply_after: &["said: "],
    session: true,
    ..PLAIN
}];
