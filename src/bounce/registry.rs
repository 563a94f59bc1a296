//! Enhanced status codes: the registry (RFC 5248), and what providers mean by codes of their own or
//! by registered codes that they use for something else.

use super::reason::Reason;
use super::side::Side;
use crate::data::STATUS;
use std::sync::OnceLock;

/// The locale key below `status.` for a code that is in no registry.
pub(super) const UNREGISTERED: &str = "unregistered";

/// Returns the key for a code that was not found, or `None` without a registry.
pub(super) fn unregistered() -> Option<&'static str> {
    (!table().is_empty()).then_some(UNREGISTERED)
}

/// What a code means: one line of `data/status.tsv`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning {
    /// The locale key below `status.`, such as `X.7.1`. One with a provider (`X.7.27-gmail`) has a
    /// `text` instead.
    pub(super) key: &'static str,
    pub(super) side: Side,
    pub(super) reason: Option<Reason>,
    /// Whether the code says less than most words do.
    pub(super) vague: bool,
    /// The locale key below `response.` for what a provider means by the code.
    pub(super) text: Option<&'static str>,
}

fn parse_row(line: &'static str) -> Option<Meaning> {
    let mut columns = line.split('\t');
    let (key, side) = (columns.next()?, Side::named(columns.next()?));
    let reason = columns.next()?;
    Some(Meaning {
        key,
        side,
        reason: Reason::named(reason.trim_end_matches('?')),
        vague: reason.ends_with('?') || reason == "-",
        text: columns.next().filter(|text| *text != "-"),
    })
}

/// Returns the table, which is parsed once, because a notice may ask a hundred times.
fn table() -> &'static [Meaning] {
    static READ: OnceLock<Vec<Meaning>> = OnceLock::new();
    READ.get_or_init(|| STATUS.lines().skip(1).filter_map(parse_row).collect())
}

/// Returns what the registry says of a code such as `5.7.1`.
pub(super) fn registered(status: &str) -> Option<Meaning> {
    let (_, rest) = status.split_once('.')?;
    table().iter().find(|meaning| fits(meaning.key, rest)).copied()
}

/// Returns what a provider means by a code, if that is documented to be something else.
pub(super) fn private(status: &str, provider: &str) -> Option<Meaning> {
    let (_, rest) = status.split_once('.')?;
    let mut own = table().iter().filter(|meaning| meaning.text.is_some());
    let of_provider = |meaning: &&Meaning| {
        let own = meaning.key.split_once('-').filter(|(_, whose)| *whose == provider);
        own.is_some_and(|(code, _)| fits(code, rest))
    };
    own.find(of_provider).copied()
}

/// Returns `true` if `rest`, a code without its class, fits the key: `X.7.5xx` is any class,
/// subject 7 and the details 500 to 599.
fn fits(key: &str, rest: &str) -> bool {
    key.strip_prefix("X.").is_some_and(|key| {
        let same = |(k, s): (u8, u8)| k == s || (k == b'x' && s.is_ascii_digit());
        key.len() == rest.len() && key.bytes().zip(rest.bytes()).all(same)
    })
}

#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = Meaning> {
    table().iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounce::{provider, responses};

    // Returns the subject, the detail, whether it is a range, and the provider.
    fn order(key: &str) -> Option<(u16, u16, bool, &str)> {
        let (code, whose) = key.split_once('-').unwrap_or((key, ""));
        let (subject, detail) = code.strip_prefix("X.")?.split_once('.')?;
        let range = detail.contains('x');
        Some((subject.parse().ok()?, detail.replace('x', "9").parse().ok()?, range, whose))
    }

    #[test]
    fn codes_are_sorted_and_none_stands_twice() {
        assert_eq!(all().count(), STATUS.lines().skip(1).count());
        assert!(STATUS.lines().all(|line| line.split('\t').count() == 4));
        let keys: Vec<_> = all().map(|meaning| order(meaning.key)).collect();
        assert!(keys.iter().all(Option::is_some));
        assert!(keys.windows(2).all(|two| two.first() < two.last()), "{keys:?}");
    }

    #[test]
    fn a_code_of_a_provider_has_that_providers_words() {
        for meaning in all() {
            let whose = meaning.key.split_once('-').map(|(_, whose)| whose);
            assert_eq!(whose.is_some(), meaning.text.is_some(), "{}", meaning.key);
            if let Some((whose, text)) = whose.zip(meaning.text) {
                assert!(provider::find(whose).is_some(), "{whose}");
                let known = responses::rows().iter().any(|row| row.text == text);
                assert!(known, "{}: {text} is nobody's text", meaning.key);
            }
        }
    }

    #[test]
    fn providers_use_registered_codes_for_something_else() {
        assert_eq!(registered("5.7.27").and_then(|m| m.reason), Some(Reason::NotAccepting));
        let gmail = private("5.7.27", "gmail");
        assert_eq!(gmail.and_then(|m| m.reason), Some(Reason::Authentication));
        assert!(private("5.7.27", "outlook").is_none());
        let banned = private("5.7.609", "outlook").and_then(|m| m.text);
        assert_eq!(banned, Some("outlook-banned-ip"));
    }

    #[test]
    fn a_code_that_nobody_registered_means_nothing() {
        for made_up in ["5.0.910", "5.7.99", "4.9.1", "5.7", ""] {
            assert!(registered(made_up).is_none(), "{made_up}");
        }
        assert!(registered("5.7.32").is_none(), "Gmail's alone");
    }
}
