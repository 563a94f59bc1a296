//! What providers ask, as text: how much is met, and what is not. All lines, and where to see what the
//! fields do not show, stand in the JSON and on the page.

use super::Style;
use super::layout::hang;
use headerlint::report::{Args, LineReport, ProviderReport, Report, State};
use headerlint::rule::Arg;
use std::fmt::Write;

/// A line of numbers for each provider, and what is not met.
pub(super) fn requirements(out: &mut String, report: &Report, style: Style<'_>) {
    if report.requirements.is_empty() {
        return;
    }
    style.heading(out, &style.label("requirements.title"));
    for provider in &report.requirements {
        paragraph(out, provider, style);
    }
}

fn paragraph(out: &mut String, provider: &ProviderReport, style: Style<'_>) {
    let of = |state| provider.lines.iter().filter(move |line| line.state == state);
    let counts: Vec<_> = [
        ("requirements.count.not-met", of(State::NotMet).count()),
        ("requirements.count.met", of(State::Met).count()),
        ("requirements.count.unseen", of(State::Unseen).count()),
    ]
    .into_iter()
    .map(|(key, n)| style.say(key, &Args::from([("n", Arg::Count(n as u64))])))
    .collect();
    let name = style.label(&format!("asks.{}", provider.provider));
    let _ = writeln!(out, "  {name}: {}", style.words.list(&counts));
    for line in of(State::NotMet) {
        let _ = writeln!(out, "    ✕ {}", hang(&not_met(line, style), "      "));
    }
}

/// What is asked, who says so, which rules found it.
fn not_met(line: &LineReport, style: Style<'_>) -> String {
    let mut notes = Vec::new();
    if line.bulk {
        notes.push(style.label("requirements.bulk"));
    }
    if let Some(code) = &line.code {
        let args = Args::from([("code", Arg::Text(code.to_string()))]);
        notes.push(style.say("requirements.code", &args));
    }
    let date = Args::from([("date", Arg::Text(line.checked.to_string()))]);
    notes.push(format!("{}, {}", line.source.name, style.say("requirements.checked", &date)));
    if line.refused {
        notes.insert(0, style.label("requirements.refused"));
    }
    let mut told = format!("{} ({})", asked(line, style), notes.join("; "));
    for rule in &line.findings {
        let _ = write!(told, " [{rule}]");
    }
    told
}

fn asked(line: &LineReport, style: Style<'_>) -> String {
    style.label(&format!("requirement.{}", line.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};
    use headerlint::{Options, inspect};

    #[test]
    fn what_is_not_met_is_told_with_its_refusal_and_source() {
        let mail = "From: a@example.org, b@example.org\nSender: a@example.org\nSubject: x\n";
        let report = inspect(mail, &Options::default());
        let words = Words::new(Language::ENGLISH);
        let mut out = String::new();
        requirements(&mut out, &report, Style { words: &words, color: false });
        let text = out.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = "`From` names one address only (refusal 550 5.7.1; \
                     Gmail: SMTP errors and codes, read 2026-07-02) [from-several]";
        let gmail = "Gmail: 1 not met, 7 met and 15 cannot be seen ✕ ";
        assert!(text.contains(&format!("{gmail}{name} Yahoo Mail and AOL: 0 not met, ")), "{out}");
    }
}
