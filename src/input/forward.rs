//! The line above a forwarded message, and the names that a mail program gave its fields.

use super::draft::Draft;
use super::lines::{Lines, is_blank};
use super::recognise::known;
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::span::Span;

/// Lines that may stand above the mark: a greeting, no notice.
const ABOVE: usize = 10;

/// Lines below the mark that are looked at for names.
const NAMES: usize = 12;

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let all = Span::new(0, text.len());
    let mut filled = Lines::new(text, all)
        .filter(|line| !is_blank(line.span.of(text)))
        .take(ABOVE)
        // Below an address it is the mark of a returned message.
        .take_while(|line| !line.span.of(text).contains('@'));
    let mark = filled.find(|line| is_mark(line.span.of(text)));
    let below = mark.map_or(0, |mark| mark.next);
    let fields = || {
        Lines::new(text, Span::new(below, text.len()))
            .map(|line| line.span)
            .skip_while(|line| is_blank(line.of(text)))
            .take_while(|line| !is_blank(line.of(text)))
            .take(NAMES)
    };
    let named = fields().filter(|line| name(line.of(text), mark.is_some()).is_some()).count();
    if named < 2 || draft.scope().mail {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    if let Some(mark) = mark {
        rewrite.replace(Span::new(mark.span.start, mark.next), "");
    }
    for line in fields() {
        if let Some((length, english)) = name(line.of(text), mark.is_some())
            && !line
                .of(text)
                .get(..length - 1)
                .is_some_and(|name| name.eq_ignore_ascii_case(english))
        {
            let span = Span::new(line.start, line.start + length);
            // A full-width colon brings its own blank.
            let blank = line.of(text).get(length..).is_some_and(|rest| rest.starts_with(' '));
            let colon = [english, if blank { ":" } else { ": " }].concat();
            rewrite.replace(span, &colon);
        }
    }
    rewrite.done(RepairKind::Forwarded)
}

/// A mark between hyphens, or a sentence that ends with a colon.
fn is_mark(line: &str) -> bool {
    let line = line.trim();
    let inner = line.trim_matches(['-', '_', '=', '*', ' ', ':', '：']);
    let drawn = line.starts_with("--") || line.starts_with("__") || line.starts_with("==");
    // A notice calls what it returns the original message, too.
    let begins = BEGINS.iter().any(|word| inner.starts_with(word));
    (drawn || (begins && line.ends_with([':', '：'])))
        && MARKS.iter().any(|mark| inner.len() == mark.len() && inner.eq_ignore_ascii_case(mark))
}

/// The length of a name with its colon, and the name that mail gives it.
fn name(line: &str, marked: bool) -> Option<(usize, &'static str)> {
    if !marked && line.starts_with([' ', '\t']) {
        return None;
    }
    let near = line.get(..line.floor_char_boundary(60))?;
    let at = near.find([':', '：'])?;
    let colon = near.get(at..)?.chars().next()?.len_utf8();
    let said = near.get(..at)?.trim_matches(['*', ' ', '\u{a0}']);
    if known(said).is_none() {
        // None of those names has a hyphen, as most names of mail have.
        let mut names = NAMES_OF.iter().filter(|_| !said.contains('-'));
        let english = names.find(|(names, _)| names.split('|').any(|name| name == said));
        return english.map(|(_, english)| (at + colon, *english));
    }
    ["From", "To", "Cc", "Subject", "Date", "Reply-To"]
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(said))
        .map(|name| (at + colon, name))
}

/// How marks begin that need no line drawn.
const BEGINS: [&str; 7] = ["Begin", "Anfang", "Début", "Inicio", "Inizio", "Início", "転送"];

/// What mail programs write above a forwarded message.
const MARKS: [&str; 33] = [
    "Forwarded message",
    "Forwarded Message",
    "Original Message",
    "Original Appointment",
    "Begin forwarded message",
    "Weitergeleitete Nachricht",
    "Anfang der weitergeleiteten Nachricht",
    "Weitergeleitete Mail",
    "Ursprüngliche Nachricht",
    "Original-Nachricht",
    "Message transféré",
    "Message d'origine",
    "Message original",
    "Début du message réexpédié",
    "Début du message transféré",
    "Mensaje reenviado",
    "Mensaje original",
    "Inicio del mensaje reenviado",
    "Messaggio inoltrato",
    "Messaggio originale",
    "Inizio messaggio inoltrato",
    "Mensagem encaminhada",
    "Mensagem original",
    "Início da mensagem reencaminhada",
    "Пересылаемое сообщение",
    "Пересланное сообщение",
    "Исходное сообщение",
    "転送メッセージ",
    "元のメッセージ",
    "転送されたメッセージ",
    "转发邮件",
    "原始邮件",
    "전달된 메일",
];

/// Names of fields as mail programs show them. Their dates are not written as mail writes them, so
/// the names of dates stay.
const NAMES_OF: [(&str, &str); 5] = [
    (
        "Von|De|Da|От|От кого|差出人|送信者|送信元|发件人|寄件者|寄件人|보낸사람|보낸 사람|보낸이",
        "From",
    ),
    ("An|À|A|Para|Кому|宛先|收件人|收件者|받는사람|받는 사람|받는이", "To"),
    ("Kopie|Copie|Copia|Copie à|Cópia|Копия|抄送|副本|참조", "Cc"),
    ("Betreff|Objet|Asunto|Oggetto|Assunto|Тема|件名|主题|主旨|제목", "Subject"),
    ("Antwort an|Répondre à|Responder a|Rispondi a|Ответить|返信先|回复|답장", "Reply-To"),
];
