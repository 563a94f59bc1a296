//! What the large mailbox providers ask of a sender, and what the fields show of it.
//!
//! One table ([`table`]) says who asks for what, where that is written, and which refusal goes with
//! it; the rules and the facts decide whether it is met. What fields cannot show stays unseen: "not
//! recorded" is never "not met".

mod pages;
mod proof;
mod refusal;
mod table;

use crate::bounce::{Bounce, provider};
use crate::domain;
use crate::facts::Facts;
use crate::message::Message;
use crate::options::Detail;
use crate::report::{LineReport, PageReport, ProviderReport, State, StateCounts};
use crate::rule::Finding;
use proof::Proof;
use table::{ASKED, Asked, REQUIREMENTS, Requirement};

/// What a proof is based on.
struct Seen<'a, 'm> {
    facts: &'a Facts<'m>,
    /// The rules of the requirement that found something.
    fired: &'a [&'static str],
}

/// Returns one report for each provider, in the order of the table. What a provider's own refusal
/// says about a line comes before what the fields show.
pub(crate) fn check(
    facts: &Facts<'_>,
    findings: &[Finding],
    bounce: Option<&Bounce>,
    detail: Detail,
) -> Vec<ProviderReport> {
    let states: Vec<(&Requirement, Vec<&'static str>, Proof)> = REQUIREMENTS
        .iter()
        .map(|requirement| {
            let fired = fired(facts.message, requirement, findings);
            let proof = (requirement.read)(&Seen { facts, fired: &fired });
            (requirement, fired, proof)
        })
        .collect();
    let concerned = concerned(facts);
    let mut reports: Vec<ProviderReport> = Vec::new();
    for asked in ASKED {
        let Some((requirement, fired, proof)) = states.get(asked.place) else { continue };
        if is_local(asked.provider) && !concerned.contains(&asked.provider) {
            continue;
        }
        let said = refusal::says(bounce, asked);
        let proof = said.map_or(*proof, |at| Proof { state: State::NotMet, at: Some(at) });
        if reports.last().is_none_or(|report| report.provider != asked.provider) {
            // A provider asks for about twenty things.
            let (lines, counts) = match detail {
                Detail::Full => (Vec::with_capacity(24), None),
                Detail::Counted => (Vec::new(), Some(StateCounts::default())),
            };
            reports.push(ProviderReport { provider: asked.provider.into(), lines, counts });
        }
        let Some(report) = reports.last_mut() else { continue };
        match &mut report.counts {
            Some(counts) => counts.count(proof.state),
            None => report.lines.push(LineReport {
                refused: said.is_some(),
                ..line(asked, requirement, fired, proof)
            }),
        }
    }
    reports
}

/// Returns `true` for providers of one country, which are shown only if the mail goes to them.
fn is_local(provider: &str) -> bool {
    matches!(provider, "docomo" | "au" | "softbank" | "laposte" | "orange")
}

/// The largest number of recipients that are looked at.
const LOOKED_AT: usize = 32;

/// Returns the providers of the recipients and of the receiving server.
fn concerned(facts: &Facts<'_>) -> Vec<&'static str> {
    let people = facts.recipients().take(LOOKED_AT).map(|person| person.domain.clone());
    let delivered = facts.field("delivered-to");
    let delivered = delivered.map(|field| domain::of_address(field.value_text()));
    let by = facts.hops.first().and_then(|hop| hop.received.by);
    let hosts = people.chain(delivered).chain(by.map(|by| by.of(facts.text).to_owned()));
    hosts.filter_map(|host| provider::by_host(&host)).map(|provider| provider.id).collect()
}

/// Returns the ids of the providers that ask for what this rule finds unmet; one that asks for it
/// in several lines is listed for each of them.
#[cfg(not(target_arch = "wasm32"))]
pub fn asked_by(rule: &str) -> Vec<&'static str> {
    let asks =
        |asked: &&Asked| REQUIREMENTS.iter().any(|r| r.id == asked.what && r.rules.contains(&rule));
    ASKED.iter().filter(asks).map(|asked| asked.provider).collect()
}

fn line(
    asked: &Asked,
    requirement: &Requirement,
    fired: &[&'static str],
    proof: Proof,
) -> LineReport {
    let unseen = proof.state == State::Unseen;
    let look = if requirement.look == "complaints" { asked.complaints() } else { requirement.look };
    LineReport {
        id: requirement.id.into(),
        state: proof.state,
        bulk: asked.bulk,
        source: PageReport { name: asked.page.name.into(), url: asked.page.url.into() },
        checked: asked.page.checked.into(),
        code: (!asked.code.is_empty()).then(|| asked.code.into()),
        findings: fired
            .iter()
            .filter(|_| proof.state == State::NotMet)
            .map(|id| (*id).into())
            .collect(),
        refused: false,
        span: proof.at,
        look: unseen.then(|| look.into()),
    }
}

/// Returns the rules of the requirement that found something in the fields that it is about.
fn fired(
    message: &Message<'_>,
    requirement: &Requirement,
    findings: &[Finding],
) -> Vec<&'static str> {
    let mut fired = Vec::new();
    for finding in findings {
        let id = finding.rule.id;
        if requirement.rules.contains(&id)
            && !fired.contains(&id)
            && within(message, requirement, finding)
        {
            fired.push(id);
        }
    }
    fired
}

fn within(message: &Message<'_>, requirement: &Requirement, finding: &Finding) -> bool {
    let places = requirement.within.iter().flat_map(|name| message.all(name));
    requirement.within.is_empty()
        || finding.spans.is_empty()
        || places
            .take(FIELDS)
            .any(|field| finding.spans.iter().any(|span| field.value().contains(*span)))
}

/// The largest number of fields of one name in which a finding is looked for.
const FIELDS: usize = 32;

#[cfg(test)]
mod tests;
