//! Content-Type, its boundary and its parameters.

use crate::facts::Facts;
use crate::message::Field;
use crate::rule::{Arg, Found, Rule, rule};
use crate::span::{Flaw, Span};
use crate::syntax::charset;
use crate::syntax::mime::{self, MimeFlaw};

/// The most characters in a boundary (RFC 2046 §5.1.1).
const LONGEST_BOUNDARY: usize = 70;

/// A bare `text` is how messages were marked before MIME (RFC 1049); old systems still write it.
pub(crate) static CONTENT_TYPE_MALFORMED: Rule = rule!(Rule {
    id: "content-type-malformed",
    group: Broken,
    sources: [Rfc(2045, "5.1"), rspamd(Inspired, "BROKEN_CONTENT_TYPE")],
    finds: [
        "From: a@example.org\nContent-Type: html; charset=utf-8\n",
        "From: a@example.org\nContent-Type: text/html charset=utf-8\n",
    ],
    quiet: [
        "From: a@example.org\nContent-Type: text\n",
        "From: a@example.org\nContent-Type: text/html (x)\n",
    ],
    check: |facts, found| {
        let Some(mime) = facts.content_type.as_ref().filter(|m| !m.main.is_empty()) else { return };
        let bad = mime.flaws.iter().any(|flaw| flaw.kind == MimeFlaw::BadType);
        if bad && !mime.main.of(facts.text).eq_ignore_ascii_case("text") {
            found.at(mime.main).text("value", mime.main.of(facts.text));
        }
    },
});

/// Only a semicolon at the end, as in the filter; elsewhere it is a missing parameter.
pub(crate) static CONTENT_TYPE_EXTRA_SEMICOLON: Rule = rule!(Rule {
    id: "content-type-extra-semicolon",
    group: Odd,
    sources: [rspamd(Inspired, "CT_EXTRA_SEMI"), Rfc(2045, "5.1")],
    finds: ["From: a@example.org\nContent-Type: text/plain; charset=utf-8;\n"],
    quiet: ["From: a@example.org\nContent-Type: text/plain;; charset=utf-8\n"],
    check: |facts, found| {
        let (Some(mime), Some(field)) = (&facts.content_type, facts.field("content-type")) else {
            return;
        };
        let end = field.value().end;
        let extra = |flaw: &&Flaw<MimeFlaw>| flaw.kind == MimeFlaw::ExtraSemicolon;
        if let Some(flaw) = mime.flaws.iter().rfind(extra).filter(|flaw| flaw.span.end == end) {
            found.at(flaw.span);
        }
    },
});

pub(crate) static CONTENT_TYPE_PARAMETER_MALFORMED: Rule = rule!(Rule {
    id: "content-type-parameter-malformed",
    group: Disliked,
    sources: [Rfc(2045, "5.1")],
    finds: [
        "From: a@example.org\nContent-Type: application/pdf; name=my file.pdf; x=a[1]\n",
        "From: a@example.org\nContent-Type: text/plain; charset=\"utf-8\n",
        "From: a@example.org\nContent-Disposition: attachment; filename=a[1].pdf\n",
    ],
    quiet: ["From: a@example.org\nContent-Type: application/pdf; name=\"my file.pdf\" (x); a=b;\n"],
    check: |facts, found| flawed(facts, found, &|flaw, end| match flaw.kind {
        MimeFlaw::ExtraSemicolon => flaw.span.end != end,
        MimeFlaw::BadParameter
        | MimeFlaw::UnquotedSpecial
        | MimeFlaw::Repeated
        | MimeFlaw::UnbalancedQuote => true,
        _ => false,
    }),
});

pub(crate) static BOUNDARY_MISSING: Rule = rule!(Rule {
    id: "boundary-missing",
    group: Broken,
    sources: [Rfc(2046, "5.1.1")],
    finds: ["From: a@example.org\nContent-Type: multipart/mixed; charset=utf-8\n"],
    quiet: ["From: a@example.org\nContent-Type: multipart/mixed; Boundary*0=a; boundary*1=b\n"],
    check: |facts, found| {
        let Some(mime) = facts.content_type.as_ref().filter(|_| !facts.context.returned) else {
            return;
        };
        let boundary = mime.parameter(facts.text, "boundary");
        if mime.kind.starts_with("multipart/") && boundary.is_none_or(|b| b.value.is_empty()) {
            found.at(mime.main).text("kind", &mime.kind);
        }
    },
});

