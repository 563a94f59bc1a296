//! Two messages compared: by fields and facts, never by lines. What differs only because every
//! message differs is told apart; the rest is ranked by how much public filters look at it.

mod align;
mod digest;
mod experiment;
mod fisher;
mod groups;
mod headers;
mod limits;
mod merge;
mod names;
mod profile;
mod report;
mod report_profile;
mod shape;
mod token;
mod traits;
mod value;

pub use groups::{GroupTally, Groups, SIGNIFICANT, TraitName, TraitReport, compare_groups};
pub use profile::ProfileTally;
pub use report::{
    Aspect, Change, Comparison, Difference, Order, Place, RuleDifference, SideReport, Step,
    Volatile, Which,
};
pub use report_profile::{
    AuthPeriod, ChangeReport, DayReport, LimitCheck, Profile, ReasonReport, Steadiness, ValueReport,
};

use crate::input::Clean;
use crate::inspect::{self, Options};
use crate::order::sort_by_key;
use crate::report::{Args, FieldReport, Report, Sentence};
use crate::rule::Arg;
use crate::span::Span;
use align::Aligned;
use value::{Pair, Value, words};

/// Compares two messages; either may be a bounce, whose returned fields are compared. Where one was
/// refused, it is the left one by custom. Spans are byte offsets into the text of their side.
pub fn compare(left: &str, right: &str, options: &Options) -> Comparison {
    let (clean_left, report_left) = inspect::read(left, options);
    let (clean_right, report_right) = inspect::read(right, options);
    let sides = Sides {
        left: Side { text: &clean_left.text, report: &report_left },
        right: Side { text: &clean_right.text, report: &report_right },
    };
    let mut comparison = sides.compare();
    comparison.left = side(&clean_left, &report_left);
    comparison.right = side(&clean_right, &report_right);
    comparison.verdict = verdict(&comparison);
    comparison.each_span(&mut |which, span| {
        let clean = if which == Which::Left { &clean_left } else { &clean_right };
        *span = clean.map.span(*span);
    });
    comparison.version = env!("CARGO_PKG_VERSION");
    comparison.unit = "bytes";
    comparison
}

/// One message: its repaired text, and the report whose spans point into that.
#[derive(Clone, Copy)]
struct Side<'r> {
    text: &'r str,
    report: &'r Report,
}

struct Sides<'r> {
    left: Side<'r>,
    right: Side<'r>,
}

/// A difference in the making.
struct Entry {
    kind: Change,
    aspects: Vec<Aspect>,
    /// Names of the fields, lower case.
    names: Vec<String>,
    /// Numbers of the fields on the left.
    left: Vec<usize>,
    /// Numbers of the fields on the right.
    right: Vec<usize>,
    volatile: Option<&'static str>,
    /// Whether it is more than what every two messages have.
    counts: bool,
    rules: Vec<RuleDifference>,
}

impl Entry {
    fn at(&self, which: Which) -> &[usize] {
        if which == Which::Left { &self.left } else { &self.right }
    }
}

impl<'r> Side<'r> {
    fn field(self, number: usize) -> Option<&'r FieldReport> {
        self.report.fields.get(number)
    }

    fn value(self, field: &FieldReport) -> Value<'r> {
        let traces = self.report.mailer.traces.as_slice();
        Value { text: self.text, span: field.value_span, traces }
    }

    fn name(self, number: usize) -> String {
        self.field(number).map_or_else(String::new, |field| field.name.to_ascii_lowercase())
    }

    /// `decoded`: as people read it; else as it is written.
    fn place(self, number: usize, decoded: bool) -> Option<Place> {
        let field = self.field(number)?;
        let decoded = field.decoded.as_deref().filter(|_| decoded);
        let shown = decoded.unwrap_or_else(|| field.value_span.of(self.text));
        let mut text = String::new();
        for word in words(shown) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Some(Place { index: number, text, span: field.span })
    }
}

