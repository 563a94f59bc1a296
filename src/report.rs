//! The report: one plain value; nothing is computed after it.
//!
//! Spans are ranges of the text as pasted, in bytes or, after [`Report::in_utf16`], in UTF-16
//! units. Members are serialized in camelCase; one without a value is absent, except
//! [`WeightReport::refuses`], which is `null`. Words are locale keys and typed values.

mod args;
mod bounce;
mod filter;
mod mailer;
mod provider;

pub use args::Args;
pub use bounce::{BounceReport, FailureReport};
pub use filter::{FilterReport, WeightReport, WeightRuleReport};
pub use mailer::{ClaimReport, ClockReport, MailerReport, TraceReport};
pub use provider::{LineReport, PageReport, ProviderReport, State, StateCounts};

#[doc(inline)]
pub use crate::arg::Arg;
#[doc(inline)]
pub use crate::bounce::{NoticeKind, Reason, Side, Stage};
#[doc(inline)]
pub use crate::facts::{Author, BoundaryBasis, ClockKind, MailerVerdict, TraceKind};
#[doc(inline)]
pub use crate::filter::Filter;
#[doc(inline)]
pub use crate::input::RepairKind;
use crate::key::keys;
#[doc(inline)]
pub use crate::rule::{Group, Level};
use crate::span::{Span, Utf16Table};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The version of the form of reports and comparisons as JSON. It grows when a member is removed,
/// is renamed or changes its meaning; additional members and values do not change it.
pub const SCHEMA_VERSION: u32 = 1;

/// The kind of text that was pasted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Nothing, or white space only.
    #[default]
    Empty,
    /// Text that is not mail.
    NotMail,
    /// Header fields without a body.
    Fields,
    /// A whole message.
    Message,
    /// A bounce in the form of RFC 3464, or with header fields of its own.
    Bounce,
    /// Only the readable text of a bounce.
    Notice,
}

keys! {
    /// What the offsets of a span count.
    #[derive(Default)]
    pub enum Unit {
        /// Bytes of UTF-8.
        #[default]
        Bytes = "bytes",
        /// UTF-16 code units, as JavaScript counts them.
        Utf16 = "utf16",
    }
}

keys! {
    /// A limit of our own.
    pub enum LimitKind {
        /// The bytes of text that are inspected ([`Options::max_bytes`](crate::Options)).
        Bytes = "bytes",
        /// The fields that are inspected ([`Options::max_fields`](crate::Options)).
        Fields = "fields",
        /// The messages of one text that are listed.
        Messages = "messages",
        /// The bytes of one header that are read, when files are read in pieces.
        Header = "header",
        /// The different traits that are counted in groups.
        Traits = "traits",
        /// The different values that a profile tells apart.
        Values = "values",
        /// The sent messages that a profile counts.
        Sent = "sent",
        /// The recipients that a profile tells apart.
        Recipients = "recipients",
    }
}

keys! {
    /// What header fields cannot show, the most useful to know first; its locale key is
    /// `unseen.<id>`.
    pub enum Unseen {
        /// What the body says.
        Body = "body",
        /// What receivers think of the sender.
        Reputation = "reputation",
        /// How many recipients pressed *spam*.
        Complaints = "complaints",
        /// How much the sender sends.
        Volume = "volume",
        /// Which lists name the sender.
        Blocklists = "blocklists",
        /// What the DNS says today.
        Dns = "dns",
    }
}

keys! {
    /// The role in which somebody is named.
    pub enum Role {
        /// The From field.
        From = "from",
        /// The Sender field.
        Sender = "sender",
        /// The Reply-To field.
        ReplyTo = "reply-to",
        /// The Return-Path field: the envelope sender.
        ReturnPath = "return-path",
        /// The name that the client gave when it handed the message over.
        Helo = "helo",
        /// The domain (`d=`) of a DKIM signature.
        Dkim = "dkim",
        /// The List-Id field.
        ListId = "list-id",
        /// The right side of Message-ID.
        MessageId = "message-id",
    }
}

keys! {
    /// The kind of source that says that something matters.
    pub enum SourceKind {
        /// An RFC.
        Rfc = "rfc",
        /// A test of `SpamAssassin`.
        SpamAssassin = "spamassassin",
        /// A symbol of rspamd.
        Rspamd = "rspamd",
        /// A page of a provider or another authority.
        Page = "page",
        /// Counted over public mail or otherwise observed; the name is a locale key below
        /// `observed.`.
        Observed = "observed",
    }
}

