//! The account: the part of an address before the at sign.

use crate::facts::{AddressField, Facts, Person};
use crate::rule::{Arg, Found, Rule, rule};
use crate::rules::fields::field_name;
use crate::shape;

/// The accounts of web servers and other services, as rspamd lists them.
const SERVICE: &[&str] =
    &["www-data", "anonymous", "ftp", "apache", "nobody", "guest", "nginx", "web", "www"];

/// The accounts of the system itself.
const SYSTEM: &str = "root daemon bin sys cron system mysql postgres tomcat httpd";

/// Providers whose customers have numbers for names in good faith.
const NUMBERED: &[&str] = &[
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "vodafone.ne.jp",
    "qq.com",
    "163.com",
    "126.com",
    "139.com",
    "189.cn",
];

pub(crate) static FROM_SERVICE_ACCOUNT: Rule = rule!(Rule {
    id: "from-service-account",
    group: Disliked,
    sources: [rspamd(Same, "FROM_SERVICE_ACCT")],
    finds: [
        "From: www-data@example.org\nSubject: x\n",
        "From: www-data@example.org\nReply-To: nobody@example.org\nSubject: x\n"
    ],
    quiet: ["From: webmaster@example.org\nSubject: x\n"],
    check: |facts, found| service(facts, &[&facts.from, &facts.sender, &facts.reply_to], found),
});

/// Machines honestly report to their owner this way; to others it is the account of a script.
pub(crate) static FROM_SYSTEM_ACCOUNT: Rule = rule!(Rule {
    id: "from-system-account",
    group: Odd,
    sources: [rspamd(Inspired, "FROM_SERVICE_ACCT")],
    finds: ["From: root@example.org\nTo: b@example.net\nSubject: x\n"],
    quiet: [
        "From: root@example.org\nTo: admin@mail.example.org\nSubject: x\n",
        "From: roots@example.org\nTo: b@example.net\nSubject: x\n"
    ],
    check: |facts, found| {
        let system = |person: &&Person| {
            SYSTEM.split(' ').any(|account| account.eq_ignore_ascii_case(&person.local))
        };
        let sender = facts.author().filter(system).or_else(|| facts.reverse_path().filter(system));
        if let Some(sender) = sender.filter(|_| !facts.context.list)
            && facts.recipients().any(|person| person.org != sender.org)
        {
            found.at(sender.span()).with("address", Arg::Address(sender.address.clone()));
        }
    },
});

/// Carriers use bare telephone numbers as names, so these are no hint.
pub(crate) static FROM_NUMBER_OR_HEX_USER: Rule = rule!(Rule {
    id: "from-number-or-hex-user",
    group: Odd,
    sources: [
        spamassassin(Inspired, "FROM_STARTS_WITH_NUMS"),
        spamassassin(Inspired, "FROM_LOCAL_HEX"),
        spamassassin(Inspired, "FROM_LOCAL_DIGITS"),
    ],
    finds: [
        "From: 7391abc@example.org\nSubject: x\n",
        "From: 9f8e7d6c5b4a3210@example.org\nSubject: x\n"
    ],
    quiet: [
        "From: 09012345678@docomo.ne.jp\nSubject: x\n",
        "From: 42abc@example.org\nSubject: x\n",
        "From: alice1984@example.org\nSubject: x\n",
    ],
    check: |facts, found| {
        let Some(author) = facts.author() else { return };
        if NUMBERED.contains(&author.org.as_str()) {
            return;
        }
        let local = author.local.as_str();
        let rest = local.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbers_first =
            local.len() - rest.len() > 2 && rest.starts_with(|c: char| c.is_ascii_alphabetic());
        let digits = local.bytes().filter(u8::is_ascii_digit).count();
        let hex = local.len() > 11
            && digits > 0
            && local.bytes().all(|b| b.is_ascii_hexdigit())
            && digits < local.len();
        let run = local
            .split(|c: char| !c.is_ascii_digit())
            .any(|run| run.len() > 10 && run.len() < local.len());
        if (numbers_first || hex || run)
            && let Some(address) = author.mailbox.address
        {
            found.at(address.local).text("user", local);
        }
    },
});

