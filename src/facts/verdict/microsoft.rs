//! Exchange Online and Outlook.com. Values as documented for message headers of Defender for
//! Office 365; `dest` and `D` as they agree in samples.

use super::{Out, pieces, text};
use crate::facts::boundary::Author;
use crate::message::Field;
use crate::rule::Arg;
use crate::span::Span;
use crate::syntax::auth_results;
use crate::syntax::mime::base64;

const FILTER: &str = "microsoft";

/// Values of `SFV`, verdict id, whether that means spam.
const SFV: &[(&str, &str, bool)] = &[
    ("NSPM", "sfv-nspm", false),
    ("SPM", "sfv-spm", true),
    ("BLK", "sfv-blk", true),
    ("SFE", "sfv-sfe", false),
    ("SKA", "sfv-ska", false),
    ("SKB", "sfv-skb", true),
    ("SKI", "sfv-ski", false),
    ("SKN", "sfv-skn", false),
    ("SKQ", "sfv-skq", false),
    ("SKS", "sfv-sks", true),
];

/// Values of `CAT`.
const CAT: &[(&str, &str, bool)] = &[
    ("SPM", "cat-spm", true),
    ("HSPM", "cat-hspm", true),
    ("PHSH", "cat-phsh", true),
    ("HPHSH", "cat-hphsh", true),
    ("HPHISH", "cat-hphsh", true),
    ("BULK", "cat-bulk", true),
    ("SPOOF", "cat-spoof", true),
    ("UIMP", "cat-uimp", true),
    ("DIMP", "cat-dimp", true),
    ("GIMP", "cat-gimp", true),
    ("BIMP", "cat-bimp", true),
    ("MALW", "cat-malw", true),
    ("AMP", "cat-malw", true),
    ("FTBP", "cat-ftbp", true),
    ("SAP", "cat-malw", true),
    ("INTOS", "cat-phsh", true),
    ("OSPM", "cat-ospm", true),
];

/// Values of `IPV`.
const IPV: &[(&str, &str, bool)] = &[("CAL", "ipv-cal", false), ("NLI", "ipv-nli", false)];

/// Values of `dest`: where the mail was put.
const DEST: &[(&str, &str, bool)] =
    &[("I", "dest-inbox", false), ("J", "dest-junk", true), ("C", "dest-custom", false)];

/// Reads the field if it is one of ours.
pub(super) fn read(name: &str, field: Field<'_>, out: &mut Out) -> bool {
    match name {
        "x-forefront-antispam-report" | "x-ms-exchange-crosspremises-antispam-scancontext" => {
            report(field, out);
        }
        // What another Exchange had said before, renamed on arrival.
        "x-forefront-antispam-report-untrusted" => {
            out.author = out.author.max(Author::Relay);
            report(field, out);
        }
        "x-microsoft-antispam" => {
            for (span, value) in keyed(field, "BCL") {
                bulk(value, span, out);
            }
        }
        "x-ms-exchange-organization-scl" | "x-ms-exchange-crosspremises-scl" => {
            spam_level(field.value_text(), field.value(), out);
        }
        "x-microsoft-antispam-mailbox-delivery" => {
            for (span, value) in keyed(field, "dest") {
                known(DEST, value, span, out);
            }
        }
        "x-message-delivery" => delivery(field, out),
        "x-sid-result" => {
            // A check of the sender's address, no opinion on spam.
            let args = vec![("value", text(field.value_text()))];
            out.add(FILTER, "sid", false, field.value(), args);
        }
        "x-customspam" => {
            let args = vec![("value", text(field.value_text()))];
            out.add(FILTER, "custom-spam", true, field.value(), args);
        }
        _ => return false,
    }
    true
}

/// Values of `compauth`: how much of the sender was proved, all methods taken together.
const COMPAUTH: &[(&str, &str)] = &[
    ("fail", "compauth-fail"),
    ("none", "compauth-none"),
    ("pass", "compauth-pass"),
    ("softpass", "compauth-softpass"),
];

