//! Several messages in one paste: the person chooses, the first is shown.

use headerlint::{Options, Report, inspect};

const FIRST: &str = "> Received: by mx.example.net\n> From: =?utf-8?Q?Ann_=C3=89?= <ann@example.org>\n> Subject: one\n> Date: x\n";
const SECOND: &str = "> Return-Path: <bob@example.net>\n> From: bob@example.net\n> Subject: =?utf-8?B?5pel5pys?=\n> Message-ID: <a@b>\n";

fn chosen(text: &str, message: usize) -> Report {
    inspect(text, &Options { message, ..Options::default() })
}

#[test]
fn each_message_is_read_as_if_it_stood_alone() {
    let text = format!("{FIRST}>\n> ------\n>\n{SECOND}");
    for (number, alone) in [FIRST, SECOND].into_iter().enumerate() {
        let (alone, report) = (chosen(alone, 0), chosen(&text, number));
        assert_eq!(report.message, number);
        let names = |report: &Report| {
            report.fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&report), names(&alone));
        let rules = |report: &Report| report.findings.iter().map(|f| f.rule).collect::<Vec<_>>();
        assert_eq!(rules(&report), rules(&alone));
    }
}

#[test]
fn the_list_says_what_can_be_chosen_and_where_it_stands() {
    let text = format!("{FIRST}>\n{SECOND}");
    let report = chosen(&text, 0);
    let list: Vec<_> = report
        .messages
        .iter()
        .map(|m| (m.line, m.from.as_deref(), m.subject.as_deref(), m.span.of(&text)))
        .collect();
    let [(1, Some("Ann É <ann@example.org>"), Some("one"), first), second] = list[..] else {
        unreachable!("{list:?}")
    };
    assert_eq!(format!("> {first}\n"), FIRST);
    assert_eq!(second.0, 6);
    assert_eq!((second.1, second.2), (Some("bob@example.net"), Some("日本")));
}

#[test]
fn marks_of_the_second_message_stand_in_the_whole_text() {
    let text = format!("{FIRST}>\n{SECOND}");
    let report = chosen(&text, 7);
    assert_eq!(report.message, 1, "beyond the last is the last");
    let from = report.fields.iter().find(|field| field.name == "From").unwrap();
    assert_eq!(from.span.of(&text), "From: bob@example.net");
    assert_eq!(from.line, 7);
}

#[test]
fn one_message_leaves_nothing_to_choose() {
    let report = chosen(FIRST, 3);
    assert!(report.messages.is_empty());
    assert_eq!(report.message, 0);
}
