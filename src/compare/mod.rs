//! Compares two messages by fields and facts, never by lines. What differs only because any two
//! messages differ is kept apart; the rest is ranked by how much public filters look at it.

mod align;
mod collect;
mod comparison;
mod digest;
mod entries;
mod experiment;
mod field;
mod fisher;
mod groups;
mod headers;
mod limits;
mod merge;
mod names;
mod present;
mod profile;
mod report_profile;
mod sent;
mod shape;
mod split;
mod token;
mod traits;
mod value;

pub use collect::{Collected, Collector, Fate, FileReport, Problem};
pub use comparison::{
    Aspect, Change, Compared, Comparison, Difference, Order, Place, Rank, RuleDifference,
    SideReport, Step, StepKind, Volatile, VolatileReason, Which,
};
pub use groups::{GroupTally, Groups, SIGNIFICANT, TraitName, TraitReport, compare_groups};
pub use profile::ProfileTally;
pub use report_profile::{
    AuthPeriod, ChangeReport, DayReport, LimitCheck, Measure, Profile, ProfileUnseen, ReasonReport,
    Steadiness, SteadyRole, ValueReport,
};
#[cfg(test)]
pub(crate) use traits::trait_sources;

use crate::arg::Arg;
use crate::inspect;
use crate::message::Message;
use crate::options::Options;
use crate::order::sort_by_key;
use crate::report::{Args, FieldReport, Report, Sentence};
use crate::span::Span;
use value::{Value, one_line};

/// Compares two messages. Either may be a bounce, whose returned fields are then compared. If one
/// of them was refused, it is given as the left one by convention.
///
/// Spans are byte offsets into the text of their side.
pub fn compare(left: &str, right: &str, options: &Options) -> Comparison {
    compare_inspected(left, right, options).comparison
}

/// Compares two messages, and also returns the report on each of them: both are inspected anyway.
pub fn compare_inspected(left: &str, right: &str, options: &Options) -> Compared {
    let read_left = inspect::read_text(left, options);
    let read_right = inspect::read_text(right, options);
    let parts_left = parts(&read_left.clean.text, &read_left.report);
    let parts_right = parts(&read_right.clean.text, &read_right.report);
    let sides = Sides {
        left: Inspected {
            text: &read_left.clean.text,
            report: &read_left.report,
            parts: &parts_left,
        },
        right: Inspected {
            text: &read_right.clean.text,
            report: &read_right.report,
            parts: &parts_right,
        },
    };
    let mut comparison = sides.compare();
    comparison.left = sides.left.report();
    comparison.right = sides.right.report();
    comparison.verdict = verdict(&comparison);
    comparison.each_span(&mut |which, span| {
        let read = if which == Which::Left { &read_left } else { &read_right };
        *span = read.clean.map.span(*span);
    });
    comparison.version = env!("CARGO_PKG_VERSION").into();
    Compared {
        comparison,
        left: inspect::finish(read_left, left, Vec::new(), options),
        right: inspect::finish(read_right, right, Vec::new(), options),
    }
}

/// One message: its repaired text, and the report whose spans point into it.
#[derive(Clone, Copy)]
struct Inspected<'r> {
    text: &'r str,
    report: &'r Report,
    /// The media types of the parts of its body.
    parts: &'r [String],
}

struct Sides<'r> {
    left: Inspected<'r>,
    right: Inspected<'r>,
}

/// A difference in the making.
struct Entry {
    kind: Change,
    aspects: Vec<Aspect>,
    /// The names of the fields, in lower case.
    names: Vec<String>,
    /// The indices of the fields on the left.
    left: Vec<usize>,
    /// The indices of the fields on the right.
    right: Vec<usize>,
    volatile: Option<VolatileReason>,
    /// Whether it is more than what any two messages differ in.
    counts: bool,
    rules: Vec<RuleDifference>,
}

impl Entry {
    fn at(&self, which: Which) -> &[usize] {
        if which == Which::Left { &self.left } else { &self.right }
    }
}

