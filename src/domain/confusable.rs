//! Letters that are taken for others: mixed scripts (UTS 39 §5.2) and Latin look-alikes.

use super::punycode::decode_label;
use super::script::{Script, script};

/// Whether a label mixes scripts beyond UTS 39 "highly restrictive" (Latin with Han, Hiragana,
/// Katakana, or Bopomofo, or Hangul is fine; Latin with Cyrillic or Greek is not). An A-label is
/// decoded first.
pub fn mixes_scripts(label: &str) -> bool {
    match decode_label(label) {
        Some(decoded) => mixed(&decoded),
        None => mixed(label),
    }
}

fn mixed(label: &str) -> bool {
    if label.is_ascii() {
        return false;
    }
    let (mut kana, mut bopomofo, mut hangul, mut han, mut latin) = (0, 0, 0, 0, 0);
    let mut other: Option<Script> = None;
    for c in label.chars() {
        match script(c) {
            Script::Common => {}
            Script::Latin => latin = 1,
            Script::Han => han = 1,
            Script::Kana => kana = 1,
            Script::Bopomofo => bopomofo = 1,
            Script::Hangul => hangul = 1,
            another if other.is_some_and(|seen| seen != another) => return true,
            another => other = Some(another),
        }
    }
    let east_asian = kana + bopomofo + hangul;
    east_asian > 1 || (other.is_some() && east_asian + han + latin > 0)
}

/// Runs of characters that look like the ASCII ones, place by place; a blank is no look-alike.
/// By sight in common typefaces, after the Unicode confusables data (UTS 39).
const RUNS: &[(char, &str)] = &[
    // Latin letters beyond ASCII that lack only a dot or a hook.
    ('ı', "i"),
    ('ɑ', "a"),
    ('ɡ', "g"),
    ('ɩ', "i"),
    ('ʏ', "y"),
    ('ᴀ', "A"),
    ('ᴄ', "c"),
    ('ᴏ', "o"),
    ('ᴠ', "vwz"),
    ('ꜱ', "s"),
    // Greek
    ('Α', "AB  EZH IK MN O P  TY X"),
    ('α', "a"),
    ('γ', "y"),
    ('ι', "i"),
    ('κ', "k"),
    ('ν', "v"),
    ('ο', "o"),
    ('ρ', "p"),
    ('υ', "u"),
    ('χ', "x"),
    ('ϲ', "cj"),
    ('Ϲ', "C"),
    // Cyrillic
    ('Ѕ', "SIIJ"),
    ('А', "A B  E    K MHO PCTY X"),
    ('Ь', "b"),
    ('а', "a"),
    ('е', "e"),
    ('о', "o"),
    ('р', "pc"),
    ('у', "y"),
    ('х', "x"),
    ('ѕ', "siij"),
    ('ѵ', "v"),
    ('ү', "y"),
    ('һ', "h"),
    ('Ӏ', "l"),
    ('ӏ', "l"),
    ('ԁ', "d"),
    ('ԛ', "q"),
    ('ԝ', "w"),
    ('Ԛ', "Q"),
    ('Ԝ', "W"),
    // Armenian
    ('ո', "n"),
    ('ս', "u"),
    ('օ', "o"),
    ('հ', "h"),
    ('ց', "g"),
    ('զ', "q"),
    // Cherokee capitals
    ('Ꭺ', "A"),
    ('Ꭼ', "E"),
    ('Ꭻ', "J"),
    ('Ꮃ', "W"),
    ('Ꮇ', "M"),
    ('Ꮋ', "H"),
    ('Ꮐ', "G"),
    ('Ꮓ', "Z"),
    ('Ꮪ', "S"),
    ('Ꮯ', "C"),
    ('Ꮲ', "P"),
    ('Ꮮ', "L"),
    // Letterlike symbols, where the mathematical block has gaps
    ('ℂ', "C"),
    ('ℊ', "gHHHh"),
    ('ℐ', "IILl N"),
    ('ℙ', "PQRRR"),
    ('ℤ', "Z"),
    ('\u{212a}', "K"),
    ('ℬ', "BC eEF Mo"),
    // Roman numerals
    ('Ⅰ', "I   V    X  LCDMi   v    x  lcdm"),
    // Punctuation
    ('‐', "--"),
    ('−', "-"),
    ('․', "."),
];

