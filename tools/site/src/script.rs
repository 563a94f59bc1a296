//! Scripts without what only their readers need.

/// A script without lines that are wholly comment, without types beside code, and without indentation.
/// Other comments beside code stay: to tell them from text takes a parser. So no text of a script may
/// go over several lines, or hold `/** @`.
pub(crate) fn lean(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut in_comment = false;
    for line in source.lines().map(str::trim) {
        if in_comment {
            in_comment = !line.ends_with("*/");
            continue;
        }
        let comment = line.strip_prefix("/*").map(|rest| rest.split_once("*/"));
        match comment {
            Some(None) => in_comment = true,
            Some(Some((_, ""))) => {}
            _ if line.is_empty() || line.starts_with("//") => {}
            _ => {
                untyped(line, &mut out);
                out.push('\n');
            }
        }
    }
    out
}

// A line without `/** @type {X} */`.
fn untyped(mut line: &str, out: &mut String) {
    while let Some((code, (_, rest))) =
        line.split_once("/** @").and_then(|(code, rest)| Some((code, rest.split_once("*/")?)))
    {
        out.push_str(code);
        line = rest.trim_start();
    }
    out.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_and_whole_comments_go() {
        let source = "// What.\nimport a from './a.js';\n\n/**\n * How.\n */\nexport const b = 1; // beside\n  /** @type {X} */\n  const c = /** @type {Y} */ (d);\n/** @type {Z} */ (e).f(); /* g */\n";
        assert_eq!(
            lean(source),
            "import a from './a.js';\nexport const b = 1; // beside\nconst c = (d);\n(e).f(); /* g */\n"
        );
    }
}
