//! What two messages can differ in, and which filters are known to read it. The order is the rank:
//! traits that public filters read come first, then the rest.

use super::comparison::{Change, VolatileReason};
use crate::rule::Provenance::Inspired;
use crate::rule::Source::{self, Observed, Page};
use crate::rule::{rspamd, spamassassin};

/// One respect in which two messages can differ.
pub(super) struct Trait {
    /// The locale key below `compare.trait.`.
    pub(super) id: &'static str,
    /// Whether the field then says something else, or the same in another way.
    pub(super) change: Change,
    /// The filters that read it; empty if none is known to.
    pub(super) sources: &'static [Source],
}

const fn says(id: &'static str, sources: &'static [Source]) -> Trait {
    Trait { id, change: Change::Changed, sources }
}

const fn spells(id: &'static str, sources: &'static [Source]) -> Trait {
    Trait { id, change: Change::Respelled, sources }
}

const GOOGLE: Source =
    Page("Google: Email sender guidelines", "https://support.google.com/a/answer/81126", "");

/// All traits, the most looked at first.
static TRAITS: &[Trait] = &[
    says(
        "mailer",
        &[
            Page("WaterMind PC Blog, June 2008", "https://blog.goo.ne.jp/watermind", ""),
            rspamd(Inspired, "OLD_X_MAILER"),
            rspamd(Inspired, "FORGED_X_MAILER"),
            spamassassin(Inspired, "FORGED_MUA_OUTLOOK"),
        ],
    ),
    says(
        "message-id",
        &[
            rspamd(Inspired, "MID_RHS_NOT_FQDN"),
            rspamd(Inspired, "MID_CONTAINS_FROM"),
            spamassassin(Inspired, "MSGID_OUTLOOK_INVALID"),
            spamassassin(Inspired, "FORGED_MUA_OUTLOOK"),
        ],
    ),
    says(
        "identity",
        &[
            GOOGLE,
            spamassassin(Inspired, "FREEMAIL_FORGED_REPLYTO"),
            spamassassin(Inspired, "HEADER_FROM_DIFFERENT_DOMAINS"),
        ],
    ),
    says("authentication", &[GOOGLE]),
    says("charset", &[Observed("win1251")]),
    spells(
        "encoded-word",
        &[rspamd(Inspired, "SUBJECT_NEEDS_ENCODING"), rspamd(Inspired, "FROM_EXCESS_BASE64")],
    ),
    says("helo", &[rspamd(Inspired, "HFILTER_HELO_5"), rspamd(Inspired, "RCVD_HELO_USER")]),
    says("tls", &[GOOGLE]),
    says(
        "address-on-the-way",
        &[GOOGLE, rspamd(Inspired, "RDNS_NONE"), spamassassin(Inspired, "RDNS_NONE")],
    ),
    says("date-zone", &[spamassassin(Inspired, "INVALID_DATE"), rspamd(Inspired, "INVALID_DATE")]),
    spells(
        "date-form",
        &[spamassassin(Inspired, "INVALID_DATE"), rspamd(Inspired, "INVALID_DATE")],
    ),
    says("bulk", &[GOOGLE]),
    spells("brackets", &[Observed("brackets")]),
    says("parameter", &[rspamd(Inspired, "STOX_REPLY_TYPE")]),
    says("boundary", &[Observed("boundary-shape")]),
    says("order", &[Observed("order")]),
    spells("name-case", &[rspamd(Inspired, "XM_CASE")]),
    spells("quoting", &[]),
    says("name", &[]),
    says("priority", &[]),
    says("content-type", &[]),
    says("transfer-encoding", &[]),
    says("dkim", &[]),
    says("value", &[]),
    says("structure", &[]),
    says("zone", &[]),
    says("route", &[]),
    spells("case", &[]),
    spells("blank-before-colon", &[]),
    spells("blank-after-colon", &[]),
    spells("folding", &[]),
    spells("parameter-order", &[]),
    spells("comments", &[]),
    says("judged", &[]),
    says("recipients", &[]),
    says("file-name", &[]),
    says("verdict", &[]),
    says("subject", &[]),
    says("travelled", &[]),
];

/// Returns the trait with this id, and its rank.
pub(super) fn get(id: &str) -> Option<(usize, &'static Trait)> {
    TRAITS.iter().enumerate().find(|(_, row)| row.id == id)
}

