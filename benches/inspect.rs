//! Cost per byte over sizes, and beside a parser that only splits and reads fields.
//!
//! `./build.sh bench` prints time and throughput; compare columns of one run, never two runs.
//! Throughput that stays level from 1 KB to 1 MB is linear work (`docs/performance.md`).

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use headerlint::{Options, inspect};
use std::path::PathBuf;

fn main() {
    divan::main();
}

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// The same few fields, as often as fit.
fn many_fields(size: usize) -> String {
    more_fields(String::from("From: a@example.org\r\nSubject: x\r\n"), size)
}

fn more_fields(mut text: String, size: usize) -> String {
    let mut n = 0;
    while text.len() < size {
        n += 1;
        text.push_str("X-Example-Trace-");
        text.push_str(&n.to_string());
        text.push_str(": =?UTF-8?Q?caf=C3=A9?= and some words, folded\r\n\tonto a second line\r\n");
    }
    text
}

/// One To field that never ends.
fn endless_field(size: usize) -> String {
    let mut text = String::from("From: a@example.org\r\nSubject: x\r\nTo: ");
    while text.len() < size {
        text.push_str("\"Somebody, or other\" <somebody@example.net>,\r\n ");
    }
    text.push_str("last@example.net\r\n");
    text
}

#[divan::bench(args = SIZES)]
fn headerlint_many_fields(bencher: Bencher, size: usize) {
    let text = many_fields(size);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| inspect(black_box(&text), &Options::default()));
}

#[divan::bench(args = SIZES)]
fn headerlint_endless_field(bencher: Bencher, size: usize) {
    let text = endless_field(size);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| inspect(black_box(&text), &Options::default()));
}

#[divan::bench(args = SIZES)]
fn mail_parser_many_fields(bencher: Bencher, size: usize) {
    let text = many_fields(size);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        mail_parser::MessageParser::default().parse_headers(black_box(text.as_bytes())).is_some()
    });
}

#[divan::bench(args = SIZES)]
fn mail_parser_endless_field(bencher: Bencher, size: usize) {
    let text = endless_field(size);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        mail_parser::MessageParser::default().parse_headers(black_box(text.as_bytes())).is_some()
    });
}

/// Inputs that a careless reader would look at again for each of their parts.
#[divan::bench(args = shapes(), sample_count = 5, sample_size = 1)]
fn hostile_100_kb(bencher: Bencher, shape: &Named) {
    let text = (shape.1)(100_000);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| inspect(black_box(&text), &Options::default()));
}

/// The same, tenfold: compare the throughput.
#[divan::bench(args = shapes(), sample_count = 3, sample_size = 1)]
fn hostile_1_mb(bencher: Bencher, shape: &Named) {
    let text = (shape.1)(1_000_000);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| inspect(black_box(&text), &Options::default()));
}

#[derive(Clone, Copy)]
struct Named(&'static str, hostile::Shape);

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

fn shapes() -> Vec<Named> {
    hostile::SHAPES.iter().map(|(name, shape)| Named(name, *shape)).collect()
}

/// The 10 KB block that a person pastes: a message of a sending service, and a relay's fields.
#[divan::bench(sample_count = 500)]
fn headerlint_10_kb_block(bencher: Bencher) {
    let head = include_str!("../tests/messages/esp-two-signatures.eml");
    let head = head.split_once("\n\n").map_or(head, |(fields, _)| fields);
    let text = more_fields(format!("{}\n", head.trim_end()), 10_000);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| inspect(black_box(&text), &Options::default()));
}

/// Real header blocks of Microsoft 365 of about 10 KB, one after the other: the 25 in `mail/phish` of the
/// corpus (`HEADERLINT_CORPUS`) that are nearest to it. The time is that of all.
#[divan::bench]
fn headerlint_25_real_blocks(bencher: Bencher) {
    let blocks = real_blocks();
    if blocks.is_empty() {
        println!("SKIPPED: no real blocks (HEADERLINT_CORPUS)");
    }
    let bytes: usize = blocks.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for text in &blocks {
            black_box(inspect(black_box(text), &Options::default()));
        }
    });
}

fn real_blocks() -> Vec<String> {
    let folder = std::env::var_os("HEADERLINT_CORPUS").map(PathBuf::from);
    let files = folder.and_then(|folder| std::fs::read_dir(folder.join("mail/phish")).ok());
    let mut blocks: Vec<String> = files
        .into_iter()
        .flatten()
        .filter_map(|file| std::fs::read(file.ok()?.path()).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .filter(|text| text.contains("protection.outlook.com"))
        .collect();
    blocks.sort_by_key(|text| (text.len().abs_diff(10_000), text.len()));
    blocks.truncate(25);
    blocks
}

/// A real bounce, whole.
#[divan::bench]
fn headerlint_postfix_bounce(bencher: Bencher) {
    let text = include_str!("../tests/messages/postfix-bounce-gmail-dmarc.eml");
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| inspect(black_box(text), &Options::default()));
}

/// A bounce of 5 KB whose reply fits no documented one: all of the table is asked.
#[divan::bench(sample_count = 500)]
fn headerlint_5_kb_bounce(bencher: Bencher) {
    let text = include_str!("../tests/messages/postfix-bounce-gmail-dmarc.eml");
    let reply = "550-5.7.26 Nobody has written down what this reply, in so many words, may mean";
    let text = text.replacen("550-5.7.26 Your email has been blocked because the", reply, 1);
    let text = more_fields(text, 5_000);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| inspect(black_box(&text), &Options::default()));
}
