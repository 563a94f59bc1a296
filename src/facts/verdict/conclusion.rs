//! What several of Microsoft's values say together.

use super::{Basis, Out, Verdict};
use crate::facts::boundary::Author;

/// What has to be there, what has to be there with it, and the id of the verdict.
const TOGETHER: &[(&[&str], &[&str], &str)] = &[
    // Called spam, but put in the inbox all the same.
    (&["scl-spam", "scl-high"], &["dest-inbox"], "overruled"),
    // An allow list hides that the sender's set-up is broken.
    (
        &["sfv-skn", "sfv-ska", "sfv-sfe", "ipv-cal"],
        &["compauth-000", "compauth-001", "compauth-own"],
        "allowed-unproved",
    ),
    (&["bcl-many"], &["sfv-nspm"], "bulk-accepted"),
];

/// Adds the conclusions.
pub(super) fn draw(out: &mut Out) {
    let own = |verdict: &&Verdict| verdict.author == Author::Receiver && !verdict.previous;
    let find =
        |ids: &[&str]| out.verdicts.iter().filter(own).find(|verdict| ids.contains(&verdict.id));
    let drawn: Vec<_> = TOGETHER
        .iter()
        .filter_map(|(first, second, id)| {
            let place = find(first)?.span;
            find(second).map(|_| (*id, place))
        })
        .collect();
    out.filter = "microsoft";
    out.basis = Basis::Concluded;
    out.author = Author::Receiver;
    out.previous = false;
    for (id, place) in drawn {
        out.add(id, false, place, vec![]);
    }
}
