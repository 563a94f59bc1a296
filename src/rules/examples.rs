//! Long examples, filled at compile time.

/// Builds an example of `N` bytes: head, repeated filling, tail.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
pub(crate) const fn filled<const N: usize>(head: &[u8], filling: &[u8], tail: &[u8]) -> [u8; N] {
    let mut all = [0; N];
    let mut i = 0;
    while i < N {
        all[i] = if i < head.len() {
            head[i]
        } else if i + tail.len() >= N {
            tail[i + tail.len() - N]
        } else {
            filling[(i - head.len()) % filling.len()]
        };
        i += 1;
    }
    all
}

/// Returns the example as text.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) const fn text(bytes: &'static [u8]) -> &'static str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
