//! The locale files: every language says the same things, completely.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use headerlint::rules::RULES;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The most missing keys of a file that are named.
const NAMED: usize = 5;

/// A language and its files, by their paths with `*` in place of the tag, which are the same in
/// all.
struct Locale {
    tag: String,
    files: BTreeMap<String, PathBuf>,
}

/// Returns all locales, English first.
fn locales() -> Vec<Locale> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = locales::all(root).unwrap().into_iter().map(|locales::Locale { tag, files }| {
        let name = |path: &Path| {
            let path = path.strip_prefix(root).unwrap().to_str().unwrap();
            path.replace(&format!("/{tag}/"), "/*/").replace(&format!("/{tag}.json"), "/*.json")
        };
        let files = files.into_iter().map(|path| (name(&path), path)).collect();
        Locale { tag, files }
    });
    all.collect()
}

fn source(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn file(path: &Path) -> Map<String, Value> {
    match serde_json::from_str(&source(path)) {
        Ok(Value::Object(map)) => map,
        other => panic!("{}: not an object: {other:?}", path.display()),
    }
}

/// Returns all keys of a language with their texts: one, or one for each plural form.
fn texts(locale: &Locale) -> BTreeMap<String, Vec<String>> {
    let files = locale.files.values().flat_map(|path| file(path));
    files.map(|(key, value)| (key.clone(), forms(&key, &value))).collect()
}

fn forms(key: &str, value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Object(forms) => {
            assert!(forms.contains_key("other"), "{key}: plural without `other`");
            let known = ["zero", "one", "two", "few", "many", "other"];
            assert!(forms.keys().all(|form| known.contains(&form.as_str())), "{key}: {forms:?}");
            forms.values().map(|form| form.as_str().unwrap_or_default().to_owned()).collect()
        }
        _ => panic!("{key}: neither text nor plural forms"),
    }
}

/// Returns the names in braces. The form for one may leave out `count` ("One thing …").
fn placeholders(texts: &[String]) -> BTreeSet<&str> {
    texts
        .iter()
        .flat_map(|text| text.split('{').skip(1))
        .map(|rest| rest.split_once('}').map_or("unclosed", |(name, _)| name))
        .collect()
}

