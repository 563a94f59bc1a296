//! The table of fields that filters write.

use crate::data::VERDICTS;
use crate::name_set::{has, set};
use std::sync::OnceLock;

/// Where the reading of a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The vendor documents it.
    Documented,
    /// Read in the filter's public source code.
    Source,
    /// Inferred from so many mails that hold the field.
    Observed(u32),
    /// General knowledge of the format; no vendor and no sample stands behind it.
    Unofficial,
    /// Recognised by its name, not interpreted.
    Named,
    /// Concluded from several values of the same mail.
    Concluded,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct VendorField {
    pub(super) name: &'static str,
    pub(super) filter: &'static str,
    /// How the value is read: a word of `read_value` in the parent.
    pub(super) how: &'static str,
    pub(super) basis: Basis,
    /// Two columns for the reader.
    pub(super) first: &'static str,
    pub(super) second: &'static str,
}

struct Table {
    /// Sorted by name.
    exact: Vec<VendorField>,
    /// The marks of those names: few fields are a filter's.
    marks: [u64; 32],
    /// Rows whose name is only a beginning, sorted, after its first bytes; none begins another.
    heads: Vec<(u64, VendorField)>,
}

/// The first bytes of a name as a number of the same order: names mostly differ there.
fn first_bytes(name: &str) -> u64 {
    let mut first = [0; 8];
    for (slot, b) in first.iter_mut().zip(name.bytes()) {
        *slot = b;
    }
    u64::from_be_bytes(first)
}

/// The row of a field, its name in lower case.
pub(super) fn row(name: &str) -> Option<&'static VendorField> {
    static ROWS: OnceLock<Table> = OnceLock::new();
    let table = ROWS.get_or_init(table);
    if has(&table.marks, name)
        && let Ok(at) = table.exact.binary_search_by_key(&name, |row| row.name)
    {
        return table.exact.get(at);
    }
    // All that stands between a beginning and a name begins with it too.
    let wanted = first_bytes(name);
    let behind = table
        .heads
        .partition_point(|(first, row)| *first < wanted || (*first == wanted && row.name <= name));
    let (_, row) = table.heads.get(behind.checked_sub(1)?)?;
    name.starts_with(row.name).then_some(row)
}

fn table() -> Table {
    let mut table = Table { exact: Vec::new(), marks: [0; 32], heads: Vec::new() };
    for line in VERDICTS.lines() {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        let name = next();
        let (filter, how, basis) = (next(), next(), next());
        let row =
            VendorField { name, filter, how, basis: of(basis), first: next(), second: next() };
        if let Some(head) = name.strip_suffix('*') {
            table.heads.push((first_bytes(head), VendorField { name: head, ..row }));
        } else {
            set(&mut table.marks, name);
            table.exact.push(row);
        }
    }
    table
}

fn of(word: &str) -> Basis {
    match word {
        "doc" => Basis::Documented,
        "src" => Basis::Source,
        "name" => Basis::Named,
        _ => word.parse().map_or(Basis::Unofficial, Basis::Observed),
    }
}

#[cfg(test)]
pub(super) fn all() -> Vec<VendorField> {
    let table = table();
    table.exact.into_iter().chain(table.heads.into_iter().map(|(_, row)| row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_complete() {
        let table = table();
        assert!(table.exact.is_sorted_by(|a, b| a.name < b.name));
        let heads: Vec<&str> = table.heads.iter().map(|(_, row)| row.name).collect();
        assert!(heads.is_sorted_by(|a, b| a < b && !b.starts_with(a)));
        for line in VERDICTS.lines() {
            let columns: Vec<_> = line.split('\t').collect();
            assert!((4..=6).contains(&columns.len()), "{line}");
            assert!(
                ["doc", "src", "name", "guess"].contains(&columns[3])
                    || columns[3].parse::<u32>().is_ok(),
                "{line}"
            );
            assert_eq!(columns[0], columns[0].to_ascii_lowercase(), "{line}");
        }
    }
}
