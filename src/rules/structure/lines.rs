//! Lines, names and folding (RFC 5322 §2.2), judged only where the sender's side wrote them.

#[cfg(not(target_arch = "wasm32"))]
use super::size::{filled, text};
use crate::declare_rule;
use crate::facts::{Author, Person};
use crate::message::Field;
use crate::rule::{Arg, Found};
use crate::span::Span;
use crate::syntax::field::LineKind;
use crate::syntax::message_id::{self, IdFlaw, MessageId};

const GMAIL_ERRORS: &str = "https://support.google.com/a/answer/3726730";

/// Octets of one line without its end (RFC 5322 §2.1.1).
const LINE_MAX: usize = 998;
/// Lines longer than this are folded by every program that folds.
const LONG: usize = 200;
/// Octets of an address (RFC 5321 §4.5.3.1) and some folding; what is longer is no address.
const ADDRESS_MAX: usize = 330;
/// Places that one finding marks.
const PLACES: usize = 50;

#[cfg(not(target_arch = "wasm32"))]
static LONG_LINE: [u8; 1080] =
    filled(b"From: a@example.org\nTo: b@example.net\nSubject: ", b"word ", b"\n");
#[cfg(not(target_arch = "wasm32"))]
static FOLDED_LINE: [u8; 1080] =
    filled(b"From: a@example.org\nTo: b@example.net\nSubject: ", b"ninety words \n ", b"\n");

declare_rule! {
    /// Neighbouring stray lines are one finding. Bounces and careless copying lose the blanks that
    /// fold lines: several places and not one folded field say that it was the copy.
    pub static LINE_WITHOUT_COLON = "line-without-colon" {
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
                "Received: from a.example.org by mx.example.net\nwith ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: a@example.org\nTo: b@example.net,\nc@example.net\nDKIM-Signature: v=1;\nd=example.org\n"),
        ],
        check: |facts, found| {
            if facts.context.returned { return }
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
            if runs.len() > 1 && !facts.message.fields().any(|field| field.raw.lines > 1) { return }
            for run in runs {
                let text = run.of(facts.text);
                let first = text.lines().next().unwrap_or("");
                found.at(run).count("count", text.lines().count()).text("line", first);
            }
        },
    }
}

declare_rule! {
    pub static BLANK_BEFORE_COLON = "blank-before-colon" {
        group: Broken,
        sources: [Rfc(5322, "4.5"), Page("Gmail: SMTP errors", GMAIL_ERRORS, "554 5.6.0")],
        finds: ["From: a@example.org\nSubject : x\n"],
        quiet: ["From: a@example.org\nSubject: : x\n"],
        check: |facts, found| for field in facts.by_sender().filter(|field| !field.raw.gap.is_empty()) {
            found.at(field.raw.gap).with("field", Arg::Field(field.name().to_owned()));
        },
    }
}

declare_rule! {
    pub static FIELD_NAME_BAD = "field-name-bad-character" {
        group: Broken,
        sources: [Rfc(5322, "2.2")],
        finds: ["From: a@example.org\nSubject: x\nX-Größe: 3\n", "From: a@example.org\nSubject: x\n: y\n"],
        quiet: ["From: a@example.org\nSubject: x\nX_Size.(kB): 3\n"],
        check: |facts, found| for field in facts.by_sender() {
            let name = field.raw.name;
            match name.of(facts.text).char_indices().find(|(_, c)| !c.is_ascii_graphic()) {
                Some((at, c)) => {
                    let start = name.start + at;
                    found.at(Span::new(start, start + c.len_utf8())).text("name", field.name());
                }
                // The colon stands where the name should.
                None if name.is_empty() => {
                    found.at(Span::new(name.start, name.start + 1)).text("name", "");
                }
                None => {}
            }
        },
    }
}

declare_rule! {
    /// Some programs show fields unfolded: where several long lines and no folded one are there,
    /// the folding was lost in copying. What servers of Microsoft add on the sender's side is not
    /// the sender's.
    pub static LINE_TOO_LONG = "line-too-long" {
        group: Broken,
        sources: [Rfc(5322, "2.1.1"), Rfc(5321, "4.5.3.1.6")],
        finds: [text(&LONG_LINE)],
        quiet: [text(&FOLDED_LINE)],
        check: |facts, found| {
            let long = |field: &Field<'_>| field.raw.lines == 1 && field.span().len() > LONG;
            let folded = facts.message.fields().any(|field| field.raw.lines > 1);
            if !folded && facts.message.fields().filter(long).count() > 1 { return }
            let wide = |field: &Field<'_>| field.span().len() > LINE_MAX && !is_service_field(field.lower);
            for field in facts.by_sender().filter(wide) {
                for line in lines(field.text, field.span()).filter(|line| line.len() > LINE_MAX) {
                    found
                        .at(line)
                        .count("count", line.len())
                        .with("field", Arg::Field(field.name().to_owned()));
                }
            }
        },
    }
}

