//! Splits a header block into lines and fields (RFC 5322 §2.2), losing no byte.

use crate::bytes::line_length;
use crate::span::Span;

/// What one logical line of a header block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// `Name: body` with its continuation lines.
    Field,
    /// A line that is neither a field nor a continuation.
    Stray,
    /// A leading `From ` or `>From ` line of an mbox (RFC 4155).
    MboxFrom,
    /// Continuation lines before any field.
    Orphan,
}

/// One field, or a line that should have been one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawField {
    /// What it is.
    pub kind: LineKind,
    /// All of it, line ends included: these spans join without a gap.
    pub span: Span,
    /// The name without white space before the colon; empty unless a field (or for `: x`).
    pub name: Span,
    /// White space between name and colon (RFC 5322 §4.5.3, obsolete); usually empty.
    pub gap: Span,
    /// Between the colon and the last line end, folding and leading blanks included.
    pub body: Span,
    /// Number of its first physical line, from 0 at the start of the span that was split.
    pub line: usize,
    /// How many physical lines it takes.
    pub lines: usize,
}

/// A header block, split.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// In order, joining to exactly `span`.
    pub fields: Vec<RawField>,
    /// The block without blank lines above it and without the blank line that ends it.
    pub span: Span,
    /// Where the body begins, after the blank line; none if the block ends the text.
    pub body_start: Option<usize>,
    /// Whether splitting stopped at the limit of fields.
    pub cut: bool,
}

/// One physical line.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    /// Without the line end.
    content: &'t [u8],
    /// Where the next line starts.
    next: usize,
}

impl Line<'_> {
    const fn end(&self) -> usize {
        self.start + self.content.len()
    }

    fn is_blank(&self) -> bool {
        self.content.iter().all(|b| is_wsp(*b))
    }

    fn is_folded(&self) -> bool {
        self.content.first().is_some_and(|b| is_wsp(*b))
    }

    /// Whether it looks like a field to somebody who expects a blank line here: plain letters,
    /// a colon, and no URL.
    fn is_likely_field(&self) -> bool {
        name_and_gap(self.content).is_some_and(|(name, gap)| {
            let after = self.content.get(name + gap + 1..).unwrap_or(&[]);
            name > 0
                && !after.starts_with(b"//")
                && self
                    .content
                    .iter()
                    .take(name)
                    .all(|b| b.is_ascii_alphanumeric() || *b == b'-' || *b == b'_')
        })
    }
}

const fn is_wsp(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn line_at(text: &str, at: usize, end: usize) -> Option<Line<'_>> {
    let rest = text.as_bytes().get(at..end).filter(|rest| !rest.is_empty())?;
    let len = line_length(rest);
    let line_end = match rest.get(len..).unwrap_or(&[]) {
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', b'\n', ..] => 2,
        [_, ..] => 1,
        [] => 0,
    };
    Some(Line { start: at, content: rest.get(..len).unwrap_or(&[]), next: at + len + line_end })
}

/// Lengths of the name and of the blanks before its colon; none if the line is no field.
fn name_and_gap(content: &[u8]) -> Option<(usize, usize)> {
    let name = content.iter().position(|b| *b == b':' || *b <= b' ' || *b == 0x7F)?;
    let rest = content.get(name..).unwrap_or(&[]);
    let gap = rest.iter().position(|b| !is_wsp(*b))?;
    (rest.get(gap) == Some(&b':')).then_some((name, gap))
}

/// The field that begins with this line, as long as this line.
fn begin(line: &Line<'_>, number: usize, first: bool) -> RawField {
    let span = Span::new(line.start, line.next);
    let whole = |kind| RawField {
        kind,
        span,
        name: Span::empty(line.start),
        gap: Span::empty(line.start),
        body: Span::new(line.start, line.end()),
        line: number,
        lines: 1,
    };
    if line.is_folded() {
        return whole(LineKind::Orphan);
    }
    if let Some((name, gap)) = name_and_gap(line.content) {
        let colon = line.start + name + gap;
        return RawField {
            name: Span::new(line.start, line.start + name),
            gap: Span::new(line.start + name, colon),
            body: Span::new(colon + 1, line.end()),
            ..whole(LineKind::Field)
        };
    }
    let mbox = line.content.starts_with(b"From ") || line.content.starts_with(b">From ");
    whole(if first && mbox { LineKind::MboxFrom } else { LineKind::Stray })
}

