//! Headerlint reads e-mail headers, whole messages and bounces, and shows to the byte which fields
//! trip spam filters, which filter says so, why, and what to change.
//!
//! ```
//! use headerlint::{Options, inspect};
//!
//! let text = "From: a@example.org\nDate: yesterday\n\nHello\n";
//! let report = inspect(text, &Options::default());
//! let finding = report.findings.iter().find(|finding| finding.rule == "date-unreadable").unwrap();
//! assert_eq!(finding.spans[0].of(text), "yesterday");
//! ```
//!
//! # What to call
//!
//! [`inspect`] reads text and [`inspect_bytes`] a file in whatever charset; both give a [`Report`]
//! of plain data. [`compare()`] tells two messages apart, [`compare_groups`] many refused ones from
//! many accepted ones. [`catalog::rules`] lists the rules. The lexers stand alone as [`syntax`].
//!
//! # Offsets
//!
//! Each [`span::Span`] is a half-open range of bytes of the text as it was given, whatever was
//! undone to read it, and never cuts a character; [`Report::in_utf16`] counts as JavaScript does.
//!
//! # Stages
//!
//! One direction: text, wrapping undone, lexers with spans, ordered fields of a message, who
//! refused it, facts (identities, route, authentication, program), findings, report. Each stage is
//! a pure function of the one before: the same text and [`Options`] give the same report. Nothing
//! asks the clock or the network.
//!
//! # Limits
//!
//! Any text is read without a panic and in linear time. [`Options`] names the limits, 5,000,000
//! bytes and 50,000 fields by default; beyond, the first part is inspected and
//! [`Report::limits`](report::Report::limits) says so.
//!
//! # Stability
//!
//! As JSON, reports have the form of `docs/schema/`, of version [`report::SCHEMA_VERSION`]. Members
//! and values may come in addition; ids of rules are kept. Modules that are not listed here serve
//! the command line and the tests, and may change at any time.
#![forbid(unsafe_code)]

mod arg;
mod assemble;
#[doc(hidden)]
pub mod bounce;
pub mod catalog;
pub mod compare;
mod data;
#[doc(hidden)]
pub mod domain;
#[doc(hidden)]
pub mod facts;
#[doc(hidden)]
pub mod filter;
#[doc(hidden)]
pub mod input;
mod inspect;
mod key;
mod mail_system;
#[doc(hidden)]
pub mod message;
mod name_set;
mod options;
mod provider_check;
pub mod report;
#[doc(hidden)]
pub mod rule;
#[doc(hidden)]
pub mod rules;
mod shape;
#[doc(hidden)]
pub mod stock;

pub use compare::{compare, compare_groups, compare_inspected};
pub use headerlint_syntax as syntax;
pub use headerlint_syntax::span;
use headerlint_syntax::{bytes, order};
pub use inspect::{inspect, inspect_bytes, inspect_bytes_each, inspect_each};
pub use options::{Detail, Options};
#[cfg(not(target_arch = "wasm32"))]
#[doc(hidden)]
pub use provider_check::asked_by;
pub use report::Report;
