//! The rules, explained as text.

use super::layout::hang;
use super::source::Named;
use super::{Style, escape};
use headerlint::report::Args;
use headerlint::rule::{Group, Level, Provenance, Rule};
use headerlint::span::Span;
use headerlint::{Options, inspect};
use std::fmt::Write;

/// Locale key of a level.
pub const fn level_key(level: Level) -> &'static str {
    match level {
        Level::Error => "level.error",
        Level::Warning => "level.warning",
        Level::Note => "level.note",
    }
}

/// Locale key of a group.
pub const fn group_key(group: Group) -> &'static str {
    match group {
        Group::Broken => "group.broken",
        Group::Deceptive => "group.deceptive",
        Group::Required => "group.required",
        Group::Unauthenticated => "group.unauthenticated",
        Group::Disliked => "group.disliked",
        Group::Odd => "group.odd",
        Group::Informative => "group.informative",
    }
}

/// Locale key of a provenance.
pub(super) const fn provenance_key(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Same => "cli.source.same",
        Provenance::Inspired => "cli.source.inspired",
    }
}

/// Where a rule fires on one of its examples, and with which values.
pub(super) fn on_example(rule: &Rule, example: &str) -> (Vec<Span>, Args) {
    let report = inspect(example, &Options::default());
    let mut findings = report.findings.into_iter().filter(|finding| finding.rule == rule.id);
    let Some(first) = findings.next() else { return (vec![], Args::new()) };
    let mut spans = first.spans;
    spans.extend(findings.flat_map(|finding| finding.spans));
    (spans, first.args)
}

/// One rule: what it finds (worded with its first example), why, what to do, sources, examples.
pub fn explain(rule: &Rule, style: Style<'_>) -> String {
    let words = style.words;
    let args = rule.examples.finds.first().map(|text| on_example(rule, text).1).unwrap_or_default();
    let say = |part: &str| style.say(&format!("rule.{}.{part}", rule.id), &args);
    let mut out =
        format!("{}[{}]: {}\n", words.text(level_key(rule.level())), rule.id, say("title"));
    let _ = writeln!(out, "{}", words.text(group_key(rule.group)));
    let parts = [("cli.found.heading", "found"), ("cli.why.heading", "why"), ("cli.fix", "fix")];
    for (heading, part) in parts {
        style.heading(&mut out, &words.text(heading));
        let _ = writeln!(out, "  {}", hang(&say(part), "  "));
    }
    style.heading(&mut out, &words.text("cli.sources"));
    for source in rule.sources.iter().map(|source| Named::new(source, words)) {
        let how = source.provenance.map(|how| format!(": {}", words.text(provenance_key(how))));
        let url = source.url.as_deref().map(|url| format!(" <{url}>")).unwrap_or_default();
        let text = format!("{}{url}{}", source.with_weight(), how.unwrap_or_default());
        let _ = writeln!(out, "  - {}", escape(&text));
    }
    let groups =
        [("cli.examples.finds", rule.examples.finds), ("cli.examples.quiet", rule.examples.quiet)];
    for (heading, examples) in groups {
        style.heading(&mut out, &words.text(heading));
        for (at, example) in examples.iter().enumerate() {
            if at > 0 {
                out.push('\n');
            }
            for line in example.lines() {
                let _ = writeln!(out, "  | {}", escape(line));
            }
        }
    }
    out
}
