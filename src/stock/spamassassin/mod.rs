//! Stock tests of `SpamAssassin`.

mod address;
mod date;
mod identifier;
mod list;
mod mailer;
mod phrase;
mod recipients;
mod route;
mod subject;

use super::Test;
use super::mail;
use crate::facts::{Facts, Person};
use crate::filter::Filter;
use route::helo as outside_helo;

const FILTER: Filter = Filter::SpamAssassin;

/// All tests, grouped by family.
pub(super) static FAMILIES: &[&[Test]] = &[
    address::TESTS,
    date::TESTS,
    identifier::TESTS,
    list::TESTS,
    mailer::TESTS,
    phrase::TESTS,
    recipients::TESTS,
    route::TESTS,
    subject::TESTS,
];

/// Returns the reverse-path if `SpamAssassin` believes it: it does not below a Received field,
/// where a list or an earlier delivery wrote it.
fn envelope<'f>(facts: &'f Facts<'_>) -> Option<&'f Person> {
    let fetched = || mail::any_value(facts, "received", &|value| value.contains("(fetchmail"));
    let hidden = mail::value(facts, "x-sender").contains('@') && fetched();
    let person = facts.reverse_path()?;
    (!hidden && !mail::above(facts, "received", "return-path")).then_some(person)
}

/// Returns the domain of the reverse-path as the server that took the message in noted it, or else
/// as [`envelope`] does.
fn envelope_domain(facts: &Facts<'_>) -> Option<String> {
    let hop = mail::outside(facts).or_else(|| facts.hops.last());
    let text = hop.map_or("", |hop| hop.received.span.of(facts.text));
    // Some servers note it after the date, where no reader of Received fields looks.
    let noted = ["envelope-from", "envelope-sender"].iter().find_map(|word| {
        let rest =
            text.split_once(word)?.1.trim_start_matches([' ', '\t', '\r', '\n', '=', ':', '<']);
        rest.split([' ', '\t', '\r', '\n', '>', ')', ';']).next()
    });
    match noted.and_then(|noted| noted.rsplit_once('@')) {
        Some((_, domain)) => Some(domain.to_ascii_lowercase()),
        None => envelope(facts).map(|person| person.domain.clone()),
    }
}

/// Whether an author or the reverse-path is a free-mail mailbox.
fn from_freemail(facts: &Facts<'_>) -> bool {
    mail::people(&facts.from).into_iter().chain(envelope(facts)).any(mail::freemail)
}

/// Whether To says "undisclosed recipients", in one of a few languages.
fn undisclosed(facts: &Facts<'_>) -> bool {
    mail::any_decoded(facts, "to", &|value| {
        let value = value.to_ascii_lowercase();
        [
            "undisclosed-recipients",
            "undisclosed recipients",
            "destinataires inconnus",
            "destinatari nascosti",
        ]
        .iter()
        .any(|name| value.contains(name))
    })
}

/// Returns all identifiers of the message: lists keep the original one in a field of its own.
fn ids<'f>(facts: &'f Facts<'_>) -> Vec<&'f str> {
    ["x-message-id", "resent-message-id", "x-original-message-id", "message-id"]
        .iter()
        .flat_map(|name| facts.message.all(name))
        .map(|field| mail::cut(field.value_text()))
        .collect()
}

/// Whether a list server or gateway writes identifiers of its own, so that they tell nothing.
fn ids_rewritten(facts: &Facts<'_>) -> bool {
    let exchange = |id: &str| {
        let id = id.to_ascii_lowercase();
        let inner =
            id.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
        inner.split_once('@').is_some_and(|(left, host)| {
            (30..=45).contains(&left.len())
                && left.bytes().all(|b| b.is_ascii_alphanumeric())
                && (host.ends_with(".outlook.com") || host.ends_with(".exchangelabs.com"))
        })
    };
    received_removed(facts)
        || mail::any_value(facts, "list-unsubscribe", &mail::unsubscribes_at_list)
        || mail::any_line(facts, "received", &|value| value.contains("iPlanet Messaging Server"))
        || ids(facts).into_iter().any(exchange)
}

/// Whether a list removed the Received fields, or there are none.
fn received_removed(facts: &Facts<'_>) -> bool {
    let ezmlm = |value: &str| value.starts_with("contact ") && value.ends_with("run by ezmlm");
    !facts.message.has("received")
        || (mail::any_value(facts, "mailing-list", &ezmlm)
            && mail::any_value(facts, "delivered-to", &|value| value.starts_with("mailing list ")))
}

/// Whether an identifier is Outlook's, of three hexadecimal numbers: `<12 or 8$8$8@host>`.
fn is_dollars(id: &str) -> bool {
    let host = id.split_once('@').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or_default();
    !host.is_empty()
        && !host.contains([' ', '\t', '\r', '\n'])
        && matches!(dollars(id), Some([8 | 12, 8, 8]))
}

/// Returns how many digits each number in `<number$number$number@…` has.
fn dollars(id: &str) -> Option<[usize; 3]> {
    let (left, _) = id.strip_prefix('<')?.split_once('@')?;
    mail::dollars(left)
}
