//! Generates the form of Headerlint's JSON from the Rust types: a JSON Schema for each kind of
//! report, and the TypeScript types of the browser's edge.

mod typescript;

use headerlint::catalog::RuleReport;
use headerlint::compare::{Collected, Compared, Comparison, FileReport, Groups, Profile};
use headerlint::report::Report;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value};
use std::path::Path;

/// Returns the path in the repository and the content of each generated file.
pub fn files() -> Vec<(&'static str, String)> {
    vec![
        ("docs/schema/report.schema.json", schema::<Report>("report")),
        ("docs/schema/comparison.schema.json", schema::<Comparison>("comparison")),
        ("docs/schema/groups.schema.json", schema::<Groups>("groups")),
        ("docs/schema/profile.schema.json", schema::<Profile>("profile")),
        ("crates/wasm/src/types.ts", typescript::types(&definitions())),
    ]
}

/// Returns the root of the repository.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

/// Returns the schema of one kind of report. Its id contains
/// [`headerlint::report::SCHEMA_VERSION`].
fn schema<T: JsonSchema>(name: &str) -> String {
    let mut schema = generator().into_root_schema_for::<T>().to_value();
    let version = headerlint::report::SCHEMA_VERSION;
    let id = format!("https://headerlint.github.io/headerlint/schema/{version}/{name}.schema.json");
    if let Value::Object(schema) = &mut schema {
        schema.insert("$id".to_owned(), id.into());
    }
    plain(&mut schema);
    format!("{schema:#}\n")
}

/// Returns the schemas of all types that cross the browser's edge, by name.
fn definitions() -> Map<String, Value> {
    let mut generator = generator();
    generator.subschema_for::<Report>();
    generator.subschema_for::<Compared>();
    generator.subschema_for::<RuleReport>();
    generator.subschema_for::<FileReport>();
    generator.subschema_for::<Collected>();
    let mut definitions = generator.take_definitions(true);
    definitions.values_mut().for_each(plain);
    definitions
}

/// Removes what is meant for Rust's own documentation from the descriptions, and `null` from
/// members that are omitted if they have no value.
fn plain(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let required = members.get("required").cloned().unwrap_or_default();
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                let required = required.as_array().map_or(&[][..], Vec::as_slice);
                for (name, member) in properties {
                    if !required.iter().any(|one| one == name) {
                        without_null(member);
                    }
                }
            }
            for (name, member) in members {
                match member {
                    Value::String(text) if name == "description" => *text = without_links(text),
                    member => plain(member),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(plain),
        _ => {}
    }
}

fn without_null(member: &mut Value) {
    if let Some(Value::Array(types)) = member.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            member["type"] = only.clone();
        }
    }
    if let Some(Value::Array(kinds)) = member.get_mut("anyOf") {
        kinds.retain(|kind| kind.get("type").is_none_or(|name| name != "null"));
        if let [Value::Object(only)] = kinds.as_slice() {
            let only = only.clone();
            if let Value::Object(member) = member {
                member.remove("anyOf");
                member.extend(only);
            }
        }
    }
}

/// Turns "[`Options`](crate::Options)" into "`Options`".
fn without_links(text: &str) -> String {
    let text = text.replace("\n\n", "\u{0}").replace('\n', " ").replace('\u{0}', "\n\n");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, link)) = rest.split_once("[`") {
        out.push_str(before);
        let Some((name, after)) = link.split_once("`]") else {
            rest = link;
            break;
        };
        out.extend(["`", name, "`"]);
        let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
        rest = target.map_or(after, |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_as_the_types_say() {
        for (path, content) in files() {
            let written = std::fs::read_to_string(root().join(path)).unwrap_or_default();
            assert!(written == content, "{path} is old: run `cargo run -p schema`");
        }
    }

    #[test]
    fn a_link_is_only_its_words() {
        let link = "see [`A::b`](crate::A) and [`C`],\nno more";
        assert_eq!(without_links(link), "see `A::b` and `C`, no more");
    }
}
