//! Files that have their name only once they are whole.

use super::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file under way: it is written as `NAME.part`, so that half a table is never taken for a whole one.
pub(super) struct Whole {
    path: PathBuf,
    part: PathBuf,
    out: BufWriter<File>,
}

impl Whole {
    pub(super) fn create(path: &Path) -> Result<Self, Error> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(|source| Error::File { path: part.clone(), source })?;
        Ok(Self { path: path.to_owned(), part, out: BufWriter::new(file) })
    }

    /// The error of this file.
    pub(super) fn error(&self, source: io::Error) -> Error {
        Error::File { path: self.path.clone(), source }
    }

    /// Gives the file its name, in place of one that had it.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.out.flush().map_err(|source| self.error(source))?;
        std::fs::rename(&self.part, &self.path).map_err(|source| self.error(source))
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Makes a folder with those above it.
pub(super) fn folder(path: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(path).map_err(|source| Error::File { path: path.to_owned(), source })
}
