//! Messages out of files, folders and mbox files, one at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Bytes of one message that are kept: the header stands in front.
const KEPT: usize = 1_000_000;

/// Hands every message below a path to `each`, with where it was read; problems go to `complain`,
/// and the rest is still read. Gives whether there was any problem.
pub(crate) fn each(
    path: &Path,
    each: &mut dyn FnMut(&str, &[u8]),
    complain: &mut dyn FnMut(&str, &str),
) -> bool {
    let mut troubled = false;
    for file in files(path, &mut |what, problem| {
        troubled = true;
        complain(what, problem);
    }) {
        let name = file.to_string_lossy().into_owned();
        match one(&file, &name, each) {
            Ok(None) => {}
            Ok(Some(problem)) => {
                troubled = true;
                complain(&name, problem);
            }
            Err(error) => {
                troubled = true;
                complain(&name, &error.to_string());
            }
        }
    }
    troubled
}

/// The files below a path, sorted; hidden ones are no mail.
fn files(path: &Path, complain: &mut dyn FnMut(&str, &str)) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                complain(&folder.to_string_lossy(), &error.to_string());
                continue;
            }
        };
        for entry in entries.flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            // A link may lead in a circle: the kind is that of the link itself.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !hidden => open.push(entry.path()),
                Ok(kind) if kind.is_file() && !hidden => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// Reads one file; gives what is wrong with it.
fn one(
    path: &Path,
    name: &str,
    each: &mut dyn FnMut(&str, &[u8]),
) -> io::Result<Option<&'static str>> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path)?);
    let head = reader.fill_buf()?;
    if head.is_empty() {
        return Ok(Some("empty; left out"));
    }
    if is_binary(head) {
        return Ok(Some("no mail (binary data); left out"));
    }
    if head.starts_with(b"From ") {
        return mbox(reader, name, each);
    }
    let mut bytes = Vec::new();
    reader.take(KEPT as u64).read_to_end(&mut bytes)?;
    each(name, &bytes);
    Ok(None)
}

/// Pictures, archives and the like: no header block has these bytes in front. UTF-16 begins with a
/// mark of its own.
fn is_binary(head: &[u8]) -> bool {
    let head = head.get(..512).unwrap_or(head);
    let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    !utf16 && head.contains(&0)
}

/// Splits an mbox file (RFC 4155) at its `From ` lines, holding one message at a time.
fn mbox(
    mut reader: impl BufRead,
    name: &str,
    each: &mut dyn FnMut(&str, &[u8]),
) -> io::Result<Option<&'static str>> {
    let mut message = Vec::new();
    let mut line = Vec::new();
    let (mut number, mut blank_before, mut in_header, mut ended) = (0_usize, true, true, true);
    loop {
        line.clear();
        // A line without an end is read in pieces.
        let read = (&mut reader).take(1 << 16).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        ended = line.ends_with(b"\n");
        if blank_before && line.starts_with(b"From ") {
            if number > 0 {
                each(&format!("{name}:{number}"), &message);
            }
            message.clear();
            number += 1;
            in_header = true;
            blank_before = false;
            continue;
        }
        blank_before = matches!(line.as_slice(), b"\n" | b"\r\n");
        in_header &= !blank_before;
        if message.len() < KEPT {
            // `>From ` in a body was `From `.
            let quoted = line.iter().position(|b| *b != b'>').filter(|n| *n > 0);
            let escaped =
                quoted.is_some_and(|n| line.get(n..).is_some_and(|l| l.starts_with(b"From ")));
            message.extend_from_slice(line.get(usize::from(escaped)..).unwrap_or(&line));
        }
    }
    if number > 0 {
        each(&format!("{name}:{number}"), &message);
    }
    let cut = in_header || !ended;
    Ok(cut.then_some("cut off inside its last message; what is there was read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Vec<String>, Option<&'static str>) {
        let mut all = Vec::new();
        let problem = mbox(text.as_bytes(), "x", &mut |_, bytes| {
            all.push(String::from_utf8_lossy(bytes).into_owned());
        });
        (all, problem.unwrap_or(Some("unreadable")))
    }

    #[test]
    fn an_mbox_is_split_at_its_from_lines() {
        let text =
            "From a Mon\nSubject: 1\n\n>From here\nFrom there\n\nFrom b Tue\nSubject: 2\n\nx\n";
        let (all, problem) = split(text);
        assert_eq!(all, ["Subject: 1\n\nFrom here\nFrom there\n\n", "Subject: 2\n\nx\n"]);
        assert_eq!(problem, None);
    }

    #[test]
    fn a_cut_mbox_gives_what_is_there() {
        for text in ["From a Mon\nSubject: 1\n\nx\n\nFrom b Tue\nSubje", "From a\nSubject: 1\n\nx"]
        {
            let (all, problem) = split(text);
            assert!(!all.is_empty() && problem.is_some(), "{text:?}");
        }
    }
}
