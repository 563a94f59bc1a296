//! Headerlint reads e-mail headers, whole messages and bounces, and shows to the byte which fields
//! trip spam filters, which filter says so, why, and what to change.
//!
//! One direction: text → [`input`] (wrapping undone) → [`syntax`] (lexers with spans) →
//! [`message`] (ordered fields) → [`bounce`] (who refused) → [`facts`] (identities, route,
//! authentication, mailer) → [`rules`] (findings) → [`report`] (one plain value). Each stage is a
//! pure function of the one before; the same text and [`Options`] give the same report.
#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]
#![cfg_attr(target_arch = "wasm32", deny(unsafe_code))]

mod assemble;
pub mod bounce;
mod bytes;
pub mod catalog;
pub mod compare;
mod data;
pub mod domain;
pub mod facts;
pub mod input;
mod inspect;
#[cfg(any(target_arch = "wasm32", test))]
mod json;
pub mod message;
mod order;
mod provider_check;
#[cfg(not(target_arch = "wasm32"))]
pub mod render;
pub mod report;
pub mod rule;
pub mod rules;
pub mod span;
pub mod stock;
pub mod syntax;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
#[cfg(not(target_arch = "wasm32"))]
pub mod words;

pub use compare::{compare, compare_groups, compare_inspected};
#[cfg(not(target_arch = "wasm32"))]
pub use data::tables;
pub use inspect::{Options, inspect, inspect_bytes, inspect_bytes_each, inspect_each};
pub use report::Report;
