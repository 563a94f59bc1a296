//! A-labels and U-labels: Punycode (RFC 3492) with the caps of DNS (RFC 1035 §2.3.4).
//!
//! The `idna` crate brings the tables of UTS #46 along, which would add 45 KB to the WebAssembly
//! module, brotli. A reader of mail looks at names that somebody registered, and needs none of them.

use super::case::lower;

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 128;

/// Longest label, in bytes; a longer one is no A-label.
const MAX_LABEL: usize = 63;
/// Longest domain, in bytes; a longer one is left as it is, but for ASCII case.
const MAX_DOMAIN: usize = 255;

/// Lower case, without a final dot, non-ASCII labels as A-labels (`xn--`). Full-width letters,
/// digits and dots become ASCII as in UTS 46. A label that no A-label can hold stays in Unicode.
pub fn to_ascii(domain: &str) -> String {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    // A Unicode label of 63 characters can take 4 bytes each; beyond that nothing is a domain.
    if domain.is_ascii() || domain.len() > 4 * MAX_DOMAIN {
        return domain.to_ascii_lowercase();
    }
    let small: String = domain.chars().map(half_width).map(lower).collect();
    map_labels(small.strip_suffix('.').unwrap_or(&small), &|label, out| match encode(label)
        .filter(|_| !label.is_ascii())
    {
        Some(encoded) if encoded.len() + 4 <= MAX_LABEL => {
            out.push_str("xn--");
            out.push_str(&encoded);
        }
        _ => out.push_str(label),
    })
}

/// A-labels decoded for showing; labels that do not decode stay as they are.
pub fn to_unicode(domain: &str) -> String {
    if domain.len() > MAX_DOMAIN {
        return domain.to_owned();
    }
    map_labels(domain, &|label, out| match decode_label(label) {
        Some(decoded) => out.push_str(&decoded),
        None => out.push_str(label),
    })
}

/// The text of one A-label; none where it is no A-label, or does not decode to what would encode
/// to it again.
pub(super) fn decode_label(label: &str) -> Option<String> {
    if label.len() > MAX_LABEL || !label.get(..4)?.eq_ignore_ascii_case("xn--") {
        return None;
    }
    let code = label.get(4..)?;
    let decoded = decode(code)?;
    // Two A-labels must not show alike, nor may one bring in dots or ASCII in disguise (RFC 5891 §5.4).
    let honest = !decoded.is_ascii()
        && !decoded.contains(['.', '。', '．', '｡', '@'])
        && !decoded.chars().any(char::is_control)
        && encode(&decoded)?.eq_ignore_ascii_case(code);
    honest.then_some(decoded)
}

fn map_labels(domain: &str, each: &dyn Fn(&str, &mut String)) -> String {
    let mut out = String::with_capacity(domain.len());
    for (number, label) in domain.split('.').enumerate() {
        if number > 0 {
            out.push('.');
        }
        each(label, &mut out);
    }
    out
}

