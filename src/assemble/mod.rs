//! Puts facts and findings into the one plain value that the edges show.

mod authentication;
mod bounce;
mod fields;
mod filters;
mod identities;
mod mailer;
mod messages;
mod symbols;
mod verdict;

use crate::arg::Arg;
use crate::bounce::Bounce;
use crate::facts::Facts;
use crate::filter::Filter;
use crate::options::Detail;
use crate::provider_check;
use crate::report::{
    Args, BoundaryReport, Counts, FindingReport, HopReport, Quoted, Report, SourceKind,
    SourceReport, Unseen, WeightReport, WeightRuleReport,
};
use crate::rule::{Finding, Level, Provenance, Source};
use crate::span::Span;
use crate::stock;

pub(crate) use fields::outer;
pub(crate) use messages::messages;

/// How much of the report is assembled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it.
    Whole,
    /// What is counted of one message among thousands. It lacks what nobody reads there: decoded
    /// values, the verdicts and points of filters, the values and sources of findings, and what
    /// providers ask.
    Counted,
}

/// Returns the report on one message, whose spans still point into the repaired text.
pub(crate) fn report(
    facts: &Facts<'_>,
    findings: &[Finding],
    bounce: Option<&Bounce>,
    extent: Extent,
    detail: Detail,
) -> Report {
    let mut report = counted(facts, findings, bounce);
    if extent == Extent::Whole {
        fields::decode_all(facts.message, &mut report.fields);
        report.filters = filters::filters(facts);
        for (shown, finding) in report.findings.iter_mut().zip(findings) {
            shown.args = args(&finding.args);
            shown.sources = finding.rule.sources.iter().map(source).collect();
        }
        report.weights = weights(facts, findings);
        report.requirements = provider_check::check(facts, findings, bounce, detail);
        report.unseen = Unseen::ALL.to_vec();
        report.verdict = verdict::verdict(&report);
    }
    report
}

/// Returns the part of the report that is counted of one message among many.
fn counted(facts: &Facts<'_>, findings: &[Finding], bounce: Option<&Bounce>) -> Report {
    Report {
        bounce: bounce.map(|bounce| bounce::report(facts.text, bounce, Some(facts))),
        boundary: BoundaryReport {
            how: facts.boundary.how,
            receiver: facts.boundary.receiver.clone(),
        },
        fields: fields::fields(facts),
        hops: hops(facts),
        identities: identities::identities(facts),
        authentication: authentication::authentication(facts),
        mailer: mailer::mailer(facts),
        findings: findings.iter().map(finding).collect(),
        counts: counts(findings),
        ..Report::default()
    }
}

/// Returns the report on a notice that returned no header fields.
pub(crate) fn notice(text: &str, bounce: &Bounce) -> Report {
    let mut report = Report {
        bounce: Some(bounce::report(text, bounce, None)),
        unseen: Unseen::ALL.to_vec(),
        ..Report::default()
    };
    report.verdict = verdict::verdict(&report);
    report
}

fn quoted(text: &str, span: Span) -> Quoted {
    Quoted { span, text: span.of(text).to_owned() }
}

/// Returns a span with its text on one line.
fn unfolded(text: &str, span: Span) -> Quoted {
    Quoted { span, text: one_line(span.of(text)) }
}

fn one_line(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn hops(facts: &Facts<'_>) -> Vec<HopReport> {
    let take = |span: Option<Span>| span.map(|span| unfolded(facts.text, span));
    facts
        .hops
        .iter()
        .rev()
        .map(|hop| {
            let received = &hop.received;
            let date = received.date.as_ref();
            HopReport {
                field: hop.field,
                helo: take(received.helo.or(received.from)),
                rdns: take(received.rdns),
                ip: take(received.ip),
                by: take(received.by),
                with: take(received.with),
                tls: received.is_encrypted(facts.text),
                authenticated: received.is_authenticated(facts.text),
                time: date.and_then(|date| date.unix),
                offset: date.and_then(|date| date.offset),
                delay: hop.delay,
                author: hop.author,
            }
        })
        .collect()
}

fn args(args: &[(&'static str, Arg)]) -> Args {
    args.into()
}

fn finding(finding: &Finding) -> FindingReport {
    FindingReport {
        rule: finding.rule.id.into(),
        level: finding.rule.level(),
        group: finding.rule.group,
        spans: finding.spans.clone(),
        args: Args::new(),
        sources: Vec::new(),
    }
}

/// Returns a source as the edges show it.
pub(crate) fn source(source: &Source) -> SourceReport {
    let plain = |kind, name: &str| SourceReport {
        kind,
        name: name.to_owned(),
        url: None,
        weight: None,
        same: false,
        code: None,
    };
    match *source {
        Source::Rfc(number, section) => {
            let (number, mut name) = (number.to_string(), String::from("RFC "));
            name.push_str(&number);
            let mut url = String::from("https://www.rfc-editor.org/rfc/rfc");
            url.push_str(&number);
            if !section.is_empty() {
                name.push_str(" §");
                name.push_str(section);
                url.push_str("#section-");
                url.push_str(section.split(['-', '(', ' ', '–']).next().unwrap_or(section));
            }
            SourceReport { url: Some(url), ..plain(SourceKind::Rfc, &name) }
        }
        Source::Filter(provenance, test) => SourceReport {
            weight: Some(test.points),
            same: provenance == Provenance::Same,
            ..plain(
                match test.filter {
                    Filter::SpamAssassin => SourceKind::SpamAssassin,
                    Filter::Rspamd => SourceKind::Rspamd,
                },
                test.name,
            )
        },
        Source::Page(name, url, code) => SourceReport {
            url: Some(url.to_owned()),
            code: (!code.is_empty()).then(|| code.into()),
            ..plain(SourceKind::Page, name)
        },
        Source::Observed(what) => plain(SourceKind::Observed, what),
    }
}

fn counts(findings: &[Finding]) -> Counts {
    let mut counts = Counts::default();
    for finding in findings {
        match finding.rule.level() {
            Level::Error => counts.error += 1,
            Level::Warning => counts.warning += 1,
            Level::Note => counts.note += 1,
        }
    }
    counts
}

fn weights(facts: &Facts<'_>, findings: &[Finding]) -> Vec<WeightReport> {
    let mut weights = Vec::new();
    for &filter in Filter::ALL {
        let hits = stock::hits(filter, facts, findings);
        if !hits.is_empty() {
            weights.push(WeightReport {
                filter,
                version: filter.version().into(),
                sum: hits.iter().map(|(_, weight)| weight).sum(),
                threshold: filter.threshold(),
                refuses: filter.refuses(),
                rules: hits
                    .into_iter()
                    .map(|(name, points)| WeightRuleReport { name: name.into(), points })
                    .collect(),
            });
        }
    }
    weights
}