pub(crate) static FROM_EQUALS_RECIPIENT: Rule = rule!(Rule {
    id: "from-equals-recipient",
    group: Informative,
    sources: [rspamd(Inspired, "TO_EQ_FROM")],
    finds: ["From: a@example.org\nTo: A@example.org\nSubject: x\n"],
    quiet: ["From: a@example.org\nTo: a@example.org, b@example.org\nSubject: x\n"],
    check: |facts, found| {
        // A list that writes itself into From is necessarily both.
        if facts.context.list {
            return;
        }
        let mut recipients = facts.recipients();
        if let (Some(author), Some(only), None) =
            (facts.author(), recipients.next(), recipients.next())
            && author.address.eq_ignore_ascii_case(&only.address)
        {
            found
                .at(only.span())
                .and(author.span())
                .with("address", Arg::Address(author.address.clone()));
        }
    },
});

/// Such names also arise by chance (initials, other languages), so this is only a note.
pub(crate) static ADDRESS_RANDOM_LETTERS: Rule = rule!(Rule {
    id: "address-random-letters",
    group: Odd,
    sources: [
        spamassassin(Inspired, "HK_RANDOM_FROM"),
        spamassassin(Inspired, "HK_RANDOM_REPLYTO"),
        spamassassin(Inspired, "HK_RANDOM_ENVFROM"),
        spamassassin(Inspired, "FROM_LOCAL_NOVOWEL"),
        spamassassin(Inspired, "FROM_DOMAIN_NOVOWEL"),
    ],
    finds: [
        "From: xkcdqwz@example.org\nSubject: x\n",
        "From: a@example.org\nReply-To: hghghghgx@example.net\nSubject: x\n",
        "From: a@bcdfgjklmn.example\nSubject: x\n",
    ],
    quiet: [
        "From: schmidt@example.org\nSubject: x\n",
        "From: bounce-xkcdqwz@example.org\nSubject: x\n",
        "From: a@xn--bcdfgjklmn.example\nSubject: x\n",
    ],
    check: |facts, found| for person in authors_and_reply_to(facts) {
        let address = person.mailbox.address;
        // A-labels are generated and sound like nothing.
        let label = |label: &str| !label.starts_with("xn--") && shape::is_unspeakable(label);
        let place = if shape::has_random_local(person) {
            address.map(|address| address.local)
        } else {
            address.map(|address| address.domain).filter(|_| person.domain.split('.').any(label))
        };
        if let Some(place) = place {
            found.at(place).text("part", place.of(facts.text));
        }
    },
});

/// Reports one finding for all these fields, since the filter counts them once.
pub(crate) fn service(facts: &Facts<'_>, fields: &[&Vec<AddressField>], found: &mut Found<'_>) {
    let mut accounts = fields.iter().filter_map(|fields| {
        let field = fields.first()?;
        Some((
            field.field,
            field
                .people
                .first()
                .filter(|person| !person.domain.is_empty() && is_service(person))?,
        ))
    });
    let Some((line, person)) = accounts.next() else { return };
    let finding = found.at(person.span());
    finding
        .with("field", field_name(facts, line))
        .with("address", Arg::Address(person.address.clone()));
    for (_, person) in accounts {
        finding.and(person.span());
    }
}

fn is_service(person: &Person) -> bool {
    SERVICE.iter().any(|account| account.eq_ignore_ascii_case(&person.local))
}

/// Returns the authors, then the mailboxes that replies go to.
pub(crate) fn authors_and_reply_to<'f>(facts: &'f Facts<'_>) -> std::vec::IntoIter<&'f Person> {
    let fields = facts.from.iter().chain(&facts.reply_to);
    fields.flat_map(|field| &field.people).collect::<Vec<_>>().into_iter()
}