#[test]
fn each_language_has_the_keys_of_english_in_the_same_files() {
    let all = locales();
    let (english, others) = all.split_first().unwrap();
    let mut wrong = Vec::new();
    let mut tell = |tag: &str, name: &str, what: &str, keys: Vec<&String>| {
        if !keys.is_empty() {
            let named: Vec<_> = keys.iter().take(NAMED).map(|key| key.as_str()).collect();
            let more = if keys.len() > NAMED { ", …" } else { "" };
            let name = name.replace('*', tag);
            let count = keys.len();
            wrong.push(format!("{name}: {count} {what}: {}{more}", named.join(", ")));
        }
    };
    for other in others {
        let names: BTreeSet<_> = english.files.keys().chain(other.files.keys()).collect();
        for name in names {
            let [expected, found] = [english, other]
                .map(|it| it.files.get(name).map(|path| file(path)).unwrap_or_default());
            let missing = expected.keys().filter(|key| !found.contains_key(*key)).collect();
            let unknown = found.keys().filter(|key| !expected.contains_key(*key)).collect();
            tell(&other.tag, name, "missing", missing);
            tell(&other.tag, name, "not in English", unknown);
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_language_places_the_values_of_english() {
    let all = locales();
    let (english, others) = all.split_first().unwrap();
    let english = texts(english);
    for other in others {
        for (key, texts) in texts(other) {
            // A key that only one of them has is reported above.
            let Some(english) = english.get(&key) else { continue };
            let (mut english, mut names) = (placeholders(english), placeholders(&texts));
            // The words may say the number: "One thing …".
            english.remove("count");
            names.remove("count");
            assert_eq!(english, names, "{} {key}", other.tag);
            for name in english {
                let plain =
                    |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
                assert!(!name.is_empty() && name.chars().all(plain), "{key}: {{{name}}}");
            }
        }
    }
}

#[test]
fn plurals_are_chosen_by_a_count() {
    for locale in locales() {
        for (key, value) in locale.files.values().flat_map(|path| file(path)) {
            let Value::Object(forms) = value else { continue };
            match locale.tag.as_str() {
                "en" => assert!(forms.contains_key("one"), "{key}: English has a form for one"),
                "ja" => assert!(!forms.contains_key("one"), "{key}: Japanese has no form for one"),
                _ => {}
            }
        }
    }
}

#[test]
fn no_text_is_empty_or_unbalanced() {
    for locale in locales() {
        let tag = &locale.tag;
        for (key, texts) in texts(&locale) {
            for text in texts {
                assert!(!text.trim().is_empty(), "{tag} {key}");
                assert_eq!(text.trim(), text, "{tag} {key}: white space around");
                assert_eq!(text.matches('`').count() % 2, 0, "{tag} {key}: `");
                // The example in the empty text area has several lines.
                let control =
                    |c: char| c.is_control() && (c != '\n' || key.as_str() != "page.placeholder");
                assert!(!text.chars().any(control), "{tag} {key}");
            }
        }
    }
}

#[test]
fn japanese_is_japanese() {
    let japanese = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    // A label may be a technical term (`From`).
    let sentence = |text: &str| text.split_whitespace().count() > 3 || text.ends_with('.');
    for locale in locales().into_iter().filter(|locale| locale.tag == "ja") {
        for (key, texts) in texts(&locale) {
            for text in texts {
                let fine =
                    text.chars().any(japanese) || !sentence(&text) || key == "page.placeholder";
                assert!(fine, "{key}: {text}");
            }
        }
    }
}

#[test]
fn keys_are_sorted_and_stand_once() {
    for locale in locales() {
        let mut seen = BTreeMap::new();
        for (name, path) in &locale.files {
            let keys = top_level_keys(&source(path));
            let shown = path.display();
            assert_eq!(keys.len(), file(path).len(), "{shown}");
            for pair in keys.windows(2) {
                assert!(pair[0] < pair[1], "{shown}: {pair:?}");
            }
            for key in keys {
                if let Some(other) = seen.insert(key.clone(), name) {
                    panic!("{} {key}: in {other} and in {name}", locale.tag);
                }
            }
        }
    }
}

/// Returns the keys as they are: the JSON parser would silently keep the last of two equal ones.
fn top_level_keys(text: &str) -> Vec<String> {
    struct Keys(Vec<String>);
    impl<'de> serde::Deserialize<'de> for Keys {
        fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            struct Visit;
            impl<'de> serde::de::Visitor<'de> for Visit {
                type Value = Keys;
                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("an object")
                }
                fn visit_map<M: serde::de::MapAccess<'de>>(
                    self,
                    mut map: M,
                ) -> Result<Keys, M::Error> {
                    let mut keys = Vec::new();
                    while let Some((key, _)) = map.next_entry::<String, serde::de::IgnoredAny>()? {
                        keys.push(key);
                    }
                    Ok(Keys(keys))
                }
            }
            from.deserialize_map(Visit)
        }
    }
    serde_json::from_str::<Keys>(text).unwrap().0
}

#[test]
fn the_words_of_a_rule_stand_with_its_family() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut home = BTreeMap::new();
    for family in locales::families(root).unwrap() {
        for path in std::fs::read_dir(&family).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|extension| extension == "rs") {
                let text = source(&path);
                for rule in RULES.iter().filter(|rule| text.contains(&format!("\"{}\"", rule.id))) {
                    home.entry(rule.id).or_insert_with(BTreeSet::new).insert(family.clone());
                }
            }
        }
    }
    let all = locales();
    for path in all.first().unwrap().files.values() {
        for key in file(path).keys().filter_map(|key| key.strip_prefix("rule.")) {
            let (id, part) = key.split_once('.').unwrap_or((key, ""));
            assert!(["title", "found", "why", "fix"].contains(&part), "{key}: no such part");
            let home = home.get(id).unwrap_or_else(|| panic!("{key}: no such rule"));
            let shown = path.display();
            assert!(
                home.contains(path.parent().unwrap()),
                "{key} in {shown}, its rule in {home:?}"
            );
        }
    }
}

#[test]
fn every_rule_has_its_words() {
    let all = locales();
    let english = texts(all.first().unwrap());
    for rule in RULES {
        for part in ["title", "found", "why", "fix"] {
            let key = format!("rule.{}.{part}", rule.id);
            assert!(english.contains_key(&key), "{key}");
        }
    }
}
