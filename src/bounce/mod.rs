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

/// Returns the media types of the leaf parts of a message, in lower case and in order.
pub(crate) fn part_kinds(text: &str, message: &Message<'_>) -> Vec<String> {
    let body = parts::body(text, Some(message));
    parts::leaves(text, body, Some(message)).into_iter().map(|part| part.kind).collect()
}

/// The largest number of recipients that are read from one notice.
const MOST_FAILURES: usize = 100;

/// The kind of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A refusal: the message was not delivered.
    Refused,
    /// A delay warning: the server keeps trying.
    Delayed,
    /// A success notice: the message was delivered or relayed.
    Delivered,
    /// A complaint (the abuse report of RFC 5965).
    Complaint,
    /// An automatic answer, such as an absence note, a change of address or a request to prove that
    /// the sender is a person. Nothing was refused.
    Answer,
}

/// How far the SMTP dialogue had gone when the message was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Connecting, the greeting or TLS.
    Connect,
    /// The `EHLO` or `HELO` command.
    Ehlo,
    /// The `MAIL FROM` command, which names the reverse-path.
    Mail,
    /// The `RCPT TO` command, which names a recipient.
    Rcpt,
    /// The `DATA` command, or the header fields and body after it.
    Data,
}

/// One recipient that a notice reports on. Spans are byte ranges of the repaired text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// The recipient as the notice names it, usually an address; `None` if it names nobody.
    pub recipient: Option<Spanned<String>>,
    /// The action of RFC 3464 (`failed`, `delayed` …), in lower case.
    pub action: Option<Spanned<String>>,
    /// The enhanced status code (RFC 3463), such as `5.7.1`.
    pub status: Option<Spanned<String>>,
    /// The SMTP reply code, such as 550.
    pub code: Option<Spanned<u16>>,
    /// The server's own words, unchanged; they may be folded over several lines.
    pub reply: Option<Span>,
    /// The host that refused the message.
    pub host: Option<Spanned<String>>,
    /// The id of the provider whose server it was, as in the response table (`gmail`, `outlook`,
    /// `yahoo` …).
    pub provider: Option<&'static str>,
    /// How far the SMTP dialogue had gone.
    pub stage: Option<Stage>,
    /// Whether trying again unchanged is useless; `None` if nothing tells.
    pub permanent: Option<bool>,
    /// What the reply means.
    pub explanation: Explanation,
}

impl Failure {
    /// Returns `true` if both name the same recipient, ignoring ASCII case, or if neither names
    /// one.
    fn has_recipient_of(&self, other: &Self) -> bool {
        match (&self.recipient, &other.recipient) {
            (Some(own), Some(other)) => own.value.eq_ignore_ascii_case(&other.value),
            (own, other) => own.is_none() && other.is_none(),
        }
    }
}

/// A notice from a mail system. Spans are byte ranges of the repaired text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// The id of its format, which is the locale key below `format.`: `rfc3464`, `gmail-2008`,
    /// `exchange-online`, `postfix` …
    pub format: &'static str,
    /// The kind of notice.
    pub kind: NoticeKind,
    /// Whether the header block given as `outer` is the notice's own; `false` if there is none, or
    /// if it belongs to the returned message, to a part or to the status fields.
    pub own_header: bool,
    /// The mail system that wrote the notice, usually as a host name.
    pub reporter: Option<Spanned<String>>,
    /// The recipients that it reports on, in order; at most 100.
    pub failures: Vec<Failure>,
    /// The returned message or its header fields, from the first field on.
    pub returned: Option<Span>,
    /// Whether `returned` is a whole message rather than header fields alone.
    pub returned_whole: bool,
}

/// A text that may be a notice. Its parts are found once, for decoding and for reading.
pub struct Candidate<'c> {
    clean: &'c Clean<'c>,
    /// The header of the notice itself.
    outer: Option<&'c Message<'c>>,
    parts: OnceCell<Vec<Part>>,
}

impl<'c> Candidate<'c> {
    /// Creates a candidate from a repaired text.
    ///
    /// `outer` is the header block of the text, if it has one. Without one, the text itself may be
    /// a notice (Gmail's of 2008) or consist of status fields alone.
    ///
    /// A header block that turns out to be part of the notice (its status fields, the header of one
    /// of its parts, the returned message) is ignored.
    pub fn new(clean: &'c Clean<'c>, outer: Option<&'c Message<'c>>) -> Self {
        let outer = outer.filter(|outer| outer::is_outer(&clean.text, outer));
        Self { clean, outer, parts: OnceCell::new() }
    }

    /// Decodes the parts that came in base64 or quoted-printable and makes plain text of HTML, as a
    /// repair of the text. To be done before reading. Returns `None` if nothing needed decoding.
    pub fn decode(&self) -> Option<Clean<'static>> {
        if self.outer.is_some_and(|outer| outer::look(outer) == Look::Mail) {
            return None;
        }
        encoded::undo(self.clean, self.parts())
    }

    /// Reads the notice, with at most `max_fields` fields of each header. Returns `None` if the
    /// text is no notice.
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
