//! Marks of programs and providers on mail that is not theirs.

use crate::declare_rule;
use crate::domain;
use crate::facts::mailer as programs;
use crate::rule::Arg;
use crate::span::Span;
use crate::stock;

declare_rule! {
    pub static HELO_BORROWED = "helo-borrowed-name" {
        group: Disliked,
        sources: [Rfc(5321, "4.1.4"), spamassassin(Inspired, "RCVD_FAKE_HELO_DOTCOM"), rspamd(Inspired, "FAKE_RECEIVED_mail_ru"), rspamd(Inspired, "FAKE_RECEIVED_smtp_yandex_ru")],
        finds: [
            "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: from smtp.yandex.ru (unknown [203.0.113.5]) by a.example.org (Postfix) with ESMTP id 4B2; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from yahoo.com (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: [
            "Received: from yahoo.com (m1.mail.yahoo.com [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from mail.example.com (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        ],
        check: |facts, found| {
            // Names that no server of these providers greets with.
            for hop in &facts.hops {
                let (Some(helo), Some(ip)) = (hop.received.helo, hop.received.ip) else { continue };
                let said = helo.of(facts.text).to_ascii_lowercase();
                let own = |name: &str| domain::organisational(name) == domain::organisational(&said);
                let seen = hop.received.rdns.map(|rdns| rdns.of(facts.text).to_ascii_lowercase());
                if matches!(said.as_str(), "mail.ru" | "smtp.yandex.ru") && !seen.is_some_and(|seen| own(&seen)) && hop.public_client {
                    let seen = Arg::Ip(ip.of(facts.text).to_owned());
                    found.at(helo).and(ip).with("said", Arg::Domain(said)).with("seen", seen);
                    return;
                }
            }
            let Some((hop, helo)) = crate::rules::trace::hops::stranger_helo(facts) else { return };
            let said = helo.of(facts.text).to_ascii_lowercase();
            let Some(rdns) = hop.received.rdns else { return };
            let seen = rdns.of(facts.text).trim_end_matches('.').to_ascii_lowercase();
            let provider = domain::organisational(&said);
            if domain::is_freemail(provider) && seen.contains('.') && domain::organisational(&seen) != provider {
                found
                    .at(helo)
                    .and(rdns)
                    .with("said", Arg::Domain(said.clone()))
                    .with("seen", Arg::Domain(seen.clone()));
            }
        },
    }
}

declare_rule! {
    /// Since Outlook 97 the program writes a text part beside HTML.
    pub static OUTLOOK_HTML_ONLY = "outlook-html-only" {
        group: Disliked,
        sources: [rspamd(Inspired, "FORGED_OUTLOOK_HTML")],
        finds: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\nContent-Type: text/html; charset=utf-8\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\nContent-Type: multipart/alternative; boundary=\"a\"\n"],
        check: |facts, found| {
            let html = facts.content_type.as_ref().filter(|value| value.kind == "text/html");
            let claim = facts.mailer.claims.iter().find(|claim| {
                let rest = claim.span.of(facts.text).strip_prefix("Microsoft Outlook");
                rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
            });
            if let (Some(html), Some(claim), false) = (html, claim, facts.context.list) {
                found.at(html.main).and(claim.span).text("program", claim.span.of(facts.text));
            }
        },
    }
}

declare_rule! {
    /// Old honest mail lost Outlook's other fields on its way through lists, hence a note.
    pub static OUTLOOK_ID_ALONE = "message-id-outlook-alone" {
        group: Odd,
        sources: [
            spamassassin(Inspired, "RATWARE_MS_HASH"),
            spamassassin(Inspired, "RATWARE_OUTLOOK_NONAME"),
            rspamd(Inspired, "RATWARE_MS_HASH"),
        ],
        finds: ["From: a@example.org\nSubject: x\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n"],
        quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\nX-Mailer: Microsoft Outlook 16.0\n"],
        check: |facts, found| {
            let Some(id) = &facts.message_id else { return };
            let alone = facts.mailer.claims.is_empty() && !facts.message.has("x-mimeole");
            if alone && !facts.context.list && stock::is_hashed(id.span.of(facts.text)) {
                found.at(id.inner).text("id", id.inner.of(facts.text));
            }
        },
    }
}

declare_rule! {
    /// go-mail and some webmail write both.
    pub static MAILERS_TWO = "mailer-two-programs" {
        group: Odd,
        sources: [Observed("two-fields")],
        finds: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\nUser-Agent: Mozilla/5.0 (X11; rv:115.0) Gecko/20100101 Thunderbird/115.0\n"],
        quiet: ["From: a@example.org\nSubject: x\nX-Mailer: Microsoft Outlook 16.0\nUser-Agent: Microsoft Outlook 16.0\n"],
        check: |facts, found| {
            let named = |claim: &&crate::facts::Claim| claim.program.and_then(programs::program);
            let mut claims = facts.mailer.claims.iter().filter(|claim| named(claim).is_some());
            let (Some(one), Some(other)) = (claims.next(), claims.next()) else { return };
            if let (Some(a), Some(b)) = (named(&one), named(&other)) && a.id != b.id {
                found.at(one.span).and(other.span).text("one", a.name).text("other", b.name);
            }
        },
    }
}

declare_rule! {
    pub static PHP_SCRIPT_FORGED = "php-script-forged" {
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
            let hidden = value.split([':', '/', '\\']).any(|part| part.len() > 1 && part.starts_with('.') && part != "..");
            if hidden || (digits && ((number.len() > 1 && number.starts_with('0')) || number.len() == 7)) {
                found.at(field.value()).text("value", value);
            }
        },
    }
}

declare_rule! {
    pub static RECEIVED_TWO_ADDRESSES = "received-two-addresses" {
        group: Disliked,
        sources: [
            Rfc(5321, "4.4"),
            spamassassin(Inspired, "RCVD_DOUBLE_IP_SPAM"),
            rspamd(Same, "RCVD_DOUBLE_IP_SPAM"),
        ],
        finds: ["Received: from [198.51.100.9] by 203.0.113.5 with SMTP; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from [198.51.100.9] by mx.example.net with SMTP; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| for field in facts.message.all("received") {
            let mut words = field.value_text().split_ascii_whitespace();
            let words = [words.next(), words.next(), words.next(), words.next(), words.next()];
            let [Some("from"), Some(from), Some("by"), Some(by), next] = words else { continue };
            let bracketed = from.strip_prefix('[').and_then(|from| from.strip_suffix(']'));
            let both = match (bracketed, by.strip_suffix(';')) {
                (Some(from), None) => stock::is_ipv4(from) && stock::is_ipv4(by) && next == Some("with"),
                (None, Some(by)) => stock::is_ipv4(from) && stock::is_ipv4(by),
                _ => false,
            };
            if both {
                let value = field.value();
                // Words in this order; each is the first of its kind behind the one before.
                let place = |word: &str, after: usize| {
                    let rest = Span::new(after, value.end).of(field.text);
                    let start = after + rest.find(word).unwrap_or(0);
                    Span::new(start, start + word.len())
                };
                let from = place(from, value.start);
                let by_place = place(by.trim_end_matches(';'), from.end);
                found.at(by_place).and(from).with("ip", Arg::Ip(by.trim_end_matches(';').to_owned()));
            }
        },
    }
}
