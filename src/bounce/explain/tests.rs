use super::*;
use crate::span::Spanned;

fn failure(text: &str, host: Option<&str>, stage: Option<Stage>) -> Failure {
    let span = Span::new(0, text.len());
    Failure {
        reply: (!text.is_empty()).then_some(span),
        code: reply::code(text, span),
        status: reply::status(text, span),
        host: host.map(|host| Spanned::new(Span::default(), host.to_owned())),
        stage,
        ..Failure::default()
    }
}

const REFUSED: Notice =
    Notice { kind: NoticeKind::Refused, written_by: None, format: "rfc3464", words: None };

fn at(text: &str, host: Option<&str>, stage: Option<Stage>) -> Failure {
    let mut failure = failure(text, host, stage);
    explain(text, &mut failure, REFUSED);
    failure
}

fn said(text: &str, host: Option<&str>) -> Explanation {
    at(text, host, None).explanation
}

#[test]
fn the_host_decides_whose_table_is_read() {
    let dmarc = "550-5.7.26 Unauthenticated email from example.org is not accepted due to \
                 domain's\n 550-5.7.26 DMARC policy. 550 5.7.26 - gsmtp";
    let failure = at(dmarc, None, None);
    assert_eq!(failure.provider, Some("gmail"));
    assert_eq!(failure.explanation.response, Some("gmail-dmarc"));
    assert_eq!(failure.explanation.reason, Some(Reason::Authentication));
    assert!(failure.explanation.fields.contains(&"dkim-signature"));
    assert!(failure.explanation.reference.is_some() && failure.explanation.checked.is_some());
    let other = said("550 5.7.1 S3150", Some("mx.example.org"));
    assert_eq!(other.response, None);
    assert_eq!(other.side, Side::Sender, "the registry says it");
}

#[test]
fn one_code_means_what_its_writer_means() {
    let text = "550 5.7.27 refused";
    let gmail = said(text, Some("gmail-smtp-in.l.google.com"));
    assert_eq!((gmail.response, gmail.status), (Some("gmail-bulk-spf"), None));
    assert_eq!(gmail.reason, Some(Reason::Authentication));
    let other = said(text, Some("mx.example.org"));
    assert_eq!((other.response, other.status), (None, Some("X.7.27")));
    assert_eq!(other.reason, Some(Reason::NotAccepting));
    let outlook = said("550 5.1.10 gone", Some("example-org.mail.protection.outlook.com"));
    assert_eq!(outlook.response, Some("outlook-recipient-not-found"));
    assert_eq!((outlook.reason, outlook.hard), (Some(Reason::UserUnknown), Some(true)));
}

#[test]
fn a_made_up_code_is_called_so() {
    let unknown = said("550 5.0.911 no", Some("mx.example.org"));
    assert_eq!(unknown.status, Some("unregistered"));
    assert_eq!(said("550 no", None).status, None);
    assert_eq!(said("550 5.7.32 no", None).status, Some("unregistered"), "Gmail's alone");
}

#[test]
fn telling_words_come_before_the_code_and_a_telling_code_before_vague_words() {
    let words = said("550 5.7.1 mailbox full", None);
    assert_eq!(words.reason, Some(Reason::MailboxFull));
    let code = said("550 5.1.2 <a@example.org>: Recipient address rejected: see the log", None);
    assert_eq!((code.response, code.status), (None, Some("X.1.2")));
    assert_eq!(code.reason, Some(Reason::HostUnknown));
    let vague = said("550 <a@example.org>: Recipient address rejected", None);
    assert_eq!(vague.response, Some("mailbox-unavailable"));
}

#[test]
fn the_stage_is_half_of_the_explanation() {
    let reason = |text, stage| at(text, None, Some(stage)).explanation.reason;
    let unknown = "550 unknown user";
    assert_eq!(reason(unknown, Stage::Rcpt), Some(Reason::UserUnknown));
    assert_eq!(reason(unknown, Stage::Data), Some(Reason::RecipientFilter));
    assert_eq!(reason("550 5.1.1 user unknown", Stage::Data), Some(Reason::UserUnknown));
    assert_eq!(reason("553 example.org does not exist", Stage::Mail), Some(Reason::SenderRefused));
    assert_eq!(reason("550 5.7.1 no", Stage::Mail), Some(Reason::SenderRefused));
    assert_eq!(reason("550 5.7.1 no", Stage::Connect), Some(Reason::ServerBlocked));
    assert_eq!(reason("550 5.7.1 no", Stage::Rcpt), Some(Reason::Security));
    assert_eq!(reason("550 no", Stage::Rcpt), Some(Reason::Unclear));
}

#[test]
fn a_carriers_own_words_after_data_are_the_users_filter() {
    let docomo = Some("mfsmax.docomo.ne.jp");
    let text = "550 Unknown user a@docomo.example.jp";
    let rcpt = at(text, docomo, Some(Stage::Rcpt)).explanation;
    let data = at(text, docomo, Some(Stage::Data)).explanation;
    assert_eq!((rcpt.reason, rcpt.hard), (Some(Reason::UserUnknown), Some(true)));
    assert_eq!((data.reason, data.hard), (Some(Reason::RecipientFilter), Some(false)));
    assert_eq!(rcpt.response, Some("docomo-unknown-user"));
}

