//! Bytes to text, by the WHATWG tables: the browser's `TextDecoder`, `encoding_rs` natively.

use std::borrow::Cow;

/// Longer charset names are not known anyway.
const NAME_LIMIT: usize = 40;

/// Names without `-`, `_`, `.` and `:`, in lower case, by the WHATWG name that decodes them.
/// The families `iso8859…` and `windows125…` are spelled out in [`label`] instead.
const NAMES: &[(&str, &str)] = &[
    ("utf-8", "utf8 utf8mb4 unicode11utf8 unicode20utf8 cp65001 windows65001"),
    ("utf-16le", "utf16le utf16 ucs2 iso10646ucs2 unicode"),
    ("utf-16be", "utf16be"),
    (
        "windows-1252",
        "usascii ascii ansix341968 ansix341986 iso646us 646 us latin1 l1 cp819 ibm819 isoir100 \
         csisolatin1",
    ),
    (
        "iso-2022-jp",
        "iso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jp2004 iso2022jpms csiso2022jp csiso2022jp2 \
         jis cp50220 cp50221 cp50222",
    ),
    (
        "shift_jis",
        "shiftjis sjis xsjis csshiftjis mskanji cp932 ms932 xmscp932 windows31j cswindows31j windows932 \
         cp943 ibm943 sjiswin xmacjapanese shiftjis2004 shiftjisx0213",
    ),
    ("euc-jp", "eucjp xeucjp eucjpms eucjpwin cp51932 ujis cseucpkdfmtjapanese xeuc"),
    (
        "gbk",
        "gb2312 gbk xgbk cp936 ms936 windows936 euccn gb231280 csgb2312 chinese csiso58gb231280 \
         isoir58",
    ),
    ("gb18030", "gb18030"),
    ("big5", "big5 cnbig5 csbig5 xxbig5 xbig5 big5hkscs cp950 ms950 windows950"),
    (
        "euc-kr",
        "euckr cseuckr korean ksc56011987 ksc56011989 ksc5601 csksc56011987 cp949 ms949 windows949 uhc \
         isoir149",
    ),
    ("koi8-r", "koi8r koi8 koi cskoi8r"),
    ("koi8-u", "koi8u koi8ru"),
    ("iso-8859-2", "latin2 l2 csisolatin2"),
    ("iso-8859-3", "latin3 l3 csisolatin3"),
    ("iso-8859-4", "latin4 l4 csisolatin4"),
    ("windows-1254", "latin5 l5 csisolatin5"),
    ("iso-8859-10", "latin6 l6 csisolatin6"),
    ("iso-8859-13", "latin7"),
    ("iso-8859-14", "latin8"),
    ("iso-8859-15", "latin9 l9 csisolatin9"),
    ("iso-8859-16", "latin10"),
    ("iso-8859-5", "cyrillic csisolatincyrillic"),
    ("iso-8859-6", "arabic asmo708 ecma114 csisolatinarabic"),
    ("iso-8859-7", "greek greek8 elot928 ecma118 csisolatingreek"),
    ("iso-8859-8", "hebrew visual csisolatinhebrew"),
    ("iso-8859-8-i", "logical"),
    ("ibm866", "ibm866 cp866 866 csibm866"),
    ("windows-874", "tis620 cp874 dos874 windows874 ms874"),
    ("macintosh", "macintosh mac xmacroman macroman csmacintosh"),
    ("x-mac-cyrillic", "xmaccyrillic xmacukrainian"),
];

/// By the part number of ISO 8859; part 12 was never published.
const ISO_8859: &[(&str, &str)] = &[
    ("1", "windows-1252"),
    ("2", "iso-8859-2"),
    ("3", "iso-8859-3"),
    ("4", "iso-8859-4"),
    ("5", "iso-8859-5"),
    ("6", "iso-8859-6"),
    ("6i", "iso-8859-6"),
    ("6e", "iso-8859-6"),
    ("7", "iso-8859-7"),
    ("8", "iso-8859-8"),
    ("8e", "iso-8859-8"),
    ("8i", "iso-8859-8-i"),
    ("9", "windows-1254"),
    ("10", "iso-8859-10"),
    ("11", "windows-874"),
    ("13", "iso-8859-13"),
    ("14", "iso-8859-14"),
    ("15", "iso-8859-15"),
    ("16", "iso-8859-16"),
];

