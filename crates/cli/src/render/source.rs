//! Who says that something matters, as a name.

use crate::words::Words;
use headerlint::filter::Filter;
use headerlint::rule::{Provenance, Source};

/// A source for people.
#[derive(Debug)]
pub(super) struct Named {
    /// `RFC 5322 §3.6`, `SpamAssassin MISSING_DATE`.
    pub(super) name: String,
    /// Where to read it.
    pub(super) url: Option<String>,
    /// Default weight.
    pub(super) weight: Option<f32>,
    /// The same test or the same idea; none where there is nothing to compare.
    pub(super) provenance: Option<Provenance>,
}

impl Named {
    pub(super) fn new(source: &Source, words: &Words) -> Self {
        let plain = |name, url| Self { name, url, weight: None, provenance: None };
        match *source {
            Source::Rfc(number, section) => {
                let url = format!("https://www.rfc-editor.org/rfc/rfc{number}");
                if section.is_empty() {
                    return plain(format!("RFC {number}"), Some(url));
                }
                let digits = section.chars().all(|c| c.is_ascii_digit() || c == '.');
                let url = if digits { format!("{url}#section-{section}") } else { url };
                plain(format!("RFC {number} §{section}"), Some(url))
            }
            Source::Filter(provenance, test) => Self {
                name: format!("{} {}", filter(test.filter), test.name),
                url: None,
                weight: Some(test.points),
                provenance: Some(provenance),
            },
            Source::Page(name, url, code) => {
                let name =
                    if code.is_empty() { name.to_owned() } else { format!("{name} ({code})") };
                plain(name, Some(url.to_owned()))
            }
            Source::Observed(what) => plain(words.text(&format!("observed.{what}")), None),
        }
    }

    /// Name and weight: `SpamAssassin MISSING_DATE (1.4)`.
    pub(super) fn with_weight(&self) -> String {
        match self.weight {
            Some(number) => format!("{} ({})", self.name, weight(number)),
            None => self.name.clone(),
        }
    }
}

/// The name of a filter.
pub(super) const fn filter(filter: Filter) -> &'static str {
    match filter {
        Filter::SpamAssassin => "SpamAssassin",
        other => other.id(),
    }
}

/// A weight with as many decimals as it has, at least one.
pub(super) fn weight(number: f32) -> String {
    let text = format!("{number:.3}");
    let text = text.trim_end_matches('0');
    if text.ends_with('.') { format!("{text}0") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headerlint::filter::{Filter, FilterTest};
    use headerlint::rule::Provenance::{Inspired, Same};

    #[test]
    fn sources_are_named_as_their_owners_do() {
        let words = &Words::new(crate::words::Language::ENGLISH);
        let rfc = Named::new(&Source::Rfc(5322, "3.6.1"), words);
        assert_eq!(rfc.with_weight(), "RFC 5322 §3.6.1");
        assert_eq!(rfc.url.unwrap(), "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.1");
        let test = |filter, points| FilterTest { filter, name: "MISSING_DATE", points };
        let same = Source::Filter(Same, test(Filter::SpamAssassin, 1.36));
        let inspired = Source::Filter(Inspired, test(Filter::Rspamd, 1.0));
        let named = |source| Named::new(&source, words).with_weight();
        assert_eq!(named(same), "SpamAssassin MISSING_DATE (1.36)");
        assert_eq!(named(inspired), "rspamd MISSING_DATE (1.0)");
        let page =
            Named::new(&Source::Page("Sender guidelines", "https://example.org", "5.7.26"), words);
        assert_eq!(page.with_weight(), "Sender guidelines (5.7.26)");
    }
}
