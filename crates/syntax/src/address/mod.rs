//! Address lists, mailboxes and groups (RFC 5322 §3.4, with the obsolete forms of §4.4).

mod entry;
mod lexeme;
mod list;
mod reader;
#[cfg(test)]
mod tests;

use crate::span::{Flaw, Span};

/// `local@domain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddrSpec {
    /// Without angle brackets and white space around.
    pub span: Span,
    /// Left of the last `@`, quotes included.
    pub local: Span,
    /// Right of it; empty when there is no `@`. Brackets of a domain literal included.
    pub domain: Span,
}

/// One mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Name and address, without white space around.
    pub span: Span,
    /// The display name as written, quotes included, without white space around.
    pub phrase: Option<Span>,
    /// The address; none for `<>` and for text without any.
    pub address: Option<AddrSpec>,
    /// Whether the address stands in angle brackets, and where (brackets included).
    pub angle: Option<Span>,
    /// `@a,@b:` of an obsolete route.
    pub route: Option<Span>,
    /// Comments, parentheses included; `user@host (Name)` keeps its name here.
    pub comments: Vec<Span>,
}

/// One entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A mailbox of its own.
    Mailbox(Mailbox),
    /// `name: members;`
    Group {
        /// From the name to the semicolon.
        span: Span,
        /// The name as written.
        name: Span,
        /// Its mailboxes.
        members: Vec<Mailbox>,
    },
}

/// What is wrong with an address list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFlaw {
    /// Text that is no address.
    NoAddress,
    /// `@domain` or `""@domain`.
    NoLocalPart,
    /// `local@` or `local` alone.
    NoDomain,
    /// `<>` where an address belongs.
    EmptyAngle,
    /// A phrase with `, ( ) @ : ; [ ]` outside quotes; a dot alone is not flagged (obs-phrase).
    /// Also at a semicolon between entries, and at a mailbox that no comma parts from the last.
    UnquotedSpecials,
    /// `<` without `>`, or the reverse.
    UnbalancedAngle,
    /// A quote that does not close.
    UnbalancedQuote,
    /// `< a@b >`.
    BlankInAngle,
    /// `Name<a@b>` without a blank.
    GluedName,
    /// More than one `@` outside quotes.
    SeveralAt,
    /// Local part or domain begins or ends with a dot, or has two in a row.
    DotPlacement,
    /// An empty entry: `a@b,,c@d` or a comma at an end.
    EmptyEntry,
    /// White space or a comment inside the address.
    BlankInAddress,
    /// A character that no address part may hold unquoted.
    BadCharacter,
}

/// A parsed address field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressList {
    /// In order.
    pub entries: Vec<Entry>,
    /// What is wrong, in order of place.
    pub flaws: Vec<Flaw<AddressFlaw>>,
}

impl AddressList {
    /// All mailboxes, those of groups included.
    pub fn mailboxes(&self) -> std::vec::IntoIter<&Mailbox> {
        let all = self.entries.iter().flat_map(|entry| match entry {
            Entry::Mailbox(mailbox) => std::slice::from_ref(mailbox),
            Entry::Group { members, .. } => members.as_slice(),
        });
        all.collect::<Vec<_>>().into_iter()
    }
}

/// Reads an address field's body; total. After text that fits no rule, reading goes on at the next
/// comma outside quotes, comments and angle brackets.
pub fn parse(text: &str, span: Span) -> AddressList {
    // An open comment or angle reaches to the end: not into the white space after the value.
    list::parse(text, span.trim(text))
}
