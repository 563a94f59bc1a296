//! Whose account it is: who answers, which desk a name claims to be.

use crate::declare_rule;
use crate::domain;
use crate::rule::Arg;
use crate::rules::places::named_author;

/// Desks that write to colleagues; whole names only.
const DESKS: &str = "IT helpdesk|IT help desk|IT support|IT department|IT admin|helpdesk|help desk|\
    administrator|system administrator|webmail admin|mail administrator|human resources|HR department|HR|\
    payroll|情報システム部|システム管理者|人事部";

declare_rule! {
    /// Only to recipients elsewhere, all at one organisation: within it the desk is what it says.
    pub static DISPLAY_NAME_DEPARTMENT = "display-name-department" {
        group: Odd,
        sources: [Page("sublime-rules: impersonation", "https://github.com/sublime-security/sublime-rules", "")],
        finds: ["From: \"IT Helpdesk\" <a@example.org>\nTo: b@example.net\nSubject: x\n"],
        quiet: [
            "From: \"IT Helpdesk\" <a@example.org>\nTo: b@mail.example.org\nSubject: x\n",
            "From: \"Example IT Helpdesk\" <a@example.org>\nTo: b@example.net\nSubject: x\n",
        ],
        check: |facts, found| if let Some((author, shown, span)) = named_author(facts)
            && DESKS.split('|').any(|desk| desk.eq_ignore_ascii_case(shown.trim()))
            && !facts.context.list
            && !facts.recipients().any(|person| person.org == author.org)
        {
            found.at(span).and(author.domain_span()).with("address", Arg::Address(author.address.clone()));
        },
    }
}

declare_rule! {
    pub static FROM_NO_REPLY = "from-no-reply" {
        group: Informative,
        sources: [Page("Yahoo: Sender best practices", "https://senders.yahooinc.com/best-practices/", "")],
        finds: ["From: no-reply@example.org\nSubject: x\n", "From: donotreply-7@example.org\nSubject: x\n"],
        quiet: ["From: noreply@example.org\nReply-To: help@example.org\nSubject: x\n", "From: replies@example.org\nSubject: x\n"],
        check: |facts, found| {
            let mut answers = facts.reply_to.iter().flat_map(|field| &field.people);
            if let Some(author) = facts.author()
                && no_reply(&author.local)
                && answers.all(|person| no_reply(&person.local))
            {
                found.at(author.span()).with("address", Arg::Address(author.address.clone()));
            }
        },
    }
}

declare_rule! {
    pub static RETURN_PATH_FREEMAIL = "return-path-freemail" {
        group: Odd,
        sources: [spamassassin(Inspired, "FREEMAIL_ENVFROM_END_DIGIT"), rspamd(Inspired, "FREEMAIL_ENVFROM")],
        finds: ["Return-Path: <b@gmail.com>\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Return-Path: <b@gmail.com>\nFrom: a@hotmail.com\nSubject: x\n", "Return-Path: <b@example.com>\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| if let (Some(author), Some(path)) = (facts.author(), facts.reverse_path())
            && domain::is_freemail(&path.domain)
            && !domain::is_freemail(&author.domain)
            && !facts.context.list
            && !facts.context.forwarded
        {
            found.at(path.span()).and(author.domain_span()).with("address", Arg::Address(path.address.clone()));
        },
    }
}

fn no_reply(local: &str) -> bool {
    let plain = || local.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    ["noreply", "donotreply"].iter().any(|start| start.bytes().eq(plain().take(start.len())))
}
