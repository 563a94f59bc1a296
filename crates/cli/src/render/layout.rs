//! Columns and line breaks of a terminal.

/// Columns that sentences take at most.
const MEASURE: usize = 96;

/// Columns on a terminal; East Asian letters take two.
pub(super) fn width(text: &str) -> usize {
    let wide = |c: char| {
        matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
            | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
    };
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

/// Breaks a sentence; all lines but the first are indented so.
pub(super) fn hang(text: &str, indent: &str) -> String {
    wrap(text).replace('\n', &format!("\n{indent}"))
}

/// Breaks a sentence at blanks, and after Japanese punctuation.
pub(super) fn wrap(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for piece in text.split_inclusive([' ', '、', '。', '」', '）']) {
        let wanted = width(piece.trim_end());
        if column > 0 && column + wanted > MEASURE {
            out.truncate(out.trim_end().len());
            out.push('\n');
            column = 0;
        }
        out.push_str(piece);
        column += width(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_break_between_words_and_lose_nothing() {
        let text = "four words and more ".repeat(20);
        let wrapped = wrap(text.trim());
        assert_eq!(wrapped.replace('\n', " "), text.trim());
        assert!(wrapped.lines().all(|line| width(line) <= MEASURE && !line.ends_with(' ')));
        let text = "並べ替えに使われます。フィルターも、点を加えます。".repeat(6);
        let wrapped = wrap(&text);
        assert_eq!(wrapped.replace('\n', ""), text);
        assert!(wrapped.lines().count() > 2 && wrapped.lines().all(|line| width(line) <= MEASURE));
    }
}
