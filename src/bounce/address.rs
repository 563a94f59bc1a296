//! Finds addresses in the running text of a notice.

use crate::bytes::begins;
use crate::domain::is_word;
use crate::input::lines::Line;
use crate::span::Span;

/// The number of characters that are looked at on either side of an `@` (RFC 5321 §4.5.3.1 allows
/// 64 octets before it and 255 after it).
const LONGEST: usize = 400;

/// Returns the span of the first address in `text[span]`, without angle brackets.
pub(super) fn within(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let mut from = 0;
    while let Some(at) = words.get(from..)?.find('@').map(|at| from + at) {
        if let Some(found) = around(words, at) {
            return Some(Span::new(span.start + found.start, span.start + found.end));
        }
        from = at + 1;
    }
    None
}

/// Returns `true` if the address has a local part, and a domain with a dot or an address literal.
pub(super) fn is_full(value: &str) -> bool {
    value.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && (domain.contains('.') || domain.starts_with('['))
    })
}

/// Returns the span of the address that the `@` at byte `at` belongs to.
fn around(words: &str, at: usize) -> Option<Span> {
    // Looking back and ahead is bounded, so that `@@@@…` takes linear time.
    let local = words.get(..at)?.chars().rev().take(LONGEST).take_while(|c| is_local(*c));
    let start = at - local.map(char::len_utf8).sum::<usize>();
    let domain = words.get(at + 1..)?.chars().take(LONGEST).take_while(|c| is_domain(*c));
    let end = at + 1 + domain.map(char::len_utf8).sum::<usize>();
    let domain = words.get(at + 1..end)?;
    let literal = domain.starts_with('[');
    let domain = if literal { domain } else { domain.split(['[', ']']).next().unwrap_or("") };
    let domain = if literal { domain } else { unglued(domain) };
    let kept = domain.trim_end_matches(['.', '-', ':']).len();
    let local = words.get(start..at)?.trim_start_matches(['\'', '.', '*']);
    let local = if domain.is_ascii() { local.trim_start_matches(is_east_asian) } else { local };
    // Cuts the `=` of `to=a@b`, but keeps the encoded-word that some use as a local part.
    let local = if local.starts_with("=?") { local } else { local.trim_start_matches('=') };
    // An obsolete source route (RFC 5321 appendix C): `@relay.example:a@b`.
    let routed = words.get(..start).is_some_and(|before| before.ends_with('@'));
    let local = local.split_once(':').filter(|_| routed).map_or(local, |(_, local)| local);
    let mailto = local.len().min(7);
    let local = match local.get(..mailto) {
        Some(head) if head.eq_ignore_ascii_case("mailto:") => local.get(7..)?,
        _ => local,
    };
    // A quoted local part: `"a b"@example.org`.
    let start = if local.is_empty() { quoted(words, at)? } else { at - local.len() };
    let plain = kept > 0 && !local.contains("://") && !domain.starts_with(['.', '-']);
    (literal || plain).then(|| Span::new(start, at + 1 + kept))
}

/// Returns `true` for East Asian characters, which touch an address without a space in between.
fn is_east_asian(c: char) -> bool {
    ('\u{2e80}'..='\u{d7ff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c)
}

/// Returns the domain without words that touch its last label: `example.jp` for `example.jpに`.
fn unglued(domain: &str) -> &str {
    let last = domain.rfind('.').map_or(0, |dot| dot + 1);
    let label = domain.get(last..).unwrap_or("");
    match label.find(is_east_asian) {
        Some(at) if at > 0 && label.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
            domain.get(..last + at).unwrap_or(domain)
        }
        _ => domain,
    }
}

fn quoted(words: &str, at: usize) -> Option<usize> {
    let before = words.get(..at)?.strip_suffix('"')?;
    let open = before.char_indices().rev().take(64).find(|(_, c)| *c == '"')?.0;
    Some(open)
}

fn is_local(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !"<>()[]\",;@\\`\u{201c}\u{201d}\u{2018}\u{2019}、。「」（）：，".contains(c)
}

fn is_domain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._[]:".contains(c) || (!c.is_ascii() && is_word(c))
}

/// Labels that may stand before a recipient on its line.
const LABELS: [&str; 3] = ["recipient address:", "recipient:", "addressed to:"];

