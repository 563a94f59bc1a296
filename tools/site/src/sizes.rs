//! What a reader waits for: the parts of the site as they are on disk and as hosts send them.

use crate::Outcome;
use crate::folder::sorted;
use std::fs;
use std::io::Write;
use std::ops::{Add, AddAssign};
use std::path::Path;

/// The most bytes, after brotli, that may be fetched until the first report: the page, its script
/// and style, the module and the words of one language.
const FIRST_LIMIT: usize = 480_000;
/// The most bytes, after brotli, that may be fetched later: the rest of the words, another
/// language, examples, and what comparing and groups need.
const LATER_LIMIT: usize = 250_000;

const MODULE: &str = "headerlint_bg.wasm";

/// When a file of the site is fetched, and the row of the table in which it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place<'p> {
    First(&'static str),
    /// The words in this language that the first report needs.
    FirstWords(&'p str),
    Later(&'static str),
    /// The words in this language that complete a report, or compare.
    LaterWords(&'p str),
    /// Not fetched by a reader who opens the page and stays there.
    Other(&'static str),
}

/// The bytes of one or more files, each sent on its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Size {
    fn of(bytes: &[u8]) -> Self {
        Self { raw: bytes.len(), gzip: gzip(bytes), brotli: brotli(bytes) }
    }
}

impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

fn gzip(bytes: &[u8]) -> usize {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to memory does not fail.
    let _ = out.write_all(bytes);
    out.finish().map_or(0, |out| out.len())
}

fn brotli(bytes: &[u8]) -> usize {
    let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    let _ = out.write_all(bytes);
    out.into_inner().len()
}

fn place(path: &str) -> Place<'_> {
    match path {
        MODULE => return Place::First("module"),
        "headerlint.js" => return Place::First("glue"),
        "index.html" | "icon.svg" => return Place::First("page"),
        _ => {}
    }
    if let Some(words) = path.strip_prefix("locales/").and_then(|name| name.strip_suffix(".json")) {
        return match words.split_once('.') {
            None => Place::FirstWords(words),
            Some((language, _)) => Place::LaterWords(language),
        };
    }
    let comparing = path.starts_with("parts/compare/") || path.starts_with("parts/groups/");
    if path.starts_with("examples/") {
        return Place::Later("examples");
    }
    if path.starts_with("rules/") || path == "rules.css" {
        return Place::Other("rule pages");
    }
    match Path::new(path).extension().and_then(|extension| extension.to_str()) {
        Some("js") if comparing => Place::Later("comparing: script"),
        Some("css") if comparing => Place::Later("comparing: style"),
        Some("js") => Place::First("script"),
        Some("css") => Place::First("style"),
        _ => Place::Other("other files"),
    }
}

/// Named rows, in the order in which they were added.
#[derive(Default)]
struct Rows(Vec<(String, Size)>);

impl Rows {
    fn add(&mut self, name: &str, size: Size) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, sum)) => *sum += size,
            None => self.0.push((name.to_owned(), size)),
        }
    }

    fn sum(&self) -> Size {
        self.0.iter().fold(Size::default(), |sum, (_, size)| sum + *size)
    }

    fn of(&self, name: &str) -> Size {
        self.0.iter().find(|(known, _)| known == name).map_or_else(Size::default, |(_, size)| *size)
    }
}

/// All files by when they are fetched, with words by language.
#[derive(Default)]
struct Site {
    first: Rows,
    first_words: Rows,
    later: Rows,
    later_words: Rows,
    other: Rows,
}

impl Site {
    fn add(&mut self, path: &str, bytes: &[u8]) {
        let size = Size::of(bytes);
        match place(path) {
            Place::First(row) => self.first.add(row, size),
            Place::FirstWords(language) => self.first_words.add(language, size),
            Place::Later(row) => self.later.add(row, size),
            Place::LaterWords(language) => self.later_words.add(language, size),
            Place::Other(row) => self.other.add(row, size),
        }
    }

    /// Returns what a reader of that language fetches until the first report.
    fn until_report(&self, language: &str) -> Size {
        self.first.sum() + self.first_words.of(language)
    }

    /// Returns what a reader of that language may fetch later, with the largest of the other
    /// languages.
    fn after_report(&self, language: &str) -> Size {
        let others = self.first_words.0.iter().filter(|(other, _)| other != language);
        let other = others
            .map(|(other, first)| *first + self.later_words.of(other))
            .max_by_key(|size| size.brotli);
        self.later.sum() + self.later_words.of(language) + other.unwrap_or_default()
    }

    fn languages(&self) -> impl Iterator<Item = &str> {
        self.first_words.0.iter().map(|(language, _)| language.as_str())
    }

