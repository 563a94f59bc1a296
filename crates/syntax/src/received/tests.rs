//! Forms of Received as programs write them.

use super::*;
use proptest::prelude::*;
use std::fmt::Write;

/// Parts in short notation, in fixed order, missing ones left out.
fn show(text: &str) -> String {
    let r = parse(text, Span::new(0, text.len()));
    let mut out = format!("{:?}", r.form);
    let rdns = if r.rdns_unknown { " rdns=?" } else { "" };
    out.push_str(rdns);
    for (name, part) in [
        ("helo", r.helo),
        ("rdns", r.rdns),
        ("ip", r.ip.filter(|_| r.address.is_some())),
        ("by", r.by),
        ("with", r.with),
        ("id", r.id),
        ("for", r.recipient),
        ("env", r.envelope_from),
        ("auth", r.authenticated),
    ] {
        if let Some(part) = part {
            write!(out, " {name}={}", part.of(text)).unwrap();
        }
    }
    for (name, is) in [
        ("forged", r.forged_hint.is_some()),
        ("tls", r.is_encrypted(text)),
        ("login", r.is_authenticated(text)),
        ("date", r.date.is_some()),
    ] {
        if is {
            out = out + " +" + name;
        }
    }
    out
}

const D: &str = "Mon, 15 Jun 2026 10:00:00 +0000";

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn programs_write_it_their_way() {
    let table = [
        // Postfix
        (
            "from mail.example.org (mail.example.org [192.0.2.1])\r\n\
             \t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\r\n\
             \t key-exchange X25519)\r\n\t(No client certificate requested)\r\n\
             \tby mx.example.net (Postfix) with ESMTPS id 4AbC\r\n\
             \tfor <r@example.net>; DATE (UTC)",
            "Postfix helo=mail.example.org rdns=mail.example.org ip=192.0.2.1 by=mx.example.net \
             with=ESMTPS id=4AbC for=r@example.net +tls +date",
        ),
        (
            "from [192.168.1.5] (unknown [203.0.113.9]) (Authenticated sender: u@example.org) by \
             mx.example.net (Postfix) with ESMTPSA id X; DATE",
            "Postfix rdns=? helo=[192.168.1.5] ip=203.0.113.9 by=mx.example.net with=ESMTPSA id=X \
             auth=Authenticated sender: u@example.org +tls +login +date",
        ),
        (
            "from localhost (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP id X; \
             DATE",
            "Postfix helo=localhost rdns=localhost ip=127.0.0.1 by=mx.example.net with=ESMTP id=X \
             +date",
        ),
        (
            "by mx.example.net (Postfix, from userid 33) id X; DATE",
            "Postfix by=mx.example.net id=X +date",
        ),
        (
            "from m.example.org (m.example.org [IPv6:2001:db8::1]) by mx.example.net (Postfix) \
             with ESMTP id X",
            "Postfix helo=m.example.org rdns=m.example.org ip=IPv6:2001:db8::1 by=mx.example.net \
             with=ESMTP id=X",
        ),
        // Exim
        (
            "from out.example.org ([192.0.2.1] helo=x.example.com) by mx.example.net with esmtps \
             (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <a@example.org>) id \
             1abc-0002-Xy for r@example.net; DATE",
            "Exim helo=x.example.com rdns=out.example.org ip=192.0.2.1 by=mx.example.net \
             with=esmtps id=1abc-0002-Xy for=r@example.net env=a@example.org +tls +date",
        ),
        (
            "from [192.0.2.1] (port=4711 helo=[10.0.0.2]) by mx.example.net with esmtpsa \
             (TLS1.2:ECDHE-RSA:128) (Exim 4.92) id 1abc; DATE",
            "Exim rdns=? helo=[10.0.0.2] ip=192.0.2.1 by=mx.example.net with=esmtpsa id=1abc +tls \
             +login +date",
        ),
        (
            "from mail.example.org ([2001:db8::25]:39282) by mx.example.net with smtp (Exim 4.96) \
             id 1abc; DATE",
            "Exim helo=mail.example.org rdns=mail.example.org ip=2001:db8::25 by=mx.example.net \
             with=smtp id=1abc +date",
        ),
        (
            "from www by host.example.org with local (Exim 4.94) (envelope-from <w@example.org>) \
             id 1abc for r@example.net; DATE",
            "Exim by=host.example.org with=local id=1abc for=r@example.net env=w@example.org +date",
        ),
        // Sendmail
        (
            "from mail.example.org (rev.example.com [192.0.2.1] (may be forged)) by \
             mx.example.net (8.15.2/8.15.2) with ESMTP id x1 for <r@example.net>; DATE",
            "Sendmail helo=mail.example.org rdns=rev.example.com ip=192.0.2.1 by=mx.example.net \
             with=ESMTP id=x1 for=r@example.net +forged +date",
        ),
        (
            "from lap ([198.51.100.3]) (authenticated bits=0) by mx.example.net (8.14.4/8.14.4) \
             with ESMTP id x1 (version=TLSv1/SSLv3 cipher=DHE-RSA-AES256-SHA bits=256 verify=NO); \
             DATE",
            "Sendmail rdns=? helo=lap ip=198.51.100.3 by=mx.example.net with=ESMTP id=x1 \
             auth=authenticated bits=0 +tls +login +date",
        ),
        (
            "from h.example.org (IDENT:joe@h.example.org [192.0.2.7]) by mx.example.net \
             (8.9.3/8.9.3) with SMTP id X; DATE",
            "Sendmail helo=h.example.org rdns=h.example.org ip=192.0.2.7 by=mx.example.net \
             with=SMTP id=X +date",
        ),
        (
            "(from joe@localhost) by h.example.org (8.12.8/8.12.8/Submit) id x1; DATE",
            "Sendmail by=h.example.org id=x1 +date",
        ),
        // qmail
        ("(qmail 123 invoked by uid 0); 15 Jun 2026 10:00:00 -0000", "Qmail +date"),
        (
            "from unknown (HELO x.example.org) (192.0.2.1) by mx.example.net with SMTP; DATE",
            "Qmail rdns=? helo=x.example.org ip=192.0.2.1 by=mx.example.net with=SMTP +date",
        ),
        (
            "from h.example.org (HELO x) (joe@192.0.2.1) by mx.example.net with \
             (DHE-RSA-AES256-SHA encrypted) SMTP; DATE",
            "Qmail helo=x rdns=h.example.org ip=192.0.2.1 by=mx.example.net with=SMTP +tls +date",
        ),
        // Exchange
        (
            "from AM0PR01MB1.eurprd01.prod.outlook.com (2603:10a6:208:1::1) by \
             AM0PR01MB2.eurprd01.prod.outlook.com (2603:10a6:20b:2::20) with Microsoft SMTP \
             Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.1.2; \
             DATE",
            "Exchange helo=AM0PR01MB1.eurprd01.prod.outlook.com ip=2603:10a6:208:1::1 \
             by=AM0PR01MB2.eurprd01.prod.outlook.com with=Microsoft SMTP Server id=15.20.1.2 +tls \
             +date",
        ),
        (
            "from ex1.example.org (10.0.0.1) by ex2.example.org (10.0.0.2) with Microsoft SMTP \
             Server (TLS) id 15.0.1 via Frontend Transport; DATE",
            "Exchange helo=ex1.example.org ip=10.0.0.1 by=ex2.example.org with=Microsoft SMTP \
             Server id=15.0.1 +tls +date",
        ),
        (
            "from A.eurprd01.prod.outlook.com ([fe80::1]) by A.eurprd01.prod.outlook.com \
             ([fe80::1%4]) with mapi id 15.20.1; DATE",
            "Exchange helo=A.eurprd01.prod.outlook.com ip=fe80::1 by=A.eurprd01.prod.outlook.com \
             with=mapi id=15.20.1 +date",
        ),
        (
            "from A.namprd01.prod.outlook.com (::1) by B.namprd01.prod.outlook.com with HTTPS; \
             DATE",
            "Exchange helo=A.namprd01.prod.outlook.com ip=::1 by=B.namprd01.prod.outlook.com \
             with=HTTPS +tls +date",
        ),
        // Gmail
        (
            "by 2002:a05:6402:1::1 with SMTP id a1csp123;\r\n        DATE (PDT)",
            "Gmail by=2002:a05:6402:1::1 with=SMTP id=a1csp123 +date",
        ),
        (
            "from mail.example.org (mail.example.org. [192.0.2.1]) by mx.google.com with ESMTPS \
             id a1 for <r@example.com> (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 \
             bits=256/256); DATE",
            "Gmail helo=mail.example.org rdns=mail.example.org ip=192.0.2.1 by=mx.google.com \
             with=ESMTPS id=a1 for=r@example.com +tls +date",
        ),
        (
            "from s.google.com (s.google.com. [209.85.220.41]) by mx.google.com with SMTPS id a1 \
             for <r@example.com> (Google Transport Security); DATE",
            "Gmail helo=s.google.com rdns=s.google.com ip=209.85.220.41 by=mx.google.com \
             with=SMTPS id=a1 for=r@example.com +tls +date",
        ),
        (
            "from 1072 named unknown by gmailapi.google.com with HTTPREST; DATE",
            "Gmail helo=1072 by=gmailapi.google.com with=HTTPREST +date",
        ),
        // ZMailer
        (
            "from mx.example.org ([192.0.2.1]:46190 \"EHLO\r\n\
             \tmail.example.org\" rhost-flags-OK-OK-OK-OK) by vger.example.net with ESMTP id S1 \
             (ORCPT <rfc822;r@example.com>); DATE",
            "Standard helo=mail.example.org rdns=mx.example.org ip=192.0.2.1 by=vger.example.net \
             with=ESMTP id=S1 +date",
        ),
        // Others
        (
            "from 192.0.2.1 (EHLO mail.example.org) by 10.197.36.5 with SMTPs (version=TLS1_2 \
             cipher=X); DATE",
            "Standard helo=mail.example.org ip=192.0.2.1 by=10.197.36.5 with=SMTPs +tls +date",
        ),
        (
            "from [192.0.2.9] by web1.mail.yahoo.com via HTTP; DATE",
            "Standard helo=[192.0.2.9] ip=192.0.2.9 by=web1.mail.yahoo.com with=HTTP +date",
        ),
        (
            "by hermes.example.com (Yahoo Inc. Hermes SMTP Server) with ESMTPA ID abc; DATE",
            "Standard by=hermes.example.com with=ESMTPA id=abc +login +date",
        ),
        (
            "from a8.smtp-out.amazonses.com (a8.smtp-out.amazonses.com [192.0.2.8]) by \
             inbound-smtp.us-west-2.amazonaws.com with SMTP id k1 for r@example.org; DATE",
            "Standard helo=a8.smtp-out.amazonses.com rdns=a8.smtp-out.amazonses.com ip=192.0.2.8 \
             by=inbound-smtp.us-west-2.amazonaws.com with=SMTP id=k1 for=r@example.org +date",
        ),
        (
            "from [192.0.2.1] (account joe@example.org HELO lap) by example.org (CommuniGate Pro \
             SMTP 6.2) with ESMTPSA id 1; DATE",
            "Standard helo=lap ip=192.0.2.1 by=example.org with=ESMTPSA id=1 auth=joe@example.org \
             +tls +login +date",
        ),
        (
            "from tls-relay.example.org (tls-relay.example.org[192.0.2.4]) by mx.example.net with \
             ESMTP id 1; DATE",
            "Standard helo=tls-relay.example.org rdns=tls-relay.example.org ip=192.0.2.4 \
             by=mx.example.net with=ESMTP id=1 +date",
        ),
        (
            "from h.example.org [192.0.2.4] by mx.example.net with ESMTP (x; y) id 1",
            "Standard helo=h.example.org ip=192.0.2.4 by=mx.example.net with=ESMTP id=1",
        ),
        ("from a (b [192.0.2.1] by c; DATE", "Standard helo=a rdns=b ip=192.0.2.1 +date"),
        (
            "from abc (unknown) by geopod (SG) with HTTP id x DATE (UTC)",
            "Standard rdns=? helo=abc by=geopod with=HTTP id=x +date",
        ),
        (
            "from [192.0.2.4] ([192.0.2.4:63298] helo=[10.0.0.1]) by mta.example.net (ecelerity \
             4.4) with ESMTP/TLS/AES256 id 1; DATE",
            "Exim helo=[10.0.0.1] ip=192.0.2.4 by=mta.example.net with=ESMTP/TLS/AES256 id=1 +tls \
             +date",
        ),
        ("hello there", "Unknown"),
        ("", "Unknown"),
    ];
    for (text, expected) in table {
        assert_eq!(show(&text.replace("DATE", D)), expected, "{text}");
    }
}

