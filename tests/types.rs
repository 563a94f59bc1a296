//! The TypeScript types say what the report is: no more, no less.

use headerlint::bounce::{NoticeKind, Reason, Side, Stage};
use headerlint::catalog::RuleReport;
use headerlint::compare::*;
use headerlint::facts::Author;
use headerlint::filter::Filter;
use headerlint::report::*;
use headerlint::rule::{Arg, Group, Level, Source};
use headerlint::span::Span;
use serde_json::Value;
use std::collections::BTreeSet;

const TYPES: &str = include_str!("../crates/wasm/src/types.ts");

fn quoted() -> Quoted {
    Quoted { span: Span::new(1, 2), text: "x".to_owned() }
}

#[expect(clippy::unnecessary_wraps, reason = "stands where an option does")]
fn some_quoted() -> Option<Quoted> {
    Some(quoted())
}

#[expect(clippy::unnecessary_wraps, reason = "stands where an option does")]
fn some_text() -> Option<String> {
    Some("x".to_owned())
}

fn args() -> Args {
    let text = || "x".to_owned();
    let all = vec![
        Arg::Text(text()),
        Arg::Field(text()),
        Arg::Domain(text()),
        Arg::Address(text()),
        Arg::Ip(text()),
        Arg::Count(1),
        Arg::Duration(-1),
        Arg::Instant { unix: 1, offset: None },
        Arg::Word(text()),
    ];
    Args::from([("placeholder", Arg::List(all))])
}

// Each struct is written out: a field added to the report has to be added here, and then to the types.
fn full() -> Report {
    Report {
        version: "0".into(),
        kind: Kind::Bounce,
        unit: Unit::Bytes,
        verdict: Sentence { id: "x".to_owned(), args: args() },
        repairs: vec![RepairReport {
            id: RepairKind::Html,
            count: 1,
            span: Span::new(0, 1),
            detail: Some(String::new()),
        }],
        messages: vec![MessageReport {
            span: Span::new(0, 1),
            line: 1,
            subject: some_text(),
            from: some_text(),
        }],
        message: 0,
        limits: vec![LimitReport { id: LimitKind::Bytes, limit: 1, actual: 2 }],
        bounce: Some(bounce()),
        boundary: BoundaryReport { how: BoundaryBasis::Gmail, receiver: some_text() },
        fields: vec![field()],
        outer_fields: vec![field()],
        hops: vec![hop()],
        identities: vec![identity()],
        authentication: vec![authentication()],
        mailer: mailer(),
        filters: vec![FilterReport {
            filter: "x".into(),
            id: "x".into(),
            args: args(),
            basis: Sentence { id: "x".to_owned(), args: args() },
            previous: true,
            span: Span::new(0, 1),
            spam: true,
            author: Author::Relay,
        }],
        findings: vec![FindingReport {
            rule: "x".into(),
            level: Level::Error,
            group: Group::Broken,
            spans: vec![Span::new(0, 1)],
            args: args(),
            sources: sources(),
        }],
        counts: Counts { error: 1, warning: 0, note: 0 },
        weights: vec![WeightReport {
            filter: Filter::Rspamd,
            version: "x".into(),
            sum: 2.6,
            threshold: 6.0,
            refuses: Some(15.0),
            rules: vec![WeightRuleReport { name: "x".into(), points: -0.2 }],
        }],
        requirements: vec![provider()],
        unseen: vec![Unseen::Body],
    }
}

fn provider() -> ProviderReport {
    let line = LineReport {
        id: "x".into(),
        state: State::NotMet,
        bulk: true,
        source: PageReport { name: "x".into(), url: "https://example.org/".into() },
        checked: "2026-07-02".into(),
        code: Some("550 5.7.26".into()),
        findings: vec!["x".into()],
        refused: true,
        span: Some(Span::new(0, 1)),
        look: Some("x".into()),
    };
    ProviderReport { provider: "x".into(), lines: vec![line] }
}

