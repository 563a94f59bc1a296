//! Why a message was refused, in one word.
//!
//! The list is our own; `docs/bounces.md` documents it and maps it to Sisimai's names.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $sisimai:literal;)+) => {
        /// Why a recipient was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum Reason {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Reason {
            /// All reasons.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Returns the id, which is the locale key below `reason.`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// Returns Sisimai's name for the reason.
            pub const fn sisimai(self) -> &'static str {
                match self { $(Self::$name => $sisimai),+ }
            }
        }
    };
}

reasons! {
    /// There is no such mailbox.
    UserUnknown = "user-unknown", "userunknown";
    /// The recipient's domain does not exist.
    HostUnknown = "host-unknown", "hostunknown";
    /// The recipient has given up the address.
    Moved = "moved", "hasmoved";
    /// The recipient's own filter refused the message.
    RecipientFilter = "recipient-filter", "filtered";
    /// The mailbox is full.
    MailboxFull = "mailbox-full", "mailboxfull";
    /// The recipient's account is closed or suspended.
    AccountShut = "account-shut", "suspend";
    /// The message was not sent, because the address is on a suppression list.
    Suppressed = "suppressed", "suppressed";
    /// The sender's address, or the person behind it, was refused.
    SenderRefused = "sender-refused", "rejected";
    /// The form of the header or the body was refused.
    Content = "content", "contenterror";
    /// The message is larger than the server accepts.
    MessageTooLarge = "message-too-large", "mesgtoobig";
    /// The message is larger than this mailbox accepts.
    MailboxLimit = "mailbox-limit", "exceedlimit";
    /// The message was judged to be spam.
    Spam = "spam", "spamdetected";
    /// A malware scanner found something.
    Virus = "virus", "virusdetected";
    /// A policy of the receiver forbids the message.
    Policy = "policy", "policyviolation";
    /// A security rule was broken, or nothing but a security status code tells why.
    Security = "security", "securityerror";
    /// The message violates RFC 5322.
    NotCompliant = "not-compliant", "notcompliantrfc";
    /// A recipient complained about the message, which had been delivered.
    Complaint = "complaint", "feedback";
    /// SPF, DKIM or DMARC did not pass.
    Authentication = "authentication", "authfailure";
    /// The sending server or domain has a bad history.
    Reputation = "reputation", "badreputation";
    /// The sending server is on a blocklist or is barred.
    ServerBlocked = "server-blocked", "blocked";
    /// The sending server has no proper reverse DNS name.
    ReverseName = "reverse-name", "requireptr";
    /// Delivery was given up, or put off, after many attempts.
    Expired = "expired", "expired";
    /// The server could not be reached: DNS, routing or a loop.
    Network = "network", "networkerror";
    /// The server does not accept mail for that domain from this sender.
    RelayDenied = "relay-denied", "norelaying";
    /// The domain or the server accepts no mail at all.
    NotAccepting = "not-accepting", "notaccept";
    /// The receiving system has an error.
    ServerTrouble = "server-trouble", "systemerror";
    /// The receiving system has no room left.
    ServerFull = "server-full", "systemfull";
    /// A program that delivers mail on the receiving system failed.
    DeliveryProgram = "delivery-program", "mailererror";
    /// Too many messages were sent within a period of time.
    TooFast = "too-fast", "speeding";
    /// There were too many connections or recipients at once.
    TooManyConnections = "too-many-connections", "toomanyconn";
    /// The encrypted connection failed or is required.
    Encryption = "encryption", "failedstarttls";
    /// A command of the SMTP dialogue was refused.
    Protocol = "protocol", "syntaxerror";
    /// The message was delivered.
    Delivered = "delivered", "delivered";
    /// The notice is an automatic answer, not a refusal.
    AutomaticAnswer = "automatic-answer", "vacation";
    /// The reply does not say why.
    Unclear = "unclear", "onhold";
}

impl Reason {
    /// Returns the reason with this id.
    pub(super) fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.id() == id)
    }

    /// Returns `true` if the address is useless for good. Other refusals are soft: they may end.
    /// `is_final` tells whether the code is a permanent one.
    pub(super) const fn is_hard(self, is_final: bool) -> bool {
        match self {
            Self::UserUnknown | Self::HostUnknown | Self::Moved => true,
            Self::NotAccepting => is_final,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_one_id_and_one_name_of_sisimais() {
        for (at, reason) in Reason::ALL.iter().enumerate() {
            let others = || Reason::ALL.iter().skip(at + 1);
            assert!(others().all(|other| other.id() != reason.id()), "{}", reason.id());
            assert!(others().all(|other| other.sisimai() != reason.sisimai()), "{}", reason.id());
            assert_eq!(Reason::named(reason.id()), Some(*reason));
            // As the report writes it.
            assert_eq!(serde_json::json!(reason), reason.id());
        }
        assert_eq!(Reason::named("no-such-reason"), None);
    }
}
