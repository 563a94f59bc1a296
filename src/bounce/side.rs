//! Who must act on a refusal.

use serde::{Deserialize, Serialize};

/// Who must act on a refusal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The sender, or their server.
    Sender,
    /// The recipient, or their server.
    Recipient,
    /// One of the two; the reply does not tell which.
    #[default]
    Either,
}

impl Side {
    pub(super) fn named(word: &str) -> Self {
        match word {
            "sender" => Self::Sender,
            "recipient" => Self::Recipient,
            _ => Self::Either,
        }
    }
}
