//! Authentication-Results (RFC 8601), with Microsoft's form, and Received-SPF (RFC 7208 §9.1).

use super::scanner::{Scanner, is_blank};
use crate::span::{Flaw, Span};

/// What is wrong with an Authentication-Results field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthFlaw {
    /// No authserv-id (Microsoft's form).
    NoAuthservId,
    /// A version other than 1.
    Version,
    /// `method` without `=result`.
    NoResult,
    /// Text that fits nothing.
    Unreadable,
}

/// `ptype.property=value`, for instance `header.d=example.org`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property {
    /// All of it.
    pub span: Span,
    /// `header.d`, `smtp.mailfrom`, `policy.dmarc`; also `action`, `reason` as Microsoft writes them.
    pub name: Span,
    /// The value, quotes included.
    pub value: Span,
}

/// One `method=result` with what belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MethodResult {
    /// From the method to its last property.
    pub span: Span,
    /// `spf`, `dkim`, `dmarc`, `arc`, `compauth` …
    pub method: Span,
    /// `pass`, `fail`, `none` …
    pub result: Span,
    /// The value of `reason=`, quotes included.
    pub reason: Option<Span>,
    /// In order.
    pub properties: Vec<Property>,
    /// Comments, parentheses included.
    pub comments: Vec<Span>,
}

impl MethodResult {
    /// The value of a property, quotes and angle brackets undone.
    pub fn property<'t>(&self, text: &'t str, name: &str) -> Option<&'t str> {
        self.properties
            .iter()
            .find(|p| p.name.of(text).eq_ignore_ascii_case(name))
            .map(|p| p.value.of(text).trim_matches(['"', '<', '>']))
    }
}

/// One Authentication-Results or ARC-Authentication-Results field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthResults {
    /// `i=` of ARC.
    pub instance: Option<u32>,
    /// Who says so; none in Microsoft's form.
    pub authserv_id: Option<Span>,
    /// The results; empty also for `none`.
    pub results: Vec<MethodResult>,
    /// What is wrong.
    pub flaws: Vec<Flaw<AuthFlaw>>,
}

/// Received-SPF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceivedSpf {
    /// `Pass`, `SoftFail` …
    pub result: Span,
    /// The comment, parentheses included.
    pub comment: Option<Span>,
    /// `client-ip=` …
    pub client_ip: Option<Span>,
    /// `envelope-from=`, quotes and brackets undone.
    pub envelope_from: Option<Span>,
    /// `helo=`
    pub helo: Option<Span>,
    /// `receiver=`, or the host named at the front of the comment.
    pub receiver: Option<Span>,
}

/// Methods of the IANA registry and of practice, which open a new result also without a semicolon.
const METHODS: [&str; 18] = [
    "spf",
    "dkim",
    "dmarc",
    "arc",
    "auth",
    "iprev",
    "dkim-adsp",
    "dkim-atps",
    "domainkeys",
    "sender-id",
    "senderid",
    "compauth",
    "bimi",
    "dnswl",
    "smime",
    "rrvs",
    "vbr",
    "x-tls",
];

/// Reads an Authentication-Results body; `arc` expects `i=` in front. Total.
pub fn parse(text: &str, span: Span, arc: bool) -> AuthResults {
    let mut reader = Reader {
        scanner: Scanner::new(text, span.trim(text)),
        out: AuthResults::default(),
        comments: Vec::new(),
    };
    reader.front(arc);
    while !reader.scanner.is_done() {
        reader.part(false);
    }
    reader.out
}

struct Reader<'t> {
    scanner: Scanner<'t>,
    out: AuthResults,
    // Read, and not yet given to a result.
    comments: Vec<Span>,
}

