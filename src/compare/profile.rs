//! The profile of a sender: what a filter counts about somebody who sends.

use super::digest::{self, Digest, Time};
use super::limits;
use super::names::{Names, fnv, mix};
use super::report_profile::{AuthPeriod, Profile, ProfileUnseen, ReasonReport, Steadiness};
use super::sent::{self, MOST_ADDRESSED, MOST_SENT, NO_DATE, ROLES, Sent, key};
use super::value::one_line;
use crate::bounce::NoticeKind;
use crate::facts::Author;
use crate::options::Options;
use crate::order::sort_by_key;
use crate::report::{BounceReport, HopReport, LimitKind, LimitReport, Role};
use crate::syntax::date::civil_from_days;

/// The lower bounds of the classes of numbers of recipients.
const BOUNDS: [usize; 7] = [0, 1, 2, 5, 10, 50, 100];

/// The largest number of different values, in all roles together, that are told apart.
const VALUES: usize = 20_000;

/// The largest number of different reasons, and of months with their authentication methods.
const FEW: usize = 5_000;

/// Counts messages one by one and keeps only numbers, so that many fit: sums, and tables of bounded
/// size for what depends on the order of time.
pub struct ProfileTally {
    messages: usize,
    undated: usize,
    hours: [usize; 24],
    recipients: [usize; BOUNDS.len()],
    most_together: usize,
    bcc: usize,
    with_id: usize,
    bounces: usize,
    complaints: usize,
    /// The messages, up to a limit.
    sent: Vec<Sent>,
    /// The days and recipients of dated messages, up to a limit.
    addressed: Vec<u64>,
    /// The days of bounces, up to a limit.
    bounced: Vec<i32>,
    /// The number of recipients beyond the limit of `addressed`.
    unaddressed: usize,
    values: Names,
    /// The values beyond the limit, each counted as often as it was seen.
    lost: usize,
    reasons: Names,
    reason_counts: Vec<usize>,
    /// The authentication methods, each with its month.
    results: Names,
    result_counts: Vec<Results>,
    options: Options,
}

/// The results of one method in one month.
struct Results {
    month: i64,
    pass: usize,
    other: usize,
}

impl ProfileTally {
    /// Creates a tally that has counted nothing yet.
    pub fn new(options: &Options) -> Self {
        Self {
            messages: 0,
            undated: 0,
            hours: [0; 24],
            recipients: [0; BOUNDS.len()],
            most_together: 0,
            bcc: 0,
            with_id: 0,
            bounces: 0,
            complaints: 0,
            sent: Vec::new(),
            addressed: Vec::new(),
            bounced: Vec::new(),
            unaddressed: 0,
            values: Names::new(VALUES),
            lost: 0,
            reasons: Names::new(FEW),
            reason_counts: Vec::new(),
            results: Names::new(FEW),
            result_counts: Vec::new(),
            options: options.clone(),
        }
    }

    /// Counts one message or bounce. Returns `false` if the text is neither.
    pub fn add(&mut self, text: &str) -> bool {
        self.count(&digest::digest(text, &self.options))
    }

    pub(super) fn count(&mut self, digest: &Digest) -> bool {
        if let Some(bounce) = &digest.report.bounce {
            self.bounce(bounce, digest.date);
        } else if digest.report.fields.is_empty() {
            return false;
        } else {
            self.message(digest);
        }
        true
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
        self.bounces += 1;
        if let Some(time) = date.filter(|_| self.bounced.len() < MOST_SENT) {
            self.bounced.extend(i32::try_from(time.day()));
        }
        for failure in &bounce.failures {
            let id = failure.reason.map_or_else(
                || "profile.reason.unknown".to_owned(),
                |reason| format!("reason.{}", reason.id()),
            );
            self.reason(&id);
        }
        if bounce.failures.is_empty() {
            self.reason("profile.reason.unknown");
        }
    }

    fn reason(&mut self, id: &str) {
        let Some(at) = self.reasons.number("", id) else { return };
        if at == self.reason_counts.len() {
            self.reason_counts.push(0);
        }
        self.reason_counts.get_mut(at).into_iter().for_each(|count| *count += 1);
    }

    fn message(&mut self, digest: &Digest) {
        let report = &digest.report;
        self.messages += 1;
        self.bcc += usize::from(report.fields.iter().any(|f| f.name.eq_ignore_ascii_case("bcc")));
        self.with_id += usize::from(digest.message_id.is_some());
        let together = digest.recipients.len();
        self.most_together = self.most_together.max(together);
        let class = BOUNDS.iter().rposition(|from| together >= *from).unwrap_or(0);
        self.recipients.get_mut(class).into_iter().for_each(|count| *count += 1);
        if let Some(time) = digest.date {
            let hour = usize::try_from(time.hour()).ok();
            hour.and_then(|hour| self.hours.get_mut(hour)).into_iter().for_each(|n| *n += 1);
            self.authentication(digest, time);
        } else {
            self.undated += 1;
        }
        if self.sent.len() >= MOST_SENT {
            return;
        }
        let values = self.identities(digest);
        // A day beyond 32 bits is not a date.
        let day = digest.date.and_then(|time| i32::try_from(time.day()).ok());
        if let Some(day) = day {
            for address in &digest.recipients {
                if self.addressed.len() < MOST_ADDRESSED {
                    self.addressed.push(sent::pair(day, mix(fnv(address.bytes()))));
                } else {
                    self.unaddressed += 1;
                }
            }
        }
        let time = digest.date.filter(|_| day.is_some());
        self.sent.push(Sent {
            unix: time.map_or(NO_DATE, |time| time.unix),
            offset: time.and_then(|time| i16::try_from(time.offset).ok()).unwrap_or(0),
            id: digest.message_id.as_ref().map_or(0, |id| fnv(id.bytes()).max(1)),
            recipients: u32::try_from(together).unwrap_or(u32::MAX),
            values,
        });
    }