declare_rule! {
    /// ESC begins raw ISO-2022-JP, which is the matter of `raw-non-ascii`.
    pub static CONTROL_CHARACTER = "control-character" {
        group: Broken,
        sources: [Rfc(5322, "4.1"), Rfc(5322, "2.2")],
        finds: ["From: a@example.org\nSubject: x\u{8}y\u{7}z\n"],
        quiet: ["From: a@example.org\nSubject: x\ty\n"],
        check: |facts, found| for field in facts.by_sender() {
            let wanted = |b: u8| b.is_ascii_control() && !matches!(b, b'\t' | b'\r' | b'\n' | 0x1b);
            // All bytes first, which is quick: hardly any field holds one.
            let holds = field.raw.body.of(field.text).bytes().fold(false, |any, b| any | wanted(b));
            if !holds { continue }
            let mut places = places(field.text, field.raw.body, |c| {
                u8::try_from(c).is_ok_and(wanted)
            });
            let Some(first) = places.next() else { continue };
            let finding = found.at(first);
            let mut count = 1;
            for place in places {
                count += 1;
                if count <= PLACES { finding.and(place); }
            }
            finding.count("count", count).with("field", Arg::Field(field.name().to_owned()));
        },
    }
}

declare_rule! {
    pub static FOLD_EMPTY_LINE = "fold-empty-line" {
        group: Disliked,
        sources: [Rfc(5322, "3.2.2"), Rfc(5322, "4.2")],
        finds: ["From: a@example.org\nSubject: x\n \n\t\n y\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"],
        quiet: ["From: a@example.org\nSubject:\n x\n y\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"],
        check: |facts, found| for field in facts.by_sender().filter(|field| field.raw.lines > 1) {
            let blank = |line: &Span| line.trim(facts.text).is_empty();
            let mut blanks = lines(field.text, field.raw.body).skip(1).filter(blank).take(PLACES);
            let Some(first) = blanks.next() else { continue };
            let finding = found.at(first);
            finding.with("field", Arg::Field(field.name().to_owned()));
            for line in blanks {
                finding.and(line);
            }
        },
    }
}

declare_rule! {
    pub static MBOX_LINE_INSIDE = "mbox-line-inside" {
        group: Odd,
        sources: [Rfc(4155, ""), spamassassin(Inspired, "CORRUPT_FROM_LINE_IN_HDRS")],
        finds: ["Subject: x\nFrom a@example.org Mon Jan  1 00:00:00 2024\nFrom: a@example.org\n"],
        quiet: ["From a@example.org Mon Jan  1 00:00:00 2024\nSubject: x\nFrom: a@example.org\n"],
        check: |facts, found| for line in &facts.message.lines {
            if line.kind == LineKind::Stray && is_mbox(line.body.of(facts.text)) {
                found.at(line.body);
            }
        },
    }
}

declare_rule! {
    /// Lists that turn blanks into tabs are excused, as they are there.
    pub static TAB_AFTER_COLON = "tab-after-colon" {
        group: Odd,
        sources: [spamassassin(Inspired, "KB_DATE_CONTAINS_TAB")],
        finds: ["From: a@example.org\nSubject: x\nDate:\tMon, 1 Jan 2024 00:00:00 +0000\n"],
        quiet: ["From: a@example.org\nSubject:\tx\nDate: \tMon, 1 Jan 2024 00:00:00 +0000\n"],
        check: |facts, found| {
            if facts.context.list { return }
            let theirs = |field: &Field<'_>| facts.boundary.author(field.index) != Author::Receiver;
            let Some(field) = facts.message.all("date").find(theirs) else { return };
            let start = field.raw.body.start;
            if field.raw.body.of(facts.text).starts_with('\t') {
                found.at(Span::new(start, start + 1));
            }
        },
    }
}

declare_rule! {
    pub static NO_BLANK_AFTER_COLON = "no-blank-after-colon" {
        group: Odd,
        sources: [
            spamassassin(Inspired, "HDRS_MISSP"),
            rspamd(Inspired, "HEADER_FROM_EMPTY_DELIMITER"), rspamd(Inspired, "HEADER_TO_EMPTY_DELIMITER"), rspamd(Inspired, "HEADER_CC_EMPTY_DELIMITER"), rspamd(Inspired, "HEADER_REPLYTO_EMPTY_DELIMITER"), rspamd(Inspired, "HEADER_DATE_EMPTY_DELIMITER")],
        finds: ["From:a@example.org\nSubject: x\n"],
        quiet: ["From:\n a@example.org\nSubject:\nX-Size:3\n"],
        check: |facts, found| {
            let names = ["from", "to", "cc", "subject", "reply-to", "date"];
            let glued: Vec<_> = facts.by_sender()
                .filter(|field| names.contains(&field.lower))
                .filter(|field| !field.raw.body.of(facts.text).starts_with([' ', '\t', '\r', '\n']))
                .filter(|field| !field.raw.body.is_empty())
                .collect();
            let mark = |field: &Field<'_>| Span::new(field.raw.name.start, field.raw.body.start);
            together(found, &glued, &mark);
        },
    }
}

