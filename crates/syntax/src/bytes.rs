//! Looking through bytes, many at a time, since every stage walks over the lines of the whole text; and at how
//! a text begins.

use memchr::{memchr_iter, memchr2_iter};

/// Bytes before the first CR or LF; all where there is none.
pub fn line_length(bytes: &[u8]) -> usize {
    before_either(bytes, b'\r', b'\n')
}

/// Bytes before the first that is one of these two; all where there is none.
pub fn before_either(bytes: &[u8], one: u8, other: u8) -> usize {
    memchr::memchr2(one, other, bytes).unwrap_or(bytes.len())
}

/// Where the first of these short words stands. Made for words whose first byte is rare: the search
/// of the standard library prepares itself for longer ones.
pub fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let (first, rest) = word.split_first()?;
    memchr_iter(*first, bytes).find(|at| bytes.get(at + 1..).is_some_and(|b| b.starts_with(rest)))
}

/// Whether such a word stands in the text.
pub fn holds(text: &str, word: &str) -> bool {
    find(text.as_bytes(), word.as_bytes()).is_some()
}

/// Where the first of these words stands, in any ASCII case.
pub fn find_ignoring_case(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let (first, rest) = word.split_first()?;
    let fits = |at: &usize| {
        let tail = bytes.get(at + 1..at + word.len());
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(rest))
    };
    memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), bytes).find(fits)
}

/// Whether text begins so, in any ASCII case.
pub fn begins(text: &str, head: &str) -> bool {
    text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
}

/// What follows that beginning, in any ASCII case.
pub fn after<'t>(text: &'t str, head: &str) -> Option<&'t str> {
    if begins(text, head) { text.get(head.len()..) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_look_at_each_byte_finds(
            bytes in proptest::collection::vec(prop_oneof![any::<u8>(), 8..15u8], 0..40)
        ) {
            let plain = bytes.iter().position(|b| matches!(b, b'\r' | b'\n'));
            prop_assert_eq!(line_length(&bytes), plain.unwrap_or(bytes.len()));
        }
    }
}
