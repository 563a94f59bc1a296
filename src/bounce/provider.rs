//! Tells whose server refused a message: by its host first, then by what its reply says.

use super::search_text::Plain;

/// A provider, or the maker of a gateway.
///
/// Rows of `data/responses.tsv` under a provider's id are for its own replies, and for those of
/// unknown providers unless the row or the provider is too brief to tell. Rows under other names
/// (`spamhaus`, `postfix`, `generic` …) are for everybody's.
pub(crate) struct Provider {
    /// The id, which is the locale key below `provider.`.
    pub(crate) id: &'static str,
    hosts: &'static [&'static str],
    says: &'static [&'static str],
    /// Whether its replies are so brief that its rows would fit replies of others, too.
    pub(super) brief: bool,
}

const fn peculiar(
    id: &'static str,
    hosts: &'static [&'static str],
    says: &'static [&'static str],
) -> Provider {
    Provider { id, hosts, says, brief: false }
}

const fn brief(
    id: &'static str,
    hosts: &'static [&'static str],
    says: &'static [&'static str],
) -> Provider {
    Provider { id, hosts, says, brief: true }
}

/// All providers, sorted by id, except that one whose signs contain another's comes first
/// (`yahoo-japan` before `yahoo`) and those known by name only come last.
pub(super) const PROVIDERS: &[Provider] = &[
    peculiar("amazon-ses", &["amazonaws.com", "amazonses.com"], &["amazon ses"]),
    peculiar("att", &["att.net", "sbcglobal.net", "bellsouth.net"], &["abuse-att.net", "attrbl"]),
    brief(
        "au",
        &["ezweb.ne.jp", "au.com", "kddi.ne.jp", "auone-net.jp", "uqmobile.jp"],
        &["ezweb.ne.jp", "lsean.", "@au.com", "auone-net.jp", "uqmobile.jp"],
    ),
    peculiar(
        "barracuda",
        &["barracudanetworks.com", "cudaops.com"],
        &["barracuda", "cuda_nsu", "rejecting banned content"],
    ),
    peculiar("biglobe", &["biglobe.ne.jp"], &["biglobe"]),
    peculiar(
        "cisco",
        &["iphmx.com"],
        &["talosintelligence.com", "senderbase.org", "mta's poor reputation"],
    ),
    brief("comcast", &["comcast.net"], &["xfinity.com", "comcast"]),
    peculiar("cox", &["cox.net"], &["www.cox.com", "cxbl", "cdrbl", "cxsndr", "cxdns"]),
    brief("docomo", &["docomo.ne.jp"], &["docomo", "mfsmax"]),
    peculiar("facebook", &["facebook.com"], &["postmaster.facebook.com"]),
    peculiar("fireeye", &["fireeyecloud.com"], &["etp205"]),
    brief("free-fr", &["free.fr"], &["postmaster.free.fr"]),
    peculiar(
        "gmail",
        &["google.com", "googlemail.com", "gmail.com"],
        &["gsmtp", "support.google.com", "mail.google.com"],
    ),
    peculiar(
        "gmx",
        &["gmx.net", "gmx.com", "gmx.de", "web.de", "mail.com", "kundenserver.de", "1and1.com"],
        &["postmaster.gmx", "postmaster.web.de", "nemesis esmtp"],
    ),
    peculiar(
        "godaddy",
        &["secureserver.net"],
        &["secureserver.net", "x.co/", "ib506 <", "ib607 <", "ib508 <", "ib212 <"],
    ),
    peculiar("hostedemail", &["hostedemail.com"], &["hostedemail.com"]),
    peculiar("i-ua", &["i.ua"], &["mail.i.ua/err"]),
    peculiar(
        "icloud",
        &["icloud.com", "me.com", "mac.com", "apple.com"],
        &["support.apple.com", "[cs01]", "[cs02]", "[hm07]", "[hm08]", "[hme1]", "@icloud.com>"],
    ),
    peculiar("improvmx", &["improvmx.com"], &["improvmx"]),
    brief("infosphere", &["sphere.ne.jp"], &["infosphere"]),
    brief("jcom", &["jcom.ne.jp", "zaq.ne.jp", "jcom.home.ne.jp"], &["jcom.ne.jp"]),
    peculiar("laposte", &["laposte.net"], &["laposte", "lpn0"]),
    peculiar("mail-ru", &["mail.ru"], &["help.mail.ru"]),
    peculiar("mailgates", &[], &["sorry, we don't allow this mail"]),
    peculiar("mailmarshal", &["mailmarshal.com"], &["mailmarshal"]),
    peculiar("mimecast", &["mimecast.com"], &["mimecast.com", "mcspamsignature"]),
    peculiar("netease", &["163.com", "126.com", "netease.com", "yeah.net"], &["mail.163.com"]),
    peculiar("orange", &["orange.fr", "wanadoo.fr"], &["ofr_", "ofr00"]),
    peculiar(
        "outlook",
        &["outlook.com", "hotmail.com", "office365.com", "outlook.de", "live.com", "msn.com"],
        &[
            "outlook.com",
            "postmaster.live.com",
            "resolver.",
            "fwlink/?linkid=",
            "mail.live.com",
            "transport.rules.",
            "queue.expired",
            "senderfilterconfig",
            "storedrv.",
            "access denied, banned sending ip",
        ],
    ),
    peculiar("postini", &["psmtp.com"], &["psmtp"]),
    peculiar(
        "proofpoint",
        &["pphosted.com", "ppe-hosted.com"],
        &["proofpoint.com", "local policy violation"],
    ),
    peculiar("proton", &["protonmail.ch", "proton.me", "protonmail.com"], &["protonmail"]),
    peculiar("qq", &["qq.com", "exmail.qq.com"], &["mail.qq.com"]),
    peculiar("rackspace", &["emailsrvr.com"], &["emailsrvr.com"]),
    brief("rambler", &["rambler.ru"], &["rambler"]),
    peculiar("sfr", &["sfr.fr", "sfr.net"], &["@sfr.fr"]),
    brief("softbank", &["softbank.ne.jp", "vodafone.ne.jp", "ymobile.ne.jp"], &["softbank.ne.jp"]),
    peculiar(
        "spectrum",
        &["charter.net", "rr.com", "twc.com", "spectrum.com", "spectrum.net"],
        &["spectrum.com", "spectrum.net", "spectrumbusiness.net", "charter.net", "aup#"],
    ),
    peculiar(
        "symantec-cloud",
        &["messagelabs.com", "symanteccloud.com"],
        &["messagelabs.com", "symanteccloud", "sms.symantec.com"],
    ),
    peculiar("t-online", &["t-online.de"], &["rx.t-online.de", "ask your postmaster for help"]),
    peculiar("trendmicro", &["trendmicro.com", "trendmicro.eu"], &["trend micro", "ers-"]),
    peculiar("yahoo-japan", &["yahoo.co.jp"], &["mail.yahoo.co.jp", "yahoo-help.jp"]),
    peculiar(
        "yahoo",
        &["yahoodns.net", "yahoo.com", "aol.com", "ymail.com"],
        &["yahoo.com", "yahooinc.com", "aol.com"],
    ),
    peculiar("yandex", &["yandex.ru", "yandex.net"], &["yandex"]),
    peculiar("zoho", &["zoho.com", "zohomail.com", "zoho.eu"], &["zoho"]),
    // Known by name only: the table has no replies of theirs.
    peculiar("cloudflare", &["cloudflare.net"], &["cloudflare.com/email-routing"]),
    peculiar("ionos", &["ionos.com", "perfora.net"], &[]),
    peculiar("nifty", &["nifty.com"], &[]),
    peculiar("ocn", &["ocn.ad.jp", "ocn.ne.jp"], &[]),
    peculiar("plala", &["plala.or.jp"], &[]),
    peculiar("sendgrid", &["sendgrid.net"], &[]),
    peculiar("sonicwall", &["snwlhosted.com"], &[]),
];

