//! One static page a rule, and the list of them, which a script can shorten. All text is escaped.

use super::rule::{group_key, level_key, on_example, provenance_key};
use super::source::Named;
use crate::words::{Language, Words};
use headerlint::report::Args;
use headerlint::rule::{Arg, Group, Level, Rule, Source};
use headerlint::span::Span;
use std::fmt::Write;

/// Nothing but the style sheet and the list's script beside the pages is loaded.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";

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
    for source in rule.sources.iter().map(|source| Named::new(source, words)) {
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

/// The list of all rules, as `<tag>/index.html`, and fields to shorten it, which wait for their script.
pub fn index(rules: &[&Rule], words: &Words) -> String {
    let title = words.text("cli.rules");
    let mut out = head(words, &title, "index.html").replacen(
        "</head>",
        "<script src=\"../list.js\" defer></script>\n</head>",
        1,
    );
    let _ = write!(
        out,
        "<h1>{}</h1>\n<p>{}</p>\n<p><a href=\"unseen.html\">{}</a></p>\n",
        html(&title),
        prose(&words.text("cli.rules.about")),
        html(&words.text("cli.unseen")),
    );
    search(&mut out, words);
    out.push_str("<ul class=\"rules\">\n");
    for rule in rules {
        let (level, group) = (level_key(rule.level()), group_key(rule.group));
        let (filters, names) = sought(rule, words);
        let _ = writeln!(
            out,
            "<li data-level=\"{2}\" data-group=\"{4}\" data-provider=\"{5}\" data-filter=\"{6}\" \
             data-names=\"{7}\"><a href=\"{0}.html\">{1}</a> \
             <small><span class=\"{2}\">{3}</span> <code>{0}</code></small></li>",
            html(rule.id),
            prose(&words.text(&format!("rule.{}.title", rule.id))),
            bare(level),
            html(&words.text(level)),
            bare(group),
            providers(rule).join(" "),
            filters.join(" "),
            html(&names.join(" ")),
        );
    }
    out + "</ul>\n" + FOOT
}

/// The last part of a key.
fn bare(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

const FILTERS: [(&str, &str); 3] =
    [("spamassassin", "SpamAssassin"), ("rspamd", "rspamd"), ("rfc", "RFC")];

const PROVIDERS: [&str; 4] = ["gmail", "yahoo", "outlook", "icloud"];

fn search(out: &mut String, words: &Words) {
    let say = |key: &str| html(&words.text(key));
    let keys = |keys: &[&'static str]| -> Vec<(String, String)> {
        keys.iter().map(|key| (bare(key).to_owned(), words.text(key))).collect()
    };
    let levels = [Level::Error, Level::Warning, Level::Note].map(level_key);
    let providers = PROVIDERS.map(|id| (id.to_owned(), words.text(&format!("asks.{id}"))));
    let filters = FILTERS.map(|(id, name)| (id.to_owned(), name.to_owned()));
    let choices = [
        ("level", keys(&levels)),
        ("group", keys(&Group::ALL.map(group_key))),
        ("provider", providers.into()),
        ("filter", filters.into()),
    ];
    let _ = write!(
        out,
        "<form role=\"search\" hidden>\n<label>{} <input type=\"search\" name=\"text\" \
         autocomplete=\"off\" spellcheck=\"false\"></label>\n",
        say("cli.rules.search")
    );
    for (name, options) in choices {
        let label = say(&format!("cli.rules.{name}"));
        let _ = write!(
            out,
            "<label>{label} <select name=\"{name}\">\n<option value=\"\">{}</option>\n",
            say("cli.rules.any")
        );
        for (value, text) in options {
            let _ = writeln!(out, "<option value=\"{}\">{}</option>", html(&value), html(&text));
        }
        out.push_str("</select></label>\n");
    }
    // The script puts the numbers in.
    let number = |name: &'static str| (name, Arg::Text(format!("{{{name}}}")));
    let numbers = Args::from([number("shown"), number("all")]);
    let _ = write!(
        out,
        "<button type=\"reset\">{}</button>\n<output data-text=\"{}\"></output>\n</form>\n",
        say("cli.rules.reset"),
        html(&words.say("cli.rules.count", &numbers)),
    );
}

/// Kinds of sources, and the names that a reader of a filter's report would search for.
fn sought(rule: &Rule, words: &Words) -> (Vec<&'static str>, Vec<String>) {
    let mut kinds = Vec::new();
    for (kind, _) in FILTERS {
        let fits = |source: &Source| match source {
            Source::Filter(_, test) => kind == test.filter.id(),
            Source::Rfc(..) => kind == "rfc",
            _ => false,
        };
        if rule.sources.iter().any(fits) {
            kinds.push(kind);
        }
    }
    (kinds, rule.sources.iter().map(|source| Named::new(source, words).name).collect())
}

/// Who asks for what the rule finds missing, or writes of it.
fn providers(rule: &Rule) -> Vec<&'static str> {
    let asked = headerlint::asked_by(rule.id);
    let writes = |id: &str| {
        rule.sources.iter().any(|source| match source {
            Source::Page(name, ..) => match id {
                "gmail" => name.starts_with("Gmail"),
                "yahoo" => name.starts_with("Yahoo"),
                "icloud" => name.starts_with("Apple"),
                _ => name.starts_with("Outlook") || name.starts_with("Microsoft"),
            },
            _ => false,
        })
    };
    PROVIDERS.into_iter().filter(|id| asked.contains(id) || writes(id)).collect()
}

/// Where to look for what header fields cannot show, by the ids of `Report::unseen`.
const LOOK: &[(&str, &[(&str, &str)])] = &[
    ("body", &[("Gmail: Email sender guidelines", "https://support.google.com/a/answer/81126")]),
    (
        "reputation",
        &[
            ("Google Postmaster Tools", "https://postmaster.google.com/"),
            ("Outlook.com SNDS", "https://sendersupport.olc.protection.outlook.com/snds/"),
        ],
    ),
    (
        "complaints",
        &[
            ("Google Postmaster Tools", "https://postmaster.google.com/"),
            ("Yahoo Sender Hub", "https://senders.yahooinc.com/complaint-feedback-loop/"),
            ("Outlook.com JMRP", "https://sendersupport.olc.protection.outlook.com/snds/JMRP.aspx"),
        ],
    ),
    (
        "volume",
        &[
            ("Gmail: Email sender guidelines", "https://support.google.com/a/answer/81126"),
            ("Outlook.com SNDS", "https://sendersupport.olc.protection.outlook.com/snds/"),
        ],
    ),
    (
        "blocklists",
        &[
            ("Spamhaus", "https://check.spamhaus.org/"),
            ("SURBL", "https://surbl.org/surbl-analysis"),
        ],
    ),
    (
        "dns",
        &[
            ("Google Admin Toolbox: Dig", "https://toolbox.googleapps.com/apps/dig/"),
            ("RFC 7208 (SPF)", "https://www.rfc-editor.org/rfc/rfc7208"),
            ("RFC 6376 (DKIM)", "https://www.rfc-editor.org/rfc/rfc6376"),
            ("RFC 9989 (DMARC)", "https://www.rfc-editor.org/rfc/rfc9989"),
        ],
    ),
];

/// What header fields cannot show, as `<tag>/unseen.html`.
pub fn unseen(words: &Words) -> String {
    let title = words.text("cli.unseen");
    let mut out = head(words, &title, "unseen.html");
    let _ = write!(
        out,
        "<h1>{}</h1>\n<p>{}</p>\n",
        html(&title),
        prose(&words.text("cli.unseen.about"))
    );
    for (id, links) in LOOK {
        let _ = write!(
            out,
            "<h2 id=\"{id}\">{}</h2>\n<ul>\n",
            html(&words.text(&format!("cli.unseen.{id}.heading")))
        );
        for check in words.text(&format!("cli.unseen.{id}")).split(" | ") {
            let _ = writeln!(out, "<li>{}</li>", prose(check));
        }
        let links: Vec<_> = links
            .iter()
            .map(|(name, url)| format!("<a href=\"{url}\" rel=\"noreferrer\">{name}</a>"))
            .collect();
        let _ = write!(
            out,
            "</ul>\n<p>{}</p>\n<p>{}</p>\n",
            prose(&words.text(&format!("unseen.{id}"))),
            links.join(", ")
        );
    }
    out + FOOT
}

const FOOT: &str = "</main>\n</body>\n</html>\n";

fn head(words: &Words, title: &str, page: &str) -> String {
    let tag = words.language().tag();
    let others = Language::all().filter(|other| *other != words.language());
    let (mut alternates, mut links) = (String::new(), String::new());
    for other in others {
        let (other, name) = (other.tag(), html(other.name()));
        let place = format!("hreflang=\"{other}\" href=\"../{other}/{}\"", html(page));
        let _ = writeln!(alternates, "<link rel=\"alternate\" {place}>");
        let _ = write!(links, " <a {place} lang=\"{other}\">{name}</a>");
    }
    let [title, inspect, rules] =
        [title, &words.text("cli.inspect"), &words.text("cli.rules")].map(html);
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title} – Headerlint</title>\n\
         <link rel=\"stylesheet\" href=\"../../rules.css\">\n\
         {alternates}\
         </head>\n<body>\n<nav><a href=\"../../\">{inspect}</a> <a href=\"index.html\">{rules}</a>\
         {links}</nav>\n\
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
    fn the_list_is_a_page_that_links_its_other_language() {
        let page = index(&[], &Words::new(Language::of("ja")));
        assert!(page.starts_with("<!doctype html>\n<html lang=\"ja\">"));
        assert!(page.contains("default-src 'none'"));
        assert!(page.contains("href=\"../en/index.html\""));
        // Without the script nothing is there that would do nothing.
        assert!(page.contains("<form role=\"search\" hidden>"));
    }

    #[test]
    fn a_rule_is_found_by_who_asks_and_who_tests() {
        let rule = headerlint::rules::find("date-missing").unwrap();
        let words = &Words::new(Language::ENGLISH);
        assert_eq!(sought(rule, words).0, ["spamassassin", "rspamd", "rfc"]);
        assert!(sought(rule, words).1.iter().any(|name| name.contains("MISSING_DATE")));
        assert!(providers(headerlint::rules::find("from-several").unwrap()).contains(&"gmail"));
    }

    #[test]
    fn the_page_of_what_is_unseen_has_every_part_of_the_report() {
        let report =
            headerlint::inspect("From: a@example.org\n\n", &headerlint::Options::default());
        let known: Vec<_> = LOOK.iter().map(|(id, _)| *id).collect();
        assert_eq!(known, report.unseen.iter().map(|what| what.id()).collect::<Vec<_>>());
        for language in Language::all() {
            let page = unseen(&Words::new(language));
            assert!(page.matches("<li>").count() > 20, "{page}");
        }
    }
}