impl<'r> Inspected<'r> {
    fn field(self, number: usize) -> Option<&'r FieldReport> {
        self.report.fields.get(number)
    }

    fn value(self, field: &FieldReport) -> Value<'r> {
        let Report { fields, mailer, .. } = self.report;
        Value { text: self.text, span: field.value_span, fields, traces: &mailer.traces }
    }

    fn name(self, number: usize) -> String {
        self.field(number).map_or_else(String::new, |field| field.name.to_ascii_lowercase())
    }

    fn report(self) -> SideReport {
        let report = self.report;
        SideReport {
            kind: report.kind,
            returned: report.bounce.as_ref().is_some_and(|bounce| bounce.returned),
            fields: report.fields.len(),
            header_bytes: header_bytes(report),
            parts: self.parts.to_vec(),
            weights: report.weights.clone(),
        }
    }

    /// Returns a field with its value on one line: as people read it if `decoded`, otherwise as it
    /// is written. `None` if there is no such field.
    fn place(self, number: usize, decoded: bool) -> Option<Place> {
        let field = self.field(number)?;
        let decoded = field.decoded.as_deref().filter(|_| decoded);
        let shown = decoded.unwrap_or_else(|| field.value_span.of(self.text));
        Some(Place { index: number, text: one_line(shown), span: field.span })
    }
}

impl Sides<'_> {
    fn of(&self, which: Which) -> Inspected<'_> {
        if which == Which::Left { self.left } else { self.right }
    }

    fn compare(&self) -> Comparison {
        let fields = |side: Inspected<'_>| side.report.fields.len();
        if fields(self.left) == 0 || fields(self.right) == 0 {
            return Comparison::default();
        }
        let (left, right) = (self.left, self.right);
        let aligned =
            align::align((left.text, &left.report.fields), (right.text, &right.report.fields));
        let mut entries: Vec<Entry> =
            aligned.pairs.iter().filter_map(|(a, b)| self.pair(*a, *b)).collect();
        let moved = align::moved(&aligned.pairs, left.text > right.text);
        self.alone(&aligned, &mut entries);
        if !moved.is_empty() {
            entries.push(self.order(&moved));
        }
        self.structure(&mut entries);
        merge::rules(self, &mut entries);
        let names =
            |side: Inspected<'_>| side.report.fields.iter().map(|f| f.name.clone()).collect();
        let mut comparison = Comparison {
            order: Order { left: names(left), right: names(right), pairs: aligned.pairs, moved },
            ..Comparison::default()
        };
        for entry in entries {
            if entry.counts {
                comparison.differences.push(self.difference(entry));
            } else {
                comparison.volatile.extend(self.volatile(&entry));
            }
        }
        sort_by_key(&mut comparison.differences, merge::weigh);
        comparison.experiment = experiment::plan(&comparison.differences);
        comparison
    }
}

/// Returns the number of bytes from the first field to the end of the last.
fn header_bytes(report: &Report) -> usize {
    let (first, last) = (report.fields.first(), report.fields.last());
    first.zip(last).map_or(0, |(first, last)| last.span.end - first.span.start)
}

/// Returns the media types of the parts of a whole message; empty for a bounce or without a body.
fn parts(text: &str, report: &Report) -> Vec<String> {
    let Some(first) = report.fields.first().filter(|_| report.bounce.is_none()) else {
        return Vec::new();
    };
    let span = Span::new(first.span.start, text.len());
    let message = Message::parse(text, span, Options::default().max_fields);
    match message.body_start.and_then(|start| text.get(start..)) {
        Some(body) if !body.trim().is_empty() => crate::bounce::part_kinds(text, &message),
        _ => Vec::new(),
    }
}

fn verdict(comparison: &Comparison) -> Sentence {
    let unread = |side: &SideReport| side.fields == 0;
    let id = match (unread(&comparison.left), unread(&comparison.right)) {
        (true, _) => "left-unread",
        (_, true) => "right-unread",
        _ if comparison.differences.first().is_some_and(|first| first.says.id == "rule") => {
            "differ-rule"
        }
        _ if !comparison.differences.is_empty() => "differ",
        _ if !comparison.volatile.is_empty() => "alike",
        _ => "same",
    };
    let mut args = Args::new();
    if let Some(first) = comparison.differences.first() {
        args.insert("count", Arg::Count(comparison.differences.len() as u64));
        match first.says.args.get("rule") {
            Some(rule) => args.insert("rule", rule.clone()),
            None => args.insert("field", Arg::Field(first.field.clone())),
        }
    }
    Sentence { id: id.to_owned(), args }
}

#[cfg(test)]
mod tests;
