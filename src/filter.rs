//! The public filters whose points are known, and the catalogue of their tests.
//!
//! `data/filters.tsv` is the only place that states what a test weighs and what it means. It is
//! read at compile time: a rule, a stock test or a trait that names a test without a row does not
//! compile, and only the points of the tests that are named and the meanings end up in the program.

use crate::key::keys;

keys! {
    /// A public filter whose points are known.
    pub enum Filter {
        /// `SpamAssassin`.
        SpamAssassin = "spamassassin",
        /// rspamd.
        Rspamd = "rspamd",
    }
}

impl Filter {
    /// Returns the version whose tests are claimed.
    pub const fn version(self) -> &'static str {
        match self {
            Self::SpamAssassin => "4.0.1",
            Self::Rspamd => "3.4",
        }
    }

    /// Returns the points from which on the filter marks a mail as spam, by its own defaults.
    pub const fn threshold(self) -> f32 {
        match self {
            Self::SpamAssassin => 5.0,
            Self::Rspamd => 6.0,
        }
    }

    /// Returns the points from which on the filter refuses a mail, by its own defaults; `None` for
    /// `SpamAssassin`, which never does.
    pub const fn refuses(self) -> Option<f32> {
        match self {
            Self::SpamAssassin => None,
            Self::Rspamd => Some(15.0),
        }
    }
}

/// A test of a public filter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FilterTest {
    /// The filter whose test it is.
    pub filter: Filter,
    /// The filter's name for the test.
    pub name: &'static str,
    /// The points that it adds or, if negative, takes away. Of `SpamAssassin`'s score sets it is
    /// the last one, with network tests and Bayes.
    pub points: f32,
}

impl FilterTest {
    /// Returns the test with this name and the points of its row.
    ///
    /// # Panics
    ///
    /// Panics at compile time if the catalogue has no such row or the row has no points.
    #[expect(clippy::panic, reason = "stops the compiler")]
    pub(crate) const fn new(filter: Filter, name: &'static str) -> Self {
        match table::points(filter, name) {
            Some(points) => Self { filter, name, points },
            None => panic!("{}", name),
        }
    }
}

/// Returns what a test is about, as a locale key below `symbol.`: from the row with this name, or
/// from the family with the longest beginning in common. Whose field names it says little, because
/// each filter can write the other's fields.
pub(crate) fn meaning(name: &str) -> Option<&'static str> {
    let mut best = None;
    for row in table::MEANINGS.lines() {
        let Some((pattern, meaning)) = row.split_once('\t') else { continue };
        match pattern.strip_suffix('*') {
            None if pattern == name => return Some(meaning),
            Some(head)
                if name.starts_with(head) && best.is_none_or(|(len, _)| len < head.len()) =>
            {
                best = Some((head.len(), meaning));
            }
            _ => {}
        }
    }
    best.map(|(_, meaning)| meaning)
}

/// The catalogue, read by the compiler.
#[expect(
    clippy::indexing_slicing,
    clippy::large_const_arrays,
    clippy::large_stack_arrays,
    clippy::panic,
    reason = "runs at compile time"
)]
mod table {
    use super::Filter;

    const ROWS: &[u8] = include_bytes!("data/filters.tsv");

    /// The columns of a row that end up in the program.
    const FILTER: usize = 0;
    const NAME: usize = 1;
    const POINTS: usize = 3;
    const MEANING: usize = 7;

    /// The byte range of a part of the file.
    type Part = (usize, usize);

    /// A row: its filter, its name, and its points in thousandths if it has any.
    #[derive(Clone, Copy)]
    struct IndexEntry {
        filter: Part,
        name: Part,
        thousandths: Option<i32>,
    }

    const COUNT: usize = count();
    const INDEX: [IndexEntry; COUNT] = index();

    /// The meanings of names, one line `NAME TAB meaning` each.
    pub(super) const MEANINGS: &str = match str::from_utf8(&MEANING_ROWS.0) {
        Ok(rows) => rows,
        Err(_) => panic!("filters.tsv: UTF-8"),
    };
    const MEANING_ROWS: ([u8; LENGTH], usize) = meanings();
    const LENGTH: usize = meanings::<0>().1;

    /// Returns the points of a test, if the catalogue has it with points.
    pub(super) const fn points(filter: Filter, name: &str) -> Option<f32> {
        let (mut low, mut high) = (0, COUNT);
        while low < high {
            let middle = usize::midpoint(low, high);
            let IndexEntry { filter: of, name: row, thousandths } = INDEX[middle];
            let order = match compare(ROWS, of, filter.id().as_bytes()) {
                0 => compare(ROWS, row, name.as_bytes()),
                order => order,
            };
            match order {
                0 => {
                    return match thousandths {
                        #[expect(clippy::cast_precision_loss, reason = "six digits at most")]
                        Some(thousandths) => Some(thousandths as f32 / 1000.0),
                        None => None,
                    };
                }
                i8::MIN..0 => low = middle + 1,
                _ => high = middle,
            }
        }
        None
    }

