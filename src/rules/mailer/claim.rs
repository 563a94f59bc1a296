//! The name that the program gives itself.

use crate::domain;
use crate::facts::Author;
use crate::facts::mailer as programs;
use crate::message::Field;
use crate::rule::{Arg, Rule, rule};
use crate::rules::places::{find_ignoring_case, place, whole};
use crate::shape::{is_random_word, is_unspeakable};
use crate::span::Span;

/// The time from which a program out of use suggests a template: 2016-01-01.
const OLD_SINCE: i64 = 1_451_606_400;

/// The most programs named in one message that are examined.
const SEVERAL: usize = 8;

/// Bulk software, by its X-Mailer and by fields of its own.
const BULK: &str = "interspire sendy phplist mautic mailwizz acelle smart_send oempro";

const BULK_FIELDS: [&str; 5] = ["x-mw-", "x-mailer-lid", "x-phplist-", "x-acelle-", "x-mautic-"];

/// Fields of the programs that spam is made with.
const SPAMWARE: &[&str] =
    &["complaint-to", "tracking-code", "x-ebserver", "x-letter", "x-message-info"];

pub(crate) static OUTDATED: Rule = rule!(Rule {
    id: "mailer-outdated",
    group: Disliked,
    sources: [rspamd(Inspired, "OLD_X_MAILER")],
    finds: [
        "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         X-Mailer: Microsoft Outlook Express 6.00.2600.0000\n",
        "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         X-Mailer: iPhone Mail (8L1)\n",
        "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         X-Mailer: The Bat! (v2.04.7) Personal\n",
    ],
    quiet: ["From: a@example.org\nSubject: x\nDate: Tue, 1 Jan 2008 00:00:00 +0000\n\
         X-Mailer: Microsoft Outlook Express 6.00.2600.0000\n"],
    check: |facts, found| {
        let written = facts.date.as_ref().and_then(|date| date.unix);
        if written.is_none_or(|unix| unix < OLD_SINCE) {
            return;
        }
        for claim in &facts.mailer.claims {
            let program = claim.program.and_then(programs::program);
            let value = claim.span.of(facts.text);
            // iOS 6 and The Bat! 2 were the last before 2013 and 2004.
            let build = value
                .split_once(" Mail (")
                .and_then(|(_, build)| number(build))
                .is_some_and(|build| build < 11);
            let bat =
                value.strip_prefix("The Bat! (v").and_then(number).is_some_and(|major| major < 3);
            // Small Japanese programs stay in use (`mailer-rare` covers them), as do old
            // Thunderbirds.
            let old = program.filter(|p| {
                bat || (p.id == "iphone-mail" && build)
                    || p.legacy
                        && matches!(p.kind, "desktop" | "webmail")
                        && !programs::is_small(p.id)
                        && p.id != "thunderbird-old"
            });
            if let Some(program) = old {
                found.at(claim.span).text("program", program.name);
            }
        }
    },
});