/// Full-width forms and ideographic full stops as ASCII; the rest as it is.
fn half_width(c: char) -> char {
    match c {
        '。' | '｡' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// RFC 3492 §6.3; without the prefix.
fn encode(label: &str) -> Option<String> {
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    let total = u32::try_from(label.chars().count()).ok()?;
    // No label of more characters fits into 63 bytes; and the work is quadratic.
    if total > 63 {
        return None;
    }
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (INITIAL_N, 0u32, INITIAL_BIAS, basic);
    while done < total {
        let next = label.chars().map(u32::from).filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for c in label.chars().map(u32::from) {
            if c < n {
                delta = delta.checked_add(1)?;
            }
            if c == n {
                push_number(&mut out, delta, bias)?;
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(out)
}

fn push_number(out: &mut String, mut q: u32, bias: u32) -> Option<()> {
    let mut k = BASE;
    loop {
        let t = threshold(k, bias);
        if q < t {
            out.push(digit(q)?);
            return Some(());
        }
        out.push(digit(t + (q - t) % (BASE - t))?);
        q = (q - t) / (BASE - t);
        k += BASE;
    }
}

/// RFC 3492 §6.2; without the prefix.
fn decode(code: &str) -> Option<String> {
    if !code.is_ascii() {
        return None;
    }
    let (basic, tail) = code.rsplit_once('-').unwrap_or(("", code));
    let mut out: Vec<char> = basic.chars().map(|c| c.to_ascii_lowercase()).collect();
    let (mut n, mut place, mut bias) = (INITIAL_N, 0u32, INITIAL_BIAS);
    let mut digits = tail.bytes().peekable();
    while digits.peek().is_some() {
        let (before, mut weight, mut k) = (place, 1u32, BASE);
        loop {
            let value = value(digits.next()?)?;
            place = place.checked_add(value.checked_mul(weight)?)?;
            let t = threshold(k, bias);
            if value < t {
                break;
            }
            weight = weight.checked_mul(BASE - t)?;
            k += BASE;
        }
        let length = u32::try_from(out.len()).ok()? + 1;
        bias = adapt(place - before, length, before == 0);
        n = n.checked_add(place / length)?;
        place %= length;
        out.insert(usize::try_from(place).ok()?, char::from_u32(n)?);
        place += 1;
    }
    Some(out.into_iter().collect())
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(T_MIN, T_MAX)
}

fn adapt(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

fn digit(value: u32) -> Option<char> {
    char::from_digit(if value < 26 { value + 10 } else { value - 26 }, BASE)
}

fn value(digit: u8) -> Option<u32> {
    let value = char::from(digit).to_digit(BASE)?;
    Some(if value < 10 { value + 26 } else { value - 10 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Real registrations and RFC 3492 §7.1.
    const PAIRS: [(&str, &str); 7] = [
        ("bücher.example", "xn--bcher-kva.example"),
        ("日本語.jp", "xn--wgv71a119e.jp"),
        ("рф", "xn--p1ai"),
        ("ひとつ屋根の下2", "xn--2-u9tlzr9756bt3uc0v"),
        ("pоsta.example", "xn--psta-55d.example"),
        ("그런데.example", "xn--2i0bt7hz6d.example"),
        ("faß.de", "xn--fa-hia.de"),
    ];

    #[test]
    fn labels_go_both_ways() {
        for (unicode, ascii) in PAIRS {
            assert_eq!(to_ascii(unicode), ascii);
            assert_eq!(to_unicode(ascii), unicode);
        }
    }

    #[test]
    fn case_width_and_final_dot_are_levelled() {
        assert_eq!(to_ascii("MAIL.Example.ORG."), "mail.example.org");
        assert_eq!(to_ascii("ｅｘａｍｐｌｅ．ｏｒｇ"), "example.org");
        assert_eq!(to_ascii("Bücher。example。"), "xn--bcher-kva.example");
    }

    #[test]
    fn what_does_not_decode_stays() {
        for label in ["xn--", "xn--a", "xn--99999999999", "xn--\u{e9}", "xn--a-", "xn--example-"] {
            assert_eq!(to_unicode(label), label);
        }
        let long = "é".repeat(70);
        assert_eq!(to_ascii(&long), long);
    }

    proptest::proptest! {
        #[test]
        fn total_and_stable(text in "\\PC{0,80}") {
            let ascii = to_ascii(&text);
            assert_eq!(to_ascii(&ascii), ascii);
            to_unicode(&text);
        }

        #[test]
        fn decodes_what_it_encodes(label in "[a-z0-9à-öぁ-ん一-龠]{1,12}") {
            assert_eq!(to_unicode(&to_ascii(&label)), label);
        }

        #[test]
        fn hostile_codes_do_not_trap(code in "[a-z0-9-]{0,70}") {
            to_unicode(&format!("xn--{code}"));
        }
    }
}
