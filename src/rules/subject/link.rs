//! Shortened links in the subject and in other fields.

use crate::data::SHORTENERS;
use crate::facts::Author;
use crate::message::Field;
use crate::rule::{Rule, rule};
use crate::rules::places::{named_author, place, subject};
use crate::span::Span;
use std::sync::OnceLock;

/// Longer hosts are no short links, and longer values hold no link that a person wrote.
const HOST: usize = 40;

const VALUE: usize = 4_000;

/// Fields whose links people or programs follow.
const FOLLOWED: &[&str] =
    &["list-unsubscribe", "list-help", "list-archive", "list-subscribe", "list-owner", "list-post"];

const WORD_TO_THE_WISE: &str = "https://www.wordtothewise.com/2014/11/url-reputation-shorteners/";

/// Whoever follows these links must trust a host that strangers use as well.
pub(crate) static SHORTENED_LINK: Rule = rule!(Rule {
    id: "shortened-link",
    group: Disliked,
    sources: [Page("Word to the Wise: URL reputation and shorteners", WORD_TO_THE_WISE, "")],
    finds: [
        "From: a@example.org\nSubject: x\nList-Unsubscribe: <https://bit.ly/3abcDEF>\n",
        "From: a@example.org\nSubject: your parcel: tinyurl.com/abcdef\n",
        "From: \"Win at https://www.cutt.ly/abc\" <a@example.org>\nSubject: x\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\n\
         List-Unsubscribe: <https://rabbit.ly/3abcDEF>, <https://example.org/bit.ly/x>\n",
        "From: a@example.org\nSubject: bit.ly is down, tinyurl.com too\n",
    ],
    check: |facts, found| {
        let shown = subject(facts)
            .into_iter()
            .chain(named_author(facts).map(|(_, name, span)| (name, span)));
        for (text, span) in shown {
            if let Some(link) = short_link(text) {
                found.at(place(facts.text, span, link)).text("link", link);
            }
        }
        for field in FOLLOWED.iter().flat_map(|name| facts.message.all(name)) {
            if let Some(link) = short_link(field.value_text()) {
                found.at(link_span(&field, link)).text("link", link);
            }
        }
    },
});

/// Only what the sender's side wrote, since filters on the route record links too.
pub(crate) static SHORTENED_LINK_ELSEWHERE: Rule = rule!(Rule {
    id: "shortened-link-in-own-field",
    group: Odd,
    sources: [Page("Word to the Wise: URL reputation and shorteners", WORD_TO_THE_WISE, "")],
    finds: ["From: a@example.org\nSubject: x\nX-Report-Abuse: see https://is.gd/abc\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-Report-Abuse: see https://example.org/is.gd\n"],
    check: |facts, found| {
        let own = |field: &Field<'_>| {
            (field.lower.starts_with("x-") || field.lower == "organization")
                && field.value().len() < VALUE
                && facts.boundary.author(field.index) == Author::Sender
        };
        for field in facts.message.fields().filter(own) {
            if let Some(link) = short_link(field.value_text()) {
                let place = link_span(&field, link);
                found.at(place).text("field", field.name()).text("link", link);
            }
        }
    },
});

fn link_span(field: &Field<'_>, link: &str) -> Span {
    place(field.text, field.value(), link)
}

/// Returns the first link to a link shortener, without its scheme.
fn short_link(text: &str) -> Option<&str> {
    // Most values hold no link, and one look at their bytes skips them.
    if !text.as_bytes().contains(&b'/') {
        return None;
    }
    let bound = |c: char| c.is_whitespace() || "<>()[]\"',;".contains(c);
    text.split(bound).find_map(|word| {
        let link = word.rsplit_once("://").map_or(word, |(_, link)| link);
        let (host, path) = link.split_once('/')?;
        (!path.is_empty() && host.contains('.') && is_shortener(host)).then_some(link)
    })
}

fn is_shortener(host: &str) -> bool {
    static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
    if host.len() > HOST {
        return false;
    }
    let names = NAMES.get_or_init(|| SHORTENERS.lines().collect());
    let host = host.to_ascii_lowercase();
    // A subdomain such as `www.bit.ly` or `shop.page.link`.
    let parent = host.split_once('.').map_or("", |(_, parent)| parent);
    [host.as_str(), parent].iter().any(|name| names.binary_search(name).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_link_is_a_known_host_and_a_path() {
        assert_eq!(short_link("go to https://bit.ly/x now"), Some("bit.ly/x"));
        assert_eq!(short_link("<HTTPS://App.Page.Link/x>"), Some("App.Page.Link/x"));
        assert_eq!(short_link("https://bit.ly/ and bit.ly"), None);
        assert_eq!(short_link("https://cat.co/x"), None);
        assert_eq!(short_link("mailto:a@bit.ly?subject=x/y"), None);
    }

    #[test]
    fn names_are_in_the_order_that_the_search_needs() {
        assert!(SHORTENERS.lines().is_sorted());
        assert!((40..=80).contains(&SHORTENERS.lines().count()));
    }
}
