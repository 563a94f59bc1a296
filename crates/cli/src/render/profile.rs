//! A sender's profile as text.

use super::layout::hang;
use super::{Style, escape};
use headerlint::compare::{DayReport, Profile, Steadiness};
use headerlint::report::Args;
use headerlint::rule::Arg;
use headerlint::syntax::date::iso;
use std::fmt::Write;

/// Days that are told: the fullest; JSON has them all.
const DAYS: usize = 14;

/// Values of one identity that are told.
const VALUES: usize = 5;

/// The profile.
pub fn profile(profile: &Profile, style: Style<'_>) -> String {
    let mut out = String::new();
    let args = Args::from([
        ("count", count(profile.messages)),
        ("bounces", count(profile.bounces)),
        ("complaints", count(profile.complaints)),
        ("undated", count(profile.undated)),
    ]);
    let _ = writeln!(out, "{}", style.say("profile.summary", &args));
    days(&mut out, profile, style);
    limits(&mut out, profile, style);
    recipients(&mut out, profile, style);
    if !profile.reasons.is_empty() {
        style.heading(&mut out, &style.label("profile.label.reasons"));
        for reason in &profile.reasons {
            let text = style.label(&reason.id);
            let _ = writeln!(out, "  {:>6}  {}", reason.count, text);
        }
    }
    for one in &profile.steadiness {
        steadiness(&mut out, one, style);
    }
    authentication(&mut out, profile, style);
    style.heading(&mut out, &style.label("profile.label.unseen"));
    for id in &profile.unseen {
        let text = style.label(&format!("profile.unseen.{id}"));
        let _ = writeln!(out, "  - {}", hang(&text, "    "));
    }
    super::comparison::reached(&mut out, &profile.reached, style);
    out
}

const fn count(number: usize) -> Arg {
    Arg::Count(number as u64)
}

fn date(unix: i64) -> String {
    iso(unix, Some(0)).chars().take(10).collect()
}

fn days(out: &mut String, profile: &Profile, style: Style<'_>) {
    if profile.days.is_empty() {
        return;
    }
    let mut fullest: Vec<&DayReport> = profile.days.iter().collect();
    fullest.sort_by_key(|day| std::cmp::Reverse((day.messages + day.bounces, day.unix)));
    fullest.truncate(DAYS);
    fullest.sort_by_key(|day| day.unix);
    let args = Args::from([("count", count(profile.days.len()))]);
    style.heading(out, &style.say("profile.label.days", &args));
    for day in fullest {
        let args = Args::from([
            ("day", Arg::Text(date(day.unix))),
            ("count", count(day.messages)),
            ("recipients", count(day.recipients)),
            ("distinct", count(day.distinct)),
            ("busiest", count(day.busiest_hour)),
            ("bounces", count(day.bounces)),
        ]);
        let _ = writeln!(out, "  {}", style.say("profile.day", &args));
    }
}

fn limits(out: &mut String, profile: &Profile, style: Style<'_>) {
    style.heading(out, &style.label("profile.label.limits"));
    for limit in &profile.limits {
        let args = Args::from([
            ("name", Arg::Text(limit.name.to_string())),
            ("measure", Arg::Word(format!("profile.measure.{}", limit.measure))),
            ("seen", count(limit.seen)),
            ("limit", count(limit.limit)),
        ]);
        let mark = if limit.over { "!" } else { " " };
        let read = if limit.read.is_empty() { String::new() } else { format!(" ({})", limit.read) };
        let text = style.say("profile.limit", &args);
        let _ = writeln!(out, "{mark} {text}\n      {}{read}", limit.url);
    }
}

fn recipients(out: &mut String, profile: &Profile, style: Style<'_>) {
    style.heading(out, &style.label("profile.label.recipients"));
    let bounds = profile.recipients.iter().map(|(from, _)| *from).skip(1).map(Some).chain([None]);
    for ((from, messages), to) in profile.recipients.iter().zip(bounds) {
        let class = match to {
            Some(to) if to == from + 1 => from.to_string(),
            Some(to) => format!("{from}–{}", to - 1),
            None => format!("{from}+"),
        };
        let _ = writeln!(out, "  {class:>6}  {messages}");
    }
    let args = Args::from([
        ("count", count(profile.bcc)),
        ("repeated", count(profile.repeated_ids)),
        ("ids", count(profile.with_id)),
    ]);
    let _ = writeln!(out, "  {}", style.say("profile.bcc", &args));
}

fn steadiness(out: &mut String, one: &Steadiness, style: Style<'_>) {
    let args = Args::from([
        ("role", Arg::Word(format!("profile.role.{}", one.role))),
        ("count", count(one.distinct)),
        ("changes", count(one.changes)),
    ]);
    style.heading(out, &style.say("profile.steadiness", &args));
    for value in one.values.iter().take(VALUES) {
        let (first, last) = (date(value.first), date(value.last));
        let text = escape(&crate::words::clipped(&value.value));
        let _ = writeln!(out, "  {:>6}  {text}  ({first} – {last})", value.count);
    }
}

fn authentication(out: &mut String, profile: &Profile, style: Style<'_>) {
    if profile.authentication.is_empty() {
        return;
    }
    style.heading(out, &style.label("profile.label.authentication"));
    for period in &profile.authentication {
        let month =
            format!("{}-{:02}", period.month.div_euclid(12), period.month.rem_euclid(12) + 1);
        let args = Args::from([
            ("month", Arg::Text(month)),
            ("method", Arg::Text(period.method.clone())),
            ("pass", count(period.pass)),
            ("count", count(period.pass + period.other)),
        ]);
        let _ = writeln!(out, "  {}", style.say("profile.authentication", &args));
    }
}