declare_rule! {
    /// A warning only: what mail programs show or export is often decoded already.
    pub static RAW_NON_ASCII = "raw-non-ascii" {
        group: Disliked,
        sources: [
            Rfc(5322, "2.2"),
            Rfc(6532, "3"),
            Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.1"),
            rspamd(Inspired, "SUBJECT_NEEDS_ENCODING"),
            spamassassin(Inspired, "SUBJ_ILLEGAL_CHARS"), rspamd(Inspired, "FROM_NEEDS_ENCODING"), rspamd(Inspired, "TO_NEEDS_ENCODING"), rspamd(Inspired, "INVALID_FROM_8BIT"), rspamd(Inspired, "INVALID_RCPT_8BIT"), rspamd(Inspired, "RCVD_ILLEGAL_CHARS")],
        finds: ["From: Jörg <a@example.org>\nSubject: Grüße\n", "From: a@example.org\nSubject: \u{1b}$B$\"\u{1b}(B\n"],
        quiet: [
            "From: a@example.org\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n",
            "Received: from a.example.org by mx.example.net with UTF8SMTPS; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: Grüße\n",
        ],
        check: |facts, found| {
            if facts.context.smtputf8 { return }
            let raw = |c: char| !c.is_ascii() || c == '\u{1b}';
            let holds = |body: &str| !body.is_ascii() || body.contains('\u{1b}');
            let fields: Vec<_> =
                facts.by_sender().filter(|field| holds(field.raw.body.of(facts.text))).collect();
            together(found, &fields, &|field| {
                places(field.text, field.raw.body, raw).next().unwrap_or(field.raw.body)
            });
        },
    }
}

declare_rule! {
    pub static FOLD_INSIDE_TOKEN = "fold-inside-token" {
        group: Disliked,
        sources: [Rfc(5322, "2.2.3")],
        finds: [
            "From: a@example.org\nSubject: x\nMessage-ID: <abc\n def@example.org>\n",
            "From: A <a@exam\n ple.org>\nSubject: x\n",
        ],
        quiet: ["From: a\n <a@example.org>\nSubject: x\nMessage-ID:\n <abcdef@example.org>\n"],
        check: |facts, found| {
            let broken = |span: Span| span.of(facts.text).contains(['\r', '\n']);
            let mut report = |field: &Field<'_>, place: Span, token: Span| {
                found
                    .at(place)
                    .with("field", Arg::Field(field.name().to_owned()))
                    .text("token", token.of(facts.text));
            };
            let folded = |field: &Field<'_>| {
                field.raw.lines > 1 && facts.boundary.author(field.index) != Author::Receiver
            };
            let mut ids = |field: &Field<'_>, ids: &[MessageId]| for id in ids {
                let mut flaws = id.flaws.iter().filter(|flaw| flaw.kind == IdFlaw::BlankInside);
                if let Some(flaw) = flaws.find(|flaw| broken(flaw.span)) {
                    let place = if id.span.len() <= ADDRESS_MAX { id.span } else { flaw.span };
                    report(field, place, id.span);
                }
            };
            for field in facts.message.all("message-id").filter(folded) {
                ids(&field, &message_id::parse_list(field.text, field.value()).0);
            }
            for references in &facts.references {
                if let Some(field) = facts.message.field(references.field).filter(folded) {
                    ids(&field, &references.ids);
                }
            }
            let lists = [&facts.from, &facts.sender, &facts.reply_to, &facts.to, &facts.cc];
            for list in lists.into_iter().flatten() {
                let Some(field) = facts.message.field(list.field).filter(folded) else { continue };
                for token in list.people.iter().map(Person::span) {
                    if token.len() <= ADDRESS_MAX && broken(token) {
                        report(&field, token, token);
                    }
                }
            }
        },
    }
}

/// One finding for all these fields, with their names and number.
pub(crate) fn together(
    found: &mut Found<'_>,
    fields: &[Field<'_>],
    mark: &dyn Fn(&Field<'_>) -> Span,
) {
    let Some((first, others)) = fields.split_first() else { return };
    let finding = found.at(mark(first));
    for field in others.iter().take(PLACES) {
        finding.and(mark(field));
    }
    let mut names: Vec<&str> = Vec::new();
    for field in fields {
        if names.len() < 8 && !names.contains(&field.name()) {
            names.push(field.name());
        }
    }
    let names = names.into_iter().map(|name| Arg::Field(name.to_owned())).collect();
    finding.with("fields", Arg::List(names)).count("count", fields.len());
}

/// The physical lines of a span, without their ends.
pub(crate) fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut at = span.start;
    span.of(text).split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        Span::new(start, start + line.trim_end_matches('\r').len())
    })
}

/// Runs of such characters.
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

/// Fields that servers on the way write, at whatever length they like.
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