fn bounce() -> BounceReport {
    let failure = FailureReport {
        recipient: some_quoted(),
        action: some_text(),
        status: some_quoted(),
        code: some_quoted(),
        reply: some_quoted(),
        host: some_quoted(),
        provider: Some("x".into()),
        stage: Some(Stage::Data),
        permanent: Some(true),
        reason: Some(Reason::Spam),
        hard: Some(false),
        response: Some("x".into()),
        registry: Some("x".into()),
        side: Side::Sender,
        fields: vec![0],
        reference: Some("x".into()),
        reference_date: Some("2026-11".into()),
    };
    BounceReport {
        format: "x".into(),
        kind: NoticeKind::Refused,
        reporter: some_quoted(),
        failures: vec![failure],
        returned: true,
    }
}

fn field() -> FieldReport {
    FieldReport {
        name: "X".to_owned(),
        span: Span::new(0, 4),
        name_span: Span::new(0, 1),
        value_span: Span::new(3, 4),
        line: 1,
        author: Author::Receiver,
        decoded: some_text(),
        charsets: vec!["utf-8".to_owned()],
    }
}

fn hop() -> HopReport {
    HopReport {
        field: 0,
        helo: some_quoted(),
        rdns: some_quoted(),
        ip: some_quoted(),
        by: some_quoted(),
        with: some_quoted(),
        tls: true,
        authenticated: true,
        time: Some(1),
        offset: Some(540),
        delay: Some(-1),
        author: Author::Sender,
    }
}

fn identity() -> IdentityReport {
    IdentityReport {
        role: Role::From,
        field: 0,
        value: quoted(),
        name: some_text(),
        domain: "x".to_owned(),
        unicode: some_text(),
        org: "x".to_owned(),
        aligned: Some(true),
        author: Author::Sender,
    }
}

fn authentication() -> AuthReport {
    AuthReport {
        field: 0,
        method: "spf".to_owned(),
        result: "pass".to_owned(),
        domain: some_text(),
        aligned: Some(true),
        by: some_text(),
        trusted: true,
        span: Span::new(0, 1),
        detail: some_text(),
    }
}

fn mailer() -> MailerReport {
    let clock = ClockReport {
        kind: ClockKind::Epoch,
        value: quoted(),
        unix: Some(1),
        offset: Some(0),
        difference: Some(1),
    };
    MailerReport {
        claims: vec![ClaimReport {
            field: 0,
            value: quoted(),
            program: Some("x".into()),
            id: Some("x".into()),
        }],
        traces: vec![TraceReport {
            kind: TraceKind::Boundary,
            value: quoted(),
            programs: vec!["x".into()],
        }],
        clocks: vec![clock],
        fits: vec!["x".into()],
        verdict: MailerVerdict::Fits,
    }
}

fn sources() -> Vec<SourceReport> {
    use headerlint::filter::{Filter, FilterTest};
    use headerlint::rule::Provenance::Same;
    [
        Source::Rfc(5322, "3.6"),
        Source::Filter(Same, FilterTest { filter: Filter::Rspamd, name: "X", points: 2.6 }),
        Source::Page("X", "https://example.org/", "5.7.1"),
        Source::Observed("x"),
    ]
    .iter()
    .map(SourceReport::from)
    .collect()
}

