//! Hostile inputs of any size: each repeats one thing that a careless parser would examine again
//! for every repetition. `tests/linear.rs` holds them to linear work, `benches/inspect.rs` to time.

use std::fmt::Write;

/// Makes an input of about that many bytes.
pub(crate) type Shape = fn(usize) -> String;

/// All shapes, by name.
pub(crate) const SHAPES: &[(&str, Shape)] = &[
    ("glued encoded-words in addresses", |n| addresses("=?utf-8?Q?=61?=", n)),
    ("glued encoded-words in a subject", |n| field("Subject: ", "=?utf-8?Q?=61?=", n)),
    ("encoded-words that cut characters", |n| field("Subject: ", "=?utf-8?Q?=E3?= ", n)),
    ("only =?", |n| addresses("=?", n)),
    ("counters", |n| everywhere("[1(22", n)),
    ("signatures of From", |n| {
        lines("From: a@b\r\nDKIM-Signature: d=b; s=20010101; t=9; c=simple\r\n", n)
    }),
    ("queue ids", |n| lines("Received: from [192.0.2.1] by a (Postfix) with SMTP id 0-i\r\n", n)),
    ("claims of programs", |n| {
        lines("X-Mailer: Apple Mail (2.1)\r\nX-Message-Info: a\r\nX-MimeOLE: b\r\n", n)
    }),
    ("accounts that logged in", |n| {
        lines("From: a@b\r\nX-Authenticated-Sender: c@d.e\r\nX-A: https://bit.ly/x\r\n", n)
    }),
    ("short links", |n| everywhere("bit.ly/x ", n)),
    ("impossible addresses", |n| lines("Received: from a ([300.1.2.3] helo mail.ru) by b\r\n", n)),
    ("only opening brackets", |n| everywhere("(", n)),
    ("only quotes", |n| everywhere("\"", n)),
    ("only <", |n| everywhere("<", n)),
    ("only >", |n| everywhere(">", n)),
    ("only @", |n| everywhere("@", n)),
    ("only colons", |n| everywhere(":", n)),
    ("only semicolons", |n| everywhere(";", n)),
    ("only commas", |n| everywhere(",", n)),
    ("only dots", |n| everywhere(".", n)),
    ("only backslashes", |n| everywhere("\\", n)),
    ("only =", |n| everywhere("=", n)),
    ("only blanks", |n| everywhere(" ", n)),
    ("only folding", |n| everywhere("\r\n ", n)),
    ("one letter", |n| everywhere("a", n)),
    ("nested comments", |n| everywhere("((a) ", n)),
    ("opened again and again", |n| everywhere("\"a (b <c [d ", n)),
    ("labels", |n| everywhere("xn--a.", n)),
    ("consonants", |n| everywhere("bcdfg@hjklm", n)),
    ("names against addresses", |n| everywhere("a<a@b>", n)),
    ("numbers of Outlook", |n| {
        field("X-Mailer: Microsoft Outlook 16\r\nMessage-ID: <", "0000$", n)
    }),
    ("identifiers of Outlook", |n| lines("Message-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\r\n", n)),
    ("dates without a year", |n| field("Date: ", "1 Jan ", n)),
    ("clients named User", |n| {
        lines("Received: from User ([192.0.2.1 ] helo user) by 10.0.0.1 with SMTP\r\n", n)
    }),
    ("verdicts of Exchange", |n| {
        lines(
            "Authentication-Results: spf=none;compauth=fail reason=001\r\n\
             X-Forefront-Antispam-Report-Untrusted: SFV:SPM\r\n",
            n,
        )
    }),
    ("words", |n| everywhere("from by with ", n)),
    ("digits", |n| everywhere("1.", n)),
    ("mailboxes", |n| addresses("A B <a@example.org>, ", n)),
    ("mailboxes without commas", |n| addresses("a@example.org ", n)),
    ("different mailboxes", |n| {
        numbered("From: b@example.net\r\nTo: ", n, "a", "@example.org, ", "\r\n")
    }),
    ("mailboxes of different domains", |n| {
        numbered("From: ", n, "<a@b", ".example.org>, ", "\r\n")
    }),
    ("groups", |n| addresses("g: a@example.org, b@example.org; ", n)),
    ("nested groups", |n| addresses("g: ", n)),
    ("a notice of Sendmail", |n| {
        repeat("554 5.1.1 <a@example.org>...\n<<< 550\n>>> RCPT To:<a@\n(reason: 550 \n", n)
            + "\nTranscript of session follows"
    }),
    ("a joined notice", |n| {
        format!("{POSTFIX}The mail system {}", repeat("<a@b.example>: said: 550 x ", n))
    }),
    ("an SMTP session", |n| {
        repeat("MAIL FROM:<a@example.org>\nRCPT TO:<b@example.org>\n550-5.1.1 no\n550 x\n", n)
    }),
    ("addresses to write to", |n| {
        format!("{POSTFIX}{}", repeat("please contact <a@b.example>\n<a@b.example>: 550 x\n\n", n))
    }),
    ("a list of recipients", |n| {
        format!("{POSTFIX}The mail system\n\n{}", repeat("<a1@b.example>\n<a2@b.example>\n", n))
    }),
    ("a notice inside of a notice", |n| {
        let inner = repeat("<a@b.example>: said: 550 x\r\n\r\n", n);
        let returned = "--b0\r\n\r\nno\r\n--b0\r\nContent-Type: message/rfc822\r\n\r\n";
        format!("{REPORT}{returned}{POSTFIX}{inner}")
    }),
    ("words that touch addresses", |n| {
        format!("{POSTFIX}{}", repeat("\u{5b9b}\u{5148}a@b.\u{306b}b.jp\u{306b}", n))
    }),
    ("a mail log", |n| repeat("status=bounced (host a.example said: 550 to=<b@example.org>,\n", n)),
    ("replies alone", |n| repeat("550-5.7.1 <a@example.org>: no\n\n421 (reason: 5.5.5\n", n)),
    ("an encoded part", |n| {
        let head = "Return-Path: <>\nFrom: mailer-daemon\nTo: a@example.org\n\
            Content-Transfer-Encoding: quoted-printable\nContent-Type: text/html\n\n";
        format!("{head}{}", repeat("=3Ca=3E &lt;x@example.org&gt; =\n<br", n))
    }),
    ("fields of one name", |n| lines("X-A: b\r\n", n)),
    ("lines that part an mbox", |n| lines("From a 10:00\n\n", n)),
    ("lines that might part an mbox", |n| lines("\n>>>>>From a\n", n)),
    ("small messages of an mbox", |n| lines("From a 10:00\nTo: b\n\n", n)),
    ("fields of different names", |n| {
        numbered("From: a@example.org\r\n", n, "X-A", ": b\r\n", "\r\n")
    }),
    ("fields that programs write", |n| {
        lines("X-Zendesk-A: b\r\nFeedback-ID: a:AmazonSES\r\nX-Threadid: c\r\n", n)
    }),
    ("a long Thread-Index", |n| field("Thread-Index: ", "AdqS", n)),
    ("a long reverse name of Microsoft", |n| {
        let trusted = "X-Forefront-Antispam-Report: PTR:";
        field(trusted, "a.PTR:;", n)
            + "Received: from a.example.org (192.0.2.1) by AM1.mail.protection.outlook.com \
               (10.0.0.1) \
               with Microsoft SMTP Server; Mon, 1 Jan 2024 00:00:00 +0000\r\n"
    }),
    ("From fields", |n| lines("From: A <a@example.org>\r\n", n)),
    ("From fields of different authors", |n| {
        numbered("", n, "From: \"a@example.com\" <a@e", ".example.org>\r\n", "\r\n")
    }),
    ("To fields", |n| lines("To: A <a@example.org>, =?utf-8?Q?=61?= <b@example.net>\r\n", n)),
    ("Subject fields", |n| lines("Subject: =?utf-8?Q?=61?=\r\n", n)),
    ("Received fields", |n| {
        numbered(
            "From: a@example.org\r\n",
            n,
            "Received: from h",
            ".example.org (h.example.org [192.0.2.1]) by mx.example.net with ESMTPS id 4;\r\n \
             Mon, 1 Jan 2024 00:00:05 +0000\r\n",
            "\r\n",
        )
    }),
    ("Received fields of private hosts", |n| {
        lines(
            "Received: from localhost ([127.0.0.1]) by a with b; Mon, 1 Jan 2024 00:00:05 \
             +0000\r\n",
            n,
        )
    }),
    ("Authentication-Results fields", |n| {
        let line = ".example.net; spf=fail smtp.mailfrom=a@example.org; dkim=pass \
                    header.d=example.org\r\n";
        numbered("From: a@example.org\r\n", n, "Authentication-Results: mx", line, "\r\n")
    }),
    ("methods of one Authentication-Results", |n| {
        let one = ".example.org (c) header.i=@example.org;\r\n ";
        numbered("Authentication-Results: mx.example.net; ", n, "dkim=pass header.d=a", one, "\r\n")
    }),
    ("properties of one method", |n| {
        field("Authentication-Results: mx.example.net; dkim=pass ", "header.d=example.org (c) ", n)
    }),
    ("DKIM signatures and results", |n| {
        let head = numbered(
            "Authentication-Results: mx.example.net; ",
            n / 2,
            "dkim=fail header.d=a",
            ".example.org;\r\n ",
            "\r\n",
        );
        numbered(
            &head,
            n,
            "DKIM-Signature: v=1; s=s; h=From:To:From; d=a",
            ".example.org; b=YQ==\r\n",
            "\r\n",
        )
    }),
    ("DKIM tags", |n| numbered("DKIM-Signature: v=1; ", n, "a", "=b; ", "\r\n")),
    ("the same DKIM tag", |n| field("DKIM-Signature: v=1; ", "h=From:To; ", n)),
    ("DKIM h= names", |n| {
        let fields = numbered("From: a@example.org\r\n", n / 2, "X-A", ": b\r\n", "");
        numbered(&fields, n, ":X-B", "", "").replacen(
            ":X-B",
            "DKIM-Signature: d=example.org; h=From:X-B",
            1,
        ) + "; b=YQ==\r\n"
    }),
    ("ARC sets", |n| {
        numbered(
            "",
            n,
            "ARC-Seal: i=",
            "; cv=pass\r\nARC-Authentication-Results: i=1; a\r\n",
            "\r\n",
        )
    }),
    ("parameters", |n| numbered("Content-Type: text/plain; ", n, "a", "=b; ", "\r\n")),
    ("pieces of one parameter", |n| {
        numbered("Content-Type: text/plain; ", n, "name*", "*=%61; ", "\r\n")
    }),
    ("References", |n| {
        numbered("References: ", n, "<a", "@example.org> ", "\r\nIn-Reply-To: <x@y>\r\n")
    }),
    ("the same reference", |n| field("References: ", "<a@example.org> ", n)),
    ("a long Message-ID", |n| field("Message-ID: <", "a.", n)),
    ("dates", |n| field("Date: ", "Mon, 1 Jan 2024 00:00:00 +0000 ", n)),
    ("Date fields", |n| lines("Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n", n)),
    ("SpamAssassin tests", |n| {
        numbered("X-Spam-Status: Yes, score=9 tests=", n, "A_", "=1,\r\n ", "\r\n")
    }),
    ("lists of symbols", |n| {
        numbered(
            "X-Spamd-Result: default: True [9.00 / 15.00];\r\n ",
            n,
            "A_",
            "(1.00)[b];\r\n ",
            "\r\n",
        )
    }),
    ("reports of tests", |n| field("X-Spam-Report: ", "* 1.5 BAYES_99 a\r\n ", n)),
    ("keys of a filter's report", |n| {
        field("X-Forefront-Antispam-Report: ", "SCL:9;SFV:SPM;CAT:SPM;PTR:;SFS:1;", n)
    }),
    ("composite results", |n| {
        let one = "compauth=fail reason=001;dkim=fail (signature did not verify);";
        field("Authentication-Results: ", one, n)
    }),
    ("scrambled reasons", |n| {
        let one = "X-VR-SpamCause: gggruggvucftvghtrhhoucdtuddrgedvhedrudefjedggeduucet\r\n";
        lines(one, n)
    }),
    ("sealed fields", |n| {
        numbered("From: a@example.org\r\n", n, "X-Brightmail-A", ": b\r\n", "\r\n")
    }),
    ("nested parts", |n| {
        let mut text = String::from(REPORT);
        let mut k = 0;
        while text.len() < n {
            k += 1;
            let _ = write!(
                text,
                "--b{}\r\nContent-Type: multipart/mixed; boundary=b{k}\r\n\r\n",
                k - 1
            );
        }
        text
    }),
    ("parts", |n| format!("{REPORT}{}", repeat("--b0\r\n\r\na\r\n", n))),
    ("parts of fields", |n| format!("{REPORT}--b0\r\n{}", repeat("X-A: b\r\n", n))),
    ("boundaries that are none", |n| format!("{REPORT}{}", repeat("--b1\r\n", n))),
    ("failures", |n| {
        let one = "@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\
                   Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n";
        let head = format!(
            "{REPORT}--b0\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; a\r\n\r\n"
        );
        numbered(&head, n, "Final-Recipient: rfc822; a", one, "--b0--\r\n")
    }),
    ("a failure of many fields", |n| {
        let head = format!(
            "{REPORT}--b0\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; a\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\n"
        );
        numbered(&head, n, "X-A", ": b\r\n", "")
    }),
    ("a long reply", |n| {
        format!(
            "{REPORT}--b0\r\nContent-Type: message/delivery-status\r\n\r\n\
             Final-Recipient: rfc822; a@b\r\nAction: failed\r\nDiagnostic-Code: smtp; {}\r\n",
            repeat("550 5.7.1 host a said: ", n)
        )
    }),
    ("recipients in a text notice", |n| {
        numbered(
            POSTFIX,
            n,
            "<a",
            "@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 no\r\n    \
             such user (in reply to RCPT TO command)\r\n\r\n",
            "",
        )
    }),
    ("lines in a text notice", |n| {
        format!("{POSTFIX}{}", repeat("550 a said: <b@example.net>\r\n", n))
    }),
    ("words of notices", |n| {
        format!(
            "{POSTFIX}{}",
            repeat("said: delivery to the following recipient failed permanently: ", n)
        )
    }),
    ("addresses in a text notice", |n| format!("{POSTFIX}{}", repeat("a@example.net ", n))),
    ("a Gmail notice of many lines", |n| {
        format!(
            "Delivery to the following recipient failed permanently:\r\n\r\n{}",
            repeat("     a@example.net\r\n\r\n", n)
        )
    }),
    ("quoted lines", |n| repeat("> X-A: b\r\n", n)),
    ("deep quoting", |n| repeat("> ", n)),
    ("lines quoted ever deeper", |n| {
        let mut text = String::from("> From: a@example.org\n");
        let mut k = 0;
        while text.len() < n {
            k += 1;
            text.push_str(&">".repeat(k % 40));
            text.push_str(" X: a\n");
        }
        text
    }),
    ("indented lines", |n| repeat("     X-A: b\r\n", n)),
    ("no-break blanks", |n| format!("Subject: a\r\n{}", repeat("X-A:\u{a0}b\u{a0}\u{a0}c ", n))),
    ("a byte order mark per line", |n| lines("\u{feff}X-A: b\r\n", n)),
    ("CR only", |n| lines("X-A: b\r", n)),
    ("line ends only", |n| lines("\r", n)),
    ("blank lines", |n| repeat("\r\n", n)),
    ("fields and blank lines", |n| repeat("From: a\r\n\r\n", n)),
    ("stray lines", |n| lines("this lost its place\r\n", n)),
    ("lines of one letter", |n| lines("a\n", n)),
    ("mbox lines", |n| lines("From a@example.org Mon Jan  1 00:00:00 2024\r\n", n)),
    ("NULs", |n| everywhere("\u{0}", n)),
    ("bidi controls", |n| everywhere("\u{202e}a\u{2066}", n)),
    ("invisible characters", |n| everywhere("a\u{200b}\u{ad}", n)),
    ("look-alikes", |n| everywhere("аpple.", n)),
    ("wide characters", |n| everywhere("日本", n)),
    ("a long author domain and many others", |n| {
        let head = format!("From: a@{}.org\r\n", repeat("a", n / 2));
        let head =
            numbered(&head, n * 3 / 4, "DKIM-Signature: d=a", ".example.org; s=s; b=YQ==\r\n", "");
        numbered(&head, n, "Reply-To: <a@b", ".example.org>\r\n", "")
    }),
    ("a long server name and many results", |n| {
        let head =
            format!("From: a@example.org\r\nAuthentication-Results: {}; ", repeat("a", n / 2));
        numbered(&head, n, "dkim=pass header.d=a", ".org; ", "\r\n")
    }),
    ("a trusted field of many results", |n| {
        let head =
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a@b.example.com; ";
        let tail = "\r\nReceived: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net \
            with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\r\nFrom: a@example.org\r\n";
        numbered(head, n, "dkim=pass header.d=a", ".org; ", tail)
    }),
    ("ARC sets downwards", |n| {
        let mut text = String::from("From: a@example.org\r\n");
        for k in (1..=n / 27).rev() {
            let _ = write!(text, "ARC-Seal: i={k}; cv=pass\r\n");
        }
        text
    }),
    ("failures and the fields they point at", |n| {
        let one = "@example.net\r\nAction: failed\r\nStatus: 5.7.26\r\n\
            Diagnostic-Code: smtp; 550-5.7.26 \
            This mail has been blocked because the sender is unauthenticated. Gmail requires \
            DKIM\r\n\r\n";
        let head = format!(
            "{REPORT}--b0\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; a\r\n\r\n"
        );
        let head = numbered(&head, n / 2, "Final-Recipient: rfc822; a", one, "");
        let head =
            format!("{head}--b0\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\n");
        numbered(&head, n, "DKIM-Signature: d=a", "\r\nFrom: a\r\nSubject: a\r\n", "")
    }),
    ("a name of many brands and many signatures", |n| {
        let head = format!(
            "From: \"{}\" <a@example.org>\r\n",
            repeat("PayPal Amazon Apple service@paypal.com ", n / 3)
        );
        let head =
            numbered(&head, n * 2 / 3, "DKIM-Signature: d=a", ".example.org; s=s; b=YQ==\r\n", "");
        numbered(&head, n, "To: <a@b", ".example.org>\r\n", "")
    }),
    ("a subject of many names and many recipients", |n| {
        let head = numbered(
            "From: a@example.org\r\nSubject: ",
            n / 2,
            "name",
            " b@example.net, ",
            "\r\nTo: ",
        );
        numbered(&head, n, "name", "@example.net, ", "\r\n")
    }),
    ("a Bcc beside many deliveries", |n| {
        let head = numbered("", n / 2, "Delivered-To: a", "@example.net\r\n", RECEIVED);
        numbered(&format!("{head}From: a@example.org\r\nBcc: "), n, "b", "@example.net, ", "\r\n")
    }),
    ("programs", |n| {
        numbered(
            "From: a@example.org\r\nMessage-ID: <a@b>\r\n",
            n,
            "X-Mailer: Hidemaru",
            "a 5.05 (WinNT,601)\r\n",
            "",
        )
    }),
    ("unsubscribe addresses and signatures", |n| {
        let head = numbered(
            "From: a@example.org\r\nList-Unsubscribe-Post: a\r\nList-Unsubscribe: ",
            n / 2,
            "<https://example.org/",
            ">, ",
            "\r\n",
        );
        numbered(&head, n, "DKIM-Signature: h=from; d=a", ".example.org; s=s; b=YQ==\r\n", "")
    }),
    ("marks of replies", |n| field("Subject: ", "Re: ", n)),
    ("open templates", |n| field("Subject: ", "{{a [[ %% ${b ", n)),
    ("links in a name", |n| addresses("http://a.example.com www.b.org ", n)),
    ("nested multiparts of one boundary", |n| {
        format!(
            "{REPORT}{}",
            repeat("--b0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n", n)
        )
    }),
    ("status blocks without parts", |n| {
        numbered(
            "",
            n,
            "Final-Recipient: rfc822; a",
            "@example.net\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n",
            "",
        )
    }),
    ("dialogue", |n| {
        format!("{POSTFIX}{}", repeat(">>> RCPT TO:<a@example.net>\r\n<<< 550 5.1.1 no\r\n", n))
    }),
    ("returned messages", |n| {
        format!("{POSTFIX}{}", repeat("--- Original message follows ---\r\n\r\nFrom: a\r\n\r\n", n))
    }),
    ("tags", |n| repeat("<b>a</b><br>", n)),
    ("tags that do not end", |n| repeat("<p <br>\r\n&lt;", n)),
    ("hidden elements that do not end", |n| format!("<br><br>{}", repeat("<style>a", n))),
    ("entities", |n| repeat("&lt;&#x61;&nbsp;&nope;&", n)),
    ("lines and blank lines by turns", |n| repeat("From: a@example.org\n\n", n)),
    ("table rows", |n| repeat("Subject\ta\n", n)),
    ("names and values by turns", |n| repeat("Subject\na\n", n)),
    ("full-width signs", |n| repeat("From：＜a＠example.org＞", n)),
    ("full-width brackets that do not close", |n| lines("X：＜＜＠\n", n)),
    ("links behind addresses", |n| {
        format!("{POSTFIX}{}", repeat("a@b.org<mailto:a@b.org> [mailto:a@b.org] ", n))
    }),
    ("links that do not end", |n| format!("{POSTFIX}{}", repeat("<mailto:<http://", n))),
    ("pictures", |n| repeat("[cid:a] [cid:", n)),
    ("typographic signs", |n| format!("{POSTFIX}{}", repeat("“a” ‘b’ — – ", n))),
    ("typographic parameters", |n| field("Content-Type: text/plain; ", "a=“b”; ", n)),
    ("lost folding", |n| {
        lines("X-A: words that go on up to the width of the line and\nbeyond\n", n)
    }),
    ("lost folding that does not fit", |n| {
        format!(
            "{}a\n",
            lines("X-A: words that go on up to the width of the line and\nbeyond\n", n)
        )
    }),
    ("one line of fields", |n| repeat("From: a@example.org To: b ", n)),
    ("one line of sentences", |n| {
        repeat("The mail system <a@example.net>: b ----- The response was: c ", n)
    }),
    ("one line of recipients", |n| {
        format!("The following address(es) failed: {}", repeat("a@example.net ", n))
    }),
    ("one line of rules", |n| repeat("--- ", n)),
    ("soft breaks", |n| repeat("=\n=20=3D", n)),
    ("a quoted-printable line", |n| {
        format!(
            "{REPORT}--b0\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}",
            repeat("=E3=81=82a", n)
        )
    }),
    ("a quoted-printable line of Japanese", |n| {
        let head = "--b0\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n";
        format!("{REPORT}{head}{}", repeat("=1B$B%F%9%H=1B(B=\r\n", n))
    }),
    ("a base64 part", |n| {
        let head = "--b0\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        format!(
            "{REPORT}{head}{}",
            repeat("SGVsbG8sIHdvcmxkISBIZWxsbywgd29ybGQhIEhlbGxvLCB3b3JsZCEgSGVsbG8h\r\n", n)
        )
    }),
    ("encoded parts", |n| {
        format!(
            "{REPORT}{}",
            repeat("--b0\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n", n)
        )
    }),
    ("bare base64", |n| {
        repeat("SGVsbG8sIHdvcmxkISBIZWxsbywgd29ybGQhIEhlbGxvLCB3b3JsZCEgSGVsbG8h\n", n)
    }),
    ("bare base64 of no words", |n| repeat(&format!("{}\n", "A".repeat(76)), n)),
    ("marks of forwarded messages", |n| repeat("---------- Forwarded message ---------\n", n)),
    ("localised names", |n| repeat("Von: a@example.org\nAn: b\nBetreff: c\n", n)),
    ("line separators", |n| repeat("X-A: b\u{2028}", n)),
    ("escape sequences", |n| repeat("\u{1b}$B%F%9%H\u{1b}(B\n", n)),
    ("boundaries of parameters", |n| {
        format!("{POSTFIX}{}", repeat("--a\nContent-Type: multipart/mixed; boundary=b=c=d\n\n", n))
    }),
    ("many messages", |n| repeat("Received: a\nFrom: a@example.org\nDate: b\n\n", n)),
    ("mbox messages", |n| {
        repeat("From a@b Mon Jan  1 00:00:00 2024\nFrom: a\nSubject: b\n\nc\n\n", n)
    }),
    ("rules between fields", |n| repeat("---\nReceived: a\n===\nFrom: b\n", n)),
    ("bounces one after the other", |n| {
        repeat(&format!("{REPORT}--b0\r\n\r\na\r\n--b0--\r\n\r\n"), n)
    }),
    ("prose", |n| repeat("This is a letter, and: it has no fields. ", n)),
];

