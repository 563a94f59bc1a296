//! How the fields show whether a requirement is met.

use super::{Seen, State};
use crate::domain;
use crate::facts::recorded::{head, passing_signers, says, spf};
use crate::facts::{Author, Facts};
use crate::span::Span;
use crate::syntax::auth_results::MethodResult;

/// What was seen, and where.
#[derive(Clone, Copy)]
pub(super) struct Proof {
    pub(super) state: State,
    pub(super) at: Option<Span>,
}

const UNSEEN: Proof = Proof { state: State::Unseen, at: None };
const OTHER_MAIL: Proof = Proof { state: State::NotApplicable, at: None };
const NOT_MET: Proof = Proof { state: State::NotMet, at: None };
const MET: Proof = Proof { state: State::Met, at: None };

/// A day in seconds: nobody refuses a date that near, and no provider tells its range.
const DAY: i64 = 86_400;

/// The number of bits that an RSA key must have.
const KEY: usize = 1024;

fn met(at: Span) -> Proof {
    Proof { at: Some(at), ..MET }
}

fn not_met(at: Span) -> Proof {
    Proof { at: Some(at), ..NOT_MET }
}

impl Seen<'_, '_> {
    fn found(&self) -> bool {
        !self.fired.is_empty()
    }

    /// Returns `true` if somebody else handed the message on: what the receiver recorded then says
    /// little about the first sender.
    fn handed_on(&self) -> bool {
        self.facts.context.list || self.facts.context.forwarded
    }

    fn result(&self, method: &str) -> Option<(String, &MethodResult)> {
        let (_, result) = self.facts.trusted_result(method)?;
        Some((says(self.facts, result), result))
    }
}

/// A matter of form: met if no rule found anything. What a bounce returned may be cut.
pub(super) fn form(seen: &Seen<'_, '_>) -> Proof {
    match (seen.found(), seen.facts.context.returned) {
        (true, _) => NOT_MET,
        (false, true) => UNSEEN,
        (false, false) => MET,
    }
}

/// A long line that no rule reports was folded before it was copied, or is a server's.
pub(super) fn line_length(seen: &Seen<'_, '_>) -> Proof {
    const MOST: usize = 998;
    let long =
        seen.facts.message.fields().any(|field| field.raw.lines == 1 && field.span().len() > MOST);
    if long && !seen.found() { UNSEEN } else { form(seen) }
}

/// What fields can show to be wrong, but never to be right.
pub(super) fn only_wrong(seen: &Seen<'_, '_>) -> Proof {
    if seen.found() { NOT_MET } else { UNSEEN }
}

/// What fields never show.
pub(super) fn never(_: &Seen<'_, '_>) -> Proof {
    UNSEEN
}

pub(super) fn spf_or_dkim(seen: &Seen<'_, '_>) -> Proof {
    let Some(spf) = spf(seen.facts) else { return only_dkim(seen) };
    if spf.passes {
        return met(spf.span);
    }
    match seen.result("dkim") {
        Some((says, result)) if says == "pass" => met(head(result)),
        // A forward breaks SPF, and nobody but the forwarder can mend that.
        Some((says, _)) if !seen.handed_on() && !undecided(&spf.says) && !undecided(&says) => {
            not_met(spf.span)
        }
        _ => UNSEEN,
    }
}

fn only_dkim(seen: &Seen<'_, '_>) -> Proof {
    match seen.result("dkim") {
        Some((says, result)) if says == "pass" => met(head(result)),
        _ => UNSEEN,
    }
}

pub(super) fn spf_pass(seen: &Seen<'_, '_>) -> Proof {
    match spf(seen.facts) {
        Some(spf) if spf.passes => met(spf.span),
        Some(spf) if !seen.handed_on() && !undecided(&spf.says) => not_met(spf.span),
        _ => UNSEEN,
    }
}

pub(super) fn dkim_pass(seen: &Seen<'_, '_>) -> Proof {
    match seen.result("dkim") {
        Some((says, result)) if says == "pass" => met(head(result)),
        Some((says, result)) if !seen.handed_on() && !undecided(&says) => not_met(head(result)),
        _ => UNSEEN,
    }
}

/// Returns `true` for results which say that the receiver could not look.
fn undecided(result: &str) -> bool {
    matches!(result, "temperror" | "error" | "timeout" | "")
}

pub(super) fn dmarc_record(seen: &Seen<'_, '_>) -> Proof {
    match seen.result("dmarc") {
        Some((says, result)) => match says.as_str() {
            "pass" | "fail" => met(head(result)),
            "none" | "bestguesspass" => not_met(head(result)),
            _ => UNSEEN,
        },
        None => UNSEEN,
    }
}

/// For providers to whom nothing but a pass counts.
pub(super) fn dmarc_pass(seen: &Seen<'_, '_>) -> Proof {
    match seen.result("dmarc") {
        Some((says, result)) if says == "pass" => met(head(result)),
        Some((says, result)) if !seen.handed_on() && !undecided(&says) => not_met(head(result)),
        _ => UNSEEN,
    }
}

