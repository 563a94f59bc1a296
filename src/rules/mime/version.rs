//! MIME-Version, and what MIME requires of the whole message.

use crate::rule::{Arg, Rule, rule};
use crate::rules::mime::content_type::marked;
use crate::rules::mime::transfer_encoding::without_comments;

pub(crate) static MIME_VERSION_MISSING: Rule = rule!(Rule {
    id: "mime-version-missing",
    group: Disliked,
    sources: [
        Rfc(2045, "4"),
        rspamd(Same, "MISSING_MIME_VERSION"),
        spamassassin(Inspired, "MIME_HEADER_CTYPE_ONLY"),
        rspamd(Inspired, "MIME_HEADER_CTYPE_ONLY")
    ],
    finds: ["From: a@example.org\nContent-Type: text/plain\n"],
    quiet: [
        "From: a@example.org\nMime-Version: 1.0\nContent-Type: text/plain\n",
        "From: a@example.org\nContent-Length: 5\n",
    ],
    check: |facts, found| {
        if facts.context.returned || facts.message.has("mime-version") {
            return;
        }
        let names = ["content-type", "content-transfer-encoding"];
        if let Some(field) = names.iter().find_map(|name| facts.field(name)) {
            found.at(field.raw.name).with("field", Arg::Field(field.name().to_owned()));
        }
    },
});

pub(crate) static MIME_VERSION_WRONG: Rule = rule!(Rule {
    id: "mime-version-wrong",
    group: Disliked,
    sources: [Rfc(2045, "4"), spamassassin(Inspired, "BOGUS_MIME_VERSION")],
    finds: ["From: a@example.org\nMIME-Version: 1.0;\n", "From: a@example.org\nMIME-Version: 2\n"],
    quiet: ["From: a@example.org\nMIME-Version: (x) 1.0 (Mail 1.0)\n"],
    check: |facts, found| if let Some(field) = facts.field("mime-version")
        && without_comments(&field) != "1.0"
    {
        found.at(marked(&field)).text("value", field.value_text());
    },
});

pub(crate) static REPORT_TYPE_MISSING: Rule = rule!(Rule {
    id: "report-type-missing",
    group: Disliked,
    sources: [Rfc(6522, "3")],
    finds: ["From: a@example.org\nContent-Type: multipart/report; boundary=b\n"],
    quiet: ["From: a@example.org\n\
         Content-Type: multipart/report; boundary=b; Report-Type=delivery-status\n"],
    check: |facts, found| if let Some(mime) = &facts.content_type
        && mime.kind == "multipart/report"
        && mime.parameter(facts.text, "report-type").is_none()
    {
        found.at(mime.main);
    },
});

pub(crate) static MESSAGE_PARTIAL: Rule = rule!(Rule {
    id: "message-partial",
    group: Disliked,
    sources: [Rfc(2046, "5.2.2"), spamassassin(Inspired, "FRAGMENTED_MESSAGE")],
    finds: ["From: a@example.org\n\
         Content-Type: message/partial; id=\"x@example.org\"; number=1; total=2\n"],
    quiet: ["From: a@example.org\nContent-Type: message/rfc822; partial=1\n"],
    check: |facts, found| if let Some(mime) = &facts.content_type
        && mime.kind == "message/partial"
    {
        found.at(mime.main);
    },
});

pub(crate) static ATTACHMENT_UNNAMED: Rule = rule!(Rule {
    id: "attachment-without-disposition",
    group: Odd,
    sources: [Rfc(2183, ""), rspamd(Inspired, "CTYPE_MISSING_DISPOSITION")],
    finds: [
        "From: a@example.org\nSubject: x\nContent-Type: application/octet-stream; name=a.bin\n"
    ],
    quiet: [
        "From: a@example.org\nSubject: x\nContent-Type: application/octet-stream; name=a.bin\n\
         Content-Disposition: attachment\n"
    ],
    check: |facts, found| if let Some(kind) = &facts.content_type
        && kind.kind == "application/octet-stream"
        && !facts.message.has("content-disposition")
    {
        found.at(kind.main);
    },
});