pub(crate) static IMPOSSIBLE: Rule = rule!(Rule {
    id: "mailer-name-impossible",
    group: Disliked,
    sources: [
        rspamd(Inspired, "FORGED_X_MAILER"),
        spamassassin(Inspired, "XM_DIGITS_ONLY"),
        spamassassin(Inspired, "RATWARE_EGROUPS"),
        spamassassin(Inspired, "XM_LIGHT_HEAVY")
    ],
    finds: [
        "From: a@example.org\nSubject: x\nX-Mailer: X-Mailer: Microsoft Outlook 16.0\n",
        "From: a@example.org\nSubject: x\nX-Mailer: Mozilla Thunderbird\n",
        "From: a@example.org\nSubject: x\nX-Mailer: iPhone Mail\n",
        "From: a@example.org\nSubject: x\nX-Mailer: 48213377\n",
        "From: a@example.org\nSubject: x\nX-Mailer: PHPMailer 12.7.5\n",
        "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 18.0\n",
        "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         X-Mailer: eGroups Message Poster\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\n",
        "From: a@example.org\nSubject: x\nX-Mailer: iPhone Mail (23A355)\n",
        "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n",
        "From: a@example.org\nSubject: x\n\
         X-Mailer: PHPMailer 7.0.1 (https://github.com/PHPMailer/PHPMailer)\n",
    ],
    check: |facts, found| for claim in &facts.mailer.claims {
        let value = claim.span.of(facts.text);
        let written = facts.date.as_ref().and_then(|date| date.unix);
        let in_x_mailer =
            facts.message.field(claim.field).is_some_and(|field| field.lower == "x-mailer");
        let lower = value.to_ascii_lowercase();
        // Outlook had versions 7 to 16 without 13, Outlook Express 4 to 6.
        let version = |name: &str, last: u32| {
            let major = lower.strip_prefix(name).and_then(number);
            major.is_some_and(|major| major > last || (major == 13 && name.contains("outlook")))
        };
        let groups = lower.starts_with("egroups") && written.is_none_or(|unix| unix >= OLD_SINCE);
        let impossible = lower.starts_with("x-mailer:")
            || groups
            || version("phpmailer ", 7)
            || version("microsoft outlook ", 16)
            || version("microsoft office outlook ", 16)
            || version("microsoft outlook express ", 6)
            || (in_x_mailer && lower.contains("thunderbird"))
            || (lower.starts_with("iphone mail") && !value.contains('('))
            || (!value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()));
        if impossible {
            found.at(claim.span).text("value", value);
        }
    },
});

pub(crate) static ATTACK_TOOL: Rule = rule!(Rule {
    id: "mailer-attack-tool",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "JH_SPAMMY_HEADERS"),
        Page(
            "sublime-rules: headers_anonymousfox",
            "https://github.com/sublime-security/sublime-rules",
            ""
        ),
        Page(
            "sublime-rules: headers_message_id_risky_recover_production",
            "https://github.com/sublime-security/sublime-rules",
            ""
        ),
        Observed("phishing-only"),
    ],
    finds: [
        "From: a@example.org\nSubject: x\nX-Mailer: Leaf PHPMailer 2.7 (leafmailer.pw)\n",
        "From: \"A\" <smtpfox-x1y2z@example.org>\nSubject: x\n",
        "From: a@example.org\nSubject: x\nX-Sender: AnonymousFox\n",
        "From: a@example.org\nSubject: x\nMessage-ID: <1.2@risky-recover-production.example.org>\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\n\
         X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n",
        "From: a@example.org\nSubject: cleaning up after AnonymousFox\n",
    ],
    check: |facts, found| {
        for claim in &facts.mailer.claims {
            if matches!(claim.program, Some("leaf-phpmailer" | "smart-send")) {
                found.at(claim.span).text("value", claim.span.of(facts.text));
            }
        }
        // The web shell names the mailboxes that it opens, and itself.
        let own = |field: &Field<'_>| {
            matches!(field.lower, "from" | "return-path" | "message-id")
                || field.lower.starts_with("x-")
        };
        let short = |field: &Field<'_>| field.value().len() < 2_000;
        for field in facts.message.fields().filter(own).filter(short) {
            let value = field.value_text();
            let fox = |name| whole(value, name);
            if field.lower == "message-id"
                && let Some(name) = whole(value, "risky-recover-production")
            {
                found.at(place(facts.text, field.value(), name)).text("value", name);
            }
            if find_ignoring_case(value, "fox").is_some()
                && let Some(name) = fox("anonymousfox").or_else(|| fox("smtpfox"))
                && facts.boundary.author(field.index) != Author::Receiver
            {
                found.at(place(facts.text, field.value(), name)).text("value", name);
            }
        }
    },
});

