use super::State::{self, Met, NotApplicable, NotMet, Unseen};
use super::table::{ASKED, REQUIREMENTS};
use crate::report::{LineReport, Report};
use crate::rules;
use crate::{Detail, Options, inspect};
use headerlint_cli::words::{Language, Words};

/// A newsletter that shows everything that fields can show.
const GOOD: &str = concat!(
    "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=bounce.example.org; ",
    "dkim=pass header.d=example.org header.s=s header.b=AAAA; dmarc=pass header.from=example.org\n",
    "Received: from mail.example.org (mail.example.org [203.0.113.5]) by mx.example.net (Postfix) ",
    "with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:02 +0000\n",
    "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s;\n",
    " h=from:list-unsubscribe:list-unsubscribe-post; bh=AAAA; b=KEY\n",
    "From: Shop <news@example.org>\n",
    "To: b@example.net\n",
    "Subject: News\n",
    "Date: Mon, 1 Jan 2024 00:00:00 +0000\n",
    "Message-ID: <1@example.org>\n",
    "MIME-Version: 1.0\n",
    "Content-Type: text/plain; charset=utf-8\n",
    "Feedback-ID: 1:2:3:shop\n",
    "List-Unsubscribe: <https://example.org/u>\n",
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n",
);

/// Returns the mail with a signature of 2048 bits.
fn good() -> String {
    GOOD.replace("KEY", &("A".repeat(342) + "=="))
}

fn inspected(mail: &str) -> Report {
    inspect(mail, &Options::default())
}

fn line(report: &Report, provider: &str, id: &str) -> LineReport {
    let of = |r: &&crate::report::ProviderReport| r.provider == provider;
    let lines = &report.requirements.iter().find(of).unwrap().lines;
    lines.iter().find(|line| line.id == id).unwrap_or_else(|| panic!("{provider} {id}")).clone()
}

/// Recipients of every provider that is shown to its own senders only.
const LOCAL: &str = "c@docomo.ne.jp, d@ezweb.ne.jp, e@softbank.ne.jp, f@laposte.net, g@orange.fr";

fn to_all(mail: &str) -> String {
    mail.replacen("To: b@example.net\n", &format!("To: b@example.net, {LOCAL}\n"), 1)
}

/// Returns the state of a requirement, which is the same for all who ask for it.
fn state(mail: &str, id: &str) -> State {
    let report = inspected(&to_all(mail));
    let lines = report.requirements.iter().flat_map(|provider| &provider.lines);
    let states: Vec<_> = lines.filter(|line| line.id == id).map(|line| line.state).collect();
    assert!(states.windows(2).all(|pair| pair[0] == pair[1]), "{id}");
    states[0]
}

#[test]
fn every_line_has_a_source_a_date_and_words() {
    for asked in ASKED {
        let name = format!("{} {}", asked.provider, asked.what);
        let page = asked.page;
        assert!(page.url.starts_with("https://") && !page.name.is_empty(), "{name}");
        let date: Vec<_> = page.checked.split('-').map(str::len).collect();
        assert!(page.checked.starts_with("2026-") && date == [4, 2, 2], "{name}");
        let requirement = REQUIREMENTS.iter().find(|r| r.id == asked.what);
        assert!(requirement.is_some(), "{name}");
        for language in Language::all() {
            let words = Words::new(language);
            for key in [format!("asks.{}", asked.provider), format!("requirement.{}", asked.what)] {
                assert!(words.has(&key), "{key}");
            }
            let look = requirement.map_or("", |r| r.look);
            let look = if look == "complaints" { asked.complaints() } else { look };
            assert!(words.has(&format!("look.{look}")), "{name}: {look}");
        }
        let twice = ASKED.iter().filter(|a| a.provider == asked.provider && a.what == asked.what);
        assert_eq!(twice.count(), 1, "{name} stands twice");
    }
}

#[test]
fn every_requirement_is_asked_and_names_rules_that_exist() {
    for requirement in REQUIREMENTS {
        assert!(ASKED.iter().any(|asked| asked.what == requirement.id), "{}", requirement.id);
        for rule in requirement.rules {
            assert!(rules::find(rule).is_some(), "{}: {rule}", requirement.id);
        }
    }
}

#[test]
fn no_words_are_left_of_a_requirement_that_is_gone() {
    let words = include_str!("../../www/locales/en/providers.json");
    for key in words.lines().filter_map(|line| line.trim().strip_prefix("\"requirement.")) {
        let id = key.split('"').next().unwrap();
        assert!(REQUIREMENTS.iter().any(|requirement| requirement.id == id), "{id}");
    }
}

