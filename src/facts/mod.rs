//! Facts: what the fields of one message say about identities, route, authentication, mailer and
//! verdicts, each with its span and its author.

pub mod authentication;
pub mod boundary;
pub mod context;
pub mod identity;
pub mod mailer;
pub(crate) mod recorded;
pub mod route;
pub mod verdict;

pub use authentication::{Arc, ArcSet, DkimSignature, Results, Spf};
pub use boundary::{Author, Boundary, BoundaryBasis};
pub use context::Context;
pub use identity::{AddressField, Person};
pub use mailer::{Claim, Clock, ClockKind, Mailer, MailerVerdict, Trace, TraceKind, Zone};
pub use route::Hop;
pub use verdict::{Basis, Test, Verdict};

use crate::message::{Field, Message};
use crate::options::Options;
use crate::span::{Flaw, Span};
use crate::syntax::date::{self, DateTime};
use crate::syntax::encoded_word::{self, Decoded};
use crate::syntax::message_id::{self, IdFlaw, MessageId};
use crate::syntax::mime::{self, MimeValue};
use boundary::Stamps;

/// All facts of one message. Vectors follow the order of the text, topmost field first.
pub struct Facts<'m> {
    /// The whole text, after repairs; every span is a byte range of it.
    pub text: &'m str,
    /// The fields of the message.
    pub message: &'m Message<'m>,
    /// The options that the caller set.
    pub options: &'m Options,
    /// What kind of mail this is.
    pub context: Context,
    /// Who wrote each line.
    pub boundary: Boundary,
    /// The From fields.
    pub from: Vec<AddressField>,
    /// The Sender fields.
    pub sender: Vec<AddressField>,
    /// The Reply-To fields.
    pub reply_to: Vec<AddressField>,
    /// The To fields.
    pub to: Vec<AddressField>,
    /// The Cc fields.
    pub cc: Vec<AddressField>,
    /// The Bcc fields.
    pub bcc: Vec<AddressField>,
    /// The Return-Path fields; a null reverse-path (`<>`) has no people.
    pub return_path: Vec<AddressField>,
    /// The span of the first Subject's value, and the value decoded.
    pub subject: Option<(Span, Decoded)>,
    /// The first Date field, parsed.
    pub date: Option<DateTime>,
    /// The identifier of the first Message-ID field.
    pub message_id: Option<MessageId>,
    /// The References fields, then the In-Reply-To fields.
    pub references: Vec<References>,
    /// The first Content-Type field, parsed.
    pub content_type: Option<MimeValue>,
    /// The Received fields, newest (topmost) first.
    pub hops: Vec<Hop>,
    /// The Authentication-Results fields.
    pub results: Vec<Results>,
    /// The Received-SPF fields that are not empty.
    pub spf: Vec<Spf>,
    /// The DKIM-Signature fields.
    pub dkim: Vec<DkimSignature>,
    /// The ARC sets, in the order of their instances.
    pub arc: Arc,
    /// What the fields say about the program that made the message.
    pub mailer: Mailer,
    /// What filters wrote into the message.
    pub verdicts: Vec<Verdict>,
}

/// One References or In-Reply-To field.
#[derive(Clone, Debug)]
pub struct References {
    /// The index of the field in `Message::lines`.
    pub field: usize,
    /// The identifiers in the value.
    pub ids: Vec<MessageId>,
    /// The flaws in the value that belong to no identifier.
    pub flaws: Vec<Flaw<IdFlaw>>,
}

impl<'m> Facts<'m> {
    /// Returns the author: the first mailbox of the first From field.
    pub fn author(&self) -> Option<&Person> {
        self.from.first().and_then(|field| field.people.first())
    }

    /// Returns the mailboxes of To, then those of Cc.
    pub fn recipients(&self) -> std::vec::IntoIter<&Person> {
        let all = self.to.iter().chain(&self.cc).flat_map(|field| field.people.iter());
        all.collect::<Vec<_>>().into_iter()
    }

    /// Returns the reverse-path: the first mailbox of the first Return-Path field.
    pub fn reverse_path(&self) -> Option<&Person> {
        self.return_path.first().and_then(|field| field.people.first())
    }