fn under(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|front| front.is_empty() || front.ends_with('.'))
}

/// Returns the provider that a host belongs to, ignoring ASCII case.
pub(crate) fn by_host(host: &str) -> Option<&'static Provider> {
    let host = host.to_ascii_lowercase();
    PROVIDERS.iter().find(|provider| provider.hosts.iter().any(|domain| under(&host, domain)))
}

/// Returns the provider whose signs a reply bears; the reply must be in lower case.
pub(super) fn by_words(reply: &Plain) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| provider.says.iter().any(|sign| reply.has(sign)))
}

/// Returns the provider with this id, or `None` if rows of that name are for everybody.
pub(super) fn find(id: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| provider.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_provider_stands_twice_and_signs_are_lower_case() {
        for (at, provider) in PROVIDERS.iter().enumerate() {
            assert!(PROVIDERS.iter().skip(at + 1).all(|p| p.id != provider.id), "{}", provider.id);
            for sign in provider.hosts.iter().chain(provider.says) {
                assert_eq!(*sign, sign.to_ascii_lowercase(), "{}", provider.id);
                assert!(sign.len() >= 4, "{}: {sign} is in too many words", provider.id);
            }
        }
    }

    #[test]
    fn a_host_is_the_providers_only_below_its_domain() {
        let id = |host| by_host(host).map(|provider| provider.id);
        assert_eq!(id("MX3.Mail.iCloud.com"), Some("icloud"));
        assert_eq!(id("gmail-smtp-in.l.google.com"), Some("gmail"));
        assert_eq!(id("mx.notgoogle.com"), None);
        assert_eq!(id("google.com.example.org"), None);
    }

    #[test]
    fn the_words_tell_where_no_host_does() {
        let id = |words: &str| by_words(&Plain::new(words.to_owned())).map(|p| p.id);
        assert_eq!(id("554 5.7.1 see https://support.apple.com/en-us/102322"), Some("icloud"));
        assert_eq!(id("550 5.1.1 no such user"), None);
    }
}
