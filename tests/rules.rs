//! What holds for every rule: its examples are its proof.

mod schema;

use headerlint::report::FindingReport;
use headerlint::rule::Rule;
use headerlint::rules::{self, RULES};
use headerlint::{Options, inspect};
use headerlint_cli::words::{Language, Words};
use std::collections::BTreeSet;

fn findings(rule: &Rule, text: &str) -> Vec<FindingReport> {
    let report = inspect(text, &Options::default());
    schema::holds(&report);
    report.findings.into_iter().filter(|finding| finding.rule == rule.id).collect()
}

fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn lf(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[test]
fn ids_are_kebab_case_and_found() {
    for rule in RULES {
        let words: Vec<_> = rule.id.split('-').collect();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let fine = words.iter().all(|word| !word.is_empty() && word.chars().all(plain));
        assert!(fine, "{}", rule.id);
        assert!(
            rules::find(rule.id).is_some_and(|found| std::ptr::eq(found, *rule)),
            "{}",
            rule.id
        );
    }
    assert!(rules::find("no-such-rule").is_none());
}

#[test]
fn every_rule_has_a_source_and_both_kinds_of_examples() {
    for rule in RULES {
        assert!(!rule.sources.is_empty(), "{}: no source", rule.id);
        assert!(!rule.examples.finds.is_empty(), "{}: nothing that it finds", rule.id);
        assert!(!rule.examples.quiet.is_empty(), "{}: no near miss", rule.id);
    }
}

#[test]
fn it_fires_where_it_should() {
    let mut silent = Vec::new();
    for rule in RULES {
        for (at, text) in rule.examples.finds.iter().enumerate() {
            let found = findings(rule, text);
            if found.is_empty() {
                silent.push(format!("{} finds[{at}]", rule.id));
            }
            for finding in found {
                assert_eq!(finding.level, rule.level(), "{}", rule.id);
                assert_eq!(finding.sources.len(), rule.sources.len(), "{}", rule.id);
                for span in finding.spans {
                    let inside = text.get(span.start..span.end).is_some();
                    assert!(inside, "{} finds[{at}]: {span:?} of {}", rule.id, text.len());
                }
            }
        }
    }
    assert!(silent.is_empty(), "silent on what they find: {silent:#?}");
}

#[test]
fn it_is_quiet_on_near_misses() {
    let mut loud = Vec::new();
    for rule in RULES {
        for (at, text) in rule.examples.quiet.iter().enumerate() {
            for finding in findings(rule, text) {
                loud.push(format!("{} quiet[{at}] at {:?}", rule.id, finding.spans));
            }
        }
    }
    assert!(loud.is_empty(), "fire on near misses: {loud:#?}");
}

#[test]
fn line_ends_change_nothing() {
    // What is underlined, without folding, which the line endings are part of.
    let places = |rule: &Rule, text: &str| -> Vec<Vec<String>> {
        let all = findings(rule, text);
        let place = |span: &headerlint::span::Span| lf(span.of(text));
        all.iter().map(|finding| finding.spans.iter().map(place).collect()).collect()
    };
    let mut different = Vec::new();
    for rule in RULES {
        for text in rule.examples.finds.iter().chain(rule.examples.quiet) {
            let (unix, wire) = (lf(text), crlf(text));
            let (unix, wire) = (places(rule, &unix), places(rule, &wire));
            if unix != wire {
                different.push(format!("{}: LF {unix:?}, CRLF {wire:?}", rule.id));
            }
        }
    }
    assert!(different.is_empty(), "{different:#?}");
}

#[test]
fn every_placeholder_of_the_words_has_a_value() {
    let mut missing = BTreeSet::new();
    for language in Language::all() {
        let words = Words::new(language);
        for rule in RULES {
            for finding in rule.examples.finds.iter().flat_map(|text| findings(rule, text)) {
                for part in ["title", "found", "why", "fix"] {
                    let key = format!("rule.{}.{part}", rule.id);
                    // The form for many is the one that contains the count.
                    let text = words.get(&key).unwrap_or_default();
                    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
                    for (name, _) in names.filter(|(name, _)| finding.args.get(name).is_none()) {
                        missing.insert(format!("{} {key}: {{{name}}}", language.tag()));
                    }
                    let said = words.say(&key, &finding.args);
                    if said.contains('⟨') {
                        missing.insert(format!("{} {key}: {said}", language.tag()));
                    }
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn titles_stand_without_values() {
    // Lists and page titles show titles without a finding.
    for language in Language::all() {
        let words = Words::new(language);
        for rule in RULES {
            let title = words.text(&format!("rule.{}.title", rule.id));
            assert!(!title.contains('⟨'), "{} {}: {title}", language.tag(), rule.id);
        }
    }
}
