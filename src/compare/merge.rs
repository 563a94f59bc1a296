//! One cause, one difference: a rule that fires on one side only goes to the field that made it
//! fire.

use super::comparison::{Aspect, Change, Difference, Rank, RuleDifference, Which};
use super::{Entry, Sides};
use crate::arg::Arg;
use crate::report::{FieldReport, FindingReport, Report};
use crate::span::Span;

/// The fields that the rules of a family look at, besides the place that they mark.
const LOOKS_AT: &[(&str, &[&str])] = &[
    (
        "mailer",
        &["x-mailer", "user-agent", "x-newsreader", "x-mimeole", "message-id", "content-type"],
    ),
    ("message-id-clock", &["message-id", "date", "x-mailer"]),
    ("message-id", &["message-id", "from", "x-mailer"]),
    ("clock", &["message-id", "date", "content-type"]),
    ("boundary", &["content-type", "x-mailer"]),
    ("dkim", &["dkim-signature", "authentication-results"]),
    ("spf", &["authentication-results", "received-spf", "return-path"]),
    ("dmarc", &["authentication-results", "from"]),
    ("compauth", &["authentication-results"]),
    ("auth", &["authentication-results", "dkim-signature", "received-spf"]),
    ("aligned", &["authentication-results", "dkim-signature", "from", "return-path"]),
    ("from-not-aligned", &["authentication-results", "dkim-signature", "from", "return-path"]),
    ("freemail", &["from", "reply-to", "return-path", "received"]),
    ("helo", &["received"]),
    ("handover", &["received"]),
    ("received", &["received", "date"]),
    ("reverse", &["received"]),
    ("hops", &["received"]),
    ("never-travelled", &["received"]),
    ("recipient", &["to", "cc", "bcc"]),
    ("reply-without", &["in-reply-to", "references", "subject"]),
    ("reply", &["reply-to", "from", "to"]),
    ("priority", &["x-priority", "importance", "x-msmail-priority", "priority"]),
    ("date", &["date", "received"]),
    ("display-name", &["from"]),
    ("from", &["from", "to"]),
    ("return-path", &["return-path", "from"]),
    ("unsubscribe", &["list-unsubscribe", "list-unsubscribe-post", "dkim-signature"]),
    ("list", &["list-id", "list-unsubscribe", "list-unsubscribe-post"]),
    ("mime-version", &["mime-version"]),
    ("mime", &["content-type", "mime-version"]),
    ("content", &["content-type"]),
    ("charset", &["content-type"]),
    ("text-base64", &["content-transfer-encoding", "content-type"]),
    ("transfer", &["content-transfer-encoding"]),
    ("iso-2022-jp", &["content-transfer-encoding", "content-type"]),
    ("sender", &["sender", "from"]),
];

/// A finding of a rule that fires on one side only.
struct Lone<'r> {
    side: Which,
    finding: &'r FindingReport,
}

/// Gives every rule that fires on one side only to the difference that it looks at. A difference
/// that did not count does so where a rule marks its field; a rule that nothing explains is a
/// difference of its own.
pub(super) fn rules(sides: &Sides<'_>, entries: &mut Vec<Entry>) {
    let places = Places::of(sides, entries);
    for lone in lone(sides.left.report, sides.right.report) {
        let rule = RuleDifference {
            rule: lone.finding.rule.clone(),
            side: lone.side,
            level: lone.finding.level,
            sources: lone.finding.sources.clone(),
        };
        let at = places.explain(sides, entries, &lone);
        let Some(entry) = at.and_then(|at| entries.get_mut(at)) else {
            entries.push(alone(sides, &lone, rule));
            continue;
        };
        entry.counts = true;
        if entry.rules.iter().all(|known| known.rule != rule.rule) {
            entry.rules.push(rule);
        }
    }
}

fn lone<'r>(left: &'r Report, right: &'r Report) -> Vec<Lone<'r>> {
    let mut all = Vec::new();
    for (side, report, other) in [(Which::Left, left, right), (Which::Right, right, left)] {
        for finding in &report.findings {
            // There are at most `FINDINGS_PER_RULE` of each rule.
            if other.findings.iter().all(|theirs| theirs.rule != finding.rule) {
                all.push(Lone { side, finding });
            }
        }
    }
    all
}

/// Which entry holds which field, so that no rule has to search all of them.
struct Places {
    left: Vec<Option<usize>>,
    right: Vec<Option<usize>>,
    /// Whether each entry counted before any rule was looked at, so that the order of rules does
    /// not matter.
    counts: Vec<bool>,
    /// The one entry that counts, if there is only one.
    only: Option<usize>,
}

/// The number of spans of one finding that are looked up.
const MARKS: usize = 8;

/// The number of entries among which the fields of a rule are looked up by name.
const NAMED: usize = 2_000;

