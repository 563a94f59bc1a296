//! The program that made the message: what it claims to be, and what its traces say it is.

mod clock;
mod companion;
mod order;
mod pattern;
mod table;

use crate::key::keys;
use crate::message::Message;
use crate::order::sort_by_key;
use crate::span::Span;
use crate::syntax::date::DateTime;
use crate::syntax::message_id::MessageId;
use crate::syntax::mime::MimeValue;
use table::{ProgramPatterns, Shape};

keys! {
    /// The kind of a trace that a program left.
    pub enum TraceKind {
        /// The shape of the Message-ID.
        MessageId = "message-id",
        /// The shape of the MIME boundary.
        Boundary = "boundary",
        /// The order of the fields.
        FieldOrder = "field-order",
        /// Fields that only some programs write.
        Companions = "companions",
    }
}

keys! {
    /// The shape in which a time is hidden.
    pub enum ClockKind {
        /// The Message-ID of Outlook: a FILETIME.
        OutlookMessageId = "outlook-message-id",
        /// The Message-ID of `HidemaruMail`.
        HidemaruMessageId = "hidemaru-message-id",
        /// The Message-ID of Amazon SES.
        AmazonSes = "amazon-ses",
        /// The Message-ID of Google's servers.
        Google = "google",
        /// A Message-ID or boundary of Mail.ru.
        MailRu = "mail-ru",
        /// The Message-ID of `HubSpot`.
        Hubspot = "hubspot",
        /// The Message-ID of `GroupWise`.
        Groupwise = "groupwise",
        /// The Message-ID of Mailjet.
        Mailjet = "mailjet",
        /// The Message-ID of Exim.
        Exim = "exim",
        /// A Message-ID or boundary of `JavaMail` and its kin: milliseconds since 1970.
        Javamail = "javamail",
        /// The Message-ID of Python's `email`.
        Python = "python",
        /// The Message-ID of Pegasus Mail.
        Pegasus = "pegasus",
        /// The Message-ID of `MimeKit`.
        Mimekit = "mimekit",
        /// A Message-ID or boundary of Notes.
        Notes = "notes",
        /// The boundary of Outlook and Outlook Express: a FILETIME of the wall clock.
        NextPartBoundary = "next-part-boundary",
        /// The boundary of Exchange.
        ExchangeBoundary = "exchange-boundary",
        /// A boundary that spells out a date.
        DateInWords = "date-in-words",
        /// The digits of a date, from year to second.
        Timestamp = "timestamp",
        /// Seconds since 1970.
        Epoch = "epoch",
        /// Thread-Index: when the thread began.
        ThreadIndex = "thread-index",
    }
}

keys! {
    /// What the traces say about the program that the message claims.
    #[derive(Default)]
    pub enum MailerVerdict {
        /// No header fields were inspected.
        #[default]
        NotInspected = "",
        /// The message claims no program.
        None = "none",
        /// No claimed program is known here.
        Unknown = "unknown",
        /// The Message-ID or the boundary is as the program writes it.
        Fits = "fits",
        /// The Message-ID is neither the program's nor made by a server, or it cannot be compared
        /// and the boundary is another program's.
        Contradicts = "contradicts",
        /// Neither can be compared.
        NotChecked = "not-checked",
    }
}

/// What a field such as X-Mailer or User-Agent says about the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The index of the field in `Message::lines`.
    pub field: usize,
    /// The span of the value.
    pub span: Span,
    /// The id of the program in the mailer table, if it is known.
    pub program: Option<&'static str>,
}

/// A trace that fits programs of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What the trace is.
    pub kind: TraceKind,
    /// The span that shows it.
    pub span: Span,
    /// The ids of the programs that leave such a trace, most specific first.
    pub programs: Vec<&'static str>,
}

/// A time hidden in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The shape in which the time is hidden.
    pub kind: ClockKind,
    /// The span of the digits.
    pub span: Span,
    /// Seconds since 1970 by the clock that `zone` names; `None` if the digits give no possible
    /// time.
    pub unix: Option<i64>,
    /// The zone of the clock.
    pub zone: Zone,
}

