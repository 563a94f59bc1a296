//! Marks of filters, by whose server made them.

use crate::facts::{Author, Facts, Verdict};
use crate::rule::{Arg, Found, Rule, rule};
use crate::rules::fields::written;

const OUTGOING: &[&str] = &["x-outgoing-spam-status", "x-no-relay"];

pub(crate) static MARKED_AS_SPAM: Rule = rule!(Rule {
    id: "marked-as-spam",
    group: Disliked,
    sources: [
        Page(
            "Microsoft: Anti-spam message headers",
            "https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo",
            ""
        ),
        Page(
            "SpamAssassin: X-Spam-Status",
            "https://spamassassin.apache.org/full/4.0.x/doc/Mail_SpamAssassin_Conf.html",
            ""
        ),
    ],
    finds: [concat!(
        "Received: from a.example.org (192.0.2.1) by",
        " AM1EUR01FT001.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server id \
         15.20.1;",
        " Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\nX-MS-Exchange-Organization-SCL: 6\n"
    )],
    quiet: [concat!(
        "Received: from a.example.org (192.0.2.1) by",
        " AM1EUR01FT001.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server id \
         15.20.1;",
        " Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\nX-MS-Exchange-Organization-SCL: 1\n"
    )],
    check: |facts, found| marks(facts, found, true),
});

pub(crate) static MARKED_ON_THE_WAY: Rule = rule!(Rule {
    id: "marked-on-the-way",
    group: Odd,
    sources: [
        rspamd(Inspired, "SPAM_FLAG"),
        rspamd(Inspired, "MICROSOFT_SPAM"),
        rspamd(Inspired, "KLMS_SPAM"),
        rspamd(Inspired, "UNITEDINTERNET_SPAM"),
        spamassassin(Inspired, "AXB_X_FF_SEZ_S")
    ],
    finds: [concat!(
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
        " Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\nX-Spam-Flag: YES\n"
    )],
    quiet: [concat!(
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
        " Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\nX-Spam-Flag: NO\n"
    )],
    check: |facts, found| marks(facts, found, false),
});

pub(crate) static OUTGOING_FILTER_STATUS: Rule = rule!(Rule {
    id: "outgoing-filter-status",
    group: Odd,
    sources: [
        spamassassin(Inspired, "HAS_X_OUTGOING_SPAM_STAT"),
        spamassassin(Inspired, "HAS_X_NO_RELAY")
    ],
    finds: ["From: a@example.org\nSubject: x\nX-OutGoing-Spam-Status: No, score=-1.0\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-Spam-Status: No, score=-1.0\n"],
    check: |facts, found| for field in written(facts, OUTGOING) {
        found.at(field.span()).with("field", Arg::Field(field.name().to_owned()));
    },
});

/// Reports one finding per filter, marking all places where it says so.
fn marks(facts: &Facts<'_>, found: &mut Found<'_>, receiver: bool) {
    let said =
        |verdict: &&Verdict| verdict.spam && (verdict.author == Author::Receiver) == receiver;
    let mut told: Vec<&str> = Vec::new();
    for first in facts.verdicts.iter().filter(said) {
        if told.contains(&first.filter) {
            continue;
        }
        told.push(first.filter);
        let mut name = String::from("filter.");
        name.push_str(first.filter);
        let finding = found
            .at(first.span)
            .with("filter", Arg::Word(name))
            .text("value", first.span.of(facts.text));
        let same = facts.verdicts.iter().filter(said).filter(|other| other.filter == first.filter);
        for other in same.skip(1) {
            finding.and(other.span);
        }
    }
}
