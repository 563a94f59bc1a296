//! Compares Date with the time of arrival, and its zone with the charset.

use crate::bytes::begins;
use crate::facts::Facts;
use crate::rule::{Arg, Found, Rule, rule};
use crate::rules::date::form::date;
use crate::span::Span;
use crate::syntax::date::{DateFlaw, DateTime};

const HOUR: i64 = 3600;

/// The seconds that the mildest of `SpamAssassin`'s tests tolerates.
const PAST: i64 = 3 * HOUR;

/// The seconds that rspamd tolerates.
const FUTURE: i64 = 2 * HOUR;

/// Prefixes of charsets used in one country, each with that country's zone in minutes.
const CHARSETS: &[(&str, i32)] = &[
    ("iso-2022-jp", 540),
    ("shift_jis", 540),
    ("euc-jp", 540),
    ("euc-kr", 540),
    ("ks_c_5601", 540),
    ("gb2312", 480),
    ("gbk", 480),
    ("gb18030", 480),
    ("big5", 480),
];

/// Compares with the hop that is nearest in time, as `SpamAssassin` does: a queue on the route, a
/// moderator or a later forward is not the clock's fault.
pub(crate) static DATE_BEFORE_ARRIVAL: Rule = rule!(Rule {
    id: "date-before-arrival",
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
        "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 12:00:00 \
         +0000\n",
        "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 08:00:00 +0000\n"
    )],
    quiet: [
        concat!(
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 12:00:00 \
             +0000\n",
            "Received: from [192.0.2.1] by a.example.org with ESMTPA; Mon, 1 Jan 2024 08:00:01 \
             +0000\n",
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 08:00:00 +0000\n"
        ),
        concat!(
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 12:00:00 \
             +0900\n",
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 03:00:00 +0000\n"
        ),
    ],
    check: |facts, found| if let Some(gap) = gap(facts).filter(|gap| gap.seconds > PAST) {
        report_gap(found, &gap);
    },
});

pub(crate) static DATE_AFTER_ARRIVAL: Rule = rule!(Rule {
    id: "date-after-arrival",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "DATE_IN_FUTURE_03_06"),
        spamassassin(Inspired, "DATE_IN_FUTURE_06_12"),
        spamassassin(Inspired, "DATE_IN_FUTURE_12_24"),
        spamassassin(Inspired, "DATE_IN_FUTURE_24_48"),
        spamassassin(Inspired, "DATE_IN_FUTURE_48_96"),
        rspamd(Inspired, "DATE_IN_FUTURE"),
        spamassassin(Inspired, "DATE_IN_FUTURE_Q_PLUS")
    ],
    finds: [concat!(
        "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 \
         +0000\n",
        "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 09:00:00 +0000\n"
    )],
    quiet: [
        concat!(
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 \
             +0000\n",
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 09:00:00 +0900\n"
        ),
        concat!(
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 \
             +0000\n",
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 09:00:00\n"
        ),
    ],
    check: |facts, found| if let Some(gap) = gap(facts).filter(|gap| gap.seconds < -FUTURE) {
        report_gap(found, &gap);
    },
});

/// Only a hint: people travel, and services abroad send too.
pub(crate) static ZONE_UNLIKELY: Rule = rule!(Rule {
    id: "date-zone-unlikely",
    group: Odd,
    sources: [Observed("zone-of-charset")],
    finds: ["From: a@example.org\nSubject: =?iso-2022-jp?B?GyRCJCIbKEI=?=\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0800\n"],
    quiet: [
        "From: a@example.org\nSubject: =?iso-2022-jp?B?GyRCJCIbKEI=?=\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: =?gb2312?B?xOO6ww==?=\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0800\n",
    ],
    check: |facts, found| {
        let context = &facts.context;
        let Some(date) = facts.date.as_ref().filter(|_| !context.list && !context.bulk) else {
            return;
        };
        let subject = facts.subject.iter().flat_map(|(_, decoded)| &decoded.charsets);
        let content =
            facts.content_type.as_ref().and_then(|kind| kind.parameter(facts.text, "charset"));
        let mut charsets = subject
            .map(String::as_str)
            .chain(content.as_ref().map(|charset| charset.value.as_str()));
        let home =
            charsets.find_map(|charset| CHARSETS.iter().find(|(head, _)| begins(charset, head)));
        if let (Some((charset, home)), Some(zone)) = (home, date.offset)
            && zone != 0
            && zone != *home
        {
            found.at(date.zone.unwrap_or(date.span)).text("charset", charset);
        }
    },
});

/// The difference between Date and the Received field that is nearest to it.
struct Gap {
    /// Positive if the date lies before the arrival.
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

/// Returns the time if its zone is known.
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
