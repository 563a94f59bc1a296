//! The sentences, out of the locale files that the page uses too; natively only.

use headerlint::domain;
use headerlint::report::Args;
use headerlint::rule::Arg;
use headerlint::syntax::date::civil_from_days;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// A language that there are words of.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    tag: &'static str,
    files: &'static [&'static str],
}

/// English, then the others by tag; made from the folders while compiling.
const LANGUAGES: &[Language] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Language {
    /// The language that speaks where another one has no words.
    #[expect(clippy::indexing_slicing, reason = "runs at compile time")]
    pub const ENGLISH: Self = LANGUAGES[0];

    /// All of them, English first.
    pub fn all() -> impl Iterator<Item = Self> {
        LANGUAGES.iter().copied()
    }

    /// The tag of BCP 47, which is also the folder's name.
    pub const fn tag(self) -> &'static str {
        self.tag
    }

    /// What it calls itself.
    pub fn name(self) -> &'static str {
        static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
            Language::all().map(|it| Words::new(it).text("language.name")).collect()
        });
        let at = Self::all().position(|known| known == self);
        at.and_then(|at| NAMES.get(at)).map_or(self.tag, String::as_str)
    }

    /// The language of a tag or a POSIX locale name (`ja_JP.UTF-8`); English for all others.
    pub fn of(locale: &str) -> Self {
        let tag = locale.split(['.', '@']).next().unwrap_or(locale).replace('_', "-");
        let primary = tag.split('-').next().unwrap_or(&tag);
        let named = |name: &str| Self::all().find(|known| known.tag.eq_ignore_ascii_case(name));
        named(&tag).or_else(|| named(primary)).unwrap_or(Self::ENGLISH)
    }

    /// Returns the name that CLDR gives to the plural form of a count; `None` where the folder's
    /// name is no language tag.
    fn plural_of(self, count: u64) -> Option<&'static str> {
        let locale: Locale = self.tag.parse().ok()?;
        let rules = PluralRules::try_new_cardinal(locale.into()).ok()?;
        Some(match rules.category_for(count) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        })
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Language {}

/// Characters of one value that are placed into a sentence.
const LONGEST: usize = 200;

/// All sentences of one language.
#[derive(Debug)]
pub struct Words {
    language: Language,
    texts: Map<String, Value>,
}

impl Words {
    /// Reads the files of a language; English stands in for what they do not say.
    pub fn new(language: Language) -> Self {
        let mut texts = Map::new();
        for file in Language::ENGLISH.files.iter().chain(language.files) {
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
        let Some(text) = self.form(key, count) else { return format!("⟨{key}⟩") };
        fill(text, &|name| args.get(name).map(|arg| self.format(arg)))
    }

    fn form(&self, key: &str, count: Option<u64>) -> Option<&str> {
        match self.texts.get(key)? {
            Value::String(text) => Some(text),
            Value::Object(forms) => {
                let named = count.and_then(|count| self.language.plural_of(count));
                let form = named.and_then(|name| forms.get(name));
                form.or_else(|| forms.get("other"))?.as_str()
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
        let [first, rest @ ..] = items else { return String::new() };
        let mut joined = first.clone();
        for (at, item) in rest.iter().enumerate() {
            let last = at + 1 == rest.len();
            joined = self.pair(if last { "cli.list.last" } else { "cli.list.next" }, &joined, item);
        }
        joined
    }

    /// Two texts in the places of a sentence.
    fn pair(&self, key: &str, before: &str, next: &str) -> String {
        let text = self.form(key, None).unwrap_or("{before}{next}");
        fill(text, &|name| Some(if name == "before" { before } else { next }.to_owned()))
    }

    /// The two largest units of a duration: `2 h 5 min`, `2時間5分`.
    pub fn duration(&self, seconds: i64) -> String {
        let units = ["day", "hour", "minute", "second"];
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
            .map(|(_, (part, unit))| {
                let count = Args::from([("count", Arg::Count(*part))]);
                self.say(&format!("cli.duration.{unit}"), &count)
            })
            .collect();
        let shown = match shown.as_slice() {
            [one, two] => self.pair("cli.duration.two", one, two),
            shown => shown.concat(),
        };
        let sign = if seconds < 0 { "−" } else { "" };
        format!("{sign}{shown}")
    }
}

/// A text with values in its places; a value that is missing shows in `⟨⟩`.
fn fill(mut rest: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match value(name) {
            Some(value) => out.push_str(&value),
            None => out.extend(["⟨", name, "⟩"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
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
    fn a_locale_names_its_language() {
        assert_eq!(Language::of("ja_JP.UTF-8").tag(), "ja");
        assert_eq!(Language::of("JA").tag(), "ja");
        assert_eq!(Language::of("jam_JM"), Language::ENGLISH, "Jamaican Creole is not Japanese");
        assert_eq!(Language::of("C"), Language::ENGLISH);
        assert_eq!(Language::of(""), Language::ENGLISH);
    }

    #[test]
    fn unknown_keys_and_missing_values_stay_visible() {
        let words = Words::new(Language::ENGLISH);
        assert_eq!(words.text("no.such-key"), "⟨no.such-key⟩");
        assert!(words.text("verdict.errors").contains('⟨'));
    }

    #[test]
    fn the_count_chooses_the_plural() {
        let words = Words::new(Language::ENGLISH);
        let say = |count| words.say("cli.count.error", &Args::from([("count", Arg::Count(count))]));
        assert_eq!(say(1), "1 error");
        assert_eq!(say(2), "2 errors");
        assert_eq!(say(1_234), "1,234 errors");
    }

    #[test]
    fn every_language_has_the_plurals_of_cldr() {
        const POLISH: Language = Language {
            tag: "pl",
            files: &[r#"{"x": {"one": "błąd", "few": "błędy", "many": "błędów"}}"#],
        };
        let words = Words::new(POLISH);
        let say = |count| words.say("x", &Args::from([("count", Arg::Count(count))]));
        assert_eq!([1, 3, 5, 22].map(say), ["błąd", "błędy", "błędów", "błędy"]);
    }

    #[test]
    fn values_are_written_for_people() {
        let en = Words::new(Language::ENGLISH);
        let ja = Words::new(Language::of("ja"));
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
        let words = Words::new(Language::ENGLISH);
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
