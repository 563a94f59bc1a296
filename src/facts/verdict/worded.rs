//! Filters that write one word.

use super::{Out, text};
use crate::message::Field;
use crate::span::Span;

/// Field name (lower case), locale key of the filter, words for spam, words for clean mail. The
/// first word of the value decides; another one is shown as it is.
const FIELDS: &[(&str, &str, &[&str], &[&str])] = &[
    ("x-alimail-antispam", "alibaba", &["ac=reject", "ac=drop"], &["ac=continue"]),
    ("x-bogosity", "bogofilter", &["spam"], &["ham"]),
    ("x-clx-shades", "icloud", &["junk"], &["none"]),
    ("x-gm-spam", "google-groups", &["1"], &["0"]),
    ("x-gmx-antispam", "united-internet", &[], &["0"]),
    (
        "x-ironport-mailflowpolicy",
        "ironport",
        &["$blocked", "$throttled"],
        &["$trusted", "$accepted"],
    ),
    ("x-klms-antispam-status", "kaspersky", &["spam", "probable_spam"], &["not_detected"]),
    ("x-kse-antispam-status", "kaspersky", &["spam", "probable_spam"], &["not_detected"]),
    ("x-ksmg-antispam-status", "kaspersky", &["spam", "probable_spam"], &["not_detected"]),
    ("x-mailgun-sflag", "mailgun", &["yes"], &["no"]),
    ("x-mc-relay", "mailchannels", &["bad", "junk"], &["good", "neutral"]),
    ("x-mras", "mail-ru", &["spam", "probablespam"], &["ok"]),
    ("x-pm-spam-action", "proton", &["spam"], &["inbox"]),
    ("x-qq-spam", "qq", &["true"], &["false"]),
    ("x-recommended-action", "spamexperts", &["drop", "reject"], &["accept"]),
    ("x-rspamd-action", "rspamd", &["add", "rewrite", "soft", "reject", "greylist"], &["no"]),
    ("x-spamexperts-outgoing-class", "spamexperts", &["spam"], &["ham", "whitelisted"]),
    ("x-spampanel-outgoing-class", "spamexperts", &["spam"], &["ham", "whitelisted"]),
    ("x-ui-filterresults", "united-internet", &["junk"], &["notjunk"]),
    ("x-ui-out-filterresults", "united-internet", &["junk"], &["notjunk"]),
    ("x-vade-spamstate", "vade", &["spam", "phishing", "suspect"], &["clean", "ok"]),
    ("x-vr-spamstate", "vade", &["spam", "phishing", "suspect"], &["clean", "ok"]),
    ("x-yandex-spam", "yandex", &["4"], &["1"]),
];

/// Reads the field if it is one of ours.
pub(super) fn read(name: &str, field: Field<'_>, out: &mut Out) {
    let whole = field.value();
    match name {
        "x-ironport-anti-spam-filtered" if field.value_text().eq_ignore_ascii_case("true") => {
            out.add("ironport", "scanned", false, whole, vec![]);
            return;
        }
        "x-yahoofilteredbulk" => {
            out.add("yahoo", "bulk-folder", true, whole, vec![]);
            return;
        }
        _ => {}
    }
    let Ok(at) = FIELDS.binary_search_by_key(&name, |row| row.0) else { return };
    let Some(&(_, filter, bad, good)) = FIELDS.get(at) else { return };
    // A value of several words is shown up to the first mark, decided by its first word.
    let value = field.value_text().split([';', '\r', '\n']).next().unwrap_or_default().trim_end();
    let word = value.split([' ', ':', ',']).next().unwrap_or_default().to_ascii_lowercase();
    if value.is_empty() {
        return;
    }
    let place = Span::new(whole.start, whole.start + value.len());
    let (id, spam) = if bad.contains(&word.as_str()) {
        ("said-spam", true)
    } else if good.contains(&word.as_str()) {
        ("said-clean", false)
    } else {
        ("said", false)
    };
    out.add(filter, id, spam, place, vec![("value", text(value))]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_sorted() {
        assert!(FIELDS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
