//! Which organisation a host belongs to: organisational domains, and the many names of the large
//! providers.

use crate::domain;
use std::net::{IpAddr, Ipv6Addr};

/// Google.
pub(super) const GOOGLE: &str = "google.com";
/// Exchange Online and Outlook.com.
pub(super) const MICROSOFT: &str = "outlook.com";

/// Other organisational domains of a provider, each with the one that stands for it.
const ALIASES: [(&str, &str); 34] = [
    ("gmail.com", GOOGLE),
    ("googlemail.com", GOOGLE),
    ("hotmail.com", MICROSOFT),
    ("office365.com", MICROSOFT),
    ("exchangelabs.com", MICROSOFT),
    ("microsoft.com", MICROSOFT),
    ("live.com", MICROSOFT),
    ("office365.us", MICROSOFT),
    ("yahoo.net", "yahoo.com"),
    ("yahoodns.net", "yahoo.com"),
    ("aol.com", "yahoo.com"),
    ("me.com", "icloud.com"),
    ("mac.com", "icloud.com"),
    ("apple.com", "icloud.com"),
    ("smailru.net", "mail.ru"),
    ("yandex.net", "yandex.ru"),
    ("yandex.com", "yandex.ru"),
    ("gmx.com", "gmx.net"),
    ("gmx.de", "gmx.net"),
    ("web.de", "gmx.net"),
    ("mail.com", "gmx.net"),
    ("server.lan", "gmx.net"),
    ("fastmail.com", "messagingengine.com"),
    ("protonmail.com", "proton.me"),
    ("protonmail.ch", "proton.me"),
    ("proton.ch", "proton.me"),
    ("zohomail.com", "zoho.com"),
    ("zoho.eu", "zoho.com"),
    ("au.com", "ezweb.ne.jp"),
    ("softbank.jp", "softbank.ne.jp"),
    ("vodafone.ne.jp", "softbank.ne.jp"),
    ("163.com", "netease.com"),
    ("126.com", "netease.com"),
    ("foxmail.com", "qq.com"),
];

/// Top-level labels that mean nothing outside of one network.
const LOCAL: [&str; 9] =
    ["local", "internal", "lan", "localdomain", "localhost", "home", "corp", "intranet", "arpa"];

/// Returns the organisational domain of a host; `None` for IP addresses (Google's internal ones
/// excepted), single labels and names of local networks.
pub(crate) fn of_host(host: &str) -> Option<String> {
    let host = host.trim_matches(['[', ']', '<', '>', '"', '.', ' ']);
    if let Ok(address) = host.parse::<IpAddr>() {
        return is_google(address).then(|| GOOGLE.to_owned());
    }
    let host = domain::to_ascii(host);
    let (_, last) = host.rsplit_once('.')?;
    if LOCAL.contains(&last) || last.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let own = domain::organisational(&host);
    let alias = ALIASES.iter().find(|(name, _)| *name == own).map(|(_, stands)| *stands);
    Some(alias.unwrap_or(own).to_owned())
}

/// Returns the organisational domain of the host in an email address.
pub(super) fn of_mailbox(address: &str) -> Option<String> {
    let (_, host) = address.rsplit_once('@')?;
    of_host(host)
}

/// Whether the address is of the 6to4 form of 10.5.0.0/16, by which Google names its machines.
fn is_google(address: IpAddr) -> bool {
    matches!(address, IpAddr::V6(v6) if v6.segments().starts_with(&[0x2002, 0x0a05]))
}

/// Whether Exchange Online passes mail between its own machines here: the address lies in its
/// networks `2603:1000::/24` or `2a01:110::/31`, and the client is not a customer's way out.
pub(super) fn is_within_microsoft(address: IpAddr, helo: &str) -> bool {
    let IpAddr::V6(v6) = address else { return false };
    let bits = Ipv6Addr::to_bits(v6);
    let network = bits >> 104 == 0x26_0310 || bits >> 97 == 0x2a01_0110 >> 1;
    network && !helo.to_ascii_lowercase().ends_with(".outbound.protection.outlook.com")
}
