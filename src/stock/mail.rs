//! A message as the filters see it: by field name, raw or decoded, all fields of a name at once.

use crate::bytes::holds;
use crate::domain::is_freemail;
use crate::facts::{Facts, Hop, Person};
use crate::span::Span;
use crate::syntax::encoded_word::decode;
use memchr::memchr2_iter;

/// Whether there is a field of any of these names, which must be in lower case.
pub(super) fn has_any(facts: &Facts<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| facts.message.has(name))
}

/// The bytes of a field that are examined: `SpamAssassin` truncates there, and no honest field is
/// longer.
const LENGTH: usize = 8192;

/// Truncates a text to [`LENGTH`] bytes.
pub(super) fn cut(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LENGTH)).unwrap_or(text)
}

/// Returns the first value of a field (name in lower case) as written, without surrounding white
/// space, or "" if there is none.
pub(super) fn value<'f>(facts: &'f Facts<'_>, name: &str) -> &'f str {
    facts.field(name).map_or("", |field| cut(field.value_text()))
}

/// Whether the predicate holds for the value of any field of that name.
pub(super) fn any_value(facts: &Facts<'_>, name: &str, is: &dyn Fn(&str) -> bool) -> bool {
    facts.message.all(name).any(|field| is(cut(field.value_text())))
}

/// Whether the predicate holds for the raw body of any field of that name: everything after the
/// colon, including folding and blanks.
pub(super) fn any_raw(facts: &Facts<'_>, name: &str, is: &dyn Fn(&str) -> bool) -> bool {
    facts.message.all(name).any(|field| is(cut(field.raw.body.of(facts.text))))
}

/// Whether the predicate holds for the value, decoded and unfolded, of any field of that name.
pub(super) fn any_decoded(facts: &Facts<'_>, name: &str, is: &dyn Fn(&str) -> bool) -> bool {
    facts.message.all(name).any(|field| {
        let value = field.value();
        // It is mostly the subject, which is decoded already.
        if let Some((span, decoded)) = &facts.subject
            && *span == value
            && value.len() <= LENGTH
        {
            return is(&decoded.text);
        }
        let span = Span::new(value.start, value.start + cut(value.of(facts.text)).len());
        is(&decode(facts.text, span, false).text)
    })
}

/// Whether the predicate holds for the value of any field of that name with each run of white space
/// as one blank; for fields without encoded-words.
pub(super) fn any_line(facts: &Facts<'_>, name: &str, is: &dyn Fn(&str) -> bool) -> bool {
    facts.message.all(name).any(|field| is(&tokens(cut(field.value_text())).join(" ")))
}

/// Returns the first subject, decoded, or "" if there is none.
pub(super) fn subject<'f>(facts: &'f Facts<'_>) -> &'f str {
    facts.subject.as_ref().map_or("", |(_, decoded)| cut(&decoded.text))
}

/// Returns the people of all the given address fields.
pub(super) fn people(fields: &[crate::facts::AddressField]) -> Vec<&Person> {
    fields.iter().flat_map(|field| &field.people).collect()
}

/// Splits a text at white space.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    text.split_ascii_whitespace().collect()
}

/// Whether any of the mailboxes is at a free-mail provider and its local part ends in a digit.
pub(super) fn numbered_freemail(people: &[&Person]) -> bool {
    people.iter().any(|p| freemail(p) && p.local.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether the mailbox is at a free-mail provider and belongs to a person, not to a role.
pub(super) fn freemail(person: &Person) -> bool {
    const ROLES: &[&str] = &[
        "abuse",
        "contact",
        "domainmaster",
        "helpdesk",
        "hostmaster",
        "info",
        "kontakt",
        "postmaster",
        "sales",
        "support",
    ];
    // Providers for their own subscribers only, which the filters count as well.
    const SUBSCRIBERS: &[&str] = &[
        "att.net",
        "bellsouth.net",
        "bigpond.com",
        "charter.net",
        "comcast.net",
        "compuserve.com",
        "cs.com",
        "eircom.net",
        "netscape.net",
        "netzero.net",
        "virgin.net",
    ];
    let domain = person.domain.as_str();
    let known = is_freemail(domain)
        || SUBSCRIBERS.contains(&domain)
        || domain.ends_with(".onmicrosoft.com");
    // Addresses that a forwarder or a bounce rewrote: `a=b=c@…`.
    let written = person.local.matches('=').count() > 1;
    known && !written && !ROLES.iter().any(|role| person.local.eq_ignore_ascii_case(role))
}

/// Returns the hop in which the message came from outside: the topmost with a public address and
/// without a login; all above it is the receiver's own.
pub(super) fn outside<'f>(facts: &'f Facts<'_>) -> Option<&'f Hop> {
    let mut hops =
        facts.hops.iter().filter(|hop| hop.received.address.is_some() && !is_fetched(facts, hop));
    hops.find(|hop| hop.public_client && !hop.received.is_authenticated(facts.text))
}

/// Whether a program fetched the message from a mailbox here, so that no server handed it over.
pub(super) fn is_fetched(facts: &Facts<'_>, hop: &Hop) -> bool {
    holds(hop.received.span.of(facts.text), "(fetchmail")
}

/// Whether a Received field contains the word `user`, by which some clients name themselves. Hardly
/// any field does, so this saves closer looks.
pub(super) fn names_user(value: &str) -> bool {
    let bytes = value.as_bytes();
    memchr2_iter(b'u', b'U', bytes)
        .any(|at| bytes.get(at..at + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"user")))
}

/// Returns how many digits each of the three numbers in `number$number$number` has, which is
/// Outlook's left side of an identifier; `None` unless all are hexadecimal in lower case.
pub(super) fn dollars(left: &str) -> Option<[usize; 3]> {
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let numbers: Vec<&str> = left.split('$').collect();
    let [first, second, third] = numbers.as_slice() else { return None };
    let all = [first, second, third];
    all.iter().all(|number| number.bytes().all(hex)).then_some(all.map(|number| number.len()))
}

/// Whether a List-Unsubscribe ends with a mailbox of those list servers that write identifiers of
/// their own.
pub(super) fn unsubscribes_at_list(value: &str) -> bool {
    let end = value.rfind("<mailto:").and_then(|at| value.get(at + 8..));
    end.and_then(|end| end.strip_suffix('>'))
        .and_then(|end| end.split_once('@'))
        .is_some_and(|(local, _)| local.starts_with("leave-") || local.ends_with("-unsubscribe"))
}

/// Whether the first field of one name is above the last field of another.
pub(super) fn above(facts: &Facts<'_>, upper: &str, lower: &str) -> bool {
    let first = facts.field(upper).map(|field| field.index);
    let last = facts.message.all(lower).last().map(|field| field.index);
    matches!((first, last), (Some(first), Some(last)) if first < last)
}
