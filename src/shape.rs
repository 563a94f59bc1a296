//! What words, identifiers and addresses look like, for rules and for the filters' own tests.

use crate::data::MISUSED;
use crate::facts::Person;

/// Whether a text consists of four numbers separated by dots.
pub(crate) fn is_ipv4(text: &str) -> bool {
    text.split('.').count() == 4
        && text.split('.').all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a text consists of the characters of a host name, at least one of them a dot.
pub(crate) fn is_host(host: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
    host.contains('.') && host.bytes().all(plain)
}

/// Whether `SpamAssassin` considers this top-level domain misused.
pub(crate) fn is_misused(end: &str) -> bool {
    MISUSED.lines().any(|known| known == end)
}

/// Whether an identifier is three hexadecimal numbers of at least four digits, then a host.
pub(crate) fn is_hashed(id: &str) -> bool {
    let (left, host) = id.split_once('@').unwrap_or_default();
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let mut numbers = left.rsplit('$');
    let (third, second, first) = (numbers.next(), numbers.next(), numbers.next());
    let whole = |n: Option<&str>| n.is_some_and(|n| n.len() >= 4 && n.bytes().all(hex));
    // Only the end of the first number counts.
    let end = first.is_some_and(|n| n.len() >= 4 && n.bytes().rev().take(4).all(hex));
    whole(third)
        && whole(second)
        && end
        && !host.is_empty()
        && !host.starts_with(char::is_whitespace)
}

/// Whether a text has seven consonants in a row.
pub(crate) fn is_unspeakable(text: &str) -> bool {
    let mut count = 0;
    text.bytes().any(|b| {
        let vowel = matches!(b | 0x20, b'a' | b'e' | b'h' | b'i' | b'o' | b'u' | b'y');
        count = if b.is_ascii_alphabetic() && !vowel { count + 1 } else { 0 };
        count >= 7
    })
}

/// Whether the local part does not sound like a name: five consonants or vowels in a row, or one or
/// two letters four times over.
pub(crate) fn has_random_local(person: &Person) -> bool {
    const EXCUSED: &[&str] = &["mcbr", "mcgr", "kpmg", "nlpbr", "ndqv", "lcgc", "cplpr"];
    const KNOWN: &[&str] = &["cmp-info", "cmpgnr", "cnn", "tori", "jysk", "amadeus", "amazon"];
    let local = person.local.to_ascii_lowercase();
    let service = ["mail", "bounce"]
        .iter()
        .any(|name| local.strip_prefix(name).is_some_and(|rest| rest.starts_with(['_', '.', '-'])));
    let excused = EXCUSED.iter().any(|part| local.contains(part));
    let owner = person.domain.rsplit_once('.').and_then(|(rest, _)| rest.rsplit('.').next());
    if service
        || excused
        || local.len() > 25
        || local.contains(['+', '=', '^', '~', '#', '-', '<', '@'])
        || owner.is_some_and(|owner| KNOWN.iter().any(|known| owner.ends_with(known)))
    {
        return false;
    }
    run(&local, 5, &|c| "bcdfgjklmnpqrtvwxz".contains(c))
        || run(&local, 5, &|c| "aeiouy".contains(c))
        || repeats(local.as_bytes(), 1)
        || repeats(local.as_bytes(), 2)
}

/// Whether a group of `length` lower-case letters comes four times in a row.
fn repeats(text: &[u8], length: usize) -> bool {
    text.windows(length * 4).any(|window| {
        window.iter().all(u8::is_ascii_lowercase)
            && window.iter().zip(window.iter().skip(length)).all(|(a, b)| a == b)
    })
}

/// Whether `text` has `length` characters of a kind in a row.
pub(crate) fn run(text: &str, length: usize, is: &dyn Fn(char) -> bool) -> bool {
    let mut count = 0;
    text.chars().any(|c| {
        count = if is(c) { count + 1 } else { 0 };
        count >= length
    })
}

/// Whether letters and digits alternate at least four times.
pub(crate) fn is_random_word(token: &str) -> bool {
    let turns = token.bytes().zip(token.bytes().skip(1));
    let turns = turns.filter(|(a, b)| a.is_ascii_digit() != b.is_ascii_digit());
    // Most hold no digit.
    token.bytes().any(|b| b.is_ascii_digit())
        && turns.count() > 3
        && token.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Returns a counter such as `(2)` or `[1]`; it has at most two digits, so a year is none.
pub(crate) fn counter(name: &str) -> Option<&str> {
    name.match_indices(['(', '[']).find_map(|(at, open)| {
        let close = if open == "(" { b')' } else { b']' };
        let digits = name.as_bytes().iter().skip(at + 1).take(3).take_while(|b| b.is_ascii_digit());
        let end = at + 1 + digits.count();
        let closed = end > at + 1 && name.as_bytes().get(end) == Some(&close);
        if closed && end < at + 4 { name.get(at..=end) } else { None }
    })
}

/// Whether a character is a pictograph that mail programs draw in colour.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{1f300}'..='\u{1faff}')
}
