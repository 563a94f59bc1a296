//! Received fields (RFC 5321 §4.4) as Postfix, Exim, Sendmail, qmail, Exchange, Gmail and others
//! write them.

mod client;

use super::date::{self, DateTime};
use super::scanner::{Scanner, is_blank};
use crate::bytes::begins;
use crate::span::Span;
use client::Client;
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
            // `ESMTP/TLS/cipher`, `cipher encrypted SMTP`.
            || with.contains("/TLS")
            || with.contains("ENCRYPTED ")
            || matches!(
                with.as_str(),
                "ESMTPS"
                    | "ESMTPSA"
                    | "LMTPS"
                    | "LMTPSA"
                    | "UTF8SMTPS"
                    | "UTF8SMTPSA"
                    | "UTF8LMTPS"
                    | "UTF8LMTPSA"
                    | "SMTPS"
                    | "HTTPS"
            )
    }

    /// Whether the client logged in: `ESMTPA`, `ESMTPSA`, or a note that says so.
    pub fn is_authenticated(&self, text: &str) -> bool {
        let with = self.with.map_or("", |w| w.of(text)).to_ascii_uppercase();
        self.authenticated.is_some()
            || matches!(
                with.as_str(),
                "ESMTPA"
                    | "ESMTPSA"
                    | "LMTPA"
                    | "LMTPSA"
                    | "UTF8SMTPA"
                    | "UTF8SMTPSA"
                    | "UTF8LMTPA"
                    | "UTF8LMTPSA"
            )
    }
}

/// A word, or a comment with its parentheses.
#[derive(Clone, Copy)]
enum Token {
    Word(Span),
    Comment(Span),
}

/// The clause that a token stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    None,
    From,
    By,
    Via,
    With,
    Id,
    For,
    Tls,
}

/// Reads a Received body; total.
pub fn parse(text: &str, span: Span) -> Received {
    let span = span.trim(text);
    let (tokens, date) = split(text, span);
    let mut received = Received { span, ..Received::default() };
    let mut client = Client::default();
    let mut program = None;
    let mut clause = Clause::None;
    // Whether the clause still waits for its value, which may look like a keyword.
    let mut waits = false;
    for token in tokens {
        match token {
            Token::Word(word) => {
                if !waits && let Some(next) = received.clause(text, word) {
                    clause = next;
                    waits = true;
                    continue;
                }
                received.word(text, clause, waits, word, &mut client);
                waits = false;
            }
            Token::Comment(comment) => {
                let inner = inside(text, comment);
                program = program.or_else(|| program_note(text, inner, clause));
                if !received.note(text, inner) && clause == Clause::From {
                    client.comment(text, inner);
                }
                // A comment ends the words of `with Microsoft SMTP Server (…)`.
                if clause == Clause::With && !waits {
                    clause = Clause::None;
                }
                waits = false;
            }
        }
    }
    received.form = program.or_else(|| client.form()).unwrap_or_else(|| received.guess(text));
    received.settle(text, &client);
    received.date = date.filter(|d| !d.is_empty()).map(|d| date::parse(text, d));
    received
}

impl Received {
    /// The clause that `word` opens, each only once.
    fn clause(&self, text: &str, word: Span) -> Option<Clause> {
        let word = word.of(text);
        let table = [
            ("from", Clause::From, self.from.is_none()),
            ("by", Clause::By, self.by.is_none()),
            ("via", Clause::Via, true),
            ("with", Clause::With, self.with.is_none()),
            ("id", Clause::Id, self.id.is_none()),
            ("for", Clause::For, self.recipient.is_none()),
            ("tls", Clause::Tls, true),
        ];
        let hit = table.iter().find(|(name, _, free)| *free && word.eq_ignore_ascii_case(name));
        hit.map(|(_, clause, _)| *clause)
    }

