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
    /// What kind of trace a program left.
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
    /// In which shape a time is hidden.
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
        /// A boundary that holds a date in words.
        DateInWords = "date-in-words",
        /// Year to second in digits.
        Timestamp = "timestamp",
        /// Seconds since 1970.
        Epoch = "epoch",
        /// Thread-Index: when the thread began.
        ThreadIndex = "thread-index",
    }
}

keys! {
    /// What traces say of the program that the message claims.
    #[derive(Default)]
    pub enum MailerVerdict {
        /// No header fields were inspected.
        #[default]
        NotInspected = "",
        /// No program is named.
        None = "none",
        /// No program is named that is known here.
        Unknown = "unknown",
        /// Message-ID or boundary is as the program writes it.
        Fits = "fits",
        /// The Message-ID is neither of the program nor made by a server; or it cannot be compared,
        /// and the boundary is that of another program.
        Contradicts = "contradicts",
        /// Neither can be compared.
        NotChecked = "not-checked",
    }
}

/// What X-Mailer or User-Agent says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Place in the message's lines.
    pub field: usize,
    /// The value.
    pub span: Span,
    /// Id of the program in the mailer table, where known.
    pub program: Option<&'static str>,
}

/// One trace that fits programs of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What shows it.
    pub kind: TraceKind,
    /// Where.
    pub span: Span,
    /// Ids of the programs whose shape it has, most special first.
    pub programs: Vec<&'static str>,
}

/// A time hidden in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// In which shape.
    pub kind: ClockKind,
    /// The digits.
    pub span: Span,
    /// Seconds since 1970, of whatever clock `zone` names. None where the digits give no
    /// possible time.
    pub unix: Option<i64>,
    /// Whose time it is.
    pub zone: Zone,
}

/// The zone of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// UTC.
    Utc,
    /// The wall clock of the sender.
    Local,
    /// Either, as the version or the settings of the program have it.
    Either,
}

impl Clock {
    /// The time in UTC. A local clock is moved by the zone of Date; where it may be either, what is
    /// nearer to Date counts.
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

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Mailer {
    /// X-Mailer, User-Agent and X-Newsreader fields.
    pub claims: Vec<Claim>,
    /// Message-ID and boundary shapes.
    pub traces: Vec<Trace>,
    /// Hidden clocks.
    pub clocks: Vec<Clock>,
    /// Whether the Message-ID has the shape of an MTA, a list or a sending service, so that it says
    /// nothing of the program.
    pub id_by_server: bool,
}

/// One row of the mailer table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// Id, as in `Claim::program`.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// `desktop`, `mobile`, `webmail`, `library`, `groupware`, `mta`, `esp`, `list`, `tool`.
    pub kind: &'static str,
    /// Whether it is out of use.
    pub legacy: bool,
}

impl Program {
    /// Whether it runs on somebody's own computer or telephone.
    pub fn is_personal(&self) -> bool {
        matches!(self.kind, "desktop" | "mobile")
    }
}

/// Whether there is a table of programs at all (a WebAssembly module has to be handed it).
pub fn any_known() -> bool {
    !table::rows().is_empty()
}

/// The row of that id.
pub fn program(id: &str) -> Option<Program> {
    table::by_id(id).map(|row| row.program)
}

/// Whether a Message-ID (without its brackets) has a shape that the program writes; none where the
/// program is not in the table or its shapes are not known.
pub fn shape_fits(program: &str, id: &str) -> Option<bool> {
    table::by_id(program)?.fits(Shape::Id, id)
}

/// Whether a boundary (without quotes) has a shape that the program writes; none where the program
/// is not in the table or its shapes are not known.
pub fn boundary_fits(program: &str, boundary: &str) -> Option<bool> {
    table::by_id(program)?.fits(Shape::Boundary, boundary)
}

/// Whether the order in which the program writes its fields is known.
pub fn has_order(program: &str) -> bool {
    table::by_id(program).is_some_and(|row| !row.orders.is_empty())
}

/// The program that the value of X-Mailer or User-Agent names.
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

/// Reads what the fields say of the program.
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
    /// What traces say of the claim. A `list` sends mail anew: then nothing contradicts.
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

    /// Whether a server, a list or a sending service gave the Message-ID, so that it says nothing of
    /// the program: by its shape, or as fields of a service tell.
    pub fn id_explained(&self) -> bool {
        self.id_by_server || self.by_service()
    }

    fn by_service(&self) -> bool {
        let service = |id: &str| program(id).is_some_and(|program| program.kind == "esp");
        self.traces.iter().any(|trace| {
            trace.kind == TraceKind::Companions && trace.programs.iter().any(|id| service(id))
        })
    }

    /// The boundary, where it is that of a known program and no server explains it: sending services
    /// and Exchange build messages anew, and Mailman, written in Python, puts what it adds a footer to into a
    /// multipart of its own.
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

    /// Ids of the programs that most traces fit, at most three; the claimed one alone where it is
    /// among them.
    pub fn fits(&self) -> Vec<&'static str> {
        const MOST: usize = 3;
        let mut votes: Vec<(&'static str, usize)> = Vec::new();
        for trace in &self.traces {
            // What anybody can add or move tells less.
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
        // Its shape is common; the author's address at the end is the proof.
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

    /// Adds a trace where programs are told by the value, and gives their rows.
    fn trace(
        &mut self,
        kind: TraceKind,
        shape: Shape,
        value: &str,
        span: Span,
    ) -> Vec<&'static ProgramPatterns> {
        let mut rows = table::told_by(shape, value);
        // A shape with a host of its own leaves nothing to those that anybody could have written.
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

/// The value of the boundary parameter as written, without quotes.
/// The boundary, without its quotes.
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

/// Small programs that public filters do not know as such: honest, and easily singled out.
const RARE: &str = "\
    hidemaru npop npopq qmail3 poutlook al-mail winbiff datula shuriken edmax sylpheed \
    wanderlust mew";

/// Whether the program is unknown, or one of the small ones.
pub(crate) fn is_rare(claim: &Claim) -> bool {
    claim.program.map_or_else(any_known, is_small)
}

pub(crate) fn is_small(program: &str) -> bool {
    RARE.split(' ').any(|known| known == program)
}

#[cfg(test)]
mod tests;
