//! The words: all files of one language become one.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

/// The first part is what the first screen of a report needs, the second what completes it. The
/// page fetches both when it is opened, the second one later: a fetch after a paste would tell the
/// host about the paste. The words for comparing come when the reader asks to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    First,
    More,
    Compare,
}

/// Groups of words below the first screen of a report, or opened later. The page shows nothing in
/// their place until they are there.
const LATER: [&str; 15] = [
    "asks",
    "basis",
    "clock",
    "filter",
    "look",
    "mailer",
    "observed",
    "requirement",
    "requirements",
    "response",
    "role",
    "status",
    "symbol",
    "trace",
    "unseen",
];

/// Prefixes of what the page says in its tables and in the steps below a refusal.
const IN_TABLES: [&str; 5] =
    ["page.auth.", "page.clock.", "page.col.", "page.mailer.", "page.todo"];

/// Groups of words that only comparing uses.
const COMPARE: [&str; 3] = ["compare", "groups", "profile"];

/// Prefixes of what only the command line says, and of what is written into the page and its
/// scripts.
const NOT_FETCHED: [&str; 3] = ["cli.", "index.", "language."];

/// Returns the part to which a key belongs; `None` if the page does not fetch it.
fn part(key: &str) -> Option<Part> {
    if NOT_FETCHED.iter().any(|start| key.starts_with(start)) {
        return None;
    }
    let more = match key.split('.').next() {
        Some("rule") => matches!(key.rsplit('.').next(), Some("why" | "fix")),
        Some("page") => IN_TABLES.iter().any(|start| key.starts_with(start)),
        Some(group) if COMPARE.contains(&group) => return Some(Part::Compare),
        Some(group) => LATER.contains(&group),
        None => false,
    };
    Some(if more { Part::More } else { Part::First })
}

/// Merges flat objects of words, given with the names of their files, into one, sorted by key.
/// Returns an error if a key occurs twice, or if a value is neither a text nor a set of plural
/// forms.
pub(crate) fn merge<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f str)>,
) -> Result<BTreeMap<String, Value>, String> {
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    for (name, text) in files {
        let words: Words =
            serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        for (key, value) in words.0 {
            if !is_wording(&value) {
                return Err(format!("{name}: the value of {key:?} is no text"));
            }
            if all.insert(key.clone(), value).is_some() {
                return Err(format!("{name}: {key:?} stands twice in this language"));
            }
        }
    }
    Ok(all)
}

// All pairs of one file: a map would silently keep the last of two equal keys.
struct Words(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Words;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of words")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Words, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Words(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

fn is_wording(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Object(forms) => !forms.is_empty() && forms.values().all(Value::is_string),
        _ => false,
    }
}

/// What each file says about a rule, in this order.
const FIRST: [&str; 2] = ["title", "found"];
const SECOND: [&str; 2] = ["why", "fix"];

/// Packs the words of rules by id, as in `"rule":{"<id>":["<title>","<found>"]}`: a key for each of
/// them would be a tenth of the file. `unpack` in `www/parts/words.js` flattens them again.
fn pack<'w>(
    words: impl Iterator<Item = (&'w String, &'w Value)>,
    names: [&str; 2],
) -> BTreeMap<&'w str, Value> {
    let mut packed = BTreeMap::new();
    let mut rules = serde_json::Map::new();
    for (key, value) in words {
        let name = key.strip_prefix("rule.").and_then(|key| key.rsplit_once('.'));
        match name.and_then(|(id, name)| Some((id, names.iter().position(|&it| it == name)?))) {
            Some((id, at)) => {
                let both = rules.entry(id).or_insert_with(|| Value::from(vec![Value::Null; 2]));
                if let Some(place) = both.get_mut(at) {
                    *place = value.clone();
                }
            }
            None => _ = packed.insert(key.as_str(), value.clone()),
        }
    }
    if !rules.is_empty() {
        packed.insert("rule", Value::Object(rules));
    }
    packed
}

/// All words of one language.
pub(crate) struct Language {
    pub(crate) tag: String,
    words: BTreeMap<String, Value>,
}

impl Language {
    /// Returns the text of a key that takes no values.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.words.get(key)?.as_str()
    }
}

/// Reads the files of all languages; English fills in for words that another language lacks.
pub(crate) fn read(root: &Path) -> Result<Vec<Language>, String> {
    let mut languages: Vec<Language> = Vec::new();
    for locale in ::locales::all(root).map_err(|error| error.to_string())? {
        let mut texts = Vec::new();
        for file in locale.files {
            let text = fs::read_to_string(&file).map_err(|error| failed(&file, &error))?;
            texts.push((file.display().to_string(), text));
        }
        let mut words = merge(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
        for (key, value) in languages.first().map(|first| &first.words).into_iter().flatten() {
            if !words.contains_key(key) {
                words.insert(key.clone(), value.clone());
            }
        }
        languages.push(Language { tag: locale.tag, words });
    }
    Ok(languages)
}

/// Writes `to/<language>.json`, `to/<language>.more.json` and `to/<language>.compare.json`.
pub(crate) fn write(languages: &[Language], to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| failed(to, &error))?;
    for Language { tag, words } in languages {
        for (wanted, ending) in
            [(Part::First, ".json"), (Part::More, ".more.json"), (Part::Compare, ".compare.json")]
        {
            let words = words.iter().filter(|(key, _)| part(key) == Some(wanted));
            let words = pack(words, if wanted == Part::First { FIRST } else { SECOND });
            let target = to.join(format!("{tag}{ending}"));
            let text = serde_json::to_string(&words).map_err(|error| error.to_string())?;
            fs::write(&target, text).map_err(|error| failed(&target, &error))?;
        }
    }
    Ok(())
}

