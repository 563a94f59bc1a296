//! What a reply means: the provider's own documented refusals first, the registry of enhanced
//! status codes (RFC 5248) after them.

use super::{Explanation, Failure, Side, reply};

/// One documented refusal: a line of `data/responses.tsv`.
#[derive(Clone, Copy, Debug)]
struct Response {
    id: &'static str,
    provider: &'static str,
    // What the reply must hold, lower case: `a && b || c`.
    pattern: &'static str,
    // Classes of reply it is limited to: `4`, `5` or nothing.
    class: &'static str,
    fields: &'static str,
    side: Side,
    reference: Option<&'static str>,
}

const RESPONSES: &str = include_str!("../data/responses.tsv");
const STATUS: &str = include_str!("../data/status.tsv");

fn responses() -> impl Iterator<Item = Response> {
    RESPONSES.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        Some(Response {
            id: next()?,
            provider: next()?,
            class: match next()? {
                "4xx" => "4",
                "5xx" => "5",
                _ => "",
            },
            pattern: next()?,
            fields: {
                next()?;
                next()?
            },
            side: side(next()?),
            reference: next().filter(|page| !page.is_empty() && *page != "-"),
        })
    })
}

fn side(word: &str) -> Side {
    match word {
        "sender" => Side::Sender,
        "recipient" => Side::Recipient,
        _ => Side::Either,
    }
}

impl Response {
    fn fits(&self, words: &str, code: Option<u16>) -> bool {
        let class: Option<u16> = self.class.parse().ok();
        if let (Some(class), Some(code)) = (class, code)
            && code / 100 != class
        {
            return false;
        }
        self.pattern.split(" || ").any(|any| any.split(" && ").all(|word| words.contains(word)))
    }
}

/// Providers by host and by what their replies say. Rows of a provider in the table are for its
/// replies only; rows of other names (`spamhaus`, `postfix`, `generic` …) are for everybody's.
struct Provider {
    id: &'static str,
    hosts: &'static [&'static str],
    says: &'static [&'static str],
}

const PROVIDERS: [Provider; 22] = [
    Provider {
        id: "gmail",
        hosts: &["google.com", "googlemail.com", "gmail.com"],
        says: &["gsmtp", "support.google.com", "mail.google.com"],
    },
    Provider {
        id: "outlook",
        hosts: &["outlook.com", "hotmail.com", "office365.com", "outlook.de"],
        says: &[
            "outlook.com",
            "postmaster.live.com",
            "resolver.",
            "fwlink/?linkid=",
            "mail.live.com",
        ],
    },
    Provider { id: "yahoo-japan", hosts: &["yahoo.co.jp"], says: &["mail.yahoo.co.jp"] },
    Provider {
        id: "yahoo",
        hosts: &["yahoodns.net", "yahoo.com", "aol.com"],
        says: &["yahoo.com", "yahooinc.com", "aol.com"],
    },
    Provider {
        id: "icloud",
        hosts: &["icloud.com", "me.com", "mac.com", "apple.com"],
        says: &["support.apple.com", "[cs01]", "[hm08]", "[hme1]"],
    },
    Provider { id: "docomo", hosts: &["docomo.ne.jp"], says: &["docomo.ne.jp", "mfsmax"] },
    Provider { id: "au", hosts: &["ezweb.ne.jp", "au.com", "kddi.ne.jp"], says: &["ezweb.ne.jp"] },
    Provider {
        id: "softbank",
        hosts: &["softbank.ne.jp", "vodafone.ne.jp", "ymobile.ne.jp"],
        says: &["softbank.ne.jp"],
    },
    Provider { id: "mimecast", hosts: &["mimecast.com"], says: &["mimecast.com"] },
    Provider {
        id: "proofpoint",
        hosts: &["pphosted.com", "ppe-hosted.com"],
        says: &["proofpoint.com"],
    },
    Provider { id: "barracuda", hosts: &["barracudanetworks.com"], says: &["barracuda"] },
    Provider {
        id: "gmx",
        hosts: &["gmx.net", "gmx.com", "web.de", "kundenserver.de"],
        says: &["postmaster.gmx", "postmaster.web.de"],
    },
    Provider { id: "t-online", hosts: &["t-online.de"], says: &["rx.t-online.de"] },
    Provider { id: "orange", hosts: &["orange.fr", "wanadoo.fr"], says: &["ofr_", "ofr004"] },
    Provider { id: "comcast", hosts: &["comcast.net"], says: &["xfinity.com", "comcast"] },
    Provider { id: "mail-ru", hosts: &["mail.ru"], says: &["help.mail.ru"] },
    Provider { id: "yandex", hosts: &["yandex.ru", "yandex.net"], says: &["yandex"] },
    Provider { id: "qq", hosts: &["qq.com"], says: &["mail.qq.com"] },
    Provider {
        id: "netease",
        hosts: &["163.com", "126.com", "netease.com"],
        says: &["mail.163.com"],
    },
    Provider { id: "zoho", hosts: &["zoho.com", "zohomail.com"], says: &["zoho"] },
    Provider {
        id: "amazon-ses",
        hosts: &["amazonaws.com", "amazonses.com"],
        says: &["amazon ses"],
    },
    Provider { id: "godaddy", hosts: &["secureserver.net"], says: &["secureserver.net"] },
];

