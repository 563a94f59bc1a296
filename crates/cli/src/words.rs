//! The sentences, out of the locale files that the page uses too; natively only.

use headerlint::domain;
use headerlint::report::Args;
use headerlint::rule::Arg;
use headerlint::syntax::date::civil_from_days;
use serde_json::{Map, Value};

/// A language that the locale files exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::En, Self::Ja];

    /// The tag of BCP 47, which is also the folder's name.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    /// The language of a tag or a POSIX locale name (`ja_JP.UTF-8`); English for all others.
    pub fn of(locale: &str) -> Self {
        let tag = locale.split(['_', '-', '.', '@']).next().unwrap_or(locale);
        if tag.eq_ignore_ascii_case("ja") { Self::Ja } else { Self::En }
    }
}

macro_rules! locale_files {
    ($($name:literal),+ $(,)?) => {
        /// Names of the locale files, without `.json`; the same in every language.
        pub const FILES: &[&str] = &[$($name),+];

        const EN: &[&str] = &[$(include_str!(concat!("../../../www/locales/en/", $name, ".json"))),+];
        const JA: &[&str] = &[$(include_str!(concat!("../../../www/locales/ja/", $name, ".json"))),+];
    };
}

locale_files![
    "bounce",
    "boundary",
    "cli",
    "compare",
    "filters",
    "groups",
    "input",
    "mailer",
    "page",
    "providers",
    "responses-general",
    "responses-gmail",
    "responses-outlook",
    "responses-providers",
    "rules-auth",
    "rules-conduct",
    "rules-deception",
    "rules-format",
    "rules-habits",
    "rules-syntax",
    "rules-trace",
    "status",
    "verdict-fields",
    "verdict",
];

/// Characters of one value that are placed into a sentence.
const LONGEST: usize = 200;

/// All sentences of one language.
#[derive(Debug)]
pub struct Words {
    language: Language,
    texts: Map<String, Value>,
}

impl Words {
    /// Reads the files of a language.
    pub fn new(language: Language) -> Self {
        let files = match language {
            Language::En => EN,
            Language::Ja => JA,
        };
        let mut texts = Map::new();
        for file in files {
            // A file that does not parse is caught by the tests; here its keys show as unknown.
            if let Ok(Value::Object(map)) = serde_json::from_str(file) {
                texts.extend(map);
            }
        }
        Self { language, texts }
    }

    /// Which language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a sentence for that key.
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The sentence of a key, placeholders and all, in the form for many; none for unknown keys.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.form(key, None)
    }

    /// The sentence of a key that takes no values; the key in `⟨⟩` where it is unknown, so that
    /// nothing is lost silently.
    pub fn text(&self, key: &str) -> String {
        self.say(key, &Args::new())
    }

    /// The sentence of a key with its values in place; `count` chooses the plural. Unknown keys and
    /// values that are missing show in `⟨⟩`.
    pub fn say(&self, key: &str, args: &Args) -> String {
        let count = match args.get("count") {
            Some(Arg::Count(count)) => Some(*count),
            _ => None,
        };
        let Some(mut rest) = self.form(key, count) else { return format!("⟨{key}⟩") };
        let mut out = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            if let Some(arg) = args.get(name) {
                out.push_str(&self.format(arg));
            } else {
                out.extend(["⟨", name, "⟩"]);
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn form(&self, key: &str, count: Option<u64>) -> Option<&str> {
        match self.texts.get(key)? {
            Value::String(text) => Some(text),
            Value::Object(forms) => {
                let one = (count == Some(1)).then(|| forms.get("one")).flatten();
                one.or_else(|| forms.get("other"))?.as_str()
            }
            _ => None,
        }
    }

    /// One value as people read it. What came out of a message is not made safe here.
    pub fn format(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) | Arg::Field(text) | Arg::Address(text) | Arg::Ip(text) => {
                clipped(text)
            }
            Arg::Domain(domain) => clipped(&both_forms(domain)),
            Arg::Count(count) => grouped(*count),
            Arg::Duration(seconds) => self.duration(*seconds),
            Arg::Instant { unix, offset } => instant(*unix, *offset),
            Arg::Word(key) => self.text(key),
            Arg::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.format(item)).collect();
                self.list(&items)
            }
        }
    }

    /// Joins a list: `a, b and c`, `a、b、c`.
    pub fn list(&self, items: &[String]) -> String {
        match (self.language, items) {
            (Language::En, [first @ .., last]) if !first.is_empty() => {
                format!("{} and {last}", first.join(", "))
            }
            (Language::En, _) => items.concat(),
            (Language::Ja, _) => items.join("、"),
        }
    }

    /// The two largest units of a duration: `2 h 5 min`, `2時間5分`.
    pub fn duration(&self, seconds: i64) -> String {
        let (units, gap) = match self.language {
            Language::En => ([" d", " h", " min", " s"], " "),
            Language::Ja => (["日", "時間", "分", "秒"], ""),
        };
        let all = seconds.unsigned_abs();
        let parts = [all / 86_400, all / 3_600 % 24, all / 60 % 60, all % 60];
        let first = parts.iter().position(|part| *part > 0).unwrap_or(3);
        let shown: Vec<_> = parts
            .iter()
            .zip(units)
            .skip(first)
            .take(2)
            .enumerate()
            .filter(|(at, (part, _))| *at == 0 || **part > 0)
            .map(|(_, (part, unit))| format!("{}{unit}", grouped(*part)))
            .collect();
        let sign = if seconds < 0 { "−" } else { "" };
        format!("{sign}{}", shown.join(gap))
    }
}

