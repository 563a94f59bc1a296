//! One line of JSON a file, for counting over many.

use crate::{Cli, Outcome, inspect_file, open};
use headerlint::bounce::{NoticeKind, Reason};
use headerlint::filter::Filter;
use headerlint::report::{FailureReport, Report, Role};
use headerlint::rules::RULES;
use headerlint::stock;
use headerlint::{Options, inspect_bytes_each};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn lines(cli: &Cli, out: &mut impl Write) -> io::Result<ExitCode> {
    writeln!(out, "{}", json!({ "claims": filters(&|filter| stock::claims(filter, RULES)) }))?;
    let mut outcome = Outcome::default();
    if cli.files.is_empty() {
        for path in io::stdin().lines() {
            let path = path?;
            if !path.is_empty() {
                one(&PathBuf::from(path), cli, out, &mut outcome)?;
            }
        }
    } else {
        for path in &cli.files {
            one(path, cli, out, &mut outcome)?;
        }
    }
    Ok(outcome.code())
}

/// The line of one file. Where it holds several messages it is about the first, or the one asked for;
/// what notices say is gathered from all of them, unless one is asked for.
fn one(path: &Path, cli: &Cli, out: &mut impl Write, outcome: &mut Outcome) -> io::Result<()> {
    if let Some(number) = cli.message {
        let Some((name, _, report)) = inspect_file(path, number.get() - 1, outcome) else {
            return Ok(());
        };
        return writeln!(out, "{}", line(&name, &[report]));
    }
    let Some((name, bytes)) = open(path, outcome) else { return Ok(()) };
    let mut reports = Vec::new();
    inspect_bytes_each(&bytes, &Options::default(), &mut |report| {
        outcome.saw(&report);
        reports.push(report);
    });
    writeln!(out, "{}", line(&name, &reports))
}

fn line(file: &str, reports: &[Report]) -> Value {
    let [report, ..] = reports else { return Value::Null };
    let bounces = || reports.iter().filter_map(|report| report.bounce.as_ref());
    let failures: Vec<_> = bounces().flat_map(|bounce| &bounce.failures).collect();
    let first = |pick: fn(&FailureReport) -> Option<&String>| {
        failures.iter().find_map(|failure| pick(failure))
    };
    // A notice that names nobody as refused is an answer, too.
    let answer = || bounces().next().map(|_| Reason::AutomaticAnswer.sisimai());
    let named = failures.iter().find(|failure| failure.recipient.is_some());
    let reason = named
        .or(failures.first())
        .map(|failure| failure.reason.map_or("undefined", |reason| theirs(reason, failure)));
    let found: BTreeSet<_> = report.findings.iter().map(|finding| &*finding.rule).collect();
    let hits = |filter: Filter| {
        let of = report.weights.iter().filter(|weight| weight.filter == filter);
        of.flat_map(|weight| weight.rules.iter().map(|rule| &*rule.name)).collect()
    };
    json!({
        "file": file,
        "kind": report.kind,
        "notice": bounces().next().map(|bounce| bounce.kind),
        "recipients": reports.iter().flat_map(recipients).collect::<Vec<_>>(),
        "code": first(|failure| failure.code.as_ref().map(|quoted| &quoted.text)),
        "status": first(|failure| failure.status.as_ref().map(|quoted| &quoted.text)),
        "reason": reason.or_else(answer),
        "findings": found,
        "filters": filters(&hits),
    })
}

/// Whom a notice speaks of: those refused, put off, delivered to or complaining; whoever answers by
/// machine, where it is an answer. `notice` tells which of these they are.
fn recipients(report: &Report) -> Vec<&str> {
    let Some(bounce) = &report.bounce else { return Vec::new() };
    if bounce.kind == NoticeKind::Answer && bounce.failures.is_empty() {
        let from = report.identities.iter().filter(|identity| identity.role == Role::From);
        return from.map(|identity| identity.value.text.as_str()).collect();
    }
    let named = bounce.failures.iter().filter_map(|failure| failure.recipient.as_ref());
    named.map(|quoted| quoted.text.as_str()).collect()
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
