//! What to send next: one trait at a time, or halves if there are many.

use super::comparison::{Change, Difference, Step, StepKind};
use super::present::text;
use super::traits;
use crate::arg::Arg;
use crate::report::Args;

/// The number of differences that get a step of their own; beyond it, halving needs fewer messages.
const SINGLE: usize = 3;

/// Returns the steps, in order.
pub(super) fn plan(differences: &[Difference]) -> Vec<Step> {
    let open: Vec<usize> = differences
        .iter()
        .enumerate()
        .filter(|(_, difference)| can_be_set(difference))
        .map(|(number, _)| number)
        .collect();
    let step = |id, args, differences| Step { id, args, differences };
    if open.is_empty() {
        return vec![step(StepKind::Elsewhere, Args::new(), Vec::new())];
    }
    // Without a control, no later result means anything.
    let mut steps = vec![step(StepKind::Control, Args::new(), Vec::new())];
    for &number in open.iter().take(SINGLE) {
        steps.extend(differences.get(number).map(|difference| single(number, difference)));
    }
    if open.len() > SINGLE {
        let rest = open.get(SINGLE..).unwrap_or_default();
        let names = |numbers: &[usize]| {
            let fields = numbers.iter().filter_map(|n| differences.get(*n));
            Arg::List(fields.take(12).map(|d| Arg::Field(d.field.clone())).collect())
        };
        let (first, second) = rest.split_at(rest.len().div_ceil(2));
        // Each message halves what is left.
        let sends = rest.len().ilog2() + u32::from(!rest.len().is_power_of_two());
        let args =
            Args::from([("fields", names(first)), ("count", Arg::Count(u64::from(sends.max(1))))]);
        steps.push(step(StepKind::Halve, args, first.to_vec()));
        if !second.is_empty() {
            steps.push(step(
                StepKind::OtherHalf,
                Args::from([("fields", names(second))]),
                second.to_vec(),
            ));
        }
    }
    steps.push(step(StepKind::Repeat, Args::new(), Vec::new()));
    steps
}

/// Returns `true` if the sender can send it the other way, which rules out what filters and servers
/// wrote.
fn can_be_set(difference: &Difference) -> bool {
    let about = difference.aspects.first().map_or("", |aspect| &*aspect.id);
    let name = difference.field.to_ascii_lowercase();
    // The name that a computer gives itself is the sender's to choose.
    let way = traits::is_trace(&name) && !matches!(about, "helo" | "tls" | "identity");
    let judged_by_others = difference.kind == Change::Judged && difference.field.is_empty();
    !way && !judged_by_others && !matches!(about, "travelled" | "verdict" | "authentication")
}

fn single(number: usize, difference: &Difference) -> Step {
    let left = || ("left", text(difference.left.as_ref()));
    let right = || ("right", text(difference.right.as_ref()));
    let field = ("field", Arg::Field(difference.field.clone()));
    let about = difference.aspects.first().map_or("", |aspect| &*aspect.id);
    // An identifier must be new each time, so only its form can be taken over.
    let form = matches!(about, "message-id" | "boundary" | "date-form" | "date-zone")
        && difference.left.is_some()
        && difference.right.is_some();
    let (id, args) = match difference.kind {
        _ if form => (StepKind::Form, Args::from([field, right()])),
        Change::Missing => (StepKind::Remove, Args::from([field, left()])),
        Change::Added => (StepKind::Add, Args::from([field, right()])),
        Change::Moved => (StepKind::Move, Args::from([field])),
        Change::Respelled => (StepKind::Respell, Args::from([field, right()])),
        Change::Changed | Change::Judged => (StepKind::Set, Args::from([field, left(), right()])),
    };
    Step { id, args, differences: vec![number] }
}