pub(crate) static LIBRARY_FREEMAIL: Rule = rule!(Rule {
    id: "mailer-library-for-freemail",
    group: Odd,
    sources: [rspamd(Inspired, "HAS_PHPMAILER_SIG")],
    finds: ["From: a@gmail.com\nSubject: x\n\
         X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n"],
    check: |facts, found| {
        let Some(author) = facts.author().filter(|a| domain::is_freemail(&a.domain)) else {
            return;
        };
        for claim in &facts.mailer.claims {
            let library = claim.program.and_then(programs::program).filter(|p| p.kind == "library");
            if let Some(program) = library {
                found
                    .at(claim.span)
                    .and(author.domain_span())
                    .text("program", program.name)
                    .with("domain", Arg::Domain(author.domain.clone()));
            }
        }
    },
});

/// This tool began with this case: no public rule weighs it, and yet it was the key.
pub(crate) static RARE_MAILER: Rule = rule!(Rule {
    id: "mailer-rare",
    group: Odd,
    sources: [
        Page("WaterMind PC Blog, June 2008", "https://blog.goo.ne.jp/watermind", ""),
        Page(
            "Gmail: Email sender guidelines (header structure is a signal)",
            "https://support.google.com/a/answer/81126",
            ""
        ),
    ],
    finds: [
        "From: a@example.org\nSubject: x\nX-Mailer: HidemaruMail 5.05\n",
        "From: a@example.org\nSubject: x\nX-Mailer: Kestrel Mail 0.3\n",
    ],
    quiet: ["From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\n"],
    check: |facts, found| {
        if facts.context.list || facts.context.bulk {
            return;
        }
        if let Some(claim) = facts.mailer.claims.iter().find(|claim| programs::is_rare(claim)) {
            found.at(claim.span).text("value", claim.span.of(facts.text));
        }
    },
});

pub(crate) static NAME_CASE: Rule = rule!(Rule {
    id: "mailer-field-case",
    group: Odd,
    sources: [rspamd(Inspired, "XM_CASE")],
    finds: ["From: a@example.org\nSubject: x\nX-mailer: Example Mail 1.0\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Example Mail 1.0\n"],
    check: |facts, found| for claim in &facts.mailer.claims {
        let Some(field) = facts.message.field(claim.field) else { continue };
        if matches!(field.name(), "X-mailer" | "x-mailer" | "User-agent") {
            found
                .at(Span::new(field.raw.name.start, field.raw.name.end))
                .text("name", field.name());
        }
    },
});

/// Digits alone are `mailer-name-impossible`.
pub(crate) static NAME_RANDOM: Rule = rule!(Rule {
    id: "mailer-name-random",
    group: Disliked,
    sources: [spamassassin(Inspired, "XM_RANDOM")],
    finds: [
        "From: a@example.org\nSubject: x\nX-Mailer: Qwrtzplkbv\n",
        "From: a@example.org\nSubject: x\nX-Mailer: qz\n",
        "From: a@example.org\nSubject: x\nX-Mailer: x7Gq29LmZ4a8\n"
    ],
    quiet: [
        "From: a@example.org\nSubject: x\nX-Mailer: VM 8.2.0\n",
        "From: a@example.org\nSubject: x\nX-Mailer: Kestrel\n"
    ],
    check: |facts, found| for claim in
        facts.mailer.claims.iter().filter(|claim| claim.program.is_none())
    {
        let value = claim.span.of(facts.text);
        let word = !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric());
        let letters = value.bytes().any(|b| b.is_ascii_alphabetic());
        if word && letters && (value.len() < 3 || is_random_word(value) || is_unspeakable(value)) {
            found.at(claim.span).text("value", value);
        }
    },
});

