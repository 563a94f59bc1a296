//! Compares fields of a known form: addresses, dates, ids, MIME, the route, results, signatures.

use super::comparison::VolatileReason;
use super::shape::{addresses_alike, hosts_alike, same_form, similar};
use super::value::{Pair, Value, words};
use crate::domain::{self, is_public};
use crate::report::{TraceKind, TraceReport};
use crate::span::Span;
use crate::syntax::address::{self, AddressList, Entry, Mailbox};
use crate::syntax::date::{self, DateFlaw, DateTime};
use crate::syntax::mime::{self, MimeValue, Parameter};
use crate::syntax::received::{self, Received};
use crate::syntax::tags::{self, TagList};
use crate::syntax::{auth_results, encoded_word, message_id};
use std::net::IpAddr;

pub(super) fn addresses(pair: &mut Pair<'_>, name: &str) {
    let identity = !matches!(name, "to" | "cc" | "bcc" | "resent-to");
    let about = if identity { "identity" } else { "recipients" };
    let read = |value: Value<'_>| address::parse(value.text, value.span);
    let (a, b): (AddressList, AddressList) = (read(pair.left), read(pair.right));
    let groups = |list: &AddressList| {
        list.entries.iter().filter(|entry| matches!(entry, Entry::Group { .. })).count()
    };
    if groups(&a) != groups(&b) || a.mailboxes().len() != b.mailboxes().len() {
        pair.add_changed(about, pair.left.span, pair.right.span);
    }
    for (a, b) in a.mailboxes().zip(b.mailboxes()) {
        mailboxes(pair, about, a, b);
    }
    if pair.is_same() && pair.volatile.is_none() {
        pair.add_changed(about, pair.left.span, pair.right.span);
    }
}

fn mailboxes(pair: &mut Pair<'_>, about: &'static str, a: &Mailbox, b: &Mailbox) {
    let address = |value: Value<'_>, mailbox: &Mailbox| {
        mailbox.address.map(|address| {
            let mut whole = address.local.of(value.text).to_owned();
            whole.push('@');
            whole.push_str(&domain::to_ascii(address.domain.of(value.text)));
            whole
        })
    };
    let (left, right) = (address(pair.left, a), address(pair.right, b));
    let same = left == right;
    if !same {
        let alike = match (&left, &right) {
            (Some(left), Some(right)) => addresses_alike(left, right),
            _ => false,
        };
        if alike {
            pair.volatile = Some(VolatileReason::Id);
        } else {
            let span = |m: &Mailbox| m.address.map_or(m.span, |address| address.span);
            pair.add_changed(about, span(a), span(b));
        }
    } else if a.address.map(|x| x.span.of(pair.left.text))
        != b.address.map(|x| x.span.of(pair.right.text))
    {
        pair.add("case", a.address.map(|x| x.span), b.address.map(|x| x.span));
    }
    // An address after a name needs brackets; without a name they are the writer's choice.
    let nameless = a.phrase.is_none() && b.phrase.is_none();
    if nameless && a.angle.is_some() != b.angle.is_some() {
        pair.add("brackets", Some(a.angle.unwrap_or(a.span)), Some(b.angle.unwrap_or(b.span)));
    }
    // Another recipient has another name, which tells nothing.
    if same || about == "identity" {
        names(pair, a, b);
    }
    if a.comments.is_empty() != b.comments.is_empty() {
        pair.add("comments", a.comments.first().copied(), b.comments.first().copied());
    }
}

fn names(pair: &mut Pair<'_>, a: &Mailbox, b: &Mailbox) {
    let (Some(x), Some(y)) = (a.phrase, b.phrase) else {
        if a.phrase != b.phrase {
            pair.add("name", a.phrase, b.phrase);
        }
        return;
    };
    let (left, right) = (x.of(pair.left.text), y.of(pair.right.text));
    if left == right {
        return;
    }
    let quoted = left.starts_with('"') != right.starts_with('"');
    let decode = |value: Value<'_>, span| encoded_word::decode(value.text, span, true);
    let (left, right) = (decode(pair.left, x), decode(pair.right, y));
    pair.encoded(&left.words, &right.words);
    if !words(&left.text).eq(words(&right.text)) {
        pair.add_changed("name", x, y);
    } else if quoted {
        pair.add("quoting", Some(x), Some(y));
    } else if pair.is_same() {
        let id = if left.words.is_empty() { "quoting" } else { "encoded-word" };
        pair.add_changed(id, x, y);
    }
}

