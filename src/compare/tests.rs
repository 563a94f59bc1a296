use super::*;
use crate::words::{Language, Words};
use proptest::prelude::*;

#[test]
fn every_trait_has_its_words() {
    for language in Language::ALL {
        let words = Words::new(language);
        for id in traits::ids() {
            let key = format!("compare.trait.{id}");
            assert!(words.has(&key), "{} {key}", language.tag());
        }
    }
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
        a in "((From|To|X-A|Date|Received|Message-ID|Content-Type|DKIM-Signature|Subject): ?[ -~é\t]{0,30}\n){0,6}",
        b in "((From|to|X-B|Date|Received|Message-Id|Content-Type|DKIM-Signature|Subject): ?[ -~é\t]{0,30}\n){0,6}",
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
        // What is added from one side is missing from the other.
        let mirrored = compare(&b, &a, &Options::default());
        prop_assert_eq!(mirrored.differences.len(), comparison.differences.len());
    }
}
