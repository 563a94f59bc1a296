//! What each rule costs: its share of a whole inspection, and all rules beside the reading before
//! them, message by message, in one run.
//!
//! Over the real mail in `HEADERLINT_CORPUS` where there is any, else over the messages of the
//! tests. Times are the best of several short runs: on a busy machine the others tell of it.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark may stop, and rounds"
)]

use headerlint::bounce::{Candidate, NoticeKind};
use headerlint::input::{self, Clean};
use headerlint::message::Message;
use headerlint::rule::Found;
use headerlint::rules::RULES;
use headerlint::{Options, facts, inspect};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Runs of which the best counts.
const RUNS: usize = 15;

/// A rule takes less than a tick of the clock: so many calls make one run.
const CALLS: usize = 20;

/// No rule may take a larger share of an inspection.
const SHARE: f64 = 0.05;

/// Nor may all rules take so many times what the reading takes.
const TIMES: f64 = 3.0;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let corpus = std::env::var_os("HEADERLINT_CORPUS").map(PathBuf::from);
    if let Some(folder) = &corpus {
        collect(folder, &mut files);
    } else {
        println!("SKIPPED: no real mail (HEADERLINT_CORPUS); the messages of the tests instead");
        collect(&root.join("tests/messages"), &mut files);
    }
    files.sort();
    let measured: Vec<Measured> = files.iter().filter_map(|file| measure(file)).collect();
    assert!(!measured.is_empty(), "no messages found");
    tell(&measured);
    beside_filters(root, &measured);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "eml" || e == "txt") {
            files.push(path);
        }
    }
}

/// One message, in nanoseconds.
struct Measured {
    file: PathBuf,
    whole: f64,
    /// From the text to the facts of the message, the notice around it left out.
    reading: f64,
    /// In the order of [`RULES`].
    rules: Vec<f64>,
}

impl Measured {
    fn all_rules(&self) -> f64 {
        self.rules.iter().sum()
    }
}

/// None where the rules have no message to look at.
fn measure(file: &Path) -> Option<Measured> {
    let bytes = std::fs::read(file).expect("the file can be read");
    let (text, _) = input::decode_bytes(&bytes);
    let options = Options::default();
    let pasted = input::clean(&text);
    let decoded = Candidate::new(&pasted, header(&pasted, &options).as_ref()).decode();
    let clean = decoded.as_ref().unwrap_or(&pasted);
    let outer = header(clean, &options);
    let notice = Candidate::new(clean, outer.as_ref()).bounce(options.max_fields);
    let returned = notice.as_ref().and_then(|notice| notice.returned);
    let message = match returned {
        Some(span) => Message::parse(&clean.text, span, options.max_fields),
        None => outer.filter(|_| {
            notice.is_none_or(|notice| notice.kind == NoticeKind::Answer && notice.own_header)
        })?,
    };
    let facts = facts::gather(&message, &options, returned.is_some());
    let reading = best(1, &mut || {
        let clean = input::clean(black_box(&text));
        black_box(input::messages(&clean.text));
        let message = Message::parse(facts.message.text, facts.message.span, options.max_fields);
        black_box(facts::gather(&message, &options, returned.is_some()).hops.len());
    });
    let whole = best(1, &mut || {
        black_box(inspect(black_box(&text), &options));
    });
    let mut findings = Vec::new();
    let rules = RULES
        .iter()
        .map(|rule| {
            best(CALLS, &mut || {
                (rule.check)(black_box(&facts), &mut Found::new(rule, &mut findings));
                findings.clear();
            })
        })
        .collect();
    Some(Measured { file: file.to_owned(), whole, reading, rules })
}

fn header<'t>(clean: &'t Clean<'_>, options: &Options) -> Option<Message<'t>> {
    let span = input::recognise(&clean.text).message?;
    Some(Message::parse(&clean.text, span, options.max_fields))
}

fn best(calls: usize, work: &mut dyn FnMut()) -> f64 {
    let run = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        for _ in 0..calls {
            work();
        }
        start.elapsed().as_secs_f64() * 1e9 / calls as f64
    };
    (0..RUNS).map(|_| run(work)).fold(f64::INFINITY, f64::min)
}

