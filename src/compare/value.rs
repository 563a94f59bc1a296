//! A pair of fields of the same name: in which respects their values differ.

use super::comparison::{Aspect, VolatileReason};
use super::token;
use crate::report::{FieldReport, TraceReport};
use crate::span::Span;
use crate::syntax::encoded_word;

/// The value of a field on one side.
#[derive(Clone, Copy)]
pub(super) struct Value<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// The byte range of the value, without the white space around it.
    pub(super) span: Span,
    /// All fields of this message.
    pub(super) fields: &'t [FieldReport],
    /// The programs that write a Message-ID or boundary like those of this message.
    pub(super) traces: &'t [TraceReport],
}

impl<'t> Value<'t> {
    /// Returns the value as it is written.
    pub(super) fn of(self) -> &'t str {
        self.span.of(self.text)
    }
}

/// Two values, and how they differ.
pub(super) struct Pair<'t> {
    /// The value on the left.
    pub(super) left: Value<'t>,
    /// The value on the right.
    pub(super) right: Value<'t>,
    /// The respects in which they differ.
    pub(super) aspects: Vec<Aspect>,
    /// Why the rest of what differs does not count.
    pub(super) volatile: Option<VolatileReason>,
}

impl<'t> Pair<'t> {
    /// Creates a pair in which no difference was found yet.
    pub(super) const fn new(left: Value<'t>, right: Value<'t>) -> Self {
        Self { left, right, aspects: Vec::new(), volatile: None }
    }

    /// Adds a respect with the spans that differ in it.
    pub(super) fn add(&mut self, id: &'static str, left: Option<Span>, right: Option<Span>) {
        let (left, right) = (left.into_iter().collect(), right.into_iter().collect());
        self.add_all(id, left, right);
    }

    /// Adds a respect with several spans; one that is known already gets more of them.
    pub(super) fn add_all(&mut self, id: &'static str, left: Vec<Span>, right: Vec<Span>) {
        match self.aspects.iter_mut().find(|aspect| aspect.id == id) {
            Some(aspect) => {
                aspect.left.extend(left);
                aspect.right.extend(right);
            }
            None => self.aspects.push(Aspect { id: id.into(), left, right }),
        }
    }

    /// Adds a respect, and marks what differs between two spans.
    pub(super) fn add_changed(&mut self, id: &'static str, left: Span, right: Span) {
        let (left, right) = token::changed(self.left.text, left, self.right.text, right);
        self.add_all(id, left, right);
    }

    /// Compares two spans, each of which may be missing, and adds the respect `id` if only one is
    /// there or if they are not `alike`.
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

    /// Returns `true` if the values differ in no respect.
    pub(super) const fn is_same(&self) -> bool {
        self.aspects.is_empty()
    }

    /// Compares the form of the encoded-words: none, or the charset and encoding of each, without
    /// repeats.
    pub(super) fn encoded(
        &mut self,
        left: &[encoded_word::EncodedWord],
        right: &[encoded_word::EncodedWord],
    ) {
        let forms = |value: Value<'t>, words: &[encoded_word::EncodedWord]| {
            let mut forms: Vec<(&'t str, &'t str)> = Vec::new();
            for word in words {
                let form = (word.charset.of(value.text), word.encoding.of(value.text));
                // A value seldom has many charsets; if it does, only the first ones count.
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

/// Returns a text on one line.
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

/// Splits a text into words, so that white space and folding do not count.
pub(super) fn words(text: &str) -> std::str::SplitAsciiWhitespace<'_> {
    text.split_ascii_whitespace()
}
