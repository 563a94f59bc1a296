//! The ordered fields of one message.

use crate::order::order;
use crate::span::Span;
use crate::syntax::field::{self, LineKind, RawField};
use std::cmp::Ordering;

/// One header block with its fields, over the text that its spans point into.
#[derive(Debug)]
pub struct Message<'t> {
    /// The whole text.
    pub text: &'t str,
    /// Fields and stray lines in order, as split.
    pub lines: Vec<RawField>,
    /// The header block.
    pub span: Span,
    /// Where its body begins.
    pub body_start: Option<usize>,
    /// Whether splitting stopped at the limit of fields.
    pub cut: bool,
    /// Indexes into `lines`, sorted by name in any case, then by place.
    by_name: Vec<usize>,
    /// The [`bit`] of every name: most of those that are asked for are not there.
    bits: u128,
}

/// One field, as rules and facts see it.
#[derive(Clone, Copy, Debug)]
pub struct Field<'m> {
    /// The whole text.
    pub text: &'m str,
    /// Its place in [`Message::lines`], which is also its number in the report.
    pub index: usize,
    /// The split line.
    pub raw: &'m RawField,
}

impl<'m> Field<'m> {
    /// The name as written.
    pub fn name(&self) -> &'m str {
        self.raw.name.of(self.text)
    }

    /// Where the value stands, without white space around.
    pub fn value(&self) -> Span {
        self.raw.body.trim(self.text)
    }

    /// The value as written, without white space around; may hold folding.
    pub fn value_text(&self) -> &'m str {
        self.value().of(self.text)
    }

    /// The whole field without its last line end.
    pub fn span(&self) -> Span {
        Span::new(self.raw.span.start, self.raw.body.end)
    }
}

impl<'t> Message<'t> {
    /// Splits the header block that begins `text[span]`.
    pub fn read(text: &'t str, span: Span, max_fields: usize) -> Self {
        let block = field::split(text, span, max_fields);
        let named: Vec<(&str, usize)> = block
            .fields
            .iter()
            .enumerate()
            .filter(|(_, line)| line.kind == LineKind::Field)
            .map(|(index, line)| (line.name.of(text), index))
            .collect();
        let name = |at: usize| named.get(at).map_or("", |(name, _)| *name);
        let by_name = order(named.len(), &|a, b| compare(name(a), name(b)))
            .into_iter()
            .filter_map(|at| named.get(at).map(|(_, index)| *index))
            .collect();
        let bits = named.iter().fold(0, |bits, (name, _)| bits | bit(name));
        Self {
            text,
            lines: block.fields,
            span: block.span,
            body_start: block.body_start,
            cut: block.cut,
            by_name,
            bits,
        }
    }

    /// All fields in order; stray lines left out.
    pub fn fields(&self) -> impl Iterator<Item = Field<'_>> {
        self.lines
            .iter()
            .enumerate()
            .filter(|(_, raw)| raw.kind == LineKind::Field)
            .map(|(index, raw)| Field { text: self.text, index, raw })
    }

    /// All fields of a name (given in lower case), in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = Field<'_>> {
        self.named(name).iter().filter_map(|&index| self.field(index))
    }

    fn named(&self, name: &str) -> &[usize] {
        if self.bits & bit(name) == 0 {
            return &[];
        }
        let order = |index: usize| self.field(index).map(|field| compare(field.name(), name));
        let from = self.by_name.partition_point(|&index| order(index) == Some(Ordering::Less));
        let rest = self.by_name.get(from..).unwrap_or_default();
        let end = rest.partition_point(|&index| order(index) == Some(Ordering::Equal));
        rest.get(..end).unwrap_or_default()
    }

    /// The first (topmost) field of a name given in lower case.
    pub fn first(&self, name: &str) -> Option<Field<'_>> {
        self.all(name).next()
    }

    /// Whether a field of that name (lower case) is there.
    pub fn has(&self, name: &str) -> bool {
        !self.named(name).is_empty()
    }

    /// How many distinct and repeated fields of that name (lower case) there are.
    pub fn count(&self, name: &str) -> usize {
        self.named(name).len()
    }

    /// The field at a place of [`Message::lines`].
    pub fn field(&self, index: usize) -> Option<Field<'_>> {
        let raw = self.lines.get(index).filter(|raw| raw.kind == LineKind::Field)?;
        Some(Field { text: self.text, index, raw })
    }
}

/// Compares as if both were in lower case.
fn compare(a: &str, b: &str) -> Ordering {
    a.bytes().map(|b| b.to_ascii_lowercase()).cmp(b.bytes().map(|b| b.to_ascii_lowercase()))
}

/// A name, in any case, as one of the bits of a set.
fn bit(name: &str) -> u128 {
    let bytes = name.as_bytes();
    let letter = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(byte.to_ascii_lowercase()));
    1 << ((3 * letter(bytes.first()) + 7 * letter(bytes.last()) + 13 * bytes.len()) % 128)
}
