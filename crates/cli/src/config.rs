//! The values in force: a flag before an environment variable before the configuration file before the default.

use crate::args::Color;
use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use sayso::{Encoder, Parties, Reader};
use serde::Deserialize;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The values in force.
#[derive(Debug)]
pub(crate) struct Config {
    /// The file they come from, if one was found.
    pub(crate) file: Option<PathBuf>,
    pub(crate) color: Setting<Color>,
    /// Columns; `None`: those of the terminal.
    pub(crate) width: Setting<Option<u16>>,
    pub(crate) threads: Setting<u16>,
    /// Seconds.
    pub(crate) timeout: Setting<u16>,
    pub(crate) weights: Setting<Weights>,
    /// The table of parties that goes before the built-in ones.
    pub(crate) parties: Setting<Option<PathBuf>>,
    /// The ledger that is added to and asked.
    pub(crate) ledger: Setting<PathBuf>,
}

/// Which weights the encoder reads with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Weights {
    /// Those that the program carries.
    Own,
    /// None: the rules read alone.
    None,
    /// Those of a file.
    File(PathBuf),
}

impl From<&str> for Weights {
    fn from(text: &str) -> Self {
        match text {
            "own" => Self::Own,
            "none" => Self::None,
            path => Self::File(PathBuf::from(path)),
        }
    }
}

impl Weights {
    /// A reader with these weights.
    ///
    /// # Errors
    /// If the file cannot be read, or holds no weights that this version reads; the message names it.
    pub(crate) fn reader(&self) -> Result<Reader> {
        let path = match self {
            Self::Own => return Ok(Reader::default()),
            Self::None => return Ok(Reader::new(Encoder::without_weights())),
            Self::File(path) => path,
        };
        let bytes = fs::read(path).with_context(|| path.display().to_string())?;
        // The weights are needed until the program ends.
        let encoder = Encoder::with_weights(Box::leak(bytes.into_boxed_slice()));
        Ok(Reader::new(encoder.with_context(|| path.display().to_string())?))
    }
}

/// A table of parties and their codes.
///
/// # Errors
/// If the file cannot be read, or a line of it cannot be meant; the message names both.
pub(crate) fn parties(path: &Path) -> Result<Parties> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Parties::parse(&text).with_context(|| path.display().to_string())
}

/// A value and where it comes from.
#[derive(Debug)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    from: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    color: Option<Color>,
    width: Option<u16>,
    threads: Option<u16>,
    timeout: Option<u16>,
    weights: Option<String>,
    parties: Option<PathBuf>,
    ledger: Option<PathBuf>,
}

/// Reads the environment and the first configuration file there is.
///
/// # Errors
/// If the file or a variable holds what cannot be meant; the message names it.
pub(crate) fn load() -> Result<Config> {
    let (path, file) = find()?;
    let at = path.as_ref().map_or(String::new(), |path| path.display().to_string());
    let cores = std::thread::available_parallelism().map_or(1, |n| u16::try_from(n.get()).unwrap_or(u16::MAX));
    Ok(Config {
        color: setting("SAYSO_COLOR", |text| Color::from_str(text, true), file.color, &at, Color::Auto)?,
        width: setting("SAYSO_WIDTH", |text| number(text, 20, 1000).map(Some), file.width.map(Some), &at, None)?,
        threads: setting("SAYSO_THREADS", |text| number(text, 1, 256), file.threads, &at, cores)?,
        timeout: setting("SAYSO_TIMEOUT", |text| number(text, 1, 3600), file.timeout, &at, 30)?,
        weights: setting(
            "SAYSO_WEIGHTS",
            |text| Ok(Weights::from(text)),
            file.weights.as_deref().map(Weights::from),
            &at,
            Weights::Own,
        )?,
        parties: setting("SAYSO_PARTIES", |text| Ok(Some(PathBuf::from(text))), file.parties.map(Some), &at, None)?,
        ledger: setting(
            "SAYSO_LEDGER",
            |text| Ok(PathBuf::from(text)),
            file.ledger,
            &at,
            PathBuf::from("sayso.ledger"),
        )?,
        file: path,
    })
}

impl Config {
    /// Which file is used, and every value with its origin.
    pub(crate) fn explain(&self) -> String {
        let mut out = String::new();
        let looked: Vec<String> = places().iter().map(|path| path.display().to_string()).collect();
        let width = self.width.value.map_or("terminal".to_owned(), |width| width.to_string());
        let color = self.color.value.to_possible_value().map_or(String::new(), |it| it.get_name().to_owned());
        let weights = match &self.weights.value {
            Weights::Own => "own".to_owned(),
            Weights::None => "none".to_owned(),
            Weights::File(path) => path.display().to_string(),
        };
        let parties = self.parties.value.as_ref().map_or("none".to_owned(), |path| path.display().to_string());
        // Writing to a string cannot fail.
        let _ = match &self.file {
            Some(file) => writeln!(out, "configuration file: {}", file.display()),
            None => writeln!(out, "configuration file: none; looked for {}", looked.join(", ")),
        };
        for (key, value, from) in [
            ("color", color, &self.color.from),
            ("width", width, &self.width.from),
            ("threads", self.threads.value.to_string(), &self.threads.from),
            ("timeout", self.timeout.value.to_string(), &self.timeout.from),
            ("weights", weights, &self.weights.from),
            ("parties", parties, &self.parties.from),
            ("ledger", self.ledger.value.display().to_string(), &self.ledger.from),
        ] {
            let _ = writeln!(out, "{key:8} {value:10} {from}");
        }
        out
    }
}

fn setting<T>(
    variable: &str,
    parse: impl Fn(&str) -> Result<T, String>,
    file: Option<T>,
    path: &str,
    default: T,
) -> Result<Setting<T>> {
    if let Some(text) = env::var_os(variable).filter(|text| !text.is_empty()) {
        let text = text.to_string_lossy();
        let value = parse(&text).map_err(|why| anyhow::anyhow!("{variable}={text}: {why}"))?;
        return Ok(Setting { value, from: variable.to_owned() });
    }
    Ok(match file {
        Some(value) => Setting { value, from: path.to_owned() },
        None => Setting { value: default, from: "default".to_owned() },
    })
}

/// Where a configuration file may lie, the first one found wins.
fn places() -> Vec<PathBuf> {
    let home = env::var_os("XDG_CONFIG_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".config")));
    let mut places = vec![Path::new(".").join("sayso.toml")];
    places.extend(home.map(|home| home.join("sayso").join("config.toml")));
    places
}

fn find() -> Result<(Option<PathBuf>, File)> {
    for path in places() {
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => continue,
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        let file: File = toml::from_str(&text)
            .map_err(|error| anyhow::anyhow!("{}: {}", path.display(), one_line(&text, &error)))?;
        for (key, value, low, high) in
            [("width", file.width, 20, 1000), ("threads", file.threads, 1, 256), ("timeout", file.timeout, 1, 3600)]
        {
            if value.is_some_and(|value| !(low..=high).contains(&value)) {
                bail!("{}: {key} must be from {low} to {high}", path.display());
            }
        }
        return Ok((Some(path), file));
    }
    Ok((None, File::default()))
}

fn one_line(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    format!("line {line}: {}", error.message().replace('\n', " "))
}

fn number(text: &str, low: u16, high: u16) -> Result<u16, String> {
    let wrong = || format!("not a number from {low} to {high}");
    u16::from_str(text).ok().filter(|value| (low..=high).contains(value)).ok_or_else(wrong)
}