/// Providers of one country appear only if one of their addresses or servers is there.
#[test]
fn local_providers_are_shown_to_their_own_senders_only() {
    let shown = |mail: &str| -> Vec<_> {
        inspected(mail).requirements.into_iter().map(|r| r.provider).collect()
    };
    let base = ["gmail", "yahoo", "outlook", "icloud", "general"];
    assert_eq!(shown(&good()), base);
    let to = |address: &str| good().replace("b@example.net", address);
    assert_eq!(shown(&to("b@docomo.ne.jp"))[4], "docomo");
    assert_eq!(shown(&to("b@wanadoo.fr"))[4], "orange");
    let server = good().replace("by mx.example.net", "by mx.laposte.net");
    assert_eq!(shown(&server)[4], "laposte");
    let all = shown(&to(LOCAL));
    assert_eq!(all[4..9], ["docomo", "au", "softbank", "laposte", "orange"]);
}

#[test]
fn an_empty_reverse_path_is_judged_by_its_greeting() {
    assert_eq!(state(&good(), "spf-helo"), NotApplicable);
    let mail = format!("Return-Path: <>\n{}", good());
    assert_eq!(state(&mail, "spf-helo"), Met);
    assert_eq!(state(&mail.replace("spf=pass", "spf=fail"), "spf-helo"), NotMet);
    let long = good().replace("Subject: News", &format!("X-A: {}", "word\n ".repeat(2_500)));
    assert_eq!([state(&good(), "header-12k"), state(&long, "header-12k")], [Met, NotMet]);
}

/// What fields can show, a good mail shows; the rest stays unseen and says where to look.
#[test]
fn a_good_mail_meets_all_that_can_be_seen() {
    let report = inspected(&good());
    let providers: Vec<_> = report.requirements.iter().map(|r| &*r.provider).collect();
    assert_eq!(providers, ["gmail", "yahoo", "outlook", "icloud", "general"]);
    for provider in &report.requirements {
        for line in &provider.lines {
            let expected = match &*line.id {
                "complaints" | "unsubscribe-link" | "domain" => Unseen,
                "list-id" | "arc" => NotApplicable,
                _ => Met,
            };
            assert_eq!(line.state, expected, "{} {}", provider.provider, line.id);
            assert_eq!(line.look.is_some(), expected == Unseen, "{}", line.id);
            assert!(line.findings.is_empty());
        }
    }
    let spf = line(&report, "gmail", "spf");
    let good = good();
    assert_eq!(spf.span.map(|span| span.of(&good)), Some("spf=pass"));
    assert_eq!((spf.code.as_deref(), spf.bulk), (Some("550 5.7.27"), true));
}

