//! The form of the Date field (RFC 5322 §3.3).

use crate::facts::{Author, Facts};
use crate::rule::{Finding, Found, Rule, rule};
use crate::rules::presence::is_whole;
use crate::span::Span;
use crate::syntax::date::{DateFlaw, DateTime};

pub(crate) static DATE_UNREADABLE: Rule = rule!(Rule {
    id: "date-unreadable",
    group: Broken,
    sources: [
        Rfc(5322, "3.3"),
        spamassassin(Inspired, "INVALID_DATE"),
        rspamd(Inspired, "INVALID_DATE"),
    ],
    finds: [
        "From: a@example.org\nSubject: x\nDate: yesterday\n",
        "From: a@example.org\nSubject: x\nDate:\n"
    ],
    quiet: ["From: a@example.org\nSubject: x\nDate: 1 Jan 24 00:00 GMT\n"],
    check: |facts, found| {
        if let Some((date, name)) = date(facts)
            && date.has(DateFlaw::Unreadable)
        {
            let span = if date.span.is_empty() { name } else { date.span };
            found.at(span).text("date", date.span.of(facts.text));
        }
    },
});

pub(crate) static DATE_OUT_OF_RANGE: Rule = rule!(Rule {
    id: "date-out-of-range",
    group: Broken,
    sources: [Rfc(5322, "3.3"), spamassassin(Inspired, "INVALID_DATE")],
    finds: ["From: a@example.org\nSubject: x\nDate: Fri, 30 Feb 2024 25:00:00 +0000\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Thu, 29 Feb 2024 23:59:60 +0000\n"],
    check: |facts, found| one(facts, found, &[DateFlaw::OutOfRange]),
});

pub(crate) static DATE_WEEKDAY_WRONG: Rule = rule!(Rule {
    id: "date-weekday-wrong",
    group: Disliked,
    sources: [Rfc(5322, "3.3")],
    finds: ["From: a@example.org\nSubject: x\nDate: Tue, 1 Jan 2024 00:00:00 +0000\n"],
    quiet: [
        // It is Monday in Tokyo while it is still Sunday in UTC.
        "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0900\n",
        "From: a@example.org\nSubject: x\nDate: 1 Jan 2024 00:00:00 +0000\n",
    ],
    check: |facts, found| one(facts, found, &[DateFlaw::WrongWeekday]),
});

pub(crate) static DATE_ZONE_MISSING: Rule = rule!(Rule {
    id: "date-zone-missing",
    group: Disliked,
    sources: [Rfc(5322, "3.3"), spamassassin(Inspired, "INVALID_DATE")],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 GMT\n"],
    check: |facts, found| one(facts, found, &[DateFlaw::NoZone]),
});

pub(crate) static DATE_ZONE_NAMED: Rule = rule!(Rule {
    id: "date-zone-named",
    group: Informative,
    sources: [Rfc(5322, "4.3")],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 JST\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0900 (JST)\n"],
    check: |facts, found| one(facts, found, &[DateFlaw::NamedZone]),
});

pub(crate) static DATE_ZONE_IMPOSSIBLE: Rule = rule!(Rule {
    id: "date-zone-impossible",
    group: Disliked,
    sources: [Rfc(5322, "3.3"), spamassassin(Inspired, "INVALID_DATE_TZ_ABSURD")],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +1700\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +1400\n"],
    check: |facts, found| one(facts, found, &[DateFlaw::ImpossibleZone]),
});

pub(crate) static DATE_ZONE_UNKNOWN: Rule = rule!(Rule {
    id: "date-zone-unknown",
    group: Informative,
    sources: [Rfc(5322, "3.3")],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 -0000\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"],
    check: |facts, found| one(facts, found, &[DateFlaw::UnknownZone]),
});

pub(crate) static DATE_YEAR_SHORT: Rule = rule!(Rule {
    id: "date-year-short",
    group: Disliked,
    sources: [Rfc(5322, "4.3")],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 24 00:00:00 +0000\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"],
    check: |facts, found| one(facts, found, &[DateFlaw::ShortYear]),
});

pub(crate) static DATE_ZONE_COMMENT_WRONG: Rule = rule!(Rule {
    id: "date-zone-comment-wrong",
    group: Odd,
    sources: [Rfc(5322, "4.3")],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0900 (EST)\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0900 (JST)\n"],
    check: |facts, found| one(facts, found, &[DateFlaw::ZoneCommentLies]),
});

pub(crate) static DATE_ORDER_WRONG: Rule = rule!(Rule {
    id: "date-order-wrong",
    group: Disliked,
    sources: [
        Rfc(5322, "3.3"),
        spamassassin(Inspired, "INVALID_DATE"),
        rspamd(Inspired, "INVALID_DATE"),
    ],
    finds: [
        "From: a@example.org\nSubject: x\nDate: 2024-01-01T00:00:00+09:00\n",
        "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 01:00:00 PM +0900\n",
    ],
    quiet: ["From: a@example.org\nSubject: x\nDate: Mon,1 Jan 2024 0:00:00 +0900 (tea time)\n"],
    check: |facts, found| one(
        facts,
        found,
        &[DateFlaw::WrongOrder, DateFlaw::AmPm, DateFlaw::Localised, DateFlaw::Trailing],
    ),
});

pub(crate) static DATE_MISSING: Rule = rule!(Rule {
    id: "date-missing",
    group: Broken,
    sources: [Rfc(5322, "3.6"), spamassassin(Same, "MISSING_DATE"), rspamd(Same, "MISSING_DATE"),],
    finds: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0000\n",
        // Copied from a screen, where the date has another label.
        "From: a@example.org\nTo: b@example.net\nSubject: x\n",
    ],
    check: |facts, found| if is_whole(facts) && !facts.message.has("date") {
        found.missing();
    },
});

/// Returns the Date that the sender's side wrote, and the span of the field's name.
pub(crate) fn date<'f>(facts: &'f Facts<'_>) -> Option<(&'f DateTime, Span)> {
    let field = facts.field("date")?;
    let date = facts.date.as_ref()?;
    (facts.boundary.author(field.index) != Author::Receiver).then_some((date, field.raw.name))
}

/// Reports one finding that marks all flaws of these kinds.
pub(crate) fn one(facts: &Facts<'_>, found: &mut Found<'_>, kinds: &[DateFlaw]) {
    let Some((date, _)) = date(facts) else { return };
    let mut finding: Option<&mut Finding> = None;
    for flaw in date.flaws.iter().filter(|flaw| kinds.contains(&flaw.kind)) {
        if let Some(finding) = &mut finding {
            finding.and(flaw.span);
            continue;
        }
        let first = found.at(flaw.span);
        first.text("part", flaw.span.of(facts.text)).text("date", date.span.of(facts.text));
        finding = Some(first);
    }
}
