//! Splits the bytes of a file, which come in pieces of any size, into single messages. One is held
//! at a time, and of that only what is counted: its header, and as much of its body as a notice
//! needs.

use crate::key::keys;
use crate::mail_system::may_be_notice;
use memchr::memchr;

/// The number of bytes at the front of a file that tell what it is.
const FRONT: usize = 512;

/// The number of bytes of a line that tell what it is; the rest goes where its front went.
const LINE: usize = 1_024;

/// The number of bytes that are read of one header.
pub(super) const HEADER: usize = 256_000;

/// The number of bytes that are read of a body: it has no fields, but the text may turn out to be a
/// notice.
const BODY: usize = 16_000;

/// The number of bytes that are read of the body of a notice: what came back stands in it, often
/// last.
const NOTICE: usize = 1_000_000;

/// What a file is, as its front tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Unknown,
    Mbox,
    /// An mbox whose first `From ` line has a time of day: then all of them have one, and other
    /// lines that begin with this word are text.
    TimedMbox,
    Single,
    /// A picture, an archive or the like: no header block has such bytes in front.
    Binary,
}

/// Where in a message the next line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Before the first line.
    #[default]
    Before,
    Header,
    Body,
}

/// Takes each message: its number in the file, from 1 on, and its bytes.
pub(super) type Each<'e> = dyn FnMut(usize, &[u8]) + 'e;

/// Splits one file into messages.
#[derive(Default)]
pub(super) struct Splitter {
    kind: Kind,
    /// The front of the file until its kind is known, then the front of the line until that is.
    held: Vec<u8>,
    /// Whether the rest of this line belongs to the message.
    inside: bool,
    message: Vec<u8>,
    place: Place,
    /// The number of bytes that may still be added to the message.
    room: usize,
    /// Whether there were more bytes than that.
    cut: bool,
    number: usize,
    blank_before: bool,
    /// The number of headers that were longer than what is read.
    pub(super) long_headers: usize,
}

keys! {
    /// What is wrong with a file as a whole; its locale key is `groups.problem.<id>`.
    pub enum Problem {
        /// The file is empty.
        Empty = "empty",
        /// The file is not text.
        Binary = "binary",
        /// The file ends in the middle of a message.
        Cut = "cut",
    }
}

impl Splitter {
    pub(super) fn push(&mut self, mut bytes: &[u8], each: &mut Each<'_>) {
        if self.kind == Kind::Unknown {
            bytes = self.hold(bytes, FRONT);
            if self.held.len() < FRONT {
                return;
            }
            self.begin(each);
        }
        self.lines(bytes, each);
    }

    /// Ends the file. Returns what is wrong with it, if anything is.
    pub(super) fn finish(&mut self, each: &mut Each<'_>) -> Option<Problem> {
        if self.kind == Kind::Unknown {
            if self.held.is_empty() {
                return Some(Problem::Empty);
            }
            self.begin(each);
        }
        if self.kind == Kind::Binary {
            return Some(Problem::Binary);
        }
        let open = self.inside || !self.held.is_empty();
        if !self.held.is_empty() {
            self.line(each);
        }
        let cut = self.is_mbox() && (open || self.place == Place::Header);
        self.give(each);
        cut.then_some(Problem::Cut)
    }

    /// Returns `true` if the rest of the file may be left unread.
    pub(super) fn is_binary(&self) -> bool {
        self.kind == Kind::Binary
    }

    fn is_mbox(&self) -> bool {
        matches!(self.kind, Kind::Mbox | Kind::TimedMbox)
    }

