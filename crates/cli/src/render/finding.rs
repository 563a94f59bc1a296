//! One finding with its lines quoted.

use super::escape::{Escaped, escape};
use super::layout::{width, wrap};
use super::source::weight;
use crate::words::Words;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Shown, Origin};
use annotate_snippets::{Renderer, Snippet};
use headerlint::report::{FindingReport, SourceKind, SourceReport};
use headerlint::rule::Level;
use headerlint::span::Span;

/// Columns of a sentence that stands beside its place.
const BESIDE: usize = 60;
/// Places of one finding that are underlined.
const PLACES: usize = 12;
/// Lines of one place that are underlined; the rest of a longer one is not.
const LINES: usize = 6;
/// Bytes of a line that are quoted on each side of a place.
const ROOM: usize = 200;
/// Bytes of one place that are quoted.
const LENGTH: usize = 2_000;
/// Places this many lines apart or fewer stand in one quotation.
const NEAR: usize = 3;

/// The text to quote from.
pub(super) struct Quote<'t> {
    file: String,
    text: &'t str,
    /// Offsets at which lines begin.
    lines: Vec<usize>,
}

/// Places close together, with the numbers (from 0) of the first and the last line.
struct Cluster {
    first: usize,
    last: usize,
    spans: Vec<Span>,
}

impl<'t> Quote<'t> {
    pub(super) fn new(file: &str, text: &'t str) -> Self {
        let begins = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { file: escape(file), text, lines: std::iter::once(0).chain(begins).collect() }
    }

    /// The number, from 0, of the line that holds an offset.
    fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|begin| *begin <= offset).saturating_sub(1)
    }

    fn line_span(&self, line: usize) -> Span {
        let start = self.lines.get(line).copied().unwrap_or(self.text.len());
        let end = self.lines.get(line + 1).map_or(self.text.len(), |next| next - 1);
        Span::new(start, end)
    }

    /// As rustc writes it. `first`: of its rule, so that why, help and sources are told.
    pub(super) fn finding(
        &self,
        finding: &FindingReport,
        first: bool,
        words: &Words,
        renderer: &Renderer,
    ) -> String {
        let (level, name) = match finding.level {
            Level::Error => (Shown::ERROR, "level.error"),
            Level::Warning => (Shown::WARNING, "level.warning"),
            Level::Note => (Shown::NOTE, "level.note"),
        };
        let say = |part: &str| {
            escape(&words.say(&format!("rule.{}.{part}", finding.rule), &finding.args))
        };
        let named = |level: Shown<'static>, key: &str| level.with_name(escape(&words.text(key)));
        let title = named(level, name).primary_title(say("title")).id(&*finding.rule);
        let mut group = Group::with_title(title);
        let found = say("found");
        // A long sentence beside its place would run out of sight.
        let beside = width(&found) <= BESIDE && !finding.spans.is_empty();
        if finding.spans.is_empty() {
            group = group.element(Origin::path(self.file.as_str()));
        }
        group = group.elements(self.snippets(&finding.spans, beside.then_some(found.as_str())));
        if !beside {
            group = group.element(named(Shown::NOTE, "cli.found").message(wrap(&found)));
        }
        if first {
            let sources: Vec<_> = finding.sources.iter().map(|of| source(of, words)).collect();
            group = group
                .element(named(Shown::NOTE, "cli.why").message(wrap(&say("why"))))
                .element(named(Shown::HELP, "cli.help").message(wrap(&say("fix"))))
                .element(
                    named(Shown::INFO, "cli.source").message(wrap(&escape(&sources.join(", ")))),
                );
        }
        renderer.render(&[group])
    }

    /// The quotations, in the order of the text; the first place carries the sentence.
    fn snippets(&self, spans: &[Span], label: Option<&str>) -> Vec<Snippet<'_, Annotation<'_>>> {
        let main = spans.first().copied();
        let mut spans: Vec<Span> = spans.iter().take(PLACES).copied().collect();
        spans.sort();
        spans.dedup();
        let mut clusters: Vec<Cluster> = Vec::new();
        for whole in spans {
            let span = self.shortened(whole);
            let (first, last) = (self.line(span.start), self.line(span.end.max(1) - 1));
            let last = last.max(first);
            match clusters.last_mut() {
                Some(cluster) if first <= cluster.last + NEAR => {
                    cluster.last = cluster.last.max(last);
                    cluster.spans.push(span);
                }
                _ => clusters.push(Cluster { first, last, spans: vec![span] }),
            }
        }
        let main = main.map(|span| self.shortened(span));
        // The cluster of the main place comes first: its place is the one that is named.
        clusters.sort_by_key(|c| !main.is_some_and(|main| c.spans.contains(&main)));
        clusters.iter().map(|cluster| self.snippet(cluster, main, label)).collect()
    }

    fn snippet(
        &self,
        cluster: &Cluster,
        main: Option<Span>,
        label: Option<&str>,
    ) -> Snippet<'_, Annotation<'_>> {
        let inner = cluster.spans.iter().copied().reduce(Span::to).unwrap_or_default();
        let block = self.line_span(cluster.first).to(self.line_span(cluster.last));
        let start = block.start.max(self.boundary(inner.start.saturating_sub(ROOM)));
        let end = block.end.min(self.boundary(inner.end.saturating_add(ROOM)));
        let window = Span::new(start, end);
        let escaped = Escaped::source(window.of(self.text));
        let annotations: Vec<_> = cluster
            .spans
            .iter()
            .map(|span| {
                let place = Span::new(span.start - window.start, span.end - window.start);
                let place = escaped.span(place);
                let is_main = main == Some(*span);
                let kind = if is_main { AnnotationKind::Primary } else { AnnotationKind::Context };
                kind.span(place.start..place.end)
                    .label(label.filter(|_| is_main).map(ToOwned::to_owned))
            })
            .collect();
        Snippet::source(escaped.text)
            .path(self.file.clone())
            .line_start(cluster.first + 1)
            .annotations(annotations)
    }

    /// At most so many lines and bytes of a place, without a line end at its end.
    fn shortened(&self, span: Span) -> Span {
        let start = self.boundary(span.start);
        let line = self.line(start);
        let end = self.boundary(span.end.min(start.saturating_add(LENGTH)));
        let end = end.min(self.line_span(line + LINES - 1).end);
        let cut = Span::new(start, end);
        let kept = cut.of(self.text).trim_end_matches(['\r', '\n']).len();
        if kept == 0 { Span::empty(start) } else { Span::new(start, start + kept) }
    }

    /// The nearest boundary of a character at or before an offset.
    fn boundary(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.min(self.text.len()))
    }
}

