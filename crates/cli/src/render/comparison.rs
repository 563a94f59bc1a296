//! Two messages, or two groups of them, compared: as text.

use super::layout::hang;
use super::{Style, escape, source};
use headerlint::compare::{
    Comparison, Difference, FileReport, Groups, Place, RuleDifference, SideReport, TraitName,
    TraitReport, Which,
};
use headerlint::report::{Args, LimitReport, SourceKind, SourceReport};
use headerlint::rule::Arg;
use std::fmt::Write;

/// Differences that are told; JSON has them all.
const TOLD: usize = 40;

/// Places on a terminal line for one value.
const VALUE: usize = 110;

/// Two messages. `names`: of the files.
pub fn comparison(names: (&str, &str), comparison: &Comparison, style: Style<'_>) -> String {
    let mut out = String::new();
    side(&mut out, "left", names.0, &comparison.left, style);
    side(&mut out, "right", names.1, &comparison.right, style);
    let key = format!("compare.verdict.{}", comparison.verdict.id);
    let _ = writeln!(out, "\n{}", hang(&style.say(&key, &comparison.verdict.args), ""));
    if !comparison.differences.is_empty() {
        style.heading(&mut out, &style.label("compare.label.differences"));
        for (number, one) in comparison.differences.iter().take(TOLD).enumerate() {
            difference(&mut out, number + 1, one, style);
        }
        let more = comparison.differences.len().saturating_sub(TOLD);
        if more > 0 {
            let _ = writeln!(out, "\n… +{more}");
        }
        let _ = writeln!(out, "\n{}", hang(&style.label("compare.label.note"), ""));
    }
    if !comparison.volatile.is_empty() {
        style.heading(&mut out, &style.label("compare.label.volatile"));
        for one in comparison.volatile.iter().take(TOLD) {
            let reason = style.label(&format!("compare.volatile.{}", one.reason));
            let _ = writeln!(out, "  {}: {reason}", escape(&one.field));
        }
    }
    if !comparison.experiment.is_empty() {
        style.heading(&mut out, &style.label("compare.label.experiment"));
        for (number, step) in comparison.experiment.iter().enumerate() {
            let text = style.say(&format!("compare.experiment.{}", step.id), &step.args);
            let _ = writeln!(out, "  {}. {}", number + 1, hang(&text, "     "));
        }
    }
    out
}

fn side(out: &mut String, which: &str, file: &str, side: &SideReport, style: Style<'_>) {
    let args = Args::from([
        ("side", Arg::Word(format!("compare.label.{which}"))),
        ("file", Arg::Text(file.to_owned())),
        ("count", Arg::Count(side.fields as u64)),
        ("bytes", Arg::Count(side.header_bytes as u64)),
    ]);
    let line = style.say("compare.side.line", &args);
    let returned = style.label("compare.side.returned");
    let _ =
        if side.returned { writeln!(out, "{line} ({returned})") } else { writeln!(out, "{line}") };
}

fn difference(out: &mut String, number: usize, one: &Difference, style: Style<'_>) {
    let says = style.say(&format!("compare.says.{}", one.says.id), &one.says.args);
    let _ = writeln!(out, "\n{number:>3}. {}", hang(&says, "     "));
    let about: Vec<_> =
        one.aspects.iter().map(|a| style.label(&format!("compare.trait.{}", a.id))).collect();
    row(out, &style.label("compare.label.about"), &about.join("; "));
    for (place, which) in [(&one.left, Which::Left), (&one.right, Which::Right)] {
        // The sentence cuts long values.
        if let Some(Place { text, .. }) = place.as_ref().filter(|p| p.text.len() > VALUE) {
            let label = if which == Which::Left { "left" } else { "right" };
            let label = style.label(&format!("compare.label.{label}"));
            row(out, &label, &escape(&crate::words::clipped(text)));
        }
    }
    for rule in &one.rules {
        let label = if rule.side == Which::Left { "rule-left" } else { "rule-right" };
        row(out, &style.label(&format!("compare.label.{label}")), &told(rule, style));
    }
    if !one.sources.is_empty() {
        row(out, &style.label("compare.label.read-by"), &sources(&one.sources, style));
    }
}

fn row(out: &mut String, label: &str, text: &str) {
    let _ = writeln!(out, "     {label}: {}", hang(text, "       "));
}

fn told(rule: &RuleDifference, style: Style<'_>) -> String {
    let level = style.label(super::rule::level_key(rule.level));
    let title = style.label(&format!("rule.{}.title", rule.rule));
    format!("{} ({level}) {title}; {}", rule.rule, sources(&rule.sources, style))
}

