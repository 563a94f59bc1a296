//! Who the recipients are, if there are any.

use super::{FILTER, from_freemail};
use crate::facts::{Facts, Person};
use crate::stock::mail::{has_any, people};
use crate::stock::{Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "MALFORMED_FREEMAIL",
        |facts| from_freemail(facts) && (nobody(facts) || small_names(facts)),
        "From: a@gmail.com\nSubject: x\n",
        "From: a@gmail.com\nTo: b@example.net\nSubject: x\n",
    ),
    test!(
        "REPLYTO_WITHOUT_TO_CC",
        |facts: &Facts<'_>| facts.message.has("reply-to") && !has_any(facts, &["to", "cc"]),
        "From: a@example.org\nReply-To: b@example.org\n",
        "From: a@example.org\nReply-To: b@example.org\nCc:\n",
    ),
    test!(
        "SUSPICIOUS_RECIPS",
        |facts| recipients(facts).is_some_and(|list| alike(&list)),
        "To: tan1@b.example, tan2@b.example, tan3@b.example, tan4@b.example, tan5@b.example\n",
        "To: tan1@b.example, uan2@b.example, van3@b.example, wan4@b.example, xan5@b.example\n",
    ),
    test!(
        "SORTED_RECIPS",
        |facts| recipients(facts).is_some_and(|list| list.len() >= 7 && list.is_sorted()),
        "To: a@b.example, b@b.example, c@b.example, d@b.example, e@b.example, f@b.example, \
         g@b.example\n",
        "To: b@b.example, a@b.example, c@b.example, d@b.example, e@b.example, f@b.example, \
         g@b.example\n",
    ),
];

/// Whether the message names no recipient at all.
fn nobody(facts: &Facts<'_>) -> bool {
    !has_any(facts, &["to", "apparently-to"])
}

/// Whether a field's name is written in lower case where no mail program does so.
fn small_names(facts: &Facts<'_>) -> bool {
    const NAMES: &[&str] = &[
        "Message-id",
        "Content-type",
        "X-MSMail-priority",
        "from",
        "subject",
        "to",
        "cc",
        "Disposition-notification-to",
    ];
    facts.message.fields().skip(1).any(|field| NAMES.contains(&field.name()))
}

/// Returns the recipients without adjacent repetitions, if there are at least five: those of To and
/// Cc, and of Bcc if these are too few.
fn recipients(facts: &Facts<'_>) -> Option<Vec<String>> {
    const MOST: usize = 256;
    let mut all: Vec<&Person> = facts.recipients().collect();
    if all.len() < 5 {
        all.extend(people(&facts.bcc));
    }
    let mut list: Vec<String> = Vec::new();
    for person in all {
        let repeated = list.last().is_some_and(|last| last.eq_ignore_ascii_case(&person.address));
        if !repeated && list.len() < MOST {
            list.push(person.address.clone());
        }
    }
    (list.len() >= 5).then_some(list)
}

/// Whether most pairs begin alike, in their local parts or in the names of different hosts.
fn alike(list: &[String]) -> bool {
    const SHARE: usize = 65;
    let parts: Vec<(&str, &str)> =
        list.iter().map(|address| address.split_once('@').unwrap_or((address, ""))).collect();
    let (mut hits, mut pairs) = (0, 0);
    for (at, (user, host)) in parts.iter().enumerate() {
        for (other, elsewhere) in parts.iter().skip(at + 1) {
            hits += usize::from(user.get(..2) == other.get(..2));
            hits += usize::from(host != elsewhere && host.get(..2) == elsewhere.get(..2));
            pairs += 1;
        }
    }
    hits * 100 >= pairs * SHARE
}