pub(super) fn date(pair: &mut Pair<'_>) {
    let read = |value: Value<'_>| date::parse(value.text, value.span);
    let (a, b) = (read(pair.left), read(pair.right));
    if a.zone.is_some() != b.zone.is_some() {
        pair.add("date-zone", a.zone, b.zone);
    } else if a.offset != b.offset {
        pair.add("zone", a.zone, b.zone);
    }
    // Whether the numbers are right is for the rules to tell; only the form counts here.
    let form = |date: &DateTime| {
        let kept = date.flaws.iter().map(|flaw| flaw.kind).filter(|kind| {
            use DateFlaw::{OutOfRange, WrongWeekday, ZoneCommentLies};
            !matches!(kind, WrongWeekday | OutOfRange | ZoneCommentLies | DateFlaw::NoZone)
        });
        (date.unix.is_some(), date.weekday.is_some(), kept.collect::<Vec<_>>())
    };
    let comment = |value: Value<'_>| value.of().contains('(');
    let named = |date: &DateTime, value: Value<'_>| {
        date.zone
            .is_some_and(|zone| zone.of(value.text).contains(|c: char| c.is_ascii_alphabetic()))
    };
    let day = (day(pair.left), day(pair.right));
    let padded = matches!(day, (Some(a), Some(b)) if a.0 != b.0 && a.1 != b.1);
    if form(&a) != form(&b)
        || comment(pair.left) != comment(pair.right)
        || (a.zone.is_some() == b.zone.is_some() && named(&a, pair.left) != named(&b, pair.right))
        || (named(&a, pair.left)
            && a.offset == b.offset
            && zone_text(&a, pair.left) != zone_text(&b, pair.right))
    {
        pair.add_changed("date-form", pair.left.span, pair.right.span);
    } else if padded && let (Some(a), Some(b)) = day {
        pair.add("date-form", Some(a.2), Some(b.2));
    }
    pair.volatile = Some(VolatileReason::Date);
}

fn zone_text<'t>(date: &DateTime, value: Value<'t>) -> &'t str {
    date.zone.map_or("", |zone| zone.of(value.text))
}

/// Returns, for a day of the month below 10, whether it is written with a zero, whether it is
/// written without one, and its span. `06` and `6` are two forms; `16` tells nothing (`None`).
fn day(value: Value<'_>) -> Option<(bool, bool, Span)> {
    let text = value.of();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let length = text.get(start..)?.find(|c: char| !c.is_ascii_digit())?;
    let digits = text.get(start..start + length)?;
    let at = value.span.start + start;
    let small = digits.trim_start_matches('0').len() == 1;
    let span = Span::new(at, at + length);
    small.then_some((digits.starts_with('0'), !digits.starts_with('0'), span))
}

pub(super) fn message_id(pair: &mut Pair<'_>) {
    let read = |value: Value<'_>| message_id::parse_one(value.text, value.span);
    let (Some(a), Some(b)) = (read(pair.left), read(pair.right)) else {
        pair.add("message-id", Some(pair.left.span), Some(pair.right.span));
        return;
    };
    let (left, right) = (a.left.of(pair.left.text), b.left.of(pair.right.text));
    let (host, other) = (a.right.of(pair.left.text), b.right.of(pair.right.text));
    let kinds = |id: &message_id::MessageId| id.flaws.iter().map(|f| f.kind).collect::<Vec<_>>();
    let hosts = hosts_alike(host, other) || (host.is_empty() && other.is_empty());
    if !hosts {
        pair.add_changed("message-id", a.right, b.right);
    }
    if !made_alike(pair, TraceKind::MessageId, left, right) || kinds(&a) != kinds(&b) {
        pair.add("message-id", Some(a.span), Some(b.span));
    }
    pair.volatile = Some(VolatileReason::Id);
}

/// Returns `true` if two identifiers have the same form, by their shape or because the same
/// programs write both.
fn made_alike(pair: &Pair<'_>, kind: TraceKind, left: &str, right: &str) -> bool {
    let known = |traces: &[TraceReport]| {
        traces.iter().find(|trace| trace.kind == kind).map(|trace| trace.programs.clone())
    };
    // Random letters sometimes look like a word.
    let of_one_program = || {
        let (a, b) = (known(pair.left.traces), known(pair.right.traces));
        let lengths = left.len().abs_diff(right.len()) <= left.len().max(right.len()) / 4;
        let small = |text: &str| text.bytes().any(|b| b.is_ascii_lowercase());
        a.is_some() && a == b && lengths && small(left) == small(right)
    };
    same_form(left, right) || of_one_program()
}

