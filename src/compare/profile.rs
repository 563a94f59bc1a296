//! The sender's own profile: what a filter counts of somebody who sends.

use super::digest::{self, DAY, Digest, Time};
use super::limits;
use super::names::{Names, fnv};
use super::report_profile::{
    AuthPeriod, ChangeReport, DayReport, Profile, ReasonReport, Steadiness, ValueReport,
};
use super::value::one_line;
use crate::bounce::NoticeKind;
use crate::facts::Author;
use crate::inspect::Options;
use crate::order::sort_by_key;
use crate::report::{BounceReport, HopReport};
use crate::syntax::date::civil_from_days;

/// What is watched of each message.
const ROLES: [&str; 5] = ["from", "return-path", "helo", "ip", "mailer"];

/// Values and changes that are told of each.
const TOLD: usize = 20;

/// Bounds of the classes of recipients.
const BOUNDS: [usize; 7] = [0, 1, 2, 5, 10, 50, 100];

/// What header fields cannot tell of a sender.
const UNSEEN: &[&str] = &["spam-button", "reputation", "bcc", "others", "accepted"];

/// One message, as far as it is kept.
struct Sent {
    date: Option<Time>,
    recipients: Vec<u32>,
    values: [Option<u32>; ROLES.len()],
    /// Methods and whether they passed.
    results: Vec<(u32, bool)>,
}

/// Counts messages one by one and keeps only numbers, so that many fit.
#[derive(Default)]
pub struct ProfileTally {
    names: Names,
    sent: Vec<Sent>,
    bounced: Vec<Option<Time>>,
    /// Reasons, one for each refused recipient.
    reasons: Vec<u32>,
    ids: Vec<u64>,
    bcc: usize,
    complaints: usize,
    options: Options,
}

impl ProfileTally {
    /// Nothing counted yet.
    pub fn new(options: &Options) -> Self {
        Self { options: options.clone(), ..Self::default() }
    }

    /// Counts one message or bounce; tells whether it was one.
    pub fn add(&mut self, text: &str) -> bool {
        let digest = digest::digest(text, &self.options);
        if let Some(bounce) = &digest.report.bounce {
            self.bounce(bounce, digest.date);
        } else if digest.report.fields.is_empty() {
            return false;
        } else {
            self.message(&digest);
        }
        true
    }

    fn name(&mut self, kind: &'static str, name: &str) -> u32 {
        u32::try_from(self.names.number(kind, name)).unwrap_or(u32::MAX)
    }

    fn text(&self, number: u32) -> String {
        self.names.get(number as usize).map_or_else(String::new, |(_, name)| name.to_owned())
    }

    fn bounce(&mut self, bounce: &BounceReport, date: Option<Time>) {
        match bounce.kind {
            NoticeKind::Complaint => {
                self.complaints += 1;
                return;
            }
            NoticeKind::Delivered | NoticeKind::Answer => return,
            NoticeKind::Refused | NoticeKind::Delayed => {}
        }
        self.bounced.push(date);
        for failure in &bounce.failures {
            let id = failure.reason.map_or_else(
                || "profile.reason.unknown".to_owned(),
                |reason| format!("reason.{}", reason.id()),
            );
            let number = self.name("reason", &id);
            self.reasons.push(number);
        }
        if bounce.failures.is_empty() {
            let number = self.name("reason", "profile.reason.unknown");
            self.reasons.push(number);
        }
    }

    fn message(&mut self, digest: &Digest) {
        let report = &digest.report;
        self.bcc += usize::from(report.fields.iter().any(|f| f.name.eq_ignore_ascii_case("bcc")));
        if let Some(id) = &digest.message_id {
            self.ids.push(fnv(id.bytes()));
        }
        let recipients = digest.recipients.iter().map(|r| self.name("recipient", r)).collect();
        let identity = |role: &str| {
            let found = report.identities.iter().find(|identity| identity.role == role)?;
            Some(found.value.text.to_ascii_lowercase())
        };
        // Where it was handed over, as the receiver saw it.
        let seen = |hop: &&HopReport| hop.author == Author::Receiver && hop.ip.is_some();
        let handed = report.hops.iter().find(seen);
        let ip = handed.and_then(|hop| hop.ip.as_ref()).map(|ip| ip.text.clone());
        let claim = report.mailer.claims.first();
        let mailer = claim.map(|claim| one_line(&claim.value.text));
        let found = [identity("from"), identity("return-path"), identity("helo"), ip, mailer];
        let mut values = [None; ROLES.len()];
        for ((slot, role), value) in values.iter_mut().zip(ROLES).zip(found) {
            *slot = value.map(|value| self.name(role, &value));
        }
        let mut results: Vec<(u32, bool)> = Vec::new();
        for auth in report.authentication.iter().filter(|auth| auth.trusted).take(40) {
            let method = self.name("method", &auth.method);
            let passed = auth.result == "pass";
            // One that passed is enough.
            match results.iter_mut().find(|(known, _)| *known == method) {
                Some((_, known)) => *known |= passed,
                None => results.push((method, passed)),
            }
        }
        self.sent.push(Sent { date: digest.date, recipients, values, results });
    }

