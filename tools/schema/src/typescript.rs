//! TypeScript types from JSON Schema, supporting the keywords that the report's types use.

use serde_json::{Map, Value};
use std::fmt::Write;

/// The result of `inspect_bytes`, which is assembled at the browser's edge.
const INSPECTED: &str = "\
/** The result of `inspect_bytes`: the text that the spans point into, and the report. */
export interface Inspected {
  text: string;
  report: Report;
}
/** What is known of the messages of a file. */
export type Fate = \"refused\" | \"accepted\" | \"sent\";
";

/// Returns one declaration for each definition.
pub(crate) fn types(definitions: &Map<String, Value>) -> String {
    let mut out = String::from("// Generated from the Rust types: `cargo run -p schema`.\n");
    for (name, schema) in definitions {
        comment(&mut out, schema, "");
        if schema.get("properties").is_some() {
            let _ = write!(out, "export interface {name} {{");
            for (name, optional, member) in properties(schema) {
                out.push('\n');
                comment(&mut out, member, "  ");
                let mark = if optional { "?" } else { "" };
                let _ = write!(out, "  {name}{mark}: {};", of(member));
            }
            out.push_str("\n}\n");
        } else {
            let _ = writeln!(out, "export type {name} = {};", of(schema));
        }
    }
    out + INSPECTED
}

/// Returns the required members in the order of their declaration, then the others.
fn properties(schema: &Value) -> Vec<(&str, bool, &Value)> {
    let required: Vec<&str> = list(schema, "required").iter().filter_map(Value::as_str).collect();
    let Some(Value::Object(members)) = schema.get("properties") else { return Vec::new() };
    let first = required.iter().filter_map(|name| Some((*name, false, members.get(*name)?)));
    let others = members.iter().filter(|(name, _)| !required.contains(&name.as_str()));
    first.chain(others.map(|(name, member)| (name.as_str(), true, member))).collect()
}

/// Returns the type that a schema describes.
fn of(schema: &Value) -> String {
    if let Some(Value::String(reference)) = schema.get("$ref") {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(value) = schema.get("const") {
        return value.to_string();
    }
    for key in ["enum", "oneOf", "anyOf"] {
        let each = list(schema, key);
        if !each.is_empty() {
            let each = each.iter().map(|one| if key == "enum" { one.to_string() } else { of(one) });
            return each.collect::<Vec<_>>().join(" | ");
        }
    }
    match schema.get("type") {
        Some(Value::Array(types)) => {
            let types = types.iter().map(|name| named(name.as_str().unwrap_or_default(), schema));
            types.collect::<Vec<_>>().join(" | ")
        }
        Some(Value::String(name)) => named(name, schema),
        _ => "unknown".to_owned(),
    }
}

fn named(name: &str, schema: &Value) -> String {
    match name {
        "integer" | "number" => "number".to_owned(),
        "array" => array(schema),
        "object" => object(schema),
        // `string`, `boolean` and `null` have the same names in both.
        other => other.to_owned(),
    }
}

fn array(schema: &Value) -> String {
    let places = list(schema, "prefixItems");
    if !places.is_empty() {
        let place = |place: &Value| match place.get("title") {
            Some(Value::String(title)) => format!("{title}: {}", of(place)),
            _ => of(place),
        };
        return format!("[{}]", places.iter().map(place).collect::<Vec<_>>().join(", "));
    }
    let item = schema.get("items").map_or_else(|| "unknown".to_owned(), of);
    if item.contains('|') { format!("({item})[]") } else { format!("{item}[]") }
}

fn object(schema: &Value) -> String {
    if let Some(value) = schema.get("additionalProperties").filter(|value| value.is_object()) {
        return format!("Record<string, {}>", of(value));
    }
    let member = |(name, optional, member): (&str, bool, &Value)| {
        format!("{name}{}: {}", if optional { "?" } else { "" }, of(member))
    };
    let members: Vec<_> = properties(schema).into_iter().map(member).collect();
    format!("{{ {} }}", members.join("; "))
}

fn list<'s>(schema: &'s Value, key: &str) -> &'s [Value] {
    schema.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Writes the schema's description as a comment.
fn comment(out: &mut String, schema: &Value, indent: &str) {
    if let Some(Value::String(text)) = schema.get("description") {
        let text = text.replace("*/", "* /").replace('\n', &format!("\n{indent} "));
        let _ = writeln!(out, "{indent}/** {text} */");
    }
}
