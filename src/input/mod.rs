//! What was pasted: wrapping undone, one repair per file, with a map back to what the person sees.

mod blank_lines;
mod bom;
mod charset;
mod cut;
mod draft;
mod escapes;
mod folding;
mod forward;
mod html;
mod images;
mod indent;
mod joined;
mod line_ends;
pub(crate) mod lines;
mod link_tails;
mod map;
mod mbox;
mod messages;
mod no_break;
mod quote;
mod recognise;
mod rewrite;
mod scope;
mod smart;
mod table;
mod transfer;
mod wide;

pub use charset::decode_bytes;
use draft::{Draft, Seen};
pub use map::{Builder, Map};
pub use messages::{MOST_MESSAGES, Messages, messages};
pub(crate) use recognise::header_block;
pub use recognise::{Look, Recognised, recognise};

use crate::key::keys;
use crate::span::Span;
use std::borrow::Cow;

keys! {
    /// What was undone to read the input; `docs/input.md` says how each is known.
    pub enum RepairKind {
        /// Bytes of a file in another charset than UTF-8.
        Charset = "charset",
        /// The byte order mark.
        Bom = "bom",
        /// U+2028, U+2029 or U+0085 as line ends.
        LineEnds = "line-ends",
        /// HTML source: tags and entities.
        Html = "html",
        /// No-break blanks.
        NoBreak = "no-break",
        /// Common indentation.
        Indentation = "indentation",
        /// `>` and `|`, also nested.
        QuoteMarks = "quote-marks",
        /// A blank line after every line.
        BlankLines = "blank-lines",
        /// Base64 or quoted-printable that no header announces.
        TransferEncoding = "transfer-encoding",
        /// An encoded part of a notice.
        EncodedPart = "encoded-part",
        /// Raw ISO-2022-JP in a notice.
        Escapes = "escapes",
        /// Name and value in columns, or on lines by turns.
        Table = "table",
        /// Full-width `：`, `＜`, `＞`, `＠`.
        FullWidth = "full-width",
        /// The line above a forwarded message, and translated field names.
        Forwarded = "forwarded",
        /// A link that repeats what stands before it.
        LinkTails = "link-tails",
        /// Lost line breaks.
        Joined = "joined",
        /// `[cid:…]` in place of images.
        Images = "images",
        /// Continuation lines without indentation.
        Folding = "folding",
        /// Typographic quotes and dashes.
        Smart = "smart",
        /// Nothing: the text ends inside a multipart.
        CutEnd = "cut-end",
        /// Nothing: an mbox line stands at the top.
        MboxFrom = "mbox-from",
    }
}

/// One thing that was undone to read the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What it is.
    pub id: RepairKind,
    /// How many lines or places.
    pub count: usize,
    /// The first place, in the input as pasted.
    pub first: Span,
    /// What it was exactly, where there is a choice: the charset.
    pub detail: Option<String>,
}

impl Repair {
    /// A repair without detail.
    pub const fn new(id: RepairKind, count: usize, first: Span) -> Self {
        Self { id, count, first, detail: None }
    }
}

/// The input after repair.
#[derive(Clone, Debug)]
pub struct Clean<'t> {
    /// What the later stages read; borrows the input when nothing was undone.
    pub text: Cow<'t, str>,
    /// From offsets of `text` to offsets of the input.
    pub map: Map,
    /// What was undone, in the order of doing.
    pub repairs: Vec<Repair>,
    seen: Seen,
}

impl<'t> Clean<'t> {
    pub(crate) fn new(text: Cow<'t, str>, map: Map, repairs: Vec<Repair>) -> Self {
        Self { text, map, repairs, seen: Seen::default() }
    }

    /// Makes these repairs; whether there was anything to do.
    fn undo(&mut self, repairs: &[Undo]) -> bool {
        let before = self.repairs.len();
        for undo in repairs {
            let draft = Draft { text: &self.text, map: &self.map, seen: &self.seen };
            if let Some(undone) = undo(&draft) {
                if let Some((text, map)) = undone.text {
                    *self = Clean::new(Cow::Owned(text), map, std::mem::take(&mut self.repairs));
                }
                self.repairs.push(undone.repair);
            }
        }
        self.repairs.len() > before
    }