    /// Returns each sum with its name and its limit.
    fn sums(&self) -> Vec<(String, Size, usize)> {
        let first = self.languages().map(|language| {
            (
                format!("until the first report ({language})"),
                self.until_report(language),
                FIRST_LIMIT,
            )
        });
        let later = self.languages().map(|language| {
            (format!("later ({language})"), self.after_report(language), LATER_LIMIT)
        });
        first.chain(later).collect()
    }
}

/// Prints the table; with `check`, a sum over its limit is an error.
pub(crate) fn sizes(dist: &Path, check: bool) -> Outcome {
    let mut site = Site::default();
    for (path, bytes) in files(dist, "")? {
        // Types are for editors: no host sends them to a reader.
        if !path.ends_with(".d.ts") {
            site.add(&path, &bytes);
        }
    }
    if site.first.of("module").raw == 0 {
        return Err(format!("{}: no {MODULE} in it", dist.display()));
    }
    println!("{:30}{:>11}{:>11}{:>11}{:>11}", "bytes", "raw", "gzip -9", "brotli 11", "free");
    for (title, rows) in [
        ("", &site.first),
        ("words ", &site.first_words),
        ("", &site.later),
        ("later words ", &site.later_words),
        ("", &site.other),
    ] {
        for (name, size) in &rows.0 {
            println!(
                "{:30}{:>11}{:>11}{:>11}",
                format!("{title}{name}"),
                size.raw,
                size.gzip,
                size.brotli
            );
        }
    }
    let mut over = Vec::new();
    for (name, size, limit) in site.sums() {
        let free = limit.saturating_sub(size.brotli);
        println!("{name:30}{:>11}{:>11}{:>11}{free:>11}", size.raw, size.gzip, size.brotli);
        over.extend(too_many(&name, size.brotli, limit));
    }
    if check && !over.is_empty() { Err(over.join("; ")) } else { Ok(()) }
}

fn too_many(name: &str, bytes: usize, limit: usize) -> Option<String> {
    let more = bytes.checked_sub(limit).filter(|more| *more > 0)?;
    Some(format!("{name}: {bytes} bytes (brotli), {more} more than {limit}"))
}

fn files(folder: &Path, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut all = Vec::new();
    for path in sorted(folder)? {
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().display());
        if path.is_dir() {
            all.extend(files(&path, &format!("{name}/"))?);
        } else {
            let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            all.push((name, bytes));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_of_the_whole_stream() {
        let text = "Received: from a.example.org by b.example.org\n".repeat(100);
        let size = Size::of(text.as_bytes());
        assert_eq!(size.raw, text.len());
        assert!((20..200).contains(&size.brotli), "{size:?}");
        assert!((40..300).contains(&size.gzip), "{size:?}");
    }

    #[test]
    fn only_more_than_the_limit_is_too_much() {
        assert_eq!(too_many("it", 10, 10), None);
        assert_eq!(too_many("it", 12, 10).unwrap(), "it: 12 bytes (brotli), 2 more than 10");
    }

    #[test]
    fn files_are_told_apart() {
        for (path, expected) in [
            ("headerlint.js", Place::First("glue")),
            ("headerlint_bg.wasm", Place::First("module")),
            ("icon.svg", Place::First("page")),
            ("parts/words.js", Place::First("script")),
            ("page.css", Place::First("style")),
            ("locales/ja.json", Place::FirstWords("ja")),
            ("locales/ja.more.json", Place::LaterWords("ja")),
            ("locales/ja.compare.json", Place::LaterWords("ja")),
            ("parts/compare/view.js", Place::Later("comparing: script")),
            ("parts/groups/groups.css", Place::Later("comparing: style")),
            ("examples/modern.txt", Place::Later("examples")),
            ("rules/ja/index.html", Place::Other("rule pages")),
            ("rules.css", Place::Other("rule pages")),
            ("robots.txt", Place::Other("other files")),
        ] {
            assert_eq!(place(path), expected, "{path}");
        }
    }

    #[test]
    fn a_reader_waits_for_one_language_and_fetches_another_later() {
        let mut site = Site::default();
        for (path, bytes) in [
            ("index.html", 1),
            (MODULE, 2),
            ("locales/en.json", 4),
            ("locales/ja.json", 8),
            ("locales/en.more.json", 16),
            ("locales/ja.compare.json", 32),
            ("parts/groups/view.js", 64),
            ("rules/en/index.html", 128),
        ] {
            site.add(path, &vec![0; bytes]);
        }
        let raw: Vec<_> = site.sums().into_iter().map(|(name, size, _)| (name, size.raw)).collect();
        let expected = [
            ("until the first report (en)", 1 + 2 + 4),
            ("until the first report (ja)", 1 + 2 + 8),
            ("later (en)", 64 + 16 + 8 + 32),
            ("later (ja)", 64 + 32 + 4 + 16),
        ];
        assert_eq!(raw, expected.map(|(name, bytes)| (name.to_owned(), bytes)));
    }
}