#[test]
fn what_looks_like_something_else_is_told_apart() {
    let case = |text, host, response| assert_eq!(said(text, host).response, response, "{text}");
    // The receiver's own mistake, not a listing.
    let open = "554 5.7.1 blocked using zen.spamhaus.org; Error: open resolver; \
                https://www.spamhaus.org/returnc/pub/";
    case(open, Some("mx.example.org"), Some("spamhaus-receiver-fault"));
    assert_eq!(said(open, None).side, Side::Recipient);
    case("550 blocked using dnsbl.sorbs.net", None, Some("dnsbl-sorbs"));
    case("554 listed in the PBL, pbl.spamhaus.org", None, Some("spamhaus-pbl"));
    // Greylisting in other words.
    let busy = "451 Internal resources are temporarily unavailable - \
                https://community.mimecast.com/docs/DOC-1369#451";
    case(busy, Some("eu-smtp-inbound-1.mimecast.com"), Some("mimecast-greylisted"));
    // An unknown user that sounds like a block.
    let blocking = "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)";
    let there = Some("example-org.mail.protection.outlook.com");
    case(blocking, there, Some("outlook-no-such-user"));
    // A 550 that passes.
    case("550 Ip frequency limited", Some("mx3.qq.com"), Some("qq-frequency"));
    case(
        "421 4.7.0 [TSS04] Messages deferred",
        Some("mta5.am0.yahoodns.net"),
        Some("yahoo-deferred"),
    );
}

#[test]
fn a_providers_rows_are_not_for_others() {
    let text = "550 spam detected";
    assert_eq!(said(text, Some("mx1.free.fr")).response, Some("free-fr-spam"));
    assert_eq!(said(text, Some("mx.example.org")).response, Some("spam-verdict"));
    assert_eq!(said(text, None).response, Some("spam-verdict"));
}

#[test]
fn a_mark_of_the_writer_does_not_hide_what_the_words_say() {
    let frozen = said("550 Mailbox is frozen. See http://mail.i.ua/err/3/", Some("mx.i.ua"));
    assert_eq!(frozen.reason, Some(Reason::AccountShut));
    assert_eq!(said("550 see http://mail.i.ua/err/9/", None).response, Some("i-ua"));
}

#[test]
fn without_a_reply_the_notice_itself_is_read() {
    let text = "We are sorry. The user's mailbox is full: a@example.org";
    let mut failure = Failure::default();
    let words = Some(Span::new(0, text.len()));
    explain(text, &mut failure, Notice { words, ..REFUSED });
    assert_eq!(failure.explanation.reason, Some(Reason::MailboxFull));
    let mut other = Failure::default();
    explain(text, &mut other, REFUSED);
    assert_eq!(other.explanation, Explanation::default(), "of several nobody knows whose it is");
}

#[test]
fn what_is_no_refusal_is_neither_hard_nor_soft() {
    let text = "250 2.1.5 Ok";
    let mut failure = failure(text, None, None);
    explain(text, &mut failure, Notice { kind: NoticeKind::Delivered, ..REFUSED });
    assert_eq!(failure.explanation.reason, Some(Reason::Delivered));
    assert_eq!(failure.explanation.hard, None);
    let mut waiting = Failure::default();
    explain("", &mut waiting, Notice { kind: NoticeKind::Delayed, ..REFUSED });
    assert_eq!(waiting.explanation.reason, Some(Reason::Expired));
}

#[test]
fn hard_is_only_what_makes_an_address_useless() {
    let hard = |text| said(text, None).hard;
    assert_eq!(hard("550 5.1.1 user unknown"), Some(true));
    assert_eq!(hard("550 5.1.2 host unknown"), Some(true));
    assert_eq!(hard("551 5.1.6 no longer on server"), Some(true));
    assert_eq!(hard("556 5.1.10 null MX"), Some(true));
    assert_eq!(hard("450 4.1.10 null MX"), Some(false));
    assert_eq!(hard("552 5.2.2 mailbox full"), Some(false));
    assert_eq!(hard("550 5.7.1 spam"), Some(false));
}

// Every text of the table is reached by some reply of its provider.
#[test]
fn no_row_is_hidden_by_another() {
    for row in responses::rows() {
        let host = provider::find(row.provider).map(|_| row.provider);
        let reached = row.pattern.split(" || ").any(|any| {
            let reply = Plain::new(any.replace(" && ", " … "));
            let asked = Asked { whose: [host, None], host: true, code: None, status: None };
            asked.find(&reply).is_some_and(|found| found.id == row.id)
        });
        assert!(reached, "{} is hidden", row.id);
    }
}

#[test]
fn a_gateway_names_the_command_beside_the_reply() {
    let text = "550 unknown user\n\n-------SMTP command\nDATA\n";
    let span = Span::new(0, 16);
    let mut failure =
        Failure { reply: Some(span), code: reply::code(text, span), ..Failure::default() };
    let words = Some(Span::new(0, text.len()));
    explain(text, &mut failure, Notice { words, format: "m-filter", ..REFUSED });
    assert_eq!(failure.stage, Some(Stage::Data));
    assert_eq!(failure.explanation.reason, Some(Reason::RecipientFilter));
}
