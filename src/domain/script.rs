//! Scripts of letters, as far as we tell them apart: those that people write today (UAX 31 table 5)
//! and two that look like Latin or Greek.

/// The script of a character (Unicode 17, property `sc`). Common and inherited characters, and those
/// that are not assigned, belong to none; the kana are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "scripts by their names in Unicode")]
pub enum Script {
    Common,
    Latin,
    Greek,
    Cyrillic,
    Han,
    Kana,
    Hangul,
    Bopomofo,
    Armenian,
    Hebrew,
    Arabic,
    Thaana,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Ethiopic,
    Cherokee,
    Khmer,
    Coptic,
    Other,
}

const SCRIPTS: [Script; 32] = [
    Script::Common,
    Script::Latin,
    Script::Greek,
    Script::Cyrillic,
    Script::Han,
    Script::Kana,
    Script::Hangul,
    Script::Bopomofo,
    Script::Armenian,
    Script::Hebrew,
    Script::Arabic,
    Script::Thaana,
    Script::Devanagari,
    Script::Bengali,
    Script::Gurmukhi,
    Script::Gujarati,
    Script::Oriya,
    Script::Tamil,
    Script::Telugu,
    Script::Kannada,
    Script::Malayalam,
    Script::Sinhala,
    Script::Thai,
    Script::Lao,
    Script::Tibetan,
    Script::Myanmar,
    Script::Georgian,
    Script::Ethiopic,
    Script::Cherokee,
    Script::Khmer,
    Script::Coptic,
    Script::Other,
];

/// First character of each run of one script, and in the last two digits the place of the script in
/// [`SCRIPTS`]; what is not assigned continues the run before. The unicode-script crate, against
/// which the tests hold this, would be 8 KB of the WebAssembly, brotli.
#[rustfmt::skip]
#[expect(clippy::unreadable_literal, reason = "a table")]
const RUNS: [u32; 292] = [
    0x000, 0x4101, 0x5b00, 0x6101, 0x7b00, 0xaa01, 0xab00, 0xba01, 0xbb00, 0xc001, 0xd700, 0xd801,
    0xf700, 0xf801, 0x2b900, 0x2e001, 0x2e500, 0x2ea07, 0x2ec00, 0x37002, 0x37400, 0x37502, 0x37e00,
    0x37f02, 0x38500, 0x38602, 0x38700, 0x38802, 0x3e21e, 0x3f002, 0x40003, 0x48500, 0x48703,
    0x53108, 0x59109, 0x6000a, 0x60500, 0x6060a, 0x60c00, 0x60d0a, 0x61b00, 0x61c0a, 0x61f00,
    0x6200a, 0x64000, 0x6410a, 0x64b00, 0x6560a, 0x67000, 0x6710a, 0x6dd00, 0x6de0a, 0x7001f,
    0x7500a, 0x7800b, 0x7c01f, 0x8700a, 0x8e200, 0x8e30a, 0x9000c, 0x95100, 0x9550c, 0x96400,
    0x9660c, 0x9800d, 0xa010e, 0xa810f, 0xb0110, 0xb8211, 0xc0012, 0xc8013, 0xd0014, 0xd8115,
    0xe0116, 0xe3f00, 0xe4016, 0xe8117, 0xf0018, 0xfd500, 0xfd918, 0x100019, 0x10a01a, 0x10fb00,
    0x10fc1a, 0x110006, 0x12001b, 0x13a01c, 0x14001f, 0x16eb00, 0x16ee1f, 0x173500, 0x17401f,
    0x17801d, 0x18001f, 0x180200, 0x18041f, 0x180500, 0x18061f, 0x19e01d, 0x1a001f, 0x1ab000,
    0x1b001f, 0x1c8003, 0x1c901a, 0x1cc01f, 0x1cd000, 0x1d0001, 0x1d2602, 0x1d2b03, 0x1d2c01,
    0x1d5d02, 0x1d6201, 0x1d6602, 0x1d6b01, 0x1d7803, 0x1d7901, 0x1dbf02, 0x1dc000, 0x1e0001,
    0x1f0002, 0x200000, 0x207101, 0x207400, 0x207f01, 0x208000, 0x209001, 0x20a000, 0x212602,
    0x212700, 0x212a01, 0x212c00, 0x213201, 0x213300, 0x214e01, 0x214f00, 0x216001, 0x218900,
    0x28001f, 0x290000, 0x2c001f, 0x2c6001, 0x2c801e, 0x2d001a, 0x2d301f, 0x2d801b, 0x2de003,
    0x2e0000, 0x2e8004, 0x2ff000, 0x300504, 0x300600, 0x300704, 0x300800, 0x302104, 0x302a00,
    0x302e06, 0x303000, 0x303804, 0x303c00, 0x304105, 0x309900, 0x309d05, 0x30a000, 0x30a105,
    0x30fb00, 0x30fd05, 0x310507, 0x313106, 0x319000, 0x31a007, 0x31c000, 0x31f005, 0x320006,
    0x322000, 0x326006, 0x327f00, 0x32d005, 0x32ff00, 0x330005, 0x335800, 0x340004, 0x4dc000,
    0x4e0004, 0xa0001f, 0xa64003, 0xa6a01f, 0xa70000, 0xa72201, 0xa78800, 0xa78b01, 0xa8001f,
    0xa83000, 0xa8401f, 0xa8e00c, 0xa9001f, 0xa92e00, 0xa92f1f, 0xa96006, 0xa9801f, 0xa9cf00,
    0xa9d01f, 0xa9e019, 0xaa001f, 0xaa6019, 0xaa801f, 0xab011b, 0xab3001, 0xab5b00, 0xab5c01,
    0xab6502, 0xab6601, 0xab6a00, 0xab6c01, 0xab701c, 0xabc01f, 0xac0006, 0xf90004, 0xfb0001,
    0xfb1308, 0xfb1d09, 0xfb500a, 0xfd3e00, 0xfd400a, 0xfe0000, 0xfe2e03, 0xfe3000, 0xfe700a,
    0xfeff00, 0xff2101, 0xff3b00, 0xff4101, 0xff5b00, 0xff6605, 0xff7000, 0xff7105, 0xff9e00,
    0xffa006, 0xffe000, 0x100001f, 0x1010000, 0x1014002, 0x1019000, 0x101a002, 0x101d000, 0x102801f,
    0x102e000, 0x103001f, 0x1078001, 0x108001f, 0x10e600a, 0x10e801f, 0x10ec20a, 0x10f001f,
    0x111e115, 0x112001f, 0x1133b00, 0x1133c1f, 0x116d019, 0x117001f, 0x11b000c, 0x11b601f,
    0x11df00d, 0x11ee01f, 0x11fc011, 0x120001f, 0x16fe204, 0x16fe41f, 0x16ff004, 0x170001f,
    0x1aff005, 0x1b1701f, 0x1bca000, 0x1d20002, 0x1d25000, 0x1d8001f, 0x1db0000, 0x1df0001,
    0x1dff302, 0x1dff501, 0x1e0001f, 0x1e03003, 0x1e1001f, 0x1e7e01b, 0x1e8001f, 0x1ec7100,
    0x1ee000a, 0x1f00000, 0x1f20005, 0x1f20100, 0x2000004, 0x3d0001f, 0xe000100,
];

