//! What the subject says, as far as that is a pattern rather than language.

use crate::domain::is_word;
use crate::rule::{Arg, Rule, rule};
use crate::rules::places::{after_mark, place, shown, subject, whole, without_marks};
use crate::shape::is_random_word;

/// Local parts that are ordinary words.
const ROLES: &str = "\
    abuse account accounts admin billing contact developers events feedback hello helpdesk \
    inquiry marketing member members newsletter office order orders postmaster press sales \
    security service services support webmaster";

/// The names of values that templates put into single braces.
const VALUES: &str = "\
    name first_name firstname fname last_name lastname lname full_name fullname email \
    company username user customer date to";

/// Enough blanks to push what follows out of sight.
const GAP: &str = "    ";

/// How older filters mark a subject, in lower case.
const SPAM_TAGS: &str = "\
    [spam|***spam|**spam|*spam|*****spam|{spam|[suspected spam|[suspect|[junk|\
    [probable spam|[bulk]|[ext]|[external]|[meiwaku|[迷惑メール|【迷惑メール|[spam?|\
    (spam";

pub(crate) static SUBJECT_URL: Rule = rule!(Rule {
    id: "subject-url",
    group: Disliked,
    sources: [rspamd(Inspired, "URL_IN_SUBJECT")],
    finds: [
        "From: a@example.org\nSubject: look at https://example.com/x now\n",
        "From: a@example.org\nSubject: see example.com/offer\n"
    ],
    // Shops have such names ("Amazon.co.jp"); files and paths are not pages.
    quiet: [
        "From: a@example.org\nSubject: problem with example.com over https:\n",
        "From: a@example.org\nSubject: fix main.rs/lib.rs and 1.2/3.4\n"
    ],
    check: |facts, found| if let Some((shown, span)) = subject(facts)
        && let Some(url) = shown.split_whitespace().find_map(|word| {
            let starts = |mark: &str| word.find(mark).filter(|at| word.len() > at + mark.len());
            let at = starts("http://").or_else(|| starts("https://")).or_else(|| starts("www."));
            at.map_or_else(|| Some(word).filter(|word| is_page(word)), |at| word.get(at..))
        }) {
        found.at(place(facts.text, span, url)).text("url", url);
    },
});

/// A local part that is an ordinary word says nothing, nor does one's own address.
pub(crate) static SUBJECT_HOLDS_RECIPIENT: Rule = rule!(Rule {
    id: "subject-holds-recipient",
    group: Disliked,
    sources: [spamassassin(Inspired, "LOCALPART_IN_SUBJECT")],
    finds: [
        "From: a@example.org\nTo: jsample77@example.net\nSubject: jsample77, your parcel\n",
        "From: a@example.org\nTo: bo@example.net\nSubject: mailbox bo@example.net is full\n",
    ],
    quiet: [
        "From: a@example.org\nTo: support@example.net\nSubject: I need support\n",
        "From: a@example.org\nTo: bob@example.net\nSubject: Bob, lunch?\n",
    ],
    check: |facts, found| {
        let context = &facts.context;
        if context.list || context.automatic {
            return;
        }
        let mut recipients = facts.recipients();
        let (Some(recipient), None) = (recipients.next(), recipients.next()) else { return };
        let Some((shown, span)) = subject(facts) else { return };
        if facts.author().is_some_and(|author| author.org == recipient.org) {
            return;
        }
        let user = recipient.local.as_str();
        let telling =
            user.len() > 5 && !ROLES.split(' ').any(|role| role.eq_ignore_ascii_case(user));
        let hit = whole(shown, &recipient.address)
            .filter(|_| !recipient.domain.is_empty())
            .or_else(|| if telling { whole(shown, user) } else { None });
        if let Some(hit) = hit {
            found.at(place(facts.text, span, hit)).text("part", hit);
        }
    },
});

pub(crate) static TEMPLATE_UNRESOLVED: Rule = rule!(Rule {
    id: "template-unresolved",
    group: Disliked,
    sources: [spamassassin(Inspired, "UNRESOLVED_TEMPLATE")],
    finds: [
        "From: a@example.org\nSubject: Hello {{first_name}}\n",
        "From: a@example.org\nTo: \"*|FNAME|*\" <b@example.net>\nSubject: x\n",
        "From: a@example.org\nSubject: Dear %FIRST_NAME%\n",
        "From: a@example.org\nSubject: Dear [[name]]\n",
        "From: a@example.org\nSubject: [username], your order\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: 50% off, 20 % more {today} [user]\n",
        "From: a@example.org\nSubject: [[PATCH]] use ${HOME}\nList-Id: <l.example.org>\n",
    ],
    check: |facts, found| if !facts.context.list {
        for (text, span) in shown(facts) {
            if let Some(rest) = placeholder(text) {
                found.at(place(facts.text, span, rest)).text("rest", rest);
            }
        }
    },
});

