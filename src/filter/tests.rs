//! The catalogue says what the code does, and the page in `docs/` says what the catalogue says.

use super::*;
use crate::compare::trait_sources;
use crate::rule::{Provenance, Source};
use crate::rules::RULES;
use crate::stock;
use headerlint_cli::words::{Language, Words};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const ROWS: &str = include_str!("../data/filters.tsv");

/// A row with all its columns.
struct Row {
    filter: &'static str,
    name: &'static str,
    version: &'static str,
    points: &'static str,
    looks_at: &'static str,
    places: &'static str,
    unclaimed: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    ROWS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let columns: Vec<_> = line.split('\t').collect();
        let [filter, name, version, points, looks_at, places, unclaimed, _] = columns[..] else {
            panic!("eight columns: {line}");
        };
        Row { filter, name, version, points, looks_at, places, unclaimed }
    })
}

/// Where the code makes each test, in the words of the catalogue.
fn places() -> BTreeMap<(&'static str, &'static str), Vec<String>> {
    let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut add = |test: FilterTest, place| {
        places.entry((test.filter.id(), test.name)).or_default().push(place);
    };
    for test in stock::tests() {
        add(test.of, "stock".to_owned());
    }
    for provenance in [Provenance::Same, Provenance::Inspired] {
        for rule in RULES {
            for source in rule.sources {
                match *source {
                    Source::Filter(own, test) if own == provenance => {
                        let kind = if own == Provenance::Same { "same" } else { "inspired" };
                        add(test, format!("{kind}:{}", rule.id));
                    }
                    _ => {}
                }
            }
        }
    }
    for (id, sources) in trait_sources() {
        for source in sources {
            if let Source::Filter(_, test) = *source {
                add(test, format!("compare:{id}"));
            }
        }
    }
    places
}

#[test]
fn the_catalogue_says_where_each_test_is_made() {
    let (mut made, mut wrong) = (places(), Vec::new());
    for row in rows() {
        let place = made.remove(&(row.filter, row.name)).unwrap_or_default().join(" ");
        if place != row.places {
            wrong.push(format!("{} {}: {place}, not {}", row.filter, row.name, row.places));
        }
    }
    assert!(made.is_empty() && wrong.is_empty(), "{wrong:#?} {made:#?}");
}

#[test]
fn what_is_not_claimed_has_a_reason_and_what_is_has_none() {
    for row in rows() {
        let claimed = row.places.starts_with("stock") || row.places.starts_with("same:");
        assert_eq!(claimed, row.unclaimed.is_empty(), "{} {}", row.filter, row.name);
        assert!(!row.looks_at.is_empty() && !row.version.is_empty(), "{}", row.name);
    }
}

/// A cell of a table in Markdown.
fn cell(text: &str) -> String {
    text.replace('<', "&lt;").replace('|', "\\|").replace('*', "\\*")
}

fn place(row: &Row) -> String {
    let mut parts = Vec::new();
    for (start, says) in [
        ("stock", "stock test"),
        ("same:", "same test as"),
        ("inspired:", "finding"),
        ("compare:", "compared as"),
    ] {
        let ids: Vec<_> =
            row.places.split(' ').filter_map(|place| place.strip_prefix(start)).collect();
        match ids.join("`, `") {
            _ if ids.is_empty() => {}
            ids if ids.is_empty() => parts.push(says.to_owned()),
            ids => parts.push(format!("{says} `{ids}`")),
        }
    }
    if !row.unclaimed.is_empty() {
        parts.push(format!("no claim: {}", cell(row.unclaimed)));
    }
    parts.join("; ")
}