/// SPF of the name in HELO, which is asked for if the reverse-path is empty.
pub(super) fn spf_helo(seen: &Seen<'_, '_>) -> Proof {
    let empty = seen.facts.return_path.first().is_some_and(|path| path.people.is_empty());
    if empty { spf_pass(seen) } else { OTHER_MAIL }
}

/// `SoftBank` warns of trouble above 12 KB. A copy with fewer fields than the mail had proves
/// nothing.
pub(super) fn header_12k(seen: &Seen<'_, '_>) -> Proof {
    const MOST: usize = 12 * 1024;
    let size: usize = seen.facts.by_sender().map(|field| field.raw.span.len()).sum();
    match (size > MOST, seen.facts.context.returned) {
        (true, _) => NOT_MET,
        (false, true) => UNSEEN,
        (false, false) => MET,
    }
}

pub(super) fn dmarc_not_failed(seen: &Seen<'_, '_>) -> Proof {
    match seen.result("dmarc") {
        Some((says, result)) => match says.as_str() {
            "pass" => met(head(result)),
            "fail" if !seen.handed_on() => not_met(head(result)),
            "none" | "bestguesspass" => OTHER_MAIL,
            _ => UNSEEN,
        },
        None => UNSEEN,
    }
}

/// Not met only if both methods were recorded or DMARC failed, because a method that was not looked
/// at may have been aligned.
pub(super) fn from_aligned(seen: &Seen<'_, '_>) -> Proof {
    let facts = seen.facts;
    let Some(author) = facts.author().filter(|author| !author.domain.is_empty()) else {
        return UNSEEN;
    };
    let dmarc = seen.result("dmarc");
    if let Some((says, result)) = &dmarc
        && says == "pass"
    {
        return met(head(result));
    }
    if let Some(at) = aligned(facts, &author.domain) {
        return met(at);
    }
    let both = spf(facts).is_some_and(|spf| !undecided(&spf.says))
        && seen.result("dkim").is_some_and(|(says, _)| !undecided(&says));
    let failed = dmarc.is_some_and(|(says, _)| says == "fail");
    if (both || failed) && !seen.handed_on() { not_met(author.domain_span()) } else { UNSEEN }
}

/// Returns the span of what passed for a domain that is aligned with this one.
fn aligned(facts: &Facts<'_>, name: &str) -> Option<Span> {
    let spf = spf(facts).filter(|spf| spf.passes && domain::aligned(&spf.domain, name));
    let signer =
        || passing_signers(facts).into_iter().find(|(signer, _)| domain::aligned(signer, name));
    spf.map(|spf| spf.span).or_else(|| signer().map(|(_, span)| span))
}

/// Asked of everybody, and met by any other domain or by Gmail's own proof.
pub(super) fn gmail_from(seen: &Seen<'_, '_>) -> Proof {
    let Some(author) = seen.facts.author().filter(|author| !author.domain.is_empty()) else {
        return UNSEEN;
    };
    if !matches!(author.domain.as_str(), "gmail.com" | "googlemail.com") {
        return met(author.domain_span());
    }
    match aligned(seen.facts, &author.domain) {
        Some(at) => met(at),
        None if seen.found() => not_met(author.domain_span()),
        None => UNSEEN,
    }
}

/// Met by an RSA signature of that length, because it is as long as its key.
pub(super) fn dkim_key(seen: &Seen<'_, '_>) -> Proof {
    if seen.found() {
        return NOT_MET;
    }
    let text = seen.facts.text;
    let long = seen.facts.dkim.iter().find_map(|signature| {
        let rsa = signature.tags.value(text, "a")?.starts_with("rsa-");
        let bits = signature.tags.value(text, "b")?.trim_end_matches('=').len() * 6 / 8 * 8;
        (rsa && bits >= KEY).then(|| signature.tags.get(text, "b").map(|tag| tag.span))?
    });
    match long {
        Some(at) => met(Span::new(at.start, (at.start + 1).min(at.end))),
        None => UNSEEN,
    }
}

pub(super) fn tls(seen: &Seen<'_, '_>) -> Proof {
    let facts = seen.facts;
    match facts.stranger() {
        Some(hop) if hop.received.is_encrypted(facts.text) => {
            hop.received.with.or(hop.received.tls).map_or(MET, met)
        }
        Some(_) if seen.found() => NOT_MET,
        _ => UNSEEN,
    }
}

pub(super) fn reverse_name(seen: &Seen<'_, '_>) -> Proof {
    if seen.found() {
        return NOT_MET;
    }
    if let Some(proof) = looked_up_by_microsoft(seen.facts) {
        return proof;
    }
    match seen
        .facts
        .stranger()
        .and_then(|hop| hop.received.rdns.filter(|_| !hop.received.rdns_unknown))
    {
        Some(at) => met(at),
        None => UNSEEN,
    }
}

