use super::*;
use crate::bounce::provider;
use headerlint_cli::words::{Language, Words};

#[test]
fn every_line_is_a_row_and_no_id_stands_twice() {
    assert_eq!(rows().len(), RESPONSES.lines().skip(1).count());
    assert!(RESPONSES.lines().all(|line| line.split('\t').count() == 10));
    let mut ids: Vec<&str> = rows().iter().map(|row| row.id).collect();
    ids.sort_unstable();
    let unique = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), unique);
}

#[test]
fn providers_stand_together_in_order_and_the_general_rows_last() {
    let mut seen: Vec<&str> = Vec::new();
    for row in rows() {
        if seen.last() != Some(&row.provider) {
            assert!(!seen.contains(&row.provider), "{} stands apart", row.id);
            seen.push(row.provider);
        }
    }
    let own = seen.iter().take_while(|name| provider::find(name).is_some()).count();
    assert!(seen.get(..own).is_some_and(<[_]>::is_sorted), "{seen:?}");
    let everybodys = seen.get(own..).unwrap_or_default();
    assert!(everybodys.iter().all(|name| provider::find(name).is_none()), "{everybodys:?}");
    assert_eq!(seen.last(), Some(&"generic"), "what everybody says comes last");
}

#[test]
fn patterns_are_lower_case_and_none_stands_twice_for_a_provider() {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for row in rows() {
        assert_eq!(row.pattern, row.pattern.to_ascii_lowercase(), "{}", row.id);
        assert_eq!(row.fields, row.fields.to_ascii_lowercase(), "{}", row.id);
        for any in row.pattern.split(" || ") {
            assert!(!seen.contains(&(row.provider, any)), "{}: {any} again", row.id);
            seen.push((row.provider, any));
            for word in any.split(" && ") {
                assert!(word.len() >= 3 && word == word.trim(), "{}: {word:?}", row.id);
                assert!(!word.contains("  ") && !word.contains(['|', '&']) || word == "pipe to |");
            }
        }
    }
}

// Each alternative says something: a reply that consists of it alone is explained by its row, or by
// one that stands before it.
#[test]
fn every_pattern_fires_on_a_reply_made_of_it() {
    for row in rows() {
        for any in row.pattern.split(" || ") {
            let reply = Plain::new(any.replace(" && ", " … "));
            assert!(row.fits(&reply, None, None), "{}: {any}", row.id);
        }
        assert!(!row.fits(&Plain::new("something else".to_owned()), None, None), "{}", row.id);
    }
}

#[test]
fn references_are_pages_with_the_month_of_reading() {
    for row in rows() {
        assert_eq!(row.reference.is_some(), row.checked.is_some(), "{}", row.id);
        if let Some(page) = row.reference {
            assert!(page.starts_with("https://") && !page.contains(' '), "{}: {page}", row.id);
        }
        if let Some(month) = row.checked {
            let (year, of_year) = month.split_once('-').unwrap_or_default();
            assert!(year.len() == 4 && matches!(of_year.parse(), Ok(1..=12_u8)), "{}", row.id);
        }
    }
    let documented = rows().iter().filter(|row| row.reference.is_some()).count();
    assert!(documented * 2 > rows().len(), "only {documented} of {}", rows().len());
}

#[test]
fn every_text_is_said_in_both_languages_and_none_is_left_over() {
    for language in Language::all() {
        let words = Words::new(language);
        for row in rows() {
            for part in ["meaning", "action"] {
                let key = format!("response.{}.{part}", row.text);
                assert!(words.has(&key), "{}: no {key}", language.tag());
            }
        }
        let used = |text: &str| text == "unknown" || rows().iter().any(|row| row.text == text);
        for key in words.keys().filter_map(|key| key.strip_prefix("response.")) {
            let text = key.strip_suffix(".meaning").or_else(|| key.strip_suffix(".action"));
            assert!(text.is_some_and(used), "{key} is nobody's");
        }
    }
}

#[test]
fn a_row_for_refusals_is_not_for_other_classes_or_subjects() {
    let virus = rows().iter().find(|row| row.id == "virus");
    let row = virus.copied();
    let reply = Plain::new("virus scanner busy".to_owned());
    assert!(row.is_some_and(|row| row.fits(&reply, Some(550), None)));
    assert!(!row.is_some_and(|row| row.fits(&reply, Some(451), None)));
    let row = rows().iter().find(|row| row.id == "mailbox-unavailable").copied();
    let reply = Plain::new("recipient address rejected: policy".to_owned());
    assert!(row.is_some_and(|row| row.fits(&reply, Some(550), Some("5.1.1"))));
    assert!(!row.is_some_and(|row| row.fits(&reply, Some(550), Some("5.7.26"))));
}
