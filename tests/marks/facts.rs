//! What facts and refusals point at.

use crate::draw::{Mark, draw, draw_marked};
use crate::{assert_reviewed, blocks, cases, folder, places};
use headerlint::report::Report;
use headerlint::span::Span;
use headerlint::syntax::auth_results::{self, AuthResults, ReceivedSpf};
use headerlint::syntax::received::{self, Received};
use headerlint::{Options, inspect, inspect_bytes};
use std::fmt::Write;

/// What follows the examined lines: a route that makes the first lines the receiver's.
const REST: &str = "\
Received: from mail.example.org (mail.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 1;
\tMon, 15 Jun 2026 10:00:00 +0000
From: Ann <ann@example.org>
Subject: x
Date: Mon, 15 Jun 2026 10:00:00 +0000
";

fn inspected(text: &str) -> Report {
    inspect(text, &Options::default())
}

/// Returns the marks that lie in the first lines of a text.
fn within(text: &str, marks: Vec<Mark>) -> Vec<Mark> {
    marks.into_iter().filter(|mark| mark.span.end <= text.len()).collect()
}

/// Returns the span of the first field's value.
fn value(text: &str) -> Span {
    Span::new(text.find(':').map_or(0, |at| at + 1), text.len())
}

#[test]
fn of_every_hop() {
    let mut out = String::new();
    for text in blocks("hops.txt") {
        let hop = received::parse(&text, value(&text));
        let _ =
            writeln!(out, "{:?}{}", hop.form, if hop.rdns_unknown { " rdns unknown" } else { "" });
        out.push_str(&draw(&text, &tokens(&hop)));
        let whole = format!("{text}{}", &REST[REST.find("From:").unwrap()..]);
        let found = inspected(&whole);
        out.push_str(&places::hop_facts(&found));
        out.push('\n');
    }
    assert_reviewed(&folder(), "hops", &out);
}

fn tokens(hop: &Received) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (label, part) in [
        ("from", hop.from),
        ("helo", hop.helo),
        ("rdns", hop.rdns),
        ("forged hint", hop.forged_hint),
        ("ip", hop.ip),
        ("by", hop.by),
        ("with", hop.with),
        ("id", hop.id),
        ("for", hop.recipient),
        ("envelope-from", hop.envelope_from),
        ("tls", hop.tls),
        ("authenticated", hop.authenticated),
    ] {
        marks.extend(part.map(|span| Mark::new(span, label)));
    }
    if let Some(date) = &hop.date {
        marks.push(Mark::new(date.span, format!("date {:?}", date.unix)));
        for (label, part) in [("zone", date.zone), ("weekday", date.weekday), ("year", date.year)] {
            marks.extend(part.map(|span| Mark::new(span, label)));
        }
        marks.extend(date.flaws.iter().map(|f| Mark::new(f.span, format!("! {:?}", f.kind))));
    }
    marks
}

#[test]
fn of_every_result() {
    let mut out = String::new();
    for text in blocks("authentication.txt") {
        let arc = text.starts_with("ARC-Authentication-Results");
        let marks = if text.starts_with("Received-SPF") {
            auth_results::parse_received_spf(&text, value(&text))
                .map_or_else(Vec::new, |spf| spf_parts(&spf))
        } else if arc || text.starts_with("Authentication-Results") {
            result_parts(&text, &auth_results::parse(&text, value(&text), arc))
        } else {
            Vec::new()
        };
        if !marks.is_empty() {
            out.push_str(&draw(&text, &marks));
        }
        let whole = format!("{text}{REST}");
        let found = inspected(&whole);
        let marks = [places::authentication(&found), places::identities(&whole, &found)].concat();
        let told = within(&text, marks);
        out.push_str(" the report\n");
        out.push_str(&draw(&text, &told));
        out.push('\n');
    }
    assert_reviewed(&folder(), "authentication", &out);
}

fn spf_parts(spf: &ReceivedSpf) -> Vec<Mark> {
    let mut marks = vec![Mark::new(spf.result, "result")];
    for (label, part) in [
        ("comment", spf.comment),
        ("client-ip", spf.client_ip),
        ("envelope-from", spf.envelope_from),
        ("helo", spf.helo),
        ("receiver", spf.receiver),
    ] {
        marks.extend(part.map(|span| Mark::new(span, label)));
    }
    marks
}

