//! Lines and their bytes (RFC 5322 §2.1).

use crate::facts::Author;
use crate::message::Field;
use crate::rule::{Arg, Rule, rule};
#[cfg(not(target_arch = "wasm32"))]
use crate::rules::examples::{filled, text};
use crate::rules::fields::together;
use crate::rules::pages::GMAIL_ERRORS;
use crate::span::Span;
use crate::syntax::field::LineKind;

/// The most octets of a line without its ending (RFC 5322 §2.1.1).
const LINE_MAX: usize = 998;

/// The octets of a line that every folding program would have folded.
const LONG: usize = 200;

/// The most places that one finding marks.
const PLACES: usize = 50;

#[cfg(not(target_arch = "wasm32"))]
static LONG_LINE: [u8; 1080] =
    filled(b"From: a@example.org\nTo: b@example.net\nSubject: ", b"word ", b"\n");

#[cfg(not(target_arch = "wasm32"))]
static FOLDED_LINE: [u8; 1080] =
    filled(b"From: a@example.org\nTo: b@example.net\nSubject: ", b"ninety words \n ", b"\n");

/// The characters that a line should not exceed (RFC 5322 §2.1.1).
const WIDTH: usize = 78;

/// Fields that the author's program folds.
const AUTHOR: &[&str] = &["from", "sender", "reply-to", "to", "cc", "subject"];

/// Adjacent stray lines are one finding. Bounces and careless copying lose the blanks that fold
/// lines: several stray lines without any folded field show that copying did it.
pub(crate) static LINE_WITHOUT_COLON: Rule = rule!(Rule {
    id: "line-without-colon",
    group: Broken,
    sources: [
        Rfc(5322, "2.2"),
        Page("Gmail: SMTP errors", GMAIL_ERRORS, "554 5.6.0"),
        rspamd(Inspired, "BROKEN_HEADERS"),
    ],
    finds: ["From: a@example.org\nthis line is lost\nSubject: x\n"],
    quiet: [
        "From: a@example.org\n <b@example.org>\nSubject: x\n",
        concat!(
            "Received: from a.example.org by mx.example.net\n\
             with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nTo: b@example.net,\nc@example.net\nDKIM-Signature: v=1;\n\
             d=example.org\n"
        ),
    ],
    check: |facts, found| {
        if facts.context.returned {
            return;
        }
        let mut runs: Vec<Span> = Vec::new();
        let mut in_run = false;
        for (index, line) in facts.message.lines.iter().enumerate() {
            let stray = matches!(line.kind, LineKind::Stray | LineKind::Orphan)
                && !is_mbox(line.body.of(facts.text))
                && facts.boundary.author(index) != Author::Receiver;
            match runs.last_mut() {
                Some(run) if stray && in_run => *run = run.to(line.body),
                _ if stray => runs.push(line.body),
                _ => {}
            }
            in_run = stray;
        }
        if runs.len() > 1 && !facts.message.fields().any(|field| field.raw.lines > 1) {
            return;
        }
        for run in runs {
            let text = run.of(facts.text);
            let first = text.lines().next().unwrap_or("");
            found.at(run).count("count", text.lines().count()).text("line", first);
        }
    },
});

/// Some programs show fields unfolded: several long lines without any folded one show that copying
/// lost the folding. What Microsoft's servers add on the sender's side is not the sender's.
pub(crate) static LINE_TOO_LONG: Rule = rule!(Rule {
    id: "line-too-long",
    group: Broken,
    sources: [Rfc(5322, "2.1.1"), Rfc(5321, "4.5.3.1.6")],
    finds: [text(&LONG_LINE)],
    quiet: [text(&FOLDED_LINE)],
    check: |facts, found| {
        let long = |field: &Field<'_>| field.raw.lines == 1 && field.span().len() > LONG;
        let folded = facts.message.fields().any(|field| field.raw.lines > 1);
        if !folded && facts.message.fields().filter(long).count() > 1 {
            return;
        }
        let wide =
            |field: &Field<'_>| field.span().len() > LINE_MAX && !is_service_field(field.lower);
        for field in facts.by_sender().filter(wide) {
            for line in lines(field.text, field.span()).filter(|line| line.len() > LINE_MAX) {
                found
                    .at(line)
                    .count("count", line.len())
                    .with("field", Arg::Field(field.name().to_owned()));
            }
        }
    },
});

/// ESC begins raw ISO-2022-JP, which `raw-non-ascii` covers.
pub(crate) static CONTROL_CHARACTER: Rule = rule!(Rule {
    id: "control-character",
    group: Broken,
    sources: [Rfc(5322, "4.1"), Rfc(5322, "2.2")],
    finds: ["From: a@example.org\nSubject: x\u{8}y\u{7}z\n"],
    quiet: ["From: a@example.org\nSubject: x\ty\n"],
    check: |facts, found| for field in facts.by_sender() {
        let wanted = |b: u8| b.is_ascii_control() && !matches!(b, b'\t' | b'\r' | b'\n' | 0x1b);
        // A quick pass over all bytes first, since hardly any field holds one.
        let holds = field.raw.body.of(field.text).bytes().fold(false, |any, b| any | wanted(b));
        if !holds {
            continue;
        }
        let mut places = places(field.text, field.raw.body, |c| u8::try_from(c).is_ok_and(wanted));
        let Some(first) = places.next() else { continue };
        let finding = found.at(first);
        let mut count = 1;
        for place in places {
            count += 1;
            if count <= PLACES {
                finding.and(place);
            }
        }
        finding.count("count", count).with("field", Arg::Field(field.name().to_owned()));
    },
});

