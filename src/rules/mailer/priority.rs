//! Fields that say how urgent the message is to its sender.

use crate::facts::Facts;
use crate::message::Field;
use crate::rule::{Arg, Rule, rule};

const FIELDS: &[&str] = &["x-priority", "importance", "priority", "x-msmail-priority"];

pub(crate) static PRIORITY_HIGH: Rule = rule!(Rule {
    id: "priority-high",
    group: Odd,
    sources: [Observed("priority"), spamassassin(Inspired, "XPRIO_SHORT_SUBJ"),],
    finds: [
        "From: a@example.org\nSubject: x\nX-Priority: 1 (Highest)\n",
        "From: a@example.org\nSubject: x\nImportance: High\n"
    ],
    quiet: ["From: a@example.org\nSubject: x\nX-Priority: 3 (Normal)\nImportance: normal\n"],
    check: |facts, found| {
        let mut high = said(facts)
            .filter(|(_, urgency)| *urgency == Some(Urgency::High))
            .map(|(field, _)| field);
        let Some(first) = high.next() else { return };
        let finding = found.at(first.value());
        finding
            .with("field", Arg::Field(first.name().to_owned()))
            .text("value", first.value_text());
        for field in high {
            finding.and(field.value());
        }
    },
});

pub(crate) static PRIORITY_CONTRADICTS: Rule = rule!(Rule {
    id: "priority-contradicts",
    group: Odd,
    sources: [Rfc(4021, "2.1")],
    finds: ["From: a@example.org\nSubject: x\nX-Priority: 1\nX-MSMail-Priority: Normal\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-Priority: 2\nX-MSMail-Priority: High\n\
         Importance: High\n"],
    check: |facts, found| {
        let mut known = said(facts).filter_map(|(field, urgency)| Some((field, urgency?)));
        let Some((one, urgency)) = known.next() else { return };
        if let Some((other, _)) = known.find(|(_, other)| *other != urgency) {
            found
                .at(one.value())
                .and(other.value())
                .with("one", Arg::Field(one.name().to_owned()))
                .text("one_value", one.value_text())
                .with("other", Arg::Field(other.name().to_owned()))
                .text("other_value", other.value_text());
        }
    },
});

pub(crate) static PRIORITY_VALUE_ODD: Rule = rule!(Rule {
    id: "priority-value-odd",
    group: Odd,
    sources: [rspamd(Inspired, "HAS_X_PRIO_ZERO")],
    finds: [
        "From: a@example.org\nSubject: x\nX-Priority: 0\n",
        "From: a@example.org\nSubject: x\nImportance: very\n"
    ],
    quiet: ["From: a@example.org\nSubject: x\nX-Priority: 3 (normal)\nPriority: Non-Urgent\n"],
    check: |facts, found| for (field, urgency) in said(facts) {
        if urgency.is_none() {
            found
                .at(if field.value().is_empty() { field.raw.name } else { field.value() })
                .with("field", Arg::Field(field.name().to_owned()))
                .text("value", field.value_text());
        }
    },
});

/// The urgency that such a field states.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Urgency {
    High,
    Normal,
    Low,
}

/// Returns the first field of each kind, with its urgency if it has a known value.
fn said<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (Field<'f>, Option<Urgency>)> {
    FIELDS.iter().filter_map(|name| {
        let field = facts.message.first(name)?;
        Some((field, urgency(name, field.value_text())))
    })
}

fn urgency(field: &str, value: &str) -> Option<Urgency> {
    let end = value.find(|c: char| c.is_whitespace() || "(;,".contains(c)).unwrap_or(value.len());
    let word = value.get(..end)?.to_ascii_lowercase();
    match word.as_str() {
        "1" | "2" if field == "x-priority" => Some(Urgency::High),
        "3" if field == "x-priority" => Some(Urgency::Normal),
        "4" | "5" if field == "x-priority" => Some(Urgency::Low),
        "high" | "highest" | "urgent" => Some(Urgency::High),
        "normal" | "medium" => Some(Urgency::Normal),
        "low" | "lowest" | "non-urgent" => Some(Urgency::Low),
        _ => None,
    }
}
