//! Who writes, and to whom.

use super::FILTER;
use crate::bytes::begins;
use crate::domain::is_freemail;
use crate::facts::{AddressField, Facts, Person};
use crate::stock::mail::{any_raw, any_value, has_any, people, value};
use crate::stock::{Hit, Test, test};
use crate::syntax::address::AddressFlaw;

pub(super) static TESTS: &[Test] = &[
    test!(
        "R_NO_SPACE_IN_FROM",
        |facts| any_raw(facts, "from", &|raw| brackets(raw).any(|(head, inner)| {
            head.ends_with(|c: char| !c.is_ascii_whitespace()) && is_plain(inner)
        })),
        "From: Ann<a@example.org>\n",
        "From: Ann <a@example.org>\n",
    ),
    test!(
        "TO_WRAPPED_IN_SPACES",
        |facts| any_raw(facts, "to", &|raw| brackets(raw).any(|(_, inner)| {
            let blank = |c: char| c.is_ascii_whitespace();
            let bare = inner.strip_prefix(blank).and_then(|rest| rest.strip_suffix(blank));
            bare.is_some_and(is_plain)
        })),
        "From: a@example.org\nTo: < b@example.net >\n",
        "From: a@example.org\nTo: < b@example.net>\n",
    ),
    test!(
        "MULTIPLE_FROM",
        |facts: &Facts<'_>| {
            let whole = |person: &&Person| !person.domain.is_empty();
            people(&facts.from).into_iter().filter(whole).count() > 1
        },
        "From: a@example.org\nFrom: a@example.org\n",
        "From: Example, Inc. <a@example.org>\n",
    ),
    test!(
        "FROM_INVALID",
        |facts: &Facts<'_>| facts.from.first().is_some_and(|from| !is_valid(from, facts.text)),
        "From: a.example.org\n",
        "From: a@example\n",
    ),
    test!(
        "REPLYTO_UNPARSEABLE",
        |facts: &Facts<'_>| facts.message.has("reply-to")
            && facts
                .reply_to
                .first()
                .is_none_or(|field| field.people.iter().all(|person| person.domain.is_empty())),
        "From: a@example.org\nReply-To: nobody here\n",
        "From: a@example.org\nReply-To: b@example.org\n",
    ),
    test!(
        "HFILTER_FROMHOST_NOT_FQDN",
        |facts: &Facts<'_>| facts
            .reverse_path()
            .is_some_and(|path| !path.domain.is_empty() && !path.domain.contains('.')),
        "Return-Path: <a@localhost>\nFrom: a@example.org\n",
        "Return-Path: <>\nFrom: a@localhost\n",
    ),
    test!(
        "FROM_NAME_HAS_TITLE",
        |facts: &Facts<'_>| title(facts).is_some(),
        "From: Dr Smith <a@example.org>\n",
        "From: Prof. Smith <a@example.org>\n",
    ),
    test!(
        "REPLYTO_EMAIL_HAS_TITLE",
        |facts: &Facts<'_>| {
            let Some(title) = title(facts) else { return false };
            facts
                .reply_to
                .first()
                .and_then(|field| field.people.first())
                .is_some_and(|reply| begins(&reply.address, title))
        },
        "From: Mr Smith <a@example.org>\nReply-To: mrsmith@example.net\n",
        "From: Mr Smith <a@example.org>\nReply-To: smith@example.net\n",
    ),
    test!(
        "TO_DN_RECIPIENTS",
        |facts: &Facts<'_>| facts.recipients().filter_map(|person| person.name.as_ref()).any(
            |name| {
                let name = name.text.trim();
                name.eq_ignore_ascii_case("recipient") || name.eq_ignore_ascii_case("recipients")
            }
        ),
        "From: a@example.org\nTo: Recipients <b@example.net>\n",
        "From: a@example.org\nTo: Recipients of 2024 <b@example.net>\n",
    ),
    test!(
        "REPLYTO_EQ_TO_ADDR",
        |facts: &Facts<'_>| {
            let (Some(author), Some(to)) = (facts.author(), facts.recipients().next()) else {
                return false;
            };
            let reply = facts.reply_to.first().and_then(|field| field.people.first());
            reply.is_some_and(|reply| {
                !reply.address.eq_ignore_ascii_case(&author.address)
                    && reply.domain != author.domain
                    && !reply.domain.is_empty()
                    && reply.address.eq_ignore_ascii_case(&to.address)
            }) && value(facts, "from") != value(facts, "reply-to")
                && !has_any(
                    facts,
                    &["list-unsubscribe", "x-to-get-off-this-list", "x-list", "auto-submitted"],
                )
        },
        "From: a@example.org\nTo: b@example.net\nReply-To: b@example.net\n",
        "From: a@example.org\nTo: b@example.net\nReply-To: b@example.net\n\
         Auto-Submitted: auto-generated\n",
    ),
    test!(
        "FROM_NEQ_DISPLAY_NAME",
        |facts| other_address(facts).is_some_and(|other| !colleague(facts, &other)),
        "From: \"boss@example.com\" <a@example.org>\nTo: b@example.net\n",
        "From: \"boss@example.org\" <a@example.org>\nTo: b@example.net\n",
    ),
    test!(
        "SPOOF_DISPLAY_NAME",
        |facts| other_address(facts).is_some_and(|other| colleague(facts, &other)),
        "From: \"boss@example.net\" <a@example.org>\nTo: b@example.net\n",
        "From: \"boss@example.com\" <a@example.org>\nTo: b@example.net\n",
    ),
    test!(
        "REPTO_QUOTE_YAHOO",
        |facts| any_value(facts, "reply-to", &|value| {
            value.matches('"').count() > 1
                && value
                    .rsplit_once('"')
                    .is_some_and(|(_, rest)| rest.trim_start().starts_with('<'))
        }) && (super::mail::any_decoded(facts, "from", &is_at_yahoo)
            || any_value(facts, "message-id", &is_at_yahoo)),
        "From: a@yahoo.com\nReply-To: \"A\" <b@example.org>\n",
        "From: a@yahoo.com\nReply-To: A <b@example.org>\n",
    ),
    test!(
        "FREEMAIL_AFF",
        |facts: &Facts<'_>| {
            let everybody = facts.from.iter().chain(&facts.return_path).chain(&facts.reply_to);
            let mut free = everybody
                .flat_map(|field| &field.people)
                .filter(|person| is_freemail(&person.domain));
            free.next().is_some() && undisclosed(facts) && title(facts).is_some()
        },
        "From: Mr Smith <a@gmail.com>\nTo: undisclosed-recipients:;\n",
        "From: Smith <a@gmail.com>\nTo: undisclosed-recipients:;\n",
    ),
    test!(
        "SUSPICIOUS_RECIPS",
        rewritten,
        "From: a@example.org\nTo: b+tag@example.net, c@example.com, d@example.net, e@example.org\n",
        "From: a@example.org\nTo: b+tag@example.net, c@example.net, d@example.net, e@example.net\n",
    ),
    test!(
        "R_UNDISC_RCPT",
        undisclosed,
        "From: a@example.org\nTo: undisclosed-recipients:;\n",
        "From: a@example.org\nTo: <Undisclosed Recipients@example.net>\n",
    ),
    test!(
        "MULTIPLE_UNIQUE_HEADERS",
        |facts: &Facts<'_>| {
            const SHARES: &[(&str, f32)] = &[
                ("content-type", 1.0),
                ("content-transfer-encoding", 1.0),
                ("from", 1.0),
                ("sender", 1.0),
                ("reply-to", 1.0),
                ("message-id", 0.7),
                ("in-reply-to", 0.7),
                ("subject", 0.7),
                ("references", 0.3),
                ("to", 0.2),
                ("date", 0.1),
                ("cc", 0.1),
                ("bcc", 0.1),
            ];
            let repeated = SHARES.iter().find(|(name, _)| facts.message.count(name) > 1);
            repeated.map_or(Hit::No, |(_, share)| Hit::Share(*share))
        },
        "From: a@example.org\nTo: b@example.net\nTo: c@example.net\n",
        "From: a@example.org\nTo: b@example.net\nReceived: x\nReceived: y\n",
    ),
];

