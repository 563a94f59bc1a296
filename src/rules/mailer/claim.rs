//! The program that made the message, as claimed and as its traces tell.
//!
//! A contradiction is a finding only when no relay, list or sending service explains it.

use crate::declare_rule;
use crate::domain;
use crate::facts::{Author, Claim, Facts, TraceKind, mailer as programs};
use crate::message::Field;
use crate::rule::Arg;
use crate::rules::places::{find_ignoring_case, place, whole};
use crate::span::Span;

/// Small programs that public filters do not know as such: honest, and easily singled out.
const RARE: &str = "\
    hidemaru npop npopq qmail3 poutlook al-mail winbiff datula shuriken edmax sylpheed \
    wanderlust mew";

/// Date from which a program out of use is a sign of a template: 2016-01-01.
const OLD_SINCE: i64 = 1_451_606_400;

declare_rule! {
    pub static ID_FOREIGN = "mailer-message-id-foreign" {
        group: Disliked,
        sources: [
            spamassassin(Inspired, "FORGED_MUA_OUTLOOK"),
            spamassassin(Inspired, "FORGED_MUA_MOZILLA"),
            rspamd(Inspired, "FORGED_MUA_OUTLOOK"),
            rspamd(Inspired, "FORGED_MUA_THUNDERBIRD_MSGID_UNKNOWN"), spamassassin(Inspired, "FORGED_MUA_IMS"), spamassassin(Inspired, "FORGED_MUA_OIMO"), rspamd(Inspired, "FORGED_MUA_THEBAT_MSGID_UNKNOWN")],
        finds: ["From: a@example.org\nSubject: x\nMessage-ID: <abc-1-xyz@example.org>\nX-Mailer: Microsoft Outlook Express 6.00.2900.5931\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nMessage-ID: <A5827F75BC6A45C781F1DE756283A510@WMVISTA>\nX-Mailer: Microsoft Windows Live Mail 12.0.1606\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <20240102030405.4ABCDEFGH1@mail.example.org>\nX-Mailer: Microsoft Outlook Express 6.00.2900.5931\n",
        ],
        check: |facts, found| {
            let Some(id) = facts.message_id.as_ref().filter(|id| !id.inner.is_empty()) else { return };
            if facts.mailer.id_explained() || facts.context.list { return }
            let inner = id.inner.of(facts.text);
            for claim in &facts.mailer.claims {
                let Some(program) = claim.program.and_then(programs::program) else { continue };
                if programs::shape_fits(program.id, inner) == Some(false) {
                    let finding = found.at(id.inner).and(claim.span);
                    finding.text("program", program.name).with("fits", fitting(facts, TraceKind::MessageId));
                }
            }
        },
    }
}

declare_rule! {
    pub static BOUNDARY_FOREIGN = "mailer-boundary-foreign" {
        group: Disliked,
        sources: [
            spamassassin(Inspired, "FORGED_MUA_THEBAT_BOUN"),
            rspamd(Inspired, "SUSPICIOUS_BOUNDARY"),
            Observed("other-boundary"),
        ],
        finds: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"--_NmP-0f1e2d3c4b5a6978-Part_1\"\nX-Mailer: Microsoft Outlook Express 6.00.2900.5931\n"],
        quiet: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"----=_NextPart_000_000B_01DC9383.E66A5780\"\nX-Mailer: Microsoft Outlook Express 6.00.2900.5931\n"],
        check: |facts, found| {
            if facts.context.list { return }
            let Some(trace) = facts.mailer.foreign_boundary() else { return };
            let value = trace.span.of(facts.text);
            for claim in &facts.mailer.claims {
                let Some(program) = claim.program.and_then(programs::program) else { continue };
                if programs::boundary_fits(program.id, value) == Some(false) {
                    found
                        .at(trace.span)
                        .and(claim.span)
                        .text("program", program.name)
                        .with("fits", fitting(facts, TraceKind::Boundary));
                }
            }
        },
    }
}

declare_rule! {
    /// Outlook 2007 and later write the priority without the other.
    pub static MIMEOLE_MISSING = "mailer-mimeole-missing" {
        group: Disliked,
        sources: [
            spamassassin(Inspired, "MISSING_MIMEOLE"),
            rspamd(Inspired, "MISSING_MIMEOLE"),
        ],
        finds: ["From: a@example.org\nSubject: x\nX-MSMail-Priority: Normal\nX-Mailer: Microsoft Outlook Express 6.00.2900.5931\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-MSMail-Priority: Normal\nX-MimeOLE: Produced By Microsoft MimeOLE V6.00.2900.5931\n"],
        check: |facts, found| {
            let Some(field) = facts.field("x-msmail-priority") else { return };
            let newer = facts.mailer.claims.iter().any(|claim| {
                matches!(claim.program, Some("outlook-classic" | "outlook-2007" | "outlook-2003"))
            });
            if !newer && !facts.context.list && !facts.message.has("x-mimeole") {
                found.at(field.raw.name);
            }
        },
    }
}

