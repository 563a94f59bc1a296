//! The ways in which a message can be received.

use super::*;
use crate::facts::{authentication, route};
use crate::span::Span;
use proptest::prelude::*;

fn decided(message: &Message<'_>, received: &[(usize, Received)]) -> Boundary {
    let results = authentication::parse_results(message);
    let spf = authentication::parse_spf(message);
    decide(message, &Stamps { received, results: &results, spf: &spf })
}

/// Returns `how receiver:`, then the field names; an initial stands where the author changes.
fn show(text: &str) -> String {
    let text = text.replace('\n', "\r\n");
    let message = Message::parse(&text, Span::new(0, text.len()), 1000);
    let boundary = decided(&message, &route::received(&message));
    let mut out = format!("{} {}:", boundary.how, boundary.receiver.as_deref().unwrap_or("-"));
    let mut author = None;
    for field in message.fields() {
        let now = boundary.author(field.index);
        if author != Some(now) {
            out += match now {
                Author::Receiver => " R",
                Author::Relay => " Y",
                Author::Sender => " S",
            };
            author = Some(now);
        }
        out.push(' ');
        out += field.name();
    }
    out
}

fn check(expected: &str, text: &str) {
    assert_eq!(show(text), expected, "{text}");
}

#[test]
fn gmail_stamps_around_its_received() {
    check(
        "gmail google.com: R Delivered-To Received X-Received ARC-Seal Return-Path Received \
         Received-SPF Authentication-Results Y Authentication-Results Received S DKIM-Signature \
         From",
        "Delivered-To: r@gmail.com
Received: by 2002:a05:6402:1::1 with SMTP id a1; Mon, 15 Jun 2026 03:00:03 -0700 (PDT)
X-Received: by 2002:a05:6402:2::1 with SMTP id a2; Mon, 15 Jun 2026 03:00:02 -0700 (PDT)
ARC-Seal: i=1; a=rsa-sha256; d=google.com
Return-Path: <a@example.org>
Received: from mail.example.org (mail.example.org. [192.0.2.1]) by mx.google.com with ESMTPS id \
    a3 for <r@gmail.com>; Mon, 15 Jun 2026 03:00:01 -0700 (PDT)
Received-SPF: pass (google.com: domain of a@example.org designates 192.0.2.1 as permitted sender) \
    client-ip=192.0.2.1;
Authentication-Results: mx.google.com; dkim=pass header.i=@example.org
Authentication-Results: mx.google.com; dmarc=pass
Received: from [10.0.0.1] by mail.example.org with ESMTPSA; Mon, 15 Jun 2026 10:00:00 +0000
DKIM-Signature: v=1; d=example.org
From: a@example.org
",
    );
}

#[test]
fn between_gmail_customers_the_first_from_hands_over() {
    check(
        "gmail google.com: R Received Received Y X-Received Received S From",
        "Received: by 2002:a05:6402:1::1 with SMTP id a1; Mon, 15 Jun 2026 03:00:03 -0700
Received: from mail-sor-f41.google.com (mail-sor-f41.google.com. [209.85.220.41]) by \
    mx.google.com with SMTPS id a3 for <r@gmail.com> (Google Transport Security); Mon, 15 Jun \
    2026 03:00:01 -0700
X-Received: by 2002:a05:1::1 with SMTP id b1
Received: from 1072 named unknown by gmailapi.google.com with HTTPREST; Mon, 15 Jun 2026 03:00:00 \
    -0700
From: a@example.org
",
    );
}

