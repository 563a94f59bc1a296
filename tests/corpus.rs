//! Findings per rule over a folder of real mail, which is not part of this repository.
//!
//! The folder is `$HEADERLINT_CORPUS`, else `../shared/corpus`; without it all tests here are
//! skipped, loudly. `./build.sh corpus` shows what changed against `tests/corpus-table.tsv`
//! (`docs/writing-a-rule.md`).
#![expect(clippy::unwrap_used, reason = "a test that cannot read or write has failed")]

use headerlint::filter::Filter;
use headerlint::report::Report;
use headerlint::rule::Level;
use headerlint::rules::RULES;
use headerlint::stock;
use headerlint::{Options, inspect_bytes};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Honest messages in which these errors are right: their postmasters would agree.
const AGREED: &[(&str, &str)] = &[];

const STORED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus-table.tsv");

#[test]
fn every_file_goes_through_and_honest_mail_has_no_false_error() {
    let Some(folder) = folder() else { return };
    let mut errors = Vec::new();
    for path in walk(&folder) {
        let report = inspected(&path);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let agreed = |rule| AGREED.iter().any(|(r, f)| *r == rule && *f == name);
        if group(&path).starts_with("ham") {
            let of_error = report.findings.iter().filter(|f| f.level == Level::Error);
            errors.extend(
                of_error.filter(|f| !agreed(&*f.rule)).map(|f| format!("{name}: {}", f.rule)),
            );
        }
    }
    assert!(errors.is_empty(), "errors on honest mail:\n{}", errors.join("\n"));
}

#[test]
#[ignore = "a table to review, not a promise: ./build.sh corpus"]
fn the_table_of_findings() {
    let Some(folder) = folder() else { return };
    let now = table(&folder);
    if std::env::var_os("HEADERLINT_CORPUS_ACCEPT").is_some() {
        std::fs::write(STORED, &now).unwrap();
        println!("stored in {STORED}");
        return;
    }
    let stored = std::fs::read_to_string(STORED).unwrap_or_default();
    let changes = changes(&stored, &now);
    print!("{changes}");
    assert!(changes.is_empty(), "review the counts above, then ./build.sh corpus accept");
    println!("{} rows as stored", now.lines().count());
}

/// Counts for each folder the messages in which each rule finds something, or that each filter's
/// test would hit.
fn table(folder: &Path) -> String {
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut totals: BTreeMap<String, usize> = BTreeMap::new();
    for path in walk(folder) {
        let group = group(&path);
        *totals.entry(group.clone()).or_default() += 1;
        for row in rows(&inspected(&path)) {
            *counts.entry(row).or_default().entry(group.clone()).or_default() += 1;
        }
    }
    let mut out = String::from("what");
    for group in totals.keys() {
        write!(out, "\t{group}").unwrap();
    }
    out.push_str("\nmails");
    for total in totals.values() {
        write!(out, "\t{total}").unwrap();
    }
    out.push('\n');
    let claims = Filter::ALL.iter().flat_map(|filter| {
        stock::claims(*filter, RULES).into_iter().map(move |name| format!("{} {name}", filter.id()))
    });
    let names: BTreeSet<String> =
        RULES.iter().map(|rule| rule.id.to_owned()).chain(claims).collect();
    for name in names {
        out.push_str(&name);
        for group in totals.keys() {
            let count = counts.get(&name).and_then(|row| row.get(group)).unwrap_or(&0);
            write!(out, "\t{count}").unwrap();
        }
        out.push('\n');
    }
    out
}

/// Returns the rows of the table in which a message counts.
fn rows(report: &Report) -> BTreeSet<String> {
    let rules = report.findings.iter().map(|finding| finding.rule.to_string());
    let filters = report.weights.iter().flat_map(|weight| {
        weight.rules.iter().map(move |rule| format!("{} {}", weight.filter, rule.name))
    });
    rules.chain(filters).collect()
}

/// Returns the rows that differ, as they were and as they are.
fn changes(stored: &str, now: &str) -> String {
    let key = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    let rows = |text: &str| -> BTreeMap<String, String> {
        text.lines().map(|line| (key(line), line.replace('\t', "  "))).collect()
    };
    let (stored, now) = (rows(stored), rows(now));
    let mut out = String::new();
    for name in stored.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (stored.get(name), now.get(name));
        if before != after {
            for (sign, row) in [('-', before), ('+', after)] {
                if let Some(row) = row {
                    writeln!(out, "{sign} {row}").unwrap();
                }
            }
        }
    }
    out
}

fn inspected(path: &Path) -> Report {
    let (text, mut report) = inspect_bytes(&std::fs::read(path).unwrap(), &Options::default());
    report.each_span(&mut |span| {
        assert!(text.get(span.start..span.end).is_some(), "{}: {span:?}", path.display());
    });
    report
}

fn group(path: &Path) -> String {
    path.parent().and_then(Path::file_name).unwrap().to_string_lossy().into_owned()
}

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("HEADERLINT_CORPUS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no corpus. Set HEADERLINT_CORPUS to a folder of mails to run this.");
    None
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "eml" || e == "txt") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn changed_rows_show_both_sides() {
    let stored = "what\tham\nmails\t3\na\t1\nb\t2\n";
    let now = "what\tham\nmails\t3\na\t1\nb\t3\nc\t0\n";
    assert_eq!(changes(stored, now), "- b  2\n+ b  3\n+ c  0\n");
    assert_eq!(changes(now, now), "");
}
