//! The Date field: its form (RFC 5322 §3.3), and how it fits the time of arrival.

use crate::declare_rule;
use crate::facts::{Author, Facts};
use crate::rule::{Arg, Finding, Found};
use crate::span::Span;
use crate::syntax::date::{DateFlaw, DateTime};

const HOUR: i64 = 3600;
/// As in `SpamAssassin`'s mildest tests.
const PAST: i64 = 3 * HOUR;
/// As in rspamd.
const FUTURE: i64 = 2 * HOUR;

declare_rule! {
    pub static DATE_UNREADABLE = "date-unreadable" {
        group: Broken,
        sources: [
            Rfc(5322, "3.3"),
            spamassassin(Inspired, "INVALID_DATE"),
            rspamd(Inspired, "INVALID_DATE"),
        ],
        finds: ["From: a@example.org\nSubject: x\nDate: yesterday\n", "From: a@example.org\nSubject: x\nDate:\n"],
        quiet: ["From: a@example.org\nSubject: x\nDate: 1 Jan 24 00:00 GMT\n"],
        check: |facts, found| {
            if let Some((date, name)) = date(facts)
                && date.has(DateFlaw::Unreadable)
            {
                let span = if date.span.is_empty() { name } else { date.span };
                found.at(span).text("date", date.span.of(facts.text));
            }
        },
    }
}

declare_rule! {
    pub static DATE_OUT_OF_RANGE = "date-out-of-range" {
        group: Broken,
        sources: [Rfc(5322, "3.3"), spamassassin(Inspired, "INVALID_DATE")],
        finds: ["From: a@example.org\nSubject: x\nDate: Fri, 30 Feb 2024 25:00:00 +0000\n"],
        quiet: ["From: a@example.org\nSubject: x\nDate: Thu, 29 Feb 2024 23:59:60 +0000\n"],
        check: |facts, found| one(facts, found, &[DateFlaw::OutOfRange]),
    }
}

declare_rule! {
    pub static DATE_WEEKDAY_WRONG = "date-weekday-wrong" {
        group: Disliked,
        sources: [Rfc(5322, "3.3")],
        finds: ["From: a@example.org\nSubject: x\nDate: Tue, 1 Jan 2024 00:00:00 +0000\n"],
        quiet: [
            // Monday in Tokyo, Sunday in UTC.
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0900\n",
            "From: a@example.org\nSubject: x\nDate: 1 Jan 2024 00:00:00 +0000\n",
        ],
        check: |facts, found| one(facts, found, &[DateFlaw::WrongWeekday]),
    }
}

declare_rule! {
    pub static DATE_ZONE_MISSING = "date-zone-missing" {
        group: Disliked,
        sources: [Rfc(5322, "3.3"), spamassassin(Inspired, "INVALID_DATE")],
        finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00\n"],
        quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 GMT\n"],
        check: |facts, found| one(facts, found, &[DateFlaw::NoZone]),
    }
}

declare_rule! {
    pub static DATE_ZONE_NAMED = "date-zone-named" {
        group: Informative,
        sources: [Rfc(5322, "4.3")],
        finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 JST\n"],
        quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0900 (JST)\n"],
        check: |facts, found| one(facts, found, &[DateFlaw::NamedZone]),
    }
}

declare_rule! {
    pub static DATE_ZONE_IMPOSSIBLE = "date-zone-impossible" {
        group: Disliked,
        sources: [Rfc(5322, "3.3"), spamassassin(Inspired, "INVALID_DATE_TZ_ABSURD")],
        finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +1700\n"],
        quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +1400\n"],
        check: |facts, found| one(facts, found, &[DateFlaw::ImpossibleZone]),
    }
}

declare_rule! {
    pub static DATE_ZONE_UNKNOWN = "date-zone-unknown" {
        group: Informative,
        sources: [Rfc(5322, "3.3")],
        finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 -0000\n"],
        quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"],
        check: |facts, found| one(facts, found, &[DateFlaw::UnknownZone]),
    }
}

declare_rule! {
    pub static DATE_YEAR_SHORT = "date-year-short" {
        group: Disliked,
        sources: [Rfc(5322, "4.3")],
        finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 24 00:00:00 +0000\n"],
        quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"],
        check: |facts, found| one(facts, found, &[DateFlaw::ShortYear]),
    }
}

declare_rule! {
    pub static DATE_ZONE_COMMENT_WRONG = "date-zone-comment-wrong" {
        group: Odd,
        sources: [Rfc(5322, "4.3")],
        finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0900 (EST)\n"],
        quiet: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0900 (JST)\n"],
        check: |facts, found| one(facts, found, &[DateFlaw::ZoneCommentLies]),
    }
}