pub(super) fn mime(pair: &mut Pair<'_>, name: &str) {
    let read = |value: Value<'_>| mime::parse(value.text, value.span, name == "content-type");
    let (a, b): (MimeValue, MimeValue) = (read(pair.left), read(pair.right));
    if a.kind != b.kind {
        pair.add_changed("content-type", a.main, b.main);
    } else if a.main.of(pair.left.text) != b.main.of(pair.right.text) {
        pair.add("case", Some(a.main), Some(b.main));
    }
    let mut last = 0;
    let mut ordered = true;
    // There are at most `mime::PARAMETERS` on each side.
    for parameter in &a.parameters {
        let name = parameter.name.of(pair.left.text);
        let place =
            b.parameters.iter().position(|p| p.name.of(pair.right.text).eq_ignore_ascii_case(name));
        match place.and_then(|place| b.parameters.get(place)) {
            Some(other) => {
                ordered &= place >= Some(last);
                last = place.unwrap_or(last);
                parameters(pair, name, parameter, other);
            }
            None => pair.add(about(name), Some(parameter.span), None),
        }
    }
    for parameter in &b.parameters {
        let name = parameter.name.of(pair.right.text);
        if a.parameter(pair.left.text, name).is_none() {
            pair.add(about(name), None, Some(parameter.span));
        }
    }
    if !ordered {
        pair.add_changed("parameter-order", pair.left.span, pair.right.span);
    }
    let flaws = |mime: &MimeValue| mime.flaws.iter().map(|f| f.kind).collect::<Vec<_>>();
    if pair.is_same() && (pair.volatile.is_none() || flaws(&a) != flaws(&b)) {
        pair.add_changed("parameter", pair.left.span, pair.right.span);
    }
}

fn about(name: &str) -> &'static str {
    const NAMES: [(&str, &str); 4] = [
        ("charset", "charset"),
        ("boundary", "boundary"),
        ("name", "file-name"),
        ("filename", "file-name"),
    ];
    let row = NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
    row.map_or("parameter", |(_, about)| *about)
}

fn parameters(pair: &mut Pair<'_>, name: &str, a: &Parameter, b: &Parameter) {
    let about = about(name);
    if a.value != b.value {
        if about == "boundary" {
            if made_alike(pair, TraceKind::Boundary, &a.value, &b.value) {
                pair.volatile = Some(VolatileReason::Id);
            } else {
                pair.add("boundary", Some(a.raw), Some(b.raw));
            }
        } else if a.value.eq_ignore_ascii_case(&b.value) {
            pair.add("case", Some(a.raw), Some(b.raw));
        } else if about == "parameter" && similar(&a.value, &b.value) {
            pair.volatile = Some(VolatileReason::Id);
        } else {
            pair.add_changed(about, a.raw, b.raw);
        }
    }
    if a.quoted != b.quoted {
        pair.add("quoting", Some(a.raw), Some(b.raw));
    }
    if a.name.of(pair.left.text) != b.name.of(pair.right.text) {
        pair.add("case", Some(a.name), Some(b.name));
    }
}

pub(super) fn received(pair: &mut Pair<'_>) {
    let read = |value: Value<'_>| received::parse(value.text, value.span);
    let (a, b): (Received, Received) = (read(pair.left), read(pair.right));
    let (left, right) = (pair.left.text, pair.right.text);
    pair.check("helo", a.helo.or(a.from), b.helo.or(b.from), &hosts_alike);
    pair.check("address-on-the-way", a.rdns, b.rdns, &hosts_alike);
    let text = |span: Option<Span>, text| span.map_or("", |span: Span| span.of(text));
    let client = |a: &Received, text| a.rdns.or(a.helo).or(a.from).map_or("", |s: Span| s.of(text));
    // Within one pool or one network, it is chance which machine it was.
    let (client_a, client_b) = (client(&a, left), client(&b, right));
    let pooled = client_a != client_b && hosts_alike(client_a, client_b);
    let is_inside = |address: Option<IpAddr>| address.is_some_and(|address| !is_public(address));
    let inside = is_inside(a.address) && is_inside(b.address);
    if !pooled && !inside {
        pair.check("address-on-the-way", a.ip, b.ip, &|a, b| a.eq_ignore_ascii_case(b));
    }
    let address = |text: &str| text.parse::<IpAddr>().is_ok();
    pair.check("route", a.by, b.by, &|a, b| hosts_alike(a, b) || (address(a) && address(b)));
    if a.is_encrypted(left) == b.is_encrypted(right) {
        pair.check("tls", a.tls, b.tls, &|a, b| words(a).eq(words(b)));
        if text(a.with, left) != text(b.with, right)
            && !similar(text(a.with, left), text(b.with, right))
        {
            pair.add("route", a.with, b.with);
        }
    } else {
        pair.add("tls", a.tls.or(a.with), b.tls.or(b.with));
    }
    if let (Some(x), Some(y)) = (&a.date, &b.date) {
        if x.zone.is_some() != y.zone.is_some() {
            pair.add("date-zone", x.zone, y.zone);
        }
    } else if a.date.is_some() != b.date.is_some() {
        pair.add("date-form", a.date.map(|d| d.span), b.date.map(|d| d.span));
    }
    if pair.is_same() && a.form != b.form {
        pair.add_changed("route", pair.left.span, pair.right.span);
    }
    pair.volatile = Some(VolatileReason::Trace);
}

