use super::AddressFlaw::*;
use super::*;
use proptest::prelude::*;

fn parsed(text: &str) -> AddressList {
    parse(text, Span::new(0, text.len()))
}

/// Phrase and address of every mailbox.
fn shown(text: &str) -> Vec<(&str, &str)> {
    let list = parsed(text);
    list.mailboxes()
        .map(|mailbox| {
            let phrase = mailbox.phrase.map_or("", |span| span.of(text));
            (phrase, mailbox.address.map_or("", |address| address.span.of(text)))
        })
        .collect()
}

fn kinds(text: &str) -> Vec<AddressFlaw> {
    parsed(text).flaws.iter().map(|flaw| flaw.kind).collect()
}

#[test]
fn well_formed_lists_have_no_flaws() {
    for (text, expected) in [
        ("a@example.org", &[("", "a@example.org")][..]),
        (" Ann B. Lee <a@example.org>\r\n", &[("Ann B. Lee", "a@example.org")]),
        ("\"Lee, Ann\" <a@example.org>", &[("\"Lee, Ann\"", "a@example.org")]),
        ("\"a@b\" <c@d>", &[("\"a@b\"", "c@d")]),
        ("=?utf-8?Q?Lee=2C_Ann?= <a@b>", &[("=?utf-8?Q?Lee=2C_Ann?=", "a@b")]),
        ("=?utf-8?Q?=41,_(x)?= <a@b>", &[("=?utf-8?Q?=41,_(x)?=", "a@b")]),
        ("\"=?utf-8?B?QQ==?=\" <a@b>", &[("\"=?utf-8?B?QQ==?=\"", "a@b")]),
        ("山田 太郎 <a@b>", &[("山田 太郎", "a@b")]),
        ("a@b, c@d,\r\n e@f", &[("", "a@b"), ("", "c@d"), ("", "e@f")]),
        (
            "a@[192.0.2.1], <b@[IPv6:2001:db8::1]>",
            &[("", "a@[192.0.2.1]"), ("", "b@[IPv6:2001:db8::1]")],
        ),
        ("\"a, b\"@c", &[("", "\"a, b\"@c")]),
        ("x (one, two) <a@b>, c@d", &[("x", "a@b"), ("", "c@d")]),
        ("<@a,@b:c@d>", &[("", "c@d")]),
        ("phishing@pot", &[("", "phishing@pot")]),
        ("undisclosed-recipients:;", &[]),
        ("", &[]),
    ] {
        assert_eq!(shown(text), expected, "{text}");
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn comments_routes_and_brackets_keep_their_place() {
    let text = "a@b (Ann (x)), N <@r:c@d> (y)";
    let list = parsed(text);
    let boxes: Vec<_> = list.mailboxes().collect();
    assert_eq!(boxes[0].comments[0].of(text), "(Ann (x))");
    assert_eq!(boxes[0].span.of(text), "a@b (Ann (x))");
    assert_eq!(boxes[1].route.unwrap().of(text), "@r:");
    assert_eq!(boxes[1].angle.unwrap().of(text), "<@r:c@d>");
    let address = boxes[1].address.unwrap();
    assert_eq!((address.local.of(text), address.domain.of(text)), ("c", "d"));
}

#[test]
fn groups_have_names_and_members() {
    let text = "x@y, My \"dear\" friends: a@b, C <c@d>;, e@f";
    let list = parsed(text);
    assert!(list.flaws.is_empty());
    assert_eq!(list.mailboxes().count(), 4);
    let Entry::Group { span, name, members } = &list.entries[1] else { panic!("no group") };
    assert_eq!(name.of(text), "My \"dear\" friends");
    assert_eq!(span.of(text), "My \"dear\" friends: a@b, C <c@d>;");
    assert_eq!(members.len(), 2);
}

#[test]
fn each_flaw_fires_and_its_neighbour_does_not() {
    for (text, expected) in [
        ("two words", &[NoAddress][..]),
        ("a@b tail", &[NoAddress]),
        ("<a@b> tail", &[NoAddress]),
        ("<a@b> (tail)", &[]),
        ("@b", &[NoLocalPart]),
        ("\"\"@b", &[NoLocalPart]),
        ("\"a\"@b", &[]),
        ("a@", &[NoDomain]),
        ("root", &[NoDomain]),
        ("<>", &[EmptyAngle]),
        ("< >", &[EmptyAngle]),
        ("Name <>", &[EmptyAngle]),
        ("a@b <a@b>", &[UnquotedSpecials]),
        ("A: b <a@b>", &[UnquotedSpecials]),
        ("[A] b <a@b>", &[UnquotedSpecials]),
        ("A. b <a@b>", &[]),
        ("a@b; c@d", &[UnquotedSpecials]),
        ("a@b c@d", &[UnquotedSpecials]),
        ("A) <a@b>", &[UnquotedSpecials]),
        ("a@b (open", &[UnquotedSpecials]),
        ("a@b (open \\) (x))", &[]),
        ("Recipients:", &[UnquotedSpecials]),
        ("<a@b", &[UnbalancedAngle]),
        ("a@b>", &[UnbalancedAngle]),
        ("<<a@b>>", &[UnbalancedAngle, UnbalancedAngle]),
        ("Name a@b>", &[UnbalancedAngle]),
        ("\"Name <a@b>", &[UnbalancedQuote]),
        ("\"Na\\\"me\" <a@b>", &[]),
        ("< a@b >", &[BlankInAngle]),
        ("Name<a@b>", &[GluedName]),
        ("a@b@c", &[SeveralAt]),
        ("\"a@b\"@c", &[]),
        (".a@b", &[DotPlacement]),
        ("a.@b", &[DotPlacement]),
        ("a..b@c", &[DotPlacement]),
        ("a@b..c", &[DotPlacement]),
        ("a.b@c.d", &[]),
        ("a@b,,c@d", &[EmptyEntry]),
        ("a@b,", &[EmptyEntry]),
        (",a@b", &[EmptyEntry]),
        ("g:a@b;, c@d", &[]),
        ("a b@c", &[BlankInAddress]),
        ("a @ b", &[BlankInAddress, BlankInAddress]),
        ("<a(x)@b>", &[BlankInAddress]),
        ("<a@b (x)>", &[BlankInAddress]),
        ("a\\b@c", &[BadCharacter]),
        ("a@b\u{0}", &[BadCharacter]),
        ("<mailto:a@b>", &[BadCharacter]),
        ("!#$%&'*+-/=?^_`{|}~é@b", &[]),
        ("Name, Inc. <a@b>", &[NoAddress, UnquotedSpecials]),
        ("root, a@b", &[NoDomain]),
    ] {
        assert_eq!(kinds(text), expected, "{text}");
    }
}

#[test]
fn broken_forms_still_give_their_address() {
    for (text, expected) in [
        ("Name, Inc. <a@b>", &[("Name", ""), ("Inc.", "a@b")][..]),
        ("\"Name <a@b>, C <c@d>", &[("\"Name", "a@b"), ("C", "c@d")]),
        ("Name <a@b, C <c@d>", &[("Name", "a@b"), ("C", "c@d")]),
        ("A <a@b> C <c@d>", &[("A", "a@b"), ("C", "c@d")]),
        ("Name a@b>", &[("Name", "a@b")]),
        ("< a@b >", &[("", "a@b")]),
        ("a@b@c", &[("", "a@b@c")]),
        ("Re: Name <a@b>", &[("Re: Name", "a@b")]),
        ("<<a@b>>", &[("", "a@b")]),
        ("?!? ,a@b", &[("", "?!?"), ("", "a@b")]),
        ("two words, a@b", &[("two words", ""), ("", "a@b")]),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
    assert_eq!(parsed("<>").mailboxes().filter(|mailbox| mailbox.address.is_none()).count(), 1);
}

#[test]
fn an_open_comment_in_an_open_angle_leaves_the_blank_after_it() {
    let text = "<( ";
    let list = parsed(text);
    assert_eq!(list.mailboxes().filter_map(|m| m.angle).map(|a| a.of(text)).next(), Some("<("));
}

#[test]
fn long_and_hostile_lists_take_linear_time() {
    let list = "Name <name@example.org>, ".repeat(50_000);
    assert_eq!(parsed(&list).mailboxes().count(), 50_000);
    for piece in [
        "<", "<@,", "<@a,", "\"", "\\\"", "(", ")", "=?a?b?", "=?a?b?(", "a@b ", "<a@b>", ",",
        "a:", "[a", "a,", "@", ">", "a b", "<a,", ". ",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        assert!(parsed(&text).flaws.len() <= 3 * text.len(), "{piece}");
    }
}

proptest! {
    #[test]
    fn total_and_in_bounds(text in "(a|b@|=\\?u\\?q\\?|é|[\"<>(),;:@.\\\\ \r\n\u{0}\\[\\]]){0,24}") {
        let all = Span::new(0, text.len());
        let list = parsed(&text);
        let inside = |span: Span| all.contains(span) && text.get(span.start..span.end).is_some();
        for mailbox in list.mailboxes() {
            prop_assert!(inside(mailbox.span) && !mailbox.span.is_empty());
            for part in [mailbox.phrase, mailbox.angle, mailbox.route].into_iter().flatten() {
                prop_assert!(inside(part) && mailbox.span.contains(part));
                prop_assert_eq!(part, part.trim(&text));
            }
            if let Some(address) = mailbox.address {
                prop_assert!(inside(address.span) && mailbox.span.contains(address.span));
                prop_assert!(inside(address.local) && inside(address.domain));
                prop_assert!(address.span.contains(address.local));
                prop_assert!(address.span.contains(address.domain));
            }
            prop_assert!(mailbox.comments.iter().all(|comment| inside(*comment)));
        }
        for entry in &list.entries {
            if let Entry::Group { span, name, .. } = entry {
                prop_assert!(inside(*span) && span.contains(*name));
            }
        }
        let mut last = 0;
        for flaw in &list.flaws {
            prop_assert!(inside(flaw.span) && !flaw.span.is_empty(), "{:?}", flaw);
            prop_assert!(flaw.span.start >= last);
            last = flaw.span.start;
        }
    }
}