#[test]
fn outlook_stamps_at_both_ends() {
    check(
        "exchange-online outlook.com: R Received Received Authentication-Results Received-SPF \
         Received X-IncomingTopHeaderMarker S DKIM-Signature From Authentication-Results \
         X-Forefront-Antispam-Report-Untrusted R X-IncomingHeaderCount Return-Path \
         X-MS-Exchange-Organization-SCL X-Microsoft-Antispam",
        "Received: from A.namprd01.prod.outlook.com (2603:10b6:8:1::1) by \
    B.namprd01.prod.outlook.com with HTTPS; Mon, 15 Jun 2026 10:00:03 +0000
Received: from A.eop-nam01.prod.protection.outlook.com (2603:10b6:8:2::1) by \
    A.outlook.office365.com (2603:10b6:8:1::1) with Microsoft SMTP Server (version=TLS1_2, \
    cipher=X) id 15.20.1; Mon, 15 Jun 2026 10:00:02 +0000
Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=pass \
    header.d=example.org;dmarc=pass
Received-SPF: Pass (protection.outlook.com: domain of example.org designates 192.0.2.1 as \
    permitted sender) receiver=protection.outlook.com; client-ip=192.0.2.1; \
    helo=mail.example.org; pr=C
Received: from mail.example.org (192.0.2.1) by A.mail.protection.outlook.com (10.13.2.3) with \
    Microsoft SMTP Server id 15.20.1; Mon, 15 Jun 2026 10:00:01 +0000
X-IncomingTopHeaderMarker: x
DKIM-Signature: v=1; d=example.org
From: a@example.org
Authentication-Results: spf=pass; dkim=pass header.d=example.net
X-Forefront-Antispam-Report-Untrusted: SCL:1
X-IncomingHeaderCount: 12
Return-Path: a@example.org
X-MS-Exchange-Organization-SCL: 1
X-Microsoft-Antispam: BCL:0;
",
    );
}

#[test]
fn exchange_online_stamps_at_the_end() {
    check(
        "exchange-online outlook.com: R Received Received S From Return-Path \
         X-MS-Exchange-Organization-Original-X MIME-Version R Return-Path X-EOPAttributedMessage \
         X-MS-Exchange-Organization-SCL Authentication-Results X-Microsoft-Antispam",
        "Received: from A.eurprd01.prod.outlook.com (2603:10a6:8:1::1) by \
    B.eurprd01.prod.outlook.com with HTTPS; Mon, 15 Jun 2026 10:00:03 +0000
Received: from mail.example.org (192.0.2.1) by C.mail.protection.outlook.com (10.1.1.1) with \
    Microsoft SMTP Server id 15.20.1; Mon, 15 Jun 2026 10:00:02 +0000
From: a@example.org
Return-Path: b@example.org
X-MS-Exchange-Organization-Original-X: x
MIME-Version: 1.0
Return-Path: a@example.org
X-EOPAttributedMessage: 0
X-MS-Exchange-Organization-SCL: 1
Authentication-Results: spf=pass smtp.mailfrom=example.org
X-Microsoft-Antispam: BCL:0;
",
    );
}

#[test]
fn one_tenant_of_microsoft_is_a_stranger_to_another() {
    check(
        "exchange-online outlook.com: R Received Received Y X-MS-Exchange-Authentication-Results \
         Received S From",
        "Received: from A.eurprd01.prod.outlook.com (2603:10a6:8:1::1) by \
    B.eurprd01.prod.outlook.com with HTTPS; Mon, 15 Jun 2026 10:00:03 +0000
Received: from EUR05-VI1-obe.outbound.protection.outlook.com (40.107.1.1) by \
    C.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server id 15.20.1; Mon, 15 Jun \
    2026 10:00:02 +0000
X-MS-Exchange-Authentication-Results: x
Received: from D.eurprd01.prod.outlook.com (2603:10a6:9::1) by D.eurprd01.prod.outlook.com \
    ([fe80::1%4]) with mapi id 15.20; Mon, 15 Jun 2026 10:00:00 +0000
From: a@example.org
",
    );
}