    /// Puts the counts together.
    pub fn finish(mut self) -> Profile {
        // In the order of time; those without one come first and are in no day.
        sort_by_key(&mut self.sent, |sent| sent.date.map_or(0, |time| key(time.unix)));
        let (most_messages, most_recipients) = self.rolling();
        let most_together = self.sent.iter().map(|s| s.recipients.len()).max().unwrap_or(0);
        let counts = self.sent.iter().map(|sent| sent.recipients.len());
        let recipients = BOUNDS.iter().enumerate().map(|(at, from)| {
            let to = BOUNDS.get(at + 1).copied().unwrap_or(usize::MAX);
            (*from, counts.clone().filter(|count| (*from..to).contains(count)).count())
        });
        Profile {
            messages: self.sent.len(),
            bounces: self.bounced.len(),
            complaints: self.complaints,
            undated: self.sent.iter().filter(|sent| sent.date.is_none()).count(),
            days: self.days(),
            hours: hours(&mut self.sent.iter().filter_map(|sent| sent.date)),
            most_messages,
            most_recipients,
            most_together,
            limits: limits::check(most_messages, most_recipients, most_together),
            recipients: recipients.collect(),
            bcc: self.bcc,
            reasons: self.reasons(),
            steadiness: (0..ROLES.len()).filter_map(|role| self.steadiness(role)).collect(),
            authentication: self.authentication(),
            repeated_ids: repeated(&self.ids),
            with_id: self.ids.len(),
            unseen: UNSEEN.to_vec(),
        }
    }

    /// The most messages and recipients within any 24 hours.
    fn rolling(&self) -> (usize, usize) {
        let sent: Vec<(i64, usize)> = self
            .sent
            .iter()
            .filter_map(|sent| Some((sent.date?.unix, sent.recipients.len())))
            .collect();
        let (mut most, mut most_recipients, mut open, mut recipients) = (0, 0, 0, 0);
        for (at, (unix, count)) in sent.iter().enumerate() {
            recipients += count;
            while let Some((_, gone)) = sent.get(open).filter(|(first, _)| first + DAY <= *unix) {
                recipients -= gone;
                open += 1;
            }
            most = most.max(at + 1 - open);
            most_recipients = most_recipients.max(recipients);
        }
        (most, most_recipients)
    }

    fn days(&self) -> Vec<DayReport> {
        let mut sent: Vec<(Time, &Sent)> =
            self.sent.iter().filter_map(|sent| Some((sent.date?, sent))).collect();
        // By the local day: a sender who travels may leave the order of time.
        sort_by_key(&mut sent, |(time, _)| key(time.day()));
        let mut days: Vec<DayReport> = Vec::new();
        for same in sent.chunk_by(|a, b| a.0.day() == b.0.day()) {
            let mut all: Vec<u32> =
                same.iter().flat_map(|(_, sent)| &sent.recipients).copied().collect();
            let recipients = all.len();
            sort_by_key(&mut all, |number| u64::from(*number));
            all.dedup();
            let hours = hours(&mut same.iter().map(|(time, _)| *time));
            days.push(DayReport {
                unix: same.first().map_or(0, |(time, _)| time.day() * DAY),
                messages: same.len(),
                recipients,
                distinct: all.len(),
                busiest_hour: hours.into_iter().max().unwrap_or(0),
                bounces: 0,
            });
        }
        let mut back: Vec<i64> = self.bounced.iter().flatten().map(|time| time.day()).collect();
        sort_by_key(&mut back, |day| key(*day));
        let mut others = Vec::new();
        for same in back.chunk_by(|a, b| a == b) {
            let unix = same.first().map_or(0, |day| day * DAY);
            let known = days.binary_search_by(|day| day.unix.cmp(&unix)).ok();
            match known.and_then(|at| days.get_mut(at)) {
                Some(day) => day.bounces = same.len(),
                None => {
                    others.push(DayReport { unix, bounces: same.len(), ..DayReport::default() });
                }
            }
        }
        days.extend(others);
        sort_by_key(&mut days, |day| key(day.unix));
        days
    }

