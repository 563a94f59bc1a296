//! Every report conforms to its published schema, and can be deserialized.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use headerlint::report::Report;
use jsonschema::Validator;
use serde_json::Value;
use std::sync::LazyLock;

static REPORT: LazyLock<Validator> =
    LazyLock::new(|| validator(include_str!("../../docs/schema/report.schema.json")));

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Checks a report against `docs/schema/report.schema.json`, and against itself deserialized.
#[track_caller]
pub(crate) fn holds(report: &Report) {
    let json = serde_json::to_value(report).unwrap();
    let errors: Vec<_> = REPORT.iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "not as docs/schema/report.schema.json says: {errors:#?}");
    let back: Report = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(back).unwrap(), json, "read back it is another report");
}
