//! All other filters.

use super::*;

#[test]
fn spamassassin_status() {
    let text = "X-Spam-Status: Yes, score=7.1 required=5.0 tests=BAYES_99,\r\n\tHTML_MESSAGE,MISSING_MID autolearn=no version=3.4.2\r\n";
    let found = received(text);
    assert_eq!(
        (found[0].filter, found[0].id, found[0].spam),
        ("spamassassin", "status-spam-tests", true)
    );
    assert_eq!(arg(text, "score"), "7.1");
    assert_eq!(arg(text, "required"), "5.0");
    assert_eq!(arg(text, "tests"), "BAYES_99 HTML_MESSAGE MISSING_MID");
    assert_eq!(found[0].tests[2].name.of(text), "MISSING_MID");
    let old = "X-Spam-Status: No, hits=-1.2 required=7.0 tests=none\n";
    assert_eq!(ids(old), ["status-ham"]);
    assert_eq!(arg(old, "score"), "-1.2");
    let amavis =
        "X-Spam-Status: No, score=1 tagged_above=-999 required=6.2 tests=[A=0.1, B=-0.9]\n";
    assert_eq!(arg(amavis, "tests"), "A B");
    let tests = &received(amavis)[0].tests;
    assert_eq!(tests[1].name.of(amavis), "B");
    assert_eq!(tests[1].points.unwrap().of(amavis), "-0.9");
    assert_eq!(ids("X-Spam-Status: No\n"), ["flag-no"]);
    assert_eq!(verdicts("X-Spam-Status: maybe\n"), []);
    assert_eq!(
        verdicts("X-Spam-Flag: YES\n")[0],
        ("spamassassin", "flag-yes", true, "YES".to_owned())
    );
    assert_eq!(verdicts("X-Spam-Score: -2.9 (--)\n")[0].3, "-2.9");
    assert_eq!(verdicts("X-Spam-Score: \n"), []);
    assert_eq!(arg("X-Spam_score_int: -19\n", "score"), "-1.9");
    assert_eq!(arg("X-Spam_score_int: 71\n", "score"), "7.1");
    for (text, score) in [
        ("X-Spam-Level: *****\n", "5"),
        ("X-Spam-Bar: --\n", "-2"),
        ("X-Spam_bar: /\n", "0"),
        ("X-Example-MailScanner-SpamScore: sss\n", "3"),
    ] {
        assert_eq!((ids(text), arg(text, "score")), (vec!["level"], score.to_owned()), "{text}");
    }
    assert_eq!(ids("X-Spam-Level: **x\nX-Spam-Level:\n"), [""; 0]);
    assert_eq!(ids("X-Spam-Checker-Version: SpamAssassin 4.0.0 on mx.example.org\n"), ["version"]);
}

#[test]
fn a_report_names_tests_with_their_points() {
    let text = "X-Spam-Report: \n *  3.5 BAYES_99 BODY: Bayes spam probability is 99 to 100%\n *      [score: 1.0000]\n * -0.0 SPF_PASS SPF: sender matches\n *  1.0 MISSING_MID Missing Message-Id: header\n";
    assert_eq!(ids(text), ["tests"]);
    assert_eq!(arg(text, "tests"), "BAYES_99 SPF_PASS MISSING_MID");
    let tests = &received(text)[0].tests;
    assert_eq!(tests[0].points.unwrap().of(text), "3.5");
    let prose = "X-Spam-Report: Spam detection software, running on the system mx.example.org,\n has NOT identified this incoming email as spam.\n";
    assert_eq!(ids(prose), [""; 0]);
    let barracuda = "X-Barracuda-Spam-Report: Code version 3.2, rules version 3.2.3.1\n\tRule breakdown below\n\t pts rule name              description\n\t---- ---------------------- ---\n\t0.50 BSF_SC0_SA085          Custom Rule SA085\n";
    assert_eq!(arg(barracuda, "tests"), "BSF_SC0_SA085");
    let fastmail = "X-Spam-hits: BAYES_00 -1.9, ME_NOAUTH 0.01, LANGUAGES en\n";
    assert_eq!(received(fastmail)[0].tests[1].points.unwrap().of(fastmail), "0.01");
}

