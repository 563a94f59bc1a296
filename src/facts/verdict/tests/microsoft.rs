//! Tests of the fields of Microsoft and Google.

use super::*;

#[test]
fn every_key_of_the_report_has_its_words() {
    let text = "X-Forefront-Antispam-Report: CIP:192.0.2.7;CTRY:JP;LANG:ja;SCL:5;SRV:BULK;\r\n \
        IPV:NLI;SFV:SPM;H:mx.example.org;PTR:mail.example.org;CAT:SPOOF;SFTY:9.25;\
        SFS:(1)(2);DIR:INB;\r\n";
    let found = received(text);
    let said: Vec<_> = found.iter().map(|v| (v.id, v.spam, v.span.of(text))).collect();
    assert_eq!(
        said,
        [
            ("client-country", false, "CIP:192.0.2.7"),
            ("lang", false, "LANG:ja"),
            ("scl-spam", true, "SCL:5"),
            ("srv-bulk", true, "SRV:BULK"),
            ("ipv-nli", false, "IPV:NLI"),
            ("sfv-spm", true, "SFV:SPM"),
            ("helo", false, "H:mx.example.org"),
            ("ptr", false, "PTR:mail.example.org"),
            ("cat-spoof", true, "CAT:SPOOF"),
            ("sfty-first", false, "SFTY:9.25"),
            ("dir-in", false, "DIR:INB"),
            ("internal", false, "SFS:(1)(2)"),
        ]
    );
    assert!(found.iter().all(|v| v.filter == "microsoft"));
    assert!(found.iter().all(|v| v.basis == Basis::Documented || v.id == "internal"));
    assert_eq!((arg(text, "ip"), arg(text, "country")), ("192.0.2.7".into(), "JP".into()));
}

#[test]
fn every_value_of_the_report_has_its_words() {
    for (value, id, spam, basis) in [
        ("SFV:NSPM", "sfv-nspm", false, Basis::Documented),
        ("SFV:BLK", "sfv-blk", true, Basis::Documented),
        ("SFV:SKN", "sfv-skn", false, Basis::Documented),
        ("SFV:SKI", "sfv-ski", false, Basis::Unofficial),
        ("SFV:DMS", "sfv-dms", false, Basis::Unofficial),
        ("CAT:NONE", "cat-none", false, Basis::Observed(554)),
        ("CAT:HPHISH", "cat-hphsh", true, Basis::Documented),
        ("CAT:INTOS", "cat-intos", true, Basis::Documented),
        ("CAT:AMP", "cat-malw", true, Basis::Documented),
        ("IPV:CAL", "ipv-cal", false, Basis::Documented),
        ("SFTY:9.19", "sfty-domain", true, Basis::Documented),
        ("SFTY:9.20", "sfty-user", true, Basis::Documented),
        ("PTR:", "ptr-none", false, Basis::Documented),
        ("PTR:InfoDomainNonexistent", "ptr-none", false, Basis::Documented),
        ("DIR:INT", "dir-internal", false, Basis::Documented),
        ("ARC:AS(1)", "arc-seen", false, Basis::Documented),
        ("CIP:192.0.2.7", "client", false, Basis::Documented),
        ("SFV:NEW", "unexplained", false, Basis::Named),
        ("CAT:X", "unexplained", false, Basis::Named),
        ("SFTY:9.99", "unexplained", false, Basis::Named),
    ] {
        let found = received(&format!("X-Forefront-Antispam-Report: {value};\n"));
        let found: Vec<_> = found.iter().map(|v| (v.id, v.spam, v.basis)).collect();
        assert_eq!(found, [(id, spam, basis)], "{value}");
    }
    for value in ["SFV:", "CAT:", "SRV:", "SFTY:", "CIP:", "H:", "SCL:", "XYZ:1", ":", ""] {
        assert_eq!(ids(&format!("X-Forefront-Antispam-Report: {value};\n")), [""; 0], "{value}");
    }
}

#[test]
fn levels_have_their_meaning() {
    for (level, id, spam) in [
        ("-1", Some("scl-skipped"), false),
        ("1", Some("scl-clean"), false),
        ("3", Some("scl-low"), false),
        ("6", Some("scl-spam"), true),
        ("9", Some("scl-high"), true),
        ("10", None, false),
        ("x", None, false),
        ("", None, false),
    ] {
        for name in ["X-MS-Exchange-Organization-SCL", "X-MS-Exchange-CrossPremises-SCL"] {
            let found = received(&format!("{name}: {level}\n"));
            assert_eq!(found.first().map(|v| v.id), id, "{level}");
            assert_eq!(found.first().is_some_and(|v| v.spam), spam, "{level}");
        }
    }
    assert_eq!(ids("X-MS-Exchange-Organization-PCL: 2\n"), ["pcl-low"]);
    assert_eq!(ids("X-MS-Exchange-Organization-PCL: 4\n"), ["pcl-high"]);
    assert_eq!(ids("X-MS-Exchange-Organization-PCL: 9\n"), [""; 0]);
    let bulk = "X-Microsoft-Antispam: BCL:8;ARA:1|2|3;\n";
    assert_eq!(ids(bulk), ["bcl-many", "internal"]);
    assert_eq!((arg(bulk, "value"), arg(bulk, "most")), ("8".into(), "9".into()));
    assert_eq!(arg_of(bulk, "internal", "values"), "ARA");
    assert_eq!(ids("X-Microsoft-Antispam: BCL:7;PCL:0;RULEID:;\n"), ["bcl-mixed", "pcl-low"]);
}