/// By the last digit.
const WINDOWS_125: &[&str] = &[
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
];

/// The WHATWG label for a charset name as mail writes it: mislabels such as `cp932`,
/// `iso-2022-jp-ms`, `utf8`, `x-sjis`, language suffixes (`*ja`, RFC 2231) and blanks undone.
/// None where no decoder exists (`utf-7`, unknown names).
///
/// As in browsers, `us-ascii` and `iso-8859-1` are read as `windows-1252`.
pub fn label(name: &str) -> Option<&'static str> {
    // What nearly all mail says.
    if name.eq_ignore_ascii_case("utf-8") {
        return Some("utf-8");
    }
    let name = name.split_once('*').map_or(name, |(name, _)| name);
    let name = name.trim_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\''));
    if name.len() > NAME_LIMIT {
        return None;
    }
    let key: String =
        name.chars().filter(|c| !"-_.: ".contains(*c)).map(|c| c.to_ascii_lowercase()).collect();
    if let Some(part) = key.strip_prefix("iso8859").or_else(|| key.strip_prefix("csiso8859")) {
        // `iso_8859-1:1987` names its year.
        let part =
            part.find("19").filter(|at| *at > 0).and_then(|at| part.get(..at)).unwrap_or(part);
        return ISO_8859.iter().find(|(number, _)| *number == part).map(|(_, label)| *label);
    }
    let windows = ["windows125", "cp125", "xcp125", "win125", "ms125", "ibm125"];
    if let Some(digit) = windows.iter().find_map(|prefix| key.strip_prefix(prefix)) {
        return WINDOWS_125.get(digit.parse::<usize>().ok()?).copied();
    }
    let listed = |names: &str| names.split(' ').any(|listed| listed == key);
    NAMES.iter().find(|(_, names)| !key.is_empty() && listed(names)).map(|(label, _)| *label)
}

/// Decodes, malformed bytes as U+FFFD; none for an unknown name.
pub fn decode(name: &str, bytes: &[u8]) -> Option<String> {
    decode_as(label(name)?, bytes)
}

/// The same, of a [`label`].
pub(super) fn decode_as(label: &str, bytes: &[u8]) -> Option<String> {
    let ascii_compatible = !matches!(label, "iso-2022-jp" | "utf-16le" | "utf-16be");
    if label == "utf-8" || (ascii_compatible && bytes.is_ascii()) {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        // Nearly always whole; replacing what is not looks at each byte.
        return Some(
            str::from_utf8(bytes)
                .map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), str::to_owned),
        );
    }
    if label == "iso-2022-jp" {
        return by_table(label, &without_idle_escapes(bytes));
    }
    by_table(label, bytes)
}

/// Whether ISO-2022-JP bytes end in another state than ASCII.
pub(super) fn is_open_iso_2022_jp(bytes: &[u8]) -> bool {
    let last = bytes.windows(3).rev().find(|w| w.starts_with(b"\x1B"));
    last.is_some_and(|escape| !matches!(escape, b"\x1B(B" | b"\x1B(J"))
}

/// Drops escapes directly followed by another one, which mail programs write and the WHATWG
/// decoder marks with U+FFFD.
fn without_idle_escapes(bytes: &[u8]) -> Cow<'_, [u8]> {
    let idle = |at: usize| matches!(bytes.get(at..at + 4), Some([0x1B, b'(' | b'$', _, 0x1B]));
    if !(0..bytes.len()).any(idle) {
        return Cow::Borrowed(bytes);
    }
    let mut kept = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if idle(at) {
            at += 3;
        } else {
            kept.push(*byte);
            at += 1;
        }
    }
    Cow::Owned(kept)
}

#[cfg(not(target_arch = "wasm32"))]
fn by_table(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
    // Removes a byte order mark of this encoding only, as `TextDecoder` does.
    Some(encoding.decode_with_bom_removal(bytes).0.into_owned())
}

