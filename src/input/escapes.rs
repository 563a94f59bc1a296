//! Raw escape sequences of ISO-2022-JP, pasted as they stand in a file.

use super::draft::Draft;
use super::lines::Lines;
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::bytes::holds;
use crate::syntax::charset;

const ESCAPES: [&str; 2] = ["\u{1b}$B", "\u{1b}$@"];

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let scope = ESCAPES.iter().any(|escape| holds(text, escape)).then(|| draft.scope());
    // In the header of a mail they are a finding.
    let scope = scope.filter(|scope| !scope.mail)?.span;
    let mut rewrite = Rewrite::new(text, map);
    for line in Lines::new(text, scope) {
        let words = line.span.of(text);
        if words.is_ascii()
            && ESCAPES.iter().any(|escape| words.contains(escape))
            && let Some(decoded) = charset::decode("iso-2022-jp", words.as_bytes())
            && !decoded.contains(['\u{fffd}', '\u{1b}'])
        {
            rewrite.replace(line.span, &decoded);
        }
    }
    rewrite.done(RepairKind::Escapes)
}
