//! Looking through bytes, eight at a time, since every stage walks over the lines of the whole text; and at how
//! a text begins.

/// Bytes before the first CR or LF; all where there is none.
pub fn line_length(bytes: &[u8]) -> usize {
    before_either(bytes, b'\r', b'\n')
}

/// Bytes before the first that is one of these two; all where there is none.
#[cfg_attr(not(target_arch = "wasm32"), inline)]
pub fn before_either(bytes: &[u8], one: u8, other: u8) -> usize {
    let (words, rest) = bytes.as_chunks();
    for (n, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let ends = equal(word, one) | equal(word, other);
        if ends != 0 {
            return n * 8 + ends.trailing_zeros() as usize / 8;
        }
    }
    let length = rest.iter().position(|b| *b == one || *b == other).unwrap_or(rest.len());
    words.len() * 8 + length
}

/// The high bit of the first byte that is this one; bits of bytes after it say nothing.
const fn equal(word: u64, byte: u8) -> u64 {
    let differs = word ^ u64::from_le_bytes([byte; 8]);
    differs.wrapping_sub(0x0101_0101_0101_0101) & !differs & 0x8080_8080_8080_8080
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
