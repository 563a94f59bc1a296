//! One static page a rule, and the list of them. No script; all text is escaped.

use super::rule::{group_key, level_key, on_example, provenance_key};
use super::source::Named;
use crate::report::Args;
use crate::rule::Rule;
use crate::span::Span;
use crate::words::{Language, Words};
use std::fmt::Write;

/// Nothing but the style sheet beside the pages is loaded, and nothing runs.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'";

/// The page of one rule, as `<tag>/<id>.html` two folders below the style sheet.
pub fn rule(rule: &Rule, words: &Words) -> String {
    let examples: Vec<_> =
        rule.examples.finds.iter().map(|text| (*text, on_example(rule, text))).collect();
    let none = Args::new();
    let args = examples.first().map_or(&none, |(_, (_, args))| args);
    let say = |part: &str| prose(&words.say(&format!("rule.{}.{part}", rule.id), args));
    let title = words.say(&format!("rule.{}.title", rule.id), args);
    let mut out = head(words, &plain(&title), &format!("{}.html", rule.id));
    let (level, group) = (level_key(rule.level()), group_key(rule.group));
    let _ = write!(
        out,
        "<h1>{}</h1>\n<p class=\"meta\"><span class=\"{}\">{}</span> <code>{}</code> · {}</p>\n",
        prose(&title),
        level.trim_start_matches("level."),
        html(&words.text(level)),
        html(rule.id),
        html(&words.text(group)),
    );
    let parts = [("cli.found.heading", "found"), ("cli.why.heading", "why"), ("cli.fix", "fix")];
    for (heading, part) in parts {
        let _ = write!(out, "<h2>{}</h2>\n<p>{}</p>\n", html(&words.text(heading)), say(part));
    }
    sources(&mut out, rule, words);
    let _ = writeln!(out, "<h2>{}</h2>", html(&words.text("cli.examples.finds")));
    for (text, (spans, _)) in &examples {
        let _ = writeln!(out, "<pre><code>{}</code></pre>", marked(text, spans));
    }
    let _ = writeln!(out, "<h2>{}</h2>", html(&words.text("cli.examples.quiet")));
    for text in rule.examples.quiet {
        let _ = writeln!(out, "<pre><code>{}</code></pre>", marked(text, &[]));
    }
    out + FOOT
}

fn sources(out: &mut String, rule: &Rule, words: &Words) {
    let _ = write!(out, "<h2>{}</h2>\n<ul>\n", html(&words.text("cli.sources")));
    for source in rule.sources.iter().map(Named::new) {
        let name = html(&source.with_weight());
        out.push_str("<li>");
        match source.url.filter(|url| url.starts_with("https://")) {
            Some(url) => {
                let _ = write!(out, "<a href=\"{}\" rel=\"noreferrer\">{name}</a>", html(&url));
            }
            None => out.push_str(&name),
        }
        if let Some(how) = source.provenance {
            let _ = write!(out, " <small>{}</small>", html(&words.text(provenance_key(how))));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

/// The list of all rules, as `<tag>/index.html`.
pub fn index(rules: &[&Rule], words: &Words) -> String {
    let title = words.text("cli.rules");
    let mut out = head(words, &title, "index.html");
    let _ = write!(
        out,
        "<h1>{}</h1>\n<p>{}</p>\n<ul class=\"rules\">\n",
        html(&title),
        prose(&words.text("cli.rules.about"))
    );
    for rule in rules {
        let level = level_key(rule.level());
        let _ = writeln!(
            out,
            "<li><a href=\"{0}.html\">{1}</a> <small><span class=\"{2}\">{3}</span> <code>{0}</code></small></li>",
            html(rule.id),
            prose(&words.text(&format!("rule.{}.title", rule.id))),
            level.trim_start_matches("level."),
            html(&words.text(level)),
        );
    }
    out + "</ul>\n" + FOOT
}

const FOOT: &str = "</main>\n</body>\n</html>\n";

fn head(words: &Words, title: &str, page: &str) -> String {
    let tag = words.language().tag();
    let other = match words.language() {
        Language::En => Language::Ja.tag(),
        Language::Ja => Language::En.tag(),
    };
    let [title, page, inspect, rules, language] = [
        title,
        page,
        &words.text("cli.inspect"),
        &words.text("cli.rules"),
        &words.text("cli.language"),
    ]
    .map(html);
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title} – Headerlint</title>\n\
         <link rel=\"stylesheet\" href=\"../../rules.css\">\n\
         <link rel=\"alternate\" hreflang=\"{other}\" href=\"../{other}/{page}\">\n\
         </head>\n<body>\n<nav><a href=\"../../\">{inspect}</a> <a href=\"index.html\">{rules}</a> \
         <a href=\"../{other}/{page}\" lang=\"{other}\" hreflang=\"{other}\">{language}</a></nav>\n\
         <main>\n"
    )
}

/// Escaped for text and for attribute values.
fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in super::escape(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// A sentence; what stands in backticks is code.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            let _ = write!(out, "<code>{}</code>", html(part));
        } else {
            out.push_str(&html(part));
        }
    }
    out
}

/// A sentence without the marks for code.
fn plain(text: &str) -> String {
    text.replace('`', "")
}

/// Header lines with places marked; what lies inside another place is not marked again.
fn marked(text: &str, spans: &[Span]) -> String {
    let write = |part: &str| {
        let lines: Vec<_> = part.split('\n').map(|l| html(l.trim_end_matches('\r'))).collect();
        lines.join("\n")
    };
    let mut spans: Vec<_> = spans.iter().copied().filter(|span| !span.is_empty()).collect();
    spans.sort();
    let (mut out, mut from) = (String::new(), 0);
    for span in spans {
        if span.start < from {
            continue;
        }
        out.push_str(&write(Span::new(from, span.start).of(text)));
        let _ = write!(out, "<mark>{}</mark>", write(span.of(text)));
        from = span.end;
    }
    out.push_str(&write(Span::new(from, text.len()).of(text).trim_end()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_text() {
        assert_eq!(html("<b a=\"'\">&\u{202e}"), "&lt;b a=&quot;&#39;&quot;&gt;&amp;\\u{202e}");
        assert_eq!(prose("a `<x>` b"), "a <code>&lt;x&gt;</code> b");
    }

    #[test]
    fn places_are_marked_once() {
        let text = "A: <1>\r\nB: 2\r\n";
        let spans = [Span::new(8, 12), Span::new(3, 6), Span::new(4, 5)];
        assert_eq!(marked(text, &spans), "A: <mark>&lt;1&gt;</mark>\n<mark>B: 2</mark>");
    }

    #[test]
    fn the_list_is_a_page_without_script_that_links_its_other_language() {
        let page = index(&[], &Words::new(Language::Ja));
        assert!(page.starts_with("<!doctype html>\n<html lang=\"ja\">"));
        assert!(page.contains("default-src 'none'"));
        assert!(page.contains("href=\"../en/index.html\""));
        assert!(!page.contains("<script"));
    }
}