/// A sentence: its locale key and its values.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sentence {
    /// The locale key.
    pub id: String,
    /// The values, by name.
    pub args: Args,
}

/// Everything that was found in one text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The version of this crate.
    pub version: Cow<'static, str>,
    /// The kind of text that was pasted.
    pub kind: Kind,
    /// The unit of all spans.
    pub unit: Unit,
    /// The sentence (`verdict.<id>`) that says what matters most.
    pub verdict: Sentence,
    /// What was undone in order to read the text.
    pub repairs: Vec<RepairReport>,
    /// The messages in the text, to choose from; empty if it holds only one.
    pub messages: Vec<MessageReport>,
    /// The index in `messages` of the one that everything else is about; 0 without a choice.
    pub message: usize,
    /// The limits that were reached.
    pub limits: Vec<LimitReport>,
    /// Who refused what; absent unless the text is a bounce or a notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounce: Option<BounceReport>,
    /// The trust boundary.
    pub boundary: BoundaryReport,
    /// The fields that were inspected, in order; for a bounce, those of the returned message.
    pub fields: Vec<FieldReport>,
    /// The fields of the notice itself, for a bounce; they are shown but not judged.
    pub outer_fields: Vec<FieldReport>,
    /// The Received fields, oldest first: the way that the message took.
    pub hops: Vec<HopReport>,
    /// Who is named, and in which role.
    pub identities: Vec<IdentityReport>,
    /// The results of authentication, as recorded and as claimed.
    pub authentication: Vec<AuthReport>,
    /// The program that made the message.
    pub mailer: MailerReport,
    /// What filters wrote into the message.
    pub filters: Vec<FilterReport>,
    /// The findings, the most serious first.
    pub findings: Vec<FindingReport>,
    /// The number of findings of each level.
    pub counts: Counts,
    /// The points that public filters would add, by those of their stock rules that we test in the
    /// same way.
    pub weights: Vec<WeightReport>,
    /// What providers ask of a sender, and what the fields show of it; empty without fields.
    pub requirements: Vec<ProviderReport>,
    /// What header fields cannot show, the most useful to know first.
    pub unseen: Vec<Unseen>,
}

/// One thing that was undone in order to read the text.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RepairReport {
    /// What was undone; its locale key is `repair.<id>`.
    pub id: RepairKind,
    /// The number of lines or places.
    pub count: usize,
    /// The first place.
    pub span: Span,
    /// What it was exactly, if there is a choice: the charset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// One of several messages in the text.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageReport {
    /// The whole message, without the blank lines around it.
    pub span: Span,
    /// The number of its first line in the text, counted from 1.
    pub line: usize,
    /// The subject, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The value of From, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A limit that was reached.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitReport {
    /// The limit; its locale key is `limit.<id>` or, in groups, `groups.limit.<id>`.
    pub id: LimitKind,
    /// How much it allows.
    pub limit: usize,
    /// How much was given, as far as it was counted; for [`LimitKind::Header`] the number of
    /// headers that were longer.
    pub actual: usize,
}

/// A value, and where it was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quoted {
    /// The span of the value.
    pub span: Span,
    /// The value, to be shown as text.
    pub text: String,
}

/// The trust boundary.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoundaryReport {
    /// How it was decided; its locale key is `boundary.<how>`.
    pub how: BoundaryBasis,
    /// The receiver's domain, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver: Option<String>,
}

/// One line of the header block.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldReport {
    /// The name as it is written; empty for a line that is no field.
    pub name: String,
    /// The whole field with its continuation lines, without the last line end.
    pub span: Span,
    /// The span of the name.
    pub name_span: Span,
    /// The span of the value, without the white space around it.
    pub value_span: Span,
    /// The number of its first line in the text, counted from 1.
    pub line: usize,
    /// Who wrote the line.
    pub author: Author,
    /// The value as people read it, if that differs from the raw text: unfolded, with
    /// encoded-words, punycode and RFC 2231 undone, and dates as ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decoded: Option<String>,
    /// The charsets that were decoded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charsets: Vec<String>,
}

/// One hop: a Received field, interpreted.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HopReport {
    /// The index of the field in `fields`.
    pub field: usize,
    /// The name that the client gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub helo: Option<Quoted>,
    /// The reverse name that the server looked up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rdns: Option<Quoted>,
    /// The client's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<Quoted>,
    /// The name of the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Quoted>,
    /// The protocol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<Quoted>,
    /// Whether the transfer was encrypted.
    pub tls: bool,
    /// Whether the client logged in.
    pub authenticated: bool,
    /// The time in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
    /// The zone as it is written, in minutes east of UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i32>,
    /// The seconds since the hop before; negative if clocks disagree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<i64>,
    /// Who wrote the field.
    pub author: Author,
}

