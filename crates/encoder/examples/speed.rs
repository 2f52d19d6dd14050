//! How fast the network runs on one core, and what share that is of what the core could do.
//!
//! `cargo run --release -p sayso-encoder --example speed -- WEIGHTS [--path NAME] [--rounds N] [--plain] [--scores FOLDER]`
//!
//! Each round times every shape once; the figures are medians of processor time, so that other work on the machine
//! tells little. *share* is all multiply-adds of the linear layers, twice, over the processor's measured peak of
//! such operations on the path: attention, norms and GELU are not counted as work, though they take time.
//! `--plain` prints each round's seconds a run and nothing else, for `training/encoder/engines.py` to read;
//! `--scores` writes each shape's scores into a folder, as little-endian floats.

#![allow(clippy::print_stdout)]

use sayso_encoder::bare::{About, Network, Path, Piece, Weights, Window, peak};
use std::error::Error;
use std::time::Instant;

/// Names of shapes and the lengths of their windows.
fn shapes() -> [(&'static str, Vec<usize>); 4] {
    // 1 to 8 windows' worth of any length, as paragraphs have them.
    let mixed = vec![5, 17, 128, 33, 64, 90, 22, 104];
    [("1x32", vec![32]), ("1x128", vec![128]), ("16x64", vec![64; 16]), ("mixed", mixed)]
}

/// Processor time to spend on one shape in one round, in seconds.
const SPENT: f64 = 0.4;

struct Options {
    weights: String,
    path: Path,
    rounds: usize,
    plain: bool,
    scores: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let file = std::fs::read(&options.weights)?;
    let weights = Weights::read(&file)?;
    let path = options.path;
    let read = processor_time();
    let network = Network::on(path, &weights).ok_or("this processor cannot take that path")?;
    let laid_out = processor_time();
    let mut scratch = network.scratch();
    let mut scores = Vec::new();
    let shapes = shapes();
    let mut times = vec![Vec::new(); shapes.len()];
    let (mut integers, mut floats) = (Vec::new(), Vec::new());
    for round in 0..=options.rounds {
        for ((name, lengths), times) in shapes.iter().zip(&mut times) {
            let pieces = pieces(lengths);
            let every: Vec<u32> = (0..network.window() as u32).collect();
            let windows: Vec<_> =
                pieces.iter().map(|pieces| Window { pieces, outputs: &every[..pieces.len()] }).collect();
            let seconds = seconds(|| network.run(&mut scratch, &windows, &mut scores));
            if let Some(folder) = &options.scores {
                let bytes: Vec<u8> = scores.iter().flat_map(|score: &f32| score.to_le_bytes()).collect();
                std::fs::write(format!("{folder}/{name}.f32"), bytes)?;
            }
            // The first round warms up.
            if round > 0 {
                times.push(seconds);
                if options.plain {
                    println!("{name} {seconds:.6}");
                }
            }
        }
        if !options.plain {
            integers.extend(rate(|rounds| peak::spin(path, peak::Kind::Integers, rounds)));
            floats.extend(rate(|rounds| peak::spin(path, peak::Kind::Floats, rounds)));
        }
    }
    if !options.plain {
        let (integers, floats) = (median(integers), median(floats));
        println!("path {}, file read by {:.0} ms, laid out by {:.0} ms", path.name(), read * 1e3, laid_out * 1e3);
        println!("peak {:.1} G integer, {:.1} G float operations/s", integers / 1e9, floats / 1e9);
        println!("shape    ms/run   tokens/s   share");
        for ((name, lengths), times) in shapes.iter().zip(times) {
            let (seconds, tokens) = (median(times), lengths.iter().sum::<usize>() as f64);
            let share = 100.0 * tokens * work(&weights.about) / seconds / integers;
            println!("{name:7} {:7.2} {:10.0} {share:6.1} %", seconds * 1e3, tokens / seconds);
        }
    }
    Ok(())
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options { weights: String::new(), path: Path::best(), rounds: 5, plain: false, scores: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--path" => {
                let name = value()?;
                options.path =
                    Path::ALL.into_iter().find(|path| path.name() == name).ok_or(format!("no path {name:?}"))?;
            }
            "--rounds" => options.rounds = value()?.parse()?,
            "--scores" => options.scores = Some(value()?),
            "--plain" => options.plain = true,
            _ => options.weights = argument,
        }
    }
    if options.weights.is_empty() {
        return Err("name a weights file".into());
    }
    Ok(options)
}

/// Windows of made-up pieces, the same as in `training/encoder/engines.py`.
fn pieces(lengths: &[usize]) -> Vec<Vec<Piece>> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Piece { id: 1000 + (state >> 8) % 28_000, casts: 0 }
    };
    lengths.iter().map(|&length| (0..length).map(|_| next()).collect()).collect()
}

/// Operations of the linear layers for one token, a multiplication and an addition each counted; heads included.
fn work(about: &About) -> f64 {
    let layer = about.hidden * (4 * about.hidden + 2 * about.intermediate);
    2.0 * (about.layers * layer + about.hidden * about.head_rows()) as f64
}

/// Processor time of one call, over as many as fit.
fn seconds(mut call: impl FnMut()) -> f64 {
    let start = processor_time();
    let mut calls = 0;
    loop {
        call();
        calls += 1;
        let spent = processor_time() - start;
        if spent > SPENT {
            return spent / f64::from(calls);
        }
    }
}

/// Operations a second of a spin, where the path has one.
fn rate(spin: impl Fn(u64) -> Option<u64>) -> Option<f64> {
    let start = processor_time();
    let mut done = 0.0;
    while processor_time() - start < SPENT / 2.0 {
        done += spin(1 << 20)? as f64;
    }
    Some(done / (processor_time() - start))
}

/// Seconds this thread has run, where Linux tells; else seconds since the program began.
fn processor_time() -> f64 {
    static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok())
        .map_or_else(|| BEGUN.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