declare_rule! {
    pub static DATE_ORDER_WRONG = "date-order-wrong" {
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
    }
}

declare_rule! {
    /// Against the hop that is nearest in time, as `SpamAssassin` does: a queue on the way, a
    /// moderator or a later forward is no fault of the clock.
    pub static DATE_BEFORE_ARRIVAL = "date-before-arrival" {
        group: Disliked,
        sources: [
            spamassassin(Inspired, "DATE_IN_PAST_03_06"),
            spamassassin(Inspired, "DATE_IN_PAST_06_12"),
            spamassassin(Inspired, "DATE_IN_PAST_12_24"),
            spamassassin(Inspired, "DATE_IN_PAST_24_48"),
            spamassassin(Inspired, "DATE_IN_PAST_96_XX"),
            rspamd(Inspired, "DATE_IN_PAST"),
        ],
        finds: [concat!(
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 12:00:00 +0000\n",
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 08:00:00 +0000\n")],
        quiet: [
            concat!(
                "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 12:00:00 +0000\n",
                "Received: from [192.0.2.1] by a.example.org with ESMTPA; Mon, 1 Jan 2024 08:00:01 +0000\n",
                "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 08:00:00 +0000\n"),
            concat!(
                "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 12:00:00 +0900\n",
                "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 03:00:00 +0000\n"),
        ],
        check: |facts, found| if let Some(gap) = gap(facts).filter(|gap| gap.seconds > PAST) {
            report_gap(found, &gap);
        },
    }
}

declare_rule! {
    pub static DATE_AFTER_ARRIVAL = "date-after-arrival" {
        group: Disliked,
        sources: [
            spamassassin(Inspired, "DATE_IN_FUTURE_03_06"),
            spamassassin(Inspired, "DATE_IN_FUTURE_06_12"),
            spamassassin(Inspired, "DATE_IN_FUTURE_12_24"),
            spamassassin(Inspired, "DATE_IN_FUTURE_24_48"),
            spamassassin(Inspired, "DATE_IN_FUTURE_48_96"),
            rspamd(Inspired, "DATE_IN_FUTURE"), spamassassin(Inspired, "DATE_IN_FUTURE_Q_PLUS")],
        finds: [concat!(
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 09:00:00 +0000\n")],
        quiet: [
            concat!(
                "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 09:00:00 +0900\n"),
            concat!(
                "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 09:00:00\n"),
        ],
        check: |facts, found| if let Some(gap) = gap(facts).filter(|gap| gap.seconds < -FUTURE) {
            report_gap(found, &gap);
        },
    }
}

/// The Date that the sender's side wrote, and where its name stands.
fn date<'f>(facts: &'f Facts<'_>) -> Option<(&'f DateTime, Span)> {
    let field = facts.field("date")?;
    let date = facts.date.as_ref()?;
    (facts.boundary.author(field.index) != Author::Receiver).then_some((date, field.raw.name))
}

/// One finding for the places of these flaws.
fn one(facts: &Facts<'_>, found: &mut Found<'_>, kinds: &[DateFlaw]) {
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

/// Date against the Received field that is nearest to it.
struct Gap {
    /// Positive where the mail is older than its arrival.
    seconds: i64,
    written: Arg,
    arrived: Arg,
    date: Span,
    hop: Span,
}

fn gap(facts: &Facts<'_>) -> Option<Gap> {
    let (date, _) = date(facts)?;
    let written = certain(date)?;
    let hops = facts.hops.iter().filter_map(|hop| {
        let date = hop.received.date.as_ref()?;
        Some((certain(date)?, date))
    });
    let (arrived, hop) = hops.min_by_key(|(arrived, _)| (arrived - written).abs())?;
    Some(Gap {
        seconds: arrived - written,
        written: Arg::Instant { unix: written, offset: date.offset },
        arrived: Arg::Instant { unix: arrived, offset: hop.offset },
        date: date.span,
        hop: hop.span,
    })
}

/// The time, where its zone is known.
fn certain(date: &DateTime) -> Option<i64> {
    date.unix.filter(|_| date.offset.is_some() || date.has(DateFlaw::UnknownZone))
}

fn report_gap(found: &mut Found<'_>, gap: &Gap) {
    found
        .at(gap.date)
        .and(gap.hop)
        .with("gap", Arg::Duration(gap.seconds.abs()))
        .with("written", gap.written.clone())
        .with("arrived", gap.arrived.clone());
}
