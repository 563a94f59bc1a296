//! Compares many refused with many accepted messages, to find what the refused ones share. Each
//! trait is counted in both groups and judged by Fisher's exact test, with Holm's correction for
//! asking so often.

use super::digest::{self, Digest};
use super::fisher::Fisher;
use super::names::{Names, mix};
use crate::arg::Arg;
use crate::options::Options;
use crate::order::sort_by_key;
use crate::report::{Args, LimitKind, LimitReport, Sentence};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The corrected probability up to which a trait is called a finding: the usual limit for what
/// chance alone may do.
pub const SIGNIFICANT: f64 = 0.05;

/// The largest number of traits that are reported, the most telling first.
const TOLD: usize = 200;

/// The largest number of different traits that are counted; what first appears later is not.
const TRAITS: usize = 60_000;

/// Two groups of messages compared.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Groups {
    /// The number of refused messages.
    pub refused: usize,
    /// The number of accepted messages.
    pub accepted: usize,
    /// The sentence (`groups.verdict.<id>`) that says what was found.
    pub verdict: Sentence,
    /// The number of questions asked: traits that could have been telling, with those that always
    /// go together counted once.
    pub tested: usize,
    /// Whether traits that are written on the way were left out, because only one of the groups has
    /// travelled.
    pub way_left_out: bool,
    /// The traits, the most telling first; at most 200.
    pub traits: Vec<TraitReport>,
    /// The limits that were reached; their locale keys are `groups.limit.<id>`.
    pub reached: Vec<LimitReport>,
}

/// Traits that exactly the same messages have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TraitReport {
    /// The names of the traits.
    pub names: Vec<TraitName>,
    /// The traits that exactly the other messages have.
    pub opposite: Vec<TraitName>,
    /// The number of refused messages with the traits.
    pub refused: usize,
    /// The number of accepted messages with the traits.
    pub accepted: usize,
    /// The probability that chance alone sets the groups at least this far apart (Fisher's exact
    /// test, two-sided).
    pub p: f64,
    /// The same probability, corrected for the number of questions (Holm).
    pub adjusted: f64,
    /// Whether chance is an unlikely reason: `adjusted` is at most 0.05.
    pub finding: bool,
}

/// One trait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TraitName {
    /// The kind of trait; its locale key is `groups.trait.<kind>`.
    pub kind: Cow<'static, str>,
    /// The value of the trait, taken from a message except for rules and classes.
    pub value: String,
}

/// Counts messages one by one and keeps only numbers of traits, so that many fit.
pub struct GroupTally {
    names: Names,
    /// Whether each trait is written on the way.
    way: Vec<bool>,
    /// How many refused and how many accepted messages have each trait.
    counts: Vec<[usize; 2]>,
    /// Which messages have each trait: a sum of random numbers, one per message.
    members: Vec<u64>,
    /// The sum of the random numbers of all messages.
    everyone: u64,
    sizes: [usize; 2],
    travelled: [usize; 2],
    /// The traits beyond the limit, each counted as often as it was seen.
    lost: usize,
    options: Options,
}

/// Compares the texts of refused messages with those of accepted ones.
pub fn compare_groups(refused: &[&str], accepted: &[&str], options: &Options) -> Groups {
    let mut tally = GroupTally::new(options);
    for text in refused {
        tally.add(text, true);
    }
    for text in accepted {
        tally.add(text, false);
    }
    tally.finish()
}

impl GroupTally {
    /// Creates a tally that has counted nothing yet.
    pub fn new(options: &Options) -> Self {
        Self {
            names: Names::new(TRAITS),
            way: Vec::new(),
            counts: Vec::new(),
            members: Vec::new(),
            everyone: 0,
            sizes: [0; 2],
            travelled: [0; 2],
            lost: 0,
            options: options.clone(),
        }
    }

    /// Counts one message in its group; a bounce counts by the fields that it returned. Returns
    /// `false` if the text has no header fields.
    pub fn add(&mut self, text: &str, refused: bool) -> bool {
        self.count(&digest::digest(text, &self.options), refused)
    }

    pub(super) fn count(&mut self, digest: &Digest, refused: bool) -> bool {
        if digest.report.fields.is_empty() {
            return false;
        }
        let group = usize::from(!refused);
        let number = (self.sizes[0] + self.sizes[1]) as u64;
        let token = mix(number + 1);
        self.everyone = self.everyone.wrapping_add(token);
        for (at, size) in self.sizes.iter_mut().enumerate() {
            *size += usize::from(at == group);
        }
        for (at, travelled) in self.travelled.iter_mut().enumerate() {
            *travelled += usize::from(at == group && digest.travelled);
        }
        for mark in &digest.marks {
            let Some(at) = self.names.number(mark.kind, &mark.value) else {
                self.lost += 1;
                continue;
            };
            if at == self.counts.len() {
                self.way.push(mark.way);
                self.counts.push([0; 2]);
                self.members.push(0);
            }
            if let Some(count) = self.counts.get_mut(at).and_then(|counts| counts.get_mut(group)) {
                *count += 1;
            }
            if let Some(members) = self.members.get_mut(at) {
                *members = members.wrapping_add(token);
            }
        }
        true
    }

