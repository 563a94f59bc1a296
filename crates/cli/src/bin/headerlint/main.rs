//! The command line.

mod archive;
mod compare;
mod mail;
mod ndjson;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use headerlint::report::{Kind, Report};
use headerlint::rule::Level;
use headerlint::rules::{self, RULES};
use headerlint::{Options, inspect_bytes};
use headerlint_cli::render::{self, Style, escape, pages, rule as explained};
use headerlint_cli::words::{Language, Words};
use serde::Serialize;
use serde_json::json;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Reads e-mail headers, whole messages and bounces, and shows what trips spam filters
///
/// Exit status: 0 nothing at error level, 1 findings at error level, 2 a file
/// that cannot be read or is no mail, or bad usage. Of `compare`: 1 where
/// something differs that does not differ in every message.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files to read; `-` or none for standard input (with --ndjson: a list of paths)
    files: Vec<PathBuf>,
    /// Write the report as JSON: one object, or an array for several files
    #[arg(long, conflicts_with_all = ["ndjson", "explain"])]
    json: bool,
    /// Write one line of JSON a file, after one with the names of all tests that are the same
    #[arg(long, conflicts_with = "explain")]
    ndjson: bool,
    /// Which message to inspect, from 1, where a file holds several; the first where not given
    #[arg(long, value_name = "N", conflicts_with = "explain")]
    message: Option<std::num::NonZeroUsize>,
    /// Explain a rule
    #[arg(long, value_name = "RULE", conflicts_with = "files")]
    explain: Option<String>,
    /// Language of the words; from the environment where not given
    #[arg(long, global = true, value_parser = tags())]
    lang: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// List all rules
    Rules {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write the rule pages
    Pages {
        /// Where to write a folder for each language
        dir: PathBuf,
    },
    Compare(compare::Compare),
    Profile(compare::Profile),
}

fn tags() -> PossibleValuesParser {
    Language::all().map(Language::tag).collect::<Vec<_>>().into()
}

/// The language that was asked for, or that of the environment.
fn language(given: Option<&str>) -> Language {
    let of_environment = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty())
            .map_or(Language::ENGLISH, |value| Language::of(&value))
    };
    given.map_or_else(of_environment, Language::of)
}

/// What the exit status says.
#[derive(Default)]
struct Outcome {
    errors: bool,
    unreadable: bool,
}

impl Outcome {
    fn code(&self) -> ExitCode {
        ExitCode::from(if self.unreadable { 2 } else { u8::from(self.errors) })
    }

    fn saw(&mut self, report: &Report) {
        self.errors |= report.findings.iter().any(|finding| finding.level == Level::Error);
        self.unreadable |= report.kind == Kind::NotMail;
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let result = run(&cli, &mut out).and_then(|code| out.flush().map(|()| code));
    match result {
        Ok(code) => code,
        // The reader has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain("output", &error);
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli, out: &mut impl Write) -> io::Result<ExitCode> {
    let words = Words::new(language(cli.lang.as_deref()));
    let color =
        io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let style = Style { words: &words, color };
    match &cli.command {
        Some(Command::Rules { json }) => return list(out, *json, &words),
        Some(Command::Pages { dir }) => return write_pages(dir),
        Some(Command::Compare(compare)) => return compare.run(out, style),
        Some(Command::Profile(profile)) => return profile.run(out, style),
        None => {}
    }
    if let Some(id) = &cli.explain {
        let Some(rule) = rules::find(id) else {
            complain(&escape(id), &"no such rule; `headerlint rules` lists them");
            return Ok(ExitCode::from(2));
        };
        write!(out, "{}", explained::explain(rule, style))?;
        return Ok(ExitCode::SUCCESS);
    }
    if cli.ndjson {
        return ndjson::lines(cli, out);
    }
    let mut outcome = Outcome::default();
    let mut reports = Vec::new();
    let stdin = [PathBuf::from("-")];
    let files = if cli.files.is_empty() { &stdin[..] } else { &cli.files };
    for (at, path) in files.iter().enumerate() {
        let message = cli.message.map_or(0, |number| number.get() - 1);
        let Some((file, text, report)) = inspect_file(path, message, &mut outcome) else {
            continue;
        };
        if cli.json {
            reports.push(OnFile { file, report });
        } else {
            let gap = if at > 0 { "\n" } else { "" };
            write!(out, "{gap}{}", render::report(&file, &text, &report, style))?;
        }
    }
    if cli.json {
        match (files, &reports[..]) {
            ([_], []) => {}
            ([_], [report]) => write_json(out, report)?,
            _ => write_json(out, &reports)?,
        }
    }
    Ok(outcome.code())
}

/// Reads one file and inspects a message of it, from 0; none where it cannot be read.
fn inspect_file(
    path: &Path,
    message: usize,
    outcome: &mut Outcome,
) -> Option<(String, String, Report)> {
    let (name, bytes) = open(path, outcome)?;
    let (text, report) = inspect_bytes(&bytes, &Options { message, ..Options::default() });
    outcome.saw(&report);
    Some((name, text, report))
}

/// Reads one file; complains and gives none where it cannot be read.
fn open(path: &Path, outcome: &mut Outcome) -> Option<(String, Vec<u8>)> {
    let name = path.to_string_lossy().into_owned();
    match read_bytes(path) {
        Ok(bytes) => Some((name, bytes)),
        Err(error) => {
            complain(&escape(&name), &error);
            outcome.unreadable = true;
            None
        }
    }
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    if path.as_os_str() != "-" {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
}

fn complain(what: &str, problem: &dyn std::fmt::Display) {
    // Nobody is left to tell where standard error is closed.
    let _ = writeln!(io::stderr(), "headerlint: {what}: {problem}");
}

fn write_json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// A report and what it is on.
#[derive(Serialize)]
struct OnFile {
    file: String,
    #[serde(flatten)]
    report: Report,
}

fn list(out: &mut impl Write, as_json: bool, words: &Words) -> io::Result<ExitCode> {
    let title = |id: &str| words.text(&format!("rule.{id}.title"));
    if as_json {
        let all: Vec<_> = RULES
            .iter()
            .map(|rule| {
                json!({
                    "id": rule.id,
                    "level": rule.level(),
                    "group": rule.group,
                    "title": title(rule.id),
                })
            })
            .collect();
        write_json(out, &all)?;
    } else {
        let widest = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        for rule in RULES {
            let level = words.text(explained::level_key(rule.level()));
            writeln!(out, "{:widest$}  {level:7}  {}", rule.id, title(rule.id))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write_pages(dir: &Path) -> io::Result<ExitCode> {
    for language in Language::all() {
        let words = Words::new(language);
        let folder = dir.join(language.tag());
        std::fs::create_dir_all(&folder)?;
        for rule in RULES {
            std::fs::write(folder.join(format!("{}.html", rule.id)), pages::rule(rule, &words))?;
        }
        std::fs::write(folder.join("index.html"), pages::index(RULES, &words))?;
        std::fs::write(folder.join("unseen.html"), pages::unseen(&words))?;
    }
    Ok(ExitCode::SUCCESS)
}
