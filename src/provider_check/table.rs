//! Who asks for what: the requirements, each with the rules that find it unmet and the proof that
//! it is met, and one line for each provider that asks.

use super::Seen;
use super::pages::{self, Page};
use super::proof::{self, Proof};

/// Something that providers ask of a sender; its locale key is `requirement.<id>`.
pub(super) struct Requirement {
    pub(super) id: &'static str,
    /// The rules whose findings say that it is not met.
    pub(super) rules: &'static [&'static str],
    /// The lower-case names of the fields in which a finding counts; all if empty.
    pub(super) within: &'static [&'static str],
    pub(super) read: fn(&Seen<'_, '_>) -> Proof,
    /// Where to see what the fields do not show: a locale key below `look.`.
    pub(super) look: &'static str,
}

/// One line: who asks, for what, where it is written, and which refusal goes with it.
pub(super) struct Asked {
    /// The provider: a locale key below `asks.`.
    pub(super) provider: &'static str,
    /// The id of the requirement.
    pub(super) what: &'static str,
    /// The index of the requirement in [`REQUIREMENTS`].
    pub(super) place: usize,
    pub(super) page: &'static Page,
    /// The reply code and the enhanced status code; empty if none is documented.
    pub(super) code: &'static str,
    /// Whether it is asked only of those who send thousands of messages a day.
    pub(super) bulk: bool,
}

impl Asked {
    /// Returns where this provider shows complaints and reputation: a locale key below `look.`.
    pub(super) fn complaints(&self) -> &'static str {
        match self.provider {
            "gmail" => "gmail-postmaster",
            "yahoo" => "yahoo-sender-hub",
            "outlook" => "outlook-snds",
            _ => "bounces",
        }
    }
}

const fn requirement(
    id: &'static str,
    rules: &'static [&'static str],
    read: fn(&Seen<'_, '_>) -> Proof,
    look: &'static str,
) -> Requirement {
    Requirement { id, rules, within: &[], read, look }
}

impl Requirement {
    const fn within(self, within: &'static [&'static str]) -> Self {
        Self { within, ..self }
    }
}

/// Everything that somebody asks for.
pub(super) const REQUIREMENTS: &[Requirement] = &[
    requirement("spf-or-dkim", &["authentication-none"], proof::spf_or_dkim, "results"),
    requirement(
        "spf",
        &["spf-failed", "spf-softfail", "spf-record-broken"],
        proof::spf_pass,
        "results",
    ),
    requirement(
        "dkim",
        &["dkim-failed", "dkim-body-changed", "dkim-missing"],
        proof::dkim_pass,
        "results",
    ),
    requirement("dmarc-record", &["dmarc-record-missing"], proof::dmarc_record, "dmarc-record"),
    requirement("dmarc", &["dmarc-failed"], proof::dmarc_not_failed, "results"),
    requirement(
        "dmarc-pass",
        &["dmarc-failed", "dmarc-record-missing"],
        proof::dmarc_pass,
        "results",
    ),
    requirement(
        "spf-helo",
        &["spf-failed", "spf-softfail", "spf-record-broken"],
        proof::spf_helo,
        "results",
    ),
    requirement("filled", &["from-missing", "message-id-missing"], proof::form, "original"),
    requirement("header-12k", &[], proof::header_12k, "original"),
    requirement("alignment", &["from-not-aligned"], proof::from_aligned, "results"),
    requirement("gmail-from", &["freemail-from-foreign"], proof::gmail_from, "results"),
    requirement("dkim-key", &["dkim-key-short"], proof::dkim_key, "dkim-key"),
    requirement("tls", &["handover-unencrypted"], proof::tls, "server-log"),
    requirement("reverse-name", &["reverse-name-missing"], proof::reverse_name, "reverse-name"),
    requirement(
        "reverse-name-own",
        &["reverse-name-generic"],
        proof::reverse_name_own,
        "reverse-name",
    ),
    requirement(
        "helo",
        &["helo-bare-address", "helo-localhost", "helo-user", "helo-without-domain"],
        proof::helo,
        "server-log",
    ),
    requirement(
        "from",
        &["from-missing", "from-unreadable", "address-malformed", "address-group-in-from"],
        proof::from_valid,
        "original",
    )
    .within(&["from"]),
    requirement("from-one", &["from-several"], proof::from_valid, "original"),
    requirement(
        "domain",
        &["host-reserved", "host-underscore", "host-single-label", "host-address-literal"],
        proof::only_wrong,
        "domain",
    )
    .within(&["from", "return-path"]),
    requirement("date", DATE, proof::date, "original"),
    requirement("date-range", DATE, proof::date_range, "original"),
    requirement(
        "message-id",
        &["message-id-missing", "message-id-malformed", "message-id-without-brackets"],
        proof::message_id,
        "original",
    ),
    requirement("once", &["field-repeated"], proof::form, "original"),
    requirement(
        "form",
        &[
            "line-without-colon",
            "blank-before-colon",
            "field-name-bad-character",
            "control-character",
        ],
        proof::form,
        "original",
    ),
    requirement("line-length", &["line-too-long"], proof::line_length, "original"),
    requirement(
        "characters",
        &["raw-non-ascii", "encoded-word-misplaced"],
        proof::form,
        "original",
    ),
    requirement(
        "decodable",
        &["encoded-word-undecodable", "encoded-word-unknown-charset"],
        proof::form,
        "original",
    ),
    requirement("address-characters", &["address-exotic-character"], proof::form, "original"),
    requirement(
        "mime",
        &[
            "content-type-malformed",
            "boundary-missing",
            "boundary-malformed",
            "transfer-encoding-unknown",
            "transfer-encoding-on-multipart",
            "mime-version-wrong",
        ],
        proof::mime,
        "original",
    ),
    requirement(
        "size",
        &[
            "header-block-too-large",
            "field-too-large",
            "field-name-too-long",
            "subject-over-998",
            "message-id-too-long",
        ],
        proof::form,
        "original",
    ),
    requirement("hops", &["hops-too-many"], proof::hops, "original"),
    requirement("one-script", &["host-mixed-scripts"], proof::form, "original"),
    requirement(
        "one-click",
        &[
            "unsubscribe-one-click-missing",
            "unsubscribe-plain-http",
            "unsubscribe-one-click-value",
            "unsubscribe-post-alone",
            "unsubscribe-malformed",
            "unsubscribe-unsigned",
        ],
        proof::one_click,
        "original",
    ),
    requirement("unsubscribe-link", &[], proof::never, "body"),
    requirement("list-id", &["list-id-malformed"], proof::list_id, "original"),
    requirement("arc", &["arc-chain-broken"], proof::arc, "original"),
    requirement("complaints", &[], proof::never, "complaints"),
];