#[test]
fn tls_notes_hold_version_and_cipher() {
    let table = [
        (
            "from a by b (using TLSv1.3 with cipher X (256/256 bits)) with SMTP",
            "using TLSv1.3 with cipher X (256/256 bits)",
        ),
        ("from a by b with esmtps (TLS1.3) tls TLS_X (Exim 4.96)", "(TLS1.3) tls TLS_X"),
        ("from a by b with SMTP (version=TLS1_2, cipher=X) id 1", "version=TLS1_2, cipher=X"),
        ("from a by b (SSL: TLSv1.2,256bits,X) with ESMTPS", "SSL: TLSv1.2,256bits,X"),
    ];
    for (text, expected) in table {
        let tls = parse(text, Span::new(0, text.len())).tls;
        assert_eq!(tls.map(|tls| tls.of(text)), Some(expected));
    }
}

/// Programs in Go print their clock as it stands.
#[test]
fn a_date_without_a_semicolon() {
    let text = "by recvd-1 with SMTP id recvd-1-1-68EAA11E-74\n\
                \t2025-10-11 18:25:34.790199417 +0000 UTC m=+5691820.203493451";
    let read = parse(text, Span::new(0, text.len()));
    assert_eq!(read.id.unwrap().of(text), "recvd-1-1-68EAA11E-74");
    assert_eq!(read.date.unwrap().unix, Some(1_760_207_134));
    let text = "by a with SMTP id 2025-10-1x; Mon, 1 Jan 2024 00:00:00 +0000";
    assert_eq!(parse(text, Span::new(0, text.len())).date.unwrap().unix, Some(1_704_067_200));
}

#[test]
fn the_date_is_after_the_last_semicolon_outside_comments() {
    let text = "from a by b id c; d; Mon, 15 Jun 2026 10:00:00 +0000 (x; y)";
    let date = parse(text, Span::new(0, text.len())).date.unwrap();
    assert!(date.span.of(text).starts_with("Mon, 15 Jun"), "{date:?}");
}

proptest! {
    #[test]
    fn is_total(text in "([a-z;()\\[\\]<>\"\\\\=@%:. é]|from |by |with |HELO \
                         |helo=|192\\.0\\.2\\.1|2001:db8::1|version=TLS|; ){0,60}") {
        let r = parse(&text, Span::new(0, text.len()));
        for part in [r.from, r.helo, r.rdns, r.ip, r.by, r.with, r.id, r.recipient, r.envelope_from, r.tls, r.authenticated, r.forged_hint].into_iter().flatten() {
            prop_assert!(text.get(part.start..part.end).is_some(), "{part:?}");
        }
    }
}
