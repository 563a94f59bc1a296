//! Our lexers beside mail-parser's field parsers: if both accept a value, they must agree.
//!
//! mail-parser reads dates that do not exist and drops comments, so only what both define is
//! compared: bare addresses, instants and identifiers.

use headerlint::span::Span;
use headerlint::syntax::{address, date, message_id};
use mail_parser::parsers::MessageStream;
use mail_parser::{Address, HeaderValue};
use proptest::prelude::*;

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

/// Returns the name and address of every mailbox, as we parse them.
fn our_addresses(text: &str) -> Vec<(Option<String>, Option<String>)> {
    let list = address::parse(text, whole(text));
    list.mailboxes()
        .map(|mailbox| {
            let name = mailbox.phrase.map(|phrase| {
                let raw = phrase.of(text);
                raw.strip_prefix('"')
                    .and_then(|raw| raw.strip_suffix('"'))
                    .unwrap_or(raw)
                    .to_owned()
            });
            (name, mailbox.address.map(|address| address.span.of(text).to_owned()))
        })
        .collect()
}

fn their_addresses(text: &str) -> Vec<(Option<String>, Option<String>)> {
    let line = format!("{text}\n");
    let HeaderValue::Address(list) = MessageStream::new(line.as_bytes()).parse_address() else {
        return Vec::new();
    };
    let boxes = match list {
        Address::List(boxes) => boxes,
        Address::Group(groups) => groups.into_iter().flat_map(|group| group.addresses).collect(),
    };
    let owned = |text: std::borrow::Cow<'_, str>| text.into_owned();
    boxes.into_iter().map(|one| (one.name.map(owned), one.address.map(owned))).collect()
}

fn their_instant(text: &str) -> Option<i64> {
    let line = format!("{text}\n");
    match MessageStream::new(line.as_bytes()).parse_date() {
        HeaderValue::DateTime(date) if date.is_valid() => Some(date.to_timestamp()),
        _ => None,
    }
}