pub(crate) static MBOX_LINE_INSIDE: Rule = rule!(Rule {
    id: "mbox-line-inside",
    group: Odd,
    sources: [Rfc(4155, ""), spamassassin(Inspired, "CORRUPT_FROM_LINE_IN_HDRS")],
    finds: ["Subject: x\nFrom a@example.org Mon Jan  1 00:00:00 2024\nFrom: a@example.org\n"],
    quiet: ["From a@example.org Mon Jan  1 00:00:00 2024\nSubject: x\nFrom: a@example.org\n"],
    check: |facts, found| for line in &facts.message.lines {
        if line.kind == LineKind::Stray && is_mbox(line.body.of(facts.text)) {
            found.at(line.body);
        }
    },
});

/// Only a warning: what mail programs show or export is often already decoded.
pub(crate) static RAW_NON_ASCII: Rule = rule!(Rule {
    id: "raw-non-ascii",
    group: Disliked,
    sources: [
        Rfc(5322, "2.2"),
        Rfc(6532, "3"),
        Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.1"),
        rspamd(Inspired, "SUBJECT_NEEDS_ENCODING"),
        spamassassin(Inspired, "SUBJ_ILLEGAL_CHARS"),
        rspamd(Inspired, "FROM_NEEDS_ENCODING"),
        rspamd(Inspired, "TO_NEEDS_ENCODING"),
        rspamd(Inspired, "INVALID_FROM_8BIT"),
        rspamd(Inspired, "INVALID_RCPT_8BIT"),
        rspamd(Inspired, "RCVD_ILLEGAL_CHARS")
    ],
    finds: [
        "From: Jörg <a@example.org>\nSubject: Grüße\n",
        "From: a@example.org\nSubject: \u{1b}$B$\"\u{1b}(B\n"
    ],
    quiet: [
        "From: a@example.org\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n",
        "Received: from a.example.org by mx.example.net with UTF8SMTPS; Mon, 1 Jan 2024 00:00:00 \
         +0000\nFrom: a@example.org\nSubject: Grüße\n",
    ],
    check: |facts, found| {
        if facts.context.smtputf8 {
            return;
        }
        let raw = |c: char| !c.is_ascii() || c == '\u{1b}';
        let holds = |body: &str| !body.is_ascii() || body.contains('\u{1b}');
        let fields: Vec<_> =
            facts.by_sender().filter(|field| holds(field.raw.body.of(facts.text))).collect();
        together(found, &fields, &|field| {
            places(field.text, field.raw.body, raw).next().unwrap_or(field.raw.body)
        });
    },
});

/// Only if another field shows that folding survived the copying, and if there is a blank to fold
/// at.
pub(crate) static LINE_OVER_78: Rule = rule!(Rule {
    id: "line-over-78",
    group: Informative,
    sources: [Rfc(5322, "2.1.1"), Rfc(2047, "2")],
    finds: ["From: a@example.org\nTo: b@example.net,\n c@example.net\n\
         Subject: 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789\n"],
    quiet: [
        "From: a@example.org\nTo: b@example.net,\n c@example.net\nSubject: \
         0123456789012345678901234567890123456789012345678901234567890123456789012345678\n",
        "From: a@example.org\nTo: b@example.net\n\
         Subject: 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789\n",
    ],
    check: |facts, found| {
        if !facts.message.fields().any(|field| field.raw.lines > 1) {
            return;
        }
        let long = |field: &Field<'_>| {
            lines(field.text, field.span()).find(|line| {
                let text = line.of(field.text);
                let own = text
                    .strip_prefix(field.name())
                    .and_then(|rest| rest.strip_prefix(':'))
                    .unwrap_or(text);
                text.len() > WIDTH
                    && own.trim().contains([' ', '\t'])
                    && text.chars().count() > WIDTH
            })
        };
        let fields: Vec<_> = facts
            .by_sender()
            .filter(|field| AUTHOR.contains(&field.lower) && long(field).is_some())
            .collect();
        together(found, &fields, &|field| long(field).unwrap_or(field.raw.name));
    },
});

/// Returns the physical lines of a span, without their endings.
pub(crate) fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut at = span.start;
    span.of(text).split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        Span::new(start, start + line.trim_end_matches('\r').len())
    })
}

/// Returns the runs of such characters.
fn places(text: &str, span: Span, wanted: impl Fn(char) -> bool) -> impl Iterator<Item = Span> {
    let mut at = span.start;
    let mut rest = span.of(text);
    std::iter::from_fn(move || {
        let head = rest.find(&wanted)?;
        let tail = rest.get(head..)?;
        let len = tail.find(|c| !wanted(c)).unwrap_or(tail.len());
        let start = at + head;
        at = start + len;
        rest = tail.get(len..)?;
        Some(Span::new(start, at))
    })
}

fn is_mbox(line: &str) -> bool {
    line.starts_with("From ") || line.starts_with(">From ")
}

/// Whether servers on the route write this field, at whatever length they like.
fn is_service_field(name: &str) -> bool {
    [
        "x-ms-",
        "x-microsoft-",
        "x-forefront-",
        "x-exchange-",
        "arc-",
        "authentication-results",
        "x-spam-",
    ]
    .iter()
    .any(|head| name.starts_with(head))
}
