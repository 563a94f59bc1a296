//! Companion fields, which only certain programs or services write.

use super::{Trace, TraceKind};
use crate::message::Message;

/// A field name in lower case (a final `*` stands for any text), a part of its value in lower case
/// (empty for any value), and the ids of the programs that write such a field.
type Companion = (&'static str, &'static str, &'static [&'static str]);

/// Sorted by name, then by value.
const COMPANIONS: &[Companion] = &[
    ("feedback-id", ":amazonses", &["amazon-ses"]),
    ("feedback-id", ":fastmail", &["fastmail"]),
    ("feedback-id", ":sendinblue", &["brevo"]),
    ("feedback-id", ":user:proton", &["proton-mail"]),
    ("mime-version", "1.0 (1.0)", &["iphone-mail"]),
    ("mime-version", "mac os x mail", &["apple-mail"]),
    ("msip_labels", "", &["exchange-online"]),
    (
        "thread-index",
        "",
        &["exchange-online", "outlook-classic", "outlook-2007", "outlook-2003", "zimbra"],
    ),
    ("ui-outboundreport", "", &["gmx-webde"]),
    ("x-7fa49cb5", "", &["mail-ru"]),
    ("x-accept-language", "", &["thunderbird-old", "netscape4", "winbiff"]),
    ("x-accounttype", "", &["mailchimp"]),
    ("x-channel-id", "", &["constant-contact"]),
    ("x-cm-senderinfo", "", &["coremail"]),
    ("x-cm-transid", "", &["coremail"]),
    ("x-coremail-antispam", "", &["coremail"]),
    ("x-coremail-locale", "", &["coremail"]),
    ("x-emarsys-identify", "", &["emarsys"]),
    ("x-entity-id", "", &["sendgrid"]),
    ("x-fid", "", &["incredimail"]),
    ("x-google-group-id", "", &["google-groups"]),
    ("x-guid", "", &["foxmail"]),
    ("x-has-attach", "", &["foxmail"]),
    ("x-hs-cid", "", &["hubspot"]),
    ("x-job", "", &["salesforce-mc"]),
    ("x-kmail-account", "", &["klaviyo"]),
    ("x-kmail-message", "", &["klaviyo"]),
    ("x-kmail-relay", "", &["klaviyo"]),
    ("x-mailer-lid", "", &["interspire", "activecampaign"]),
    ("x-mailer-recptid", "", &["interspire", "activecampaign"]),
    ("x-mailer-sent-by", "", &["interspire", "activecampaign"]),
    ("x-mailer-sid", "", &["interspire", "activecampaign"]),
    ("x-mailgun-sending-ip", "", &["mailgun"]),
    ("x-mailgun-sid", "", &["mailgun"]),
    ("x-mailgun-variables", "", &["mailgun"]),
    ("x-mailin-eid", "", &["brevo"]),
    ("x-mandrill-user", "", &["mandrill"]),
    ("x-mc-user", "", &["mailchimp"]),
    (
        "x-mimeole",
        "",
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
    ("x-mimetrack", "", &["lotus-notes"]),
    ("x-mj-mid", "", &["mailjet"]),
    ("x-mj-smtpguid", "", &["mailjet"]),
    ("x-mras", "", &["mail-ru"]),
    ("x-ms-has-attach", "", &["exchange-online"]),
    ("x-ms-tnef-correlator", "", &["exchange-online"]),
    ("x-msfbl", "", &["sparkpost"]),
    ("x-msg-eid", "", &["elastic-email"]),
    ("x-oq-msgid", "", &["qq-mail"]),
    ("x-originating-client", "", &["open-xchange"]),
    ("x-php-originating-script", "", &["php-mail"]),
    ("x-php-script", "", &["php-mail"]),
    ("x-pm-message-id", "", &["postmark", "proton-mail"]),
    ("x-pm-message-options", "", &["postmark"]),
    ("x-pm-rcpt", "", &["postmark"]),
    ("x-provags-id", "", &["gmx-webde"]),
    ("x-qq-mailer", "", &["qq-mail"]),
    ("x-qq-mid", "", &["qq-mail"]),
    ("x-qq-mime", "", &["qq-mail"]),
    ("x-qq-xmailinfo", "", &["qq-mail"]),
    ("x-roving-campaignid", "", &["constant-contact"]),
    ("x-roving-id", "", &["constant-contact"]),
    ("x-ses-outgoing", "", &["amazon-ses"]),
    ("x-sfdc-lk", "", &["salesforce-core"]),
    ("x-sfdc-user", "", &["salesforce-core"]),
    ("x-sfmc-stack", "", &["salesforce-mc"]),
    ("x-sg-eid", "", &["sendgrid"]),
    ("x-sg-id", "", &["sendgrid"]),
    ("x-sib-id", "", &["brevo"]),
    ("x-sonic-mf", "", &["yahoo-web", "aol-web"]),
    ("x-subscriberkey", "", &["salesforce-mc"]),
    ("x-threadid", "", &["fastmail"]),
    ("x-tmn", "", &["exchange-online"]),
    ("x-ui-out-filterresults", "", &["gmx-webde"]),
    ("x-x-sender", "", &["alpine"]),
    ("x-yandex-front", "", &["yandex-mail"]),
    ("x-yandex-timemark", "", &["yandex-mail"]),
    ("x-ymail-osg", "", &["yahoo-web", "aol-web", "yahoo-classic"]),
    ("x-zendesk-*", "", &["zendesk"]),
    ("x-zm-messageid", "", &["zoho-mail"]),
    ("x-zoho-virus-status", "", &["zoho-mail"]),
];

/// Returns one trace for each program, or set of programs, that wrote a companion field. It marks
/// the name of the first such field, or its value if that identifies it.
pub(super) fn traces(message: &Message<'_>) -> Vec<Trace> {
    let mut traces: Vec<Trace> = Vec::new();
    for field in message.fields() {
        for (_, part, programs) in rows(field.lower) {
            let told = traces.iter().any(|trace| trace.programs == *programs);
            if !told && (part.is_empty() || holds(field.value_text(), part)) {
                let span = if part.is_empty() { field.raw.name } else { field.value() };
                traces.push(Trace {
                    kind: TraceKind::Companions,
                    span,
                    programs: programs.to_vec(),
                });
            }
        }
    }
    traces
}

/// Returns the rows of a name in lower case. A name with `*` sorts right before those it covers.
fn rows(name: &str) -> &'static [Companion] {
    let named = |row: &Companion| match row.0.strip_suffix('*') {
        Some(head) => name.starts_with(head),
        None => row.0 == name,
    };
    let from = COMPANIONS.partition_point(|row| row.0 < name);
    let from = from - usize::from(from > 0 && COMPANIONS.get(from - 1).is_some_and(named));
    let rows = COMPANIONS.get(from..).unwrap_or_default();
    rows.get(..rows.iter().take_while(|row| named(row)).count()).unwrap_or_default()
}

