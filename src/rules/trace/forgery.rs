//! What templates and web shells leave behind: trace fields that no server writes so, names out of a
//! hat, tokens of a library that do not fit.

use crate::declare_rule;
use crate::facts::{Author, Facts, mailer as programs};
use crate::rule::Arg;
use crate::span::Span;
use crate::stock;
use crate::syntax::received::Form;

declare_rule! {
    /// By the queue id alone: dates and clauses are often rewritten on the way.
    pub static RECEIVED_FORM_FORGED = "received-form-forged" {
        group: Disliked,
        sources: [
            rspamd(Inspired, "INVALID_POSTFIX_RECEIVED"),
            rspamd(Inspired, "FORGED_GENERIC_RECEIVED"),
        ],
        finds: [
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTP id QUEUE-0012; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from a.example.org ([203.0.113.5]) by mx.example.net with esmtp (Exim 4.96) id 12345678; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: (qmail 123 invoked by uid 89); Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        ],
        quiet: [
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTP id 4XyZbcdfghz1Qq; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from a.example.org ([203.0.113.5]) by mx.example.net with esmtp (Exim 4.97) id 1rKABC-00000000AbC-0aBc; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        ],
        check: |facts, found| for hop in &facts.hops {
            // qmail writes no weekday: `1 Jan 2024 00:00:00 -0000`.
            let by_qmail = hop.received.span.of(facts.text).starts_with("(qmail ");
            let date = hop.received.date.as_ref().map(|date| date.span).filter(|_| by_qmail);
            if let Some(date) = date.filter(|date| date.of(facts.text).starts_with(|c: char| c.is_ascii_alphabetic())) {
                found.at(date).text("id", date.of(facts.text)).text("program", "qmail");
                continue;
            }
            let Some(id) = hop.received.id else { continue };
            let queue = id.of(facts.text);
            let (program, fits) = match hop.received.form {
                Form::Postfix => ("Postfix", is_postfix(queue)),
                Form::Exim => ("Exim", is_exim(queue) || !hop.received.span.of(facts.text).contains("(Exim ")),
                _ => continue,
            };
            if !fits {
                found.at(id).text("id", queue).text("program", program);
            }
        },
    }
}

declare_rule! {
    /// Servers of other people only: what is behind the receiver's own door is no business of ours.
    pub static RECEIVED_INCOMPLETE = "received-incomplete" {
        group: Odd,
        sources: [
            Rfc(5321, "4.4"),
            rspamd(Inspired, "R_RCVD_SPAMBOTS"),
            spamassassin(Inspired, "UNPARSEABLE_RELAY"),
        ],
        finds: [
            "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: from [203.0.113.5] by mail.example.org; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: somewhere in the net\nFrom: a@example.org\nSubject: x\n",
        ],
        quiet: [
            "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: by mail.example.org (Postfix, from userid 1000) id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: (qmail 123 invoked by uid 0); 1 Jan 2024 00:00:00 -0000\nFrom: a@example.org\nSubject: x\n",
        ],
        check: |facts, found| for hop in facts.hops.iter().filter(|hop| hop.author != Author::Receiver) {
            let received = &hop.received;
            let by_bot = received.from.is_some_and(|from| from.of(facts.text).starts_with('['))
                && received.with.or(received.id).or(received.recipient).is_none()
                && !received.span.of(facts.text).contains('(');
            let missing = received.by.is_none() || received.date.is_none();
            if by_bot || (missing && received.form != Form::Qmail) {
                found.at(received.span);
            }
        },
    }
}

declare_rule! {
    /// Three at least: one name that nobody can speak is an abbreviation.
    pub static FIELD_NAMES_RANDOM = "field-names-random" {
        group: Disliked,
        sources: [spamassassin(Inspired, "RAND_HEADER_MANY")],
        finds: ["From: a@example.org\nSubject: x\nX-Qwxkzvbtr: 1\nHgfdsrtp: 2\nX-Zr7k2v9q4m: 3\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-VPNDRDSTN: 1\nX-MDRcpt-To: b@example.net\nX-SG-EID: 3\n"],
        check: |facts, found| {
            // Most hold too few digits for either part.
            let digits = |name: &str| name.bytes().filter(u8::is_ascii_digit).count() > 1;
            let random = |name: &str| {
                stock::is_unspeakable(name)
                    || (digits(name) && name.split('-').any(crate::rules::subject::words::is_random))
            };
            let mut fields: Vec<_> = facts
                .message
                .fields()
                .filter(|field| facts.boundary.author(field.index) != Author::Receiver)
                .filter(|field| random(field.name()))
                .take(9)
                .collect();
            fields.dedup_by(|a, b| a.lower == b.lower);
            if let [first, rest @ ..] = fields.as_slice() && rest.len() > 1 {
                let finding = found.at(first.raw.name).count("count", fields.len());
                for field in rest {
                    finding.and(field.raw.name);
                }
            }
        },
    }
}

