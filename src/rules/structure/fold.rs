//! Colons, blanks and folding (RFC 5322 §2.2).

use crate::facts::{Author, Person};
use crate::message::Field;
use crate::rule::{Arg, Rule, rule};
use crate::rules::fields::together;
use crate::rules::pages::GMAIL_ERRORS;
use crate::rules::structure::line::lines;
use crate::span::Span;
use crate::syntax::message_id::{self, IdFlaw, MessageId};

/// The octets of an address (RFC 5321 §4.5.3.1) and some folding; anything longer is no address.
const ADDRESS_MAX: usize = 330;

/// The most places that one finding marks.
const PLACES: usize = 50;

pub(crate) static BLANK_BEFORE_COLON: Rule = rule!(Rule {
    id: "blank-before-colon",
    group: Broken,
    sources: [Rfc(5322, "4.5"), Page("Gmail: SMTP errors", GMAIL_ERRORS, "554 5.6.0")],
    finds: ["From: a@example.org\nSubject : x\n"],
    quiet: ["From: a@example.org\nSubject: : x\n"],
    check: |facts, found| for field in facts.by_sender().filter(|field| !field.raw.gap.is_empty()) {
        found.at(field.raw.gap).with("field", Arg::Field(field.name().to_owned()));
    },
});

pub(crate) static FOLD_EMPTY_LINE: Rule = rule!(Rule {
    id: "fold-empty-line",
    group: Disliked,
    sources: [Rfc(5322, "3.2.2"), Rfc(5322, "4.2")],
    finds: ["From: a@example.org\nSubject: x\n \n\t\n y\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"],
    quiet: ["From: a@example.org\nSubject:\n x\n y\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"],
    check: |facts, found| for field in facts.by_sender().filter(|field| field.raw.lines > 1) {
        let blank = |line: &Span| line.trim(facts.text).is_empty();
        let mut blanks = lines(field.text, field.raw.body).skip(1).filter(blank).take(PLACES);
        let Some(first) = blanks.next() else { continue };
        let finding = found.at(first);
        finding.with("field", Arg::Field(field.name().to_owned()));
        for line in blanks {
            finding.and(line);
        }
    },
});

/// Lists that turn blanks into tabs are excused, as in the filter.
pub(crate) static TAB_AFTER_COLON: Rule = rule!(Rule {
    id: "tab-after-colon",
    group: Odd,
    sources: [spamassassin(Inspired, "KB_DATE_CONTAINS_TAB")],
    finds: ["From: a@example.org\nSubject: x\nDate:\tMon, 1 Jan 2024 00:00:00 +0000\n"],
    quiet: ["From: a@example.org\nSubject:\tx\nDate: \tMon, 1 Jan 2024 00:00:00 +0000\n"],
    check: |facts, found| {
        if facts.context.list {
            return;
        }
        let theirs = |field: &Field<'_>| facts.boundary.author(field.index) != Author::Receiver;
        let Some(field) = facts.message.all("date").find(theirs) else { return };
        let start = field.raw.body.start;
        if field.raw.body.of(facts.text).starts_with('\t') {
            found.at(Span::new(start, start + 1));
        }
    },
});

pub(crate) static NO_BLANK_AFTER_COLON: Rule = rule!(Rule {
    id: "no-blank-after-colon",
    group: Odd,
    sources: [
        spamassassin(Inspired, "HDRS_MISSP"),
        rspamd(Inspired, "HEADER_FROM_EMPTY_DELIMITER"),
        rspamd(Inspired, "HEADER_TO_EMPTY_DELIMITER"),
        rspamd(Inspired, "HEADER_CC_EMPTY_DELIMITER"),
        rspamd(Inspired, "HEADER_REPLYTO_EMPTY_DELIMITER"),
        rspamd(Inspired, "HEADER_DATE_EMPTY_DELIMITER")
    ],
    finds: ["From:a@example.org\nSubject: x\n"],
    quiet: ["From:\n a@example.org\nSubject:\nX-Size:3\n"],
    check: |facts, found| {
        let names = ["from", "to", "cc", "subject", "reply-to", "date"];
        let glued: Vec<_> = facts
            .by_sender()
            .filter(|field| names.contains(&field.lower))
            .filter(|field| !field.raw.body.of(facts.text).starts_with([' ', '\t', '\r', '\n']))
            .filter(|field| !field.raw.body.is_empty())
            .collect();
        let mark = |field: &Field<'_>| Span::new(field.raw.name.start, field.raw.body.start);
        together(found, &glued, &mark);
    },
});

pub(crate) static FOLD_INSIDE_TOKEN: Rule = rule!(Rule {
    id: "fold-inside-token",
    group: Disliked,
    sources: [Rfc(5322, "2.2.3")],
    finds: [
        "From: a@example.org\nSubject: x\nMessage-ID: <abc\n def@example.org>\n",
        "From: A <a@exam\n ple.org>\nSubject: x\n",
    ],
    quiet: ["From: a\n <a@example.org>\nSubject: x\nMessage-ID:\n <abcdef@example.org>\n"],
    check: |facts, found| {
        let broken = |span: Span| span.of(facts.text).contains(['\r', '\n']);
        let mut report = |field: &Field<'_>, place: Span, token: Span| {
            found
                .at(place)
                .with("field", Arg::Field(field.name().to_owned()))
                .text("token", token.of(facts.text));
        };
        let folded = |field: &Field<'_>| {
            field.raw.lines > 1 && facts.boundary.author(field.index) != Author::Receiver
        };
        let mut ids = |field: &Field<'_>, ids: &[MessageId]| {
            for id in ids {
                let mut flaws = id.flaws.iter().filter(|flaw| flaw.kind == IdFlaw::BlankInside);
                if let Some(flaw) = flaws.find(|flaw| broken(flaw.span)) {
                    let place = if id.span.len() <= ADDRESS_MAX { id.span } else { flaw.span };
                    report(field, place, id.span);
                }
            }
        };
        for field in facts.message.all("message-id").filter(folded) {
            ids(&field, &message_id::parse_list(field.text, field.value()).0);
        }
        for references in &facts.references {
            if let Some(field) = facts.message.field(references.field).filter(folded) {
                ids(&field, &references.ids);
            }
        }
        let lists = [&facts.from, &facts.sender, &facts.reply_to, &facts.to, &facts.cc];
        for list in lists.into_iter().flatten() {
            let Some(field) = facts.message.field(list.field).filter(folded) else { continue };
            for token in list.people.iter().map(Person::span) {
                if token.len() <= ADDRESS_MAX && broken(token) {
                    report(&field, token, token);
                }
            }
        }
    },
});