/// Whether a value contains `part`, ignoring case. Longer values than any program writes do not.
fn holds(value: &str, part: &str) -> bool {
    const LONGEST: usize = 500;
    value.len() <= LONGEST && value.to_ascii_lowercase().contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn rows_are_sorted_and_name_programs_of_the_table() {
        assert!(COMPANIONS.windows(2).all(|pair| pair[0] < pair[1]));
        for (name, _, programs) in COMPANIONS {
            for program in *programs {
                assert!(super::super::program(program).is_some(), "{name}: {program}");
            }
        }
    }

    fn told(text: &str) -> Vec<(String, Vec<&'static str>)> {
        let message = Message::parse(text, Span::new(0, text.len()), 1000);
        let traces = traces(&message).into_iter();
        traces.map(|trace| (trace.span.of(text).to_owned(), trace.programs)).collect()
    }

    #[test]
    fn each_program_is_told_once() {
        let told = told("X-QQ-Mid: a\nX-QQ-MIME: b\nX-ZENDESK-Tag: c\nX-Other: d\n");
        assert_eq!(
            told,
            [
                ("X-QQ-Mid".to_owned(), vec!["qq-mail"]),
                ("X-ZENDESK-Tag".to_owned(), vec!["zendesk"])
            ]
        );
    }

    #[test]
    fn a_value_may_tell() {
        let mac = told("Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826.600.51.1.1\\))\n");
        assert_eq!(mac[0].1, ["apple-mail"]);
        assert_eq!(told("Mime-Version: 1.0 (1.0)\n")[0].1, ["iphone-mail"]);
        assert!(told("MIME-Version: 1.0\nFeedback-ID: 1:2:3:shop\n").is_empty());
    }
}
