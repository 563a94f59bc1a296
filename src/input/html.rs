//! A paste that is HTML source, whole: tags dropped, entities and line breaks read.

use super::draft::Draft;
use super::lines::is_blank;
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::bytes::{before_either, holds};
use crate::span::Span;
use memchr::memchr_iter;

/// What the text is made of.
enum Token<'t> {
    Tag {
        span: Span,
        name: &'t str,
        closing: bool,
    },
    /// `<` that begins no tag.
    Angle,
    Entity {
        span: Span,
        value: char,
    },
    LineEnd(Span),
    /// Anything else, and whether it is blank.
    Other(bool),
}

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let shown = holds(text, "&lt;") || holds(text, "&#");
    if !shown && !has_structure(text) {
        return None;
    }
    let keep_lines = judge(draft)?;
    let mut rewrite = Rewrite::new(text, map);
    // At the start of a line; behind a break, whose own line end in the source does not count.
    let (mut fresh, mut broke) = (true, false);
    let (mut pre, mut hidden) = (0_usize, None::<(&str, usize)>);
    walk(text, &mut |token| match token {
        Token::Tag { span, name, closing } => {
            let is = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
            if let Some((opened, from)) = hidden {
                if closing && opened.eq_ignore_ascii_case(name) {
                    rewrite.replace(Span::new(from, span.end), "");
                    hidden = None;
                }
                return;
            }
            if !closing && is(&HIDDEN) {
                hidden = Some((name, span.start));
                return;
            }
            if is(&["pre"]) {
                pre = if closing { pre.saturating_sub(1) } else { pre + 1 };
            }
            let cell = !closing && is(&["td", "th"]) && !fresh;
            let new_line = is(&["br"]) || (is(&BREAKS) && !fresh);
            rewrite.replace(
                span,
                if new_line {
                    "\n"
                } else if cell {
                    "\t"
                } else {
                    ""
                },
            );
            if new_line {
                fresh = true;
            }
            broke = new_line || (broke && fresh) || is(&BREAKS);
        }
        Token::Entity { span, value } if hidden.is_none() => {
            rewrite.replace(span, value.encode_utf8(&mut [0; 4]));
            (fresh, broke) = (false, false);
        }
        Token::LineEnd(span) if hidden.is_none() => {
            if broke {
                rewrite.also(span, "");
                broke = false;
            } else if keep_lines || pre > 0 {
                fresh = true;
            } else {
                rewrite.also(span, if fresh { "" } else { " " });
            }
        }
        Token::Other(blank) if hidden.is_none() => {
            fresh &= blank;
            broke &= blank;
        }
        Token::Angle => (fresh, broke) = (false, false),
        _ => {}
    });
    rewrite.done(RepairKind::Html)
}

/// Whether there are breaks or text that is set in lines, which HTML that shows none has.
fn has_structure(text: &str) -> bool {
    let mut breaks = 0;
    memchr_iter(b'<', text.as_bytes()).any(|at| {
        // What may begin a break, the end of an element, or text set in lines.
        let begins = matches!(text.as_bytes().get(at + 1), Some(b'b' | b'B' | b'p' | b'P' | b'/'));
        let rest = text.get(at..).filter(|_| begins).unwrap_or_default();
        let Some((_, Token::Tag { name, closing, .. })) = tag(rest, at) else { return false };
        breaks += usize::from(is_break(name, closing));
        breaks >= 2 || name.eq_ignore_ascii_case("pre")
    })
}

/// Whether a line ends at a tag.
fn is_break(name: &str, closing: bool) -> bool {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    is(&"br") || (closing && BREAKS.iter().any(is))
}

/// None unless the whole text is HTML; whether its line ends count.
fn judge(draft: &Draft<'_>) -> Option<bool> {
    let text = draft.text;
    let (mut tags, mut breaks, mut angles, mut escaped, mut line_ends, mut pre) =
        (0, 0, 0, 0, 0, 0);
    let mut inside = false;
    walk(text, &mut |token| match token {
        Token::Tag { name, closing, .. } => {
            tags += 1;
            let is = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
            breaks += usize::from(is_break(name, closing));
            if is(&["pre"]) {
                pre += 1;
                inside = !closing;
            }
        }
        Token::Angle => angles += 1,
        Token::Entity { value, .. } => escaped += usize::from(value == '<'),
        Token::LineEnd(_) => line_ends += usize::from(!inside),
        Token::Other(_) => {}
    });
    let structure = breaks >= 2 || pre > 0 || escaped > 0;
    if !structure || angles * 20 > tags {
        return None;
    }
    // The header of a mail without any: its body may be HTML, the paste is none.
    let starts = tag(text.trim_start(), 0).is_some();
    let block = draft.block().filter(|_| !starts);
    if let Some(block) = block.map(|block| block.of(text)) {
        let (mut marked, mut angles) = (false, false);
        walk(block, &mut |token| match token {
            Token::Tag { .. } | Token::Entity { .. } => marked = true,
            Token::Angle => angles = true,
            _ => {}
        });
        if angles || !marked {
            return None;
        }
    }
    Some(breaks * 2 < line_ends)
}

