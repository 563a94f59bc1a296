//! Who is named, in which role, and whether it is aligned with From.

use super::quoted;
use crate::domain;
use crate::facts::{AddressField, Facts, Person};
use crate::report::{IdentityReport, Quoted, Role};
use crate::span::Span;

/// Returns the identities in the order of interest: From, Sender, Reply-To, reverse-path, HELO,
/// DKIM, list, Message-ID.
pub(crate) fn identities(facts: &Facts<'_>) -> Vec<IdentityReport> {
    let mut all = Vec::new();
    for (role, fields) in [
        (Role::From, &facts.from),
        (Role::Sender, &facts.sender),
        (Role::ReplyTo, &facts.reply_to),
        (Role::ReturnPath, &facts.return_path),
    ] {
        for (field, person) in people(fields) {
            let value = Quoted { span: person.span(), text: person.address.clone() };
            let name = person.name.as_ref().map(|name| name.text.clone());
            all.push(identity(facts, role, field.field, value, &person.domain, name));
        }
    }
    if let Some(hop) = facts.boundary.handover.and_then(|index| facts.hops.get(index))
        && let Some(helo) = hop.received.helo.or(hop.received.from)
    {
        let value = quoted(facts.text, helo);
        let name = domain::to_ascii(&value.text);
        all.push(identity(facts, Role::Helo, hop.field, value, &name, None));
    }
    for signature in &facts.dkim {
        if let Some(span) = signature.domain_span {
            let value = quoted(facts.text, span);
            all.push(identity(facts, Role::Dkim, signature.field, value, &signature.domain, None));
        }
    }
    if let Some(field) = facts.field("list-id") {
        let text = field.value_text();
        if let (Some(open), Some(close)) = (text.rfind('<'), text.rfind('>'))
            && open < close
        {
            let start = field.value().start;
            let value = quoted(facts.text, Span::new(start + open + 1, start + close));
            let name = domain::to_ascii(&value.text);
            all.push(identity(facts, Role::ListId, field.index, value, &name, None));
        }
    }
    if let (Some(id), Some(field)) = (&facts.message_id, facts.field("message-id"))
        && !id.right.is_empty()
    {
        let value = quoted(facts.text, id.right);
        let name = domain::to_ascii(&value.text);
        all.push(identity(facts, Role::MessageId, field.index, value, &name, None));
    }
    all
}

fn people(fields: &[AddressField]) -> impl Iterator<Item = (&AddressField, &Person)> {
    fields.iter().flat_map(|field| field.people.iter().map(move |person| (field, person)))
}

fn identity(
    facts: &Facts<'_>,
    role: Role,
    field: usize,
    value: Quoted,
    name: &str,
    display: Option<String>,
) -> IdentityReport {
    let unicode = domain::to_unicode(name);
    // An address literal or a bare host name belongs to no organisation.
    let comparable = role != Role::From && name.contains('.') && !name.starts_with('[');
    let author = facts.author().filter(|_| comparable);
    let org = domain::organisational(name);
    IdentityReport {
        role,
        field,
        value,
        name: display,
        unicode: (unicode != name).then_some(unicode),
        org: org.to_owned(),
        aligned: author.map(|author| !author.domain.is_empty() && author.org == org),
        domain: name.to_owned(),
        author: facts.boundary.author(field),
    }
}
