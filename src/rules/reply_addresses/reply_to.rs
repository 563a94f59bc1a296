//! Where replies and receipts go, compared with the author.

use crate::domain;
use crate::facts::{Facts, Person, identity};
use crate::rule::{Arg, Rule, rule};
use crate::rules::presence::is_whole;
use crate::rules::reply_addresses::return_path::differs;

/// Contact forms do this for a good reason; filters see it all the same.
pub(crate) static REPLY_TO_FREEMAIL: Rule = rule!(Rule {
    id: "reply-to-freemail",
    group: Disliked,
    sources: [
        rspamd(Inspired, "FREEMAIL_REPLYTO_NEQ_FROM_DOM"),
        spamassassin(Inspired, "FREEMAIL_FORGED_REPLYTO"),
        spamassassin(Inspired, "FREEMAIL_REPLYTO"),
    ],
    finds: [
        "From: a@example.org\nReply-To: b@gmail.com\nSubject: x\n",
        "From: a@gmail.com\nReply-To: b@gmail.com\nSubject: x\n"
    ],
    quiet: [
        "From: a@gmail.com\nReply-To: A+tag@gmail.com\nSubject: x\n",
        "From: a@example.org\nReply-To: b@example.com\nSubject: x\n",
        "From: a@example.org\nReply-To: b@gmail.com\nList-Id: <x.example.org>\nSubject: x\n",
    ],
    check: |facts, found| if let Some((author, reply)) =
        two_accounts(facts).or_else(|| elsewhere(facts))
        && domain::is_freemail(&reply.domain)
    {
        found
            .at(reply.span())
            .and(author.domain_span())
            .with("reply", Arg::Address(reply.address.clone()))
            .with("domain", Arg::Domain(author.domain.clone()));
    },
});

pub(crate) static REPLY_TO_OTHER_DOMAIN: Rule = rule!(Rule {
    id: "reply-to-other-domain",
    group: Informative,
    sources: [rspamd(Inspired, "REPLYTO_DOM_NEQ_FROM_DOM")],
    finds: ["From: a@example.org\nReply-To: b@example.com\nSubject: x\n"],
    quiet: ["From: a@example.org\nReply-To: b@mail.example.org\nSubject: x\n"],
    check: |facts, found| if let Some((author, reply)) = elsewhere(facts)
        && !domain::is_freemail(&reply.domain)
    {
        found
            .at(reply.domain_span())
            .and(author.domain_span())
            .with("reply", Arg::Domain(reply.domain.clone()))
            .with("domain", Arg::Domain(author.domain.clone()));
    },
});

/// Within one organisation it is a shared mailbox.
pub(crate) static REPLY_TO_EQUALS_RECIPIENT: Rule = rule!(Rule {
    id: "reply-to-equals-recipient",
    group: Disliked,
    sources: [rspamd(Inspired, "REPLYTO_EQ_TO_ADDR")],
    finds: ["From: a@example.org\nReply-To: b@example.com\nTo: b@example.com\nSubject: x\n"],
    quiet: [
        "From: a@example.org\nReply-To: team@example.org\nTo: team@example.org\nSubject: x\n",
        "From: a@example.org\nReply-To: l@example.com\nTo: l@example.com\n\
         List-Id: <l.example.com>\nSubject: x\n",
    ],
    check: |facts, found| {
        let context = &facts.context;
        if context.automatic || context.forwarded || context.bulk {
            return;
        }
        let Some((_, reply)) = elsewhere(facts) else { return };
        let same = |person: &&Person| person.address.eq_ignore_ascii_case(&reply.address);
        if let Some(recipient) = facts.recipients().find(same) {
            found
                .at(reply.span())
                .and(recipient.span())
                .with("address", Arg::Address(reply.address.clone()));
        }
    },
});

pub(crate) static REPLY_TO_REDUNDANT: Rule = rule!(Rule {
    id: "reply-to-redundant",
    group: Informative,
    sources: [Rfc(5322, "3.6.2")],
    finds: ["From: a@example.org\nReply-To: A@example.org\nSubject: x\n"],
    quiet: ["From: a@example.org\nReply-To: b@example.org\nSubject: x\n"],
    check: |facts, found| {
        let people = facts.reply_to.first().map_or(&[][..], |field| &field.people);
        if let ([reply], Some(author), false) = (people, facts.author(), facts.context.list)
            && author.address.eq_ignore_ascii_case(&reply.address)
        {
            found.at(reply.span());
        }
    },
});

