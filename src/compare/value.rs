//! One pair of fields of the same name: in which respects their values differ.

use super::report::Aspect;
use super::{headers, shape, token, traits};
use crate::report::{FieldReport, TraceReport};
use crate::span::Span;
use crate::syntax::{date, encoded_word};

/// A value on one side.
#[derive(Clone, Copy)]
pub(super) struct Value<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// Where the value stands in it, white space around left out.
    pub(super) span: Span,
    /// All fields of this message.
    pub(super) fields: &'t [FieldReport],
    /// Which programs write a Message-ID or boundary like those of this message.
    pub(super) traces: &'t [TraceReport],
}

impl<'t> Value<'t> {
    /// The value as written.
    pub(super) fn of(self) -> &'t str {
        self.span.of(self.text)
    }
}

/// Two values, and what was found.
pub(super) struct Pair<'t> {
    /// The left one.
    pub(super) left: Value<'t>,
    /// The right one.
    pub(super) right: Value<'t>,
    /// Respects in which they differ.
    pub(super) aspects: Vec<Aspect>,
    /// Why the rest of what differs does not count.
    pub(super) volatile: Option<&'static str>,
}

impl<'t> Pair<'t> {
    /// Nothing found yet.
    pub(super) const fn new(left: Value<'t>, right: Value<'t>) -> Self {
        Self { left, right, aspects: Vec::new(), volatile: None }
    }

    /// Adds a respect with its places.
    pub(super) fn add(&mut self, id: &'static str, left: Option<Span>, right: Option<Span>) {
        let (left, right) = (left.into_iter().collect(), right.into_iter().collect());
        self.add_all(id, left, right);
    }

    /// The same, for several places.
    pub(super) fn add_all(&mut self, id: &'static str, left: Vec<Span>, right: Vec<Span>) {
        match self.aspects.iter_mut().find(|aspect| aspect.id == id) {
            Some(aspect) => {
                aspect.left.extend(left);
                aspect.right.extend(right);
            }
            None => self.aspects.push(Aspect { id, left, right }),
        }
    }

    /// Adds a respect, marking what differs between two stretches.
    pub(super) fn add_changed(&mut self, id: &'static str, left: Span, right: Span) {
        let (left, right) = token::changed(self.left.text, left, self.right.text, right);
        self.add_all(id, left, right);
    }

    /// Compares two places that may be missing: what differs and is not alike is of this trait.
    pub(super) fn check(
        &mut self,
        id: &'static str,
        left: Option<Span>,
        right: Option<Span>,
        alike: &dyn Fn(&str, &str) -> bool,
    ) {
        match (left, right) {
            (Some(a), Some(b)) => {
                if !alike(a.of(self.left.text), b.of(self.right.text)) {
                    self.add_changed(id, a, b);
                }
            }
            (None, None) => {}
            (left, right) => self.add(id, left, right),
        }
    }

    /// Whether nothing was found.
    pub(super) const fn is_same(&self) -> bool {
        self.aspects.is_empty()
    }

    /// Reads the values of fields of that name (lower case) and tells in what they differ.
    pub(super) fn read(&mut self, name: &str) {
        let (left, right) = (self.left.of(), self.right.of());
        if words(left).eq(words(right)) {
            return;
        }
        if let Some(reason) = traits::volatile_field(name) {
            self.volatile = Some(reason);
            return;
        }
        match name {
            "from"
            | "sender"
            | "reply-to"
            | "return-path"
            | "to"
            | "cc"
            | "bcc"
            | "errors-to"
            | "resent-from"
            | "resent-to"
            | "disposition-notification-to" => {
                headers::addresses(self, name);
            }
            "subject" => self.written("subject"),
            "date" => headers::date(self),
            "message-id" => headers::message_id(self),
            "content-type" | "content-disposition" => headers::mime(self, name),
            "received" | "x-received" => headers::received(self),
            "authentication-results" => headers::results(self),
            "received-spf" => {
                let first = |value: Value<'_>| {
                    let length = value.of().find([' ', '(', '\t', '\r', '\n']);
                    let length = length.unwrap_or(value.span.len());
                    Some(Span::new(value.span.start, value.span.start + length))
                };
                let (a, b) = (first(self.left), first(self.right));
                self.check("authentication", a, b, &|a, b| a.eq_ignore_ascii_case(b));
                self.volatile = Some("trace");
            }
            "dkim-signature"
            | "domainkey-signature"
            | "x-google-dkim-signature"
            | "arc-seal"
            | "arc-message-signature" => headers::signature(self),
            _ => self.plain(name),
        }
    }

    /// A value of no special form.
    fn plain(&mut self, name: &str) {
        let (left, right) = (self.left.of(), self.right.of());
        let trait_id = traits::of_field(name);
        let read = |value: Value<'_>| date::parse(value.text, value.span).unix.is_some();
        if trait_id == "mailer" {
            self.add_changed("mailer", self.left.span, self.right.span);
        } else if shape::similar(left, right) {
            self.volatile = Some("id");
        } else if left.len() > 12 && right.len() > 12 && read(self.left) && read(self.right) {
            self.volatile = Some("date");
        } else if words(left)
            .map(str::to_ascii_lowercase)
            .eq(words(right).map(str::to_ascii_lowercase))
        {
            self.add_changed("case", self.left.span, self.right.span);
        } else if left.contains("=?") || right.contains("=?") {
            self.written("value");
        } else {
            self.add_changed(trait_id, self.left.span, self.right.span);
        }
    }

    /// Unstructured text: what it says, and how that is encoded.
    fn written(&mut self, says: &'static str) {
        let decode = |value: Value<'_>| encoded_word::decode(value.text, value.span, false);
        let (a, b) = (decode(self.left), decode(self.right));
        self.encoded(&a.words, &b.words);
        if !words(&a.text).eq(words(&b.text)) {
            self.add_changed(says, self.left.span, self.right.span);
        } else if self.is_same() {
            self.add_changed("encoded-word", self.left.span, self.right.span);
        }
    }

    /// The form of encoded-words: none, or charset and encoding of each, repeats left out.
    pub(super) fn encoded(
        &mut self,
        left: &[encoded_word::EncodedWord],
        right: &[encoded_word::EncodedWord],
    ) {
        let forms = |value: Value<'t>, words: &[encoded_word::EncodedWord]| {
            let mut forms: Vec<(&'t str, &'t str)> = Vec::new();
            for word in words {
                let form = (word.charset.of(value.text), word.encoding.of(value.text));
                // Few charsets stand in one value; where many do, only the first count.
                if forms.len() < 16 && !forms.contains(&form) {
                    forms.push(form);
                }
            }
            forms
        };
        let (a, b) = (forms(self.left, left), forms(self.right, right));
        if a != b {
            let all = |words: &[encoded_word::EncodedWord]| {
                let first = words.first().map(|word| word.span)?;
                Some(words.last().map_or(first, |last| first.to(last.span)))
            };
            let charset = |forms: &[(&str, &str)]| forms.first().map(|f| f.0.to_ascii_lowercase());
            let relabelled = a.len() == b.len() && charset(&a) != charset(&b);
            let id = if relabelled { "charset" } else { "encoded-word" };
            self.add(id, all(left), all(right));
        }
    }
}

/// A text on one line.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in words(text) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The words of a text: white space and folding do not count.
pub(super) fn words(text: &str) -> std::str::SplitAsciiWhitespace<'_> {
    text.split_ascii_whitespace()
}
