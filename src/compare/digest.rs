//! The traits of one message among many, as short words that are counted.

use super::shape;
use super::traits::is_trace;
use crate::domain;
use crate::facts::Author;
use crate::inspect;
use crate::options::Options;
use crate::report::{FieldReport, IdentityReport, Report, Role, TraceKind};
use crate::span::Span;
use crate::syntax::{address, date, encoded_word, mime};

/// One trait of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The locale key below `groups.trait.`.
    pub(super) kind: &'static str,
    /// The value of the trait.
    pub(super) value: String,
    /// Whether it is written on the way, so that a message that never travelled cannot have it.
    pub(super) way: bool,
}

/// One message, read for counting.
pub(super) struct Digest {
    pub(super) marks: Vec<Mark>,
    /// Whether the message has travelled: it has at least one hop.
    pub(super) travelled: bool,
    pub(super) report: Report,
    pub(super) date: Option<Time>,
    /// The addresses in To, Cc and Bcc, in lower case.
    pub(super) recipients: Vec<String>,
    /// The Message-ID without its brackets.
    pub(super) message_id: Option<String>,
}

/// When a message was sent.
#[derive(Clone, Copy)]
pub(super) struct Time {
    /// Seconds since 1970.
    pub(super) unix: i64,
    /// Minutes east of UTC; 0 if Date has no zone.
    pub(super) offset: i64,
}

/// The number of seconds in a day.
pub(super) const DAY: i64 = 86_400;

impl Time {
    const fn local(self) -> i64 {
        self.unix + self.offset * 60
    }

    /// Returns the sender's day, counted from 1970.
    pub(super) const fn day(self) -> i64 {
        self.local().div_euclid(DAY)
    }

    /// Returns the hour of the sender's day, from 0 to 23.
    pub(super) const fn hour(self) -> i64 {
        self.local().rem_euclid(DAY) / 3_600
    }
}

/// The largest number of recipients that are read from one message.
const RECIPIENTS: usize = 10_000;

/// The number of bytes that are kept of one value.
const LONGEST: usize = 80;

/// What the ids of rules about the route and about the receiver's results begin with.
const WAY_RULES: &[&str] = &[
    "never-travelled",
    "received",
    "helo",
    "handover",
    "hops",
    "reverse",
    "dkim",
    "spf",
    "dmarc",
    "auth",
    "arc",
    "compauth",
    "aligned",
    "from-not-aligned",
    "results",
    "marked",
    "date-after",
    "date-before",
    "delivered",
    "desktop-mailer-direct",
    "return-path",
    "trace-below",
];

pub(super) fn digest(text: &str, options: &Options) -> Digest {
    let (clean, report) = inspect::count(text, options);
    let text = clean.text.as_ref();
    let value = |name: &str| value(&report.fields, name);
    // When the message was sent or, for a bounce, when the notice was.
    let fields = if report.bounce.is_some() { &report.outer_fields } else { &report.fields };
    let date = self::value(fields, "date").map(|span| date::parse(text, span)).and_then(|date| {
        Some(Time { unix: date.unix?, offset: i64::from(date.offset.unwrap_or(0)) })
    });
    let mut recipients = Vec::new();
    for field in &report.fields {
        let known = ["to", "cc", "bcc"].iter().any(|name| field.name.eq_ignore_ascii_case(name));
        if known {
            let list = address::parse(text, field.value_span);
            let addresses = list.mailboxes().filter_map(|mailbox| mailbox.address);
            let room = RECIPIENTS.saturating_sub(recipients.len());
            recipients.extend(addresses.take(room).map(|a| a.span.of(text).to_ascii_lowercase()));
        }
    }
    let message_id = value("message-id")
        .and_then(|span| crate::syntax::message_id::parse_one(text, span))
        .map(|id| id.inner.of(text).to_owned())
        .filter(|id| !id.is_empty());
    let mut marks = Marks { all: Vec::new() };
    marks.fields(&report);
    marks.facts(text, &report, value("content-type"), value("subject"));
    if let Some(id) = &message_id {
        marks.add("message-id", &id_form(&report, id), false);
    }
    if let Some(time) = date {
        marks.number("hour", time.hour(), false);
        marks.number("zone", time.offset, false);
    }
    for recipient in recipients.iter().take(20) {
        marks.add("recipient-domain", &domain::of_address(recipient), false);
    }
    let count = recipients.len().min(1_000);
    marks.add("recipients", class(count, &[1, 2, 5, 10, 50, 100]), false);
    Digest {
        travelled: !report.hops.is_empty(),
        marks: marks.all,
        report,
        date,
        recipients,
        message_id,
    }
}

/// Returns the span of the value of the first field with this name.
fn value(fields: &[FieldReport], name: &str) -> Option<Span> {
    let field = fields.iter().find(|field| field.name.eq_ignore_ascii_case(name))?;
    Some(field.value_span)
}

