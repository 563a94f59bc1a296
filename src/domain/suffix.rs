//! Organisational domains by the public suffix list.
//!
//! It has one line for each parent, in order of its labels from the right, with the labels below it
//! that make a public suffix. Each of those begins with a capital that says how many bytes it shares
//! with the one before (`A` none); `*` and `!label` kept, U-labels. Rules of one label are left out:
//! without any rule the last label is the suffix. Private rules of more than two labels are left out
//! too: regions of clouds (`eu-west-1.elasticbeanstalk.com`), from which no mail is sent, were a
//! quarter of the list.
//!
//! The `psl` crate, which the tests hold this against, compiles the list into code: it would add
//! 166 KB to the WebAssembly module, brotli.

use super::punycode::to_unicode;
use crate::bytes;
use crate::data::{DEEP_SUFFIXES, PUBLIC_SUFFIX};
use crate::name_set::{has, set};
use memchr::memchr_iter;
use std::borrow::Cow;
use std::net::Ipv4Addr;
use std::sync::OnceLock;

/// More labels than the longest rule has.
const MAX_LABELS: usize = 8;

/// Longest name that is looked up, in bytes: DNS has 255 (RFC 1035 §2.3.4), Unicode labels take
/// more. Callers ask for the same name again and again, so that a longer one would cost each time.
const MAX_NAME: usize = 1020;

/// The organisational domain: the public suffix and one label more; the domain itself where it is
/// a public suffix, an address literal, a single label or too long for a domain. Input in lower
/// case, A-labels.
pub fn organisational(domain: &str) -> &str {
    let bare = domain.strip_suffix('.').unwrap_or(domain);
    if bare.len() > MAX_NAME {
        return bare;
    }
    if bare.starts_with('[') || bare.parse::<Ipv4Addr>().is_ok() {
        return domain;
    }
    let suffix = suffix_start(bare);
    let before = suffix.checked_sub(1).and_then(|dot| bare.get(..dot));
    match before {
        None | Some("") => bare,
        Some(before) => bare.get(before.rfind('.').map_or(0, |dot| dot + 1)..).unwrap_or(bare),
    }
}

/// Where the public suffix of a domain begins.
fn suffix_start(domain: &str) -> usize {
    let mut parent_at = domain.rfind('.').map_or(0, |dot| dot + 1);
    let mut suffix = parent_at;
    for _ in 0..MAX_LABELS {
        let Some(dot) = parent_at.checked_sub(1) else { break };
        let label_at = domain.get(..dot).and_then(|d| d.rfind('.')).map_or(0, |dot| dot + 1);
        let parent = domain.get(parent_at..).unwrap_or_default();
        let label = domain.get(label_at..dot).unwrap_or_default();
        match below(parent, label) {
            Rule::Exception => return parent_at,
            Rule::Suffix => suffix = label_at,
            Rule::None => {}
        }
        parent_at = label_at;
    }
    suffix
}

#[derive(PartialEq)]
enum Rule {
    None,
    Suffix,
    Exception,
}

/// What the list says of `label` directly below `parent`.
fn below(parent: &str, label: &str) -> Rule {
    let (parent, label) = (unicode(parent), unicode(label));
    let Lines { near, deep, marks } = lines();
    // Most names have no names of others below them.
    if !has(marks, &parent) {
        return Rule::None;
    }
    let line = if parent.contains('.') {
        let at = deep.binary_search_by(|(key, _)| labels(key).cmp(labels(&parent)));
        at.ok().and_then(|at| deep.get(at))
    } else {
        near.binary_search_by_key(&&*parent, |(key, _)| key).ok().and_then(|at| near.get(at))
    };
    let Some((_, entries)) = line else { return Rule::None };
    // Both marks stand before all letters, in front of the line.
    let exception = entries.starts_with("A!") && holds(entries, &format!("!{label}"));
    if exception {
        Rule::Exception
    } else if (!label.is_empty() && holds(entries, "*")) || holds(entries, &label) {
        Rule::Suffix
    } else {
        Rule::None
    }
}

/// From the right. Not as text: its search is for long ones, and many keys are looked at.
fn labels(name: &str) -> impl Iterator<Item = &[u8]> {
    name.as_bytes().rsplit(|b| *b == b'.')
}

