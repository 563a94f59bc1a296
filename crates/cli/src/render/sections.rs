//! The bounce and the short tables below the findings.

use super::layout::{hang, width};
use super::{Style, escape};
use crate::words::{clipped, instant};
use headerlint::bounce::{NoticeKind, Side, Stage};
use headerlint::facts::Author;
use headerlint::report::{Args, BoundaryBasis, FailureReport, MailerVerdict, Quoted, Report};
use headerlint::rule::Arg;
use std::fmt::Write;

/// Rows of one table that are written.
const ROWS: usize = 100;

/// Who refused, with which words, what they mean, what to do.
pub(super) fn bounce(out: &mut String, report: &Report, style: Style<'_>) {
    let Some(bounce) = &report.bounce else { return };
    let title = style.label(match bounce.kind {
        NoticeKind::Refused => "cli.bounce",
        NoticeKind::Delayed => "page.bounce.delayed",
        NoticeKind::Delivered => "page.bounce.delivered",
        NoticeKind::Complaint => "page.bounce.complaint",
        NoticeKind::Answer => "page.bounce.answer",
    });
    style.heading(out, &format!("{title} ({})", style.label(&format!("format.{}", bounce.format))));
    if let Some(reporter) = &bounce.reporter {
        line(out, style, "cli.reporter", &reporter.text);
    }
    for (at, failure) in bounce.failures.iter().take(ROWS).enumerate() {
        if at > 0 {
            out.push('\n');
        }
        bounce_failure(out, failure, style);
    }
    if bounce.failures.len() > ROWS {
        let _ = writeln!(out, "  … +{}", bounce.failures.len() - ROWS);
    }
}

fn bounce_failure(out: &mut String, failure: &FailureReport, style: Style<'_>) {
    if let Some(recipient) = &failure.recipient {
        line(out, style, "cli.recipient", &recipient.text);
    }
    let provider = failure.provider.as_deref().map(|id| style.label(&format!("provider.{id}")));
    match (&failure.host, provider) {
        (Some(host), Some(name)) => {
            line(out, style, "cli.host", &format!("{} ({name})", host.text));
        }
        (Some(host), None) => line(out, style, "cli.host", &host.text),
        (None, Some(name)) => line(out, style, "cli.host", &name),
        (None, None) => {}
    }
    if let Some(stage) = failure.stage {
        line(out, style, "cli.stage", &style.label(stage_key(stage)));
    }
    let codes: Vec<_> = [&failure.code, &failure.status].into_iter().flatten().map(shown).collect();
    if !codes.is_empty() {
        // What somebody made up is not shown as if it meant something.
        let made_up = failure.registry.as_deref() == Some("unregistered");
        let note = made_up.then(|| format!(" ({})", style.label("cli.unregistered")));
        line(out, style, "cli.status", &format!("{}{}", codes.join(" "), note.unwrap_or_default()));
    }
    if let Some(reply) = &failure.reply {
        line(out, style, "cli.reply", &reply.text);
    }
    if let Some(reason) = failure.reason {
        let hard = failure.hard.map(|hard| if hard { "cli.hard" } else { "cli.soft" });
        let hard = hard.map(|key| format!(" ({})", style.label(key))).unwrap_or_default();
        let name = style.label(&format!("reason.{}", reason.id()));
        line(out, style, "cli.reason", &format!("{name}{hard}"));
    }
    // Of a delivery or a complaint there is nothing to explain.
    let refused = failure.hard.is_some() || failure.code.is_some() || failure.status.is_some();
    let family = failure
        .response
        .as_deref()
        .map(|id| format!("response.{id}"))
        .or_else(|| failure.registry.as_deref().map(|code| format!("status.{code}")))
        .or_else(|| refused.then(|| "response.unknown".to_owned()));
    if let Some(family) = family {
        line(out, style, "cli.meaning", &style.label(&format!("{family}.meaning")));
        line(out, style, "cli.action", &style.label(&format!("{family}.action")));
    }
    let side = match failure.side {
        Side::Sender => "cli.side.sender",
        Side::Recipient => "cli.side.recipient",
        Side::Either => "cli.side.either",
    };
    line(out, style, "cli.side", &style.label(side));
    if let Some(reference) = &failure.reference {
        let date = failure.reference_date.as_deref().map(|month| {
            let args = Args::from([("date", Arg::Text(month.to_owned()))]);
            format!(" {}", style.say("page.reference.date", &args))
        });
        line(out, style, "cli.reference", &format!("{reference}{}", date.unwrap_or_default()));
    }
}

const fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Connect => "stage.connect",
        Stage::Ehlo => "stage.ehlo",
        Stage::Mail => "stage.mail",
        Stage::Rcpt => "stage.rcpt",
        Stage::Data => "stage.data",
    }
}

const fn author_key(author: Author) -> &'static str {
    match author {
        Author::Receiver => "author.receiver",
        Author::Relay => "author.relay",
        Author::Sender => "author.sender",
    }
}

fn line(out: &mut String, style: Style<'_>, key: &str, value: &str) {
    let text = format!("{}: {}", style.label(key), escape(value));
    let _ = writeln!(out, "  {}", hang(&text, "    "));
}

fn shown(quoted: &Quoted) -> String {
    escape(&clipped(&quoted.text))
}

/// The hops, oldest first.
pub(super) fn route(out: &mut String, report: &Report, style: Style<'_>) {
    if report.hops.is_empty() {
        return;
    }
    style.heading(out, &style.label("cli.route"));
    let rows = report.hops.iter().map(|hop| {
        let names: Vec<_> = [&hop.helo, &hop.rdns].into_iter().flatten().map(shown).collect();
        let ip = hop.ip.as_ref().map(|ip| format!(" [{}]", shown(ip))).unwrap_or_default();
        let with = hop.with.as_ref().map(shown).unwrap_or_default();
        vec![
            hop.time.map(|time| instant(time, hop.offset)).unwrap_or_default(),
            hop.delay.map(|delay| style.words.duration(delay)).unwrap_or_default(),
            format!("{}{ip}", names.join(" / ")),
            hop.by.as_ref().map(|by| format!("→ {}", shown(by))).unwrap_or_default(),
            if hop.tls { format!("{with} TLS") } else { with },
            style.label(author_key(hop.author)),
        ]
    });
    table(out, rows.collect());
    boundary(out, report, style);
}

fn boundary(out: &mut String, report: &Report, style: Style<'_>) {
    let how = report.boundary.how;
    if how != BoundaryBasis::NotInspected {
        let receiver = report.boundary.receiver.clone().unwrap_or_default();
        let args = Args::from([("receiver", Arg::Domain(receiver))]);
        let _ = writeln!(out, "  {}", style.say(&format!("boundary.{how}"), &args));
    }
}

/// Who is named, in which role.
pub(super) fn identities(out: &mut String, report: &Report, style: Style<'_>) {
    if report.identities.is_empty() {
        return;
    }
    style.heading(out, &style.label("cli.identities"));
    let rows = report.identities.iter().map(|identity| {
        let name = identity.name.as_deref().map(|name| format!("{} ", escape(name)));
        let unicode = identity.unicode.as_deref().map(|domain| format!(" ({})", escape(domain)));
        let value = shown(&identity.value);
        vec![
            style.label(&format!("role.{}", identity.role)),
            format!("{}{value}{}", name.unwrap_or_default(), unicode.unwrap_or_default()),
            alignment(identity.aligned, style),
            style.label(author_key(identity.author)),
        ]
    });
    table(out, rows.collect());
}

fn alignment(aligned: Option<bool>, style: Style<'_>) -> String {
    match aligned {
        Some(true) => style.label("cli.aligned"),
        Some(false) => style.label("cli.not-aligned"),
        None => String::new(),
    }
}

/// Results of authentication.
pub(super) fn authentication(out: &mut String, report: &Report, style: Style<'_>) {
    if report.authentication.is_empty() {
        return;
    }
    style.heading(out, &style.label("cli.authentication"));
    let rows = report.authentication.iter().map(|auth| {
        let trusted =
            if auth.trusted { "cli.authentication.trusted" } else { "cli.authentication.claim" };
        let by = auth.by.as_ref().map(|by| {
            let args = Args::from([("by", Arg::Domain(by.clone()))]);
            format!("{} ", style.say("cli.authentication.by", &args))
        });
        vec![
            escape(&format!("{}={}", auth.method, auth.result)),
            auth.domain.as_deref().map(escape).unwrap_or_default(),
            alignment(auth.aligned, style),
            format!("{}[{}]", by.unwrap_or_default(), style.label(trusted)),
        ]
    });
    table(out, rows.collect());
}

