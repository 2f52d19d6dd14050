//! What every request must pass before anything looks at it, and what every answer carries.
//!
//! | check | against |
//! | --- | --- |
//! | the host asked for is one of ours | a site whose name is made to point at this machine (DNS rebinding) |
//! | what changes something comes from our own pages, or from no browser | a site that sends forms here (CSRF) |
//! | a token, where one is set, and no more than some wrong ones a minute | whoever else reaches the address, and guesses |
//! | Content-Security-Policy and its like on every answer | report text that a browser would run |

use crate::Options;
use crate::attempts::{Attempts, Caller, How};
use crate::connection::Peer;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use url::Host;

/// The cookie that stands for the token once somebody has signed in.
pub(crate) const COOKIE: &str = "sayso";

/// What answers carry. Forms and scripts go nowhere but here; nothing is taken from elsewhere, and nobody frames it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const CARRIED: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// What is checked.
pub(crate) struct Guard {
    hosts: Vec<String>,
    token: Option<[u8; 32]>,
    attempts: Attempts,
    behind_proxy: bool,
    /// Whether those who use the desk speak TLS, so that cookies go over it alone.
    pub(crate) secure: bool,
}

impl Guard {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            hosts: options.hosts.iter().map(|it| it.to_ascii_lowercase()).collect(),
            token: options.token.as_deref().map(digest),
            attempts: Attempts::default(),
            behind_proxy: options.behind_proxy,
            secure: options.tls.is_some() || options.behind_proxy,
        }
    }

    /// Whether a token is the one that was set; somebody who tried too many others is not even told that.
    pub(crate) fn knows(&self, token: &str, caller: Caller, how: How) -> Result<bool, Problem> {
        // Digests are compared, so that how long it takes tells nothing of the token.
        let fits = || self.token.is_none_or(|wanted| wanted == digest(token));
        let often = || Problem::often("too many wrong tokens came from there; wait a minute");
        self.attempts.allow(caller, how, fits).ok_or_else(often)
    }

    /// The cookie for a token that is known.
    pub(crate) fn cookie(&self, token: &str) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000{secure}", hex(token.as_bytes()))
    }

    fn is_ours(&self, host: &str) -> bool {
        let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|it| it.is_ascii_digit()));
        let name = name.map_or(host, |(name, _)| name).to_ascii_lowercase();
        if self.hosts.iter().any(|it| *it == name || *it == host) {
            return true;
        }
        match Host::parse(&name) {
            Ok(Host::Domain(name)) => name == "localhost",
            Ok(Host::Ipv4(address)) => address.is_loopback(),
            Ok(Host::Ipv6(address)) => address.is_loopback(),
            Err(_) => false,
        }
    }

    fn check(&self, request: &Request, caller: Caller) -> Result<(), Problem> {
        let headers = request.headers();
        let host = text(headers, "host").or(request.uri().authority().map(|it| it.as_str())).unwrap_or_default();
        if headers.get_all(header::HOST).iter().count() > 1 || !self.is_ours(host) {
            return Err(Problem::host(
                "the desk does not go by that name; name it with --host when it is opened, if it should",
            ));
        }
        let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
        if changes && is_foreign(headers, host, self.secure) {
            return Err(Problem::foreign("only the desk's own pages may change something"));
        }
        let path = request.uri().path();
        let open = path.starts_with("/assets/") || path == "/sign-in" || path == "/health";
        let known = || given(headers).map_or(Ok(false), |token| self.knows(&token, caller, How::Brought));
        if !open && self.token.is_some() && !known()? {
            return Err(Problem::unknown("send it as `Authorization: Bearer …`, or sign in at /sign-in"));
        }
        Ok(())
    }

    /// Who asks: a proxy in front says for whom, in the last place of what it passes on; what stands before anybody can write.
    fn caller(&self, request: &Request) -> Caller {
        let peer = request.extensions().get::<Arc<Peer>>().map(|it| it.address);
        let last =
            || request.headers().get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next();
        let told = self.behind_proxy.then(last).flatten().and_then(|it| it.trim().parse().ok());
        Caller::at(told.or(peer))
    }
}

/// Checks a request.
pub(crate) async fn guard(State(guard): State<Arc<Guard>>, mut request: Request, next: Next) -> Response {
    let caller = guard.caller(&request);
    if let Err(problem) = guard.check(&request, caller) {
        return problem.into_response();
    }
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// Gives an answer what all answers carry. Stands outside all that answers.
pub(crate) async fn carried(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in CARRIED {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    // What stands in a ledger is nobody else's to keep.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether a browser says that another site is asking. A program says nothing of the kind, and is asked for a token if for anything.
fn is_foreign(headers: &HeaderMap, host: &str, secure: bool) -> bool {
    match text(headers, "sec-fetch-site") {
        Some("same-origin" | "none") => false,
        Some(_) => true,
        None => match text(headers, "origin") {
            None => false,
            // A page that came without TLS may be anybody's, whatever its host.
            Some(origin) => origin.split_once("://").is_none_or(|(scheme, from)| {
                (secure && !scheme.eq_ignore_ascii_case("https")) || !from.eq_ignore_ascii_case(host)
            }),
        },
    }
}

/// The token that a request brings.
fn given(headers: &HeaderMap) -> Option<String> {
    let bearer = text(headers, "authorization").and_then(|it| it.split_once(' '));
    if let Some((_, token)) = bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")) {
        return Some(token.trim().to_owned());
    }
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
    let ours = cookies.flat_map(|it| it.split(';')).find_map(|it| it.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    ours.and_then(unhex).and_then(|it| String::from_utf8(it).ok())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|it| it.to_str().unwrap_or_default())
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|it| it.to_digit(16).and_then(|it| u8::try_from(it).ok())).collect();
    digits.filter(|it| it.len() % 2 == 0).map(|it| it.chunks_exact(2).map(|two| two[0] << 4 | two[1]).collect())
}
