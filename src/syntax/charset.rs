//! Bytes to text, by the WHATWG tables: the browser's `TextDecoder`, `encoding_rs` natively.

/// The WHATWG label for a charset name as mail writes it: mislabels such as `cp932`,
/// `iso-2022-jp-ms`, `utf8`, `x-sjis`, language suffixes (`*ja`, RFC 2231) and blanks undone.
/// None where no decoder exists (`utf-7`, unknown names).
pub fn label(name: &str) -> Option<&'static str> {
    let _ = name;
    None
}

/// Decodes, malformed bytes as U+FFFD; none for an unknown name.
pub fn decode(name: &str, bytes: &[u8]) -> Option<String> {
    let _ = (name, bytes);
    None
}