declare_rule! {
    pub static MIMEOLE_CONTRADICTS = "mailer-mimeole-contradicts" {
        group: Disliked,
        sources: [spamassassin(Inspired, "AXB_XMAILER_MIMEOLE_OL_024C2")],
        finds: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Windows Live Mail 12.0.1606\nX-MimeOLE: Produced By Microsoft MimeOLE V6.00.2600.0000\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Windows Live Mail 12.0.1606\nX-MimeOLE: Produced By Microsoft MimeOLE V12.0.1606\n"],
        check: |facts, found| {
            let Some(field) = facts.field("x-mimeole") else { return };
            let Some((_, ole)) = field.value_text().rsplit_once(" V") else { return };
            for claim in &facts.mailer.claims {
                if !matches!(claim.program, Some("outlook-express" | "windows-mail" | "windows-live-mail")) {
                    continue;
                }
                let own = claim.span.of(facts.text).rsplit(' ').next().unwrap_or("");
                // Builds differ by service packs; another major version does not happen.
                if own.split('.').next() != ole.split('.').next() {
                    found.at(field.value()).and(claim.span).text("own", own).text("ole", ole.trim());
                }
            }
        },
    }
}

declare_rule! {
    pub static OUTDATED = "mailer-outdated" {
        group: Disliked,
        sources: [rspamd(Inspired, "OLD_X_MAILER")],
        finds: [
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nX-Mailer: Microsoft Outlook Express 6.00.2600.0000\n",
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nX-Mailer: iPhone Mail (8L1)\n",
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nX-Mailer: The Bat! (v2.04.7) Personal\n",
        ],
        quiet: ["From: a@example.org\nSubject: x\nDate: Tue, 1 Jan 2008 00:00:00 +0000\nX-Mailer: Microsoft Outlook Express 6.00.2600.0000\n"],
        check: |facts, found| {
            let written = facts.date.as_ref().and_then(|date| date.unix);
            if written.is_none_or(|unix| unix < OLD_SINCE) { return }
            for claim in &facts.mailer.claims {
                let program = claim.program.and_then(programs::program);
                let value = claim.span.of(facts.text);
                // iOS 6 and The Bat! 2 were the last before 2013 and 2004.
                let build = value.split_once(" Mail (").and_then(|(_, build)| number(build)).is_some_and(|build| build < 11);
                let bat = value.strip_prefix("The Bat! (v").and_then(number).is_some_and(|major| major < 3);
                // Small Japanese programs stay in use (mailer-rare speaks of them), as do old Thunderbirds.
                let old = program.filter(|p| {
                    bat || (p.id == "iphone-mail" && build)
                        || p.legacy
                        && matches!(p.kind, "desktop" | "webmail")
                        && !is_small(p.id)
                        && p.id != "thunderbird-old"
                });
                if let Some(program) = old {
                    found.at(claim.span).text("program", program.name);
                }
            }
        },
    }
}

