//! The trust boundary: which lines the reader's own server stamped, and how that was decided.

pub(crate) mod organisation;

use crate::bytes::{begins, holds};
use crate::key::keys;
use crate::message::{Field, Message};
use crate::syntax::auth_results::{AuthResults, ReceivedSpf};
use crate::syntax::received::{Form, Received};
use organisation::{GOOGLE, MICROSOFT};
use serde::{Deserialize, Serialize};

/// Who wrote a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Author {
    /// The reader's own server, or their provider's.
    Receiver,
    /// A server on the way, or a mailing list.
    Relay,
    /// The sender's program or server, or anybody else: a claim.
    #[default]
    Sender,
}

keys! {
    /// How the trust boundary was decided.
    #[derive(Default)]
    pub enum BoundaryBasis {
        /// No header fields were inspected.
        #[default]
        NotInspected = "",
        /// No field shows who received the message.
        None = "none",
        /// The Received fields lead through one organisation.
        ReceivedChain = "received-chain",
        /// There is only one Received field.
        SingleHop = "single-hop",
        /// The receiving server is Gmail's.
        Gmail = "gmail",
        /// The receiving server is Exchange Online's.
        ExchangeOnline = "exchange-online",
        /// A bounce returned the fields: no receiver accepted the message.
        Returned = "returned",
    }
}

/// The trust boundary of one message.
#[derive(Clone, Debug, Default)]
pub struct Boundary {
    /// The author of each line, indexed like `Message::lines`.
    pub authors: Vec<Author>,
    /// The organisational domain of the receiver, if it is known.
    pub receiver: Option<String>,
    /// The hop (index into `Facts::hops`) in which the receiver took the message over.
    pub handover: Option<usize>,
    /// How the boundary was decided.
    pub how: BoundaryBasis,
}

impl Boundary {
    /// Returns the author of a line; the sender for a line out of range.
    pub fn author(&self, line: usize) -> Author {
        self.authors.get(line).copied().unwrap_or_default()
    }

    /// Turns the fields into those of a message that no receiver accepted: whatever the receiver
    /// seemed to have written is a relay's.
    pub fn give_back(&mut self) {
        for author in &mut self.authors {
            *author = (*author).max(Author::Relay);
        }
        *self = Self {
            authors: std::mem::take(&mut self.authors),
            how: BoundaryBasis::Returned,
            ..Self::default()
        };
    }
}

/// Fields that the author's program writes; no server vouches for them, wherever they stand.
const CONTENT: [&str; 21] = [
    "auto-submitted",
    "bcc",
    "cc",
    "comments",
    "date",
    "disposition-notification-to",
    "feedback-id",
    "from",
    "importance",
    "in-reply-to",
    "keywords",
    "message-id",
    "mime-version",
    "organization",
    "references",
    "reply-to",
    "sender",
    "subject",
    "to",
    "user-agent",
    "x-mailer",
];

/// The number of organisations that can prove to be the receiver's own; every hop searches all of
/// them.
const OWN_LIMIT: usize = 32;

/// The number of methods that are compared with each other.
const METHOD_LIMIT: usize = 64;
/// Stands for Received-SPF among the methods; no method has this name.
const RECEIVED_SPF: &str = "received-spf";

/// The stamps of servers, parsed, topmost first, each with its index in `Message::lines`.
#[derive(Clone, Copy)]
pub struct Stamps<'s> {
    /// The Received fields.
    pub received: &'s [(usize, Received)],
    /// The Authentication-Results fields.
    pub results: &'s [(usize, AuthResults)],
    /// The Received-SPF fields that are not empty.
    pub spf: &'s [(usize, ReceivedSpf)],
}

/// Decides who wrote each line.
///
/// Servers add their fields on top, so the reader's own servers wrote everything above the Received
/// field in which the first of them took the message from a stranger. Anybody can have written what
/// stands below it. The walk goes down as long as a hop stays within one organisation, and would
/// rather stop too early than too late.
pub fn decide(message: &Message<'_>, stamps: &Stamps<'_>) -> Boundary {
    let received = stamps.received;
    let mut boundary = Boundary {
        authors: vec![Author::Sender; message.lines.len()],
        how: BoundaryBasis::None,
        ..Boundary::default()
    };
    let mut walk = Walk { text: message.text, receiver: None, own: Vec::new() };
    let Some((handover, line, hop)) = walk.down(received) else { return boundary };
    let lowest = lowest_relay(message, received, line);

    for field in message.fields() {
        let content = is_content(field.lower);
        let author = if content || field.index > lowest {
            Author::Sender
        } else if field.index <= line {
            Author::Receiver
        } else {
            Author::Relay
        };
        if author == Author::Receiver && matches!(field.lower, "delivered-to" | "x-original-to") {
            walk.adopt(organisation::of_mailbox(field.value_text()));
        }
        set(&mut boundary, field.index, author);
    }
    walk.judge_results(stamps.results, &mut boundary, line);
    walk.judge_below(message, stamps, &mut boundary, line, hop);
    if walk.is(MICROSOFT) {
        microsoft_stamps(message, &mut boundary, line);
    }

    boundary.handover = Some(handover);
    boundary.how = match walk.receiver.as_deref() {
        Some(GOOGLE) => BoundaryBasis::Gmail,
        Some(MICROSOFT) => BoundaryBasis::ExchangeOnline,
        _ if received.len() == 1 => BoundaryBasis::SingleHop,
        _ => BoundaryBasis::ReceivedChain,
    };
    let named = || received.iter().find_map(|(_, r)| r.by).map(|by| by.of(message.text).to_owned());
    boundary.receiver = walk.receiver.or_else(|| walk.own.into_iter().next()).or_else(named);
    boundary
}