impl Reader<'_> {
    fn flaw(&mut self, kind: AuthFlaw, span: Span) {
        self.out.flaws.push(Flaw { kind, span });
    }

    fn skip(&mut self) {
        self.scanner.skip_cfws(|comment| self.comments.push(comment));
    }

    /// `i=1;` of ARC, the authserv-id and its version.
    fn front(&mut self, arc: bool) {
        let text = self.scanner.text();
        self.skip();
        if arc && self.scanner.eat_word("i") {
            self.skip();
            if self.scanner.eat('=') {
                self.skip();
                let digits = self.scanner.take_while(|c| c.is_ascii_digit());
                self.out.instance = digits.of(text).parse().ok();
            }
            self.scanner.take_while(|c| c != ';');
            self.scanner.eat(';');
            self.skip();
        }
        let id = self.name();
        let start = self.scanner.at();
        self.skip();
        if id.is_empty() || self.scanner.peek() == Some('=') {
            // Microsoft begins with the first result.
            self.flaw(AuthFlaw::NoAuthservId, id);
            self.scanner.jump(id.start);
            self.comments.clear();
            return;
        }
        self.out.authserv_id = Some(id);
        let version = self.scanner.take_while(|c| c.is_ascii_digit());
        if version.is_empty() {
            self.scanner.jump(start);
        } else if version.of(text) != "1" {
            self.flaw(AuthFlaw::Version, version);
        }
        self.part(true);
    }

    /// A quoted string, or a word up to what cannot stand in a name.
    fn name(&mut self) -> Span {
        self.scanner.quoted_string().unwrap_or_else(|| {
            self.scanner.take_while(|c| !is_blank(c) && !matches!(c, '=' | ';' | '('))
        })
    }

    /// A value: quoted strings and words as far as they are glued together.
    fn value(&mut self) -> Span {
        let start = self.scanner.at();
        while self.scanner.quoted_string().is_some()
            || !self
                .scanner
                .take_while(|c| !is_blank(c) && !matches!(c, '"' | ';' | '('))
                .is_empty()
        {}
        self.scanner.since(start)
    }

    /// Whether an empty value is followed by the next property (`smtp.mailfrom= header.d=x`).
    fn is_property_next(&self) -> bool {
        let text = self.scanner.text();
        let mut ahead = self.scanner.clone();
        let word = ahead.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        ahead.peek() == Some('=')
            && ["smtp.", "header.", "policy.", "body."]
                .iter()
                .any(|ptype| word.of(text).get(..ptype.len()).is_some_and(|w| w == *ptype))
    }

    /// One part up to the semicolon: a result with its properties, or `none`. `strict` after an
    /// authserv-id without semicolon: only a known method opens a result there.
    fn part(&mut self, strict: bool) {
        let text = self.scanner.text();
        self.comments.clear();
        let mut current: Option<MethodResult> = None;
        loop {
            self.skip();
            if self.scanner.is_done() || self.scanner.eat(';') {
                break;
            }
            let mut name = self.name();
            self.skip();
            let method = method(text, name);
            // Comments may part a method from its version and a type from its property.
            if matches!(self.scanner.peek(), Some('/' | '.')) && !name.is_empty() {
                self.scanner.bump();
                self.skip();
                name = name.to(self.name());
                self.skip();
            }
            let assigned = self.scanner.at() + 1;
            if !self.scanner.eat('=') {
                let word = name.of(text);
                if current.is_some() || strict || word.is_empty() {
                    self.flaw(AuthFlaw::Unreadable, name);
                } else if !word.eq_ignore_ascii_case("none") && !self.is_authserv_id(word) {
                    self.flaw(AuthFlaw::NoResult, name);
                }
                continue;
            }
            let glued = !self.scanner.peek().is_some_and(is_blank);
            self.skip();
            let value = if !glued && self.is_property_next() {
                Span::empty(assigned)
            } else {
                self.value()
            };
            if name.is_empty() {
                self.flaw(AuthFlaw::Unreadable, value);
                continue;
            }
            let known = METHODS.iter().any(|m| method.of(text).eq_ignore_ascii_case(m));
            match &mut current {
                Some(result) if !known => result.add(text, name, value, &mut self.comments),
                None if strict && !known => self.flaw(AuthFlaw::Unreadable, name),
                _ => {
                    self.close(current.take());
                    if value.is_empty() {
                        self.flaw(AuthFlaw::NoResult, name);
                    }
                    let result = value;
                    let span = name.to(value);
                    current =
                        Some(MethodResult { span, method, result, ..MethodResult::default() });
                }
            }
        }
        self.close(current);
    }

    /// Microsoft once repeated the authserv-id before each result.
    fn is_authserv_id(&self, word: &str) -> bool {
        self.out.authserv_id.is_some_and(|id| id.of(self.scanner.text()) == word)
    }

    /// Keeps a finished result with the comments that stand in it.
    fn close(&mut self, result: Option<MethodResult>) {
        if let Some(mut result) = result {
            result.comments.append(&mut self.comments);
            self.out.results.push(result);
        }
    }
}

