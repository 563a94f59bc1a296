//! The report as text, lines quoted and spans underlined as rustc does it, and the rules as text
//! and as pages. Everything that came out of a message is made harmless on its way.

mod comparison;
mod escape;
mod finding;
mod layout;
pub mod pages;
mod profile;
mod requirements;
pub mod rule;
mod sections;
mod source;

pub use comparison::{comparison, file, groups, problem};
pub use escape::escape;
pub use profile::profile;

use crate::words::Words;
use annotate_snippets::Renderer;
use finding::Quote;
use headerlint::report::{Args, Report, WeightRuleReport};
use headerlint::rule::Arg;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Columns that quoted lines may take; longer ones are cut around what is underlined.
const WIDTH: usize = 140;

/// How to write it.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// The sentences.
    pub words: &'a Words,
    /// Whether the terminal takes colours.
    pub color: bool,
}

impl Style<'_> {
    fn renderer(&self) -> Renderer {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        renderer.hyperlink(false).term_width(WIDTH)
    }

    /// A heading.
    fn heading(&self, out: &mut String, text: &str) {
        let text = escape(text);
        // Writing to a string cannot fail; so in all of this module.
        let _ = if self.color {
            writeln!(out, "\n\u{1b}[1m{text}\u{1b}[0m")
        } else {
            writeln!(out, "\n{text}")
        };
    }

    /// One sentence, harmless.
    fn say(&self, key: &str, args: &Args) -> String {
        escape(&self.words.say(key, args))
    }

    /// A label, harmless.
    fn label(&self, key: &str) -> String {
        escape(&self.words.text(key))
    }
}

/// The report on one file. `text` is what the report's spans (in bytes) point into.
pub fn report(file: &str, text: &str, report: &Report, style: Style<'_>) -> String {
    let mut out = String::new();
    let key = qualified("verdict", &report.verdict.id, style.words);
    let _ = writeln!(out, "{}: {}", escape(file), style.say(&key, &report.verdict.args));
    notes(&mut out, report, style);
    sections::bounce(&mut out, report, style);
    findings(&mut out, file, text, report, style);
    sections::route(&mut out, report, style);
    sections::identities(&mut out, report, style);
    sections::authentication(&mut out, report, style);
    sections::mailer(&mut out, report, style);
    sections::filters(&mut out, report, style);
    requirements::requirements(&mut out, report, style);
    if !report.unseen.is_empty() {
        style.heading(&mut out, &style.label("cli.unseen"));
        for id in &report.unseen {
            let text = style.label(&format!("unseen.{id}"));
            let _ = writeln!(out, "  - {}", layout::hang(&text, "    "));
        }
    }
    summary(&mut out, report, style);
    out
}

/// The key as it stands, or below a family where it was given without.
fn qualified(family: &str, id: &str, words: &Words) -> String {
    if words.has(id) { id.to_owned() } else { format!("{family}.{id}") }
}

/// What was undone to read it, and what was left unread.
fn notes(out: &mut String, report: &Report, style: Style<'_>) {
    if !report.messages.is_empty() {
        let args = Args::from([
            ("count", Arg::Count(report.messages.len() as u64)),
            ("shown", Arg::Count(report.message as u64 + 1)),
        ]);
        let text = style.say("cli.messages", &args);
        let _ = writeln!(out, "  = {}: {text}", style.label("cli.choice"));
    }
    for repair in &report.repairs {
        let args = Args::from([("count", Arg::Count(repair.count as u64))]);
        let text = style.say(&format!("repair.{}", repair.id), &args);
        let _ = writeln!(out, "  = {}: {text}", style.label("cli.repair"));
    }
    for limit in &report.limits {
        let args = Args::from([
            ("limit", Arg::Count(limit.limit as u64)),
            ("actual", Arg::Count(limit.actual as u64)),
        ]);
        let text = style.say(&format!("limit.{}", limit.id), &args);
        let _ = writeln!(out, "  = {}: {text}", style.label("cli.limit"));
    }
}

/// The findings; what is the same for all of one rule stands with its first only.
fn findings(out: &mut String, file: &str, text: &str, report: &Report, style: Style<'_>) {
    let quote = Quote::new(file, text);
    let renderer = style.renderer();
    let mut told = BTreeSet::new();
    for finding in &report.findings {
        let first = told.insert(&*finding.rule);
        let _ = writeln!(out, "\n{}", quote.finding(finding, first, style.words, &renderer));
    }
}