#[test]
fn rspamd_result() {
    let text = "X-Rspamd-Action: add header\n\
        X-Spamd-Result: default: False [7.20 / 15.00];\n\
        \tFORGED_SENDER(0.30)[a@example.org,b@example.org];\n\
        \tMID_RHS_NOT_FQDN(0.50)[];\n\tDMARC_POLICY_ALLOW(-0.50)[example.org,none];\n\
        \tASN(0.00)[asn:64496]\n\
        X-Spam-Flag: YES\n";
    let found = received(text);
    let said: Vec<_> = found.iter().map(|v| (v.filter, v.id, v.spam)).collect();
    assert_eq!(
        said,
        [
            ("rspamd", "said-spam", true),
            ("rspamd", "rspamd-result-tests", false),
            ("rspamd", "flag-yes", true),
        ]
    );
    assert_eq!(arg_of(text, "rspamd-result-tests", "tests"), "FORGED_SENDER MID_RHS_NOT_FQDN");
    assert_eq!(arg_of(text, "rspamd-result-tests", "required"), "15.00");
    let names: Vec<_> = found[1].tests.iter().map(|test| test.name.of(text)).collect();
    assert_eq!(names, ["FORGED_SENDER", "MID_RHS_NOT_FQDN", "DMARC_POLICY_ALLOW"]);
    assert_eq!(ids("X-Spamd-Result: default: True [16 / 15];\n"), ["rspamd-refused"]);
    let list = "X-Rspamd-Pre-Result: action=reject; module=multimap; Matched map: X\n";
    assert_eq!((ids(list), received(list)[0].spam), (vec!["pre-result"], true));
    assert_eq!(ids("X-Spamd-Bar: ++++\n"), ["level"]);
}

