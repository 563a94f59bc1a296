//! Assembles the site, measures it, and serves it on this machine.
mod assemble;
mod clip;
mod folder;
mod locales;
mod script;
mod serve;
mod sizes;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: site assemble WWW GLUE DIST
       site clip RULE-PAGES
       site sizes DIST [--check]
       site serve DIST [PORT]";

/// The result of a command; an error is one sentence.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["assemble", www, glue, dist] => {
            assemble::assemble(Path::new(www), Path::new(glue), Path::new(dist))
        }
        ["clip", pages] => clip::clip_pages(Path::new(pages)),
        ["sizes", dist] => sizes::sizes(Path::new(dist), false),
        ["sizes", dist, "--check"] => sizes::sizes(Path::new(dist), true),
        ["serve", dist] => serve::serve(Path::new(dist), 8080),
        ["serve", dist, port] => match port.parse() {
            Ok(port) => serve::serve(Path::new(dist), port),
            Err(_) => Err(format!("{port} is no port number")),
        },
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("site: {sentence}");
            ExitCode::FAILURE
        }
    }
}
