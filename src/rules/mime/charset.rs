//! The charset of a text.

use crate::rule::{Rule, rule};
use crate::rules::mime::content_type::text_charset;
use crate::rules::mime::transfer_encoding::encoding;
use crate::syntax::charset;

pub(crate) static CHARSET_UNKNOWN: Rule = rule!(Rule {
    id: "charset-unknown",
    group: Disliked,
    sources: [Rfc(2046, "4.1.2")],
    finds: ["From: a@example.org\nContent-Type: text/plain; charset=DEFAULT\n"],
    quiet: ["From: a@example.org\nContent-Type: text/plain; charset=\"cp932\"\n"],
    check: |facts, found| {
        let Some(mime) = facts.content_type.as_ref().filter(|m| m.kind.starts_with("text/")) else {
            return;
        };
        if let Some(parameter) = mime.parameter(facts.text, "charset")
            && charset::label(&parameter.value).is_none()
        {
            found.at(parameter.raw).text("charset", &parameter.value);
        }
    },
});

/// The filter looks at the parts too, so its weight is not counted.
pub(crate) static CHARSET_MISSING: Rule = rule!(Rule {
    id: "charset-missing",
    group: Odd,
    sources: [Rfc(2046, "4.1.2"), rspamd(Inspired, "R_MISSING_CHARSET")],
    finds: ["From: a@example.org\nContent-Type: text/plain\nContent-Transfer-Encoding: 8bit\n"],
    quiet: [
        "From: a@example.org\nContent-Type: text/plain\nContent-Transfer-Encoding: 7bit\n",
        "From: a@example.org\nContent-Type: text/plain; Charset=utf-8\n\
         Content-Transfer-Encoding: 8bit\n",
    ],
    check: |facts, found| {
        let (Some(mime), Some((_, encoding))) = (&facts.content_type, encoding(facts)) else {
            return;
        };
        if mime.kind.starts_with("text/")
            && !matches!(encoding.as_str(), "7bit" | "")
            && mime.parameter(facts.text, "charset").is_none()
        {
            found.at(mime.main).text("kind", &mime.kind).text("encoding", &encoding);
        }
    },
});

/// The next rule covers base64.
pub(crate) static ISO_2022_JP_NOT_7BIT: Rule = rule!(Rule {
    id: "iso-2022-jp-not-7bit",
    group: Odd,
    sources: [Rfc(1468, "")],
    finds: ["From: a@example.org\nContent-Type: text/plain; charset=ISO-2022-JP\n\
         Content-Transfer-Encoding: 8bit\n"],
    quiet: ["From: a@example.org\nContent-Type: text/plain; charset=ISO-2022-JP\n\
         Content-Transfer-Encoding: 7bit\n"],
    check: |facts, found| {
        let Some((charset, label)) = text_charset(facts) else { return };
        let Some((field, encoding)) = encoding(facts) else { return };
        if label == "iso-2022-jp"
            && matches!(encoding.as_str(), "8bit" | "binary" | "quoted-printable")
        {
            found.at(field.value()).and(charset).text("encoding", &encoding);
        }
    },
});

pub(crate) static CHARSET_UNQUOTED: Rule = rule!(Rule {
    id: "charset-unquoted",
    group: Informative,
    sources: [Rfc(2045, "5.1"), Observed("case-2008")],
    finds: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\
         Content-Type: text/plain; charset=iso-2022-jp\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\
         Content-Type: text/plain; charset=\"iso-2022-jp\"\n",
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\
         Content-Type: text/plain; charset=utf-8\n",
    ],
    // Unquoted is the common form for UTF-8; for an old Japanese charset it tells programs apart.
    check: |facts, found| {
        let Some(value) = &facts.content_type else { return };
        let Some(charset) = value.parameter(facts.text, "charset") else { return };
        let old = ["iso-2022-jp", "shift_jis", "euc-jp"];
        if !charset.quoted && old.iter().any(|name| charset.value.eq_ignore_ascii_case(name)) {
            found.at(charset.raw).text("charset", &charset.value);
        }
    },
});