fn result_parts(text: &str, results: &AuthResults) -> Vec<Mark> {
    let mut marks = Vec::new();
    let label = match results.instance {
        Some(instance) => format!("authserv-id, i={instance}"),
        None => "authserv-id".to_owned(),
    };
    marks.extend(results.authserv_id.map(|span| Mark::new(span, label)));
    for result in &results.results {
        let method = result.method.of(text);
        marks.push(Mark::new(result.span, format!("all of {method}")));
        marks.push(Mark::new(result.method, "method"));
        marks.push(Mark::new(result.result, "result"));
        marks.extend(result.reason.map(|span| Mark::new(span, "reason")));
        for property in &result.properties {
            marks.push(Mark::new(property.span, "property"));
            marks.push(Mark::new(property.name, "name"));
            marks.push(Mark::new(property.value, "value"));
        }
        marks.extend(result.comments.iter().map(|span| Mark::new(*span, "comment")));
    }
    marks.extend(results.flaws.iter().map(|f| Mark::new(f.span, format!("! {:?}", f.kind))));
    marks
}

#[test]
fn of_every_field_that_filters_write() {
    let mut out = String::new();
    let mut seen = Vec::new();
    for text in blocks("verdicts.txt") {
        let whole = format!("{text}{REST}");
        let marks = within(&text, places::filters(&inspected(&whole)));
        if !marks.is_empty() {
            seen.extend(
                text.lines()
                    .filter_map(|line| line.split_once(':'))
                    .map(|(name, _)| name.to_ascii_lowercase()),
            );
        }
        out.push_str(&draw(&text, &marks));
        out.push('\n');
    }
    let table = std::fs::read_to_string(folder().join("../../src/data/verdicts.tsv")).unwrap();
    let rows = table.lines().filter(|row| !row.starts_with('#'));
    let names = rows.filter_map(|row| row.split('\t').next());
    let drawn = |name: &str| match name.strip_suffix('*') {
        Some(front) => seen.iter().any(|seen| seen.starts_with(front)),
        None => seen.iter().any(|seen| seen == name),
    };
    let missing: Vec<_> = names.filter(|name| !drawn(name)).collect();
    assert_reviewed(&folder(), "verdicts", &out);
    assert!(missing.is_empty(), "without a drawing: {missing:?}");
}

#[test]
fn of_every_program() {
    let mut out = String::new();
    for text in blocks("mailers.txt") {
        let whole = format!("{text}{}", &REST[REST.find("From:").unwrap()..]);
        let found = inspected(&whole);
        let _ =
            writeln!(out, "{} {}", places::key(found.mailer.verdict), found.mailer.fits.join(", "));
        out.push_str(&draw(&text, &within(&text, places::mailer(&whole, &found))));
        out.push('\n');
    }
    assert_reviewed(&folder(), "mailers", &out);
}

#[test]
fn of_every_notice() {
    let mut out = String::new();
    for (name, text) in cases("bounces.txt") {
        let found = inspected(&text);
        let _ = writeln!(out, "{name}: {}", places::refusal(&found));
        out.push_str(&draw(&text, &places::bounce(&text, &found)));
        out.push('\n');
    }
    assert_reviewed(&folder(), "bounces", &out);
}

#[test]
fn of_every_repair() {
    let mut out = String::new();
    for (name, text) in cases("repairs.txt") {
        let found = inspected(&text);
        let _ = writeln!(out, "{name}: {}", places::key(found.kind));
        let marks = [places::repairs(&found), places::messages(&found), places::fields(&found)];
        out.push_str(&draw(&text, &marks.concat()));
        out.push('\n');
    }
    assert_reviewed(&folder(), "repairs", &out);
}

/// Identities, program, refusal and providers' requirements, in each of our own messages.
#[test]
fn of_whole_messages() {
    let mut out = String::new();
    let mut files: Vec<_> = std::fs::read_dir(folder().join("../messages"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy();
        let (text, found) = inspect_bytes(&std::fs::read(&file).unwrap(), &Options::default());
        for (kind, marks) in [
            ("repairs", places::repairs(&found)),
            ("identities", places::identities(&text, &found)),
            ("hops", places::hops(&text, &found)),
            ("authentication", places::authentication(&found)),
            ("program", places::mailer(&text, &found)),
            ("filters", places::filters(&found)),
            ("refusal", places::bounce(&text, &found)),
            ("requirements", places::requirements(&found)),
        ] {
            if !marks.is_empty() {
                let _ = writeln!(out, "{name}: {kind}");
                out.push_str(&draw_marked(&text, &marks));
                out.push('\n');
            }
        }
    }
    assert_reviewed(&folder(), "messages", &out);
}