/// Whether the labels of a line hold this one; they are in order of bytes.
fn holds(entries: &str, label: &str) -> bool {
    // The first that begins with the label's first byte shares nothing with the one before.
    let Some(first) = label.as_bytes().first() else { return false };
    let bytes = entries.as_bytes();
    let letters = memchr_iter(b'A', bytes).map(|at| (at, bytes.get(at + 1)));
    let mut letters = letters.skip_while(|(_, letter)| *letter < Some(first));
    let Some((start, _)) = letters.next().filter(|(_, letter)| *letter == Some(first)) else {
        return false;
    };
    let entries = entries.get(start..).unwrap_or_default();
    // How many bytes the entry before had in common with the label.
    let mut common = 0;
    let mut found = false;
    each_tail(entries, &mut |shared, tail| {
        // It shares what told the one before from the label, too.
        if shared > common {
            return true;
        }
        let wanted = label.as_bytes().get(shared..).unwrap_or_default();
        let same = wanted.iter().zip(tail.bytes()).take_while(|(a, b)| **a == *b).count();
        common = shared + same;
        found = same == wanted.len() && same == tail.len();
        !found && wanted.get(same) >= tail.as_bytes().get(same)
    });
    found
}

/// Hands out how much each label shares with the one before, and the rest of it, until told to stop.
fn each_tail(entries: &str, each: &mut dyn FnMut(usize, &str) -> bool) {
    let mut rest = entries;
    while let Some(capital) = rest.bytes().next() {
        let tail = rest.get(1..).unwrap_or_default();
        let (own, after) = tail.split_at_checked(key(tail).len()).unwrap_or_default();
        if !each(usize::from(capital.saturating_sub(b'A')), own) {
            return;
        }
        rest = after;
    }
}

fn unicode(labels: &str) -> Cow<'_, str> {
    if bytes::holds(labels, "xn--") { to_unicode(labels).into() } else { labels.into() }
}

fn key(line: &str) -> &str {
    let end = line.bytes().position(|b| b.is_ascii_uppercase()).unwrap_or(line.len());
    line.get(..end).unwrap_or(line)
}

struct Lines {
    /// Parents of one label, and the labels below each.
    near: Vec<(&'static str, &'static str)>,
    /// The same of longer parents: towns below a prefecture (`kawaguchi.saitama.jp`), schools. Few mails name one.
    deep: Vec<(&'static str, &'static str)>,
    /// The marks of all parents.
    marks: [u64; 64],
}

fn lines() -> &'static Lines {
    static LINES: OnceLock<Lines> = OnceLock::new();
    LINES.get_or_init(|| {
        let mut marks = [0; 64];
        let mut split = |line: &'static str| {
            let line = line.split_at_checked(key(line).len()).unwrap_or_default();
            set(&mut marks, line.0);
            line
        };
        let near = PUBLIC_SUFFIX.lines().map(&mut split).collect();
        let deep = DEEP_SUFFIXES.lines().map(split).collect();
        Lines { near, deep, marks }
    })
}

#[cfg(test)]
mod tests {
    use super::super::to_ascii;
    use super::*;

    #[test]
    fn known_domains() {
        for (domain, org) in [
            ("mail.example.com", "example.com"),
            ("example.com.", "example.com"),
            ("a.b.example.co.uk", "example.co.uk"),
            ("co.uk", "co.uk"),
            ("com", "com"),
            ("", ""),
            ("a.www.ck", "www.ck"),
            ("a.b.c.ck", "b.c.ck"),
            ("x.city.kawasaki.jp", "city.kawasaki.jp"),
            ("x.y.z.kawasaki.jp", "y.z.kawasaki.jp"),
            ("www.someone.github.io", "someone.github.io"),
            ("mx.intern.unknowntld", "intern.unknowntld"),
            ("192.0.2.7", "192.0.2.7"),
            ("[192.0.2.7]", "[192.0.2.7]"),
            ("[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]"),
        ] {
            assert_eq!(organisational(domain), org, "{domain}");
        }
    }

    /// The independent reader of the same list: every rule bare and with one and two labels more.
    /// Its list has another date, so a few rules may differ; a wrong algorithm fails by hundreds.
    #[test]
    fn agrees_with_the_psl_crate() {
        let mut names = Vec::new();
        for (parent, entries) in lines().near.iter().chain(&lines().deep) {
            let mut label = String::new();
            each_tail(entries, &mut |shared, tail| {
                label.truncate(shared);
                label.push_str(tail);
                let label = label.trim_start_matches('!').replace('*', "star");
                let rule = to_ascii(&format!("{label}.{parent}"));
                names.extend([format!("q.{rule}"), format!("p.q.{rule}"), rule]);
                true
            });
        }
        assert!(names.len() > 20_000);
        let differing: Vec<_> = names
            .iter()
            .filter(|name| {
                let theirs = psl::domain_str(name).unwrap_or(name);
                organisational(name) != theirs
            })
            .collect();
        assert!(differing.len() * 1000 < names.len(), "{} differ: {differing:?}", differing.len());
    }

    proptest::proptest! {
        #[test]
        fn gives_the_end_of_what_it_gets(domain in "[a-z.\\[\\]é-]{0,40}") {
            let org = organisational(&domain);
            assert!(domain.strip_suffix('.').unwrap_or(&domain).ends_with(org) || domain == org);
        }
    }
}