    /// Returns the first field of a name, which must be in lower case.
    pub fn field(&self, name: &str) -> Option<Field<'m>> {
        self.message.first(name)
    }

    /// Iterates over the fields that the receiver did not write.
    pub(crate) fn by_sender(&self) -> BySender<'_> {
        BySender { message: self.message, boundary: &self.boundary, at: 0 }
    }

    /// Returns the handover hop, if its client is unauthenticated and has a public address.
    pub(crate) fn stranger(&self) -> Option<&Hop> {
        let hop = self.boundary.handover.and_then(|index| self.hops.get(index))?;
        (hop.public_client && !hop.received.is_authenticated(self.text)).then_some(hop)
    }

    /// Returns the receiver's own result of a method (`spf`, `dkim`, `dmarc`, `compauth` …), or
    /// `None` if it recorded none. A `pass` wins over other results, otherwise the topmost does.
    pub fn trusted_result(
        &self,
        method: &str,
    ) -> Option<(&Results, &crate::syntax::auth_results::MethodResult)> {
        let mut best = None;
        for results in self.results.iter().filter(|r| r.author == Author::Receiver) {
            for result in &results.parsed.results {
                if !result.method.of(self.text).eq_ignore_ascii_case(method) {
                    continue;
                }
                if result.result.of(self.text).eq_ignore_ascii_case("pass") {
                    return Some((results, result));
                }
                best = best.or(Some((results, result)));
            }
        }
        best
    }
}

/// The fields that the receiver did not write. A named type, so that the iteration is compiled only
/// once.
pub(crate) struct BySender<'f> {
    message: &'f Message<'f>,
    boundary: &'f Boundary,
    at: usize,
}

impl<'f> Iterator for BySender<'f> {
    type Item = Field<'f>;

    #[inline(never)]
    fn next(&mut self) -> Option<Field<'f>> {
        while self.at < self.message.lines.len() {
            let index = self.at;
            self.at += 1;
            if self.boundary.author(index) != Author::Receiver
                && let Some(field) = self.message.field(index)
            {
                return Some(field);
            }
        }
        None
    }
}

/// Gathers the facts of one message. Set `returned` if a bounce returned these fields.
pub fn gather<'m>(message: &'m Message<'m>, options: &'m Options, returned: bool) -> Facts<'m> {
    let text = message.text;
    let received = route::received(message);
    let results = authentication::parse_results(message);
    let spf = authentication::parse_spf(message);
    let stamps = Stamps { received: &received, results: &results, spf: &spf };
    let mut boundary = boundary::decide(message, &stamps);
    // Where a server stamped its results it had taken the message in, so its stamps stand.
    if returned && results.iter().all(|(field, _)| boundary.author(*field) != Author::Receiver) {
        boundary.give_back();
    }
    let results = authentication::results(results, &boundary);
    let hops = route::hops(received, &boundary);
    let subject = message.first("subject").map(|field| {
        let span = field.value();
        (span, encoded_word::decode(text, span, false))
    });
    let date = message.first("date").map(|field| date::parse(text, field.value()));
    let message_id =
        message.first("message-id").and_then(|field| message_id::parse_one(text, field.value()));
    let mut references = Vec::new();
    for name in ["references", "in-reply-to"] {
        for field in message.all(name) {
            let (ids, flaws) = message_id::parse_list(text, field.value());
            references.push(References { field: field.index, ids, flaws });
        }
    }
    let content_type =
        message.first("content-type").map(|field| mime::parse(text, field.value(), true));
    let from = identity::address_fields(message, "from");
    let return_path = identity::address_fields(message, "return-path");
    let context = context::detect(message, &from, subject.as_ref(), &return_path, returned);
    Facts {
        context,
        sender: identity::address_fields(message, "sender"),
        reply_to: identity::address_fields(message, "reply-to"),
        to: identity::address_fields(message, "to"),
        cc: identity::address_fields(message, "cc"),
        bcc: identity::address_fields(message, "bcc"),
        spf: authentication::spf(spf, &boundary),
        dkim: authentication::dkim(message, &results),
        arc: authentication::arc(message),
        mailer: mailer::identify(message, message_id.as_ref(), content_type.as_ref()),
        verdicts: verdict::verdicts(message, &boundary, &results),
        text,
        message,
        options,
        boundary,
        from,
        return_path,
        subject,
        references,
        date,
        message_id,
        content_type,
        hops,
        results,
    }
}
