//! The notices that mail systems write for people: data for the one reader in `text`.

/// How a notice is known, and where things stand in it. All signs are lower case.
pub(super) struct Format {
    /// Locale key below `format.`.
    pub(super) id: &'static str,
    /// It is this format if all signs of one group stand in the text.
    pub(super) signs: &'static [&'static [&'static str]],
    /// Recipients stand after the first of these; from the top without one.
    pub(super) recipients_after: &'static [&'static str],
    /// Sentences that the recipient's address follows.
    pub(super) recipient_in: &'static [&'static str],
    /// What introduces the server's own words, the surest first.
    pub(super) reply_after: &'static [&'static str],
    /// What ends them, besides a blank line.
    pub(super) reply_ends: &'static [&'static str],
    /// Whose words they are where no host is named.
    pub(super) provider: Option<&'static str>,
    /// What introduces the name of the reporting system.
    pub(super) reporter_after: &'static [&'static str],
}

const PLAIN: Format = Format {
    id: "text",
    signs: &[],
    recipients_after: &[],
    recipient_in: &[],
    reply_after: &[],
    reply_ends: &[],
    provider: None,
    reporter_after: &[],
};

/// Introductions of a reply that many systems share.
pub(super) const REPLY_AFTER: [&str; 12] = [
    "said: ",
    "said:\n",
    "remote host said: ",
    "the response was:",
    "the response from the remote server was:",
    "the error that the other server returned was:",
    "remote server returned '",
    "remote server returned ",
    "(reason: ",
    "diagnostic-code: ",
    "diagnostic code: ",
    "reported error: ",
];

/// Signs of a warning: the server still tries.
pub(super) const DELAY: [&str; 9] = [
    "has been delayed",
    "this is a warning message only",
    "delivery status notification (delay)",
    "delivery delayed",
    "** delivery incomplete **",
    "delivery incomplete",
    "will be retried",
    "message is still in the queue",
    "you do not need to resend your message",
];

/// Signs that the refusal is final.
pub(super) const PERMANENT: [&str; 5] = [
    "failed permanently",
    "permanent fatal error",
    "permanent error",
    "permanent failure",
    "permanently rejected",
];

/// Lines that the returned message follows, lower case, as their beginnings; hyphens before them
/// are left out.
pub(super) const RETURNED_AFTER: [&str; 20] = [
    "original message headers:",
    "original message",
    "message header follows",
    "below this line is a copy of the message",
    "below this line is the original",
    "this is a copy of the message",
    "this is a copy of your message",
    "unsent message follows",
    "unsent message below",
    "below is a copy of the original message",
    "message headers follow",
    "original message follows",
    "the header of the original message is following",
    "the header of the original message",
    "returned message",
    "original mail info",
    "message text follows",
    "original message text",
    "undelivered message",
    "returned mail",
];

/// Special before general: the first that fits is taken.
pub(super) const FORMATS: [Format; 22] = [
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
            "delivery to the following recipient",
        ],
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
        signs: &[&["may not exist, or you may not have permission"]],
        recipient_in: &["the group you tried to contact ("],
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
    Format {
        id: "exchange-online",
        signs: &[
            &["remote server returned '"],
            &["delivery has failed to these recipients or groups"],
            &["your message to", "couldn't be delivered", "office 365"],
            &["your message to", "couldn't be delivered", "microsoft 365"],
            &["diagnostic information for administrators", "generating server:", "reported error:"],
        ],
        recipients_after: &[
            "diagnostic information for administrators",
            "delivery has failed to these recipients or groups",
        ],
        recipient_in: &["your message to "],
        reply_after: &["remote server returned '", "reported error:", "remote server returned "],
        reply_ends: &["'\n", "'\r"],
        reporter_after: &["generating server:", "server at "],
        ..PLAIN
    },
    Format {
        id: "exchange",
        signs: &[
            &["delivery has failed to these recipients or distribution lists"],
            &["diagnostic information for administrators", "generating server:"],
        ],
        recipients_after: &[
            "generating server:",
            "delivery has failed to these recipients or distribution lists",
        ],
        reply_after: &["remote server returned '"],
        reply_ends: &["##"],
        reporter_after: &["generating server:"],
        ..PLAIN
    },
    Format {
        id: "exchange-2003",
        signs: &[&["did not reach the following recipient(s):"]],
        recipients_after: &["did not reach the following recipient(s):"],
        ..PLAIN
    },
    Format {
        id: "outlook-dsn",
        signs: &[&[
            "this is an automatically generated delivery status notification",
            "delivery to the following recipients failed",
        ]],
        recipients_after: &["delivery to the following recipients failed"],
        ..PLAIN
    },
    Format {
        id: "postfix",
        signs: &[
            &["this is the mail system at host"],
            &["this is the postfix program at host"],
            &["this is the", "program at host", "i'm sorry to have to inform you"],
        ],
        recipients_after: &["the mail system\n", "the mail system\r", "the postfix program"],
        reply_after: &["said: ", "said:\n", "refused to talk to me: ", "command output: "],
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
        id: "ezweb",
        signs: &[
            &["each of the following recipients was rejected by a remote mail server"],
            &["the user(s) account is"],
            &["the following recipients did not receive this message"],
        ],
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
        id: "amazon-ses",
        signs: &[&[
            "an error occurred while trying to deliver the mail to the following recipients",
        ]],
        recipients_after: &["the following recipients:"],
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
        id: "courier",
        signs: &[&["this is a delivery status notification from"]],
        recipients_after: &["could not be delivered to", "delivery status"],
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

/// What is left when a text is a notice, but of no known form: subjects and senders, lower case.
pub(super) const NOTICE_SUBJECTS: [&str; 22] = [
    "undeliver",
    "returned mail",
    "failure notice",
    "delivery status notification",
    "delivery failure",
    "delivery failed",
    "delivery fail",
    "mail delivery",
    "mail system error",
    "could not be delivered",
    "delivery error",
    "delivery report",
    "non-delivery",
    "nondelivery",
    "not delivered",
    "delivery notification",
    "mail failure",
    "returned to sender",
    "warning: message",
    "warning: could not send",
    "delivery problem",
    "email not delivered",
];

/// Local parts and names that notices are sent from.
pub(super) const NOTICE_SENDERS: [&str; 5] =
    ["mailer-daemon", "mail delivery", "mailer daemon", "postmaster", "mail administrator"];

/// The form for notices of no known form.
pub(super) const GENERIC: Format = PLAIN;
