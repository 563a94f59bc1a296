//! What tells more than people see who share it.

use crate::declare_rule;
use crate::facts::Facts;
use crate::rule::{Arg, FINDINGS_PER_RULE, Found};

/// Fields that hold a recipient, an account or the address of a visitor where nobody looks for it.
const HIDDEN: &[&str] =
    &["x-apparently-to", "x-hmxmroriginalrecipient", "x-php-script", "x-provags-id", "x-sonic-mf"];

/// Fields that anybody would read, named as well where one of the others is there.
const PLAIN: &[&str] = &[
    "delivered-to",
    "x-original-to",
    "x-resolved-to",
    "x-antiabuse",
    "x-ms-exchange-crosstenant-userprincipalname",
];

/// Fields of scrambled reasons that are looked up; a mail has one or two.
const DECODED: usize = 4;

declare_rule! {
    /// Silent where only To, Delivered-To and the like name people: who shares a header knows those.
    pub static PRIVATE_DETAILS = "private-details" {
        group: Informative,
        sources: [Observed("private")],
        finds: [
            "From: a@example.org\nSubject: x\nX-HmXmrOriginalRecipient: b@example.net\nX-HmXmrOriginalRecipient: c@example.net\n",
            "From: a@example.org\nSubject: x\nX-PHP-Script: www.example.org/mail.php for 192.0.2.7\n",
        ],
        quiet: [
            "From: a@example.org\nSubject: x\nDelivered-To: b@example.net\n",
            "From: a@example.org\nSubject: x\nX-Provags-ID:\n",
        ],
        check: private_details,
    }
}

fn private_details(facts: &Facts<'_>, found: &mut Found<'_>) {
    let fields = |names: &'static [&'static str]| {
        names
            .iter()
            .flat_map(|name| facts.message.all(name))
            .filter(|field| !field.value().is_empty())
    };
    let decoded = facts.verdicts.iter().filter(|v| v.id == "holds-recipients").take(DECODED);
    let mut places: Vec<_> =
        fields(HIDDEN).map(|field| (Some(field.name()), field.value())).collect();
    places.extend(decoded.map(|verdict| {
        let field = facts.message.fields().find(|field| field.value().contains(verdict.span));
        (field.map(|field| field.name()), verdict.span)
    }));
    let Some((_, first)) = places.first().copied() else { return };
    places.extend(fields(PLAIN).map(|field| (Some(field.name()), field.value())));
    places.truncate(FINDINGS_PER_RULE);
    let mut names: Vec<Arg> = Vec::new();
    let finding = found.at(first);
    for (at, (name, span)) in places.into_iter().enumerate() {
        if at > 0 {
            finding.and(span);
        }
        let name = Arg::Field(name.unwrap_or_default().to_owned());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    finding.with("fields", Arg::List(names));
}
