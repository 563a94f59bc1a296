//! Forms of Authentication-Results and Received-SPF as receivers write them.

use super::*;
use proptest::prelude::*;
use std::fmt::Write;

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

/// `id | method=result {property=value …} /reason (n comments) | … ! flaws`.
fn show(text: &str, arc: bool) -> String {
    let parsed = parse(text, whole(text), arc);
    let mut out = parsed.instance.map_or(String::new(), |i| format!("i{i} "));
    out += parsed.authserv_id.map_or("-", |id| id.of(text));
    for r in &parsed.results {
        write!(out, " | {}={}", r.method.of(text), r.result.of(text)).unwrap();
        for p in &r.properties {
            write!(out, " {}:{}", p.name.of(text), p.value.of(text)).unwrap();
        }
        if let Some(reason) = r.reason {
            write!(out, " /{}", reason.of(text)).unwrap();
        }
        for c in &r.comments {
            write!(out, " {}", c.of(text)).unwrap();
        }
    }
    for f in &parsed.flaws {
        write!(out, " !{:?}", f.kind).unwrap();
    }
    out
}

#[test]
fn receivers_write_results_their_way() {
    let table = [
        ("mx.example.net; none", "mx.example.net"),
        ("mx.example.net", "mx.example.net"),
        ("mx.example.net 1; none", "mx.example.net"),
        ("mx.example.net 2; spf=pass", "mx.example.net | spf=pass !Version"),
        (
            "mx.google.com;\r\n dkim=pass header.i=@example.org header.s=s1 header.b=AbC/+d=;\r\n \
             spf=pass (google.com: domain of a@example.org designates 192.0.2.1 as permitted \
             sender) smtp.mailfrom=a@example.org;\r\n \
             dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.org",
            "mx.google.com | dkim=pass header.i:@example.org header.s:s1 header.b:AbC/+d= | \
             spf=pass smtp.mailfrom:a@example.org (google.com: domain of a@example.org designates \
             192.0.2.1 as permitted sender) | dmarc=pass header.from:example.org (p=REJECT \
             sp=REJECT dis=NONE)",
        ),
        (
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=pass (signature \
             was verified) header.d=example.org;dmarc=pass action=none \
             header.from=example.org;compauth=pass reason=100",
            "- | spf=pass smtp.mailfrom:example.org (sender IP is 192.0.2.1) | dkim=pass \
             header.d:example.org (signature was verified) | dmarc=pass action:none \
             header.from:example.org | compauth=pass reason:100 /100 !NoAuthservId",
        ),
        (
            "i=1; mx.microsoft.com 1; spf=pass smtp.mailfrom=example.org; arc=none",
            "i1 mx.microsoft.com | spf=pass smtp.mailfrom:example.org | arc=none",
        ),
        (
            "example.com; sender-id=fail header.from=example.net; dkim=pass reason=\"good; \
             signature\" header.i=@example.net;",
            "example.com | sender-id=fail header.from:example.net | dkim=pass reason:\"good; \
             signature\" header.i:@example.net /\"good; signature\"",
        ),
        (
            "foo.example.net (foobar) 1 (baz);\r\n \
             dkim (Because I like it) / 1 (One yay) = (wait for it) fail policy (A dot can go \
             here) . expired = 123",
            "foo.example.net | dkim=fail policy (A dot can go here) . expired:123 (Because I like \
             it) (One yay) (wait for it) (A dot can go here)",
        ),
        (
            "mx.example.net; dkim/1 = pass header.d = example.org ; auth=pass \
             smtp.auth=joe@example.org",
            "mx.example.net | dkim=pass header.d:example.org | auth=pass smtp.auth:joe@example.org",
        ),
        (
            "mx.example.net spf=pass smtp.mailfrom=\"a b\"@example.org dkim=none",
            "mx.example.net | spf=pass smtp.mailfrom:\"a b\"@example.org | dkim=none",
        ),
        (
            "mx.example.net; spf=none smtp.mailfrom= smtp.helo=x; dmarc; =x",
            "mx.example.net | spf=none smtp.mailfrom: smtp.helo:x !NoResult !Unreadable",
        ),
        (
            "mta1.example.com from=example.org; domainkeys=neutral (no sig); dkim=pass (ok)",
            "mta1.example.com | domainkeys=neutral (no sig) | dkim=pass (ok) !Unreadable",
        ),
        (
            "example.net; dkim=none (message not signed) header.d=none;example.net; dmarc=none \
             action=none",
            "example.net | dkim=none header.d:none (message not signed) | dmarc=none action:none",
        ),
        ("", "- !NoAuthservId"),
        ("i=1; mx.example.net; dkim=pass", "- | i=1 | dkim=pass !NoAuthservId !NoResult"),
    ];
    for (text, expected) in table {
        assert_eq!(show(text, text.starts_with("i=1; mx.m")), expected, "{text}");
    }
}

#[test]
fn properties_are_found_unquoted() {
    let text = "mx.example.net; spf=pass smtp.mailfrom=<a@example.org>";
    let parsed = parse(text, whole(text), false);
    let result = parsed.results.first().unwrap();
    assert_eq!(result.property(text, "SMTP.MailFrom"), Some("a@example.org"));
    assert_eq!(result.span.of(text), "spf=pass smtp.mailfrom=<a@example.org>");
}

#[test]
fn received_spf_tells_who_and_whom() {
    let table = [
        (
            "pass (google.com: domain of a@example.org designates 192.0.2.1 as permitted sender) \
             client-ip=192.0.2.1;",
            "pass ip=192.0.2.1 by=google.com",
        ),
        (
            "Pass (protection.outlook.com: domain of example.org designates 192.0.2.1 as \
             permitted sender) receiver=protection.outlook.com; client-ip=192.0.2.1; \
             helo=mail.example.org; pr=C",
            "Pass ip=192.0.2.1 helo=mail.example.org by=protection.outlook.com",
        ),
        (
            "SoftFail (mailfrom) identity=mailfrom; client-ip=2001:db8::1; helo=h; \
             envelope-from=\"a@example.org\"; receiver=mx.example.net",
            "SoftFail ip=2001:db8::1 from=a@example.org helo=h by=mx.example.net",
        ),
        (
            "none (no SPF record) client-ip = 192.0.2.1 envelope-from=<a@example.org> helo=h;",
            "none ip=192.0.2.1 from=a@example.org helo=h",
        ),
        ("fail", "fail"),
    ];
    for (text, expected) in table {
        let spf = parse_received_spf(text, whole(text)).unwrap();
        let mut out = spf.result.of(text).to_owned();
        for (name, part) in [
            ("ip", spf.client_ip),
            ("from", spf.envelope_from),
            ("helo", spf.helo),
            ("by", spf.receiver),
        ] {
            if let Some(part) = part {
                write!(out, " {name}={}", part.of(text)).unwrap();
            }
        }
        assert_eq!(out, expected, "{text}");
    }
    assert_eq!(parse_received_spf(" ", whole(" ")), None);
}

proptest! {
    #[test]
    fn is_total(text in "([a-z;()\"\\\\=/@. é]|spf=|dkim=|none|header\\.d=|i=1;){0,60}", arc: bool) {
        let parsed = parse(&text, whole(&text), arc);
        let spans = parsed.results.iter().flat_map(|r| {
            let properties = r.properties.iter().flat_map(|p| [p.span, p.name, p.value]);
            [r.span, r.method, r.result].into_iter().chain(properties).chain(r.comments.clone())
        });
        for span in spans.chain(parsed.flaws.iter().map(|f| f.span)) {
            prop_assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        }
        parse_received_spf(&text, whole(&text));
    }
}