fn walk<'t>(text: &'t str, visit: &mut dyn FnMut(Token<'t>)) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let ends = |b: &u8| matches!(b, b'<' | b'&' | b'\r' | b'\n');
        let len = rest.as_bytes().iter().position(ends).unwrap_or(rest.len());
        if len > 0 {
            let words = rest.get(..len).unwrap_or("");
            visit(Token::Other(is_blank(words)));
            at += len;
            continue;
        }
        let (length, token) = match rest.as_bytes() {
            [b'\r', b'\n', ..] => (2, Token::LineEnd(Span::new(at, at + 2))),
            [b'\r' | b'\n', ..] => (1, Token::LineEnd(Span::new(at, at + 1))),
            [b'<', ..] => tag(rest, at).unwrap_or((1, Token::Angle)),
            _ => entity(rest, at).unwrap_or((1, Token::Other(false))),
        };
        visit(token);
        at += length;
    }
}

fn tag(rest: &str, at: usize) -> Option<(usize, Token<'_>)> {
    let inner = rest.strip_prefix('<')?;
    // Not beyond the next `<`, so that each byte is looked at once.
    let end = before_either(inner.as_bytes(), b'<', b'>');
    let inner = inner.get(..end).filter(|_| inner.as_bytes().get(end) == Some(&b'>'))?;
    let closing = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let end_of_name = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == ':' || c == '!'));
    let name = inner.get(..end_of_name.unwrap_or(inner.len()))?;
    let known = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let found = known(&BREAKS) || known(&HIDDEN) || known(&INLINE) || inner.starts_with("!--");
    // `<a@example.org>` and `<b>:` are addresses.
    let attributes = inner.get(name.len()..)?;
    let fits = attributes.is_empty() || attributes.starts_with([' ', '\t', '\r', '\n', '/', '-']);
    let span = Span::new(at, at + end + 2);
    (found && fits).then_some((end + 2, Token::Tag { span, name, closing }))
}

fn entity(rest: &str, at: usize) -> Option<(usize, Token<'_>)> {
    let near = rest.get(1..rest.floor_char_boundary(12))?;
    let name = near.get(..near.find(';')?)?;
    let value = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code).filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}'))?
    } else {
        let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        named.or_else(|| latin(name))?
    };
    let length = name.len() + 2;
    Some((length, Token::Entity { span: Span::new(at, at + length), value }))
}

/// The entities of Latin-1, from U+00A0 on.
fn latin(name: &str) -> Option<char> {
    let place = LATIN.split(' ').position(|known| known == name)?;
    char::from_u32(0xa0 + u32::try_from(place).ok()?)
}

/// Elements that stand on lines of their own.
const BREAKS: [&str; 25] = [
    "p",
    "div",
    "tr",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "ul",
    "ol",
    "pre",
    "hr",
    "blockquote",
    "body",
    "html",
    "br",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "address",
];

/// Elements whose text is not shown.
const HIDDEN: [&str; 4] = ["head", "style", "script", "title"];

const INLINE: [&str; 32] = [
    "span", "td", "th", "tbody", "thead", "a", "b", "i", "u", "em", "strong", "font", "code", "tt",
    "img", "center", "small", "big", "sub", "sup", "meta", "link", "wbr", "o:p", "!doctype", "kbd",
    "samp", "main", "header", "footer", "label", "col",
];

const NAMED: [(&str, char); 14] = [
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
    ("hellip", '\u{2026}'),
    ("bull", '\u{2022}'),
    ("euro", '\u{20ac}'),
];

const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg \
    macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
    iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave \
    Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc \
    Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc \
    euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
    uacute ucirc uuml yacute thorn yuml";
