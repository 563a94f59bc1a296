//! What the tests of `SpamAssassin` and rspamd mean: a rule of ours that tests the same, or a row of
//! the table.

use crate::data::SYMBOLS;
use crate::rule::{Provenance, Source};
use crate::rules::RULES;

/// The locale key of what a test means.
pub(super) fn meaning(filter: &str, name: &str) -> Option<String> {
    let rule = RULES.iter().find(|rule| {
        rule.sources.iter().any(|source| match *source {
            Source::SpamAssassin(Provenance::Same, own, _) => filter != "rspamd" && own == name,
            Source::Rspamd(Provenance::Same, own, _) => filter == "rspamd" && own == name,
            _ => false,
        })
    });
    let (head, id, tail) = match rule {
        Some(rule) => ("rule.", rule.id, ".title"),
        None => ("symbol.", of_table(name)?, ""),
    };
    let mut key = String::from(head);
    key.push_str(id);
    key.push_str(tail);
    Some(key)
}

/// A row: name or its beginning with `*`, the meaning, which is a locale key below `symbol.`. The first that fits.
fn of_table(name: &str) -> Option<&'static str> {
    let rows = SYMBOLS.lines().filter_map(|line| line.split_once('\t'));
    let mut fitting = rows.filter(|(pattern, _)| match pattern.strip_suffix('*') {
        Some(head) => name.starts_with(head),
        None => name == *pattern,
    });
    fitting.next().map(|(_, meaning)| meaning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use headerlint_cli::words::{Language, Words};

    #[test]
    fn a_rule_of_ours_or_a_row_explains_a_test() {
        assert_eq!(
            meaning("spamassassin", "MISSING_DATE").as_deref(),
            Some("rule.date-missing.title")
        );
        assert_eq!(meaning("rspamd", "MISSING_DATE").as_deref(), Some("rule.date-missing.title"));
        assert_eq!(meaning("spamassassin", "BAYES_99").as_deref(), Some("symbol.bayes-spam"));
        assert_eq!(meaning("spamassassin", "BAYES_00").as_deref(), Some("symbol.bayes-ham"));
        assert_eq!(meaning("spamassassin", "MY_OWN_TEST"), None);
    }

    #[test]
    fn every_meaning_has_its_words() {
        for language in Language::all() {
            let words = Words::new(language);
            for line in SYMBOLS.lines() {
                let (_, meaning) = line.split_once('\t').unwrap();
                assert!(words.has(&format!("symbol.{meaning}")), "{meaning}");
            }
        }
    }
}