/// Returns the rank of an id; what is not in the table comes last.
pub(super) fn rank(id: &str) -> usize {
    get(id).map_or(TRAITS.len(), |(rank, _)| rank)
}

/// Returns all ids, to check that each has words.
#[cfg(test)]
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    TRAITS.iter().map(|row| row.id)
}

/// Returns all ids with their sources, for the catalogue of filters' tests.
#[cfg(test)]
pub(crate) fn trait_sources() -> impl Iterator<Item = (&'static str, &'static [Source])> {
    TRAITS.iter().map(|row| (row.id, row.sources))
}

/// Returns what a field with this lower-case name is about as a whole: if one side lacks it, or if
/// nothing finer is known of its value.
pub(super) fn of_field(name: &str) -> &'static str {
    match name {
        "x-mailer" | "user-agent" | "x-newsreader" | "x-mimeole" => "mailer",
        "message-id" => "message-id",
        "from" | "sender" | "reply-to" | "return-path" | "errors-to" | "resent-from" => "identity",
        "authentication-results" | "received-spf" => "authentication",
        "dkim-signature" | "domainkey-signature" | "x-google-dkim-signature" => "dkim",
        "received" | "x-received" => "route",
        "date" => "date-form",
        "precedence"
        | "list-unsubscribe"
        | "list-unsubscribe-post"
        | "list-id"
        | "feedback-id"
        | "auto-submitted"
        | "x-auto-response-suppress"
        | "x-campaign"
        | "x-campaignid" => "bulk",
        "x-priority" | "priority" | "importance" | "x-msmail-priority" => "priority",
        "content-type" => "content-type",
        "content-transfer-encoding" => "transfer-encoding",
        "to" | "cc" | "bcc" => "recipients",
        "subject" => "subject",
        _ if is_verdict(name) => "verdict",
        _ => "value",
    }
}

/// Returns `true` for fields in which a filter tells its verdict: a result of the difference, not
/// its cause.
fn is_verdict(name: &str) -> bool {
    ["x-spam", "x-forefront", "x-ms-exchange-organization-scl", "x-microsoft-antispam", "x-rspamd"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// Returns why a field with this lower-case name differs in any two messages; `None` for most
/// fields.
pub(super) fn volatile_field(name: &str) -> Option<VolatileReason> {
    const IDS: &[&str] = &[
        "in-reply-to",
        "references",
        "thread-index",
        "thread-topic",
        "x-gm-message-state",
        "x-google-smtp-source",
        "x-originalarrivaltime",
        "x-uidl",
        "x-uid",
        "content-id",
        "x-ms-exchange-messagesentrepresentingtype",
        "x-ms-exchange-crosstenant-network-message-id",
        "x-ms-exchange-crosstenant-originalarrivaltime",
        "x-ms-exchange-organization-network-message-id",
        "x-ms-office365-filtering-correlation-id",
        "x-microsoft-antispam-message-info",
        "x-sg-eid",
        "x-sg-id",
        "x-mailgun-sid",
        "x-ses-outgoing",
        "x-mj-mid",
        "x-mc-user",
        "content-length",
        "lines",
        "status",
        "x-status",
        "x-keywords",
        "x-mozilla-status",
        "x-mozilla-status2",
        "x-account-key",
        "x-evolution-source",
        "delivery-date",
    ];
    match name {
        "delivered-to"
        | "x-original-to"
        | "envelope-to"
        | "x-envelope-to"
        | "x-delivered-to"
        | "x-rcpt-to"
        | "x-original-recipient" => Some(VolatileReason::Recipient),
        "arc-authentication-results" => Some(VolatileReason::Signature),
        _ if IDS.contains(&name) => Some(VolatileReason::Id),
        _ if name.starts_with("x-ms-exchange-antispam-messagedata") => Some(VolatileReason::Id),
        _ => None,
    }
}

/// Returns `true` if a field with this lower-case name is written on the way, and not by the
/// sender.
pub(super) fn is_trace(name: &str) -> bool {
    name.starts_with("arc-")
        || matches!(
            name,
            "received"
                | "x-received"
                | "return-path"
                | "delivered-to"
                | "received-spf"
                | "authentication-results"
                | "x-original-to"
                | "envelope-to"
                | "delivery-date"
                | "x-gm-message-state"
                | "x-google-smtp-source"
                | "x-google-dkim-signature"
                | "dkim-signature"
        )
}
