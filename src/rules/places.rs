//! Where decoded text stands, for the rules that look at names and subjects.

use crate::bytes;
use crate::domain::is_word;
use crate::facts::{Facts, Person};
use crate::span::Span;

/// The place of `part` inside `span` where it is written plainly, else all of `span`: inside an
/// encoded-word no byte stands for a decoded character.
pub(super) fn place(text: &str, span: Span, part: &str) -> Span {
    let span = span.trim(text);
    let found = if part.is_empty() { None } else { span.of(text).find(part) };
    found.map_or(span, |at| Span::new(span.start + at, span.start + at + part.len()))
}

/// The name of a person, decoded, and where it is written.
pub(super) fn name(person: &Person) -> Option<(&str, Span)> {
    Some((person.name.as_ref()?.text.as_str(), person.name_span?))
}

/// The author with a name that says something.
pub(super) fn named_author<'f>(facts: &'f Facts<'_>) -> Option<(&'f Person, &'f str, Span)> {
    let author = facts.author()?;
    let (text, span) = name(author)?;
    (!text.trim().is_empty()).then_some((author, text, span))
}

/// The subject, decoded, and its place.
pub(super) fn subject<'f>(facts: &'f Facts<'_>) -> Option<(&'f str, Span)> {
    facts.subject.as_ref().map(|(span, decoded)| (decoded.text.as_str(), *span))
}

/// Everything that a reader sees at first: the subject and the names of authors and recipients.
pub(super) fn shown<'f>(facts: &'f Facts<'_>) -> std::vec::IntoIter<(&'f str, Span)> {
    let people = facts.from.iter().flat_map(|field| &field.people).chain(facts.recipients());
    subject(facts).into_iter().chain(people.filter_map(name)).collect::<Vec<_>>().into_iter()
}

/// Marks of replies and forwards, lower case, without the colon.
const MARKS: &str = "re fw fwd aw wg sv vs vb vl antw antwort odp rv ref tr 返信 転送 回复 答复 \
                     转发 回覆 轉寄 답장 전달";

/// What follows the first mark of a reply or forward, if there is one.
pub(super) fn after_mark(subject: &str) -> Option<(&str, &str)> {
    let at = subject.find([':', '：'])?;
    let (mark, rest) = subject.split_at_checked(at)?;
    let bare =
        mark.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || "[]^()*".contains(c));
    let known = MARKS.split(' ').any(|known| known.eq_ignore_ascii_case(bare));
    known.then(|| (mark, rest.trim_start_matches([':', '：']).trim_start()))
}

/// The subject without marks of replies and forwards.
pub(super) fn without_marks(mut subject: &str) -> &str {
    while let Some((_, rest)) = after_mark(subject) {
        subject = rest;
    }
    subject
}

/// Words, cut at everything that is neither letter nor digit.
pub(super) fn words(text: &str) -> std::vec::IntoIter<&str> {
    let words = text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().into_iter()
}

/// The longest address that SMTP carries (RFC 5321 §4.5.3.1); nothing longer is searched for.
const NEEDLE: usize = 320;

/// Whether the address is one that a forwarding service made for the real sender
/// (`name_at_example_org_x1@…`): the name is then the real sender's.
pub(super) fn is_relayed(person: &Person) -> bool {
    const RELAYS: &[&str] = &[
        "addy.io",
        "anonaddy.com",
        "anonaddy.me",
        "appleid.com",
        "duck.com",
        "mozmail.com",
        "simplelogin.co",
    ];
    person.local.contains("_at_") || RELAYS.contains(&person.org.as_str())
}

/// Whether `needle` stands in `text` as a word or words of its own, in any ASCII case.
pub(super) fn whole<'t>(text: &'t str, needle: &str) -> Option<&'t str> {
    if needle.len() > text.len() {
        return None;
    }
    let mut from = 0;
    let bound = |c: Option<char>| c.is_none_or(|c| !is_word(c));
    while let Some(rest) = text.get(from..) {
        let at = from + find_ignoring_case(rest, needle)?;
        let end = at + needle.len();
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(end..).and_then(|tail| tail.chars().next());
        if bound(before) && bound(after) {
            return text.get(at..end);
        }
        from = end;
    }
    None
}

/// Where `needle` begins in `text`, in any ASCII case.
pub(super) fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    let needle = Some(needle.as_bytes()).filter(|needle| needle.len() <= NEEDLE)?;
    bytes::find_ignoring_case(text.as_bytes(), needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_in_any_language() {
        assert_eq!(without_marks("Re: RE: Fw: hello"), "hello");
        assert_eq!(without_marks("Re[2]: 返信：お知らせ"), "お知らせ");
        assert_eq!(without_marks("Note: this"), "Note: this");
        assert_eq!(without_marks("Regards"), "Regards");
    }

    #[test]
    fn whole_words_only() {
        assert_eq!(whole("Hello ALICE!", "alice"), Some("ALICE"));
        assert_eq!(whole("malice and chalice", "alice"), None);
        assert_eq!(whole("é alice", "alice"), Some("alice"));
        assert_eq!(whole("", "a"), None);
    }
}
