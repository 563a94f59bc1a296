//! The habits of the program that a message names.

use crate::facts::mailer as programs;
use crate::facts::mailer::Program;
use crate::facts::{Claim, Facts, TraceKind};
use crate::rule::{Arg, Rule, rule};
use crate::rules::places::find_ignoring_case;
use crate::syntax::received::Form;

/// Programs, and the fields that each of them writes (`a+b`: either is enough).
const COMPANIONS: &[(&str, &str)] = &[
    ("outlook-classic", "Thread-Index+Content-Language"),
    ("outlook-express", "X-MimeOLE X-Priority"),
    ("windows-mail", "X-MimeOLE X-Priority"),
    ("windows-live-mail", "X-MimeOLE X-Priority"),
];

/// The most programs named in one message that are examined.
const SEVERAL: usize = 8;

#[cfg(not(target_arch = "wasm32"))]
const ORDER_OF_ANOTHER: &str = "From: a@example.org\nTo: b@example.net\nSubject: x\n\
                                Date: Mon, 1 Jan 2024 00:00:00 +0000\n\
                                Message-ID: <1@example.org>\nMIME-Version: 1.0\n\
                                X-Mailer: The Bat! (v3.0.1.33) Professional\nThread-Index: AdpQ\n\
                                Content-Language: en\n";

#[cfg(not(target_arch = "wasm32"))]
const ORDER_OF_ITS_OWN: &str = "From: a@example.org\nTo: b@example.net\nSubject: x\n\
                                Date: Mon, 1 Jan 2024 00:00:00 +0000\n\
                                Message-ID: <1@example.org>\nMIME-Version: 1.0\n\
                                X-Mailer: Microsoft Outlook 16.0\nThread-Index: AdpQ\n\
                                Content-Language: en\n";

/// Both come from one constant of the program.
pub(crate) static APPLE_VERSIONS: Rule = rule!(Rule {
    id: "apple-mail-versions-differ",
    group: Odd,
    sources: [Observed("apple-pair")],
    finds: ["From: a@example.org\nSubject: x\n\
         Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826.600.51.1.1\\))\n\
         X-Mailer: Apple Mail (2.3774.300.61.1.2)\n"],
    quiet: [
        "From: a@example.org\nSubject: x\n\
         Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826.600.51.1.1\\))\n\
         X-Mailer: Apple Mail (2.3826.600.51.1.1)\n",
        "From: a@example.org\nSubject: x\nMime-Version: 1.0 (Apple Message framework v1085)\n\
         X-Mailer: Apple Mail (2.1085)\n",
    ],
    check: |facts, found| {
        let Some((claim, _)) = known(facts).find(|(_, program)| program.id == "apple-mail") else {
            return;
        };
        let (Some(version), Some(field)) = (in_brackets(facts, claim), facts.field("mime-version"))
        else {
            return;
        };
        let build = version.strip_prefix("2.").unwrap_or(version);
        let value = field.value_text();
        let told = value.contains(" Mail ") || value.contains("framework");
        if told && !value.contains(build) && !facts.context.list {
            found.at(claim.span).and(field.value());
        }
    },
});

pub(crate) static COMPANIONS_MISSING: Rule = rule!(Rule {
    id: "mailer-companions-missing",
    group: Odd,
    sources: [Observed("companions")],
    finds: [
        "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n",
        "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Windows Live Mail 12.0.1606\n\
         X-Priority: 3\n",
        "From: a@example.org\nSubject: x\nMime-Version: 1.0\n\
         X-Mailer: Apple Mail (2.3774.300.61.1.2)\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\nContent-Language: de\n",
        "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n\
         List-Id: <l.example.org>\n",
    ],
    check: |facts, found| {
        let context = &facts.context;
        if context.list
            || context.forwarded
            || context.returned
            || facts.message.fields().take(4).count() < 3
        {
            return;
        }
        for (claim, program) in known(facts) {
            let mut missing = Vec::new();
            let fields = COMPANIONS
                .iter()
                .find(|(id, _)| *id == program.id)
                .map_or("", |(_, fields)| *fields);
            for either in fields.split_ascii_whitespace() {
                if !either.split('+').any(|name| facts.message.has(&name.to_ascii_lowercase())) {
                    for name in either.split('+') {
                        missing.push(Arg::Field(name.to_owned()));
                    }
                }
            }
            let version =
                facts.field("mime-version").filter(|field| !field.value_text().contains('('));
            if program.id == "apple-mail"
                && let Some(field) = version
            {
                missing.push(Arg::Field(field.name().to_owned()));
            }
            if !missing.is_empty() {
                found
                    .at(claim.span)
                    .text("program", program.name)
                    .with("fields", Arg::List(missing));
            }
        }
    },
});

