//! The folder that any static host can serve.

use crate::folder::{say, sorted};
use crate::{Outcome, locales, script};
use std::fs;
use std::path::Path;

/// Rebuilds `dist` from the page's sources, the merged words and the wasm-bindgen output.
pub(crate) fn assemble(www: &Path, glue: &Path, dist: &Path) -> Outcome {
    match fs::remove_dir_all(dist) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(say(dist, &error));
        }
        _ => {}
    }
    copy(www, dist, &|path| path != www.join("locales"))?;
    copy(glue, dist, &|path| path.file_name().is_none_or(|name| name != ".stamp"))?;
    forgetful(&dist.join("headerlint.js"))?;
    let languages = locales::read(www.parent().unwrap_or(www))?;
    locales::write(&languages, &dist.join("locales"))?;
    let module = dist.join("parts/languages.js");
    fs::write(&module, locales::module(&languages)).map_err(|error| say(&module, &error))?;
    script::minify_all(dist)?;
    for page in sorted(dist)? {
        if page.extension().is_some_and(|extension| extension == "html") {
            let html = fs::read_to_string(&page).map_err(|error| say(&page, &error))?;
            let html = locales::page(&html, &languages)
                .map_err(|error| format!("{}: {error}", page.display()))?;
            fs::write(&page, &html).map_err(|error| say(&page, &error))?;
            if let Some(address) = rooted(&html) {
                return Err(format!(
                    "{}: {address:?} works only at the root of a host; write it relative",
                    page.display()
                ));
            }
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&Path) -> bool) -> Outcome {
    fs::create_dir_all(to).map_err(|error| say(to, &error))?;
    for path in sorted(from)?.into_iter().filter(|path| wanted(path)) {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target, wanted)?;
        } else {
            fs::copy(&path, &target).map_err(|error| say(&path, &error))?;
        }
    }
    Ok(())
}

// The glue of wasm-bindgen keeps one instance forever. After a trap the page needs another, and
// must not fetch a second copy of the glue for it: that request would tell the host about the trap.
fn forgetful(glue: &Path) -> Outcome {
    let mut source = fs::read_to_string(glue).map_err(|error| say(glue, &error))?;
    if !GLUE_STATE.iter().all(|state| source.contains(state)) {
        return Err(format!("{}: the glue keeps its instance in another way", glue.display()));
    }
    source.push_str("export const forget = () => void (wasm = __wbg_init_promise = undefined);\n");
    fs::write(glue, source).map_err(|error| say(glue, &error))
}

const GLUE_STATE: [&str; 2] = [", wasm;", "let __wbg_init_promise;"];

// Returns an address in an attribute that starts at the host's root.
fn rooted(html: &str) -> Option<&str> {
    [" href=\"/", " src=\"/", " action=\"/"].iter().find_map(|start| {
        let after = html.split_once(start)?.1;
        // `//host/` leads elsewhere, but would still break a copy opened from a file.
        Some(after.split_once('"').map_or(after, |(address, _)| address))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooted_addresses_are_found_and_relative_ones_are_not() {
        assert_eq!(rooted(r#"<a href="/rules/">"#), Some("rules/"));
        assert_eq!(rooted(r#"<a href="rules/"> <img src="./a.svg"> <p title=" /">"#), None);
        assert_eq!(rooted(r#"<a href="https://example.org/">"#), None);
    }

    #[test]
    fn the_site_is_put_together_and_leftovers_go() {
        let at = std::env::temp_dir().join(format!("headerlint-site-{}", std::process::id()));
        let (www, glue, dist) = (at.join("www"), at.join("glue"), at.join("dist"));
        for folder in
            [&www.join("locales/en"), &www.join("examples"), &www.join("parts"), &glue, &dist]
        {
            fs::create_dir_all(folder).unwrap();
        }
        for (path, text) in [
            (www.join("index.html"), "<p>"),
            (www.join("parts/languages.js"), "export const LANGUAGES = {};\n"),
            (www.join("examples/a.eml"), "A: b"),
            (
                www.join("locales/en/a.json"),
                r#"{"k": "word", "cli.k": "no", "status.5.1.1": "gone", "rule.a.why": "so",
                    "compare.a": "vs"}"#,
            ),
            (glue.join("headerlint.js"), "let a, wasm;\nlet __wbg_init_promise;\n"),
            (glue.join(".stamp"), "x"),
            (dist.join("old.js"), ""),
        ] {
            fs::write(path, text).unwrap();
        }
        let outcome = assemble(&www, &glue, &dist);
        let there = |name: &str| dist.join(name).exists();
        let words = fs::read_to_string(dist.join("locales/en.json"));
        let more = fs::read_to_string(dist.join("locales/en.more.json"));
        let compared = fs::read_to_string(dist.join("locales/en.compare.json"));
        let kept = [there("index.html"), there("examples/a.eml"), there("headerlint.js")];
        let gone = [there("old.js"), there(".stamp"), there("locales/en")];
        fs::remove_dir_all(&at).unwrap();
        assert_eq!(outcome, Ok(()));
        assert_eq!(words.unwrap(), r#"{"k":"word"}"#);
        assert_eq!(more.unwrap(), r#"{"rule":{"a":["so",null]},"status.5.1.1":"gone"}"#);
        assert_eq!(compared.unwrap(), r#"{"compare.a":"vs"}"#);
        assert_eq!((kept, gone), ([true; 3], [false; 3]));
    }
}