/// Returns what precedes each opening bracket, and what is between it and its closing bracket.
fn brackets(raw: &str) -> std::vec::IntoIter<(&str, &str)> {
    let mut all = Vec::new();
    let mut rest = raw;
    while let Some((head, tail)) = rest.split_once('<') {
        let inner = tail.split(['<', '>']).next().unwrap_or_default();
        if tail.get(inner.len()..).is_some_and(|end| end.starts_with('>')) {
            all.push((head, inner));
        }
        rest = tail;
    }
    all.into_iter()
}

/// Whether an address is `local@domain` of the plainest characters.
fn is_plain(address: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    address.split_once('@').is_some_and(|(local, domain)| plain(local) && plain(domain))
}

/// Whether rspamd takes the first address of a From for one: both sides consist of plain
/// characters. The content of angle brackets counts as it stands, commas and all.
fn is_valid(from: &AddressField, text: &str) -> bool {
    let raw = from.span.of(text);
    let angle = raw.split_once('<').map(|(_, rest)| rest.split(['<', '>']).next().unwrap_or(rest));
    let first = from.people.first().map(|person| person.span().of(text));
    let Some(address) = angle.or(first).map(str::trim).filter(|address| !address.is_empty()) else {
        return true;
    };
    let Some((local, host)) = address.rsplit_once('@') else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    !host.is_empty() && host.bytes().all(plain) && local.is_ascii() && !local.starts_with('"')
}

