//! Sorting, once: each `sort` of the standard library compiles some 5 KB for each type that it is
//! called on, which the WebAssembly cannot afford.

use std::cmp::Ordering;

/// The numbers below `len` in order, equals as they came. O(n log n), O(n) where already in order.
pub fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
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
