//! All rules, one module a family.

mod accounts;
pub(crate) mod address;
mod alignment;
mod arc;
mod authentication;
mod automatic;
mod brand;
mod clock;
mod date;
mod display_name;
mod dkim;
mod encoding;
mod envelope;
mod forgery;
mod form;
mod habits;
mod handed_on;
mod host;
mod hosting;
mod imitation;
mod invisible;
mod links;
mod mailer;
mod marks;
mod message_id;
mod mime;
mod occurrence;
mod places;
mod pressure;
mod priority;
mod privacy;
mod recipients;
pub(crate) mod recorded;
mod reply_to;
mod sender_account;
mod shape;
mod signing;
mod size;
pub(crate) mod structure;
mod subject;
mod subject_words;
mod subscription;
mod testimony;
mod thread;
pub(crate) mod trace;
mod traits;

use crate::facts::Facts;
use crate::order::sort_by_key;
use crate::rule::{Finding, Found, Rule};
use crate::span::Span;

/// Every rule, sorted by id: the one table that drives checks, docs, `--explain` and the tests.
pub static RULES: &[&Rule] = &[
    &address::ADDRESS_BLANK_IN_BRACKETS,
    &address::ADDRESS_DOT_PLACEMENT,
    &address::ADDRESS_EXOTIC_CHARACTER,
    &address::ADDRESS_GLUED_TO_NAME,
    &address::ADDRESS_GROUP_IN_FROM,
    &address::ADDRESS_MALFORMED,
    &form::NAME_IN_COMMENT,
    &address::ADDRESS_OBSOLETE_ROUTE,
    &shape::ADDRESS_RANDOM_LETTERS,
    &address::ADDRESS_TOO_LONG,
    &address::ADDRESS_UNBALANCED,
    &address::ADDRESS_UNQUOTED_SPECIALS,
    &alignment::ALIGNED_BY_ONE,
    &habits::APPLE_VERSIONS,
    &arc::ARC_CHAIN_BROKEN,
    &arc::ARC_FAILED,
    &automatic::ATTACHMENT_UNNAMED,
    &envelope::AUTHENTICATED_AS_ANOTHER,
    &authentication::AUTHENTICATION_CONTRADICTS,
    &authentication::AUTHENTICATION_NONE,
    &testimony::RESULTS_MALFORMED,
    &authentication::RESULTS_UNTRUSTED,
    &hosting::AUTHENTICATION_WARNING,
    &automatic::ANSWER_WITH_RETURN_PATH,
    &automatic::AUTO_SUBMITTED_BY_PERSON,
    &automatic::AUTO_SUBMITTED_MISSING,
    &occurrence::BCC_EXPOSED,
    &structure::BLANK_BEFORE_COLON,
    &clock::BOUNDARY_CLOCK_IMPOSSIBLE,
    &clock::BOUNDARY_CLOCK_OFF,
    &mime::BOUNDARY_MALFORMED,
    &mime::BOUNDARY_MISSING,
    &mime::CHARSET_MISSING,
    &mime::CHARSET_UNKNOWN,
    &traits::CHARSET_UNQUOTED,
    &clock::CLOCKS_COPIED,
    &clock::CLOCKS_DISAGREE,
    &authentication::COMPAUTH_FAILED,
    &mime::CONTENT_TYPE_EXTRA_SEMICOLON,
    &mime::CONTENT_TYPE_MALFORMED,
    &mime::CONTENT_TYPE_PARAMETER_MALFORMED,
    &structure::CONTROL_CHARACTER,
    &hosting::CPANEL_ACCOUNT_NAMED,
    &date::DATE_AFTER_ARRIVAL,
    &date::DATE_BEFORE_ARRIVAL,
    &occurrence::DATE_MISSING,
    &date::DATE_ORDER_WRONG,
    &date::DATE_OUT_OF_RANGE,
    &date::DATE_UNREADABLE,
    &date::DATE_WEEKDAY_WRONG,
    &date::DATE_YEAR_SHORT,
    &date::DATE_ZONE_COMMENT_WRONG,
    &date::DATE_ZONE_IMPOSSIBLE,
    &date::DATE_ZONE_MISSING,
    &date::DATE_ZONE_NAMED,
    &date::DATE_ZONE_UNKNOWN,
    &clock::ZONE_UNLIKELY,
    &recipients::DELIVERED_TO_NOT_LISTED,
    &forgery::DESKTOP_DIRECT,
    &brand::DISPLAY_NAME_BRAND,
    &display_name::DISPLAY_NAME_COLLEAGUE,
    &display_name::DISPLAY_NAME_COUNTER,
    &accounts::DISPLAY_NAME_DEPARTMENT,
    &display_name::DISPLAY_NAME_EMPTY,
    &display_name::DISPLAY_NAME_EXTRA_BLANKS,
    &display_name::DISPLAY_NAME_OTHER_ADDRESS,
    &display_name::DISPLAY_NAME_OWN_ADDRESS,
    &display_name::DISPLAY_NAME_RECIPIENT_DOMAIN,
    &display_name::DISPLAY_NAME_TITLE,
    &display_name::DISPLAY_NAME_URL,
    &reply_to::DISPOSITION_NOTIFICATION_ELSEWHERE,
    &authentication::DKIM_BODY_CHANGED,
    &signing::DKIM_COPY_UNSIGNED,
    &dkim::DKIM_EXPIRED,
    &authentication::DKIM_FAILED,
    &dkim::DKIM_FIELDS_UNSIGNED,
    &dkim::DKIM_FROM_FUTURE,
    &dkim::DKIM_FROM_UNSIGNED,
    &dkim::DKIM_IDENTITY_OUTSIDE,
    &dkim::DKIM_INCOMPLETE,
    &dkim::DKIM_KEY_SHORT,
    &dkim::DKIM_LENGTH_TAG,
    &authentication::DKIM_MISSING,
    &dkim::DKIM_SHA1,
    &dkim::DKIM_SIGNS_TRACE,
    &signing::DKIM_TIME_OFF,
    &dkim::DKIM_TIMES_REVERSED,
    &signing::DKIM_UNUSUAL,
    &authentication::DMARC_FAILED,
    &form::DMARC_LEGACY_TAGS,
    &authentication::DMARC_RECORD_MISSING,
    &shape::DOMAIN_LONG,
    &dkim::DOMAINKEYS_OBSOLETE,
    &encoding::ENCODED_WORD_CHARSETS_MIXED,
    &encoding::ENCODED_WORD_CONTROL,
    &encoding::ENCODED_WORD_GLUED,
    &encoding::ENCODED_WORD_IN_QUOTES,
    &encoding::ENCODED_WORD_LINE_BREAK,
    &encoding::ENCODED_WORD_MALFORMED,
    &encoding::ENCODED_WORD_MISPLACED,
    &encoding::ENCODED_WORD_NEEDLESS,
    &encoding::ENCODED_WORD_SPLIT_CHARACTER,
    &encoding::ENCODED_WORD_TOO_LONG,
    &encoding::ENCODED_WORD_UNDECODABLE,
    &encoding::ENCODED_WORD_UNKNOWN_CHARSET,
    &encoding::ENCODED_WORD_UNPADDED,
    &occurrence::FIELD_MISSPELLED,
    &structure::FIELD_NAME_BAD,
    &shape::FIELD_NAME_CASE,
    &form::VALUE_REPEATS_NAME,
    &size::FIELD_NAME_TOO_LONG,
    &forgery::FIELD_NAMES_RANDOM,
    &occurrence::FIELD_REPEATED,
    &size::FIELD_TOO_LARGE,
    &structure::FOLD_EMPTY_LINE,
    &structure::FOLD_INSIDE_TOKEN,
    &trace::FORWARDED,
    &handed_on::FORWARDED_WITHOUT_ARC,
    &alignment::FREEMAIL_FROM_FOREIGN,
    &shape::FREEMAIL_NUMBERED,
    &sender_account::FROM_EQUALS_RECIPIENT,
    &occurrence::FROM_MISSING,
    &accounts::FROM_NO_REPLY,
    &alignment::FROM_NOT_ALIGNED,
    &sender_account::FROM_NUMBER_OR_HEX_USER,
    &sender_account::FROM_SERVICE_ACCOUNT,
    &address::FROM_SEVERAL,
    &sender_account::FROM_SYSTEM_ACCOUNT,
    &address::FROM_UNREADABLE,
    &address::FROM_WITHOUT_NAME,
    &handed_on::GMAIL_FROM_ELSEWHERE,
    &encoding::HALF_WIDTH_KANA,
    &trace::HANDOVER_UNENCRYPTED,
    &size::HEADER_BLOCK_TOO_LARGE,
    &trace::HELO_BARE_ADDRESS,
    &imitation::HELO_BORROWED,
    &trace::HELO_GENERIC,
    &trace::HELO_LOCALHOST,
    &handed_on::HELO_MALFORMED,
    &trace::HELO_OTHER_ADDRESS,
    &trace::HELO_USER,
    &trace::HELO_WITHOUT_DOMAIN,
    &trace::HOPS_TOO_MANY,
    &host::HOST_ADDRESS_LITERAL,
    &host::HOST_LOOK_ALIKE,
    &host::HOST_MIXED_SCRIPTS,
    &host::HOST_RESERVED,
    &host::HOST_SINGLE_LABEL,
    &host::HOST_UNDERSCORE,
    &host::HOST_WWW,
    &thread::IN_REPLY_TO_SEVERAL,
    &automatic::INFO_TO_INFO,
    &invisible::INVISIBLE_CHARACTERS,
    &handed_on::IPREV_FAILED,
    &mime::ISO_2022_JP_NOT_7BIT,
    &form::LINE_OVER_78,
    &structure::LINE_TOO_LONG,
    &structure::LINE_WITHOUT_COLON,
    &subscription::LIST_FIELD_MALFORMED,
    &subscription::LIST_ID_MALFORMED,
    &automatic::LIST_ID_MISSING,
    &invisible::LOOK_ALIKE_LETTERS,
    &mailer::ATTACK_TOOL,
    &mailer::BOUNDARY_FOREIGN,
    &habits::BOUNDARY_UNKNOWN,
    &habits::BULK_SOFTWARE,
    &habits::COMPANIONS_FOREIGN,
    &habits::COMPANIONS_MISSING,
    &mailer::NAME_CASE,
    &habits::FIELD_ORDER,
    &mailer::LIBRARY_FREEMAIL,
    &mailer::ID_FOREIGN,
    &mailer::MIMEOLE_CONTRADICTS,
    &mailer::MIMEOLE_MISSING,
    &mailer::IMPOSSIBLE,
    &habits::NAME_RANDOM,
    &mailer::OUTDATED,
    &mailer::RARE_MAILER,
    &imitation::MAILERS_TWO,
    &habits::WITHOUT_VERSION,
    &marks::MARKED_AS_SPAM,
    &marks::MARKED_ON_THE_WAY,
    &structure::MBOX_LINE_INSIDE,
    &message_id::MESSAGE_ID_ADDED,
    &message_id::MESSAGE_ID_CAPITALS,
    &clock::ID_CLOCK_AGREES,
    &clock::ID_CLOCK_IMPOSSIBLE,
    &clock::ID_CLOCK_OFF,
    &message_id::MESSAGE_ID_DOMAIN_OF_RECIPIENT,
    &traits::GMAIL_ID_BY_CLIENT,
    &traits::ID_HOLDS_ACCOUNT,
    &message_id::MESSAGE_ID_HOLDS_FROM,
    &message_id::MESSAGE_ID_HOLDS_RECIPIENT,
    &message_id::MESSAGE_ID_HOST_IS_USER,
    &message_id::MESSAGE_ID_IP_ADDRESS,
    &message_id::MESSAGE_ID_LOCAL_HOST,
    &message_id::MESSAGE_ID_MALFORMED,
    &occurrence::MESSAGE_ID_MISSING,
    &message_id::MESSAGE_ID_NOT_DOMAIN,
    &imitation::OUTLOOK_ID_ALONE,
    &message_id::MESSAGE_ID_SEVERAL_AT,
    &traits::ID_NAME_SPELLING,
    &message_id::MESSAGE_ID_TOO_LONG,
    &message_id::MESSAGE_ID_TOO_SHORT,
    &message_id::MESSAGE_ID_WITHOUT_BRACKETS,
    &message_id::MESSAGE_ID_WWW,
    &mime::MESSAGE_PARTIAL,
    &mime::MIME_VERSION_MISSING,
    &mime::MIME_VERSION_WRONG,
    &invisible::MIXED_SCRIPT_WORD,
    &trace::NEVER_TRAVELLED,
    &structure::NO_BLANK_AFTER_COLON,
    &hosting::NON_DELIVERY_SUPPRESSED,
    &hosting::ORIGINATING_ADDRESS,
    &hosting::OUTGOING_FILTER_STATUS,
    &imitation::OUTLOOK_HTML_ONLY,
    &mime::PARAMETER_ENCODED_WORD,
    &mime::PARAMETER_EXTENDED_BROKEN,
    &forgery::SCRIPT_BESIDE_DESKTOP,
    &hosting::PHP_SCRIPT_EVAL,
    &imitation::PHP_SCRIPT_FORGED,
    &hosting::PHP_SCRIPT_NAMED,
    &hosting::PHP_SCRIPT_ROOT,
    &forgery::PHPMAILER_TOKEN,
    &habits::PHPMAILER_OLD,
    &automatic::PRECEDENCE_BULK,
    &priority::PRIORITY_CONTRADICTS,
    &priority::PRIORITY_HIGH,
    &priority::PRIORITY_VALUE_ODD,
    &privacy::PRIVATE_DETAILS,
    &structure::RAW_NON_ASCII,
    &trace::ADDRESS_IMPOSSIBLE,
    &handed_on::RECEIVED_CHAIN_BREAK,
    &forgery::RECEIVED_FORM_FORGED,
    &forgery::RECEIVED_INCOMPLETE,
    &trace::WAITED,
    &handed_on::RECEIVED_SPF_OTHER,
    &trace::TIME_BACKWARDS,
    &imitation::RECEIVED_TWO_ADDRESSES,
    &occurrence::RECIPIENT_MISSING,
    &recipients::RECIPIENT_NAME_GENERIC,
    &traits::RECIPIENT_WITHOUT_BRACKETS,
    &recipients::RECIPIENTS_DOZENS,
    &recipients::RECIPIENTS_MANY,
    &recipients::RECIPIENTS_SIMILAR,
    &recipients::RECIPIENTS_SORTED,
    &recipients::RECIPIENTS_UNDISCLOSED,
    &message_id::REFERENCES_MALFORMED,
    &thread::REFERENCES_PARENT_MISSING,
    &reply_to::REPLY_TO_EQUALS_RECIPIENT,
    &reply_to::REPLY_TO_FREEMAIL,
    &reply_to::REPLY_TO_OTHER_DOMAIN,
    &reply_to::REPLY_TO_OUTSIDE,
    &reply_to::REPLY_TO_REDUNDANT,
    &occurrence::REPLY_TO_WITHOUT_RECIPIENT,
    &subject_words::REPLY_WITHOUT_REFERENCES,
    &mime::REPORT_TYPE_MISSING,
    &shape::RESENT_INCOMPLETE,
    &form::RESENT_MISPLACED,
    &occurrence::RETIRED_FIELD,
    &accounts::RETURN_PATH_FREEMAIL,
    &envelope::RETURN_PATH_DECODED,
    &address::RETURN_PATH_NULL,
    &reply_to::RETURN_PATH_OTHER_DOMAIN,
    &trace::RETURN_PATH_REPEATED,
    &sender_account::RETURN_PATH_SERVICE_ACCOUNT,
    &trace::REVERSE_NAME_GENERIC,
    &trace::REVERSE_NAME_MISSING,
    &reply_to::SENDER_DIFFERS,
    &occurrence::SENDER_MISSING,
    &occurrence::SENDER_REDUNDANT,
    &links::SHORTENED_LINK,
    &links::SHORTENED_LINK_ELSEWHERE,
    &handed_on::SMTPUTF8_LOST,
    &habits::SPAMWARE_FIELD,
    &authentication::SPF_FAILED,
    &authentication::SPF_BROKEN,
    &authentication::SPF_SOFTFAIL,
    &subject_words::SUBJECT_ADVERTISEMENT_LABEL,
    &subject::SUBJECT_ALL_CAPITALS,
    &pressure::SUBJECT_COUNTER,
    &subject::SUBJECT_CURRENCY,
    &pressure::SUBJECT_EMOJI,
    &subject::SUBJECT_EMPTY,
    &subject_words::SUBJECT_HOLDS_RECIPIENT,
    &subject::SUBJECT_LONG,
    &occurrence::SUBJECT_MISSING,
    &size::SUBJECT_OVER_998,
    &subject::SUBJECT_QUESTION_EXCLAMATION,
    &subject_words::SUBJECT_RANDOM_TAIL,
    &subject::SUBJECT_SPACED_LETTERS,
    &subject_words::SUBJECT_SPAM_TAG,
    &subject::SUBJECT_TRAILING_BLANKS,
    &subject_words::SUBJECT_URL,
    &structure::TAB_AFTER_COLON,
    &subject_words::TEMPLATE_UNRESOLVED,
    &mime::TEXT_BASE64_NEEDLESS,
    &clock::THREAD_INDEX_OFF,
    &shape::SUFFIX_MISUSED,
    &testimony::TRACE_BELOW_AUTHOR,
    &mime::TRANSFER_ENCODING_CASE,
    &mime::TRANSFER_ENCODING_ON_MULTIPART,
    &mime::TRANSFER_ENCODING_UNKNOWN,
    &subscription::UNSUBSCRIBE_MAILTO_ONLY,
    &subscription::UNSUBSCRIBE_MALFORMED,
    &automatic::UNSUBSCRIBE_MISSING,
    &automatic::UNSUBSCRIBE_ON_AUTOMATIC,
    &subscription::ONE_CLICK_MISSING,
    &subscription::ONE_CLICK_VALUE,
    &subscription::ONE_CLICK_PLAIN_HTTP,
    &subscription::ONE_CLICK_ALONE,
    &subscription::ONE_CLICK_SEVERAL,
    &subscription::ONE_CLICK_UNSIGNED,
    &pressure::URGENT_WORDS,
];

#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
const _: () = {
    let mut i = 1;
    while i < RULES.len() {
        assert!(less(RULES[i - 1].id.as_bytes(), RULES[i].id.as_bytes()), "rules out of order");
        i += 1;
    }
};

#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
const fn less(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return a[i] < b[i];
        }
        i += 1;
    }
    a.len() < b.len()
}

/// Runs every rule; findings by level, then by place.
pub fn check(facts: &Facts<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in RULES {
        (rule.check)(facts, &mut Found::new(rule, &mut all));
    }
    sort_by_key(&mut all, |finding| {
        let Span { start, end } = finding.spans.first().copied().unwrap_or_default();
        (finding.rule.level() as u64) << 62 | (start as u64) << 31 | end as u64
    });
    all
}

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.id.cmp(id)).ok().and_then(|i| RULES.get(i)).copied()
}
