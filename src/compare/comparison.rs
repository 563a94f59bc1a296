//! What a comparison returns: one plain value, whose sentences are locale keys and typed values.

use crate::key::keys;
use crate::report::{Args, Kind, Report, Sentence, SourceReport, Unit, WeightReport};
use crate::rule::Level;
use crate::span::{Span, Utf16Table};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Two messages compared. Spans on the left point into the left text, spans on the right into the
/// right one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The version of this crate.
    pub version: Cow<'static, str>,
    /// The unit of all spans.
    pub unit: Unit,
    /// The sentence (`compare.verdict.<id>`) that says what was found.
    pub verdict: Sentence,
    /// The left message as a whole.
    pub left: SideReport,
    /// The right message as a whole.
    pub right: SideReport,
    /// The differences that count, the most looked at by public filters first.
    pub differences: Vec<Difference>,
    /// The differences that any two messages have.
    pub volatile: Vec<Volatile>,
    /// The order of the fields on both sides.
    pub order: Order,
    /// What to send next in order to tell the differences apart.
    pub experiment: Vec<Step>,
}

/// Two messages compared, and the report on each of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compared {
    /// The comparison.
    pub comparison: Comparison,
    /// The report on the left message.
    pub left: Report,
    /// The report on the right message.
    pub right: Report,
}

/// One of the two messages as a whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SideReport {
    /// The kind of text that was given.
    pub kind: Kind,
    /// Whether the fields are those that a bounce returned.
    pub returned: bool,
    /// The number of header fields.
    pub fields: usize,
    /// The length of the header fields in bytes.
    pub header_bytes: usize,
    /// The media types of the parts, in order; empty without a body.
    pub parts: Vec<String>,
    /// The points that public filters' stock rules would add.
    pub weights: Vec<WeightReport>,
}

/// How two fields differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// The field is only on the right.
    Added,
    /// The field is only on the left.
    Missing,
    /// The field says something else.
    Changed,
    /// The field stands in another place.
    Moved,
    /// The field says the same in another way.
    Respelled,
    /// The field is the same, but a rule fires on one side only.
    Judged,
}

/// One of the two messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// The first message.
    Left,
    /// The second message.
    Right,
}

impl Which {
    /// Returns `what` for this side and the default for the other, the left one first.
    pub(super) fn only<T: Default>(self, what: T) -> (T, T) {
        match self {
            Self::Left => (what, T::default()),
            Self::Right => (T::default(), what),
        }
    }
}

keys! {
    /// Why a difference has its place in the list.
    pub enum Rank {
        /// A rule fires on one side only.
        Rule = "rule",
        /// Filters are known to read it.
        Read = "read",
        /// Neither of these.
        Other = "other",
    }
}

keys! {
    /// Why a difference tells nothing: any two messages have it.
    pub enum VolatileReason {
        /// An identifier of this one message.
        Id = "id",
        /// A time.
        Date = "date",
        /// What servers on the way wrote.
        Trace = "trace",
        /// A signature, or what belongs to it.
        Signature = "signature",
        /// The mailbox that the message was delivered to.
        Recipient = "recipient",
    }
}

keys! {
    /// What to do next in order to tell differences apart.
    pub enum StepKind {
        /// Send the accepted message once more: without that, no later result means anything.
        Control = "control",
        /// Look elsewhere: nothing differs here that the sender could set.
        Elsewhere = "elsewhere",
        /// Take over half of the differences.
        Halve = "halve",
        /// Take over the other half.
        OtherHalf = "other-half",
        /// Repeat the experiment with another message.
        Repeat = "repeat",
        /// Add a field.
        Add = "add",
        /// Remove a field.
        Remove = "remove",
        /// Set a field to the value of the other side.
        Set = "set",
        /// Move a field.
        Move = "move",
        /// Spell a field as on the other side.
        Respell = "respell",
        /// Change the form of a value.
        Form = "form",
    }
}

/// One difference: one field, and everything that comes of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// The name of the field as it is written; several names, of fields that moved or were added on
    /// the way, are joined by `, `.
    pub field: String,
    /// How the two sides differ.
    pub kind: Change,
    /// What it is about, the most looked at first; its locale key is `compare.trait.<id>`.
    pub aspects: Vec<Aspect>,
    /// Why it has its place in the list.
    pub rank: Rank,
    /// The sentence (`compare.says.<id>`) that tells the difference.
    pub says: Sentence,
    /// The field on the left, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Place>,
    /// The field on the right, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Place>,
    /// The rules that fire on one side only and look at this field.
    pub rules: Vec<RuleDifference>,
    /// The filters and pages that are known to read it.
    pub sources: Vec<SourceReport>,
}

/// One respect in which two fields differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Aspect {
    /// The locale key below `compare.trait.`.
    pub id: Cow<'static, str>,
    /// The spans of the changed tokens on the left.
    pub left: Vec<Span>,
    /// The spans of the changed tokens on the right.
    pub right: Vec<Span>,
}

/// A field on one side.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The index of the field in `Report.fields`.
    pub index: usize,
    /// The value on one line: decoded where it says something else, otherwise as it is written.
    pub text: String,
    /// The span of the whole field.
    pub span: Span,
}

/// A rule that fires on one side only.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleDifference {
    /// The id of the rule.
    pub rule: Cow<'static, str>,
    /// The side on which it fires.
    pub side: Which,
    /// The level of the rule.
    pub level: Level,
    /// Who says that it matters, with the weights.
    pub sources: Vec<SourceReport>,
}

/// A difference that any two messages have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Volatile {
    /// The name of the field as it is written.
    pub field: String,
    /// Why it does not count; its locale key is `compare.volatile.<reason>`.
    pub reason: VolatileReason,
    /// The field on the left.
    pub left: Place,
    /// The field on the right.
    pub right: Place,
    /// The changed tokens.
    pub tokens: Aspect,
}

/// The order of the fields, and which of them correspond.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Order {
    /// The names on the left, in order.
    pub left: Vec<String>,
    /// The names on the right, in order.
    pub right: Vec<String>,
    /// The fields that correspond, as indices into `Report.fields` of the left and of the right, in
    /// the order of the left.
    pub pairs: Vec<(usize, usize)>,
    /// The fields that moved, as few as possible, as pairs of such indices.
    pub moved: Vec<(usize, usize)>,
}

/// One thing to do next.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// What to do; its locale key is `compare.experiment.<id>`.
    pub id: StepKind,
    /// The values in the sentence.
    pub args: Args,
    /// The indices in `differences` of those that it tells apart.
    pub differences: Vec<usize>,
}

impl Compared {
    /// Converts the byte offsets of all spans into UTF-16 units. `left` and `right` are the texts
    /// that were compared.
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
    /// Converts the byte offsets of all spans into UTF-16 units. `left` and `right` are the texts
    /// that were compared.
    #[must_use]
    pub fn in_utf16(mut self, left: &str, right: &str) -> Self {
        let (left, right) = (Utf16Table::new(left), Utf16Table::new(right));
        self.each_span(&mut |side, span| {
            *span = if side == Which::Left { left.span(*span) } else { right.span(*span) };
        });
        self.unit = Unit::Utf16;
        self
    }

    /// Calls `visit` with every span and the side that it is on, so that it can be mapped.
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
