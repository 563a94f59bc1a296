//! Answers that are no refusal, whatever words they use.

use super::{Format, PLAIN};
use crate::bounce::NoticeKind;

pub(super) const FORMATS: &[Format] = &[Format {
    id: "challenge",
    signs: &[
        &["to confirm that you are a human"],
        &["to confirm that your message was sent by a person"],
        &["your message is being held", "click the link", "to deliver"],
        &["message is being held", "confirm", "just reply"],
        &["click the link below to have your message delivered"],
        &["please click", "to verify", "spamarrest"],
        &["tmda", "confirmation", "held"],
    ],
    kind: Some(NoticeKind::Answer),
    ..PLAIN
}];
