//! Real bounces, if the samples are at hand: nothing panics, and the recipient and the reason are
//! found.

use headerlint::bounce::{Bounce, Candidate, NoticeKind, Reason};
use headerlint::message::Message;
use headerlint::{input, span::Span};
use std::collections::BTreeMap;
use std::path::Path;

const FIELDS: usize = 50_000;

fn outer(text: &str) -> Option<Message<'_>> {
    input::recognise(text).message.map(|span| Message::parse(text, span, FIELDS))
}

fn bounce(text: &str) -> Option<Bounce> {
    let clean = input::clean(text);
    let decoded = Candidate::new(&clean, outer(&clean.text).as_ref()).decode();
    let clean = decoded.unwrap_or(clean);
    let bounce = Candidate::new(&clean, outer(&clean.text).as_ref()).bounce(FIELDS);
    if let Some(bounce) = &bounce {
        let size = clean.text.len();
        let inside = |span: Span| span.end <= size && clean.text.is_char_boundary(span.start);
        assert!(bounce.returned.is_none_or(inside));
        for failure in &bounce.failures {
            assert!(failure.reply.is_none_or(inside));
            if let Some(recipient) = &failure.recipient {
                assert_eq!(recipient.span.of(&clean.text), recipient.value);
            }
        }
    }
    bounce
}

#[test]
fn samples_name_their_recipients() {
    // A folder with `bounces/` and the table of what they contain; too big to ship.
    let Ok(corpus) = std::env::var("HEADERLINT_CORPUS") else {
        eprintln!("SKIPPED: HEADERLINT_CORPUS names no folder of samples");
        return;
    };
    let corpus = Path::new(&corpus);
    let expected = std::fs::read_to_string(corpus.join("bounces-expected.tsv")).unwrap();
    let mut wanted: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in expected.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(file), Some(recipient), Some(reason)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        wanted.entry(file).or_default().push((recipient, reason));
    }
    let (mut reports, mut found_in_reports, mut others, mut found_in_others) = (0, 0, 0, 0);
    let (mut reasons, mut same_reason) = (0, 0);
    let mut missed = Vec::new();
    for (file, rows) in wanted {
        let Ok(bytes) = std::fs::read(corpus.join("bounces").join(file)) else { continue };
        let (text, _) = input::decode_bytes(&bytes);
        let bounce = bounce(&text);
        if rows.iter().any(|(_, reason)| matches!(*reason, "vacation" | "-" | "")) {
            continue;
        }
        for failure in bounce.iter().flat_map(|bounce| &bounce.failures) {
            let named = failure.recipient.as_ref().and_then(|named| {
                rows.iter().find(|(recipient, _)| recipient.eq_ignore_ascii_case(&named.value))
            });
            let Some((_, reason)) = named else { continue };
            let ours = failure.explanation.reason.map_or("undefined", Reason::sisimai);
            reasons += 1;
            same_reason += usize::from(ours == *reason);
        }
        let recipients: Vec<String> = bounce
            .iter()
            .flat_map(|bounce| &bounce.failures)
            .filter_map(|failure| failure.recipient.as_ref())
            .map(|recipient| recipient.value.to_ascii_lowercase())
            .collect();
        let hit = rows.iter().any(|(recipient, reason)| {
            recipients.contains(&recipient.to_ascii_lowercase())
                || (*reason == "feedback"
                    && bounce.as_ref().is_some_and(|b| b.kind == NoticeKind::Complaint))
        });
        let lower = text.to_ascii_lowercase();
        let report = lower.contains("\nfinal-recipient:") && lower.contains("\naction:");
        if report {
            reports += 1;
            found_in_reports += usize::from(hit);
        } else {
            others += 1;
            found_in_others += usize::from(hit);
        }
        if !hit {
            let format = bounce.map_or("none", |bounce| bounce.format);
            missed.push(format!("{file} {format} {rows:?} {recipients:?}"));
        }
    }
    eprintln!("reports {found_in_reports}/{reports}, others {found_in_others}/{others}");
    eprintln!("reasons as in the table {same_reason}/{reasons}");
    for line in &missed {
        eprintln!("  {line}");
    }
    assert!(found_in_reports * 100 >= reports * 98, "{found_in_reports} of {reports} reports");
    assert!(found_in_others * 100 >= others * 95, "{found_in_others} of {others} others");
    // The rest is reviewed by class in docs/bounces.md.
    assert!(same_reason * 10 >= reasons * 8, "{same_reason} of {reasons} reasons");
}
