//! The pages on which providers write what they ask for.

/// A page, and the day of the copy with which the table was compared.
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) url: &'static str,
    pub(super) checked: &'static str,
}

/// Returns a page that was compared on 2 July 2026.
const fn july(name: &'static str, url: &'static str) -> Page {
    Page { name, url, checked: "2026-07-02" }
}

/// Returns a page that was compared on 24 November 2026.
const fn november(name: &'static str, url: &'static str) -> Page {
    Page { name, url, checked: "2026-11-24" }
}

pub(super) const GUIDELINES: Page =
    july("Gmail: Email sender guidelines", "https://support.google.com/a/answer/81126");
pub(super) const FAQ: Page =
    july("Gmail: Email sender guidelines FAQ", "https://support.google.com/a/answer/14229414");
pub(super) const GMAIL_ERRORS: Page =
    july("Gmail: SMTP errors and codes", "https://support.google.com/a/answer/3726730");
pub(super) const YAHOO: Page = july(
    "Yahoo: Sender requirements and recommendations",
    "https://senders.yahooinc.com/best-practices/",
);
pub(super) const YAHOO_ERRORS: Page =
    july("Yahoo: SMTP error codes", "https://senders.yahooinc.com/smtp-error-codes/");
pub(super) const HIGH_VOLUME: Page = july(
    "Microsoft: Outlook's new requirements for high-volume senders",
    "https://techcommunity.microsoft.com/blog/microsoftdefenderforoffice365blog/strengthening-\
     email-ecosystem-outlook%E2%80%99s-new-requirements-for-high%E2%80%90volume-senders/4399730",
);
pub(super) const OUTLOOK: Page = july(
    "Outlook.com: Policies, practices and guidelines",
    "https://sendersupport.olc.protection.outlook.com/pm/policies.aspx",
);
pub(super) const OUTLOOK_ERRORS: Page = july(
    "Outlook.com: Troubleshooting",
    "https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx",
);
pub(super) const ICLOUD: Page =
    july("Apple: Postmaster information for iCloud Mail", "https://support.apple.com/102322");
pub(super) const DOCOMO: Page = november(
    "Synergy Marketing, of docomo's warning of forged senders (third party, 2024)",
    "https://synergy-marketing.co.jp/cloud/synergylead/support/news-20240906-docomo-anti-phishing",
);
pub(super) const AU: Page = november(
    "au: SPF records for sender authentication",
    "https://www.au.com/mobile/service/mail/attention/spf-record/",
);
pub(super) const SOFTBANK: Page = november(
    "SoftBank: Notes for senders (archived page of 2008)",
    "https://megalodon.jp/ref/2008-0911-1438-33/creation.mb.softbank.jp/mail/mail_attention.html",
);
pub(super) const LAPOSTE: Page = november(
    "Spam Resource: La Poste: Authentication Required (third party, 2025)",
    "https://www.spamresource.com/2025/08/la-poste-authentication-required.html",
);
pub(super) const ORANGE: Page = november(
    "Sisimai: replies of Orange and La Poste (third party)",
    "https://github.com/sisimai/p5-sisimai/blob/master/lib/Sisimai/Rhost/FrancePTT.pm",
);
pub(super) const RFC_1912: Page =
    november("RFC 1912 §2.1", "https://www.rfc-editor.org/rfc/rfc1912#section-2.1");
pub(super) const RFC_2045: Page =
    november("RFC 2045 §3–6", "https://www.rfc-editor.org/rfc/rfc2045#section-3");
pub(super) const RFC_2047: Page =
    november("RFC 2047 §5", "https://www.rfc-editor.org/rfc/rfc2047#section-5");
pub(super) const RFC_2369: Page =
    november("RFC 2369 §3.2", "https://www.rfc-editor.org/rfc/rfc2369#section-3.2");
pub(super) const RFC_2919: Page =
    november("RFC 2919 §3", "https://www.rfc-editor.org/rfc/rfc2919#section-3");
pub(super) const RFC_3207: Page = november("RFC 3207", "https://www.rfc-editor.org/rfc/rfc3207");
pub(super) const RFC_5321_HELO: Page =
    november("RFC 5321 §4.1.1.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.1");
pub(super) const RFC_5321_LOOP: Page =
    november("RFC 5321 §6.3", "https://www.rfc-editor.org/rfc/rfc5321#section-6.3");
pub(super) const RFC_5322_LINE: Page =
    november("RFC 5322 §2.1.1", "https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1");
pub(super) const RFC_5322_FIELD: Page =
    november("RFC 5322 §2.2", "https://www.rfc-editor.org/rfc/rfc5322#section-2.2");
pub(super) const RFC_5322_ONCE: Page =
    november("RFC 5322 §3.6", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6");
pub(super) const RFC_5322_DATE: Page =
    november("RFC 5322 §3.6.1", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.1");
pub(super) const RFC_5322_FROM: Page =
    november("RFC 5322 §3.6.2", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.2");
pub(super) const RFC_5322_ID: Page =
    november("RFC 5322 §3.6.4", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4");
pub(super) const RFC_7372: Page =
    november("RFC 7372 §3", "https://www.rfc-editor.org/rfc/rfc7372#section-3");
pub(super) const RFC_8058: Page =
    november("RFC 8058 §3.1", "https://www.rfc-editor.org/rfc/rfc8058#section-3.1");
pub(super) const RFC_8301: Page =
    november("RFC 8301 §3.2", "https://www.rfc-editor.org/rfc/rfc8301#section-3.2");
pub(super) const RFC_9989: Page = november("RFC 9989", "https://www.rfc-editor.org/rfc/rfc9989");
