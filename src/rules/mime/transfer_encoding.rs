//! Content-Transfer-Encoding.

use crate::facts::Facts;
use crate::message::Field;
use crate::rule::{Rule, rule};

use crate::rules::mime::content_type::{marked, text_charset};

const ENCODINGS: &[&str] = &["7bit", "8bit", "binary", "quoted-printable", "base64"];

/// `x-` names are allowed.
pub(crate) static TRANSFER_ENCODING_UNKNOWN: Rule = rule!(Rule {
    id: "transfer-encoding-unknown",
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
});

pub(crate) static TRANSFER_ENCODING_CASE: Rule = rule!(Rule {
    id: "transfer-encoding-case",
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
});

pub(crate) static TRANSFER_ENCODING_ON_MULTIPART: Rule = rule!(Rule {
    id: "transfer-encoding-on-multipart",
    group: Broken,
    sources: [Rfc(2045, "6.4")],
    finds: ["From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\
         Content-Transfer-Encoding: base64\n"],
    quiet: ["From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\
         Content-Transfer-Encoding: 8bit\n"],
    check: |facts, found| {
        let (Some(mime), Some((field, encoding))) = (&facts.content_type, encoding(facts)) else {
            return;
        };
        let whole = mime.kind.starts_with("multipart/")
            || matches!(mime.kind.as_str(), "message/rfc822" | "message/partial");
        if whole && matches!(encoding.as_str(), "base64" | "quoted-printable") {
            found
                .at(field.value())
                .and(mime.main)
                .text("kind", &mime.kind)
                .text("encoding", &encoding);
        }
    },
});

/// The filters look at the body; this looks at what the field says about it.
pub(crate) static TEXT_BASE64_NEEDLESS: Rule = rule!(Rule {
    id: "text-base64-needless",
    group: Odd,
    sources: [spamassassin(Inspired, "MIME_BASE64_TEXT"), rspamd(Inspired, "MIME_BASE64_TEXT"),],
    finds: ["From: a@example.org\nContent-Type: text/plain; charset=us-ascii\n\
         Content-Transfer-Encoding: base64\n"],
    quiet: ["From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: base64\n"],
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
});

/// Returns Content-Transfer-Encoding and its value in lower case, without comments.
pub(crate) fn encoding<'f>(facts: &Facts<'f>) -> Option<(Field<'f>, String)> {
    let field = facts.field("content-transfer-encoding")?;
    let encoding = without_comments(&field).to_ascii_lowercase();
    Some((field, encoding))
}

pub(crate) fn without_comments(field: &Field<'_>) -> String {
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
