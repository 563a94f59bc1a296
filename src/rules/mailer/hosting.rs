//! Traces of web hosting: scripts, accounts, the sender's own filters.

use crate::declare_rule;
use crate::facts::{Author, Facts};
use crate::message::Field;
use crate::rule::Arg;

const SCRIPT: &[&str] = &["x-php-script", "x-php-originating-script"];

/// What cPanel and its like add.
const ACCOUNT: &[&str] = &[
    "x-get-message-sender-via",
    "x-authenticated-sender",
    "x-source",
    "x-source-args",
    "x-source-dir",
    "x-antiabuse",
];

const OUTGOING: &[&str] = &["x-outgoing-spam-status", "x-no-relay"];

/// Not `X-Sender-IP`: Outlook.com adds that as the receiver.
const ADDRESS: &[&str] =
    &["x-originating-ip", "x-client-ip", "x-sourceip", "x-senderip", "x-original-ip"];

declare_rule! {
    pub static PHP_SCRIPT_NAMED = "php-script-named" {
        group: Disliked,
        sources: [spamassassin(Inspired, "PHP_SCRIPT"), spamassassin(Inspired, "PHP_ORIG_SCRIPT"), rspamd(Inspired, "AUTOGEN_PHP_SPAMMY")],
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
    }
}

declare_rule! {
    pub static PHP_SCRIPT_EVAL = "php-script-eval" {
        group: Deceptive,
        sources: [rspamd(Same, "X_PHP_EVAL"), spamassassin(Inspired, "PHP_ORIG_SCRIPT_EVAL")],
        finds: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:a.php(3) : eval()'d code\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:eval.php\n"],
        check: |facts, found| for field in written(facts, SCRIPT).filter(is_eval) {
            found.at(field.value()).with("field", Arg::Field(field.name().to_owned()));
        },
    }
}

declare_rule! {
    pub static PHP_SCRIPT_ROOT = "php-script-root" {
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
    }
}

declare_rule! {
    pub static CPANEL_ACCOUNT_NAMED = "cpanel-account-named" {
        group: Informative,
        sources: [rspamd(Inspired, "HAS_X_GMSV"), rspamd(Inspired, "HAS_X_SOURCE"), rspamd(Inspired, "HAS_X_ANTIABUSE")],
        finds: ["From: a@example.org\nSubject: x\nX-Get-Message-Sender-Via: host.example.org: authenticated_id: a@example.org\nX-Authenticated-Sender: host.example.org: a@example.org\n"],
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
    }
}

declare_rule! {
    pub static AUTHENTICATION_WARNING = "authentication-warning" {
        group: Odd,
        sources: [rspamd(Inspired, "XAW_SERVICE_ACCT")],
        finds: ["From: a@example.org\nSubject: x\nX-Authentication-Warning: www.example.org: www-data set sender to a@example.org using -f\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Authentication-Info: none\n"],
        check: |facts, found| for field in written(facts, &["x-authentication-warning"]) {
            found.at(field.value()).text("warning", field.value_text());
        },
    }
}

declare_rule! {
    pub static OUTGOING_FILTER_STATUS = "outgoing-filter-status" {
        group: Odd,
        sources: [spamassassin(Inspired, "HAS_X_OUTGOING_SPAM_STAT"), spamassassin(Inspired, "HAS_X_NO_RELAY")],
        finds: ["From: a@example.org\nSubject: x\nX-OutGoing-Spam-Status: No, score=-1.0\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Spam-Status: No, score=-1.0\n"],
        check: |facts, found| for field in written(facts, OUTGOING) {
            found
                .at(field.span())
                .with("field", Arg::Field(field.name().to_owned()));
        },
    }
}

declare_rule! {
    pub static ORIGINATING_ADDRESS = "originating-address" {
        group: Informative,
        sources: [rspamd(Inspired, "HAS_XOIP")],
        finds: [
            "From: a@example.org\nSubject: x\nX-Originating-IP: [192.0.2.7]\n",
            "Received: from pc (pc [10.0.0.5]) by mail.example.org (Postfix) with ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        ],
        quiet: ["From: a@example.org\nSubject: x\nX-Originating-IP: []\n"],
        check: |facts, found| {
            // Inside the sender's own network, by whoever logged in.
            let first = facts.hops.last().filter(|hop| !hop.public_client && hop.received.is_authenticated(facts.text));
            let inside = |address: std::net::IpAddr| !address.is_loopback();
            if let Some(hop) = first.filter(|hop| hop.received.address.is_some_and(inside))
                && let (Some(ip), Some(field)) = (hop.received.ip, facts.message.field(hop.field))
            {
                let name = Arg::Field(field.name().to_owned());
                found.at(ip).with("field", name).with("ip", Arg::Ip(ip.of(facts.text).to_owned()));
            }
            for field in written(facts, ADDRESS) {
            let bare = field.value_text().trim_matches(|c: char| "[]()".contains(c) || c.is_whitespace());
            if bare.parse::<std::net::IpAddr>().is_ok()
                && let Some(at) = field.value_text().find(bare)
            {
                let start = field.value().start + at;
                found
                    .at(crate::span::Span::new(start, start + bare.len()))
                    .with("field", Arg::Field(field.name().to_owned()))
                    .with("ip", Arg::Ip(bare.to_owned()));
            }
            }
        },
    }
}

declare_rule! {
    pub static NON_DELIVERY_SUPPRESSED = "non-delivery-suppressed" {
        group: Disliked,
        sources: [spamassassin(Same, "PREVENT_NONDELIVERY")],
        finds: ["From: a@example.org\nSubject: x\nPrevent-NonDelivery-Report:\n"],
        quiet: ["From: a@example.org\nSubject: x\nGenerate-Delivery-Report:\n"],
        check: |facts, found| for field in facts.message.all("prevent-nondelivery-report") {
            found.at(field.raw.name);
        },
    }
}

/// The fields of these names that the receiver did not add itself.
fn written<'f>(
    facts: &'f Facts<'_>,
    names: &'static [&'static str],
) -> impl Iterator<Item = Field<'f>> {
    names
        .iter()
        .flat_map(|name| facts.message.all(name))
        .filter(|field| facts.boundary.author(field.index) != Author::Receiver)
}

fn is_eval(field: &Field<'_>) -> bool {
    field.value_text().contains("eval()'d code")
}
