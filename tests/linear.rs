//! Hostile input costs no more than its size: four times the input, at most about four times the
//! work.
//!
//! Work is counted, not timed: a timed test fails on a busy machine and passes on a fast one. What
//! is counted is the bytes allocated, which are the same on every run. They show what is copied,
//! collected, lower-cased or decoded again for each part of the input, but not what is only
//! *examined* again. For that, every input is read at a size where examining it again for each of
//! its parts would take minutes, under a guard of one minute. The benchmarks measure the time
//! (`docs/performance.md`).

mod hostile;

use headerlint::compare::{Collector, Fate};
use headerlint::{Options, compare, inspect, inspect_each};
use hostile::{SHAPES, Shape};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// The size of the smaller of the two inputs that are compared, in bytes.
const SMALL: usize = 32 * 1024;

/// The size of the input that must not hang, in bytes.
const LARGE: usize = 512 * 1024;

/// No linear parser takes this long, on any machine.
const HANG: Duration = Duration::from_mins(1);

struct Counting;

thread_local! {
    static ALLOCATED: Cell<usize> = const { Cell::new(0) };
}

fn count(bytes: usize) {
    ALLOCATED.set(ALLOCATED.get() + bytes);
}

// SAFETY: everything is passed on to the system's allocator unchanged; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size.saturating_sub(layout.size()));
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Returns the bytes allocated while a text is inspected.
fn work(text: &str) -> usize {
    let before = ALLOCATED.get();
    drop(inspect(text, &Options::default()));
    ALLOCATED.get() - before
}

/// Returns the text with other words and without its first line: much differs, much is the same.
fn varied(text: &str) -> String {
    let (_, rest) = text.split_once('\n').unwrap_or(("", text));
    rest.replace('1', "22").replace('a', "e")
}

/// Returns the bytes allocated while a text is compared with its variation.
fn comparing(text: &str) -> usize {
    let other = varied(text);
    let before = ALLOCATED.get();
    drop(compare(text, &other, &Options::default()));
    ALLOCATED.get() - before
}

/// Returns the bytes allocated while an mbox that holds a text is read in pieces. The line in front
/// may make further messages of it.
fn collecting(text: &str) -> usize {
    let mbox = format!("From a Mon\n{text}");
    let before = ALLOCATED.get();
    let mut collector = Collector::new(&Options::default());
    collector.open(Fate::Refused);
    for piece in mbox.as_bytes().chunks(1_000) {
        collector.push(piece);
    }
    collector.close();
    drop(collector.report());
    ALLOCATED.get() - before
}

/// Reads one shape at all sizes; returns what is wrong with it, if anything.
fn judge(shape: Shape) -> Option<String> {
    let (small, big) = (shape(SMALL), shape(4 * SMALL));
    let (less, more) = (work(&small), work(&big));
    let (less_compared, more_compared) = (comparing(&small), comparing(&big));
    let (less_collected, more_collected) = (collecting(&small), collecting(&big));
    // Sizes are not exactly fourfold, and buffers grow by doubling.
    let grown = big.len() * 10 / small.len();
    drop(inspect(&shape(LARGE), &Options::default()));
    let found = |what: &str, less: usize, more: usize| {
        (more * 10 > less * grown * 5 / 4).then(|| {
            format!("{what}: {less} bytes allocated of {}, {more} of {}", small.len(), big.len())
        })
    };
    found("inspected", less, more)
        .or_else(|| found("compared", less_compared, more_compared))
        .or_else(|| found("collected", less_collected, more_collected))
}

/// Judges shape after shape, on two threads that the test can abandon if one hangs.
fn judged() -> Receiver<(&'static str, Option<String>)> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let (send, receive) = channel();
    for _ in 0..2 {
        let send = send.clone();
        thread::spawn(move || {
            // Tables that are built once belong to no input.
            work(
                "From: PayPal <a@example.org>\nX-Mailer: a\nMessage-ID: <a@b>\n\n\
                 Final-Recipient: a\n",
            );
            while let Some((name, shape)) = SHAPES.get(NEXT.fetch_add(1, Ordering::Relaxed)) {
                if send.send((*name, judge(*shape))).is_err() {
                    return;
                }
            }
        });
    }
    receive
}

#[test]
fn work_grows_with_the_input_and_no_faster() {
    let results = judged();
    let mut left: Vec<&str> = SHAPES.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    loop {
        match results.recv_timeout(HANG) {
            Ok((name, found)) => {
                left.retain(|other| *other != name);
                wrong.extend(found.map(|found| format!("{name}: {found}")));
            }
            Err(RecvTimeoutError::Timeout) => {
                wrong.push(format!("hangs: one of the first of {left:?}"));
                left.clear();
                break;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    assert!(left.is_empty(), "panicked: {left:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each message is read once, wherever it is.
#[test]
fn messages_of_one_text_cost_as_much_as_apart() {
    let allocated = |messages: usize| {
        let one = "From a@example.org Mon Jan  1 00:00:00 2024\nReceived: by mx.example.net\n\
                   From: a@example.org\nDate: x\nSubject: x\n\nHello\n\n";
        let text = one.repeat(messages);
        let before = ALLOCATED.get();
        let mut count = 0;
        inspect_each(&text, &Options::default(), &mut |_| count += 1);
        assert_eq!(count, messages);
        ALLOCATED.get() - before
    };
    allocated(2);
    let (less, more) = (allocated(100), allocated(400));
    assert!(more < less * 5, "{less} bytes allocated for 100 messages, {more} for 400");
}

#[test]
fn shapes_have_the_size_that_is_asked_for() {
    for (name, shape) in SHAPES {
        for size in [SMALL, 4 * SMALL] {
            let length = shape(size).len();
            assert!((size * 9 / 10..size * 11 / 10 + 4_096).contains(&length), "{name}: {length}");
        }
    }
}
