//! Limits that providers document for their own senders, with the page and when it said so.

use super::report_profile::LimitCheck;

/// One documented limit.
struct Limit {
    id: &'static str,
    measure: Measure,
    most: usize,
    name: &'static str,
    url: &'static str,
    /// Of the copy that was read.
    read: &'static str,
}

/// What is limited.
#[derive(Clone, Copy)]
enum Measure {
    /// Messages in 24 hours.
    Messages,
    /// Recipients in 24 hours, counted for each message.
    Recipients,
    /// Recipients of one message.
    Together,
}

const GMAIL: &str = "https://support.google.com/mail/answer/22839";
const WORKSPACE: &str = "https://support.google.com/a/answer/166852";
const OUTLOOK: &str = "https://support.microsoft.com/office/sending-limits-in-outlook-com-279ee200-594c-40f0-9ec8-bb6af7735c2e";
const YAHOO: &str = "https://help.yahoo.com/kb/SLN17518.html";

static LIMITS: &[Limit] = &[
    limit("gmail", Measure::Messages, 500, "Gmail", GMAIL, "2023-05"),
    limit("workspace", Measure::Messages, 2_000, "Google Workspace", WORKSPACE, "2025-11"),
    limit("workspace", Measure::Recipients, 10_000, "Google Workspace", WORKSPACE, "2025-11"),
    limit(
        "workspace-smtp",
        Measure::Together,
        100,
        "Google Workspace (SMTP)",
        WORKSPACE,
        "2025-11",
    ),
    limit("outlook", Measure::Recipients, 5_000, "Outlook.com (Microsoft 365)", OUTLOOK, "2023-02"),
    limit("outlook", Measure::Together, 500, "Outlook.com (Microsoft 365)", OUTLOOK, "2023-02"),
    limit("yahoo", Measure::Recipients, 500, "Yahoo (business mail)", YAHOO, ""),
    limit("yahoo", Measure::Together, 100, "Yahoo (business mail)", YAHOO, ""),
];

const fn limit(
    id: &'static str,
    measure: Measure,
    most: usize,
    name: &'static str,
    url: &'static str,
    read: &'static str,
) -> Limit {
    Limit { id, measure, most, name, url, read }
}

/// All limits beside the most that was seen.
pub(super) fn check(messages: usize, recipients: usize, together: usize) -> Vec<LimitCheck> {
    let row = |limit: &Limit| {
        let (measure, seen) = match limit.measure {
            Measure::Messages => ("messages", messages),
            Measure::Recipients => ("recipients", recipients),
            Measure::Together => ("together", together),
        };
        LimitCheck {
            id: limit.id,
            measure,
            limit: limit.most,
            seen,
            over: seen > limit.most,
            name: limit.name,
            url: limit.url,
            read: limit.read,
        }
    };
    LIMITS.iter().map(row).collect()
}
