//! What the receiver recorded, for the rules about authentication and the check of providers'
//! requirements.

use super::{Author, Facts};
use crate::domain;
use crate::span::Span;
use crate::syntax::auth_results::MethodResult;

/// Returns the span of `method=result`.
pub(crate) fn head(result: &MethodResult) -> Span {
    result.method.to(result.result)
}

pub(crate) fn says(facts: &Facts<'_>, result: &MethodResult) -> String {
    result.result.of(facts.text).to_ascii_lowercase()
}

pub(crate) fn passes(facts: &Facts<'_>, result: &MethodResult) -> bool {
    result.result.of(facts.text).eq_ignore_ascii_case("pass")
}

/// The receiver's result of SPF, from whichever field records it.
pub(crate) struct SpfWord {
    pub(crate) span: Span,
    pub(crate) says: String,
    pub(crate) passes: bool,
    pub(crate) domain: String,
}

pub(crate) fn spf(facts: &Facts<'_>) -> Option<SpfWord> {
    let text = facts.text;
    if let Some((_, result)) = facts.trusted_result("spf") {
        let names = ["smtp.mailfrom", "smtp.mail", "smtp.helo"];
        let who = names.iter().find_map(|name| result.property(text, name)).unwrap_or("");
        return Some(SpfWord {
            span: head(result),
            says: says(facts, result),
            passes: passes(facts, result),
            domain: domain::of_address(who),
        });
    }
    let field = facts.spf.iter().find(|spf| spf.author == Author::Receiver)?;
    let says = field.parsed.result.of(text).to_ascii_lowercase();
    let who = field.parsed.envelope_from.or(field.parsed.helo).map_or("", |span| span.of(text));
    Some(SpfWord {
        span: field.parsed.result,
        passes: says == "pass",
        says,
        domain: domain::of_address(who),
    })
}

/// Returns the domains whose signatures the receiver verified, each with the span of its result.
pub(crate) fn passing_signers(facts: &Facts<'_>) -> Vec<(String, Span)> {
    let results = facts.results.iter().filter(|results| results.author == Author::Receiver);
    results
        .flat_map(|results| &results.parsed.results)
        .filter(|result| result.method.of(facts.text).eq_ignore_ascii_case("dkim"))
        .filter(|result| passes(facts, result))
        .filter_map(|result| {
            let who =
                ["header.d", "header.i"].iter().find_map(|n| result.property(facts.text, n))?;
            Some((domain::of_address(who), head(result)))
        })
        .collect()
}
