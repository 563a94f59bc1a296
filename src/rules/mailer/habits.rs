//! Habits of the program that a message names, and what its field of the name gives away.

use super::claim::fitting;
use crate::declare_rule;
use crate::facts::{Author, Claim, Facts, TraceKind, mailer as programs, mailer::Program};
use crate::rule::Arg;
use crate::rules::places::find_ignoring_case;
use crate::rules::subject::words::is_random;
use crate::stock;
use crate::syntax::received::Form;

/// Programs, and fields that each of them writes (`a+b`: either is enough).
const COMPANIONS: &[(&str, &str)] = &[
    ("outlook-classic", "Thread-Index+Content-Language"),
    ("outlook-express", "X-MimeOLE X-Priority"),
    ("windows-mail", "X-MimeOLE X-Priority"),
    ("windows-live-mail", "X-MimeOLE X-Priority"),
];

/// Programs that one mail names.
const SEVERAL: usize = 8;

/// Bulk software, as its X-Mailer and its own fields name it.
const BULK: &str = "interspire sendy phplist mautic mailwizz acelle smart_send oempro";
const BULK_FIELDS: [&str; 5] = ["x-mw-", "x-mailer-lid", "x-phplist-", "x-acelle-", "x-mautic-"];

/// Fields of the programs that spam is made with.
const SPAMWARE: &[&str] =
    &["complaint-to", "tracking-code", "x-ebserver", "x-letter", "x-message-info"];

declare_rule! {
    /// Both come from one constant of the program.
    pub static APPLE_VERSIONS = "apple-mail-versions-differ" {
        group: Odd,
        sources: [Observed("apple-pair")],
        finds: ["From: a@example.org\nSubject: x\nMime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826.600.51.1.1\\))\nX-Mailer: Apple Mail (2.3774.300.61.1.2)\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nMime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826.600.51.1.1\\))\nX-Mailer: Apple Mail (2.3826.600.51.1.1)\n",
            "From: a@example.org\nSubject: x\nMime-Version: 1.0 (Apple Message framework v1085)\nX-Mailer: Apple Mail (2.1085)\n",
        ],
        check: |facts, found| {
            let Some((claim, _)) = known(facts).find(|(_, program)| program.id == "apple-mail") else { return };
            let (Some(version), Some(field)) = (in_brackets(facts, claim), facts.field("mime-version")) else { return };
            let build = version.strip_prefix("2.").unwrap_or(version);
            let value = field.value_text();
            let told = value.contains(" Mail ") || value.contains("framework");
            if told && !value.contains(build) && !facts.context.list {
                found.at(claim.span).and(field.value());
            }
        },
    }
}

declare_rule! {
    pub static COMPANIONS_MISSING = "mailer-companions-missing" {
        group: Odd,
        sources: [Observed("companions")],
        finds: [
            "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n",
            "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Windows Live Mail 12.0.1606\nX-Priority: 3\n",
            "From: a@example.org\nSubject: x\nMime-Version: 1.0\nX-Mailer: Apple Mail (2.3774.300.61.1.2)\n",
        ],
        quiet: [
            "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\nContent-Language: de\n",
            "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\nList-Id: <l.example.org>\n",
        ],
        check: |facts, found| {
            let context = &facts.context;
            if context.list || context.forwarded || context.returned || facts.message.fields().take(4).count() < 3 { return }
            for (claim, program) in known(facts) {
                let mut missing = Vec::new();
                let fields = COMPANIONS.iter().find(|(id, _)| *id == program.id).map_or("", |(_, fields)| *fields);
                for either in fields.split_ascii_whitespace() {
                    if !either.split('+').any(|name| facts.message.has(&name.to_ascii_lowercase())) {
                        for name in either.split('+') {
                            missing.push(Arg::Field(name.to_owned()));
                        }
                    }
                }
                let version = facts.field("mime-version").filter(|field| !field.value_text().contains('('));
                if program.id == "apple-mail" && let Some(field) = version {
                    missing.push(Arg::Field(field.name().to_owned()));
                }
                if !missing.is_empty() {
                    found.at(claim.span).text("program", program.name).with("fields", Arg::List(missing));
                }
            }
        },
    }
}

declare_rule! {
    /// Servers add Thread-Index and X-MimeOLE too: where Exchange was on the way both are its own.
    pub static COMPANIONS_FOREIGN = "mailer-companions-foreign" {
        group: Odd,
        sources: [spamassassin(Inspired, "BOGUS_MSM_HDRS")],
        finds: ["From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\nX-MimeOLE: Produced By Microsoft MimeOLE V6.00.2900.5931\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook Express 6.00.2900.5931\nX-MimeOLE: Produced By Microsoft MimeOLE V6.00.2900.5931\n",
            "From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\nX-MimeOLE: Produced By Microsoft Exchange V6.5\n",
        ],
        check: |facts, found| {
            let exchange = facts.hops.iter().any(|hop| hop.received.form == Form::Exchange);
            if exchange || facts.context.list { return }
            let Some((claim, program)) = known(facts).find(|(_, program)| program.is_personal()) else { return };
            // Exchange 2003 wrote X-MimeOLE as well.
            let ole = facts.field("x-mimeole").filter(|field| find_ignoring_case(field.value_text(), "exchange").is_some());
            for trace in &facts.mailer.traces {
                let mut other = None;
                let mut explained = trace.kind != TraceKind::Companions || ole.is_some_and(|field| field.raw.name == trace.span);
                for writer in trace.programs.iter().filter_map(|id| programs::program(id)) {
                    explained |= writer.id == program.id || matches!(writer.kind, "esp" | "list" | "mta");
                    if writer.is_personal() {
                        other = other.or(Some(writer.name));
                    }
                }
                if let Some(other) = other.filter(|_| !explained) {
                    found.at(trace.span).and(claim.span).text("program", program.name).text("other", other);
                    return;
                }
            }
        },
    }
}

