//! Writes the list of languages, each with the text of its files, into `languages.rs`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let root = variable("CARGO_MANIFEST_DIR").join("../..").canonicalize()?;
    let mut source = String::from("&[\n");
    for locale in locales::all(&root)? {
        let _ = writeln!(source, "Language {{ tag: {:?}, files: &[", locale.tag);
        for file in locale.files {
            let _ = writeln!(source, "include_str!({:?}),", file.display().to_string());
        }
        source.push_str("] },\n");
    }
    source.push(']');
    watch(&root.join("www/locales"));
    for family in locales::families(&root)? {
        watch(&family);
    }
    std::fs::write(variable("OUT_DIR").join("languages.rs"), source)
}

fn watch(folder: &Path) {
    println!("cargo::rerun-if-changed={}", folder.display());
}
