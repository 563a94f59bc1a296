//! Lexers that keep spans: total (they accept every input), without opinion, one pass.
//!
//! Each takes the whole text and the [`Span`](crate::span::Span) of the value it reads, and gives
//! spans into that same text. A folded value is read as it stands: CR, LF, blank and tab are white
//! space. What is wrong is listed as [`Flaw`](crate::span::Flaw)s; judging it is the rules' work.
#![forbid(unsafe_code)]

pub mod address;
pub mod auth_results;
#[doc(hidden)]
pub mod bytes;
pub mod charset;
pub mod date;
pub mod encoded_word;
pub mod field;
pub mod message_id;
pub mod mime;
#[doc(hidden)]
pub mod order;
pub mod received;
pub mod scanner;
pub mod span;
pub mod tags;
