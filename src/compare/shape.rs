//! Tells whether two texts differ only as any two messages differ: the same shape, other digits.

use crate::domain;

/// Returns `true` if two values differ only in what looks random on both sides.
pub(super) fn similar(left: &str, right: &str) -> bool {
    piecewise((left, right), is_coarse, &|a, b| blobs(a, b) || finely(a, b, random))
}

/// Returns `true` if two identifiers (left sides of a Message-ID, MIME boundaries) were made in the
/// same way. More is allowed than in [`similar`]: any two numbers of about the same length are.
pub(super) fn same_form(left: &str, right: &str) -> bool {
    left == right || blobs(left, right) || finely(left, right, made_alike)
}

/// Returns `true` if two host names are the same, or are machines of one pool:
/// `mail-pf1-f174.google.com`, `mail-lf1-f45.google.com`.
pub(super) fn hosts_alike(left: &str, right: &str) -> bool {
    if left.eq_ignore_ascii_case(right) {
        return true;
    }
    let (a, b) = (left.to_ascii_lowercase(), right.to_ascii_lowercase());
    let numbered = |a: &str, b: &str| has_digit(a) && has_digit(b);
    let named = a.contains('.') && !domain::is_address_literal(&a) && has_letter(&a);
    named && domain::organisational(&a) == domain::organisational(&b) && finely(&a, &b, numbered)
}

/// Returns `true` if two addresses are the same but for a number or token (VERP, SRS, bounces).
pub(super) fn addresses_alike(left: &str, right: &str) -> bool {
    match (left.rsplit_once('@'), right.rsplit_once('@')) {
        (Some((a, host)), Some((b, other))) => similar(a, b) && hosts_alike(host, other),
        _ => left == right,
    }
}

/// Returns the shape of an identifier in letters: `9` for numbers, `a`, `A` and `x` for words of
/// lower-case, upper-case and mixed letters, `h` for hexadecimal digits; separators stay as they
/// are.
pub(super) fn outline(text: &str) -> String {
    let mut out = String::new();
    for piece in Pieces(text, is_fine).take(24) {
        let small = piece.bytes().any(|b| b.is_ascii_lowercase());
        let capital = piece.bytes().any(|b| b.is_ascii_uppercase());
        out.push_str(match (small, capital) {
            _ if is_number(piece) => "9",
            _ if piece.len() >= 8 && has_digit(piece) && is_hex(piece) => "h",
            (true, false) => "a",
            (false, true) => "A",
            (true, true) => "x",
            _ => piece,
        });
    }
    out
}

/// Compares by short words: separators must be equal, words equal or `alike`.
fn finely(left: &str, right: &str, alike: fn(&str, &str) -> bool) -> bool {
    piecewise((left, right), is_fine, &alike)
}

/// Compares piece by piece: pieces must be equal or `alike`. `in_word` tells which characters make
/// up a word.
fn piecewise(
    (left, right): (&str, &str),
    in_word: fn(char) -> bool,
    alike: &dyn Fn(&str, &str) -> bool,
) -> bool {
    let (mut a, mut b) = (Pieces(left, in_word), Pieces(right, in_word));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || alike(a, b) => {}
            _ => return false,
        }
    }
}

fn is_fine(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii()
}

fn is_coarse(c: char) -> bool {
    is_fine(c) || matches!(c, '+' | '=' | '_' | '-' | '$')
}

/// The words (by the given test) and the single other characters of a text; a run of white space is
/// one piece.
struct Pieces<'t>(&'t str, fn(char) -> bool);

impl<'t> Iterator for Pieces<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let first = self.0.chars().next()?;
        let blank = |c: char| c.is_ascii_whitespace();
        let end = if (self.1)(first) {
            self.0.find(|c| !(self.1)(c))
        } else if blank(first) {
            self.0.find(|c| !blank(c))
        } else {
            Some(first.len_utf8())
        };
        let (piece, rest) = self.0.split_at_checked(end.unwrap_or(self.0.len()))?;
        self.0 = rest;
        Some(if blank(first) { " " } else { piece })
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

fn has_letter(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_alphabetic())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Returns `true` if one text has only lower-case letters and the other only upper-case ones.
fn other_case(a: &str, b: &str) -> bool {
    let has = |text: &str, test: fn(&u8) -> bool| text.as_bytes().iter().any(test);
    let (al, au) = (has(a, u8::is_ascii_lowercase), has(a, u8::is_ascii_uppercase));
    let (bl, bu) = (has(b, u8::is_ascii_lowercase), has(b, u8::is_ascii_uppercase));
    (al && !au && bu && !bl) || (au && !al && bl && !bu)
}

/// Returns `true` if a text is no word of a language: it has digits among letters, more capitals
/// inside than a name has, or is far too long.
fn looks_random(text: &str) -> bool {
    let rises = text
        .as_bytes()
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    text.len() >= 32
        || (text.len() >= 8 && ((has_digit(text) && has_letter(text)) || rises.count() >= 2))
}

