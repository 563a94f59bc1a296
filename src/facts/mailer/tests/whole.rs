//! Each program of the table, on a message made of its own forms: claim, Message-ID, boundary,
//! clock.

use super::examples::{BOUNDARIES, CLAIMS, IDS};
use crate::facts::mailer::table::{self, Shape};
use crate::facts::mailer::{boundary_fits, clock, shape_fits};
use crate::message::Message;
use crate::report::{MailerVerdict, Report, TraceKind};
use crate::span::Span;
use crate::syntax::date::iso;
use crate::syntax::{message_id, mime};
use crate::{Options, inspect};
use std::fmt::Write;

/// The rules that contradict a program's claim or clock.
const CONTRADICTIONS: &[&str] = &[
    "boundary-clock-impossible",
    "boundary-clock-off",
    "mailer-boundary-foreign",
    "mailer-message-id-foreign",
    "message-id-clock-impossible",
    "message-id-clock-off",
];

fn of(examples: &[(&'static str, &'static str)], id: &str) -> Option<&'static str> {
    examples.iter().find(|(program, _)| *program == id).map(|(_, value)| *value)
}

fn claim_of(id: &str) -> Option<&'static str> {
    CLAIMS.iter().find(|(_, program)| *program == id).map(|(claim, _)| *claim)
}

/// Builds a message from these parts; its Date is the time in the id's clock, or else the
/// boundary's.
fn mail(claim: Option<&str>, id: Option<&str>, boundary: Option<&str>) -> String {
    let clock = id
        .and_then(|id| clock::hidemaru(id, 0).filter(|_| id.starts_with("8CC8")))
        .or_else(|| id.and_then(|id| clock::in_id(id, 0)))
        .or_else(|| boundary.and_then(|value| clock::in_boundary(value, 0)));
    let unix = clock.and_then(|clock| clock.unix).unwrap_or(1_704_164_645);
    let mut mail = format!(
        "From: A <user@example.com>\nTo: b@example.org\nSubject: x\nDate: {}\n",
        date(unix)
    );
    if let Some(claim) = claim {
        let name = if claim.contains("Thunderbird") { "User-Agent" } else { "X-Mailer" };
        let _ = writeln!(mail, "{name}: {claim}");
    }
    if let Some(id) = id {
        let _ = writeln!(mail, "Message-ID: <{id}>");
    }
    if let Some(boundary) = boundary {
        let _ = writeln!(
            mail,
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{boundary}\""
        );
    }
    mail
}

/// Formats `2024-01-02T03:04:05Z` as `2 Jan 2024 03:04:05 +0000`.
fn date(unix: i64) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let iso = iso(unix, None);
    let parts: Vec<_> = iso.split(['-', 'T', 'Z']).collect();
    let [year, month, day, time, _] = parts[..] else { panic!("{iso}") };
    let month = MONTHS[month.parse::<usize>().unwrap() - 1];
    format!("{day} {month} {year} {time} +0000")
}

fn inspected(mail: &str) -> Report {
    inspect(mail, &Options::default())
}

fn contradictions(report: &Report) -> Vec<&str> {
    let rules = report.findings.iter().map(|finding| &*finding.rule);
    rules.filter(|rule| CONTRADICTIONS.contains(rule)).collect()
}

#[test]
fn every_program_agrees_with_itself() {
    for row in table::rows() {
        let id = row.program.id;
        let (claim, own, boundary) = (claim_of(id), of(IDS, id), of(BOUNDARIES, id));
        // One at a time, since the clocks of made-up examples tell different times.
        for (kind, own, boundary) in
            [(TraceKind::MessageId, own, None), (TraceKind::Boundary, None, boundary)]
        {
            let report = inspected(&mail(claim, own, boundary));
            let mailer = &report.mailer;
            assert!(contradictions(&report).is_empty(), "{id}: {:?}", contradictions(&report));
            if claim.is_some() {
                assert_eq!(mailer.claims[0].id.as_deref(), Some(id));
                let verdict = if own.or(boundary).is_some() {
                    MailerVerdict::Fits
                } else {
                    MailerVerdict::NotChecked
                };
                assert_eq!(mailer.verdict, verdict, "{id}");
            }
            for clock in &mailer.clocks {
                assert!(clock.unix.is_some(), "{id}: {}", clock.kind);
            }
            // A trace names the program, unless its shape is marked as too common for that.
            let shape = if own.is_some() { Shape::Id } else { Shape::Boundary };
            let pattern = own.or(boundary).and_then(|value| row.told_by(shape, value));
            if pattern.is_some_and(|p| shape == Shape::Boundary || p.ends_with('$')) {
                let mut traces = mailer.traces.iter().filter(|trace| trace.kind == kind);
                assert!(
                    traces.any(|trace| trace.programs.iter().any(|name| name == row.program.name)),
                    "{id}"
                );
            }
        }
    }
}

/// The clock of an id agrees with a Date of the same moment, and not with one of another day.
#[test]
fn every_hidden_clock_is_compared_with_date() {
    let mut clocks = 0;
    for (id, own) in IDS {
        let report = inspected(&mail(claim_of(id), Some(own), None));
        let Some(clock) = report.mailer.clocks.first() else { continue };
        clocks += 1;
        assert_eq!(clock.difference, Some(0), "{id}: {own}");
        let later = mail(claim_of(id), Some(own), None)
            .replace("Date: ", "Date: 1 Jan 2030 00:00:00 +0000\nX-Was: ");
        let report = inspected(&later);
        let far = report.mailer.clocks.first().and_then(|clock| clock.difference);
        assert!(far.is_none_or(|far| far.abs() > 86_400), "{id}: {far:?}");
    }
    assert!(clocks > 50, "{clocks}");
}