#[cfg(target_arch = "wasm32")]
fn by_table(label: &str, bytes: &[u8]) -> Option<String> {
    web_sys::TextDecoder::new_with_label(label).ok()?.decode_with_u8_array(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_as_mail_writes_them() {
        for (names, expected) in [
            ("utf8 UTF-8 Utf_8 unicode-1-1-utf-8 utf-8*ja", "utf-8"),
            ("cp932 MS932 windows-31J x-sjis Shift-JIS sjis x-ms-cp932 Shift_JIS", "shift_jis"),
            (
                "ISO-2022-JP iso-2022-jp-ms iso-2022-jp-2 iso-2022-jp-1 csISO2022JP JIS",
                "iso-2022-jp",
            ),
            ("euc-jp EUCJP x-euc-jp eucJP-ms cp51932", "euc-jp"),
            ("gb2312 GBK cp936 GB_2312-80", "gbk"),
            ("big5 cp950 Big5-HKSCS", "big5"),
            ("euc-kr ks_c_5601-1987 cp949", "euc-kr"),
            (
                "us-ascii ASCII ansi_x3.4-1968 iso-8859-1 latin1 iso8859_1 ISO_8859-1:1987",
                "windows-1252",
            ),
            ("iso-8859-15 ISO8859-15 latin9", "iso-8859-15"),
            ("iso-8859-9 windows-1254 cp1254", "windows-1254"),
            ("windows-1251 cp1251 win-1251", "windows-1251"),
            ("tis-620 windows-874 iso-8859-11", "windows-874"),
            ("KOI8-R koi8r", "koi8-r"),
            ("macintosh x-mac-roman", "macintosh"),
        ] {
            for name in names.split(' ') {
                assert_eq!(label(name), Some(expected), "{name}");
            }
        }
        assert_eq!(label(" \"utf-8\" "), Some("utf-8"));
    }

    #[test]
    fn unknown_names_have_no_label() {
        for name in [
            "",
            "*ja",
            "utf-7",
            "x-unknown",
            "iso-8859-12",
            "iso-8859-",
            "windows-1259",
            "windows-125",
            "a b",
        ] {
            assert_eq!(label(name), None, "{name}");
            assert_eq!(decode(name, b"x"), None, "{name}");
        }
    }

    #[test]
    fn every_label_has_a_decoder() {
        let names = NAMES.iter().map(|(label, _)| label);
        for label in names.chain(ISO_8859.iter().map(|(_, label)| label)).chain(WINDOWS_125) {
            assert_eq!(super::label(label), Some(*label));
            let known = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
            assert_eq!(known.map(|e| e.name().to_ascii_lowercase()).as_deref(), Some(*label));
        }
    }

    #[test]
    fn japanese_in_each_charset() {
        for (name, bytes) in [
            ("iso-2022-jp", &b"\x1B$B%F%9%H\x1B(B"[..]),
            // The closing escape is missing; the old JIS C 6226 escape; escapes without text.
            ("iso-2022-jp", b"\x1B$B%F%9%H"),
            ("iso-2022-jp", b"\x1B$@%F%9%H\x1B(J"),
            ("iso-2022-jp", b"\x1B$B\x1B(B\x1B$B%F%9%H\x1B(B"),
            ("cp932", b"\x83e\x83X\x83g"),
            ("euc-jp", b"\xA5\xC6\xA5\xB9\xA5\xC8"),
            ("utf8", b"\xEF\xBB\xBF\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88"),
            ("utf-16be", b"\x30\xC6\x30\xB9\x30\xC8"),
        ] {
            assert_eq!(decode(name, bytes).as_deref(), Some("テスト"), "{name} {bytes:?}");
        }
        assert_eq!(decode("iso-2022-jp", b"\x1B(I<=\x1B(B").as_deref(), Some("ｼｽ"));
        assert_eq!(decode("cp932", b"\x87\x40\xFB\xFC").as_deref(), Some("①髙"));
        assert_eq!(decode("shift_jis", b"\x83").as_deref(), Some("\u{FFFD}"));
    }

    #[test]
    fn open_states_of_iso_2022_jp() {
        assert!(is_open_iso_2022_jp(b"\x1B$B%F"));
        for closed in [&b"\x1B$B%F\x1B(B"[..], b"\x1B$B%F\x1B(J", b"abc", b""] {
            assert!(!is_open_iso_2022_jp(closed));
        }
    }

    proptest! {
        #[test]
        fn decoding_is_total(name in "\\PC{0,12}|utf-8|iso-2022-jp|cp932", bytes: Vec<u8>) {
            prop_assert_eq!(label(&name).is_some(), decode(&name, &bytes).is_some());
        }
    }
}
