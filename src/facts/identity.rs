//! The people a message names: From, Sender, Reply-To, To, Cc, Bcc, Return-Path.

use crate::domain;
use crate::message::{Field, Message};
use crate::span::Span;
use crate::syntax::address::{self, AddressList, Mailbox};
use crate::syntax::encoded_word::{self, Decoded};
use crate::syntax::scanner::{is_atext, unquote};

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

/// Reads every occurrence of an address field (name in lower case).
pub fn address_fields(message: &Message<'_>, name: &str) -> Vec<AddressField> {
    message.all(name).map(|field| address_field(&field)).collect()
}

fn address_field(field: &Field<'_>) -> AddressField {
    let (text, span) = (field.text, field.value());
    let list = address::parse(text, span);
    let people = list.mailboxes().filter_map(|mailbox| person(text, mailbox)).collect();
    AddressField { field: field.index, span, list, people }
}

fn person(text: &str, mailbox: &Mailbox) -> Option<Person> {
    let parts = mailbox.address?;
    let local = parts.local.of(text);
    let domain = domain::to_ascii(parts.domain.of(text));
    let org = domain::organisational(&domain).to_owned();
    let plain = unquote(local);
    let shown = if plain.chars().all(|c| is_atext(c) || c == '.') { plain.as_str() } else { local };
    let mut address = String::with_capacity(shown.len() + 1 + domain.len());
    address.push_str(shown);
    if !domain.is_empty() {
        address.push('@');
        address.push_str(&domain);
    }
    let name_span = mailbox.phrase.or_else(|| {
        // `user@host (Name)`: the old place of a name, only without angle brackets.
        let comment = mailbox.comments.first().filter(|_| mailbox.angle.is_none())?;
        Some(Span::new(comment.start + 1, comment.end.saturating_sub(1)))
    });
    Some(Person {
        name: name_span.map(|span| encoded_word::decode(text, span, true)),
        name_span,
        address,
        local: local.to_owned(),
        domain,
        org,
        mailbox: mailbox.clone(),
    })
}
