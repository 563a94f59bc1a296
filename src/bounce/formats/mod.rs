//! The formats of notices that mail systems write for people: data for the one reader in `text`, a
//! file per family.

mod google;
mod japan;
mod microsoft;
mod mta;
mod other;
mod services;
mod session;

use super::NoticeKind;

/// How a notice is recognised, and where things stand in it. All signs are in lower case with
/// single spaces, because they are looked for in the plain form of the text (see `search_text`).
pub(super) struct Format {
    /// The id, which is the locale key below `format.`.
    pub(super) id: &'static str,
    /// A notice has this format if all signs of one of the groups stand in it.
    pub(super) signs: &'static [&'static [&'static str]],
    /// The kind of such a notice, if it is never a refusal.
    pub(super) kind: Option<NoticeKind>,
    /// Recipients stand after the first of these that occurs, or anywhere if none does.
    pub(super) recipients_after: &'static [&'static str],
    /// Phrases that the recipient's address follows.
    pub(super) recipient_in: &'static [&'static str],
    /// Phrases behind the recipient that the address to which the sender wrote follows.
    pub(super) alias: &'static [&'static str],
    /// Whether it is a dialogue or a log, which may tell of success, too.
    pub(super) session: bool,
    /// Whether it names no address but the sender's.
    pub(super) nameless: bool,
    /// Whether the line after the introduction is the recipient, whatever it says.
    pub(super) placeholder: bool,
    /// What introduces the server's own words, the most reliable first.
    pub(super) reply_after: &'static [&'static str],
    /// What ends them, besides a blank line.
    pub(super) reply_ends: &'static [&'static str],
    /// The provider whose words they are if no host is named.
    pub(super) provider: Option<&'static str>,
    /// What introduces the name of the reporting system.
    pub(super) reporter_after: &'static [&'static str],
}

/// The defaults of all formats.
pub(super) const PLAIN: Format = Format {
    id: "text",
    signs: &[],
    kind: None,
    recipients_after: &[],
    recipient_in: &[],
    alias: &[],
    session: false,
    nameless: false,
    placeholder: false,
    reply_after: &[],
    reply_ends: &[],
    provider: None,
    reporter_after: &[],
};

/// All families, special formats before general ones: the first that fits is taken.
const FAMILIES: [&[Format]; 8] = [
    session::LOGS,
    google::FORMATS,
    microsoft::FORMATS,
    services::FORMATS,
    japan::FORMATS,
    mta::FORMATS,
    other::FORMATS,
    session::SESSIONS,
];

/// Returns all formats, special ones before general ones.
pub(super) fn all() -> impl Iterator<Item = &'static Format> {
    FAMILIES.into_iter().flatten()
}

/// The format of notices that have no known one.
pub(super) const GENERIC: Format = Format {
    recipients_after: &[
        "following recipient(s) could not be reached:",
        "did not reach the following recipient",
        "the following recipients have not yet received your message:",
        "failed addresses follow:",
        "the following addresses had",
    ],
    recipient_in: &[
        "be delivered to",
        "unable to deliver message to",
        "unable to deliver",
        "undeliverable to",
        "rejected recipient",
        "permanent errors:",
        "delivered to",
        "relayed to",
        "addressed to:",
        "recipient:",
        "recipient <",
        "exceeds allowed size:",
        "invalid final delivery userid:",
        "unknown user",
        "user unknown",
        "mailbox is full",
        "send to",
        "your message to",
        "following message to",
        "duplicated message-id in",
        "member of this mailing list",
        "delivery to",
        "rcpt to:",
        "recipient=",
        "recipient",
    ],
    ..PLAIN
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_plain() {
        for format in all() {
            let words = format.signs.iter().copied().flatten().chain(format.recipients_after);
            let words = words.chain(format.recipient_in).chain(format.alias);
            let words = words.chain(format.reply_after).chain(format.reply_ends);
            for word in words.chain(format.reporter_after) {
                assert_eq!(*word, word.to_ascii_lowercase(), "{}", format.id);
                assert!(!word.contains(['\n', '\r', '\t']), "{}: {word:?}", format.id);
                assert!(!word.contains("  "), "{}: {word:?}", format.id);
            }
        }
    }

    #[test]
    fn ids_of_formats_are_unique() {
        let mut ids: Vec<&str> = all().map(|format| format.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
