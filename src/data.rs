//! The tables that lists are read from.
//!
//! A comment at the head of a file says where the list is from and of which day. It is for those who
//! read the file: the program, which every visit of the page fetches, goes without.

/// The file without its comment, cut off while compiling.
macro_rules! table {
    ($path:literal) => {{
        const WHOLE: &[u8] = include_bytes!($path);
        const START: usize = after_comment(WHOLE);
        const ROWS: [u8; WHOLE.len() - START] = tail(WHOLE, START);
        match str::from_utf8(&ROWS) {
            Ok(rows) => rows,
            Err(_) => panic!("a table that is not UTF-8"),
        }
    }};
}

/// What must stand before an organisation's own label, below one label.
pub(crate) const PUBLIC_SUFFIX: &str = table!("data/public_suffix.txt");

/// Tables that a WebAssembly module goes without until it is handed them: they are a tenth of its size.
/// Without one of them a report says less; without `Suffixes` it takes a town's name for an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handed {
    /// Names that fraud borrows.
    Brands,
    /// Domains of free mailboxes.
    Freemail,
    /// Programs and their traces.
    Mailers,
    /// Top-level domains that filters distrust.
    Misused,
    /// Phrases that press.
    Pressing,
    /// What replies say and what their writers mean by it.
    Responses,
    /// Services that make short links.
    Shorteners,
    /// What status codes mean.
    Status,
    /// What must stand before an organisation's own label, below two labels or more.
    Suffixes,
    /// What the tests of filters mean.
    Symbols,
    /// Fields that filters write.
    Verdicts,
}

/// How many there are.
const HANDED: usize = 11;

impl Handed {
    /// Its rows; without a table there are none.
    pub(crate) fn rows(self) -> &'static str {
        handed().get(self as usize).copied().unwrap_or_default()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::{HANDED, after_comment, tail};

    /// The tables, in order of their names.
    static TABLES: [&str; HANDED] = [
        table!("data/brands.txt"),
        table!("data/freemail.txt"),
        table!("data/mailers.tsv"),
        table!("data/misused.txt"),
        table!("data/pressing.txt"),
        table!("data/responses.tsv"),
        table!("data/shorteners.txt"),
        table!("data/status.tsv"),
        table!("data/public_suffix_deep.txt"),
        table!("data/symbols.tsv"),
        table!("data/verdicts.tsv"),
    ];

    pub(super) fn handed() -> &'static [&'static str; HANDED] {
        &TABLES
    }

    /// The file that a WebAssembly module is handed before it inspects anything (`learn_tables`): a form feed
    /// before each table but the first.
    pub fn tables() -> String {
        TABLES.join("\u{c}")
    }
}

#[cfg(not(target_arch = "wasm32"))]
use native::handed;
#[cfg(not(target_arch = "wasm32"))]
pub use native::tables;

#[cfg(target_arch = "wasm32")]
mod learned {
    use super::{HANDED, parted};
    use std::sync::OnceLock;

    static LEARNED: OnceLock<[&'static str; HANDED]> = OnceLock::new();

    pub(super) fn handed() -> &'static [&'static str; HANDED] {
        LEARNED.get().unwrap_or(&[""; HANDED])
    }

    /// Takes the tables once, before anything is inspected; they stay until the module ends.
    pub fn learn(tables: &str) {
        LEARNED.get_or_init(|| parted(Box::leak(tables.into())));
    }
}

#[cfg(target_arch = "wasm32")]
use learned::handed;
#[cfg(target_arch = "wasm32")]
pub use learned::learn;

/// What `tables` joined. What is missing is empty, what is too much is left.
#[cfg(any(target_arch = "wasm32", test))]
fn parted(tables: &'static str) -> [&'static str; HANDED] {
    let mut tables = tables.split('\u{c}');
    [(); HANDED].map(|()| tables.next().unwrap_or_default())
}

#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
const fn after_comment(text: &[u8]) -> usize {
    let (mut at, mut comment) = (0, true);
    while at < text.len() && comment {
        comment = text[at] == b'#';
        while comment && at < text.len() && text[at] != b'\n' {
            at += 1;
        }
        if comment {
            at += 1;
        }
    }
    at
}

#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
const fn tail<const N: usize>(text: &[u8], start: usize) -> [u8; N] {
    let (mut rows, mut at) = ([0; N], 0);
    while at < N {
        rows[at] = text[start + at];
        at += 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rows_are_left() {
        for table in [PUBLIC_SUFFIX].iter().chain(handed()) {
            assert!(!table.is_empty() && !table.lines().any(|line| line.starts_with('#')));
        }
        assert_eq!(Handed::Freemail.rows().lines().next(), Some("126.com"));
    }

    #[test]
    fn a_module_reads_out_of_the_file_what_is_compiled_in_here() {
        assert_eq!(parted(tables().leak()), *handed());
        let first = |table: Handed| table.rows().lines().next().unwrap_or_default();
        assert!(first(Handed::Brands).contains(": "));
        assert!(first(Handed::Responses).starts_with("id\t"));
        assert!(first(Handed::Status).starts_with("code\t"));
        assert!(first(Handed::Symbols).starts_with("BAYES_"));
        assert!(first(Handed::Verdicts).starts_with("authentication-results\t"));
        assert_eq!(Handed::Verdicts as usize + 1, HANDED);
    }

    #[test]
    fn any_text_is_a_file_of_tables() {
        assert_eq!(parted(""), [""; HANDED]);
        assert_eq!(parted("a\u{c}b").get(..3), Some(&["a", "b", ""][..]));
        assert_eq!(parted(format!("{}more", "\u{c}".repeat(HANDED)).leak()), [""; HANDED]);
    }
}
