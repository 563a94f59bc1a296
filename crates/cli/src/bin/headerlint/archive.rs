//! Mail inside `.zip` and `.gz` files: read as streams, no further than is believable. The limits are
//! those of the page (`www/parts/groups/limits.js`).

use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// Files of one archive.
const FILES: usize = 100_000;

/// Bytes that one archive may hold, unpacked.
const UNPACKED: u64 = 20_000_000_000;

/// What is larger than its packed bytes so many times is no mail but a bomb.
const RATIO: u64 = 200;

/// Below so many bytes the ratio says nothing.
const SMALL: u64 = 1_000_000;

/// What is wrong with an archive or a file in it: `groups.problem.<id>`.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) id: &'static str,
    /// Values of the sentence.
    pub(crate) values: Vec<(&'static str, u64)>,
}

impl Problem {
    fn new(id: &'static str) -> Self {
        Self { id, values: Vec::new() }
    }

    fn bomb() -> Self {
        Self { id: "bomb", values: vec![("limit", RATIO)] }
    }

    fn of(error: &ZipError) -> Self {
        Self::new(match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "encrypted",
            ZipError::UnsupportedArchive(_) => "method",
            _ => "zip-broken",
        })
    }
}

/// What the first bytes of a file say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    None,
    Gzip,
    Zip,
}

impl Packing {
    pub(crate) fn of(front: &[u8]) -> Self {
        match front {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            _ => Self::None,
        }
    }
}

/// The unpacked bytes of a `.gz` file.
pub(crate) fn gunzip(file: File) -> io::Result<impl Read> {
    let packed = file.metadata()?.len();
    Ok(Believable { inner: MultiGzDecoder::new(file), packed, size: 0 })
}

/// Takes a file in an archive: its name, and its bytes or why there are none.
type Each<'e> = dyn FnMut(&str, Result<&mut dyn Read, Problem>) + 'e;

/// Hands every file in an archive over.
pub(crate) fn unzip(file: impl Read + Seek, each: &mut Each<'_>) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(file).map_err(|error| Problem::of(&error))?;
    if archive.len() > FILES {
        let values = vec![("count", archive.len() as u64), ("limit", FILES as u64)];
        return Err(Problem { id: "zip-files", values });
    }
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        let name = archive.name_for_index(at).and_then(Result::ok);
        let name = name.map_or_else(|| at.to_string(), Cow::into_owned);
        let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
        if name.ends_with('/') || name.split('/').any(hidden) {
            continue;
        }
        match archive.by_index(at) {
            Ok(entry) if is_bomb(entry.size(), entry.compressed_size()) => {
                each(&name, Err(Problem::bomb()));
            }
            Ok(entry) => {
                let packed = entry.compressed_size();
                let mut entry = Believable { inner: entry, packed, size: 0 };
                each(&name, Ok(&mut entry));
                unpacked += entry.size;
            }
            Err(error) => each(&name, Err(Problem::of(&error))),
        }
        if unpacked > UNPACKED {
            let values = vec![("bytes", unpacked), ("limit", UNPACKED)];
            return Err(Problem { id: "zip-size", values });
        }
    }
    Ok(())
}

/// What went wrong while unpacked bytes were read.
pub(crate) fn problem(error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::FileTooLarge {
        Problem::bomb()
    } else {
        Problem::new("broken")
    }
}

/// Ends with an error where more comes out than honest packing explains.
struct Believable<R> {
    inner: R,
    packed: u64,
    size: u64,
}

impl<R: Read> Read for Believable<R> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(piece)?;
        self.size += read as u64;
        if is_bomb(self.size, self.packed) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(read)
    }
}

const fn is_bomb(size: u64, packed: u64) -> bool {
    size > SMALL && size > packed.saturating_mul(RATIO)
}