/// Servers add Thread-Index and X-MimeOLE too: with Exchange on the route, both are its own.
pub(crate) static COMPANIONS_FOREIGN: Rule = rule!(Rule {
    id: "mailer-companions-foreign",
    group: Odd,
    sources: [spamassassin(Inspired, "BOGUS_MSM_HDRS")],
    finds: ["From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\n\
         X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2900.5931\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook Express 6.00.2900.5931\n\
         X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2900.5931\n",
        "From: a@example.org\nSubject: x\nUser-Agent: Mozilla Thunderbird\n\
         X-MimeOLE: Produced By Microsoft Exchange V6.5\n",
    ],
    check: |facts, found| {
        let exchange = facts.hops.iter().any(|hop| hop.received.form == Form::Exchange);
        if exchange || facts.context.list {
            return;
        }
        let Some((claim, program)) = known(facts).find(|(_, program)| program.is_personal()) else {
            return;
        };
        // Exchange 2003 wrote X-MimeOLE as well.
        let ole = facts
            .field("x-mimeole")
            .filter(|field| find_ignoring_case(field.value_text(), "exchange").is_some());
        for trace in &facts.mailer.traces {
            let mut other = None;
            let mut explained = trace.kind != TraceKind::Companions
                || ole.is_some_and(|field| field.raw.name == trace.span);
            for writer in trace.programs.iter().filter_map(|id| programs::program(id)) {
                explained |=
                    writer.id == program.id || matches!(writer.kind, "esp" | "list" | "mta");
                if writer.is_personal() {
                    other = other.or(Some(writer.name));
                }
            }
            if let Some(other) = other.filter(|_| !explained) {
                found
                    .at(trace.span)
                    .and(claim.span)
                    .text("program", program.name)
                    .text("other", other);
                return;
            }
        }
    },
});

/// Servers and lists move fields, so only an order that fits other programs and not this one
/// counts.
pub(crate) static FIELD_ORDER: Rule = rule!(Rule {
    id: "mailer-field-order",
    group: Odd,
    sources: [
        Page(
            "Gmail: Email sender guidelines (header structure is a signal)",
            "https://support.google.com/a/answer/81126",
            ""
        ),
        Observed("order"),
    ],
    finds: [ORDER_OF_ANOTHER],
    quiet: [ORDER_OF_ITS_OWN],
    check: |facts, found| {
        if facts.context.list || facts.context.forwarded {
            return;
        }
        let Some(trace) =
            facts.mailer.traces.iter().find(|trace| trace.kind == TraceKind::FieldOrder)
        else {
            return;
        };
        if known(facts).any(|(_, program)| trace.programs.contains(&program.id)) {
            return;
        }
        if let Some((claim, program)) =
            known(facts).find(|(_, program)| programs::has_order(program.id))
        {
            found
                .at(trace.span)
                .and(claim.span)
                .text("program", program.name)
                .with("fits", fitting(facts, TraceKind::FieldOrder));
        }
    },
});

/// A gateway may have rebuilt the parts, so this is a note; the boundary of another known program
/// is a warning of its own.
pub(crate) static BOUNDARY_UNKNOWN: Rule = rule!(Rule {
    id: "mailer-boundary-unknown",
    group: Odd,
    sources: [
        rspamd(Inspired, "SUSPICIOUS_BOUNDARY"),
        spamassassin(Inspired, "FORGED_MUA_THEBAT_BOUN"),
    ],
    finds: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"zzzz~0042~zzzz\"\n\
         X-Mailer: The Bat! (v3.0.1.33) Professional\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"----------0A1B2C3D4E5F60718\"\n\
         X-Mailer: The Bat! (v3.0.1.33) Professional\n",
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"zzzz~0042~zzzz\"\nX-Mailer: Kestrel Mail 0.3\n",
    ],
    check: |facts, found| {
        let context = &facts.context;
        let told = facts.mailer.traces.iter().any(|trace| trace.kind == TraceKind::Boundary);
        if told || context.list || context.bulk || context.returned {
            return;
        }
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
});

