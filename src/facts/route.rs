//! The route: Received fields as hops.

use super::boundary::{Author, Boundary};
use crate::message::Message;
use crate::syntax::received::{self, Received};
use std::net::{IpAddr, Ipv4Addr};

/// One Received field, interpreted.
#[derive(Clone, Debug)]
pub struct Hop {
    /// Its place in the message's lines.
    pub field: usize,
    /// As parsed.
    pub received: Received,
    /// Who wrote it.
    pub author: Author,
    /// Seconds since the hop before it (the next one down); negative when the clock went backwards.
    pub delay: Option<i64>,
    /// Whether the client's address is public (not private, loopback, link-local, CGNAT …).
    pub public_client: bool,
}

/// All Received fields, topmost first, each with its place in the message's lines.
pub fn received(message: &Message<'_>) -> Vec<(usize, Received)> {
    message
        .all("received")
        .map(|field| (field.index, received::parse(message.text, field.value())))
        .collect()
}

/// The route, newest hop first.
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
    // Hops without a date (some of qmail's) are passed over.
    let mut before: Option<i64> = None;
    for hop in hops.iter_mut().rev() {
        if let Some(now) = hop.received.date.as_ref().and_then(|date| date.unix) {
            hop.delay = before.map(|before| now - before);
            before = Some(now);
        }
    }
    hops
}

/// Whether an address can be met on the public net; addresses for documentation count as such.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => {
            if let Some(v4) = v6.to_ipv4_mapped() {
                return is_public_v4(v4);
            }
            if let [0x2002, high, low, ..] = v6.segments() {
                // 6to4 (RFC 3056): the IPv4 address decides.
                return is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
            }
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || v6.is_unique_local()
                || v6.is_unicast_link_local())
        }
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [first, second, ..] = v4.octets();
    !(v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_multicast()
        || v4.is_broadcast()
        || first == 0
        // Carrier-grade NAT, 100.64.0.0/10 (RFC 6598).
        || (first == 100 && second & 0xc0 == 0x40))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn public_addresses_are_told_from_private_ones() {
        let table = [
            ("192.0.2.1", true),
            ("10.0.0.1", false),
            ("100.64.0.1", false),
            ("100.128.0.1", true),
            ("127.0.0.1", false),
            ("169.254.1.1", false),
            ("::1", false),
            ("fe80::1", false),
            ("fd00::1", false),
            ("::ffff:10.0.0.1", false),
            ("2002:a05:6402::1", false),
            ("2001:db8::1", true),
        ];
        for (address, public) in table {
            assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
        }
    }

    #[test]
    fn delays_pass_over_hops_without_a_date() {
        let text = "Received: from a.example.org ([10.0.0.1]) by b.example.org; Mon, 15 Jun 2026 10:00:30 +0000\r\n\
            Received: (qmail 1 invoked by uid 0)\r\n\
            Received: from x ([192.0.2.1]) by a.example.org; Mon, 15 Jun 2026 12:00:00 +0200\r\n\
            Received: from y by x; Mon, 15 Jun 2026 10:00:05 +0000\r\n";
        let message = Message::read(text, Span::new(0, text.len()), 100);
        let hops = hops(received(&message), &Boundary::default());
        let delays: Vec<_> = hops.iter().map(|hop| hop.delay).collect();
        assert_eq!(delays, [Some(30), None, Some(-5), None]);
        let public: Vec<_> = hops.iter().map(|hop| hop.public_client).collect();
        assert_eq!(public, [false, false, true, false]);
    }
}
