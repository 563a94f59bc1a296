//! What each part of the site weighs, as it lies on disk and as hosts send it.

use crate::Outcome;
use crate::assemble::sorted;
use std::fs;
use std::io::Write;
use std::ops::AddAssign;
use std::path::Path;

/// Most bytes of the module, brotli.
const MODULE_LIMIT: usize = 280_000;
/// Most bytes of page, script, style and one language, brotli.
const PAGE_LIMIT: usize = 50_000;
/// Most bytes of the module for comparing, brotli; it holds the other one's code too.
const COMPARE_LIMIT: usize = 340 * 1024;
/// Most bytes of script, style and one language of what compares, brotli.
const PANE_LIMIT: usize = 50_000;

const MODULE: &str = "headerlint_bg.wasm";
const COMPARE: &str = "compare/headerlint_compare_bg.wasm";
/// What the modules are handed.
const TABLES: &str = "tables.txt";
const GLUE: &str = "headerlint.js";
const COMPARE_GLUE: &str = "compare/headerlint_compare.js";

// What is loaded when somebody compares.
const PANE: [&str; 2] = ["parts/compare/", "parts/groups/"];

const ROWS: [&str; 10] = [
    "module",
    "tables",
    "glue",
    "page",
    "script",
    "style",
    "compare module",
    "compare glue",
    "compare script",
    "compare style",
];

// Scripts and styles that the page itself does not load.
const NOT_THE_PAGE: [&str; 4] = ["compare/", "rules/", "forum.", "sw."];

/// Bytes of one file or of several, each sent on its own.
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
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

fn gzip(bytes: &[u8]) -> usize {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing into memory does not fail.
    let _ = out.write_all(bytes);
    out.finish().map_or(0, |out| out.len())
}

fn brotli(bytes: &[u8]) -> usize {
    let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    let _ = out.write_all(bytes);
    out.into_inner().len()
}

/// Which row of the table a file of the site belongs to; none for what is not sent to everybody.
fn row(path: &str) -> Option<&'static str> {
    match path {
        MODULE => return Some("module"),
        COMPARE => return Some("compare module"),
        TABLES => return Some("tables"),
        GLUE => return Some("glue"),
        COMPARE_GLUE => return Some("compare glue"),
        "index.html" => return Some("page"),
        _ => {}
    }
    let pane = PANE.iter().any(|start| path.starts_with(start));
    if NOT_THE_PAGE.iter().any(|start| path.starts_with(start)) {
        return None;
    }
    match Path::new(path).extension()?.to_str()? {
        "js" => Some(if pane { "compare script" } else { "script" }),
        "css" => Some(if pane { "compare style" } else { "style" }),
        _ => None,
    }
}

/// Prints the table; with `check`, parts over their limit are an error.
pub(crate) fn sizes(dist: &Path, check: bool) -> Outcome {
    let mut rows: Vec<(String, Size)> = ROWS.map(|name| (name.to_owned(), Size::default())).into();
    let mut compared: Vec<(String, Size)> = Vec::new();
    let mut languages: Vec<(String, Size)> = Vec::new();
    let mut later: Vec<(String, Size)> = Vec::new();
    let (mut others, mut all) = (Size::default(), Size::default());
    for (path, bytes) in files(dist, "")? {
        // Types are for editors: no host sends them to a reader.
        if path.ends_with(".d.ts") {
            continue;
        }
        let size = Size::of(&bytes);
        all += size;
        if let Some(language) = language(&path) {
            languages.push((format!("words {language}"), size));
        } else if let Some(language) = words(&path, ".more.json") {
            later.push((format!("more words {language}"), size));
        } else if let Some(language) = words(&path, ".compare.json") {
            compared.push((format!("compare words {language}"), size));
        } else if let Some((_, sum)) = rows.iter_mut().find(|(name, _)| Some(&**name) == row(&path))
        {
            *sum += size;
        } else {
            others += size;
        }
    }
    let sum = |names: &[&str]| {
        let mut sum = Size::default();
        for (_, size) in rows.iter().filter(|(name, _)| names.contains(&&**name)) {
            sum += *size;
        }
        sum
    };
    let mut wrong = Vec::new();
    for (name, file, limit) in
        [("module", MODULE, MODULE_LIMIT), ("compare module", COMPARE, COMPARE_LIMIT)]
    {
        let bytes = sum(&[name]).brotli;
        if bytes == 0 {
            return Err(format!("{}: no {file} in it", dist.display()));
        }
        wrong.extend(over(&format!("the {name}"), bytes, limit));
    }
    let page = ("page+script+style", sum(&["page", "script", "style"]), PAGE_LIMIT);
    let beside = ("compare script+style", sum(&["compare script", "compare style"]), PANE_LIMIT);
    let mut sums = Vec::new();
    for (languages, (parts, shell, limit)) in [(&languages, page), (&compared, beside)] {
        for (name, words) in languages {
            let name = format!("{parts}+{}", name.trim_start_matches("compare "));
            let mut size = shell;
            size += *words;
            wrong.extend(over(&name, size.brotli, limit));
            sums.push((name, size));
        }
    }
    rows.extend(languages);
    rows.extend(later);
    rows.extend(compared);
    rows.push(("other files".to_owned(), others));
    rows.extend(sums);
    rows.push(("all".to_owned(), all));
    println!("{:31}{:>11}{:>11}{:>11}", "bytes", "raw", "gzip -9", "brotli 11");
    for (name, size) in rows {
        println!("{name:31}{:>11}{:>11}{:>11}", size.raw, size.gzip, size.brotli);
    }
    if check && !wrong.is_empty() { Err(wrong.join("; ")) } else { Ok(()) }
}

fn over(name: &str, bytes: usize, limit: usize) -> Vec<String> {
    let sentence = || format!("{name} has {bytes} bytes (brotli), {} too many", bytes - limit);
    if bytes > limit { vec![sentence()] } else { vec![] }
}

// What the page needs before it can say anything.
fn language(path: &str) -> Option<&str> {
    path.strip_prefix("locales/")?.strip_suffix(".json").filter(|name| !name.contains('.'))
}

// What completes a report is fetched when the page has been drawn, what compares when asked for.
fn words<'p>(path: &'p str, ending: &str) -> Option<&'p str> {
    path.strip_prefix("locales/")?.strip_suffix(ending)
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
    fn only_more_than_the_limit_is_over() {
        assert!(over("it", 10, 10).is_empty());
        assert_eq!(over("it", 12, 10), ["it has 12 bytes (brotli), 2 too many"]);
    }

    #[test]
    fn files_are_told_apart() {
        assert_eq!((language("locales/ja.json"), language("ja.json")), (Some("ja"), None));
        assert_eq!(language("locales/ja.more.json"), None);
        let more = |path| words(path, ".more.json");
        assert_eq!((more("locales/ja.more.json"), more("locales/ja.json")), (Some("ja"), None));
        for (path, expected) in [
            ("headerlint.js", Some("glue")),
            ("parts/words.js", Some("script")),
            ("parts/compare/view.js", Some("compare script")),
            ("compare/headerlint_compare.js", Some("compare glue")),
            ("tables.txt", Some("tables")),
            ("page.css", Some("style")),
            ("rules/rules.css", None),
            ("forum.js", None),
            ("icon.svg", None),
        ] {
            assert_eq!(row(path), expected, "{path}");
        }
    }
}
