//! Whatever is dropped on the page: no panic, and every span can be shown.
#![no_main]

use headerlint::{Options, inspect_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, mut report) = inspect_bytes(bytes, &Options::default());
    report.each_span(&mut |span| {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} of {}", text.len());
    });
    let units = text.encode_utf16().count();
    report.in_utf16(&text).each_span(&mut |span| assert!(span.end <= units));
});