pub(crate) static ID_FOREIGN: Rule = rule!(Rule {
    id: "mailer-message-id-foreign",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "FORGED_MUA_OUTLOOK"),
        spamassassin(Inspired, "FORGED_MUA_MOZILLA"),
        rspamd(Inspired, "FORGED_MUA_OUTLOOK"),
        rspamd(Inspired, "FORGED_MUA_THUNDERBIRD_MSGID_UNKNOWN"),
        spamassassin(Inspired, "FORGED_MUA_IMS"),
        spamassassin(Inspired, "FORGED_MUA_OIMO"),
        rspamd(Inspired, "FORGED_MUA_THEBAT_MSGID_UNKNOWN")
    ],
    finds: ["From: a@example.org\nSubject: x\nMessage-ID: <abc-1-xyz@example.org>\n\
         X-Mailer: Microsoft Outlook Express 6.00.2900.5931\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nMessage-ID: <A5827F75BC6A45C781F1DE756283A510@WMVISTA>\n\
         X-Mailer: Microsoft Windows Live Mail 12.0.1606\n",
        "From: a@example.org\nSubject: x\n\
         Message-ID: <20240102030405.4ABCDEFGH1@mail.example.org>\n\
         X-Mailer: Microsoft Outlook Express 6.00.2900.5931\n",
    ],
    check: |facts, found| {
        let Some(id) = facts.message_id.as_ref().filter(|id| !id.inner.is_empty()) else { return };
        if facts.mailer.id_explained() || facts.context.list {
            return;
        }
        let inner = id.inner.of(facts.text);
        for claim in &facts.mailer.claims {
            let Some(program) = claim.program.and_then(programs::program) else { continue };
            if programs::shape_fits(program.id, inner) == Some(false) {
                let finding = found.at(id.inner).and(claim.span);
                finding
                    .text("program", program.name)
                    .with("fits", fitting(facts, TraceKind::MessageId));
            }
        }
    },
});

pub(crate) static BOUNDARY_FOREIGN: Rule = rule!(Rule {
    id: "mailer-boundary-foreign",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "FORGED_MUA_THEBAT_BOUN"),
        rspamd(Inspired, "SUSPICIOUS_BOUNDARY"),
        Observed("other-boundary"),
    ],
    finds: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"--_NmP-0f1e2d3c4b5a6978-Part_1\"\n\
         X-Mailer: Microsoft Outlook Express 6.00.2900.5931\n"],
    quiet: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"----=_NextPart_000_000B_01DC9383.E66A5780\"\n\
         X-Mailer: Microsoft Outlook Express 6.00.2900.5931\n"],
    check: |facts, found| {
        if facts.context.list {
            return;
        }
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
});

/// Returns the claims to be a program of the table; a message has one or two.
pub(crate) fn known<'f>(facts: &'f Facts<'_>) -> std::vec::IntoIter<(&'f Claim, Program)> {
    let claims = facts.mailer.claims.iter();
    let named = |claim: &'f Claim| Some((claim, programs::program(claim.program?)?));
    claims.filter_map(named).take(SEVERAL).collect::<Vec<_>>().into_iter()
}

/// Returns what is in parentheses at the end of a claim.
fn in_brackets<'m>(facts: &Facts<'m>, claim: &Claim) -> Option<&'m str> {
    claim.span.of(facts.text).split_once('(')?.1.strip_suffix(')')
}

/// Parses the three numbers of the version that follows a name.
pub(crate) fn version(value: &str, name: &str) -> Option<[u32; 3]> {
    let rest = value.get(value.find(name)? + name.len()..)?.trim_start_matches(['[', 'v']);
    let rest = rest.strip_prefix("ersion ").unwrap_or(rest);
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().ok());
    let first = numbers.next().flatten()?;
    let mut more = || numbers.next().flatten().unwrap_or(0);
    Some([first, more(), more()])
}

/// Returns the names of the programs that a trace fits, or the word for none.
fn fitting(facts: &Facts<'_>, kind: TraceKind) -> Arg {
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