declare_rule! {
    /// Servers and lists move fields; only an order that fits other programs and not this one counts.
    pub static FIELD_ORDER = "mailer-field-order" {
        group: Odd,
        sources: [
            Page("Gmail: Email sender guidelines (header structure is a signal)", "https://support.google.com/a/answer/81126", ""),
            Observed("order"),
        ],
        finds: [ORDER_OF_ANOTHER],
        quiet: [ORDER_OF_ITS_OWN],
        check: |facts, found| {
            if facts.context.list || facts.context.forwarded { return }
            let Some(trace) = facts.mailer.traces.iter().find(|trace| trace.kind == TraceKind::FieldOrder) else { return };
            if known(facts).any(|(_, program)| trace.programs.contains(&program.id)) { return }
            if let Some((claim, program)) = known(facts).find(|(_, program)| programs::has_order(program.id)) {
                found
                    .at(trace.span)
                    .and(claim.span)
                    .text("program", program.name)
                    .with("fits", fitting(facts, TraceKind::FieldOrder));
            }
        },
    }
}

#[cfg(not(target_arch = "wasm32"))]
const ORDER_OF_ANOTHER: &str = "From: a@example.org\nTo: b@example.net\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\nX-Mailer: The Bat! (v3.0.1.33) Professional\nThread-Index: AdpQ\nContent-Language: en\n";
#[cfg(not(target_arch = "wasm32"))]
const ORDER_OF_ITS_OWN: &str = "From: a@example.org\nTo: b@example.net\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\nX-Mailer: Microsoft Outlook 16.0\nThread-Index: AdpQ\nContent-Language: en\n";

declare_rule! {
    /// A gateway may have built the parts anew, hence a note; a boundary of a known other program is a
    /// warning of its own.
    pub static BOUNDARY_UNKNOWN = "mailer-boundary-unknown" {
        group: Odd,
        sources: [
            rspamd(Inspired, "SUSPICIOUS_BOUNDARY"),
            spamassassin(Inspired, "FORGED_MUA_THEBAT_BOUN"),
        ],
        finds: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"zzzz~0042~zzzz\"\nX-Mailer: The Bat! (v3.0.1.33) Professional\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"----------0A1B2C3D4E5F60718\"\nX-Mailer: The Bat! (v3.0.1.33) Professional\n",
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"zzzz~0042~zzzz\"\nX-Mailer: Kestrel Mail 0.3\n",
        ],
        check: |facts, found| {
            let context = &facts.context;
            let told = facts.mailer.traces.iter().any(|trace| trace.kind == TraceKind::Boundary);
            if told || context.list || context.bulk || context.returned { return }
            let kind = facts.content_type.as_ref();
            let boundary = kind.and_then(|kind| programs::boundary(facts.text, kind));
            let Some(boundary) = boundary else { return };
            let value = boundary.of(facts.text);
            for (claim, program) in known(facts) {
                if programs::boundary_fits(program.id, value) == Some(false) {
                    found.at(boundary).and(claim.span).text("program", program.name);
                }
            }
        },
    }
}

declare_rule! {
    /// Digits alone are `mailer-name-impossible`.
    pub static NAME_RANDOM = "mailer-name-random" {
        group: Disliked,
        sources: [spamassassin(Inspired, "XM_RANDOM")],
        finds: ["From: a@example.org\nSubject: x\nX-Mailer: Qwrtzplkbv\n", "From: a@example.org\nSubject: x\nX-Mailer: qz\n", "From: a@example.org\nSubject: x\nX-Mailer: x7Gq29LmZ4a8\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Mailer: VM 8.2.0\n", "From: a@example.org\nSubject: x\nX-Mailer: Kestrel\n"],
        check: |facts, found| for claim in facts.mailer.claims.iter().filter(|claim| claim.program.is_none()) {
            let value = claim.span.of(facts.text);
            let word = !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric());
            let letters = value.bytes().any(|b| b.is_ascii_alphabetic());
            if word && letters && (value.len() < 3 || is_random(value) || stock::is_unspeakable(value)) {
                found.at(claim.span).text("value", value);
            }
        },
    }
}