pub(crate) static BULK_SOFTWARE: Rule = rule!(Rule {
    id: "mailer-bulk-software",
    group: Informative,
    sources: [rspamd(Inspired, "HAS_INTERSPIRE_SIG")],
    finds: [
        "From: a@example.org\nSubject: x\nX-Mailer: Sendy (https://sendy.co)\n",
        "From: a@example.org\nSubject: x\nX-Mw-Campaign-Uid: ab123\n"
    ],
    quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Sendmail::Simple 1.0\nX-Mwx: 1\n"],
    check: |facts, found| {
        let claims = facts.mailer.claims.iter().take(SEVERAL).find_map(|claim| {
            let value = claim.span.of(facts.text).get(..300).unwrap_or(claim.span.of(facts.text));
            let name =
                BULK.split(' ').find(|name| crate::rules::places::whole(value, name).is_some())?;
            Some((claim.span, name))
        });
        let field = || {
            facts
                .message
                .fields()
                .find(|field| BULK_FIELDS.iter().any(|head| field.lower.starts_with(head)))
        };
        if let Some((span, name)) = claims {
            found.at(span).text("sign", name);
        } else if let Some(field) = field() {
            found.at(field.raw.name).text("sign", field.name());
        }
    },
});

/// Thunderbird has omitted its version for years.
pub(crate) static WITHOUT_VERSION: Rule = rule!(Rule {
    id: "mailer-without-version",
    group: Informative,
    sources: [rspamd(Inspired, "XM_UA_NO_VERSION"), spamassassin(Inspired, "PHP_NOVER_MUA")],
    finds: ["From: a@example.org\nSubject: x\nX-Mailer: PHP\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nX-Mailer: PHP/8.3\n",
        "From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\n"
    ],
    check: |facts, found| for claim in &facts.mailer.claims {
        let value = claim.span.of(facts.text);
        let server = claim.program.is_some_and(|id| id != "php-mail");
        if !server && !value.is_empty() && !value.bytes().any(|b| b.is_ascii_digit()) {
            found.at(claim.span).text("value", value);
        }
    },
});

/// Hotmail once wrote X-Message-Info itself, as the receiver.
pub(crate) static SPAMWARE_FIELD: Rule = rule!(Rule {
    id: "spamware-field",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "JH_SPAMMY_HEADERS"),
        spamassassin(Inspired, "X_MESSAGE_INFO")
    ],
    finds: [
        "From: a@example.org\nSubject: x\nX-EBSERVER: 1\n",
        "From: a@example.org\nSubject: x\nComplaint-To: b@example.org\n"
    ],
    quiet: ["From: a@example.org\nSubject: x\nX-Message-Id: 1\nX-Complaints-To: b@example.org\n"],
    check: |facts, found| {
        // Hotmail wrote it as the receiver.
        let outlook = facts.hops.iter().any(|hop| {
            let by = hop.received.by.map_or("", |by| by.of(facts.text));
            find_ignoring_case(by, "hotmail.")
                .or_else(|| find_ignoring_case(by, "outlook."))
                .is_some()
        });
        for field in SPAMWARE.iter().flat_map(|name| facts.message.all(name)) {
            if facts.boundary.author(field.index) != Author::Receiver
                && (field.lower != "x-message-info" || !outlook)
            {
                found.at(field.raw.name).text("field", field.name());
            }
        }
    },
});

/// go-mail and some webmail programs write both.
pub(crate) static MAILERS_TWO: Rule = rule!(Rule {
    id: "mailer-two-programs",
    group: Odd,
    sources: [Observed("two-fields")],
    finds: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n\
         User-Agent: Mozilla/5.0 (X11; rv:115.0) Gecko/20100101 Thunderbird/115.0\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n\
         User-Agent: Microsoft Outlook 16.0\n"],
    check: |facts, found| {
        let named = |claim: &&crate::facts::Claim| claim.program.and_then(programs::program);
        let mut claims = facts.mailer.claims.iter().filter(|claim| named(claim).is_some());
        let (Some(one), Some(other)) = (claims.next(), claims.next()) else { return };
        if let (Some(a), Some(b)) = (named(&one), named(&other))
            && a.id != b.id
        {
            found.at(one.span).and(other.span).text("one", a.name).text("other", b.name);
        }
    },
});

/// Parses the number with which a text begins.
pub(crate) fn number(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}
