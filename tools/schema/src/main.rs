//! `cargo run -p schema` writes the generated files.

fn main() -> std::io::Result<()> {
    for (path, content) in schema::files() {
        std::fs::write(schema::root().join(path), content)?;
        println!("{path}");
    }
    Ok(())
}
