//! The bytes of a dropped file as text: never fails, never loses what can be read.

use super::{Repair, RepairKind};
use crate::span::Span;
use crate::syntax::charset;

/// Bytes of the front that are looked at for a declared charset and for UTF-16 without a mark.
const FRONT: usize = 64 * 1024;

/// Bytes that charsets are tried on. All that is inspected by default lies within; a larger file is
/// still decoded to its end, but once, by the charset found.
const TRIED: usize = 5_000_000;

/// Bytes to text. UTF-8 stays as it is (a byte order mark too: [`super::clean`] tells it). UTF-16 is
/// known by its mark or by its zero bytes. Anything else is tried as the charset that the file
/// declares, then as `Shift_JIS`, EUC-JP and windows-1252, which reads every byte.
pub fn decode_bytes(bytes: &[u8]) -> (String, Vec<Repair>) {
    if let Some((name, text)) = utf16(bytes) {
        return told(name, text);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return match escaped(text) {
            Some(decoded) => told("iso-2022-jp", decoded),
            None => (text.to_owned(), Vec::new()),
        };
    }
    let front = tried(bytes);
    let whole = |name: &str, text: String| {
        let all = if front.len() == bytes.len() { None } else { charset::decode(name, bytes) };
        told(name, all.unwrap_or(text))
    };
    let declared = declared(bytes);
    if let Some(name) = &declared
        && !name.eq_ignore_ascii_case("us-ascii")
        && let Some(text) = charset::decode(name, front)
        && !text.contains('\u{fffd}')
    {
        return whole(name, text);
    }
    let japanese = ["shift_jis", "euc-jp"]
        .into_iter()
        .filter_map(|name| Some((name, charset::decode(name, front)?)))
        .filter(|(_, text)| !text.contains('\u{fffd}') && text.chars().any(is_kana))
        .min_by_key(|(_, text)| text.chars().filter(|c| is_half_width(*c)).count());
    if let Some((name, text)) = japanese {
        return whole(name, text);
    }
    match charset::decode("windows-1252", bytes) {
        Some(text) => told("windows-1252", text),
        None => told("utf-8", String::from_utf8_lossy(bytes).into_owned()),
    }
}

// ISO-2022-JP is ASCII with escape sequences: valid UTF-8, and unreadable.
fn escaped(text: &str) -> Option<String> {
    let told = text.is_ascii() && (text.contains("\u{1b}$B") || text.contains("\u{1b}$@"));
    let decoded = told.then(|| charset::decode("iso-2022-jp", text.as_bytes())).flatten()?;
    (!decoded.contains(['\u{fffd}', '\u{1b}'])).then_some(decoded)
}

// Ends with a line where it is cut, so that no character is: LF is never part of a longer one.
fn tried(bytes: &[u8]) -> &[u8] {
    let Some(front) = bytes.get(..TRIED) else { return bytes };
    let end = front.iter().rposition(|b| *b == b'\n').map_or(TRIED, |at| at + 1);
    front.get(..end).unwrap_or(front)
}

fn told(name: &str, text: String) -> (String, Vec<Repair>) {
    // The first character that the charset decided, not the ASCII before it.
    let at = text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    let len = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let mut repair = Repair::new(RepairKind::Charset, 1, Span::new(at, at + len));
    repair.detail = Some(name.to_ascii_lowercase());
    (text, vec![repair])
}

fn utf16(bytes: &[u8]) -> Option<(&'static str, String)> {
    let (name, little, rest) = match bytes {
        [0xff, 0xfe, rest @ ..] => ("utf-16le", true, rest),
        [0xfe, 0xff, rest @ ..] => ("utf-16be", false, rest),
        _ => {
            // Mail is mostly ASCII: every other byte is zero then.
            let front = bytes.get(..bytes.len().min(FRONT)).unwrap_or(bytes);
            let zeros = |odd: usize| front.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
            let half = front.len() / 2;
            match (zeros(0), zeros(1)) {
                (even, odd) if half >= 4 && odd * 10 > half * 7 && even * 10 < half => {
                    ("utf-16le", true, bytes)
                }
                (even, odd) if half >= 4 && even * 10 > half * 7 && odd * 10 < half => {
                    ("utf-16be", false, bytes)
                }
                _ => return None,
            }
        }
    };
    let unit =
        |pair: &[u8; 2]| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
    let (pairs, odd) = rest.as_chunks::<2>();
    let mut text: String = char::decode_utf16(pairs.iter().map(unit))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if !odd.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Some((name, text))
}

// The first `charset=` of the file, wherever the header block ends.
fn declared(bytes: &[u8]) -> Option<String> {
    const KEY: &[u8] = b"charset=";
    let front = bytes.get(..bytes.len().min(FRONT))?;
    let at = front.windows(KEY.len()).position(|word| word.eq_ignore_ascii_case(KEY))?;
    let value = front.get(at + KEY.len()..)?;
    let value = value.strip_prefix(b"\"").unwrap_or(value);
    let len = value
        .iter()
        .position(|b| !b.is_ascii_alphanumeric() && !b"-_.:+".contains(b))
        .unwrap_or(value.len());
    let name = std::str::from_utf8(value.get(..len)?).ok()?;
    (!name.is_empty() && len <= 40).then(|| name.to_owned())
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}')
}

fn is_half_width(c: char) -> bool {
    matches!(c, '\u{ff61}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_known_with_and_without_its_mark() {
        let text = "Subject: はい\r\n\r\nhello, all of you\r\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> =
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        for bytes in [le, be] {
            let (read, repairs) = decode_bytes(&bytes);
            assert_eq!(read, text);
            assert_eq!(repairs.len(), 1);
        }
    }

    #[test]
    fn escape_sequences_are_japanese() {
        let (text, repairs) = decode_bytes(b"Subject: x\n\n\x1b$B%F%9%H\x1b(B ok\n");
        assert_eq!(text, "Subject: x\n\nテスト ok\n");
        assert_eq!(repairs.first().and_then(|r| r.detail.as_deref()), Some("iso-2022-jp"));
        let broken = b"\x1b$B%F%9%\n\x1b[31m";
        assert_eq!(decode_bytes(broken).0.as_bytes(), broken);
    }

    #[test]
    fn utf8_is_left_alone() {
        assert_eq!(decode_bytes("Subject: é".as_bytes()), ("Subject: é".to_owned(), Vec::new()));
    }

    #[test]
    fn japanese_and_western_bytes_are_told_apart() {
        // "あいう" in Shift_JIS and EUC-JP, "résumé" in Latin-1.
        let cases: [(&[u8], &str, &str); 3] = [
            (b"Subject: \x82\xa0\x82\xa2\x82\xa4\n", "あいう", "shift_jis"),
            (b"Subject: \xa4\xa2\xa4\xa4\xa4\xa6\n", "あいう", "euc-jp"),
            (b"Subject: r\xe9sum\xe9\n", "résumé", "windows-1252"),
        ];
        for (bytes, word, name) in cases {
            let (text, repairs) = decode_bytes(bytes);
            assert!(text.contains(word), "{text}");
            assert_eq!(repairs.first().and_then(|r| r.detail.as_deref()), Some(name));
        }
    }

    #[test]
    fn a_declared_charset_comes_first() {
        let (text, repairs) =
            decode_bytes(b"Content-Type: text/plain;\n charset=\"koi8-r\"\nSubject: \xd0\xd2\n");
        assert!(text.contains("пр"), "{text}");
        assert_eq!(repairs.first().and_then(|r| r.detail.as_deref()), Some("koi8-r"));
    }
}
