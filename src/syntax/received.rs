//! Received fields (RFC 5321 §4.4) as Postfix, Exim, Sendmail, qmail, Exchange, Gmail and others
//! write them.

use super::date::DateTime;
use crate::span::Span;
use std::net::IpAddr;

/// Which program's form the field has, so far as that can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// `from helo (rdns [ip]) by host with …; date` of RFC 5321.
    #[default]
    Standard,
    /// Postfix.
    Postfix,
    /// Exim.
    Exim,
    /// Sendmail.
    Sendmail,
    /// qmail: `(qmail 123 invoked by uid 0); date` and `from unknown (HELO x) (1.2.3.4)`.
    Qmail,
    /// Exchange and Exchange Online.
    Exchange,
    /// Gmail: `by 2002:a05:… with SMTP id …`.
    Gmail,
    /// Nothing could be told.
    Unknown,
}

/// One Received field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// The body without white space around.
    pub span: Span,
    /// Whose form it has.
    pub form: Form,
    /// What follows `from`: the name the client gave, or a bracketed address.
    pub from: Option<Span>,
    /// The HELO or EHLO argument: after `from` (RFC 5321), in `(HELO x)` (qmail), `helo=x` (Exim).
    pub helo: Option<Span>,
    /// The client's reverse name as the server looked it up.
    pub rdns: Option<Span>,
    /// Whether the server wrote `unknown`, or otherwise said that there is no reverse name.
    pub rdns_unknown: bool,
    /// Whether the server said `may be forged`, or otherwise that names do not match.
    pub forged_hint: Option<Span>,
    /// The client's address as written, without brackets.
    pub ip: Option<Span>,
    /// The same, parsed (`IPv6:` prefix undone; mapped IPv4 stays IPv6).
    pub address: Option<IpAddr>,
    /// What follows `by`.
    pub by: Option<Span>,
    /// What follows `with`: `ESMTPS`, `HTTP`, `MAPI` …
    pub with: Option<Span>,
    /// What follows `id`.
    pub id: Option<Span>,
    /// What follows `for`, brackets undone.
    pub recipient: Option<Span>,
    /// `envelope-from`, where written.
    pub envelope_from: Option<Span>,
    /// TLS as written: version, cipher comment.
    pub tls: Option<Span>,
    /// `Authenticated sender: x`, `(authenticated bits=0)`, `auth=…`.
    pub authenticated: Option<Span>,
    /// The date after the last semicolon.
    pub date: Option<DateTime>,
}

impl Received {
    /// Whether this hop was encrypted: a TLS note, or a protocol of RFC 3848 with S.
    pub fn is_encrypted(&self, text: &str) -> bool {
        let with = self.with.map_or("", |w| w.of(text)).to_ascii_uppercase();
        self.tls.is_some()
            || matches!(
                with.as_str(),
                "ESMTPS" | "ESMTPSA" | "LMTPS" | "LMTPSA" | "UTF8SMTPS" | "UTF8SMTPSA" | "HTTPS"
            )
    }

    /// Whether the client logged in: `ESMTPA`, `ESMTPSA`, `HTTP`, or a note that says so.
    pub fn is_authenticated(&self, text: &str) -> bool {
        let with = self.with.map_or("", |w| w.of(text)).to_ascii_uppercase();
        self.authenticated.is_some()
            || matches!(
                with.as_str(),
                "ESMTPA" | "ESMTPSA" | "LMTPA" | "LMTPSA" | "UTF8SMTPA" | "UTF8SMTPSA"
            )
    }
}

/// Reads a Received body; total.
pub fn parse(text: &str, span: Span) -> Received {
    Received { span: span.trim(text), form: Form::Unknown, ..Received::default() }
}
