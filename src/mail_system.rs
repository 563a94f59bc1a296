//! Whether a mail system, and no person, wrote a message: one answer for every stage, from the
//! little that each has read by then.

use crate::bytes::find_ignoring_case;

/// What names mail systems give themselves in From, in lower case.
const SYSTEMS: [&str; 4] =
    ["mailer-daemon", "mailer daemon", "mail delivery", "mail administrator"];

/// The mailbox that mail systems and their administrators share (RFC 5321 §4.5.1).
const POSTMASTER: &str = "postmaster";

/// Who wrote a message, by its From.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writer {
    /// No mail system by its name.
    Other,
    /// A postmaster: a mail system, or a person who looks after one.
    Postmaster,
    /// A mail system.
    System,
}

impl Writer {
    /// Reads the value of From, display name and all. Anybody can write such a name: it tells how to
    /// read a text, and excuses nothing ([`is_daemon`] does).
    pub(crate) fn of(from: &str) -> Self {
        let from = from.to_ascii_lowercase();
        if SYSTEMS.iter().any(|name| from.contains(name)) {
            Self::System
        } else if from.contains(POSTMASTER) {
            Self::Postmaster
        } else {
            Self::Other
        }
    }

    /// Whether this is, or may be, a mail system.
    pub(crate) const fn may_be_system(self) -> bool {
        !matches!(self, Self::Other)
    }
}

/// Whether a local part is that of the mailbox that only mail systems write from.
pub(crate) fn is_daemon(local: &str) -> bool {
    local.eq_ignore_ascii_case("mailer-daemon")
}

/// Whether a header, unparsed, may be that of a notice: it names a mail system anywhere, or has what
/// notices have.
pub(crate) fn may_be_notice(header: &[u8]) -> bool {
    const SIGNS: [&str; 4] =
        ["multipart/report", "x-failed-recipients", "return-path: <>", "undeliver"];
    let mut signs = SYSTEMS.iter().chain(&SIGNS).chain([&POSTMASTER]);
    signs.any(|sign| find_ignoring_case(header, sign.as_bytes()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_systems_are_told_from_people() {
        for (from, writer) in [
            ("MAILER-DAEMON@mx.example.net (Mail Delivery System)", Writer::System),
            ("Mail Delivery Subsystem <mailer-daemon@example.net>", Writer::System),
            ("Mailer Daemon <noreply@example.net>", Writer::System),
            ("Mail Administrator <postmaster@example.net>", Writer::System),
            ("<Postmaster@example.net>", Writer::Postmaster),
            ("Ann <ann@example.org>", Writer::Other),
            ("", Writer::Other),
        ] {
            assert_eq!(Writer::of(from), writer, "{from}");
        }
    }

    #[test]
    fn only_the_daemons_own_mailbox_excuses_a_mail() {
        assert!(is_daemon("Mailer-Daemon"));
        assert!(!is_daemon("postmaster"));
        assert!(!is_daemon("mailer-daemons"));
    }

    #[test]
    fn a_header_of_a_notice_is_known_before_it_is_parsed() {
        for header in [
            "From: \"Mail Delivery System\" <x@example.net>\n",
            "Subject: Undeliverable: x\n",
            "Return-Path: <>\n",
            "Content-Type: multipart/report; report-type=delivery-status\n",
            "X-Failed-Recipients: a@example.org\n",
            "From: postmaster@example.net\n",
        ] {
            assert!(may_be_notice(header.as_bytes()), "{header}");
        }
        assert!(!may_be_notice(b"From: Ann <ann@example.org>\nSubject: delivery\n"));
    }
}
