//! The trust boundary: which lines the reader's own server stamped, and how that was decided.

use serde::Serialize;

/// Who wrote a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
    /// The reader's own server, or their provider's.
    Receiver,
    /// A server on the way, or a mailing list.
    Relay,
    /// The sender's program or server; or anybody: a claim.
    #[default]
    Sender,
}

/// The boundary.
#[derive(Clone, Debug, Default)]
pub struct Boundary {
    /// The author of each line, by its place in the message's lines.
    pub authors: Vec<Author>,
    /// The organisational domain of the receiver, where it could be told.
    pub receiver: Option<String>,
    /// The hop (index into `Facts::hops`) in which the receiver took the message over.
    pub handover: Option<usize>,
    /// Locale key below `boundary.`: how it was decided (`received-chain`, `authserv-id`,
    /// `exchange-online`, `none` …).
    pub how: &'static str,
}

impl Boundary {
    /// The author of a line.
    pub fn author(&self, line: usize) -> Author {
        self.authors.get(line).copied().unwrap_or_default()
    }
}
