//! IP addresses.

use std::net::{IpAddr, Ipv4Addr};

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
}
