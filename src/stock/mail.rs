//! A message as the filters look at it: by field name, raw or decoded, all of a name at once.

use crate::bytes::holds;
use crate::domain::is_freemail;
use crate::facts::{Facts, Hop, Person};
use crate::span::Span;
use crate::syntax::encoded_word::decode;
use memchr::memchr2_iter;

/// Whether any of these fields (lower case) is there.
pub(super) fn has_any(facts: &Facts<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| facts.message.has(name))
}

/// Bytes of a field that are looked at: `SpamAssassin` cuts there, and no honest field is longer.
const LENGTH: usize = 8192;

/// The beginning of a text.
pub(super) fn cut(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LENGTH)).unwrap_or(text)
}

/// The first value of a field (lower case) as written, without white space around; or "".
pub(super) fn value<'f>(facts: &'f Facts<'_>, name: &str) -> &'f str {
    facts.field(name).map_or("", |field| cut(field.value_text()))
}

/// Whether a value of the field, of any one of its fields, is such.
pub(super) fn any_value(facts: &Facts<'_>, name: &str, is: &dyn Fn(&str) -> bool) -> bool {
    facts.message.all(name).any(|field| is(cut(field.value_text())))
}

/// Whether a body of the field is such: everything after the colon, folding and blanks included.
pub(super) fn any_raw(facts: &Facts<'_>, name: &str, is: &dyn Fn(&str) -> bool) -> bool {
    facts.message.all(name).any(|field| is(cut(field.raw.body.of(facts.text))))
}

/// Whether a value of the field, decoded and on one line, is such.
pub(super) fn any_decoded(facts: &Facts<'_>, name: &str, is: &dyn Fn(&str) -> bool) -> bool {
    facts.message.all(name).any(|field| {
        let value = field.value();
        // Mostly it is the subject, which is decoded already.
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

/// Whether a value of the field, its words parted by one blank, is such: for fields that hold no
/// encoded-words.
pub(super) fn any_line(facts: &Facts<'_>, name: &str, is: &dyn Fn(&str) -> bool) -> bool {
    facts.message.all(name).any(|field| is(&tokens(cut(field.value_text())).join(" ")))
}

/// The first subject, decoded; or "".
pub(super) fn subject<'f>(facts: &'f Facts<'_>) -> &'f str {
    facts.subject.as_ref().map_or("", |(_, decoded)| cut(&decoded.text))
}

/// All people of address fields that were read.
pub(super) fn people(fields: &[crate::facts::AddressField]) -> Vec<&Person> {
    fields.iter().flat_map(|field| &field.people).collect()
}

/// The words between white space.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    text.split_ascii_whitespace().collect()
}

/// Whether a mailbox of these is at a free-mail provider, and its local part ends in a digit.
pub(super) fn numbered_freemail(people: &[&Person]) -> bool {
    people.iter().any(|p| freemail(p) && p.local.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether the mailbox is a person's at a free-mail provider, not one of those for everybody.
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
    // Providers that give mailboxes to their subscribers only, which the filters count as well.
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
    // Addresses that a forward or a bounce wrote: `a=b=c@…`.
    let written = person.local.matches('=').count() > 1;
    known && !written && !ROLES.iter().any(|role| person.local.eq_ignore_ascii_case(role))
}

/// The client that handed the mail over from outside: the first hop that names a public address
/// without a login; all above it is the receiver's own.
pub(super) fn outside<'f>(facts: &'f Facts<'_>) -> Option<&'f Hop> {
    let mut hops =
        facts.hops.iter().filter(|hop| hop.received.address.is_some() && !is_fetched(facts, hop));
    hops.find(|hop| hop.public_client && !hop.received.is_authenticated(facts.text))
}

/// Whether a program fetched the mail from a mailbox here: no server handed it over.
pub(super) fn is_fetched(facts: &Facts<'_>, hop: &Hop) -> bool {
    holds(hop.received.span.of(facts.text), "(fetchmail")
}

/// Whether the word `user` stands in a Received field, which hardly any has: the one that some clients
/// name themselves.
pub(super) fn names_user(value: &str) -> bool {
    let bytes = value.as_bytes();
    memchr2_iter(b'u', b'U', bytes)
        .any(|at| bytes.get(at..at + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"user")))
}

/// How many digits the three numbers of `number$number$number` have, Outlook's left side of an
/// identifier: hexadecimal in small letters.
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

/// Whether there is a field of the first name, and one of the second below it.
pub(super) fn above(facts: &Facts<'_>, upper: &str, lower: &str) -> bool {
    let first = facts.field(upper).map(|field| field.index);
    let last = facts.message.all(lower).last().map(|field| field.index);
    matches!((first, last), (Some(first), Some(last)) if first < last)
}
