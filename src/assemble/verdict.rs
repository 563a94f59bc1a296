//! The one sentence that says what matters most.

use crate::bounce::{NoticeKind, Side};
use crate::facts::Author;
use crate::report::{BounceReport, Report, Sentence};
use crate::rule::Arg;

/// Google's own spam verdict has a sentence of its own: it is the case that people ask about most.
const GMAIL_SPAM: &str = "gmail-blocked-69585";

/// A refusal first, then what the receiver's filter said, then what we found.
pub(crate) fn verdict(report: &Report) -> Sentence {
    if let Some(bounce) = &report.bounce {
        return of_bounce(bounce);
    }
    if let Some(filter) = report.filters.iter().find(|f| f.spam && f.author == Author::Receiver) {
        let mut name = String::from("filter.");
        name.push_str(filter.filter);
        return say("verdict.marked-spam", &[("filter", Arg::Word(name))]);
    }
    let counts = report.counts;
    let (id, count) = match (counts.error, counts.warning, counts.note) {
        (0, 0, 0) => ("verdict.clean", 0),
        (0, 0, note) => ("verdict.notes", note),
        (0, warning, _) => ("verdict.warnings", warning),
        (error, _, _) => ("verdict.errors", error),
    };
    say(id, &[("count", Arg::Count(count as u64))])
}

fn of_bounce(bounce: &BounceReport) -> Sentence {
    let id = match bounce.kind {
        NoticeKind::Delayed => "verdict.delayed",
        NoticeKind::Complaint => "verdict.complaint",
        NoticeKind::Delivered => "verdict.delivered",
        NoticeKind::Refused => "verdict.bounce-unknown",
    };
    let count = ("count", Arg::Count(bounce.failures.len() as u64));
    let Some(failure) = bounce.failures.first().filter(|_| bounce.kind == NoticeKind::Refused)
    else {
        return say(id, &[count]);
    };
    if failure.response == Some(GMAIL_SPAM) {
        return say("verdict.bounce-gmail-spam", &[count]);
    }
    let id = if failure.side == Side::Recipient { "verdict.bounce-recipient" } else { id };
    let Some(provider) = failure.provider.filter(|_| failure.response.is_some()) else {
        return say(id, &[count]);
    };
    let mut name = String::from("provider.");
    name.push_str(provider);
    let id = if failure.side == Side::Recipient { id } else { "verdict.bounce-explained" };
    say(id, &[count, ("provider", Arg::Word(name))])
}

fn say(id: &str, args: &[(&'static str, Arg)]) -> Sentence {
    Sentence { id: id.to_owned(), args: args.into() }
}