#[test]
fn one_value_of_each_filter() {
    for (text, filter, id, spam, basis) in [
        (
            "X-Proofpoint-Spam-Details: rule=fb_default_notspam policy=fb score=0 mlxscore=0\n",
            "proofpoint",
            "proofpoint-clean",
            false,
            Basis::Observed(17),
        ),
        (
            "X-Proofpoint-Spam-Details: rule=spam policy=default score=99\n",
            "proofpoint",
            "proofpoint-spam",
            true,
            Basis::Observed(17),
        ),
        ("X-Proofpoint-GUID: abc\n", "proofpoint", "sealed", false, Basis::Named),
        ("X-CLX-Shades: Junk\n", "icloud", "said-spam", true, Basis::Observed(5)),
        ("X-CLX-Score: 1011\n", "icloud", "score", false, Basis::Observed(5)),
        ("X-Mimecast-Spam-Score: 12\n", "mimecast", "score", false, Basis::Observed(1)),
        (
            "X-Mimecast-Impersonation-Protect: Policy=Default\n",
            "mimecast",
            "impersonation",
            false,
            Basis::Unofficial,
        ),
        (
            "X-Barracuda-Spam-Status: No, SCORE=0.50 using global scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=5 KILL_LEVEL=9.0 tests=A\n",
            "barracuda",
            "status-ham-tests",
            false,
            Basis::Observed(1),
        ),
        ("X-Barracuda-BRTS-Status: 1\n", "barracuda", "brts", false, Basis::Observed(1)),
        (
            "X-Barracuda-Apparent-Source-IP: 192.0.2.7\n",
            "barracuda",
            "client",
            false,
            Basis::Observed(1),
        ),
        ("X-IronPort-Anti-Spam-Filtered: true\n", "ironport", "scanned", false, Basis::Observed(7)),
        ("X-IronPort-Anti-Spam-Result: AqMFABc\n", "ironport", "sealed", false, Basis::Named),
        ("X-IronPort-MailFlowPolicy: $BLOCKED\n", "ironport", "said-spam", true, Basis::Unofficial),
        ("IronPort-HdrOrdr: A9a23:abc\n", "ironport", "order-sealed", false, Basis::Observed(5)),
        ("X-SBRS: -4.2\n", "ironport", "reputation", true, Basis::Observed(1)),
        ("X-SBRS: 3.5\n", "ironport", "reputation", false, Basis::Observed(1)),
        ("X-Brightmail-Tracker: H4sIA\n", "symantec", "sealed", false, Basis::Named),
        (
            "X-TM-AS-Result: No--7.363-5.0-31-10\n",
            "trend-micro",
            "status-ham",
            false,
            Basis::Observed(2),
        ),
        (
            "X-TM-AS-Result: Yes-12.1-5.0-31-10\n",
            "trend-micro",
            "status-spam",
            true,
            Basis::Observed(2),
        ),
        ("X-TMASE-Result: 10-12.1-5.0\n", "trend-micro", "status-spam", true, Basis::Observed(2)),
        ("X-TMASE-Result: 10--1.1-5.0\n", "trend-micro", "status-ham", false, Basis::Observed(2)),
        (
            "X-PerlMx-Spam: Gauge=IIIIIIII, Probability=88%, Report='A 0'\n",
            "sophos",
            "probability",
            true,
            Basis::Unofficial,
        ),
        ("X-FEAS-Client-IP: 192.0.2.7\n", "fortinet", "client", false, Basis::Unofficial),
        ("X-SEF-Processed: 1\n", "sef", "sealed", false, Basis::Named),
        (
            "X-KLMS-AntiSpam-Status: not_detected\n",
            "kaspersky",
            "said-clean",
            false,
            Basis::Observed(4),
        ),
        (
            "X-KSMG-AntiSpam-Status: probable_spam\n",
            "kaspersky",
            "said-spam",
            true,
            Basis::Observed(4),
        ),
        ("X-KSE-AntiSpam-Rate: 70\n", "kaspersky", "score-scale", false, Basis::Observed(4)),
        (
            "X-KSE-AntiSpam-Interceptor-Info: scan successful\n",
            "kaspersky",
            "scan-state",
            false,
            Basis::Observed(4),
        ),
        ("X-VADE-SPAMSTATE: spam:high\n", "vade", "said-spam", true, Basis::Observed(20)),
        ("X-OUT-VDRT-SpamState: clean\n", "vade", "said-clean", false, Basis::Observed(20)),
        ("X-CNFS-Analysis: v=2.4 cv=abc\n", "cloudmark", "sealed", false, Basis::Named),
        ("X-CM-Score: 0.00\n", "cloudmark", "score", false, Basis::Observed(12)),
        (
            "X-SpamExperts-Outgoing-Class: unsure\n",
            "spamexperts",
            "said",
            false,
            Basis::Observed(5),
        ),
        (
            "X-SpamExperts-Outgoing-Evidence: Combined (0.78)\n",
            "spamexperts",
            "probability",
            false,
            Basis::Observed(5),
        ),
        ("X-Recommended-Action: accept\n", "spamexperts", "said-clean", false, Basis::Observed(6)),
        ("X-MC-Relay: Forwarding\n", "mailchannels", "said", false, Basis::Observed(8)),
        ("X-MC-Relay: Junk\n", "mailchannels", "said-spam", true, Basis::Observed(8)),
        ("X-Inumbo-ID: abc\n", "halon", "sealed", false, Basis::Named),
        ("X-hornetsecurity-identifier: abc\n", "hornetsecurity", "sealed", false, Basis::Named),
        ("X-LibraESVA-Information: abc\n", "libraesva", "sealed", false, Basis::Named),
        ("X-Antivirus-Status: Clean\n", "antivirus", "said-clean", false, Basis::Unofficial),
        (
            "X-Virus-Scanned: amavis at mx.example.org\n",
            "antivirus",
            "scanned-by",
            false,
            Basis::Observed(161),
        ),
        ("X-Virus: ClamAV: Eicar-Signature\n", "antivirus", "virus", true, Basis::Source),
        (
            "X-Amavis-Alert: BAD HEADER SECTION, MIME error\n",
            "amavis",
            "amavis-alert",
            false,
            Basis::Source,
        ),
        ("X-Mailgun-Sflag: Yes\n", "mailgun", "said-spam", true, Basis::Unofficial),
        ("X-YMailISG: abc\n", "yahoo", "sealed", false, Basis::Named),
        ("X-YahooFilteredBulk: 192.0.2.7\n", "yahoo", "bulk-folder", true, Basis::Unofficial),
        ("X-Apple-MoveToFolder: INBOX\n", "icloud", "folder", false, Basis::Unofficial),
        ("X-ZohoMail: Z_1 SN\n", "zoho", "sealed", false, Basis::Named),
        ("X-Zoho-Virus-Status: 1\n", "zoho", "zoho-virus", false, Basis::Observed(6)),
        ("X-Yandex-Spam: 4\n", "yandex", "said-spam", true, Basis::Observed(4)),
        ("X-Yandex-Spam: 1\n", "yandex", "said-clean", false, Basis::Observed(4)),
        ("X-Mras: Ok\n", "mail-ru", "said-clean", false, Basis::Observed(7)),
        ("X-7FA49CB5: abc\n", "mail-ru", "sealed", false, Basis::Named),
        ("X-QQ-SPAM: true\n", "qq", "said-spam", true, Basis::Observed(1)),
        (
            "X-Alimail-AntiSpam: AC=CONTINUE;BC=0.07|-1;CH=green;\n",
            "alibaba",
            "said-clean",
            false,
            Basis::Unofficial,
        ),
        ("X-CM-TRANSID: abc\n", "coremail", "sealed", false, Basis::Named),
        ("X-Pm-Spamscore: 0\n", "proton", "score", false, Basis::Observed(69)),
        ("X-Pm-Spam-Action: spam\n", "proton", "said-spam", true, Basis::Observed(69)),
        ("X-Pm-Origin: external\n", "proton", "as-external", false, Basis::Observed(71)),
        ("X-Pm-Spam: abc\n", "proton", "sealed", false, Basis::Named),
        (
            "X-Spam-sender-reputation: 500 (none)\n",
            "fastmail",
            "reputation",
            false,
            Basis::Unofficial,
        ),
        ("X-Spam-known-sender: no\n", "fastmail", "known-sender", false, Basis::Unofficial),
        (
            "X-UI-Filterresults: notjunk:1;V01:K0:x\n",
            "united-internet",
            "said-clean",
            false,
            Basis::Observed(5),
        ),
        (
            "X-UI-Out-Filterresults: junk:10;V01\n",
            "united-internet",
            "said-spam",
            true,
            Basis::Observed(9),
        ),
        (
            "X-GMX-Antispam: 0 (Mail was not recognized as spam)\n",
            "united-internet",
            "said-clean",
            false,
            Basis::Observed(5),
        ),
        (
            "X-TOI-EXPURGATEID: 150726::1700000000-0000/0/0 SUSPECT URL\n",
            "t-online",
            "said-spam",
            true,
            Basis::Observed(2),
        ),
        (
            "X-TOI-EXPURGATEID: 150726::1700000000-0000/0/0 CLEAN NORMAL\n",
            "t-online",
            "said-clean",
            false,
            Basis::Observed(2),
        ),
        ("X-me-spamlevel: not-spam\n", "orange", "said-clean", false, Basis::Unofficial),
        ("X-me-spamrating: 40.00\n", "orange", "score-scale", false, Basis::Unofficial),
        ("X-Atmailcloud-Spam-Action: no action\n", "atmail", "said", false, Basis::Observed(11)),
        (
            "X-Greylist: delayed 598 seconds by postgrey\n",
            "greylist",
            "greylist",
            false,
            Basis::Unofficial,
        ),
        ("X-CRM114-Status: GOOD ( 13.53 )\n", "crm114", "said-clean", false, Basis::Unofficial),
        (
            "X-Bogosity: Spam, tests=bogofilter, spamicity=0.99\n",
            "bogofilter",
            "said-spam",
            true,
            Basis::Documented,
        ),
        ("X-DSPAM-Result: Innocent\n", "dspam", "said-clean", false, Basis::Unofficial),
        ("X-Text-Classification: spam\n", "popfile", "said-spam", true, Basis::Unofficial),
        ("X-pstn-disposition: quarantine\n", "postini", "said-spam", true, Basis::Unofficial),
        (
            "X-CSA-Complaints: complaints@example.org\n",
            "csa",
            "certified",
            false,
            Basis::Observed(485),
        ),
        (
            "Authentication-Results-Original: mx.example.org; spf=pass\n",
            "milter",
            "old-results",
            false,
            Basis::Documented,
        ),
        ("BIMI-Indicator: PHN2Zz4=\n", "milter", "bimi-logo", false, Basis::Documented),
        (
            "X-Example-MailScanner-SpamCheck: spam, SpamAssassin (not cached,\n score=11.2, required 5, BAYES_99 3.5)\n",
            "mailscanner",
            "status-spam",
            true,
            Basis::Observed(369),
        ),
        (
            "X-Example-MailScanner-SpamCheck: not spam\n",
            "mailscanner",
            "flag-no",
            false,
            Basis::Observed(369),
        ),
        (
            "X-Example-MailScanner: Found to be clean\n",
            "mailscanner",
            "said",
            false,
            Basis::Observed(369),
        ),
    ] {
        let found = received(text);
        assert_eq!(found.len(), 1, "{text}");
        let found = &found[0];
        assert_eq!(
            (found.filter, found.id, found.spam, found.basis),
            (filter, id, spam, basis),
            "{text}"
        );
    }
}

