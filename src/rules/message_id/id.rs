//! Message-ID, References and In-Reply-To (RFC 5322 §3.6.4).

use crate::bytes::begins;
use crate::declare_rule;
use crate::facts::{Author, Facts, Person, References};
use crate::rule::Arg;
#[cfg(not(target_arch = "wasm32"))]
use crate::rules::structure::size::{filled, text};
use crate::span::Span;
use crate::syntax::message_id::{IdFlaw, MessageId};

const GMAIL_ERRORS: &str = "https://support.google.com/a/answer/3726730";
const LIMITS: &str = "https://support.google.com/a/answer/14016360";

/// Characters that Gmail takes.
const LENGTH_MAX: usize = 500;
/// Shorter ones are too easily made twice: all of it, and left of the `@`.
const LENGTH_MIN: usize = 16;
const LEFT_MIN: usize = 5;
/// So many capitals in a row are no abbreviation.
const CAPITALS: usize = 13;
/// Flaws that one finding marks.
const PLACES: usize = 50;

#[cfg(not(target_arch = "wasm32"))]
static LONG_ID: [u8; 600] =
    filled(b"From: a@example.org\nSubject: x\nMessage-ID: <", b"0123456789.", b"@example.org>\n");
#[cfg(not(target_arch = "wasm32"))]
static FITTING_ID: [u8; 500] =
    filled(b"From: a@example.org\nSubject: x\nMessage-ID: <", b"0123456789.", b"@example.org>\n");

declare_rule! {
    pub static MESSAGE_ID_MALFORMED = "message-id-malformed" {
        group: Required,
        sources: [
            Rfc(5322, "3.6.4"),
            Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.1"),
            spamassassin(Inspired, "INVALID_MSGID"),
            rspamd(Inspired, "INVALID_MSGID"), spamassassin(Inspired, "MSGID_NOFQDN1")],
        finds: [
            "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh>\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <ab cd efgh@example.org>\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <@example.org>\n",
        ],
        quiet: [
            "From: a@example.org\nSubject: x\nMessage-ID:\n <\"abcd efgh\"@example.org> (added by me)\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <000001c0$abcd@HOST>\n",
        ],
        check: |facts, found| {
            let Some(id) = id(facts) else { return };
            let bad = [IdFlaw::NoAt, IdFlaw::EmptySide, IdFlaw::BlankInside, IdFlaw::NonAscii];
            let mut flaws = id.flaws.iter().filter(|flaw| bad.contains(&flaw.kind)).take(PLACES);
            let Some(first) = flaws.next() else { return };
            let finding = found.at(first.span);
            finding.text("id", id.span.of(facts.text));
            for flaw in flaws {
                finding.and(flaw.span);
            }
        },
    }
}

declare_rule! {
    pub static MESSAGE_ID_SEVERAL_AT = "message-id-several-at" {
        group: Disliked,
        sources: [Rfc(5322, "3.6.4"), spamassassin(Same, "MSGID_MULTIPLE_AT")],
        finds: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdef@local@here@example.org>\n"],
        quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <\"abcdef@local\"@example.org>\n"],
        check: |facts, found| {
            let Some(id) = id(facts) else { return };
            let mut flaws = id.flaws.iter().filter(|flaw| flaw.kind == IdFlaw::SeveralAt).take(PLACES);
            let Some(first) = flaws.next() else { return };
            let finding = found.at(first.span);
            finding.text("id", id.span.of(facts.text));
            for flaw in flaws {
                finding.and(flaw.span);
            }
        },
    }
}

declare_rule! {
    /// A comment beside the id counts too, as there.
    pub static MESSAGE_ID_WITHOUT_BRACKETS = "message-id-without-brackets" {
        group: Disliked,
        sources: [Rfc(5322, "3.6.4"), rspamd(Inspired, "MID_MISSING_BRACKETS")],
        finds: [
            "From: a@example.org\nSubject: x\nMessage-ID: abcdefgh@example.org\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@example.org> (added)\n",
        ],
        quiet: ["From: a@example.org\nSubject: x\nMessage-ID:\n <abcdefgh@[192.0.2.1]>\n"],
        check: |facts, found| if let (Some(id), Some(field)) = (id(facts), facts.field("message-id")) {
            let value = field.value_text();
            let inner = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
            if inner.is_none_or(|inner| inner.is_empty() || inner.contains('>')) {
                found.at(field.value()).text("id", id.span.of(facts.text));
            }
        },
    }
}

