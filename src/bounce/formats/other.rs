//! Systems that are seldom met, known by one or two sentences.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[];
