//! Cuts a list into entries and groups.

use super::lexeme::{Kind, Lexeme};
use super::reader::{Angle, Group, Name, Reader};
use super::{AddressFlaw, AddressList, Entry, Mailbox};
use crate::scanner::{Scanner, is_blank};
use crate::span::{Flaw, Span};

enum Stop {
    Comma(Span),
    Semicolon(Span),
    Colon(Span),
    End,
}

/// Reads a list.
pub(super) fn parse(text: &str, span: Span) -> AddressList {
    let mut reader = Reader {
        scanner: Scanner::new(text, span),
        text,
        list: AddressList::default(),
        lexemes: Vec::new(),
        comments: Vec::new(),
        angles: Vec::new(),
        stray: false,
        quotes: true,
        no_word_before: 0,
        group: None,
        comma: None,
        after_group: false,
        names: Vec::new(),
    };
    while reader.entry() {}
    Flaw::sort(&mut reader.list.flaws);
    reader.list
}

impl Reader<'_> {
    /// Reads one entry; false at the end.
    fn entry(&mut self) -> bool {
        let flaws = self.list.flaws.len();
        let stop = self.lex();
        if let Stop::Colon(colon) = stop {
            let name = super::lexeme::range(&self.lexemes).unwrap_or(colon);
            self.group = Some(Group { name, colon, members: Vec::new() });
            self.clear();
            self.comma = None;
            self.after_group = false;
            self.names.clear();
            return true;
        }
        if self.lexemes.is_empty() {
            self.empty(&stop);
        } else {
            self.full(&stop, flaws);
        }
        self.clear();
        self.comma = None;
        self.after_group = false;
        match stop {
            Stop::Comma(comma) => self.comma = Some(comma),
            Stop::Semicolon(semicolon) => {
                self.names.clear();
                match self.group.take() {
                    Some(Group { name, members, .. }) => {
                        let span = name.to(semicolon);
                        self.list.entries.push(Entry::Group { span, name, members });
                        self.after_group = true;
                    }
                    // A list in the manner of an address bar.
                    None => self.flag(AddressFlaw::UnquotedSpecials, semicolon),
                }
            }
            Stop::Colon(_) => {}
            Stop::End => {
                self.open_group();
                return false;
            }
        }
        true
    }

    fn clear(&mut self) {
        self.lexemes.clear();
        self.comments.clear();
        self.angles.clear();
        self.stray = false;
    }

    /// Collects the lexemes of an entry.
    fn lex(&mut self) -> Stop {
        // Whether the lexemes so far may name a group.
        let mut phrase = self.group.is_none();
        loop {
            self.scanner.skip_blanks();
            let start = self.scanner.at();
            let Some(c) = self.scanner.peek() else { return Stop::End };
            let here = Span::new(start, start + c.len_utf8());
            match c {
                ',' | ';' => {
                    self.scanner.bump();
                    return if c == ',' { Stop::Comma(here) } else { Stop::Semicolon(here) };
                }
                ':' if phrase && !self.lexemes.is_empty() => {
                    self.scanner.bump();
                    return Stop::Colon(here);
                }
                '(' => self.comment(),
                '<' => {
                    let lexeme = self.angle();
                    self.lexemes.push(lexeme);
                    phrase = false;
                }
                '>' => {
                    self.scanner.bump();
                    self.stray = true;
                    self.flag(AddressFlaw::UnbalancedAngle, here);
                }
                _ => {
                    let lexeme = self.lexeme(c);
                    phrase &= matches!(lexeme.kind, Kind::Word | Kind::Quoted | Kind::Dot);
                    self.lexemes.push(lexeme);
                }
            }
        }
    }

    /// Reads `<…>`; one that does not close ends at a comma, a semicolon or the next `<`.
    fn angle(&mut self) -> Lexeme {
        let start = self.scanner.at();
        let comments = self.comments.len();
        let mut inner: Vec<Lexeme> = Vec::new();
        let mut route = None;
        self.scanner.bump();
        let mut end = self.scanner.at();
        let closed = loop {
            self.scanner.skip_blanks();
            let at = self.scanner.at();
            let Some(c) = self.scanner.peek() else { break false };
            let routed = route.is_none() && inner.first().is_some_and(|l| l.kind == Kind::At);
            match c {
                '>' => {
                    self.scanner.bump();
                    end = self.scanner.at();
                    break true;
                }
                '<' if inner.is_empty() && route.is_none() => {
                    self.scanner.bump();
                    self.flag(AddressFlaw::UnbalancedAngle, Span::new(at, at + 1));
                }
                ',' if routed && self.comma_goes_on() => inner.push(self.lexeme(c)),
                '<' | ',' | ';' => break false,
                '(' => self.comment(),
                ':' if routed => {
                    self.scanner.bump();
                    route = super::lexeme::range(&inner)
                        .map(|span| Span::new(span.start, self.scanner.at()));
                    inner.clear();
                }
                _ => inner.push(self.lexeme(c)),
            }
            end = self.scanner.at();
        };
        let span = Span::new(start, end);
        if !closed {
            self.flag(AddressFlaw::UnbalancedAngle, Span::new(start, start + 1));
        }
        let address = match super::lexeme::range(&inner) {
            None => {
                self.flag(AddressFlaw::EmptyAngle, span);
                None
            }
            Some(range) => {
                let inside = Span::new(start + 1, end.saturating_sub(usize::from(closed)));
                let text = inside.of(self.text);
                let head = text.len() - text.trim_start_matches(is_blank).len();
                let tail = text.trim_end_matches(is_blank).len();
                if head > 0 {
                    let blanks = Span::new(inside.start, inside.start + head);
                    self.flag(AddressFlaw::BlankInAngle, blanks);
                } else if tail < text.len() {
                    let blanks = Span::new(inside.start + tail, inside.end);
                    self.flag(AddressFlaw::BlankInAngle, blanks);
                }
                let outside = |comment: &&Span| !range.contains(**comment);
                let comment = self.comments.iter().skip(comments).find(outside).copied();
                if let Some(comment) = comment {
                    self.flag(AddressFlaw::BlankInAddress, comment);
                }
                Some(self.addr_spec(&inner, range))
            }
        };
        self.angles.push(Angle { address, route });
        Lexeme { kind: Kind::Angle(self.angles.len() - 1), span }
    }

    /// Whether the comma ahead parts two domains of a route.
    fn comma_goes_on(&self) -> bool {
        let after = self.scanner.rest().strip_prefix(',').unwrap_or("");
        after.trim_start_matches(is_blank).starts_with('@')
    }

    /// An entry without anything but comments.
    fn empty(&mut self, stop: &Stop) {
        let comma = match stop {
            Stop::Comma(_) if self.after_group => None,
            Stop::Comma(comma) => Some(*comma),
            _ => self.comma,
        };
        if let Some(comma) = comma {
            let told = |flaw: &Flaw<AddressFlaw>| {
                flaw.kind == AddressFlaw::EmptyEntry && flaw.span == comma
            };
            if !self.list.flaws.last().is_some_and(told) {
                self.list.flaws.push(Flaw { kind: AddressFlaw::EmptyEntry, span: comma });
            }
        } else if let (Some(first), Some(last), true) =
            (self.comments.first(), self.comments.last(), self.list.entries.is_empty())
            && self.group.is_none()
        {
            let span = first.to(*last);
            let comments = self.comments.clone();
            let mailbox =
                Mailbox { span, phrase: None, address: None, angle: None, route: None, comments };
            self.list.entries.push(Entry::Mailbox(mailbox));
            self.flag(AddressFlaw::NoAddress, span);
        }
    }

    fn full(&mut self, stop: &Stop, flaws: usize) {
        let mut boxes = self.mailboxes();
        let (named, nameless) = match boxes.as_slice() {
            [one] => (
                one.phrase.is_some() && one.angle.is_some(),
                one.angle.is_none() && one.address.is_none_or(|address| address.domain.is_empty()),
            ),
            _ => (false, false),
        };
        if named {
            self.join_names();
        } else if !nameless {
            self.names.clear();
        }
        if let (true, Stop::Comma(comma)) = (nameless, stop) {
            self.names.push(Name { flaws: flaws..self.list.flaws.len(), comma: *comma });
        }
        match &mut self.group {
            Some(group) => group.members.append(&mut boxes),
            None => self.list.entries.extend(boxes.into_iter().map(Entry::Mailbox)),
        }
    }

    /// `Name, Inc. <a@example.org>`: the entries before are the front of this name. They stay
    /// entries, as the grammar has it, but as names without an address.
    fn join_names(&mut self) {
        let names = std::mem::take(&mut self.names);
        let count = names.len();
        for name in names {
            for flaw in self.list.flaws.iter_mut().take(name.flaws.end).skip(name.flaws.start) {
                if flaw.kind == AddressFlaw::NoDomain {
                    flaw.kind = AddressFlaw::NoAddress;
                }
            }
            self.flag(AddressFlaw::UnquotedSpecials, name.comma);
        }
        let unname = |mailbox: &mut Mailbox| {
            mailbox.phrase = mailbox.address.take().map(|a| a.span).or(mailbox.phrase);
        };
        if let Some(group) = &mut self.group {
            group.members.iter_mut().rev().take(count).for_each(unname);
            return;
        }
        for entry in self.list.entries.iter_mut().rev().take(count) {
            if let Entry::Mailbox(mailbox) = entry {
                unname(mailbox);
            }
        }
    }

    /// A group that no semicolon closes: `Re: Name <a@b>` is a name with a colon.
    fn open_group(&mut self) {
        let Some(Group { name, colon, mut members }) = self.group.take() else { return };
        self.list.flaws.push(Flaw { kind: AddressFlaw::UnquotedSpecials, span: colon });
        let Some(first) = members.first_mut() else {
            let span = name.to(colon);
            self.list.entries.push(Entry::Group { span, name, members });
            return;
        };
        first.span = first.span.to(name);
        if first.angle.is_some() {
            first.phrase = Some(first.phrase.map_or(name.to(colon), |phrase| phrase.to(name)));
        }
        self.list.entries.extend(members.into_iter().map(Entry::Mailbox));
    }
}