#[test]
fn own_server_with_filter_and_delivery() {
    check(
        "received-chain example.net: R Return-Path Delivered-To Received Received X-Spam-Status \
         Authentication-Results Received Y DKIM-Signature Received S Message-ID From X-Spam-Status",
        "Return-Path: <a@example.org>
Delivered-To: r@example.net
Received: from mail.example.net by mail.example.net with LMTP id x (envelope-from \
    <a@example.org>); Mon, 15 Jun 2026 10:00:03 +0000
Received: from localhost (localhost [127.0.0.1]) by mail.example.net (Postfix) with ESMTP id x; \
    Mon, 15 Jun 2026 10:00:02 +0000
X-Spam-Status: No
Authentication-Results: mail.example.net; dkim=pass
Received: from out.example.org (out.example.org [192.0.2.1]) by mail.example.net (Postfix) with \
    ESMTPS id x for <r@example.net>; Mon, 15 Jun 2026 10:00:01 +0000
DKIM-Signature: v=1; d=example.org
Received: from lap (unknown [198.51.100.7]) by out.example.org (Postfix) with ESMTPSA id x; Mon, \
    15 Jun 2026 10:00:00 +0000
Message-ID: <1@example.org>
From: a@example.org
X-Spam-Status: No, forged
",
    );
}

#[test]
fn forged_results_below_the_boundary_are_claims() {
    // Not directly below the Received field, and under a name that is not the receiver's.
    check(
        "single-hop example.net: R Received S DKIM-Signature Authentication-Results From",
        "Received: from out.example.org (out.example.org [192.0.2.1]) by mail.example.net \
    (Postfix) with ESMTPS id x; Mon, 15 Jun 2026 10:00:01 +0000
DKIM-Signature: v=1; d=example.org
Authentication-Results: mail.example.net; dkim=pass header.d=example.com
From: a@example.com
",
    );
    check(
        "single-hop example.net: R Received S Authentication-Results From",
        "Received: from out.example.org (out.example.org [192.0.2.1]) by mail.example.net \
    (Postfix) with ESMTPS id x; Mon, 15 Jun 2026 10:00:01 +0000
Authentication-Results: mail.example.com; dkim=pass header.d=example.com
From: a@example.com
",
    );
    // A forged hop that claims to be internal does not carry the boundary down.
    check(
        "received-chain example.net: R Authentication-Results Received Y Authentication-Results \
         Received S From",
        "Authentication-Results: mail.example.net; dkim=fail header.d=example.com
Received: from mail.example.net (unknown [192.0.2.66]) by mail.example.net (Postfix) with ESMTP \
    id x; Mon, 15 Jun 2026 10:00:01 +0000
Authentication-Results: mail.example.net; dkim=pass header.d=example.com
Received: from out.example.com (out.example.com [203.0.113.1]) by mail.example.net (Postfix) with \
    ESMTP id y; Mon, 15 Jun 2026 10:00:00 +0000
From: a@example.com
",
    );
}

#[test]
fn milters_stamp_below_the_received_if_nothing_stands_above() {
    check(
        "single-hop example.net: R Received Authentication-Results Authentication-Results S \
         Authentication-Results From",
        "Received: from out.example.org ([192.0.2.1]) by mail.example.net with esmtps (TLS1.3) \
    tls X (Exim 4.96) (envelope-from <a@example.org>) id 1; Mon, 15 Jun 2026 10:00:01 +0000
Authentication-Results: mail.example.net; dmarc=pass header.from=example.org
Authentication-Results: mail.example.net; dkim=pass header.d=example.org
Authentication-Results: mail.example.net; dkim=pass header.d=example.com
From: a@example.org
",
    );
}

#[test]
fn lists_and_other_relays_stand_between() {
    check(
        "received-chain example.net: R Received Authentication-Results Received Y \
         X-Mailman-Version List-Id Authentication-Results Received S From List-Post",
        "Received: from mx2.example.net (mx2.example.net [203.0.113.2]) by mail.example.net \
    (Postfix) with ESMTPS id x; Mon, 15 Jun 2026 10:00:03 +0000
Authentication-Results: mx2.example.net; dkim=pass header.d=lists.example.com
Received: from lists.example.com (lists.example.com [192.0.2.9]) by mx2.example.net (Postfix) \
    with ESMTPS id x; Mon, 15 Jun 2026 10:00:02 +0000
X-Mailman-Version: 2.1
List-Id: <l.lists.example.com>
Authentication-Results: lists.example.com; dkim=pass header.d=example.org
Received: from out.example.org (out.example.org [192.0.2.1]) by lists.example.com (Postfix) with \
    ESMTPS id x; Mon, 15 Jun 2026 10:00:01 +0000
From: a@example.org
List-Post: <mailto:l@lists.example.com>
",
    );
}