    /// Holds bytes back until there are `most` of them, and returns the rest.
    fn hold<'b>(&mut self, bytes: &'b [u8], most: usize) -> &'b [u8] {
        let wanted = most.saturating_sub(self.held.len()).min(bytes.len());
        let (front, rest) = bytes.split_at_checked(wanted).unwrap_or((bytes, &[]));
        self.held.extend_from_slice(front);
        rest
    }

    fn begin(&mut self, each: &mut Each<'_>) {
        let front = std::mem::take(&mut self.held);
        // UTF-16, which has zero bytes, too, begins with a mark of its own.
        let utf16 = front.starts_with(&[0xff, 0xfe]) || front.starts_with(&[0xfe, 0xff]);
        self.blank_before = true;
        self.room = HEADER;
        let text = unmarked(&front);
        self.kind = if text.trim_ascii_start().starts_with(b"From ") {
            Kind::Mbox
        } else if front.contains(&0) && !utf16 {
            Kind::Binary
        } else {
            // A text that does not begin with a field may be a notice in words, or an export.
            if !begins_with_field(text) {
                self.place = Place::Body;
                self.room = NOTICE;
            }
            self.number = 1;
            Kind::Single
        };
        // The byte order mark would hide the first `From ` line; a single message is read with it.
        self.lines(if self.is_mbox() { text } else { &front }, each);
    }

    fn lines(&mut self, mut bytes: &[u8], each: &mut Each<'_>) {
        if self.kind == Kind::Binary {
            return;
        }
        while !bytes.is_empty() {
            let end = memchr(b'\n', bytes).map(|at| at + 1);
            let (line, rest) =
                bytes.split_at_checked(end.unwrap_or(bytes.len())).unwrap_or((bytes, &[]));
            bytes = rest;
            if self.inside {
                self.add(line);
            } else {
                let more = self.hold(line, LINE);
                if end.is_none() && self.held.len() < LINE {
                    return;
                }
                self.line(each);
                self.add(more);
            }
            self.inside = end.is_none();
        }
    }

    /// Takes the line whose front is held.
    fn line(&mut self, each: &mut Each<'_>) {
        let line = std::mem::take(&mut self.held);
        let blank = matches!(line.as_slice(), b"\n" | b"\r\n");
        let mut shown = line.as_slice();
        if self.is_mbox() {
            if self.blank_before && self.separates(&line) {
                self.give(each);
                self.number += 1;
                self.place = Place::Before;
                self.room = HEADER;
                self.blank_before = false;
                self.held = line;
                self.held.clear();
                return;
            }
            self.blank_before = blank;
            // `>From ` in a body was `From ` before.
            let quotes = line.iter().take_while(|b| **b == b'>').count();
            if quotes > 0 && line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From ")) {
                shown = line.get(1..).unwrap_or(&line);
            }
        }
        self.place = match self.place {
            Place::Before if blank => Place::Before,
            Place::Before => Place::Header,
            Place::Header if blank => {
                self.long_headers += usize::from(self.cut);
                self.room = if may_be_notice(&self.message) { NOTICE } else { BODY };
                Place::Body
            }
            place => place,
        };
        self.add(shown);
        // The buffer is reused.
        self.held = line;
        self.held.clear();
    }

    fn separates(&mut self, line: &[u8]) -> bool {
        let Some(rest) = line.strip_prefix(b"From ") else { return false };
        let digit = |byte: &u8| byte.is_ascii_digit() || *byte == b' ';
        let timed = rest
            .windows(5)
            .any(|five| matches!(five, [a, b, b':', c, d] if [a, b, c, d].into_iter().all(digit)));
        if self.number == 0 && timed {
            self.kind = Kind::TimedMbox;
        }
        timed || self.kind == Kind::Mbox
    }

    fn add(&mut self, bytes: &[u8]) {
        let (taken, left) = bytes.split_at_checked(self.room).unwrap_or((bytes, &[]));
        self.message.extend_from_slice(taken);
        self.room -= taken.len();
        self.cut |= !left.is_empty();
    }

    /// Hands over the message, without a line that was cut, since a character may be cut, too.
    fn give(&mut self, each: &mut Each<'_>) {
        if self.cut {
            let end = self.message.iter().rposition(|b| *b == b'\n');
            self.message.truncate(end.map_or(self.message.len(), |at| at + 1));
            self.long_headers += usize::from(self.place == Place::Header);
        }
        if self.number > 0 {
            each(self.number, &self.message);
        }
        self.message.clear();
        self.cut = false;
    }
}

/// Returns the bytes without a byte order mark.
fn unmarked(front: &[u8]) -> &[u8] {
    front.strip_prefix("\u{feff}".as_bytes()).unwrap_or(front)
}

