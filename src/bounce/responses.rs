//! The table of refusals: what a reply says, and what its writer means by it.

use super::reason::Reason;
use super::search_text::Plain;
use super::side::Side;
use crate::data::RESPONSES;
use std::sync::OnceLock;

/// One documented refusal: one line of `data/responses.tsv`.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownReply {
    #[cfg(test)]
    pub(super) id: &'static str,
    pub(super) provider: &'static str,
    /// What the row is limited to: a class of reply codes (`4xx`), or subjects of status codes
    /// (`X.1 X.2`). Other codes only inform readers of the table.
    codes: &'static str,
    #[cfg(test)]
    pub(super) pattern: &'static str,
    /// The range of its words among those of all patterns.
    words: (u32, u32),
    pub(super) fields: &'static str,
    pub(super) side: Side,
    /// The `<text>` of the locale keys `response.<text>.meaning` and `.action`; many rows share
    /// one.
    pub(super) text: &'static str,
    pub(super) reason: Option<Reason>,
    /// Whether a telling status code says more than these words, such as `recipient rejected`.
    pub(super) vague: bool,
    pub(super) reference: Option<&'static str>,
    /// The month in which the page was read, such as `2026-11`.
    pub(super) checked: Option<&'static str>,
}

/// One word of a pattern such as `a && b || c`.
struct Word {
    /// Whether it begins an alternative.
    begins: bool,
    text: &'static str,
}

struct Table {
    rows: Vec<KnownReply>,
    words: Vec<Word>,
}

/// Returns the table, which is parsed once: splitting it for each reply would cost more than
/// matching.
fn table() -> &'static Table {
    static READ: OnceLock<Table> = OnceLock::new();
    READ.get_or_init(|| parse_table(RESPONSES))
}

fn parse_table(table: &'static str) -> Table {
    let mut words = Vec::new();
    let rows = table.lines().skip(1).filter_map(|line| row(line, &mut words)).collect();
    Table { rows, words }
}

fn row(line: &'static str, words: &mut Vec<Word>) -> Option<KnownReply> {
    let mut columns = line.split('\t');
    let mut next = || columns.next().filter(|column| !column.is_empty());
    let (id, provider, codes, pattern) = (next()?, next()?, next()?, next()?);
    let from = words.len();
    for any in pattern.split(" || ") {
        let all = any.split(" && ").enumerate();
        words.extend(all.map(|(at, text)| Word { begins: at == 0, text }));
    }
    let named = |column: &'static str| Some(column).filter(|column| *column != "-");
    let (fields, side, text) = (next()?, Side::named(next()?), next()?);
    let reason = next()?;
    let (reference, checked) = (next()?, next()?);
    Some(KnownReply {
        #[cfg(test)]
        id,
        provider,
        codes,
        #[cfg(test)]
        pattern,
        words: (u32::try_from(from).ok()?, u32::try_from(words.len()).ok()?),
        fields: named(fields).unwrap_or_default(),
        side,
        text: named(text).unwrap_or(id),
        reason: Reason::named(reason.trim_end_matches('?')),
        vague: reason.ends_with('?'),
        reference: named(reference),
        checked: named(checked),
    })
}

/// Returns all rows, grouped by provider, the general ones last.
pub(super) fn rows() -> &'static [KnownReply] {
    &table().rows
}

impl KnownReply {
    /// Returns `true` if a reply says what the row documents. `code` and `status` are those of the
    /// reply.
    pub(super) fn fits(&self, reply: &Plain, code: Option<u16>, status: Option<&str>) -> bool {
        self.said_by(reply) && !self.other_code(code, status)
    }

    fn said_by(&self, reply: &Plain) -> bool {
        let words = &table().words;
        let (from, to) = (self.words.0 as usize, self.words.1 as usize);
        let mut all = false;
        for word in words.get(from..to).unwrap_or_default() {
            if word.begins {
                if all {
                    return true;
                }
                all = true;
            }
            all = all && reply.has(word.text);
        }
        all
    }

    fn other_code(&self, code: Option<u16>, status: Option<&str>) -> bool {
        let class = match self.codes {
            "4xx" => Some(4),
            "5xx" => Some(5),
            _ => None,
        };
        let other_class = class.zip(code).is_some_and(|(class, code)| code / 100 != class);
        // `550 5.7.26 Recipient address rejected: …` is not about the recipient.
        let subject = status.and_then(|status| status.split('.').nth(1));
        let other_subject = self.codes.starts_with("X.")
            && subject.is_some_and(|subject| {
                !self.codes.split(' ').any(|known| known.strip_prefix("X.") == Some(subject))
            });
        other_class || other_subject
    }

    /// Returns the lower-case names of the header fields that the row points at.
    pub(super) fn fields(&self) -> Vec<&'static str> {
        self.fields.split(',').filter(|name| !name.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests;
