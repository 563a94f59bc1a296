//! Turns a difference into the form in which it is reported.

use super::comparison::{Change, Difference, Place, Rank, Volatile};
use super::{Entry, Inspected, Sides, traits};
use crate::arg::Arg;
use crate::report::{Args, Sentence};

/// The largest number of field names in the title of one difference.
const NAMES: usize = 8;

/// Returns the value on one side, for a sentence.
pub(super) fn text(place: Option<&Place>) -> Arg {
    Arg::Text(place.map_or_else(String::new, |place| place.text.clone()))
}

impl Sides<'_> {
    pub(super) fn difference(&self, entry: Entry) -> Difference {
        // How a value is written only shows as it is written.
        let about = entry.aspects.first().map_or("", |aspect| &*aspect.id);
        let decoded = matches!(about, "subject" | "name" | "identity" | "recipients" | "value");
        let place =
            |side: Inspected<'_>, numbers: &[usize]| side.place(numbers.first().copied()?, decoded);
        let left = place(self.left, &entry.left);
        let right = place(self.right, &entry.right);
        let row = entry.aspects.first().and_then(|aspect| traits::get(&aspect.id));
        let sources = row.map_or(&[][..], |(_, row)| row.sources);
        let rank = match (entry.rules.is_empty(), sources.is_empty()) {
            (false, _) => Rank::Rule,
            (true, false) => Rank::Read,
            _ => Rank::Other,
        };
        let field = self.title(&entry);
        let id = match (entry.kind, entry.aspects.first().map(|aspect| &*aspect.id)) {
            (_, Some("travelled")) => "travelled",
            (_, Some("structure")) => "structure",
            (Change::Added, _) => "added",
            (Change::Missing, _) => "missing",
            (Change::Changed, _) => "changed",
            (Change::Moved, _) => "moved",
            (Change::Respelled, _) => "respelled",
            // A rule about something that is missing has no field.
            (Change::Judged, _) if field.is_empty() => "rule",
            (Change::Judged, _) => "judged",
        };
        let mut args = Args::new();
        if let (true, Some(first)) = (id == "rule", entry.rules.first()) {
            args.insert("rule", Arg::Word(format!("rule.{}.title", first.rule)));
        } else {
            args.insert("field", Arg::Field(field.clone()));
        }
        if id == "structure" {
            let list = |side: Inspected<'_>| {
                Arg::List(side.parts.iter().cloned().map(Arg::Text).collect())
            };
            args.insert("left", list(self.left));
            args.insert("right", list(self.right));
        } else if id != "rule" {
            args.insert("left", text(left.as_ref()));
            args.insert("right", text(right.as_ref()));
        }
        Difference {
            field,
            kind: entry.kind,
            aspects: entry.aspects,
            rank,
            says: Sentence { id: id.to_owned(), args },
            left,
            right,
            rules: entry.rules,
            sources: sources.iter().map(Into::into).collect(),
        }
    }

    /// Returns the names of the fields as they are written, each once.
    fn title(&self, entry: &Entry) -> String {
        let left = entry.left.iter().filter_map(|n| self.left.field(*n));
        let right = entry.right.iter().filter_map(|n| self.right.field(*n));
        let mut names: Vec<&str> = Vec::new();
        for field in left.chain(right) {
            let known = names.iter().any(|name| name.eq_ignore_ascii_case(&field.name));
            if !known && names.len() < NAMES {
                names.push(&field.name);
            }
        }
        names.join(", ")
    }

    pub(super) fn volatile(&self, entry: &Entry) -> Option<Volatile> {
        let left = self.left.place(*entry.left.first()?, false)?;
        let right = self.right.place(*entry.right.first()?, false)?;
        Some(Volatile {
            field: self.title(entry),
            reason: entry.volatile?,
            left,
            right,
            tokens: entry.aspects.first()?.clone(),
        })
    }
}
