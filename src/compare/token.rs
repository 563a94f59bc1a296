//! The changed tokens of two texts: what is left between a common beginning and a common end,
//! divided further if that is short.

use crate::span::Span;

/// The number of changed tokens on a side beyond which the whole stretch is marked; it bounds the
/// table below.
const TABLE: usize = 48;

/// Returns the spans that changed on the left and on the right.
pub(super) fn changed(left: &str, a: Span, right: &str, b: Span) -> (Vec<Span>, Vec<Span>) {
    let (a, b) = (tokens(left, a), tokens(right, b));
    let same = |x: Option<&Span>, y: Option<&Span>| match (x, y) {
        (Some(x), Some(y)) => x.of(left) == y.of(right),
        _ => false,
    };
    let (head, tail) = ends(a.len(), b.len(), &|n, m| same(a.get(n), b.get(m)));
    let a = a.get(head..a.len() - tail).unwrap_or_default();
    let b = b.get(head..b.len() - tail).unwrap_or_default();
    if a.len() > TABLE || b.len() > TABLE {
        return (joined(left, a, &[]), joined(right, b, &[]));
    }
    let (kept_a, kept_b) = common(a.len(), b.len(), &|x, y| same(a.get(x), b.get(y)));
    (joined(left, a, &kept_a), joined(right, b, &kept_b))
}

/// Returns how many elements at the beginning of two lists, and how many of the rest at their end,
/// are the same.
pub(super) fn ends(a: usize, b: usize, same: &dyn Fn(usize, usize) -> bool) -> (usize, usize) {
    let short = a.min(b);
    let head = (0..short).take_while(|&n| same(n, n)).count();
    let tail = (1..=short - head).take_while(|&n| same(a - n, b - n)).count();
    (head, tail)
}

/// Returns the words and the single other characters; white space is no token.
fn tokens(text: &str, span: Span) -> Vec<Span> {
    let mut tokens: Vec<Span> = Vec::new();
    let mut in_word = false;
    for (at, c) in span.of(text).char_indices() {
        let here = Span::new(span.start + at, span.start + at + c.len_utf8());
        let word = c.is_ascii_alphanumeric() || !c.is_ascii();
        if word && in_word {
            if let Some(last) = tokens.last_mut() {
                last.end = here.end;
            }
        } else if !c.is_ascii_whitespace() {
            tokens.push(here);
        }
        in_word = word;
    }
    tokens
}

/// Returns the indices, on both sides, of the tokens in a longest common subsequence.
fn common(
    rows: usize,
    columns: usize,
    same: &dyn Fn(usize, usize) -> bool,
) -> (Vec<usize>, Vec<usize>) {
    let wide = columns + 1;
    let mut best = vec![0_u8; (rows + 1) * wide];
    let at = |best: &[u8], x: usize, y: usize| best.get(x * wide + y).copied().unwrap_or(0);
    for x in (0..rows).rev() {
        for y in (0..columns).rev() {
            let value = if same(x, y) {
                at(&best, x + 1, y + 1) + 1
            } else {
                at(&best, x + 1, y).max(at(&best, x, y + 1))
            };
            if let Some(slot) = best.get_mut(x * wide + y) {
                *slot = value;
            }
        }
    }
    let (mut kept_a, mut kept_b) = (Vec::new(), Vec::new());
    let (mut x, mut y) = (0, 0);
    while x < rows && y < columns {
        if same(x, y) {
            kept_a.push(x);
            kept_b.push(y);
            x += 1;
            y += 1;
        } else if at(&best, x + 1, y) >= at(&best, x, y + 1) {
            x += 1;
        } else {
            y += 1;
        }
    }
    (kept_a, kept_b)
}

/// Returns the spans of the tokens that were not kept, with neighbours joined over the white space
/// between them.
fn joined(text: &str, tokens: &[Span], kept: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut kept = kept.iter().peekable();
    for (n, token) in tokens.iter().enumerate() {
        if kept.next_if_eq(&&n).is_some() {
            continue;
        }
        match spans.last_mut() {
            Some(last) if Span::new(last.end, token.start).trim(text).is_empty() => {
                last.end = token.end;
            }
            _ => spans.push(*token),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(left: &'static str, right: &'static str) -> (Vec<&'static str>, Vec<&'static str>) {
        let all = |text: &str| Span::new(0, text.len());
        let (a, b) = changed(left, all(left), right, all(right));
        (a.iter().map(|s| s.of(left)).collect(), b.iter().map(|s| s.of(right)).collect())
    }

    #[test]
    fn the_changed_token_is_marked() {
        assert_eq!(
            words("text/plain; charset=utf-8; x=1", "text/plain; charset=euc-jp; x=1"),
            (vec!["utf", "8"], vec!["euc", "jp"])
        );
        assert_eq!(words("a b c", "a c"), (vec!["b"], vec![]));
        assert_eq!(words("x", "x"), (vec![], vec![]));
        assert_eq!(words("Taro Yamada <a@x>", "<a@x>"), (vec!["Taro Yamada"], vec![]));
    }

    proptest! {
        #[test]
        fn marks_are_inside_and_total(a in "[ab =;é\n]{0,80}", b in "[ab =;é\n]{0,80}") {
            let all = |text: &str| Span::new(0, text.len());
            let (left, right) = changed(&a, all(&a), &b, all(&b));
            prop_assert!(left.iter().all(|span| a.get(span.start..span.end).is_some()));
            prop_assert!(right.iter().all(|span| b.get(span.start..span.end).is_some()));
        }
    }
}