impl Places {
    fn of(sides: &Sides<'_>, entries: &[Entry]) -> Self {
        let table = |which: Which| {
            let mut table = vec![None; sides.of(which).report.fields.len()];
            // The entry of what moved holds fields that have an entry of their own: that one comes
            // first.
            for (at, entry) in entries.iter().enumerate().rev() {
                for number in entry.at(which) {
                    if let Some(slot) = table.get_mut(*number) {
                        *slot = Some(at);
                    }
                }
            }
            table
        };
        let counts: Vec<bool> = entries.iter().map(|entry| entry.counts).collect();
        let mut counting = counts.iter().enumerate().filter(|(_, counts)| **counts);
        let only = counting.next().filter(|_| counting.next().is_none()).map(|(at, _)| at);
        Self { left: table(Which::Left), right: table(Which::Right), counts, only }
    }

    /// Returns the entry that explains why a rule fires on one side only.
    fn explain(&self, sides: &Sides<'_>, entries: &[Entry], lone: &Lone<'_>) -> Option<usize> {
        let fields = sides.of(lone.side).report.fields.as_slice();
        let table = if lone.side == Which::Left { &self.left } else { &self.right };
        let marks = lone.finding.spans.iter().take(MARKS);
        let marked: Vec<usize> = marks
            .filter_map(|span| field_at(fields, *span))
            .filter_map(|field| table.get(field).copied().flatten())
            .collect();
        let counts = |at: usize| self.counts.get(at).copied().unwrap_or(false);
        let of_field = |wanted: bool| marked.iter().copied().find(|at| counts(*at) == wanted);
        let id = &*lone.finding.rule;
        let named = |test: &dyn Fn(&str) -> bool| {
            let mut known = entries.iter().zip(&self.counts).take(NAMED);
            known.position(|(e, counts)| *counts && e.names.iter().any(|name| test(name)))
        };
        let whole = || named(&|name| !name.is_empty() && id.starts_with(name));
        let family = || {
            let (_, fields) = LOOKS_AT.iter().find(|(prefix, _)| id.starts_with(prefix))?;
            fields.iter().find_map(|field| named(&|name| name == *field))
        };
        let told = || lone.finding.args.iter().find_map(|(_, arg)| by_arg(arg, &named));
        of_field(true)
            .or_else(told)
            .or_else(whole)
            .or_else(family)
            .or_else(|| of_field(false))
            .or(self.only)
    }
}

/// Finds the entry that has a name which passes a test.
type Named<'a> = dyn Fn(&dyn Fn(&str) -> bool) -> Option<usize> + 'a;

/// Returns the entry of a field that a finding names.
fn by_arg(arg: &Arg, named: &Named<'_>) -> Option<usize> {
    match arg {
        Arg::Field(name) => named(&|known| known.eq_ignore_ascii_case(name)),
        Arg::List(list) => list.iter().take(MARKS).find_map(|arg| by_arg(arg, named)),
        _ => None,
    }
}

/// Returns the index of the field that holds a span; fields are in the order of the text.
fn field_at(fields: &[FieldReport], span: Span) -> Option<usize> {
    let after = fields.partition_point(|field| field.span.start <= span.start);
    let at = after.checked_sub(1)?;
    fields.get(at).filter(|field| span.start <= field.span.end).map(|_| at)
}

fn alone(sides: &Sides<'_>, lone: &Lone<'_>, rule: RuleDifference) -> Entry {
    let side = sides.of(lone.side);
    let span = lone.finding.spans.first().copied();
    let field = span.and_then(|span| field_at(&side.report.fields, span));
    let name = field.and_then(|n| side.report.fields.get(n)).map_or("", |field| &field.name);
    let marks = lone.side.only(span.into_iter().collect());
    let (left, right) = lone.side.only(field.into_iter().collect());
    Entry {
        kind: Change::Judged,
        aspects: vec![Aspect { id: "judged".into(), left: marks.0, right: marks.1 }],
        names: vec![name.to_ascii_lowercase()],
        left,
        right,
        volatile: None,
        counts: true,
        rules: vec![rule],
    }
}

/// Returns the sort key of a difference: what rules find on one side comes first, by level; then
/// what filters are known to read; within these, the traits in the order of their table, and the
/// heaviest rule.
pub(super) fn weigh(difference: &Difference) -> u64 {
    let level = difference.rules.iter().map(|rule| rule.level as u64).min();
    let tier = match (level, difference.rank) {
        (Some(level), _) => level,
        (None, Rank::Read) => 3,
        _ => 4,
    };
    let rank = difference.aspects.first().map_or(0, |aspect| super::traits::rank(&aspect.id));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let weight = difference
        .rules
        .iter()
        .flat_map(|rule| &rule.sources)
        .filter_map(|source| source.weight)
        .fold(0.0, f32::max)
        .mul_add(-100.0, 10_000.0) as u64;
    (tier << 32) | ((rank as u64) << 16) | weight
}