/// Some programs lose the reference, and so does everybody who types the prefix: only a note.
pub(crate) static REPLY_WITHOUT_REFERENCES: Rule = rule!(Rule {
    id: "reply-without-references",
    group: Odd,
    sources: [
        rspamd(Inspired, "FAKE_REPLY"),
        Page("Gmail: Email sender guidelines", "https://support.google.com/a/answer/81126", ""),
        spamassassin(Inspired, "FAKE_REPLY_C")
    ],
    finds: [
        "From: a@example.org\nSubject: Re: our talk\n",
        "From: a@example.org\nSubject: =?utf-8?B?6L+U5L+hOiDjgYI=?=\n"
    ],
    quiet: [
        "From: a@example.org\nIn-Reply-To: <1@example.net>\nSubject: Re: our talk\n",
        "From: a@example.org\nSubject: Regarding: x\n"
    ],
    check: |facts, found| {
        let context = &facts.context;
        let linked = ["in-reply-to", "references", "thread-index"]
            .iter()
            .any(|name| facts.message.has(name));
        if linked || context.returned || context.list {
            return;
        }
        if let Some((shown, span)) = subject(facts)
            && let Some((mark, _)) = after_mark(shown)
        {
            found.at(place(facts.text, span, mark)).text("mark", mark);
        }
    },
});

pub(crate) static SUBJECT_ADVERTISEMENT_LABEL: Rule = rule!(Rule {
    id: "subject-advertisement-label",
    group: Odd,
    sources: [
        spamassassin(Inspired, "ENGLISH_UCE_SUBJECT"),
        spamassassin(Inspired, "JAPANESE_UCE_SUBJECT"),
        spamassassin(Inspired, "KOREAN_UCE_SUBJECT"),
    ],
    finds: [
        "From: a@example.org\nSubject: ADV: great offers\n",
        "From: a@example.org\nSubject: =?utf-8?B?5pyq5om/6Ku+5bqD5ZGK4oC7IOOBguOBhA==?=\n"
    ],
    quiet: [
        "From: a@example.org\nSubject: Advice: read this\n",
        "From: a@example.org\nSubject: [ADVISORY] update\n"
    ],
    check: |facts, found| if let Some((shown, span)) = subject(facts) {
        let open = |c: char| c.is_whitespace() || "[(【※（<*「『".contains(c);
        let text = shown.trim_start_matches(open);
        let latin = ["adv", "ad", "ads", "advertisement"].iter().find_map(|label| {
            let head = text.get(..label.len()).filter(|head| head.eq_ignore_ascii_case(label))?;
            let closing = if text.len() < shown.len() { [']', ')', ':'] } else { [':'; 3] };
            text.get(label.len()..)?.starts_with(closing).then_some(head)
        });
        let label = latin.or_else(|| {
            ["未承諾広告", "未承認広告", "末承諾広告", "광고"].iter().find_map(|label| {
                text.starts_with(label).then(|| text.get(..label.len())).flatten()
            })
        });
        if let Some(label) = label {
            found.at(place(facts.text, span, label)).text("label", label);
        }
    },
});

pub(crate) static SUBJECT_SPAM_TAG: Rule = rule!(Rule {
    id: "subject-spam-tag",
    group: Odd,
    sources: [rspamd(Inspired, "SPAM_FLAG")],
    finds: [
        "From: a@example.org\nSubject: Re: ***SPAM*** offers\n",
        "From: a@example.org\nSubject: [meiwaku] x\n",
        "From: a@example.org\nSubject: [EXT] x\n"
    ],
    quiet: [
        "From: a@example.org\nSubject: [spamassassin] rules\n",
        "From: a@example.org\nSubject: Spam filters compared\n"
    ],
    check: |facts, found| if let Some((shown, span)) = subject(facts) {
        let text = without_marks(shown).trim_start();
        let tag = SPAM_TAGS.split('|').find_map(|tag| {
            let head = text.get(..tag.len())?;
            let lower = head.chars().map(|c| c.to_ascii_lowercase()).eq(tag.chars());
            let closed = !text.get(tag.len()..)?.starts_with(is_word);
            (lower && (closed || !head.is_ascii())).then_some(head)
        });
        if let Some(tag) = tag {
            let end = text.find(char::is_whitespace).unwrap_or(text.len()).max(tag.len());
            let tag = text.get(..end).unwrap_or(tag);
            found.at(place(facts.text, span, tag)).text("tag", tag);
        }
    },
});

