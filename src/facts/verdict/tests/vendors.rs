//! Tests of the fields of all other filters.

use super::*;

#[test]
fn spamassassin_status() {
    let text = "X-Spam-Status: Yes, score=7.1 required=5.0 tests=BAYES_99,\r\n\
                \tHTML_MESSAGE,MISSING_MID autolearn=no version=3.4.2\r\n";
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
    let text = "X-Spam-Report: \n *  3.5 BAYES_99 BODY: Bayes spam probability is 99 to 100%\n \
                *      [score: 1.0000]\n * -0.0 SPF_PASS SPF: sender matches\n \
                *  1.0 MISSING_MID Missing Message-Id: header\n";
    assert_eq!(ids(text), ["tests"]);
    assert_eq!(arg(text, "tests"), "BAYES_99 SPF_PASS MISSING_MID");
    let tests = &received(text)[0].tests;
    assert_eq!(tests[0].points.unwrap().of(text), "3.5");
    let prose = "X-Spam-Report: Spam detection software, running on the system mx.example.org,\n \
                 has NOT identified this incoming email as spam.\n";
    assert_eq!(ids(prose), [""; 0]);
    let barracuda = "X-Barracuda-Spam-Report: Code version 3.2, rules version 3.2.3.1\n\
                     \tRule breakdown below\n\t pts rule name              description\n\
                     \t---- ---------------------- ---\n\
                     \t0.50 BSF_SC0_SA085          Custom Rule SA085\n";
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

/// A field, then the filter, the verdict (with `!` for spam) and the basis.
const EACH: &str = "\
X-Proofpoint-Spam-Details: rule=fb_default_notspam policy=fb score=0 mlxscore=0 \
    | proofpoint proofpoint-clean 17
X-Proofpoint-Spam-Details: rule=spam policy=default score=99 | proofpoint proofpoint-spam! 17
X-Proofpoint-GUID: abc | proofpoint sealed name
X-CLX-Shades: Junk | icloud said-spam! 5
X-CLX-Score: 1011 | icloud score 5
X-Mimecast-Spam-Score: 12 | mimecast score 1
X-Mimecast-Impersonation-Protect: Policy=Default | mimecast impersonation guess
X-Barracuda-Spam-Status: No, SCORE=0.50 using global scores of TAG_LEVEL=3.5 \
    QUARANTINE_LEVEL=5 KILL_LEVEL=9.0 tests=A | barracuda status-ham-tests 1
X-Barracuda-BRTS-Status: 1 | barracuda brts 1
X-Barracuda-Apparent-Source-IP: 192.0.2.7 | barracuda client 1
X-IronPort-Anti-Spam-Filtered: true | ironport scanned 7
X-IronPort-Anti-Spam-Result: AqMFABc | ironport sealed name
X-IronPort-MailFlowPolicy: $BLOCKED | ironport said-spam! guess
IronPort-HdrOrdr: A9a23:abc | ironport order-sealed 5
X-SBRS: -4.2 | ironport reputation! 1
X-SBRS: 3.5 | ironport reputation 1
X-Brightmail-Tracker: H4sIA | symantec sealed name
X-TM-AS-Result: No--7.363-5.0-31-10 | trend-micro status-ham 2
X-TM-AS-Result: Yes-12.1-5.0-31-10 | trend-micro status-spam! 2
X-TMASE-Result: 10-12.1-5.0 | trend-micro status-spam! 2
X-TMASE-Result: 10--1.1-5.0 | trend-micro status-ham 2
X-PerlMx-Spam: Gauge=IIIIIIII, Probability=88%, Report='A 0' | sophos probability! guess
X-FEAS-Client-IP: 192.0.2.7 | fortinet client guess
X-SEF-Processed: 1 | sef sealed name
X-KLMS-AntiSpam-Status: not_detected | kaspersky said-clean 4
X-KSMG-AntiSpam-Status: probable_spam | kaspersky said-spam! 4
X-KSE-AntiSpam-Rate: 70 | kaspersky score-scale 4
X-KSE-AntiSpam-Interceptor-Info: scan successful | kaspersky scan-state 4
X-VADE-SPAMSTATE: spam:high | vade said-spam! 20
X-OUT-VDRT-SpamState: clean | vade said-clean 20
X-CNFS-Analysis: v=2.4 cv=abc | cloudmark sealed name
X-CM-Score: 0.00 | cloudmark score 12
X-SpamExperts-Outgoing-Class: unsure | spamexperts said 5
X-SpamExperts-Outgoing-Evidence: Combined (0.78) | spamexperts probability 5
X-Recommended-Action: accept | spamexperts said-clean 6
X-MC-Relay: Forwarding | mailchannels said 8
X-MC-Relay: Junk | mailchannels said-spam! 8
X-Inumbo-ID: abc | halon sealed name
X-hornetsecurity-identifier: abc | hornetsecurity sealed name
X-LibraESVA-Information: abc | libraesva sealed name
X-Antivirus-Status: Clean | antivirus said-clean guess
X-Virus-Scanned: amavis at mx.example.org | antivirus scanned-by 161
X-Virus: ClamAV: Eicar-Signature | antivirus virus! src
X-Amavis-Alert: BAD HEADER SECTION, MIME error | amavis amavis-alert src
X-Mailgun-Sflag: Yes | mailgun said-spam! guess
X-YMailISG: abc | yahoo sealed name
X-YahooFilteredBulk: 192.0.2.7 | yahoo bulk-folder! guess
X-Apple-MoveToFolder: INBOX | icloud folder guess
X-ZohoMail: Z_1 SN | zoho sealed name
X-Zoho-Virus-Status: 1 | zoho zoho-virus 6
X-Yandex-Spam: 4 | yandex said-spam! 4
X-Yandex-Spam: 1 | yandex said-clean 4
X-Mras: Ok | mail-ru said-clean 7
X-7FA49CB5: abc | mail-ru sealed name
X-QQ-SPAM: true | qq said-spam! 1
X-Alimail-AntiSpam: AC=CONTINUE;BC=0.07|-1;CH=green; | alibaba said-clean guess
X-CM-TRANSID: abc | coremail sealed name
X-Pm-Spamscore: 0 | proton score 69
X-Pm-Spam-Action: spam | proton said-spam! 69
X-Pm-Origin: external | proton as-external 71
X-Pm-Spam: abc | proton sealed name
X-Spam-sender-reputation: 500 (none) | fastmail reputation guess
X-Spam-known-sender: no | fastmail known-sender guess
X-UI-Filterresults: notjunk:1;V01:K0:x | united-internet said-clean 5
X-UI-Out-Filterresults: junk:10;V01 | united-internet said-spam! 9
X-GMX-Antispam: 0 (Mail was not recognized as spam) | united-internet said-clean 5
X-TOI-EXPURGATEID: 150726::1700000000-0000/0/0 SUSPECT URL | t-online said-spam! 2
X-TOI-EXPURGATEID: 150726::1700000000-0000/0/0 CLEAN NORMAL | t-online said-clean 2
X-me-spamlevel: not-spam | orange said-clean guess
X-me-spamrating: 40.00 | orange score-scale guess
X-Atmailcloud-Spam-Action: no action | atmail said 11
X-Greylist: delayed 598 seconds by postgrey | greylist greylist guess
X-CRM114-Status: GOOD ( 13.53 ) | crm114 said-clean guess
X-Bogosity: Spam, tests=bogofilter, spamicity=0.99 | bogofilter said-spam! doc
X-DSPAM-Result: Innocent | dspam said-clean guess
X-Text-Classification: spam | popfile said-spam! guess
X-pstn-disposition: quarantine | postini said-spam! guess
X-CSA-Complaints: complaints@example.org | csa certified 485
Authentication-Results-Original: mx.example.org; spf=pass | milter old-results doc
BIMI-Indicator: PHN2Zz4= | milter bimi-logo doc
X-Example-MailScanner-SpamCheck: spam, SpamAssassin (not cached, score=11.2, required 5, \
    BAYES_99 3.5) | mailscanner status-spam! 369
X-Example-MailScanner-SpamCheck: not spam | mailscanner flag-no 369
X-Example-MailScanner: Found to be clean | mailscanner said 369
X-Barracuda-Spam-Flag: YES | barracuda flag-yes! guess
X-CLOUD-SEC-AV-Info: abc | check-point sealed name
X-CTCH-RefID: abc | cyren sealed name
X-CTCH-Spam: Confirmed | cyren said-spam! guess
X-CTCH-Spam: Unknown | cyren said-clean guess
X-DrWeb-SpamScore: 100 | antivirus score guess
X-DrWeb-SpamState: yes | antivirus said-spam! guess
X-EsetId: abc | antivirus sealed name
X-EsetResult: clean, is OK | antivirus said-clean guess
X-IronPort-RemoteIP: 192.0.2.7 | ironport client guess
X-IronPort-SenderGroup: SUSPECTLIST | ironport said-spam! guess
X-IronPort-SenderGroup: UNKNOWNLIST | ironport said guess
X-SBRS: None | ironport said 1
X-LibraESVA: Found to be clean | libraesva said guess
X-LibraESVA-SpamCheck: not spam | libraesva flag-no guess
X-LibraESVA-SpamScore: sss | libraesva level guess
X-MailCleaner-SpamCheck: spam, Newsl (score=5.1, required 5.0) | mailcleaner status-spam! guess
X-Mailgun-Spf: Pass | mailgun check-result guess
X-Mailgun-Dkim-Check-Result: Pass | mailgun check-result guess
X-ME-VSScore: -100 | fastmail score guess
X-ME-VSCategory: clean | fastmail said-clean guess
X-Mimecast-Spam-Signature: no | mimecast flag-no guess
X-NAI-Spam-Flag: NO | mcafee flag-no guess
X-NAI-Spam-Score: 1.2 | mcafee score guess
X-purgate: suspect | expurgate said-spam! guess
X-purgate-type: clean | expurgate said-clean guess
X-purgate-ID: 150726::1 | expurgate sealed name
X-SES-Spam-Verdict: FAIL | amazon said-spam! doc
X-SES-Spam-Verdict: GRAY | amazon said doc
X-SES-Virus-Verdict: PASS | amazon said-clean doc
X-SmarterMail-Spam: SPF_Pass | smartermail said guess
X-SmarterMail-TotalSpamWeight: 12 | smartermail score guess
X-Spam-ASN: AS64496 192.0.2.0/24 | spamassassin said src
X-Spam-Relays-External: [ ip=192.0.2.7 ] | spamassassin said src
X-Spambayes-Classification: unsure; 0.50 | spambayes said src
X-SpamInfo: FortiGuard - AntiSpam ip, connection black ip 192.0.2.7 | fortinet said! guess
X-TM-AS-User-Approved-Sender: Yes | trend-micro known-sender guess";

#[test]
fn one_value_of_each_filter() {
    for row in EACH.lines() {
        let (text, expected) = row.rsplit_once(" | ").unwrap();
        let found = received(&format!("{text}\n"));
        assert_eq!(found.len(), 1, "{row}");
        let found = &found[0];
        let spam = if found.spam { "!" } else { "" };
        let basis = match found.basis {
            Basis::Documented => "doc".to_owned(),
            Basis::Source => "src".to_owned(),
            Basis::Observed(count) => count.to_string(),
            Basis::Unofficial => "guess".to_owned(),
            Basis::Named => "name".to_owned(),
            Basis::Concluded => "concluded".to_owned(),
        };
        assert_eq!(format!("{} {}{spam} {basis}", found.filter, found.id), expected, "{text}");
    }
}

#[test]
fn numbers_come_with_their_sign_and_scale() {
    let trend = "X-TM-AS-Result: No--7.363-5.0-31-10\n";
    assert_eq!((arg(trend, "score"), arg(trend, "required")), ("-7.363".into(), "5.0".into()));
    let evidence = "X-SpamExperts-Outgoing-Evidence: Combined (0.78)\n";
    assert_eq!((arg(evidence, "value"), arg(evidence, "most")), ("0.78".into(), "1".into()));
    let classes = "X-Proofpoint-Spam-Details: rule=notspam policy=default score=0 \
                   priorityscore=1501 mlxscore=0 phishscore=7 bulkscore=100\n";
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