declare_rule! {
    /// `xt.local` is what Salesforce's honest bulk mail has.
    pub static MESSAGE_ID_LOCAL_HOST = "message-id-local-host" {
        group: Disliked,
        sources: [Rfc(5322, "3.6.4"), Rfc(6762, "3"), Rfc(6761, "6.3")],
        finds: [
            "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@localhost>\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@swift.generated>\n",
        ],
        quiet: [
            "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@localhost.example.org>\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@atl1.xt.local>\n",
        ],
        check: |facts, found| if let Some(id) = id(facts) {
            let host = id.right.of(facts.text).to_ascii_lowercase();
            let last = host.rsplit('.').next().unwrap_or("");
            let local = matches!(last, "localhost" | "localdomain" | "local" | "lan" | "internal")
                || host == "swift.generated";
            if local && host != "local" && !host.ends_with(".xt.local") {
                found.at(id.right).with("host", Arg::Domain(id.right.of(facts.text).to_owned()));
            }
        },
    }
}

declare_rule! {
    pub static MESSAGE_ID_IP_ADDRESS = "message-id-ip-address" {
        group: Disliked,
        sources: [
            Rfc(5322, "3.6.4"),
            rspamd(Inspired, "MID_BARE_IP"),
            rspamd(Inspired, "MID_RHS_IP_LITERAL"),
        ],
        finds: [
            "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@192.0.2.1>\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@[192.0.2.1]>\n",
        ],
        quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@192.0.2.1.example.org>\n"],
        check: |facts, found| if let Some(id) = id(facts) {
            let host = id.right.of(facts.text);
            let ip = host.trim_matches(['[', ']']);
            if ip.parse::<std::net::Ipv4Addr>().is_ok() {
                found.at(id.right).with("ip", Arg::Ip(ip.to_owned()));
            }
        },
    }
}

declare_rule! {
    /// Windows programs write the bare name of the computer: honest, hence a note.
    pub static MESSAGE_ID_NOT_DOMAIN = "message-id-not-domain" {
        group: Informative,
        sources: [Rfc(5322, "3.6.4"), rspamd(Inspired, "MID_RHS_NOT_FQDN")],
        finds: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@WORKSTATION>\n"],
        quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@workstation.example.org>\n"],
        check: |facts, found| if let Some(id) = id(facts) {
            let host = id.right.of(facts.text);
            if !host.is_empty() && !host.contains('.') {
                found.at(id.right).with("host", Arg::Domain(host.to_owned()));
            }
        },
    }
}

declare_rule! {
    pub static MESSAGE_ID_TOO_LONG = "message-id-too-long" {
        group: Required,
        sources: [Page("Gmail: Message header limits", LIMITS, "552 5.3.4")],
        finds: [text(&LONG_ID)],
        quiet: [text(&FITTING_ID)],
        check: |facts, found| if let Some(id) = id(facts) {
            let length = id.span.of(facts.text).chars().count();
            if length > LENGTH_MAX {
                found.at(id.span).count("length", length);
            }
        },
    }
}

declare_rule! {
    /// Old honest programs do it (`HidemaruMail`, Becky!, Sylpheed, git).
    pub static MESSAGE_ID_HOLDS_FROM = "message-id-holds-from" {
        group: Informative,
        sources: [rspamd(Same, "MID_CONTAINS_FROM")],
        finds: ["From: A <a@example.org>\nSubject: x\nMessage-ID: <20240101000000.a@example.org>\n"],
        quiet: ["From: A <aa@example.org>\nSubject: x\nMessage-ID: <20240101000000.a@example.org>\n"],
        check: |facts, found| {
            let Some(author) = facts.author().filter(|author| !author.domain.is_empty()) else { return };
            if let Some(place) = inside_id(facts, author) {
                found.at(place).with("address", Arg::Address(author.address.clone()));
            }
        },
    }
}

declare_rule! {
    /// Mail inside one domain is excused, as there.
    pub static MESSAGE_ID_HOLDS_RECIPIENT = "message-id-holds-recipient" {
        group: Disliked,
        sources: [rspamd(Same, "MID_CONTAINS_TO")],
        finds: ["From: a@example.org\nTo: b@example.net\nMessage-ID: <20240101.b@example.net>\n"],
        quiet: [
            "From: a@example.net\nTo: b@example.net\nMessage-ID: <20240101.b@example.net>\n",
            "From: a@example.org\nTo: b@example.net\nMessage-ID: <20240101.c@example.net>\n",
        ],
        check: |facts, found| if let Some(to) = foreign_recipient(facts)
            && let Some(place) = inside_id(facts, to)
        {
            found.at(place).and(to.span()).with("address", Arg::Address(to.address.clone()));
        },
    }
}

