//! The wasm-bindgen step, in the same lock as wasm-bindgen itself so that the two cannot drift
//! apart.
//!
//! Usage: `bindgen IN.wasm OUT_DIR web|nodejs NAME`
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, out, target, name] = arguments.as_slice() else {
        eprintln!("usage: bindgen IN.wasm OUT_DIR web|nodejs NAME");
        return ExitCode::from(2);
    };
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(input).out_name(name).typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let chosen = match target.as_str() {
        "nodejs" => bindgen.nodejs(true),
        _ => bindgen.web(true),
    };
    match chosen.and_then(|bindgen| bindgen.generate(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
