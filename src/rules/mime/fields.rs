//! MIME fields of the top-level header block.

use crate::declare_rule;
use crate::facts::Facts;
use crate::message::Field;
use crate::rule::{Arg, Found};
use crate::span::{Flaw, Span};
use crate::syntax::charset;
use crate::syntax::mime::{self, MimeFlaw};

/// Characters in a boundary (RFC 2046 §5.1.1).
const LONGEST_BOUNDARY: usize = 70;

const ENCODINGS: &[&str] = &["7bit", "8bit", "binary", "quoted-printable", "base64"];

declare_rule! {
    pub static MIME_VERSION_MISSING = "mime-version-missing" {
        group: Disliked,
        sources: [
            Rfc(2045, "4"),
            rspamd(Same, "MISSING_MIME_VERSION"),
            spamassassin(Inspired, "MIME_HEADER_CTYPE_ONLY"), rspamd(Inspired, "MIME_HEADER_CTYPE_ONLY")],
        finds: ["From: a@example.org\nContent-Type: text/plain\n"],
        quiet: [
            "From: a@example.org\nMime-Version: 1.0\nContent-Type: text/plain\n",
            "From: a@example.org\nContent-Length: 5\n",
        ],
        check: |facts, found| {
            if facts.context.returned || facts.message.has("mime-version") { return }
            let names = ["content-type", "content-transfer-encoding"];
            if let Some(field) = names.iter().find_map(|name| facts.field(name)) {
                found.at(field.raw.name).with("field", Arg::Field(field.name().to_owned()));
            }
        },
    }
}

declare_rule! {
    pub static MIME_VERSION_WRONG = "mime-version-wrong" {
        group: Disliked,
        sources: [Rfc(2045, "4"), spamassassin(Inspired, "BOGUS_MIME_VERSION")],
        finds: ["From: a@example.org\nMIME-Version: 1.0;\n", "From: a@example.org\nMIME-Version: 2\n"],
        quiet: ["From: a@example.org\nMIME-Version: (x) 1.0 (Mail 1.0)\n"],
        check: |facts, found| if let Some(field) = facts.field("mime-version")
            && without_comments(&field) != "1.0"
        {
            found.at(marked(&field)).text("value", field.value_text());
        },
    }
}

declare_rule! {
    /// `text` alone is how mail was marked before MIME (RFC 1049); old systems still write it.
    pub static CONTENT_TYPE_MALFORMED = "content-type-malformed" {
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
    }
}

declare_rule! {
    /// Only the one at the end, as the filter looks; one in the middle is a parameter too few.
    pub static CONTENT_TYPE_EXTRA_SEMICOLON = "content-type-extra-semicolon" {
        group: Odd,
        sources: [rspamd(Inspired, "CT_EXTRA_SEMI"), Rfc(2045, "5.1")],
        finds: ["From: a@example.org\nContent-Type: text/plain; charset=utf-8;\n"],
        quiet: ["From: a@example.org\nContent-Type: text/plain;; charset=utf-8\n"],
        check: |facts, found| {
            let (Some(mime), Some(field)) = (&facts.content_type, facts.field("content-type")) else { return };
            let end = field.value().end;
            let extra = |flaw: &&Flaw<MimeFlaw>| flaw.kind == MimeFlaw::ExtraSemicolon;
            if let Some(flaw) = mime.flaws.iter().rfind(extra).filter(|flaw| flaw.span.end == end) {
                found.at(flaw.span);
            }
        },
    }
}

declare_rule! {
    pub static CONTENT_TYPE_PARAMETER_MALFORMED = "content-type-parameter-malformed" {
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
    }
}

declare_rule! {
    pub static CHARSET_UNKNOWN = "charset-unknown" {
        group: Disliked,
        sources: [Rfc(2046, "4.1.2")],
        finds: ["From: a@example.org\nContent-Type: text/plain; charset=DEFAULT\n"],
        quiet: ["From: a@example.org\nContent-Type: text/plain; charset=\"cp932\"\n"],
        check: |facts, found| {
            let Some(mime) = facts.content_type.as_ref().filter(|m| m.kind.starts_with("text/")) else { return };
            if let Some(parameter) = mime.parameter(facts.text, "charset")
                && charset::label(&parameter.value).is_none()
            {
                found.at(parameter.raw).text("charset", &parameter.value);
            }
        },
    }
}

declare_rule! {
    /// The filter looks at parts, too, so the weight is not counted.
    pub static CHARSET_MISSING = "charset-missing" {
        group: Odd,
        sources: [Rfc(2046, "4.1.2"), rspamd(Inspired, "R_MISSING_CHARSET")],
        finds: ["From: a@example.org\nContent-Type: text/plain\nContent-Transfer-Encoding: 8bit\n"],
        quiet: [
            "From: a@example.org\nContent-Type: text/plain\nContent-Transfer-Encoding: 7bit\n",
            "From: a@example.org\nContent-Type: text/plain; Charset=utf-8\nContent-Transfer-Encoding: 8bit\n",
        ],
        check: |facts, found| {
            let (Some(mime), Some((_, encoding))) = (&facts.content_type, encoding(facts)) else { return };
            if mime.kind.starts_with("text/")
                && !matches!(encoding.as_str(), "7bit" | "")
                && mime.parameter(facts.text, "charset").is_none()
            {
                found.at(mime.main).text("kind", &mime.kind).text("encoding", &encoding);
            }
        },
    }
}