#[test]
fn outlook_com_tells_the_folder_and_why() {
    let text = "X-Microsoft-Antispam-Mailbox-Delivery:\r\n\tucf:0;jmr:0;ex:0;auth:0;dest:J;\
        ENG:(5062000305);RF:JunkEmail;OFR:SpamFilterAuthJ;\r\n";
    let found = received(text);
    let said: Vec<_> = found.iter().map(|v| (v.id, v.spam)).collect();
    assert_eq!(
        said,
        [
            ("auth-bad", false),
            ("dest-junk", true),
            ("internal", false),
            ("folder", false),
            ("ofr-filter", false),
        ]
    );
    assert_eq!(found[1].basis, Basis::Observed(3985));
    let moved = "X-Microsoft-Antispam-Mailbox-Delivery: \
                 wl:1;pcwl:1;kl:0;ucf:1;auth:1;dest:C;OFR:CustomRules;\n";
    assert_eq!(ids(moved), ["ucf", "auth-good", "dest-custom", "ofr-rules", "on-list"]);
    assert_eq!(arg_of(moved, "on-list", "values"), "wl pcwl");
    // V=1.1;us=0;l=0;a=0;D=2;GD=1;SCL=6
    let junk = "X-Message-Delivery: Vj0xLjE7dXM9MDtsPTA7YT0wO0Q9MjtHRD0xO1NDTD02\n";
    assert_eq!(ids(junk), ["dest-junk", "scl-spam"]);
    let new = "X-Microsoft-Antispam-Mailbox-Delivery: dkl:1;dest:Q;\n";
    assert_eq!(ids(new), ["unexplained", "on-list"]);
    // D=1;SCL=-1, folded
    assert_eq!(ids("X-Message-Delivery: RD0x\r\n O1NDTD0tMQ==\r\n"), ["put-inbox", "scl-skipped"]);
    assert_eq!(ids("X-Message-Delivery: D=2;SCL=6\n"), [""; 0]);
    assert_eq!(ids("X-SID-Result: FAIL\n"), ["sid"]);
    assert_eq!(ids("X-SID-PRA: A@EXAMPLE.ORG\n"), ["pra"]);
    assert_eq!(arg("X-Sender-IP: 192.0.2.7\n", "ip"), "192.0.2.7");
}

#[test]
fn plain_fields_of_exchange() {
    for (text, id) in [
        ("X-MS-Exchange-Organization-AuthAs: Anonymous\n", "as-anonymous"),
        ("X-MS-Exchange-Organization-AuthAs: Internal\n", "as-internal"),
        ("X-MS-Exchange-Organization-AuthAs: Other\n", "said"),
        ("X-MS-Exchange-Organization-AuthSource: a.example.org\n", "auth-source"),
        ("X-MS-Exchange-Organization-MessageDirectionality: Incoming\n", "dir-in"),
        ("X-MS-Exchange-Organization-Network-Message-Id: 1-2-3\n", "support"),
        ("X-MS-Exchange-EOPDirect: true\n", "direct"),
        ("X-IncomingHeaderCount: 19\n", "header-count"),
        ("X-MS-Exchange-SkipListedInternetSender: ip=[192.0.2.7]\n", "skip-listed"),
        ("X-MS-Exchange-AtpMessageProperties: SA\n", "safe-attachments"),
        ("X-Microsoft-Antispam-ZAP-Message-Info: abc\n", "zap"),
        ("X-CustomSpam: Numeric IP in URL\n", "custom-ip-link"),
        ("X-CustomSpam: New Test\n", "custom-spam"),
        ("X-Microsoft-Antispam-Message-Info: abc\n", "sealed"),
        ("X-MS-Exchange-AntiSpam-MessageData-0: abc\n", "sealed"),
    ] {
        assert_eq!(ids(text), [id], "{text}");
    }
    let both = "X-MS-Exchange-AtpMessageProperties: SA|SL\n";
    assert_eq!(ids(both), ["safe-attachments", "safe-links"]);
    let sealed = "X-Message-Info: a\nSubject: x\nX-MS-PublicTrafficType: Email\n";
    assert_eq!(arg(sealed, "fields"), "X-Message-Info X-MS-PublicTrafficType");
}

