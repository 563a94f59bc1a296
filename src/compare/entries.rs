//! The differences, field by field, before they are weighed.

use super::align::Aligned;
use super::comparison::{Aspect, Change, Which};
use super::value::{Pair, words};
use super::{Entry, Inspected, Sides, traits};
use crate::facts::Author;
use crate::order::sort_by_key;
use crate::report::FieldReport;
use crate::span::Span;

impl Sides<'_> {
    /// Compares two fields that correspond. Returns `None` if they do not differ.
    pub(super) fn pair(&self, left: usize, right: usize) -> Option<Entry> {
        let (a, b) = (self.left.field(left)?, self.right.field(right)?);
        let mut pair = Pair::new(self.left.value(a), self.right.value(b));
        let name = a.name.to_ascii_lowercase();
        pair.compare(&name);
        let same_name = a.name.eq_ignore_ascii_case(&b.name);
        if same_name && a.name != b.name {
            pair.add("name-case", Some(a.name_span), Some(b.name_span));
        }
        layout(&mut pair, a, b);
        if pair.is_same() && pair.volatile.is_none() {
            return None;
        }
        let counts = !pair.is_same();
        if !counts {
            pair.add_changed("value", pair.left.span, pair.right.span);
        }
        let Pair { mut aspects, volatile, .. } = pair;
        let mut names = vec![name];
        if !same_name {
            names.push(b.name.to_ascii_lowercase());
        }
        sort_by_key(&mut aspects, |aspect| traits::rank(&aspect.id) as u64);
        let kind = aspects
            .first()
            .and_then(|aspect| traits::get(&aspect.id))
            .map_or(Change::Changed, |(_, row)| row.change);
        let (left, right) = (vec![left], vec![right]);
        Some(Entry { kind, aspects, names, left, right, volatile, counts, rules: Vec::new() })
    }

    /// Adds the fields that one side lacks. If only one message has travelled, everything that was
    /// written on the way is one difference.
    pub(super) fn alone(&self, aligned: &Aligned, entries: &mut Vec<Entry>) {
        let hops = (self.left.report.hops.len(), self.right.report.hops.len());
        let mut way: Option<Entry> = None;
        let lists = [(Which::Left, &aligned.missing), (Which::Right, &aligned.added)];
        for (which, numbers) in lists {
            let side = self.of(which);
            let travelled = if which == Which::Left { hops.1 == 0 } else { hops.0 == 0 };
            let kind = if which == Which::Left { Change::Missing } else { Change::Added };
            for &number in numbers {
                let Some(field) = side.field(number) else { continue };
                let name = field.name.to_ascii_lowercase();
                let (left, right) = which.only(vec![number]);
                let written_on_the_way =
                    traits::is_trace(&name) || field.author == Author::Receiver;
                let on_the_way = travelled && written_on_the_way;
                let id = if on_the_way { "travelled" } else { traits::of_field(&name) };
                let marks = which.only(vec![field.span]);
                let aspect = Aspect { id: id.into(), left: marks.0, right: marks.1 };
                if let Some(way) = way.as_mut().filter(|_| on_the_way) {
                    way.left.extend(left);
                    way.right.extend(right);
                    way.names.push(name);
                    continue;
                }
                let entry = Entry {
                    kind,
                    aspects: vec![aspect],
                    names: vec![name],
                    left,
                    right,
                    volatile: None,
                    counts: true,
                    rules: Vec::new(),
                };
                if on_the_way {
                    way = Some(entry);
                } else {
                    entries.push(entry);
                }
            }
        }
        entries.extend(way);
    }

    pub(super) fn order(&self, moved: &[(usize, usize)]) -> Entry {
        let spans = |side: Inspected<'_>, numbers: Vec<usize>| {
            numbers.into_iter().filter_map(|n| side.field(n)).map(|f| f.name_span).collect()
        };
        let left: Vec<usize> = moved.iter().map(|(left, _)| *left).collect();
        let right: Vec<usize> = moved.iter().map(|(_, right)| *right).collect();
        Entry {
            kind: Change::Moved,
            aspects: vec![Aspect {
                id: "order".into(),
                left: spans(self.left, left.clone()),
                right: spans(self.right, right.clone()),
            }],
            names: left.iter().map(|n| self.left.name(*n)).collect(),
            left,
            right,
            volatile: None,
            counts: true,
            rules: Vec::new(),
        }
    }

    /// Adds a difference between the parts of the bodies, if both bodies were given and
    /// Content-Type does not tell it already.
    pub(super) fn structure(&self, entries: &mut Vec<Entry>) {
        let (a, b) = (self.left.parts, self.right.parts);
        let told = entries.iter().any(|entry| {
            entry.counts && entry.aspects.iter().any(|aspect| aspect.id == "content-type")
        });
        if a.is_empty() || b.is_empty() || a == b || told {
            return;
        }
        let aspect = Aspect { id: "structure".into(), left: vec![], right: vec![] };
        let known = |entry: &&mut Entry| {
            entry.counts && entry.names.iter().any(|name| name == "content-type")
        };
        if let Some(entry) = entries.iter_mut().find(known) {
            entry.aspects.push(aspect);
            return;
        }
        let number = |side: Inspected<'_>| {
            side.report.fields.iter().position(|f| f.name.eq_ignore_ascii_case("content-type"))
        };
        entries.push(Entry {
            kind: Change::Changed,
            aspects: vec![aspect],
            names: vec!["content-type".to_owned()],
            left: number(self.left).into_iter().collect(),
            right: number(self.right).into_iter().collect(),
            volatile: None,
            counts: true,
            rules: Vec::new(),
        });
    }
}

/// Compares how the fields are laid out, apart from what they say.
fn layout(pair: &mut Pair<'_>, a: &FieldReport, b: &FieldReport) {
    let (left, right) = (pair.left.text, pair.right.text);
    // What stands between name and value: spaces, the colon, spaces.
    let head = |text, field: &FieldReport| {
        Span::new(field.name_span.end, field.value_span.start).of(text).split_once(':')
    };
    if let (Some((gap, blank)), Some((other_gap, other_blank))) = (head(left, a), head(right, b)) {
        let between = |f: &FieldReport| Some(Span::new(f.name_span.end, f.value_span.start));
        if gap != other_gap {
            pair.add("blank-before-colon", between(a), between(b));
        }
        if !a.value_span.is_empty() && !b.value_span.is_empty() && !same_blanks(blank, other_blank)
        {
            pair.add("blank-after-colon", between(a), between(b));
        }
    }
    let (x, y) = (a.value_span.of(left), b.value_span.of(right));
    let differs = matches!((indent(x), indent(y)), (Some(a), Some(b)) if a != b);
    if differs || (words(x).eq(words(y)) && !same_blanks(x, y)) {
        pair.add("folding", Some(a.value_span), Some(b.value_span));
    }
}

/// Returns the white space that the first folded line begins with, or `None` without one.
fn indent(text: &str) -> Option<&str> {
    let (_, folded) = text.split_once('\n')?;
    let end = folded.find(|c| c != ' ' && c != '\t').unwrap_or(folded.len());
    folded.get(..end)
}

/// Returns `true` if the texts are equal but for the kind of line ends.
fn same_blanks(a: &str, b: &str) -> bool {
    a.bytes().filter(|b| *b != b'\r').eq(b.bytes().filter(|b| *b != b'\r'))
}
