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
    /// The sender's program or server; or anybody: a claim.
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
        /// No field tells who received the message.
        None = "none",
        /// The Received fields lead through one organisation.
        ReceivedChain = "received-chain",
        /// There is one Received field only.
        SingleHop = "single-hop",
        /// The marks of Gmail.
        Gmail = "gmail",
        /// The marks of Exchange Online.
        ExchangeOnline = "exchange-online",
        /// The fields came back in a notice: no receiver took the message.
        Returned = "returned",
    }
}

/// The boundary.
#[derive(Clone, Debug, Default)]
pub struct Boundary {
    /// The author of each line, by its place in the message's lines.
    pub authors: Vec<Author>,
    /// The organisational domain of the receiver, where it could be told.
    pub receiver: Option<String>,
    /// The hop (index into `Facts::hops`) in which the receiver took the message over.
    pub handover: Option<usize>,
    /// How it was decided.
    pub how: BoundaryBasis,
}

impl Boundary {
    /// The author of a line.
    pub fn author(&self, line: usize) -> Author {
        self.authors.get(line).copied().unwrap_or_default()
    }

    /// Takes the fields as those of a message that no receiver took: what servers wrote, servers on
    /// the sender's way wrote.
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

/// Fields that the author's program writes; wherever they stand, no server vouches for them.
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

/// How many organisations can prove to be the receiver's own; each is looked through for each hop.
const OWN_LIMIT: usize = 32;

/// How many methods are compared with each other.
const METHOD_LIMIT: usize = 64;
/// What stands for Received-SPF among the methods; no method is called so.
const RECEIVED_SPF: &str = "received-spf";

/// What servers stamped, parsed: topmost first, each with its place in the message's lines.
#[derive(Clone, Copy)]
pub struct Stamps<'s> {
    /// The Received fields.
    pub received: &'s [(usize, Received)],
    /// The Authentication-Results fields.
    pub results: &'s [(usize, AuthResults)],
    /// The Received-SPF fields that hold anything.
    pub spf: &'s [(usize, ReceivedSpf)],
}

/// Finds who wrote which line.
///
/// Servers put their fields on top, so all above the Received with which the reader's own server
/// took the message from a stranger is the reader's own; what stands below, anybody can have
/// written. The walk goes down as long as a hop lies within one organisation, and rather stops too
/// early than too late.
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

/// The lowest line that a server on the way can have written: the last Received, unless the
/// author's fields stand above it, for then the author has written it.
fn lowest_relay(message: &Message<'_>, received: &[(usize, Received)], line: usize) -> usize {
    let cut = message
        .fields()
        .filter(|f| f.index > line)
        .find(|f| ["from", "subject", "date", "mime-version"].contains(&f.lower))
        .map_or(usize::MAX, |f| f.index);
    received.iter().map(|(at, _)| *at).take_while(|at| *at < cut).last().unwrap_or(line).max(line)
}

/// The way down the Received fields.
struct Walk<'t> {
    text: &'t str,
    receiver: Option<String>,
    // Organisations that proved to be the receiver's own.
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

    /// The hop in which a stranger hands over: its number, its line, itself. Where none does, the
    /// lowest hop.
    fn down<'r>(
        &mut self,
        received: &'r [(usize, Received)],
    ) -> Option<(usize, usize, &'r Received)> {
        let mut last = None;
        for (number, (line, hop)) in received.iter().enumerate() {
            last = Some((number, *line, hop));
            let by = self.organisation(hop.by);
            if self.is_fetch(hop) {
                // The reader's own program fetched it: the mailbox below is the one that received.
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

    /// Whether this is no transport but `fetchmail`, reading a mailbox.
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
            // The large providers have strangers as customers, and hosts of theirs as clients.
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

    /// Whether results under this name can be the receiver's; names of local networks can.
    fn fits(&self, results: &AuthResults) -> bool {
        match results.authserv_id {
            Some(id) => {
                let organisation = organisation::of_host(id.of(self.text));
                organisation.is_none() || self.owns(organisation.as_ref())
            }
            None => self.is(MICROSOFT),
        }
    }

    /// Results above the handover that another name signs came along with the message.
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

    /// Gmail, Exim and milters write results directly below the server's Received. A forger can
    /// write there too where the server neither stamps nor strips (RFC 8601 §5), so nothing is
    /// believed there if results stand above, nor what repeats a method.
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

/// What was parsed of the field at that place.
fn at<T>(parsed: &[(usize, T)], index: usize) -> Option<&T> {
    let place = parsed.binary_search_by_key(&index, |(index, _)| *index).ok()?;
    parsed.get(place).map(|(_, parsed)| parsed)
}

/// Whether results of the receiver were found.
fn has_results(message: &Message<'_>, boundary: &Boundary) -> bool {
    message.all("authentication-results").any(|f| boundary.author(f.index) == Author::Receiver)
}

/// Exchange Online writes at the end too; it takes the names below away from strangers.
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
    // Outlook.com marks the end of what came in; what follows is its own, save fields it moved.
    if let Some(end) = message.all("x-incomingheadercount").map(|f| f.index).last() {
        for field in message.fields().filter(|f| f.index > end.max(line)) {
            if !is_content(field.lower) {
                set(boundary, field.index, Author::Receiver);
            }
        }
    }
    // Return-Path, and results where none stand above, directly next to such lines.
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
