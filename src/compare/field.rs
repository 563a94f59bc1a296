//! In which respects the values of two fields of the same name differ.

use super::comparison::VolatileReason;
use super::value::{Pair, Value, words};
use super::{headers, shape, traits};
use crate::span::Span;
use crate::syntax::{date, encoded_word};

impl Pair<'_> {
    /// Compares the values of two fields with this lower-case name.
    pub(super) fn compare(&mut self, name: &str) {
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
                self.volatile = Some(VolatileReason::Trace);
            }
            "dkim-signature"
            | "domainkey-signature"
            | "x-google-dkim-signature"
            | "arc-seal"
            | "arc-message-signature" => headers::signature(self),
            _ => self.plain(name),
        }
    }

    /// Compares values of no special form.
    fn plain(&mut self, name: &str) {
        let (left, right) = (self.left.of(), self.right.of());
        let trait_id = traits::of_field(name);
        let read = |value: Value<'_>| date::parse(value.text, value.span).unix.is_some();
        if trait_id == "mailer" {
            self.add_changed("mailer", self.left.span, self.right.span);
        } else if shape::similar(left, right) {
            self.volatile = Some(VolatileReason::Id);
        } else if left.len() > 12 && right.len() > 12 && read(self.left) && read(self.right) {
            self.volatile = Some(VolatileReason::Date);
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

    /// Compares unstructured text: what it says, and how that is encoded.
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
}
