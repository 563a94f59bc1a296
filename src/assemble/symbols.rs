//! What the tests of `SpamAssassin` and rspamd mean: a rule of ours that tests the same, or what
//! the catalogue says about them.

use crate::filter::{self, Filter};
use crate::rules::RULES;
use crate::stock::same;

/// Returns the locale key of what a test means, if that is known. Products other than rspamd name
/// their tests as `SpamAssassin` does.
pub(super) fn meaning(filter: &str, name: &str) -> Option<String> {
    let filter = if filter == "rspamd" { Filter::Rspamd } else { Filter::SpamAssassin };
    let tests = |source| same(filter, source).is_some_and(|test| test.name == name);
    let rule = RULES.iter().find(|rule| rule.sources.iter().any(tests));
    let (head, id, tail) = match rule {
        Some(rule) => ("rule.", rule.id, ".title"),
        None => ("symbol.", filter::meaning(name)?, ""),
    };
    let mut key = String::from(head);
    key.push_str(id);
    key.push_str(tail);
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