const REPORT: &str = "From: MAILER-DAEMON@example.org\r\nSubject: Undelivered Mail\r\n\
    To: a@example.org\r\n\
    Content-Type: multipart/report; report-type=delivery-status; boundary=b0\r\n\r\n";

const RECEIVED: &str = "Received: from a.example.org (a.example.org [192.0.2.1]) by \
    mx.example.net with ESMTP; \
    Mon, 1 Jan 2024 00:00:00 +0000\r\n";

const POSTFIX: &str = "From: MAILER-DAEMON@example.org (Mail Delivery System)\r\n\
    Subject: Undelivered Mail Returned to Sender\r\nTo: a@example.org\r\n\r\n\
    This is the mail system at host mail.example.org.\r\n\r\n";

fn repeat(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len() + 1)
}

fn field(name: &str, unit: &str, size: usize) -> String {
    format!("From: a@example.org\r\n{name}{}\r\n", repeat(unit, size))
}

fn lines(unit: &str, size: usize) -> String {
    format!("From: a@example.org\r\nTo: b@example.net\r\n{}", repeat(unit, size))
}

/// Repeats the unit in From, To and Subject, a third of the size in each.
fn addresses(unit: &str, size: usize) -> String {
    let value = repeat(unit, size / 3);
    format!("From: {value}\r\nTo: {value}\r\nSubject: {value}\r\n")
}