impl MethodResult {
    fn add(&mut self, text: &str, name: Span, value: Span, comments: &mut Vec<Span>) {
        if name.of(text).eq_ignore_ascii_case("reason") {
            self.reason = self.reason.or(Some(value));
        }
        let span = name.to(value);
        self.span = self.span.to(span);
        self.comments.append(comments);
        self.properties.push(Property { span, name, value });
    }
}

/// A method without its version (`dkim/1`).
fn method(text: &str, name: Span) -> Span {
    let kept = name.of(text).find('/').unwrap_or(name.len());
    Span::new(name.start, name.start + kept).trim(text)
}

/// Reads a Received-SPF body; none if it is empty.
pub fn parse_received_spf(text: &str, span: Span) -> Option<ReceivedSpf> {
    let mut scanner = Scanner::new(text, span.trim(text));
    let result = scanner.take_while(|c| !is_blank(c) && !matches!(c, '(' | ';' | '='));
    if result.is_empty() {
        return None;
    }
    let mut spf = ReceivedSpf { result, ..ReceivedSpf::default() };
    while !scanner.is_done() {
        scanner.take_while(|c| is_blank(c) || matches!(c, ';' | '=' | ','));
        if let Some(comment) = scanner.comment() {
            if spf.comment.is_none() {
                spf.comment = Some(comment);
                spf.receiver = speaker(text, comment);
            }
            continue;
        }
        let name = scanner.take_while(|c| !is_blank(c) && !matches!(c, '(' | ';' | '=' | ','));
        scanner.skip_blanks();
        if !scanner.eat('=') {
            continue;
        }
        scanner.skip_blanks();
        let start = scanner.at();
        scanner.quoted_string();
        scanner.take_while(|c| !is_blank(c) && c != ';');
        let value = scanner.since(start);
        let word = name.of(text);
        let slot = if word.eq_ignore_ascii_case("client-ip") {
            &mut spf.client_ip
        } else if word.eq_ignore_ascii_case("envelope-from") {
            &mut spf.envelope_from
        } else if word.eq_ignore_ascii_case("helo") {
            &mut spf.helo
        } else if word.eq_ignore_ascii_case("receiver") {
            spf.receiver = Some(bare(text, value));
            continue;
        } else {
            continue;
        };
        *slot = slot.or(Some(bare(text, value)));
    }
    Some(spf)
}

/// The host in front of a comment: `(mx.google.com: domain of …)`.
fn speaker(text: &str, comment: Span) -> Option<Span> {
    let mut scanner = Scanner::new(text, Span::new(comment.start + 1, comment.end));
    scanner.skip_blanks();
    let host = scanner.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    (scanner.peek() == Some(':') && host.of(text).contains('.')).then_some(host)
}

/// Without quotes, angle brackets and a comma around.
fn bare(text: &str, span: Span) -> Span {
    let off = ['"', '<', '>', ','];
    let all = span.of(text);
    let head = all.len() - all.trim_start_matches(off).len();
    Span::new(span.start + head, span.start + head + all.trim_matches(off).len())
}

#[cfg(test)]
mod tests;
