//! Outlook.com: where it put the mail, and why. This is not documented, but read as the values
//! agree in samples.

use super::forefront::{known, named, spam_level, unexplained};
use super::{Basis, Out, pieces, text};
use crate::arg::Arg;
use crate::message::Field;
use crate::syntax::mime::base64;

/// A key with its value, the id of the verdict, and whether that means spam.
type Keyed = (&'static str, &'static str, &'static str, bool);

/// The `key:value` pairs of X-Microsoft-Antispam-Mailbox-Delivery.
const MAILBOX: &[Keyed] = &[
    ("dest", "I", "dest-inbox", false),
    ("dest", "J", "dest-junk", true),
    ("dest", "C", "dest-custom", false),
    ("ucf", "1", "ucf", false),
    ("jmr", "1", "jmr", false),
    ("auth", "1", "auth-good", false),
    ("auth", "0", "auth-bad", false),
    ("OFR", "SpamFilterAuthJ", "ofr-filter", false),
    ("OFR", "SpamFilterPass", "ofr-pass", false),
    ("OFR", "TrustedSenderList", "ofr-trusted", false),
    ("OFR", "CustomRules", "ofr-rules", false),
];

/// The keys of lists, with 1 for a hit. Which list each stands for is only guessed.
const LISTS: [&str; 9] = ["wl", "pcwl", "abwl", "iwl", "ijl", "kl", "dwl", "dkl", "rwl"];

/// Reads `ucf:0;jmr:0;auth:0;dest:J;ENG:(…);RF:JunkEmail;OFR:SpamFilterAuthJ;`.
pub(super) fn mailbox(field: Field<'_>, out: &mut Out) {
    let mut lists = Vec::new();
    let mut first = None;
    for (span, piece) in pieces(field) {
        let Some((key, value)) = piece.split_once(':') else { continue };
        let (key, value) = (key.trim(), value.trim());
        let same = |row: &&Keyed| row.0 == key && row.1.eq_ignore_ascii_case(value);
        if let Some((_, _, id, spam)) = MAILBOX.iter().find(same) {
            out.add(id, *spam, span, vec![("value", text(value))]);
        } else if LISTS.contains(&key) && value == "1" && lists.len() < LISTS.len() {
            first = first.or(Some(span));
            lists.push(text(key));
        } else if matches!(key, "OFR" | "RF") && !value.is_empty() {
            let id = if key == "RF" { "folder" } else { "ofr" };
            out.add(id, false, span, vec![("value", text(value))]);
        } else if key == "dest" && !value.is_empty() {
            unexplained(piece, span, out);
        } else if key == "ENG" && !value.is_empty() {
            named(vec![text(key)], span, out);
        }
    }
    if let Some(span) = first {
        let args = vec![("values", Arg::List(lists))];
        out.on(Basis::Unofficial, &|out| out.add("on-list", false, span, args.clone()));
    }
}

/// Reads `V=1.1;us=0;l=0;a=0;D=2;GD=1;SCL=6` in base64. What `us`, `l`, `a` and `GD` mean is not
/// known.
pub(super) fn delivery(field: Field<'_>, out: &mut Out) {
    let Some(decoded) = base64(field.value_text()) else { return };
    let Ok(decoded) = std::str::from_utf8(&decoded) else { return };
    for piece in decoded.split(';').take(50) {
        match piece.trim().split_once('=') {
            Some(("D", "1")) => known(&[("1", "put-inbox", false)], "1", field.value(), out),
            Some(("D", "2")) => known(&[("J", "dest-junk", true)], "J", field.value(), out),
            Some(("D", _)) => unexplained(piece, field.value(), out),
            Some(("SCL", level)) => spam_level(level, field.value(), out),
            _ => {}
        }
    }
}

/// Reads `SA|SL`: what Defender did with attachments and links.
pub(super) fn attachments(field: Field<'_>, out: &mut Out) {
    for word in field.value_text().split('|').take(4) {
        match word.trim() {
            "SA" => out.add("safe-attachments", false, field.value(), vec![]),
            "SL" => out.add("safe-links", false, field.value(), vec![]),
            _ => {}
        }
    }
}
