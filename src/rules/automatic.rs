//! What lists, mass mail and programs that answer should say of themselves.

use crate::declare_rule;
use crate::facts::Facts;

declare_rule! {
    pub static LIST_ID_MISSING = "list-id-missing" {
        group: Odd,
        sources: [Rfc(2919, "3"), SpamAssassin(Inspired, "LIST_PARTIAL", 1.0)],
        finds: [
            "From: a@example.org\nSubject: x\nList-Post: <mailto:l@example.org>\n",
            "From: a@example.org\nSubject: x\nPrecedence: list\n",
        ],
        quiet: ["From: a@example.org\nSubject: x\nList-Post: <mailto:l@example.org>\nList-Id: <l.example.org>\n"],
        check: |facts, found| {
            let list = |field: &crate::message::Field<'_>| field.value_text().eq_ignore_ascii_case("list");
            let field = facts.field("list-post").or_else(|| facts.field("precedence").filter(list));
            if let Some(field) = field
                && !["list-id", "mailing-list", "x-ml-name"].iter().any(|name| facts.message.has(name))
            {
                found.at(field.span());
            }
        },
    }
}

declare_rule! {
    /// Receipts and the like honestly go out so.
    pub static UNSUBSCRIBE_MISSING = "unsubscribe-missing" {
        group: Informative,
        sources: [Page("Gmail: Email sender guidelines", "https://support.google.com/a/answer/81126", "")],
        finds: ["From: a@example.org\nSubject: x\nFeedback-ID: 1:2:3:esp\n"],
        quiet: ["From: a@example.org\nSubject: x\nFeedback-ID: 1:2:3:esp\nList-Unsubscribe: <https://example.org/u>\n"],
        check: |facts, found| {
            let field = first_of(facts, &["feedback-id", "x-campaign", "x-campaignid", "x-campaign-id", "x-job"]);
            if let Some(field) = field
                && !facts.message.has("list-unsubscribe")
                && !facts.context.list
            {
                found.at(field.raw.name).text("field", field.name());
            }
        },
    }
}

declare_rule! {
    pub static AUTO_SUBMITTED_MISSING = "auto-submitted-missing" {
        group: Informative,
        sources: [Rfc(3834, "5")],
        finds: ["From: a@example.org\nSubject: Away\nX-Autoreply: yes\n", "Return-Path: <>\nFrom: a@example.org\nSubject: x\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n"],
        quiet: ["From: a@example.org\nSubject: Away\nX-Autoreply: yes\nAuto-Submitted: auto-replied\n"],
        check: |facts, found| {
            let report = facts.content_type.as_ref().filter(|kind| kind.kind == "multipart/report").map(|kind| kind.main);
            let answer = first_of(facts, &["x-autoreply", "x-autorespond"]).map(|field| field.raw.name);
            if let Some(place) = report.or(answer)
                && !facts.message.has("auto-submitted")
            {
                found.at(place);
            }
        },
    }
}

declare_rule! {
    pub static ANSWER_WITH_RETURN_PATH = "auto-reply-with-return-path" {
        group: Odd,
        sources: [Rfc(3834, "3.3")],
        finds: ["Return-Path: <a@example.org>\nFrom: a@example.org\nSubject: Away\nAuto-Submitted: auto-replied\n"],
        quiet: ["Return-Path: <>\nFrom: a@example.org\nSubject: Away\nAuto-Submitted: auto-replied\n"],
        check: |facts, found| if let (Some(field), Some(path)) = (facts.field("auto-submitted"), facts.reverse_path())
            && super::places::whole(field.value_text(), "auto-replied").is_some()
            && !facts.context.forwarded
            && !facts.context.list
        {
            found.at(path.span()).and(field.value());
        },
    }
}

declare_rule! {
    pub static ATTACHMENT_UNNAMED = "attachment-without-disposition" {
        group: Odd,
        sources: [Rfc(2183, ""), Rspamd(Inspired, "CTYPE_MISSING_DISPOSITION", 4.0)],
        finds: ["From: a@example.org\nSubject: x\nContent-Type: application/octet-stream; name=a.bin\n"],
        quiet: ["From: a@example.org\nSubject: x\nContent-Type: application/octet-stream; name=a.bin\nContent-Disposition: attachment\n"],
        check: |facts, found| if let Some(kind) = &facts.content_type
            && kind.kind == "application/octet-stream"
            && !facts.message.has("content-disposition")
        {
            found.at(kind.main);
        },
    }
}

fn first_of<'m>(facts: &Facts<'m>, names: &[&str]) -> Option<crate::message::Field<'m>> {
    names.iter().find_map(|name| facts.field(name))
}
