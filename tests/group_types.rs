//! The TypeScript types say what the reader of groups gives: no more, no less.

use headerlint::compare::*;
use headerlint::report::{LimitKind, LimitReport, Sentence};
use serde_json::Value;
use std::collections::BTreeSet;

const TYPES: &str = include_str!("../crates/wasm/src/groups.ts");

// Each struct is written out: a field added to it has to be added here, and then to the types.
fn full() -> Value {
    let text = || "x".to_owned();
    let limit = || LimitReport { id: LimitKind::Sent, limit: 1, actual: 2 };
    let name = || TraitName { kind: "field", value: text() };
    let groups = Groups {
        refused: 1,
        accepted: 1,
        verdict: Sentence { id: text(), ..Sentence::default() },
        tested: 1,
        way_left_out: true,
        traits: vec![TraitReport {
            names: vec![name()],
            opposite: vec![name()],
            refused: 1,
            accepted: 1,
            p: 0.5,
            adjusted: 0.5,
            finding: true,
        }],
        reached: vec![limit()],
    };
    let profile = Profile {
        messages: 1,
        bounces: 1,
        complaints: 1,
        undated: 1,
        days: vec![DayReport {
            unix: 0,
            messages: 1,
            recipients: 1,
            distinct: 1,
            busiest_hour: 1,
            bounces: 1,
        }],
        hours: vec![1],
        most_messages: 1,
        most_recipients: 1,
        most_together: 1,
        limits: vec![LimitCheck {
            id: "x".into(),
            measure: Measure::Messages,
            limit: 1,
            seen: 1,
            over: false,
            name: "x".into(),
            url: "x".into(),
            read: "x".into(),
        }],
        recipients: vec![(0, 1)],
        bcc: 1,
        reasons: vec![ReasonReport { id: text(), count: 1 }],
        steadiness: vec![Steadiness {
            role: SteadyRole::From,
            distinct: 1,
            values: vec![ValueReport { value: text(), count: 1, first: 0, last: 0 }],
            changes: 1,
            changed: vec![ChangeReport { unix: 0, from: text(), to: text() }],
        }],
        authentication: vec![AuthPeriod { month: 1, method: text(), pass: 1, other: 1 }],
        repeated_ids: 1,
        with_id: 1,
        unseen: vec![ProfileUnseen::Bcc],
        reached: vec![limit()],
    };
    let file =
        FileReport { messages: 1, unread: 1, unread_at: vec![1], problem: Some(Problem::Empty) };
    serde_json::json!([file, Collected { groups, profile }])
}

fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_groups_is_declared_and_nothing_else() {
    let mut written = BTreeSet::new();
    keys(&full(), &mut written);
    let mut declared = BTreeSet::new();
    for line in TYPES.lines().filter(|line| !line.trim_start().starts_with("/**")) {
        for part in line.split([';', '{', '(', '[', ',']) {
            if let Some((name, _)) = part.split_once(':') {
                declared.insert(name.trim().trim_end_matches('?').to_owned());
            }
        }
    }
    // Those of sentences and of limits that were reached are declared with the report.
    for shared in ["args", "actual"] {
        assert!(written.remove(shared), "{shared}");
    }
    assert_eq!(written, declared);
}
