//! The ordered fields of one message.

use crate::name_set::mark;
use crate::order::order;
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
    /// The names in lower case, one after another: every rule and fact asks for fields by name.
    lower: String,
    /// Where each line's name stands in them.
    lower_spans: Vec<Span>,
    /// Indexes into `lines`, sorted by mark, then by name in lower case, then by place.
    by_name: Vec<usize>,
    /// Where the names of each mark begin in that, and the end: most names that are asked for are not
    /// there.
    marks: Box<[u32; MARKS + 1]>,
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
    /// The name in lower case.
    pub lower: &'m str,
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
    pub fn parse(text: &'t str, span: Span, max_fields: usize) -> Self {
        let block = field::split(text, span, max_fields);
        let mut lower = String::with_capacity(block.fields.iter().map(|l| l.name.len()).sum());
        let lower_spans: Vec<Span> = block
            .fields
            .iter()
            .map(|line| {
                lower.push_str(line.name.of(text));
                Span::new(lower.len() - line.name.len(), lower.len())
            })
            .collect();
        lower.make_ascii_lowercase();
        let named: Vec<(usize, &str, usize)> = block
            .fields
            .iter()
            .zip(&lower_spans)
            .enumerate()
            .filter(|(_, (line, _))| line.kind == LineKind::Field)
            .map(|(index, (_, name))| (mark(name.of(&lower)) % MARKS, name.of(&lower), index))
            .collect();
        let mut marks = Box::new([0; MARKS + 1]);
        for (mark, ..) in &named {
            if let Some(count) = marks.get_mut(mark + 1) {
                *count += 1;
            }
        }
        let mut end = 0;
        for start in marks.iter_mut() {
            end += *start;
            *start = end;
        }
        let name = |at: usize| named.get(at).map(|(mark, name, _)| (*mark, *name));
        let by_name = order(named.len(), &|a, b| name(a).cmp(&name(b)))
            .into_iter()
            .filter_map(|at| named.get(at).map(|(_, _, index)| *index))
            .collect();
        Self {
            text,
            lines: block.fields,
            span: block.span,
            body_start: block.body_start,
            cut: block.cut,
            lower,
            lower_spans,
            by_name,
            marks,
        }
    }

    /// All fields in order; stray lines left out.
    pub fn fields(&self) -> impl Iterator<Item = Field<'_>> {
        self.lines
            .iter()
            .enumerate()
            .filter(|(_, raw)| raw.kind == LineKind::Field)
            .map(|(index, raw)| Field { text: self.text, index, raw, lower: self.lower(index) })
    }

    /// All fields of a name (given in lower case), in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = Field<'_>> {
        self.named(name).iter().filter_map(|&index| self.field(index))
    }

    #[inline]
    fn named(&self, name: &str) -> &[usize] {
        let mark = mark(name) % MARKS;
        match (self.marks.get(mark), self.marks.get(mark + 1)) {
            (Some(start), Some(end)) if start < end => {
                let same = self.by_name.get(*start as usize..*end as usize);
                self.search(name, same.unwrap_or_default())
            }
            _ => &[],
        }
    }

    /// The fields of the name among those of its mark: nearly always all or none.
    #[inline(never)]
    fn search<'m>(&'m self, name: &str, same: &'m [usize]) -> &'m [usize] {
        let is = |index: Option<&usize>| index.is_some_and(|index| self.lower(*index) == name);
        if is(same.first()) && is(same.last()) {
            return same;
        }
        let from = same.partition_point(|index| self.lower(*index) < name);
        let rest = same.get(from..).unwrap_or_default();
        if !is(rest.first()) {
            return &[];
        }
        let end = rest.partition_point(|index| self.lower(*index) == name);
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
        Some(Field { text: self.text, index, raw, lower: self.lower(index) })
    }

    /// The name of a line in lower case.
    fn lower(&self, index: usize) -> &str {
        self.lower_spans.get(index).map_or("", |span| span.of(&self.lower))
    }
}

/// Different marks of names.
const MARKS: usize = 256;
