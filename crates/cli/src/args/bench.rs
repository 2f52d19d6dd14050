//! Arguments of `sayso bench`.

use clap::Args;
use std::num::NonZeroU16;

pub(crate) const BENCH_EXAMPLES: &str = "\
Examples:
  sayso bench examples/                        how fast these reports are read, and what the time goes to
  sayso bench --rounds 9 -j 8 reports/         nine rounds, on one thread and on eight
  sayso bench --json pages.warc.gz             the same for programs";

/// Arguments of `sayso bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// Reports to read: as for sayso read
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// How often everything is read; the figures are medians
    #[arg(long, value_name = "N", default_value = "5")]
    pub(crate) rounds: NonZeroU16,
    /// Threads to measure beside one [default: as many as the machine has cores]
    #[arg(short = 'j', long, value_name = "N")]
    pub(crate) threads: Option<NonZeroU16>,
    /// Read at most so many reports of the inputs
    #[arg(long, value_name = "N", default_value = "1000")]
    pub(crate) most: usize,
    /// Write JSON
    #[arg(long)]
    pub(crate) json: bool,
}
