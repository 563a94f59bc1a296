//! Words that notices of all kinds share; all lower case.

/// Introductions of a reply that many systems share.
pub(super) const REPLY_AFTER: [&str; 20] = [
    "said: ",
    "refused to talk to me: ",
    "returned: ",
    "responded with failure: ",
    "failed with: ",
    "it responded as follows: [",
    "with the following error message: [",
    "error message below: ",
    "gave this error: ",
    "reason for the problem: ",
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

/// What ends the server's words in notices of all kinds.
pub(super) const REPLY_ENDS: [&str; 12] = [
    "(in reply to",
    " <<<",
    " >>>",
    " ... while",
    " -----",
    " giving up on ",
    "; from=<",
    " --- below this line",
    " original message headers:",
    " final-recipient:",
    "</",
    "\",\"",
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

/// Phrases that make a text a notice that comes without any header, if it names a recipient.
pub(super) const NOTICE_PHRASES: [&str; 50] = [
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "can't be delivered",
    "not be delivered to",
    "wasn't delivered",
    "was not delivered",
    "was not relayed",
    "not relayed to",
    "unable to deliver",
    "failed to deliver",
    "delivery failed",
    "delivery failure",
    "delivery to the following",
    "message could not be sent",
    "failed to send",
    "undeliverable",
    "returned to sender",
    "was rejected by",
    "has been rejected",
    "unknown user: ",
    "user unknown: ",
    "user mailbox exceeds",
    "invalid final delivery userid",
    "trouble delivering your message",
    "not reach the following recipient",
    "not yet received your message",
    "message could not be delivered",
    "failed addresses follow",
    "you are not a member of this mailing list",
    "duplicated message-id in",
    "message non-deliverable",
    "no such user here",
    "送信できませんでした",
    "配信できませんでした",
    "届けできませんでした",
    "配信されませんでした",
    "nicht zugestellt werden",
    "wurde nicht an",
    "n'a pas pu être",
    "n'a pas été remis",
    "no se pudo entregar",
    "no se ha podido entregar",
    "no se ha entregado",
    "non è stato recapitato",
    "não pôde ser entregue",
    "não foi entregue",
    "niet worden bezorgd",
    "не может быть доставлено",
    "не было доставлено",
];
