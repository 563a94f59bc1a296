//! Traits of honest but uncommon programs, told one by one: no public filter refuses a mail for one of
//! these alone, and each may be what sets a program apart.

use super::claim::is_rare;
use crate::declare_rule;
use crate::rule::Arg;
use crate::rules::message_id::id::{is_rewritten_by_rspamd, place_in_id};

declare_rule! {
    pub static CHARSET_UNQUOTED = "charset-unquoted" {
        group: Informative,
        sources: [Rfc(2045, "5.1"), Observed("case-2008")],
        finds: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-2022-jp\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\"iso-2022-jp\"\n",
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n",
        ],
        // Unquoted is the common form for UTF-8; beside an old Japanese charset it tells programs apart.
        check: |facts, found| {
            let Some(value) = &facts.content_type else { return };
            let Some(charset) = value.parameter(facts.text, "charset") else { return };
            let old = ["iso-2022-jp", "shift_jis", "euc-jp"];
            if !charset.quoted && old.iter().any(|name| charset.value.eq_ignore_ascii_case(name)) {
                found.at(charset.raw).text("charset", &charset.value);
            }
        },
    }
}

declare_rule! {
    /// Gmail's own ids end in `mail.gmail.com`; a mail program that makes the id from the account does
    /// not know that.
    pub static GMAIL_ID_BY_CLIENT = "message-id-gmail-by-client" {
        group: Informative,
        sources: [spamassassin(Inspired, "SPOOF_GMAIL_MID")],
        finds: [
            "From: WaterMind <watermind.pc@gmail.com>\nSubject: x\nMessage-Id: <8CC8C735E21043watermind.pc@gmail.com>\n",
            "From: a@gmail.com\nSubject: x\nMessage-ID: <abc-1-xyz@host.example.org>\n",
        ],
        quiet: ["From: WaterMind <watermind.pc@gmail.com>\nSubject: x\nMessage-ID: <CAKx1y2z3A4b5C6d7E8f9G0h1J2k3L4m5N6p7Q8r9S0t1U2v3W4@mail.gmail.com>\n"],
        check: |facts, found| {
            let (Some(id), Some(author)) = (&facts.message_id, facts.author()) else { return };
            let gmail = matches!(author.domain.as_str(), "gmail.com" | "googlemail.com");
            let right = id.right.of(facts.text);
            // Servers and lists that make ids say nothing of the program.
            let other = !right.is_empty()
                && !right.eq_ignore_ascii_case("mail.gmail.com")
                && !facts.mailer.id_explained()
                && !facts.context.list;
            if gmail && (other || right.eq_ignore_ascii_case("gmail.com")) {
                found.at(id.right).with("domain", Arg::Domain(right.to_owned()));
            }
        },
    }
}

declare_rule! {
    pub static ID_NAME_SPELLING = "message-id-spelled-id" {
        group: Informative,
        sources: [
            Rfc(5322, "1.2.2"),
            Observed("spelling"),
        ],
        finds: ["From: a@example.org\nSubject: x\nMessage-Id: <8CC8C735E21043a@example.org>\nX-Mailer: HidemaruMail 5.05\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nMessage-ID: <8CC8C735E21043a@example.org>\nX-Mailer: HidemaruMail 5.05\n",
            "From: a@example.org\nSubject: x\nMessage-Id: <20240102030405.4ABCDEFGH1@mail.example.org>\n",
        ],
        // Only where a rare program is named: Apple, git and servers that add an id write it so too.
        check: |facts, found| {
            let Some(field) = facts.field("message-id") else { return };
            let rare = facts.mailer.claims.iter().any(is_rare);
            if rare && !facts.mailer.id_by_server && field.name() == "Message-Id" {
                found.at(field.raw.name);
            }
        },
    }
}

declare_rule! {
    /// What `message-id-holds-from` leaves out to stay the same test as rspamd's.
    pub static ID_HOLDS_ACCOUNT = "message-id-holds-account" {
        group: Informative,
        sources: [
            rspamd(Inspired, "MID_CONTAINS_FROM"),
            Observed("refused-2008"),
        ],
        finds: ["From: WaterMind <watermind.pc@gmail.com>\nSubject: x\nMessage-Id: <8CC8C735E21043watermind.pc@gmail.com>\n"],
        quiet: ["From: A <a@example.org>\nSubject: x\nMessage-ID: <20240101000000.a@example.org>\n"],
        check: |facts, found| {
            let Some(author) = facts.author().filter(|author| is_rewritten_by_rspamd(author)) else {
                return;
            };
            if let Some(place) = place_in_id(facts, author) {
                found.at(place).with("address", Arg::Address(author.address.clone()));
            }
        },
    }
}

declare_rule! {
    pub static RECIPIENT_WITHOUT_BRACKETS = "recipient-without-brackets" {
        group: Informative,
        sources: [
            Rfc(5322, "3.4"),
            Observed("brackets"),
        ],
        finds: ["From: Ann <a@example.org>\nTo: b@example.net\nX-Mailer: HidemaruMail 5.05\n"],
        quiet: [
            "From: Ann <a@example.org>\nTo: <b@example.net>\nX-Mailer: HidemaruMail 5.05\n",
            "From: Ann <a@example.org>\nTo: b@example.net\nUser-Agent: Mozilla Thunderbird\n",
        ],
        // More than half of all mail has it; beside a rare program it is one more thing to compare.
        check: |facts, found| {
            if facts.context.list || !facts.mailer.claims.iter().any(is_rare) { return }
            let mut people = facts.to.iter().flat_map(|field| &field.people);
            if let Some(first) = people.find(|p| p.mailbox.angle.is_none() && !p.domain.is_empty()) {
                found.at(first.span()).with("address", Arg::Address(first.address.clone()));
            }
        },
    }
}