/// The script that a character belongs to.
pub fn script(c: char) -> Script {
    let after = RUNS.partition_point(|run| run >> 8 <= u32::from(c));
    let run = after.checked_sub(1).and_then(|at| RUNS.get(at)).copied().unwrap_or_default();
    SCRIPTS.get((run & 0xff) as usize).copied().unwrap_or(Script::Common)
}

/// Whether words are made of it: letters with their marks, and digits. By scripts, for that table is
/// here; the tables behind `char::is_alphanumeric` would be 2 KB more.
#[rustfmt::skip]
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    // What is common to several scripts, or a letter of mathematics or in a circle or square.
    let shared = || {
        matches!(
            c,
            '²' | '³' | 'µ' | '¹' | '¼'..='¾' | 'ʹ'..='ˁ' | 'ˆ'..='ˑ' | 'ー' | 'ｰ' | '０'..='９' | '〆'
                | 'ـ' | '\u{64b}'..='\u{655}' | '٠'..='٩'
                | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⒛' | 'Ⓐ'..='⓿' | '❶'..='➓'
                | 'ℂ' | 'ℇ' | 'ℊ'..='ℓ' | 'ℕ' | 'ℙ'..='ℝ' | 'ℤ' | 'ℨ' | 'ℬ' | 'ℭ' | 'ℯ'..='ℹ'
                | '\u{1d400}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f10c}' | '\u{1f130}'..='\u{1f149}'
                | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}'
        )
    };
    script(c) != Script::Common || shared()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_script::UnicodeScript;

    #[test]
    fn agrees_with_the_unicode_script_crate() {
        for c in '\0'..=char::MAX {
            let theirs = c.script();
            let expected = match theirs.full_name() {
                "Unknown" => continue,
                "Inherited" => "Common",
                "Hiragana" | "Katakana" => "Kana",
                name => name,
            };
            let ours = format!("{:?}", script(c));
            let known = SCRIPTS.iter().any(|script| format!("{script:?}") == expected);
            assert_eq!(ours, if known { expected } else { "Other" }, "{:x}", u32::from(c));
        }
    }
    #[test]
    fn words_are_cut_where_the_standard_library_cuts_them() {
        for block in [
            '\0'..='\u{2c5}',
            'Ά'..='ϵ',
            'Ϸ'..='ҁ',
            'Ҋ'..='Ֆ',
            'א'..='ת',
            'ؠ'..='\u{657}',
            '٠'..='٩',
            'ก'..='ะ',
            'Ḁ'..='ỿ',
            '\u{2000}'..='\u{2070}',
            '\u{20a0}'..='\u{20bf}',
            '\u{2100}'..='\u{2139}',
            '\u{2190}'..='\u{27bf}',
            '\u{3000}'..='\u{3029}',
            'ぁ'..='ゖ',
            'ァ'..='ー',
            '一'..='龥',
            '가'..='힣',
            '！'..='～',
            '\u{1d400}'..='\u{1d6a3}',
            '\u{1f000}'..='\u{1f1ff}',
        ] {
            let wrong: Vec<_> = block
                .filter(|c| c.script() != unicode_script::Script::Unknown)
                .filter(|c| is_word(*c) != c.is_alphanumeric())
                .map(|c| format!("{:x}", u32::from(c)))
                .collect();
            assert!(wrong.is_empty(), "{wrong:?}");
        }
    }
}