    fn reasons(&self) -> Vec<ReasonReport> {
        let mut numbers = self.reasons.clone();
        sort_by_key(&mut numbers, |number| u64::from(*number));
        let mut reasons: Vec<ReasonReport> = numbers
            .chunk_by(|a, b| a == b)
            .filter_map(|same| {
                Some(ReasonReport { id: self.text(*same.first()?), count: same.len() })
            })
            .collect();
        sort_by_key(&mut reasons, |reason| u64::MAX - reason.count as u64);
        reasons
    }

    fn steadiness(&self, role: usize) -> Option<Steadiness> {
        let seen: Vec<(i64, u32)> = self
            .sent
            .iter()
            .filter_map(|sent| {
                let value = sent.values.get(role).copied().flatten()?;
                Some((sent.date.map_or(0, |time| time.unix), value))
            })
            .collect();
        let mut sorted = seen.clone();
        sort_by_key(&mut sorted, |(_, value)| u64::from(*value));
        let mut values: Vec<ValueReport> = sorted
            .chunk_by(|a, b| a.1 == b.1)
            .filter_map(|same| {
                let (first, last) = (same.first()?, same.last()?);
                let (count, value) = (same.len(), self.text(first.1));
                Some(ValueReport { value, count, first: first.0, last: last.0 })
            })
            .collect();
        let distinct = values.len();
        sort_by_key(&mut values, |value| u64::MAX - value.count as u64);
        values.truncate(TOLD);
        let change = |pair: &[(i64, u32)]| match pair {
            [(_, before), (unix, after)] if before != after => {
                let (from, to) = (self.text(*before), self.text(*after));
                Some(ChangeReport { unix: *unix, from, to })
            }
            _ => None,
        };
        let changes = seen.windows(2).filter(|pair| matches!(pair, [a, b] if a.1 != b.1)).count();
        let first = seen.windows(2).filter_map(change).take(TOLD).collect();
        let role = *ROLES.get(role)?;
        (distinct > 0).then_some(Steadiness { role, distinct, values, changes, changed: first })
    }

    fn authentication(&self) -> Vec<AuthPeriod> {
        let mut all: Vec<(i64, u32, bool)> = Vec::new();
        for sent in &self.sent {
            let Some(time) = sent.date else { continue };
            let (year, month, _) = civil_from_days(time.day());
            let month = year * 12 + i64::from(month) - 1;
            all.extend(sent.results.iter().map(|(method, passed)| (month, *method, *passed)));
        }
        sort_by_key(&mut all, |(month, method, _)| {
            key(*month).wrapping_shl(32) | u64::from(*method)
        });
        all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
            .filter_map(|same| {
                let (month, method, _) = *same.first()?;
                let pass = same.iter().filter(|(.., passed)| *passed).count();
                let method = self.text(method);
                Some(AuthPeriod { month, method, pass, other: same.len() - pass })
            })
            .collect()
    }
}

/// How many there are in each hour of the sender's day.
fn hours(times: &mut dyn Iterator<Item = Time>) -> Vec<usize> {
    let mut hours = vec![0; 24];
    for time in times {
        if let Some(count) = usize::try_from(time.hour()).ok().and_then(|h| hours.get_mut(h)) {
            *count += 1;
        }
    }
    hours
}

/// A number in the order of a signed one.
#[expect(clippy::cast_sign_loss, reason = "moved above zero")]
const fn key(number: i64) -> u64 {
    number.wrapping_sub(i64::MIN) as u64
}

/// How many have an equal one before them.
fn repeated(ids: &[u64]) -> usize {
    let mut ids = ids.to_vec();
    sort_by_key(&mut ids, |id| *id);
    ids.chunk_by(|a, b| a == b).map(|same| same.len() - 1).sum()
}