/// The zone of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// UTC.
    Utc,
    /// The sender's wall clock.
    Local,
    /// Either, depending on the program's version or settings.
    Either,
}

impl Clock {
    /// Converts the time to UTC, in seconds since 1970. A local clock is shifted by the zone of
    /// Date; where the clock may be either, the reading nearer to Date is taken. `None` if there is
    /// no possible time.
    pub fn in_utc(&self, date: Option<&DateTime>) -> Option<i64> {
        let unix = self.unix?;
        let moved = unix - i64::from(date.and_then(|date| date.offset).unwrap_or(0)) * 60;
        let written = date.and_then(|date| date.unix).unwrap_or(unix);
        Some(match self.zone {
            Zone::Local => moved,
            Zone::Either if (written - moved).abs() < (written - unix).abs() => moved,
            Zone::Either | Zone::Utc => unix,
        })
    }
}

/// What the fields say about the program that made the message.
#[derive(Clone, Debug, Default)]
pub struct Mailer {
    /// The X-Mailer, User-Agent and X-Newsreader fields, in the order of the text.
    pub claims: Vec<Claim>,
    /// The traces that fit known programs.
    pub traces: Vec<Trace>,
    /// The hidden clocks.
    pub clocks: Vec<Clock>,
    /// Whether the Message-ID has the shape of an MTA, a list or a sending service, and so says
    /// nothing about the program.
    pub id_by_server: bool,
}

/// One row of the mailer table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// The id, as in [`Claim::program`].
    pub id: &'static str,
    /// The name for people.
    pub name: &'static str,
    /// One of `desktop`, `mobile`, `webmail`, `library`, `groupware`, `mta`, `esp`, `list`, `tool`.
    pub kind: &'static str,
    /// Whether the program is out of use.
    pub legacy: bool,
}

impl Program {
    /// Whether the program runs on somebody's own computer or telephone.
    pub fn is_personal(&self) -> bool {
        matches!(self.kind, "desktop" | "mobile")
    }
}

/// Whether there is a table of programs at all.
pub fn any_known() -> bool {
    !table::rows().is_empty()
}

/// Returns the program of an id; `None` if the table does not have it.
pub fn program(id: &str) -> Option<Program> {
    table::by_id(id).map(|row| row.program)
}

/// Whether a Message-ID (without angle brackets) has a shape that the program writes; `None` if the
/// program is not in the table or its shapes are not known.
pub fn shape_fits(program: &str, id: &str) -> Option<bool> {
    table::by_id(program)?.fits(Shape::Id, id)
}

/// Whether a boundary (without quotes) has a shape that the program writes; `None` if the program
/// is not in the table or its shapes are not known.
pub fn boundary_fits(program: &str, boundary: &str) -> Option<bool> {
    table::by_id(program)?.fits(Shape::Boundary, boundary)
}

/// Whether the order in which the program writes its fields is known.
pub fn has_order(program: &str) -> bool {
    table::by_id(program).is_some_and(|row| !row.orders.is_empty())
}

/// Returns the program that the value of X-Mailer or User-Agent names, if the table has it.
pub fn named(claim: &str) -> Option<Program> {
    let unfolded: String;
    let claim = if claim.contains(['\r', '\n']) {
        unfolded = claim.replace(['\r', '\n'], "");
        &unfolded
    } else {
        claim
    };
    table::rows().iter().find(|row| row.named_by(claim)).map(|row| row.program)
}

