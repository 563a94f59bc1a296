//! Messages out of files, folders and mbox files: read in pieces, counted by the collector.

use headerlint::compare::{Collector, Fate, FileReport};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Bytes that are read at a time.
const PIECE: usize = 1 << 16;

/// Counts every message below a path. Gives what was read of each file to `each`; what cannot be
/// read goes to `complain`, and the rest is still read.
pub(crate) fn collect(
    path: &Path,
    fate: Fate,
    collector: &mut Collector,
    each: &mut dyn FnMut(&str, &FileReport),
    complain: &mut dyn FnMut(&str, &io::Error),
) {
    for file in files(path, complain) {
        let name = file.to_string_lossy().into_owned();
        collector.open(fate);
        let read = feed(&file, collector);
        let report = collector.close();
        match read {
            Ok(()) => each(&name, &report),
            Err(error) => complain(&name, &error),
        }
    }
}

fn feed(path: &Path, collector: &mut Collector) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = match file.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read == 0 || !collector.push(piece.get(..read).unwrap_or_default()) {
            return Ok(());
        }
    }
}

/// The files below a path, sorted; hidden ones are no mail.
fn files(path: &Path, complain: &mut dyn FnMut(&str, &io::Error)) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                complain(&folder.to_string_lossy(), &error);
                continue;
            }
        };
        for entry in entries.flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            // A link may lead in a circle: the kind is that of the link itself.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !hidden => open.push(entry.path()),
                Ok(kind) if kind.is_file() && !hidden => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    found
}
