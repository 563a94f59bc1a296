//! Content transfer encodings (RFC 2045 §6.7 and §6.8).

/// Base64 as far as it could be read, and what was wrong with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Base64 {
    pub(crate) bytes: Vec<u8>,
    /// A character outside the alphabet, skipped.
    pub(crate) foreign: bool,
    /// Ends without all of its `=`.
    pub(crate) unpadded: bool,
    /// White space (skipped), a lone last letter, padding too long, or data after padding.
    pub(crate) loose: bool,
}

impl Base64 {
    /// Reads all of `text`, whatever it holds.
    pub(crate) fn decode(text: &str) -> Self {
        let mut read = Self::default();
        read.bytes.reserve(text.len() / 4 * 3);
        let (mut quantum, mut letters) = (0_u32, 0);
        // How many `=` are still due, once the first was seen.
        let mut due = None;
        let mut rest = text.as_bytes();
        loop {
            if letters == 0 && due.is_none() {
                rest = read.quanta(rest);
            }
            let [byte, after @ ..] = rest else { break };
            let byte = *byte;
            rest = after;
            let Some(value) = letter(byte) else {
                match byte {
                    b' ' | b'\t' | b'\r' | b'\n' => read.loose = true,
                    b'=' => {
                        due = match (letters, due) {
                            (2 | 3, _) => Some(3 - letters),
                            (0, Some(due)) if due > 0 => Some(due - 1),
                            (_, due) => {
                                read.loose = true;
                                due.or(Some(0))
                            }
                        };
                        read.flush(quantum, letters);
                        (quantum, letters) = (0, 0);
                    }
                    _ => read.foreign = true,
                }
                continue;
            };
            read.loose |= due.is_some();
            quantum = quantum << 6 | value;
            letters += 1;
            if letters == 4 {
                read.flush(quantum, letters);
                (quantum, letters) = (0, 0);
            }
        }
        read.loose |= letters == 1;
        read.unpadded = letters > 1 || due.is_some_and(|due| due > 0);
        read.flush(quantum, letters);
        read
    }

    /// Reads four letters at a time as long as there are nothing but letters; gives the rest.
    #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
    fn quanta<'t>(&mut self, mut rest: &'t [u8]) -> &'t [u8] {
        while let [a, b, c, d, after @ ..] = rest {
            let [a, b, c, d] = [a, b, c, d].map(|byte| LETTERS[usize::from(*byte)]);
            if (a | b | c | d) & NO_LETTER != 0 {
                break;
            }
            self.bytes.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
            rest = after;
        }
        rest
    }

    fn flush(&mut self, quantum: u32, letters: u32) {
        if letters > 1 {
            let [_, bytes @ ..] = (quantum << (24 - 6 * letters)).to_be_bytes();
            self.bytes.extend(bytes.iter().take(letters as usize - 1));
        }
    }
}

/// A bit that no value of a letter has.
const NO_LETTER: u8 = 1 << 7;

/// The values of all bytes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    reason = "counts to 255, while compiling"
)]
const LETTERS: [u8; 256] = {
    let mut letters = [NO_LETTER; 256];
    let mut byte = 0;
    while byte < 256 {
        letters[byte] = value(byte as u8);
        byte += 1;
    }
    letters
};

/// The value of a letter of base64 (RFC 4648 §4).
const fn value(byte: u8) -> u8 {
    match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => NO_LETTER,
    }
}

fn letter(byte: u8) -> Option<u32> {
    let value = value(byte);
    (value != NO_LETTER).then_some(u32::from(value))
}

/// Decodes base64, skipping line ends and blanks; none if other characters stand in it.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let read = Base64::decode(text);
    (!read.foreign).then_some(read.bytes)
}

/// Decodes base64 up to the first other character. With every byte, and the end, comes where in
/// the text it stands.
pub fn base64_places(text: &str) -> (Vec<u8>, Vec<usize>) {
    let (mut bytes, mut places) = (Vec::new(), Vec::new());
    let (mut quantum, mut letters, mut end) = (0_u32, 0_u32, 0);
    for (at, byte) in text.bytes().enumerate() {
        let Some(value) = letter(byte) else {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => {}
                b'=' => (letters, end) = (0, at + 1),
                _ => break,
            }
            continue;
        };
        quantum = quantum << 6 | value;
        letters += 1;
        if letters == 1 {
            end = at;
        } else {
            // Each letter from the second on ends a byte.
            let shift = 8 - 2 * letters;
            bytes.push((quantum >> shift).to_be_bytes()[3]);
            places.push(end);
            end = if letters == 4 { at + 1 } else { at };
        }
        letters %= 4;
    }
    places.push(end);
    (bytes, places)
}

/// Decodes quoted-printable text; malformed escapes stay as they are. With every byte, and the end,
/// comes where in the text it stands.
pub fn quoted_printable_places(text: &str) -> (Vec<u8>, Vec<usize>) {
    let (mut bytes, mut places) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let at = text.len() - rest.len();
        let (decoded, tail) = if *byte == b'=' { escape(after) } else { (Some(*byte), after) };
        rest = tail;
        if let Some(decoded) = decoded {
            bytes.push(decoded);
            places.push(at);
        }
    }
    places.push(text.len());
    (bytes, places)
}