/// Reads what the fields say about the program that made the message.
pub fn identify(
    message: &Message<'_>,
    message_id: Option<&MessageId>,
    content_type: Option<&MimeValue>,
) -> Mailer {
    let mut mailer = Mailer { claims: claims(message), ..Mailer::default() };
    if let Some(id) = message_id.filter(|id| !id.inner.is_empty()) {
        mailer.read_id(message, id);
    }
    if let Some(span) = content_type.and_then(|value| boundary(message.text, value)) {
        let value = span.of(message.text);
        mailer.trace(TraceKind::Boundary, Shape::Boundary, value, span);
        mailer.clocks.extend(clock::in_boundary(value, span.start));
    }
    mailer.traces.extend(order::trace(message));
    mailer.traces.extend(companion::traces(message));
    if let Some(index) = message.first("thread-index") {
        mailer.clocks.extend(clock::thread_index(index.value_text(), index.value().start));
    }
    mailer
}

impl Mailer {
    /// Compares the claims with the traces. With `list`, nothing contradicts: mailing lists send
    /// messages anew.
    pub fn verdict(
        &self,
        text: &str,
        message_id: Option<&MessageId>,
        content_type: Option<&MimeValue>,
        list: bool,
    ) -> MailerVerdict {
        if self.claims.is_empty() {
            return MailerVerdict::None;
        }
        let id = message_id.map(|id| id.inner.of(text)).filter(|id| !id.is_empty());
        let boundary = content_type.and_then(|value| boundary(text, value)).map(|s| s.of(text));
        let mut verdict = MailerVerdict::Unknown;
        for program in self.claims.iter().filter_map(|claim| claim.program) {
            let id_fits = id.and_then(|id| shape_fits(program, id));
            let boundary_fits = boundary.and_then(|value| boundary_fits(program, value));
            let foreign = boundary_fits == Some(false)
                && id_fits != Some(true)
                && self.foreign_boundary().is_some();
            if !list && (foreign || (id_fits == Some(false) && !self.id_explained())) {
                return MailerVerdict::Contradicts;
            }
            if id_fits == Some(true) || boundary_fits == Some(true) {
                verdict = MailerVerdict::Fits;
            } else if verdict == MailerVerdict::Unknown {
                verdict = MailerVerdict::NotChecked;
            }
        }
        verdict
    }

    /// Whether a server, a list or a sending service made the Message-ID, so that it says nothing
    /// about the program. Its shape shows this, or a service's own fields do.
    pub fn id_explained(&self) -> bool {
        self.id_by_server || self.by_service()
    }

    fn by_service(&self) -> bool {
        let service = |id: &str| program(id).is_some_and(|program| program.kind == "esp");
        self.traces.iter().any(|trace| {
            trace.kind == TraceKind::Companions && trace.programs.iter().any(|id| service(id))
        })
    }

    /// Returns the trace of the boundary, if it is a known program's and no server explains it.
    /// Sending services and Exchange rebuild messages; Mailman, written in Python, adds its footer
    /// by wrapping the message in a multipart of its own.
    pub fn foreign_boundary(&self) -> Option<&Trace> {
        let explains = |id: &str| {
            let row = table::by_id(id).filter(|row| row.server);
            let anew = |row: &ProgramPatterns| {
                matches!(row.program.kind, "esp" | "list" | "mta" | "groupware")
            };
            id == "python-email" || row.is_some_and(anew)
        };
        let boundary = self.traces.iter().find(|trace| trace.kind == TraceKind::Boundary)?;
        let explained = self.by_service() || boundary.programs.iter().any(|id| explains(id));
        (!explained).then_some(boundary)
    }

    /// Returns the ids of the programs that most traces fit, at most three; only the claimed ones
    /// if any of these is claimed.
    pub fn fits(&self) -> Vec<&'static str> {
        const MOST: usize = 3;
        let mut votes: Vec<(&'static str, usize)> = Vec::new();
        for trace in &self.traces {
            // What anybody can add or move counts for less.
            let weight = if matches!(trace.kind, TraceKind::MessageId | TraceKind::Boundary) {
                2
            } else {
                1
            };
            for id in &trace.programs {
                match votes.iter_mut().find(|(voted, _)| voted == id) {
                    Some((_, count)) => *count += weight,
                    None => votes.push((id, weight)),
                }
            }
        }
        let best = votes.iter().map(|(_, count)| *count).max().unwrap_or(0);
        votes.retain(|(_, count)| *count == best);
        let claimed = |id: &str| self.claims.iter().any(|claim| claim.program == Some(id));
        if votes.iter().any(|(id, _)| claimed(id)) {
            votes.retain(|(id, _)| claimed(id));
        }
        votes.into_iter().take(MOST).map(|(id, _)| id).collect()
    }