declare_rule! {
    pub static IMPOSSIBLE = "mailer-name-impossible" {
        group: Disliked,
        sources: [
            rspamd(Inspired, "FORGED_X_MAILER"),
            spamassassin(Inspired, "XM_DIGITS_ONLY"), spamassassin(Inspired, "RATWARE_EGROUPS"), spamassassin(Inspired, "XM_LIGHT_HEAVY")],
        finds: [
            "From: a@example.org\nSubject: x\nX-Mailer: X-Mailer: Microsoft Outlook 16.0\n",
            "From: a@example.org\nSubject: x\nX-Mailer: Mozilla Thunderbird\n",
            "From: a@example.org\nSubject: x\nX-Mailer: iPhone Mail\n",
            "From: a@example.org\nSubject: x\nX-Mailer: 48213377\n",
            "From: a@example.org\nSubject: x\nX-Mailer: PHPMailer 12.7.5\n",
            "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 18.0\n",
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nX-Mailer: eGroups Message Poster\n",
        ],
        quiet: [
            "From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\n",
            "From: a@example.org\nSubject: x\nX-Mailer: iPhone Mail (23A355)\n",
            "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n",
            "From: a@example.org\nSubject: x\nX-Mailer: PHPMailer 7.0.1 (https://github.com/PHPMailer/PHPMailer)\n",
        ],
        check: |facts, found| for claim in &facts.mailer.claims {
            let value = claim.span.of(facts.text);
            let written = facts.date.as_ref().and_then(|date| date.unix);
            let in_x_mailer = facts
                .message
                .field(claim.field)
                .is_some_and(|field| field.lower == "x-mailer");
            let lower = value.to_ascii_lowercase();
            // Of Outlook there were 7 to 16, without 13, of Outlook Express 4 to 6.
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
    }
}

declare_rule! {
    pub static ATTACK_TOOL = "mailer-attack-tool" {
        group: Disliked,
        sources: [
            spamassassin(Inspired, "JH_SPAMMY_HEADERS"),
            Page("sublime-rules: headers_anonymousfox", "https://github.com/sublime-security/sublime-rules", ""),
            Page("sublime-rules: headers_message_id_risky_recover_production", "https://github.com/sublime-security/sublime-rules", ""),
            Observed("phishing-only"),
        ],
        finds: [
            "From: a@example.org\nSubject: x\nX-Mailer: Leaf PHPMailer 2.7 (leafmailer.pw)\n",
            "From: \"A\" <smtpfox-x1y2z@example.org>\nSubject: x\n",
            "From: a@example.org\nSubject: x\nX-Sender: AnonymousFox\n",
            "From: a@example.org\nSubject: x\nMessage-ID: <1.2@risky-recover-production.example.org>\n",
        ],
        quiet: [
            "From: a@example.org\nSubject: x\nX-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n",
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
                matches!(field.lower, "from" | "return-path" | "message-id") || field.lower.starts_with("x-")
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
    }
}

declare_rule! {
    pub static LIBRARY_FREEMAIL = "mailer-library-for-freemail" {
        group: Odd,
        sources: [rspamd(Inspired, "HAS_PHPMAILER_SIG")],
        finds: ["From: a@gmail.com\nSubject: x\nX-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n"],
        check: |facts, found| {
            let Some(author) = facts.author().filter(|a| domain::is_freemail(&a.domain)) else { return };
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
    }
}

declare_rule! {
    /// The case that this tool comes from: no public rule weighs it, and it was the key all the same.
    pub static RARE_MAILER = "mailer-rare" {
        group: Odd,
        sources: [
            Page("WaterMind PC Blog, June 2008", "https://blog.goo.ne.jp/watermind", ""),
            Page("Gmail: Email sender guidelines (header structure is a signal)", "https://support.google.com/a/answer/81126", ""),
        ],
        finds: [
            "From: a@example.org\nSubject: x\nX-Mailer: HidemaruMail 5.05\n",
            "From: a@example.org\nSubject: x\nX-Mailer: Kestrel Mail 0.3\n",
        ],
        quiet: ["From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\n"],
        check: |facts, found| {
            if facts.context.list || facts.context.bulk { return }
            if let Some(claim) = facts.mailer.claims.iter().find(|claim| is_rare(claim)) {
                found.at(claim.span).text("value", claim.span.of(facts.text));
            }
        },
    }
}

declare_rule! {
    pub static NAME_CASE = "mailer-field-case" {
        group: Odd,
        sources: [rspamd(Inspired, "XM_CASE")],
        finds: ["From: a@example.org\nSubject: x\nX-mailer: Example Mail 1.0\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Example Mail 1.0\n"],
        check: |facts, found| for claim in &facts.mailer.claims {
            let Some(field) = facts.message.field(claim.field) else { continue };
            if matches!(field.name(), "X-mailer" | "x-mailer" | "User-agent") {
                found.at(Span::new(field.raw.name.start, field.raw.name.end)).text("name", field.name());
            }
        },
    }
}

/// The number that a text begins with.
fn number(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

/// Whether the program is unknown, or one of the small ones.
pub(crate) fn is_rare(claim: &Claim) -> bool {
    claim.program.map_or_else(programs::any_known, is_small)
}

fn is_small(program: &str) -> bool {
    RARE.split(' ').any(|known| known == program)
}

/// Names of the programs that a trace fits, or the word for none.
pub(crate) fn fitting(facts: &Facts<'_>, kind: TraceKind) -> Arg {
    let trace = facts.mailer.traces.iter().find(|trace| trace.kind == kind);
    let names: Vec<Arg> = trace
        .iter()
        .flat_map(|trace| &trace.programs)
        .filter_map(|id| programs::program(id))
        .take(3)
        .map(|program| Arg::Text(program.name.to_owned()))
        .collect();
    if names.is_empty() { Arg::Word("mailer.no-program".to_owned()) } else { Arg::List(names) }
}
