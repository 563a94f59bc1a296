//! The map from repaired text back to the input.

use crate::span::Span;

/// Pieces of the repaired text in order; a gap in the input is text that was taken away.
#[derive(Clone, Debug, Default)]
pub struct Map {
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    clean: Span,
    input: Span,
    // Byte for byte; else all of it came from all of the input's range, whatever their lengths.
    same: bool,
}

impl Map {
    /// The map of text to which nothing was done.
    pub fn identity() -> Self {
        Self::default()
    }

    /// The range of the input that a range of the repaired text came from.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        if span.is_empty() {
            return Span::empty(self.start(span.start));
        }
        Span::new(self.start(span.start), self.end(span.end))
    }

    // The piece that holds the byte at `at`; the last one beyond the end.
    fn start(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|p| p.clean.end <= at);
        match self.pieces.get(after).or(self.pieces.last()) {
            Some(p) => p.at(at),
            None => at,
        }
    }

    // The piece that holds the byte before `at`.
    fn end(&self, at: usize) -> usize {
        let holds = self.pieces.partition_point(|p| p.clean.end < at);
        match self.pieces.get(holds).or(self.pieces.last()) {
            Some(p) if p.same => p.at(at),
            Some(p) => p.input.end,
            None => at,
        }
    }
}

impl Piece {
    fn at(&self, at: usize) -> usize {
        if self.same {
            self.input.start + at.saturating_sub(self.clean.start).min(self.clean.len())
        } else {
            self.input.start
        }
    }
}

/// Builds repaired text and its map, from text that may itself be repaired already.
pub struct Builder<'s> {
    source: &'s str,
    before: &'s Map,
    text: String,
    pieces: Vec<Piece>,
}

impl<'s> Builder<'s> {
    /// `before` maps `source` to the input.
    pub fn new(source: &'s str, before: &'s Map) -> Self {
        Self { source, before, text: String::with_capacity(source.len()), pieces: Vec::new() }
    }

    /// Keeps one range of the source and nothing else.
    pub(super) fn only(source: &'s str, before: &'s Map, span: Span) -> (String, Map) {
        let text = String::with_capacity(span.len());
        let mut builder = Self { source, before, text, pieces: Vec::new() };
        builder.copy(span);
        builder.finish()
    }

    /// Keeps a range of the source as it is.
    pub fn copy(&mut self, span: Span) {
        if self.before.pieces.is_empty() {
            self.push(span.of(self.source), span, true);
            return;
        }
        // The range may cross pieces of the earlier map: keep each apart.
        let first = self.before.pieces.partition_point(|p| p.clean.end <= span.start);
        for piece in self.before.pieces.iter().skip(first) {
            if piece.clean.start >= span.end {
                break;
            }
            let part = Span::new(piece.clean.start.max(span.start), piece.clean.end.min(span.end));
            let input = if piece.same {
                Span::new(piece.at(part.start), piece.at(part.end))
            } else {
                piece.input
            };
            self.push(part.of(self.source), input, piece.same);
        }
    }

    /// Puts `text` in the place of a range of the source.
    pub fn replace(&mut self, span: Span, text: &str) {
        let input = self.before.span(span);
        // A line end in the place of a blank, letter for letter.
        self.push(text, input, text.len() == 1 && input.len() == 1);
    }

    fn push(&mut self, text: &str, input: Span, same: bool) {
        if text.is_empty() {
            return;
        }
        let clean = Span::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut()
            && last.input.end == input.start
            && last.same
            && same
        {
            last.clean.end = clean.end;
            last.input.end = input.end;
            return;
        }
        self.pieces.push(Piece { clean, input, same });
    }

    /// The repaired text and its map to the input.
    pub fn finish(self) -> (String, Map) {
        (self.text, Map { pieces: self.pieces })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_replaced_by_as_many_bytes_is_still_one_place() {
        let input = "件名：x";
        let identity = Map::identity();
        let mut builder = Builder::new(input, &identity);
        builder.replace(Span::new(0, 9), "Subject: ");
        builder.copy(Span::new(9, 10));
        let (text, map) = builder.finish();
        assert_eq!(text, "Subject: x");
        assert_eq!(map.span(Span::new(0, 7)).of(input), "件名：");
        assert_eq!(map.span(Span::new(9, 10)).of(input), "x");
    }

    #[test]
    fn spans_lead_back_through_two_repairs() {
        let input = "> a&lt;b\n> c\n";
        let identity = Map::identity();
        let mut first = Builder::new(input, &identity);
        first.copy(Span::new(2, 9));
        first.copy(Span::new(11, 13));
        let (text, map) = first.finish();
        assert_eq!(text, "a&lt;b\nc\n");
        let mut second = Builder::new(&text, &map);
        second.copy(Span::new(0, 1));
        second.replace(Span::new(1, 5), "<");
        second.copy(Span::new(5, 9));
        let (text, map) = second.finish();
        assert_eq!(text, "a<b\nc\n");
        assert_eq!(map.span(Span::new(1, 2)).of(input), "&lt;");
        assert_eq!(map.span(Span::new(2, 3)).of(input), "b");
        assert_eq!(map.span(Span::new(4, 5)).of(input), "c");
        assert_eq!(map.span(Span::new(0, 5)).of(input), "a&lt;b\n> c");
    }
}
