//! What a rule is. One rule, one declaration, one place; its words are in the locale files.

pub use crate::arg::Arg;
use crate::facts::Facts;
use crate::filter::{Filter, FilterTest};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Violates a MUST, deceives, or is documented to be refused.
    Error,
    /// Filters give it weight, or proof is missing.
    Warning,
    /// Explains; never alone a reason for alarm.
    Note,
}

/// What kind of trouble; it decides the level, so that nobody argues levels per rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// The format is broken: a MUST of an RFC is violated. Error.
    Broken,
    /// Says something other than what is. Error.
    Deceptive,
    /// A provider documents refusal for it. Error.
    Required,
    /// Proof of the sender is missing or failed. Warning.
    Unauthenticated,
    /// Public filters give weight to it, or a SHOULD is violated. Warning.
    Disliked,
    /// Unusual; explains itself in honest mail. Note.
    Odd,
    /// Good to know. Note.
    Informative,
}

impl Group {
    /// All, the worst first.
    pub const ALL: [Self; 7] = [
        Self::Broken,
        Self::Deceptive,
        Self::Required,
        Self::Unauthenticated,
        Self::Disliked,
        Self::Odd,
        Self::Informative,
    ];

    /// The level of all its rules.
    pub const fn level(self) -> Level {
        match self {
            Self::Broken | Self::Deceptive | Self::Required => Level::Error,
            Self::Unauthenticated | Self::Disliked => Level::Warning,
            Self::Odd | Self::Informative => Level::Note,
        }
    }
}

/// Whether our test is a filter's own test, or only means the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// We test what they test: their weight may be added up.
    Same,
    /// Their rule was the idea.
    Inspired,
}

/// Who says that this matters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source {
    /// Number and section of an RFC.
    Rfc(u16, &'static str),
    /// A test of a public filter.
    Filter(Provenance, FilterTest),
    /// A page: its name, address, and the reply code that goes with it (or "").
    Page(&'static str, &'static str, &'static str),
    /// Something counted over public mail, or otherwise observed: locale key below `observed.`.
    Observed(&'static str),
}

/// A test of `SpamAssassin` as a source; it must have a row in `data/filters.tsv`.
pub(crate) const fn spamassassin(provenance: Provenance, name: &'static str) -> Source {
    Source::Filter(provenance, FilterTest::new(Filter::SpamAssassin, name))
}

/// A symbol of rspamd as a source; it must have a row in `data/filters.tsv`.
pub(crate) const fn rspamd(provenance: Provenance, name: &'static str) -> Source {
    Source::Filter(provenance, FilterTest::new(Filter::Rspamd, name))
}

/// A rule.
pub struct Rule {
    /// Kebab-case; names the pattern, reads after "allow".
    pub id: &'static str,
    /// What kind of trouble.
    pub group: Group,
    /// At least one.
    pub sources: &'static [Source],
    /// Finds it.
    pub check: fn(&Facts<'_>, &mut Found<'_>),
    /// Header blocks on which it fires, and near misses on which it must not.
    #[cfg(not(target_arch = "wasm32"))]
    pub examples: Examples,
}

/// The proof of a rule; left out of the WebAssembly.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct Examples {
    /// Each makes the rule fire.
    pub finds: &'static [&'static str],
    /// Each nearly does.
    pub quiet: &'static [&'static str],
}

impl Rule {
    /// Its level, from its group.
    pub const fn level(&self) -> Level {
        self.group.level()
    }
}

/// Makes a [`Rule`] of a literal that looks like one, so that rustfmt formats it.
///
/// The doc comment of its static tells maintainers what is peculiar about the rule; people read its
/// words, `rule.<id>.*`.
macro_rules! rule {
    (Rule {
        id: $id:literal,
        group: $group:ident,
        sources: [$($source:expr),+ $(,)?],
        finds: [$($finds:expr),+ $(,)?],
        quiet: [$($quiet:expr),+ $(,)?],
        check: $check:expr $(,)?
    }) => {
        $crate::rule::Rule {
            id: $id,
            group: $crate::rule::Group::$group,
            sources: {
                #[allow(
                    unused_imports,
                    clippy::allow_attributes,
                    reason = "not every rule uses every kind of source"
                )]
                use $crate::rule::{Provenance::*, Source::*, rspamd, spamassassin};
                &[$($source),+]
            },
            check: $check,
            #[cfg(not(target_arch = "wasm32"))]
            examples: $crate::rule::Examples { finds: &[$($finds),+], quiet: &[$($quiet),+] },
        }
    };
}
pub(crate) use rule;

/// One finding of one rule.
pub struct Finding {
    /// Whose.
    pub rule: &'static Rule,
    /// The places, most telling first; none when something is missing.
    pub spans: Vec<Span>,
    /// Values for the words, by name.
    pub args: Vec<(&'static str, Arg)>,
}

impl Finding {
    const fn new(rule: &'static Rule) -> Self {
        Self { rule, spans: Vec::new(), args: Vec::new() }
    }

    /// Adds a value for the words.
    pub fn with(&mut self, name: &'static str, arg: Arg) -> &mut Self {
        self.args.push((name, arg));
        self
    }

    /// Adds a text out of the message.
    pub fn text(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.with(name, Arg::Text(text.to_owned()))
    }

    /// Adds a number.
    pub fn count(&mut self, name: &'static str, count: usize) -> &mut Self {
        self.with(name, Arg::Count(count as u64))
    }

    /// Marks one more place.
    pub fn and(&mut self, span: Span) -> &mut Self {
        self.spans.push(span);
        self
    }
}

/// Findings of one rule are more than this: the rest is counted, not kept.
pub const FINDINGS_PER_RULE: usize = 20;

/// Where a rule puts what it found.
pub struct Found<'f> {
    rule: &'static Rule,
    all: &'f mut Vec<Finding>,
    // For what is over the limit.
    spare: Option<Box<Finding>>,
    count: usize,
}

impl<'f> Found<'f> {
    /// Collects for one rule.
    pub fn new(rule: &'static Rule, all: &'f mut Vec<Finding>) -> Self {
        Self { rule, all, spare: None, count: 0 }
    }

    /// Reports at a place.
    pub fn at(&mut self, span: Span) -> &mut Finding {
        self.missing().and(span)
    }

    /// Reports without a place: something is not there.
    pub fn missing(&mut self) -> &mut Finding {
        self.count += 1;
        let finding = Finding::new(self.rule);
        if self.count > FINDINGS_PER_RULE {
            return self.spare.insert(Box::new(finding));
        }
        self.all.push(finding);
        match self.all.last_mut() {
            Some(last) => last,
            // Just pushed; only keeps this total.
            None => self.spare.get_or_insert_with(|| Box::new(Finding::new(self.rule))),
        }
    }
}
