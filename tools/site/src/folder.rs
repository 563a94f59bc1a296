//! Folders, and what is said of a file that cannot be read.

use std::fs;
use std::path::{Path, PathBuf};

/// The entries of a folder, by name, so that the same sources give the same output.
pub(crate) fn sorted(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>())
        .map_err(|error| say(folder, &error))?;
    paths.sort();
    Ok(paths)
}

/// The path and what is wrong with it.
pub(crate) fn say(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
