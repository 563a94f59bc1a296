//! The table of programs: what each calls itself, and the shapes of its ids and boundaries.

use super::Program;
use super::pattern::fits;
use crate::data::MAILERS;
use std::sync::OnceLock;

/// One row, its patterns split but not compiled.
pub(super) struct ProgramPatterns {
    pub(super) program: Program,
    /// Whether a server or a service makes the program's ids.
    pub(super) server: bool,
    claims: Vec<&'static str>,
    ids: Vec<&'static str>,
    boundaries: Vec<&'static str>,
    /// The letters of fields in order, as `order` reads them.
    pub(super) orders: Vec<&'static str>,
}

/// The column of shapes in which a trace is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Id,
    Boundary,
}

impl ProgramPatterns {
    fn shapes(&self, shape: Shape) -> &[&'static str] {
        match shape {
            Shape::Id => &self.ids,
            Shape::Boundary => &self.boundaries,
        }
    }

    /// Whether a value has a shape of the program; `None` if no shape is known.
    pub(super) fn fits(&self, shape: Shape, value: &str) -> Option<bool> {
        let patterns = self.shapes(shape);
        (!patterns.is_empty())
            .then(|| patterns.iter().any(|p| fits(p.strip_prefix('?').unwrap_or(p), value)))
    }

    /// Returns the pattern by which this value identifies the program, if any.
    #[cfg(test)]
    pub(super) fn told_by(&self, shape: Shape, value: &str) -> Option<&'static str> {
        let mut telling = self.shapes(shape).iter().filter(|p| !p.starts_with('?'));
        telling.find(|p| fits(p, value)).copied()
    }

    /// Whether the value of X-Mailer or User-Agent names the program.
    pub(super) fn named_by(&self, claim: &str) -> bool {
        self.claims.iter().any(|p| fits(p, claim))
    }
}

/// Returns all rows, specific ones first.
pub(super) fn rows() -> &'static [ProgramPatterns] {
    static ROWS: OnceLock<Vec<ProgramPatterns>> = OnceLock::new();
    ROWS.get_or_init(|| MAILERS.lines().map(row).collect())
}

/// Returns the programs that a value identifies, each with the pattern that matched.
pub(super) fn told_by(shape: Shape, value: &str) -> Vec<(&'static ProgramPatterns, &'static str)> {
    type Telling = Vec<(&'static ProgramPatterns, &'static str)>;
    static TELLING: [OnceLock<Telling>; 2] = [const { OnceLock::new() }; 2];
    let [ids, boundaries] = &TELLING;
    let telling = if shape == Shape::Id { ids } else { boundaries }.get_or_init(|| {
        let rows = rows().iter();
        rows.flat_map(|row| row.shapes(shape).iter().map(move |pattern| (row, *pattern)))
            .filter(|(_, pattern)| !pattern.starts_with('?'))
            .collect()
    });
    let mut told: Vec<(&'static ProgramPatterns, &'static str)> = Vec::new();
    for (row, pattern) in telling {
        let known = told.last().is_some_and(|(last, _)| std::ptr::eq(*last, *row));
        if !known && fits(pattern, value) {
            told.push((row, pattern));
        }
    }
    told
}

pub(super) fn by_id(id: &str) -> Option<&'static ProgramPatterns> {
    rows().iter().find(|row| row.program.id == id)
}

fn row(line: &'static str) -> ProgramPatterns {
    let mut columns = line.split('\t');
    let mut next = || columns.next().unwrap_or_default();
    let (id, name, kind, flags) = (next(), next(), next(), next());
    let mut parted = || next().split('|').filter(|part| !part.is_empty()).collect();
    ProgramPatterns {
        program: Program { id, name, kind, legacy: flags.contains('l') },
        server: flags.contains('s'),
        claims: parted(),
        ids: parted(),
        boundaries: parted(),
        orders: parted(),
    }
}
