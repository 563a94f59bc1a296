//! Minifies scripts: without comments and blanks, and with short local names.

use crate::Outcome;
use crate::folder::{say, sorted};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_mangler::{MangleOptions, Mangler};
use oxc_parser::Parser;
use oxc_span::SourceType;
use std::fs;
use std::path::Path;

/// Minifies every script below a folder, in place.
pub(crate) fn minify_all(folder: &Path) -> Outcome {
    for path in sorted(folder)? {
        if path.is_dir() {
            minify_all(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "js") {
            let source = fs::read_to_string(&path).map_err(|error| say(&path, &error))?;
            let short = minify(&source).map_err(|error| format!("{}: {error}", path.display()))?;
            fs::write(&path, short).map_err(|error| say(&path, &error))?;
        }
    }
    Ok(())
}

/// Returns the module with the same statements in fewer characters. Exports and the members of
/// objects keep their names. Returns the parser's message if the source is not a module.
pub(crate) fn minify(source: &str) -> Result<String, String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
    if let Some(error) = parsed.diagnostics.first() {
        return Err(error.to_string());
    }
    let names = Mangler::new().with_options(MangleOptions::default()).build(&parsed.program);
    let printed = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(Some(names.scoping))
        .with_private_member_mappings(Some(names.class_private_mappings))
        .build(&parsed.program);
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blanks_go_and_local_names_are_short() {
        let source = "\
// Why.
import { h } from './dom.js';
/** @param {number} first @param {number} second */
export function total(first, second) {
  /* the sum */
  const together = first + second; // of both
  return h('p', null, together);
}
";
        let short = minify(source).unwrap();
        for gone in ["//", "/*", "  ", "first", "second", "together"] {
            assert!(!short.contains(gone), "{gone:?} in {short}");
        }
        assert!(short.starts_with("import{h as "), "{short}");
        assert!(short.contains("export function total("), "{short}");
        assert_eq!(minify(&short).as_ref(), Ok(&short), "it parses, and there is no more to do");
    }

    #[test]
    fn what_looks_like_a_comment_in_text_stays() {
        for kept in [
            "https://example.org/ /* no comment */",
            "a  b // c",
            "${x}  ${`// ${x} /* */`}",
            "\\u2028\\0",
        ] {
            let short = minify(&format!("let x = 1; export const kept = () => `{kept}`;")).unwrap();
            let kept = kept.replace("${x}", "${e}");
            assert!(short.contains(&format!("`{kept}`")), "{short}");
        }
        for kept in [r"/[/*]\/\/ '\d/gu", r#"/"\/*`  /"#, "/a/.test(b)/c/d"] {
            let short = minify(&format!("export const kept = {kept}; // {kept}")).unwrap();
            assert_eq!(short, format!("export const kept={kept};"));
        }
        for (string, kept) in
            [(r#"'// "a"  /* '"#, r#"`// "a"  /* `"#), (r"'`${a}`'", r#""`${a}`""#)]
        {
            let short = minify(&format!("export const kept = {string};")).unwrap();
            assert_eq!(short, format!("export const kept={kept};"));
        }
    }

    #[test]
    fn members_and_exports_keep_their_names_and_private_ones_do_not() {
        let source = "export class Counter { #count = 0; add(by) { this.#count += by; } }
const inner = 1; export { inner as outer }; export const { width } = globalThis.screen;";
        let short = minify(source).unwrap();
        for kept in ["class Counter", "add(", "as outer", "width", "globalThis.screen"] {
            assert!(short.contains(kept), "{kept:?} not in {short}");
        }
        assert!(!short.contains("#count") && !short.contains("inner"), "{short}");
    }

    #[test]
    fn what_is_no_module_is_said() {
        let error = minify("export const = 1;").unwrap_err();
        assert!(!error.is_empty() && !error.contains('\n'), "{error}");
    }

    #[test]
    fn every_script_of_the_page_can_be_minified() {
        let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www");
        let mut folders = vec![www];
        let mut scripts = 0;
        while let Some(folder) = folders.pop() {
            for path in sorted(&folder).unwrap() {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "js") {
                    let source = fs::read_to_string(&path).unwrap();
                    let short = minify(&source).unwrap();
                    assert!(short.len() < source.len(), "{}", path.display());
                    assert_eq!(minify(&short).as_ref(), Ok(&short), "{}", path.display());
                    scripts += 1;
                }
            }
        }
        assert!(scripts > 20, "{scripts}");
    }
}
