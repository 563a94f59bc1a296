//! The program that made the message: claims, traces, hidden clocks.

use super::quoted;
use crate::facts::Facts;
use crate::facts::mailer::{self as programs, Mailer};
use crate::report::{ClaimReport, ClockReport, MailerReport, MailerVerdict, TraceReport};

/// Returns the claims beside the traces, with clocks moved into UTC.
pub(crate) fn mailer(facts: &Facts<'_>) -> MailerReport {
    let text = facts.text;
    let mailer = &facts.mailer;
    let verdict = mailer.verdict(
        text,
        facts.message_id.as_ref(),
        facts.content_type.as_ref(),
        facts.context.list,
    );
    // If claim and traces agree, the verdict says so; if a server wrote the traces, they tell
    // nothing about the claim.
    let told = matches!(verdict, MailerVerdict::Contradicts | MailerVerdict::Unknown);
    MailerReport {
        claims: mailer
            .claims
            .iter()
            .map(|claim| ClaimReport {
                field: claim.field,
                value: quoted(text, claim.span),
                program: claim
                    .program
                    .and_then(programs::program)
                    .map(|program| program.name.into()),
                id: claim.program.map(Into::into),
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
                    .map(|program| program.name.into())
                    .collect(),
            })
            .collect(),
        clocks: clocks(facts),
        fits: Some(mailer)
            .filter(|_| told)
            .map_or_else(Vec::new, Mailer::fits)
            .into_iter()
            .filter_map(programs::program)
            .map(|program| program.name.into())
            .collect(),
        verdict,
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
            let unix = clock.in_utc(date);
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
