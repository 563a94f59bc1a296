//! Finds the files of words. The languages are the folders of `www/locales/`; the words of a
//! language are the files in its folder and `src/rules/<family>/<language>.json`.

use std::io;
use std::path::{Path, PathBuf};

/// The language against which all others are checked, and which is shown if they lack words.
pub const FIRST: &str = "en";

/// The files of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// The BCP 47 tag, which is the name of the folder.
    pub tag: String,
    /// All files, sorted by path.
    pub files: Vec<PathBuf>,
}

/// Returns all languages below the root of the repository: English, then the others by tag.
///
/// # Errors
///
/// Returns an error if a folder cannot be read, if English is missing, or if a family has words in
/// a language without a folder.
pub fn all(root: &Path) -> io::Result<Vec<Locale>> {
    let mut locales = Vec::new();
    for folder in sorted(&root.join("www/locales"))?.into_iter().filter(|path| path.is_dir()) {
        locales.push(Locale { tag: name(&folder), files: words(&folder)? });
    }
    for family in families(root)? {
        for file in words(&family)? {
            let tag = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let Some(locale) = locales.iter_mut().find(|locale| Some(&locale.tag) == tag.as_ref())
            else {
                let sentence =
                    format!("{}: www/locales/ has no folder of this language", file.display());
                return Err(io::Error::other(sentence));
            };
            locale.files.push(file);
        }
    }
    for locale in &mut locales {
        locale.files.sort();
    }
    locales.sort_by_key(|locale| (locale.tag != FIRST, locale.tag.clone()));
    match locales.first() {
        Some(first) if first.tag == FIRST => Ok(locales),
        _ => Err(io::Error::other(format!("www/locales/{FIRST}: not there"))),
    }
}

/// Returns the folders of the families of rules; none if there are no rules.
///
/// # Errors
///
/// Returns an error if a folder cannot be read.
pub fn families(root: &Path) -> io::Result<Vec<PathBuf>> {
    let rules = root.join("src/rules");
    if !rules.exists() {
        return Ok(Vec::new());
    }
    Ok(sorted(&rules)?.into_iter().filter(|path| path.is_dir()).collect())
}

fn words(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_words = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    Ok(sorted(folder)?.into_iter().filter(is_words).collect())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let named = |error| io::Error::other(format!("{}: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(named)?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn tree(name: &str, files: &[&str]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("locales-{name}-{}", std::process::id()));
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        }
        root
    }

    #[test]
    fn a_folder_is_a_language_and_a_family_has_its_own_words() {
        let root = tree(
            "all",
            &[
                "www/locales/de/page.json",
                "www/locales/en/page.json",
                "www/locales/en/notes.txt",
                "src/rules/date/en.json",
                "src/rules/date/mod.rs",
            ],
        );
        let found = all(&root).unwrap();
        let seen: Vec<_> = found.iter().map(|locale| (&*locale.tag, locale.files.len())).collect();
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(seen, [("en", 2), ("de", 1)]);
    }

    #[test]
    fn words_of_an_unknown_language_are_named() {
        let root = tree("gone", &["www/locales/en/page.json", "src/rules/date/fr.json"]);
        let error = all(&root).unwrap_err().to_string();
        fs::remove_dir_all(&root).unwrap();
        assert!(error.contains("fr.json"), "{error}");
    }
}
