//! What the fields of one message say: identities, route, authentication, mailer, verdicts; each
//! with its place and its author.

pub mod authentication;
pub mod boundary;
pub mod identity;
pub mod mailer;
pub mod route;
pub mod verdict;

pub use authentication::{Arc, ArcSet, DkimSignature, Results, Spf};
pub use boundary::{Author, Boundary};
pub use identity::{AddressField, Person};
pub use mailer::{Claim, Clock, Mailer, Trace};
pub use route::Hop;
pub use verdict::Verdict;

use crate::inspect::Options;
use crate::message::{Field, Message};
use crate::span::Span;
use crate::syntax::date::DateTime;
use crate::syntax::encoded_word::Decoded;
use crate::syntax::message_id::MessageId;
use crate::syntax::mime::MimeValue;

/// What kind of mail this is; rules are silent where a kind explains the pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent traits, each asked for by name")]
pub struct Context {
    /// Passed a mailing list (List-Id, List-Post, Mailing-List, X-Mailman-Version …).
    pub list: bool,
    /// Bulk mail: List-Unsubscribe, Feedback-ID, Precedence: bulk, a sending service's fields.
    pub bulk: bool,
    /// Forwarded: Resent-*, X-Forwarded-*, SRS in Return-Path, several Delivered-To.
    pub forwarded: bool,
    /// Automatic: Auto-Submitted, null Return-Path, report types.
    pub automatic: bool,
    /// No Received at all: a draft, a copy out of the Sent folder, or fields typed off.
    pub never_travelled: bool,
    /// SMTPUTF8 was used on some hop.
    pub smtputf8: bool,
    /// A Japanese charset or kana/kanji in Subject or From.
    pub japanese: bool,
    /// These are the fields that a bounce returned: fields may be missing, cut or rewritten.
    pub returned: bool,
}

/// All facts of one message. Vectors are in the order of the text (topmost first).
pub struct Facts<'m> {
    /// The whole (repaired) text that all spans point into.
    pub text: &'m str,
    /// The fields.
    pub message: &'m Message<'m>,
    /// What the caller set.
    pub options: &'m Options,
    /// What kind of mail this is.
    pub context: Context,
    /// Who wrote which line.
    pub boundary: Boundary,
    /// From fields.
    pub from: Vec<AddressField>,
    /// Sender fields.
    pub sender: Vec<AddressField>,
    /// Reply-To fields.
    pub reply_to: Vec<AddressField>,
    /// To fields.
    pub to: Vec<AddressField>,
    /// Cc fields.
    pub cc: Vec<AddressField>,
    /// Bcc fields.
    pub bcc: Vec<AddressField>,
    /// Return-Path fields; `<>` has no people.
    pub return_path: Vec<AddressField>,
    /// The first Subject, decoded, with the place of its value.
    pub subject: Option<(Span, Decoded)>,
    /// The first Date.
    pub date: Option<DateTime>,
    /// The first Message-ID.
    pub message_id: Option<MessageId>,
    /// The first Content-Type.
    pub content_type: Option<MimeValue>,
    /// Received fields, newest (topmost) first.
    pub hops: Vec<Hop>,
    /// Authentication-Results fields.
    pub results: Vec<Results>,
    /// Received-SPF fields.
    pub spf: Vec<Spf>,
    /// DKIM-Signature fields.
    pub dkim: Vec<DkimSignature>,
    /// The ARC chain, by instance.
    pub arc: Arc,
    /// What the mail says of the program that made it.
    pub mailer: Mailer,
    /// What filters wrote into it.
    pub verdicts: Vec<Verdict>,
}

impl<'m> Facts<'m> {
    /// The one author: the first mailbox of the first From.
    pub fn author(&self) -> Option<&Person> {
        self.from.first().and_then(|field| field.people.first())
    }

    /// All recipients of To and Cc.
    pub fn recipients(&self) -> impl Iterator<Item = &Person> {
        self.to.iter().chain(&self.cc).flat_map(|field| field.people.iter())
    }

    /// The reverse-path: the first mailbox of the first Return-Path.
    pub fn reverse_path(&self) -> Option<&Person> {
        self.return_path.first().and_then(|field| field.people.first())
    }

    /// The first field of a name (lower case).
    pub fn field(&self, name: &str) -> Option<Field<'m>> {
        self.message.first(name)
    }

    /// The result of a method (`spf`, `dkim`, `dmarc`, `compauth` …) as the receiver stamped it, the
    /// most favourable where there are several; none where the receiver recorded none.
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

/// Reads the facts of one message. `returned`: these fields came back inside a bounce.
pub fn gather<'m>(message: &'m Message<'m>, options: &'m Options, returned: bool) -> Facts<'m> {
    let text = message.text;
    Facts {
        text,
        message,
        options,
        context: Context { returned, ..Context::default() },
        boundary: Boundary::default(),
        from: vec![],
        sender: vec![],
        reply_to: vec![],
        to: vec![],
        cc: vec![],
        bcc: vec![],
        return_path: vec![],
        subject: None,
        date: None,
        message_id: None,
        content_type: None,
        hops: vec![],
        results: vec![],
        spf: vec![],
        dkim: vec![],
        arc: Arc::default(),
        mailer: Mailer::default(),
        verdicts: vec![],
    }
}
