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
use crate::key::keys;
use crate::rule::{Finding, Provenance, Rule, Source};

keys! {
    /// A public filter whose points are estimated.
    pub enum Filter {
        /// `SpamAssassin`.
        SpamAssassin = "spamassassin",
        /// rspamd.
        Rspamd = "rspamd",
    }
}

impl Filter {
    /// The version whose tests and points these are.
    pub const fn version(self) -> &'static str {
        match self {
            Self::SpamAssassin => "4.0.1",
            Self::Rspamd => "3.4",
        }
    }

    /// What it calls spam: `SpamAssassin` marks from here on, rspamd refuses.
    pub const fn threshold(self) -> f32 {
        match self {
            Self::SpamAssassin => 5.0,
            Self::Rspamd => 15.0,
        }
    }
}

/// One stock test.
pub struct Test {
    /// Whose.
    pub filter: Filter,
    /// The filter's name for it.
    pub name: &'static str,
    /// Points in the version named; of `SpamAssassin`, as tuned with network tests and Bayes.
    pub weight: f32,
    /// Whether it hits, and with which share of its weight.
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
    /// Its whole weight.
    Whole,
    /// A share of its weight, from 0 to 1.
    Share(f32),
}

impl From<bool> for Hit {
    fn from(hit: bool) -> Self {
        if hit { Self::Whole } else { Self::No }
    }
}

/// `test!(NAME, weight, |facts| …, "hits", "misses")` in a file that names its `FILTER`.
macro_rules! test {
    ($name:literal, $weight:expr, $check:expr, $hits:expr, $misses:expr $(,)?) => {
        $crate::stock::Test {
            filter: FILTER,
            name: $name,
            weight: $weight,
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
pub(crate) use rspamd::{is_hashed, is_ipv4};
pub(crate) use spamassassin::{is_misused, is_random, is_unspeakable};

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
    let tests = tests_of(filter).map(|test| test.name);
    rules.map(|(name, _)| name).chain(tests).collect()
}

/// What would hit, each filter rule once, with its points: from findings, then from the tests here.
pub(crate) fn hits(
    filter: Filter,
    facts: &Facts<'_>,
    findings: &[Finding],
) -> Vec<(&'static str, f32)> {
    let mut hits: Vec<(&'static str, f32)> = Vec::new();
    for source in findings.iter().flat_map(|finding| finding.rule.sources) {
        if let Some((name, weight)) = same(filter, source)
            && hits.iter().all(|(known, _)| *known != name)
        {
            hits.push((name, weight));
        }
    }
    for test in tests_of(filter) {
        match (test.check)(facts) {
            Hit::No => {}
            Hit::Whole => hits.push((test.name, test.weight)),
            Hit::Share(share) => hits.push((test.name, test.weight * share)),
        }
    }
    hits
}

/// The filter's rule and its points, where a source says that both tests are the same.
pub fn same(filter: Filter, source: &Source) -> Option<(&'static str, f32)> {
    match (filter, *source) {
        (Filter::SpamAssassin, Source::SpamAssassin(Provenance::Same, name, weight))
        | (Filter::Rspamd, Source::Rspamd(Provenance::Same, name, weight)) => Some((name, weight)),
        _ => None,
    }
}