/// Repeats the unit in each kind of field that has a parser of its own, and in the body.
fn everywhere(unit: &str, size: usize) -> String {
    const NAMES: &[&str] = &[
        "From",
        "To",
        "Reply-To",
        "Return-Path",
        "Subject",
        "Date",
        "Message-ID",
        "References",
        "Received",
        "Authentication-Results",
        "Received-SPF",
        "DKIM-Signature",
        "ARC-Seal",
        "Content-Type",
        "Content-Disposition",
        "Content-Transfer-Encoding",
        "MIME-Version",
        "X-Mailer",
        "X-Spam-Status",
        "X-Spamd-Result",
        "X-Spam-Report",
        "List-Id",
        "List-Unsubscribe",
        "X-Forefront-Antispam-Report",
        "X-MS-Exchange-Organization-SCL",
        "X-Originating-IP",
        "X-PHP-Originating-Script",
        "X-Priority",
        "Autocrypt",
        "Subject: a",
        "Thread-Index",
        "X-Google-DKIM-Signature",
        "ARC-Authentication-Results",
        "Precedence",
    ];
    let value = repeat(unit, size / (NAMES.len() + 1));
    let mut text = String::new();
    for name in NAMES {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(&value);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    text.push_str(&value);
    text
}

/// Returns `head`, then `before` N `after` as often as fits, then `tail`.
fn numbered(head: &str, size: usize, before: &str, after: &str, tail: &str) -> String {
    let mut text = String::from(head);
    let mut n = 0;
    while text.len() < size {
        n += 1;
        text.push_str(before);
        text.push_str(&n.to_string());
        text.push_str(after);
    }
    text + tail
}
