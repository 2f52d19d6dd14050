//! Extracting pages where a time limit ends them: in a child process that is fed one page after the other over its
//! pipes, and killed and started again when it hangs or dies.
//!
//! A frame is a length of four bytes, big-endian, and that many bytes. A page goes out as two frames, a JSON header
//! and the page's bytes; its answer comes back as one, the JSON of an article or of a fault.

mod codec;

use super::error::{Error, ErrorKind, Fault};
use super::html::{self, Article};
use super::items::Body;
use super::{Item, Limits, Options, plain};
use sayso_types::{Document, Masthead, Origin};
use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// The one argument that a program is started with to extract pages, where nothing else is said.
pub const ARGUMENT: &str = "extract-worker";

/// What is started to extract pages: a program that calls [`serve`] when it is given these arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Where it lies.
    pub path: PathBuf,
    /// What tells it to extract pages.
    pub arguments: Vec<OsString>,
}

/// The program that is told by [`ARGUMENT`].
impl From<PathBuf> for Program {
    fn from(path: PathBuf) -> Self {
        Self { path, arguments: vec![ARGUMENT.into()] }
    }
}

/// Stack of a thread that extracts. Only pages that need it touch it.
const STACK: usize = 256 << 20;

/// Turns items into documents. Holds the child process, which is started at the first page and serves all that follow;
/// one extractor a reading thread.
#[derive(Debug)]
pub struct Extractor {
    worker: Option<Program>,
    limits: Limits,
    child: Option<Child>,
}

impl Extractor {
    /// An extractor with the worker and limits of `options`; nothing is started yet.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        Self { worker: options.worker.clone(), limits: options.limits, child: None }
    }

    /// The document of an item.
    ///
    /// # Errors
    /// If no text of a report can be taken out of a page, or not in time. Plain text never fails here.
    pub fn document(&mut self, item: Item) -> Result<Document, Error> {
        let Item { hint, digest, body, outlet, offset } = item;
        let limits = self.limits;
        let page = match body {
            Body::Text(text) => return Ok(plain::document(&text, hint, digest)),
            Body::Page { bytes, charset, address } => {
                Page { bytes, charset, address: hint.url.clone().or(address), fragment: false, limits }
            }
            Body::Fragment { bytes } => Page { bytes, charset: None, address: None, fragment: true, limits },
        };
        let article = self.article(page).map_err(|fault| fault.of(&hint.name))?;
        let found = article.masthead;
        Ok(Document {
            id: hint.id.unwrap_or_else(|| digest.clone()),
            text: Arc::from(article.text),
            blocks: article.blocks,
            masthead: Masthead {
                title: hint.title.or(found.title),
                outlet: hint.outlet.or(found.outlet).or(outlet),
                authors: if hint.authors.is_empty() { found.authors } else { hint.authors },
                url: hint.url.or(found.url),
                published: hint.published.or(found.published),
                modified: hint.modified.or(found.modified),
                language: found.language,
            },
            origin: Origin { name: hint.name, digest, offset },
        })
    }

    fn article(&mut self, page: Page) -> Result<Article, Fault> {
        let Some(worker) = &self.worker else { return on_thread(page, self.limits.page_time) };
        let child = match self.child.take() {
            Some(child) => child,
            None => Child::start(worker)?,
        };
        let answer = child.ask(page.encoded(), self.limits.page_time);
        match answer {
            Ok(answer) => {
                self.child = Some(child);
                codec::decode(&answer)
            }
            // Dropping the child kills it; the next page starts another.
            Err(Lost::Slow) => Err(too_slow(self.limits.page_time)),
            Err(Lost::Gone) => {
                Err(Fault::new(ErrorKind::Extractor, "the extractor died on this page (it may have run out of stack)"))
            }
        }
    }
}

fn too_slow(limit: Duration) -> Fault {
    Fault::new(ErrorKind::TimeOut, format!("the page was not extracted within {} s", limit.as_secs_f32()))
}

struct Page {
    bytes: Vec<u8>,
    charset: Option<String>,
    address: Option<String>,
    /// Whether it is part of a page, and all of it report.
    fragment: bool,
    limits: Limits,
}

