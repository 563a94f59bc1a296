//! What a comparison gives: one plain value. Words are locale keys and typed values.

use crate::key::keys;
use crate::report::{Args, Kind, Report, Sentence, SourceReport, Unit, WeightReport};
use crate::rule::Level;
use crate::span::{Span, Utf16Table};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Two messages compared. Spans on the left point into the left text, on the right into the right.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// Version of this crate.
    pub version: Cow<'static, str>,
    /// The unit of all spans.
    pub unit: Unit,
    /// One sentence (`compare.verdict.<id>`) that says what was found.
    pub verdict: Sentence,
    /// The left message.
    pub left: SideReport,
    /// The right message.
    pub right: SideReport,
    /// What differs, the most looked at by public filters first.
    pub differences: Vec<Difference>,
    /// What differs only because every message differs.
    pub volatile: Vec<Volatile>,
    /// The order of the fields.
    pub order: Order,
    /// What to send next to tell the differences apart.
    pub experiment: Vec<Step>,
}

/// Two messages compared, and what each of them gives by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compared {
    /// What differs.
    pub comparison: Comparison,
    /// The report on the left message.
    pub left: Report,
    /// The report on the right message.
    pub right: Report,
}

/// One message of the two, as a whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SideReport {
    /// What was given.
    pub kind: Kind,
    /// Whether the fields came back inside a bounce.
    pub returned: bool,
    /// Number of fields.
    pub fields: usize,
    /// Bytes of the header fields.
    pub header_bytes: usize,
    /// Media types of the parts, in order.
    pub parts: Vec<String>,
    /// What public filters' stock rules would add.
    pub weights: Vec<WeightReport>,
}

/// How two fields differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Only on the right.
    Added,
    /// Only on the left.
    Missing,
    /// Says something else.
    Changed,
    /// Stands elsewhere.
    Moved,
    /// Says the same in another way.
    Respelled,
    /// The field is the same; a rule fires on one side all the same.
    Judged,
}

/// Which message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// The first.
    Left,
    /// The second.
    Right,
}

impl Which {
    /// What is on this side only, for the left and for the right.
    pub(super) fn only<T: Default>(self, what: T) -> (T, T) {
        match self {
            Self::Left => (what, T::default()),
            Self::Right => (T::default(), what),
        }
    }
}

keys! {
    /// Why a difference stands where it stands in the list.
    pub enum Rank {
        /// A rule fires on one side only.
        Rule = "rule",
        /// Filters are known to read it.
        Read = "read",
        /// Neither.
        Other = "other",
    }
}

keys! {
    /// Why a difference tells nothing: every two messages have it.
    pub enum VolatileReason {
        /// An identifier of this one message.
        Id = "id",
        /// The time.
        Date = "date",
        /// What servers on the way wrote.
        Trace = "trace",
        /// A signature or what belongs to it.
        Signature = "signature",
        /// The mailbox that it was delivered to.
        Recipient = "recipient",
    }
}

keys! {
    /// What to do next to tell differences apart.
    pub enum StepKind {
        /// Send the accepted message once more: without that no later result means anything.
        Control = "control",
        /// Nothing differs here: look elsewhere.
        Elsewhere = "elsewhere",
        /// Take half of the differences over.
        Halve = "halve",
        /// Take the other half over.
        OtherHalf = "other-half",
        /// Repeat with another message.
        Repeat = "repeat",
        /// Add a field.
        Add = "add",
        /// Remove a field.
        Remove = "remove",
        /// Set a field to the other value.
        Set = "set",
        /// Move a field.
        Move = "move",
        /// Spell a field as on the other side.
        Respell = "respell",
        /// Change a form.
        Form = "form",
    }
}

