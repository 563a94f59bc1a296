//! Exchange Online's report. Unless something else is said, its values are documented for the
//! message headers of Defender for Office 365.

use super::{Basis, Out, pieces, scale, text};
use crate::arg::Arg;
use crate::message::Field;
use crate::span::Span;

/// Values, each with the id of its verdict and whether that means spam.
type Values = [(&'static str, &'static str, bool)];

/// The filter's verdict.
const SFV: &Values = &[
    ("NSPM", "sfv-nspm", false),
    ("SPM", "sfv-spm", true),
    ("BLK", "sfv-blk", true),
    ("SFE", "sfv-sfe", false),
    ("SKA", "sfv-ska", false),
    ("SKB", "sfv-skb", true),
    ("SKN", "sfv-skn", false),
    ("SKQ", "sfv-skq", false),
    ("SKS", "sfv-sks", true),
];

/// Values that analysers of these fields know but the documentation does not.
const SFV_UNOFFICIAL: &Values = &[("SKI", "sfv-ski", false), ("DMS", "sfv-dms", false)];

/// The category of protection.
const CAT: &Values = &[
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
    ("INTOS", "cat-intos", true),
    ("OSPM", "cat-ospm", true),
];

const IPV: &Values = &[("CAL", "ipv-cal", false), ("NLI", "ipv-nli", false)];

const SRV: &Values = &[("BULK", "srv-bulk", true)];

const DIR: &Values =
    &[("INB", "dir-in", false), ("OUT", "dir-out", false), ("INT", "dir-internal", false)];

/// The safety tips that were shown.
const SFTY: &Values =
    &[("9.19", "sfty-domain", true), ("9.20", "sfty-user", true), ("9.25", "sfty-first", false)];

/// Keys with the numbers of internal rules, and keys that are no longer written.
const INTERNAL: [&str; 10] =
    ["SFS", "SFP", "EFV", "FPR", "MX", "A", "SPF", "SRVR", "ARA", "RULEID"];

/// Reads `key:value;` over and over.
pub(super) fn report(field: Field<'_>, out: &mut Out) {
    let keyed = |wanted: &str| {
        pieces(field)
            .filter_map(|(_, piece)| piece.split_once(':'))
            .find(|(key, _)| *key == wanted)
            .map_or("", |(_, value)| value.trim())
    };
    // A mail on its way out was judged by the sender's own tenant, whoever shows the report.
    if keyed("DIR") == "OUT" && !out.previous {
        out.came_along();
    }
    let country = keyed("CTRY");
    for (span, piece) in pieces(field) {
        let Some((key, value)) = piece.split_once(':') else { continue };
        let value = value.trim();
        match key {
            "SCL" => spam_level(value, span, out),
            "SFV" if is_of(SFV_UNOFFICIAL, value) => {
                out.on(Basis::Unofficial, &|out| known(SFV_UNOFFICIAL, value, span, out));
            }
            "SFV" => told(SFV, piece, span, out),
            "CAT" if value == "NONE" => {
                out.on(Basis::Observed(554), &|out| {
                    out.add("cat-none", false, span, vec![("value", text(value))]);
                });
            }
            "CAT" => told(CAT, piece, span, out),
            "IPV" => told(IPV, piece, span, out),
            "SRV" => told(SRV, piece, span, out),
            "DIR" => told(DIR, piece, span, out),
            "SFTY" => told(SFTY, piece, span, out),
            "PTR" if matches!(value, "" | "InfoDomainNonexistent") => {
                out.add("ptr-none", false, span, vec![]);
            }
            "PTR" => said("ptr", value, span, out),
            "H" => said("helo", value, span, out),
            "LANG" => said("lang", value, span, out),
            "ARC" => said("arc-seen", value, span, out),
            "CIP" if !value.is_empty() => {
                let ip = ("ip", Arg::Ip(value.to_owned()));
                if country.is_empty() {
                    out.add("client", false, span, vec![ip]);
                } else {
                    let args = vec![ip, ("country", text(country))];
                    out.add("client-country", false, span, args);
                }
            }
            _ => {}
        }
    }
    internal(field, out);
}

