//! Authentication as recorded (Authentication-Results, Received-SPF) and as claimed (DKIM, ARC).

use super::boundary::{Author, Boundary};
use crate::message::{Field, Message};
use crate::order::sort_by_key;
use crate::span::Span;
use crate::syntax::auth_results::{self, AuthResults, MethodResult, ReceivedSpf};
use crate::syntax::tags::{self, TagList};

/// One Authentication-Results field.
#[derive(Clone, Debug)]
pub struct Results {
    /// The index of the field in `Message::lines`.
    pub field: usize,
    /// The parsed value.
    pub parsed: AuthResults,
    /// Who wrote the field; only the receiver's results can be believed.
    pub author: Author,
}

/// One Received-SPF field.
#[derive(Clone, Debug)]
pub struct Spf {
    /// The index of the field in `Message::lines`.
    pub field: usize,
    /// The parsed value.
    pub parsed: ReceivedSpf,
    /// Who wrote the field.
    pub author: Author,
}

/// One DKIM-Signature field.
#[derive(Clone, Debug)]
pub struct DkimSignature {
    /// The index of the field in `Message::lines`.
    pub field: usize,
    /// The span of the value.
    pub span: Span,
    /// The parsed value.
    pub tags: TagList,
    /// The value of `d=` in lower case; empty if the tag is missing.
    pub domain: String,
    /// The span of the value of `d=`, unless it is missing or empty.
    pub domain_span: Option<Span>,
    /// The value of `s=`; empty if the tag is missing.
    pub selector: String,
    /// The field names in `h=`, in lower case, each with its span.
    pub signed: Vec<(String, Span)>,
    /// The result, in lower case, that the receiver recorded for this signature, matched by `d=` or
    /// `i=` and by as much of `s=` and `b=` as the result names.
    pub recorded: Option<String>,
}

/// One ARC instance.
#[derive(Clone, Debug, Default)]
pub struct ArcSet {
    /// The value of `i=`.
    pub instance: u32,
    /// The ARC-Seal: its index in `Message::lines`, and its tags.
    pub seal: Option<(usize, TagList)>,
    /// The ARC-Message-Signature: its index in `Message::lines`, and its tags.
    pub signature: Option<(usize, TagList)>,
    /// The ARC-Authentication-Results: its index in `Message::lines`, and its results.
    pub results: Option<(usize, AuthResults)>,
}

/// The ARC fields.
#[derive(Clone, Debug, Default)]
pub struct Arc {
    /// The sets, by ascending instance.
    pub sets: Vec<ArcSet>,
    /// The indexes in `Message::lines` of ARC fields that belong to no set: they have no instance
    /// up to 50 (RFC 8617 §4.2.1), or repeat a field of their set.
    pub stray: Vec<usize>,
}

/// The highest instance of an ARC set (RFC 8617 §4.2.1).
const INSTANCE_LIMIT: u32 = 50;

/// The number of results that are compared with each signature; a message has a handful.
const COMPARED_LIMIT: usize = 64;

/// Parses all Authentication-Results, topmost first, each with its index in `Message::lines`.
pub fn parse_results(message: &Message<'_>) -> Vec<(usize, AuthResults)> {
    let parse = |field: Field<'_>| auth_results::parse(message.text, field.value(), false);
    message.all("authentication-results").map(|field| (field.index, parse(field))).collect()
}

/// Parses all Received-SPF that are not empty, topmost first, each with its index in
/// `Message::lines`.
pub fn parse_spf(message: &Message<'_>) -> Vec<(usize, ReceivedSpf)> {
    let parse = |field: Field<'_>| auth_results::parse_received_spf(message.text, field.value());
    message.all("received-spf").filter_map(|field| Some((field.index, parse(field)?))).collect()
}

/// Adds the author to each of the parsed Authentication-Results.
pub fn results(parsed: Vec<(usize, AuthResults)>, boundary: &Boundary) -> Vec<Results> {
    parsed
        .into_iter()
        .map(|(field, parsed)| Results { field, parsed, author: boundary.author(field) })
        .collect()
}

/// Adds the author to each of the parsed Received-SPF.
pub fn spf(parsed: Vec<(usize, ReceivedSpf)>, boundary: &Boundary) -> Vec<Spf> {
    parsed
        .into_iter()
        .map(|(field, parsed)| Spf { field, parsed, author: boundary.author(field) })
        .collect()
}

