//! What lists, mass mail and programs that answer should say of themselves.

use crate::bytes::begins;
use crate::declare_rule;
use crate::facts::{Claim, Facts, Person, mailer};

declare_rule! {
    pub static LIST_ID_MISSING = "list-id-missing" {
        group: Odd,
        sources: [Rfc(2919, "3"), spamassassin(Inspired, "LIST_PARTIAL")],
        finds: [
            "From: a@example.org\nSubject: x\nList-Post: <mailto:l@example.org>\n",
            "From: a@example.org\nSubject: x\nPrecedence: list\n",
        ],
        quiet: ["From: a@example.org\nSubject: x\nList-Post: <mailto:l@example.org>\nList-Id: <l.example.org>\n"],
        check: |facts, found| {
            let list = |field: &crate::message::Field<'_>| field.value_text().eq_ignore_ascii_case("list");
            let field = first_of(facts, &["list-post", "list-subscribe", "list-owner", "list-archive"]).or_else(|| facts.field("precedence").filter(list));
            if let Some(field) = field
                && !["list-id", "mailing-list", "x-ml-name"].iter().any(|name| facts.message.has(name))
            {
                found.at(field.raw.name);
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
            && crate::rules::places::whole(field.value_text(), "auto-replied").is_some()
            && !facts.context.forwarded
            && !facts.context.list
        {
            found.at(path.span()).and(field.value());
        },
    }
}

declare_rule! {
    /// What a program sent by itself; a receipt that does not say so is not told apart.
    pub static UNSUBSCRIBE_ON_AUTOMATIC = "unsubscribe-on-automatic" {
        group: Informative,
        sources: [Page("Gmail: Email sender guidelines FAQ", "https://support.google.com/a/answer/14229414", "")],
        finds: ["From: a@example.org\nSubject: Receipt\nAuto-Submitted: auto-generated\nList-Unsubscribe: <https://example.org/u>\n"],
        quiet: [
            "From: a@example.org\nSubject: News\nAuto-Submitted: no\nList-Unsubscribe: <https://example.org/u>\n",
            "From: a@example.org\nSubject: News\nAuto-Submitted: auto-generated\nList-Id: <l.example.org>\nList-Unsubscribe: <https://example.org/u>\n",
        ],
        check: |facts, found| if let (Some(auto), Some(field)) = (facts.field("auto-submitted"), facts.field("list-unsubscribe"))
            && begins(auto.value_text(), "auto-")
            && !facts.context.list
        {
            found.at(field.raw.name).and(auto.value());
        },
    }
}

declare_rule! {
    pub static AUTO_SUBMITTED_BY_PERSON = "auto-submitted-by-person" {
        group: Odd,
        sources: [Rfc(3834, "5")],
        finds: ["From: a@example.org\nSubject: x\nAuto-Submitted: auto-generated\nUser-Agent: Mozilla Thunderbird\n"],
        quiet: [
            "From: a@example.org\nSubject: Away\nAuto-Submitted: auto-replied\nUser-Agent: Mozilla Thunderbird\n",
            "From: a@example.org\nSubject: x\nAuto-Submitted: auto-generated\nX-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n",
        ],
        check: |facts, found| {
            let Some(auto) = facts.field("auto-submitted") else { return };
            let personal = |claim: &&Claim| {
                let program = claim.program.and_then(mailer::program);
                program.is_some_and(|program| program.is_personal())
            };
            if crate::rules::places::whole(auto.value_text(), "auto-generated").is_some()
                && let Some(claim) = facts.mailer.claims.iter().find(personal)
            {
                found.at(auto.value()).and(claim.span).text("mailer", claim.span.of(facts.text));
            }
        },
    }
}

declare_rule! {
    pub static PRECEDENCE_BULK = "precedence-bulk" {
        group: Informative,
        sources: [Rfc(2076, "3.9"), rspamd(Inspired, "PRECEDENCE_BULK")],
        finds: ["From: a@example.org\nSubject: x\nPrecedence: bulk\n"],
        quiet: ["From: a@example.org\nSubject: x\nPrecedence: bulk\nList-Id: <l.example.org>\n", "From: a@example.org\nSubject: x\nPrecedence: normal\n"],
        check: |facts, found| if let Some(field) = facts.field("precedence")
            && ["bulk", "junk"].iter().any(|word| field.value_text().eq_ignore_ascii_case(word))
            && !facts.context.list
        {
            found.at(field.value()).text("value", field.value_text());
        },
    }
}

declare_rule! {
    pub static INFO_TO_INFO = "info-to-info" {
        group: Odd,
        sources: [rspamd(Inspired, "INFO_TO_INFO_LU")],
        finds: ["From: info@example.org\nTo: info@example.net\nSubject: x\nList-Unsubscribe: <https://example.org/u>\n"],
        quiet: ["From: info@example.org\nTo: ann@example.net\nSubject: x\nList-Unsubscribe: <https://example.org/u>\n", "From: info@example.org\nTo: info@example.net\nSubject: x\n"],
        check: |facts, found| {
            let info = |person: &&Person| person.local.eq_ignore_ascii_case("info");
            if let Some(author) = facts.author().filter(info)
                && facts.message.has("list-unsubscribe")
                && let Some(to) = facts.recipients().find(info)
            {
                found.at(to.span()).and(author.span());
            }
        },
    }
}

declare_rule! {
    pub static ATTACHMENT_UNNAMED = "attachment-without-disposition" {
        group: Odd,
        sources: [Rfc(2183, ""), rspamd(Inspired, "CTYPE_MISSING_DISPOSITION")],
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