    const fn count() -> usize {
        let (mut at, mut count) = (0, 0);
        while at < ROWS.len() {
            if ROWS[at] != b'#' {
                count += 1;
            }
            at = line_end(at) + 1;
        }
        count
    }

    /// Returns all rows. Stops the compiler if they are not sorted or if one is there twice.
    const fn index() -> [IndexEntry; COUNT] {
        let empty = IndexEntry { filter: (0, 0), name: (0, 0), thousandths: None };
        let (mut rows, mut at, mut count) = ([empty; COUNT], 0, 0);
        while at < ROWS.len() {
            if ROWS[at] != b'#' {
                let filter = column(at, FILTER);
                let name = column(at, NAME);
                rows[count] =
                    IndexEntry { filter, name, thousandths: last_number(column(at, POINTS)) };
                if count > 0 {
                    let (before, row) = (rows[count - 1], rows[count]);
                    let order = match compare_parts(before.filter, row.filter) {
                        0 => compare_parts(before.name, row.name),
                        order => order,
                    };
                    assert!(order < 0, "filters.tsv: sorted by filter and name, each once");
                }
                count += 1;
            }
            at = line_end(at) + 1;
        }
        rows
    }

    const fn line_end(mut at: usize) -> usize {
        while at < ROWS.len() && ROWS[at] != b'\n' {
            at += 1;
        }
        at
    }

    /// Returns the `nth` column of the row that begins at `at`.
    const fn column(mut at: usize, mut nth: usize) -> Part {
        while nth > 0 {
            assert!(ROWS[at] != b'\n', "filters.tsv: eight columns");
            if ROWS[at] == b'\t' {
                nth -= 1;
            }
            at += 1;
        }
        let start = at;
        while ROWS[at] != b'\t' && ROWS[at] != b'\n' {
            at += 1;
        }
        (start, at)
    }

    /// Returns the last number of a column in thousandths; `None` for a column `-`.
    const fn last_number((start, end): Part) -> Option<i32> {
        let (mut at, mut value, mut places, mut digits, mut negative) = (start, 0, None, 0, false);
        while at < end {
            match ROWS[at] {
                b' ' => (value, places, digits, negative) = (0, None, 0, false),
                b'-' => negative = true,
                b'.' => places = Some(0),
                digit @ b'0'..=b'9' => {
                    value = value * 10 + (digit - b'0') as i32;
                    digits += 1;
                    if let Some(places) = &mut places {
                        *places += 1;
                    }
                }
                _ => panic!("filters.tsv: points are numbers"),
            }
            at += 1;
        }
        let mut places = match places {
            Some(places) => places,
            None => 0,
        };
        assert!(places <= 3, "filters.tsv: points have three decimals at most");
        while places < 3 {
            value *= 10;
            places += 1;
        }
        match (digits, negative) {
            (0, _) => None,
            (_, true) => Some(-value),
            (_, false) => Some(value),
        }
    }

    /// Returns a number less than, equal to or more than zero, as the part comes before, equals or
    /// comes after `text`.
    const fn compare(of: &[u8], (start, end): Part, text: &[u8]) -> i8 {
        let mut at = 0;
        while start + at < end && at < text.len() {
            if of[start + at] != text[at] {
                return if of[start + at] < text[at] { -1 } else { 1 };
            }
            at += 1;
        }
        if start + at < end {
            1
        } else if at < text.len() {
            -1
        } else {
            0
        }
    }

    const fn compare_parts(left: Part, right: Part) -> i8 {
        let (_, rest) = ROWS.split_at(right.0);
        let (text, _) = rest.split_at(right.1 - right.0);
        compare(ROWS, left, text)
    }

    /// Returns the names and meanings of the rows that have one, as many bytes as there is room
    /// for, and the number of bytes that all of them take.
    const fn meanings<const N: usize>() -> ([u8; N], usize) {
        let (mut rows, mut length, mut at) = ([0; N], 0, 0);
        while at < ROWS.len() {
            if ROWS[at] != b'#' {
                let (name, meaning) = (column(at, NAME), column(at, MEANING));
                if meaning.0 < meaning.1 {
                    let mut from = name.0;
                    while from <= meaning.1 {
                        if length < N {
                            rows[length] = if from == name.1 { b'\t' } else { ROWS[from] };
                        }
                        length += 1;
                        from = if from == name.1 { meaning.0 } else { from + 1 };
                    }
                }
            }
            at = line_end(at) + 1;
        }
        (rows, length)
    }
}

#[cfg(test)]
mod tests;