    /// What the text is; the header that a repair has looked for is not looked for again.
    pub(crate) fn recognise(&self) -> Recognised {
        recognise::with_block(&self.text, &|| self.seen.block(&self.text))
    }

    /// A part of the text, as if it had been pasted alone; its map leads into all of the input.
    #[must_use]
    pub fn part(&self, span: Span) -> Clean<'static> {
        let (text, map) = Builder::only(&self.text, &self.map, span);
        Clean::new(Cow::Owned(text), map, self.repairs.clone())
    }
}

/// What one repair did.
struct Undone {
    // None where the repair is only told.
    text: Option<(String, Map)>,
    repair: Repair,
}

impl Undone {
    fn rewritten(builder: Builder<'_>, repair: Repair) -> Self {
        Self { text: Some(builder.finish()), repair }
    }

    fn noted(repair: Repair) -> Self {
        Self { text: None, repair }
    }
}

/// Looks at the text as the repairs before left it, and at its map to the input.
type Undo = fn(&Draft<'_>) -> Option<Undone>;

/// In this order (told in `docs/input.md`): each sees what the one before left. What is read of the
/// words comes after what is read of the lines.
const CHARACTERS: [Undo; 4] = [bom::undo, line_ends::undo, html::undo, no_break::undo];

/// Twice, since a quoted text may be indented and quoted again.
const MARGINS: [Undo; 2] = [indent::undo, quote::undo];

/// The rest.
const WORDS: [Undo; 13] = [
    blank_lines::undo,
    transfer::undo,
    escapes::undo,
    table::undo,
    wide::undo,
    forward::undo,
    link_tails::undo,
    joined::undo,
    images::undo,
    folding::undo,
    smart::undo,
    cut::note,
    mbox::note,
];

/// Undoes what happened to pasted text on its way.
pub fn clean(text: &str) -> Clean<'_> {
    let mut clean = Clean::new(Cow::Borrowed(text), Map::identity(), Vec::new());
    clean.undo(&CHARACTERS);
    if clean.undo(&MARGINS) {
        clean.undo(&MARGINS);
    }
    clean.undo(&WORDS);
    clean
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(clean: &Clean<'_>) -> Vec<(&'static str, usize)> {
        clean.repairs.iter().map(|repair| (repair.id.id(), repair.count)).collect()
    }

    #[test]
    fn untouched_text_is_borrowed() {
        let clean = clean("Subject: a\n b\n\n> quoted\nbody\n");
        assert!(matches!(clean.text, Cow::Borrowed(_)));
        assert!(clean.repairs.is_empty());
    }

    #[test]
    fn folding_survives_both_styles_of_quoting() {
        for quoted in [
            "> Subject: a\n>  b\n>\n> x\n",
            ">Subject: a\n> b\n>\n>x\n",
            "| Subject: a\n|  b\n|\n| x\n",
        ] {
            let clean = clean(quoted);
            assert_eq!(clean.text, "Subject: a\n b\n\nx\n", "{quoted:?}");
            assert_eq!(ids(&clean), [("quote-marks", 4)]);
        }
    }

    #[test]
    fn nested_marks_go_and_deeper_ones_stay() {
        assert_eq!(clean("> > Subject: a\n> > \n> > > older\n").text, "Subject: a\n\n> older\n");
        assert_eq!(clean(">> Subject: a\n>> From: b\n").text, "Subject: a\nFrom: b\n");
    }

    #[test]
    fn common_indentation_goes_and_folding_stays() {
        let clean = clean("    Subject: a\n      b\n\n    x\n");
        assert_eq!(clean.text, "Subject: a\n  b\n\nx\n");
        assert_eq!(ids(&clean), [("indentation", 3)]);
    }

    #[test]
    fn an_indented_quotation_with_a_mark_in_front_is_read() {
        let input = "\u{feff}  > Subject: a\n  > From: b\n";
        let clean = clean(input);
        assert_eq!(clean.text, "Subject: a\nFrom: b\n");
        assert_eq!(ids(&clean), [("bom", 1), ("indentation", 2), ("quote-marks", 2)]);
        let from = clean.text.find("From: b").unwrap();
        assert_eq!(clean.map.span(Span::new(from, from + 7)).of(input), "From: b");
        assert_eq!(clean.repairs[2].first.of(input), "> ");
    }

    #[test]
    fn no_break_blanks_of_a_web_page_become_blanks() {
        let input = "Subject:\u{a0}a\u{a0}b\n\u{a0}\u{a0} c \u{a0}d\n";
        let clean = clean(input);
        assert_eq!(clean.text, "Subject: a\u{a0}b\n   c  d\n", "one between words stays");
        assert_eq!(ids(&clean), [("no-break", 4)]);
        let at = clean.text.find('d').unwrap();
        assert_eq!(clean.map.span(Span::new(at, at + 1)).of(input), "d");
    }

    #[test]
    fn an_mbox_line_is_told_and_kept() {
        let text = "From a@example.org Mon Jan  1 00:00:00 2024\nSubject: a\n";
        let clean = clean(text);
        assert_eq!(clean.text, text);
        assert_eq!(ids(&clean), [("mbox-from", 1)]);
    }

    /// Where nothing was replaced the text is the same on both sides of the map.
    fn assert_map(input: &str) {
        let clean = clean(input);
        let mut last = 0;
        for (at, c) in clean.text.char_indices() {
            let span = clean.map.span(Span::new(at, at + c.len_utf8()));
            let source = input.get(span.start..span.end);
            assert!(source.is_some(), "{c:?} of {input:?}");
            assert!(last <= span.start, "order of {input:?}");
            last = span.start;
        }
        for (repair, next) in clean.repairs.iter().zip(1..) {
            assert!(input.get(repair.first.start..repair.first.end).is_some(), "{next}");
        }
    }

    #[test]
    fn marks_lead_back_through_each_repair() {
        let words = "Final-Recipient: rfc822; bob@example.net";
        let text =
            format!("Reporting-MTA: dns; a.example\nArrival-Date: x\n\n{words}\nAction: failed\n");
        for shape in [
            text.replace('\n', "<br>\n"),
            text.replace('\n', "\n\n"),
            text.replace('\n', "\u{2028}"),
            text.replace("bob@example.net", "bob@example.net<mailto:bob@example.net>"),
            format!("[cid:a]{text}"),
            format!("\u{feff}> {}", text.replace('\n', "\n> ")),
            text.replace("Reporting-MTA:", "X-A: “\u{1b}$B%F%9%H\u{1b}(B”\nReporting-MTA:"),
        ] {
            assert_map(&shape);
            let clean = clean(&shape);
            let at = clean.text.find(words).unwrap();
            let place = clean.map.span(Span::new(at, at + words.len())).of(&shape);
            assert!(place.starts_with("Final") && place.contains("bob@example.net"), "{place:?}");
            assert!(!clean.repairs.is_empty(), "{shape:?}");
        }
    }

    proptest! {
        #[test]
        fn clean_text_maps_back_into_the_input(
            input in r"(\x{feff})?([> |\t\x{a0}]{0,4}[A-Za-zé日:]{0,6}(\r\n|\n|\r)){0,8}"
        ) {
            let clean = clean(&input);
            for (at, c) in clean.text.char_indices() {
                let span = clean.map.span(Span::new(at, at + c.len_utf8()));
                let source = &input[span.start..span.end];
                let same = source == c.to_string() || (c == ' ' && source == "\u{a0}");
                prop_assert!(same, "{c:?} from {source:?}");
            }
            for repair in &clean.repairs {
                prop_assert!(input.get(repair.first.start..repair.first.end).is_some());
            }
        }

        #[test]
        fn recognising_never_panics_and_stays_in_bounds(text in r"([A-Za-z\-]{0,9}:? ?[é日]{0,2}(\r\n|\n)){0,12}") {
            if let Some(span) = recognise(&text).block {
                prop_assert!(text.get(span.start..span.end).is_some_and(|block| !block.is_empty()));
            }
        }

        #[test]
        fn bytes_are_always_text(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let (text, repairs) = decode_bytes(&bytes);
            prop_assert_eq!(text.is_empty(), bytes.is_empty() || matches!(bytes.as_slice(), [0xff, 0xfe] | [0xfe, 0xff]));
            prop_assert!(repairs.iter().all(|r| text.get(r.first.start..r.first.end).is_some()));
        }
    }
}
