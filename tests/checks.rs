//! The lists of checks in `docs/` name rules that exist, and together all of them.

use headerlint::rules::{RULES, find};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Returns the words in backticks in second columns that look like an id, each with its file.
fn named() -> Vec<(String, String)> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut all = Vec::new();
    for path in
        fs::read_dir(docs).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
    {
        let Some(file) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if !file.starts_with("checks-") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        for row in text.lines().filter(|line| line.starts_with('|')) {
            let Some(cell) = row.split('|').nth(2) else { continue };
            for word in cell.split('`').skip(1).step_by(2).filter(|word| is_id(word)) {
                all.push((file.to_owned(), word.to_owned()));
            }
        }
    }
    all
}

fn is_id(word: &str) -> bool {
    word.contains('-')
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[test]
fn each_check_names_a_rule_that_exists() {
    let named = named();
    assert!(!named.is_empty());
    let gone: Vec<_> = named.iter().filter(|(_, id)| find(id).is_none()).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn each_rule_is_named() {
    let named = named();
    let named: BTreeSet<&str> = named.iter().map(|(_, id)| id.as_str()).collect();
    let missing: Vec<_> =
        RULES.iter().map(|rule| rule.id).filter(|id| !named.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
