//! Lexers of e-mail header fields that keep the place of every token.
//!
//! Most parsers of mail give values. These give values and where each of them stands, to the byte,
//! in the text as it was written, so that a tool can point at it. They read fields, addresses, dates,
//! message ids, Received, Authentication-Results, tag lists (DKIM, ARC), MIME parameters and
//! encoded-words.
//!
//! - **Total.** Every text is accepted, however broken; nothing panics and nothing is an error. What
//!   is wrong is listed beside what was read, each as a [`Flaw`](span::Flaw) of a kind that the lexer
//!   defines, with its place.
//! - **Linear.** One pass over the value, with limits where mail sets none: comments nest 32 deep, a
//!   field has 200 MIME parameters.
//! - **Without opinion.** What a flaw means is up to the caller: there is no strict and no lenient mode.
//!
//! Each lexer takes the whole text and the [`Span`](span::Span) of the value that it reads, and gives
//! spans into that same text. A folded value is read as it stands: CR, LF, blank and tab are white
//! space.
//!
//! ```
//! use headerlint_syntax::address::{self, AddressFlaw};
//! use headerlint_syntax::span::Span;
//! use headerlint_syntax::{date, field, received};
//!
//! let text = "Received: from mail.example.org (mail.example.org [192.0.2.1])\r\n\
//!     \tby mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 09:00:02 +0900\r\n\
//!     From: Shop: News <news@example.org>\r\n\
//!     Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n\r\nHello.\r\n";
//! let block = field::split(text, Span::new(0, text.len()), 1_000);
//! let [received, from, date] = block.fields.as_slice() else { panic!("three fields") };
//!
//! let hop = received::parse(text, received.body.trim(text));
//! assert_eq!(hop.ip.unwrap().of(text), "192.0.2.1");
//! assert!(hop.is_encrypted(text));
//!
//! let people = address::parse(text, from.body.trim(text));
//! let shop = people.mailboxes().next().unwrap();
//! assert_eq!(shop.address.unwrap().domain.of(text), "example.org");
//! // The colon of the name stands outside quotes; the flaw says where.
//! let flaw = people.flaws.first().unwrap();
//! assert_eq!((flaw.kind, flaw.span.of(text)), (AddressFlaw::UnquotedSpecials, ":"));
//!
//! let written = date::parse(text, date.body.trim(text));
//! assert_eq!(written.unix, Some(1_704_067_200));
//! assert_eq!(hop.date.unwrap().unix, Some(1_704_067_202));
//! ```
//!
//! Charsets follow the WHATWG tables: `encoding_rs` natively, the browser's `TextDecoder` in
//! WebAssembly. Offsets are bytes; [`Utf16Table`](span::Utf16Table) translates them into the units of
//! JavaScript's strings.
#![forbid(unsafe_code)]

pub mod address;
pub mod auth_results;
#[doc(hidden)]
pub mod bytes;
pub mod charset;
pub mod date;
pub mod encoded_word;
pub mod field;
pub mod message_id;
pub mod mime;
#[doc(hidden)]
pub mod order;
pub mod received;
pub mod scanner;
pub mod span;
pub mod tags;
