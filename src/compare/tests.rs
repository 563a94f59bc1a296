use super::*;
use headerlint_cli::words::{Language, Words};
use proptest::prelude::*;

#[test]
fn every_trait_has_its_words() {
    for language in Language::all() {
        let words = Words::new(language);
        for id in traits::ids() {
            let key = format!("compare.trait.{id}");
            assert!(words.has(&key), "{} {key}", language.tag());
        }
    }
}

#[test]
fn every_id_that_code_gives_has_its_words() {
    let says = ["added", "missing", "changed", "moved", "respelled", "judged"];
    let families: [(&str, &[&str]); 11] = [
        ("compare.says", &says),
        ("compare.says", &["structure", "travelled", "rule"]),
        ("compare.page.says", &says),
        ("compare.page.badge", &says),
        ("compare.experiment", &["control", "set", "add", "remove", "move", "respell", "form"]),
        ("compare.experiment", &["halve", "other-half", "repeat", "elsewhere"]),
        ("compare.volatile", &["id", "date", "trace", "signature", "recipient"]),
        ("compare.verdict", &["same", "alike", "differ", "differ-rule", "left-unread"]),
        ("groups.verdict", &["no-refused", "no-accepted", "too-few", "nothing", "found"]),
        ("profile.role", &["from", "return-path", "helo", "ip", "mailer"]),
        ("profile.unseen", &["spam-button", "reputation", "bcc", "others", "accepted"]),
    ];
    for language in Language::all() {
        let words = Words::new(language);
        for (family, ids) in families {
            for id in ids {
                assert!(words.has(&format!("{family}.{id}")), "{} {family}.{id}", language.tag());
            }
        }
    }
}

#[test]
fn a_field_that_both_have_and_one_signs_is_a_difference_of_the_signature() {
    let mail = |h: &str, more: &str| {
        format!(
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h={h}; bh=x; b=y\n\
             From: a@example.org\nSubject: x\n{more}"
        )
    };
    let fields = |left: &str, right: &str| {
        let comparison = compare(left, right, &Options::default());
        comparison.differences.into_iter().map(|d| d.field).collect::<Vec<_>>()
    };
    let (few, more) = (mail("from:subject", ""), mail("from", ""));
    assert_eq!(fields(&few, &more), ["DKIM-Signature"]);
    let with_cc = mail("from:subject:cc", "Cc: <b@example.org>\n");
    assert_eq!(fields(&few, &with_cc), ["Cc"]);
}

#[test]
fn which_machine_of_a_private_network_it_was_is_chance() {
    let mail = |address: &str| {
        format!(
            "Received: from pc ([{address}]) by mx.example.org with ESMTP; Mon, 1 Jan 2024 \
             00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
        )
    };
    let differs = |left: &str, right: &str| {
        let comparison = compare(&mail(left), &mail(right), &Options::default());
        !comparison.differences.is_empty()
    };
    for (left, right) in
        [("10.0.0.1", "10.9.0.2"), ("100.64.0.1", "100.127.9.9"), ("fd00::1", "fd00::2")]
    {
        assert!(!differs(left, right), "{left} {right}");
    }
    assert!(differs("192.0.2.1", "198.51.100.9") && differs("100.64.0.1", "192.0.2.1"));
}

#[test]
fn every_field_is_about_something_that_has_a_rank() {
    for name in ["x-mailer", "message-id", "from", "date", "x-spam-status", "x-anything", "subject"]
    {
        assert!(traits::get(traits::of_field(name)).is_some(), "{name}");
    }
}

proptest! {
    #[test]
    fn comparing_is_total_and_its_marks_are_inside(
        a in "((From|To|X-A|Date|Received|Message-ID|Content-Type|DKIM-Signature|Subject): ?[ \
              -~é\t]{0,30}\n){0,6}",
        b in "((From|to|X-B|Date|Received|Message-Id|Content-Type|DKIM-Signature|Subject): ?[ \
              -~é\t]{0,30}\n){0,6}",
    ) {
        let mut comparison = compare(&a, &b, &Options::default());
        let mut inside = true;
        comparison.each_span(&mut |which, span| {
            let text = if which == Which::Left { &a } else { &b };
            inside &= text.get(span.start..span.end).is_some();
        });
        prop_assert!(inside);
        let same = compare(&a, &a, &Options::default());
        prop_assert!(same.differences.is_empty() && same.volatile.is_empty());
        // What is added on one side is missing on the other.
        let mirrored = compare(&b, &a, &Options::default());
        prop_assert_eq!(mirrored.differences.len(), comparison.differences.len());
    }
}