declare_rule! {
    /// Lists write to their own domain all the time.
    pub static MESSAGE_ID_DOMAIN_OF_RECIPIENT = "message-id-domain-of-recipient" {
        group: Odd,
        sources: [rspamd(Same, "MID_RHS_MATCH_TO")],
        finds: ["From: a@example.org\nTo: b@example.net\nMessage-ID: <20240101000000@example.net>\n"],
        quiet: [
            "From: a@example.net\nTo: b@example.net\nMessage-ID: <20240101000000@example.net>\n",
            "From: a@example.org\nTo: b@example.net\nMessage-ID: <20240101000000@mail.example.net>\n",
            "From: a@example.org\nCc: c@example.org\nTo: b@example.net\nMessage-ID: <20240101@example.net>\n",
        ],
        check: |facts, found| if let (Some(to), Some(id)) = (foreign_recipient(facts), id(facts))
            && id.right.of(facts.text).eq_ignore_ascii_case(&to.domain)
            && inside_id(facts, to).is_none()
        {
            found.at(id.right).and(to.domain_span()).with("domain", Arg::Domain(to.domain.clone()));
        },
    }
}

declare_rule! {
    pub static MESSAGE_ID_ADDED = "message-id-added-on-the-way" {
        group: Disliked,
        sources: [
            rspamd(Inspired, "GOOGLE_FORWARDING_MID_MISSING"),
            rspamd(Inspired, "GOOGLE_FORWARDING_MID_BROKEN"),
            spamassassin(Inspired, "MSGID_FROM_MTA_HEADER"),
        ],
        finds: [
            "From: a@example.org\nSubject: x\nMessage-ID: <65a0b1c2.SMTPIN_ADDED_MISSING@mx.google.com>\n",
        ],
        quiet: [
            "From: a@example.org\nSubject: x\nMessage-ID: <CAabcdefgh@mail.gmail.com>\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <20240102030405.4ABCDEFGH1@mail.example.org>\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <AM0PR08MB1A@AM0PR08MB1.eurprd08.prod.outlook.com>\n",
        ],
        check: |facts, found| if let (Some(field), Some(id)) = (facts.field("message-id"), &facts.message_id) {
            let host = id.right.of(facts.text).to_ascii_lowercase();
            let left = id.left.of(facts.text);
            let added = left.contains("SMTPIN_ADDED_")
                || host == "mx.google.com"
                || host.ends_with(".protection.outlook.com")
                // Front ends of Exchange Online accept from outside; an id of theirs was missing.
                || (host.contains("pepf") && host.ends_with(".prod.outlook.com"))
                || facts.boundary.author(field.index) == Author::Receiver;
            if added {
                found.at(id.span).with("host", Arg::Domain(host));
            }
        },
    }
}

declare_rule! {
    pub static MESSAGE_ID_CAPITALS = "message-id-capitals" {
        group: Disliked,
        sources: [spamassassin(Inspired, "MSGID_SPAM_CAPS"), spamassassin(Inspired, "MSGID_YAHOO_CAPS")],
        finds: ["From: a@example.org\nSubject: x\nMessage-ID: <QWERTZ@yahoo.com>\n", "From: a@example.org\nSubject: x\nMessage-ID: <QWERTZUIOPASDFG@example.org>\n"],
        quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <QWERTZUIOPASDF7@example.org>\n"],
        check: |facts, found| if let Some(id) = id(facts) {
            let left = id.left.of(facts.text);
            let host = !id.right.is_empty();
            let yahoo = id.right.of(facts.text).eq_ignore_ascii_case("yahoo.com") && !left.is_empty();
            if host && (left.len() >= CAPITALS || yahoo) && left.bytes().all(|b| b.is_ascii_uppercase()) {
                found.at(id.left).text("id", id.span.of(facts.text));
            }
        },
    }
}

declare_rule! {
    pub static MESSAGE_ID_HOST_IS_USER = "message-id-host-equals-user" {
        group: Disliked,
        sources: [rspamd(Inspired, "MID_END_EQ_FROM_USER_PART")],
        finds: ["From: info@example.org\nSubject: x\nMessage-ID: <abcdefgh@info>\n"],
        quiet: ["From: info@example.org\nSubject: x\nMessage-ID: <abcdefgh@INFO>\n"],
        check: |facts, found| if let (Some(id), Some(author)) = (id(facts), facts.author()) {
            let host = id.right.of(facts.text);
            let word = !host.is_empty() && host.bytes().all(|b| b.is_ascii_lowercase());
            if word && host == author.local {
                found.at(id.right).and(author.span()).text("host", host);
            }
        },
    }
}