    fn read_id(&mut self, message: &Message<'_>, id: &MessageId) {
        let value = id.inner.of(message.text);
        let rows = self.trace(TraceKind::MessageId, Shape::Id, value, id.inner);
        self.id_by_server = rows.iter().any(|row| row.server);
        let claimed = self.claims.iter().any(|claim| claim.program == Some("hidemaru"));
        // The shape is common; the author's address at the end is the proof.
        let signed = clock::hidemaru_address(value)
            .is_some_and(|address| address.contains('@') && from_holds(message, address));
        if signed {
            self.traces.retain(|trace| trace.kind != TraceKind::MessageId);
            let programs = vec!["hidemaru"];
            self.traces.push(Trace { kind: TraceKind::MessageId, span: id.inner, programs });
        }
        let hidemaru = (claimed || signed).then(|| clock::hidemaru(value, id.inner.start));
        self.clocks.extend(hidemaru.flatten().or_else(|| clock::in_id(value, id.inner.start)));
    }

    /// Adds a trace if the value identifies any program, and returns the rows of those programs.
    fn trace(
        &mut self,
        kind: TraceKind,
        shape: Shape,
        value: &str,
        span: Span,
    ) -> Vec<&'static ProgramPatterns> {
        let mut rows = table::told_by(shape, value);
        // A shape that ends in a host outweighs shapes that anybody could have written.
        if shape == Shape::Id && rows.iter().any(|(_, pattern)| pattern.ends_with('$')) {
            rows.retain(|(_, pattern)| pattern.ends_with('$'));
        }
        let rows: Vec<_> = rows.into_iter().map(|(row, _)| row).collect();
        if !rows.is_empty() {
            let programs = rows.iter().map(|row| row.program.id).collect();
            self.traces.push(Trace { kind, span, programs });
        }
        rows
    }
}

fn claims(message: &Message<'_>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = ["x-mailer", "user-agent", "x-newsreader"]
        .into_iter()
        .flat_map(|name| message.all(name))
        .map(|field| Claim {
            field: field.index,
            span: field.value(),
            program: named(field.value_text()).map(|program| program.id),
        })
        .collect();
    sort_by_key(&mut claims, |claim| claim.field as u64);
    claims
}

/// Returns the span of the boundary parameter without its quotes; `None` if it is missing or empty.
pub(crate) fn boundary(text: &str, content_type: &MimeValue) -> Option<Span> {
    let raw = content_type.parameter(text, "boundary")?.raw;
    let value = raw.of(text);
    let head = usize::from(value.starts_with('"'));
    let tail = usize::from(value.len() > 1 && value.ends_with('"'));
    let span = Span::new(raw.start + head, raw.end - tail);
    (!span.is_empty()).then_some(span)
}

fn from_holds(message: &Message<'_>, address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    message
        .first("from")
        .is_some_and(|from| from.value_text().to_ascii_lowercase().contains(&address))
}

/// Small programs that public filters do not know: honest, and easily singled out.
const RARE: &str = "\
    hidemaru npop npopq qmail3 poutlook al-mail winbiff datula shuriken edmax sylpheed \
    wanderlust mew";

/// Whether the program is unknown, or is one of the small ones.
pub(crate) fn is_rare(claim: &Claim) -> bool {
    claim.program.map_or_else(any_known, is_small)
}

pub(crate) fn is_small(program: &str) -> bool {
    RARE.split(' ').any(|known| known == program)
}

#[cfg(test)]
mod tests;
