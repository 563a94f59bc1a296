//! Whole bounces, beside the best-known reader of them, in one run.
//!
//! Sisimai (Perl; on Debian `libsisimai-perl`) reads only the bounce; Headerlint also inspects the
//! returned message and gives its whole report. Without Sisimai its column is left out.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a benchmark may stop, and rounds"
)]

use headerlint::{Options, inspect};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const RUNS: usize = 300;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/bounces");
    std::fs::create_dir_all(&folder).expect("target/ can be written");
    let bounces = [2_000, 5_000, 20_000, 80_000].map(bounce);
    let files: Vec<PathBuf> = bounces
        .iter()
        .map(|bounce| {
            let file = folder.join(format!("{}.eml", bounce.len()));
            std::fs::write(&file, bounce).expect("target/ can be written");
            file
        })
        .collect();
    let theirs = sisimai(root, &files);
    println!(
        "{:>8} {:>12} {:>10} {:>12} {:>7}",
        "bytes", "Headerlint", "per byte", "Sisimai", "ratio"
    );
    for (at, bounce) in bounces.iter().enumerate() {
        let ours = median(bounce);
        print!(
            "{:>8} {ours:>9.1} µs {:>7.1} ns",
            bounce.len(),
            ours * 1000.0 / bounce.len() as f64
        );
        match theirs.get(at) {
            Some(theirs) => println!(" {theirs:>9.1} µs {:>7.1}", theirs / ours),
            None => println!(),
        }
    }
    if theirs.is_empty() {
        println!("SKIPPED: Sisimai is not installed (Debian: libsisimai-perl)");
    }
}

fn median(bounce: &str) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(inspect(black_box(bounce), &Options::default()));
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

/// A Postfix bounce whose returned message has as many fields as make it this long.
fn bounce(size: usize) -> String {
    let mut text = include_str!("../tests/messages/postfix-bounce-gmail-dmarc.eml").to_owned();
    let end = text.rfind("\n\n").expect("the parts end with a boundary") + 1;
    let mut fields = String::new();
    let mut n = 0;
    while text.len() + fields.len() < size {
        n += 1;
        let _ = writeln!(fields, "X-Example-Trace-{n}: some words, folded\n\tonto a second line");
    }
    text.insert_str(end, &fields);
    text
}

fn sisimai(root: &Path, files: &[PathBuf]) -> Vec<f64> {
    let script = root.join("benches/sisimai.pl");
    let Ok(run) = Command::new("perl").arg(script).args(files).output() else { return Vec::new() };
    let out = String::from_utf8_lossy(&run.stdout);
    out.lines().filter_map(|line| line.parse().ok()).collect()
}
