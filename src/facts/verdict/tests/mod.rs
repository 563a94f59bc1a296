//! Made-up fields of every vendor, and what is read in them.

mod microsoft;
mod vendors;

use super::*;
use crate::facts::authentication;
use headerlint_cli::words::{Language, Words};
use std::sync::OnceLock;

/// Returns what all fields of a text say; the sender wrote them unless `boundary` says otherwise.
fn read_all(text: &str, boundary: &Boundary) -> Vec<Verdict> {
    let message = Message::parse(text, Span::new(0, text.len()), 1000);
    let results = authentication::results(authentication::parse_results(&message), boundary);
    let found = super::verdicts(&message, boundary, &results);
    for verdict in &found {
        has_words(verdict);
    }
    found
}

/// Returns what all fields of a text say if the receiver wrote every line.
fn received(text: &str) -> Vec<Verdict> {
    let authors = vec![Author::Receiver; text.lines().count()];
    read_all(text, &Boundary { authors, ..Boundary::default() })
}

fn both() -> &'static [Words] {
    static BOTH: OnceLock<Vec<Words>> = OnceLock::new();
    BOTH.get_or_init(|| Language::all().map(Words::new).collect())
}

/// Checks that every language has a sentence for it, and that it has the values that it asks for.
fn has_words(verdict: &Verdict) {
    for words in both() {
        assert!(words.has(&format!("filter.{}", verdict.filter)), "{}", verdict.filter);
        let said = words.get(&format!("filter.value.{}", verdict.id));
        let mut asked = said.unwrap().split('{').skip(1).filter_map(|rest| rest.split('}').next());
        assert!(asked.all(|name| verdict.args.iter().any(|arg| arg.0 == name)), "{said:?}");
    }
}

fn verdicts(text: &str) -> Vec<(&'static str, &'static str, bool, String)> {
    read_all(text, &Boundary::default())
        .into_iter()
        .map(|v| (v.filter, v.id, v.spam, v.span.of(text).to_owned()))
        .collect()
}

fn ids(text: &str) -> Vec<&'static str> {
    received(text).iter().map(|verdict| verdict.id).collect()
}

/// Returns a value of the first verdict.
fn arg(text: &str, name: &str) -> String {
    let verdict = received(text).into_iter().next();
    value(verdict.as_ref(), name)
}

/// Returns a value of the first verdict with this id.
fn arg_of(text: &str, id: &str, name: &str) -> String {
    let all = received(text);
    value(all.iter().find(|verdict| verdict.id == id), name)
}

fn value(verdict: Option<&Verdict>, name: &str) -> String {
    let args = verdict.map_or(&[][..], |verdict| &verdict.args);
    args.iter().find(|(n, _)| *n == name).map_or_else(String::new, |(_, arg)| shown(arg))
}

fn shown(arg: &Arg) -> String {
    match arg {
        Arg::Text(text) | Arg::Ip(text) | Arg::Field(text) => text.clone(),
        Arg::Count(count) => count.to_string(),
        Arg::List(list) => list.iter().map(shown).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

#[test]
fn every_row_is_read_in_a_known_way_and_has_words() {
    let text = "X-A: b\n";
    let message = Message::parse(text, Span::new(0, text.len()), 1);
    let field = message.fields().next().unwrap();
    for words in both() {
        for row in table::all() {
            let mut out = Out::new("spamassassin");
            out.begin(&row);
            assert!(row.how == "results" || read_value(&row, field, &mut out), "{}", row.name);
            assert!(words.has(&format!("filter.{}", out.filter)), "{}", row.name);
            let own = match row.how {
                "as" | "as!" => vec![row.first],
                "map" | "custom" => {
                    row.first.split(',').filter_map(|p| p.split_once(':')).map(|p| p.1).collect()
                }
                _ => vec![],
            };
            for id in own {
                assert!(words.has(&format!("filter.value.{id}")), "{}: {id}", row.name);
            }
        }
    }
}

#[test]
fn fields_of_no_filter_are_left_alone() {
    let text = "Subject: X-Spam-Flag: YES\nX-Mailer: x\nX-Something: spam\nX-Mras: \n\
        X-Thing-Original: 1\nX-Spam-Prev-Subject: x\nX-Original-To: a@example.org\n";
    assert_eq!(verdicts(text), []);
}

#[test]
fn the_author_is_who_wrote_the_line() {
    let text = "X-Spam-Flag: YES\nSubject: x\nX-Spam-Flag: NO\n";
    let boundary = Boundary { authors: vec![Author::Receiver], ..Boundary::default() };
    let found = read_all(text, &boundary);
    assert_eq!(found[0].author, Author::Receiver);
    assert_eq!(found[1].author, Author::Sender);
}

#[test]
fn the_opinion_of_the_server_before_is_not_the_receivers() {
    for text in [
        "X-Forefront-Antispam-Report-Untrusted: SFV:SPM;\n",
        "X-Microsoft-Antispam-Untrusted: BCL:8;\n",
        "X-Microsoft-Antispam-Message-Info-Original: abc\n",
        "X-MS-Exchange-AntiSpam-MessageData-Original-0: abc\n",
        "X-Spam-Prev-Status: Yes\n",
        // Judged by the sender's own tenant on its way out.
        "X-Forefront-Antispam-Report: CAT:SPM;DIR:OUT;\n",
    ] {
        let found = received(text);
        assert!(!found.is_empty(), "{text}");
        assert!(found.iter().all(|v| v.previous && v.author == Author::Relay), "{text}");
    }
    assert!(
        received("X-Forefront-Antispam-Report: SFV:SPM;DIR:INB;\n").iter().all(|v| !v.previous)
    );
}

#[test]
fn a_flood_of_verdicts_is_cut() {
    assert_eq!(verdicts(&"X-Spam-Flag: YES\n".repeat(500)).len(), MAX_VERDICTS);
    let one = format!("X-Forefront-Antispam-Report: {}\n", "SFV:SPM;".repeat(5000));
    assert_eq!(verdicts(&one).len(), MAX_VERDICTS);
    let names: Vec<_> = (0..50).map(|n| format!("X-Brightmail-{n}: a\n")).collect();
    let found = received(&names.concat());
    assert_eq!(found.len(), 1);
    assert_eq!(value(found.first(), "fields").split(' ').count(), MAX_SEALED);
}

#[test]
fn a_long_value_is_cut_and_stands_on_one_line() {
    let text = format!("X-Greylist: delayed\n  by {}\n", "é".repeat(5000));
    let value = arg(&text, "value");
    assert!(value.starts_with("delayed by éé") && value.len() <= MAX_TEXT);
}

proptest::proptest! {
    #[test]
    fn any_value_of_any_field_is_read(value in "[ -~é;:=\\[\\]/]{0,60}", n in 0usize..1000) {
        let rows = table::all();
        let name = rows[n % rows.len()].name;
        let text = format!("{name}: SCL:{value}\n{name}: {value}\n");
        for verdict in received(&text) {
            assert!(text.get(verdict.span.start..verdict.span.end).is_some());
            for test in verdict.tests {
                let name = text.get(test.name.start..test.name.end);
                assert!(name.is_some_and(|name| !name.is_empty()));
            }
        }
    }
}
