//! The program: claims, traces, hidden clocks.

use super::quoted;
use crate::facts::{Clock, Facts, mailer as programs};
use crate::report::{ClaimReport, ClockReport, MailerReport, TraceReport};

/// Claims beside traces, clocks moved into UTC.
pub(crate) fn mailer(facts: &Facts<'_>) -> MailerReport {
    let text = facts.text;
    let mailer = &facts.mailer;
    MailerReport {
        claims: mailer
            .claims
            .iter()
            .map(|claim| ClaimReport {
                field: claim.field,
                value: quoted(text, claim.span),
                program: claim.program.and_then(programs::program).map(|program| program.name),
                id: claim.program,
            })
            .collect(),
        traces: mailer
            .traces
            .iter()
            .map(|trace| TraceReport {
                kind: trace.kind,
                value: quoted(text, trace.span),
                programs: trace
                    .programs
                    .iter()
                    .filter_map(|id| programs::program(id))
                    .map(|program| program.name)
                    .collect(),
            })
            .collect(),
        clocks: clocks(facts),
        verdict: mailer.verdict(text, facts.message_id.as_ref(), facts.content_type.as_ref()),
    }
}

fn clocks(facts: &Facts<'_>) -> Vec<ClockReport> {
    let date = facts.date.as_ref();
    let offset = date.and_then(|date| date.offset);
    facts
        .mailer
        .clocks
        .iter()
        .map(|clock| {
            let written = date.and_then(|date| date.unix);
            let unix = clock.unix.map(|unix| in_utc(clock, unix, offset.unwrap_or(0), written));
            ClockReport {
                kind: clock.kind,
                value: quoted(facts.text, clock.span),
                unix,
                offset,
                difference: unix.zip(written).map(|(clock, date)| date - clock),
            }
        })
        .collect()
}

/// A local clock moved by the zone of Date. Plain digits may be either: then what is nearer to Date.
fn in_utc(clock: &Clock, unix: i64, offset: i32, written: Option<i64>) -> i64 {
    let moved = unix - i64::from(offset) * 60;
    match written {
        Some(date) if clock.kind == "timestamp" => {
            if (date - unix).abs() <= (date - moved).abs() {
                unix
            } else {
                moved
            }
        }
        _ if clock.local => moved,
        _ => unix,
    }
}