/// Commits and tickets on lists end like this too, so the rule is silent there.
pub(crate) static SUBJECT_RANDOM_TAIL: Rule = rule!(Rule {
    id: "subject-random-tail",
    group: Odd,
    sources: [spamassassin(Inspired, "SUBJ_BRKN_WORDNUMS")],
    finds: [
        "From: a@example.org\nSubject: Your new offer x7Gq29LmZ4\n",
        "From: a@example.org\nSubject: Your new offer          48213\n",
        "From: a@example.org\nSubject: Your new offer 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: Your invoice 2024-0012345\n",
        "From: a@example.org\nSubject: Meeting in IPv6Room\n"
    ],
    check: |facts, found| {
        let context = &facts.context;
        if context.list || context.automatic {
            return;
        }
        let Some((shown, span)) = subject(facts) else { return };
        let mut words = shown.split_whitespace().rev();
        let (Some(last), Some(_), Some(_)) = (words.next(), words.next(), words.next()) else {
            return;
        };
        let token = last.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let gap = shown.strip_suffix(last).unwrap_or_default().ends_with(GAP);
        let pushed = gap && token.bytes().any(|b| b.is_ascii_digit());
        if (token.len() > 9 && is_random_word(token)) || is_uuid(token) || pushed {
            found.at(place(facts.text, span, token)).with("token", Arg::Text(token.to_owned()));
        }
    },
});

fn is_uuid(token: &str) -> bool {
    token.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && token.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// Whether a word is like `example.com/offer`: a host under a common top-level domain, and a path.
fn is_page(word: &str) -> bool {
    let Some((host, path)) = word.split_once('/') else { return false };
    let Some((name, top)) = host.rsplit_once('.') else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    let known =
        ["com", "net", "org", "info", "jp", "ly"].iter().any(|end| end.eq_ignore_ascii_case(top));
    known && !name.is_empty() && !path.is_empty() && name.bytes().all(plain)
}

/// Returns the first placeholder that a template should have filled.
fn placeholder(text: &str) -> Option<&str> {
    const MARKS: &[(&str, &str)] = &[
        ("{{", "}}"),
        ("*|", "|*"),
        ("[[", "]]"),
        ("${", "}"),
        ("<%", "%>"),
        ("{%", "%}"),
        ("%%", "%%"),
        ("%", "%"),
        ("{", "}"),
        ("[", "]"),
    ];
    if !text.contains(['{', '|', '[', '%']) {
        return None;
    }
    MARKS.iter().find_map(|(open, close)| {
        let (mut from, mut tries) = (0, 0);
        while let Some(at) = text.get(from..)?.find(open) {
            let start = from + at + open.len();
            let inner = text.get(start..)?;
            // A name is short, so a distant end is not searched for.
            let end = inner
                .char_indices()
                .take(40)
                .map(|(at, _)| at)
                .find(|at| inner.get(*at..).is_some_and(|rest| rest.starts_with(close)));
            if let Some(end) = end
                && inner.get(..end).is_some_and(|name| is_value(open, name))
            {
                return text.get(from + at..start + end + close.len());
            }
            from = start;
            tries += 1;
            if tries > 20 {
                return None;
            }
        }
        None
    })
}

fn is_value(open: &str, name: &str) -> bool {
    let bare = name.trim().trim_start_matches(['$', '=', '#']).trim();
    let named =
        !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphanumeric() || "_.-:| ".contains(c));
    let known = VALUES.split(' ').any(|value| value.eq_ignore_ascii_case(bare));
    match open {
        "%" => {
            bare == name
                && bare.len() > 2
                && bare.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
        }
        "{" | "[[" | "${" => known,
        // A single pair of brackets also marks the group of a list: "[user]".
        "[" => known && bare.len() > 4 && bare.ends_with("name"),
        _ => named && bare.bytes().any(|b| b.is_ascii_alphabetic()),
    }
}