/// The beginning of a text, with `…` where something was left off.
pub fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// A domain in the form found, with the other form beside it where A- and U-labels differ.
fn both_forms(domain: &str) -> String {
    let unicode = domain::to_unicode(domain);
    if unicode != domain {
        return format!("{domain} ({unicode})");
    }
    let ascii = domain::to_ascii(domain);
    if domain.is_ascii() || ascii == domain {
        domain.to_owned()
    } else {
        format!("{domain} ({ascii})")
    }
}

/// `1,234,567`.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `2008-06-06 02:59:21 +0900`; without a zone in UTC.
pub fn instant(unix: i64, offset: Option<i32>) -> String {
    let minutes = offset.unwrap_or(0);
    let local = unix.saturating_add(i64::from(minutes) * 60);
    let (year, month, day) = civil_from_days(local.div_euclid(86_400));
    let time = local.rem_euclid(86_400);
    let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
    let zone = match offset {
        None => "UTC".to_owned(),
        Some(offset) => {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("{sign}{:02}{:02}", offset.unsigned_abs() / 60, offset.unsigned_abs() % 60)
        }
    };
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} {zone}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_files_is_the_folder() {
        for language in Language::ALL {
            let folder =
                format!("{}/../../www/locales/{}", env!("CARGO_MANIFEST_DIR"), language.tag());
            let mut found: Vec<_> = std::fs::read_dir(&folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            found.sort();
            let listed: Vec<_> = FILES.iter().map(|name| format!("{name}.json")).collect();
            assert_eq!(found, listed, "{folder}");
        }
    }

    #[test]
    fn a_locale_names_its_language() {
        assert_eq!(Language::of("ja_JP.UTF-8"), Language::Ja);
        assert_eq!(Language::of("ja"), Language::Ja);
        assert_eq!(Language::of("jam_JM"), Language::En, "Jamaican Creole is not Japanese");
        assert_eq!(Language::of("C"), Language::En);
        assert_eq!(Language::of(""), Language::En);
    }

    #[test]
    fn unknown_keys_and_missing_values_stay_visible() {
        let words = Words::new(Language::En);
        assert_eq!(words.text("no.such-key"), "⟨no.such-key⟩");
        assert!(words.text("verdict.errors").contains('⟨'));
    }

    #[test]
    fn the_count_chooses_the_plural() {
        let words = Words::new(Language::En);
        let say = |count| words.say("cli.count.error", &Args::from([("count", Arg::Count(count))]));
        assert_eq!(say(1), "1 error");
        assert_eq!(say(2), "2 errors");
        assert_eq!(say(1_234), "1,234 errors");
    }

    #[test]
    fn values_are_written_for_people() {
        let en = Words::new(Language::En);
        let ja = Words::new(Language::Ja);
        assert_eq!(en.duration(7_500), "2 h 5 min");
        assert_eq!(ja.duration(7_500), "2時間5分");
        assert_eq!(en.duration(0), "0 s");
        assert_eq!(en.duration(-59), "−59 s");
        assert_eq!(en.duration(86_400), "1 d");
        assert_eq!(en.duration(i64::MIN), "−106,751,991,167,300 d 15 h");
        let list =
            Arg::List(["a", "b", "c"].map(|item| Arg::Text(item.to_owned())).into_iter().collect());
        assert_eq!(en.format(&list), "a, b and c");
        assert_eq!(ja.format(&list), "a、b、c");
        assert_eq!(en.format(&Arg::Domain("example.org".to_owned())), "example.org");
    }

    #[test]
    fn long_values_do_not_drown_the_sentence() {
        let words = Words::new(Language::En);
        let long = words.format(&Arg::Text("日".repeat(5_000)));
        assert_eq!(long, format!("{}…", "日".repeat(LONGEST)));
        assert_eq!(clipped(&"x".repeat(LONGEST)).len(), LONGEST);
    }

    #[test]
    fn instants_keep_their_zone() {
        assert_eq!(instant(1_212_688_761, Some(540)), "2008-06-06 02:59:21 +0900");
        assert_eq!(instant(1_212_688_761, None), "2008-06-05 17:59:21 UTC");
        assert_eq!(instant(951_782_400, Some(-210)), "2000-02-28 20:30:00 -0330");
        assert_eq!(instant(-1, Some(0)), "1969-12-31 23:59:59 +0000");
        assert!(instant(i64::MAX, Some(i32::MIN)).ends_with("-3579139408"));
    }
}
