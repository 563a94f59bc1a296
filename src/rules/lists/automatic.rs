//! Messages that a program sends by itself (RFC 3834).

use crate::facts::{Claim, Facts, mailer};
use crate::rule::{Rule, rule};

pub(crate) static AUTO_SUBMITTED_MISSING: Rule = rule!(Rule {
    id: "auto-submitted-missing",
    group: Informative,
    sources: [Rfc(3834, "5")],
    finds: [
        "From: a@example.org\nSubject: Away\nX-Autoreply: yes\n",
        "Return-Path: <>\nFrom: a@example.org\nSubject: x\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"
    ],
    quiet: ["From: a@example.org\nSubject: Away\nX-Autoreply: yes\nAuto-Submitted: auto-replied\n"],
    check: |facts, found| {
        let report = facts
            .content_type
            .as_ref()
            .filter(|kind| kind.kind == "multipart/report")
            .map(|kind| kind.main);
        let answer = first_of(facts, &["x-autoreply", "x-autorespond"]).map(|field| field.raw.name);
        if let Some(place) = report.or(answer)
            && !facts.message.has("auto-submitted")
        {
            found.at(place);
        }
    },
});

pub(crate) static ANSWER_WITH_RETURN_PATH: Rule = rule!(Rule {
    id: "auto-reply-with-return-path",
    group: Odd,
    sources: [Rfc(3834, "3.3")],
    finds: ["Return-Path: <a@example.org>\nFrom: a@example.org\nSubject: Away\n\
         Auto-Submitted: auto-replied\n"],
    quiet: ["Return-Path: <>\nFrom: a@example.org\nSubject: Away\nAuto-Submitted: auto-replied\n"],
    check: |facts, found| if let (Some(field), Some(path)) =
        (facts.field("auto-submitted"), facts.reverse_path())
        && crate::rules::places::whole(field.value_text(), "auto-replied").is_some()
        && !facts.context.forwarded
        && !facts.context.list
    {
        found.at(path.span()).and(field.value());
    },
});

pub(crate) static AUTO_SUBMITTED_BY_PERSON: Rule = rule!(Rule {
    id: "auto-submitted-by-person",
    group: Odd,
    sources: [Rfc(3834, "5")],
    finds: ["From: a@example.org\nSubject: x\nAuto-Submitted: auto-generated\n\
         User-Agent: Mozilla Thunderbird\n"],
    quiet: [
        "From: a@example.org\nSubject: Away\nAuto-Submitted: auto-replied\n\
         User-Agent: Mozilla Thunderbird\n",
        "From: a@example.org\nSubject: x\nAuto-Submitted: auto-generated\n\
         X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n",
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
});

pub(crate) fn first_of<'m>(facts: &Facts<'m>, names: &[&str]) -> Option<crate::message::Field<'m>> {
    names.iter().find_map(|name| facts.field(name))
}