declare_rule! {
    pub static MESSAGE_ID_WWW = "message-id-www" {
        group: Odd,
        sources: [rspamd(Same, "MID_RHS_WWW")],
        finds: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@www.example.org>\n"],
        quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <www.abcdefgh@example.org>\n"],
        check: |facts, found| if let Some(id) = id(facts) {
            let host = id.right.of(facts.text);
            if begins(host, "www.") {
                found.at(id.right).with("host", Arg::Domain(host.to_owned()));
            }
        },
    }
}

declare_rule! {
    /// In-Reply-To may hold a phrase beside the id (RFC 5322 §4.5.4), References no longer may.
    pub static REFERENCES_MALFORMED = "references-malformed" {
        group: Odd,
        sources: [Rfc(5322, "3.6.4")],
        finds: [
            "From: a@example.org\nSubject: Re: x\nReferences: your mail of Monday\n",
            "From: a@example.org\nSubject: Re: x\nIn-Reply-To: 12345\n",
        ],
        quiet: ["From: a@example.org\nSubject: Re: x\nIn-Reply-To: Your message of Monday <abcdefgh@example.net>\nReferences: <abcdefgh@example.net>\n ,<ijklmnop@HOST>\n"],
        check: |facts, found| for References { field, ids, flaws } in &facts.references {
            let Some(field) = facts.message.field(*field) else { continue };
            let receiver = facts.boundary.author(field.index) == Author::Receiver;
            if receiver || field.value().is_empty() { continue }
            // Exchange parts the ids with commas.
            let comma = |span: Span| span.of(facts.text).trim_matches([',', ';']).trim().is_empty();
            let other = flaws.iter().map(|flaw| flaw.span).find(|span| !comma(*span));
            let no_id = ids.iter().find(|id| id.has(IdFlaw::NoAt)).map(|id| id.span);
            let place = if field.lower == "references" {
                other.or(no_id)
            } else {
                (ids.iter().all(|id| id.has(IdFlaw::NoAt))).then_some(field.value())
            };
            if let Some(place) = place {
                found
                    .at(place)
                    .with("field", Arg::Field(field.name().to_owned()))
                    .text("text", place.of(facts.text));
            }
        },
    }
}

declare_rule! {
    pub static MESSAGE_ID_TOO_SHORT = "message-id-too-short" {
        group: Odd,
        sources: [spamassassin(Inspired, "MSGID_SHORT")],
        finds: ["From: a@example.org\nSubject: x\nMessage-ID: <42@example.org>\n"],
        quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <12345@example.org>\n"],
        check: |facts, found| if let Some(id) = id(facts) {
            let short = id.span.len() < LENGTH_MIN || id.left.len() < LEFT_MIN;
            if short && !id.left.is_empty() && !id.right.is_empty() {
                found.at(id.span).count("length", id.inner.len()).text("id", id.span.of(facts.text));
            }
        },
    }
}

/// The id that the sender's side wrote.
fn id<'f>(facts: &'f Facts<'_>) -> Option<&'f MessageId> {
    let first = facts.field("message-id")?;
    let theirs = facts.boundary.author(first.index) != Author::Receiver;
    facts.message_id.as_ref().filter(|_| theirs)
}

/// The topmost recipient, where it is not of the author's domain.
fn foreign_recipient<'f>(facts: &'f Facts<'_>) -> Option<&'f Person> {
    let fields = facts.to.iter().chain(&facts.cc).chain(&facts.bcc);
    let topmost =
        fields.filter(|field| !field.people.is_empty()).min_by_key(|field| field.field)?;
    let to = topmost.people.first().filter(|to| !to.domain.is_empty())?;
    (facts.author()?.domain != to.domain).then_some(to)
}

/// Where the id holds an address, whatever the case. rspamd takes tags, and at Gmail dots, out of
/// the address before it looks; what it cannot find then is left alone here too.
fn inside_id(facts: &Facts<'_>, person: &Person) -> Option<Span> {
    if is_rewritten_by_rspamd(person) { None } else { place_in_id(facts, person) }
}

/// rspamd compares addresses without tags, and those of Gmail without dots.
pub(crate) fn is_rewritten_by_rspamd(person: &Person) -> bool {
    let gmail = matches!(person.domain.as_str(), "gmail.com" | "googlemail.com");
    person.local.contains('+') || (gmail && person.local.contains('.'))
}

/// Where the id holds the whole address.
pub(crate) fn place_in_id(facts: &Facts<'_>, person: &Person) -> Option<Span> {
    let id = id(facts)?;
    let address = person.address.to_ascii_lowercase();
    let at = id.span.of(facts.text).to_ascii_lowercase().find(&address)?;
    let start = id.span.start + at;
    Some(Span::new(start, start + address.len()))
}