#[test]
fn results_that_another_name_signs_came_along() {
    check(
        "single-hop example.net: Y Authentication-Results R Received S From",
        "Authentication-Results: mx.example.com; dkim=pass
Received: from out.example.org (out.example.org [192.0.2.1]) by mail.example.net (Postfix) with \
    ESMTPS id x; Mon, 15 Jun 2026 10:00:01 +0000
From: a@example.org
",
    );
}

#[test]
fn private_networks_and_fetched_mail_are_the_receivers() {
    check(
        "received-chain example.net: R Received Received Received Received Y Received S From",
        "Received: from pop.example.net [203.0.113.5] by desk.example.com with POP3 \
    (fetchmail-6.4) for <joe@localhost>; Mon, 15 Jun 2026 10:00:09 +0000
Received: from ex1.corp.local (10.0.0.1) by ex2.corp.local (10.0.0.2) with Microsoft SMTP Server \
    id 15.1; Mon, 15 Jun 2026 10:00:03 +0000
Received: from gate.example.net (gate.example.net [10.0.0.9]) by ex1.corp.local with ESMTP; Mon, \
    15 Jun 2026 10:00:02 +0000
Received: from out.example.org (out.example.org [192.0.2.1]) by gate.example.net (Postfix) with \
    ESMTPS id x; Mon, 15 Jun 2026 10:00:01 +0000
Received: from a by out.example.org with ESMTP; Mon, 15 Jun 2026 10:00:00 +0000
From: a@example.org
",
    );
}

#[test]
fn a_received_below_the_authors_fields_is_the_authors() {
    check(
        "received-chain example.net: R Received S X-Any From Received",
        "Received: from out.example.org (out.example.org [192.0.2.1]) by mail.example.net \
    (Postfix) with ESMTPS id x; Mon, 15 Jun 2026 10:00:01 +0000
X-Any: x
From: a@example.org
Received: from bank.example.com by out.example.org; Mon, 15 Jun 2026 10:00:00 +0000
",
    );
}

#[test]
fn without_received_everything_is_a_claim() {
    check(
        "none -: S Authentication-Results From",
        "Authentication-Results: mx.example.net; dkim=pass\nFrom: a@example.org\n",
    );
}

#[test]
fn a_single_submission() {
    check(
        "single-hop example.net: R Received S Message-ID From",
        "Received: from [192.168.1.5] (unknown [198.51.100.7]) by mail.example.net (Postfix) with \
    ESMTPSA id x; Mon, 15 Jun 2026 10:00:00 +0000
Message-ID: <1@example.net>
From: a@example.net
",
    );
}

proptest! {
    #[test]
    fn is_total(text in "(Received: |from |by |with SMTP|[a-z.]{1,6} \
                         |\\[192\\.0\\.2\\.1\\]|outlook\\.com |mx\\.google\\.com \
                         |Authentication-Results: |Return-Path: |X-Microsoft-Antispam: |\r\n\
                         ){0,40}") {
        let message = Message::parse(&text, Span::new(0, text.len()), 100);
        let received = route::received(&message);
        let boundary = decided(&message, &received);
        prop_assert_eq!(boundary.authors.len(), message.lines.len());
        prop_assert_eq!(boundary.handover.is_some(), !received.is_empty());
        let hops = route::hops(received, &boundary);
        prop_assert!(boundary.handover.is_none_or(|at| at < hops.len()));
    }
}