fn sources(all: &[SourceReport], style: Style<'_>) -> String {
    let one = |of: &SourceReport| {
        let name = match of.kind {
            SourceKind::SpamAssassin => format!("SpamAssassin {}", of.name),
            SourceKind::Rspamd => format!("rspamd {}", of.name),
            SourceKind::Observed => style.words.text(&format!("observed.{}", of.name)),
            _ => of.name.clone(),
        };
        match of.weight {
            Some(weight) => format!("{name} ({})", source::weight(weight)),
            None => name,
        }
    };
    escape(&all.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// Two groups.
pub fn groups(groups: &Groups, style: Style<'_>) -> String {
    let mut out = String::new();
    let say = |out: &mut String, key: &str, args: &Args| {
        let _ = writeln!(out, "{}", hang(&style.say(key, args), ""));
    };
    say(&mut out, &format!("groups.verdict.{}", groups.verdict.id), &groups.verdict.args);
    if groups.way_left_out {
        say(&mut out, "groups.way", &Args::new());
    }
    let found: Vec<_> = groups.traits.iter().filter(|row| row.finding).collect();
    table(&mut out, "groups.label.found", &found, groups, style);
    let rest: Vec<_> = groups.traits.iter().filter(|row| !row.finding).take(10).collect();
    table(&mut out, "groups.label.rest", &rest, groups, style);
    if groups.tested > 0 {
        let args = Args::from([("count", Arg::Count(groups.tested as u64))]);
        let _ = writeln!(out, "\n{}", hang(&style.say("groups.method", &args), ""));
    }
    reached(&mut out, &groups.reached, style);
    out
}

/// Limits that were reached.
pub(super) fn reached(out: &mut String, limits: &[LimitReport], style: Style<'_>) {
    for limit in limits {
        let args = Args::from([
            ("limit", Arg::Count(limit.limit as u64)),
            ("count", Arg::Count(limit.actual as u64)),
        ]);
        let text = style.say(&format!("groups.limit.{}", limit.id), &args);
        let _ = writeln!(out, "\n{}", hang(&text, ""));
    }
}

/// What is wrong with a file, of the locale keys `groups.problem.<id>`.
pub fn problem(id: &str, values: &Args, style: Style<'_>) -> String {
    style.say(&format!("groups.problem.{id}"), values)
}

/// What is to be said of a file whose messages were counted: nothing where all is well.
pub fn file(file: &FileReport, style: Style<'_>) -> Vec<String> {
    let problem = file.problem.map(|id| style.label(&format!("groups.problem.{id}")));
    let numbers = file.unread_at.iter().map(|n| Arg::Count(*n as u64)).collect();
    let args =
        Args::from([("count", Arg::Count(file.unread as u64)), ("numbers", Arg::List(numbers))]);
    let unread = (file.unread > 0).then(|| style.say("groups.problem.unread", &args));
    problem.into_iter().chain(unread).collect()
}

fn table(out: &mut String, key: &str, rows: &[&TraitReport], groups: &Groups, style: Style<'_>) {
    if rows.is_empty() {
        return;
    }
    style.heading(out, &style.label(key));
    for row in rows {
        let args = Args::from([
            ("refused", Arg::Text(format!("{}/{}", row.refused, groups.refused))),
            ("accepted", Arg::Text(format!("{}/{}", row.accepted, groups.accepted))),
            ("p", Arg::Text(chance(row.p))),
            ("adjusted", Arg::Text(chance(row.adjusted))),
        ]);
        let names: Vec<_> = row.names.iter().map(|name| trait_name(name, style)).collect();
        let _ = writeln!(out, "\n  {}", hang(&names.join("; "), "  "));
        let _ = writeln!(out, "    {}", style.say("groups.row", &args));
    }
}

fn trait_name(name: &TraitName, style: Style<'_>) -> String {
    let value = match &*name.kind {
        "rule" => {
            format!("{} ({})", name.value, style.words.text(&format!("rule.{}.title", name.value)))
        }
        _ => name.value.clone(),
    };
    let args = Args::from([("value", Arg::Text(value))]);
    style.say(&format!("groups.trait.{}", name.kind), &args)
}

/// A probability with two digits that say something.
fn chance(p: f64) -> String {
    if p < 0.000_1 {
        return "< 0.0001".to_owned();
    }
    if p < 0.01 { format!("{p:.4}") } else { format!("{p:.2}") }
}
