//! Mailing lists and replies, which mostly take points away.

use super::FILTER;
use crate::bytes::begins;
use crate::facts::Facts;
use crate::stock::mail::{any_value, has_any, people, subject, value};
use crate::stock::{Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "MAILING_LIST_MULTI",
        signs_of_a_list,
        "List-Id: <l.example.org>\nList-Unsubscribe: <mailto:l-leave@example.org>\n\
         Precedence: list\nFrom: a@example.org\n",
        "List-Id: <l.example.org>\nList-Unsubscribe: <mailto:l-leave@example.org>\n\
         From: a@example.org\n",
    ),
    test!(
        "NICE_REPLY_A",
        |facts| is_reply(facts) && both(facts) && claims(facts, LINKING),
        "From: a@example.org\nSubject: Re: x\nIn-Reply-To: <1@example.net>\n\
         References: <1@example.net>\nUser-Agent: Mozilla/5.0 (X11) Thunderbird/115.0\n",
        "From: a@example.org\nSubject: Re: x\nIn-Reply-To: <1@example.net>\n\
         User-Agent: Mozilla/5.0 (X11) Thunderbird/115.0\n",
    ),
    test!(
        "FAKE_REPLY_C",
        |facts| is_reply(facts)
            && value(facts, "references").is_empty()
            && claims(facts, REFERRING),
        "From: a@example.org\nSubject: Re: x\nUser-Agent: Mutt/2.0\n",
        "From: a@example.org\nSubject: Re: x\nReferences: <1@example.net>\nUser-Agent: Mutt/2.0\n",
    ),
];

/// Programs that write both In-Reply-To and References.
const LINKING: &[(&str, &str)] = &[
    ("x-mailer", "Balsa "),
    ("x-mailer", "Calypso"),
    ("x-mailer", "Forte Agent "),
    ("x-mailer", "mh-e "),
    ("x-mailer", "SquirrelMail"),
    ("x-mailer", "Sylpheed"),
    ("x-mailer", "The Bat!"),
    ("x-mailer", "VM "),
    ("x-mailer", "Ximian Evolution"),
    ("user-agent", "KMail"),
    ("user-agent", "Mozilla/5"),
    ("user-agent", "Opera7"),
];

/// Programs that always write References.
const REFERRING: &[(&str, &str)] = &[
    ("x-mailer", "Gnus v"),
    ("x-mailer", "Microsoft Outlook Express 5"),
    ("x-mailer", "Microsoft Outlook Express 6"),
    ("x-mailer", "Mozilla 4"),
    ("x-mailer", "SKYRiXgreen"),
    ("x-mailer", "WWW-Mail "),
    ("user-agent", "Gnus"),
    ("user-agent", "KNode"),
    ("user-agent", "Mutt"),
    ("user-agent", "Pan"),
    ("user-agent", "Xnews"),
];

fn claims(facts: &Facts<'_>, programs: &[(&str, &str)]) -> bool {
    programs.iter().any(|(field, name)| value(facts, field).starts_with(name))
}

fn both(facts: &Facts<'_>) -> bool {
    !value(facts, "in-reply-to").is_empty() && !value(facts, "references").is_empty()
}

fn is_reply(facts: &Facts<'_>) -> bool {
    const MARKS: &[&str] = &["Re:", "RE:", "Sv:", "SV:", "Vs:", "VS:", "Aw:", "AW:"];
    let subject = subject(facts);
    MARKS.iter().any(|mark| subject.starts_with(mark))
}

/// Whether there are more than two of the fields that list servers write.
fn signs_of_a_list(facts: &Facts<'_>) -> bool {
    const FIELDS: &[&str] = &[
        "x-loop",
        "x-mailing-list",
        "x-mailman-version",
        "x-beenthere",
        "list-unsubscribe",
        "list-id",
        "list-post",
        "mailing-list",
    ];
    let bulk = |value: &str| {
        value
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .any(|word| word.eq_ignore_ascii_case("list") || word.eq_ignore_ascii_case("bulk"))
    };
    let server = people(&facts.return_path).into_iter().any(|person| {
        let local = person.local.to_ascii_lowercase();
        let end = ["-request", "-bounces", "-admin", "-owner"]
            .iter()
            .any(|end| local.strip_suffix(end).is_some_and(|name| !name.is_empty()));
        end || (begins(&local, "owner-") && local.len() > 6)
    });
    let fields = FIELDS.iter().filter(|name| has_any(facts, &[name])).count();
    fields + usize::from(any_value(facts, "precedence", &bulk)) + usize::from(server) > 2
}
