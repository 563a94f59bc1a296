//! The pages on which providers write what they ask for.

/// A page, and the day of the copy with which the table was compared.
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) url: &'static str,
    pub(super) checked: &'static str,
}

const fn page(name: &'static str, url: &'static str, checked: &'static str) -> Page {
    Page { name, url, checked }
}

/// The day on which the pages of the large providers were read.
const PROVIDERS: &str = "2026-07-02";

/// The day on which the RFCs and the other pages were read.
const OTHERS: &str = "2026-11-24";

pub(super) const GUIDELINES: Page =
    page("Gmail: Email sender guidelines", "https://support.google.com/a/answer/81126", PROVIDERS);
pub(super) const FAQ: Page = page(
    "Gmail: Email sender guidelines FAQ",
    "https://support.google.com/a/answer/14229414",
    PROVIDERS,
);
pub(super) const GMAIL_ERRORS: Page =
    page("Gmail: SMTP errors and codes", "https://support.google.com/a/answer/3726730", PROVIDERS);
pub(super) const YAHOO: Page = page(
    "Yahoo: Sender requirements and recommendations",
    "https://senders.yahooinc.com/best-practices/",
    PROVIDERS,
);
pub(super) const YAHOO_ERRORS: Page =
    page("Yahoo: SMTP error codes", "https://senders.yahooinc.com/smtp-error-codes/", PROVIDERS);
pub(super) const HIGH_VOLUME: Page = page(
    "Microsoft: Outlook's new requirements for high-volume senders",
    "https://techcommunity.microsoft.com/blog/microsoftdefenderforoffice365blog/strengthening-\
     email-ecosystem-outlook%E2%80%99s-new-requirements-for-high%E2%80%90volume-senders/4399730",
    PROVIDERS,
);
pub(super) const OUTLOOK: Page = page(
    "Outlook.com: Policies, practices and guidelines",
    "https://sendersupport.olc.protection.outlook.com/pm/policies.aspx",
    PROVIDERS,
);
pub(super) const OUTLOOK_ERRORS: Page = page(
    "Outlook.com: Troubleshooting",
    "https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx",
    PROVIDERS,
);
pub(super) const ICLOUD: Page = page(
    "Apple: Postmaster information for iCloud Mail",
    "https://support.apple.com/102322",
    PROVIDERS,
);
pub(super) const DOCOMO: Page = page(
    "Synergy Marketing, of docomo's warning of forged senders (third party, 2024)",
    "https://synergy-marketing.co.jp/cloud/synergylead/support/news-20240906-docomo-anti-phishing",
    OTHERS,
);
pub(super) const AU: Page = page(
    "au: SPF records for sender authentication",
    "https://www.au.com/mobile/service/mail/attention/spf-record/",
    OTHERS,
);
pub(super) const SOFTBANK: Page = page(
    "SoftBank: Notes for senders (archived page of 2008)",
    "https://megalodon.jp/ref/2008-0911-1438-33/creation.mb.softbank.jp/mail/mail_attention.html",
    OTHERS,
);
pub(super) const LAPOSTE: Page = page(
    "Spam Resource: La Poste: Authentication Required (third party, 2025)",
    "https://www.spamresource.com/2025/08/la-poste-authentication-required.html",
    OTHERS,
);
pub(super) const ORANGE: Page = page(
    "Sisimai: replies of Orange and La Poste (third party)",
    "https://github.com/sisimai/p5-sisimai/blob/master/lib/Sisimai/Rhost/FrancePTT.pm",
    OTHERS,
);
pub(super) const RFC_1912: Page =
    page("RFC 1912 §2.1", "https://www.rfc-editor.org/rfc/rfc1912#section-2.1", OTHERS);
pub(super) const RFC_2045: Page =
    page("RFC 2045 §3–6", "https://www.rfc-editor.org/rfc/rfc2045#section-3", OTHERS);
pub(super) const RFC_2047: Page =
    page("RFC 2047 §5", "https://www.rfc-editor.org/rfc/rfc2047#section-5", OTHERS);
pub(super) const RFC_2369: Page =
    page("RFC 2369 §3.2", "https://www.rfc-editor.org/rfc/rfc2369#section-3.2", OTHERS);
pub(super) const RFC_2919: Page =
    page("RFC 2919 §3", "https://www.rfc-editor.org/rfc/rfc2919#section-3", OTHERS);
pub(super) const RFC_3207: Page =
    page("RFC 3207", "https://www.rfc-editor.org/rfc/rfc3207", OTHERS);
pub(super) const RFC_5321_HELO: Page =
    page("RFC 5321 §4.1.1.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.1", OTHERS);
pub(super) const RFC_5321_LOOP: Page =
    page("RFC 5321 §6.3", "https://www.rfc-editor.org/rfc/rfc5321#section-6.3", OTHERS);
pub(super) const RFC_5322_LINE: Page =
    page("RFC 5322 §2.1.1", "https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1", OTHERS);
pub(super) const RFC_5322_FIELD: Page =
    page("RFC 5322 §2.2", "https://www.rfc-editor.org/rfc/rfc5322#section-2.2", OTHERS);
pub(super) const RFC_5322_ONCE: Page =
    page("RFC 5322 §3.6", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6", OTHERS);
pub(super) const RFC_5322_DATE: Page =
    page("RFC 5322 §3.6.1", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.1", OTHERS);
pub(super) const RFC_5322_FROM: Page =
    page("RFC 5322 §3.6.2", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.2", OTHERS);
pub(super) const RFC_5322_ID: Page =
    page("RFC 5322 §3.6.4", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4", OTHERS);
pub(super) const RFC_7372: Page =
    page("RFC 7372 §3", "https://www.rfc-editor.org/rfc/rfc7372#section-3", OTHERS);
pub(super) const RFC_8058: Page =
    page("RFC 8058 §3.1", "https://www.rfc-editor.org/rfc/rfc8058#section-3.1", OTHERS);
pub(super) const RFC_8301: Page =
    page("RFC 8301 §3.2", "https://www.rfc-editor.org/rfc/rfc8301#section-3.2", OTHERS);
pub(super) const RFC_9989: Page =
    page("RFC 9989", "https://www.rfc-editor.org/rfc/rfc9989", OTHERS);
