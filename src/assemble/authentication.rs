//! Authentication as it was recorded, by whom, and as it is only claimed.

use super::one_line;
use crate::domain;
use crate::facts::{Author, Facts};
use crate::report::AuthReport;
use crate::span::Span;
use crate::syntax::auth_results::MethodResult;

/// The number of bytes of a server's name that are repeated beside each of its results; a DNS name
/// has at most 255.
const SERVER_LIMIT: usize = 255;

/// Returns the recorded results, those of Authentication-Results first, and then the signatures
/// that nobody checked.
pub(crate) fn authentication(facts: &Facts<'_>) -> Vec<AuthReport> {
    let text = facts.text;
    let mut all = Vec::new();
    for results in &facts.results {
        let by = results.parsed.authserv_id.map(|span| server(span.of(text)));
        for result in &results.parsed.results {
            let method = result.method.of(text).to_ascii_lowercase();
            let subject = subject(text, &method, result);
            all.push(AuthReport {
                field: results.field,
                result: result.result.of(text).to_ascii_lowercase(),
                aligned: aligned(facts, &method, subject.as_deref()),
                domain: subject,
                by: by.clone(),
                trusted: results.author == Author::Receiver,
                span: result.method.to(result.result),
                detail: detail(text, result),
                method,
            });
        }
    }
    for spf in &facts.spf {
        let from = spf.parsed.envelope_from.map(|span| domain::of_address(span.of(text)));
        all.push(AuthReport {
            field: spf.field,
            method: "spf".to_owned(),
            result: spf.parsed.result.of(text).to_ascii_lowercase(),
            aligned: aligned(facts, "spf", from.as_deref()),
            domain: from,
            by: spf.parsed.receiver.map(|span| server(span.of(text))),
            trusted: spf.author == Author::Receiver,
            span: spf.parsed.result,
            detail: spf.parsed.comment.map(|span| one_line(span.of(text))),
        });
    }
    for signature in facts.dkim.iter().filter(|signature| signature.recorded.is_none()) {
        all.push(AuthReport {
            field: signature.field,
            method: "dkim".to_owned(),
            result: "present".to_owned(),
            aligned: aligned(facts, "dkim", Some(&signature.domain)),
            domain: Some(signature.domain.clone()).filter(|d| !d.is_empty()),
            by: None,
            trusted: false,
            span: signature.domain_span.unwrap_or(Span::empty(signature.span.start)),
            detail: Some(signature.selector.clone()).filter(|s| !s.is_empty()),
        });
    }
    all
}

fn server(name: &str) -> String {
    name.get(..name.floor_char_boundary(SERVER_LIMIT)).unwrap_or(name).to_owned()
}

/// Returns the domain that a result is about (RFC 8601 §2.7).
fn subject(text: &str, method: &str, result: &MethodResult) -> Option<String> {
    let names: &[&str] = match method {
        "spf" => &["smtp.mailfrom", "smtp.mail", "smtp.helo"],
        "dkim" | "domainkeys" => &["header.d", "header.i", "header.from"],
        "dmarc" => &["header.from", "from"],
        _ => return None,
    };
    let value = names.iter().find_map(|name| result.property(text, name))?;
    // Microsoft writes `header.d=none` if there is no signature.
    Some(domain::of_address(value)).filter(|domain| !domain.is_empty() && domain != "none")
}

fn aligned(facts: &Facts<'_>, method: &str, subject: Option<&str>) -> Option<bool> {
    let author = facts.author().filter(|_| matches!(method, "spf" | "dkim"))?;
    Some(domain::aligned(&author.domain, subject?))
}

fn detail(text: &str, result: &MethodResult) -> Option<String> {
    let mut out = String::new();
    let notes = result.reason.iter().chain(&result.comments);
    let notes = notes.map(|span| span.of(text).trim_matches('"'));
    for note in notes.chain(result.property(text, "header.s")) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&one_line(note));
    }
    (!out.is_empty()).then_some(out)
}