fn source(source: &SourceReport, words: &Words) -> String {
    if source.kind == SourceKind::Observed {
        return words.text(&format!("observed.{}", source.name));
    }
    let filter = match source.kind {
        SourceKind::SpamAssassin => "SpamAssassin ",
        SourceKind::Rspamd => "rspamd ",
        _ => "",
    };
    // A name that already begins with the filter's needs no second one.
    let filter = if source.name.starts_with(filter.trim_end()) { "" } else { filter };
    let detail = source
        .weight
        .map(weight)
        .or_else(|| source.code.as_deref().filter(|code| !code.is_empty()).map(ToOwned::to_owned));
    match detail {
        Some(detail) => format!("{filter}{} ({detail})", source.name),
        None => format!("{filter}{}", source.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use headerlint::report::Args;
    use headerlint::rule::{Arg, Group as RuleGroup};
    use proptest::prelude::*;

    fn finding(spans: Vec<Span>) -> FindingReport {
        FindingReport {
            rule: "date-missing".into(),
            level: Level::Error,
            group: RuleGroup::Broken,
            spans,
            args: Args::from([("value", Arg::Text("\u{1b}[2J".to_owned()))]),
            sources: vec![SourceReport {
                kind: SourceKind::SpamAssassin,
                name: "MISSING_DATE".to_owned(),
                url: None,
                weight: Some(1.4),
                same: true,
                code: None,
            }],
        }
    }

    fn shown(text: &str, spans: Vec<Span>) -> String {
        let words = Words::new(Language::ENGLISH);
        Quote::new("mail.eml", text).finding(&finding(spans), true, &words, &Renderer::plain())
    }

    #[test]
    fn the_line_is_quoted_and_underlined() {
        let text = "From: a@example.org\nDate: never\nTo: b@example.net\n";
        let at = text.find("never").unwrap();
        let out = shown(text, vec![Span::new(at, at + 5)]);
        assert!(out.starts_with("error[date-missing]: "), "{out}");
        assert!(out.contains("--> mail.eml:2:7"), "{out}");
        assert!(out.contains("2 | Date: never\n"), "{out}");
        assert!(out.contains("  |       ^^^^^"), "{out}");
        assert!(out.contains("source: SpamAssassin MISSING_DATE (1.4)"), "{out}");
        assert!(!out.contains("example.net"), "{out}");
    }

    #[test]
    fn far_places_are_quoted_apart_the_main_one_first() {
        let text = format!("A: 1\n{}B: 2\n", "X: y\n".repeat(50));
        let last = text.find("B: 2").unwrap();
        let out = shown(&text, vec![Span::new(last, last + 1), Span::new(0, 1)]);
        assert!(out.contains("--> mail.eml:52:1"), "{out}");
        assert!(out.contains("::: mail.eml:1:1"), "{out}");
        assert_eq!(out.matches("X: y").count(), 0, "{out}");
    }

    #[test]
    fn a_finding_without_a_place_names_the_file() {
        let out = shown("From: a@example.org\n", vec![]);
        assert!(out.contains("--> mail.eml"), "{out}");
        assert!(out.contains("found: "), "{out}");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("Subject: {}!{}\n", "x".repeat(100_000), "y".repeat(100_000));
        let at = text.find('!').unwrap();
        let out = shown(&text, vec![Span::new(at, at + 1)]);
        assert!(out.len() < 3_000 && out.contains('!'), "{}", out.len());
    }

    proptest! {
        #[test]
        fn any_text_and_places_are_shown_harmlessly(
            text in "[ -~\r\n\t日🙂\u{1b}\u{202e}]{0,120}",
            places in prop::collection::vec((0_usize..400, 0_usize..400), 0..5),
        ) {
            let spans = places.into_iter().map(|(a, b)| Span::new(a, b)).collect();
            let out = shown(&text, spans);
            let harmless = |c: char| c == '\n' || (!c.is_control() && c != '\u{202e}');
            prop_assert!(out.chars().all(harmless), "{:?}", out);
        }
    }
}