pub(crate) static BOUNDARY_MALFORMED: Rule = rule!(Rule {
    id: "boundary-malformed",
    group: Broken,
    sources: [Rfc(2046, "5.1.1")],
    finds: [
        "From: a@example.org\nContent-Type: multipart/mixed; boundary=\"a*b\"\n",
        "From: a@example.org\nContent-Type: multipart/mixed; boundary=\"a \"\n",
        "From: a@example.org\nContent-Type: multipart/mixed; \
         boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
    ],
    quiet: ["From: a@example.org\nContent-Type: multipart/mixed; boundary=\"a b'()+_,-./:=?\"\n"],
    check: |facts, found| {
        let Some(mime) = facts.content_type.as_ref().filter(|m| m.kind.starts_with("multipart/"))
        else {
            return;
        };
        let Some(boundary) = mime.parameter(facts.text, "boundary") else { return };
        let fits = |c: char| c.is_ascii_alphanumeric() || "'()+_,-./:=? ".contains(c);
        let value = boundary.value.as_str();
        if value.chars().count() > LONGEST_BOUNDARY
            || value.ends_with(' ')
            || !value.chars().all(fits)
        {
            found.at(boundary.raw).text("boundary", value).count("count", value.chars().count());
        }
    },
});

/// This is common in Japan, and most programs understand it.
pub(crate) static PARAMETER_ENCODED_WORD: Rule = rule!(Rule {
    id: "parameter-encoded-word",
    group: Odd,
    sources: [Rfc(2047, "5"), Rfc(2231, "4")],
    finds: [
        "From: a@example.org\nContent-Type: application/pdf; name=\"=?utf-8?q?=C3=A9?=.pdf\"\n"
    ],
    quiet: ["From: a@example.org\nContent-Type: application/pdf; name*=utf-8''%C3%A9.pdf\n"],
    check: |facts, found| flawed(facts, found, &|flaw, _| flaw.kind == MimeFlaw::EncodedWord),
});

pub(crate) static PARAMETER_EXTENDED_BROKEN: Rule = rule!(Rule {
    id: "parameter-extended-broken",
    group: Disliked,
    sources: [Rfc(2231, "3"), Rfc(2231, "4")],
    finds: [
        "From: a@example.org\nContent-Type: application/pdf; name*=%C3%A9.pdf\n",
        "From: a@example.org\nContent-Type: application/pdf; name*0=a; name*2=b\n",
    ],
    quiet: [
        "From: a@example.org\nContent-Type: application/pdf; name*1=b; name*0*=utf-8'fr'%C3%A9\n"
    ],
    check: |facts, found| flawed(facts, found, &|flaw, _| flaw.kind == MimeFlaw::BrokenExtended),
});

/// Returns the span of the charset of a text, and its WHATWG name.
pub(crate) fn text_charset(facts: &Facts<'_>) -> Option<(Span, &'static str)> {
    let mime = facts.content_type.as_ref().filter(|mime| mime.kind.starts_with("text/"))?;
    let parameter = mime.parameter(facts.text, "charset")?;
    Some((parameter.raw, charset::label(&parameter.value)?))
}

/// Returns the span of the value, or that of the name if the value is empty.
pub(crate) fn marked(field: &Field<'_>) -> Span {
    if field.value().is_empty() { field.raw.name } else { field.value() }
}

/// Reports one finding for each MIME field with such a flaw; `wrong` is given the end of the value.
fn flawed(
    facts: &Facts<'_>,
    found: &mut Found<'_>,
    wrong: &dyn Fn(&Flaw<MimeFlaw>, usize) -> bool,
) {
    let disposition = facts.field("content-disposition");
    let parsed = disposition.map(|field| mime::parse(facts.text, field.value(), false));
    let fields = [
        facts.field("content-type").zip(facts.content_type.as_ref()),
        disposition.zip(parsed.as_ref()),
    ];
    for (field, mime) in fields.into_iter().flatten() {
        let mut flaws = mime.flaws.iter().filter(|flaw| wrong(flaw, field.value().end));
        let Some(first) = flaws.next() else { continue };
        let finding = found.at(first.span);
        finding
            .with("field", Arg::Field(field.name().to_owned()))
            .text("value", first.span.of(facts.text));
        for flaw in flaws.take(10) {
            finding.and(flaw.span);
        }
    }
}