/// Providers whose replies are so brief that their rows would fit others' replies, too.
const BRIEF: [&str; 3] = ["docomo", "au", "softbank"];

fn provider(
    host: Option<&str>,
    words: &str,
    written_by: Option<&'static str>,
) -> Option<&'static str> {
    let host = host.map(str::to_ascii_lowercase);
    let under = |host: &str, domain: &str| {
        host.strip_suffix(domain).is_some_and(|front| front.is_empty() || front.ends_with('.'))
    };
    let by_host = PROVIDERS.iter().find(|provider| {
        host.as_deref().is_some_and(|host| provider.hosts.iter().any(|d| under(host, d)))
    });
    by_host
        .or_else(|| PROVIDERS.iter().find(|p| p.says.iter().any(|sign| words.contains(sign))))
        .map(|provider| provider.id)
        .or(written_by)
}

/// Fills in provider and explanation. `written_by`: whose words they are where no host is named.
pub(super) fn explain(text: &str, failure: &mut Failure, written_by: Option<&'static str>) {
    let words = failure.reply.map_or_else(String::new, |span| reply::matchable(text, span));
    let host = failure.host.as_ref().map(|host| host.value.as_str());
    failure.provider = provider(host, &words, written_by);
    let code = failure.code.map(|code| code.value);
    let mut found: Option<Response> = None;
    if !words.is_empty() {
        for row in responses() {
            let own = failure.provider == Some(row.provider);
            let foreign = !own && PROVIDERS.iter().any(|p| p.id == row.provider);
            // A reply of an unknown provider may be anybody's, if it says something peculiar.
            let shut =
                failure.provider.is_some() || host.is_some() || BRIEF.contains(&row.provider);
            if (foreign && shut) || !row.fits(&words, code) {
                continue;
            }
            if own {
                found = Some(row);
                break;
            }
            found = found.or(Some(row));
        }
    }
    let registered = failure.status.as_ref().and_then(|status| registry(&status.value));
    failure.explanation = Explanation {
        response: found.map(|row| row.id),
        status: registered.map(|(key, _)| key),
        side: match (found, registered) {
            (Some(row), _) => row.side,
            (None, Some((_, side))) => side,
            (None, None) => Side::Either,
        },
        fields: found.map_or(Vec::new(), |row| {
            row.fields.split(',').filter(|name| !name.is_empty() && *name != "-").collect()
        }),
        reference: found.and_then(|row| row.reference),
    };
}