/// Parses all DKIM-Signature fields, topmost first, each with the receiver's result for it.
pub fn dkim(message: &Message<'_>, results: &[Results]) -> Vec<DkimSignature> {
    let text = message.text;
    let recorded: Vec<Recorded> = results
        .iter()
        .filter(|results| results.author == Author::Receiver)
        .flat_map(|results| &results.parsed.results)
        .filter(|result| result.method.of(text).eq_ignore_ascii_case("dkim"))
        .take(COMPARED_LIMIT)
        .filter_map(|result| Recorded::from_result(text, result))
        .collect();
    message
        .all("dkim-signature")
        .map(|field| {
            let tags = tags::parse(text, field.value());
            let domain = tags.value(text, "d").unwrap_or_default().to_ascii_lowercase();
            let selector = tags.value(text, "s").unwrap_or_default();
            let signature = tags.value(text, "b").unwrap_or_default();
            // `max_by_key` returns the last of equals: in reverse order, the topmost.
            let best = recorded
                .iter()
                .rev()
                .filter_map(|r| Some((r.agrees(&domain, &selector, &signature)?, r.result)))
                .max_by_key(|(agreed, _)| *agreed);
            DkimSignature {
                field: field.index,
                span: field.value(),
                domain_span: tags.get(text, "d").map(|tag| tag.value).filter(|d| !d.is_empty()),
                recorded: best.map(|(_, result)| result.to_ascii_lowercase()),
                signed: tags.names(text, "h"),
                tags,
                domain,
                selector,
            }
        })
        .collect()
}

/// What a recorded result says about its signature, read once for all signatures.
struct Recorded<'t> {
    result: &'t str,
    domain: Option<&'t str>,
    // The domain of `header.i`, which may be a subdomain of `d=` (RFC 6376 §3.5).
    identity: Option<String>,
    selector: Option<&'t str>,
    signature: Option<&'t str>,
}

impl<'t> Recorded<'t> {
    /// Returns `None` if the result names no domain.
    fn from_result(text: &'t str, result: &MethodResult) -> Option<Self> {
        let domain = result.property(text, "header.d");
        let identity = result.property(text, "header.i").map(|identity| {
            identity.rsplit_once('@').map_or(identity, |(_, d)| d).to_ascii_lowercase()
        });
        (domain.is_some() || identity.is_some()).then(|| Self {
            result: result.result.of(text),
            domain,
            identity,
            selector: result.property(text, "header.s"),
            signature: result.property(text, "header.b").filter(|b| !b.is_empty()),
        })
    }