declare_rule! {
    pub static BULK_SOFTWARE = "mailer-bulk-software" {
        group: Informative,
        sources: [rspamd(Inspired, "HAS_INTERSPIRE_SIG")],
        finds: ["From: a@example.org\nSubject: x\nX-Mailer: Sendy (https://sendy.co)\n", "From: a@example.org\nSubject: x\nX-Mw-Campaign-Uid: ab123\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Sendmail::Simple 1.0\nX-Mwx: 1\n"],
        check: |facts, found| {
            let claims = facts.mailer.claims.iter().take(SEVERAL).find_map(|claim| {
                let value = claim.span.of(facts.text).get(..300).unwrap_or(claim.span.of(facts.text));
                let name = BULK.split(' ').find(|name| crate::rules::places::whole(value, name).is_some())?;
                Some((claim.span, name))
            });
            let field = || facts.message.fields().find(|field| BULK_FIELDS.iter().any(|head| field.lower.starts_with(head)));
            if let Some((span, name)) = claims {
                found.at(span).text("sign", name);
            } else if let Some(field) = field() {
                found.at(field.raw.name).text("sign", field.name());
            }
        },
    }
}

declare_rule! {
    /// Thunderbird has left its version out for years.
    pub static WITHOUT_VERSION = "mailer-without-version" {
        group: Informative,
        sources: [rspamd(Inspired, "XM_UA_NO_VERSION"), spamassassin(Inspired, "PHP_NOVER_MUA")],
        finds: ["From: a@example.org\nSubject: x\nX-Mailer: PHP\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Mailer: PHP/8.3\n", "From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\n"],
        check: |facts, found| for claim in &facts.mailer.claims {
            let value = claim.span.of(facts.text);
            let server = claim.program.is_some_and(|id| id != "php-mail");
            if !server && !value.is_empty() && !value.bytes().any(|b| b.is_ascii_digit()) {
                found.at(claim.span).text("value", value);
            }
        },
    }
}

declare_rule! {
    /// Up to 5.2.19 an address could carry commands to the server.
    pub static PHPMAILER_OLD = "phpmailer-unsafe" {
        group: Odd,
        sources: [
            Page("CVE-2016-10045", "https://nvd.nist.gov/vuln/detail/CVE-2016-10045", ""),
            spamassassin(Inspired, "VULN_PHPMAILER"),
        ],
        finds: ["From: a@example.org\nSubject: x\nX-Mailer: PHPMailer 5.2.9 (https://github.com/PHPMailer/PHPMailer/)\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Mailer: PHPMailer 5.2.28 (https://github.com/PHPMailer/PHPMailer/)\n"],
        check: |facts, found| for claim in &facts.mailer.claims {
            if version(claim.span.of(facts.text), "PHPMailer ").is_some_and(|version| version < [5, 2, 20]) {
                found.at(claim.span);
            }
        },
    }
}

declare_rule! {
    /// Hotmail once wrote X-Message-Info itself, as the receiver.
    pub static SPAMWARE_FIELD = "spamware-field" {
        group: Disliked,
        sources: [spamassassin(Inspired, "JH_SPAMMY_HEADERS"), spamassassin(Inspired, "X_MESSAGE_INFO")],
        finds: ["From: a@example.org\nSubject: x\nX-EBSERVER: 1\n", "From: a@example.org\nSubject: x\nComplaint-To: b@example.org\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Message-Id: 1\nX-Complaints-To: b@example.org\n"],
        check: |facts, found| {
            // Hotmail's own, as the receiver.
            let outlook = facts.hops.iter().any(|hop| {
                let by = hop.received.by.map_or("", |by| by.of(facts.text));
                find_ignoring_case(by, "hotmail.").or_else(|| find_ignoring_case(by, "outlook.")).is_some()
            });
            for field in SPAMWARE.iter().flat_map(|name| facts.message.all(name)) {
                if facts.boundary.author(field.index) != Author::Receiver && (field.lower != "x-message-info" || !outlook) {
                    found.at(field.raw.name).text("field", field.name());
                }
            }
        },
    }
}

/// Claims to be a program of the table; a mail has one or two.
fn known<'f>(facts: &'f Facts<'_>) -> std::vec::IntoIter<(&'f Claim, Program)> {
    let claims = facts.mailer.claims.iter();
    let named = |claim: &'f Claim| Some((claim, programs::program(claim.program?)?));
    claims.filter_map(named).take(SEVERAL).collect::<Vec<_>>().into_iter()
}

/// What stands in brackets at the end of a claim.
fn in_brackets<'m>(facts: &Facts<'m>, claim: &Claim) -> Option<&'m str> {
    claim.span.of(facts.text).split_once('(')?.1.strip_suffix(')')
}

/// The three numbers of a version that follows a name.
pub(crate) fn version(value: &str, name: &str) -> Option<[u32; 3]> {
    let rest = value.get(value.find(name)? + name.len()..)?.trim_start_matches(['[', 'v']);
    let rest = rest.strip_prefix("ersion ").unwrap_or(rest);
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().ok());
    let first = numbers.next().flatten()?;
    let mut more = || numbers.next().flatten().unwrap_or(0);
    Some([first, more(), more()])
}