/// Returns the recipient that a line of a notice begins with: `<a@b>: …`, `a@b`, `"a@b": …`,
/// `Name<mailto:a@b>`, `a@b on DATE`. Lines of an SMTP dialogue name none.
pub(super) fn leading(text: &str, line: Line) -> Option<Span> {
    let span = line.span.trim(text);
    let words = span.of(text);
    if [">>>", "<<<", "...", "--", "**"].iter().any(|mark| words.starts_with(mark)) {
        return None;
    }
    let label = LABELS.iter().find(|label| begins(words, label));
    let rest = words.get(label.map_or(0, |label| label.len())..).unwrap_or("");
    let inner = rest.trim_start_matches(['<', '"', '\'', '-', '>', ' ', '\t', '(', '*']);
    let skipped = words.len() - inner.len();
    let found = within(text, span)?;
    let before = Span::new(span.start + skipped, found.start).of(text);
    let after = Span::new(found.end, span.end).of(text);
    if words.starts_with('(') {
        return None;
    }
    // Outlook writes `Name<mailto:a@b>` or `Name (a@b)`, and nothing after it.
    let named = before.ends_with("mailto:")
        || (before.ends_with(['<', '(']) && !before.ends_with(":<") && !before.ends_with("=<"));
    if named && before.len() < 200 && !before.contains(": ") {
        return matches!(after.trim_start_matches(['>', ')', ' ']), "" | ":")
            .then_some(found)
            .or_else(|| before.eq_ignore_ascii_case("mailto:").then_some(found));
    }
    if !before.is_empty() {
        return None;
    }
    let rest = after.trim_start_matches(['>', '"', '\'']);
    let shut = rest.len() < after.len();
    let follows = rest.trim_start();
    let fits = follows.is_empty()
        || rest.starts_with([':', ';', ',', '.', '<', '('])
        || (shut && (follows.starts_with(['(', ':', '-']) || words.starts_with('<')))
        || [
            "on ",
            "(",
            "<mailto:",
            "[",
            "invalid address",
            "- ",
            "failed",
            "does not",
            "was not",
            "=",
            "unknown",
        ]
        .iter()
        .any(|next| begins(follows, next));
    fits.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(line: &str) -> Option<&str> {
        let span = Span::new(0, line.len());
        leading(line, Line { span, next: line.len() }).map(|found| found.of(line))
    }

    #[test]
    fn recipients_stand_first_in_their_line() {
        for line in [
            "<a.b@example.org>: host mx said: 550",
            "  a.b@example.org",
            "a.b@example.org: Domain does not exist",
            "\"a.b@example.org\":",
            "Ann<mailto:a.b@example.org>",
            "Ann Bee (a.b@example.org)",
            "a.b@example.org<mailto:a.b@example.org>",
            "<a.b@example.org>... Deferred: 450 4.7.1",
            "<a.b@example.org> (expanded from <c@example.org>): gone",
            "a.b@example.org on Thu, 29 Apr 2010 23:34:45 +0900",
        ] {
            assert_eq!(lead(line), Some("a.b@example.org"), "{line}");
        }
    }

    #[test]
    fn words_that_touch_an_address_are_not_its() {
        let within =
            |text: &'static str| within(text, Span::new(0, text.len())).map(|s| s.of(text));
        assert_eq!(within("ため、a.b@example.jpに配信"), Some("a.b@example.jp"));
        assert_eq!(within("宛先a.b@example.co.jp宛"), Some("a.b@example.co.jp"));
        assert_eq!(within("jörg@bücher.example"), Some("jörg@bücher.example"));
        assert_eq!(within("花子@例え.jp"), Some("花子@例え.jp"));
        assert_eq!(within("a@例え.テスト"), Some("a@例え.テスト"));
    }

    #[test]
    fn dialogue_and_sentences_name_no_recipient() {
        for line in [
            ">>> RCPT To:<a@example.org>",
            "<<< 550 <a@example.org>... User unknown",
            "Please write to a@example.org for help",
            "(reason: 550 <a@example.org>)",
            "no address here",
        ] {
            assert_eq!(lead(line), None, "{line}");
        }
    }
}