/// The program that made it.
pub(super) fn mailer(out: &mut String, report: &Report, style: Style<'_>) {
    let mailer = &report.mailer;
    if mailer.verdict == MailerVerdict::NotInspected {
        return;
    }
    style.heading(out, &style.label("cli.mailer"));
    let _ = writeln!(out, "  {}", style.label(&format!("mailer.{}", mailer.verdict)));
    if let Some(claim) = mailer.claims.first().filter(|_| !mailer.fits.is_empty()) {
        let claimed = claim.program.as_deref().unwrap_or(&claim.value.text);
        let fits: Vec<_> = mailer.fits.iter().map(ToString::to_string).collect();
        let args = Args::from([
            ("claim", Arg::Text(clipped(claimed))),
            ("fits", Arg::Text(style.words.list(&fits))),
        ]);
        let _ = writeln!(out, "  {}", style.say("mailer.claims-fit", &args));
    }
    let mut rows = Vec::new();
    for claim in &mailer.claims {
        let program = claim.program.as_deref().map(escape).unwrap_or_default();
        rows.push(vec![style.label("cli.mailer.claim"), shown(&claim.value), program]);
    }
    for trace in &mailer.traces {
        let programs: Vec<_> = trace.programs.iter().map(|name| escape(name)).collect();
        let kind = style.label(&format!("trace.{}", trace.kind));
        rows.push(vec![kind, shown(&trace.value), programs.join(", ")]);
    }
    for clock in &mailer.clocks {
        let time = clock.unix.map(|unix| instant(unix, clock.offset)).unwrap_or_default();
        let later = clock.difference.map(|seconds| {
            let args = Args::from([("duration", Arg::Duration(seconds))]);
            format!(" ({})", style.say("cli.mailer.difference", &args))
        });
        let kind = style.label(&format!("clock.{}", clock.kind));
        rows.push(vec![kind, shown(&clock.value), format!("{time}{}", later.unwrap_or_default())]);
    }
    table(out, rows);
}

/// What filters wrote.
pub(super) fn filters(out: &mut String, report: &Report, style: Style<'_>) {
    if report.filters.is_empty() {
        return;
    }
    style.heading(out, &style.label("cli.filters"));
    let rows = report.filters.iter().map(|filter| {
        let mut says = style.say(&format!("filter.value.{}", filter.id), &filter.args);
        if filter.previous {
            says.push(' ');
            says.push_str(&style.label("basis.previous"));
        }
        vec![
            style.label(&format!("filter.{}", filter.filter)),
            style.label(author_key(filter.author)),
            says,
            style.say(&filter.basis.id, &filter.basis.args),
        ]
    });
    table(out, rows.collect());
}

/// Columns two blanks apart; the rows' cells are harmless already.
fn table(out: &mut String, mut rows: Vec<Vec<String>>) {
    let hidden = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        for (at, cell) in row.iter().enumerate() {
            match widths.get_mut(at) {
                Some(widest) => *widest = width(cell).max(*widest),
                None => widths.push(width(cell)),
            }
        }
    }
    // One overlong value must not push the rest of every row out of sight.
    for widest in &mut widths {
        *widest = (*widest).min(48);
    }
    for row in &rows {
        let mut text = String::new();
        for (cell, column) in row.iter().zip(&widths).filter(|(_, column)| **column > 0) {
            let gap = column.saturating_sub(width(cell));
            let _ = write!(text, "  {cell}{:gap$}", "");
        }
        let _ = writeln!(out, "{}", text.trim_end());
    }
    if hidden > 0 {
        let _ = writeln!(out, "  … +{hidden}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_in_any_script() {
        let mut out = String::new();
        let row = |a: &str, b: &str| vec![a.to_owned(), String::new(), b.to_owned()];
        table(&mut out, vec![row("差出人", "x"), row("ab", "y")]);
        assert_eq!(out, "  差出人  x\n  ab      y\n");
    }

    #[test]
    fn long_tables_say_how_much_is_left_out() {
        let mut out = String::new();
        table(&mut out, vec![vec!["x".to_owned()]; ROWS + 7]);
        assert!(out.ends_with("  … +7\n"));
        assert_eq!(out.lines().count(), ROWS + 1);
    }
}