/// One change to the good mail fails one requirement, and names the rule that found it.
#[test]
fn each_line_can_fail() {
    let long = format!("Subject: {}\n", "x ".repeat(600));
    let hops = "Received: by a.example.org; Mon, 1 Jan 2024 00:00:00 +0000\n".repeat(50);
    let hops = format!("{hops}From: Shop <");
    let pair = "List-Unsubscribe: <https://example.org/u>\n\
                List-Unsubscribe-Post: List-Unsubscribe=One-Click\n";
    let key = "A".repeat(342) + "==";
    let short = "A".repeat(86) + "==";
    let cases: &[(&str, &str, &str, &str)] = &[
        ("spf", "spf=pass", "spf=fail", "spf-failed"),
        ("spf", "spf=pass", "spf=softfail", "spf-softfail"),
        ("dmarc-pass", "dmarc=pass", "dmarc=none", "dmarc-record-missing"),
        ("filled", "From: Shop <news@example.org>", "From: ", "from-missing"),
        ("spf", "spf=pass", "spf=permerror", "spf-record-broken"),
        ("dkim", "dkim=pass", "dkim=fail", "dkim-failed"),
        ("dmarc-record", "dmarc=pass", "dmarc=none", "dmarc-record-missing"),
        ("dmarc", "dmarc=pass", "dmarc=fail", "dmarc-failed"),
        ("dkim-key", &key, &short, "dkim-key-short"),
        ("tls", "ESMTPS", "ESMTP", "handover-unencrypted"),
        ("reverse-name", "(mail.example.org [", "(unknown [", "reverse-name-missing"),
        (
            "reverse-name-own",
            "(mail.example.org [",
            "(203-0-113-5.dyn.isp.example [",
            "reverse-name-generic",
        ),
        ("helo", "from mail.example.org", "from localhost", "helo-localhost"),
        ("from", "Shop <news@example.org>", "Shop", "from-unreadable"),
        ("from-one", "Shop <news@example.org>", "news@example.org, b@example.org", "from-several"),
        ("domain", "Shop <news@example.org>", "Shop <news@my_shop.example.org>", "host-underscore"),
        ("date", "Date: Mon, 1 Jan 2024 00:00:00 +0000\n", "", "date-missing"),
        (
            "date-range",
            "Date: Mon, 1 Jan 2024 00:00:00 +0000\n",
            "Date: yesterday\n",
            "date-unreadable",
        ),
        ("message-id", "Message-ID: <1@example.org>\n", "", "message-id-missing"),
        ("once", "Subject: News\n", "Subject: News\nSubject: Old\n", "field-repeated"),
        ("form", "Subject: News\n", "Subject: News\nnot a field\n", "line-without-colon"),
        ("line-length", "Subject: News\n", &long, "line-too-long"),
        ("size", "Subject: News\n", &long, "subject-over-998"),
        ("characters", "<1@example.org>", "<=?utf-8?Q?1?=@example.org>", "encoded-word-misplaced"),
        ("decodable", "Subject: News", "Subject: =?utf-8?q?caf=E9?=", "encoded-word-undecodable"),
        ("address-characters", "<news@", "<new$s@", "address-exotic-character"),
        ("mime", "text/plain", "multipart/mixed", "boundary-missing"),
        ("hops", "From: Shop <", &hops, "hops-too-many"),
        ("one-script", "news@example.org", "news@p\u{430}ypal.example", "host-mixed-scripts"),
        (
            "one-click",
            pair,
            "List-Unsubscribe: <mailto:u@example.org>\n",
            "unsubscribe-one-click-missing",
        ),
        (
            "list-id",
            "Feedback-ID: 1:2:3:shop",
            "List-Post: <mailto:l@example.org>\nList-Id: news",
            "list-id-malformed",
        ),
    ];
    let good = good();
    for (id, from, to, rule) in cases {
        let mail = good.replacen(from, to, 1);
        assert_ne!(mail, good, "{id}");
        assert_eq!(state(&mail, id), NotMet, "{id}: {to}");
        let report = inspected(&to_all(&mail));
        let mut lines = report.requirements.iter().flat_map(|provider| &provider.lines);
        let line = lines.find(|line| line.id == *id).unwrap();
        assert!(
            line.findings.iter().any(|found| found == rule),
            "{id}: {:?} lacks {rule}",
            line.findings
        );
    }
}

#[test]
fn neither_method_fails_all_that_rest_on_them() {
    let mail = good()
        .replace("spf=pass", "spf=none")
        .replace("dkim=pass", "dkim=none")
        .replace("dmarc=pass", "dmarc=fail");
    for id in ["spf-or-dkim", "spf", "dkim", "dmarc", "alignment"] {
        assert_eq!(state(&mail, id), NotMet, "{id}");
    }
    let gmail = mail.replace("news@example.org", "news@gmail.com");
    assert_eq!(state(&gmail, "gmail-from"), NotMet);
    assert_eq!(line(&inspected(&gmail), "gmail", "gmail-from").findings, ["freemail-from-foreign"]);
}

/// What was not recorded is unseen, whatever else the mail lacks.
#[test]
fn not_recorded_is_never_not_met() {
    let without = |from: &str| {
        let mail = good();
        let rest = mail.lines().filter(|line| !line.starts_with(from));
        rest.flat_map(|line| [line, "\n"]).collect::<String>()
    };
    let mail = without("Authentication-Results");
    for id in ["spf-or-dkim", "spf", "dkim", "dmarc", "dmarc-record", "alignment"] {
        assert_eq!(state(&mail, id), Unseen, "{id}");
    }
    let mail = without("Received");
    for id in ["tls", "reverse-name", "reverse-name-own", "helo", "hops", "date-range", "spf"] {
        assert_eq!(state(&mail, id), Unseen, "{id}");
    }
    // One of two methods alone: the other may have passed.
    let mail = good().replace("dkim=pass header.d=example.org header.s=s header.b=AAAA; ", "");
    let mail =
        mail.replace("spf=pass", "spf=fail").replace("; dmarc=pass header.from=example.org", "");
    assert_eq!(
        [state(&mail, "spf"), state(&mail, "spf-or-dkim"), state(&mail, "alignment")],
        [NotMet, Unseen, Unseen]
    );
    // The server tells neither whether it used TLS nor what the reverse name is.
    let mail = good().replace(
        "(mail.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS",
        "([203.0.113.5]) by mx.example.net with SMTP",
    );
    assert_eq!([state(&mail, "tls"), state(&mail, "reverse-name")], [Unseen, Unseen]);
    // The DNS did not answer the receiver.
    let mail = good()
        .replace("spf=pass", "spf=temperror")
        .replace("dkim=pass", "dkim=temperror")
        .replace("dmarc=pass", "dmarc=temperror");
    for id in ["spf-or-dkim", "spf", "dkim", "dmarc", "dmarc-record", "alignment"] {
        assert_eq!(state(&mail, id), Unseen, "{id}");
    }
}

