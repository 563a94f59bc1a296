//! The people a message names: From, Sender, Reply-To, To, Cc, Bcc, Return-Path.

use crate::span::Span;
use crate::syntax::address::{AddressList, Mailbox};
use crate::syntax::encoded_word::Decoded;

/// One mailbox, ready for comparing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As parsed.
    pub mailbox: Mailbox,
    /// The display name, decoded and unquoted; from a comment where there is no phrase.
    pub name: Option<Decoded>,
    /// Where the name stands.
    pub name_span: Option<Span>,
    /// `local@domain`: local part as written (quotes undone where not needed), domain as below.
    pub address: String,
    /// The local part as written.
    pub local: String,
    /// The domain in lower case, A-labels; empty when there is none.
    pub domain: String,
    /// Its organisational domain.
    pub org: String,
}

impl Person {
    /// Where the address stands, or the whole mailbox where there is none.
    pub fn span(&self) -> Span {
        self.mailbox.address.map_or(self.mailbox.span, |address| address.span)
    }

    /// Where its domain stands, or the address where there is none.
    pub fn domain_span(&self) -> Span {
        self.mailbox.address.filter(|a| !a.domain.is_empty()).map_or(self.span(), |a| a.domain)
    }
}

/// One occurrence of an address field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressField {
    /// Its place in the message's lines.
    pub field: usize,
    /// The value without white space around.
    pub span: Span,
    /// As parsed.
    pub list: AddressList,
    /// All mailboxes that have an address, those of groups included.
    pub people: Vec<Person>,
}