/// Calls `each` with every claim beside the id or the boundary of every program.
fn verdicts(
    examples: &[(&'static str, &'static str)],
    each: &mut dyn FnMut(&str, &str, &super::Mailer, MailerVerdict),
) {
    for (claim, named) in CLAIMS {
        for (_, value) in examples {
            let (head, tail) = if examples == IDS {
                ("Message-ID: <", ">")
            } else {
                ("Content-Type: multipart/mixed; boundary=\"", "\"")
            };
            let text = format!("X-Mailer: {claim}\n{head}{value}{tail}\n");
            let message = Message::parse(&text, Span::new(0, text.len()), 10);
            let field = message.lines.len() - 1;
            let span = message.field(field).unwrap().value();
            let id = message_id::parse_one(&text, span).filter(|_| examples == IDS);
            let content_type = (examples != IDS).then(|| mime::parse(&text, span, true));
            let mailer = super::identify(&message, id.as_ref(), content_type.as_ref());
            each(
                named,
                value,
                &mailer,
                mailer.verdict(&text, id.as_ref(), content_type.as_ref(), false),
            );
            assert_ne!(
                mailer.verdict(&text, id.as_ref(), content_type.as_ref(), true),
                MailerVerdict::Contradicts
            );
        }
    }
}

/// The verdict is a contradiction wherever the id is neither the program's nor a server's.
#[test]
fn every_claim_is_held_against_every_id() {
    let mut contradicted = 0;
    verdicts(IDS, &mut |named, id, mailer, verdict| {
        let expected = shape_fits(named, id) == Some(false) && !mailer.id_by_server;
        assert_eq!(verdict == MailerVerdict::Contradicts, expected, "{named} with {id}");
        contradicted += usize::from(expected);
    });
    assert!(contradicted > 1000, "{contradicted}");
}

/// The boundary of another program contradicts; that of a sending service does not.
#[test]
fn every_claim_is_held_against_every_boundary() {
    let mut contradicted = 0;
    verdicts(BOUNDARIES, &mut |named, boundary, mailer, verdict| {
        let expected =
            boundary_fits(named, boundary) == Some(false) && mailer.foreign_boundary().is_some();
        assert_eq!(verdict == MailerVerdict::Contradicts, expected, "{named} with {boundary}");
        contradicted += usize::from(expected);
    });
    assert!(contradicted > 1000, "{contradicted}");
    for row in table::rows().iter().filter(|row| row.server && row.program.kind == "esp") {
        let told = |value: &&str| row.told_by(Shape::Boundary, value).is_some();
        let Some(boundary) = of(BOUNDARIES, row.program.id).filter(told) else { continue };
        let report = inspected(&mail(Some("Mozilla Thunderbird"), None, Some(boundary)));
        assert!(
            !contradictions(&report).contains(&"mailer-boundary-foreign"),
            "{}",
            row.program.id
        );
    }
}

/// The same message, resent by a list or with the id of a sending service.
#[test]
fn lists_and_services_explain_the_finding_too() {
    let text = mail(Some("Mozilla Thunderbird"), Some("abc-1-xyz@example.org"), None);
    assert_eq!(contradictions(&inspected(&text)), ["mailer-message-id-foreign"]);
    for explained in ["List-Id: <l.example.org>", "X-Msg-EID: 1", "Feedback-ID: 1:2:AmazonSES"] {
        let report = inspected(&format!("{text}{explained}\n"));
        assert!(contradictions(&report).is_empty(), "{explained}");
        assert_ne!(report.mailer.verdict, MailerVerdict::Contradicts, "{explained}");
    }
    for row in table::rows().iter().filter(|row| row.server) {
        let Some(id) = of(IDS, row.program.id) else { continue };
        let report = inspected(&mail(Some("Mozilla Thunderbird"), Some(id), None));
        assert!(contradictions(&report).is_empty(), "{}", row.program.id);
        assert_ne!(report.mailer.verdict, MailerVerdict::Contradicts, "{}", row.program.id);
    }
}

#[test]
fn the_report_says_what_is_claimed_and_what_fits() {
    let text = mail(
        Some("Mozilla Thunderbird"),
        Some("000001d9a1b2$3c4d5e60$b4e81a20$@example.com"),
        Some("----=_NextPart_000_00A8_01D58484.492EA1C0"),
    );
    let report = inspected(&text);
    assert_eq!(report.mailer.verdict, MailerVerdict::Contradicts);
    assert_eq!(report.mailer.fits, ["Microsoft Outlook (classic)", "Microsoft Outlook 2007"]);
    let finding = report.findings.iter().find(|f| f.rule == "mailer-message-id-foreign").unwrap();
    let marked: Vec<_> = finding.spans.iter().map(|span| span.of(&text)).collect();
    assert_eq!(marked, ["000001d9a1b2$3c4d5e60$b4e81a20$@example.com", "Mozilla Thunderbird"]);
}
