//! Numbers for names that occur again and again: each name is kept once.

/// The number of bytes that are kept of a name.
const LONGEST: usize = 200;

/// A list of names, and a table of their numbers by hash (open addressing).
pub(super) struct Names {
    list: Vec<(&'static str, String)>,
    table: Vec<u32>,
    /// The largest number of names; those beyond it get no number.
    most: usize,
}

impl Names {
    /// Creates an empty list for at most `most` names.
    pub(super) fn new(most: usize) -> Self {
        Self { list: Vec::new(), table: Vec::new(), most }
    }

    /// Returns the number of a name of a kind, which it is given when it is first seen; `None` if
    /// the list is full.
    pub(super) fn number(&mut self, kind: &'static str, name: &str) -> Option<usize> {
        let name = name.get(..name.floor_char_boundary(LONGEST)).unwrap_or(name);
        if self.list.len() * 2 >= self.table.len() {
            self.table = vec![0; (self.table.len() * 2).max(1_024)];
            for at in 0..self.list.len() {
                let slot = self.list.get(at).and_then(|(kind, name)| self.find(kind, name).err());
                self.put(slot, at);
            }
        }
        match self.find(kind, name) {
            Ok(at) => Some(at),
            Err(_) if self.list.len() >= self.most => None,
            Err(slot) => {
                let at = self.list.len();
                self.list.push((kind, name.to_owned()));
                self.put(Some(slot), at);
                Some(at)
            }
        }
    }

    /// Returns the number of a name, or the free slot in the table as an error.
    fn find(&self, kind: &str, name: &str) -> Result<usize, usize> {
        let mask = self.table.len().wrapping_sub(1);
        let mut slot = hash(kind, name) & mask;
        while let Some(at) = self.table.get(slot).copied().and_then(|at| at.checked_sub(1)) {
            let at = at as usize;
            if self.list.get(at).is_some_and(|(k, n)| *k == kind && n == name) {
                return Ok(at);
            }
            slot = (slot + 1) & mask;
        }
        Err(slot)
    }

    fn put(&mut self, slot: Option<usize>, number: usize) {
        if let Some(slot) = slot.and_then(|slot| self.table.get_mut(slot)) {
            *slot = u32::try_from(number + 1).unwrap_or(0);
        }
    }

    /// Returns the kind and the name of a number.
    pub(super) fn get(&self, number: usize) -> Option<(&'static str, &str)> {
        self.list.get(number).map(|(kind, name)| (*kind, name.as_str()))
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "only its low bits are taken")]
fn hash(kind: &str, name: &str) -> usize {
    mix(fnv(kind.bytes().chain([b' ']).chain(name.bytes()))) as usize
}

/// Returns the FNV-1a hash of the bytes.
pub(super) fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes
        .fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Spreads the bits of a number (`SplitMix64`).
pub(super) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_one_number() {
        let mut names = Names::new(5_001);
        let numbers: Vec<_> = (0..5_000).map(|n| names.number("a", &n.to_string())).collect();
        assert_eq!(numbers, (0..5_000).map(Some).collect::<Vec<_>>());
        assert_eq!(names.number("a", "77"), Some(77));
        assert_eq!(names.number("b", "77"), Some(5_000));
        assert_eq!((names.get(77), names.len()), (Some(("a", "77")), 5_001));
        // The list is full; what is known stays known.
        assert_eq!((names.number("c", "77"), names.number("b", "77")), (None, Some(5_000)));
    }
}
