//! Compares the clocks hidden in Message-ID, boundary and Thread-Index with Date.

use crate::facts::{Clock, ClockKind, Facts};
use crate::rule::{Arg, Rule, rule};

/// How far a clock of unknown zone may be off, in seconds.
const DAY_AND_ZONE: i64 = 26 * 3_600;

/// How close two clocks agree, in seconds.
const AGREES: i64 = 300;

/// The finest step of zones, in seconds.
const QUARTER: i64 = 900;

/// The base64 characters of an index that begins a thread.
const FIRST_INDEX: usize = 30;

/// The clocks worth mentioning when they agree: those of programs with which people send.
const TOLD: &[ClockKind] = &[ClockKind::OutlookMessageId, ClockKind::HidemaruMessageId];

pub(crate) static ID_CLOCK_OFF: Rule = rule!(Rule {
    id: "message-id-clock-off",
    group: Disliked,
    sources: [spamassassin(Inspired, "MSGID_OUTLOOK_INVALID"), Observed("outlook-id-off"),],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         Message-ID: <000001d9a1b2$3c4d5e60$b4e81a20$@example.org>\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Sun, 1 Feb 2026 14:06:03 +0100\n\
         Message-ID: <000a01dc937b$84a5ef80$edae8130$@example.org>\n"],
    check: |facts, found| for (clock, off) in id_clocks(facts) {
        if facts.mailer.id_by_server {
            return;
        }
        if off.is_some_and(|off| off.abs() > DAY_AND_ZONE) {
            found
                .at(clock.span)
                .with("time", instant(facts, clock))
                .with("off", Arg::Duration(off.unwrap_or(0).abs()));
        }
    },
});

pub(crate) static ID_CLOCK_IMPOSSIBLE: Rule = rule!(Rule {
    id: "message-id-clock-impossible",
    group: Disliked,
    sources: [spamassassin(Inspired, "MSGID_OUTLOOK_INVALID"), Observed("outlook-id-year"),],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         Message-ID: <0000ffffa1b2$3c4d5e60$b4e81a20$@example.org>\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Sun, 1 Feb 2026 14:06:03 +0100\n\
         Message-ID: <000a01dc937b$84a5ef80$edae8130$@example.org>\n"],
    check: |facts, found| for clock in &facts.mailer.clocks {
        if clock.kind == ClockKind::OutlookMessageId && clock.unix.is_none() {
            found.at(clock.span);
        }
    },
});

pub(crate) static ID_CLOCK_AGREES: Rule = rule!(Rule {
    id: "message-id-clock",
    group: Informative,
    sources: [Observed("id-clock")],
    finds: ["From: WaterMind <watermind.pc@gmail.com>\nSubject: x\n\
         Date: Fri, 06 Jun 2008 02:59:21 +0900\n\
         Message-Id: <8CC8C735E21043watermind.pc@gmail.com>\nX-Mailer: HidemaruMail 5.05\n"],
    quiet: ["From: WaterMind <watermind.pc@gmail.com>\nSubject: x\n\
         Date: Fri, 06 Jun 2008 03:59:21 +0900\n\
         Message-Id: <8CC8C735E21043watermind.pc@gmail.com>\nX-Mailer: HidemaruMail 5.05\n"],
    check: |facts, found| for (clock, off) in id_clocks(facts) {
        if TOLD.contains(&clock.kind) && off.is_some_and(|off| off.abs() <= AGREES) {
            found.at(clock.span).with("time", instant(facts, clock));
        }
    },
});

pub(crate) static BOUNDARY_CLOCK_OFF: Rule = rule!(Rule {
    id: "boundary-clock-off",
    group: Disliked,
    sources: [Observed("outlook-boundary-off"), spamassassin(Inspired, "KB_RATWARE_BOUNDARY"),],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         MIME-Version: 1.0\nContent-Type: multipart/alternative; \
         boundary=\"----=_NextPart_000_000B_01DC9383.E66A5780\"\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Sun, 1 Feb 2026 14:06:03 +0100\n\
         MIME-Version: 1.0\nContent-Type: multipart/alternative; \
         boundary=\"----=_NextPart_000_000B_01DC9383.E66A5780\"\n"],
    check: |facts, found| for (clock, off) in boundary_clocks(facts) {
        if off.is_some_and(|off| off.abs() > DAY_AND_ZONE) {
            found
                .at(clock.span)
                .with("time", instant(facts, clock))
                .with("off", Arg::Duration(off.unwrap_or(0).abs()));
        }
    },
});