declare_rule! {
    /// The library draws one token for both.
    pub static PHPMAILER_TOKEN = "phpmailer-token-differs" {
        group: Disliked,
        sources: [Observed("phpmailer")],
        finds: ["From: a@example.org\nSubject: x\nMessage-ID: <0123456789abcdef0123456789abcdef@example.org>\nX-Mailer: PHPMailer 5.2.9 (https://github.com/PHPMailer/PHPMailer/)\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"b1_fedcba9876543210fedcba9876543210\"\n"],
        quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <0123456789abcdef0123456789abcdef@example.org>\nX-Mailer: PHPMailer 5.2.9 (https://github.com/PHPMailer/PHPMailer/)\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"b1_0123456789abcdef0123456789abcdef\"\n"],
        check: |facts, found| {
            let claim = facts.mailer.claims.iter().find(|claim| claim.program.is_some_and(|id| id.starts_with("phpmailer")));
            let kind = facts.content_type.as_ref();
            let boundary = kind.and_then(|kind| programs::boundary(facts.text, kind));
            let (Some(_), Some(boundary), Some(id)) = (claim, boundary, &facts.message_id) else { return };
            let value = boundary.of(facts.text);
            let token = value.strip_prefix("b1=_").or_else(|| value.strip_prefix("b1_"));
            if let Some(token) = token.filter(|token| *token != id.left.of(facts.text))
                && !facts.mailer.id_explained()
                && !facts.context.list
            {
                found.at(Span::new(boundary.end - token.len(), boundary.end)).and(id.left);
            }
        },
    }
}

declare_rule! {
    pub static DESKTOP_DIRECT = "desktop-mailer-direct" {
        group: Odd,
        sources: [
            spamassassin(Inspired, "DOS_OUTLOOK_TO_MX"),
            spamassassin(Inspired, "DOS_OE_TO_MX"),
            spamassassin(Inspired, "MIMEOLE_DIRECT_TO_MX"),
        ],
        finds: ["Received: from pc (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n"],
        quiet: ["Received: from pc (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\n"],
        check: |facts, found| {
            let alone = facts.boundary.handover.is_some_and(|hop| hop + 1 == facts.hops.len());
            let Some(hop) = facts.stranger().filter(|_| alone && !facts.context.list) else { return };
            if let Some(claim) = claimed(facts, "desktop") {
                found.at(claim.span).and(hop.received.from.unwrap_or(hop.received.span));
            }
        },
    }
}

declare_rule! {
    pub static SCRIPT_BESIDE_DESKTOP = "php-script-beside-desktop-mailer" {
        group: Disliked,
        sources: [rspamd(Inspired, "AUTOGEN_PHP_SPAMMY")],
        finds: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:m.php\nX-Mailer: Microsoft Outlook 16.0\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-PHP-Originating-Script: 1000:m.php\nX-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)\n"],
        check: |facts, found| {
            let script = facts.field("x-php-originating-script").or_else(|| facts.field("x-php-script"));
            if let (Some(script), Some(claim)) = (script, claimed(facts, "desktop")) {
                found.at(claim.span).and(script.value()).with("field", Arg::Field(script.name().to_owned()));
            }
        },
    }
}

/// The first claim to be a program of that kind.
fn claimed<'f>(facts: &'f Facts<'_>, kind: &str) -> Option<&'f crate::facts::Claim> {
    let of_kind = |id| programs::program(id).is_some_and(|program| program.kind == kind);
    facts.mailer.claims.iter().find(|claim| claim.program.is_some_and(of_kind))
}

/// Hexadecimal, or the long ids: digits and consonants. Without a digit it is a mask that somebody
/// laid over it.
fn is_postfix(id: &str) -> bool {
    let long = |b: u8| b.is_ascii_alphanumeric() && !b"aeiou".contains(&b.to_ascii_lowercase());
    id.bytes().all(|b| b.is_ascii_hexdigit())
        || id.bytes().all(long)
        || !id.bytes().any(|b| b.is_ascii_digit())
}

/// Three groups; their sizes have changed, and whoever masks an id keeps the groups.
fn is_exim(id: &str) -> bool {
    id.split('-').count() == 3 || !id.bytes().any(|b| b.is_ascii_digit())
}
