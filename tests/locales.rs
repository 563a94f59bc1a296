//! The locale files: both languages say the same things, completely.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use headerlint::rules::RULES;
use headerlint_cli::words::{FILES, Language};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

fn source(language: Language, name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/www/locales/{}/{name}.json", language.tag());
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn file(language: Language, name: &str) -> Map<String, Value> {
    match serde_json::from_str(&source(language, name)) {
        Ok(Value::Object(map)) => map,
        other => panic!("{} {name}: not an object: {other:?}", language.tag()),
    }
}

/// All keys of a language with their texts: one, or one per plural form.
fn texts(language: Language) -> BTreeMap<String, Vec<String>> {
    let files = FILES.iter().flat_map(|name| file(language, name));
    files.map(|(key, value)| (key.clone(), forms(&key, &value))).collect()
}

fn forms(key: &str, value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Object(forms) => {
            assert!(forms.contains_key("other"), "{key}: plural without `other`");
            let known = ["one", "other"];
            assert!(forms.keys().all(|form| known.contains(&form.as_str())), "{key}: {forms:?}");
            forms.values().map(|form| form.as_str().unwrap_or_default().to_owned()).collect()
        }
        _ => panic!("{key}: neither text nor plural forms"),
    }
}

/// Names in braces. A `count` may be left out of the form for one ("One thing …").
fn placeholders(texts: &[String]) -> BTreeSet<&str> {
    texts
        .iter()
        .flat_map(|text| text.split('{').skip(1))
        .map(|rest| rest.split_once('}').map_or("unclosed", |(name, _)| name))
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_in_the_same_files() {
    for name in FILES {
        let en: Vec<_> = file(Language::En, name).keys().cloned().collect();
        let ja: Vec<_> = file(Language::Ja, name).keys().cloned().collect();
        assert_eq!(en, ja, "{name}");
    }
}

#[test]
fn both_languages_place_the_same_values() {
    let ja = texts(Language::Ja);
    for (key, en) in texts(Language::En) {
        let ja = ja.get(&key).unwrap_or_else(|| panic!("{key}: not in Japanese"));
        let (mut en, mut ja) = (placeholders(&en), placeholders(ja));
        // The number may be plain from the words: "One thing …".
        en.remove("count");
        ja.remove("count");
        assert_eq!(en, ja, "{key}");
        for name in en {
            let plain =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
            assert!(!name.is_empty() && name.chars().all(plain), "{key}: {{{name}}}");
        }
    }
}

#[test]
fn plurals_are_chosen_by_a_count() {
    for name in FILES {
        let (en, ja) = (file(Language::En, name), file(Language::Ja, name));
        for (key, value) in &en {
            let Value::Object(forms) = value else {
                assert!(ja.get(key).is_some_and(Value::is_string), "{key}: plural in one only");
                continue;
            };
            assert!(forms.contains_key("one"), "{key}: English has a form for one");
            let plain = ja.get(key).is_some_and(|ja| ja.get("one").is_none());
            assert!(plain, "{key}: Japanese has no form for one");
        }
    }
}

#[test]
fn no_text_is_empty_or_unbalanced() {
    for language in Language::ALL {
        for (key, texts) in texts(language) {
            for text in texts {
                assert!(!text.trim().is_empty(), "{} {key}", language.tag());
                assert_eq!(text.trim(), text, "{} {key}: white space around", language.tag());
                assert_eq!(text.matches('`').count() % 2, 0, "{} {key}: `", language.tag());
                // The example in the empty text area has lines.
                let control =
                    |c: char| c.is_control() && (c != '\n' || key.as_str() != "page.placeholder");
                assert!(!text.chars().any(control), "{} {key}", language.tag());
            }
        }
    }
}

#[test]
fn japanese_is_japanese() {
    let japanese = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    // Labels may be a term of the trade (`From`) or the other language's own name.
    let sentence = |text: &str| text.split_whitespace().count() > 3 || text.ends_with('.');
    for (key, texts) in texts(Language::Ja) {
        for text in texts {
            let fine = text.chars().any(japanese) || !sentence(&text) || key == "page.placeholder";
            assert!(fine, "{key}: {text}");
        }
    }
}

#[test]
fn keys_are_sorted_and_stand_once() {
    for language in Language::ALL {
        let mut seen = BTreeMap::new();
        for name in FILES {
            let text = source(language, name);
            let keys: Vec<_> = top_level_keys(&text);
            assert_eq!(keys.len(), file(language, name).len(), "{} {name}", language.tag());
            for pair in keys.windows(2) {
                assert!(pair[0] < pair[1], "{} {name}: {pair:?}", language.tag());
            }
            for key in keys {
                if let Some(other) = seen.insert(key.clone(), name) {
                    panic!("{} {key}: in {other} and in {name}", language.tag());
                }
            }
        }
    }
}

/// Keys as they stand: the reader of JSON would silently keep the last of two.
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
fn every_rule_has_its_words() {
    for language in Language::ALL {
        let texts = texts(language);
        for rule in RULES {
            for part in ["title", "found", "why", "fix"] {
                let key = format!("rule.{}.{part}", rule.id);
                assert!(texts.contains_key(&key), "{} {key}", language.tag());
            }
        }
    }
}

#[test]
fn no_words_are_left_of_a_rule_that_is_gone() {
    for key in texts(Language::En).keys() {
        if let Some((id, part)) = key.strip_prefix("rule.").and_then(|key| key.split_once('.')) {
            assert!(headerlint::rules::find(id).is_some(), "{key}: no such rule");
            assert!(["title", "found", "why", "fix"].contains(&part), "{key}: no such part");
        }
    }
}