/// The ASCII text that a reader would take this for, where letters of other scripts that look like
/// Latin ones stand in it; none where nothing looks alike, or something else than ASCII would be
/// left. A whole word of another script may look Latin by chance: who asks, compares the answer
/// with the name that it would imitate. An A-label is not decoded here.
pub fn looks_like(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    text.chars().map(|c| if c.is_ascii() { Some(c) } else { ascii_twin(c) }).collect()
}

fn ascii_twin(c: char) -> Option<char> {
    let code = u32::from(c);
    let twin = match code {
        // Full-width forms
        0xff01..=0xff5e => code - 0xfee0,
        // Mathematical alphabets: 13 styles of capitals and small letters, then digits
        0x1d400..=0x1d6a3 => letter((code - 0x1d400) % 52),
        0x1d7ce..=0x1d7ff => 0x30 + (code - 0x1d7ce) % 10,
        // Circled, squared and regional letters
        0x24b6..=0x24e9 => letter(code - 0x24b6),
        0x1f130..=0x1f149 => letter(code - 0x1f130),
        0x1f150..=0x1f169 => letter(code - 0x1f150),
        0x1f170..=0x1f189 => letter(code - 0x1f170),
        _ => return in_runs(code),
    };
    char::from_u32(twin)
}

/// `A`–`Z`, then `a`–`z`.
fn letter(index: u32) -> u32 {
    if index < 26 { 0x41 + index } else { 0x61 + index - 26 }
}

fn in_runs(code: u32) -> Option<char> {
    RUNS.iter().find_map(|(first, twins)| {
        let place = usize::try_from(code.checked_sub(u32::from(*first))?).ok()?;
        let twin = *twins.as_bytes().get(place)?;
        (twin != b' ').then_some(char::from(twin))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_mix_only_as_people_write() {
        for fine in ["example", "bücher", "日本語テスト", "ソニーstore", "почта", "한글web", "ー7-"]
        {
            assert!(!mixes_scripts(fine), "{fine}");
        }
        for bad in ["pаypal", "αpple", "かな한글", "почтаα", "日本я", "xn--psta-55d"]
        {
            assert!(mixes_scripts(bad), "{bad}");
        }
    }

    #[test]
    fn look_alikes_are_read_as_latin() {
        for (text, seen) in [
            ("раураl", "paypal"),
            ("аррӏе", "apple"),
            ("ＰａｙＰａｌ", "PayPal"),
            ("𝗔𝗺𝗮𝘇𝗼𝗻 𝟮𝟰", "Amazon 24"),
            ("mıcrosoft", "microsoft"),
            ("ΑΡΡΙΕ", "APPIE"),
            ("ΤΥΧΗ", "TYXH"),
            ("ВСЕ ТОР", "BCE TOP"),
            ("ℋello", "Hello"),
            ("Ⅼⅽⅾ", "Lcd"),
            ("🅿🅰y", "PAy"),
        ] {
            assert_eq!(looks_like(text).as_deref(), Some(seen), "{text}");
        }
    }

    #[test]
    fn honest_text_is_left_alone() {
        for text in ["paypal", "payp0l1", "日本語", "Müller", "Привет", "Ελλάδα", ""]
        {
            assert_eq!(looks_like(text), None, "{text}");
        }
    }

    #[test]
    fn twins_are_printable_ascii() {
        for (first, twins) in RUNS {
            assert!(!first.is_ascii(), "{first}");
            assert!(twins.bytes().all(|b| b == b' ' || b.is_ascii_graphic()), "{first}");
        }
    }
}
