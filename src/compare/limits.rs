//! Limits that providers document for their own senders, with the page and the date of its copy.

use super::report_profile::{LimitCheck, Measure};

/// What one page says about one kind of account.
struct Account {
    id: &'static str,
    name: &'static str,
    url: &'static str,
    /// The year and month of the copy that was read; empty if it tells none.
    read: &'static str,
    limits: &'static [(Measure, usize)],
}

const WORKSPACE: &str = "https://support.google.com/a/answer/166852";

static ACCOUNTS: &[Account] = &[
    Account {
        id: "gmail",
        name: "Gmail",
        url: "https://support.google.com/mail/answer/22839",
        read: "2023-05",
        limits: &[(Measure::Messages, 500)],
    },
    Account {
        id: "workspace",
        name: "Google Workspace",
        url: WORKSPACE,
        read: "2025-11",
        limits: &[(Measure::Messages, 2_000), (Measure::Recipients, 10_000)],
    },
    Account {
        id: "workspace-smtp",
        name: "Google Workspace (SMTP)",
        url: WORKSPACE,
        read: "2025-11",
        limits: &[(Measure::Together, 100)],
    },
    Account {
        id: "outlook",
        name: "Outlook.com (Microsoft 365)",
        url: "https://support.microsoft.com/office/sending-limits-in-outlook-com-279ee200-594c-40f\
              0-9ec8-bb6af7735c2e",
        read: "2023-02",
        limits: &[(Measure::Recipients, 5_000), (Measure::Together, 500)],
    },
    Account {
        id: "yahoo",
        name: "Yahoo (business mail)",
        url: "https://help.yahoo.com/kb/SLN17518.html",
        read: "",
        limits: &[(Measure::Recipients, 500), (Measure::Together, 100)],
    },
];

/// Returns all limits, beside the most that was seen.
pub(super) fn check(messages: usize, recipients: usize, together: usize) -> Vec<LimitCheck> {
    let row = |account: &'static Account, (measure, limit): (Measure, usize)| {
        let seen = match measure {
            Measure::Messages => messages,
            Measure::Recipients => recipients,
            Measure::Together => together,
        };
        LimitCheck {
            id: account.id.into(),
            measure,
            limit,
            seen,
            over: seen > limit,
            name: account.name.into(),
            url: account.url.into(),
            read: account.read.into(),
        }
    };
    ACCOUNTS
        .iter()
        .flat_map(|account| account.limits.iter().map(move |limit| row(account, *limit)))
        .collect()
}
