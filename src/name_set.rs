//! Sets of names as bits: most names that are asked for are not there, and this says so at once.

/// Marks a name in a set of bits: by its length, its middle and its end.
pub(crate) fn set<const N: usize>(marks: &mut [u64; N], name: &str) {
    let mark = mark(name) % (64 * N);
    if let Some(word) = marks.get_mut(mark / 64) {
        *word |= 1 << (mark % 64);
    }
}

/// Whether a name may be in the set. Most that are asked for are not.
pub(crate) fn has<const N: usize>(marks: &[u64; N], name: &str) -> bool {
    let mark = mark(name) % (64 * N);
    marks.get(mark / 64).is_some_and(|word| word >> (mark % 64) & 1 == 1)
}

#[inline]
pub(crate) fn mark(name: &str) -> usize {
    let bytes = name.as_bytes();
    let at = |at: usize| usize::from(bytes.get(at).copied().unwrap_or(0));
    bytes.len() + at(bytes.len() / 2) * 7 + at(bytes.len().wrapping_sub(1)) * 37
}
