//! Fetching an address, within limits of time, size and redirects, one request at a time to a host. Redirects are followed
//! by hand, so that none leads to another scheme than http and https, none from a feed into a private network, and on
//! behalf of others none to what they could not reach themselves.

use super::error::{ErrorKind, Fault};
use super::pace::Turn;
use super::reach::{Lookup, is_local, refused};
use super::{Limits, Options};
use std::io::Read as _;
use std::time::{Duration, Instant};
use ureq::unversioned::transport::DefaultConnector;
use url::{Host, Url};

/// What an address gave.
pub(super) struct Fetched {
    /// Where the redirects ended.
    pub(super) url: String,
    pub(super) mime: String,
    pub(super) charset: Option<String>,
    /// The body, decompressed.
    pub(super) bytes: Vec<u8>,
}

/// Who wants an address to be fetched.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked<'a> {
    /// Somebody who typed it.
    Typed,
    /// A feed that came from this host, or from none.
    Linked { from: Option<&'a str> },
}

/// The body at an address. Waiting for one's turn at a host does not count as fetching; waiting because a server asks for
/// it, which is done once, does.
pub(super) fn fetch(address: &str, options: &Options, asked: Asked<'_>) -> Result<Fetched, Fault> {
    let fault = |kind, why: String| Fault::new(kind, why);
    let limits = &options.limits;
    let mut url = Url::parse(address).map_err(|error| fault(ErrorKind::Fetch, format!("no address: {error}")))?;
    let (mut spent, mut redirects, mut waited) = (Duration::ZERO, 0, false);
    let mut turn: Option<(String, Turn)> = None;
    let mut patience = limits.turn_time;
    while redirects <= limits.redirects {
        admit(&url, options, asked, redirects > 0)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        if turn.as_ref().is_none_or(|(held, _)| *held != host) {
            // One is given back before the next is waited for, else two that redirect to each other would wait for ever.
            drop(turn.take());
            let begin = Instant::now();
            let Some(ours) = options.pace.turn(&host, limits.pause, patience) else {
                let why = format!("others ask that server; not reached within {} s", limits.turn_time.as_secs_f32());
                return Err(fault(ErrorKind::TimeOut, why));
            };
            patience = patience.saturating_sub(begin.elapsed());
            turn = Some((host.clone(), ours));
        }
        let begin = Instant::now();
        let left = limits.fetch_time.saturating_sub(spent);
        if left.is_zero() {
            return Err(too_slow(limits));
        }
        match ask(&url, options, left)? {
            Answer::Body(fetched) => return Ok(fetched),
            Answer::Redirect(target) => {
                redirects += 1;
                url = url.join(&target).map_err(|error| {
                    fault(ErrorKind::Redirect, format!("redirects to {target}, no address: {error}"))
                })?;
            }
            Answer::Later { status, wait } => {
                let left = left.saturating_sub(begin.elapsed());
                if waited || wait >= left {
                    let why = format!("the server answers {status} and asks to wait {} s", wait.as_secs());
                    return Err(fault(ErrorKind::Fetch, why));
                }
                // The turn is kept: nobody else asks a host that wants to be left alone.
                std::thread::sleep(wait);
                waited = true;
            }
        }
        spent += begin.elapsed();
    }
    Err(fault(ErrorKind::Redirect, format!("redirects more than {} times", limits.redirects)))
}

/// Whether an address may be asked, as far as its writing tells, before anybody is; each of a chain of redirects is.
fn admit(url: &Url, options: &Options, asked: Asked<'_>, redirected: bool) -> Result<(), Fault> {
    if !options.reach.admits(url) {
        return Err(refused());
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Err(if redirected {
            Fault::new(ErrorKind::Redirect, format!("redirects to {url}, which is neither http nor https"))
        } else {
            Fault::new(ErrorKind::Fetch, "the address is neither http nor https")
        });
    }
    match asked {
        Asked::Linked { from } if is_private(url) && from != url.host_str() => Err(if options.reach.is_public() {
            refused()
        } else {
            Fault::new(ErrorKind::Fetch, format!("leads to {url} in a private network, which the feed is not of"))
        }),
        _ => Ok(()),
    }
}

enum Answer {
    Body(Fetched),
    Redirect(String),
    /// Too many requests, or out of service, and for how long.
    Later {
        status: String,
        wait: Duration,
    },
}