/// How many of each level, and the weights of public filters.
fn summary(out: &mut String, report: &Report, style: Style<'_>) {
    let counts = [
        ("cli.count.error", report.counts.error),
        ("cli.count.warning", report.counts.warning),
        ("cli.count.note", report.counts.note),
    ];
    let counts: Vec<_> = counts
        .into_iter()
        .map(|(key, count)| style.say(key, &Args::from([("count", Arg::Count(count as u64))])))
        .collect();
    let _ = writeln!(out, "\n{}", style.words.list(&counts));
    for weight in &report.weights {
        let number = |n: f32| Arg::Text(source::weight(n));
        let mut args = Args::from([
            ("filter", Arg::Text(source::filter(weight.filter).to_owned())),
            ("version", Arg::Text(weight.version.to_string())),
            ("sum", number((weight.sum * 10.0).round() / 10.0)),
            ("threshold", number(weight.threshold)),
        ]);
        let says = match weight.refuses {
            Some(points) => {
                args.insert("refuses", number(points));
                "cli.weights.refuses"
            }
            None => "cli.weights",
        };
        let rule =
            |rule: &WeightRuleReport| format!("{} {}", rule.name, source::weight(rule.points));
        let rules = escape(&weight.rules.iter().map(rule).collect::<Vec<_>>().join(", "));
        let _ = writeln!(out, "{} ({rules})", style.say(says, &args));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use headerlint::bounce::{NoticeKind, Side, Stage};
    use headerlint::facts::Author;
    use headerlint::filter::Filter;
    use headerlint::report::{
        AuthReport, BounceReport, BoundaryBasis, BoundaryReport, ClaimReport, ClockKind,
        ClockReport, Counts, FailureReport, FilterReport, FindingReport, HopReport, IdentityReport,
        LimitKind, LimitReport, MailerReport, MailerVerdict, Quoted, RepairKind, RepairReport,
        Role, Sentence, TraceKind, TraceReport, Unseen, WeightReport,
    };
    use headerlint::rule::{Group, Level};
    use headerlint::span::Span;

    const TEXT: &str = "From: a@example.org\nDate: \u{1b}[31mnever\nTo: b@example.net\n";

    /// A report with all its parts, whose every value out of the message is this one.
    #[expect(clippy::too_many_lines, reason = "one literal of every part")]
    fn full(value: &str) -> Report {
        let span = Span::new(26, 36);
        let text = || value.to_owned();
        let quoted = || Quoted { span, text: text() };
        Report {
            verdict: Sentence {
                id: "verdict.marked-spam".to_owned(),
                args: Args::from([("filter", Arg::Text(text()))]),
            },
            repairs: vec![RepairReport {
                id: RepairKind::QuoteMarks,
                count: 3,
                span,
                detail: None,
            }],
            limits: vec![LimitReport { id: LimitKind::Bytes, limit: 5_000_000, actual: 6_000_000 }],
            bounce: Some(BounceReport {
                format: "rfc3464".into(),
                kind: NoticeKind::Refused,
                reporter: Some(quoted()),
                failures: vec![FailureReport {
                    recipient: Some(quoted()),
                    action: Some(text()),
                    status: Some(quoted()),
                    code: Some(quoted()),
                    reply: Some(quoted()),
                    host: Some(quoted()),
                    provider: Some("gmail".into()),
                    stage: Some(Stage::Data),
                    permanent: Some(true),
                    reason: None,
                    hard: None,
                    response: Some("gmail-spam".into()),
                    registry: None,
                    side: Side::Sender,
                    fields: vec![],
                    reference: Some("https://example.org/".into()),
                    reference_date: None,
                }],
                returned: true,
            }),
            boundary: BoundaryReport { how: BoundaryBasis::ReceivedChain, receiver: Some(text()) },
            hops: vec![HopReport {
                field: 0,
                helo: Some(quoted()),
                rdns: Some(quoted()),
                ip: Some(quoted()),
                by: Some(quoted()),
                with: Some(quoted()),
                tls: true,
                authenticated: false,
                time: Some(1_212_688_761),
                offset: Some(540),
                delay: Some(-75),
                author: Author::Receiver,
            }],
            identities: vec![IdentityReport {
                role: Role::From,
                field: 0,
                value: quoted(),
                name: Some(text()),
                domain: text(),
                unicode: Some(text()),
                org: text(),
                aligned: Some(false),
                author: Author::Sender,
            }],
            authentication: vec![AuthReport {
                field: 0,
                method: text(),
                result: text(),
                domain: Some(text()),
                aligned: Some(true),
                by: Some(text()),
                trusted: false,
                span,
                detail: Some(text()),
            }],
            mailer: MailerReport {
                claims: vec![ClaimReport { field: 0, value: quoted(), program: None, id: None }],
                traces: vec![TraceReport {
                    kind: TraceKind::Boundary,
                    value: quoted(),
                    programs: vec!["Outlook".into()],
                }],
                clocks: vec![ClockReport {
                    kind: ClockKind::Epoch,
                    value: quoted(),
                    unix: Some(0),
                    offset: None,
                    difference: Some(60),
                }],
                fits: vec!["Outlook".into()],
                verdict: MailerVerdict::Unknown,
            },
            filters: vec![FilterReport {
                filter: "rspamd".into(),
                id: "score".into(),
                args: Args::from([("score", Arg::Text(text()))]),
                basis: Sentence { id: "basis.documented".to_owned(), args: Args::new() },
                previous: false,
                span,
                spam: true,
                author: Author::Receiver,
            }],
            findings: [Level::Error, Level::Error]
                .map(|level| FindingReport {
                    rule: "date-broken".into(),
                    level,
                    group: Group::Broken,
                    spans: vec![span],
                    args: Args::from([("value", Arg::Text(text()))]),
                    sources: vec![],
                })
                .into(),
            counts: Counts { error: 2, warning: 0, note: 1 },
            weights: vec![WeightReport {
                filter: Filter::SpamAssassin,
                version: "4.0.1".into(),
                sum: 2.6,
                threshold: 5.0,
                refuses: None,
                rules: vec![WeightRuleReport { name: "INVALID_DATE".into(), points: 2.6 }],
            }],
            unseen: vec![Unseen::Body],
            ..Report::default()
        }
    }

    #[test]
    fn everything_is_told_once() {
        let words = Words::new(Language::ENGLISH);
        let out = report("mail.eml", TEXT, &full("VALUE"), Style { words: &words, color: false });
        assert!(out.starts_with("mail.eml: The receiver's own filter marked this mail"), "{out}");
        for told in [
            "limit: Only the first 5,000,000 bytes",
            "server's words: VALUE",
            "code: VALUE VALUE",
            "error[date-broken]: ",
            "2 | Date: \\u{1b}[31mnever",
            "2008-06-06 02:59:21 +0900  −1 min 15 s  VALUE / VALUE [VALUE]  → VALUE  VALUE TLS",
            "2 errors, 0 warnings and 1 note",
            "SpamAssassin 4.0.1: its stock header rules would add about 2.6; it marks mail",
            "(INVALID_DATE 2.6)",
            "Date is 1 min later",
            "Claims to be VALUE; its traces fit Outlook.",
        ] {
            assert!(out.contains(told), "{told:?} is missing in {out}");
        }
        assert_eq!(out.matches("= why: ").count(), 1, "why stands once for a rule: {out}");
        assert_eq!(out.matches("error[date-broken]").count(), 2);
    }

    #[test]
    fn no_value_out_of_a_message_steers_the_terminal() {
        for language in Language::all() {
            let words = Words::new(language);
            let hostile = full("\u{1b}]8;;x\u{7}\u{9b}2J\r\n\u{202e}\u{2066}\u{200b}");
            let out = report("a\u{1b}b", TEXT, &hostile, Style { words: &words, color: false });
            let harmless = |c: char| {
                let steers = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
                c == '\n' || !(c.is_control() || steers)
            };
            let found: Vec<_> = out.chars().filter(|c| !harmless(*c)).collect();
            assert!(found.is_empty(), "{found:?} in {out}");
        }
    }

    #[test]
    fn colours_come_only_where_asked_for() {
        let words = Words::new(Language::ENGLISH);
        let shown = |color| report("f", TEXT, &full("x"), Style { words: &words, color });
        assert!(shown(true).contains("\u{1b}["));
        assert!(!shown(false).contains('\u{1b}'));
        // What the message holds is written out even between our own colours.
        assert!(shown(true).contains("\\u{1b}[31mnever"));
    }
}
