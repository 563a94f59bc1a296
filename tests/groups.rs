//! Groups of messages, and a sender's profile.
#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use headerlint::compare::{
    Collector, Fate, FileReport, Groups, Measure, Problem, ProfileTally, SteadyRole,
};
use headerlint::report::LimitKind;
use headerlint::{Options, compare_groups};

/// Returns the `n`th message of a sender; its details depend on `n`.
fn message(n: usize, extra: &str) -> String {
    let mailer = ["Mozilla Thunderbird", "Microsoft Outlook 16.0", "Apple Mail (2.3654)"][n % 3];
    let (day, hour, domain) = (1 + n % 28, n * 7 % 24, ["net", "com", "org"][n / 3 % 3]);
    let charset = if n.is_multiple_of(4) { "iso-2022-jp" } else { "utf-8" };
    let cc = if n.is_multiple_of(5) { "Cc: a@example.net, b@example.net\n" } else { "" };
    format!(
        "From: Taro Yamada <taro@example.org>\nTo: <friend{n}@example.{domain}>\n{cc}\
         Subject: report {n}\nDate: Sat, {day} Jun 2024 {hour:02}:00:00 +0900\n\
         Message-ID: <6f1c2d3e-1111-4222-8333-4444555{n:05}@example.org>\nMIME-Version: 1.0\n\
         Content-Type: text/plain; charset={charset}\nX-Mailer: {mailer}\n{extra}\n\nHello\n"
    )
}

fn run(refused: &[String], accepted: &[String]) -> Groups {
    let refused: Vec<&str> = refused.iter().map(String::as_str).collect();
    let accepted: Vec<&str> = accepted.iter().map(String::as_str).collect();
    compare_groups(&refused, &accepted, &Options::default())
}

#[test]
fn a_planted_trait_is_found_first() {
    let refused: Vec<_> = (0..10).map(|n| message(n * 6, "X-Campaign: 77")).collect();
    let accepted: Vec<_> = (0..50).map(|n| message(n, "")).collect();
    let groups = run(&refused, &accepted);
    assert_eq!(groups.verdict.id, "found");
    let first = &groups.traits[0];
    assert!(first.finding && first.adjusted < 1e-6, "{first:?}");
    assert!(first.names.iter().any(|name| name.kind == "field" && name.value == "x-campaign"));
    assert_eq!((first.refused, first.accepted), (10, 0));
}

#[test]
fn traits_that_go_together_are_one_line() {
    let refused: Vec<_> = (0..10).map(|n| message(n, "X-Campaign: 1\nX-Other: 2")).collect();
    let accepted: Vec<_> = (0..50).map(|n| message(n, "X-Third: 3")).collect();
    let first = &run(&refused, &accepted).traits[0];
    let values: Vec<_> = first.names.iter().map(|name| name.value.as_str()).collect();
    assert!(values.contains(&"x-campaign") && values.contains(&"x-other"), "{values:?}");
    assert!(first.opposite.iter().any(|name| name.value == "x-third"), "{first:?}");
}

#[test]
fn random_labels_raise_no_finding() {
    // A shuffle by a generator of our own, so that every run is the same.
    let mut seed = 20_080_606_u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    let all: Vec<_> = (0..60).map(|n| message(n, "")).collect();
    let mut quiet = 0;
    for _ in 0..100 {
        let mut shuffled = all.clone();
        for n in (1..shuffled.len()).rev() {
            shuffled.swap(n, random(n + 1));
        }
        let (refused, accepted) = shuffled.split_at(10);
        quiet += usize::from(run(refused, accepted).traits.iter().all(|row| !row.finding));
    }
    println!("{quiet} of 100 shuffles without a finding");
    assert!(quiet >= 95, "{quiet} of 100");
}

#[test]
fn too_few_are_said_to_be_too_few() {
    let (one, two): (Vec<_>, Vec<_>) =
        ((0..2).map(|n| message(n, "X-A: 1")).collect(), (0..3).map(|n| message(n, "")).collect());
    assert_eq!(run(&one, &two).verdict.id, "too-few");
    assert_eq!(run(&[], &two).verdict.id, "no-refused");
    assert_eq!(run(&one, &[]).verdict.id, "no-accepted");
}

#[test]
fn what_the_way_writes_does_not_part_a_sent_copy_from_a_received_one() {
    let way = "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with \
               ESMTP id A1;\n Sat, 1 Jun 2024 10:00:00 +0900\n";
    let refused: Vec<_> = (0..12).map(|n| message(n, "")).collect();
    let accepted: Vec<_> = (0..30).map(|n| way.to_owned() + &message(n, "")).collect();
    let groups = run(&refused, &accepted);
    assert!(groups.way_left_out);
    assert!(groups.traits.iter().all(|row| !row.finding), "{:?}", groups.traits.first());
}

#[test]
fn a_bounce_is_a_refused_message_through_what_it_returned() {
    let bounce = |n: usize| {
        format!(
            "From: MAILER-DAEMON@example.net\nTo: taro@example.org\nSubject: Undelivered\n\
             Date: Sun, 2 Jun 2024 10:00:00 +0900\nMIME-Version: 1.0\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n\
             --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n\
             Final-Recipient: rfc822; friend{n}@example.net\nAction: failed\nStatus: 5.7.1\n\n\
             --b\nContent-Type: text/rfc822-headers\n\n{}\n--b--\n",
            message(n, "X-Campaign: 77").split("\n\n").next().unwrap_or_default()
        )
    };
    let refused: Vec<_> = (0..10).map(bounce).collect();
    let accepted: Vec<_> = (0..50).map(|n| message(n, "")).collect();
    let groups = run(&refused, &accepted);
    let found: Vec<_> =
        groups.traits.iter().filter(|row| row.finding).flat_map(|row| &row.names).collect();
    assert!(found.iter().any(|name| name.value == "x-campaign"), "{found:?}");

    let mut tally = ProfileTally::new(&Options::default());
    for text in refused.iter().chain(&accepted) {
        assert!(tally.add(text));
    }
    let profile = tally.finish();
    assert_eq!((profile.messages, profile.bounces), (50, 10));
    assert_eq!(profile.reasons[0].id, "reason.security");
    assert_eq!(profile.days.iter().find(|day| day.bounces > 0).map(|day| day.bounces), Some(10));
}

