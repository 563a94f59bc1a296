//! The profile of a sender, as one plain value.

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
    /// What no header field tells about a sender; its locale key is `profile.unseen.<id>`.
    pub enum ProfileUnseen {
        /// How many recipients pressed *spam*.
        SpamButton = "spam-button",
        /// What receivers think of the domain and the IP address.
        Reputation = "reputation",
        /// Who was addressed by Bcc.
        Bcc = "bcc",
        /// What others send from the same IP address.
        Others = "others",
        /// Which accepted messages were filed as spam.
        Accepted = "accepted",
    }
}

keys! {
    /// An identity whose steadiness filters watch.
    pub enum SteadyRole {
        /// The address in From.
        From = "from",
        /// The envelope sender (Return-Path).
        ReturnPath = "return-path",
        /// The name that the client gave in HELO or EHLO.
        Helo = "helo",
        /// The client's IP address.
        Ip = "ip",
        /// The program that made the message.
        Mailer = "mailer",
    }
}

/// The profile of a set of sent messages and bounces.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// The number of messages that were read.
    pub messages: usize,
    /// The number of notices of refusal or delay.
    pub bounces: usize,
    /// The number of complaints (ARF reports, RFC 5965).
    pub complaints: usize,
    /// The number of messages without a readable date, which belong to no day.
    pub undated: usize,
    /// The days on which something was sent or came back, in the sender's own time zone.
    pub days: Vec<DayReport>,
    /// The number of messages in each of the 24 hours of the sender's day.
    pub hours: Vec<usize>,
    /// The most messages within any 24 hours.
    pub most_messages: usize,
    /// The most recipients within any 24 hours, counted once for each message.
    pub most_recipients: usize,
    /// The most recipients of one message.
    pub most_together: usize,
    /// The documented limits of providers, beside these figures.
    pub limits: Vec<LimitCheck>,
    /// How many messages have how many recipients: pairs of a lower bound and the number of
    /// messages that reach it but not the next one.
    pub recipients: Vec<(usize, usize)>,
    /// The number of messages that show a Bcc field.
    pub bcc: usize,
    /// Why messages came back, the most frequent first.
    pub reasons: Vec<ReasonReport>,
    /// How steady the sender is: From, Return-Path, HELO, IP address, program.
    pub steadiness: Vec<Steadiness>,
    /// The results of authentication over time, by month.
    pub authentication: Vec<AuthPeriod>,
    /// The number of messages whose Message-ID is that of an earlier one.
    pub repeated_ids: usize,
    /// The number of messages that have a Message-ID.
    pub with_id: usize,
    /// What header fields cannot tell.
    pub unseen: Vec<ProfileUnseen>,
    /// The limits of our own that were reached; their locale keys are `groups.limit.<id>`.
    pub reached: Vec<LimitReport>,
}

/// One day of the sender.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DayReport {
    /// The midnight at which it begins, in seconds since 1970, as if it were UTC.
    pub unix: i64,
    /// The number of messages sent.
    pub messages: usize,
    /// The number of their recipients, counted once for each message.
    pub recipients: usize,
    /// The number of different recipients.
    pub distinct: usize,
    /// The most messages within one hour of the clock.
    pub busiest_hour: usize,
    /// The number of notices of refusal or delay.
    pub bounces: usize,
}

/// A documented limit, beside what was seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitCheck {
    /// The id of the kind of account that it is for.
    pub id: Cow<'static, str>,
    /// What it counts; its locale key is `profile.measure.<measure>`.
    pub measure: Measure,
    /// The limit itself.
    pub limit: usize,
    /// The most that was seen.
    pub seen: usize,
    /// Whether more was seen than the limit allows.
    pub over: bool,
    /// The provider's name.
    pub name: Cow<'static, str>,
    /// The page that documents the limit.
    pub url: Cow<'static, str>,
    /// The year and month of the copy that was read, such as `2025-11`; empty if it tells none.
    pub read: Cow<'static, str>,
}

/// A reason for refusals.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReasonReport {
    /// The locale key of its meaning; `profile.reason.unknown` if nothing is known.
    pub id: String,
    /// The number of refused recipients.
    pub count: usize,
}

/// How steady one identity is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Steadiness {
    /// The identity; its locale key is `profile.role.<role>`.
    pub role: SteadyRole,
    /// The number of different values.
    pub distinct: usize,
    /// The most frequent values, at most 20.
    pub values: Vec<ValueReport>,
    /// How often the value is another than in the message before.
    pub changes: usize,
    /// The first of these changes, at most 20.
    pub changed: Vec<ChangeReport>,
}

/// One value, and how often it occurs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ValueReport {
    /// The value, taken from a message.
    pub value: String,
    /// The number of messages with it.
    pub count: usize,
    /// The time of the first message with it, in seconds since 1970; 0 if it has no date.
    pub first: i64,
    /// The time of the last message with it, in the same way.
    pub last: i64,
}

/// A change from one message to the next.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeReport {
    /// The time of the later message, in seconds since 1970; 0 if it has no date.
    pub unix: i64,
    /// The value before.
    pub from: String,
    /// The value after.
    pub to: String,
}

/// The results of one authentication method in one month.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuthPeriod {
    /// The month, as year × 12 + month − 1.
    pub month: i64,
    /// The method: `spf`, `dkim`, `dmarc` …
    pub method: String,
    /// The number of messages that passed.
    pub pass: usize,
    /// The number of messages that did not.
    pub other: usize,
}