fn page() -> String {
    let mut page = String::from(HEAD);
    for &filter in Filter::ALL {
        let name = if filter == Filter::Rspamd { "rspamd" } else { "SpamAssassin" };
        let _ = write!(
            page,
            "\n## {name} {}\n\n| test | points | of | looks at | where it is |\n\
             |---|---|---|---|---|\n",
            filter.version()
        );
        for row in rows().filter(|row| row.filter == filter.id() && !row.name.ends_with('*')) {
            let Row { name, version, points, .. } = row;
            let (looks_at, place) = (cell(row.looks_at), place(&row));
            let _ = writeln!(page, "| `{name}` | {points} | {version} | {looks_at} | {place} |");
        }
    }
    page.push_str("\n## Families\n\nExplained where a filter names one.\n\n");
    page.push_str("| names | filter | looks at |\n|---|---|---|\n");
    for Row { name, filter, looks_at, .. } in rows().filter(|row| row.name.ends_with('*')) {
        let _ = writeln!(page, "| `{name}` | {filter} | {} |", cell(looks_at));
    }
    page
}

const HEAD: &str = "\
# The filters’ tests, one by one

Made from `src/data/filters.tsv`, in which each test has one row, by
`ACCEPT=1 cargo test --lib filter`.

*Same test as*: the finding adds its points. *Stock test*: it is in `src/stock/` and adds its
points; a finding with the same idea is named beside it. *Compared as*: what `compare` says about a
difference. *No claim*: why an estimate leaves it out. How the tests are measured:
[filters.md](filters.md).

*Points*: for SpamAssassin one number, or those of the score sets 0 to 3, of which an estimate adds
the last, with network tests and Bayes. *Of*: where the points come from. `2024-10-24` is
SpamAssassin’s rule update of that day (commit f7fe7b82a), `4.0.1` the release, where the update
does not publish the test, and `sandbox` a test that neither of them publishes. `3.4` is rspamd as
it prints its own settings, `4.1.5` a later version, for what 3.4 lacks.
";

#[test]
fn the_page_in_docs_is_the_catalogue() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks-filters.md");
    if std::env::var_os("ACCEPT").is_some() {
        std::fs::write(&path, page()).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = stored.lines().zip(page().lines().map(str::to_owned)).find(|(a, b)| a != b);
    assert!(stored == page(), "run with ACCEPT=1, then read the diff: {differs:?}");
}

#[test]
fn points_are_those_of_the_last_score_set() {
    // 2.739 0.001 1.4 1.36 in the table of the filter.
    let points = |filter, name| table::points(filter, name);
    assert_eq!(points(Filter::SpamAssassin, "MISSING_DATE"), Some(1.36));
    assert_eq!(points(Filter::SpamAssassin, "FSL_NEW_HELO_USER"), Some(0.001));
    assert_eq!(points(Filter::SpamAssassin, "NICE_REPLY_A"), Some(-2.32));
    assert_eq!(points(Filter::Rspamd, "MISSING_DATE"), Some(1.0));
    assert_eq!(points(Filter::Rspamd, "MAILLIST"), Some(-0.2));
    assert_eq!(points(Filter::Rspamd, "BAYES_00"), None);
    assert_eq!(points(Filter::SpamAssassin, "URIBL_*"), None);
}

#[test]
fn a_name_is_explained_by_its_row_or_by_its_family() {
    assert_eq!(meaning("BAYES_99"), Some("bayes-spam"));
    assert_eq!(meaning("BAYES_00"), Some("bayes-ham"));
    // The longest beginning counts, wherever the rows stand.
    assert_eq!(meaning("RCVD_IN_DNSWL_HI"), Some("allow-list"));
    assert_eq!(meaning("RCVD_IN_SBL"), Some("block-list"));
    // In rspamd such a name is a checksum, in SpamAssassin words that are spelled to deceive.
    assert_eq!(meaning("FUZZY_DENIED"), Some("checksum"));
    assert_eq!(meaning("FUZZY_CPILL"), Some("obfuscated"));
    assert_eq!(meaning("MY_OWN_TEST"), None);
}

#[test]
fn a_name_has_one_meaning_and_it_has_its_words() {
    let rows: Vec<_> = table::MEANINGS.lines().map(|row| row.split_once('\t').unwrap()).collect();
    for (name, meaning) in &rows {
        assert!(rows.iter().all(|(other, of)| other != name || of == meaning), "{name}");
        for language in Language::all() {
            assert!(Words::new(language).has(&format!("symbol.{meaning}")), "{meaning}");
        }
    }
}