fn comparison() -> Comparison {
    let aspect =
        || Aspect { id: "x".into(), left: vec![Span::new(0, 1)], right: vec![Span::new(0, 1)] };
    let place = || Place { index: 0, text: "x".to_owned(), span: Span::new(0, 1) };
    let side = || SideReport {
        kind: Kind::Fields,
        returned: true,
        fields: 1,
        header_bytes: 4,
        parts: vec!["text/plain".to_owned()],
        weights: vec![],
    };
    Comparison {
        version: "0".into(),
        unit: Unit::Bytes,
        verdict: Sentence { id: "x".to_owned(), args: args() },
        left: side(),
        right: side(),
        differences: vec![Difference {
            field: "X".to_owned(),
            kind: Change::Changed,
            aspects: vec![aspect()],
            rank: Rank::Rule,
            says: Sentence { id: "x".to_owned(), args: args() },
            left: Some(place()),
            right: Some(place()),
            rules: vec![RuleDifference {
                rule: "x".into(),
                side: Which::Left,
                level: Level::Note,
                sources: sources(),
            }],
            sources: sources(),
        }],
        volatile: vec![Volatile {
            field: "X".to_owned(),
            reason: VolatileReason::Id,
            left: place(),
            right: place(),
            tokens: aspect(),
        }],
        order: Order {
            left: vec!["X".to_owned()],
            right: vec!["X".to_owned()],
            pairs: vec![(0, 1)],
            moved: vec![(0, 1)],
        },
        experiment: vec![Step { id: StepKind::Set, args: args(), differences: vec![0] }],
    }
}

fn json() -> Value {
    let rule =
        RuleReport { id: "x".into(), level: Level::Note, group: Group::Odd, sources: sources() };
    let compared = Compared { comparison: comparison(), left: full(), right: full() };
    serde_json::json!({ "report": full(), "text": "", "rules": [rule, compared] })
}

// All keys, without the placeholders of sentences, which are free.
fn keys<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if key != "placeholder" {
                    found.insert(key);
                }
                keys(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

// What is declared as `name:` or `name?:`, comments taken away.
fn declared() -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    for line in TYPES.lines().filter(|line| !line.trim_start().starts_with("/**")) {
        for part in line.split([';', '{', '(', '[', ',']) {
            if let Some((name, _)) = part.split_once(':') {
                names.insert(name.trim().trim_end_matches('?'));
            }
        }
    }
    names
}

#[test]
fn every_key_of_the_report_is_declared_and_nothing_else() {
    let json = json();
    let mut written = BTreeSet::new();
    keys(&json, &mut written);
    // The names of a span's two members are for readers; `rules` only wraps the catalogue here.
    let mut declared = declared();
    declared.remove("start");
    declared.remove("end");
    assert_eq!(written, declared);
}

#[test]
fn every_value_of_an_enumeration_is_declared() {
    let values = serde_json::json!([
        [Kind::Empty, Kind::NotMail, Kind::Fields, Kind::Message, Kind::Bounce, Kind::Notice],
        [
            NoticeKind::Refused,
            NoticeKind::Delayed,
            NoticeKind::Delivered,
            NoticeKind::Complaint,
            NoticeKind::Answer
        ],
        [Stage::Connect, Stage::Ehlo, Stage::Mail, Stage::Rcpt, Stage::Data],
        [Side::Sender, Side::Recipient, Side::Either],
        Reason::ALL,
        [Author::Receiver, Author::Relay, Author::Sender],
        [Level::Error, Level::Warning, Level::Note],
        Group::ALL,
        [
            Change::Added,
            Change::Missing,
            Change::Changed,
            Change::Moved,
            Change::Respelled,
            Change::Judged
        ],
    ]);
    let types = TYPES.split_whitespace().collect::<Vec<_>>().join(" ");
    for set in values.as_array().unwrap() {
        let union: Vec<String> = set.as_array().unwrap().iter().map(Value::to_string).collect();
        let union = union.join(" | ");
        assert!(types.contains(&format!("= {union};")), "{union}");
    }
    let Value::Array(arguments) = &json()["report"]["verdict"]["args"]["placeholder"]["value"]
    else {
        panic!("arguments are a list");
    };
    assert_eq!(arguments.len(), 9);
    for argument in arguments {
        assert!(TYPES.contains(&argument["type"].to_string()), "{argument}");
    }
}

#[test]
fn weights_arrive_as_they_are_declared() {
    let json = json();
    assert_eq!(json["report"]["weights"][0]["sum"].to_string(), "2.6");
    assert_eq!(json["rules"][0]["sources"][1]["weight"].to_string(), "2.6");
}
