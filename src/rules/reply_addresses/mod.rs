//! Where answers and bounces go: Reply-To, Return-Path, Sender.

mod reply_to;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &reply_to::DISPOSITION_NOTIFICATION_ELSEWHERE,
    &reply_to::REPLY_TO_EQUALS_RECIPIENT,
    &reply_to::REPLY_TO_FREEMAIL,
    &reply_to::REPLY_TO_OTHER_DOMAIN,
    &reply_to::REPLY_TO_OUTSIDE,
    &reply_to::REPLY_TO_REDUNDANT,
    &reply_to::RETURN_PATH_OTHER_DOMAIN,
    &reply_to::SENDER_DIFFERS,
];