fn their_ids(text: &str) -> Vec<String> {
    let line = format!("{text}\n");
    match MessageStream::new(line.as_bytes()).parse_id() {
        HeaderValue::Text(id) => vec![id.into_owned()],
        HeaderValue::TextList(ids) => ids.into_iter().map(std::borrow::Cow::into_owned).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn addresses_agree() {
    for text in [
        "ann@example.org",
        "<ann@example.org>",
        "Ann <ann@example.org>",
        "Ann B. Lee <ann@example.org>",
        "\"Lee, Ann\" <ann@example.org>",
        "\"ann@example.com\" <ann@example.org>",
        "ann@example.org, bob@example.org",
        "Ann <ann@example.org>, Bob <bob@example.org>,\r\n Eve <eve@example.org>",
        "Ann<ann@example.org>",
        "< ann@example.org >",
        "山田 太郎 <taro@example.org>",
        "ann+tag@example.org",
        "ann@[192.0.2.1]",
        "ann@localhost",
        "friends: ann@example.org, Bob <bob@example.org>;",
        "undisclosed-recipients:;",
    ] {
        assert_eq!(our_addresses(text), their_addresses(text), "{text}");
    }
}

#[test]
fn dates_agree() {
    for text in [
        "Fri, 06 Jun 2008 02:59:21 +0900",
        "Fri, 6 Jun 2008 02:59:21 -0700",
        "6 Jun 2008 02:59:21 +0000",
        "Fri, 06 Jun 2008 02:59 +0530",
        "Fri, 06 Jun 2008 02:59:21 +0900 (JST)",
        "Fri,  6 Jun 2008\r\n 02:59:21 +0900",
        "Fri, 06 Jun 2008 02:59:21 GMT",
        "Fri, 06 Jun 2008 02:59:21 EST",
        "Fri, 06 Jun 2008 02:59:21 -0000",
        "Fri, 06 Jun 08 02:59:21 +0900",
        "Mon, 1 Jan 1996 00:00:00 +1400",
        "Thu, 29 Feb 2024 23:59:59 -1200",
        "Thu, 1 Jan 1970 00:00:00 +0000",
    ] {
        let ours = date::parse(text, whole(text)).unix;
        assert!(ours.is_some(), "{text}");
        assert_eq!(ours, their_instant(text), "{text}");
    }
    // A date that does not exist: mail-parser returns an instant, ours reports the flaw.
    let text = "Sat, 31 Feb 2024 00:00:00 +0000";
    assert_eq!(date::parse(text, whole(text)).unix, None);
}

#[test]
fn message_ids_agree() {
    for text in [
        "<a@example.org>",
        "<20240101.abc+x@mail.example.org>",
        "<a@example.org> <b@example.org>",
        "<a@example.org>\r\n <b@example.org>\r\n\t<c@example.org>",
        "<a@example.org><b@example.org>",
        "<a@[192.0.2.1]>",
        "<no-at>",
        "<a@b@example.org>",
        "a@example.org",
        "<a@example.org>, <b@example.org>",
        "(first) <a@example.org>",
    ] {
        let (ids, _) = message_id::parse_list(text, whole(text));
        let ours: Vec<_> = ids.iter().map(|id| id.inner.of(text).to_owned()).collect();
        assert_eq!(ours, their_ids(text), "{text}");
    }
}

/// Generates a mailbox of RFC 5322 §3.4 in one of its forms.
fn mailbox() -> impl Strategy<Value = String> {
    let spec =
        "[a-z][a-z0-9_+-]{0,6}(\\.[a-z0-9]{1,4}){0,2}@[a-z0-9]{1,8}\\.example\\.(org|com|net)";
    let name = prop_oneof!["[A-Z][a-z]{0,6}( [A-Z][a-z]{0,6}){0,2}", "\"[A-Za-z,.@:;<>]{1,9}\""];
    (proptest::option::of(name), spec, any::<bool>()).prop_map(|(name, spec, angle)| match name {
        Some(name) => format!("{name} <{spec}>"),
        None if angle => format!("<{spec}>"),
        None => spec,
    })
}

proptest! {
    #[test]
    fn well_formed_lists_agree(
        boxes in proptest::collection::vec(mailbox(), 1..6),
        fold in any::<bool>(),
    ) {
        let text = boxes.join(if fold { ",\r\n " } else { ", " });
        prop_assert!(address::parse(&text, whole(&text)).flaws.is_empty(), "{}", text);
        prop_assert_eq!(our_addresses(&text), their_addresses(&text), "{}", text);
    }

    #[test]
    fn well_formed_dates_agree(
        day in 1_u32..=28, month in 0_usize..12, year in 1970_u32..2100,
        hour in 0_u32..24, minute in 0_u32..60, second in 0_u32..60, zone in -14_i32..=14,
    ) {
        let names =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let name = names[month];
        let sign = if zone < 0 { '-' } else { '+' };
        let zone = zone.unsigned_abs();
        let text = format!("{day} {name} {year} {hour:02}:{minute:02}:{second:02} \
                            {sign}{zone:02}00");
        let ours = date::parse(&text, whole(&text)).unix;
        prop_assert!(ours.is_some());
        prop_assert_eq!(ours, their_instant(&text), "{}", text);
    }

    #[test]
    fn well_formed_ids_agree(
        ids in proptest::collection::vec("[a-z0-9.$_-]{1,9}@[a-z]{1,6}\\.example", 1..8),
    ) {
        let text = ids.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>().join("\r\n ");
        let (ours, flaws) = message_id::parse_list(&text, whole(&text));
        let ours: Vec<_> = ours.iter().map(|id| id.inner.of(&text).to_owned()).collect();
        prop_assert!(flaws.is_empty());
        prop_assert_eq!(ours, their_ids(&text), "{}", text);
    }
}
