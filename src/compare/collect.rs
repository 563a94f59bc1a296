//! Reads messages out of files in pieces and counts them one by one, for the page and the command
//! line alike. Nothing of a message is kept but numbers and the names in the tables of the tallies.

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

/// The largest number of unread messages whose positions are reported.
const TOLD: usize = 10;

/// What became of the messages of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The messages were refused.
    Refused,
    /// The messages were accepted.
    Accepted,
    /// The messages were sent; only the profile counts them.
    Sent,
}

/// What was read from one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FileReport {
    /// The number of messages that were counted.
    pub messages: usize,
    /// The number of messages without header fields.
    pub unread: usize,
    /// The positions of the first of these in the file, from 1 on; at most 10.
    pub unread_at: Vec<usize>,
    /// What is wrong with the file as a whole; its locale key is `groups.problem.<id>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// What was found in all files.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Collected {
    /// The refused messages beside the accepted ones.
    pub groups: Groups,
    /// What a filter counts about their sender.
    pub profile: Profile,
}

/// Reads files in pieces of any size, and counts their messages.
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
    /// Creates a collector that has read nothing yet.
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

    /// Begins a file whose messages have this fate.
    pub fn open(&mut self, fate: Fate) {
        self.splitter = Splitter::default();
        self.file = FileReport::default();
        self.fate = fate;
    }

    /// Takes the next bytes of the file. Returns `false` if the rest is not worth reading.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.feed(&mut |splitter, each| splitter.push(bytes, each));
        !self.splitter.is_binary()
    }

    /// Returns the number of messages counted so far in this file.
    pub fn messages(&self) -> usize {
        self.file.messages
    }

    /// Ends the file. Returns what was read from it.
    pub fn close(&mut self) -> FileReport {
        let mut problem = None;
        self.feed(&mut |splitter, each| problem = splitter.finish(each));
        self.long_headers += self.splitter.long_headers;
        self.splitter = Splitter::default();
        let mut file = std::mem::take(&mut self.file);
        file.problem = problem;
        file
    }

    /// Returns what the files so far show; more may be read afterwards.
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
            // A bounce that returned nothing still tells why, but shows no trait in a group.
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
