//! Folders, and the message for a file that cannot be read.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the entries of a folder, by name, so that the same sources give the same output.
pub(crate) fn sorted(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>())
        .map_err(|error| say(folder, &error))?;
    paths.sort();
    Ok(paths)
}

/// Formats an error with the path that it is about.
pub(crate) fn say(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
