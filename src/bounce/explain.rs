//! What a reply means. The provider comes first, then what the words mean to everybody, then the
//! registry of enhanced status codes (RFC 5248).

use super::provider::{self, Provider};
use super::reason::Reason;
use super::registry::{self, Meaning};
use super::responses::{self, KnownReply};
use super::search_text::Plain;
use super::side::Side;
use super::{Bounce, Failure, NoticeKind, Stage, reply};
use crate::span::Span;

/// What a reply means, as locale keys rather than sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The locale key below `response.` for a documented refusal, if one matched.
    pub response: Option<&'static str>,
    /// The locale key below `status.` from the registry of enhanced status codes, or `unregistered`
    /// if the registry lacks the code; `None` without a code, or if the provider means something
    /// else by it.
    pub status: Option<&'static str>,
    /// Why, in one word; `None` if nothing tells.
    pub reason: Option<Reason>,
    /// Whether the address is useless for good; `None` without a reason, or if nothing was refused.
    pub hard: Option<bool>,
    /// Who must act.
    pub side: Side,
    /// The lower-case names of the header fields that the reason points at.
    pub fields: Vec<&'static str>,
    /// The address of the page that documents the refusal.
    pub reference: Option<&'static str>,
    /// The month in which that page was read, such as `2026-11`.
    pub checked: Option<&'static str>,
}

/// What is known of the notice as a whole.
#[derive(Clone, Copy)]
struct Notice {
    kind: NoticeKind,
    /// The provider whose words they are if no host is named.
    written_by: Option<&'static str>,
    /// The id of its format (`google-groups`), which a pattern may name.
    format: &'static str,
    /// Its readable text, if that can only be about this one recipient.
    words: Option<Span>,
}

/// Fills in the provider, the meaning and the reason of every failure. `words` is the readable text
/// of the notice, `written_by` the provider that wrote it.
pub(super) fn all(text: &str, bounce: &mut Bounce, written_by: Option<&'static str>, words: Span) {
    let alone = bounce.failures.len() == 1;
    for failure in &mut bounce.failures {
        let notice = Notice {
            kind: bounce.kind,
            // With a code, the words are another server's, which the notice only quotes.
            written_by: written_by.filter(|_| failure.code.is_none()),
            format: bounce.format,
            words: alone.then_some(words),
        };
        explain(text, failure, notice);
    }
}

/// Fills in the provider and the explanation.
fn explain(text: &str, failure: &mut Failure, notice: Notice) {
    if notice.kind == NoticeKind::Complaint {
        failure.explanation.reason = Some(Reason::Complaint);
        return;
    }
    let reply =
        Plain::new(failure.reply.map_or_else(String::new, |span| reply::matchable(text, span)));
    let host = failure.host.as_ref().map(|host| host.value.as_str());
    let by_host = host.and_then(provider::by_host);
    let by_words = provider::by_words(&reply);
    let named = by_host.or(by_words).map(|provider| provider.id);
    let written_by = notice.written_by.or((notice.format == "ezweb").then_some("au"));
    failure.provider = named.or(written_by);
    let status = failure.status.as_ref().map(|status| status.value.as_str());
    let asked = Asked {
        whose: [failure.provider, by_words.map(|provider| provider.id)],
        host: host.is_some(),
        code: failure.code.as_ref().map(|code| code.value),
        status,
    };
    let mut found = asked.find(&reply);
    if failure.stage.is_none() && notice.format == "m-filter" {
        // This format names the command on a line of its own.
        let words = Plain::new(reply::matchable(text, notice.words.unwrap_or_default()));
        failure.stage = words.has("-smtp command data").then_some(Stage::Data);
    }
    if found.is_none_or(|row| row.vague) && asked.code.is_none() {
        // The notice's own words count where they say it plainly.
        let words = reply::matchable(text, notice.words.unwrap_or_default());
        let recipient = failure.recipient.as_ref().map_or("", |recipient| &recipient.value);
        let words = format!("[{}] <{}> {words}", notice.format, recipient.to_ascii_lowercase());
        found = asked.find(&Plain::new(words)).filter(|row| !row.vague).or(found);
    }
    let registered = status.and_then(registry::registered);
    let private =
        status.zip(failure.provider).and_then(|(status, whose)| registry::private(status, whose));
    failure.explanation = conclude(found, private, registered, status.is_some());
    let told = failure.explanation.reason;
    let sure = found.is_some_and(|row| !row.vague && row.reason.is_some())
        || private.or(registered).is_some_and(|meaning| !meaning.vague);
    let own_words = found.is_some_and(|row| {
        provider::find(row.provider).is_some() && !CARRIERS.contains(&row.provider)
    });
    let reason = reason(failure, notice.kind, told, sure, own_words);
    failure.explanation.reason = reason;
    let bad = matches!(notice.kind, NoticeKind::Refused | NoticeKind::Delayed);
    failure.explanation.hard =
        reason.filter(|_| bad).map(|reason| reason.is_hard(is_final(failure)));
}

/// Returns `true` if the status code or, without one, the reply code is a permanent one (RFC 3463
/// §3.1).
fn is_final(failure: &Failure) -> bool {
    let status = failure.status.as_ref().map(|status| status.value.starts_with('5'));
    let code = || failure.code.as_ref().map(|code| code.value / 100 == 5);
    status.or_else(code) == Some(true)
}

/// What a reply is looked up by.
struct Asked<'f> {
    whose: [Option<&'static str>; 2],
    host: bool,
    code: Option<u16>,
    status: Option<&'f str>,
}

