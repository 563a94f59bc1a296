//! Who must act.

use serde::{Deserialize, Serialize};

/// Who must act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The sender or their server.
    Sender,
    /// The recipient or their server.
    Recipient,
    /// Cannot be told from the reply.
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