    /// Takes a word that is no keyword; `first` after its keyword.
    fn word(&mut self, text: &str, clause: Clause, first: bool, word: Span, client: &mut Client) {
        match clause {
            Clause::From if first => self.from = Some(word),
            Clause::From => client.address(text, word),
            Clause::By if first => self.by = Some(word),
            Clause::With => self.with = Some(self.with.map_or(word, |with| with.to(word))),
            Clause::Via if first && self.with.is_none() => {
                let word = Some(word).filter(|w| begins(w.of(text), "HTTP"));
                self.with = word;
            }
            Clause::Id if first => self.id = Some(word),
            Clause::For if first => self.recipient = Some(unbracket(text, word)),
            // Exim: `(TLS1.3) tls TLS_AES_256_GCM_SHA384`; with the parenthesis in front.
            Clause::Tls if first => {
                let version = self.tls.map(|tls| Span::new(tls.start.saturating_sub(1), tls.end));
                self.tls = Some(version.map_or(word, |version| version.to(word)));
            }
            _ => {}
        }
    }

    /// Takes a comment on encryption, login or the reverse-path; false if it is none of these.
    fn note(&mut self, text: &str, inner: Span) -> bool {
        let note = inner.of(text);
        if is_tls(note) {
            self.tls = self.tls.or(Some(inner));
        } else if ["authenticated", "auth:", "auth=", "smtp-auth", "user="]
            .iter()
            .any(|head| begins(note, head))
        {
            self.authenticated = self.authenticated.or(Some(inner));
        } else if let Some(head) = ["envelope-from", "envelope-sender", "return-path"]
            .iter()
            .find(|head| begins(note, head))
        {
            let value = Span::new(inner.start + head.len(), inner.end);
            let mut scanner = Scanner::new(text, value);
            scanner.take_while(|c| is_blank(c) || c == '=' || c == ':');
            let value = scanner.take_while(|c| !is_blank(c));
            self.envelope_from = self.envelope_from.or(Some(unbracket(text, value)));
        } else {
            return false;
        }
        true
    }

    /// The form, where no comment names the program.
    fn guess(&self, text: &str) -> Form {
        let by = self.by.map_or("", |by| by.of(text)).to_ascii_lowercase();
        let with = self.with.map_or("", |with| with.of(text));
        if by.starts_with("2002:a") || by.ends_with(".google.com") || by == "smtp.gmail.com" {
            Form::Gmail
        } else if begins(with, "Microsoft") || begins(with, "mapi") || by.ends_with(".outlook.com")
        {
            Form::Exchange
        } else if with.starts_with("esmtp") && self.envelope_from.is_some() {
            Form::Exim
        } else if self.from.is_some() || self.by.is_some() {
            Form::Standard
        } else {
            Form::Unknown
        }
    }

    /// Says who is who among the names of the client: programs put the name that it gave and the
    /// name that was looked up in each other's place.
    fn settle(&mut self, text: &str, client: &Client) {
        self.ip = client.ip;
        self.rdns = client.rdns;
        self.rdns_unknown = client.rdns_unknown;
        self.forged_hint = client.forged;
        self.authenticated = self.authenticated.or(client.account);
        if self.with.is_some_and(|with| with.of(text).eq_ignore_ascii_case("local")) {
            // Exim names a user of its own host.
            return;
        }
        self.helo = client.helo.or(self.from);
        if let Some(from) = self.from {
            let peer = client.helo.is_some() || self.form == Form::Exim || client.is_qmail();
            let literal = client::literal(text, from);
            if literal.is_some() && self.ip.is_none() {
                self.ip = literal;
                if peer {
                    // Yahoo and CommuniGate write the address also where there is a name.
                    self.rdns_unknown = self.form == Form::Exim;
                    self.helo = client.helo;
                }
            } else if peer && literal.is_none() {
                if from.of(text).eq_ignore_ascii_case("unknown") {
                    self.rdns_unknown = true;
                } else {
                    self.rdns = self.rdns.or(Some(from));
                }
            }
        }
        if self.form == Form::Sendmail && self.ip.is_some() && self.rdns.is_none() {
            self.rdns_unknown = true;
        }
        self.address = self.ip.and_then(|ip| client::address(ip.of(text)));
    }
}