pub(crate) static BOUNDARY_CLOCK_IMPOSSIBLE: Rule = rule!(Rule {
    id: "boundary-clock-impossible",
    group: Disliked,
    sources: [Observed("outlook-boundary-year"), spamassassin(Inspired, "KB_RATWARE_BOUNDARY"),],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         MIME-Version: 1.0\nContent-Type: multipart/alternative; \
         boundary=\"----=_NextPart_000_000B_AADC9383.E66A5780\"\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Sun, 1 Feb 2026 14:06:03 +0100\n\
         MIME-Version: 1.0\nContent-Type: multipart/alternative; \
         boundary=\"----=_NextPart_000_000B_01DC9383.E66A5780\"\n"],
    check: |facts, found| for (clock, _) in boundary_clocks(facts) {
        if clock.kind == ClockKind::NextPartBoundary && clock.unix.is_none() {
            found.at(clock.span);
        }
    },
});

/// The real program writes UTC into the id and wall-clock time into the boundary.
pub(crate) static CLOCKS_COPIED: Rule = rule!(Rule {
    id: "clocks-copied",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "KB_RATWARE_OUTLOOK_MID"),
        spamassassin(Inspired, "KB_RATWARE_MSGID"),
    ],
    finds: ["From: a@example.org\nSubject: x\nDate: Sun, 1 Feb 2026 14:06:03 +0100\n\
         Message-ID: <000a01dc937b$84a5ef80$edae8130$@example.org>\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; \
         boundary=\"----=_NextPart_000_000B_01DC937B.84A5EF80\"\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Sun, 1 Feb 2026 14:06:03 +0100\n\
         Message-ID: <000a01dc937b$84a5ef80$edae8130$@example.org>\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; \
         boundary=\"----=_NextPart_000_000B_01DC9383.E66A5780\"\n"],
    check: |facts, found| {
        let zone = facts.date.as_ref().and_then(|date| date.offset);
        if zone.is_none_or(|zone| zone == 0) {
            return;
        }
        let of = |kind| facts.mailer.clocks.iter().find(|clock| clock.kind == kind);
        if let (Some(id), Some(boundary)) =
            (of(ClockKind::OutlookMessageId), of(ClockKind::NextPartBoundary))
            && id.unix.is_some()
            && id.unix == boundary.unix
        {
            found.at(id.span).and(boundary.span);
        }
    },
});

/// The three clocks of one program must agree; if a single one is off, another rule says so.
pub(crate) static CLOCKS_DISAGREE: Rule = rule!(Rule {
    id: "clocks-disagree",
    group: Odd,
    sources: [Observed("three-clocks")],
    finds: ["From: a@example.org\nSubject: x\nDate: Sun, 1 Feb 2026 14:06:03 +0100\n\
         Message-ID: <000a01dc937b$84a5ef80$edae8130$@example.org>\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; \
         boundary=\"----=_NextPart_000_000B_01DC93B0.E66A5780\"\n"],
    quiet: ["From: a@example.org\nSubject: x\nDate: Sun, 1 Feb 2026 14:06:03 +0100\n\
         Message-ID: <000a01dc937b$84a5ef80$edae8130$@example.org>\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; \
         boundary=\"----=_NextPart_000_000B_01DC9383.E66A5780\"\n"],
    check: |facts, found| {
        let Some(zone) = offset(facts) else { return };
        let near = |clock: &&Clock, kind: ClockKind| {
            let date = facts.date.as_ref().and_then(|date| date.unix);
            let off = clock
                .in_utc(facts.date.as_ref())
                .zip(date)
                .map(|(clock, date)| (date - clock).abs());
            clock.kind == kind && off.is_some_and(|off| off <= DAY_AND_ZONE)
        };
        let of = |kind| facts.mailer.clocks.iter().find(|clock| near(clock, kind));
        let (Some(id), Some(boundary)) =
            (of(ClockKind::OutlookMessageId), of(ClockKind::NextPartBoundary))
        else {
            return;
        };
        let (Some(utc), Some(local)) = (id.unix, boundary.unix) else { return };
        let apart = (local - utc - i64::from(zone) * 60).abs();
        if apart > QUARTER && utc != local && !facts.context.list {
            found.at(id.span).and(boundary.span).with("off", Arg::Duration(apart));
        }
    },
});

