//! Looking after a run: results as they come, a progress bar, and whether somebody wants to stop.

use crate::commands::INTERRUPTED;
use crate::pipeline::{Done, Results};
use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sayso::ingest::Tally;
use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// A run shorter than this needs no progress bar.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often to look whether somebody wants to stop.
const TICK: Duration = Duration::from_millis(100);

/// Steps of the bar for an input: an archive alone may take hours.
const STEPS: u64 = 1000;

/// A run that is looked after.
pub(crate) struct Watch {
    stop: Arc<AtomicBool>,
    progress: Progress,
}

impl Watch {
    /// Begins to look after a run over so many inputs. `apart`: the output does not run over the terminal itself; `tally` tells how
    /// far the run is in archives.
    ///
    /// # Errors
    /// If interrupts cannot be caught.
    pub(crate) fn new(inputs: usize, apart: bool, tally: Tally) -> Result<Self> {
        Ok(Self { stop: interruptible()?, progress: Progress::new(inputs, apart, tally) })
    }

    /// Gives every result to `take`, in order, which returns how many reports are done; whether it was stopped before the end.
    ///
    /// # Errors
    /// Those of `take`.
    pub(crate) fn each<T>(
        &mut self,
        inputs: &Receiver<Results<T>>,
        mut take: impl FnMut(Done<T>, &Progress) -> Result<usize>,
    ) -> Result<bool> {
        loop {
            let results = match self.next(inputs) {
                Next::Item(results) => results,
                Next::End => break,
                Next::Stop => return Ok(true),
            };
            loop {
                match self.next(&results) {
                    Next::Item(result) => match self.next(&result) {
                        Next::Item(done) => {
                            let reports = take(done, &self.progress)?;
                            self.progress.tick(reports);
                        }
                        Next::End => {}
                        Next::Stop => return Ok(true),
                    },
                    Next::End => break,
                    Next::Stop => return Ok(true),
                }
            }
            self.progress.input();
        }
        self.progress.end();
        Ok(false)
    }

    fn next<T>(&mut self, from: &Receiver<T>) -> Next<T> {
        loop {
            if self.stop.load(Ordering::SeqCst) {
                self.progress.end();
                return Next::Stop;
            }
            match from.recv_timeout(TICK) {
                Ok(item) => return Next::Item(item),
                Err(RecvTimeoutError::Disconnected) => return Next::End,
                Err(RecvTimeoutError::Timeout) => self.progress.tick(self.progress.reports),
            }
        }
    }
}

/// What there is to do next.
enum Next<T> {
    Item(T),
    End,
    Stop,
}

/// The flag that the first interrupt sets, or the first request of the system to end; the second ends the program at once.
pub(crate) fn interruptible() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    #[cfg(unix)]
    {
        use signal_hook::{consts::SIGTERM, flag};
        // In this order: the first one finds the flag not set.
        flag::register_conditional_shutdown(SIGTERM, i32::from(INTERRUPTED), Arc::clone(&stop))
            .and_then(|_| flag::register(SIGTERM, Arc::clone(&stop)))
            .context("signals cannot be caught")?;
    }
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    })
    .context("interrupts cannot be caught")?;
    Ok(stop)
}

/// A progress bar on standard error, for runs that take a while and have somebody to watch them.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    wanted: bool,
    inputs: u64,
    done: u64,
    reports: usize,
    tally: Tally,
    start: Instant,
}

impl Progress {
    fn new(inputs: usize, apart: bool, tally: Tally) -> Self {
        // Where the output itself runs over the terminal, it is its own progress.
        let wanted = apart && io::stderr().is_terminal();
        Self { bar: None, wanted, inputs: inputs as u64, done: 0, reports: 0, tally, start: Instant::now() }
    }

    /// Does something while the bar is out of the way.
    pub(crate) fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(act),
            None => act(),
        }
    }

    fn input(&mut self) {
        self.done += 1;
        self.tick(self.reports);
    }

    fn tick(&mut self, reports: usize) {
        self.reports = reports;
        if self.bar.is_none() && self.wanted && self.start.elapsed() > PATIENCE {
            let bar = ProgressBar::with_draw_target(Some(self.inputs * STEPS), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:30} {msg}, {elapsed} gone, {eta} left");
            self.bar = Some(bar.with_style(style.expect("a template that indicatif knows")));
        }
        if let Some(bar) = &self.bar {
            let rate = reports as f64 / self.start.elapsed().as_secs_f64().max(0.001);
            let far = ((self.done as f64 + self.tally.under_way()) * STEPS as f64) as u64;
            // What has been cut out of an archive may wait to be read when the next input is begun; that is no step back.
            bar.set_position(far.clamp(bar.position(), self.inputs * STEPS));
            bar.set_message(format!("{} of {} inputs, {reports} reports, {rate:.1} a second", self.done, self.inputs));
        }
    }

    fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