impl Page {
    fn encoded(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.bytes.len() + 256);
        let header = codec::header(self.charset.as_deref(), self.address.as_deref(), self.fragment, &self.limits);
        for part in [header.as_slice(), &self.bytes] {
            out.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
            out.extend(part);
        }
        out
    }

    fn extract(&self) -> Result<Article, Fault> {
        if self.fragment {
            return html::fragment(&self.bytes, &self.limits);
        }
        html::extract(&self.bytes, self.charset.as_deref(), self.address.as_deref(), &self.limits)
    }
}

/// Extracts on a thread with a large stack. After a time-out the thread runs on: it cannot be killed.
fn on_thread(page: Page, limit: Duration) -> Result<Article, Fault> {
    let (sender, receiver) = mpsc::channel();
    let extract = move || drop(sender.send(page.extract()));
    let thread = std::thread::Builder::new().name("extract".to_owned()).stack_size(STACK).spawn(extract);
    thread.map_err(|error| Fault::new(ErrorKind::Extractor, format!("the extractor cannot be started: {error}")))?;
    match receiver.recv_timeout(limit) {
        Ok(article) => article,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(too_slow(limit)),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            Err(Fault::new(ErrorKind::Extractor, "the extractor failed on this page"))
        }
    }
}

enum Lost {
    Slow,
    Gone,
}

/// A running worker, and the thread that writes to it and reads from it.
#[derive(Debug)]
struct Child {
    process: std::process::Child,
    pages: mpsc::Sender<Vec<u8>>,
    answers: mpsc::Receiver<io::Result<Vec<u8>>>,
}

impl Child {
    fn start(program: &Program) -> Result<Self, Fault> {
        let fault = |error: &dyn std::fmt::Display| {
            let why = format!("the extractor {} cannot be started: {error}", program.path.display());
            Fault::new(ErrorKind::Extractor, why)
        };
        let mut process = Command::new(&program.path)
            .args(&program.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| fault(&error))?;
        let (stdin, stdout) = (process.stdin.take(), process.stdout.take());
        let (Some(mut input), Some(output)) = (stdin, stdout) else { return Err(fault(&"it has no pipes")) };
        let (pages, inbox) = mpsc::channel::<Vec<u8>>();
        let (outbox, answers) = mpsc::channel();
        let relay = move || {
            let mut output = BufReader::new(output);
            for page in inbox {
                let answer = input.write_all(&page).and_then(|()| input.flush()).and_then(|()| frame(&mut output));
                let answer = answer.and_then(|it| it.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof)));
                if outbox.send(answer).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new().name("extract-relay".to_owned()).spawn(relay).map_err(|error| fault(&error))?;
        Ok(Self { process, pages, answers })
    }

    fn ask(&self, page: Vec<u8>, limit: Duration) -> Result<Vec<u8>, Lost> {
        self.pages.send(page).map_err(|_| Lost::Gone)?;
        match self.answers.recv_timeout(limit) {
            Ok(Ok(answer)) => Ok(answer),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(Lost::Slow),
            Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => Err(Lost::Gone),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is waited for, so that it is no zombie.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The next frame; `None` where the stream ends between two.
fn frame(reader: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match reader.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_be_bytes(length) as usize;
    let mut bytes = Vec::new();
    reader.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() == length { Ok(Some(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Serves pages from standard input to standard output until it ends: what a [`Program`] does
/// when it is started. Ends the process if a page takes far longer than its limit, in case nobody is left
/// to kill it.
///
/// # Errors
/// If the pipes break.
pub fn serve() -> io::Result<()> {
    // A panic is answered as a fault of the page; its words would only land on a terminal.
    std::panic::set_hook(Box::new(|_| {}));
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    while let Some(header) = frame(&mut input)? {
        let Some(bytes) = frame(&mut input)? else { return Ok(()) };
        let (charset, address, fragment, limits) = codec::read_header(&header);
        let patience = limits.page_time + Duration::from_secs(5);
        let article = on_thread(Page { bytes, charset, address, fragment, limits }, patience);
        if matches!(&article, Err(fault) if fault.kind == ErrorKind::TimeOut) {
            std::process::exit(1);
        }
        let answer = codec::encode(&article);
        output.write_all(&u32::try_from(answer.len()).unwrap_or(u32::MAX).to_be_bytes())?;
        output.write_all(&answer)?;
        output.flush()?;
    }
    Ok(())
}