pub(crate) static REPLY_TO_OUTSIDE: Rule = rule!(Rule {
    id: "reply-to-outside",
    group: Disliked,
    sources: [rspamd(Inspired, "SPOOF_REPLYTO")],
    finds: ["From: boss@example.net\nTo: me@example.net\nReply-To: boss@example.com\nSubject: x\n"],
    quiet: [
        "From: boss@example.org\nTo: me@example.net\nReply-To: boss@example.com\nSubject: x\n",
        "From: boss@example.net\nTo: me@example.net\nReply-To: boss@mail.example.net\nSubject: x\n",
    ],
    check: |facts, found| {
        let Some((author, reply)) = elsewhere(facts) else { return };
        let mut recipients = facts.recipients().peekable();
        let inside =
            recipients.peek().is_some() && recipients.all(|person| person.org == author.org);
        if inside && !domain::is_freemail(&author.domain) {
            found
                .at(reply.domain_span())
                .and(author.domain_span())
                .with("reply", Arg::Address(reply.address.clone()))
                .with("domain", Arg::Domain(author.domain.clone()));
        }
    },
});

pub(crate) static DISPOSITION_NOTIFICATION_ELSEWHERE: Rule = rule!(Rule {
    id: "disposition-notification-elsewhere",
    group: Odd,
    sources: [Rfc(8098, "2.1"), rspamd(Inspired, "HEADER_FORGED_MDN")],
    finds: ["From: a@example.org\nDisposition-Notification-To: b@example.com\nSubject: x\n"],
    quiet: [
        "From: a@example.org\nDisposition-Notification-To: b@example.org\nSubject: x\n",
        "From: a@example.org\nReply-To: b@example.com\n\
         Disposition-Notification-To: b@example.com\nSubject: x\n",
    ],
    check: |facts, found| {
        let receipts = identity::address_fields(facts.message, "disposition-notification-to");
        let Some(receipt) = receipts.first().and_then(|field| field.people.first()) else { return };
        let Some(author) = facts.author() else { return };
        let known = facts.reply_to.iter().chain(&facts.return_path).flat_map(|field| &field.people);
        if differs(author, receipt) && known.into_iter().all(|person| differs(person, receipt)) {
            found
                .at(receipt.span())
                .with("receipt", Arg::Address(receipt.address.clone()))
                .with("domain", Arg::Domain(author.domain.clone()));
        }
    },
});

pub(crate) static REPLY_TO_WITHOUT_RECIPIENT: Rule = rule!(Rule {
    id: "reply-to-without-recipient",
    group: Disliked,
    sources: [spamassassin(Inspired, "REPLYTO_WITHOUT_TO_CC")],
    finds: ["From: a@example.org\nSubject: x\nReply-To: b@example.org\nMIME-Version: 1.0\n"],
    quiet: ["From: a@example.org\nSubject: x\nReply-To: b@example.org\nMIME-Version: 1.0\n\
         Cc: c@example.net\n"],
    check: |facts, found| if is_whole(facts)
        && !facts.context.automatic
        && !facts.message.has("to")
        && !facts.message.has("cc")
        && let Some(field) = facts.field("reply-to")
    {
        found.at(field.raw.name);
    },
});

pub(crate) static FREEMAIL_NUMBERED: Rule = rule!(Rule {
    id: "freemail-user-numbered",
    group: Informative,
    sources: [
        spamassassin(Inspired, "FREEMAIL_REPLYTO_END_DIGIT"),
        spamassassin(Inspired, "FREEMAIL_ENVFROM_END_DIGIT"),
    ],
    finds: ["From: a@example.org\nReply-To: bob77@gmail.com\nSubject: x\n"],
    quiet: [
        "From: bob77@gmail.com\nSubject: x\n",
        "From: a@example.org\nReply-To: bob77@example.org\nSubject: x\n"
    ],
    check: |facts, found| for person in
        facts.reply_to.iter().chain(&facts.return_path).flat_map(|field| &field.people)
    {
        if domain::is_freemail(&person.domain)
            && person.local.ends_with(|c: char| c.is_ascii_digit())
        {
            found.at(person.span()).with("address", Arg::Address(person.address.clone()));
        }
    },
});

/// Returns the author and the first reply address, if they belong to different organisations and no
/// mailing list explains it.
fn elsewhere<'f>(facts: &'f Facts<'_>) -> Option<(&'f Person, &'f Person)> {
    let author = facts.author()?;
    let reply = facts.reply_to.first()?.people.first()?;
    (!facts.context.list && differs(author, reply)).then_some((author, reply))
}

/// Returns the author and the first reply address, if they are two accounts at one free provider.
fn two_accounts<'f>(facts: &'f Facts<'_>) -> Option<(&'f Person, &'f Person)> {
    let author = facts.author()?;
    let reply = facts.reply_to.first()?.people.first()?;
    let base = |person: &'f Person| person.local.split('+').next().unwrap_or_default();
    let other = author.domain == reply.domain && !base(author).eq_ignore_ascii_case(base(reply));
    (other && !facts.context.list).then_some((author, reply))
}
