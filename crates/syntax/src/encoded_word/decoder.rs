//! Text with its encoded-words undone.

use super::word::{Payload, word_at};
use super::{CHARSETS, Decoded, EncodedWord, WordFlaw};
use crate::bytes::{find, holds, line_length};
use crate::charset;
use crate::scanner::is_blank;
use crate::span::{Flaw, Span};
use memchr::memchr3;

/// A word may have this many characters (RFC 2047 §2).
const WORD_LENGTH: usize = 75;

/// More words than this are not joined to mend a cut character.
const JOINED_WORDS: usize = 32;

/// Walks over a value and builds what a mail program shows of it.
#[derive(Default)]
pub(super) struct Decoder<'t> {
    text: &'t str,
    span: Span,
    phrase: bool,
    /// Inside a quoted string.
    quoted: bool,
    /// White space after a word: dropped if another word follows.
    pending: &'t str,
    /// Words with nothing but white space between them.
    open: Option<Run>,
    out: Decoded,
}

struct Run {
    span: Span,
    /// Whether all of its words are printable ASCII.
    ascii: bool,
    /// The last words, not yet given out: usually one, more if a character is cut between them.
    group: Group,
}

struct Group {
    span: Span,
    last: Span,
    label: &'static str,
    bytes: Vec<u8>,
    text: String,
    words: usize,
}

impl Group {
    fn new(span: Span, label: &'static str, bytes: Vec<u8>) -> Self {
        let text = charset::decode_as(label, &bytes).unwrap_or_default();
        Self { span, last: span, label, bytes, text, words: 1 }
    }

    fn replaced(&self) -> usize {
        self.text.matches('\u{FFFD}').count()
    }

    /// Both in one, if a character is cut between them and is whole then.
    fn join(&self, next: &Self) -> Option<Self> {
        let shift = self.label == "iso-2022-jp"
            && !next.bytes.starts_with(b"\x1B")
            && charset::is_open_iso_2022_jp(&self.bytes);
        let cut = shift || self.text.ends_with('\u{FFFD}');
        if !cut || self.label != next.label || self.words >= JOINED_WORDS {
            return None;
        }
        let bytes = [self.bytes.as_slice(), &next.bytes].concat();
        let mut joined = Self::new(self.span.to(next.span), self.label, bytes);
        joined.last = next.span;
        joined.words = self.words + 1;
        let apart = self.replaced() + next.replaced();
        (joined.replaced() < apart || (shift && joined.replaced() == apart)).then_some(joined)
    }

    fn is_undecodable(&self) -> bool {
        match self.label {
            // A sender may have encoded U+FFFD itself.
            "utf-8" => std::str::from_utf8(&self.bytes).is_err(),
            _ => self.text.contains('\u{FFFD}'),
        }
    }
}

/// Puts text without words on one line.
fn unfold(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((line, below)) = rest.split_at_checked(line_length(rest.as_bytes()))
        && !below.is_empty()
    {
        out.push_str(line.trim_end_matches(is_blank));
        out.push(' ');
        rest = below.trim_start_matches(is_blank);
    }
    out.push_str(rest);
}

impl<'t> Decoder<'t> {
    /// Reads all of `text[span]`.
    pub(super) fn run(text: &'t str, span: Span, phrase: bool) -> Decoded {
        let plain = span.of(text);
        let mut decoder = Self { text, span, phrase, ..Self::default() };
        decoder.out.text.reserve(plain.len());
        if !phrase && !holds(plain, "=?") {
            unfold(plain, &mut decoder.out.text);
            return decoder.out;
        }
        let mut at = span.start;
        while at < span.end {
            at = decoder.step(at);
        }
        decoder.end_run();
        Flaw::sort(&mut decoder.out.flaws);
        decoder.out
    }

    /// Reads what stands at `at` and says where to go on.
    fn step(&mut self, at: usize) -> usize {
        let rest = Span::new(at, self.span.end).of(self.text);
        if let Some(word) = self.word_at(at) {
            self.word(&word);
            return word.span.end;
        }
        let Some(c) = rest.chars().next() else { return self.span.end };
        let length = match c {
            _ if is_blank(c) => {
                let length = rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
                self.blank(rest.get(..length).unwrap_or(""));
                length
            }
            '"' if self.phrase => {
                self.quoted = !self.quoted;
                self.plain("");
                1
            }
            '\\' if self.quoted => {
                let pair = rest.chars().nth(1).map_or(0, char::len_utf8);
                self.plain(rest.get(1..=pair).unwrap_or(""));
                1 + pair
            }
            // Up to where the next word may begin.
            _ if !self.phrase => {
                let behind = rest.as_bytes().get(1..).unwrap_or_default();
                let length = find(behind, b"=?").map_or(rest.len(), |at| at + 1);
                self.end_run();
                unfold(rest.get(..length).unwrap_or(""), &mut self.out.text);
                length
            }
            _ => {
                let ends = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\\');
                let length = rest.bytes().skip(1).position(|b| ends(&b));
                let length = length.map_or(rest.len(), |length| length + 1);
                self.plain(rest.get(..length).unwrap_or(""));
                length
            }
        };
        at + length
    }