/// Reads `BCL:n;PCL:n;ARA:…`.
pub(super) fn levels(field: Field<'_>, out: &mut Out) {
    for (span, piece) in pieces(field) {
        match piece.split_once(':') {
            Some(("BCL", value)) => bulk_level(value.trim(), span, out),
            Some(("PCL", value)) => phish_level(value, span, out),
            _ => {}
        }
    }
    internal(field, out);
}

/// Names the keys whose numbers mean something only inside the service.
fn internal(field: Field<'_>, out: &mut Out) {
    let mut keys: Vec<Arg> = Vec::new();
    let mut first = None;
    for (span, piece) in pieces(field) {
        let Some((key, value)) = piece.split_once(':') else { continue };
        if INTERNAL.contains(&key) && !value.trim().is_empty() && !keys.contains(&text(key)) {
            first = first.or(Some(span));
            keys.push(text(key));
        }
    }
    if let Some(span) = first {
        named(keys, span, out);
    }
}

/// Adds keys without a public meaning.
pub(super) fn named(keys: Vec<Arg>, span: Span, out: &mut Out) {
    let args = vec![("values", Arg::List(keys))];
    out.on(Basis::Named, &|out| out.add("internal", false, span, args.clone()));
}

fn said(id: &'static str, value: &str, span: Span, out: &mut Out) {
    if !value.is_empty() {
        out.add(id, false, span, vec![("value", text(value))]);
    }
}

fn is_of(values: &Values, value: &str) -> bool {
    values.iter().any(|(word, ..)| value.eq_ignore_ascii_case(word))
}

/// Adds the verdict of `key:value`; a value that is none of these is shown as it is.
fn told(values: &Values, piece: &str, span: Span, out: &mut Out) {
    let value = piece.split_once(':').map_or("", |(_, value)| value.trim());
    if is_of(values, value) {
        known(values, value, span, out);
    } else if !value.is_empty() {
        unexplained(piece.trim(), span, out);
    }
}

/// Adds a value that neither documentation nor samples explain.
pub(super) fn unexplained(piece: &str, span: Span, out: &mut Out) {
    let args = vec![("value", text(piece))];
    out.on(Basis::Named, &|out| out.add("unexplained", false, span, args.clone()));
}

/// Adds the verdict of a value, if it is one of these.
pub(super) fn known(values: &Values, value: &str, span: Span, out: &mut Out) {
    let found = values.iter().find(|(word, ..)| value.eq_ignore_ascii_case(word));
    if let Some((_, id, spam)) = found {
        out.add(id, *spam, span, vec![("value", text(value))]);
    }
}

/// Adds the spam confidence level, −1 to 9.
pub(super) fn spam_level(value: &str, span: Span, out: &mut Out) {
    let value = value.trim();
    let id = match value.parse::<i8>() {
        Ok(-1) => "scl-skipped",
        Ok(0 | 1) => "scl-clean",
        Ok(2..=4) => "scl-low",
        Ok(5 | 6) => "scl-spam",
        Ok(7..=9) => "scl-high",
        _ => return,
    };
    out.add(id, matches!(id, "scl-spam" | "scl-high"), span, scale(value, "-1", "9"));
}

/// Adds the phishing confidence level, 1 to 8, a legacy of servers on premises.
pub(super) fn phish_level(value: &str, span: Span, out: &mut Out) {
    let value = value.trim();
    let id = match value.parse::<u8>() {
        Ok(0..=3) => "pcl-low",
        Ok(4..=8) => "pcl-high",
        _ => return,
    };
    out.add(id, id == "pcl-high", span, scale(value, "1", "8"));
}

/// Adds the bulk complaint level, 0 to 9; from 7 on, the usual policy calls it spam.
fn bulk_level(value: &str, place: Span, out: &mut Out) {
    let (id, spam) = match value.parse::<u8>() {
        Ok(0) => ("bcl-none", false),
        Ok(1..=3) => ("bcl-few", false),
        Ok(level @ 4..=7) => ("bcl-mixed", level == 7),
        Ok(8 | 9) => ("bcl-many", true),
        _ => return,
    };
    out.add(id, spam, place, scale(value, "0", "9"));
}
