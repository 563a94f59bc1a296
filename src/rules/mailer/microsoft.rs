//! What gives away that Outlook is only claimed.

use crate::rule::{Rule, rule};

/// Outlook 2007 and later write the priority without X-MimeOLE.
pub(crate) static MIMEOLE_MISSING: Rule = rule!(Rule {
    id: "mailer-mimeole-missing",
    group: Disliked,
    sources: [spamassassin(Inspired, "MISSING_MIMEOLE"), rspamd(Inspired, "MISSING_MIMEOLE"),],
    finds: ["From: a@example.org\nSubject: x\nX-MSMail-Priority: Normal\n\
         X-Mailer: Microsoft Outlook Express 6.00.2900.5931\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-MSMail-Priority: Normal\n\
         X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2900.5931\n"],
    check: |facts, found| {
        let Some(field) = facts.field("x-msmail-priority") else { return };
        let newer = facts.mailer.claims.iter().any(|claim| {
            matches!(claim.program, Some("outlook-classic" | "outlook-2007" | "outlook-2003"))
        });
        if !newer && !facts.context.list && !facts.message.has("x-mimeole") {
            found.at(field.raw.name);
        }
    },
});

pub(crate) static MIMEOLE_CONTRADICTS: Rule = rule!(Rule {
    id: "mailer-mimeole-contradicts",
    group: Disliked,
    sources: [spamassassin(Inspired, "AXB_XMAILER_MIMEOLE_OL_024C2")],
    finds: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Windows Live Mail 12.0.1606\n\
         X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2600.0000\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Windows Live Mail 12.0.1606\n\
         X-MimeOLE: Produced By Microsoft MimeOLE V12.0.1606\n"],
    check: |facts, found| {
        let Some(field) = facts.field("x-mimeole") else { return };
        let Some((_, ole)) = field.value_text().rsplit_once(" V") else { return };
        for claim in &facts.mailer.claims {
            if !matches!(
                claim.program,
                Some("outlook-express" | "windows-mail" | "windows-live-mail")
            ) {
                continue;
            }
            let own = claim.span.of(facts.text).rsplit(' ').next().unwrap_or("");
            // Service packs change the build, but the major versions always agree.
            if own.split('.').next() != ole.split('.').next() {
                found.at(field.value()).and(claim.span).text("own", own).text("ole", ole.trim());
            }
        }
    },
});

/// Since Outlook 97, the program writes a text part beside HTML.
pub(crate) static OUTLOOK_HTML_ONLY: Rule = rule!(Rule {
    id: "outlook-html-only",
    group: Disliked,
    sources: [rspamd(Inspired, "FORGED_OUTLOOK_HTML")],
    finds: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n\
         Content-Type: text/html; charset=utf-8\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n\
         Content-Type: multipart/alternative; boundary=\"a\"\n"],
    check: |facts, found| {
        let html = facts.content_type.as_ref().filter(|value| value.kind == "text/html");
        let claim = facts.mailer.claims.iter().find(|claim| {
            let rest = claim.span.of(facts.text).strip_prefix("Microsoft Outlook");
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        });
        if let (Some(html), Some(claim), false) = (html, claim, facts.context.list) {
            found.at(html.main).and(claim.span).text("program", claim.span.of(facts.text));
        }
    },
});
