//! The report: one plain value; nothing later computes.
//!
//! Spans are ranges of the text as pasted: bytes, or UTF-16 units after [`Report::in_utf16`].
//! Serialized in camelCase; `undefined`/absent for none. Words are locale keys and typed values.

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

/// Version of the form of reports and comparisons as JSON: it grows when a member goes, is renamed
/// or changes its meaning. Members and values that come in addition do not change it.
pub const SCHEMA_VERSION: u32 = 1;

/// What was pasted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Nothing, or white space only.
    #[default]
    Empty,
    /// Not mail.
    NotMail,
    /// Bare header fields.
    Fields,
    /// A whole message.
    Message,
    /// A bounce in the form of RFC 3464, or with header fields of its own.
    Bounce,
    /// Only the readable text of a bounce.
    Notice,
}

keys! {
    /// What a span counts.
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
        /// Bytes of text that are inspected ([`Options::max_bytes`](crate::Options)).
        Bytes = "bytes",
        /// Fields that are inspected ([`Options::max_fields`](crate::Options)).
        Fields = "fields",
        /// Messages of one text that are listed.
        Messages = "messages",
        /// Bytes of one header, when files are read in pieces.
        Header = "header",
        /// Different traits that are counted in groups.
        Traits = "traits",
        /// Different values that a profile tells apart.
        Values = "values",
        /// Sent messages that a profile counts.
        Sent = "sent",
        /// Recipients that a profile tells apart.
        Recipients = "recipients",
    }
}

keys! {
    /// What header fields cannot show; words are `unseen.<id>`. The most useful to know comes first.
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
    /// In which role somebody is named.
    pub enum Role {
        /// From.
        From = "from",
        /// Sender.
        Sender = "sender",
        /// Reply-To.
        ReplyTo = "reply-to",
        /// Return-Path: the envelope sender.
        ReturnPath = "return-path",
        /// The name that the client gave when it handed the message over.
        Helo = "helo",
        /// `d=` of a DKIM signature.
        Dkim = "dkim",
        /// List-Id.
        ListId = "list-id",
        /// The right side of Message-ID.
        MessageId = "message-id",
    }
}

keys! {
    /// Who says that something matters.
    pub enum SourceKind {
        /// An RFC.
        Rfc = "rfc",
        /// A test of `SpamAssassin`.
        SpamAssassin = "spamassassin",
        /// A symbol of rspamd.
        Rspamd = "rspamd",
        /// A page of a provider or another authority.
        Page = "page",
        /// Counted over public mail, or otherwise observed; the name is a locale key below
        /// `observed.`.
        Observed = "observed",
    }
}

/// A sentence: locale key and values.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sentence {
    /// Locale key.
    pub id: String,
    /// Values.
    pub args: Args,
}

/// All of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Version of this crate.
    pub version: Cow<'static, str>,
    /// What was pasted.
    pub kind: Kind,
    /// The unit of all spans.
    pub unit: Unit,
    /// One sentence (`verdict.<id>`) that says what matters most.
    pub verdict: Sentence,
    /// What was undone to read the input.
    pub repairs: Vec<RepairReport>,
    /// The messages of the input, to choose from; empty where it holds only one.
    pub messages: Vec<MessageReport>,
    /// Number in `messages` of the one that all else is about; 0 without a choice.
    pub message: usize,
    /// Limits that were reached.
    pub limits: Vec<LimitReport>,
    /// Who refused what; absent unless a bounce or notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounce: Option<BounceReport>,
    /// Where the trust ends.
    pub boundary: BoundaryReport,
    /// The fields that were inspected (of the returned message, for a bounce), in order.
    pub fields: Vec<FieldReport>,
    /// Fields of the notice itself, for a bounce; shown, not judged.
    pub outer_fields: Vec<FieldReport>,
    /// Received fields, oldest first: the way the message went.
    pub hops: Vec<HopReport>,
    /// Who is named, in which role.
    pub identities: Vec<IdentityReport>,
    /// Authentication, as recorded and as claimed.
    pub authentication: Vec<AuthReport>,
    /// The program.
    pub mailer: MailerReport,
    /// What filters wrote.
    pub filters: Vec<FilterReport>,
    /// Most serious first.
    pub findings: Vec<FindingReport>,
    /// How many findings of each level.
    pub counts: Counts,
    /// What public filters' stock rules that we test the same would add.
    pub weights: Vec<WeightReport>,
    /// What providers ask of a sender, and what the fields show of it; empty where no fields came.
    pub requirements: Vec<ProviderReport>,
    /// What header fields cannot show, most useful first.
    pub unseen: Vec<Unseen>,
}

