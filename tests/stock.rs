//! What holds for every stock test of a filter: its examples are its proof, and it is listed once.

use headerlint::filter::Filter;
use headerlint::rules::RULES;
use headerlint::stock::{self, Test};
use headerlint::{Options, inspect};
use std::collections::BTreeSet;

fn hits(test: &Test, mail: &str) -> bool {
    let weights = inspect(mail, &Options::default()).weights;
    weights
        .iter()
        .any(|w| w.filter == test.of.filter && w.rules.iter().any(|rule| rule.name == test.of.name))
}

#[test]
fn it_hits_what_it_should_and_misses_what_nearly_is() {
    let mut wrong = Vec::new();
    for test in stock::tests() {
        for (mail, expected) in [(test.hits, true), (test.misses, false)] {
            for mail in [mail.to_owned(), mail.replace('\n', "\r\n")] {
                if hits(test, &mail) != expected {
                    wrong.push(format!(
                        "{} {}: {mail:?}, expected {expected}",
                        test.of.filter.id(),
                        test.of.name
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_filter_rule_is_claimed_twice() {
    for &filter in Filter::ALL {
        let mut rules = BTreeSet::new();
        for rule in RULES {
            for source in rule.sources {
                rules.extend(stock::same(filter, source).map(|test| test.name));
            }
        }
        let mut seen = rules;
        for test in stock::tests().into_iter().map(|test| test.of).filter(|of| of.filter == filter)
        {
            assert!(seen.insert(test.name), "{} is claimed twice", test.name);
        }
        assert_eq!(stock::claims(filter, RULES).into_iter().collect::<BTreeSet<_>>(), seen);
    }
}

#[test]
fn shares_stay_within_the_weight_and_sums_add_up() {
    let text =
        "From: a@example.org\nSubject: HELLO 2024\nList-Id: <l.example.org>\nPrecedence: list\n";
    let weights = inspect(text, &Options::default()).weights;
    let rspamd = weights.iter().find(|weight| weight.filter == Filter::Rspamd).unwrap();
    // Ten capitals of forty, and half a list.
    let names: Vec<_> = rspamd.rules.iter().map(|rule| &*rule.name).collect();
    assert!(names.contains(&"SUBJ_ALL_CAPS") && names.contains(&"MAILLIST"), "{names:?}");
    let expected = 3.0 * 10.0 / 40.0 - 0.2 * 8.0 / 16.0;
    assert!((rspamd.sum - expected).abs() < 0.001, "{} not {expected}", rspamd.sum);
}
