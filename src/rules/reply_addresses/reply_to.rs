//! Where answers, receipts and bounces go, compared with the author.

use crate::declare_rule;
use crate::domain;
use crate::facts::identity;
use crate::facts::{Facts, Person};
use crate::rule::Arg;

declare_rule! {
    /// Contact forms do this for a good purpose; filters see it all the same.
    pub static REPLY_TO_FREEMAIL = "reply-to-freemail" {
        group: Disliked,
        sources: [
            rspamd(Inspired, "FREEMAIL_REPLYTO_NEQ_FROM_DOM"),
            spamassassin(Inspired, "FREEMAIL_FORGED_REPLYTO"),
            spamassassin(Inspired, "FREEMAIL_REPLYTO"),
        ],
        finds: ["From: a@example.org\nReply-To: b@gmail.com\nSubject: x\n", "From: a@gmail.com\nReply-To: b@gmail.com\nSubject: x\n"],
        quiet: [
            "From: a@gmail.com\nReply-To: A+tag@gmail.com\nSubject: x\n",
            "From: a@example.org\nReply-To: b@example.com\nSubject: x\n",
            "From: a@example.org\nReply-To: b@gmail.com\nList-Id: <x.example.org>\nSubject: x\n",
        ],
        check: |facts, found| if let Some((author, reply)) = two_accounts(facts).or_else(|| elsewhere(facts))
            && domain::is_freemail(&reply.domain)
        {
            found
                .at(reply.span())
                .and(author.domain_span())
                .with("reply", Arg::Address(reply.address.clone()))
                .with("domain", Arg::Domain(author.domain.clone()));
        },
    }
}

declare_rule! {
    pub static REPLY_TO_OTHER_DOMAIN = "reply-to-other-domain" {
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
    }
}

declare_rule! {
    /// Inside one organisation it is a shared mailbox.
    pub static REPLY_TO_EQUALS_RECIPIENT = "reply-to-equals-recipient" {
        group: Disliked,
        sources: [rspamd(Inspired, "REPLYTO_EQ_TO_ADDR")],
        finds: ["From: a@example.org\nReply-To: b@example.com\nTo: b@example.com\nSubject: x\n"],
        quiet: [
            "From: a@example.org\nReply-To: team@example.org\nTo: team@example.org\nSubject: x\n",
            "From: a@example.org\nReply-To: l@example.com\nTo: l@example.com\nList-Id: <l.example.com>\nSubject: x\n",
        ],
        check: |facts, found| {
            let context = &facts.context;
            if context.automatic || context.forwarded || context.bulk { return }
            let Some((_, reply)) = elsewhere(facts) else { return };
            let same = |person: &&Person| person.address.eq_ignore_ascii_case(&reply.address);
            if let Some(recipient) = facts.recipients().find(same) {
                found
                    .at(reply.span())
                    .and(recipient.span())
                    .with("address", Arg::Address(reply.address.clone()));
            }
        },
    }
}

declare_rule! {
    pub static REPLY_TO_REDUNDANT = "reply-to-redundant" {
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
    }
}

declare_rule! {
    pub static REPLY_TO_OUTSIDE = "reply-to-outside" {
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
            let inside = recipients.peek().is_some() && recipients.all(|person| person.org == author.org);
            if inside && !domain::is_freemail(&author.domain) {
                found
                    .at(reply.domain_span())
                    .and(author.domain_span())
                    .with("reply", Arg::Address(reply.address.clone()))
                    .with("domain", Arg::Domain(author.domain.clone()));
            }
        },
    }
}

declare_rule! {
    /// What SPF is judged by; a sending service's bounce domain is normal.
    pub static RETURN_PATH_OTHER_DOMAIN = "return-path-other-domain" {
        group: Informative,
        sources: [
            spamassassin(Inspired, "HEADER_FROM_DIFFERENT_DOMAINS"),
            rspamd(Inspired, "FROM_NEQ_ENVFROM"),
        ],
        finds: ["Return-Path: <b@example.com>\nFrom: a@example.org\nSubject: x\n"],
        quiet: [
            "Return-Path: <b@bounce.example.org>\nFrom: a@example.org\nSubject: x\n",
            "Return-Path: <l-bounces@example.com>\nFrom: a@example.org\nList-Id: <l.example.com>\nSubject: x\n",
        ],
        check: |facts, found| if !facts.context.list
            && let (Some(author), Some(path)) = (facts.author(), facts.reverse_path())
            && differs(author, path)
        {
            found
                .at(path.domain_span())
                .and(author.domain_span())
                .with("path", Arg::Domain(path.domain.clone()))
                .with("domain", Arg::Domain(author.domain.clone()));
        },
    }
}

declare_rule! {
    pub static SENDER_DIFFERS = "sender-differs" {
        group: Informative,
        sources: [Rfc(5322, "3.6.2")],
        finds: ["From: a@example.org\nSender: b@example.org\nSubject: x\n"],
        quiet: ["From: a@example.org\nSender: A@example.org\nSubject: x\n"],
        check: |facts, found| {
            let sender = facts.sender.first().and_then(|field| field.people.first());
            if let (false, Some(author), Some(sender)) = (facts.context.list, facts.author(), sender)
                && !author.address.eq_ignore_ascii_case(&sender.address)
            {
                found
                    .at(sender.span())
                    .with("sender", Arg::Address(sender.address.clone()))
                    .with("address", Arg::Address(author.address.clone()));
            }
        },
    }
}

declare_rule! {
    pub static DISPOSITION_NOTIFICATION_ELSEWHERE = "disposition-notification-elsewhere" {
        group: Odd,
        sources: [Rfc(8098, "2.1"), rspamd(Inspired, "HEADER_FORGED_MDN")],
        finds: ["From: a@example.org\nDisposition-Notification-To: b@example.com\nSubject: x\n"],
        quiet: [
            "From: a@example.org\nDisposition-Notification-To: b@example.org\nSubject: x\n",
            "From: a@example.org\nReply-To: b@example.com\nDisposition-Notification-To: b@example.com\nSubject: x\n",
        ],
        check: |facts, found| {
            let receipts = identity::read(facts.message, "disposition-notification-to");
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
    }
}

/// The author and the first reply address, where they belong to different organisations and no
/// mailing list explains it.
fn elsewhere<'f>(facts: &'f Facts<'_>) -> Option<(&'f Person, &'f Person)> {
    let author = facts.author()?;
    let reply = facts.reply_to.first()?.people.first()?;
    (!facts.context.list && differs(author, reply)).then_some((author, reply))
}

/// The author and the first reply address, where these are two accounts of one free provider.
fn two_accounts<'f>(facts: &'f Facts<'_>) -> Option<(&'f Person, &'f Person)> {
    let author = facts.author()?;
    let reply = facts.reply_to.first()?.people.first()?;
    let base = |person: &'f Person| person.local.split('+').next().unwrap_or_default();
    let other = author.domain == reply.domain && !base(author).eq_ignore_ascii_case(base(reply));
    (other && !facts.context.list).then_some((author, reply))
}

fn differs(one: &Person, other: &Person) -> bool {
    !one.org.is_empty() && !other.org.is_empty() && one.org != other.org
}