fn long_alike(a: &str, b: &str, part: usize) -> bool {
    a.len().abs_diff(b.len()) <= a.len().max(b.len()) / part
}

/// Returns `true` for words of base64 and the like, in which separators stand anywhere.
fn blobs(a: &str, b: &str) -> bool {
    let blob = |text: &str| text.len() >= 16 && text.chars().all(is_coarse) && looks_random(text);
    // Hexadecimal digits with fixed separators (a UUID) are told apart from base64 by their form.
    let plain = |text: &str| text.chars().all(is_fine);
    blob(a) && blob(b) && long_alike(a, b, 4) && !other_case(a, b) && {
        let hex = |text: &str| text.chars().all(|c| !is_fine(c) || c.is_ascii_hexdigit());
        (hex(a) == hex(b) && (plain(a) == plain(b) || !hex(a)))
            && (!hex(a) || finely(a, b, made_alike))
    }
}

/// Returns `true` if two words of a value look random in the same way. Short numbers are values,
/// not counters.
fn random(a: &str, b: &str) -> bool {
    if is_number(a) && is_number(b) {
        return a.len() >= 6 && b.len() >= 6 && a.len().abs_diff(b.len()) <= 2;
    }
    if other_case(a, b) {
        return false;
    }
    let hex = |text: &str| text.len() >= 8 && is_hex(text);
    (hex(a) && hex(b) && a.len().abs_diff(b.len()) <= 1)
        || (looks_random(a) && looks_random(b) && is_hex(a) == is_hex(b) && long_alike(a, b, 4))
}

/// Returns `true` if two words of an identifier are of the same make.
fn made_alike(a: &str, b: &str) -> bool {
    if is_number(a) && is_number(b) {
        return a.len().abs_diff(b.len()) <= 2;
    }
    if other_case(a, b) {
        return false;
    }
    let mixed = |text: &str| has_digit(text) || looks_random(text);
    (is_hex(a) && is_hex(b) && a.len().abs_diff(b.len()) <= 1)
        || (mixed(a) && mixed(b) && (is_hex(a) == is_hex(b) || a.len() < 8) && long_alike(a, b, 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_words_of_the_same_shape_are_alike() {
        for (a, b) in [
            ("4f9c1d2e7ab3", "0a9c1d2e7ab4"),
            ("token=Abc9dEf3GhI; v=1", "token=Xyc2dQf8GhJ; v=1"),
            ("AGi0YuWb3n+Xd_9kLmQ-2pZ7", "AGi0Yub3nXdZ9k-LmQ2p_Zo8"),
            ("<1700000000.12345678@x>", "<1700009999.12345999@x>"),
        ] {
            assert!(similar(a, b), "{a} {b}");
        }
    }

    #[test]
    fn values_are_not_random() {
        for (a, b) in [
            ("3", "1"),
            ("HidemaruMail 5.05", "Microsoft Windows Live Mail 12.0.1606"),
            ("Produced By Microsoft MimeOLE V12.0.1606", "Produced By Microsoft MimeOLE V6.0.1"),
            ("bulk", "list"),
            ("score=2.3", "score=5.1"),
            ("4F9C1D2E7AB3", "4f9c1d2e7ab3"),
        ] {
            assert!(!similar(a, b), "{a} {b}");
        }
    }

    #[test]
    fn ids_of_one_make_have_one_form() {
        for (a, b) in [
            ("A5827F75BC6A45C781F1DE756283A510", "0B127F75BC6A45C781F1DE756283A599"),
            ("6f1c2d3e-1111-2222-3333-444455556666", "aaaabbbb-cccc-dddd-eeee-ffff00001111"),
            ("CAKb5Q+i3abc_dEf-x9=Q1zR7w", "CAJ9x3kQw=8yTuV+aBc-d0E_fG"),
            ("12.34.1700000000000.JavaMail.root", "7.340.1700000000999.JavaMail.root"),
        ] {
            assert!(same_form(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("8CC8C735E21043a.b", "A5827F75BC6A45C781F1DE756283A510"),
            ("A5827F75BC6A45C781F1DE756283A510", "a5827f75bc6a45c781f1de756283a510"),
            ("6f1c2d3e-1111-2222-3333-444455556666", "6f1c2d3e111122223333444455556666"),
            ("20080606.025921", "A5827F75BC6A45C7"),
        ] {
            assert!(!same_form(a, b), "{a} {b}");
        }
    }

    #[test]
    fn machines_of_one_pool_are_alike() {
        assert!(hosts_alike("mail-pf1-f174.google.com", "mail-lf1-f45.google.com"));
        assert!(hosts_alike("MX.example.org", "mx.example.org"));
        assert!(!hosts_alike("alpha.example.org", "beta.example.org"));
        assert!(!hosts_alike("mx1.example.org", "mx2.example.com"));
        assert!(!hosts_alike("192.0.2.1", "192.0.2.2"));
        assert!(addresses_alike("bounce-12345678@example.org", "bounce-12345999@example.org"));
        assert!(!addresses_alike("a@example.org", "b@example.org"));
    }
}
