//! Names of well-known companies on messages that are not theirs.

use crate::data::BRANDS;
use crate::domain::{is_word, looks_like, lower, organisational};
use crate::facts::Facts;
use crate::rule::{Arg, Rule, rule};
use crate::rules::places::{is_relayed, named_author};
use std::sync::OnceLock;

/// Words that senders add to the name of a company.
const COMPANY: &str = "\
    account accounts airdrop alert alerts bank billing bonus business care center centre co com \
    customer delivery department desk express fraud giveaway help helpdesk id inc info \
    international japan jp kundenservice limited live ltd mail member members message no noreply \
    notice notification notifications official online order orders paket pay payment payments \
    premium prime protection reply reward rewards secure security service services store support \
    team update updates verification verify wallet";

/// The same in Japanese, where no blanks separate them; a longer word precedes its prefix.
const COMPANY_JA: &str = "\
    カスタマー サポート サービス センター セキュリティ チーム お客様 \
    お客さま 株式会社 事務局 運営 公式 通知 重要 会員 プライム \
    アカウント お知らせ 担当 窓口 様 の 株";

/// The whole name must consist of the brand and such words: "Paypal user group" is somebody else.
/// An address or a signature of the brand, in any top-level domain, excuses it.
pub(crate) static DISPLAY_NAME_BRAND: Rule = rule!(Rule {
    id: "display-name-brand",
    group: Deceptive,
    sources: [Page(
        "Gmail: Email sender guidelines",
        "https://support.google.com/a/answer/81126",
        ""
    )],
    finds: [
        "From: \"PayPal Security Team\" <x@example.org>\nSubject: x\n",
        "From: =?utf-8?B?QW1hem9u44Kr44K544K/44Oe44O844K144Od44O844OI?= <x@example.org>\n\
         Subject: x\n",
    ],
    quiet: [
        "From: PayPal <service@intl.paypal.com>\nSubject: x\n",
        "From: PayPal <service_at_intl_paypal_com_x1@example.org>\nSubject: x\n",
        "From: Paypal User Group Lyon <x@example.org>\nSubject: x\n",
        "From: Chase <chase@example.org>\nSubject: x\n",
    ],
    check: |facts, found| {
        if facts.context.list {
            return;
        }
        let Some((author, shown, span)) = named_author(facts) else { return };
        let plain = fold(shown);
        let Some((brand, domains)) = brand_of(&plain) else { return };
        if author.org.is_empty() || is_relayed(author) || is_theirs(facts, domains) {
            return;
        }
        found
            .at(span)
            .and(author.domain_span())
            .text("brand", brand)
            .with("domain", Arg::Domain(author.domain.clone()));
    },
});

fn is_theirs(facts: &Facts<'_>, domains: &str) -> bool {
    let label = |domain: &str| domain.split('.').next().unwrap_or_default().to_owned();
    let theirs = |org: &str| domains.split(' ').any(|own| own == org || label(own) == label(org));
    let people = facts.from.iter().chain(&facts.reply_to).flat_map(|field| &field.people);
    people.map(|person| person.org.as_str()).any(theirs)
        || facts.dkim.iter().any(|signature| theirs(organisational(&signature.domain)))
}

/// Normalises look-alikes and full-width letters, and converts to lower case.
fn fold(name: &str) -> String {
    let name = looks_like(name).unwrap_or_else(|| name.to_owned());
    name.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .map(lower)
        .collect()
}

/// Returns the brand that `plain`, in lower case, names, and the brand's domains.
fn brand_of(plain: &str) -> Option<(&'static str, &'static str)> {
    let plain = plain.trim_matches(|c: char| !is_word(c));
    rows().iter().find_map(|(name, domains)| {
        let bare = name.trim_start_matches('+');
        let mut rest = plain.chars();
        let named = bare.chars().all(|c| rest.next() == Some(lower(c)));
        let rest = named.then_some(rest.as_str())?;
        let cut = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c.is_ascii_digit());
        let allowed = !rest.is_empty() || bare.len() == name.len();
        (allowed && !cut && is_company(rest)).then_some((bare, *domains))
    })
}

/// Returns the brands' names, each with its domains.
fn rows() -> &'static [(&'static str, &'static str)] {
    static ROWS: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    ROWS.get_or_init(|| BRANDS.lines().filter_map(|line| line.split_once(": ")).collect())
}

fn is_company(rest: &str) -> bool {
    crate::rules::places::words(rest).all(|word| {
        let mut left = word;
        while let Some(less) = COMPANY_JA.split(' ').find_map(|known| left.strip_prefix(known)) {
            left = less;
        }
        left.is_empty() || COMPANY.split(' ').any(|known| known == left)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_complete() {
        let rows: Vec<_> = BRANDS.lines().collect();
        let key = |row: &str| row.trim_start_matches('+').to_owned();
        assert!(rows.is_sorted_by(|a, b| key(a) < key(b)));
        for row in rows {
            let (name, domains) = row.split_once(": ").unwrap_or_default();
            assert!(
                !name.is_empty() && domains.split(' ').all(|d| organisational(d) == d),
                "{row}"
            );
        }
    }

    #[test]
    fn only_the_brand_with_its_company() {
        let brand = |name: &str| brand_of(&fold(name)).map(|(brand, _)| brand);
        assert_eq!(brand("ＰａｙＰａｌ　Support"), Some("PayPal"));
        assert_eq!(brand("раураl"), Some("PayPal"));
        assert_eq!(brand("三井住友カード株式会社"), Some("三井住友カード"));
        assert_eq!(brand("Apple"), None);
        assert_eq!(brand("Apple Support"), Some("Apple"));
        assert_eq!(brand("Amazonia Tours"), None);
        assert_eq!(brand("Netflix fan club"), None);
    }
}
