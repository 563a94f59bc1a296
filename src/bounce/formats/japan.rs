//! Systems of Japan.

use super::{Format, PLAIN};

pub(super) const FORMATS: &[Format] = &[
    Format {
        id: "m-filter",
        signs: &[&["「m-filter」が自動的に生成して"]],
        recipients_after: &["以下のメールアドレスへの送信に失敗しました"],
        reply_after: &["-------server message "],
        ..PLAIN
    },
    Format {
        id: "ezweb",
        signs: &[
            &["each of the following recipients was rejected by a remote mail server"],
            &["the user(s) account is"],
            &["the following recipients did not receive this message"],
        ],
        ..PLAIN
    },
];