/// Somebody whom the message names.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct IdentityReport {
    /// The role; its locale key is `role.<role>`.
    pub role: Role,
    /// The index of the field in `fields`.
    pub field: usize,
    /// The address or domain, as it was read.
    pub value: Quoted,
    /// The display name, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The domain, with A-labels.
    pub domain: String,
    /// The domain with U-labels, if that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unicode: Option<String>,
    /// The organisational domain.
    pub org: String,
    /// Whether it has the organisational domain of From; absent if there is nothing to compare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aligned: Option<bool>,
    /// Who wrote the field.
    pub author: Author,
}

/// One result of authentication.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuthReport {
    /// The index of the field in `fields`.
    pub field: usize,
    /// The method in lower case: `spf`, `dkim`, `dmarc`, `arc`, `compauth` …
    pub method: String,
    /// The result in lower case: `pass`, `fail`, `none` …, and `present` for a signature without a
    /// recorded result.
    pub result: String,
    /// The domain that the result is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Whether that domain is aligned with From; absent if there is nothing to compare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aligned: Option<bool>,
    /// Who says so: the authserv-id or the receiving host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Whether the receiver wrote it.
    pub trusted: bool,
    /// The span of the result, or of the domain of a signature without one.
    pub span: Span,
    /// The details as they are written: selector, reason, comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What one rule found.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingReport {
    /// The id of the rule; its locale keys are `rule.<id>.title`, `.found`, `.why`, `.fix`.
    pub rule: Cow<'static, str>,
    /// The level, which the group decides.
    pub level: Level,
    /// The group of the rule.
    pub group: Group,
    /// The places; empty if something is missing.
    pub spans: Vec<Span>,
    /// The values in the words.
    pub args: Args,
    /// Who says that it matters.
    pub sources: Vec<SourceReport>,
}

/// A source that says that something matters.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceReport {
    /// The kind of source.
    pub kind: SourceKind,
    /// The name: `RFC 5322 §3.6`, that of a test, that of a page.
    pub name: String,
    /// The address of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The points that the filter adds by default.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "filter::some_decimal")]
    pub weight: Option<f32>,
    /// Whether ours is the same test as the filter's.
    pub same: bool,
    /// The reply code that goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Cow<'static, str>>,
}

/// The number of findings of each level.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// The number of errors.
    pub error: usize,
    /// The number of warnings.
    pub warning: usize,
    /// The number of notes.
    pub note: usize,
}

impl Report {
    /// Converts the byte offsets of all spans into UTF-16 units. `text` is the text as pasted.
    #[must_use]
    pub fn in_utf16(mut self, text: &str) -> Self {
        let table = Utf16Table::new(text);
        self.each_span(&mut |span| *span = table.span(*span));
        self.unit = Unit::Utf16;
        self
    }

    /// Calls `visit` with every span, so that it can be mapped.
    pub fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for repair in &mut self.repairs {
            visit(&mut repair.span);
        }
        self.messages.iter_mut().for_each(|message| visit(&mut message.span));
        if let Some(bounce) = &mut self.bounce {
            bounce.each_span(visit);
        }
        for field in self.fields.iter_mut().chain(&mut self.outer_fields) {
            visit(&mut field.span);
            visit(&mut field.name_span);
            visit(&mut field.value_span);
        }
        for hop in &mut self.hops {
            for quoted in [&mut hop.helo, &mut hop.rdns, &mut hop.ip, &mut hop.by, &mut hop.with] {
                for quoted in quoted.iter_mut() {
                    visit(&mut quoted.span);
                }
            }
        }
        self.identities.iter_mut().for_each(|identity| visit(&mut identity.value.span));
        self.authentication.iter_mut().for_each(|auth| visit(&mut auth.span));
        self.mailer.claims.iter_mut().for_each(|claim| visit(&mut claim.value.span));
        self.mailer.traces.iter_mut().for_each(|trace| visit(&mut trace.value.span));
        self.mailer.clocks.iter_mut().for_each(|clock| visit(&mut clock.value.span));
        self.filters.iter_mut().for_each(|filter| visit(&mut filter.span));
        for provider in &mut self.requirements {
            provider.lines.iter_mut().filter_map(|line| line.span.as_mut()).for_each(&mut *visit);
        }
        self.findings.iter_mut().flat_map(|f| &mut f.spans).for_each(visit);
    }
}
