//! The fields that the sender's side wrote, and findings over several of them.

use crate::facts::{Author, Facts};
use crate::message::Field;
use crate::rule::{Arg, Found};
use crate::span::Span;

/// The most places that one finding marks.
const PLACES: usize = 50;

/// Returns the name of the field at that index, as written.
pub(crate) fn field_name(facts: &Facts<'_>, number: usize) -> Arg {
    Arg::Field(facts.message.field(number).map_or("", |field| field.name()).to_owned())
}

/// Reports one finding for all these fields, with their names and number.
pub(crate) fn together(
    found: &mut Found<'_>,
    fields: &[Field<'_>],
    mark: &dyn Fn(&Field<'_>) -> Span,
) {
    let Some((first, others)) = fields.split_first() else { return };
    let finding = found.at(mark(first));
    for field in others.iter().take(PLACES) {
        finding.and(mark(field));
    }
    let mut names: Vec<&str> = Vec::new();
    for field in fields {
        if names.len() < 8 && !names.contains(&field.name()) {
            names.push(field.name());
        }
    }
    let names = names.into_iter().map(|name| Arg::Field(name.to_owned())).collect();
    finding.with("fields", Arg::List(names)).count("count", fields.len());
}

/// Returns the fields of these names that the receiver did not add itself.
pub(crate) fn written<'f>(
    facts: &'f Facts<'_>,
    names: &'static [&'static str],
) -> impl Iterator<Item = Field<'f>> {
    names
        .iter()
        .flat_map(|name| facts.message.all(name))
        .filter(|field| facts.boundary.author(field.index) != Author::Receiver)
}
