//! Sorting, once: each `sort` of the standard library compiles some 5 KB for each type that it is
//! called on, which the WebAssembly cannot afford.

use std::cmp::Ordering;
use std::mem::swap;

/// The numbers below `len` in order, equals as they came. O(n log n), O(n) where already in order.
pub fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    if (1..len).all(|n| compare(n - 1, n).is_le()) {
        return order;
    }
    let mut merged = Vec::with_capacity(len);
    let mut width = 1;
    while width < len {
        for pair in order.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
                if compare(*a, *b).is_gt() {
                    merged.push(*b);
                    right = right_rest;
                } else {
                    merged.push(*a);
                    left = left_rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        swap(&mut order, &mut merged);
        merged.clear();
        width *= 2;
    }
    order
}

/// Sorts by a number, equals as they came.
pub fn sort_by_key<T>(items: &mut [T], key: impl Fn(&T) -> u64) {
    let keys: Vec<u64> = items.iter().map(key).collect();
    arrange(&keys, &mut |a, b| items.swap(a, b));
}

/// Tells the swaps that sort what has these keys.
fn arrange(keys: &[u64], swap: &mut dyn FnMut(usize, usize)) {
    let sorted = order(keys.len(), &|a, b| keys.get(a).cmp(&keys.get(b)));
    let mut targets = vec![0; keys.len()];
    for (target, from) in sorted.iter().enumerate() {
        if let Some(slot) = targets.get_mut(*from) {
            *slot = target;
        }
    }
    for at in 0..targets.len() {
        // Each swap brings one home, so this is linear.
        while let Some(&target) = targets.get(at).filter(|target| **target != at) {
            swap(at, target);
            targets.swap(at, target);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(keys in proptest::collection::vec(0u64..20, 0..70)) {
            let mut ours: Vec<_> = keys.iter().copied().enumerate().collect();
            let mut theirs = ours.clone();
            theirs.sort_by_key(|(_, key)| *key);
            let order = order(keys.len(), &|a, b| keys[a].cmp(&keys[b]));
            prop_assert_eq!(order, theirs.iter().map(|(at, _)| *at).collect::<Vec<_>>());
            sort_by_key(&mut ours, |(_, key)| *key);
            prop_assert_eq!(ours, theirs);
        }
    }
}
