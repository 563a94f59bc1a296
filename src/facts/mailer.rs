//! The program that made the message: what it claims to be, and what its traces say it is.

use crate::span::Span;

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
    /// Locale key below `trace.`: `message-id`, `boundary`, `companions`.
    pub kind: &'static str,
    /// Where.
    pub span: Span,
    /// Ids of the programs whose shape it has, most special first.
    pub programs: Vec<&'static str>,
}

/// A time hidden in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Locale key below `clock.`: `outlook-message-id`, `next-part-boundary`,
    /// `hidemaru-message-id`, `javamail`, `epoch` …
    pub kind: &'static str,
    /// The digits.
    pub span: Span,
    /// Seconds since 1970; of the local wall clock where `local`. None where the digits give no
    /// possible time.
    pub unix: Option<i64>,
    /// Whether the program writes local wall-clock time.
    pub local: bool,
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

/// The row of that id.
pub fn program(id: &str) -> Option<Program> {
    let _ = id;
    None
}
