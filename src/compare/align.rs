//! Which fields correspond, and which moved, in O(n log n) of the number of fields.

use super::names::fnv;
use super::token::ends;
use super::value::words;
use crate::order::{order, sort_by_key};
use crate::report::FieldReport;
use crate::span::Span;
use std::cmp::Ordering;

/// The fields of both sides, aligned by name.
#[derive(Default)]
pub(super) struct Aligned {
    /// The indices of corresponding fields on the left and on the right, in the order of the left.
    pub(super) pairs: Vec<(usize, usize)>,
    /// The indices of fields that are only on the left.
    pub(super) missing: Vec<usize>,
    /// The indices of fields that are only on the right.
    pub(super) added: Vec<usize>,
}

/// Returns the name to align by. Fields that name the program are one: X-Mailer here may be
/// User-Agent there.
fn key(name: &str) -> &str {
    let program = ["user-agent", "x-newsreader"].iter().any(|p| name.eq_ignore_ascii_case(p));
    if program { "x-mailer" } else { name }
}

fn compare(a: &str, b: &str) -> Ordering {
    a.bytes().map(|b| b.to_ascii_lowercase()).cmp(b.bytes().map(|b| b.to_ascii_lowercase()))
}

/// Aligns fields by name; several of one name by what they say, then by place.
pub(super) fn align(left: (&str, &[FieldReport]), right: (&str, &[FieldReport])) -> Aligned {
    let sorted = |fields: &[FieldReport]| {
        order(fields.len(), &|a, b| compare(name(fields, a), name(fields, b)))
    };
    let (a, b) = (sorted(left.1), sorted(right.1));
    let (mut a, mut b) = (a.as_slice(), b.as_slice());
    let mut aligned = Aligned::default();
    loop {
        let (of_a, rest_a) = run(left.1, a);
        let (of_b, rest_b) = run(right.1, b);
        let names =
            (of_a.first().map(|n| name(left.1, *n)), of_b.first().map(|n| name(right.1, *n)));
        let order = match names {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(x), Some(y)) => compare(x, y),
        };
        if order.is_lt() {
            aligned.missing.extend_from_slice(of_a);
        } else if order.is_gt() {
            aligned.added.extend_from_slice(of_b);
        } else {
            one_name(left, of_a, right, of_b, &mut aligned);
        }
        if order.is_le() {
            a = rest_a;
        }
        if order.is_ge() {
            b = rest_b;
        }
    }
    sort_by_key(&mut aligned.pairs, |(left, _)| *left as u64);
    sort_by_key(&mut aligned.missing, |n| *n as u64);
    sort_by_key(&mut aligned.added, |n| *n as u64);
    aligned
}

fn name(fields: &[FieldReport], number: usize) -> &str {
    fields.get(number).map_or("", |field| key(&field.name))
}

/// Splits a sorted list into the fields of its first name and the rest.
fn run<'n>(fields: &[FieldReport], sorted: &'n [usize]) -> (&'n [usize], &'n [usize]) {
    let first = sorted.first().map_or("", |n| name(fields, *n));
    let end = sorted.partition_point(|n| compare(name(fields, *n), first).is_le());
    sorted.split_at_checked(end).unwrap_or((sorted, &[]))
}

/// Pairs fields of one name: those that are equal at the beginning and the end, then those that say
/// the same. Of the rest the lowest go together, because whatever is added on the way is put on
/// top.
fn one_name(
    left: (&str, &[FieldReport]),
    a: &[usize],
    right: (&str, &[FieldReport]),
    b: &[usize],
    aligned: &mut Aligned,
) {
    let digest = |side: (&str, &[FieldReport]), n: usize| {
        side.1.get(n).map_or(0, |field| skeleton(side.0, field.value_span))
    };
    let ours: Vec<u64> = a.iter().map(|n| digest(left, *n)).collect();
    let theirs: Vec<u64> = b.iter().map(|n| digest(right, *n)).collect();
    let (head, tail) = ends(a.len(), b.len(), &|n, m| ours.get(n) == theirs.get(m));
    let (end_a, end_b) = (a.len() - tail, b.len() - tail);
    let mut pair = |n: usize, m: usize| {
        if let (Some(left), Some(right)) = (a.get(n), b.get(m)) {
            aligned.pairs.push((*left, *right));
        }
    };
    (0..head).for_each(|n| pair(n, n));
    (1..=tail).for_each(|n| pair(a.len() - n, b.len() - n));
    let (rest_a, rest_b) = alike(&ours, head..end_a, &theirs, head..end_b, &mut pair);
    // Lines that are no fields have no name that could tell.
    let nameless = a.first().is_some_and(|n| name(left.1, *n).is_empty());
    let paired = if nameless { 0 } else { rest_a.len().min(rest_b.len()) };
    let (extra_a, extra_b) = (rest_a.len() - paired, rest_b.len() - paired);
    for (n, m) in rest_a.iter().skip(extra_a).zip(rest_b.iter().skip(extra_b)) {
        pair(*n, *m);
    }
    let of = |list: &[usize], number: &usize| list.get(*number).copied();
    aligned.missing.extend(rest_a.iter().take(extra_a).filter_map(|n| of(a, n)));
    aligned.added.extend(rest_b.iter().take(extra_b).filter_map(|n| of(b, n)));
}

