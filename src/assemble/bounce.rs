//! The refusal, with the returned fields that its reason points at.

use super::unfolded;
use crate::bounce::{Bounce, Failure};
use crate::facts::Facts;
use crate::order::sort_by_key;
use crate::report::{BounceReport, FailureReport, Quoted};
use crate::span::Spanned;

/// The largest number of fields of one name that a failure points at; a message has a handful.
const POINTED_AT: usize = 20;

/// Returns the report on a bounce, whose spans point into `text`.
pub(crate) fn report(text: &str, bounce: &Bounce, facts: Option<&Facts<'_>>) -> BounceReport {
    BounceReport {
        format: bounce.format.into(),
        kind: bounce.kind,
        reporter: bounce.reporter.as_ref().map(spanned),
        failures: bounce.failures.iter().map(|f| failure(text, f, facts)).collect(),
        returned: bounce.returned.is_some(),
    }
}

fn spanned(value: &Spanned<String>) -> Quoted {
    Quoted { span: value.span, text: value.value.clone() }
}

fn failure(text: &str, failure: &Failure, facts: Option<&Facts<'_>>) -> FailureReport {
    let explanation = &failure.explanation;
    let fields = facts.map_or_else(Vec::new, |facts| {
        let mut indexes: Vec<usize> = explanation
            .fields
            .iter()
            .flat_map(|name| {
                let places = facts.message.all(name).map(|field| field.index);
                places.take(POINTED_AT).collect::<Vec<_>>()
            })
            .collect();
        sort_by_key(&mut indexes, |at| *at as u64);
        indexes
    });
    FailureReport {
        recipient: failure.recipient.as_ref().map(spanned),
        action: failure.action.as_ref().map(|action| action.value.clone()),
        status: failure.status.as_ref().map(spanned),
        code: failure
            .code
            .as_ref()
            .map(|code| Quoted { span: code.span, text: code.value.to_string() }),
        reply: failure.reply.map(|span| unfolded(text, span)),
        host: failure.host.as_ref().map(spanned),
        provider: failure.provider.map(Into::into),
        stage: failure.stage,
        permanent: failure.permanent,
        reason: explanation.reason,
        hard: explanation.hard,
        response: explanation.response.map(Into::into),
        registry: explanation.status.map(Into::into),
        side: explanation.side,
        fields,
        reference: explanation.reference.map(Into::into),
        reference_date: explanation.checked.map(Into::into),
    }
}
