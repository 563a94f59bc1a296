//! Headerlint reads e-mail headers, whole messages and bounces, and shows to the byte which fields
//! trip spam filters, which filter says so, why, and what to change.
//!
//! One direction: text → [`input`] (wrapping undone) → [`syntax`] (lexers with spans) →
//! [`message`] (ordered fields) → [`bounce`] (who refused) → [`facts`] (identities, route,
//! authentication, mailer) → [`rules`] (findings) → [`report`] (one plain value). Each stage is a
//! pure function of the one before; the same text and [`Options`] give the same report.
#![forbid(unsafe_code)]

mod arg;
mod assemble;
pub mod bounce;
pub mod catalog;
pub mod compare;
mod data;
pub mod domain;
pub mod facts;
pub mod filter;
pub mod input;
mod inspect;
mod key;
mod mail_system;
pub mod message;
mod name_set;
mod options;
mod provider_check;
pub mod report;
pub mod rule;
pub mod rules;
pub mod stock;

pub use compare::{compare, compare_groups, compare_inspected};
pub use headerlint_syntax as syntax;
pub use headerlint_syntax::span;
use headerlint_syntax::{bytes, order};
pub use inspect::{inspect, inspect_bytes, inspect_bytes_each, inspect_each};
pub use options::Options;
#[cfg(not(target_arch = "wasm32"))]
pub use provider_check::asked_by;
pub use report::Report;
