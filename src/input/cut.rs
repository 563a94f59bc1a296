//! An end that is missing: told, not undone.

use super::draft::Draft;
use super::lines::Lines;
use super::scope::says;
use super::{Repair, RepairKind, Undone};
use crate::bytes::holds;
use crate::span::Span;
use crate::syntax::field::{self, LineKind};
use crate::syntax::mime;

/// Fields that are looked at for the delimiter.
const FIELDS: usize = 2_000;

/// A multipart body that has begun and does not end.
pub(super) fn note(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let delimiter = holds(text, "\n--") || holds(text, "\r--");
    if !delimiter || (!text.contains("boundary") && !says(text, &["boundary"])) {
        return None;
    }
    let block = draft.block()?;
    let header = field::split(text, Span::new(block.start, text.len()), FIELDS);
    let body = Span::new(header.body_start?, text.len());
    let mut fields = header.fields.iter().filter(|line| line.kind == LineKind::Field);
    let kind = fields.find(|f| f.name.of(text).eq_ignore_ascii_case("content-type"))?;
    let value = mime::parse(text, kind.body.trim(text), true);
    let boundary = value.parameter(text, "boundary").filter(|b| !b.value.is_empty())?;
    if !value.kind.starts_with("multipart/") {
        return None;
    }
    let (mut begun, mut ended, mut last) = (false, false, Span::empty(body.start));
    for line in Lines::new(text, body) {
        let words = line.span.of(text).trim_end();
        if let Some(rest) = words.strip_prefix("--").and_then(|w| w.strip_prefix(&*boundary.value))
        {
            begun |= rest.is_empty();
            ended |= rest == "--";
        }
        if !words.is_empty() {
            last = line.span;
        }
    }
    (begun && !ended).then(|| Undone::noted(Repair::new(RepairKind::CutEnd, 1, map.span(last))))
}
