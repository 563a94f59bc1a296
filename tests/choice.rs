//! Several messages in one paste: the person chooses one, and the first is shown.

use headerlint::report::RepairKind;
use headerlint::{Options, Report, inspect, inspect_bytes_each, inspect_each};

const FIRST: &str = "> Received: by mx.example.net\n\
                     > From: =?utf-8?Q?Ann_=C3=89?= <ann@example.org>\n> Subject: one\n> Date: x\n";
const SECOND: &str = "> Return-Path: <bob@example.net>\n> From: bob@example.net\n\
                      > Subject: =?utf-8?B?5pel5pys?=\n> Message-ID: <a@b>\n";

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
        let rules =
            |report: &Report| report.findings.iter().map(|f| f.rule.clone()).collect::<Vec<_>>();
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

#[test]
fn all_messages_are_inspected_as_if_each_had_been_chosen() {
    let notice = include_str!("messages/postfix-bounce-gmail-dmarc.eml");
    let mbox = format!(
        "From a@example.org Mon Jan  1 00:00:00 2024\n\
         {}From b@example.org Tue Jan  1 00:00:00 2024\n{notice}\n\
         From c@example.org Wed Jan  1 00:00:00 2024\n{}",
        plain("x"),
        plain("y")
    );
    let pasted = format!("{FIRST}>\n> ------\n>\n{SECOND}");
    for (text, count) in [(pasted, 2), (mbox, 3), (FIRST.to_owned(), 1), (String::new(), 1)] {
        let mut reports = Vec::new();
        inspect_each(&text, &Options::default(), &mut |report| reports.push(report));
        assert_eq!(reports.len(), count, "{text}");
        for (number, report) in reports.iter().enumerate() {
            let mut alone = chosen(&text, number);
            if number > 0 {
                alone.messages.clear();
            }
            assert_eq!(json(report), json(&alone), "{number} of {text:?}");
        }
    }
}

fn plain(subject: &str) -> String {
    format!(
        "Received: by mx.example.net\nFrom: a@example.org\nDate: x\nSubject: {subject}\n\nHello\n\n"
    )
}

fn json(report: &Report) -> Option<String> {
    serde_json::to_string_pretty(report).ok()
}

#[test]
fn bytes_are_decoded_once_for_all_messages() {
    let bytes = b"From a@example.org Mon Jan  1 00:00:00 2024\nFrom: a@example.org\nDate: x\n\
                  Subject: gr\xfc\xdfe\n\nx\n\nFrom b@example.org Tue Jan  1 00:00:00 2024\n\
                  From: b@example.org\nDate: x\nSubject: \xfcber\n";
    let mut subjects = Vec::new();
    let mut repairs = Vec::new();
    let text = inspect_bytes_each(bytes, &Options::default(), &mut |report| {
        let subject = report.fields.iter().find(|field| field.name == "Subject").unwrap();
        subjects.push(subject.value_span);
        repairs.push(report.repairs.iter().any(|repair| repair.id == RepairKind::Charset));
    });
    let subjects: Vec<&str> = subjects.into_iter().map(|span| span.of(&text)).collect();
    assert_eq!((subjects, repairs), (vec!["grüße", "über"], vec![true, true]));
}