/// A reply keeps the time at which the thread began, which cannot be in the future.
pub(crate) static THREAD_INDEX_OFF: Rule = rule!(Rule {
    id: "thread-index-clock-off",
    group: Odd,
    sources: [
        Page(
            "MS-OXOMSG: PidTagConversationIndex",
            "https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxomsg/",
            ""
        ),
        Observed("thread-index")
    ],
    finds: [
        "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         Thread-Index: AdyTgCKjmUJiK2QyQW6Q1hQ4Xk8N1w==\n",
        "From: a@example.org\nSubject: Re: x\nIn-Reply-To: <abcdef@example.net>\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0000\n\
         Thread-Index: AdyTgCKjmUJiK2QyQW6Q1hQ4Xk8N1wAAB3x0\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\nDate: Sun, 1 Feb 2026 14:06:03 +0100\n\
         Thread-Index: AdyTgCKjmUJiK2QyQW6Q1hQ4Xk8N1w==\n",
        "From: a@example.org\nSubject: Re: x\nIn-Reply-To: <abcdef@example.net>\n\
         Date: Sun, 1 Mar 2026 14:06:03 +0100\n\
         Thread-Index: AdyTgCKjmUJiK2QyQW6Q1hQ4Xk8N1wAAB3x0\n",
    ],
    check: |facts, found| {
        let clock = facts.mailer.clocks.iter().find(|clock| clock.kind == ClockKind::ThreadIndex);
        let date = facts.date.as_ref().and_then(|date| date.unix);
        let (Some(clock), Some(date)) = (clock, date) else { return };
        let Some(off) = clock.unix.map(|began| date - began) else { return };
        // A thread begins with 22 bytes, and each reply adds five.
        let value = facts.field("thread-index").map_or("", |field| field.value_text());
        let answer = value.trim_end_matches('=').len() > FIRST_INDEX
            || ["in-reply-to", "references"].iter().any(|name| facts.message.has(name));
        if off < -DAY_AND_ZONE || (off > DAY_AND_ZONE && !answer) {
            found
                .at(clock.span)
                .with("time", instant(facts, clock))
                .with("off", Arg::Duration(off.abs()));
        }
    },
});

/// Returns the clocks of the Message-ID, each with the seconds by which Date is later.
fn id_clocks<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (&'f Clock, Option<i64>)> {
    let place = facts.message_id.as_ref().map(|id| id.span);
    clocks_in(facts, move |clock| place.is_some_and(|place| place.contains(clock.span)))
}

fn boundary_clocks<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (&'f Clock, Option<i64>)> {
    let place = facts.field("content-type").map(|field| field.value());
    clocks_in(facts, move |clock| place.is_some_and(|place| place.contains(clock.span)))
}

fn clocks_in<'f>(
    facts: &'f Facts<'_>,
    inside: impl Fn(&Clock) -> bool + 'f,
) -> impl Iterator<Item = (&'f Clock, Option<i64>)> {
    let date = facts.date.as_ref().and_then(|date| date.unix);
    facts.mailer.clocks.iter().filter(move |clock| inside(clock)).map(move |clock| {
        (clock, clock.in_utc(facts.date.as_ref()).zip(date).map(|(clock, date)| date - clock))
    })
}

pub(crate) fn offset(facts: &Facts<'_>) -> Option<i32> {
    facts.date.as_ref().and_then(|date| date.offset)
}

fn instant(facts: &Facts<'_>, clock: &Clock) -> Arg {
    Arg::Instant { unix: clock.in_utc(facts.date.as_ref()).unwrap_or(0), offset: offset(facts) }
}
