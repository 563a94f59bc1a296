//! What comments say of the client of a hop: `(rdns [ip])`, `([ip] helo=x)`, `(HELO x)`, `(ip)`.

use super::Form;
use crate::bytes::begins;
use crate::scanner::{Scanner, is_blank};
use crate::span::Span;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The client, as far as the comments after `from` tell.
#[derive(Default)]
pub(super) struct Client {
    /// Its address, without brackets.
    pub(super) ip: Option<Span>,
    /// Its reverse name.
    pub(super) rdns: Option<Span>,
    /// Whether `unknown` stands in place of the reverse name.
    pub(super) rdns_unknown: bool,
    /// The name it gave, where that is marked: `helo=x`, `HELO x`.
    pub(super) helo: Option<Span>,
    /// `may be forged`.
    pub(super) forged: Option<Span>,
    /// `account x` (`CommuniGate`).
    pub(super) account: Option<Span>,
    // `HELO` as a word: qmail.
    qmail: bool,
    // `helo=`, `port=`, `ident=`: Exim.
    exim: bool,
}

impl Client {
    /// The form that the comments betray.
    pub(super) fn form(&self) -> Option<Form> {
        if self.exim {
            Some(Form::Exim)
        } else {
            (self.qmail && self.account.is_none()).then_some(Form::Qmail)
        }
    }

    /// Whether the client was described as qmail does, its looked up name after `from`.
    pub(super) fn is_qmail(&self) -> bool {
        self.qmail
    }

    /// Takes an address that stands outside of comments.
    pub(super) fn address(&mut self, text: &str, word: Span) {
        self.ip = self.ip.or_else(|| literal(text, word));
    }

    /// Reads one comment, parentheses taken off.
    pub(super) fn comment(&mut self, text: &str, inner: Span) {
        if let Some(at) = inner.of(text).find("may be forged") {
            let at = inner.start + at;
            self.forged = self.forged.or(Some(Span::new(at, at + "may be forged".len())));
        }
        let mut scanner = Scanner::new(text, inner);
        let mut name = None;
        let mut words = 0;
        let mut found = None;
        // The keyword whose value comes next.
        let mut awaited = "";
        loop {
            scanner.take_while(is_gap);
            if scanner.is_done() {
                break;
            }
            let piece = scanner.take_while(|c| !is_gap(c));
            let word = piece.of(text);
            // ZMailer: `([192.0.2.1]:25 "EHLO mx.example.org" rhost-flags-OK-OK-OK-OK)`.
            let piece = Span::new(
                piece.start + usize::from(word.starts_with('"')),
                piece.end - usize::from(word.len() > 1 && word.ends_with('"')),
            );
            let word = piece.of(text);
            if word.starts_with("rhost-flags-") {
                continue;
            }
            if awaited == "helo" {
                self.helo = self.helo.or(Some(piece));
                awaited = "";
            } else if awaited == "account" {
                self.account = self.account.or(Some(piece));
                awaited = "";
            } else if word.eq_ignore_ascii_case("helo") || word.eq_ignore_ascii_case("ehlo") {
                self.qmail |= word == "HELO";
                awaited = "helo";
            } else if word == "account" {
                awaited = "account";
            } else if begins(word, "helo=") {
                self.exim = true;
                self.helo = self.helo.or(Some(Span::new(piece.start + 5, piece.end)));
            } else if begins(word, "ident=") || begins(word, "port=") {
                self.exim = true;
            } else if let Some(ip) = literal(text, piece) {
                found = found.or(Some(ip));
            } else {
                // `unknown[192.0.2.1]` and `user@192.0.2.1`.
                let (head, ip) = divide(text, piece);
                found = found.or(ip);
                if !head.is_empty() {
                    name = name.or(Some(head));
                    words += 1;
                }
            }
        }
        // A single word without an address is a name only if it looks like one.
        let named = |n: &Span| {
            let word = n.of(text);
            let alone = words == 1 && self.helo.is_none();
            found.is_some()
                || (alone && (word.contains('.') || word.eq_ignore_ascii_case("unknown")))
        };
        if let Some(name) = name.filter(named) {
            let word = name.of(text);
            if ["unknown", "unverified", "no", "not"].iter().any(|w| word.eq_ignore_ascii_case(w)) {
                self.rdns_unknown = true;
            } else if !self.rdns_unknown {
                self.rdns = self.rdns.or(Some(name));
            }
        }
        self.ip = self.ip.or(found);
    }
}

/// What parts the words of a comment.
fn is_gap(c: char) -> bool {
    is_blank(c) || matches!(c, ',' | '(' | ')' | ';')
}

/// A host name without ident and final dot, and the address that it is glued to.
fn divide(text: &str, piece: Span) -> (Span, Option<Span>) {
    let word = piece.of(text);
    let (cut, ip) = match word.find('[') {
        Some(at) => {
            let ip = literal(text, Span::new(piece.start + at, piece.end));
            (at, ip)
        }
        None => (word.len(), None),
    };
    let head = Span::new(piece.start, piece.start + cut);
    let start = head.of(text).rfind('@').map_or(head.start, |at| head.start + at + 1);
    let host = Span::new(start, head.end);
    if ip.is_none()
        && let Some(ip) = literal(text, host)
    {
        return (Span::empty(host.end), Some(ip));
    }
    let kept = host.of(text).trim_end_matches('.').len();
    (Span::new(host.start, host.start + kept), ip)
}

/// The address inside `[192.0.2.1]`, `[IPv6:2001:db8::1]`, `[192.0.2.1]:25` or bare, if it is one.
pub(super) fn literal(text: &str, span: Span) -> Option<Span> {
    let word = span.of(text);
    let inner = match word.strip_prefix('[') {
        Some(rest) => {
            let end = rest.find(']').unwrap_or(rest.len());
            Span::new(span.start + 1, span.start + 1 + end)
        }
        None => span,
    };
    match address(inner.of(text))? {
        IpAddr::V4(_) => {
            let port = inner.of(text).find(':').unwrap_or(inner.len());
            Some(Span::new(inner.start, inner.start + port))
        }
        IpAddr::V6(_) => Some(inner),
    }
}

/// Parses an address; `IPv6:` in front, `%zone` and `:port` behind are left away.
pub(super) fn address(word: &str) -> Option<IpAddr> {
    let prefix = word.get(..5).filter(|p| p.eq_ignore_ascii_case("IPv6:"));
    let word = prefix.map_or(word, |p| word.get(p.len()..).unwrap_or(""));
    let word = word.split_once('%').map_or(word, |(ip, _)| ip);
    if let Ok(ip) = word.parse::<Ipv6Addr>() {
        return Some(IpAddr::V6(ip));
    }
    let word = word.split_once(':').map_or(word, |(ip, _)| ip);
    word.parse::<Ipv4Addr>().ok().map(IpAddr::V4)
}
