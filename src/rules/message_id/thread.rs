//! How an answer names the mail that it answers (RFC 5322 §3.6.4).

use crate::declare_rule;
use crate::facts::{Author, Facts, References};
use crate::syntax::message_id::MessageId;

declare_rule! {
    /// Programs that show threads take the last one of References for the mail that is answered.
    pub static REFERENCES_PARENT_MISSING = "references-parent-missing" {
        group: Informative,
        sources: [Rfc(5322, "3.6.4")],
        finds: ["From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net>\nReferences: <2@example.net> <1@example.net>\n"],
        quiet: [
            "From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net>\nReferences: <1@example.net> <2@example.net>\n",
            "From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net>\n",
        ],
        check: |facts, found| {
            let (Some(list), Some(answered)) = (named(facts, "references"), named(facts, "in-reply-to")) else { return };
            if let ([parent], Some(last)) = (marked(facts, answered).as_slice(), list.ids.last())
                && parent.inner.of(facts.text) != last.inner.of(facts.text)
            {
                found.at(parent.span).and(last.span);
            }
        },
    }
}

declare_rule! {
    pub static IN_REPLY_TO_SEVERAL = "in-reply-to-several" {
        group: Informative,
        sources: [Rfc(5322, "3.6.4")],
        finds: ["From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net> <1@example.net>\n"],
        quiet: ["From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net> from b@example.net\n"],
        check: |facts, found| if let Some(answered) = named(facts, "in-reply-to")
            && let ids = marked(facts, answered)
            && let [first, second, ..] = ids.as_slice()
        {
            found.at(second.span).and(first.span).count("count", ids.len());
        },
    }
}

/// The first field of that name which the receiver did not write.
fn named<'f>(facts: &'f Facts<'_>, name: &str) -> Option<&'f References> {
    facts.references.iter().find(|references| {
        facts.message.field(references.field).is_some_and(|field| field.lower == name)
            && facts.boundary.author(references.field) != Author::Receiver
    })
}

/// Those in angle brackets: words around them may hold an address (RFC 5322 §4.5.4).
fn marked<'f>(facts: &Facts<'_>, references: &'f References) -> Vec<&'f MessageId> {
    references.ids.iter().filter(|id| id.span.of(facts.text).starts_with('<')).collect()
}