/// Splits into tokens up to the last semicolon outside comments, and the range after it.
fn split(text: &str, span: Span) -> (Vec<Token>, Option<Span>) {
    let mut scanner = Scanner::new(text, span);
    let mut tokens = Vec::new();
    let mut cut = None;
    loop {
        scanner.skip_blanks();
        let start = scanner.at();
        if scanner.is_done() {
            break;
        } else if let Some(comment) = scanner.comment() {
            tokens.push(Token::Comment(comment));
            // A comment that never closes has swallowed the date.
            let note = comment.of(text);
            if scanner.is_done() && note.matches('(').count() > note.matches(')').count() {
                cut = note.rfind(';').map(|at| (tokens.len(), start + at + 1)).or(cut);
            }
        } else if scanner.eat(';') {
            cut = Some((tokens.len(), scanner.at()));
        } else {
            scanner.quoted_string();
            scanner.take_while(|c| !is_blank(c) && c != '(' && c != ';');
            tokens.push(Token::Word(scanner.since(start)));
        }
    }
    if cut.is_none() {
        // Some (SendGrid) leave the semicolon out.
        cut = tokens.iter().enumerate().find_map(|(kept, token)| match token {
            Token::Word(word) if is_weekday(word.of(text)) || is_day(word.of(text)) => {
                Some((kept, word.start))
            }
            _ => None,
        });
    }
    let date = cut.map(|(kept, at)| {
        tokens.truncate(kept);
        Span::new(at, span.end).trim(text)
    });
    (tokens, date)
}

/// `Mon,` and so on.
fn is_weekday(word: &str) -> bool {
    ["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"].contains(&word)
}

/// `2024-01-02`, as programs in Go print it.
fn is_day(word: &str) -> bool {
    let fits = |(at, b): (usize, u8)| match at {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    };
    word.len() == 10 && word.bytes().enumerate().all(fits)
}

/// Whether a comment tells of TLS: `using TLSv1.3 …`, `version=TLS1_2, …`, `TLS1.3`, `SSL: …`.
fn is_tls(note: &str) -> bool {
    let named = |note: &str| {
        ["TLS", "SSL"].iter().any(|name| begins(note, name))
            && !note
                .get(3..)
                .unwrap_or("")
                .starts_with(|c: char| c.is_ascii_alphabetic() && c != 'v' && c != 'V' || c == '.')
            && !note.contains('[')
    };
    named(note)
        || note.strip_prefix("using ").is_some_and(named)
        || note.strip_prefix("version=").is_some_and(named)
        || begins(note, "cipher")
        || note.ends_with("encrypted")
        || begins(note, "Google Transport Security")
}

/// The program that a comment names.
fn program_note(text: &str, inner: Span, clause: Clause) -> Option<Form> {
    let note = inner.of(text);
    if begins(note, "Postfix") {
        Some(Form::Postfix)
    } else if begins(note, "Exim") {
        Some(Form::Exim)
    } else if begins(note, "qmail ") {
        Some(Form::Qmail)
    } else if clause == Clause::By && note.starts_with(|c: char| c.is_ascii_digit()) {
        // `(8.15.2/8.15.2)`; Exchange has an address there.
        note.contains('/').then_some(Form::Sendmail)
    } else {
        None
    }
}

/// A comment without its parentheses.
fn inside(text: &str, comment: Span) -> Span {
    let note = comment.of(text);
    let end = if note.len() > 1 && note.ends_with(')') { comment.end - 1 } else { comment.end };
    Span::new(comment.start + 1, end).trim(text)
}

/// Without angle brackets and a comma around.
fn unbracket(text: &str, span: Span) -> Span {
    let all = span.of(text);
    let head = all.len() - all.trim_start_matches('<').len();
    let kept = all.trim_start_matches('<').trim_end_matches([',', '>']).len();
    Span::new(span.start + head, span.start + head + kept)
}

#[cfg(test)]
mod tests;
