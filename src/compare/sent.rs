//! The messages of one sender in the order of time: 32 bytes of each, so that a table of them is
//! small.

use super::digest::{DAY, Time};
use super::report_profile::{ChangeReport, DayReport, Steadiness, SteadyRole, ValueReport};
use crate::order::sort_by_key;

/// The number of messages that are kept for what needs their order: days, the most within 24 hours,
/// changes and repeated identifiers. The table is then 16 MB.
pub(super) const MOST_SENT: usize = 500_000;

/// The number of recipients that are kept to count the different ones of a day: 8 MB.
pub(super) const MOST_ADDRESSED: usize = 1_000_000;

/// The identities that are watched in each message.
pub(super) const ROLES: &[SteadyRole] = SteadyRole::ALL;

/// The largest number of values, and of changes, that are reported for each role.
const TOLD: usize = 20;

/// Stands for the time of a message without a date.
pub(super) const NO_DATE: i64 = i64::MIN;

/// One message, as far as it is kept.
pub(super) struct Sent {
    /// When it was sent, in seconds since 1970, or [`NO_DATE`].
    pub(super) unix: i64,
    /// A hash of its Message-ID; 0 if it has none.
    pub(super) id: u64,
    pub(super) recipients: u32,
    /// Minutes east of UTC.
    pub(super) offset: i16,
    /// The number of the value of each role, from 1 on; 0 if there is none.
    pub(super) values: [u16; ROLES.len()],
}

impl Sent {
    fn time(&self) -> Time {
        Time { unix: self.unix, offset: i64::from(self.offset) }
    }
}

/// Returns a day and a part of a recipient's hash as one number that sorts by day.
#[expect(clippy::cast_sign_loss, reason = "moved above zero")]
pub(super) const fn pair(day: i32, hash: u64) -> u64 {
    ((day.wrapping_sub(i32::MIN) as u32 as u64) << 32) | (hash >> 32)
}

/// Returns an unsigned number that sorts like the signed one.
#[expect(clippy::cast_sign_loss, reason = "moved above zero")]
pub(super) const fn key(number: i64) -> u64 {
    number.wrapping_sub(i64::MIN) as u64
}

/// Returns the most messages and the most recipients within any 24 hours; `sent` is in the order of
/// time.
pub(super) fn rolling(sent: &[Sent]) -> (usize, usize) {
    let (mut most, mut most_recipients, mut open, mut recipients) = (0, 0, 0, 0);
    for (at, one) in sent.iter().enumerate() {
        recipients += one.recipients as usize;
        while let Some(gone) = sent.get(open).filter(|gone| gone.unix + DAY <= one.unix) {
            recipients -= gone.recipients as usize;
            open += 1;
        }
        most = most.max(at + 1 - open);
        most_recipients = most_recipients.max(recipients);
    }
    (most, most_recipients)
}

/// Returns every day on which something was sent or came back, in order.
pub(super) fn days(sent: &[Sent], addressed: &[u64], bounced: &[i32]) -> Vec<DayReport> {
    // By the local day, because a sender who travels may leave the order of time.
    let mut times: Vec<(Time, u32)> = sent.iter().map(|s| (s.time(), s.recipients)).collect();
    sort_by_key(&mut times, |(time, _)| key(time.day()));
    let mut days: Vec<DayReport> = Vec::new();
    for same in times.chunk_by(|a, b| a.0.day() == b.0.day()) {
        let mut hours = [0; 24];
        for (time, _) in same {
            let hour = usize::try_from(time.hour()).ok();
            hour.and_then(|hour| hours.get_mut(hour)).into_iter().for_each(|count| *count += 1);
        }
        days.push(DayReport {
            unix: same.first().map_or(0, |(time, _)| time.day() * DAY),
            messages: same.len(),
            recipients: same.iter().map(|(_, recipients)| *recipients as usize).sum(),
            busiest_hour: hours.into_iter().max().unwrap_or(0),
            ..DayReport::default()
        });
    }
    let mut addressed = addressed.to_vec();
    sort_by_key(&mut addressed, |pair| *pair);
    addressed.dedup();
    for same in addressed.chunk_by(|a, b| a >> 32 == b >> 32) {
        let day = same.first().map_or(0, |pair| (pair >> 32).cast_signed() + i64::from(i32::MIN));
        let known = days.binary_search_by(|known| known.unix.cmp(&(day * DAY))).ok();
        if let Some(known) = known.and_then(|at| days.get_mut(at)) {
            known.distinct = same.len();
        }
    }
    let mut back = bounced.to_vec();
    sort_by_key(&mut back, |day| key(i64::from(*day)));
    let mut others = Vec::new();
    for same in back.chunk_by(|a, b| a == b) {
        let unix = same.first().map_or(0, |day| i64::from(*day) * DAY);
        let known = days.binary_search_by(|day| day.unix.cmp(&unix)).ok();
        match known.and_then(|at| days.get_mut(at)) {
            Some(day) => day.bounces = same.len(),
            None => others.push(DayReport { unix, bounces: same.len(), ..DayReport::default() }),
        }
    }
    days.extend(others);
    sort_by_key(&mut days, |day| key(day.unix));
    days
}

/// Returns how steady one role is, or `None` if no message has it. `name` returns the value of a
/// number.
pub(super) fn steadiness(
    sent: &[Sent],
    role: usize,
    name: &dyn Fn(u16) -> String,
) -> Option<Steadiness> {
    let value = |sent: &Sent| {
        let number = sent.values.get(role).copied().filter(|number| *number > 0)?;
        Some((if sent.unix == NO_DATE { 0 } else { sent.unix }, number))
    };
    let seen: Vec<(i64, u16)> = sent.iter().filter_map(value).collect();
    let mut sorted = seen.clone();
    sort_by_key(&mut sorted, |(_, value)| u64::from(*value));
    let mut counts: Vec<(usize, u16, i64, i64)> = sorted
        .chunk_by(|a, b| a.1 == b.1)
        .filter_map(|same| {
            let (first, last) = (same.first()?, same.last()?);
            Some((same.len(), first.1, first.0, last.0))
        })
        .collect();
    let distinct = counts.len();
    sort_by_key(&mut counts, |(count, ..)| u64::MAX - *count as u64);
    let value = |&(count, number, first, last): &(usize, u16, i64, i64)| ValueReport {
        value: name(number),
        count,
        first,
        last,
    };
    let values = counts.iter().take(TOLD).map(value).collect();
    let change = |pair: &[(i64, u16)]| match pair {
        [(_, before), (unix, after)] if before != after => {
            Some(ChangeReport { unix: *unix, from: name(*before), to: name(*after) })
        }
        _ => None,
    };
    let changes = seen.windows(2).filter(|pair| matches!(pair, [a, b] if a.1 != b.1)).count();
    let told = seen.windows(2).filter_map(change).take(TOLD).collect();
    let role = *ROLES.get(role)?;
    (distinct > 0).then_some(Steadiness { role, distinct, values, changes, changed: told })
}

/// Returns how many messages have the identifier of an earlier one.
pub(super) fn repeated(sent: &[Sent]) -> usize {
    let mut ids: Vec<u64> = sent.iter().map(|sent| sent.id).filter(|id| *id > 0).collect();
    sort_by_key(&mut ids, |id| *id);
    ids.chunk_by(|a, b| a == b).map(|same| same.len() - 1).sum()
}
