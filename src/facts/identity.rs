//! The people that a message names in From, Sender, Reply-To, To, Cc, Bcc and Return-Path.

use crate::domain;
use crate::message::{Field, Message};
use crate::span::Span;
use crate::syntax::address::{self, AddressList, Mailbox};
use crate::syntax::encoded_word::{self, Decoded};
use crate::syntax::scanner::{is_atext, unquote};

/// One mailbox, normalised for comparing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The mailbox as parsed.
    pub mailbox: Mailbox,
    /// The display name, decoded and unquoted; without a phrase, the first comment of a bare
    /// address.
    pub name: Option<Decoded>,
    /// The span of the name.
    pub name_span: Option<Span>,
    /// `local@domain`: the local part without needless quotes, then the domain as in `domain`.
    pub address: String,
    /// The local part as written.
    pub local: String,
    /// The domain in lower case, as A-labels; empty if the address has none.
    pub domain: String,
    /// The organisational domain of `domain`.
    pub org: String,
}

impl Person {
    /// Returns the span of the address, or that of the whole mailbox if it has none.
    pub fn span(&self) -> Span {
        self.mailbox.address.map_or(self.mailbox.span, |address| address.span)
    }

    /// Returns the span of the domain, or that of the address if it has no domain.
    pub fn domain_span(&self) -> Span {
        self.mailbox.address.filter(|a| !a.domain.is_empty()).map_or(self.span(), |a| a.domain)
    }
}

/// One occurrence of an address field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressField {
    /// The index of the field in `Message::lines`.
    pub field: usize,
    /// The span of the value, without surrounding white space.
    pub span: Span,
    /// The parsed value.
    pub list: AddressList,
    /// All mailboxes that have an address, including those of groups.
    pub people: Vec<Person>,
}

/// Parses every occurrence of an address field, whose name must be in lower case.
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
        // `user@host (Name)`: the old place of a name, used only without angle brackets.
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