    /// Tests what was counted; more may be counted afterwards.
    pub fn finish(&self) -> Groups {
        let [refused, accepted] = self.sizes;
        let [left, right] = self.travelled;
        let way_left_out = (left == 0) != (right == 0);
        let mut groups = Groups { refused, accepted, way_left_out, ..Groups::default() };
        let fisher = Fisher::new(refused, accepted);
        if refused > 0 && accepted > 0 && fisher.best() <= SIGNIFICANT {
            self.test(&fisher, &mut groups);
        }
        if self.lost > 0 {
            let actual = TRAITS + self.lost;
            groups.reached.push(LimitReport { id: LimitKind::Traits, limit: TRAITS, actual });
        }
        groups.verdict = verdict(&groups, &fisher);
        groups
    }

    fn test(&self, fisher: &Fisher, groups: &mut Groups) {
        let all = groups.refused + groups.accepted;
        let count = |at: usize| self.counts.get(at).copied().unwrap_or_default();
        let askable = |at: &usize| {
            let [refused, accepted] = count(*at);
            let way = self.way.get(*at).copied().unwrap_or(false);
            !(way && groups.way_left_out)
                && refused + accepted < all
                && fisher.least(refused + accepted) <= SIGNIFICANT
        };
        let mut asked: Vec<usize> = (0..self.names.len()).filter(askable).collect();
        // Traits of the same messages, or of exactly the others, are one question.
        let key = |at: usize| {
            let members = self.members.get(at).copied().unwrap_or(0);
            members.min(self.everyone.wrapping_sub(members))
        };
        sort_by_key(&mut asked, |at| key(*at));
        let mut traits: Vec<TraitReport> =
            asked.chunk_by(|a, b| key(*a) == key(*b)).map(|same| self.one(fisher, same)).collect();
        groups.tested = traits.len();
        // The bits of numbers that are not negative sort like the numbers.
        sort_by_key(&mut traits, |row| row.p.to_bits());
        let mut floor = 0.0_f64;
        for (place, row) in traits.iter_mut().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "far below 2^52 questions")]
            let questions = (groups.tested - place) as f64;
            floor = floor.max((row.p * questions).min(1.0));
            row.adjusted = floor;
            row.finding = floor <= SIGNIFICANT;
        }
        traits.truncate(TOLD);
        groups.traits = traits;
    }

    /// Returns the report on traits of the same messages, told from the side on which the refused
    /// ones have more.
    fn one(&self, fisher: &Fisher, same: &[usize]) -> TraitReport {
        let count = |at: usize| self.counts.get(at).copied().unwrap_or_default();
        let Fisher { refused: all, accepted: others, .. } = fisher;
        let more = |[refused, accepted]: [usize; 2]| refused * others >= accepted * all;
        let chosen = same.iter().copied().find(|at| more(count(*at)));
        let chosen = chosen.or_else(|| same.first().copied()).unwrap_or(0);
        let members = self.members.get(chosen);
        let (names, opposite): (Vec<usize>, Vec<usize>) =
            same.iter().partition(|at| self.members.get(**at) == members);
        let name = |list: Vec<usize>| {
            let names = list.into_iter().filter_map(|at| self.names.get(at));
            names
                .map(|(kind, value)| TraitName { kind: kind.into(), value: value.to_owned() })
                .collect()
        };
        let [refused, accepted] = count(chosen);
        TraitReport {
            names: name(names),
            opposite: name(opposite),
            refused,
            accepted,
            p: fisher.test(refused, accepted),
            adjusted: 1.0,
            finding: false,
        }
    }
}

fn verdict(groups: &Groups, fisher: &Fisher) -> Sentence {
    let findings = groups.traits.iter().filter(|row| row.finding).count();
    let id = match (groups.refused, groups.accepted) {
        (0, _) => "no-refused",
        (_, 0) => "no-accepted",
        _ if fisher.best() > SIGNIFICANT => "too-few",
        _ if findings > 0 => "found",
        _ => "nothing",
    };
    let args = Args::from([
        ("count", Arg::Count(findings as u64)),
        ("refused", Arg::Count(groups.refused as u64)),
        ("accepted", Arg::Count(groups.accepted as u64)),
    ]);
    Sentence { id: id.to_owned(), args }
}
