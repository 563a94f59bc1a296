//! Tag lists of DKIM-Signature, ARC-Seal and ARC-Message-Signature (RFC 6376 §3.2).

use crate::span::{Flaw, Span};

/// What is wrong with a tag list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagFlaw {
    /// No `=`, or no name before it.
    BadTag,
    /// The same tag twice (the first counts).
    Repeated,
}

/// One `name=value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// From the name to the end of the value.
    pub span: Span,
    /// Case-sensitive.
    pub name: Span,
    /// Without white space around; may hold folding inside.
    pub value: Span,
}

/// A tag list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagList {
    /// In order, repeats left out.
    pub tags: Vec<Tag>,
    /// What is wrong.
    pub flaws: Vec<Flaw<TagFlaw>>,
}

impl TagList {
    /// The tag of that name.
    pub fn get(&self, text: &str, name: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.name.of(text) == name)
    }

    /// Its value with all white space removed (RFC 6376 §3.2 FWS).
    pub fn value(&self, text: &str, name: &str) -> Option<String> {
        let tag = self.get(text, name)?;
        Some(tag.value.of(text).chars().filter(|c| !super::scanner::is_blank(*c)).collect())
    }

    /// The names of a colon list (`h=`), each with its place, lower case.
    pub fn names(&self, text: &str, name: &str) -> Vec<(String, Span)> {
        let Some(tag) = self.get(text, name) else { return Vec::new() };
        let mut at = tag.value.start;
        let mut names = Vec::new();
        for piece in tag.value.of(text).split(':') {
            let span = Span::new(at, at + piece.len()).trim(text);
            at += piece.len() + 1;
            if !span.is_empty() {
                names.push((span.of(text).to_ascii_lowercase(), span));
            }
        }
        names
    }
}

/// How many different tags are kept; real lists have under twenty. Bounds the search for repeats.
const TAGS_KEPT: usize = 64;

/// Reads a tag list; total. Tags beyond the first 64 names are not kept.
pub fn parse(text: &str, span: Span) -> TagList {
    let span = span.trim(text);
    let mut list = TagList::default();
    let mut at = span.start;
    for piece in span.of(text).split_terminator(';') {
        let whole = Span::new(at, at + piece.len());
        at = whole.end + 1;
        list.push(text, whole);
    }
    list
}

impl TagList {
    /// Takes the text between two semicolons.
    fn push(&mut self, text: &str, whole: Span) {
        let trimmed = whole.trim(text);
        let split = trimmed.of(text).find('=').map(|at| trimmed.start + at);
        let name = Span::new(trimmed.start, split.unwrap_or(trimmed.start)).trim(text);
        let Some(equals) = split.filter(|_| !name.is_empty()) else {
            // An empty piece has nothing to show but the semicolon that ends it.
            let span =
                if trimmed.is_empty() { Span::new(whole.end, whole.end + 1) } else { trimmed };
            self.flaws.push(Flaw { kind: TagFlaw::BadTag, span });
            return;
        };
        if self.get(text, name.of(text)).is_some() {
            self.flaws.push(Flaw { kind: TagFlaw::Repeated, span: trimmed });
        } else if self.tags.len() < TAGS_KEPT {
            let value = Span::new(equals + 1, trimmed.end).trim(text);
            self.tags.push(Tag { span: trimmed, name, value });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> TagList {
        parse(text, Span::new(0, text.len()))
    }

    fn flaws<'t>(text: &'t str, list: &TagList) -> Vec<(TagFlaw, &'t str)> {
        list.flaws.iter().map(|flaw| (flaw.kind, flaw.span.of(text))).collect()
    }

    #[test]
    fn a_folded_signature_reads_as_one() {
        let text = " v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n\td=example.org; h=From : To:\r\n \
                    subject; b=AB\r\n CD= =;\r\n";
        let list = parsed(text);
        assert!(list.flaws.is_empty());
        assert_eq!(list.value(text, "a").as_deref(), Some("rsa-sha256"));
        assert_eq!(list.value(text, "b").as_deref(), Some("ABCD=="));
        let names: Vec<_> = list.names(text, "h").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["from", "to", "subject"]);
        assert_eq!(list.get(text, "b").unwrap().span.of(text), "b=AB\r\n CD= =");
    }

    #[test]
    fn an_empty_value_is_a_value() {
        let text = "p=; x = 1";
        let list = parsed(text);
        assert!(list.flaws.is_empty());
        assert_eq!(list.value(text, "p").as_deref(), Some(""));
        assert_eq!(list.value(text, "x").as_deref(), Some("1"));
    }

    #[test]
    fn pieces_that_are_no_tag_are_shown() {
        let text = "a=1;; =x; word; b=2;";
        let list = parsed(text);
        let bad = TagFlaw::BadTag;
        assert_eq!(flaws(text, &list), [(bad, ";"), (bad, "=x"), (bad, "word")]);
        assert_eq!(list.tags.len(), 2);
    }

    #[test]
    fn the_first_of_two_counts_and_case_matters() {
        let text = "d=example.org; d=example.net; D=example.com";
        let list = parsed(text);
        assert_eq!(flaws(text, &list), [(TagFlaw::Repeated, "d=example.net")]);
        assert_eq!(list.value(text, "d").as_deref(), Some("example.org"));
        assert_eq!(list.value(text, "D").as_deref(), Some("example.com"));
    }

    #[test]
    fn many_tags_are_capped() {
        let text = (0..100_000).map(|n| format!("t{n}=")).collect::<Vec<_>>().join(";");
        assert_eq!(parsed(&text).tags.len(), TAGS_KEPT);
    }

    proptest! {
        #[test]
        fn total_and_in_bounds(text in "[a-c=;: \r\né]{0,40}") {
            let list = parsed(&text);
            for tag in &list.tags {
                prop_assert!(tag.span.contains(tag.name) && tag.span.contains(tag.value));
                prop_assert!(text.get(tag.span.start..tag.span.end).is_some());
                prop_assert!(!tag.name.of(&text).is_empty());
            }
            for flaw in &list.flaws {
                prop_assert!(!flaw.span.of(&text).is_empty());
            }
        }
    }
}
