//! Stock tests of public filters that are no findings: they add or take away points for what no
//! person need change, or look a little wider or narrower than the finding of the same thought.
//!
//! Each asks exactly what the filter asks, so that the estimate comes near to the filter's own
//! sum. A test that is the same as a rule's stands in the rule's sources
//! ([`crate::rule::Provenance::Same`]); no filter rule stands in both places (`tests/stock.rs`).

mod mail;
mod rspamd;
mod spamassassin;

use crate::facts::Facts;
use crate::filter::{Filter, FilterTest};
use crate::rule::{Finding, Provenance, Rule, Source};

/// One stock test.
pub struct Test {
    /// The test that it makes, with its points.
    pub of: FilterTest,
    /// Whether it hits, and with which share of its points.
    pub check: fn(&Facts<'_>) -> Hit,
    /// A header block that it hits.
    #[cfg(not(target_arch = "wasm32"))]
    pub hits: &'static str,
    /// A near miss.
    #[cfg(not(target_arch = "wasm32"))]
    pub misses: &'static str,
}

/// What a test says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hit {
    /// Nothing.
    No,
    /// All its points.
    Whole,
    /// A share of its points, from 0 to 1.
    Share(f32),
}

impl From<bool> for Hit {
    fn from(hit: bool) -> Self {
        if hit { Self::Whole } else { Self::No }
    }
}

/// `test!(NAME, |facts| …, "hits", "misses")` in a file that names its `FILTER`.
macro_rules! test {
    ($name:literal, $check:expr, $hits:expr, $misses:expr $(,)?) => {
        $crate::stock::Test {
            of: $crate::filter::FilterTest::new(FILTER, $name),
            check: |facts| $crate::stock::Hit::from(($check)(facts)),
            #[cfg(not(target_arch = "wasm32"))]
            hits: $hits,
            #[cfg(not(target_arch = "wasm32"))]
            misses: $misses,
        }
    };
}
pub(crate) use test;

// What rules look for as well.

/// Every stock test that is no rule's, by family.
pub fn tests() -> Vec<&'static Test> {
    Filter::ALL.iter().copied().flat_map(tests_of).collect()
}

fn tests_of(filter: Filter) -> impl Iterator<Item = &'static Test> {
    let families = match filter {
        Filter::SpamAssassin => spamassassin::FAMILIES,
        Filter::Rspamd => rspamd::FAMILIES,
    };
    families.iter().flat_map(|family| family.iter())
}

/// Names of all the filter's tests that we make, those of these rules among them.
pub fn claims(filter: Filter, rules: &[&Rule]) -> Vec<&'static str> {
    let rules =
        rules.iter().flat_map(|rule| rule.sources).filter_map(|source| same(filter, source));
    let tests = tests_of(filter).map(|test| test.of);
    rules.chain(tests).map(|test| test.name).collect()
}

/// What would hit, each filter rule once, with its points: from findings, then from the tests here.
pub(crate) fn hits(
    filter: Filter,
    facts: &Facts<'_>,
    findings: &[Finding],
) -> Vec<(&'static str, f32)> {
    let mut hits: Vec<(&'static str, f32)> = Vec::new();
    for source in findings.iter().flat_map(|finding| finding.rule.sources) {
        if let Some(test) = same(filter, source)
            && hits.iter().all(|(known, _)| *known != test.name)
        {
            hits.push((test.name, test.points));
        }
    }
    for test in tests_of(filter) {
        match (test.check)(facts) {
            Hit::No => {}
            Hit::Whole => hits.push((test.of.name, test.of.points)),
            Hit::Share(share) => hits.push((test.of.name, test.of.points * share)),
        }
    }
    hits
}

/// The filter's test, where a source says that both are the same.
pub fn same(filter: Filter, source: &Source) -> Option<FilterTest> {
    match *source {
        Source::Filter(Provenance::Same, test) if test.filter == filter => Some(test),
        _ => None,
    }
}
