//! Stock tests of public filters that are no findings: they add or remove points for what nobody
//! needs to change, or look a little wider or narrower than the finding with the same idea.
//!
//! Each asks exactly what the filter asks, so that the estimate comes close to the filter's own
//! sum. A test that is the same as a rule's is among the rule's sources
//! ([`crate::rule::Provenance::Same`]); no filter test is in both places (`tests/stock.rs`).

mod mail;
mod rspamd;
mod spamassassin;

use crate::facts::Facts;
use crate::filter::{Filter, FilterTest};
use crate::rule::{Finding, Provenance, Rule, Source};

/// One stock test.
pub struct Test {
    /// The filter's test that this one makes, with its points.
    pub of: FilterTest,
    /// Returns whether the test hits, and with which share of its points.
    pub check: fn(&Facts<'_>) -> Hit,
    /// A header block that the test hits.
    #[cfg(not(target_arch = "wasm32"))]
    pub hits: &'static str,
    /// A header block that it narrowly misses.
    #[cfg(not(target_arch = "wasm32"))]
    pub misses: &'static str,
}

/// The result of a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hit {
    /// The test does not hit.
    No,
    /// The test adds all its points.
    Whole,
    /// The test adds a share of its points, from 0 to 1.
    Share(f32),
}

impl From<bool> for Hit {
    fn from(hit: bool) -> Self {
        if hit { Self::Whole } else { Self::No }
    }
}

/// Declares a test as `test!(NAME, |facts| …, "hits", "misses")`, in a file that defines
/// `FILTER`.
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

/// Returns every stock test that is not a rule's, grouped by family.
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

/// Returns the names of all tests of the filter that we make, including those of these rules.
pub fn claims(filter: Filter, rules: &[&Rule]) -> Vec<&'static str> {
    let rules =
        rules.iter().flat_map(|rule| rule.sources).filter_map(|source| same(filter, source));
    let tests = tests_of(filter).map(|test| test.of);
    rules.chain(tests).map(|test| test.name).collect()
}

/// Returns the filter's tests that would hit, each once with its points: those of the findings,
/// then those of the stock.
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

/// Returns the filter's test if a source says that it is the same as the rule's.
pub fn same(filter: Filter, source: &Source) -> Option<FilterTest> {
    match *source {
        Source::Filter(Provenance::Same, test) if test.filter == filter => Some(test),
        _ => None,
    }
}