#[test]
fn composite_authentication_and_its_reasons() {
    for (words, id, basis) in [
        ("fail reason=000", "compauth-000", Basis::Documented),
        ("fail reason=001", "compauth-001", Basis::Documented),
        ("pass reason=100", "compauth-100", Basis::Observed(783)),
        ("pass reason=109", "compauth-109", Basis::Observed(593)),
        ("pass reason=115", "compauth-passed", Basis::Documented),
        ("pass reason=130", "compauth-130", Basis::Documented),
        ("softpass reason=201", "compauth-soft", Basis::Documented),
        ("none reason=305", "compauth-unchecked", Basis::Documented),
        ("none reason=451", "compauth-bypassed", Basis::Documented),
        ("fail reason=601", "compauth-own", Basis::Documented),
        ("pass reason=703", "compauth-passed", Basis::Documented),
        ("fail reason=5", "compauth", Basis::Documented),
        ("fail", "compauth", Basis::Documented),
    ] {
        let text = format!(
            "Authentication-Results: spf=none (sender IP is 192.0.2.7)\r\n \
             smtp.mailfrom=example.org;dmarc=none action=none\r\n \
             header.from=example.org;compauth={words}\r\n"
        );
        let found = received(&text);
        let said: Vec<_> = found.iter().map(|v| (v.id, v.basis, v.spam)).collect();
        assert_eq!(said, [(id, basis, false)], "{words}");
    }
    let text =
        "Authentication-Results: dmarc=none header.from=example.org;compauth=fail reason=001\n";
    assert_eq!((arg(text, "value"), arg(text, "reason")), ("fail".into(), "001".into()));
    assert_eq!(received(text)[0].span.of(text), "compauth=fail reason=001");
    assert_eq!(read_all(text, &Boundary::default())[0].author, Author::Sender);
}

#[test]
fn what_providers_did_on_account_of_dmarc() {
    let microsoft = |action| {
        format!("Authentication-Results: dmarc=fail action={action} header.from=example.org\n")
    };
    assert_eq!(ids(&microsoft("oreject")), ["action-oreject"]);
    assert_eq!(ids(&microsoft("quarantine")), ["action-quarantine"]);
    assert_eq!(ids(&microsoft("pct.reject")), ["action-pct"]);
    assert_eq!(ids(&microsoft("none")), [""; 0]);
    let google = "Authentication-Results: mx.google.com;\n \
                  dmarc=fail (p=QUARANTINE sp=NONE dis=QUARANTINE) header.from=example.org\n";
    let found = received(google);
    assert_eq!((found[0].filter, found[0].id, found[0].spam), ("google", "dis-quarantine", true));
    assert_eq!(found[0].span.of(google), "dis=QUARANTINE");
    // A server on the way, or the sender, can have written that: no verdict on this mail.
    assert!(!read_all(google, &Boundary::default())[0].spam);
    // Others write comments of the same form.
    assert_eq!(ids(&google.replace("mx.google.com", "mx.example.org")), [""; 0]);
}

#[test]
fn why_a_signature_failed_at_microsoft() {
    for (comment, id) in [
        ("no key for signature", "dkim-no-key"),
        ("signature did not verify", "dkim-changed"),
        ("body hash did not verify", "dkim-changed"),
        ("signature timestamp exipred", "dkim-expired"),
    ] {
        let text =
            format!("Authentication-Results: dkim=fail ({comment})\n header.d=example.org\n");
        assert_eq!(ids(&text), [id], "{comment}");
    }
    assert_eq!(
        ids("Authentication-Results: dkim=pass (signature was verified) header.d=example.org\n"),
        [""; 0]
    );
}

#[test]
fn values_that_say_more_together() {
    let overruled = "X-MS-Exchange-Organization-SCL: 6\n\
        X-Microsoft-Antispam-Mailbox-Delivery: dest:I;\n";
    assert_eq!(ids(overruled).last(), Some(&"overruled"));
    let allowed = "X-Forefront-Antispam-Report: SFV:SKN;\n\
        Authentication-Results: spf=none;compauth=fail reason=001\n";
    assert_eq!(ids(allowed).last(), Some(&"allowed-unproved"));
    let bulk = "X-Forefront-Antispam-Report: SFV:NSPM;\nX-Microsoft-Antispam: BCL:8;\n";
    assert_eq!(ids(bulk).last(), Some(&"bulk-accepted"));
    // Not if the sender typed one of them.
    let one = Boundary { authors: vec![Author::Receiver], ..Boundary::default() };
    assert!(read_all(overruled, &one).iter().all(|v| v.id != "overruled"));
}

#[test]
fn google_names_what_it_keeps() {
    assert_eq!(arg("X-Gm-Message-State: a\nX-Gm-Gg: b\n", "fields"), "X-Gm-Message-State X-Gm-Gg");
    assert_eq!(ids("X-Google-Original-From: A <a@example.org>\n"), ["replaced"]);
    assert_eq!(arg("Feedback-ID: 1:2:3:examplesender\n", "value"), "examplesender");
    assert_eq!(ids("Feedback-ID: abc\n"), [""; 0]);
}