/// The byte of two hexadecimal digits.
pub(crate) fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |d: u8| char::from(d).to_digit(16).and_then(|d| u8::try_from(d).ok());
    Some(digit(high)? << 4 | digit(low)?)
}

/// Decodes quoted-printable text; malformed escapes stay as they are.
pub fn quoted_printable(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    // Blanks after this length of `out` are dropped at a line end (RFC 2045 §6.7(3)).
    let mut solid = 0;
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        match *byte {
            b'=' => {
                let (escaped, tail) = escape(after);
                out.extend(escaped);
                solid = out.len();
                rest = tail;
            }
            b' ' | b'\t' => out.push(*byte),
            b'\r' | b'\n' => {
                out.truncate(solid);
                out.push(*byte);
                solid = out.len();
            }
            _ => {
                out.push(*byte);
                solid = out.len();
            }
        }
    }
    out
}

/// What `=` stands for with what follows it: the byte that it escapes, nothing at a soft line break,
/// itself where it is malformed. With it comes what is left to read.
fn escape(after: &[u8]) -> (Option<u8>, &[u8]) {
    if let [high, low, tail @ ..] = after
        && let Some(byte) = hex(*high, *low)
    {
        return (Some(byte), tail);
    }
    after_soft_break(after).map_or((Some(b'='), after), |tail| (None, tail))
}

/// What follows `=`, blanks and a line end; none if text follows on the line.
fn after_soft_break(after: &[u8]) -> Option<&[u8]> {
    let blanks = after.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    match after.get(blanks..)? {
        [b'\r', b'\n', tail @ ..] | [b'\r' | b'\n', tail @ ..] => Some(tail),
        [] => Some(&[]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn base64_with_and_without_padding() {
        for text in ["aGVsbG8=", "aGVsbG8", "aGVs\r\n bG8=\r\n"] {
            assert_eq!(base64(text).as_deref(), Some(&b"hello"[..]), "{text}");
        }
        assert_eq!(base64("aGVs*bG8="), None);
        assert_eq!(base64("aGVs-bG8="), None);
        assert_eq!(base64(""), Some(Vec::new()));
    }

    #[test]
    fn base64_flaws() {
        let shape = |text| {
            let read = Base64::decode(text);
            (read.foreign, read.unpadded, read.loose)
        };
        assert_eq!(shape("aGVsbG8="), (false, false, false));
        assert_eq!(shape("YQ=="), (false, false, false));
        assert_eq!(shape("aGVsbG8"), (false, true, false));
        assert_eq!(shape("YQ="), (false, true, false));
        assert_eq!(shape("aGVs bG8="), (false, false, true));
        assert_eq!(shape("aGVsb"), (false, false, true));
        assert_eq!(shape("YWJj="), (false, false, true));
        assert_eq!(shape("YQ==YQ=="), (false, false, true));
        assert_eq!(shape("é"), (true, false, false));
        assert_eq!(Base64::decode("YQ==Yg==").bytes, b"ab");
    }

    #[test]
    fn quoted_printable_escapes_and_line_ends() {
        assert_eq!(quoted_printable("a=3Db=e3=81=82"), "a=bあ".as_bytes());
        assert_eq!(
            quoted_printable("one =\r\ntwo= \t\nthree  \r\nfour=20\r\n"),
            b"one twothree\r\nfour \r\n"
        );
        assert_eq!(quoted_printable("100% =ZZ = x="), b"100% =ZZ = x");
    }

    #[test]
    fn a_line_of_blanks_after_an_equals_sign_is_read_once() {
        let text = "= ".repeat(500_000);
        assert_eq!(quoted_printable(&text).len(), 999_998);
        let text = format!("={}x", " ".repeat(1_000_000));
        assert_eq!(quoted_printable(&text), text.as_bytes());
    }

    proptest! {
        #[test]
        fn base64_reads_what_it_should(bytes: Vec<u8>) {
            const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345678\
                                     9+/";
            let mut text = String::new();
            for chunk in bytes.chunks(3) {
                let n = chunk.iter().fold(0, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
                for place in 0..=chunk.len() {
                    text.push(char::from(LETTERS[(n >> (18 - 6 * place) & 63) as usize]));
                }
            }
            prop_assert_eq!(base64(&text), Some(bytes.clone()));
            while !text.len().is_multiple_of(4) {
                text.push('=');
            }
            prop_assert_eq!(Base64::decode(&text), Base64 { bytes, ..Base64::default() });
        }

        #[test]
        fn places_go_with_the_same_bytes(text in "[ -~\r\n]{0,60}|[A-Za-z0-9+/=\r\n]{0,60}") {
            let (bytes, places) = base64_places(&text);
            prop_assert_eq!(places.len(), bytes.len() + 1);
            prop_assert!(places.is_sorted() && places.iter().all(|at| *at <= text.len()));
            if let Some(whole) = base64(&text).filter(|_| !text.contains('=')) {
                prop_assert_eq!(bytes, whole);
            }
            let (bytes, places) = quoted_printable_places(&text);
            prop_assert_eq!(places.len(), bytes.len() + 1);
            prop_assert!(places.is_sorted());
            if !text.contains([' ', '\t']) {
                prop_assert_eq!(bytes, quoted_printable(&text));
            }
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,40}|[=A-Fa-f0-9 \r\n]{0,40}") {
            let _ = base64(&text);
            prop_assert!(quoted_printable(&text).len() <= text.len());
        }
    }
}
