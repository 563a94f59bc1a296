//! `headerlint compare` and `headerlint profile`.

use crate::archive::Problem;
use crate::mail::{self, Told};
use crate::{complain, read_bytes, write_json};
use headerlint::compare::{Collector, Fate};
use headerlint::input::decode_bytes;
use headerlint::report::{Args, Kind};
use headerlint::rule::Arg;
use headerlint::{Options, compare};
use headerlint_cli::render::{self, Style, escape};
use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Compare two messages, or a folder of refused ones with a folder of accepted ones
#[derive(clap::Args)]
pub(crate) struct Compare {
    /// Two files, the refused one first; `-` for standard input
    #[arg(num_args = 2, required_unless_present = "refused", conflicts_with = "refused")]
    files: Vec<PathBuf>,
    /// Folder, mbox or file of refused messages or of the bounces
    #[arg(long, value_name = "PATH", requires = "accepted")]
    refused: Option<PathBuf>,
    /// Folder, mbox or file of accepted messages
    #[arg(long, value_name = "PATH", requires = "refused")]
    accepted: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Count what a filter counts of a sender: volume, recipients, bounces, steadiness
#[derive(clap::Args)]
pub(crate) struct Profile {
    /// Folders, mbox files or files of sent messages and bounces
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Compare {
    pub(crate) fn run(&self, out: &mut impl Write, style: Style<'_>) -> io::Result<ExitCode> {
        match (&self.refused, &self.accepted, &self.files[..]) {
            (Some(refused), Some(accepted), _) => self.groups(refused, accepted, out, style),
            (_, _, [left, right]) => self.pair(left, right, out, style),
            _ => Ok(ExitCode::from(2)),
        }
    }

    fn pair(
        &self,
        left: &Path,
        right: &Path,
        out: &mut impl Write,
        style: Style<'_>,
    ) -> io::Result<ExitCode> {
        let (Some(a), Some(b)) = (text(left), text(right)) else { return Ok(ExitCode::from(2)) };
        let comparison = compare(&a, &b, &Options::default());
        if self.json {
            write_json(out, &comparison)?;
        } else {
            let names = (left.to_string_lossy(), right.to_string_lossy());
            write!(out, "{}", render::comparison((&names.0, &names.1), &comparison, style))?;
        }
        let unread = |kind| matches!(kind, Kind::Empty | Kind::NotMail);
        let unread = unread(comparison.left.kind) || unread(comparison.right.kind);
        Ok(ExitCode::from(if unread { 2 } else { u8::from(!comparison.differences.is_empty()) }))
    }

    fn groups(
        &self,
        refused: &Path,
        accepted: &Path,
        out: &mut impl Write,
        style: Style<'_>,
    ) -> io::Result<ExitCode> {
        let mut collector = Collector::new(&Options::default());
        let mut troubled = false;
        for (path, fate) in [(refused, Fate::Refused), (accepted, Fate::Accepted)] {
            troubled |= collect(path, fate, &mut collector, style);
        }
        let groups = collector.report().groups;
        if self.json {
            write_json(out, &groups)?;
        } else {
            write!(out, "{}", render::groups(&groups, style))?;
        }
        let empty = groups.refused == 0 || groups.accepted == 0;
        let found = groups.traits.iter().any(|row| row.finding);
        Ok(ExitCode::from(if troubled || empty { 2 } else { u8::from(found) }))
    }
}

impl Profile {
    pub(crate) fn run(&self, out: &mut impl Write, style: Style<'_>) -> io::Result<ExitCode> {
        let mut collector = Collector::new(&Options::default());
        let mut troubled = false;
        for path in &self.paths {
            troubled |= collect(path, Fate::Sent, &mut collector, style);
        }
        let profile = collector.report().profile;
        if self.json {
            write_json(out, &profile)?;
        } else {
            write!(out, "{}", render::profile(&profile, style))?;
        }
        let empty = profile.messages + profile.bounces + profile.complaints == 0;
        Ok(ExitCode::from(if troubled || empty { 2 } else { 0 }))
    }
}

/// The text of a file; complains where it cannot be read.
fn text(path: &Path) -> Option<String> {
    match read_bytes(path) {
        Ok(bytes) => Some(decode_bytes(&bytes).0),
        Err(error) => {
            complain(&escape(&path.to_string_lossy()), &error);
            None
        }
    }
}

/// Counts every message below a path; complains of what is wrong, and tells whether something was.
fn collect(path: &Path, fate: Fate, collector: &mut Collector, style: Style<'_>) -> bool {
    let mut troubled = false;
    mail::collect(path, fate, collector, &mut |name, told| {
        let mut tell = |problem: &dyn Display| {
            troubled = true;
            complain(&escape(name), problem);
        };
        match told {
            Told::Read(file) => render::file(file, style).iter().for_each(|line| tell(line)),
            Told::Packed(Problem { id, values }) => {
                let mut args = Args::new();
                for (name, value) in values {
                    args.insert(name, Arg::Count(*value));
                }
                tell(&render::problem(id, &args, style));
            }
            Told::Failed(error) => tell(error),
        }
    });
    troubled
}
