//! All places in a report, each with what it is.

use crate::draw::Mark;
use headerlint::report::{Args, FailureReport, HopReport, Quoted, Report};
use serde::Serialize;
use serde_json::Value;
use std::fmt::{Display, Write};

/// Returns the name to which a value is serialized.
pub(crate) fn key(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        other => format!("{other:?}"),
    }
}

/// Formats the values of words in short notation.
pub(crate) fn values(args: &Args) -> String {
    let all: Vec<_> = args.iter().map(|(name, arg)| format!(" {name}={}", value(arg))).collect();
    all.concat()
}

fn value(arg: impl Serialize) -> String {
    fn of(arg: &Value) -> String {
        match (arg["type"].as_str().unwrap_or_default(), &arg["value"]) {
            ("word", Value::String(key)) => format!("<{key}>"),
            (_, Value::String(text)) => short(text),
            (_, Value::Array(all)) => {
                format!("[{}]", all.iter().map(of).collect::<Vec<_>>().join(", "))
            }
            ("duration", seconds) => format!("{seconds}s"),
            (_, other) => other.to_string(),
        }
    }
    serde_json::to_value(arg).map_or_else(|error| error.to_string(), |arg| of(&arg))
}

fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{:?}… ({})", &text[..at], text.len()),
        None => format!("{text:?}"),
    }
}

fn or_none(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| format!("/{value}"))
}

fn author(author: impl Serialize) -> String {
    format!(" ({})", key(author))
}

/// Marks a quoted value, and tells it only if it differs from what the text says.
fn quoted(text: &str, label: &str, quoted: Option<&Quoted>) -> Option<Mark> {
    let Quoted { span, text: read } = quoted?;
    let same = span.of(text) == read;
    let label = if same { label.to_owned() } else { format!("{label} = {}", short(read)) };
    Some(Mark::new(*span, label))
}

/// Returns the places that were repaired.
pub(crate) fn repairs(report: &Report) -> Vec<Mark> {
    let one = |r: &headerlint::report::RepairReport| {
        let detail = r.detail.as_deref().unwrap_or_default();
        Mark::new(r.span, format!("{} ×{} {detail}", key(r.id), r.count))
    };
    report.repairs.iter().map(one).collect()
}

/// Returns the messages of one paste, marking the one that was read.
pub(crate) fn messages(report: &Report) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (number, message) in report.messages.iter().enumerate() {
        let chosen = if number == report.message { " (read)" } else { "" };
        marks.push(Mark::new(message.span, format!("message {number}{chosen}")));
    }
    marks
}

/// Returns the fields: name and value, and the whole field if these do not span it.
pub(crate) fn fields(report: &Report) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (all, kind) in [(&report.fields, ""), (&report.outer_fields, "of the notice, ")] {
        for field in all {
            let decoded = field.decoded.as_deref().map_or_else(String::new, |d| format!(" = {d}"));
            let charsets = field.charsets.join(", ");
            let who = key(field.author);
            marks.push(Mark::new(field.span, format!("{kind}line {}, {who}", field.line)));
            marks.push(Mark::new(field.name_span, format!("name {}", field.name)));
            marks.push(Mark::new(field.value_span, format!("value{decoded} {charsets}")));
        }
    }
    marks
}

/// Returns the parts of a refusal.
pub(crate) fn bounce(text: &str, report: &Report) -> Vec<Mark> {
    let Some(bounce) = &report.bounce else { return Vec::new() };
    let mut marks: Vec<_> =
        quoted(text, "reporter", bounce.reporter.as_ref()).into_iter().collect();
    for (number, failure) in bounce.failures.iter().enumerate() {
        for (name, part) in [
            ("recipient", &failure.recipient),
            ("status", &failure.status),
            ("code", &failure.code),
            ("reply", &failure.reply),
            ("host", &failure.host),
        ] {
            marks.extend(quoted(text, &format!("{}. {name}", number + 1), part.as_ref()));
        }
    }
    marks
}

/// Returns what the report says about a refusal besides its places.
pub(crate) fn refusal(report: &Report) -> String {
    let Some(bounce) = &report.bounce else { return format!("{}: no refusal", key(report.kind)) };
    let returned = if bounce.returned { ", fields came back" } else { "" };
    let kind = key(bounce.kind);
    let mut out = format!("{} {} {kind}{returned}", key(report.kind), key(&bounce.format));
    for (number, failure) in bounce.failures.iter().enumerate() {
        let _ = write!(out, "\n  {}.{}", number + 1, reasons(failure));
    }
    out
}

fn reasons(failure: &FailureReport) -> String {
    let mut out = String::new();
    let mut tell = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = write!(out, " {name}={value}");
        }
    };
    tell("action", failure.action.clone());
    tell("provider", failure.provider.as_ref().map(key));
    tell("stage", failure.stage.map(key));
    tell("permanent", failure.permanent.map(|is| is.to_string()));
    tell("hard", failure.hard.map(|is| is.to_string()));
    tell("reason", failure.reason.map(key));
    tell("response", failure.response.as_ref().map(key));
    tell("registry", failure.registry.as_ref().map(key));
    tell("side", Some(key(failure.side)));
    if !failure.fields.is_empty() {
        tell("fields", Some(format!("{:?}", failure.fields)));
    }
    out
}

