//! Scripts and web hosts that send mail, and the traces that they leave.

use crate::facts::Facts;
use crate::facts::mailer as programs;
use crate::message::Field;
use crate::rule::{Arg, Rule, rule};
use crate::rules::fields::written;
use crate::rules::mailer::habits::version;
use crate::span::Span;

const SCRIPT: &[&str] = &["x-php-script", "x-php-originating-script"];

/// Fields that cPanel and similar software add.
const ACCOUNT: &[&str] = &[
    "x-get-message-sender-via",
    "x-authenticated-sender",
    "x-source",
    "x-source-args",
    "x-source-dir",
    "x-antiabuse",
];

pub(crate) static PHP_SCRIPT_NAMED: Rule = rule!(Rule {
    id: "php-script-named",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "PHP_SCRIPT"),
        spamassassin(Inspired, "PHP_ORIG_SCRIPT"),
        rspamd(Inspired, "AUTOGEN_PHP_SPAMMY")
    ],
    finds: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:mailer.php\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-PHP-Version: 8.3\n"],
    check: |facts, found| for field in written(facts, SCRIPT) {
        if !is_eval(&field) {
            found
                .at(field.value())
                .with("field", Arg::Field(field.name().to_owned()))
                .text("script", field.value_text());
        }
    },
});

pub(crate) static PHP_SCRIPT_EVAL: Rule = rule!(Rule {
    id: "php-script-eval",
    group: Deceptive,
    sources: [rspamd(Same, "X_PHP_EVAL"), spamassassin(Inspired, "PHP_ORIG_SCRIPT_EVAL")],
    finds: [
        "From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:a.php(3) : eval()'d code\n"
    ],
    quiet: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:eval.php\n"],
    check: |facts, found| for field in written(facts, SCRIPT).filter(is_eval) {
        found.at(field.value()).with("field", Arg::Field(field.name().to_owned()));
    },
});

pub(crate) static PHP_SCRIPT_ROOT: Rule = rule!(Rule {
    id: "php-script-root",
    group: Disliked,
    sources: [rspamd(Same, "PHP_SCRIPT_ROOT")],
    finds: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 0:cron.php\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 33:0.php\n"],
    check: |facts, found| for field in written(facts, &["x-php-originating-script"]) {
        if field.value_text().starts_with("0:") {
            let start = field.value().start;
            found.at(crate::span::Span::new(start, start + 1));
        }
    },
});

pub(crate) static CPANEL_ACCOUNT_NAMED: Rule = rule!(Rule {
    id: "cpanel-account-named",
    group: Informative,
    sources: [
        rspamd(Inspired, "HAS_X_GMSV"),
        rspamd(Inspired, "HAS_X_SOURCE"),
        rspamd(Inspired, "HAS_X_ANTIABUSE")
    ],
    finds: ["From: a@example.org\nSubject: x\n\
         X-Get-Message-Sender-Via: host.example.org: authenticated_id: a@example.org\n\
         X-Authenticated-Sender: host.example.org: a@example.org\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-Source:\nX-Source-Args:\n"],
    check: |facts, found| {
        let mut fields = written(facts, ACCOUNT).filter(|field| !field.value().is_empty());
        let Some(first) = fields.next() else { return };
        let finding = found.at(first.value());
        finding.with("field", Arg::Field(first.name().to_owned()));
        for field in fields {
            finding.and(field.value());
        }
    },
});

/// The library uses one random token for both.
pub(crate) static PHPMAILER_TOKEN: Rule = rule!(Rule {
    id: "phpmailer-token-differs",
    group: Disliked,
    sources: [Observed("phpmailer")],
    finds: ["From: a@example.org\nSubject: x\n\
         Message-ID: <0123456789abcdef0123456789abcdef@example.org>\n\
         X-Mailer: PHPMailer 5.2.9 (https://github.com/PHPMailer/PHPMailer/)\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; boundary=\"b1_fedcba9876543210fedcba9876543210\"\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         Message-ID: <0123456789abcdef0123456789abcdef@example.org>\n\
         X-Mailer: PHPMailer 5.2.9 (https://github.com/PHPMailer/PHPMailer/)\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; boundary=\"b1_0123456789abcdef0123456789abcdef\"\n"],
    check: |facts, found| {
        let claim = facts
            .mailer
            .claims
            .iter()
            .find(|claim| claim.program.is_some_and(|id| id.starts_with("phpmailer")));
        let kind = facts.content_type.as_ref();
        let boundary = kind.and_then(|kind| programs::boundary(facts.text, kind));
        let (Some(_), Some(boundary), Some(id)) = (claim, boundary, &facts.message_id) else {
            return;
        };
        let value = boundary.of(facts.text);
        let token = value.strip_prefix("b1=_").or_else(|| value.strip_prefix("b1_"));
        if let Some(token) = token.filter(|token| *token != id.left.of(facts.text))
            && !facts.mailer.id_explained()
            && !facts.context.list
        {
            found.at(Span::new(boundary.end - token.len(), boundary.end)).and(id.left);
        }
    },
});

