//! Where replies, receipts and bounces go: Reply-To, Return-Path.

mod reply_to;
pub(super) mod return_path;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &reply_to::DISPOSITION_NOTIFICATION_ELSEWHERE,
    &reply_to::FREEMAIL_NUMBERED,
    &return_path::NON_DELIVERY_SUPPRESSED,
    &reply_to::REPLY_TO_EQUALS_RECIPIENT,
    &reply_to::REPLY_TO_FREEMAIL,
    &reply_to::REPLY_TO_OTHER_DOMAIN,
    &reply_to::REPLY_TO_OUTSIDE,
    &reply_to::REPLY_TO_REDUNDANT,
    &reply_to::REPLY_TO_WITHOUT_RECIPIENT,
    &return_path::RETURN_PATH_FREEMAIL,
    &return_path::RETURN_PATH_DECODED,
    &return_path::RETURN_PATH_NULL,
    &return_path::RETURN_PATH_OTHER_DOMAIN,
    &return_path::RETURN_PATH_REPEATED,
    &return_path::RETURN_PATH_SERVICE_ACCOUNT,
];