/// One difference: one field, and all that comes of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// The field's name as written; several for fields that moved or travelled, joined by `, `.
    pub field: String,
    /// How they differ.
    pub kind: Change,
    /// What it is about, the most looked at first; words are `compare.trait.<id>`.
    pub aspects: Vec<Aspect>,
    /// Why it stands where it stands.
    pub rank: Rank,
    /// `compare.says.<id>` and values.
    pub says: Sentence,
    /// On the left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Place>,
    /// On the right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Place>,
    /// Rules that fire on one side only and look at this.
    pub rules: Vec<RuleDifference>,
    /// Filters and pages that are known to read it.
    pub sources: Vec<SourceReport>,
}

/// One respect in which two fields differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Aspect {
    /// Locale key below `compare.trait.`.
    pub id: Cow<'static, str>,
    /// The changed tokens on the left.
    pub left: Vec<Span>,
    /// The changed tokens on the right.
    pub right: Vec<Span>,
}

/// A field on one side.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// Its number in `Report.fields`.
    pub index: usize,
    /// The value on one line, decoded.
    pub text: String,
    /// The whole field.
    pub span: Span,
}

/// A rule that fires on one side only.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleDifference {
    /// Its id.
    pub rule: Cow<'static, str>,
    /// Where it fires.
    pub side: Which,
    /// Level.
    pub level: Level,
    /// Who says that it matters, with weights.
    pub sources: Vec<SourceReport>,
}

/// A difference that every two messages have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Volatile {
    /// The field's name.
    pub field: String,
    /// Why it does not count; words are `compare.volatile.<reason>`.
    pub reason: VolatileReason,
    /// On the left.
    pub left: Place,
    /// On the right.
    pub right: Place,
    /// The changed tokens.
    pub tokens: Aspect,
}

/// The order of the fields, and which is which.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Order {
    /// Names on the left, in order.
    pub left: Vec<String>,
    /// Names on the right, in order.
    pub right: Vec<String>,
    /// The same field on both sides: numbers in `Report.fields`, ascending on the left.
    pub pairs: Vec<(usize, usize)>,
    /// What moved, as few as possible: numbers in `Report.fields` on the left and on the right.
    pub moved: Vec<(usize, usize)>,
}

/// One thing to do next.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// What to do; words are `compare.experiment.<id>`.
    pub id: StepKind,
    /// Values.
    pub args: Args,
    /// Numbers in `differences` that it tells apart.
    pub differences: Vec<usize>,
}

impl Compared {
    /// The same with spans in UTF-16 units of the two texts.
    #[must_use]
    pub fn in_utf16(self, left: &str, right: &str) -> Self {
        Self {
            comparison: self.comparison.in_utf16(left, right),
            left: self.left.in_utf16(left),
            right: self.right.in_utf16(right),
        }
    }
}

impl Comparison {
    /// The same with spans in UTF-16 units of the two texts.
    #[must_use]
    pub fn in_utf16(mut self, left: &str, right: &str) -> Self {
        let (left, right) = (Utf16Table::new(left), Utf16Table::new(right));
        self.each_span(&mut |side, span| {
            *span = if side == Which::Left { left.span(*span) } else { right.span(*span) };
        });
        self.unit = Unit::Utf16;
        self
    }

    /// Visits every span, for mapping.
    pub fn each_span(&mut self, visit: &mut dyn FnMut(Which, &mut Span)) {
        for difference in &mut self.differences {
            for aspect in &mut difference.aspects {
                aspect.each_span(visit);
            }
            if let Some(place) = &mut difference.left {
                visit(Which::Left, &mut place.span);
            }
            if let Some(place) = &mut difference.right {
                visit(Which::Right, &mut place.span);
            }
        }
        for volatile in &mut self.volatile {
            visit(Which::Left, &mut volatile.left.span);
            visit(Which::Right, &mut volatile.right.span);
            volatile.tokens.each_span(visit);
        }
    }
}

impl Aspect {
    fn each_span(&mut self, visit: &mut dyn FnMut(Which, &mut Span)) {
        self.left.iter_mut().for_each(|span| visit(Which::Left, span));
        self.right.iter_mut().for_each(|span| visit(Which::Right, span));
    }
}
