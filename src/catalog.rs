//! The rules as the page and the command line show them.

use crate::assemble::source;
use crate::report::SourceReport;
use crate::rule::{Group, Level, Rule, Source};
use crate::rules::RULES;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleReport {
    /// Kebab-case; words are `rule.<id>.title`, `.found`, `.why`, `.fix`.
    pub id: Cow<'static, str>,
    /// Level.
    pub level: Level,
    /// Group.
    pub group: Group,
    /// Who says that it matters.
    pub sources: Vec<SourceReport>,
}

/// All rules, sorted by id.
pub fn rules() -> Vec<RuleReport> {
    RULES.iter().map(|rule| RuleReport::from(*rule)).collect()
}

impl From<&Rule> for RuleReport {
    fn from(rule: &Rule) -> Self {
        let sources = rule.sources.iter().map(source).collect();
        Self { id: rule.id.into(), level: rule.level(), group: rule.group, sources }
    }
}

impl From<&Source> for SourceReport {
    fn from(of: &Source) -> Self {
        source(of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Provenance, rspamd, spamassassin};

    #[test]
    fn an_rfc_is_named_and_linked_by_section() {
        let source = SourceReport::from(&Source::Rfc(5322, "3.6.1"));
        assert_eq!(source.name, "RFC 5322 §3.6.1");
        assert_eq!(
            source.url.as_deref(),
            Some("https://www.rfc-editor.org/rfc/rfc5322#section-3.6.1")
        );
    }

    #[test]
    fn only_the_same_test_may_be_added_up() {
        let same = SourceReport::from(&spamassassin(Provenance::Same, "MISSING_DATE"));
        let inspired = SourceReport::from(&rspamd(Provenance::Inspired, "INVALID_DATE"));
        assert!(same.same && !inspired.same);
    }

    #[test]
    fn a_page_without_a_reply_code_has_none() {
        let code = |code| SourceReport::from(&Source::Page("P", "https://example.org/", code)).code;
        assert_eq!((code("").as_deref(), code("5.7.1").as_deref()), (None, Some("5.7.1")));
    }
}