fn is_content(name: &str) -> bool {
    name.starts_with("content-") || CONTENT.contains(&name)
}

fn set(boundary: &mut Boundary, line: usize, author: Author) {
    if let Some(slot) = boundary.authors.get_mut(line) {
        *slot = author;
    }
}

/// Returns the lowest line that a relay can have written: the last Received field that stands above
/// the author's own fields. A Received field below those was written by the author.
fn lowest_relay(message: &Message<'_>, received: &[(usize, Received)], line: usize) -> usize {
    let cut = message
        .fields()
        .filter(|f| f.index > line)
        .find(|f| ["from", "subject", "date", "mime-version"].contains(&f.lower))
        .map_or(usize::MAX, |f| f.index);
    received.iter().map(|(at, _)| *at).take_while(|at| *at < cut).last().unwrap_or(line).max(line)
}

/// The walk down the Received fields.
struct Walk<'t> {
    text: &'t str,
    receiver: Option<String>,
    // The organisations that proved to be the receiver's own.
    own: Vec<String>,
}

impl Walk<'_> {
    fn is(&self, receiver: &str) -> bool {
        self.receiver.as_deref() == Some(receiver)
    }

    fn owns(&self, organisation: Option<&String>) -> bool {
        organisation.is_some_and(|o| self.own.contains(o))
    }

    fn adopt(&mut self, organisation: Option<String>) {
        if let Some(organisation) = organisation
            && self.own.len() < OWN_LIMIT
            && !self.own.contains(&organisation)
        {
            self.own.push(organisation);
        }
    }

    fn organisation(&self, part: Option<crate::span::Span>) -> Option<String> {
        part.and_then(|part| organisation::of_host(part.of(self.text)))
    }

    /// Walks down to the hop in which a stranger hands over, or else to the lowest hop. Returns its
    /// number, its line and the hop itself; `None` without a Received field.
    fn down<'r>(
        &mut self,
        received: &'r [(usize, Received)],
    ) -> Option<(usize, usize, &'r Received)> {
        let mut last = None;
        for (number, (line, hop)) in received.iter().enumerate() {
            last = Some((number, *line, hop));
            let by = self.organisation(hop.by);
            if self.is_fetch(hop) {
                // The reader's own program fetched the mail: the mailbox below is the one that
                // received it.
                self.adopt(by);
                continue;
            }
            if self.receiver.is_none() {
                self.receiver.clone_from(&by);
            }
            self.adopt(by);
            if let Some(recipient) = hop.recipient {
                self.adopt(organisation::of_mailbox(recipient.of(self.text)));
            }
            let next = received.get(number + 1).map(|(_, hop)| hop);
            if self.is_handover(hop, next) {
                break;
            }
        }
        last
    }

    /// Whether this is not a transport but a program like `fetchmail`, reading a mailbox.
    fn is_fetch(&self, hop: &Received) -> bool {
        let with = hop.with.map_or("", |with| with.of(self.text));
        ["POP3", "IMAP"].iter().any(|p| begins(with, p))
    }

    /// Whether the client of this hop is a stranger.
    fn is_handover(&mut self, hop: &Received, next: Option<&Received>) -> bool {
        if hop.is_authenticated(self.text) {
            return true;
        }
        let looked_up = self.organisation(hop.rdns.filter(|_| hop.forged_hint.is_none()));
        if let Some(address) = hop.address.filter(|a| crate::domain::is_public(*a)) {
            // Strangers are customers of the large providers, and send from hosts of theirs.
            return if self.is(MICROSOFT) {
                let helo = hop.helo.map_or("", |helo| helo.of(self.text));
                !organisation::is_within_microsoft(address, helo)
            } else {
                self.is(GOOGLE) || !self.owns(looked_up.as_ref())
            };
        }
        if hop.address.is_some_and(|a| a.is_loopback()) {
            return false;
        }
        if hop.from.is_none() {
            let by = next.and_then(|next| self.organisation(next.by));
            return self.receiver.is_some() && by.is_some() && !self.owns(by.as_ref());
        }
        if hop.address.is_some() && looked_up.is_some() {
            // Only the receiver's own name server knows the names of private addresses.
            self.adopt(looked_up);
            return false;
        }
        let named = self.organisation(hop.helo);
        self.receiver.is_some() && named.is_some() && !self.owns(named.as_ref())
    }

    /// Whether the receiver can have written these results; names of local networks may be its own.
    fn fits(&self, results: &AuthResults) -> bool {
        match results.authserv_id {
            Some(id) => {
                let organisation = organisation::of_host(id.of(self.text));
                organisation.is_none() || self.owns(organisation.as_ref())
            }
            None => self.is(MICROSOFT),
        }
    }

    /// Results above the handover that carry a foreign name came along with the message.
    fn judge_results(
        &self,
        results: &[(usize, AuthResults)],
        boundary: &mut Boundary,
        line: usize,
    ) {
        for (index, results) in results.iter().take_while(|(index, _)| *index <= line) {
            if !self.fits(results) {
                set(boundary, *index, Author::Relay);
            }
        }
    }

    /// Accepts results directly below the handover, where Gmail, Exim and milters write theirs. A
    /// forger can write there too if the server neither stamps nor strips results (RFC 8601 §5),
    /// so nothing there is believed if results stand above, nor what repeats a method.
    fn judge_below(
        &self,
        message: &Message<'_>,
        stamps: &Stamps<'_>,
        boundary: &mut Boundary,
        line: usize,
        hop: &Received,
    ) {
        let milter = matches!(hop.form, Form::Postfix | Form::Sendmail | Form::Exim);
        if !self.is(GOOGLE) && (!milter || has_results(message, boundary)) {
            return;
        }
        let mut methods: Vec<&str> = Vec::new();
        for field in message.fields().skip_while(|f| f.index <= line) {
            if field.lower == "authentication-results" {
                let Some(parsed) = at(stamps.results, field.index) else { return };
                let own = self.owns(self.organisation(parsed.authserv_id).as_ref());
                // Gmail writes one field.
                let repeats = (self.is(GOOGLE) && methods.iter().any(|m| *m != RECEIVED_SPF))
                    || parsed.results.iter().any(|r| methods.contains(&r.method.of(self.text)));
                if !own || repeats || parsed.results.len() > METHOD_LIMIT {
                    return;
                }
                methods.extend(parsed.results.iter().map(|r| r.method.of(self.text)));
            } else if field.lower == "received-spf" {
                let spf = at(stamps.spf, field.index);
                let receiver = self.organisation(spf.and_then(|spf| spf.receiver));
                if !self.owns(receiver.as_ref()) || methods.contains(&RECEIVED_SPF) {
                    return;
                }
                methods.push(RECEIVED_SPF);
            } else {
                return;
            }
            if methods.len() > METHOD_LIMIT {
                return;
            }
            set(boundary, field.index, Author::Receiver);
        }
    }
}

