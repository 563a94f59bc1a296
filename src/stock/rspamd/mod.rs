//! Stock tests of rspamd.

mod address;
mod encoding;
mod field;
mod identifier;
mod list;
mod mailer;
mod route;
mod subject;

use super::{Test, mail};
use crate::filter::Filter;

const FILTER: Filter = Filter::Rspamd;

/// All tests, grouped by family.
pub(super) static FAMILIES: &[&[Test]] = &[
    address::TESTS,
    encoding::TESTS,
    field::TESTS,
    identifier::TESTS,
    list::TESTS,
    mailer::TESTS,
    route::TESTS,
    subject::TESTS,
];
