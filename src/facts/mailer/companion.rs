//! Fields that only certain programs or services write.

use super::Trace;
use crate::message::Message;

/// Field names (lower case, sorted) and the programs of the table that write them.
const COMPANIONS: &[(&str, &[&str])] = &[
    ("x-cm-transid", &["coremail"]),
    ("x-coremail-locale", &["coremail"]),
    ("x-emarsys-identify", &["emarsys"]),
    ("x-guid", &["foxmail"]),
    ("x-hs-cid", &["hubspot"]),
    ("x-job", &["salesforce-mc"]),
    ("x-kmail-account", &["klaviyo"]),
    ("x-mailer-lid", &["interspire", "activecampaign"]),
    ("x-mailgun-sid", &["mailgun"]),
    ("x-mailin-eid", &["brevo"]),
    ("x-mandrill-user", &["mandrill"]),
    ("x-mc-user", &["mailchimp"]),
    (
        "x-mimeole",
        &[
            "windows-live-mail",
            "windows-mail",
            "outlook-express",
            "outlook-2003",
            "outlook-imo",
            "outlook-build",
            "cdo",
        ],
    ),
    ("x-mj-mid", &["mailjet"]),
    ("x-msfbl", &["sparkpost"]),
    ("x-php-originating-script", &["php-mail"]),
    ("x-php-script", &["php-mail"]),
    ("x-pm-message-id", &["postmark"]),
    ("x-qq-xmailinfo", &["qq-mail"]),
    ("x-roving-id", &["constant-contact"]),
    ("x-ses-outgoing", &["amazon-ses"]),
    ("x-sfdc-lk", &["salesforce-core"]),
    ("x-sfmc-stack", &["salesforce-mc"]),
    ("x-sg-eid", &["sendgrid"]),
    ("x-sib-id", &["brevo"]),
    ("x-ui-out-filterresults", &["gmx-webde"]),
    ("x-ymail-osg", &["yahoo-web", "aol-web", "yahoo-classic"]),
    ("x-zm-messageid", &["zoho-mail"]),
];

/// One trace for each such field, at its name.
pub(super) fn traces(message: &Message<'_>) -> impl Iterator<Item = Trace> {
    COMPANIONS.iter().filter_map(|(name, programs)| {
        let field = message.first(name)?;
        Some(Trace { kind: "companions", span: field.raw.name, programs: programs.to_vec() })
    })
}