declare_rule! {
    pub static BOUNDARY_MISSING = "boundary-missing" {
        group: Broken,
        sources: [Rfc(2046, "5.1.1")],
        finds: ["From: a@example.org\nContent-Type: multipart/mixed; charset=utf-8\n"],
        quiet: ["From: a@example.org\nContent-Type: multipart/mixed; Boundary*0=a; boundary*1=b\n"],
        check: |facts, found| {
            let Some(mime) = facts.content_type.as_ref().filter(|_| !facts.context.returned) else { return };
            let boundary = mime.parameter(facts.text, "boundary");
            if mime.kind.starts_with("multipart/") && boundary.is_none_or(|b| b.value.is_empty()) {
                found.at(mime.main).text("kind", &mime.kind);
            }
        },
    }
}

declare_rule! {
    pub static BOUNDARY_MALFORMED = "boundary-malformed" {
        group: Broken,
        sources: [Rfc(2046, "5.1.1")],
        finds: [
            "From: a@example.org\nContent-Type: multipart/mixed; boundary=\"a*b\"\n",
            "From: a@example.org\nContent-Type: multipart/mixed; boundary=\"a \"\n",
            "From: a@example.org\nContent-Type: multipart/mixed; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        ],
        quiet: ["From: a@example.org\nContent-Type: multipart/mixed; boundary=\"a b'()+_,-./:=?\"\n"],
        check: |facts, found| {
            let Some(mime) = facts.content_type.as_ref().filter(|m| m.kind.starts_with("multipart/")) else { return };
            let Some(boundary) = mime.parameter(facts.text, "boundary") else { return };
            let fits = |c: char| c.is_ascii_alphanumeric() || "'()+_,-./:=? ".contains(c);
            let value = boundary.value.as_str();
            if value.chars().count() > LONGEST_BOUNDARY || value.ends_with(' ') || !value.chars().all(fits) {
                found
                    .at(boundary.raw)
                    .text("boundary", value)
                    .count("count", value.chars().count());
            }
        },
    }
}

declare_rule! {
    /// `x-` names are allowed.
    pub static TRANSFER_ENCODING_UNKNOWN = "transfer-encoding-unknown" {
        group: Disliked,
        sources: [Rfc(2045, "6.1"), spamassassin(Inspired, "SCC_BOGUS_CTE_1")],
        finds: ["From: a@example.org\nContent-Transfer-Encoding: Hexa\n"],
        quiet: ["From: a@example.org\nContent-Transfer-Encoding: Quoted-Printable (x)\n"],
        check: |facts, found| if let Some((field, encoding)) = encoding(facts) {
            let known = ENCODINGS.contains(&encoding.as_str()) || encoding.starts_with("x-");
            if !known {
                found.at(marked(&field)).text("encoding", field.value_text());
            }
        },
    }
}

declare_rule! {
    pub static TRANSFER_ENCODING_CASE = "transfer-encoding-case" {
        group: Odd,
        sources: [rspamd(Same, "CTE_CASE")],
        finds: ["From: a@example.org\nContent-Transfer-Encoding: 7Bit\n"],
        quiet: ["From: a@example.org\nContent-Transfer-Encoding: Base64\n"],
        check: |facts, found| if let Some(field) = facts.field("content-transfer-encoding") {
            let value = field.value_text();
            if value.starts_with("7B") || value.starts_with("8B") {
                found.at(field.value()).text("encoding", value);
            }
        },
    }
}

declare_rule! {
    pub static TRANSFER_ENCODING_ON_MULTIPART = "transfer-encoding-on-multipart" {
        group: Broken,
        sources: [Rfc(2045, "6.4")],
        finds: ["From: a@example.org\nContent-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n"],
        quiet: ["From: a@example.org\nContent-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: 8bit\n"],
        check: |facts, found| {
            let (Some(mime), Some((field, encoding))) = (&facts.content_type, encoding(facts)) else { return };
            let whole = mime.kind.starts_with("multipart/")
                || matches!(mime.kind.as_str(), "message/rfc822" | "message/partial");
            if whole && matches!(encoding.as_str(), "base64" | "quoted-printable") {
                found.at(field.value()).and(mime.main).text("kind", &mime.kind).text("encoding", &encoding);
            }
        },
    }
}

declare_rule! {
    /// Common in Japan, and understood by most programs.
    pub static PARAMETER_ENCODED_WORD = "parameter-encoded-word" {
        group: Odd,
        sources: [Rfc(2047, "5"), Rfc(2231, "4")],
        finds: ["From: a@example.org\nContent-Type: application/pdf; name=\"=?utf-8?q?=C3=A9?=.pdf\"\n"],
        quiet: ["From: a@example.org\nContent-Type: application/pdf; name*=utf-8''%C3%A9.pdf\n"],
        check: |facts, found| flawed(facts, found, &|flaw, _| flaw.kind == MimeFlaw::EncodedWord),
    }
}

declare_rule! {
    pub static PARAMETER_EXTENDED_BROKEN = "parameter-extended-broken" {
        group: Disliked,
        sources: [Rfc(2231, "3"), Rfc(2231, "4")],
        finds: [
            "From: a@example.org\nContent-Type: application/pdf; name*=%C3%A9.pdf\n",
            "From: a@example.org\nContent-Type: application/pdf; name*0=a; name*2=b\n",
        ],
        quiet: ["From: a@example.org\nContent-Type: application/pdf; name*1=b; name*0*=utf-8'fr'%C3%A9\n"],
        check: |facts, found| flawed(facts, found, &|flaw, _| flaw.kind == MimeFlaw::BrokenExtended),
    }
}

declare_rule! {
    pub static REPORT_TYPE_MISSING = "report-type-missing" {
        group: Disliked,
        sources: [Rfc(6522, "3")],
        finds: ["From: a@example.org\nContent-Type: multipart/report; boundary=b\n"],
        quiet: ["From: a@example.org\nContent-Type: multipart/report; boundary=b; Report-Type=delivery-status\n"],
        check: |facts, found| if let Some(mime) = &facts.content_type
            && mime.kind == "multipart/report"
            && mime.parameter(facts.text, "report-type").is_none()
        {
            found.at(mime.main);
        },
    }
}

declare_rule! {
    pub static MESSAGE_PARTIAL = "message-partial" {
        group: Disliked,
        sources: [Rfc(2046, "5.2.2"), spamassassin(Inspired, "FRAGMENTED_MESSAGE")],
        finds: ["From: a@example.org\nContent-Type: message/partial; id=\"x@example.org\"; number=1; total=2\n"],
        quiet: ["From: a@example.org\nContent-Type: message/rfc822; partial=1\n"],
        check: |facts, found| if let Some(mime) = &facts.content_type && mime.kind == "message/partial" {
            found.at(mime.main);
        },
    }
}

declare_rule! {
    /// base64 is the next rule's.
    pub static ISO_2022_JP_NOT_7BIT = "iso-2022-jp-not-7bit" {
        group: Odd,
        sources: [Rfc(1468, "")],
        finds: ["From: a@example.org\nContent-Type: text/plain; charset=ISO-2022-JP\nContent-Transfer-Encoding: 8bit\n"],
        quiet: ["From: a@example.org\nContent-Type: text/plain; charset=ISO-2022-JP\nContent-Transfer-Encoding: 7bit\n"],
        check: |facts, found| {
            let Some((charset, label)) = text_charset(facts) else { return };
            let Some((field, encoding)) = encoding(facts) else { return };
            if label == "iso-2022-jp"
                && matches!(encoding.as_str(), "8bit" | "binary" | "quoted-printable")
            {
                found.at(field.value()).and(charset).text("encoding", &encoding);
            }
        },
    }
}

declare_rule! {
    /// The filters look at the body, we at what the field says of it.
    pub static TEXT_BASE64_NEEDLESS = "text-base64-needless" {
        group: Odd,
        sources: [
            spamassassin(Inspired, "MIME_BASE64_TEXT"),
            rspamd(Inspired, "MIME_BASE64_TEXT"),
        ],
        finds: ["From: a@example.org\nContent-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: base64\n"],
        quiet: ["From: a@example.org\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n"],
        check: |facts, found| {
            let Some((charset, label)) = text_charset(facts) else { return };
            let Some((field, encoding)) = encoding(facts) else { return };
            let name = charset.of(facts.text).trim_matches('"');
            let plain = label == "iso-2022-jp"
                || name.eq_ignore_ascii_case("us-ascii")
                || name.eq_ignore_ascii_case("ascii");
            if plain && encoding == "base64" {
                found.at(field.value()).and(charset).text("charset", name);
            }
        },
    }
}

/// The place and the WHATWG name of the charset of a text.
fn text_charset(facts: &Facts<'_>) -> Option<(Span, &'static str)> {
    let mime = facts.content_type.as_ref().filter(|mime| mime.kind.starts_with("text/"))?;
    let parameter = mime.parameter(facts.text, "charset")?;
    Some((parameter.raw, charset::label(&parameter.value)?))
}

/// Content-Transfer-Encoding, in lower case.
fn encoding<'f>(facts: &Facts<'f>) -> Option<(Field<'f>, String)> {
    let field = facts.field("content-transfer-encoding")?;
    let encoding = without_comments(&field).to_ascii_lowercase();
    Some((field, encoding))
}

fn without_comments(field: &Field<'_>) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in field.value_text().chars() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept.trim().to_owned()
}

/// The value, or the name where it is empty.
fn marked(field: &Field<'_>) -> Span {
    if field.value().is_empty() { field.raw.name } else { field.value() }
}

/// One finding for each MIME field with such a flaw; `wrong` is told where the value ends.
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
