//! Domains: organisational domain (by the public suffix list), alignment, A- and U-labels,
//! mixed scripts and look-alikes, and the names that stand for nothing in public.

mod case;
mod confusable;
mod ip;
mod punycode;
mod script;
mod suffix;

pub use case::lower;
pub use confusable::{looks_like, mixes_scripts};
pub use ip::is_public;
pub use punycode::{to_ascii, to_unicode};
pub use script::{Script, is_word, script};
pub use suffix::organisational;

use crate::data::FREEMAIL;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::OnceLock;

/// Top-level names that public DNS never answers for: RFC 6761 §6, RFC 6762 (`local` and its
/// appendix G), RFC 8375's `home.arpa` apart, ICANN's reservation of `internal`. Sorted.
const PRIVATE_TLDS: [&str; 11] = [
    "corp",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "private",
    "test",
];

/// The domain of an address, or of a bare domain, as authentication results name them: lower case,
/// A-labels.
pub fn of_address(address: &str) -> String {
    let (_, domain) = address.rsplit_once('@').unwrap_or(("", address));
    to_ascii(domain)
}

/// Whether two domains have the same organisational domain (relaxed alignment, RFC 7489 §3.1).
pub fn aligned(a: &str, b: &str) -> bool {
    if a.is_empty() || a == b {
        return !a.is_empty();
    }
    let org = organisational(a);
    // Looked up only where it may be.
    b.strip_suffix('.').unwrap_or(b).ends_with(org.strip_suffix('.').unwrap_or(org))
        && organisational(b) == org
}

/// Whether this is the domain of a free-mail provider (list with source and date in the data file).
/// Input in lower case, A-labels.
pub fn is_freemail(domain: &str) -> bool {
    freemail().binary_search(&domain).is_ok()
}

/// Whether the name belongs to a private network or stands for nothing (`printer.local`,
/// `localhost`, `x.invalid`): no receiver can look it up. See [`is_documentation`] for examples.
pub fn is_reserved(domain: &str) -> bool {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let last = domain.rsplit('.').next().unwrap_or_default();
    PRIVATE_TLDS.iter().any(|tld| last.eq_ignore_ascii_case(tld)) || under(domain, "home.arpa")
}

/// Whether the name is kept for examples in documents (RFC 2606 §2 and §3, RFC 6761 §6.5).
pub fn is_documentation(domain: &str) -> bool {
    ["example", "example.com", "example.net", "example.org"].iter().any(|name| under(domain, name))
}

/// Whether this is an address in brackets (RFC 5321 §4.1.3): `[192.0.2.1]`, `[IPv6:2001:db8::1]`.
pub fn is_address_literal(domain: &str) -> bool {
    let Some(inner) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    match inner.get(..5) {
        Some(tag) if tag.eq_ignore_ascii_case("ipv6:") => {
            inner.get(5..).is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
        }
        _ => inner.parse::<Ipv4Addr>().is_ok(),
    }
}

/// Whether `domain` is `name` or a name below it, in any ASCII case.
fn under(domain: &str, name: &str) -> bool {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let Some(head) = domain.len().checked_sub(name.len()) else { return false };
    domain.get(head..).is_some_and(|tail| tail.eq_ignore_ascii_case(name))
        && (head == 0 || domain.get(..head).is_some_and(|rest| rest.ends_with('.')))
}

fn freemail() -> &'static [&'static str] {
    static LIST: OnceLock<Vec<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| FREEMAIL.lines().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subdomains_align_and_neighbours_do_not() {
        assert!(aligned("mail.example.co.jp", "example.co.jp"));
        assert!(aligned("example.org", "example.org"));
        assert!(!aligned("a.co.jp", "b.co.jp"), "co.jp belongs to nobody");
        assert!(!aligned("one.github.io", "two.github.io"), "private suffixes count");
        assert!(!aligned("", "") && !aligned("example.org", "") && !aligned("", "example.org"));
        assert!(
            aligned("example.org.", "a.example.org") && aligned("a.example.org", "example.org.")
        );
        assert!(!aligned("ample.org", "example.org"), "the end of a label is no label");
    }

    #[test]
    fn freemail_is_sorted_and_knows_the_big_ones() {
        let list = freemail();
        assert!(list.is_sorted_by(|a, b| a < b), "the search needs order without repeats");
        assert!(list.iter().all(|d| d.is_ascii() && *d == d.to_ascii_lowercase().trim()));
        for domain in ["gmail.com", "outlook.jp", "yahoo.co.jp", "icloud.com", "gmx.de", "163.com"]
        {
            assert!(is_freemail(domain), "{domain}");
        }
        for domain in ["docomo.ne.jp", "example.org", "mail.gmail.com", "", "# gmail.com"] {
            assert!(!is_freemail(domain), "{domain}");
        }
    }

    #[test]
    fn private_names_are_told_from_public_ones() {
        for name in ["localhost", "pc.LOCAL", "a.b.localdomain.", "x.invalid", "nas.home.arpa"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["example.org", "local.example.org", "test.jp", "arpa", "", "."] {
            assert!(!is_reserved(name), "{name}");
        }
        assert!(is_documentation("mx.example.org") && is_documentation("a.example"));
        assert!(!is_documentation("notexample.org") && !is_documentation("example.jp"));
    }

    #[test]
    fn address_literals_have_brackets_and_an_address() {
        for good in ["[192.0.2.1]", "[IPv6:2001:db8::1]", "[ipv6:::1]"] {
            assert!(is_address_literal(good), "{good}");
        }
        for bad in ["192.0.2.1", "[192.0.2]", "[2001:db8::1]", "[]", "[é]", "[IPv6:x]", "["] {
            assert!(!is_address_literal(bad), "{bad}");
        }
    }
}