/// Returns the hops, the oldest first.
pub(crate) fn hops(text: &str, report: &Report) -> Vec<Mark> {
    let one = |(number, hop): (usize, &HopReport)| {
        let parts = [
            ("helo", &hop.helo),
            ("rdns", &hop.rdns),
            ("ip", &hop.ip),
            ("by", &hop.by),
            ("with", &hop.with),
        ];
        let label = move |name: &str| format!("hop {}: {name}", number + 1);
        let marks = parts.map(|(name, part)| quoted(text, &label(name), part.as_ref()));
        marks.into_iter().flatten()
    };
    report.hops.iter().enumerate().flat_map(one).collect()
}

/// Returns what the report says about the hops besides their places.
pub(crate) fn hop_facts(report: &Report) -> String {
    let one = |(number, hop): (usize, &HopReport)| {
        format!(
            "hop {}: field {} {} tls={} authenticated={} time={}{} delay={}\n",
            number + 1,
            hop.field,
            key(hop.author),
            hop.tls,
            hop.authenticated,
            or_none(hop.time),
            or_none(hop.offset),
            or_none(hop.delay)
        )
    };
    report.hops.iter().enumerate().map(one).collect()
}

/// Returns the identities.
pub(crate) fn identities(text: &str, report: &Report) -> Vec<Mark> {
    let mut marks = Vec::new();
    for identity in &report.identities {
        let name = identity.name.as_deref().map_or_else(String::new, |name| format!(" {name:?}"));
        let unicode = identity.unicode.as_deref().map_or_else(String::new, |u| format!(" = {u}"));
        let aligned = identity.aligned.map_or("", |is| if is { " aligned" } else { " apart" });
        let label = format!(
            "{}{name} {}{unicode} of {}{aligned}{}",
            key(identity.role),
            identity.domain,
            identity.org,
            author(identity.author)
        );
        marks.extend(quoted(text, &label, Some(&identity.value)));
    }
    marks
}

/// Returns what authentication says.
pub(crate) fn authentication(report: &Report) -> Vec<Mark> {
    let mut marks = Vec::new();
    for auth in &report.authentication {
        let aligned = auth.aligned.map_or("", |is| if is { " aligned" } else { " apart" });
        let trusted = if auth.trusted { " trusted" } else { "" };
        let told = |name: &str, value: &Option<String>| {
            value.as_deref().map_or_else(String::new, |value| format!(" {name} {value}"))
        };
        let label = format!(
            "{}={}{}{aligned}{}{trusted}{}",
            auth.method,
            auth.result,
            told("of", &auth.domain),
            told("by", &auth.by),
            told("detail", &auth.detail)
        );
        marks.push(Mark::new(auth.span, label));
    }
    marks
}

/// Returns the traces that the program left.
pub(crate) fn mailer(text: &str, report: &Report) -> Vec<Mark> {
    let mailer = &report.mailer;
    let mut marks = Vec::new();
    for claim in &mailer.claims {
        let label = format!("claims {:?} {:?}", claim.id, claim.program);
        marks.extend(quoted(text, &label, Some(&claim.value)));
    }
    for trace in &mailer.traces {
        let label = format!("trace {} of {}", key(trace.kind), trace.programs.join(", "));
        marks.extend(quoted(text, &label, Some(&trace.value)));
    }
    for clock in &mailer.clocks {
        let (kind, unix) = (key(clock.kind), or_none(clock.unix));
        let difference = or_none(clock.difference);
        let label = format!("clock {kind} {unix}{} {difference}", or_none(clock.offset));
        marks.extend(quoted(text, &label, Some(&clock.value)));
    }
    marks
}

/// Returns what filters wrote.
pub(crate) fn filters(report: &Report) -> Vec<Mark> {
    let mut marks = Vec::new();
    for filter in &report.filters {
        let spam = if filter.spam { "!" } else { "" };
        let previous = if filter.previous { " previous" } else { "" };
        let label = format!(
            "{} {}{spam}{}{previous}{} {}{}",
            key(&filter.filter),
            key(&filter.id),
            values(&filter.args),
            author(filter.author),
            filter.basis.id,
            values(&filter.basis.args)
        );
        marks.push(Mark::new(filter.span, label));
    }
    marks
}

/// Returns what shows whether a requirement is met, once for all providers that have it.
pub(crate) fn requirements(report: &Report) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for provider in &report.requirements {
        for line in &provider.lines {
            let Some(span) = line.span else { continue };
            let front = format!("{} {}:", key(&line.id), key(line.state));
            let same = |mark: &&mut Mark| mark.span == span && mark.label.starts_with(&front);
            let name = key(&provider.provider);
            match marks.iter_mut().find(same) {
                Some(mark) => mark.label.extend([" ", &name]),
                None => marks.push(Mark::new(span, format!("{front} {name}"))),
            }
        }
    }
    marks
}
