//! The places of decoded text, for the rules that look at names and subjects.

use crate::bytes;
use crate::domain::is_word;
use crate::facts::{Facts, Person};
use crate::span::Span;

/// Returns the span of `part` inside `span` if it is written plainly, and all of `span` otherwise:
/// inside an encoded-word no byte stands for a decoded character.
pub(super) fn place(text: &str, span: Span, part: &str) -> Span {
    let span = span.trim(text);
    let found = if part.is_empty() { None } else { span.of(text).find(part) };
    found.map_or(span, |at| Span::new(span.start + at, span.start + at + part.len()))
}

/// Returns the decoded name of a person, and the span of what is written.
pub(super) fn name(person: &Person) -> Option<(&str, Span)> {
    Some((person.name.as_ref()?.text.as_str(), person.name_span?))
}

/// Returns the author, name and span of the name, unless the name is blank.
pub(super) fn named_author<'f>(facts: &'f Facts<'_>) -> Option<(&'f Person, &'f str, Span)> {
    let author = facts.author()?;
    let (text, span) = name(author)?;
    (!text.trim().is_empty()).then_some((author, text, span))
}

/// Returns the decoded subject and its span.
pub(super) fn subject<'f>(facts: &'f Facts<'_>) -> Option<(&'f str, Span)> {
    facts.subject.as_ref().map(|(span, decoded)| (decoded.text.as_str(), *span))
}

/// Returns all that a reader sees first: the subject, then the names of authors and recipients.
pub(super) fn shown<'f>(facts: &'f Facts<'_>) -> std::vec::IntoIter<(&'f str, Span)> {
    let people = facts.from.iter().flat_map(|field| &field.people).chain(facts.recipients());
    subject(facts).into_iter().chain(people.filter_map(name)).collect::<Vec<_>>().into_iter()
}

/// Prefixes of replies and forwards, in lower case, without the colon.
const MARKS: &str = "re fw fwd aw wg sv vs vb vl antw antwort odp rv ref tr 返信 転送 \
                     回复 答复 转发 回覆 轉寄 답장 전달";

/// Splits a subject into its first reply or forward prefix and the rest, if it has one.
pub(super) fn after_mark(subject: &str) -> Option<(&str, &str)> {
    let at = subject.find([':', '：'])?;
    let (mark, rest) = subject.split_at_checked(at)?;
    let bare =
        mark.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || "[]^()*".contains(c));
    let known = MARKS.split(' ').any(|known| known.eq_ignore_ascii_case(bare));
    known.then(|| (mark, rest.trim_start_matches([':', '：']).trim_start()))
}

/// Strips all reply and forward prefixes from the subject.
pub(super) fn without_marks(mut subject: &str) -> &str {
    while let Some((_, rest)) = after_mark(subject) {
        subject = rest;
    }
    subject
}

/// Splits a text into words, at everything that is neither a letter nor a digit.
pub(super) fn words(text: &str) -> std::vec::IntoIter<&str> {
    let words = text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().into_iter()
}

/// The longest address that SMTP carries (RFC 5321 §4.5.3.1); nothing longer is searched for.
const NEEDLE: usize = 320;

/// Whether a forwarding service made this address for the real sender
/// (`name_at_example_org_x1@…`), whose name is then genuine.
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

/// Finds `needle` in `text` as one or more whole words, ignoring ASCII case.
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

/// Returns the byte offset of `needle` in `text`, ignoring ASCII case.
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
