//! What a sender's profile holds.

use crate::key::keys;
use crate::report::LimitReport;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

keys! {
    /// What a provider's limit counts.
    pub enum Measure {
        /// Messages in 24 hours.
        Messages = "messages",
        /// Recipients in 24 hours.
        Recipients = "recipients",
        /// Recipients of one message.
        Together = "together",
    }
}

keys! {
    /// What no header field tells of a sender; words are `profile.unseen.<id>`.
    pub enum ProfileUnseen {
        /// How many recipients pressed *spam*.
        SpamButton = "spam-button",
        /// What receivers think of domain and address.
        Reputation = "reputation",
        /// Who was addressed by Bcc.
        Bcc = "bcc",
        /// What others send from the same address.
        Others = "others",
        /// What was accepted and filed as spam.
        Accepted = "accepted",
    }
}

keys! {
    /// An identity whose steadiness filters watch.
    pub enum SteadyRole {
        /// The address of From.
        From = "from",
        /// The domain of the envelope sender.
        ReturnPath = "return-path",
        /// The name that the client gave.
        Helo = "helo",
        /// The client's address.
        Ip = "ip",
        /// The program.
        Mailer = "mailer",
    }
}

/// The profile of a set of sent messages and bounces.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Messages that were read.
    pub messages: usize,
    /// Notices of refusal or delay.
    pub bounces: usize,
    /// Complaints (ARF reports).
    pub complaints: usize,
    /// Messages without a readable date: they are in no day.
    pub undated: usize,
    /// Days on which something was sent or came back, in the sender's own time zone.
    pub days: Vec<DayReport>,
    /// Messages by the hour of the sender's day.
    pub hours: Vec<usize>,
    /// The most messages within any 24 hours.
    pub most_messages: usize,
    /// The most recipients within any 24 hours, counted for each message.
    pub most_recipients: usize,
    /// The most recipients of one message.
    pub most_together: usize,
    /// Documented limits beside these.
    pub limits: Vec<LimitCheck>,
    /// How many messages have so many recipients: at least the bound, less than the next.
    pub recipients: Vec<(usize, usize)>,
    /// Messages that show a Bcc field.
    pub bcc: usize,
    /// Why messages came back, the most frequent first.
    pub reasons: Vec<ReasonReport>,
    /// How steady the sender is: From, Return-Path, HELO, IP address, program.
    pub steadiness: Vec<Steadiness>,
    /// Results of authentication over time, by month.
    pub authentication: Vec<AuthPeriod>,
    /// Messages whose Message-ID stands in an earlier one too.
    pub repeated_ids: usize,
    /// Messages that have a Message-ID.
    pub with_id: usize,
    /// What header fields cannot tell.
    pub unseen: Vec<ProfileUnseen>,
    /// Limits of our own that were reached; words are `groups.limit.<id>`.
    pub reached: Vec<LimitReport>,
}

/// One day.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DayReport {
    /// Seconds since 1970 of its midnight, as if it were UTC.
    pub unix: i64,
    /// Messages sent.
    pub messages: usize,
    /// Their recipients, counted for each message.
    pub recipients: usize,
    /// Different recipients.
    pub distinct: usize,
    /// The most messages within one hour of the clock.
    pub busiest_hour: usize,
    /// Messages that came back.
    pub bounces: usize,
}

/// A documented limit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitCheck {
    /// Whose.
    pub id: Cow<'static, str>,
    /// What it counts; words are `profile.measure.<measure>`.
    pub measure: Measure,
    /// The limit.
    pub limit: usize,
    /// The most that was seen.
    pub seen: usize,
    /// Whether that is more.
    pub over: bool,
    /// The provider's name.
    pub name: Cow<'static, str>,
    /// The page that says so.
    pub url: Cow<'static, str>,
    /// Date of the copy that was read (year and month); empty where it tells none.
    pub read: Cow<'static, str>,
}

/// A reason for refusals.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReasonReport {
    /// Locale key of its meaning; `profile.reason.unknown` where nothing is known.
    pub id: String,
    /// Refused recipients.
    pub count: usize,
}

/// How steady one identity is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Steadiness {
    /// Which; words are `profile.role.<role>`.
    pub role: SteadyRole,
    /// How many different ones.
    pub distinct: usize,
    /// The most frequent ones.
    pub values: Vec<ValueReport>,
    /// How often the value is another than in the message before.
    pub changes: usize,
    /// The first few of these changes.
    pub changed: Vec<ChangeReport>,
}

/// One value and how often it is there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ValueReport {
    /// The value: out of a message.
    pub value: String,
    /// Messages.
    pub count: usize,
    /// First seen, seconds since 1970.
    pub first: i64,
    /// Last seen.
    pub last: i64,
}

/// A change from one message to the next.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeReport {
    /// When, seconds since 1970.
    pub unix: i64,
    /// What it was before.
    pub from: String,
    /// What it is then.
    pub to: String,
}

/// Results of one method in one month.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuthPeriod {
    /// Year and month, as year × 12 + month − 1.
    pub month: i64,
    /// `spf`, `dkim`, `dmarc` …
    pub method: String,
    /// Messages that passed.
    pub pass: usize,
    /// Messages that did not.
    pub other: usize,
}
