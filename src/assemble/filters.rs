//! What filters wrote, and what the tests that they name mean.

use super::{args, symbols};
use crate::arg::Arg;
use crate::facts::{Basis, Facts, Test, Verdict};
use crate::order::sort_by_key;
use crate::report::{Args, FilterReport, Sentence};

/// The largest number of tests that are explained: no honest mail matches more.
const TESTS: usize = 40;

/// Verdicts that judge nothing: circumstances, and numbers for the vendor.
const CIRCUMSTANCES: [&str; 30] = [
    "arc-seen",
    "as-anonymous",
    "as-external",
    "as-internal",
    "as-partner",
    "auth-source",
    "certified",
    "client",
    "client-country",
    "dir-in",
    "dir-internal",
    "dir-out",
    "direct",
    "feedback",
    "header-count",
    "helo",
    "lang",
    "level",
    "method",
    "old-results",
    "policy",
    "pra",
    "ptr",
    "replaced",
    "scan-state",
    "scanned",
    "scanned-by",
    "support",
    "tenant",
    "version",
];

/// Returns the verdicts of filters: first what says spam, then other verdicts, the tests behind
/// them, circumstances, and last what is only named; each in the order of the text. The same word
/// of the same filter is told once, however many fields repeat it.
pub(super) fn filters(facts: &Facts<'_>) -> Vec<FilterReport> {
    let mut told: Vec<FilterReport> = Vec::new();
    for verdict in &facts.verdicts {
        add(&mut told, report(verdict));
    }
    let mut explained: Vec<(&str, &str)> = Vec::new();
    for verdict in &facts.verdicts {
        for test in &verdict.tests {
            let name = test.name.of(facts.text);
            let known = explained.contains(&(verdict.filter, name));
            if known || explained.len() >= TESTS {
                continue;
            }
            if let Some(meaning) = symbols::meaning(verdict.filter, name) {
                explained.push((verdict.filter, name));
                told.push(explanation(facts, verdict, test, meaning));
            }
        }
    }
    let rank = |filter: &FilterReport| match &*filter.id {
        _ if filter.spam => 0,
        "test" | "test-points" => 2,
        "internal" | "order-sealed" | "sealed" => 4,
        id => 1 + 2 * u64::from(CIRCUMSTANCES.contains(&id)),
    };
    sort_by_key(&mut told, rank);
    told
}

fn add(told: &mut Vec<FilterReport>, filter: FilterReport) {
    let known = told.iter().any(|other| {
        other.id == filter.id
            && other.filter == filter.filter
            && other.author == filter.author
            && other.args == filter.args
    });
    if !known {
        told.push(filter);
    }
}

fn report(verdict: &Verdict) -> FilterReport {
    FilterReport {
        filter: verdict.filter.into(),
        id: verdict.id.into(),
        args: args(&verdict.args),
        basis: basis(verdict.basis),
        previous: verdict.previous,
        span: verdict.span,
        spam: verdict.spam,
        author: verdict.author,
    }
}

/// Returns one test by its name, with the locale key of what it means.
fn explanation(facts: &Facts<'_>, verdict: &Verdict, test: &Test, meaning: String) -> FilterReport {
    let shown = |span: crate::span::Span| Arg::Text(span.of(facts.text).to_owned());
    let mut args = vec![("test", shown(test.name)), ("meaning", Arg::Word(meaning))];
    let id = match test.points {
        Some(points) => {
            args.push(("score", shown(points)));
            "test-points"
        }
        None => "test",
    };
    FilterReport {
        id: id.into(),
        args: super::args(&args),
        basis: basis(Basis::Source),
        span: test.name,
        spam: false,
        ..report(verdict)
    }
}

fn basis(basis: Basis) -> Sentence {
    let (id, args) = match basis {
        Basis::Documented => ("basis.documented", Args::new()),
        Basis::Source => ("basis.source", Args::new()),
        Basis::Observed(count) => {
            ("basis.observed", Args::from([("count", Arg::Count(count.into()))]))
        }
        Basis::Unofficial => ("basis.unofficial", Args::new()),
        Basis::Named => ("basis.named", Args::new()),
        Basis::Concluded => ("basis.concluded", Args::new()),
    };
    Sentence { id: id.to_owned(), args }
}
