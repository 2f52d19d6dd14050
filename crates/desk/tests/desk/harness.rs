//! A desk on a free port, over a ledger in a folder of its own.

use serde_json::Value;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use ureq::http::{Method, Response};

/// A desk that closes, and whose folder goes, once it is dropped.
pub(crate) struct Desk {
    pub(crate) address: SocketAddr,
    served: Option<sayso_desk::Served>,
    folder: PathBuf,
    client: ureq::Agent,
}

/// An answer, taken whole.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) text: String,
    whole: Response<ureq::Body>,
}

impl Desk {
    /// Over no ledger yet.
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// As [`Desk::new`], opened otherwise.
    pub(crate) fn with(change: impl FnOnce(&mut sayso_desk::Options)) -> Self {
        Self::try_with(change).unwrap()
    }

    /// As [`Desk::with`], which may go wrong.
    pub(crate) fn try_with(change: impl FnOnce(&mut sayso_desk::Options)) -> std::io::Result<Self> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("sayso-desk-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let mut options = sayso_desk::Options {
            listen: ([127, 0, 0, 1], 0).into(),
            ledger: folder.join("sayso.ledger"),
            reader: sayso::Reader::default(),
            threads: 2,
            ingest: sayso::ingest::Options::default(),
            hosts: Vec::new(),
            token: None,
            tls: None,
            behind_proxy: false,
            log: |_| {},
            limits: sayso_desk::Limits::default(),
        };
        change(&mut options);
        let served = sayso_desk::serve(options)?;
        let client = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        Ok(Self { address: served.address, served: Some(served), folder, client })
    }

    /// Asks.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let method: Method = method.parse().unwrap();
        let uri = format!("http://{}{path}", self.address);
        let mut request = ureq::http::Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let agent = self.client.configure_request(request.body(body).unwrap()).allow_non_standard_methods(true).build();
        let mut whole = self.client.run(agent).unwrap();
        let text = whole.body_mut().with_config().limit(1 << 30).read_to_string().unwrap();
        let kind = whole.headers().get("content-type").map(|it| it.to_str().unwrap().to_owned()).unwrap_or_default();
        Answer { status: whole.status().as_u16(), kind, text, whole }
    }

    /// Asks for JSON.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    /// Sends something.
    pub(crate) fn post(&self, path: &str, kind: &str, body: impl AsRef<[u8]>) -> Answer {
        self.ask("POST", path, &[("Content-Type", kind)], body.as_ref())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(served) = self.served.take() {
            served.stop();
            let _ = served.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Answer {
    /// As JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Its lines, each as JSON.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// A header, empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.whole.headers().get(name).map_or("", |it| it.to_str().unwrap())
    }
}
