//! How a reply names the message that it replies to.

use crate::facts::{Author, Facts, References};
use crate::rule::{Arg, Rule, rule};
use crate::span::Span;
use crate::syntax::message_id::{IdFlaw, MessageId};

/// Programs that show threads take the last identifier of References for the message replied to.
pub(crate) static REFERENCES_PARENT_MISSING: Rule = rule!(Rule {
    id: "references-parent-missing",
    group: Informative,
    sources: [Rfc(5322, "3.6.4")],
    finds: ["From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net>\n\
         References: <2@example.net> <1@example.net>\n"],
    quiet: [
        "From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net>\n\
         References: <1@example.net> <2@example.net>\n",
        "From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net>\n",
    ],
    check: |facts, found| {
        let (Some(list), Some(answered)) =
            (named(facts, "references"), named(facts, "in-reply-to"))
        else {
            return;
        };
        if let ([parent], Some(last)) = (marked(facts, answered).as_slice(), list.ids.last())
            && parent.inner.of(facts.text) != last.inner.of(facts.text)
        {
            found.at(parent.span).and(last.span);
        }
    },
});

pub(crate) static IN_REPLY_TO_SEVERAL: Rule = rule!(Rule {
    id: "in-reply-to-several",
    group: Informative,
    sources: [Rfc(5322, "3.6.4")],
    finds: ["From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net> <1@example.net>\n"],
    quiet: [
        "From: a@example.org\nSubject: Re: x\nIn-Reply-To: <2@example.net> from b@example.net\n"
    ],
    check: |facts, found| if let Some(answered) = named(facts, "in-reply-to")
        && let ids = marked(facts, answered)
        && let [first, second, ..] = ids.as_slice()
    {
        found.at(second.span).and(first.span).count("count", ids.len());
    },
});

/// In-Reply-To may hold a phrase beside the identifier (RFC 5322 §4.5.4), References no longer.
pub(crate) static REFERENCES_MALFORMED: Rule = rule!(Rule {
    id: "references-malformed",
    group: Odd,
    sources: [Rfc(5322, "3.6.4")],
    finds: [
        "From: a@example.org\nSubject: Re: x\nReferences: your mail of Monday\n",
        "From: a@example.org\nSubject: Re: x\nIn-Reply-To: 12345\n",
    ],
    quiet: ["From: a@example.org\nSubject: Re: x\n\
         In-Reply-To: Your message of Monday <abcdefgh@example.net>\n\
         References: <abcdefgh@example.net>\n ,<ijklmnop@HOST>\n"],
    check: |facts, found| for References { field, ids, flaws } in &facts.references {
        let Some(field) = facts.message.field(*field) else { continue };
        let receiver = facts.boundary.author(field.index) == Author::Receiver;
        if receiver || field.value().is_empty() {
            continue;
        }
        // Exchange separates the identifiers by commas.
        let comma = |span: Span| span.of(facts.text).trim_matches([',', ';']).trim().is_empty();
        let other = flaws.iter().map(|flaw| flaw.span).find(|span| !comma(*span));
        let no_id = ids.iter().find(|id| id.has(IdFlaw::NoAt)).map(|id| id.span);
        let place = if field.lower == "references" {
            other.or(no_id)
        } else {
            (ids.iter().all(|id| id.has(IdFlaw::NoAt))).then_some(field.value())
        };
        if let Some(place) = place {
            found
                .at(place)
                .with("field", Arg::Field(field.name().to_owned()))
                .text("text", place.of(facts.text));
        }
    },
});

/// Returns the first field of that name that the receiver did not write.
fn named<'f>(facts: &'f Facts<'_>, name: &str) -> Option<&'f References> {
    facts.references.iter().find(|references| {
        facts.message.field(references.field).is_some_and(|field| field.lower == name)
            && facts.boundary.author(references.field) != Author::Receiver
    })
}

/// Returns the identifiers in angle brackets: words around them may hold an address (RFC 5322
/// §4.5.4).
fn marked<'f>(facts: &Facts<'_>, references: &'f References) -> Vec<&'f MessageId> {
    references.ids.iter().filter(|id| id.span.of(facts.text).starts_with('<')).collect()
}