    /// Scores how well the result matches a signature; `None` if a property contradicts it.
    fn agrees(&self, domain: &str, selector: &str, signature: &str) -> Option<usize> {
        let mut agreed = match (self.domain, &self.identity) {
            (Some(signer), _) => usize::from(signer.eq_ignore_ascii_case(domain)) * 2,
            (None, Some(signer)) if signer == domain => 2,
            (None, Some(signer)) => {
                usize::from(signer.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.')))
            }
            (None, None) => 0,
        };
        if domain.is_empty() || agreed == 0 {
            return None;
        }
        if let Some(s) = self.selector {
            agreed += usize::from(s.eq_ignore_ascii_case(selector).then_some(true)?);
        }
        if let Some(b) = self.signature {
            agreed += usize::from(signature.starts_with(b).then_some(true)?);
        }
        Some(agreed)
    }
}

/// Sorts the ARC fields into sets by instance.
pub fn arc(message: &Message<'_>) -> Arc {
    let text = message.text;
    let mut arc = Arc::default();
    for (name, signature) in [("arc-seal", false), ("arc-message-signature", true)] {
        for field in message.all(name) {
            let tags = tags::parse(text, field.value());
            let instance = tags.value(text, "i").and_then(|i| i.parse().ok());
            let set = instance.and_then(|instance| arc.set(instance));
            let slot = set.map(|set| if signature { &mut set.signature } else { &mut set.seal });
            match slot {
                Some(slot) if slot.is_none() => *slot = Some((field.index, tags)),
                _ => arc.stray.push(field.index),
            }
        }
    }
    for field in message.all("arc-authentication-results") {
        let results = auth_results::parse(text, field.value(), true);
        match results.instance.and_then(|instance| arc.set(instance)) {
            Some(set) if set.results.is_none() => set.results = Some((field.index, results)),
            _ => arc.stray.push(field.index),
        }
    }
    sort_by_key(&mut arc.stray, |at| *at as u64);
    arc
}

impl Arc {
    /// Returns the set of an instance, adding it if it is missing; `None` above [`INSTANCE_LIMIT`].
    fn set(&mut self, instance: u32) -> Option<&mut ArcSet> {
        if instance > INSTANCE_LIMIT {
            return None;
        }
        let at = match self.sets.binary_search_by_key(&instance, |set| set.instance) {
            Ok(at) => at,
            Err(at) => {
                self.sets.insert(at, ArcSet { instance, ..ArcSet::default() });
                at
            }
        };
        self.sets.get_mut(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Message<'_> {
        Message::parse(text, Span::new(0, text.len()), 1000)
    }

    #[test]
    fn signatures_find_the_receivers_result_of_them() {
        let text = "Authentication-Results: mx.example.net;\r\n\
            \x20dkim=fail header.d=example.com header.s=s1 header.b=Zzz;\r\n\
            \x20dkim=pass header.i=@Example.com header.s=s1 header.b=\"AbC+\";\r\n\
            \x20dkim=neutral (x) header.i=@news.example.org\r\n\
            Authentication-Results: mx.example.org; dkim=pass header.d=example.net\r\n\
            DKIM-Signature: v=1; d=Example.COM; s=s1; b=AbC+\r\n\tdEf=\r\n\
            DKIM-Signature: v=1; d=example.org; s=k; b=xyz\r\n\
            DKIM-Signature: v=1; d=example.net; s=k; b=xyz\r\n\
            DKIM-Signature: v=1; s=k\r\n";
        let message = message(text);
        let boundary =
            Boundary { authors: vec![Author::Receiver, Author::Relay], ..Boundary::default() };
        let results = results(parse_results(&message), &boundary);
        assert_eq!(results.len(), 2);
        let dkim = dkim(&message, &results);
        let seen: Vec<_> =
            dkim.iter().map(|d| (d.domain.as_str(), d.recorded.as_deref())).collect();
        assert_eq!(
            seen,
            [
                ("example.com", Some("pass")),
                ("example.org", Some("neutral")),
                ("example.net", None),
                ("", None)
            ]
        );
        assert_eq!(
            dkim.first().and_then(|d| d.domain_span).map(|d| d.of(text)),
            Some("Example.COM")
        );
        assert_eq!(dkim.get(1).map(|d| d.selector.as_str()), Some("k"));
    }

    #[test]
    fn arc_fields_are_sorted_into_sets() {
        let text = "ARC-Seal: i=2; cv=pass\r\n\
            ARC-Message-Signature: i=2; a=x\r\n\
            ARC-Authentication-Results: i=2; mx.example.net; spf=pass\r\n\
            ARC-Seal: i=1; cv=none\r\n\
            ARC-Seal: i=1; cv=none\r\n\
            ARC-Authentication-Results: mx.example.net; spf=pass\r\n\
            ARC-Message-Signature: a=x\r\n";
        let arc = arc(&message(text));
        let seen: Vec<_> = arc
            .sets
            .iter()
            .map(|set| {
                (set.instance, set.seal.is_some(), set.signature.is_some(), set.results.is_some())
            })
            .collect();
        assert_eq!(seen, [(1, true, false, false), (2, true, true, true)]);
        assert_eq!(arc.stray, [4, 5, 6]);
    }

    #[test]
    fn spf_keeps_its_author_and_leaves_empty_fields_out() {
        let text =
            "Received-SPF: pass client-ip=192.0.2.1\r\nReceived-SPF:\r\nReceived-SPF: fail\r\n";
        let boundary = Boundary { authors: vec![Author::Receiver], ..Boundary::default() };
        let seen: Vec<_> = spf(parse_spf(&message(text)), &boundary)
            .iter()
            .map(|spf| (spf.parsed.result.of(text).to_owned(), spf.author))
            .collect();
        assert_eq!(
            seen,
            [("pass".to_owned(), Author::Receiver), ("fail".to_owned(), Author::Sender)]
        );
    }
}
