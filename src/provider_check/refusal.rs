//! What a refusal says about the provider's own requirements.

use super::table::Asked;
use crate::bounce::Bounce;
use crate::span::Span;

/// Refusals (`response.<text>`), each with the requirement that it says is not met. Refusals that
/// may mean one of several are left out.
const SAID: [(&str, &str); 26] = [
    ("gmail-unauthenticated", "spf-or-dkim"),
    ("gmail-spf-hard-fail", "spf"),
    ("gmail-dmarc", "dmarc"),
    ("gmail-bulk-spf", "spf"),
    ("gmail-bulk-dkim", "dkim"),
    ("gmail-alignment", "alignment"),
    ("gmail-no-dmarc", "dmarc-record"),
    ("gmail-tls", "tls"),
    ("gmail-reverse-dns", "reverse-name"),
    ("gmail-from-missing", "from"),
    ("gmail-from-several", "from-one"),
    ("gmail-message-id", "message-id"),
    ("gmail-duplicate-field", "once"),
    ("gmail-raw-unicode", "characters"),
    ("gmail-header-size", "size"),
    ("gmail-spf-too-wide", "spf"),
    ("gmail-malformed-field", "form"),
    ("helo-name", "helo"),
    ("mail-loop", "hops"),
    ("yahoo-unauthenticated", "spf-or-dkim"),
    ("yahoo-sender-domain", "domain"),
    ("outlook-spf", "spf"),
    ("outlook-reverse-dns", "reverse-name"),
    ("outlook-from-missing", "from"),
    ("dynamic-ip", "reverse-name-own"),
    ("icloud-dmarc", "dmarc"),
];

/// Returns the span of the provider's own words which say that it is not met.
pub(super) fn says(bounce: Option<&Bounce>, asked: &Asked) -> Option<Span> {
    let failure = bounce?.failures.iter().find(|failure| {
        let response = failure.explanation.response.unwrap_or_default();
        failure.provider == Some(asked.provider) && SAID.contains(&(response, asked.what))
    })?;
    failure.reply
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider_check::State;
    use crate::provider_check::table::ASKED;
    use crate::{Options, inspect};
    use headerlint_cli::words::{Language, Words};

    #[test]
    fn each_is_a_refusal_and_something_that_its_provider_asks_for() {
        let words = Words::new(Language::ENGLISH);
        for (response, what) in SAID {
            assert!(words.has(&format!("response.{response}.meaning")), "{response}");
            // The words that several providers share do not begin with a provider's name.
            let whose = response.split('-').next().unwrap();
            let one = ASKED.iter().any(|asked| asked.provider == whose);
            assert!(
                ASKED.iter().any(|asked| asked.what == what && (!one || asked.provider == whose)),
                "{response}: {what}"
            );
        }
    }

    #[test]
    fn a_refusal_that_names_a_requirement_decides_its_line() {
        let text = "This is the mail system at host mx.example.org.\n\n\
                    <bob@gmail.com>: host gmail-smtp-in.l.google.com[192.0.2.1] said: 550-5.7.26 \
                    This mail has been blocked because the sender is unauthenticated.\n \
                    550-5.7.26 Gmail requires all senders to authenticate with either SPF or \
                    DKIM.\n 550 5.7.26 x - gsmtp (in reply to end of DATA command)\n\n\
                    --- Below this line is a copy of the message.\n\n\
                    Received: from a.example.org by mx.example.org; Mon, 2 Nov 2026 10:00:00 \
                    +0000\nFrom: ann@example.org\nTo: bob@gmail.com\nSubject: hello\n\
                    Date: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <1@example.org>\n\nhi\n";
        let report = inspect(text, &Options::default());
        let line = |provider: &str| {
            let mut all = report.requirements.iter().filter(|all| all.provider == provider);
            all.next().unwrap().lines.iter().find(|line| line.id == "spf-or-dkim").unwrap()
        };
        let gmail = line("gmail");
        assert_eq!((gmail.state, gmail.refused), (State::NotMet, true));
        assert!(gmail.span.unwrap().of(text).starts_with("550-5.7.26 This mail"));
        assert!(!line("yahoo").refused, "Yahoo said nothing");
    }
}