/// Splits `text[span]` up to the first blank line (or the end), at most `limit` fields.
/// CRLF, LF and a lone CR all end a line; CR CR LF, a twice converted line end, is one.
///
/// Blank lines above the first field are skipped. A line of blanks and tabs only continues the
/// field above it (RFC 5322 §4.2, obs-FWS) if more of the header block follows; else it is taken
/// as the blank line that the sender meant. The name of a field may hold any non-ASCII character.
pub fn split(text: &str, span: Span, limit: usize) -> Block {
    let end = span.end.min(text.len());
    let mut at = span.start.min(end);
    let mut number = 0;
    while let Some(line) = line_at(text, at, end).filter(Line::is_blank) {
        at = line.next;
        number += 1;
    }
    let start = at;
    let mut block = Block::default();
    while let Some(line) = line_at(text, at, end) {
        if line.content.is_empty() {
            block.body_start = Some(line.next);
            break;
        }
        let (last, lines) = blank_run(text, line, end);
        if line.is_blank() && !continues_below(text, last.next, end) {
            block.body_start = Some(line.next);
            break;
        }
        let count = block.fields.len();
        match block.fields.last_mut().filter(|_| line.is_folded()) {
            Some(field) => {
                field.span.end = last.next;
                field.body.end = last.end();
                field.lines += lines;
            }
            None if count >= limit => {
                block.cut = true;
                break;
            }
            None => block.fields.push(begin(&line, number, count == 0)),
        }
        number += lines;
        at = last.next;
    }
    block.span = Span::new(start, at);
    block
}

/// The last of the lines of blanks and tabs that begin with `line`, and how many there are; for
/// any other line, just itself. Read at once, so that a long run is not looked at again per line.
fn blank_run<'t>(text: &'t str, line: Line<'t>, end: usize) -> (Line<'t>, usize) {
    let (mut last, mut lines) = (line, 1);
    if line.is_blank() {
        while let Some(below) =
            line_at(text, last.next, end).filter(|l| l.is_folded() && l.is_blank())
        {
            last = below;
            lines += 1;
        }
    }
    (last, lines)
}

