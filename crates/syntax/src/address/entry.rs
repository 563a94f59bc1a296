//! Makes mailboxes of the lexemes of an entry.

use super::lexeme::{Kind, Lexeme, range};
use super::reader::Reader;
use super::{AddrSpec, AddressFlaw, Mailbox};
use crate::span::Span;

/// Whether two neighbours belong to one address: nothing between them, or an `@` on either side.
fn joined(pair: &[Lexeme]) -> bool {
    let [left, right] = pair else { return false };
    left.span.end == right.span.start || left.kind == Kind::At || right.kind == Kind::At
}

impl Reader<'_> {
    /// The mailboxes of the entry; one, unless commas are missing.
    pub(super) fn mailboxes(&mut self) -> Vec<Mailbox> {
        let lexemes = std::mem::take(&mut self.lexemes);
        let mut rest = lexemes.as_slice();
        let mut boxes: Vec<Mailbox> = Vec::new();
        let mut angles = self.angles.len();
        while let Some(all) = range(rest) {
            let (mailbox, used) = if angles > 0 {
                angles -= 1;
                self.with_angle(rest)
            } else if let Some(at) = rest.iter().position(|lexeme| lexeme.kind == Kind::At) {
                self.bare(rest, at)
            } else if boxes.is_empty() {
                (self.no_at(rest, all), rest.len())
            } else {
                self.flag(AddressFlaw::NoAddress, all);
                break;
            };
            if !boxes.is_empty() {
                self.flag(AddressFlaw::UnquotedSpecials, mailbox.span);
            }
            boxes.push(mailbox);
            rest = rest.get(used..).unwrap_or_default();
        }
        let alone = boxes.len() == 1;
        if let Some(first) = boxes.first_mut() {
            first.comments = std::mem::take(&mut self.comments);
            if alone {
                first.span =
                    first.comments.iter().fold(first.span, |span, comment| span.to(*comment));
            }
        }
        self.lexemes = lexemes;
        boxes
    }

    /// `phrase <address>`
    fn with_angle(&mut self, lexemes: &[Lexeme]) -> (Mailbox, usize) {
        let is_angle = |lexeme: &Lexeme| matches!(lexeme.kind, Kind::Angle(_));
        let place = lexemes.iter().position(is_angle).unwrap_or(0);
        let (before, after) = lexemes.split_at(place);
        let angle = after.first().map_or(Span::default(), |lexeme| lexeme.span);
        let phrase = self.phrase(before);
        if let Some(last) = before.last().filter(|last| last.span.end == angle.start) {
            self.flag(AddressFlaw::GluedName, Span::new(last.span.start, angle.start + 1));
        }
        let parts = match after.first().map(|lexeme| lexeme.kind) {
            Some(Kind::Angle(index)) => self.angles.get(index),
            _ => None,
        };
        let mailbox = Mailbox {
            span: phrase.map_or(angle, |phrase| phrase.to(angle)),
            phrase,
            address: parts.and_then(|parts| parts.address),
            angle: Some(angle),
            route: parts.and_then(|parts| parts.route),
            comments: Vec::new(),
        };
        (mailbox, place + 1)
    }

    /// An address without brackets around the `@` at that index, and words before it.
    fn bare(&mut self, lexemes: &[Lexeme], at: usize) -> (Mailbox, usize) {
        let left = lexemes.get(..=at).unwrap_or_default();
        let right = lexemes.get(at..).unwrap_or_default();
        let first = at - left.windows(2).rev().take_while(|pair| joined(pair)).count();
        let end = at + 1 + right.windows(2).take_while(|pair| joined(pair)).count();
        let (before, rest) = lexemes.split_at(first);
        let own = rest.get(..end - first).unwrap_or_default();
        let span = range(own).unwrap_or_default();
        let phrase = self.phrase(before);
        if let Some(phrase) = phrase.filter(|_| !self.stray) {
            // The grammar reads the words as part of the address.
            self.flag(AddressFlaw::BlankInAddress, Span::new(phrase.end, span.start));
        }
        let address = Some(self.addr_spec(own, span));
        let whole = phrase.map_or(span, |phrase| phrase.to(span));
        let mailbox = Mailbox {
            span: whole,
            phrase,
            address,
            angle: None,
            route: None,
            comments: Vec::new(),
        };
        (mailbox, end)
    }

    /// One word is a local part, other text is a name.
    fn no_at(&mut self, lexemes: &[Lexeme], span: Span) -> Mailbox {
        let one_word = lexemes.windows(2).all(joined)
            && lexemes.iter().all(|lexeme| matches!(lexeme.kind, Kind::Word | Kind::Dot));
        let (phrase, address) = if one_word {
            (None, Some(self.addr_spec(lexemes, span)))
        } else {
            self.flag(AddressFlaw::NoAddress, span);
            (Some(span), None)
        };
        Mailbox { span, phrase, address, angle: None, route: None, comments: Vec::new() }
    }

    /// The range of a display name.
    fn phrase(&mut self, lexemes: &[Lexeme]) -> Option<Span> {
        for lexeme in lexemes {
            match lexeme.kind {
                Kind::At | Kind::Other | Kind::Literal => {
                    self.flag(AddressFlaw::UnquotedSpecials, lexeme.span);
                }
                Kind::Control => self.flag(AddressFlaw::BadCharacter, lexeme.span),
                _ => {}
            }
        }
        range(lexemes)
    }

    /// Takes an address apart at its last `@`.
    pub(super) fn addr_spec(&mut self, lexemes: &[Lexeme], span: Span) -> AddrSpec {
        for pair in lexemes.windows(2) {
            if let [left, right] = pair
                && left.span.end < right.span.start
            {
                let gap = Span::new(left.span.end, right.span.start);
                self.flag(AddressFlaw::BlankInAddress, gap);
            }
        }
        let mut ats = lexemes.iter().enumerate().filter(|(_, lexeme)| lexeme.kind == Kind::At);
        let Some((place, at)) = ats.next_back() else {
            self.flag(AddressFlaw::NoDomain, span);
            self.side(lexemes, false);
            return AddrSpec { span, local: span, domain: Span::empty(span.end) };
        };
        if let Some((_, first)) = ats.next() {
            self.flag(AddressFlaw::SeveralAt, first.span.to(at.span));
        }
        let (left, _) = lexemes.split_at(place);
        let right = lexemes.get(place + 1..).unwrap_or_default();
        let local = range(left).unwrap_or(Span::empty(span.start));
        let domain = range(right).unwrap_or(Span::empty(span.end));
        if matches!(local.of(self.text), "" | "\"\"") {
            self.flag(AddressFlaw::NoLocalPart, span);
        }
        if domain.is_empty() {
            self.flag(AddressFlaw::NoDomain, span);
        }
        self.side(left, false);
        self.side(right, true);
        AddrSpec { span, local, domain }
    }

    /// Looks at the lexemes of one side.
    fn side(&mut self, lexemes: &[Lexeme], domain: bool) {
        let mut previous = Kind::Dot;
        for lexeme in lexemes {
            let parted = matches!(previous, Kind::Dot | Kind::At);
            match lexeme.kind {
                Kind::Dot if previous == Kind::Dot => {
                    self.flag(AddressFlaw::DotPlacement, lexeme.span);
                }
                Kind::Dot | Kind::Word | Kind::At | Kind::LoneQuote => {}
                Kind::Quoted if !domain && parted => {}
                Kind::Literal if domain && lexemes.len() == 1 => {}
                _ => self.flag(AddressFlaw::BadCharacter, lexeme.span),
            }
            previous = lexeme.kind;
        }
        if let Some(last) =
            lexemes.last().filter(|last| last.kind == Kind::Dot && lexemes.len() > 1)
        {
            self.flag(AddressFlaw::DotPlacement, last.span);
        }
    }
}
