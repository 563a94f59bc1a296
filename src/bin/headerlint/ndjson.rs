//! One line of JSON a message, for counting over many.

use crate::{Cli, Outcome, read};
use headerlint::bounce::{NoticeKind, Reason};
use headerlint::report::{FailureReport, Report};
use headerlint::stock::{self, Filter};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn lines(cli: &Cli, out: &mut impl Write) -> io::Result<ExitCode> {
    writeln!(out, "{}", json!({ "claims": filters(&stock::claims) }))?;
    let mut outcome = Outcome::default();
    if cli.files.is_empty() {
        for path in io::stdin().lines() {
            let path = path?;
            if !path.is_empty() {
                messages(&PathBuf::from(path), cli, out, &mut outcome)?;
            }
        }
    } else {
        for path in &cli.files {
            messages(path, cli, out, &mut outcome)?;
        }
    }
    Ok(outcome.code())
}

/// A line for each message of the file, or for the one that is asked for.
fn messages(path: &Path, cli: &Cli, out: &mut impl Write, outcome: &mut Outcome) -> io::Result<()> {
    let asked = cli.message.map(|number| number.get() - 1);
    let mut at = asked.unwrap_or(0);
    // Standard input can be read once only.
    let once = asked.is_some() || path.as_os_str() == "-";
    loop {
        let Some((name, _, report)) = read(path, at, outcome) else { return Ok(()) };
        writeln!(out, "{}", line(&name, &report))?;
        at += 1;
        if once || at >= report.messages.len() {
            return Ok(());
        }
    }
}

fn line(file: &str, report: &Report) -> Value {
    let failures = report.bounce.as_ref().map_or(&[][..], |bounce| &bounce.failures);
    let first = |pick: fn(&FailureReport) -> Option<&String>| failures.iter().find_map(pick);
    let found: BTreeSet<_> = report.findings.iter().map(|finding| finding.rule).collect();
    let hits = |filter: Filter| {
        let of = report.weights.iter().filter(|weight| weight.filter == filter.id());
        of.flat_map(|weight| weight.rules.iter().map(|rule| rule.name)).collect()
    };
    json!({
        "file": file,
        "message": report.message + 1,
        "kind": report.kind,
        "notice": report.bounce.as_ref().map(|bounce| bounce.kind),
        "recipients": recipients(report, failures),
        "code": first(|failure| failure.code.as_ref().map(|quoted| &quoted.text)),
        "status": first(|failure| failure.status.as_ref().map(|quoted| &quoted.text)),
        "reason": reason(report, failures),
        "findings": found,
        "filters": filters(&hits),
    })
}

/// Whom a notice speaks of: those refused, put off, delivered to or complaining; whoever answers by
/// machine, where it is an answer. `notice` tells which of these they are.
fn recipients<'r>(report: &'r Report, failures: &'r [FailureReport]) -> Vec<&'r str> {
    let answers = report.bounce.as_ref().is_some_and(|b| b.kind == NoticeKind::Answer);
    if answers && failures.is_empty() {
        let from = report.identities.iter().filter(|identity| identity.role == "from");
        return from.map(|identity| identity.value.text.as_str()).collect();
    }
    let named = failures.iter().filter_map(|failure| failure.recipient.as_ref());
    named.map(|quoted| quoted.text.as_str()).collect()
}

/// The reason in the words of the best-known reader of bounces, so that the two can be compared.
fn reason(report: &Report, failures: &[FailureReport]) -> Option<&'static str> {
    match failures.first() {
        Some(failure) => Some(failure.reason.map_or("undefined", |reason| theirs(reason, failure))),
        // A notice that names nobody as refused is an answer, too.
        None => report.bounce.as_ref().map(|_| Reason::AutomaticAnswer.sisimai()),
    }
}

/// Sisimai's name of a reason depends on more than the words in two cases; `docs/bounces.md` has
/// both.
fn theirs(reason: Reason, failure: &FailureReport) -> &'static str {
    let status = failure.status.as_ref().map_or("", |status| &status.text);
    let reply = failure.reply.as_ref().map_or("", |reply| &reply.text).to_ascii_lowercase();
    // A reply of nobody in particular, to a command that is not told.
    let unplaced = failure.stage.is_none() && failure.host.is_none() && failure.provider.is_none();
    let unnumbered = status.is_empty() || status.ends_with(".0.0");
    match reason {
        Reason::UserUnknown if unplaced && unnumbered && failure.code.is_some() => {
            Reason::RecipientFilter
        }
        // An answer of the DNS is trouble of the network, whatever it says.
        Reason::HostUnknown if reply.contains("nxdomain") => Reason::Network,
        reason => reason,
    }
    .sisimai()
}

/// Names of the filters' tests, in order, each once.
fn filters<'n>(names: &dyn Fn(Filter) -> Vec<&'n str>) -> Value {
    let sorted = |filter| names(filter).into_iter().collect::<BTreeSet<_>>();
    json!({ "spamassassin": sorted(Filter::SpamAssassin), "rspamd": sorted(Filter::Rspamd) })
}
