//! Findings per rule over a folder of real mail, which is not part of this repository.
//!
//! `CORPUS=FOLDER cargo test --release --test corpus -- --nocapture`; without it the folder
//! `../shared/corpus` is taken where it exists, and else the test is skipped, loudly.

use headerlint::rule::Level;
use headerlint::{Options, inspect_bytes};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Honest mail in which these errors are right: their postmasters would agree.
const AGREED: &[(&str, &str)] = &[];

#[test]
fn every_file_goes_through_and_honest_mail_has_no_false_error() {
    let Some(folder) = folder() else {
        eprintln!("SKIPPED: no corpus. Set CORPUS to a folder of mails to run this.");
        return;
    };
    let mut table: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
    let mut errors = Vec::new();
    let mut files = 0;
    for path in walk(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        let (text, mut report) = inspect_bytes(&bytes, &Options::default());
        report.each_span(&mut |span| {
            assert!(text.get(span.start..span.end).is_some(), "{}: {span:?}", path.display());
        });
        files += 1;
        let group = path.parent().and_then(Path::file_name).unwrap().to_string_lossy().into_owned();
        let mut rules: Vec<_> = report.findings.iter().map(|f| (f.rule, f.level)).collect();
        rules.sort_unstable();
        rules.dedup();
        for (rule, level) in rules {
            *table.entry(group.clone()).or_default().entry(rule).or_default() += 1;
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let agreed = AGREED.iter().any(|(r, f)| *r == rule && *f == name);
            if level == Level::Error && group.starts_with("ham") && !agreed {
                errors.push(format!("{name}: {rule}"));
            }
        }
    }
    println!("{files} files in {}", folder.display());
    let groups: Vec<_> = table.keys().cloned().collect();
    print_row("rule", groups.iter().map(String::as_str));
    for rule in headerlint::rules::RULES {
        let counts: Vec<_> = groups
            .iter()
            .map(|g| table[g].get(rule.id).copied().unwrap_or(0).to_string())
            .collect();
        print_row(rule.id, counts.iter().map(String::as_str));
    }
    assert!(errors.is_empty(), "errors on honest mail:\n{}", errors.join("\n"));
}

fn folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("CORPUS") {
        return Some(PathBuf::from(folder));
    }
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    beside.is_dir().then_some(beside)
}

fn print_row<'r>(name: &str, cells: impl Iterator<Item = &'r str>) {
    print!("{name:<36}");
    for cell in cells {
        print!("{cell:>12}");
    }
    println!();
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
