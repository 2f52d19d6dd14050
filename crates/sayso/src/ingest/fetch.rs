//! Fetching an address, within limits of time, size and redirects. Redirects are followed by hand, so that none leads
//! to another scheme than http and https.

use super::Limits;
use super::error::{ErrorKind, Fault};
use std::io::Read as _;
use std::time::Instant;
use url::Url;

/// What an address gave.
pub(super) struct Fetched {
    /// Where the redirects ended.
    pub(super) url: String,
    pub(super) mime: String,
    pub(super) charset: Option<String>,
    /// The body, decompressed.
    pub(super) bytes: Vec<u8>,
}

pub(super) fn fetch(address: &str, limits: &Limits) -> Result<Fetched, Fault> {
    let fault = |kind, why: String| Fault::new(kind, why);
    let mut url = Url::parse(address).map_err(|error| fault(ErrorKind::Fetch, format!("no address: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(fault(ErrorKind::Fetch, "the address is neither http nor https".to_owned()));
    }
    let start = Instant::now();
    for _ in 0..=limits.redirects {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(fault(ErrorKind::Redirect, format!("redirects to {url}, which is neither http nor https")));
        }
        let left = limits.fetch_time.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(too_slow(limits));
        }
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(limits.connect_time.min(left)))
            .timeout_global(Some(left))
            .user_agent(concat!("sayso/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        let accept = "text/html,application/xhtml+xml,text/plain;q=0.9,application/json;q=0.8,*/*;q=0.5";
        let mut response =
            agent.get(url.as_str()).header("accept", accept).call().map_err(|error| failed(&error, limits))?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        if response.status().is_redirection() {
            let Some(target) = header("location") else {
                return Err(fault(
                    ErrorKind::Fetch,
                    format!("the server answers {} and no address", response.status()),
                ));
            };
            url = url
                .join(target)
                .map_err(|error| fault(ErrorKind::Redirect, format!("redirects to {target}, no address: {error}")))?;
            continue;
        }
        if !response.status().is_success() {
            return Err(fault(ErrorKind::Fetch, format!("the server answers {}", response.status())));
        }
        let told = header("content-type").unwrap_or_default();
        let mime = told.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = told
            .to_ascii_lowercase()
            .split_once("charset=")
            .map(|(_, label)| label.split(';').next().unwrap_or_default().trim_matches([' ', '"', '\'']).to_owned());
        let mut bytes = Vec::new();
        let limit = limits.page_bytes as u64;
        let body = response.body_mut().as_reader().take(limit + 1).read_to_end(&mut bytes);
        match body {
            _ if bytes.len() as u64 > limit => return Err(super::items::too_large(limits.page_bytes)),
            Ok(_) => return Ok(Fetched { url: url.into(), mime, charset, bytes }),
            Err(error) => return Err(broken(error, bytes.len(), limits)),
        }
    }
    Err(fault(ErrorKind::Redirect, format!("redirects more than {} times", limits.redirects)))
}

fn too_slow(limits: &Limits) -> Fault {
    Fault::new(ErrorKind::TimeOut, format!("not fetched within {} s", limits.fetch_time.as_secs_f32()))
}

fn failed(error: &ureq::Error, limits: &Limits) -> Fault {
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            let time = limits.connect_time.min(limits.fetch_time).as_secs_f32();
            Fault::new(ErrorKind::TimeOut, format!("the server was not reached within {time} s"))
        }
        ureq::Error::Timeout(_) => too_slow(limits),
        ureq::Error::HostNotFound => Fault::new(ErrorKind::Fetch, "no such host"),
        other => Fault::new(ErrorKind::Fetch, format!("cannot be fetched: {other}")),
    }
}

/// A body that ends in an error.
fn broken(error: std::io::Error, read: usize, limits: &Limits) -> Fault {
    if error.kind() == std::io::ErrorKind::TimedOut {
        return too_slow(limits);
    }
    let shown = error.to_string();
    match error.downcast::<ureq::Error>() {
        Ok(error @ ureq::Error::Timeout(_)) => failed(&error, limits),
        _ => Fault::new(ErrorKind::Truncated, format!("truncated: the answer breaks off after {read} bytes ({shown})")),
    }
}