/// What a sender wrote about authentication proves nothing.
#[test]
fn a_claim_meets_nothing() {
    let mail = good().replacen("Authentication-Results: mx.example.net", "X: y", 1);
    let mail = format!(
        "{mail}Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org; \
         dmarc=pass\n"
    );
    assert_eq!([state(&mail, "spf"), state(&mail, "dmarc")], [Unseen, Unseen]);
}

#[test]
fn a_list_or_a_forward_is_not_laid_at_the_senders_door() {
    let broken = good()
        .replace("spf=pass", "spf=fail")
        .replace("dkim=pass", "dkim=fail")
        .replace("dmarc=pass", "dmarc=fail");
    let list = broken.replace("Feedback-ID: 1:2:3:shop", "List-Id: Talk <talk.example.com>");
    for id in ["spf-or-dkim", "spf", "dkim", "dmarc", "alignment"] {
        assert_eq!(state(&list, id), Unseen, "{id}");
    }
    assert_eq!(state(&list, "one-click"), NotApplicable);
    assert_eq!([state(&list, "list-id"), state(&list, "arc")], [Met, Unseen]);
    let sealed =
        format!("ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=s; b=AAAA\n{list}");
    assert_ne!(state(&sealed, "arc"), Unseen);
}

#[test]
fn personal_mail_needs_no_link_to_unsubscribe() {
    let mail = "From: a@example.org\nTo: b@example.net\nSubject: x\n";
    assert_eq!(state(mail, "one-click"), NotApplicable);
    // Mail with signs of bulk but without the fields may be a receipt.
    assert_eq!(state(&format!("{mail}Feedback-ID: 1:2:3:shop\n"), "one-click"), Unseen);
}

#[test]
fn microsoft_writes_the_reverse_name_elsewhere() {
    let mail = |ptr: &str| {
        good().replace(
            "Received: from mail.example.org (mail.example.org [203.0.113.5])",
            &format!(
                "X-Forefront-Antispam-Report: CIP:203.0.113.5;PTR:{ptr};CAT:NONE\n\
                 Received: from mail.example.org (203.0.113.5)"
            ),
        )
    };
    assert_eq!(state(&mail("mail.example.org"), "reverse-name"), Met);
    assert_eq!(state(&mail("InfoDomainNonexistent"), "reverse-name"), NotMet);
    let below = format!("{}X-Forefront-Antispam-Report: PTR:InfoDomainNonexistent;\n", good());
    assert_eq!(state(&below, "reverse-name"), Met, "a claim of the sender says nothing");
}

#[test]
fn what_a_bounce_gave_back_may_be_cut() {
    let notice = concat!(
        "From: MAILER-DAEMON@mx.example.net\n",
        "Subject: Undelivered\n",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n",
        "--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n",
        "Final-Recipient: rfc822; b@example.net\nAction: failed\nStatus: 5.7.1\n\n",
    );
    let returned = format!(
        "{notice}--x\nContent-Type: text/rfc822-headers\n\nFrom: a@example.org\nSubject: x\n\n\
         --x--\n"
    );
    assert_eq!([state(&returned, "from"), state(&returned, "form")], [Met, Unseen]);
    assert!(inspected(&format!("{notice}--x--\n")).requirements.is_empty());
    assert!(inspected("").requirements.is_empty());
}

#[test]
fn counting_them_leaves_the_rest_of_the_report_as_it_is() {
    let mail = good().replace("spf=pass", "spf=fail");
    let listed = inspected(&mail);
    let detail = Detail::Counted;
    let mut counted = inspect(&mail, &Options { detail, ..Options::default() });
    for (all, provider) in listed.requirements.iter().zip(&counted.requirements) {
        let of = |state| all.lines.iter().filter(|line| line.state == state).count();
        let counts = provider.counts.unwrap();
        assert_eq!(
            [counts.met, counts.not_met, counts.unseen, counts.not_applicable],
            [of(Met), of(NotMet), of(Unseen), of(NotApplicable)]
        );
        assert!(of(NotMet) > 0 && provider.lines.is_empty() && all.counts.is_none());
    }
    counted.requirements.clone_from(&listed.requirements);
    assert_eq!(format!("{counted:?}"), format!("{listed:?}"));
}