impl Asked<'_> {
    /// Returns the provider's own row, otherwise that of the provider whom the words name,
    /// otherwise the first one that is for everybody.
    fn find(&self, reply: &Plain) -> Option<&'static KnownReply> {
        if reply.is_empty() {
            return None;
        }
        let fits = |row: &&KnownReply| row.fits(reply, self.code, self.status);
        let own = self.whose.iter().flatten().find_map(|whose| {
            responses::rows().iter().filter(|row| row.provider == *whose).find(fits)
        });
        if own.is_some_and(|row| !row.vague) {
            return own;
        }
        // A reply of an unknown provider may be any provider's, if it says something peculiar.
        let unknown = self.whose.iter().all(Option::is_none) && !self.host;
        let open = |provider: Option<&Provider>| provider.is_none_or(|p| unknown && !p.brief);
        let mut last = ("", true, false);
        let everybodys = responses::rows().iter().find(|row| {
            if last.0 != row.provider {
                let provider = provider::find(row.provider);
                last = (row.provider, open(provider), provider.is_some());
            }
            last.1 && !(last.2 && row.vague) && fits(row)
        });
        // A row that tells why comes before one that only marks whose reply it is.
        everybodys.filter(|row| own.is_none() || !row.vague).or(own)
    }
}

/// Concludes from telling words, then from what the provider means by the code, then from a telling
/// code, then from vague words.
fn conclude(
    found: Option<&'static KnownReply>,
    private: Option<Meaning>,
    registered: Option<Meaning>,
    has_status: bool,
) -> Explanation {
    let mut said = Explanation {
        status: match (private, registered) {
            (None, Some(meaning)) => Some(meaning.key),
            (None, None) if has_status => registry::unregistered(),
            (Some(_) | None, _) => None,
        },
        ..Explanation::default()
    };
    let code = private.or(registered);
    let telling = code.filter(|meaning| meaning.text.is_some() || !meaning.vague);
    let row = found.filter(|row| !row.vague || telling.is_none());
    if let Some(row) = row {
        said.response = Some(row.text);
        said.side = row.side;
        said.fields = row.fields();
        said.reference = row.reference;
        said.checked = row.checked;
        said.reason = row.reason.or(code.and_then(|meaning| meaning.reason));
    } else if let Some(meaning) = code {
        said.response = meaning.text;
        said.side = meaning.side;
        said.reason = meaning.reason;
        // A row with the same text has the fields and a page to read.
        let same = |text| responses::rows().iter().find(|row| row.text == text);
        if let Some(row) = meaning.text.and_then(same) {
            said.fields = row.fields();
            said.reference = row.reference;
            said.checked = row.checked;
        }
    }
    said
}

/// Mobile carriers whose `user unknown` after `DATA` comes from the user's own filter.
const CARRIERS: [&str; 2] = ["au", "docomo"];

/// Corrects the reason by the stage, which is half of the explanation.
fn reason(
    failure: &Failure,
    kind: NoticeKind,
    told: Option<Reason>,
    sure: bool,
    own_words: bool,
) -> Option<Reason> {
    let action = failure.action.as_ref().map_or("", |action| action.value.as_str());
    match kind {
        NoticeKind::Delivered => return Some(Reason::Delivered),
        _ if matches!(action, "delivered" | "relayed" | "expanded" | "deliverable") => {
            return Some(Reason::Delivered);
        }
        _ => {}
    }
    let status = failure.status.as_ref().map_or("", |status| &status.value);
    let (_, detail) = status.split_once('.').unwrap_or_default();
    let about = |details: &[&str]| details.contains(&detail);
    let about_address = detail.starts_with("1.");
    match (told, failure.stage) {
        // The recipient is not known yet, so the words are about the sender.
        (Some(Reason::UserUnknown | Reason::HostUnknown), Some(Stage::Mail)) => {
            Some(Reason::SenderRefused)
        }
        (Some(Reason::UserUnknown | Reason::HostUnknown), _) if about(&["1.7", "1.8"]) => {
            Some(Reason::SenderRefused)
        }
        // Nor is it at EHLO: the name that was refused is that of the sending server.
        (Some(Reason::UserUnknown | Reason::HostUnknown), Some(Stage::Ehlo))
            if failure.code.is_some() =>
        {
            Some(Reason::ServerBlocked)
        }
        // The recipient was accepted at first; what says `unknown` now is one of their filters.
        (Some(Reason::UserUnknown), Some(Stage::Data)) if !about_address && !own_words => {
            Some(Reason::RecipientFilter)
        }
        // The words deny the recipient, but the code says that the mailbox exists.
        (Some(Reason::UserUnknown), None) if about(&["2.0", "2.1"]) => {
            Some(Reason::RecipientFilter)
        }
        (Some(_), _) if sure => told,
        _ if kind == NoticeKind::Delayed || action == "delayed" => Some(Reason::Expired),
        (None | Some(Reason::Security), Some(Stage::Connect | Stage::Ehlo))
            if failure.code.is_some() =>
        {
            Some(Reason::ServerBlocked)
        }
        (None | Some(Reason::Security), Some(Stage::Mail)) if failure.code.is_some() => {
            Some(Reason::SenderRefused)
        }
        (Some(_), _) => told,
        (None, _) => (failure.reply.is_some() || failure.code.is_some()).then_some(Reason::Unclear),
    }
}

#[cfg(test)]
mod tests;