/// Pairs the elements of two ranges that have the same number, each once, and returns those that
/// are left, in order.
fn alike(
    ours: &[u64],
    left: std::ops::Range<usize>,
    theirs: &[u64],
    right: std::ops::Range<usize>,
    pair: &mut dyn FnMut(usize, usize),
) -> (Vec<usize>, Vec<usize>) {
    let sorted = |all: &[u64], range: std::ops::Range<usize>| {
        let mut list: Vec<usize> = range.collect();
        sort_by_key(&mut list, |n| all.get(*n).copied().unwrap_or(0));
        list
    };
    let (sorted_a, sorted_b) = (sorted(ours, left), sorted(theirs, right));
    let (mut rest_a, mut rest_b) = (Vec::new(), Vec::new());
    let (mut open_a, mut open_b) = (sorted_a.as_slice(), sorted_b.as_slice());
    while let ([n, after_n @ ..], [m, after_m @ ..]) = (open_a, open_b) {
        let order = ours.get(*n).cmp(&theirs.get(*m));
        match order {
            Ordering::Equal => pair(*n, *m),
            Ordering::Less => rest_a.push(*n),
            Ordering::Greater => rest_b.push(*m),
        }
        if order.is_le() {
            open_a = after_n;
        }
        if order.is_ge() {
            open_b = after_m;
        }
    }
    rest_a.extend(open_a);
    rest_b.extend(open_b);
    sort_by_key(&mut rest_a, |n| *n as u64);
    sort_by_key(&mut rest_b, |n| *n as u64);
    (rest_a, rest_b)
}

/// Returns a hash of what a value says without its words that are very long or have digits: equal
/// for the lines that one server writes in two messages.
fn skeleton(text: &str, span: Span) -> u64 {
    fnv(words(span.of(text)).flat_map(|word| {
        let told = word.len() < 40 && !word.bytes().any(|b| b.is_ascii_digit());
        let word = if told { word } else { "" };
        word.bytes().chain([b' '])
    }))
}

/// Returns the pairs, in the order of the left, that are not in the longest sequence that both
/// sides have in the same order.
///
/// Of two that changed places, either may be the one that moved: `from_right` tells from which side
/// to look, so that it is the same one whichever text is on the left.
pub(super) fn moved(pairs: &[(usize, usize)], from_right: bool) -> Vec<(usize, usize)> {
    if !from_right {
        return out_of_order(pairs);
    }
    let turned = |pairs: &[(usize, usize)]| {
        let mut pairs: Vec<_> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
        sort_by_key(&mut pairs, |(first, _)| *first as u64);
        pairs
    };
    turned(&out_of_order(&turned(pairs)))
}

fn out_of_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // tails[k] is the index of the pair that ends the best sequence of k + 1 pairs.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let right = |n: usize| pairs.get(n).map_or(0, |(_, right)| *right);
    for n in 0..pairs.len() {
        let at = tails.partition_point(|&tail| right(tail) < right(n));
        before.push(at.checked_sub(1).and_then(|at| tails.get(at)).copied());
        match tails.get_mut(at) {
            Some(slot) => *slot = n,
            None => tails.push(n),
        }
    }
    let mut stays = vec![false; pairs.len()];
    let mut at = tails.last().copied();
    while let Some(n) = at {
        if let Some(slot) = stays.get_mut(n) {
            *slot = true;
        }
        at = before.get(n).copied().flatten();
    }
    pairs.iter().zip(stays).filter(|(_, stays)| !stays).map(|(pair, _)| *pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(left: &str, right: &str) -> (Vec<(usize, usize)>, Vec<usize>, Vec<usize>) {
        let read = |text: &str| crate::inspect(text, &crate::Options::default()).fields;
        let aligned = align((left, &read(left)), (right, &read(right)));
        (aligned.pairs, aligned.missing, aligned.added)
    }

    #[test]
    fn fields_go_by_name_in_any_case() {
        let (pairs, missing, added) = names(
            "From: a@x.org\nX-A: 1\nMessage-Id: <1@x>\n",
            "Message-ID: <2@x>\nFROM: b@y.org\nX-B: 1\n",
        );
        assert_eq!((pairs, missing, added), (vec![(0, 1), (2, 0)], vec![1], vec![2]));
    }

    #[test]
    fn the_program_is_one_field_under_either_name() {
        let (pairs, ..) =
            names("X-Mailer: A 1\nFrom: a@x.org\n", "From: a@x.org\nUser-Agent: B 2\n");
        assert_eq!(pairs, [(0, 1), (1, 0)]);
    }

    #[test]
    fn a_hop_more_on_top_is_the_added_one() {
        let hop = |n: &str| {
            format!("Received: from {n} by mx.x.org id A1; Fri, 6 Jun 2008 03:03:10 +0900\n")
        };
        let left = [hop("two"), hop("one")].concat() + "From: a@x.org\n";
        let right = [hop("three"), hop("two"), hop("one")].concat() + "From: a@x.org\n";
        let (pairs, missing, added) = names(&left, &right);
        assert_eq!((pairs, missing, added), (vec![(0, 1), (1, 2), (2, 3)], vec![], vec![0]));
    }

    #[test]
    fn as_few_as_possible_moved() {
        assert_eq!(moved(&[(0, 3), (1, 0), (2, 1), (3, 2)], false), [(0, 3)]);
        assert_eq!(moved(&[(0, 0), (1, 1)], false), []);
        assert_eq!(moved(&[(0, 1), (1, 0)], false), [(0, 1)]);
        assert_eq!(moved(&[(0, 1), (1, 0)], true), [(1, 0)]);
    }
}
