use super::*;

fn verdicts(text: &str) -> Vec<(&'static str, &'static str, bool, String)> {
    let message = Message::read(text, Span::new(0, text.len()), 1000);
    read(&message, &Boundary::default())
        .into_iter()
        .map(|v| (v.filter, v.id, v.spam, v.span.of(text).to_owned()))
        .collect()
}

fn arg(text: &str, name: &str) -> Option<Arg> {
    let message = Message::read(text, Span::new(0, text.len()), 1000);
    let verdict = read(&message, &Boundary::default()).into_iter().next()?;
    verdict.args.into_iter().find(|(n, _)| *n == name).map(|(_, arg)| arg)
}

fn shown(arg: Option<Arg>) -> String {
    match arg {
        Some(Arg::Text(text) | Arg::Ip(text)) => text,
        Some(Arg::List(list)) => {
            list.into_iter().map(|arg| shown(Some(arg))).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}

#[test]
fn microsoft_report_in_words() {
    let text = "X-Forefront-Antispam-Report: CIP:192.0.2.7;CTRY:JP;LANG:ja;SCL:5;SRV:;\r\n IPV:NLI;SFV:SPM;H:mx.example.org;CAT:SPOOF;SFS:(1)(2);DIR:INB;\r\n";
    let found = verdicts(text);
    let ids: Vec<_> = found.iter().map(|v| (v.1, v.2, v.3.as_str())).collect();
    assert_eq!(
        ids,
        [
            ("client-country", false, "CIP:192.0.2.7"),
            ("scl-spam", true, "SCL:5"),
            ("ipv-nli", false, "IPV:NLI"),
            ("sfv-spm", true, "SFV:SPM"),
            ("cat-spoof", true, "CAT:SPOOF"),
        ]
    );
    assert!(found.iter().all(|v| v.0 == "microsoft"));
    assert_eq!(shown(arg(text, "ip")), "192.0.2.7");
    assert_eq!(shown(arg(text, "country")), "JP");
}

#[test]
fn microsoft_levels_have_their_meaning() {
    for (level, id, spam) in [
        ("-1", Some("scl-skipped"), false),
        ("1", Some("scl-clean"), false),
        ("6", Some("scl-spam"), true),
        ("9", Some("scl-high"), true),
        ("10", None, false),
        ("x", None, false),
        ("", None, false),
    ] {
        let text = format!("X-MS-Exchange-Organization-SCL: {level}\n");
        let found = verdicts(&text);
        assert_eq!(found.first().map(|v| v.1), id, "{level}");
        assert_eq!(found.first().is_some_and(|v| v.2), spam, "{level}");
    }
    let bulk = "X-Microsoft-Antispam: BCL:8;ARA:1|2|3;\n";
    assert_eq!(verdicts(bulk), [("microsoft", "bcl-many", true, "BCL:8".to_owned())]);
    assert_eq!(shown(arg(bulk, "most")), "9");
    assert_eq!(verdicts("X-Microsoft-Antispam: BCL:7;\n")[0].1, "bcl-mixed");
}

#[test]
fn outlook_com_tells_the_folder() {
    let text = "X-Microsoft-Antispam-Mailbox-Delivery:\r\n\tucf:0;jmr:0;auth:0;dest:J;ENG:(5062000305);\r\n";
    assert_eq!(verdicts(text), [("microsoft", "dest-junk", true, "dest:J".to_owned())]);
    // V=1.1;us=0;l=0;a=0;D=2;GD=1;SCL=6
    let text = "X-Message-Delivery: Vj0xLjE7dXM9MDtsPTA7YT0wO0Q9MjtHRD0xO1NDTD02\n";
    let ids: Vec<_> = verdicts(text).iter().map(|v| v.1).collect();
    assert_eq!(ids, ["dest-junk", "scl-spam"]);
}

#[test]
fn spamassassin_status() {
    let text = "X-Spam-Status: Yes, score=7.1 required=5.0 tests=BAYES_99,\r\n\tHTML_MESSAGE,MISSING_MID autolearn=no version=3.4.2\r\n";
    let found = verdicts(text);
    assert_eq!((found[0].0, found[0].1, found[0].2), ("spamassassin", "status-spam-tests", true));
    assert_eq!(shown(arg(text, "score")), "7.1");
    assert_eq!(shown(arg(text, "required")), "5.0");
    assert_eq!(shown(arg(text, "tests")), "BAYES_99 HTML_MESSAGE MISSING_MID");
    let old = "X-Spam-Status: No, hits=-1.2 required=7.0 tests=none\n";
    assert_eq!(verdicts(old)[0].1, "status-ham");
    assert_eq!(shown(arg(old, "score")), "-1.2");
    let amavis = "X-Spam-Status: No, score=1 tagged_above=-999 required=6.2 tests=[A=0.1, B=0.9]\n";
    assert_eq!(shown(arg(amavis, "tests")), "A B");
    assert_eq!(verdicts("X-Spam-Status: No\n")[0].1, "flag-no");
    assert_eq!(verdicts("X-Spam-Status: maybe\n"), []);
    assert_eq!(
        verdicts("X-Spam-Flag: YES\n")[0],
        ("spamassassin", "flag-yes", true, "YES".to_owned())
    );
    assert_eq!(verdicts("X-Spam-Score: -2.9 (--)\n")[0].3, "-2.9");
    assert_eq!(verdicts("X-Spam-Score: \n"), []);
}

#[test]
fn rspamd_result() {
    let text = "X-Rspamd-Action: add header\n\
        X-Spamd-Result: default: False [7.20 / 15.00];\n\
        \tFORGED_SENDER(0.30)[a@example.org,b@example.org];\n\
        \tMID_RHS_NOT_FQDN(0.50)[];\n\tDMARC_POLICY_ALLOW(-0.50)[example.org,none]\n\
        X-Spam-Flag: YES\n";
    let found = verdicts(text);
    let ids: Vec<_> = found.iter().map(|v| (v.0, v.1, v.2)).collect();
    assert_eq!(
        ids,
        [
            ("rspamd", "said-spam", true),
            ("rspamd", "rspamd-result-tests", false),
            ("rspamd", "flag-yes", true),
        ]
    );
    let (_, result) = text.split_once('\n').unwrap();
    assert_eq!(shown(arg(result, "tests")), "FORGED_SENDER MID_RHS_NOT_FQDN");
    assert_eq!(shown(arg(result, "required")), "15.00");
    assert_eq!(verdicts("X-Spamd-Result: default: True [16 / 15];\n")[0].1, "rspamd-refused");
}

#[test]
fn other_filters() {
    for (text, filter, id, spam) in [
        (
            "X-Proofpoint-Spam-Details: rule=fb_default_notspam policy=fb score=0 mlxscore=9\n",
            "proofpoint",
            "proofpoint-clean",
            false,
        ),
        (
            "X-Proofpoint-Spam-Details: rule=spam policy=default score=99 spamscore=99\n",
            "proofpoint",
            "proofpoint-spam",
            true,
        ),
        (
            "X-Barracuda-Spam-Status: No, SCORE=0.50 using global scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=5 KILL_LEVEL=9.0 tests=A\n",
            "barracuda",
            "status-ham-tests",
            false,
        ),
        ("X-IronPort-Anti-Spam-Filtered: true\n", "ironport", "scanned", false),
        ("X-SBRS: -4.2\n", "ironport", "reputation", true),
        ("X-SBRS: 3.5\n", "ironport", "reputation", false),
        ("X-TM-AS-Result: No--7.363-5.0-31-10\n", "trend-micro", "status-ham", false),
        ("X-TM-AS-Result: Yes-12.1-5.0-31-10\n", "trend-micro", "status-spam", true),
        ("X-UI-Filterresults: notjunk:1;V01:K0:x\n", "united-internet", "said-clean", false),
        ("X-UI-Filterresults: junk:10;V01\n", "united-internet", "said-spam", true),
        ("X-VADE-SPAMSTATE: spam:high\n", "vade", "said-spam", true),
        ("X-KLMS-AntiSpam-Status: not_detected\n", "kaspersky", "said-clean", false),
        ("X-Mailgun-Sflag: Yes\n", "mailgun", "said-spam", true),
        ("X-MC-Relay: Forwarding\n", "mailchannels", "said", false),
        (
            "X-Example-MailScanner-SpamCheck: spam, SpamAssassin (not cached,\n score=11.2, required 5, BAYES_99 3.5)\n",
            "mailscanner",
            "status-spam",
            true,
        ),
        ("X-Example-MailScanner-SpamCheck: not spam\n", "mailscanner", "flag-no", false),
    ] {
        let found = verdicts(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((found[0].0, found[0].1, found[0].2), (filter, id, spam), "{text}");
    }
    let trend = "X-TM-AS-Result: No--7.363-5.0-31-10\n";
    assert_eq!(
        (shown(arg(trend, "score")), shown(arg(trend, "required"))),
        ("-7.363".into(), "5.0".into())
    );
}

#[test]
fn fields_of_no_filter_are_left_alone() {
    assert_eq!(
        verdicts("Subject: X-Spam-Flag: YES\nX-Mailer: x\nX-Something: spam\nX-Mras: \n"),
        []
    );
}

#[test]
fn the_author_is_who_wrote_the_line() {
    let text = "X-Spam-Flag: YES\nSubject: x\nX-Spam-Flag: NO\n";
    let message = Message::read(text, Span::new(0, text.len()), 10);
    let boundary = Boundary { authors: vec![Author::Receiver], ..Boundary::default() };
    let found = read(&message, &boundary);
    assert_eq!(found[0].author, Author::Receiver);
    assert_eq!(found[1].author, Author::Sender);
}

#[test]
fn a_flood_of_verdicts_is_cut() {
    let text = "X-Spam-Flag: YES\n".repeat(500);
    assert_eq!(verdicts(&text).len(), MAX_VERDICTS);
}

proptest::proptest! {
    #[test]
    fn any_value_is_read(value in "[ -~é;:=\\[\\]/]{0,60}", n in 0usize..8) {
        const NAMES: [&str; 8] = [
            "X-Forefront-Antispam-Report", "X-Spam-Status", "X-Spamd-Result", "X-TM-AS-Result",
            "X-Proofpoint-Spam-Details", "X-UI-Filterresults", "X-Message-Delivery", "X-Spam-Score",
        ];
        let text = format!("{}: SCL:{value}\n", NAMES[n]);
        for verdict in read(&Message::read(&text, Span::new(0, text.len()), 9), &Boundary::default()) {
            assert!(text.get(verdict.span.start..verdict.span.end).is_some());
        }
    }
}

#[test]
fn composite_authentication_is_told() {
    let text = "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=none;dmarc=none action=none header.from=example.org;compauth=fail reason=001\n";
    let found = verdicts(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].1, found[0].2), ("compauth-fail", false));
    assert_eq!(shown(arg(text, "value")), "001");
}

#[test]
fn what_another_exchange_said_is_not_the_receivers() {
    let text = "X-Forefront-Antispam-Report-Untrusted: SFV:SPM;SCL:5\nFrom: a@example.org\n";
    let message = Message::read(text, Span::new(0, text.len()), 1000);
    let found = read(&message, &Boundary::default());
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|verdict| verdict.author != Author::Receiver));
}
