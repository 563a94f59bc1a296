//! The table of fields that filters write.

use crate::data::VERDICTS;
use crate::name_set::{has, set};
use std::sync::OnceLock;

/// How the meaning of a value is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The vendor documents it.
    Documented,
    /// It was read in the filter's public source code.
    Source,
    /// It was inferred from so many mails that hold the field.
    Observed(u32),
    /// It is general knowledge of the format; no vendor and no sample stands behind it.
    Unofficial,
    /// The field is recognised by its name, not interpreted.
    Named,
    /// It was concluded from several values of the same mail.
    Concluded,
}

/// One row of the table.
#[derive(Clone, Copy)]
pub(super) struct VendorField {
    pub(super) name: &'static str,
    pub(super) filter: &'static str,
    /// How the value is read: a word that the parent module matches.
    pub(super) how: &'static str,
    pub(super) basis: Basis,
    /// Two columns, whose meaning depends on `how`.
    pub(super) first: &'static str,
    pub(super) second: &'static str,
}

struct Table {
    /// The rows with a whole name, sorted by name.
    exact: Vec<VendorField>,
    /// The marks of those names, since few fields are a filter's.
    marks: [u64; 32],
    /// The rows whose name is only a beginning, sorted, each after its first bytes; none begins
    /// another.
    heads: Vec<(u64, VendorField)>,
}

/// Returns the first eight bytes of a name as a number that sorts likewise: names mostly differ
/// there.
fn first_bytes(name: &str) -> u64 {
    let mut first = [0; 8];
    for (slot, b) in first.iter_mut().zip(name.bytes()) {
        *slot = b;
    }
    u64::from_be_bytes(first)
}

/// Returns the row of a field with this lower-case name.
pub(super) fn row(name: &str) -> Option<&'static VendorField> {
    static ROWS: OnceLock<Table> = OnceLock::new();
    let table = ROWS.get_or_init(table);
    if has(&table.marks, name)
        && let Ok(at) = table.exact.binary_search_by_key(&name, |row| row.name)
    {
        return table.exact.get(at);
    }
    // Everything that sorts between a beginning and a name begins with it, too.
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