/// The registry's key `X.7.1` for a status `5.7.1`, and who must act.
fn registry(status: &str) -> Option<(&'static str, Side)> {
    let (_, rest) = status.split_once('.')?;
    STATUS.lines().skip(1).find_map(|line| {
        let mut columns = line.split('\t');
        let key = columns.next()?;
        (key.strip_prefix("X.")? == rest).then(|| (key, side(columns.next().unwrap_or(""))))
    })
}

#[cfg(test)]
pub(super) fn response_ids() -> impl Iterator<Item = &'static str> {
    responses().map(|row| row.id)
}

#[cfg(test)]
pub(super) fn status_keys() -> impl Iterator<Item = &'static str> {
    STATUS.lines().skip(1).filter_map(|line| line.split('\t').next())
}

#[cfg(test)]
pub(super) fn provider_ids() -> impl Iterator<Item = &'static str> {
    PROVIDERS.iter().map(|provider| provider.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Span, Spanned};

    fn explained(reply: &str, host: Option<&str>) -> Failure {
        let span = Span::new(0, reply.len());
        let mut failure = Failure {
            reply: Some(span),
            code: reply::code(reply, span),
            status: reply::status(reply, span),
            host: host.map(|host| Spanned::new(Span::default(), host.to_owned())),
            ..Failure::default()
        };
        explain(reply, &mut failure, None);
        failure
    }

    #[test]
    fn tables_have_their_columns_and_no_id_twice() {
        let lines = RESPONSES.lines().skip(1).count();
        assert_eq!(responses().count(), lines);
        let mut ids: Vec<&str> = responses().map(|row| row.id).collect();
        ids.sort_unstable();
        let unique = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), unique);
        for row in responses() {
            assert_eq!(row.pattern, row.pattern.to_lowercase(), "{}", row.id);
            assert_eq!(row.fields, row.fields.to_ascii_lowercase(), "{}", row.id);
            assert!(!row.pattern.is_empty(), "{}", row.id);
        }
        assert!(STATUS.lines().skip(1).all(|line| line.split('\t').count() == 2));
        let number = |line: &str| -> Option<(u16, u16)> {
            let code = line.split('\t').next()?.strip_prefix("X.")?;
            let (subject, detail) = code.split_once('.')?;
            Some((subject.parse().ok()?, detail.parse().ok()?))
        };
        assert!(STATUS.lines().skip(1).map(number).is_sorted(), "sorted by number");
        assert!(STATUS.lines().skip(1).all(|line| number(line).is_some()));
    }

    #[test]
    fn rows_of_one_provider_keep_together() {
        let mut seen: Vec<&str> = Vec::new();
        for row in responses() {
            if seen.last() != Some(&row.provider) {
                assert!(!seen.contains(&row.provider), "{} stands apart", row.id);
                seen.push(row.provider);
            }
        }
        assert_eq!(seen.last(), Some(&"generic"), "the general rows come last");
    }

    #[test]
    fn the_remote_host_decides_whose_table_is_read() {
        let dmarc = "550-5.7.26 Unauthenticated email from example.org is not accepted due to domain's\n 550-5.7.26 DMARC policy. 550 5.7.26 - gsmtp";
        let failure = explained(dmarc, None);
        assert_eq!(failure.provider, Some("gmail"));
        assert_eq!(failure.explanation.response, Some("gmail-dmarc"));
        assert_eq!(failure.explanation.status, Some("X.7.26"));
        assert!(failure.explanation.fields.contains(&"dkim-signature"));
        let other = explained("550 5.7.1 S3150", Some("mx.example.org"));
        assert_eq!(other.explanation.response, None);
        assert_eq!(other.explanation.side, Side::Sender, "the registry says it");
    }

    #[test]
    fn general_rows_serve_every_provider() {
        let unknown = explained(
            "550 5.1.1 <a@example.org>: Recipient address rejected: User unknown in local recipient table",
            Some("mx.example.org"),
        );
        assert_eq!(unknown.explanation.response, Some("user-unknown"));
        assert_eq!(unknown.explanation.side, Side::Sender);
    }
}