/// Returns the title `mr`, `mrs` or `dr` with which the author's name begins.
fn title(facts: &Facts<'_>) -> Option<&'static str> {
    let name = facts.author()?.name.as_ref()?.text.as_str();
    ["mrs", "mr", "dr"].into_iter().find(|title| {
        let rest = crate::bytes::after(name, title);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c == '.' || c.is_ascii_whitespace()))
    })
}

fn undisclosed(facts: &Facts<'_>) -> bool {
    any_value(facts, "to", &|value| {
        let value = value.strip_prefix(['<', '"']).unwrap_or(value);
        (begins(value, "undisclosed-recipient") || begins(value, "undisclosed recipient"))
            && value.contains(':')
    })
}

fn is_at_yahoo(text: &str) -> bool {
    text.to_ascii_lowercase().contains("@yahoo.com")
}

/// Returns the domain of another address that is in the author's name.
fn other_address(facts: &Facts<'_>) -> Option<String> {
    let author = facts.author()?;
    // rspamd takes everything before the angle bracket for the name, even a comma.
    let from = facts.from.first()?.span.of(facts.text);
    let name = match author.name.as_ref() {
        Some(name) => name.text.as_str(),
        None => from.split_once('<')?.0.trim_matches(['"', ',', ' ']),
    };
    let list = crate::syntax::address::parse(name, crate::span::Span::new(0, name.len()));
    let domain = list.mailboxes().next()?.address?.domain.of(name).to_ascii_lowercase();
    let broken = list.flaws.iter().any(|flaw| flaw.kind == AddressFlaw::BlankInAddress);
    (domain.contains('.') && !broken && domain != author.domain).then_some(domain)
}

fn colleague(facts: &Facts<'_>, domain: &str) -> bool {
    facts.recipients().any(|person| person.domain == domain)
}

/// Whether at least four recipients are named, one of them by an address that rspamd rewrites (a
/// tag after `+`, dots at Gmail), for it then sees everybody twice.
fn rewritten(facts: &Facts<'_>) -> bool {
    let tagged = |person: &Person| {
        person.local.contains('+') || (person.domain == "gmail.com" && person.local.contains('.'))
    };
    let all: Vec<&Person> = facts.recipients().chain(people(&facts.bcc)).collect();
    // Many at one domain count for less.
    let domain = all.first().map(|person| &person.domain);
    let spread = all.iter().any(|person| Some(&person.domain) != domain);
    all.len() >= 4 && spread && all.into_iter().any(tagged)
}
