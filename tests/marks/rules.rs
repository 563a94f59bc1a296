//! What each rule marks in each of its examples, with one drawing per family.

use crate::assert_reviewed;
use crate::draw::{Mark, draw};
use crate::places::values;
use headerlint::report::FindingReport;
use headerlint::rule::Rule;
use headerlint::rules::RULES;
use headerlint::{Options, inspect};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Returns the folder that holds a folder for each family.
fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")
}

/// Returns the family of each rule's id: the folder below `src/rules/` whose source declares it.
fn families() -> BTreeMap<String, String> {
    fn find_in(path: &Path, family: &str, out: &mut BTreeMap<String, String>) {
        if path.is_dir() {
            for entry in std::fs::read_dir(path).unwrap() {
                find_in(&entry.unwrap().path(), family, out);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(path).unwrap();
            for declared in source.split("= rule!(Rule {").skip(1) {
                let id = declared.split('"').nth(1).unwrap_or_default();
                out.insert(id.to_owned(), family.to_owned());
            }
        }
    }
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(sources()).unwrap() {
        let path = entry.unwrap().path();
        let family = path.file_stem().unwrap().to_string_lossy().into_owned();
        find_in(&path, &family, &mut out);
    }
    out
}

fn finding(text: &str, finding: &FindingReport) -> String {
    let mark = |(at, span): (usize, &headerlint::span::Span)| Mark {
        span: *span,
        sign: if at == 0 { '^' } else { '-' },
        label: String::new(),
    };
    let marks: Vec<_> = finding.spans.iter().enumerate().map(mark).collect();
    draw(text, &marks)
}

fn rule(rule: &Rule) -> String {
    let mut out = format!("{}\n", rule.id);
    for (at, text) in rule.examples.finds.iter().enumerate() {
        for found in inspect(text, &Options::default()).findings {
            if found.rule == rule.id {
                let nowhere = if found.spans.is_empty() { " (no place)" } else { "" };
                let _ = writeln!(out, " #{}{}{nowhere}", at + 1, values(&found.args));
                out.push_str(&finding(text, &found));
            }
        }
    }
    out
}

#[test]
fn of_every_example() {
    let families = families();
    let mut drawings: BTreeMap<&str, String> = BTreeMap::new();
    for one in RULES {
        let family = families.get(one.id).unwrap_or_else(|| panic!("{} is nowhere", one.id));
        let drawing = drawings.entry(family).or_default();
        drawing.push_str(&rule(one));
        drawing.push('\n');
    }
    for (family, drawing) in drawings {
        assert_reviewed(&sources().join(family), "marks", &drawing);
    }
}