    fn word_at(&self, at: usize) -> Option<EncodedWord> {
        word_at(self.text, at, self.span.end, self.quoted)
    }

    fn flaw(&mut self, wrong: bool, kind: WordFlaw, span: Span) {
        if wrong {
            self.out.flaws.push(Flaw { kind, span });
        }
    }

    fn blank(&mut self, blank: &'t str) {
        let blank = if blank.contains(['\r', '\n']) { " " } else { blank };
        if self.open.is_some() {
            self.pending = blank;
        } else {
            self.out.text.push_str(blank);
        }
    }

    fn plain(&mut self, plain: &str) {
        self.end_run();
        self.out.text.push_str(plain);
    }

    fn end_run(&mut self) {
        if let Some(run) = self.open.take() {
            self.give_out(&run.group);
            self.flaw(run.ascii, WordFlaw::NeedlessAscii, run.span);
        }
        self.out.text.push_str(std::mem::take(&mut self.pending));
    }

    fn give_out(&mut self, group: &Group) {
        self.flaw(group.is_undecodable(), WordFlaw::Undecodable, group.span);
        self.flaw(
            memchr3(b'\r', b'\n', 0, group.text.as_bytes()).is_some(),
            WordFlaw::ControlInside,
            group.span,
        );
        self.out.text.push_str(&group.text);
    }

    fn word(&mut self, word: &EncodedWord) {
        let name = word.charset.of(self.text);
        self.out.words.push(*word);
        if self.out.charsets.len() < CHARSETS
            && !self.out.charsets.iter().any(|c| c.eq_ignore_ascii_case(name))
        {
            self.out.charsets.push(name.to_ascii_lowercase());
        }
        self.flaw(word.span.len() > WORD_LENGTH, WordFlaw::TooLong, word.span);
        self.flaw(self.is_glued(word.span), WordFlaw::Glued, word.span);
        self.flaw(self.quoted, WordFlaw::InQuotedString, word.span);

        let label = charset::label(name);
        let payload = Payload::decode(self.text, word);
        self.flaw(label.is_none(), WordFlaw::UnknownCharset, word.charset);
        self.flaw(payload.is_none(), WordFlaw::UnknownEncoding, word.encoding);
        let (Some(label), Some(payload)) = (label, payload) else {
            self.end_run();
            self.out.text.extend(word.span.of(self.text).split(['\r', '\n']));
            return;
        };
        self.flaw(payload.bad, WordFlaw::BadPayload, word.payload);
        self.flaw(payload.unpadded, WordFlaw::Unpadded, word.payload);

        self.pending = "";
        let needless = payload.bytes.iter().all(|b| matches!(b, b' '..=b'~'))
            && !payload.bytes.windows(2).any(|pair| pair == b"=?");
        let next = Group::new(word.span, label, payload.bytes);
        let run = match self.open.take() {
            None => Run { span: word.span, ascii: needless, group: next },
            Some(run) => {
                let span = run.span.to(word.span);
                if let Some(joined) = run.group.join(&next) {
                    let cut = run.group.last.to(word.span);
                    self.flaw(true, WordFlaw::SplitCharacter, cut);
                    Run { span, ascii: false, group: joined }
                } else {
                    self.give_out(&run.group);
                    Run { span, ascii: run.ascii && needless, group: next }
                }
            }
        };
        self.open = Some(run);
    }

    /// Whether no white space separates a word from what stands beside it. Two glued words are
    /// one flaw, of the second.
    fn is_glued(&self, word: Span) -> bool {
        let before = Span::new(self.span.start, word.start).of(self.text).chars().next_back();
        let after = Span::new(word.end, self.span.end).of(self.text).chars().next();
        let apart = |c: Option<char>, bracket| {
            c.is_none_or(|c| is_blank(c) || (self.phrase && (c == '"' || c == bracket)))
        };
        !apart(before, '(') || (!apart(after, ')') && self.word_at(word.end).is_none())
    }
}