pub(super) fn results(pair: &mut Pair<'_>) {
    let read = |value: Value<'_>| auth_results::parse(value.text, value.span, false);
    let (a, b) = (read(pair.left), read(pair.right));
    pair.check("route", a.authserv_id, b.authserv_id, &hosts_alike);
    let (left, right) = (pair.left.text, pair.right.text);
    if a.results.len() == b.results.len() {
        for (a, b) in a.results.iter().zip(&b.results) {
            let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
            pair.check("authentication", Some(a.method), Some(b.method), &same);
            pair.check("authentication", Some(a.result), Some(b.result), &same);
            for (a, b) in a.properties.iter().zip(&b.properties) {
                let name = a.name.of(left);
                let hash = ["header.b", "header.s"].iter().any(|p| name.eq_ignore_ascii_case(p));
                if !hash && same(name, b.name.of(right)) {
                    let alike = |a: &str, b: &str| {
                        addresses_alike(a, b) || hosts_alike(a, b) || similar(a, b)
                    };
                    pair.check("authentication", Some(a.value), Some(b.value), &alike);
                }
            }
        }
    } else {
        pair.add_changed("authentication", pair.left.span, pair.right.span);
    }
    pair.volatile = Some(VolatileReason::Trace);
}

/// Compares DKIM and ARC signatures: what is signed and by whom counts, the signature itself does
/// not.
pub(super) fn signature(pair: &mut Pair<'_>) {
    let read = |value: Value<'_>| tags::parse(value.text, value.span);
    let (a, b) = (read(pair.left), read(pair.right));
    let (left, right) = (pair.left.text, pair.right.text);
    let passing = |name: &str| matches!(name, "b" | "bh" | "t" | "x" | "z");
    for tag in &a.tags {
        let name = tag.name.of(left);
        let other = b.get(right, name).map(|tag| tag.value);
        if other.is_none() {
            pair.add("dkim", Some(tag.span), None);
        } else if name == "h" {
            signed_fields(pair, (&a, tag.value), (&b, other.unwrap_or(tag.value)));
        } else if !passing(name) {
            let alike = |a: &str, b: &str| {
                words(a).eq(words(b)) || (name == "s" && similar(a, b)) || a.eq_ignore_ascii_case(b)
            };
            pair.check("dkim", Some(tag.value), other, &alike);
        }
    }
    for tag in b.tags.iter().filter(|tag| a.get(left, tag.name.of(right)).is_none()) {
        pair.add("dkim", None, Some(tag.span));
    }
    pair.volatile = Some(VolatileReason::Signature);
}

/// The largest number of names in `h=` that are compared.
const SIGNED: usize = 64;

/// Adds `dkim` if a field that both messages have is signed in one only. What only one message has,
/// the other cannot sign.
fn signed_fields(pair: &mut Pair<'_>, a: (&TagList, Span), b: (&TagList, Span)) {
    let names = |value: Value<'_>, list: &TagList| {
        let mut names = list.names(value.text, "h");
        names.truncate(SIGNED);
        names
    };
    let (left, right) = (names(pair.left, a.0), names(pair.right, b.0));
    let lacks = |names: &[(String, Span)], others: &[(String, Span)], other: Value<'_>| {
        names.iter().any(|(name, _)| {
            others.iter().all(|(known, _)| known != name)
                && other.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name))
        })
    };
    if lacks(&left, &right, pair.right) || lacks(&right, &left, pair.left) {
        pair.add_changed("dkim", a.1, b.1);
    }
}
