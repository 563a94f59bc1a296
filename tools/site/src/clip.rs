//! The examples on the rule pages: a rule about size needs one that is too long to read.

use crate::Outcome;
use crate::folder::sorted;
use std::fs;
use std::path::Path;

/// The most lines and characters of an example that are shown.
const LINES: usize = 40;
const CHARACTERS: usize = 4_000;

const START: &str = "<pre><code>";
const END: &str = "</code></pre>";

/// Clips the examples of every page below a folder.
pub(crate) fn clip_pages(folder: &Path) -> Outcome {
    for path in sorted(folder)? {
        if path.is_dir() {
            clip_pages(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "html") {
            let failed = |error: std::io::Error| format!("{}: {error}", path.display());
            let html = fs::read_to_string(&path).map_err(failed)?;
            let clipped = clip(&html);
            if clipped != html {
                fs::write(&path, clipped).map_err(failed)?;
            }
        }
    }
    Ok(())
}

/// Returns the page with its long examples clipped. The style says what was left out, in the page's
/// language, with the number of lines from `data-lines`.
fn clip(html: &str) -> String {
    let mut out = String::with_capacity(html.len().min(100_000));
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(START) {
        let Some((example, next)) = after.split_once(END) else { break };
        out.push_str(before);
        out.push_str(START);
        clip_example(example, &mut out);
        out.push_str(END);
        rest = next;
    }
    out.push_str(rest);
    out
}

fn clip_example(example: &str, out: &mut String) {
    let (mut lines, mut characters, mut marks) = (0, 0, 0_usize);
    let (mut in_tag, mut in_entity) = (false, false);
    for (at, c) in example.char_indices() {
        let full = lines == LINES || characters == CHARACTERS;
        if full && !in_tag && !in_entity {
            let (shown, left) = example.split_at(at);
            out.push_str(shown);
            if marks > 0 {
                out.push_str("</mark>");
            }
            let more = left.trim_end().lines().count();
            for part in ["\n<span class=\"cut\" data-lines=\"", &more.to_string(), "\"></span>"] {
                out.push_str(part);
            }
            return;
        }
        match c {
            '<' => {
                in_tag = true;
                let tag = example.get(at..).unwrap_or_default();
                if tag.starts_with("<mark") {
                    marks += 1;
                } else if tag.starts_with("</mark") {
                    marks = marks.saturating_sub(1);
                }
            }
            '>' => in_tag = false,
            '&' => in_entity = true,
            ';' if in_entity => {
                in_entity = false;
                characters += 1;
            }
            '\n' => lines += 1,
            _ if !in_tag && !in_entity => characters += 1,
            _ => {}
        }
    }
    out.push_str(example);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(example: &str) -> String {
        format!("<h2>x</h2>\n{START}{example}{END}\n<p>y</p>\n")
    }

    #[test]
    fn short_examples_stay_as_they_are() {
        let html = page("From: <mark>a</mark>@example.org\n") + &page(&"X: y\n".repeat(LINES));
        assert_eq!(clip(&html), html);
    }

    #[test]
    fn long_examples_end_early_and_tell_how_much_is_missing() {
        let clipped = clip(&page(&"X: y\n".repeat(LINES + 7)));
        assert_eq!(clipped.matches("X: y").count(), LINES);
        assert!(clipped.contains("data-lines=\"7\"") && clipped.ends_with("<p>y</p>\n"));
    }

    #[test]
    fn neither_a_mark_nor_an_entity_is_cut_open() {
        let clipped = clip(&page(&format!("<mark>{}</mark>", "&lt;".repeat(CHARACTERS + 1))));
        assert_eq!(clipped.matches("&lt;").count(), CHARACTERS);
        assert_eq!(clipped.matches("<mark>").count(), clipped.matches("</mark>").count());
    }
}
