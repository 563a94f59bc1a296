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

/// Names that fraud borrows.
pub(crate) const BRANDS: &str = table!("data/brands.txt");

/// Domains of free mailboxes.
pub(crate) const FREEMAIL: &str = table!("data/freemail.txt");

/// Programs and their traces.
pub(crate) const MAILERS: &str = table!("data/mailers.tsv");

/// Top-level domains that filters distrust.
pub(crate) const MISUSED: &str = table!("data/misused.txt");

/// Phrases that press.
pub(crate) const PRESSING: &str = table!("data/pressing.txt");

/// What replies say and what their writers mean by it.
pub(crate) const RESPONSES: &str = table!("data/responses.tsv");

/// Services that make short links.
pub(crate) const SHORTENERS: &str = table!("data/shorteners.txt");

/// What status codes mean.
pub(crate) const STATUS: &str = table!("data/status.tsv");

/// What must stand before an organisation's own label, below two labels or more.
pub(crate) const DEEP_SUFFIXES: &str = table!("data/public_suffix_deep.txt");

/// Fields that filters write.
pub(crate) const VERDICTS: &str = table!("data/verdicts.tsv");

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
        for table in [
            PUBLIC_SUFFIX,
            BRANDS,
            FREEMAIL,
            MAILERS,
            MISUSED,
            PRESSING,
            RESPONSES,
            SHORTENERS,
            STATUS,
            DEEP_SUFFIXES,
            VERDICTS,
        ] {
            assert!(!table.is_empty() && !table.lines().any(|line| line.starts_with('#')));
        }
        assert_eq!(FREEMAIL.lines().next(), Some("126.com"));
    }
}
