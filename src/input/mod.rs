//! What was pasted: wrapping undone, one repair per file, with a map back to what the person sees.

mod map;

pub use map::{Builder, Map};

use crate::span::Span;
use std::borrow::Cow;

/// One thing that was undone to read the input. The name is the locale key `repair.<id>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// `quote-marks`, `indentation`, `mbox-from`, `bom`, `raw-8bit`, `charset` …
    pub id: &'static str,
    /// How many lines or places.
    pub count: usize,
    /// The first place, in the input as pasted.
    pub first: Span,
}

/// The input after repair.
#[derive(Clone, Debug)]
pub struct Clean<'t> {
    /// What the later stages read; borrows the input when nothing was undone.
    pub text: Cow<'t, str>,
    /// From offsets of `text` to offsets of the input.
    pub map: Map,
    /// What was undone, in the order of doing.
    pub repairs: Vec<Repair>,
}

/// Undoes the wrapping of pasted text: BOM, quote marks (`> `, also nested), common indentation.
pub fn clean(text: &str) -> Clean<'_> {
    Clean { text: Cow::Borrowed(text), map: Map::identity(), repairs: Vec::new() }
}