/// Whether the header block goes on at `at`, below a line of blanks.
fn continues_below(text: &str, at: usize, end: usize) -> bool {
    line_at(text, at, end).is_some_and(|below| below.is_folded() || below.is_likely_field())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Block {
        split(text, Span::new(0, text.len()), usize::MAX)
    }

    /// Kind, name and body of each field.
    fn shape(text: &str) -> Vec<(LineKind, &str, &str)> {
        all(text).fields.iter().map(|f| (f.kind, f.name.of(text), f.body.of(text))).collect()
    }

    #[test]
    fn fields_end_before_the_body() {
        let text = "From: a@example.org\r\nSubject: one\r\n two\r\n\r\nBody: no field\r\n";
        assert_eq!(
            shape(text),
            [
                (LineKind::Field, "From", " a@example.org"),
                (LineKind::Field, "Subject", " one\r\n two"),
            ]
        );
        let block = all(text);
        assert_eq!(block.span.end, block.fields[1].span.end);
        assert_eq!(text.get(block.body_start.unwrap()..), Some("Body: no field\r\n"));
        assert_eq!((block.fields[1].line, block.fields[1].lines), (1, 2));
    }

    #[test]
    fn every_line_end_counts() {
        for end in ["\r\n", "\n", "\r", "\r\r\n"] {
            let text = format!("A: 1{end}B: 2{end} 3{end}{end}body");
            let names: Vec<_> = shape(&text).into_iter().map(|f| f.1).collect();
            assert_eq!(names, ["A", "B"], "{end:?}");
            assert_eq!(all(&text).body_start, Some(text.len() - 4));
        }
    }

    #[test]
    fn blanks_before_the_colon_are_the_gap() {
        let text = "Subject \t: x\nFr om: x\nThis is text: y\n: z\n";
        assert_eq!(
            shape(text),
            [
                (LineKind::Field, "Subject", " x"),
                (LineKind::Stray, "", "Fr om: x"),
                (LineKind::Stray, "", "This is text: y"),
                (LineKind::Field, "", " z"),
            ]
        );
        assert_eq!(all(text).fields[0].gap.of(text), " \t");
    }

    #[test]
    fn mbox_line_only_at_the_top() {
        let line = "From a@example.org Mon Jan  1 10:00:00 2024";
        assert_eq!(
            shape(&format!("{line}\nA: 1\n{line}\n")).iter().map(|f| f.0).collect::<Vec<_>>(),
            [LineKind::MboxFrom, LineKind::Field, LineKind::Stray]
        );
        assert_eq!(shape(&format!(">{line}\nA: 1"))[0].0, LineKind::MboxFrom);
        assert_eq!(shape("From : a@example.org\n")[0].1, "From");
    }

    #[test]
    fn blank_lines_above_are_skipped_and_orphans_kept() {
        let text = "\n \t\r\n  by mx.example.org\n\tid 1\nA: 1";
        assert_eq!(
            shape(text),
            [(LineKind::Orphan, "", "  by mx.example.org\n\tid 1"), (LineKind::Field, "A", " 1")]
        );
        assert_eq!(all(text).span, Span::new(5, text.len()));
        assert_eq!(all(text).fields[1].line, 4);
        assert_eq!(all(" \n\n").span, Span::empty(3));
    }

    #[test]
    fn a_line_of_blanks_continues_only_a_header_block() {
        assert_eq!(shape("A: 1\n \n\t\n 2\nB: 3\n").len(), 2);
        assert_eq!(shape("A: 1\n \n \nB: 3\n")[0], (LineKind::Field, "A", " 1\n \n "));
        for body in ["Hello\n", "", "\nHello", "https://example.org/\n"] {
            let text = format!("A: 1\n \t\n{body}");
            assert_eq!(shape(&text), [(LineKind::Field, "A", " 1")], "{body:?}");
            assert_eq!(all(&text).body_start, Some(8));
        }
    }

    #[test]
    fn names_may_be_non_ascii() {
        assert_eq!(shape("件名: テスト\n")[0], (LineKind::Field, "件名", " テスト"));
        assert_eq!(shape("Sub\u{7f}ject: x\n")[0].0, LineKind::Stray);
    }

    #[test]
    fn the_limit_cuts_before_the_next_field() {
        let text = "A: 1\n x\nB: 2\n\nbody";
        let block = split(text, Span::new(0, text.len()), 1);
        assert!(block.cut);
        assert_eq!((block.fields.len(), block.span, block.body_start), (1, Span::new(0, 8), None));
        assert!(!split(text, Span::new(0, text.len()), 2).cut);
    }

    #[test]
    fn the_span_bounds_what_is_read() {
        let text = "X: 0\nA: 1\nB: 2\n";
        let block = split(text, Span::new(5, 10), 9);
        assert_eq!(block.fields.len(), 1);
        assert_eq!(block.fields[0].span, Span::new(5, 10));
        assert_eq!(split(text, Span::new(90, 99), 9).fields, []);
    }

    #[test]
    fn hostile_shapes_are_read_once() {
        const SIZE: usize = 2_000_000;
        let clock = std::time::Instant::now();
        for text in [
            "a".repeat(SIZE),
            "a: b\n".repeat(SIZE / 5),
            format!("a: b\n{}c", " \n".repeat(SIZE / 2)),
        ] {
            assert!(!all(&text).fields.is_empty());
        }
        assert!(clock.elapsed().as_secs() < 20, "not linear");
    }

    proptest! {
        #[test]
        fn fields_join_to_the_block(text in "([ -~\t\r\n\u{0}日é:]|From |A: |\r\n){0,80}") {
            let block = all(&text);
            let mut at = block.span.start;
            for field in &block.fields {
                prop_assert_eq!(field.span.start, at);
                at = field.span.end;
                for part in [field.span, field.name, field.gap, field.body] {
                    prop_assert!(field.span.contains(part));
                    prop_assert!(text.get(part.start..part.end).is_some());
                }
            }
            prop_assert_eq!(at, block.span.end);
            let skipped = text.get(..block.span.start);
            prop_assert!(skipped.is_some_and(|s| s.trim_matches([' ', '\t', '\r', '\n']).is_empty()));
            let rest = text.get(block.span.end..block.body_start.unwrap_or(text.len()));
            prop_assert!(rest.is_some_and(|s| s.trim_matches([' ', '\t', '\r', '\n']).is_empty()));
        }

        #[test]
        fn line_ends_do_not_matter(text in "([ -~\t\n日]|From |A: |\n){0,80}") {
            let crlf = text.replace('\n', "\r\n");
            let names = |text: &str| all(text).fields.iter()
                .map(|f| (f.kind, f.name.of(text).to_owned(), f.line, f.lines))
                .collect::<Vec<_>>();
            prop_assert_eq!(names(&text), names(&crlf));
            prop_assert_eq!(all(&text).body_start.is_some(), all(&crlf).body_start.is_some());
        }
    }
}
