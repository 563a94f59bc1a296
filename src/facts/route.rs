//! The route: Received fields as hops.

use super::boundary::Author;
use crate::syntax::received::Received;

/// One Received field, interpreted.
#[derive(Clone, Debug)]
pub struct Hop {
    /// Its place in the message's lines.
    pub field: usize,
    /// As parsed.
    pub received: Received,
    /// Who wrote it.
    pub author: Author,
    /// Seconds since the hop before it (the next one down); negative when the clock went backwards.
    pub delay: Option<i64>,
    /// Whether the client's address is public (not private, loopback, link-local, CGNAT …).
    pub public_client: bool,
}
