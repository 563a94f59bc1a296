//! The route: the Received fields as hops.

use super::boundary::{Author, Boundary};
use crate::domain::is_public;
use crate::message::Message;
use crate::syntax::received::{self, Received};

/// One Received field, interpreted.
#[derive(Clone, Debug)]
pub struct Hop {
    /// The index of the field in `Message::lines`.
    pub field: usize,
    /// The parsed value.
    pub received: Received,
    /// Who wrote the field.
    pub author: Author,
    /// The seconds since the previous dated hop (further down); negative if the clock went
    /// backwards.
    pub delay: Option<i64>,
    /// Whether the client's address is public (not private, loopback, link-local, CGNAT …).
    pub public_client: bool,
}

/// Parses all Received fields, topmost first, each with its index in `Message::lines`.
pub fn received(message: &Message<'_>) -> Vec<(usize, Received)> {
    message
        .all("received")
        .map(|field| (field.index, received::parse(message.text, field.value())))
        .collect()
}

/// Interprets the Received fields as hops, newest first.
pub fn hops(received: Vec<(usize, Received)>, boundary: &Boundary) -> Vec<Hop> {
    let mut hops: Vec<Hop> = received
        .into_iter()
        .map(|(field, received)| Hop {
            field,
            author: boundary.author(field),
            delay: None,
            public_client: received.address.is_some_and(is_public),
            received,
        })
        .collect();
    // Hops without a date, as some of qmail's are, are passed over.
    let mut before: Option<i64> = None;
    for hop in hops.iter_mut().rev() {
        if let Some(now) = hop.received.date.as_ref().and_then(|date| date.unix) {
            hop.delay = before.map(|before| now - before);
            before = Some(now);
        }
    }
    hops
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn delays_pass_over_hops_without_a_date() {
        let text = "Received: from a.example.org ([10.0.0.1]) by b.example.org; Mon, 15 Jun 2026 \
            10:00:30 +0000\r\n\
            Received: (qmail 1 invoked by uid 0)\r\n\
            Received: from x ([192.0.2.1]) by a.example.org; Mon, 15 Jun 2026 12:00:00 +0200\r\n\
            Received: from y by x; Mon, 15 Jun 2026 10:00:05 +0000\r\n";
        let message = Message::parse(text, Span::new(0, text.len()), 100);
        let hops = hops(received(&message), &Boundary::default());
        let delays: Vec<_> = hops.iter().map(|hop| hop.delay).collect();
        assert_eq!(delays, [Some(30), None, Some(-5), None]);
        let public: Vec<_> = hops.iter().map(|hop| hop.public_client).collect();
        assert_eq!(public, [false, false, true, false]);
    }
}
