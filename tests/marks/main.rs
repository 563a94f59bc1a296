//! Marks are the contract: what every rule, fact and comparison points at, drawn on the text in
//! which it was found, and reviewed by a person.
//!
//! The drawings are beside this file (`*.snap`). Read the diff of a drawing like code: a mark is on
//! the token that tells most, with the brackets and quotes that belong to it, and on nothing else.
#![expect(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test may panic")]

#[path = "../changes/mod.rs"]
#[expect(dead_code, reason = "only the changes are drawn, not what is sent once more")]
mod changes;
mod compare;
mod draw;
mod facts;
mod places;
mod rules;

use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/marks")
}

/// Compares a drawing with the reviewed one.
#[track_caller]
fn assert_reviewed(folder: &Path, name: &str, drawing: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, drawing));
}

/// Returns the texts of one file below `cases/`: each begins with `=== ` and its name; `\u{…}` is
/// the character.
fn cases(file: &str) -> Vec<(String, String)> {
    let path = folder().join("cases").join(file);
    let all = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let begun = all.strip_prefix("=== ").unwrap_or_else(|| panic!("{file} begins with a name"));
    let cases = begun.split("\n=== ").map(|case| {
        let (name, text) = case.split_once('\n').unwrap_or((case, ""));
        (name.to_owned(), unescaped(&format!("{}\n", text.trim_end_matches('\n'))))
    });
    cases.collect()
}

/// Returns the blocks between blank lines of one file below `cases/`, without their comments.
fn blocks(file: &str) -> Vec<String> {
    let path = folder().join("cases").join(file);
    let all = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let block = |block: &str| -> String {
        let lines = block.lines().filter(|line| !line.starts_with("# "));
        unescaped(&lines.flat_map(|line| [line, "\n"]).collect::<String>())
    };
    all.trim_end().split("\n\n").map(block).collect()
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap_or_else(|| panic!("{part:?}"));
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        out.push_str(rest);
    }
    out
}
