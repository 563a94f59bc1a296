//! Messages out of files, read in pieces and counted one by one: what the page and the command line
//! share. Nothing of a message is kept but numbers and the names in the tables of the tallies.

use super::digest;
use super::groups::{GroupTally, Groups};
use super::profile::ProfileTally;
use super::report_profile::Profile;
pub use super::split::Problem;
use super::split::{HEADER, Splitter};
use crate::input::decode_bytes;
use crate::options::Options;
use crate::report::{LimitKind, LimitReport};
use serde::{Deserialize, Serialize};

/// Numbers of messages that are told as unread.
const TOLD: usize = 10;

/// What is known of the messages of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They were refused.
    Refused,
    /// They were accepted.
    Accepted,
    /// They were sent; only the profile counts them.
    Sent,
}

/// What was read out of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FileReport {
    /// Messages that were counted.
    pub messages: usize,
    /// Messages without header fields.
    pub unread: usize,
    /// Numbers of the first of these in the file, from 1.
    pub unread_at: Vec<usize>,
    /// What is wrong with the file as a whole: `groups.problem.<id>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// What was found in all files.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Collected {
    /// The refused beside the accepted.
    pub groups: Groups,
    /// What a filter counts of their sender.
    pub profile: Profile,
}

/// Reads files in pieces of any size.
pub struct Collector {
    groups: GroupTally,
    profile: ProfileTally,
    splitter: Splitter,
    fate: Fate,
    file: FileReport,
    long_headers: usize,
    options: Options,
}

impl Collector {
    /// Nothing read yet.
    pub fn new(options: &Options) -> Self {
        Self {
            groups: GroupTally::new(options),
            profile: ProfileTally::new(options),
            splitter: Splitter::default(),
            fate: Fate::Sent,
            file: FileReport::default(),
            long_headers: 0,
            options: options.clone(),
        }
    }

    /// Begins a file.
    pub fn open(&mut self, fate: Fate) {
        self.splitter = Splitter::default();
        self.file = FileReport::default();
        self.fate = fate;
    }

    /// The next bytes of the file. Gives whether the rest is worth reading.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.feed(&mut |splitter, each| splitter.push(bytes, each));
        !self.splitter.is_binary()
    }

    /// Messages counted so far in this file.
    pub fn messages(&self) -> usize {
        self.file.messages
    }

    /// Ends the file.
    pub fn close(&mut self) -> FileReport {
        let mut problem = None;
        self.feed(&mut |splitter, each| problem = splitter.finish(each));
        self.long_headers += self.splitter.long_headers;
        self.splitter = Splitter::default();
        let mut file = std::mem::take(&mut self.file);
        file.problem = problem;
        file
    }

    /// What the files so far show. More may be read after.
    pub fn report(&mut self) -> Collected {
        let mut collected =
            Collected { groups: self.groups.finish(), profile: self.profile.finish() };
        if self.long_headers > 0 {
            let long =
                LimitReport { id: LimitKind::Header, limit: HEADER, actual: self.long_headers };
            collected.groups.reached.push(long.clone());
            collected.profile.reached.push(long);
        }
        collected
    }

    fn feed(&mut self, feed: &mut dyn FnMut(&mut Splitter, &mut super::split::Each<'_>)) {
        let Self { groups, profile, splitter, fate, file, options, .. } = self;
        feed(splitter, &mut |number, bytes| {
            let digest = digest::digest(&decode_bytes(bytes).0, options);
            let known = profile.count(&digest);
            if *fate != Fate::Sent {
                groups.count(&digest, *fate == Fate::Refused);
            }
            // A bounce that returned nothing still says why; in a group it shows no trait.
            if known {
                file.messages += 1;
            } else {
                file.unread += 1;
                if file.unread_at.len() < TOLD {
                    file.unread_at.push(number);
                }
            }
        });
    }
}
