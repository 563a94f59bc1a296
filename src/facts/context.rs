//! What kind of mail this is.

use super::identity::AddressField;
use crate::message::Message;
use crate::span::Span;
use crate::syntax::encoded_word::Decoded;

/// What kind of mail this is; rules stay silent where the kind explains a pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent traits, each asked for by name")]
pub struct Context {
    /// It passed through a mailing list (List-Id, List-Post, Mailing-List, X-Mailman-Version …).
    pub list: bool,
    /// It is bulk mail: List-Unsubscribe, Feedback-ID, Precedence: bulk, fields of a sending
    /// service.
    pub bulk: bool,
    /// It was forwarded: Resent-*, X-Forwarded-*, SRS in Return-Path, several Delivered-To.
    pub forwarded: bool,
    /// It was sent automatically: Auto-Submitted, a null Return-Path, a report type.
    pub automatic: bool,
    /// It has no Received field: a draft, a copy from the Sent folder, or fields typed by hand.
    pub never_travelled: bool,
    /// Some hop used SMTPUTF8.
    pub smtputf8: bool,
    /// Its content type or an encoded-word names a Japanese charset, or Subject or From holds kana.
    pub japanese: bool,
    /// A bounce returned these fields, so some may be missing, truncated or rewritten.
    pub returned: bool,
}

/// Fields that only a mailing list writes.
const LIST: &[&str] = &[
    "list-id",
    "list-post",
    "mailing-list",
    "x-mailman-version",
    "x-google-group-id",
    "x-ml-name",
];

/// Fields that a sending service or bulk software writes.
const BULK: &[&str] = &[
    "list-unsubscribe",
    "feedback-id",
    "x-campaign",
    "x-campaignid",
    "x-mailer-lid",
    "x-mc-user",
    "x-sg-eid",
    "x-mailgun-sid",
    "x-ses-outgoing",
    "x-mj-mid",
    "x-mandrill-user",
];

/// Fields that forwarders write.
pub(crate) const FORWARDED: &[&str] = &[
    "resent-from",
    "resent-date",
    "resent-to",
    "x-forwarded-for",
    "x-forwarded-to",
    "x-forwarded-encrypted",
];

/// Reads the traits.
pub fn detect(
    message: &Message<'_>,
    from: &[AddressField],
    subject: Option<&(Span, Decoded)>,
    return_path: &[AddressField],
    returned: bool,
) -> Context {
    let text = message.text;
    let any = |names: &[&str]| names.iter().any(|name| message.has(name));
    let value = |name| message.first(name).map_or("", |field| field.value_text());
    let precedence = value("precedence").to_ascii_lowercase();
    let rewritten = return_path
        .iter()
        .flat_map(|field| &field.people)
        .any(|person| person.local.len() > 5 && has_srs_prefix(&person.local));
    let null_path = return_path.iter().any(|field| field.people.is_empty());
    let auto_submitted = value("auto-submitted");
    let japanese_charset = |decoded: &Decoded| {
        decoded.charsets.iter().any(|c| {
            c.starts_with("iso-2022-jp") || c.contains("shift") || c == "euc-jp" || c == "cp932"
        }) || decoded.text.chars().any(is_japanese)
    };
    let content_type = value("content-type").to_ascii_lowercase();
    Context {
        list: any(LIST) || precedence == "list",
        bulk: any(BULK) || precedence == "bulk",
        forwarded: any(FORWARDED) || rewritten || message.count("delivered-to") > 1,
        automatic: null_path
            || (!auto_submitted.is_empty() && !auto_submitted.eq_ignore_ascii_case("no"))
            || content_type.starts_with("multipart/report"),
        never_travelled: !message.has("received"),
        smtputf8: message.all("received").any(|field| field.raw.body.of(text).contains("UTF8SMTP")),
        japanese: subject.is_some_and(|(_, decoded)| japanese_charset(decoded))
            || from
                .iter()
                .flat_map(|field| &field.people)
                .filter_map(|person| person.name.as_ref())
                .any(japanese_charset)
            || ["iso-2022-jp", "shift_jis", "euc-jp"].iter().any(|c| content_type.contains(c)),
        returned,
    }
}

fn has_srs_prefix(local: &str) -> bool {
    let prefix = local.as_bytes().get(..5).unwrap_or_default();
    prefix.eq_ignore_ascii_case(b"SRS0=")
        || prefix.eq_ignore_ascii_case(b"SRS1=")
        || prefix.eq_ignore_ascii_case(b"SRS0+")
}

// Kana only: Han alone may be Chinese.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}')
}
