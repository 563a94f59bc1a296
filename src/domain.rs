//! Domains: organisational domain (by the public suffix list), alignment, A- and U-labels,
//! mixed scripts and look-alikes.

/// The organisational domain: the public suffix and one label more; the domain itself where it is
/// a public suffix, an address literal or a single label. Input in lower case, A-labels.
pub fn organisational(domain: &str) -> &str {
    domain
}

/// Whether two domains have the same organisational domain (relaxed alignment).
pub fn aligned(a: &str, b: &str) -> bool {
    !a.is_empty() && organisational(a) == organisational(b)
}

/// Lower case, without a final dot, non-ASCII labels as A-labels (`xn--`).
pub fn to_ascii(domain: &str) -> String {
    domain.to_ascii_lowercase()
}

/// A-labels decoded for showing; labels that do not decode stay as they are.
pub fn to_unicode(domain: &str) -> String {
    domain.to_owned()
}

/// Whether a label mixes scripts beyond UTS 39 "highly restrictive" (Latin with Han, Hiragana,
/// Katakana, or Bopomofo, or Hangul is fine; Latin with Cyrillic or Greek is not).
pub fn mixes_scripts(label: &str) -> bool {
    let _ = label;
    false
}

/// The ASCII text that a reader would take this for, where letters of other scripts that look like
/// Latin ones stand in it; none where nothing looks alike.
pub fn looks_like(text: &str) -> Option<String> {
    let _ = text;
    None
}

/// Whether this is the domain of a free-mail provider (list with source and date in the data file).
pub fn is_freemail(domain: &str) -> bool {
    let _ = domain;
    false
}
