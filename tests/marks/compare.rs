//! What a comparison points at, on both sides, for each trait that can be changed.

use crate::changes::MUTATIONS;
use crate::draw::{Mark, draw_marked};
use crate::{assert_reviewed, cases, folder, places};
use headerlint::compare::{Aspect, Comparison, Place, Which};
use headerlint::span::Span;
use headerlint::{Options, compare};
use std::fmt::Write;

/// Messages, of which at least one has what a change needs.
const BASES: [&str; 11] = [
    "compare/refused-2008.eml",
    "compare/twice-a.eml",
    "compare/accepted-2008.eml",
    "messages/japanese-iso-2022-jp.eml",
    "messages/phpmailer-webhost.eml",
    "messages/gmail-to-outlook-arc.eml",
    "messages/esp-two-signatures.eml",
    "messages/phishing.eml",
    "messages/broken-script.eml",
    "messages/mailing-list.eml",
    "messages/windows-live-mail-2008.eml",
];

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join("..").join(name)).unwrap()
}

fn side(comparison: &Comparison, which: Which) -> Vec<Mark> {
    let of = |aspect: &Aspect| -> Vec<Span> {
        if which == Which::Left { aspect.left.clone() } else { aspect.right.clone() }
    };
    let mut marks = Vec::new();
    for (number, difference) in comparison.differences.iter().enumerate() {
        let place: Option<&Place> =
            if which == Which::Left { difference.left.as_ref() } else { difference.right.as_ref() };
        let label =
            format!("{}. {} {}", number + 1, difference.field, places::key(difference.kind));
        marks.extend(place.map(|place| Mark::new(place.span, label)));
        for aspect in &difference.aspects {
            for span in of(aspect) {
                marks.push(Mark::new(span, format!("{}. {}", number + 1, places::key(&aspect.id))));
            }
        }
    }
    for volatile in &comparison.volatile {
        let place = if which == Which::Left { &volatile.left } else { &volatile.right };
        marks.push(Mark::new(
            place.span,
            format!("{} {}", volatile.field, places::key(volatile.reason)),
        ));
        for span in of(&volatile.tokens) {
            marks.push(Mark::new(span, format!("volatile {}", places::key(&volatile.tokens.id))));
        }
    }
    marks
}

fn drawn(left: &str, right: &str) -> String {
    let comparison = compare(left, right, &Options::default());
    let mut out = format!("{}\n", places::key(&comparison.verdict.id));
    for difference in &comparison.differences {
        let says = places::values(&difference.says.args);
        let _ = writeln!(out, "{} {}{says}", places::key(difference.rank), difference.says.id);
    }
    let _ = writeln!(out, "left\n{}", draw_marked(left, &side(&comparison, Which::Left)));
    let _ = writeln!(out, "right\n{}", draw_marked(right, &side(&comparison, Which::Right)));
    out
}

#[test]
fn of_every_difference() {
    let own = cases("differences.txt").into_iter().map(|(_, text)| text);
    let bases: Vec<_> = BASES.map(text).into_iter().chain(own).collect();
    let mut out = String::new();
    for (name, change) in MUTATIONS {
        let pair = bases.iter().find_map(|left| Some((left, change(left)?.0)));
        let (left, right) = pair.unwrap_or_else(|| panic!("nothing to change: {name}"));
        let _ = writeln!(out, "=== {name}\n{}", drawn(left, &right));
    }
    assert_reviewed(&folder(), "differences", &out);
}

#[test]
fn of_whole_messages() {
    let mut out = String::new();
    for (left, right) in
        [("refused-2008", "accepted-2008"), ("twice-a", "twice-b"), ("twice-a", "twice-a")]
    {
        let [one, other] = [left, right].map(|name| text(&format!("compare/{name}.eml")));
        let _ = writeln!(out, "=== {left}, {right}\n{}", drawn(&one, &other));
    }
    assert_reviewed(&folder(), "pairs", &out);
}
