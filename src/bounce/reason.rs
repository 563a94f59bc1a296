//! Why it was refused, in one word.
//!
//! An own list; `docs/bounces.md` documents it with its map to Sisimai's names.

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
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its id, which is the locale key below `reason.`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// What Sisimai calls it.
            pub const fn sisimai(self) -> &'static str {
                match self { $(Self::$name => $sisimai),+ }
            }
        }
    };
}

reasons! {
    /// There is no such mailbox.
    UserUnknown = "user-unknown", "userunknown";
    /// The domain of the recipient does not exist.
    HostUnknown = "host-unknown", "hostunknown";
    /// The recipient has given the address up.
    Moved = "moved", "hasmoved";
    /// The recipient's own filter refused it.
    RecipientFilter = "recipient-filter", "filtered";
    /// The mailbox is full.
    MailboxFull = "mailbox-full", "mailboxfull";
    /// The recipient's account is shut.
    AccountShut = "account-shut", "suspend";
    /// Not sent: the address is on a suppression list.
    Suppressed = "suppressed", "suppressed";
    /// The sender address, or the person behind it, was refused.
    SenderRefused = "sender-refused", "rejected";
    /// The form of header or body.
    Content = "content", "contenterror";
    /// The message is bigger than the server takes.
    MessageTooLarge = "message-too-large", "mesgtoobig";
    /// The message is bigger than this mailbox takes.
    MailboxLimit = "mailbox-limit", "exceedlimit";
    /// A spam verdict on the message.
    Spam = "spam", "spamdetected";
    /// A scanner found something.
    Virus = "virus", "virusdetected";
    /// A rule of the receiver.
    Policy = "policy", "policyviolation";
    /// A rule of security, or no reason but a status code of that kind.
    Security = "security", "securityerror";
    /// The message breaks RFC 5322.
    NotCompliant = "not-compliant", "notcompliantrfc";
    /// A recipient complained; the message was delivered.
    Complaint = "complaint", "feedback";
    /// SPF, DKIM or DMARC.
    Authentication = "authentication", "authfailure";
    /// The history of the sending server or domain.
    Reputation = "reputation", "badreputation";
    /// The sending server is on a list, or barred.
    ServerBlocked = "server-blocked", "blocked";
    /// The sending server has no proper reverse name.
    ReverseName = "reverse-name", "requireptr";
    /// Given up, or put off, after many tries.
    Expired = "expired", "expired";
    /// No way to the server: DNS, routing, a loop.
    Network = "network", "networkerror";
    /// The server does not take mail for that domain from this sender.
    RelayDenied = "relay-denied", "norelaying";
    /// The domain or the server takes no mail.
    NotAccepting = "not-accepting", "notaccept";
    /// An error of the receiving system.
    ServerTrouble = "server-trouble", "systemerror";
    /// The receiving system has no room left.
    ServerFull = "server-full", "systemfull";
    /// A program that delivers there failed.
    DeliveryProgram = "delivery-program", "mailererror";
    /// Too many messages in a time.
    TooFast = "too-fast", "speeding";
    /// Too many connections or recipients at once.
    TooManyConnections = "too-many-connections", "toomanyconn";
    /// The encrypted connection failed or is asked for.
    Encryption = "encryption", "failedstarttls";
    /// A command of the dialogue was refused.
    Protocol = "protocol", "syntaxerror";
    /// It was delivered.
    Delivered = "delivered", "delivered";
    /// An automatic answer, not a refusal.
    AutomaticAnswer = "automatic-answer", "vacation";
    /// The reply does not say.
    Unclear = "unclear", "onhold";
}

impl Reason {
    /// The reason of an id.
    pub(super) fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.id() == id)
    }

    /// Whether the address is useless for good. Other refusals may end: they are soft.
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
