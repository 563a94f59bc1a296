//! Names of weekdays, months and zones: English first, then what broken software writes.

/// Monday first. The first name of a line is the form of RFC 5322; it stands on no line above.
const WEEKDAYS: [&str; 7] = [
    "mon monday montag mo lun lunes lundi seg pn пн Пн 月 周一 월",
    "tue tuesday dienstag di mar martes mardi ter вт Вт 火 周二 화",
    "wed wednesday mittwoch mi mer mié miércoles mercredi qua ср Ср 水 周三 수",
    "thu thursday thurs donnerstag do jeu jue gio jueves jeudi qui чт Чт 木 周四 목",
    "fri friday freitag fr ven vie viernes vendredi sex пт Пт 金 周五 금",
    "sat saturday samstag sa sam sáb sab sábado samedi сб Сб 土 周六 토",
    "sun sunday sonntag so dim dom domingo dimanche вс Вс 日 周日 일",
];

/// January first.
const MONTHS: [&str; 12] = [
    "jan january januar jän ene gen janv janvier enero янв sty",
    "feb february februar fév fev févr fevr février febrero фев lut",
    "mar march märz mär mrz mars marzo мар",
    "apr april avr avril abr abril апр kwi",
    "may mai mayo mag mei май maj",
    "jun june juni juin junio giu июн cze",
    "jul july juli juil juillet julio lug июл lip",
    "aug august août aout ago agosto авг sie",
    "sep september sept set septiembre septembre сен wrz",
    "oct october okt oktober ott out octubre octobre окт paź",
    "nov november novembre noviembre ноя lis",
    "dec december dez dezember déc dic dicembre décembre diciembre дек gru",
];

/// Which line the name stands on, and whether it is the first there.
fn find(table: &[&str], name: &str) -> Option<(u32, bool)> {
    let place = |is: &dyn Fn(&str) -> bool| (0..).zip(table).find(|(_, line)| is(line));
    // Nearly every date says it so.
    let proper = |line: &str| line.get(..3).is_some_and(|first| first.eq_ignore_ascii_case(name));
    if let Some((number, _)) = place(&proper) {
        return Some((number, true));
    }
    let name = name.as_bytes();
    // As bytes: the search of text is made for longer ones.
    let known = |line: &str| {
        line.as_bytes().split(|b| *b == b' ').any(|known| known.eq_ignore_ascii_case(name))
    };
    place(&known).map(|(number, _)| (number, false))
}

/// Weekday of a name, Monday = 0, and whether it is the form of RFC 5322.
pub(super) fn weekday(name: &str) -> Option<(u32, bool)> {
    find(&WEEKDAYS, name)
}

/// Month of a name, 1–12, and whether it is the form of RFC 5322.
pub(super) fn month(name: &str) -> Option<(u32, bool)> {
    find(&MONTHS, name).map(|(month, proper)| (month + 1, proper))
}

/// Zone names with the offset they are read as (minutes), then others that also go by the name.
/// RFC 5322 §4.3 for the North American ones; the rest from the IANA zone database.
#[rustfmt::skip]
const ZONES: &[(&str, &[i16])] = &[
    ("Z", &[0]), ("UT", &[0]), ("UTC", &[0]), ("GMT", &[0]), ("WET", &[0]), ("WEST", &[60]),
    ("EST", &[-300, 600, 660]), ("EDT", &[-240, 660]), ("CST", &[-360, 480, 570, -300]),
    ("CDT", &[-300, 540, -240]), ("MST", &[-420, 480]), ("MDT", &[-360]),
    ("PST", &[-480, 480]), ("PDT", &[-420, 540]), ("AKST", &[-540]), ("AKDT", &[-480]),
    ("HST", &[-600]), ("AST", &[-240, 180]), ("ADT", &[-180, 240]), ("NST", &[-210]), ("NDT", &[-150]),
    ("BST", &[60, 360, 0]), ("IST", &[330, 60, 120]), ("IDT", &[180]),
    ("CET", &[60]), ("CEST", &[120]), ("MET", &[60]), ("MEST", &[120]), ("MEZ", &[60]), ("MESZ", &[120]),
    ("EET", &[120]), ("EEST", &[180]), ("MSK", &[180, 240]), ("MSD", &[240]), ("TRT", &[180]),
    ("SAST", &[120]), ("CAT", &[120]), ("EAT", &[180]), ("WAT", &[60]), ("PKT", &[300]),
    ("JST", &[540]), ("KST", &[540]), ("HKT", &[480]), ("SGT", &[480]), ("PHT", &[480]),
    ("ICT", &[420]), ("WIB", &[420]), ("AWST", &[480]), ("ACST", &[570]), ("ACDT", &[630]),
    ("AEST", &[600]), ("AEDT", &[660]), ("NZST", &[720]), ("NZDT", &[780]),
    ("BRT", &[-180]), ("BRST", &[-120]), ("ART", &[-180]), ("CLT", &[-240]), ("CLST", &[-180]),
    ("COT", &[-300]), ("PET", &[-300]),
];

/// The offsets a zone name may stand for, in minutes east of UTC; the usual one first.
pub(super) fn zone(name: &str) -> Option<&'static [i16]> {
    ZONES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, offsets)| *offsets)
}
