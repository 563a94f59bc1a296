//! The addresses of pages that several rules name as a source.

pub(super) const GMAIL_ERRORS: &str = "https://support.google.com/a/answer/3726730";
pub(super) const GMAIL_GUIDELINES: &str = "https://support.google.com/a/answer/81126";
pub(super) const GMAIL_LIMITS: &str = "https://support.google.com/a/answer/14016360";
pub(super) const ICLOUD: &str = "https://support.apple.com/102322";
pub(super) const YAHOO_CODES: &str = "https://senders.yahooinc.com/smtp-error-codes/";
pub(super) const YAHOO_PRACTICES: &str = "https://senders.yahooinc.com/best-practices/";