/// Returns how a Message-ID is made: the program that writes such ids, or the shape of its left
/// side.
fn id_form(report: &Report, id: &str) -> String {
    let trace = report.mailer.traces.iter().find(|trace| trace.kind == TraceKind::MessageId);
    if let Some(program) = trace.and_then(|trace| trace.programs.first()) {
        return program.to_string();
    }
    let (left, _) = id.rsplit_once('@').unwrap_or((id, ""));
    shape::outline(left)
}

/// Returns the class that a number falls into: how many of the bounds it reaches.
fn class(count: usize, bounds: &[usize]) -> &'static str {
    const NAMES: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];
    let reached = bounds.iter().take_while(|bound| count >= **bound).count();
    NAMES.get(reached).copied().unwrap_or("7")
}

struct Marks {
    all: Vec<Mark>,
}

impl Marks {
    fn add(&mut self, kind: &'static str, value: &str, way: bool) {
        let value = value.get(..value.floor_char_boundary(LONGEST)).unwrap_or(value);
        // A message has a few dozen of them.
        let known = self.all.iter().any(|mark| mark.kind == kind && mark.value == value);
        if !value.is_empty() && !known && self.all.len() < 400 {
            self.all.push(Mark { kind, value: value.to_owned(), way });
        }
    }

    fn number(&mut self, kind: &'static str, value: i64, way: bool) {
        self.add(kind, &value.to_string(), way);
    }

    fn fields(&mut self, report: &Report) {
        let mut order = String::new();
        for field in report.fields.iter().take(400) {
            let name = field.name.to_ascii_lowercase();
            let way = is_trace(&name) || field.author == Author::Receiver;
            self.add("field", &name, way);
            // Programs differ in the order in which they write what all of them write.
            let letter = match name.as_str() {
                "from" => "From",
                "to" => "To",
                "subject" => "Subject",
                "date" => "Date",
                "message-id" => "Message-ID",
                "mime-version" => "MIME-Version",
                "content-type" => "Content-Type",
                _ => continue,
            };
            if !order.split(' ').any(|known| known == letter) {
                if !order.is_empty() {
                    order.push(' ');
                }
                order.push_str(letter);
            }
        }
        self.add("order", &order, false);
        for finding in &report.findings {
            let way = WAY_RULES.iter().any(|prefix| finding.rule.starts_with(prefix));
            self.add("rule", &finding.rule, way);
        }
    }

    fn facts(&mut self, text: &str, report: &Report, mime: Option<Span>, subject: Option<Span>) {
        for claim in &report.mailer.claims {
            self.add("mailer", claim.program.as_deref().unwrap_or(&claim.value.text), false);
        }
        if report.mailer.claims.is_empty() {
            self.add("mailer", "none", false);
        }
        for identity in &report.identities {
            self.identity(identity);
        }
        for auth in report.authentication.iter().filter(|auth| auth.trusted).take(40) {
            let mut value = auth.method.clone();
            value.push('=');
            value.push_str(&auth.result);
            self.add("authentication", &value, true);
        }
        for hop in report.hops.iter().take(30) {
            if let Some(by) = &hop.by {
                self.add("hop", domain::organisational(&by.text.to_ascii_lowercase()), true);
            }
        }
        if let Some(last) = report.hops.last() {
            self.add("tls", if last.tls { "yes" } else { "no" }, true);
            self.number("hops", report.hops.len().min(20).try_into().unwrap_or(20), true);
        }
        if let Some(mime) = mime {
            let mime = mime::parse(text, mime, true);
            self.add("content-type", &mime.kind, false);
            if let Some(charset) = mime.parameter(text, "charset") {
                self.add("charset", &charset.value.to_ascii_lowercase(), false);
            }
        }
        if let Some(subject) = subject {
            let words = encoded_word::find(text, subject);
            let form = words.first().map_or_else(
                || "none".to_owned(),
                |word| {
                    let mut form = word.charset.of(text).to_ascii_lowercase();
                    form.push(' ');
                    form.push_str(&word.encoding.of(text).to_ascii_uppercase());
                    form
                },
            );
            self.add("encoded-word", &form, false);
        }
        let bytes = super::header_bytes(report);
        self.add("size", class(bytes, &[500, 1_000, 2_000, 4_000, 8_000, 16_000, 64_000]), true);
    }

    fn identity(&mut self, identity: &IdentityReport) {
        match identity.role {
            Role::From => self.add("from-domain", &identity.domain, false),
            Role::ReturnPath => self.add("return-path-domain", &identity.domain, true),
            Role::ReplyTo => self.add("reply-to-domain", &identity.domain, false),
            Role::Helo => self.add("helo", &identity.org, true),
            Role::Dkim => self.add("dkim-domain", &identity.domain, true),
            _ => {}
        }
    }
}