fn begins_with_field(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    let name = text.iter().take_while(|b| b.is_ascii_graphic() && **b != b':').count();
    name > 0 && text.get(name) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(pieces: &[&[u8]]) -> (Vec<String>, Option<Problem>) {
        let mut all = Vec::new();
        let mut splitter = Splitter::default();
        let mut each =
            |_: usize, bytes: &[u8]| all.push(String::from_utf8_lossy(bytes).into_owned());
        for piece in pieces {
            splitter.push(piece, &mut each);
        }
        let problem = splitter.finish(&mut each);
        (all, problem)
    }

    #[test]
    fn an_mbox_is_split_at_its_from_lines() {
        let text =
            "From a Mon\nSubject: 1\n\n>From here\nFrom there\n\nFrom b Tue\nSubject: 2\n\nx\n";
        let (all, problem) = split(&[text.as_bytes()]);
        assert_eq!(all, ["Subject: 1\n\nFrom here\nFrom there\n\n", "Subject: 2\n\nx\n"]);
        assert_eq!(problem, None);
    }

    #[test]
    fn a_sentence_that_begins_with_from_is_no_separator() {
        let line = "From a@example.org Mon Jun  3 10:00:00 2024\r\n";
        let text = format!(
            "{line}Subject: 1\r\n\r\nA\r\n\r\nFrom here on it rains.\r\n\r\n{line}Subject: 2\r\n\
             \r\n"
        );
        let (all, problem) = split(&[text.as_bytes()]);
        assert_eq!((all.len(), problem), (2, None), "{all:?}");
    }

    #[test]
    fn blank_lines_and_a_mark_before_the_first_line_do_not_matter() {
        for front in ["\n\r\n", "\u{feff}", "\u{feff}\n"] {
            let text = format!("{front}From a Mon\nSubject: 1\n\nx\n\nFrom b Tue\nSubject: 2\n\n");
            let (all, problem) = split(&[text.as_bytes()]);
            assert_eq!((all.len(), problem), (2, None), "{all:?}");
        }
    }

    #[test]
    fn a_cut_mbox_gives_what_is_there() {
        for text in ["From a Mon\nSubject: 1\n\nx\n\nFrom b Tue\nSubje", "From a\nSubject: 1\n\nx"]
        {
            let (all, problem) = split(&[text.as_bytes()]);
            assert!(!all.is_empty() && problem == Some(Problem::Cut), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_mail_is_told() {
        assert_eq!(split(&[]), (Vec::new(), Some(Problem::Empty)));
        assert_eq!(split(&[b"\x89PNG\r\n\0\0"]), (Vec::new(), Some(Problem::Binary)));
        let (all, problem) = split(&[b"\xff\xfeS\0:\0"]);
        assert_eq!((all.len(), problem), (1, None));
    }

    #[test]
    fn long_bodies_are_cut_at_a_line_but_not_those_of_notices() {
        let body = "日本語の本文\n".repeat(10_000);
        let mail = format!("From a Mon\nSubject: 1\n\n{body}\nFrom b Mon\nSubject: 2\n\nx\n");
        let (all, _) = split(&[mail.as_bytes()]);
        assert_eq!(all.len(), 2);
        assert!(all[0].len() <= BODY + 20 && all[0].ends_with("本文\n"), "{}", all[0].len());
        let notice = mail.replace("Subject: 1", "From: MAILER-DAEMON@example.org");
        assert!(split(&[notice.as_bytes()]).0[0].len() > 100_000);
    }

    #[test]
    fn large_files_of_little_are_read_in_their_time() {
        for unit in [">", "From ", "From a 10:00\n\n", "\n", "x", "X-A: 1\n"] {
            let text = unit.repeat(4_000_000 / unit.len());
            let (mut splitter, mut bytes) = (Splitter::default(), 0);
            let mut each = |_: usize, message: &[u8]| bytes += message.len();
            text.as_bytes().chunks(5).for_each(|piece| splitter.push(piece, &mut each));
            splitter.finish(&mut each);
            assert!(bytes <= text.len(), "{unit:?}");
        }
    }

    #[test]
    fn a_header_without_end_is_cut_and_counted() {
        let mail = format!("From a Mon\n{}\n\nx\n", "X-A: 1\n".repeat(100_000));
        let mut splitter = Splitter::default();
        let mut sizes = Vec::new();
        let mut each = |_: usize, bytes: &[u8]| sizes.push(bytes.len());
        splitter.push(mail.as_bytes(), &mut each);
        assert_eq!(splitter.finish(&mut each), None);
        assert_eq!(splitter.long_headers, 1);
        assert!(sizes.iter().all(|size| *size <= HEADER + BODY), "{sizes:?}");
    }

    proptest! {
        #[test]
        fn borders_of_pieces_do_not_matter(
            text in "(From a 10:00\r?\n|>From |From |Subject: x|\r?\n|é|>{3}|[a-z]{0,6}|\0){0,60}",
            sizes in proptest::collection::vec(1usize..40, 1..40),
            long in 0usize..3_000,
        ) {
            let front = if long % 2 == 0 { "From a 10:00\n" } else { "" };
            let long = "x".repeat(long);
            let text = format!("{front}{text}{long}\n\nFrom a 10:00\nX: y\n");
            let whole = split(&[text.as_bytes()]);
            let mut rest = text.as_bytes();
            let mut pieces = Vec::new();
            for size in sizes.iter().cycle() {
                let Some((piece, next)) = rest.split_at_checked(*size) else { break };
                pieces.push(piece);
                rest = next;
            }
            pieces.push(rest);
            prop_assert_eq!(split(&pieces), whole);
        }
    }
}
