//! The one sentence that says what matters most.

use crate::arg::Arg;
use crate::bounce::{NoticeKind, Side};
use crate::facts::Author;
use crate::report::{BounceReport, FailureReport, Report, Sentence};

/// Google's own spam verdict, which has a sentence of its own because people ask about it most.
const GMAIL_SPAM: &str = "gmail-blocked-69585";

/// Returns the verdict: a refusal comes first, then what the receiver's filter said, then what we
/// found.
pub(crate) fn verdict(report: &Report) -> Sentence {
    if let Some(bounce) = &report.bounce {
        return of_bounce(bounce);
    }
    if let Some(filter) = report.filters.iter().find(|f| f.spam && f.author == Author::Receiver) {
        let mut name = String::from("filter.");
        name.push_str(&filter.filter);
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
        NoticeKind::Answer => "verdict.answer",
        NoticeKind::Refused => "verdict.bounce-unknown",
    };
    let count = ("count", Arg::Count(bounce.failures.len() as u64));
    let Some(failure) = bounce.failures.first().filter(|_| bounce.kind == NoticeKind::Refused)
    else {
        return say(id, &[count]);
    };
    if failure.response.as_deref() == Some(GMAIL_SPAM) {
        return say("verdict.bounce-gmail-spam", &[count]);
    }
    let mut provider = String::from("provider.");
    match &failure.provider {
        Some(name) => provider.push_str(name),
        None => provider = String::from("verdict.server-unnamed"),
    }
    let id = if is_about_recipient(failure) {
        "verdict.bounce-recipient"
    } else if failure.response.is_some() {
        "verdict.bounce-explained"
    } else {
        id
    };
    say(id, &[count, ("provider", Arg::Word(provider))])
}

/// Returns `true` if the address or the mailbox is the trouble (RFC 3463: X.1.x is about the
/// address, X.2.x about the mailbox).
fn is_about_recipient(failure: &FailureReport) -> bool {
    const ADDRESS: [&str; 5] = ["X.1.1", "X.1.2", "X.1.3", "X.1.6", "X.1.10"];
    failure.side == Side::Recipient
        || failure
            .registry
            .as_deref()
            .is_some_and(|code| ADDRESS.contains(&code) || code.starts_with("X.2."))
}

fn say(id: &str, args: &[(&'static str, Arg)]) -> Sentence {
    Sentence { id: id.to_owned(), args: args.into() }
}
