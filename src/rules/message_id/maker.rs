//! Who made an identifier, and who did not.

use crate::facts::Author;
use crate::facts::mailer::is_rare;
use crate::rule::{Arg, Rule, rule};
use crate::shape::is_hashed;

/// Gmail's own identifiers end in `mail.gmail.com`; a mail program that makes them from the account
/// does not know that.
pub(crate) static GMAIL_ID_BY_CLIENT: Rule = rule!(Rule {
    id: "message-id-gmail-by-client",
    group: Informative,
    sources: [spamassassin(Inspired, "SPOOF_GMAIL_MID")],
    finds: [
        "From: WaterMind <watermind.pc@gmail.com>\nSubject: x\n\
         Message-Id: <8CC8C735E21043watermind.pc@gmail.com>\n",
        "From: a@gmail.com\nSubject: x\nMessage-ID: <abc-1-xyz@host.example.org>\n",
    ],
    quiet: ["From: WaterMind <watermind.pc@gmail.com>\nSubject: x\n\
         Message-ID: <CAKx1y2z3A4b5C6d7E8f9G0h1J2k3L4m5N6p7Q8r9S0t1U2v3W4@mail.gmail.com>\n"],
    check: |facts, found| {
        let (Some(id), Some(author)) = (&facts.message_id, facts.author()) else { return };
        let gmail = matches!(author.domain.as_str(), "gmail.com" | "googlemail.com");
        let right = id.right.of(facts.text);
        // If a server or a list made the identifier, it says nothing about the program.
        let other = !right.is_empty()
            && !right.eq_ignore_ascii_case("mail.gmail.com")
            && !facts.mailer.id_explained()
            && !facts.context.list;
        if gmail && (other || right.eq_ignore_ascii_case("gmail.com")) {
            found.at(id.right).with("domain", Arg::Domain(right.to_owned()));
        }
    },
});

pub(crate) static ID_NAME_SPELLING: Rule = rule!(Rule {
    id: "message-id-spelled-id",
    group: Informative,
    sources: [Rfc(5322, "1.2.2"), Observed("spelling"),],
    finds: ["From: a@example.org\nSubject: x\nMessage-Id: <8CC8C735E21043a@example.org>\n\
         X-Mailer: HidemaruMail 5.05\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nMessage-ID: <8CC8C735E21043a@example.org>\n\
         X-Mailer: HidemaruMail 5.05\n",
        "From: a@example.org\nSubject: x\n\
         Message-Id: <20240102030405.4ABCDEFGH1@mail.example.org>\n",
    ],
    // Only if a rare program is named: Apple, git and servers that add an identifier spell it so
    // too.
    check: |facts, found| {
        let Some(field) = facts.field("message-id") else { return };
        let rare = facts.mailer.claims.iter().any(is_rare);
        if rare && !facts.mailer.id_by_server && field.name() == "Message-Id" {
            found.at(field.raw.name);
        }
    },
});

/// Old honest messages lost Outlook's other fields on lists, so this is only a note.
pub(crate) static OUTLOOK_ID_ALONE: Rule = rule!(Rule {
    id: "message-id-outlook-alone",
    group: Odd,
    sources: [
        spamassassin(Inspired, "RATWARE_MS_HASH"),
        spamassassin(Inspired, "RATWARE_OUTLOOK_NONAME"),
        rspamd(Inspired, "RATWARE_MS_HASH"),
    ],
    finds: ["From: a@example.org\nSubject: x\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n"],
    quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n\
         X-Mailer: Microsoft Outlook 16.0\n"],
    check: |facts, found| {
        let Some(id) = &facts.message_id else { return };
        let alone = facts.mailer.claims.is_empty() && !facts.message.has("x-mimeole");
        if alone && !facts.context.list && is_hashed(id.span.of(facts.text)) {
            found.at(id.inner).text("id", id.inner.of(facts.text));
        }
    },
});

pub(crate) static MESSAGE_ID_ADDED: Rule = rule!(Rule {
    id: "message-id-added-on-the-way",
    group: Disliked,
    sources: [
        rspamd(Inspired, "GOOGLE_FORWARDING_MID_MISSING"),
        rspamd(Inspired, "GOOGLE_FORWARDING_MID_BROKEN"),
        spamassassin(Inspired, "MSGID_FROM_MTA_HEADER"),
    ],
    finds: ["From: a@example.org\nSubject: x\n\
         Message-ID: <65a0b1c2.SMTPIN_ADDED_MISSING@mx.google.com>\n",],
    quiet: [
        "From: a@example.org\nSubject: x\nMessage-ID: <CAabcdefgh@mail.gmail.com>\n",
        "From: a@example.org\nSubject: x\n\
         Message-ID: <20240102030405.4ABCDEFGH1@mail.example.org>\n",
        "From: a@example.org\nSubject: x\n\
         Message-ID: <AM0PR08MB1A@AM0PR08MB1.eurprd08.prod.outlook.com>\n",
    ],
    check: |facts, found| if let (Some(field), Some(id)) =
        (facts.field("message-id"), &facts.message_id)
    {
        let host = id.right.of(facts.text).to_ascii_lowercase();
        let left = id.left.of(facts.text);
        let added = left.contains("SMTPIN_ADDED_")
            || host == "mx.google.com"
            || host.ends_with(".protection.outlook.com")
            // Front ends of Exchange Online accept mail from outside; their identifier replaces a
            // missing one.
            || (host.contains("pepf") && host.ends_with(".prod.outlook.com"))
            || facts.boundary.author(field.index) == Author::Receiver;
        if added {
            found.at(id.span).with("host", Arg::Domain(host));
        }
    },
});