    /// Returns who sent a message: for each role the number of its value, or 0 without one.
    fn identities(&mut self, digest: &Digest) -> [u16; ROLES.len()] {
        let report = &digest.report;
        let identity = |role: Role| {
            let found = report.identities.iter().find(|identity| identity.role == role)?;
            Some(found.value.text.to_ascii_lowercase())
        };
        // The hop at which it was handed over, as the receiver saw it.
        let seen = |hop: &&HopReport| hop.author == Author::Receiver && hop.ip.is_some();
        let handed = report.hops.iter().find(seen);
        let ip = handed.and_then(|hop| hop.ip.as_ref()).map(|ip| ip.text.clone());
        let claim = report.mailer.claims.first();
        let mailer = claim.map(|claim| one_line(&claim.value.text));
        let found =
            [identity(Role::From), identity(Role::ReturnPath), identity(Role::Helo), ip, mailer];
        let mut values = [0; ROLES.len()];
        for ((slot, role), value) in values.iter_mut().zip(ROLES).zip(found) {
            let Some(value) = value else { continue };
            match self.values.number(role.id(), &value) {
                Some(number) => *slot = u16::try_from(number + 1).unwrap_or(0),
                None => self.lost += 1,
            }
        }
        values
    }

    fn authentication(&mut self, digest: &Digest, time: Time) {
        let (year, month, _) = civil_from_days(time.day());
        let month = year * 12 + i64::from(month) - 1;
        let mut results: Vec<(&str, bool)> = Vec::new();
        for auth in digest.report.authentication.iter().filter(|auth| auth.trusted).take(40) {
            let passed = auth.result == "pass";
            // One result that passed is enough.
            match results.iter_mut().find(|(known, _)| *known == auth.method) {
                Some((_, known)) => *known |= passed,
                None => results.push((&auth.method, passed)),
            }
        }
        for (method, passed) in results {
            let Some(at) = self.results.number("", &format!("{month} {method}")) else { continue };
            if at == self.result_counts.len() {
                self.result_counts.push(Results { month, pass: 0, other: 0 });
            }
            if let Some(counts) = self.result_counts.get_mut(at) {
                counts.pass += usize::from(passed);
                counts.other += usize::from(!passed);
            }
        }
    }

    /// Builds the profile from what was counted; more may be counted afterwards.
    pub fn finish(&mut self) -> Profile {
        // In the order of time; messages without a date come first and belong to no day.
        sort_by_key(&mut self.sent, |sent| key(sent.unix));
        let dated = self.sent.partition_point(|sent| sent.unix == NO_DATE);
        let dated = self.sent.get(dated..).unwrap_or_default();
        let (most_messages, most_recipients) = sent::rolling(dated);
        Profile {
            messages: self.messages,
            bounces: self.bounces,
            complaints: self.complaints,
            undated: self.undated,
            days: sent::days(dated, &self.addressed, &self.bounced),
            hours: self.hours.to_vec(),
            most_messages,
            most_recipients,
            most_together: self.most_together,
            limits: limits::check(most_messages, most_recipients, self.most_together),
            recipients: BOUNDS.into_iter().zip(self.recipients).collect(),
            bcc: self.bcc,
            reasons: self.reasons(),
            steadiness: self.steadiness(),
            authentication: self.months(),
            repeated_ids: sent::repeated(&self.sent),
            with_id: self.with_id,
            unseen: ProfileUnseen::ALL.to_vec(),
            reached: self.reached(),
        }
    }

    fn reached(&self) -> Vec<LimitReport> {
        let addressed = MOST_ADDRESSED + self.unaddressed;
        [
            (LimitKind::Sent, MOST_SENT, self.messages.max(self.bounces)),
            (LimitKind::Recipients, MOST_ADDRESSED, addressed),
            (LimitKind::Values, VALUES, VALUES + self.lost),
        ]
        .into_iter()
        .filter(|(_, limit, actual)| actual > limit)
        .map(|(id, limit, actual)| LimitReport { id, limit, actual })
        .collect()
    }

    fn reasons(&self) -> Vec<ReasonReport> {
        let id = |at| self.reasons.get(at).map_or_else(String::new, |(_, id)| id.to_owned());
        let mut reasons: Vec<ReasonReport> = (self.reason_counts.iter().enumerate())
            .map(|(at, count)| ReasonReport { id: id(at), count: *count })
            .collect();
        sort_by_key(&mut reasons, |reason| u64::MAX - reason.count as u64);
        reasons
    }

    fn steadiness(&self) -> Vec<Steadiness> {
        let name = |number: u16| {
            let at = usize::from(number).checked_sub(1);
            at.and_then(|at| self.values.get(at))
                .map_or_else(String::new, |(_, name)| name.to_owned())
        };
        (0..ROLES.len()).filter_map(|role| sent::steadiness(&self.sent, role, &name)).collect()
    }

    fn months(&self) -> Vec<AuthPeriod> {
        let mut months: Vec<AuthPeriod> = Vec::new();
        for (at, Results { month, pass, other }) in self.result_counts.iter().enumerate() {
            let name = self.results.get(at).map_or("", |(_, name)| name);
            let method = name.split_once(' ').map_or("", |(_, method)| method).to_owned();
            months.push(AuthPeriod { month: *month, method, pass: *pass, other: *other });
        }
        // Months are in the order of time, the methods of each in the order in which they first
        // occurred.
        sort_by_key(&mut months, |period| key(period.month));
        months
    }
}