pub(crate) static DESKTOP_DIRECT: Rule = rule!(Rule {
    id: "desktop-mailer-direct",
    group: Odd,
    sources: [
        spamassassin(Inspired, "DOS_OUTLOOK_TO_MX"),
        spamassassin(Inspired, "DOS_OE_TO_MX"),
        spamassassin(Inspired, "MIMEOLE_DIRECT_TO_MX"),
    ],
    finds: ["Received: from pc (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with \
         ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n\
         X-Mailer: Microsoft Outlook 16.0\n"],
    quiet: ["Received: from pc (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with \
         ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n\
         X-Mailer: Microsoft Outlook 16.0\n"],
    check: |facts, found| {
        let alone = facts.boundary.handover.is_some_and(|hop| hop + 1 == facts.hops.len());
        let Some(hop) = facts.stranger().filter(|_| alone && !facts.context.list) else { return };
        if let Some(claim) = claimed(facts, "desktop") {
            found.at(claim.span).and(hop.received.from.unwrap_or(hop.received.span));
        }
    },
});

pub(crate) static SCRIPT_BESIDE_DESKTOP: Rule = rule!(Rule {
    id: "php-script-beside-desktop-mailer",
    group: Disliked,
    sources: [rspamd(Inspired, "AUTOGEN_PHP_SPAMMY")],
    finds: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:m.php\n\
         X-Mailer: Microsoft Outlook 16.0\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:m.php\n\
         X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n"],
    check: |facts, found| {
        let script =
            facts.field("x-php-originating-script").or_else(|| facts.field("x-php-script"));
        if let (Some(script), Some(claim)) = (script, claimed(facts, "desktop")) {
            found
                .at(claim.span)
                .and(script.value())
                .with("field", Arg::Field(script.name().to_owned()));
        }
    },
});

/// Up to version 5.2.19, an address could carry commands to the server.
pub(crate) static PHPMAILER_OLD: Rule = rule!(Rule {
    id: "phpmailer-unsafe",
    group: Odd,
    sources: [
        Page("CVE-2016-10045", "https://nvd.nist.gov/vuln/detail/CVE-2016-10045", ""),
        spamassassin(Inspired, "VULN_PHPMAILER"),
    ],
    finds: ["From: a@example.org\nSubject: x\n\
         X-Mailer: PHPMailer 5.2.9 (https://github.com/PHPMailer/PHPMailer/)\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         X-Mailer: PHPMailer 5.2.28 (https://github.com/PHPMailer/PHPMailer/)\n"],
    check: |facts, found| for claim in &facts.mailer.claims {
        if version(claim.span.of(facts.text), "PHPMailer ")
            .is_some_and(|version| version < [5, 2, 20])
        {
            found.at(claim.span);
        }
    },
});

pub(crate) static PHP_SCRIPT_FORGED: Rule = rule!(Rule {
    id: "php-script-forged",
    group: Disliked,
    sources: [
        rspamd(Inspired, "X_PHP_FORGED_0X"),
        rspamd(Inspired, "X_PHPOS_FAKE"),
        rspamd(Inspired, "HIDDEN_SOURCE_OBJ"),
    ],
    finds: [
        "From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 01000:mail.php\n",
        "From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1234567:mail.php\n",
        "From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:.cache.php\n",
    ],
    quiet: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:mail.php\n"],
    check: |facts, found| for field in facts.message.all("x-php-originating-script") {
        let value = field.value_text();
        let number = value.split(':').next().unwrap_or_default();
        let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        let hidden = value
            .split([':', '/', '\\'])
            .any(|part| part.len() > 1 && part.starts_with('.') && part != "..");
        if hidden
            || (digits && ((number.len() > 1 && number.starts_with('0')) || number.len() == 7))
        {
            found.at(field.value()).text("value", value);
        }
    },
});

fn is_eval(field: &Field<'_>) -> bool {
    field.value_text().contains("eval()'d code")
}

/// Returns the first claim to be a program of that kind.
fn claimed<'f>(facts: &'f Facts<'_>, kind: &str) -> Option<&'f crate::facts::Claim> {
    let of_kind = |id| programs::program(id).is_some_and(|program| program.kind == kind);
    facts.mailer.claims.iter().find(|claim| claim.program.is_some_and(of_kind))
}