/// Returns what was parsed from the field at that index.
fn at<T>(parsed: &[(usize, T)], index: usize) -> Option<&T> {
    let place = parsed.binary_search_by_key(&index, |(index, _)| *index).ok()?;
    parsed.get(place).map(|(_, parsed)| parsed)
}

/// Whether any results were attributed to the receiver.
fn has_results(message: &Message<'_>, boundary: &Boundary) -> bool {
    message.all("authentication-results").any(|f| boundary.author(f.index) == Author::Receiver)
}

/// Exchange Online also stamps at the end; it strips the names below from strangers' mail.
fn microsoft_stamps(message: &Message<'_>, boundary: &mut Boundary, line: usize) {
    let stamped = |field: &Field<'_>| {
        let name = field.lower;
        let own = [
            "x-ms-exchange-organization-",
            "x-microsoft-antispam",
            "x-eop",
            "x-sid-",
            "x-incoming",
        ];
        let exact = ["x-forefront-antispam-report", "x-message-info", "x-message-delivery"];
        (own.iter().any(|head| name.starts_with(head)) || exact.contains(&name))
            && !holds(name, "-untrusted")
            && !holds(name, "-original")
    };
    for field in message.fields().filter(|f| f.index > line).filter(stamped) {
        set(boundary, field.index, Author::Receiver);
    }
    // Outlook.com marks the end of what came in; below it all is its own, except fields it moved.
    if let Some(end) = message.all("x-incomingheadercount").map(|f| f.index).last() {
        for field in message.fields().filter(|f| f.index > end.max(line)) {
            if !is_content(field.lower) {
                set(boundary, field.index, Author::Receiver);
            }
        }
    }
    // A Return-Path directly above such a line, and results between two, if none stand higher up.
    let near = |index: usize| message.field(index).is_some_and(|field| stamped(&field));
    let paths = || message.all("return-path").map(|f| f.index);
    if !paths().any(|index| boundary.author(index) == Author::Receiver)
        && let Some(index) = paths().filter(|index| near(index + 1)).last()
    {
        set(boundary, index, Author::Receiver);
    }
    if !has_results(message, boundary) {
        let between = |index: &usize| index.checked_sub(1).is_some_and(near) && near(index + 1);
        let mut results = message.all("authentication-results").map(|f| f.index);
        if let Some(index) = results.find(between) {
            set(boundary, index, Author::Receiver);
        }
    }
}

#[cfg(test)]
mod tests;
