//! Authentication as recorded (Authentication-Results, Received-SPF) and as claimed (DKIM, ARC).

use super::boundary::Author;
use crate::span::Span;
use crate::syntax::auth_results::{AuthResults, ReceivedSpf};
use crate::syntax::tags::TagList;

/// One Authentication-Results field.
#[derive(Clone, Debug)]
pub struct Results {
    /// Its place in the message's lines.
    pub field: usize,
    /// As parsed.
    pub parsed: AuthResults,
    /// Who wrote it; only the receiver's can be believed.
    pub author: Author,
}

/// One Received-SPF field.
#[derive(Clone, Debug)]
pub struct Spf {
    /// Its place in the message's lines.
    pub field: usize,
    /// As parsed.
    pub parsed: ReceivedSpf,
    /// Who wrote it.
    pub author: Author,
}

/// One DKIM-Signature field.
#[derive(Clone, Debug)]
pub struct DkimSignature {
    /// Its place in the message's lines.
    pub field: usize,
    /// The value.
    pub span: Span,
    /// As parsed.
    pub tags: TagList,
    /// `d=` in lower case; empty when missing.
    pub domain: String,
    /// Where `d=` has its value.
    pub domain_span: Option<Span>,
    /// `s=`
    pub selector: String,
    /// The result that the receiver recorded for this `d=` (and `s=` where it tells), lower case.
    pub recorded: Option<String>,
}

/// One ARC instance.
#[derive(Clone, Debug, Default)]
pub struct ArcSet {
    /// `i=`
    pub instance: u32,
    /// ARC-Seal: place in the message's lines, tags.
    pub seal: Option<(usize, TagList)>,
    /// ARC-Message-Signature.
    pub signature: Option<(usize, TagList)>,
    /// ARC-Authentication-Results.
    pub results: Option<(usize, AuthResults)>,
}

/// The ARC fields.
#[derive(Clone, Debug, Default)]
pub struct Arc {
    /// By instance, ascending.
    pub sets: Vec<ArcSet>,
    /// ARC fields without a readable instance, or that repeat one: places in the message's lines.
    pub stray: Vec<usize>,
}