impl Sides<'_> {
    fn of(&self, which: Which) -> Side<'_> {
        if which == Which::Left { self.left } else { self.right }
    }

    fn compare(&self) -> Comparison {
        let fields = |side: Side<'_>| side.report.fields.len();
        if fields(self.left) == 0 || fields(self.right) == 0 {
            return Comparison::default();
        }
        let (left, right) = (self.left, self.right);
        let aligned =
            align::align((left.text, &left.report.fields), (right.text, &right.report.fields));
        let mut entries: Vec<Entry> =
            aligned.pairs.iter().filter_map(|(a, b)| self.pair(*a, *b)).collect();
        let moved = align::moved(&aligned.pairs);
        self.alone(&aligned, &mut entries);
        if !moved.is_empty() {
            entries.push(self.order(&moved));
        }
        self.structure(&mut entries);
        merge::rules(self, &mut entries);
        let names = |side: Side<'_>| side.report.fields.iter().map(|f| f.name.clone()).collect();
        let mut comparison = Comparison {
            order: Order { left: names(left), right: names(right), moved },
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

    /// Two fields of one name.
    fn pair(&self, left: usize, right: usize) -> Option<Entry> {
        let (a, b) = (self.left.field(left)?, self.right.field(right)?);
        let mut pair = Pair::new(self.left.value(a), self.right.value(b));
        let name = a.name.to_ascii_lowercase();
        pair.read(&name);
        let same_name = a.name.eq_ignore_ascii_case(&b.name);
        if same_name && a.name != b.name {
            pair.add("name-case", Some(a.name_span), Some(b.name_span));
        }
        layout(&mut pair, a, b);
        if pair.is_same() && pair.volatile.is_none() {
            return None;
        }
        let Pair { mut aspects, volatile, .. } = pair;
        let counts = !aspects.is_empty();
        if !counts {
            let (x, y) = (self.left.value(a), self.right.value(b));
            let (left, right) = token::changed(x.text, x.span, y.text, y.span);
            aspects.push(Aspect { id: "value", left, right });
        }
        let mut names = vec![name];
        if !same_name {
            names.push(b.name.to_ascii_lowercase());
        }
        sort_by_key(&mut aspects, |aspect| traits::rank(aspect.id) as u64);
        let kind = aspects
            .first()
            .and_then(|aspect| traits::get(aspect.id))
            .map_or(Change::Changed, |(_, row)| row.change);
        let (left, right) = (vec![left], vec![right]);
        Some(Entry { kind, aspects, names, left, right, volatile, counts, rules: Vec::new() })
    }

    /// Fields that one side lacks. Where only one message has travelled, all that the way wrote is
    /// one difference.
    fn alone(&self, aligned: &Aligned, entries: &mut Vec<Entry>) {
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
                let (left, right) = match which {
                    Which::Left => (vec![number], vec![]),
                    Which::Right => (vec![], vec![number]),
                };
                let marks = |numbers: &[usize]| numbers.iter().map(|_| field.span).collect();
                let written_on_the_way =
                    traits::is_trace(&name) || field.author == crate::facts::Author::Receiver;
                let on_the_way = travelled && written_on_the_way;
                let id = if on_the_way { "travelled" } else { traits::of_field(&name) };
                let aspect = Aspect { id, left: marks(&left), right: marks(&right) };
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

    fn order(&self, moved: &[(usize, usize)]) -> Entry {
        let spans = |side: Side<'_>, numbers: Vec<usize>| {
            numbers.into_iter().filter_map(|n| side.field(n)).map(|f| f.name_span).collect()
        };
        let left: Vec<usize> = moved.iter().map(|(left, _)| *left).collect();
        let right: Vec<usize> = moved.iter().map(|(_, right)| *right).collect();
        Entry {
            kind: Change::Moved,
            aspects: vec![Aspect {
                id: "order",
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

    /// The parts of the body, where both bodies were given and Content-Type does not already tell.
    fn structure(&self, entries: &mut Vec<Entry>) {
        let (a, b) = (parts(self.left), parts(self.right));
        let told = entries.iter().any(|entry| {
            entry.counts && entry.aspects.iter().any(|aspect| aspect.id == "content-type")
        });
        if a.is_empty() || b.is_empty() || a == b || told {
            return;
        }
        let aspect = Aspect { id: "structure", left: vec![], right: vec![] };
        let known = |entry: &&mut Entry| {
            entry.counts && entry.names.iter().any(|name| name == "content-type")
        };
        if let Some(entry) = entries.iter_mut().find(known) {
            entry.aspects.push(aspect);
            return;
        }
        let number = |side: Side<'_>| {
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

    fn difference(&self, entry: Entry) -> Difference {
        // How it is written shows only as it is written.
        let about = entry.aspects.first().map_or("", |aspect| aspect.id);
        let decoded = matches!(about, "subject" | "name" | "identity" | "recipients" | "value");
        let place =
            |side: Side<'_>, numbers: &[usize]| side.place(numbers.first().copied()?, decoded);
        let left = place(self.left, &entry.left);
        let right = place(self.right, &entry.right);
        let row = entry.aspects.first().and_then(|aspect| traits::get(aspect.id));
        let sources = row.map_or(&[][..], |(_, row)| row.sources);
        let rank = match (entry.rules.is_empty(), sources.is_empty()) {
            (false, _) => "rule",
            (true, false) => "read",
            _ => "other",
        };
        let field = self.title(&entry);
        let id = match (entry.kind, entry.aspects.first().map(|aspect| aspect.id)) {
            (_, Some("travelled")) => "travelled",
            (_, Some("structure")) => "structure",
            (Change::Added, _) => "added",
            (Change::Missing, _) => "missing",
            (Change::Changed, _) => "changed",
            (Change::Moved, _) => "moved",
            (Change::Respelled, _) => "respelled",
            (Change::Judged, _) => "judged",
        };
        let mut args = Args::from([("field", Arg::Field(field.clone()))]);
        let text = |place: &Option<Place>| {
            Arg::Text(place.as_ref().map_or_else(String::new, |place| place.text.clone()))
        };
        if id == "structure" {
            let list = |side| Arg::List(parts(side).into_iter().map(Arg::Text).collect());
            args.insert("left", list(self.left));
            args.insert("right", list(self.right));
        } else {
            args.insert("left", text(&left));
            args.insert("right", text(&right));
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

    /// The names as written, each once.
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

    fn volatile(&self, entry: &Entry) -> Option<Volatile> {
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

/// Names of fields in the title of one difference.
const NAMES: usize = 8;

/// How the field is laid out, apart from what it says.
fn layout(pair: &mut Pair<'_>, a: &FieldReport, b: &FieldReport) {
    let (left, right) = (pair.left.text, pair.right.text);
    // From the name to the value: blanks, the colon, blanks.
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
    let folds = |text: &str| text.split('\n').skip(1).map(indent).map(str::to_owned).next();
    let differs = match (folds(x), folds(y)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    };
    if differs || (words(x).eq(words(y)) && !same_blanks(x, y)) {
        pair.add("folding", Some(a.value_span), Some(b.value_span));
    }
}

fn indent(line: &str) -> &str {
    let end = line.find(|c| c != ' ' && c != '\t').unwrap_or(line.len());
    line.get(..end).unwrap_or_default()
}

/// Equal but for the kind of line ends.
fn same_blanks(a: &str, b: &str) -> bool {
    a.bytes().filter(|b| *b != b'\r').eq(b.bytes().filter(|b| *b != b'\r'))
}

/// Media types of the parts of a whole message.
fn parts(side: Side<'_>) -> Vec<String> {
    let report = side.report;
    let content_type = report
        .fields
        .iter()
        .find(|field| field.name.eq_ignore_ascii_case("content-type"))
        .map(|field| field.value_span);
    let end = report.fields.last().map_or(0, |field| field.span.end);
    let body = Span::new(end, side.text.len());
    if report.bounce.is_some() || body.trim(side.text).is_empty() {
        return Vec::new();
    }
    crate::bounce::part_kinds(side.text, body, content_type)
}

fn side(clean: &Clean<'_>, report: &Report) -> SideReport {
    let (first, last) = (report.fields.first(), report.fields.last());
    let bytes = first.zip(last).map_or(0, |(first, last)| last.span.end - first.span.start);
    SideReport {
        kind: report.kind,
        returned: report.bounce.as_ref().is_some_and(|bounce| bounce.returned),
        fields: report.fields.len(),
        header_bytes: bytes,
        parts: parts(Side { text: &clean.text, report }),
        weights: report.weights.clone(),
    }
}

fn verdict(comparison: &Comparison) -> Sentence {
    let unread = |side: &SideReport| side.fields == 0;
    let id = match (unread(&comparison.left), unread(&comparison.right)) {
        (true, _) => "left-unread",
        (_, true) => "right-unread",
        _ if !comparison.differences.is_empty() => "differ",
        _ if !comparison.volatile.is_empty() => "alike",
        _ => "same",
    };
    let mut args = Args::new();
    if let Some(first) = comparison.differences.first() {
        args.insert("count", Arg::Count(comparison.differences.len() as u64));
        args.insert("field", Arg::Field(first.field.clone()));
    }
    Sentence { id: id.to_owned(), args }
}

#[cfg(test)]
mod tests;
