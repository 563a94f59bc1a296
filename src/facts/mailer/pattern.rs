//! The patterns of the mailer table: a run-length notation, matched as it stands.
//!
//! - `{h8}` is a run of exactly 8 of the class `h`; other bounds are written `{h4-5}`, `{h+}` (one
//!   or more), `{h10+}` and `{=0-1}`. Runs are greedy and never give back.
//! - Classes: `h` lower-case hex, `H` upper-case hex, `x` any hex, `d` digits, `n` digits and
//!   dots; `a` lower case and digits, `L` capitals, `A` capitals and digits, `w` alphanumeric; `b`
//!   and `B` the base64 alphabets, `e` both, `g` and `z` further ones; `q` lower-case hex and dots,
//!   `v` and `k` base32 alphabets, `P` A to P. A punctuation mark is the class of itself.
//! - `{u}` and `{U}` are UUIDs in lower and upper case.
//! - `*` is any text, `<` and `>` enclose the wanted digits, a final `$` is the end of the value;
//!   everything else stands for itself. A pattern matches from the start of the value.

use crate::span::Span;

/// The longest value that is examined: `*` tries every position, and no program writes longer ids.
const MAX_VALUE: usize = 500;

/// Whether the pattern matches.
pub(super) fn fits(pattern: &str, value: &str) -> bool {
    find(pattern, value).is_some()
}

/// Returns the span of the part between `<` and `>` (empty without such a part), relative to the
/// value; `None` if the pattern does not match.
pub(super) fn find(pattern: &str, value: &str) -> Option<Span> {
    if value.len() > MAX_VALUE {
        return None;
    }
    walk(pattern.as_bytes(), value.as_bytes(), 0, Span::empty(0))
}

fn walk(mut pattern: &[u8], value: &[u8], mut at: usize, mut part: Span) -> Option<Span> {
    loop {
        pattern = match pattern {
            [] => return Some(part),
            [b'$'] => return (at == value.len()).then_some(part),
            [b'<', rest @ ..] => {
                part = Span::empty(at);
                rest
            }
            [b'>', rest @ ..] => {
                part = Span::new(part.start, at);
                rest
            }
            [b'*', rest @ ..] => {
                // What follows mostly begins with a literal, so only its occurrences are tried.
                let own = rest.first().filter(|b| !b"$<>*{".contains(b));
                let begins = |from: &usize| own.is_none() || value.get(*from) == own;
                let mut places = (at..=value.len()).filter(begins);
                return places.find_map(|from| walk(rest, value, from, part));
            }
            [b'{', b'u', b'}', rest @ ..] => {
                at = uuid(value, at, b'h')?;
                rest
            }
            [b'{', b'U', b'}', rest @ ..] => {
                at = uuid(value, at, b'H')?;
                rest
            }
            [b'{', class, rest @ ..] => {
                let (least, most, rest) = bounds(rest);
                at = run(value, at, *class, least, most)?;
                rest
            }
            [literal, rest @ ..] => {
                if value.get(at) != Some(literal) {
                    return None;
                }
                at += 1;
                rest
            }
        };
    }
}

/// Returns the end of a run that begins at `at`; `None` if the run is too short.
fn run(value: &[u8], at: usize, class: u8, least: usize, most: usize) -> Option<usize> {
    let taken = value.iter().skip(at).take(most).take_while(|b| is_in(class, **b)).count();
    (taken >= least).then_some(at + taken)
}

fn uuid(value: &[u8], mut at: usize, class: u8) -> Option<usize> {
    for (number, length) in [8, 4, 4, 4, 12].into_iter().enumerate() {
        if number > 0 {
            at = run(value, at, b'-', 1, 1)?;
        }
        at = run(value, at, class, length, length)?;
    }
    Some(at)
}

/// Parses `8}`, `4-5}`, `+}` or `8+}` into minimum and maximum, and returns the rest as well.
fn bounds(pattern: &[u8]) -> (usize, usize, &[u8]) {
    let (least, rest) = number(pattern);
    match rest {
        [b'+', b'}', rest @ ..] => (least.unwrap_or(1), usize::MAX, rest),
        [b'-', rest @ ..] => {
            let (most, rest) = number(rest);
            (least.unwrap_or(0), most.unwrap_or(0), rest.strip_prefix(b"}").unwrap_or(rest))
        }
        _ => {
            let exact = least.unwrap_or(1);
            (exact, exact, rest.strip_prefix(b"}").unwrap_or(rest))
        }
    }
}

fn number(pattern: &[u8]) -> (Option<usize>, &[u8]) {
    let mut value = None;
    let mut rest = pattern;
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        value = Some(value.unwrap_or(0) * 10 + usize::from(digit - b'0'));
        rest = after;
    }
    (value, rest)
}

fn is_in(class: u8, b: u8) -> bool {
    match class {
        b'h' => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
        b'H' => matches!(b, b'0'..=b'9' | b'A'..=b'F'),
        b'x' => b.is_ascii_hexdigit(),
        b'd' => b.is_ascii_digit(),
        b'n' => b.is_ascii_digit() || b == b'.',
        b'a' => matches!(b, b'0'..=b'9' | b'a'..=b'z'),
        b'A' => matches!(b, b'0'..=b'9' | b'A'..=b'Z'),
        b'L' => b.is_ascii_uppercase(),
        b'w' => b.is_ascii_alphanumeric(),
        b'b' => b.is_ascii_alphanumeric() || b == b'-' || b == b'_',
        b'B' => b.is_ascii_alphanumeric() || b == b'+' || b == b'/',
        b'e' => b.is_ascii_alphanumeric() || b"+/_-".contains(&b),
        b'g' => b.is_ascii_alphanumeric() || b"+=_.-".contains(&b),
        b'z' => b.is_ascii_alphanumeric() || b == b'.',
        b'q' => matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'.'),
        b'v' => matches!(b, b'0'..=b'9' | b'a'..=b'v'),
        b'k' => matches!(b, b'2'..=b'7' | b'a'..=b'z'),
        b'P' => matches!(b, b'A'..=b'P'),
        _ => b == class,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_literals_and_ends() {
        assert!(fits("{h4}-{d1-3}", "00af-12x"));
        assert!(!fits("{h4}-{d1-3}$", "00af-12x"));
        assert!(!fits("{h4}", "00A0"));
        assert!(fits("{-0-1}{d+}.", "-1.") && fits("{-0-1}{d+}.", "1."));
        assert!(!fits("{d2}.", "123."), "a run of two is not the start of a run of three");
        assert!(fits("a${d1}$", "a$1"), "only a last $ is the end");
        assert!(fits("*@*.example.org$", "x@y.example.org"));
        assert!(!fits("*@*.example.org$", "x@y.example.org.invalid"));
        assert!(fits("{u}@", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0@"));
        assert!(!fits("{U}@", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0@"));
    }

    #[test]
    fn the_part_asked_for_has_its_place() {
        assert_eq!(find("{h2}<{d3}>@", "ab123@"), Some(Span::new(2, 5)));
        assert_eq!(find("{h2}<{d3}>@", "ab12@"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_value_is_read(value in "\\PC{0,60}") {
            for pattern in ["*{d+}@", "{w+}*<{h+}>$", "{b+}.{e+}@*"] {
                if let Some(part) = find(pattern, &value) {
                    assert!(part.end <= value.len());
                }
            }
        }
    }
}