const DATE: &[&str] = &[
    "date-missing",
    "date-unreadable",
    "date-out-of-range",
    "date-order-wrong",
    "date-zone-missing",
    "date-zone-impossible",
];

/// Returns the index of a requirement; an unknown id does not compile.
#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
const fn place(id: &str) -> usize {
    let id = id.as_bytes();
    let mut place = 0;
    loop {
        let known = REQUIREMENTS[place].id.as_bytes();
        let mut same = 0;
        while same < id.len() && same < known.len() && id[same] == known[same] {
            same += 1;
        }
        if same == id.len() && same == known.len() {
            return place;
        }
        place += 1;
    }
}

macro_rules! asked {
    ($($provider:literal $who:ident $what:literal $page:ident $code:literal;)+) => {
        /// All lines, by provider.
        pub(super) const ASKED: &[Asked] = &[
            $(Asked {
                provider: $provider,
                what: $what,
                place: place($what),
                page: &pages::$page,
                code: $code,
                bulk: asked!($who),
            },)+
        ];
    };
    (bulk) => { true };
    (all) => { false };
}

asked! {
    "gmail" all "spf-or-dkim" GUIDELINES "550 5.7.26";
    "gmail" bulk "spf" FAQ "550 5.7.27";
    "gmail" bulk "dkim" FAQ "550 5.7.30";
    "gmail" bulk "dmarc-record" GMAIL_ERRORS "550 5.7.40";
    "gmail" all "dmarc" GMAIL_ERRORS "550 5.7.26";
    "gmail" bulk "alignment" GMAIL_ERRORS "550 5.7.32";
    "gmail" all "gmail-from" GUIDELINES "550 5.7.26";
    "gmail" all "dkim-key" GUIDELINES "";
    "gmail" all "reverse-name" GUIDELINES "550 5.7.25";
    "gmail" all "tls" FAQ "550 5.7.29";
    "gmail" all "helo" GMAIL_ERRORS "501 5.5.4";
    "gmail" all "from" GMAIL_ERRORS "550 5.7.1";
    "gmail" all "from-one" GMAIL_ERRORS "550 5.7.1";
    "gmail" all "domain" GMAIL_ERRORS "550 5.7.1";
    "gmail" all "message-id" GMAIL_ERRORS "550 5.7.1";
    "gmail" all "once" GMAIL_ERRORS "550 5.7.1";
    "gmail" all "characters" GMAIL_ERRORS "550 5.7.1";
    "gmail" all "form" GMAIL_ERRORS "554 5.6.0";
    "gmail" all "size" GMAIL_ERRORS "552 5.3.4";
    "gmail" all "hops" GMAIL_ERRORS "554 5.4.6";
    "gmail" all "one-script" GUIDELINES "";
    "gmail" bulk "one-click" GUIDELINES "";
    "gmail" bulk "unsubscribe-link" GUIDELINES "";
    "gmail" all "list-id" GUIDELINES "";
    "gmail" all "complaints" GUIDELINES "";

    "yahoo" all "spf-or-dkim" YAHOO_ERRORS "550 5.7.9";
    "yahoo" bulk "spf" YAHOO_ERRORS "";
    "yahoo" bulk "dkim" YAHOO_ERRORS "";
    "yahoo" bulk "dmarc-record" YAHOO_ERRORS "";
    "yahoo" all "dmarc" YAHOO_ERRORS "554 5.7.9";
    "yahoo" bulk "alignment" YAHOO "";
    "yahoo" all "dkim-key" YAHOO "";
    "yahoo" all "reverse-name" YAHOO "";
    "yahoo" all "reverse-name-own" YAHOO "";
    "yahoo" all "domain" YAHOO_ERRORS "554";
    "yahoo" all "once" YAHOO_ERRORS "554";
    "yahoo" all "form" YAHOO_ERRORS "554";
    "yahoo" all "mime" YAHOO_ERRORS "554";
    "yahoo" all "date-range" YAHOO_ERRORS "554";
    "yahoo" all "decodable" YAHOO_ERRORS "554";
    "yahoo" all "address-characters" YAHOO_ERRORS "554";
    "yahoo" bulk "one-click" YAHOO "";
    "yahoo" bulk "unsubscribe-link" YAHOO "";
    "yahoo" all "arc" YAHOO_ERRORS "";
    "yahoo" all "complaints" YAHOO "";

    "outlook" bulk "spf" HIGH_VOLUME "550 5.7.515";
    "outlook" bulk "dkim" HIGH_VOLUME "550 5.7.515";
    "outlook" bulk "dmarc-record" HIGH_VOLUME "550 5.7.515";
    "outlook" bulk "alignment" HIGH_VOLUME "550 5.7.515";
    "outlook" bulk "from" HIGH_VOLUME "";
    "outlook" all "reverse-name" OUTLOOK "";
    "outlook" all "reverse-name-own" OUTLOOK_ERRORS "550 DY-001";
    "outlook" all "form" OUTLOOK "";
    "outlook" all "once" OUTLOOK "";
    "outlook" all "arc" HIGH_VOLUME "";
    "outlook" bulk "unsubscribe-link" HIGH_VOLUME "";
    "outlook" all "complaints" OUTLOOK "";

    "icloud" bulk "spf" ICLOUD "";
    "icloud" bulk "dkim" ICLOUD "";
    "icloud" bulk "dmarc-record" ICLOUD "";
    "icloud" all "dmarc" ICLOUD "554 5.7.1";
    "icloud" bulk "reverse-name" ICLOUD "";
    "icloud" bulk "helo" ICLOUD "";
    "icloud" bulk "from" ICLOUD "";
    "icloud" bulk "date" ICLOUD "";
    "icloud" bulk "once" ICLOUD "";
    "icloud" bulk "form" ICLOUD "";
    "icloud" bulk "arc" ICLOUD "";
    "icloud" bulk "unsubscribe-link" ICLOUD "";
    "icloud" bulk "complaints" ICLOUD "";

    "docomo" all "dmarc-pass" DOCOMO "";

    "au" all "spf" AU "";
    "au" all "spf-helo" AU "";

    "softbank" all "filled" SOFTBANK "";
    "softbank" all "header-12k" SOFTBANK "";

    "laposte" all "alignment" LAPOSTE "";

    "orange" all "spf" ORANGE "";

    "general" all "spf" RFC_7372 "550 5.7.23";
    "general" all "dkim" RFC_7372 "550 5.7.20";
    "general" all "dkim-key" RFC_8301 "550 5.7.21";
    "general" all "dmarc" RFC_9989 "550 5.7.1";
    "general" all "reverse-name" RFC_1912 "550 5.7.25";
    "general" all "helo" RFC_5321_HELO "501 5.5.4";
    "general" all "tls" RFC_3207 "";
    "general" all "from" RFC_5322_FROM "";
    "general" all "date" RFC_5322_DATE "";
    "general" all "message-id" RFC_5322_ID "";
    "general" all "once" RFC_5322_ONCE "";
    "general" all "form" RFC_5322_FIELD "";
    "general" all "line-length" RFC_5322_LINE "";
    "general" all "characters" RFC_2047 "";
    "general" all "mime" RFC_2045 "";
    "general" all "hops" RFC_5321_LOOP "554 5.4.6";
    "general" all "one-click" RFC_8058 "";
    "general" all "unsubscribe-link" RFC_2369 "";
    "general" all "list-id" RFC_2919 "";
}