#[test]
fn a_profile_counts_what_a_filter_counts() {
    let mut tally = ProfileTally::new(&Options::default());
    for n in 0..600 {
        let from = if n < 300 { "a" } else { "b" };
        let text = format!(
            "From: {from}@example.org\nTo: x{}@example.net, y@example.net\nBcc: copy@example.org\n\
             Date: Mon, 3 Jun 2024 {:02}:{:02}:00 +0900\nMessage-ID: <{}@example.org>\n\n",
            n % 100,
            8 + n / 60,
            n % 60,
            n % 590,
        );
        assert!(tally.add(&text));
    }
    assert!(!tally.add("no mail at all\n"));
    let profile = tally.finish();
    let [day] = &profile.days[..] else { unreachable!("one day: {:?}", profile.days) };
    assert_eq!(
        (day.messages, day.recipients, day.distinct, day.busiest_hour),
        (600, 1800, 102, 60)
    );
    assert_eq!(
        (profile.most_messages, profile.most_recipients, profile.most_together),
        (600, 1800, 3)
    );
    assert_eq!((profile.bcc, profile.repeated_ids, profile.with_id), (600, 10, 600));
    assert_eq!((profile.hours[8], profile.hours[17]), (60, 60));
    let over: Vec<_> =
        profile.limits.iter().filter(|l| l.over).map(|l| (&*l.id, l.measure)).collect();
    assert_eq!(over, [("gmail", Measure::Messages), ("yahoo", Measure::Recipients)]);
    let from = profile.steadiness.iter().find(|one| one.role == SteadyRole::From).unwrap();
    assert_eq!((from.distinct, from.changes), (2, 1));
    assert_eq!(
        (from.changed[0].from.as_str(), from.changed[0].to.as_str()),
        ("a@example.org", "b@example.org")
    );
}

#[test]
fn pieces_of_any_size_give_what_the_whole_file_gives() {
    let mbox = |range: std::ops::Range<usize>, extra: &str| {
        let one =
            |n| format!("From a@example.org Mon Jun  3 10:00:00 2024\r\n{}\n", message(n, extra));
        range.map(one).collect::<Vec<_>>().concat()
    };
    let (refused, accepted) = (mbox(0..10, "X-Campaign: 7"), mbox(10..40, ""));
    let run = |size: usize| {
        let mut collector = Collector::new(&Options::default());
        for (text, fate) in [(&refused, Fate::Refused), (&accepted, Fate::Accepted)] {
            collector.open(fate);
            assert!(text.as_bytes().chunks(size).all(|piece| collector.push(piece)));
            let file = collector.close();
            assert_eq!((file.unread, file.problem), (0, None));
        }
        serde_json::to_string(&collector.report()).unwrap()
    };
    let whole = run(usize::MAX);
    assert!(whole.contains("\"verdict\":{\"id\":\"found\""), "{whole}");
    for size in [1, 7, 64, 511, 512, 513, 1_024, 65_536] {
        assert_eq!(run(size), whole, "pieces of {size} bytes");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_told_and_the_rest_is_counted() {
    let mut collector = Collector::new(&Options::default());
    let mut read = |bytes: &[u8]| {
        collector.open(Fate::Refused);
        collector.push(bytes);
        collector.close()
    };
    let line = "From a@example.org Mon Jun  3 10:00:00 2024\n";
    let told = |file: &FileReport| (file.messages, file.unread, file.problem);
    assert_eq!(told(&read(b"")), (0, 0, Some(Problem::Empty)));
    assert_eq!(told(&read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")), (0, 0, Some(Problem::Binary)));
    assert_eq!(told(&read(b"Buy milk.\n")), (0, 1, None));
    assert_eq!(told(&read(message(1, "").as_bytes())), (1, 0, None));
    let cut = format!("{line}{}\n{line}Hello\n\n{line}From: b@exam", message(2, ""));
    let file = read(cut.as_bytes());
    assert_eq!((told(&file), file.unread_at), ((2, 1, Some(Problem::Cut)), vec![2]));
    let report = collector.report();
    assert_eq!((report.groups.refused, report.groups.verdict.id.as_str()), (3, "no-accepted"));
    assert_eq!(report.profile.messages, 3);
}

#[test]
fn limits_are_told_with_their_numbers() {
    let mut collector = Collector::new(&Options::default());
    collector.open(Fate::Sent);
    let line = "From a@example.org Mon Jun  3 10:00:00 2024\n";
    collector.push(format!("{line}Subject: x\n{}\n\n", "X-A: 1\n".repeat(50_000)).as_bytes());
    assert_eq!(collector.close().messages, 1);
    let report = collector.report();
    let told: Vec<_> = report.profile.reached.iter().map(|l| (l.id, l.limit, l.actual)).collect();
    assert_eq!(told, [(LimitKind::Header, 256_000, 1)]);
}