fn tell(measured: &[Measured]) {
    let sum = |of: &dyn Fn(&Measured) -> f64| measured.iter().map(of).sum::<f64>();
    let (whole, reading) = (sum(&|m| m.whole), sum(&|m| m.reading));
    let rules = sum(&Measured::all_rules);
    println!("{} messages, {} rules", measured.len(), RULES.len());
    println!("whole inspection {:>9.1} µs a message", whole / 1e3 / measured.len() as f64);
    println!("reading          {:>9.1} µs", reading / 1e3 / measured.len() as f64);
    println!(
        "all rules        {:>9.1} µs: {:.0} % of the whole, {:.2} times the reading",
        rules / 1e3 / measured.len() as f64,
        100.0 * rules / whole,
        rules / reading
    );
    let worst = measured.iter().map(|m| (m.all_rules() / m.reading, m));
    let (times, at) = worst.max_by(|a, b| a.0.total_cmp(&b.0)).expect("there are some");
    println!("at most {times:.2} times the reading, in {}", at.file.display());

    println!("\nlargest shares of one inspection:");
    let mut shares: Vec<(f64, f64, &str, &Measured)> = Vec::new();
    for (at, rule) in RULES.iter().enumerate() {
        let time = |m: &Measured| m.rules.get(at).copied().unwrap_or_default();
        let worst = measured.iter().map(|m| (time(m) / m.whole, m));
        let (share, m) = worst.max_by(|a, b| a.0.total_cmp(&b.0)).expect("there are some");
        shares.push((share, sum(&time) / whole, rule.id, m));
    }
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("{:>7} {:>7}  rule", "worst", "mean");
    for (worst, mean, rule, m) in shares.iter().take(15) {
        let name = m.file.file_name().unwrap_or_default().display();
        println!(
            "{:>5.1} % {:>5.2} %  {rule} ({name}, {:.1} µs)",
            100.0 * worst,
            100.0 * mean,
            m.whole / 1e3
        );
    }
    let over = shares.iter().filter(|(share, ..)| *share > SHARE).count();
    println!("{over} rules over {:.0} % of an inspection", 100.0 * SHARE);
    let over = measured.iter().filter(|m| m.all_rules() > TIMES * m.reading).count();
    println!("{over} messages where all rules take over {TIMES:.0} times the reading");
}

/// Messages that the other filters are timed on.
const COMPARED: usize = 40;

/// Their tests of header fields alone, on the same mail in the same run. They give points; they point
/// at nothing.
fn beside_filters(root: &Path, measured: &[Measured]) {
    let every = measured.len().div_ceil(COMPARED);
    let some: Vec<&Measured> = measured.iter().step_by(every).collect();
    let ours = some.iter().map(|m| m.whole).sum::<f64>() / 1e3;
    let each = some.len() as f64;
    println!("\n{} messages; of them the header fields only for the others:", some.len());
    println!("Headerlint           {:>10.1} µs a message, whole report", ours / each);
    let tell = |name: &str, theirs: f64| {
        println!("{name:<20} {:>10.1} µs: {:.0} times as long", theirs / each, theirs / ours);
    };
    match times(root, "perl", "spamassassin.pl", &some).as_deref() {
        Some([theirs, ..]) => tell("SpamAssassin", *theirs),
        _ => println!("SKIPPED: SpamAssassin is not installed (Debian: spamassassin)"),
    }
    match times(root, "python3", "rspamd.py", &some).as_deref() {
        Some([own, asked]) => {
            tell("rspamd, own time", *own);
            tell("rspamd, with HTTP", *asked);
        }
        _ => println!("SKIPPED: rspamd is not installed (Debian: rspamd, python3)"),
    }
}

/// The sums of each column that a script prints, one line a message; none unless it knows them all.
fn times(root: &Path, program: &str, script: &str, some: &[&Measured]) -> Option<Vec<f64>> {
    let script = root.join("benches").join(script);
    let files = some.iter().map(|m| &m.file);
    let run = Command::new(program).arg(script).args(files).output().ok()?;
    let out = String::from_utf8_lossy(&run.stdout);
    let lines: Vec<Vec<f64>> = out
        .lines()
        .map(|line| line.split(' ').filter_map(|time| time.parse().ok()).collect())
        .collect();
    let columns = lines.first()?.len();
    let whole = lines.len() == some.len() && lines.iter().all(|line| line.len() == columns);
    let sum = |at| lines.iter().filter_map(|line| line.get(at)).sum();
    whole.then(|| (0..columns).map(sum).collect())
}
