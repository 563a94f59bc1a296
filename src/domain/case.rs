//! Small letters for capitals of the alphabets that names are written in. The standard library's
//! table of all alphabets is 11 KB, and hardly compresses.

/// The small letter of a Latin, Greek, Cyrillic or Armenian capital; anything else as it is.
pub fn lower(c: char) -> char {
    let code = u32::from(c);
    let even = code.is_multiple_of(2);
    let step = match code {
        0x41..=0x5a
        | 0xc0..=0xd6
        | 0xd8..=0xde
        | 0x391..=0x3a1
        | 0x3a3..=0x3ab
        | 0x410..=0x42f
        | 0xff21..=0xff3a => 32,
        0x386 => 38,
        0x388..=0x38a => 37,
        0x38c => 64,
        0x38e | 0x38f => 63,
        0x400..=0x40f => 80,
        0x4c0 => 15,
        0x531..=0x556 => 48,
        0x178 => return 'ÿ',
        0x1e9e => return 'ß',
        // Capital and small side by side.
        0x100..=0x12f
        | 0x132..=0x137
        | 0x14a..=0x177
        | 0x1de..=0x1ef
        | 0x1f8..=0x21f
        | 0x222..=0x233
        | 0x370..=0x373
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff
            if even =>
        {
            1
        }
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x4c1..=0x4ce if !even => 1,
        _ => return c,
    };
    char::from_u32(code + step).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_standard_library() {
        let blocks = ['\0'..='\u{17f}', 'Ǎ'..='ǜ', 'Ǹ'..='ȟ', 'Ͱ'..='ͳ', 'Ά'..='ώ', 'Ѐ'..='ԯ'];
        let more = ['Ա'..='Ֆ', 'Ḁ'..='ỿ', '！'..='～', '一'..='万', 'あ'..='ん'];
        for c in blocks.into_iter().chain(more).flatten().filter(|c| *c != 'İ') {
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c} {:x}", u32::from(c));
        }
    }
}
