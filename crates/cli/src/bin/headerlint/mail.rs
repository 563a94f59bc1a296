//! Messages out of files, folders and mbox files: read in pieces, archives too, and counted by the collector.

use crate::archive::{self, Packing, Problem};
use headerlint::compare::{Collector, Fate, FileReport};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// Bytes that are read at a time.
const PIECE: usize = 1 << 16;

/// What is to be said of a file.
pub(crate) enum Told<'t> {
    /// What was read of it.
    Read(&'t FileReport),
    /// An archive, or a file in it, that cannot be read, or not to its end.
    Packed(&'t Problem),
    /// It could not be read.
    Failed(&'t io::Error),
}

/// Counts every message below a path, in archives too; tells of each file what came of it.
pub(crate) fn collect(
    path: &Path,
    fate: Fate,
    collector: &mut Collector,
    tell: &mut dyn FnMut(&str, Told<'_>),
) {
    for file in files(path, &mut |name, error| tell(name, Told::Failed(error))) {
        let name = file.to_string_lossy().into_owned();
        if let Err(error) = one(&file, &name, fate, collector, tell) {
            tell(&name, Told::Failed(&error));
        }
    }
}

fn one(
    path: &Path,
    name: &str,
    fate: Fate,
    collector: &mut Collector,
    tell: &mut dyn FnMut(&str, Told<'_>),
) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut front = Vec::new();
    (&mut file).take(4).read_to_end(&mut front)?;
    let packing = Packing::of(&front);
    if packing == Packing::None {
        // Not wound back: a pipe cannot be.
        let read = feed(&mut front.as_slice().chain(file), fate, collector);
        let report = collector.close();
        if read.is_ok() {
            tell(name, Told::Read(&report));
        }
        return read;
    }
    file.rewind()?;
    if packing == Packing::Gzip {
        unpacked(name, &mut archive::gunzip(file)?, fate, collector, tell);
        return Ok(());
    }
    let result = archive::unzip(file, &mut |inner, stream| {
        let inner = format!("{name}/{inner}");
        match stream {
            Ok(stream) => unpacked(&inner, stream, fate, collector, tell),
            Err(problem) => tell(&inner, Told::Packed(&problem)),
        }
    });
    if let Err(problem) = result {
        tell(name, Told::Packed(&problem));
    }
    Ok(())
}

/// Counts what comes out of an archive.
fn unpacked(
    name: &str,
    stream: &mut dyn Read,
    fate: Fate,
    collector: &mut Collector,
    tell: &mut dyn FnMut(&str, Told<'_>),
) {
    let read = feed(stream, fate, collector);
    let report = collector.close();
    match read {
        Ok(()) => tell(name, Told::Read(&report)),
        Err(error) => tell(name, Told::Packed(&archive::problem(&error))),
    }
}

fn feed(stream: &mut dyn Read, fate: Fate, collector: &mut Collector) -> io::Result<()> {
    collector.open(fate);
    let mut piece = vec![0; PIECE];
    loop {
        let read = match stream.read(&mut piece) {
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