/// One request, which may take as long as is `left`.
fn ask(url: &Url, options: &Options, left: Duration) -> Result<Answer, Fault> {
    let fault = |why: String| Fault::new(ErrorKind::Fetch, why);
    let limits = &options.limits;
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(limits.connect_time.min(left)))
        .timeout_global(Some(left))
        .user_agent(concat!("sayso/", env!("CARGO_PKG_VERSION")));
    // A proxy would look names up by itself, and connect to what we never saw.
    let config = if options.reach.is_public() { config.proxy(None) } else { config };
    let lookup = Lookup { reach: options.reach.clone(), names: options.names.clone() };
    let agent = ureq::Agent::with_parts(config.build(), DefaultConnector::default(), lookup);
    let accept = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,\
                  text/plain;q=0.9,application/json;q=0.8,*/*;q=0.5";
    let mut response =
        agent.get(url.as_str()).header("accept", accept).call().map_err(|error| failed(&error, options))?;
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    let status = response.status();
    if status.is_redirection() {
        let target = header("location").map(str::to_owned);
        return target
            .map(Answer::Redirect)
            .ok_or_else(|| fault(format!("the server answers {status} and no address")));
    }
    if matches!(status.as_u16(), 429 | 503)
        && let Some(wait) = header("retry-after").and_then(|told| delay(told, jiff::Timestamp::now()))
    {
        return Ok(Answer::Later { status: status.to_string(), wait });
    }
    if !status.is_success() {
        return Err(fault(format!("the server answers {status}")));
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
        _ if bytes.len() as u64 > limit => Err(super::items::too_large(limits.page_bytes)),
        Ok(_) => Ok(Answer::Body(Fetched { url: url.to_string(), mime, charset, bytes })),
        Err(error) => Err(broken(error, bytes.len(), options)),
    }
}

/// How long a `Retry-After` header asks to wait: seconds, or until a moment.
fn delay(told: &str, now: jiff::Timestamp) -> Option<Duration> {
    let told = told.trim();
    if let Ok(seconds) = told.parse::<u32>() {
        return Some(Duration::from_secs(u64::from(seconds)));
    }
    let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(told).ok()?;
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

/// Whether an address names a machine of one's own network, as far as can be told without asking for its name.
fn is_private(url: &Url) -> bool {
    let four = |ip: std::net::Ipv4Addr| {
        let shared = ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 64;
        ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.octets()[0] == 0 || shared
    };
    match url.host() {
        Some(Host::Ipv4(ip)) => four(ip),
        Some(Host::Ipv6(ip)) => {
            let local = ip.is_unique_local() || ip.is_unicast_link_local();
            ip.is_loopback() || ip.is_unspecified() || local || ip.to_ipv4_mapped().is_some_and(four)
        }
        Some(Host::Domain(name)) => is_local(name),
        None => false,
    }
}

fn too_slow(limits: &Limits) -> Fault {
    Fault::new(ErrorKind::TimeOut, format!("not fetched within {} s", limits.fetch_time.as_secs_f32()))
}

fn failed(error: &ureq::Error, options: &Options) -> Fault {
    let limits = &options.limits;
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            let time = limits.connect_time.min(limits.fetch_time).as_secs_f32();
            Fault::new(ErrorKind::TimeOut, format!("the server was not reached within {time} s"))
        }
        ureq::Error::Timeout(_) => too_slow(limits),
        ureq::Error::HostNotFound if options.reach.is_public() => refused(),
        ureq::Error::HostNotFound => Fault::new(ErrorKind::Fetch, "no such host"),
        // What is wrong with the address itself tells nothing of the server; all else might.
        other if options.reach.is_public() && !matches!(other, ureq::Error::Http(_) | ureq::Error::BadUri(_)) => {
            Fault::new(ErrorKind::Fetch, "no web server answers there, or none whose certificate holds")
        }
        other => Fault::new(ErrorKind::Fetch, format!("cannot be fetched: {other}")),
    }
}

/// A body that ends in an error.
fn broken(error: std::io::Error, read: usize, options: &Options) -> Fault {
    if error.kind() == std::io::ErrorKind::TimedOut {
        return too_slow(&options.limits);
    }
    let shown = error.to_string();
    match error.downcast::<ureq::Error>() {
        Ok(error @ ureq::Error::Timeout(_)) => failed(&error, options),
        _ => Fault::new(ErrorKind::Truncated, format!("truncated: the answer breaks off after {read} bytes ({shown})")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_to_wait() {
        let now: jiff::Timestamp = "2026-03-04T09:05:00Z".parse().expect("a time");
        for (told, seconds) in [
            ("7", Some(7)),
            (" 0 ", Some(0)),
            ("Wed, 04 Mar 2026 09:05:30 GMT", Some(30)),
            ("Wed, 04 Mar 2026 09:04:00 GMT", Some(0)),
            ("-3", None),
            ("soon", None),
        ] {
            assert_eq!(delay(told, now), seconds.map(Duration::from_secs), "{told}");
        }
    }

    #[test]
    fn private_networks() {
        for (address, private) in [
            ("http://127.0.0.1/", true),
            ("http://2130706433/", true),
            ("http://10.1.2.3/", true),
            ("http://169.254.169.254/x", true),
            ("http://100.100.0.1/", true),
            ("http://[::1]/", true),
            ("http://[::ffff:192.168.0.1]/", true),
            ("http://[fd00::1]/", true),
            ("http://LOCALHOST:80/", true),
            ("http://printer.local./", true),
            ("http://elsbypost.example/", false),
            ("http://notlocal/", false),
            ("http://93.184.216.34/", false),
            ("http://[2001:db8::1]/", false),
        ] {
            assert_eq!(is_private(&Url::parse(address).expect("an address")), private, "{address}");
        }
    }
}
