//! The direction of dependencies inside the library: a module names only those below it.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The layers from the bottom up; modules on one line know nothing of each other.
const LAYERS: &[&[&str]] = &[
    &["data", "key", "mail_system", "name_set", "options"],
    &["arg", "filter"],
    &["domain", "message"],
    &["input"],
    &["bounce", "facts"],
    &["rule", "shape"],
    &["stock"],
    &["report", "rules"],
    &["provider_check"],
    &["assemble"],
    &["catalog", "inspect"],
    &["compare"],
];

/// The lexers and what comes with them, in a crate of their own below all layers.
const LEXERS: &[&str] = &["bytes", "order", "span", "syntax"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Returns what a file names by `crate::`, its tests excluded.
fn names(source: &str) -> BTreeSet<&str> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or(source);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap())
        .collect()
}

#[test]
fn modules_name_only_those_below_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let layer = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    let mut looked_at = 0;
    for path in all {
        let inside = path.strip_prefix(&source).unwrap();
        let is_test = |part: &Path| part.ends_with("tests") || part.ends_with("tests.rs");
        if inside.ancestors().any(is_test) || inside.ends_with("lib.rs") {
            continue;
        }
        let own = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        let Some(at) = layer(own) else { panic!("{own} has no place in LAYERS") };
        for name in names(&std::fs::read_to_string(&path).unwrap()) {
            if name == own || LEXERS.contains(&name) || !name.starts_with(char::is_lowercase) {
                continue;
            }
            let Some(other) = layer(name) else { continue };
            assert!(other < at, "{} names {name}, which is not below {own}", inside.display());
            looked_at += 1;
        }
    }
    assert!(looked_at > 300, "only {looked_at} names were found");
}