/// Reads composite authentication out of an Authentication-Results field. It is no opinion on spam.
pub(super) fn composite(field: Field<'_>, out: &mut Out) {
    let all = field.text;
    for result in auth_results::parse(all, field.value(), false).results {
        let said = result.result.of(all);
        let known = COMPAUTH.iter().find(|(word, _)| said.eq_ignore_ascii_case(word));
        if let Some((_, id)) =
            known.filter(|_| result.method.of(all).eq_ignore_ascii_case("compauth"))
        {
            let reason = result.property(all, "reason");
            let reason =
                reason.or_else(|| result.reason.map(|reason| reason.of(all).trim_matches('"')));
            out.add(FILTER, id, false, result.span, vec![("value", text(reason.unwrap_or("?")))]);
        }
    }
}

/// The pieces `key:value` of that key.
fn keyed<'m>(field: Field<'m>, key: &'static str) -> std::vec::IntoIter<(Span, &'m str)> {
    let found = pieces(field).filter_map(|(span, piece)| {
        let (name, value) = piece.split_once(':')?;
        (name.eq_ignore_ascii_case(key) && !value.trim().is_empty()).then(|| (span, value.trim()))
    });
    found.collect::<Vec<_>>().into_iter()
}

fn report(field: Field<'_>, out: &mut Out) {
    let country = keyed(field, "CTRY").next().map_or("", |(_, value)| value);
    for (span, piece) in pieces(field) {
        let Some((key, value)) = piece.split_once(':') else { continue };
        let value = value.trim();
        match key {
            "SCL" => spam_level(value, span, out),
            "SFV" => known(SFV, value, span, out),
            "CAT" => known(CAT, value, span, out),
            "IPV" => known(IPV, value, span, out),
            "SRV" if value == "BULK" => out.add(FILTER, "srv-bulk", true, span, vec![]),
            "CIP" if !value.is_empty() => {
                let ip = ("ip", Arg::Ip(value.to_owned()));
                if country.is_empty() {
                    out.add(FILTER, "client", false, span, vec![ip]);
                } else {
                    let args = vec![ip, ("country", text(country))];
                    out.add(FILTER, "client-country", false, span, args);
                }
            }
            _ => {}
        }
    }
}

fn known(values: &[(&str, &'static str, bool)], value: &str, span: Span, out: &mut Out) {
    let found = values.iter().find(|(word, ..)| value.eq_ignore_ascii_case(word));
    if let Some((_, id, spam)) = found {
        out.add(FILTER, id, *spam, span, vec![("value", text(value))]);
    }
}

/// The spam confidence level, −1 to 9.
fn spam_level(value: &str, span: Span, out: &mut Out) {
    let id = match value.trim().parse::<i8>() {
        Ok(-1) => "scl-skipped",
        Ok(0..=4) => "scl-clean",
        Ok(5 | 6) => "scl-spam",
        Ok(7..=9) => "scl-high",
        _ => return,
    };
    out.add(FILTER, id, matches!(id, "scl-spam" | "scl-high"), span, scale(value, "-1", "9"));
}

/// The bulk complaint level, 0 to 9; at 7 the usual policy calls it spam.
fn bulk(value: &str, place: Span, out: &mut Out) {
    let (id, spam) = match value.parse::<u8>() {
        Ok(0) => ("bcl-none", false),
        Ok(1..=3) => ("bcl-few", false),
        Ok(level @ 4..=7) => ("bcl-mixed", level == 7),
        Ok(8 | 9) => ("bcl-many", true),
        _ => return,
    };
    out.add(FILTER, id, spam, place, scale(value, "0", "9"));
}

fn scale(value: &str, least: &str, most: &str) -> Vec<(&'static str, Arg)> {
    vec![("value", text(value.trim())), ("least", text(least)), ("most", text(most))]
}

/// `V=1.1;us=0;l=0;a=0;D=2;GD=1;SCL=6` in base64.
fn delivery(field: Field<'_>, out: &mut Out) {
    let Some(decoded) = base64(field.value_text()) else { return };
    let Ok(decoded) = std::str::from_utf8(&decoded) else { return };
    for piece in decoded.split(';') {
        match piece.trim().split_once('=') {
            Some(("D", "1")) => known(DEST, "I", field.value(), out),
            Some(("D", "2")) => known(DEST, "J", field.value(), out),
            Some(("SCL", level)) => spam_level(level, field.value(), out),
            _ => {}
        }
    }
}
