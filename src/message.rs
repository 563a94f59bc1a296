//! The ordered fields of one message.

use crate::span::Span;
use crate::syntax::field::{self, LineKind, RawField};

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
    /// Indexes into `lines`, sorted by lower-case name, then by place.
    by_name: Vec<(String, usize)>,
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
        let mut by_name: Vec<(String, usize)> = block
            .fields
            .iter()
            .enumerate()
            .filter(|(_, line)| line.kind == LineKind::Field)
            .map(|(index, line)| (line.name.of(text).to_ascii_lowercase(), index))
            .collect();
        by_name.sort();
        Self {
            text,
            lines: block.fields,
            span: block.span,
            body_start: block.body_start,
            cut: block.cut,
            by_name,
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
        let from = self.by_name.partition_point(|(n, _)| n.as_str() < name);
        let name = name.to_owned();
        self.by_name
            .iter()
            .skip(from)
            .take_while(move |(n, _)| *n == name)
            .filter_map(|&(_, index)| self.field(index))
    }

    /// The first (topmost) field of a name given in lower case.
    pub fn first(&self, name: &str) -> Option<Field<'_>> {
        self.all(name).next()
    }

    /// Whether a field of that name (lower case) is there.
    pub fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// How many distinct and repeated fields of that name (lower case) there are.
    pub fn count(&self, name: &str) -> usize {
        self.all(name).count()
    }

    /// The field at a place of [`Message::lines`].
    pub fn field(&self, index: usize) -> Option<Field<'_>> {
        let raw = self.lines.get(index).filter(|raw| raw.kind == LineKind::Field)?;
        Some(Field { text: self.text, index, raw })
    }
}
