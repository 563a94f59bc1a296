//! What the command line prints: reports, comparisons and rule pages as text, in the words of the
//! locale files that the page uses too.
#![forbid(unsafe_code)]

pub mod render;
pub mod words;
