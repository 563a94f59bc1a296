//! Characters in the subject and in names that are invisible or are mistaken for others.

use crate::domain::{Script, looks_like, script};
use crate::rule::{Arg, Rule, rule};
use crate::rules::places::{place, shown, words};

/// The letters of a fancy alphabet that make a word; one or two are a decoration.
const WORD: usize = 3;

/// Only inside a word of an alphabet that needs no joiners: Persian, Indic and Thai do, emoji are
/// joined by them, and editors leave one at an end. Bidi marks and isolates are honest, since
/// programs put them around names; overrides are not.
pub(crate) static INVISIBLE_CHARACTERS: Rule = rule!(Rule {
    id: "invisible-characters",
    group: Deceptive,
    sources: [Observed("zero-width")],
    finds: [
        "From: a@example.org\nSubject: =?utf-8?B?UGF54oCLUGFs?=\n",
        "From: a@example.org\nSubject: =?utf-8?B?aW52wq1vaWNl?=\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: =?utf-8?B?8J+RqOKAjfCfkrs=?=\n",
        "From: a@example.org\nSubject: =?utf-8?B?2YXbjOKAjNiu2YjYp9mH2YU=?=\n",
        "From: a@example.org\nSubject: =?utf-8?B?77u/SGVsbG8=?=\n",
    ],
    check: |facts, found| for (text, span) in shown(facts) {
        if text.is_ascii() {
            continue;
        }
        let hangul = has_hangul(text);
        let mut first = None;
        let mut count = 0;
        let mut before = None;
        let mut hidden = None;
        for c in text.chars() {
            if is_zero_width(c) {
                hidden = hidden.or(Some(c));
                continue;
            }
            let splits = hidden.take().filter(|_| before.is_some_and(is_plain) && is_plain(c));
            let filler =
                matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}').then_some(c);
            let turned = matches!(c, '\u{202d}' | '\u{202e}').then_some(c);
            if let Some(bad) = splits.or(turned).or(filler.filter(|_| !hangul)) {
                first = first.or(Some(bad));
                count += 1;
            }
            before = Some(c);
        }
        if let Some(c) = first {
            found
                .at(place(facts.text, span, c.encode_utf8(&mut [0; 4])))
                .with("code", Arg::Text(code(c)))
                .count("count", count);
        }
    },
});

/// The whole word must read as Latin letters: a Latin word with a Russian ending is honest, and so
/// is the name of a substance that ends in a Greek letter.
pub(crate) static MIXED_SCRIPT_WORD: Rule = rule!(Rule {
    id: "mixed-script-word",
    group: Deceptive,
    sources: [Observed("uts-39"),],
    finds: ["From: a@example.org\nSubject: your pаypal account\n"],
    quiet: [
        "From: a@example.org\nSubject: для VIPов и SMSка\n",
        "From: a@example.org\nSubject: TNFα, NF-κB and μTorrent\n",
        "From: a@example.org\nSubject: Москва\n",
    ],
    check: |facts, found| for (text, span) in shown(facts) {
        if text.is_ascii() {
            continue;
        }
        for word in words(text).filter(|word| !word.is_ascii()) {
            let foreign = |c: char| matches!(script(c), Script::Cyrillic | Script::Greek);
            let latin = |c: char| c.is_ascii_alphabetic();
            let (mut letters, mut seen, mut greek) = (0, false, false);
            for c in word.chars() {
                letters += usize::from(latin(c));
                seen |= foreign(c);
                greek |= script(c) == Script::Greek;
            }
            // A Greek letter at an end names a substance or a quantity.
            let ends = word.starts_with(latin) && word.ends_with(latin);
            if seen
                && letters > 1
                && word.chars().count() > 3
                && (!greek || ends)
                && let Some(latin) = looks_like(word)
            {
                found.at(place(facts.text, span, word)).text("word", word).text("latin", &latin);
            }
        }
    },
});

/// Full-width letters are at home beside kana, Han and Hangul.
pub(crate) static LOOK_ALIKE_LETTERS: Rule = rule!(Rule {
    id: "look-alike-letters",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "SUSP_UTF8_WORD_SUBJ"),
        spamassassin(Inspired, "SUSP_UTF8_WORD_FROM"),
    ],
    finds: [
        "From: a@example.org\nSubject: 𝗪𝗶𝗻𝗻𝗲𝗿 today\n",
        "From: a@example.org\nSubject: ｗｉｎ now\n",
        "From: a@example.org\nSubject: ᴡɪɴɴᴇʀ\n"
    ],
    quiet: [
        "From: a@example.org\nSubject: ＮＨＫのお知らせ\n",
        "From: a@example.org\nSubject: 𝒳 and Ⓜ and 🇯🇵🇫🇷\n"
    ],
    check: |facts, found| for (text, span) in shown(facts) {
        if text.is_ascii() {
            continue;
        }
        let wide_is_fine = facts.context.japanese || text.chars().any(is_east_asian);
        let fancy = |c: char| is_fancy(c) || (!wide_is_fine && is_wide(c));
        if let Some(run) = text.split(|c| !fancy(c)).find(|run| run.chars().count() >= WORD) {
            found
                .at(place(facts.text, span, run))
                .text("word", run)
                .text("latin", &looks_like(run).unwrap_or_default());
        }
    },
});

fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

/// Whether a letter is of an alphabet that needs no joiners.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(script(c), Script::Latin | Script::Cyrillic | Script::Greek)
}

fn has_hangul(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(
            c,
            '\u{1100}'..='\u{115e}'
                | '\u{1161}'..='\u{11ff}'
                | '\u{3131}'..='\u{3163}'
                | '\u{ac00}'..='\u{d7a3}'
        )
    })
}

fn is_east_asian(c: char) -> bool {
    matches!(script(c), Script::Han | Script::Kana | Script::Hangul | Script::Bopomofo)
}

/// Whether a letter is mathematical, in a circle or a square, or a small capital; flags are none of
/// these.
fn is_fancy(c: char) -> bool {
    matches!(
        c,
        '\u{1d00}'..='\u{1d22}' | 'ɢ' | 'ɪ' | 'ɴ' | 'ʀ' | 'ʏ' | 'ʙ' | 'ʜ' | 'ʟ' | 'ꜰ' | 'ꜱ'
            | '\u{1d400}'..='\u{1d6a3}'
            | '\u{24b6}'..='\u{24e9}'
            | '\u{1f130}'..='\u{1f149}'
            | '\u{1f150}'..='\u{1f169}'
            | '\u{1f170}'..='\u{1f189}'
    )
}

fn is_wide(c: char) -> bool {
    matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Formats the code point of a character, as in `U+200B`.
fn code(c: char) -> String {
    let value = u32::from(c);
    let digits = if value > 0xffff { 5 } else { 4 };
    let hex =
        (0..digits).rev().filter_map(|place| char::from_digit((value >> (4 * place)) & 15, 16));
    "U+".chars().chain(hex.map(|c| c.to_ascii_uppercase())).collect()
}