#[test]
fn numbers_come_with_their_sign_and_scale() {
    let trend = "X-TM-AS-Result: No--7.363-5.0-31-10\n";
    assert_eq!((arg(trend, "score"), arg(trend, "required")), ("-7.363".into(), "5.0".into()));
    let evidence = "X-SpamExperts-Outgoing-Evidence: Combined (0.78)\n";
    assert_eq!((arg(evidence, "value"), arg(evidence, "most")), ("0.78".into(), "1".into()));
    let classes = "X-Proofpoint-Spam-Details: rule=notspam policy=default score=0 priorityscore=1501 mlxscore=0 phishscore=7 bulkscore=100\n";
    assert_eq!(arg_of(classes, "classes", "values"), "phishscore=7 bulkscore=100");
}

#[test]
fn the_reasons_of_vade_are_decoded() {
    let clear = "Vade Retro 01.426.147#100 AS+AV+AP+RT Profile: TEST; Bailout: 500; \
        ^undisclosed (40);*MAILING (17); Hdr=FTSDIVZc@a00!007; From=A <a@example.org>; \
        Param=inet=192.0.2.7,rcptto=b@example.net,rcptto=c@example.net,mode=smtp";
    let scrambled = vade::scramble(clear);
    let (head, tail) = scrambled.split_at(50);
    let text = format!("X-VR-SPAMCAUSE: {head}\r\n {tail}\r\n");
    assert_eq!(ids(&text), ["vade-reasons", "vade-order", "holds-recipients"]);
    assert_eq!(arg(&text, "tests"), "undisclosed (40) MAILING (17)");
    assert_eq!(arg(&text, "required"), "500");
    assert_eq!(
        arg_of(&text, "vade-order", "fields"),
        "From To Subject Date Message-ID MIME-Version Z Content-Type"
    );
    assert_eq!(arg_of(&text, "holds-recipients", "count"), "2");
    // Another text under the same name is only named.
    assert_eq!(ids("X-VADE-SPAMCAUSE: abc\n"), ["sealed"]);
}