/// A repair.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RepairReport {
    /// What was undone; words are `repair.<id>`.
    pub id: RepairKind,
    /// Lines or places.
    pub count: usize,
    /// The first place.
    pub span: Span,
    /// What it was exactly, where there is a choice: the charset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// One of several messages in the input.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageReport {
    /// All of it, without blank lines around.
    pub span: Span,
    /// Number of its first line in the text, from 1.
    pub line: usize,
    /// Subject, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Value of From, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A limit that was reached.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitReport {
    /// Which; words are `limit.<id>`, in groups `groups.limit.<id>`.
    pub id: LimitKind,
    /// The limit.
    pub limit: usize,
    /// What was given, where counted.
    pub actual: usize,
}

/// A value and where it was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quoted {
    /// Place.
    pub span: Span,
    /// Value, for showing as text.
    pub text: String,
}

/// The trust boundary.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoundaryReport {
    /// How it was decided; words are `boundary.<how>`.
    pub how: BoundaryBasis,
    /// The receiver's domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver: Option<String>,
}

/// One line of the header block.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldReport {
    /// Name as written; empty for a line that is no field.
    pub name: String,
    /// The whole line with its continuations, without the last line end.
    pub span: Span,
    /// The name.
    pub name_span: Span,
    /// The value without white space around.
    pub value_span: Span,
    /// Number of its first line in the text, from 1.
    pub line: usize,
    /// Who wrote it.
    pub author: Author,
    /// Value as people read it, where that differs from the raw text: unfolded, encoded-words,
    /// punycode and RFC 2231 undone; dates in UTC as ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decoded: Option<String>,
    /// Charsets that were decoded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charsets: Vec<String>,
}

/// One hop.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HopReport {
    /// Number in `fields`.
    pub field: usize,
    /// The name the client gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub helo: Option<Quoted>,
    /// Reverse name as looked up by the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rdns: Option<Quoted>,
    /// Client address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<Quoted>,
    /// Server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Quoted>,
    /// Protocol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<Quoted>,
    /// Whether encrypted.
    pub tls: bool,
    /// Whether the client logged in.
    pub authenticated: bool,
    /// Time: seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
    /// Zone as written, minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i32>,
    /// Seconds since the hop before; negative when clocks disagree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<i64>,
    /// Who wrote it.
    pub author: Author,
}

/// Somebody named by the message.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct IdentityReport {
    /// In which role; words are `role.<role>`.
    pub role: Role,
    /// Number in `fields`.
    pub field: usize,
    /// Address or domain, as read.
    pub value: Quoted,
    /// Display name, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Domain, A-labels.
    pub domain: String,
    /// The same with U-labels, where that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unicode: Option<String>,
    /// Organisational domain.
    pub org: String,
    /// Whether it has the organisational domain of From; absent where there is nothing to compare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aligned: Option<bool>,
    /// Who wrote it.
    pub author: Author,
}

/// One result of authentication.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuthReport {
    /// Number in `fields`.
    pub field: usize,
    /// `spf`, `dkim`, `dmarc`, `arc`, `compauth` …, lower case.
    pub method: String,
    /// `pass`, `fail`, `none` …, lower case; `present` for a signature without a recorded result.
    pub result: String,
    /// The domain it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Whether that domain is aligned with From.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aligned: Option<bool>,
    /// Who says so: authserv-id or receiving host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Whether the receiver stamped it.
    pub trusted: bool,
    /// Place.
    pub span: Span,
    /// Details as written: selector, reason, comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// A finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingReport {
    /// Rule id; words are `rule.<id>.title`, `.found`, `.why`, `.fix`.
    pub rule: Cow<'static, str>,
    /// Level.
    pub level: Level,
    /// Group.
    pub group: Group,
    /// Places; empty when something is missing.
    pub spans: Vec<Span>,
    /// Values.
    pub args: Args,
    /// Sources.
    pub sources: Vec<SourceReport>,
}

/// A source.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceReport {
    /// What it is.
    pub kind: SourceKind,
    /// `RFC 5322 §3.6`, a rule name, a page's name.
    pub name: String,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Default weight.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "filter::some_decimal")]
    pub weight: Option<f32>,
    /// Whether it is the same test.
    pub same: bool,
    /// Reply code that goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Cow<'static, str>>,
}

/// Numbers of findings.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

impl Report {
    /// The same report with spans in UTF-16 units of `text`.
    #[must_use]
    pub fn in_utf16(mut self, text: &str) -> Self {
        let table = Utf16Table::new(text);
        self.each_span(&mut |span| *span = table.span(*span));
        self.unit = Unit::Utf16;
        self
    }

    /// Visits every span, for mapping.
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
