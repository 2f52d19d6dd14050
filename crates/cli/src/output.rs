//! The only place that prints: data to standard output or a file, talk to standard error.

use crate::args::Color;
use anyhow::{Context as _, Result};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

/// Where data goes.
pub(crate) struct Output {
    sink: Box<dyn Write>,
    color: bool,
    terminal: bool,
}

impl Output {
    /// Standard output, or a file, which is overwritten.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn open(file: Option<&Path>, color: Color) -> Result<Self> {
        if let Some(path) = file {
            let file = File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?;
            return Ok(Self { sink: Box::new(BufWriter::new(file)), color: color == Color::Always, terminal: false });
        }
        let choice = match color {
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
            // NO_COLOR, CLICOLOR and TERM are heeded, and whether a terminal is there at all.
            Color::Auto => anstream::AutoStream::choice(&io::stdout()),
        };
        Ok(Self {
            sink: Box::new(anstream::AutoStream::new(io::stdout(), choice)),
            color: choice != anstream::ColorChoice::Never,
            terminal: io::stdout().is_terminal(),
        })
    }

    /// Whether colours are shown.
    pub(crate) fn color(&self) -> bool {
        self.color
    }

    /// Whether somebody watches it grow.
    pub(crate) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Where bytes go, for what writes by itself; it is flushed by whoever writes.
    pub(crate) fn sink(&mut self) -> &mut dyn Write {
        &mut *self.sink
    }

    /// Writes a piece at once, so that a reader of the stream sees every finished record.
    ///
    /// # Errors
    /// If it cannot be written; see [`is_broken_pipe`].
    pub(crate) fn write(&mut self, piece: &str) -> Result<()> {
        self.sink.write_all(piece.as_bytes()).and_then(|()| self.sink.flush()).context("the output cannot be written")
    }
}

/// Prints to standard output.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("the output cannot be written")
}

/// One line on standard error. It is said even if nobody can hear it.
pub(crate) fn complain(what: &str) {
    let _ = writeln!(io::stderr().lock(), "sayso: {}", printable(what));
}

/// Writes a line of a log to standard error, as it is.
pub(crate) fn log(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Whether whoever read our output has left, which is no error.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    error.chain().any(broken)
}

/// The text without the control characters that could command a terminal; line breaks become spaces.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_whitespace() {
                ' '
            } else if c.is_control() {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}