/// Reads `PTR:` of X-Forefront-Antispam-Report, if the receiver wrote it: the reverse name, or why
/// there is none.
fn looked_up_by_microsoft(facts: &Facts<'_>) -> Option<Proof> {
    let field = facts.field("x-forefront-antispam-report")?;
    if facts.boundary.author(field.index) != Author::Receiver {
        return None;
    }
    let (before, value) = field.value_text().split_once("PTR:")?;
    let value = value.split(';').next()?;
    let start = field.value().start + before.len();
    let at = Span::new(start, start + "PTR:".len() + value.len());
    match value.trim() {
        "" | "InfoDomainNonexistent" | "InfoNoRecords" => Some(not_met(at)),
        name if name.contains('.') => Some(met(at)),
        _ => None,
    }
}

pub(super) fn reverse_name_own(seen: &Seen<'_, '_>) -> Proof {
    match seen
        .facts
        .stranger()
        .and_then(|hop| hop.received.rdns.filter(|_| !hop.received.rdns_unknown))
    {
        Some(at) if seen.found() => not_met(at),
        Some(at) => met(at),
        None => UNSEEN,
    }
}

pub(super) fn helo(seen: &Seen<'_, '_>) -> Proof {
    match seen.facts.stranger().and_then(|hop| hop.received.helo) {
        Some(at) if seen.found() => not_met(at),
        Some(at) => met(at),
        None => UNSEEN,
    }
}

/// A bounce may have cut the fields, so a missing one tells nothing there.
pub(super) fn from_valid(seen: &Seen<'_, '_>) -> Proof {
    match seen.facts.author() {
        _ if seen.found() => NOT_MET,
        Some(author) if !author.domain.is_empty() => met(author.domain_span()),
        _ => UNSEEN,
    }
}

pub(super) fn message_id(seen: &Seen<'_, '_>) -> Proof {
    match seen.facts.message_id.as_ref().filter(|id| !id.inner.is_empty()) {
        _ if seen.found() => NOT_MET,
        Some(id) => met(id.inner),
        None => UNSEEN,
    }
}

pub(super) fn date(seen: &Seen<'_, '_>) -> Proof {
    match seen.facts.date.as_ref().filter(|date| date.unix.is_some()) {
        _ if seen.found() => NOT_MET,
        Some(_) => seen.facts.field("date").map_or(MET, |field| met(field.value())),
        None => UNSEEN,
    }
}

/// Met only near the arrival, because no provider says how far away a date may be.
pub(super) fn date_range(seen: &Seen<'_, '_>) -> Proof {
    let arrival = |facts: &Facts<'_>| {
        facts.hops.iter().find_map(|hop| hop.received.date.as_ref().and_then(|date| date.unix))
    };
    let written = seen.facts.date.as_ref().and_then(|date| date.unix);
    match written.zip(arrival(seen.facts)) {
        _ if seen.found() => NOT_MET,
        Some((written, arrival)) if (arrival - written).abs() <= DAY => date(seen),
        _ => UNSEEN,
    }
}

/// Asked only if there are MIME fields.
pub(super) fn mime(seen: &Seen<'_, '_>) -> Proof {
    let message = seen.facts.message;
    if message.has("content-type") || message.has("mime-version") { form(seen) } else { OTHER_MAIL }
}

pub(super) fn hops(seen: &Seen<'_, '_>) -> Proof {
    match seen.facts.hops.first() {
        _ if seen.found() => NOT_MET,
        Some(_) => MET,
        None => UNSEEN,
    }
}

/// Asked of marketing and subscribed mail; a discussion list answers in its own way. Mail with
/// signs of bulk but without the fields may be a receipt.
pub(super) fn one_click(seen: &Seen<'_, '_>) -> Proof {
    let (facts, post) = (seen.facts, seen.facts.field("list-unsubscribe-post"));
    match post {
        _ if facts.context.list || !facts.context.bulk => OTHER_MAIL,
        _ if seen.found() => NOT_MET,
        Some(post) if facts.message.has("list-unsubscribe") => met(post.value()),
        _ => UNSEEN,
    }
}

pub(super) fn list_id(seen: &Seen<'_, '_>) -> Proof {
    match seen.facts.field("list-id") {
        _ if !seen.facts.context.list => OTHER_MAIL,
        _ if seen.found() => NOT_MET,
        Some(field) => met(field.value()),
        None if seen.facts.context.returned => UNSEEN,
        None => NOT_MET,
    }
}

/// Only the chain tells who handed the message on: without one, it may have been the receiver's own
/// server.
pub(super) fn arc(seen: &Seen<'_, '_>) -> Proof {
    let first = seen.facts.field("arc-seal");
    match first {
        _ if !seen.handed_on() => OTHER_MAIL,
        _ if seen.found() => NOT_MET,
        Some(field) => met(field.raw.name),
        None => UNSEEN,
    }
}