/// Returns the module that tells the page which languages there are, what each calls itself, and
/// how it says that nothing could be loaded.
pub(crate) fn module(languages: &[Language]) -> String {
    let said =
        |language: &Language, key: &str| Value::from(language.text(key).unwrap_or(&language.tag));
    let all: serde_json::Map<_, _> = languages
        .iter()
        .map(|language| {
            let [name, failed] =
                ["language.name", "language.failed"].map(|key| said(language, key));
            (language.tag.clone(), serde_json::json!({ "name": name, "failed": failed }))
        })
        .collect();
    format!("export const LANGUAGES = {};\n", Value::Object(all))
}

/// Returns a page with words in place of `{key}`. A line that contains `{lang}` is repeated for
/// each language; other lines are in the first one.
pub(crate) fn page(html: &str, languages: &[Language]) -> Result<String, String> {
    let mut out = String::new();
    for line in html.split_inclusive('\n') {
        let each =
            if line.contains("{lang}") { languages } else { languages.get(..1).unwrap_or(&[]) };
        for language in each {
            let mut rest = line;
            while let Some((before, (key, after))) = rest
                .split_once('{')
                .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
            {
                out.push_str(before);
                let text = if key == "lang" { Some(&*language.tag) } else { language.text(key) };
                let text = text.ok_or_else(|| format!("{{{key}}}: no such words"))?;
                out.push_str(
                    &text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;"),
                );
                rest = after;
            }
            out.push_str(rest);
        }
    }
    Ok(out)
}

fn failed(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_become_one_object() {
        let merged = merge([
            ("b.json", "{\n  \"z\": \"last\"\n}"),
            ("a.json", r#"{ "a": { "one": "1", "other": "n" } }"#),
        ]);
        let text = serde_json::to_string(&merged.unwrap()).unwrap();
        assert_eq!(text, r#"{"a":{"one":"1","other":"n"},"z":"last"}"#);
    }

    #[test]
    fn a_key_that_stands_twice_is_named_with_its_file() {
        let one = r#"{"k":"1"}"#;
        for files in
            [vec![("a.json", one), ("b.json", one)], vec![("b.json", r#"{"k":"","k":""}"#)]]
        {
            let error = merge(files).unwrap_err();
            assert!(error.contains("b.json") && error.contains("\"k\""), "{error}");
        }
    }

    #[test]
    fn words_of_a_rule_stand_together() {
        let words = merge([(
            "a.json",
            r#"{"rule.x.found":"f","rule.x.title":"t","rule.y.found":"g","z":"last"}"#,
        )]);
        let text = serde_json::to_string(&pack(words.unwrap().iter(), FIRST)).unwrap();
        assert_eq!(text, r#"{"rule":{"x":["t","f"],"y":[null,"g"]},"z":"last"}"#);
    }

    #[test]
    fn what_is_no_wording_is_refused() {
        for text in [r#"{"k":1}"#, r#"{"k":null}"#, r#"{"k":{}}"#, r#"{"k":{"one":1}}"#, "[]", "{"]
        {
            assert!(merge([("a.json", text)]).is_err(), "{text}");
        }
    }

    fn language(tag: &str, words: &str) -> Language {
        Language { tag: tag.to_owned(), words: merge([("x.json", words)]).unwrap() }
    }

    #[test]
    fn a_page_says_each_line_in_each_language() {
        let languages = [language("en", r#"{"t": "a < b"}"#), language("de", r#"{"t": "c"}"#)];
        let html = "<title>{t}</title>\n<p lang=\"{lang}\">{t}</p>\n";
        let said = "<title>a &lt; b</title>\n<p lang=\"en\">a &lt; b</p>\n<p lang=\"de\">c</p>\n";
        assert_eq!(page(html, &languages).as_deref(), Ok(said));
        assert!(page("{gone}", &languages).unwrap_err().contains("{gone}"));
    }

    #[test]
    fn a_script_is_told_the_languages() {
        let languages =
            [language("en", r#"{"language.name": "English", "language.failed": "No."}"#)];
        let told = "export const LANGUAGES = {\"en\":{\"failed\":\"No.\",\"name\":\"English\"}};\n";
        assert_eq!(module(&languages), told);
    }
}
