//! Bounces: who refused, at which stage, with which words, and what they mean.

mod address;
mod dialogue;
mod encoded;
mod entries;
mod explain;
mod formats;
mod notice;
mod outer;
mod parts;
pub(crate) mod provider;
mod reason;
mod registry;
mod reply;
pub(crate) mod responses;
mod returned;
mod said;
mod search_text;
mod side;
mod signs;
mod status_fields;
mod text;

pub use explain::Explanation;
pub use reason::Reason;
pub use side::Side;

use crate::input::Clean;
use crate::message::Message;
use crate::span::{Span, Spanned};
use outer::Look;
use parts::Part;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;

/// Media types of the parts of a message, in order.
pub(crate) fn part_kinds(text: &str, message: &Message<'_>) -> Vec<String> {
    let body = parts::body(text, Some(message));
    parts::leaves(text, body, Some(message)).into_iter().map(|part| part.kind).collect()
}

/// More refused recipients than this are not read.
const MOST_FAILURES: usize = 100;

/// What the notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A refusal, final.
    Refused,
    /// A delay warning: the server still tries.
    Delayed,
    /// Delivered or relayed (a success notice).
    Delivered,
    /// A complaint report (RFC 5965).
    Complaint,
    /// An automatic answer: away, moved, a question whether the sender is a person. Nothing was
    /// refused.
    Answer,
}

/// How far the SMTP dialogue went before the refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Connecting, greeting, TLS.
    Connect,
    /// EHLO or HELO.
    Ehlo,
    /// MAIL FROM: the reverse-path.
    Mail,
    /// RCPT TO: the recipient.
    Rcpt,
    /// DATA, or the header fields and body after it.
    Data,
}

/// One refused recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// Final-Recipient, or the address in the text.
    pub recipient: Option<Spanned<String>>,
    /// `failed`, `delayed` … of RFC 3464, lower case.
    pub action: Option<Spanned<String>>,
    /// Enhanced status code `5.7.1`.
    pub status: Option<Spanned<String>>,
    /// SMTP reply code.
    pub code: Option<Spanned<u16>>,
    /// The server's own words, untouched (may be folded).
    pub reply: Option<Span>,
    /// The host that refused.
    pub host: Option<Spanned<String>>,
    /// The provider it belongs to: id as in the response table (`gmail`, `outlook`, `yahoo` …).
    pub provider: Option<&'static str>,
    /// How far it went.
    pub stage: Option<Stage>,
    /// Whether trying the same again is useless; none where nothing says.
    pub permanent: Option<bool>,
    /// What it means.
    pub explanation: Explanation,
}

impl Failure {
    /// Whether both have the same recipient, in any case, or none.
    fn has_recipient_of(&self, other: &Self) -> bool {
        match (&self.recipient, &other.recipient) {
            (Some(own), Some(other)) => own.value.eq_ignore_ascii_case(&other.value),
            (own, other) => own.is_none() && other.is_none(),
        }
    }
}

/// A notice of a mail system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// Locale key below `format.`: `rfc3464`, `gmail-2008`, `exchange-online`, `postfix` …
    pub format: &'static str,
    /// What it is.
    pub kind: NoticeKind,
    /// Whether the header block given as `outer` is the notice's own; false where it belongs to the
    /// returned message, to a part or to the status fields.
    pub own_header: bool,
    /// Who wrote the notice.
    pub reporter: Option<Spanned<String>>,
    /// Per recipient, in order.
    pub failures: Vec<Failure>,
    /// Returned header fields or message: the range of the (repaired) text, from the first field.
    pub returned: Option<Span>,
    /// Whether the returned part is a whole message and not only header fields.
    pub returned_whole: bool,
}

/// A text that may be a notice. What decoding and reading both ask of it is found out once.
pub struct Candidate<'c> {
    clean: &'c Clean<'c>,
    // The header of the notice itself.
    outer: Option<&'c Message<'c>>,
    parts: OnceCell<Vec<Part>>,
}

impl<'c> Candidate<'c> {
    /// `outer` is the header block of the input, where it has one; without one the text itself may
    /// be a notice (Gmail's of 2008) or only the status fields.
    ///
    /// A header block that turns out to be part of the notice (its status fields, the header of one
    /// of its parts, the returned message) is not taken for the outer one.
    pub fn new(clean: &'c Clean<'c>, outer: Option<&'c Message<'c>>) -> Self {
        let outer = outer.filter(|outer| outer::is_outer(&clean.text, outer));
        Self { clean, outer, parts: OnceCell::new() }
    }

    /// Decodes the parts that came in base64 or quoted-printable; to be done before reading. None
    /// where nothing was to be decoded.
    pub fn decode(&self) -> Option<Clean<'static>> {
        if self.outer.is_some_and(|outer| outer::look(outer) == Look::Mail) {
            return None;
        }
        encoded::undo(self.clean, self.parts())
    }

    /// Reads the notice. None for everything that is none.
    pub fn bounce(&self, max_fields: usize) -> Option<Bounce> {
        notice::parse(&self.clean.text, self.outer, self.parts(), max_fields)
    }

    fn parts(&self) -> &[Part] {
        let text = self.clean.text.as_ref();
        let leaves = || parts::leaves(text, parts::body(text, self.outer), self.outer);
        self.parts.get_or_init(leaves)
    }
}

#[cfg(test)]
mod tests;
