//! What goes wrong, in one shape: problem details of RFC 9457, or the same on a page.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Something that could not be done.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Problem {
    /// What kind of problem it is: an address of the documentation.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// The same in words, the same for every problem of a kind.
    pub(crate) title: &'static str,
    /// Status of HTTP.
    pub(crate) status: u16,
    /// What is wrong this time.
    pub(crate) detail: String,
    /// Seconds until it is worth trying again.
    #[serde(rename = "retry_after", skip_serializing_if = "Option::is_none")]
    pub(crate) retry: Option<u32>,
}

impl Problem {
    fn new(kind: &'static str, title: &'static str, status: StatusCode, detail: impl Into<String>) -> Self {
        Self { kind, title, status: status.as_u16(), detail: detail.into(), retry: None }
    }

    /// What was asked cannot be meant.
    pub(crate) fn wrong(detail: impl Into<String>) -> Self {
        Self::new("/problems/wrong", "The request cannot be meant", StatusCode::BAD_REQUEST, detail)
    }

    /// What was asked for is not there.
    pub(crate) fn missing(detail: impl Into<String>) -> Self {
        Self::new("/problems/missing", "Not there", StatusCode::NOT_FOUND, detail)
    }

    /// The address is there, but not for this method.
    pub(crate) fn method(detail: impl Into<String>) -> Self {
        Self::new("/problems/method", "Not done this way", StatusCode::METHOD_NOT_ALLOWED, detail)
    }

    /// A text or page could not be read.
    pub(crate) fn unreadable(detail: impl Into<String>) -> Self {
        Self::new("/problems/unreadable", "It could not be read", StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// What was sent is too large.
    pub(crate) fn large(detail: impl Into<String>) -> Self {
        Self::new("/problems/large", "Too large", StatusCode::PAYLOAD_TOO_LARGE, detail)
    }

    /// A body is larger than what is taken, in bytes.
    pub(crate) fn larger(limit: usize) -> Self {
        Self::large(format!("the body has more than {}", size(limit)))
    }

    /// What was sent has a form that is not taken here.
    pub(crate) fn media(detail: impl Into<String>) -> Self {
        Self::new("/problems/media", "Sent in a form not taken here", StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    }

    /// It took too long to be sent.
    pub(crate) fn slow(detail: impl Into<String>) -> Self {
        Self::new("/problems/slow", "Too slow", StatusCode::REQUEST_TIMEOUT, detail)
    }

    /// It does not fit what is there by now.
    pub(crate) fn conflict(detail: impl Into<String>) -> Self {
        Self::new("/problems/conflict", "It does not fit", StatusCode::CONFLICT, detail)
    }

    /// Whoever asks must say who they are.
    pub(crate) fn unknown(detail: impl Into<String>) -> Self {
        Self::new("/problems/token", "A token is needed", StatusCode::UNAUTHORIZED, detail)
    }

    /// It was tried too often.
    pub(crate) fn often(detail: impl Into<String>) -> Self {
        let often = Self::new("/problems/often", "Tried too often", StatusCode::TOO_MANY_REQUESTS, detail);
        Self { retry: Some(60), ..often }
    }

    /// It came from another site.
    pub(crate) fn foreign(detail: impl Into<String>) -> Self {
        Self::new("/problems/foreign", "Asked from another site", StatusCode::FORBIDDEN, detail)
    }

    /// It was meant for another host.
    pub(crate) fn host(detail: impl Into<String>) -> Self {
        Self::new("/problems/host", "Not the host that was asked", StatusCode::MISDIRECTED_REQUEST, detail)
    }

    /// Too much is being done.
    pub(crate) fn busy(detail: impl Into<String>) -> Self {
        let busy = Self::new("/problems/busy", "Too much at once", StatusCode::SERVICE_UNAVAILABLE, detail);
        Self { retry: Some(2), ..busy }
    }

    /// Our own fault.
    pub(crate) fn fault(detail: impl Into<String>) -> Self {
        Self::new("/problems/fault", "The desk failed", StatusCode::INTERNAL_SERVER_ERROR, detail)
    }

    /// Our own fault, and not known which.
    pub(crate) fn panicked() -> Self {
        Self::fault("it failed on this, which is a bug worth reporting")
    }
}

impl From<sayso_ledger::Error> for Problem {
    fn from(error: sayso_ledger::Error) -> Self {
        match &error.what {
            sayso_ledger::What::GivenUp => Self::busy("the ledger was searched for too long; ask for less"),
            sayso_ledger::What::Question(why) => Self::wrong(why.clone()),
            sayso_ledger::What::Absent(why) => Self::missing(why.clone()),
            sayso_ledger::What::Already(why) => Self::conflict(why.clone()),
            // Where the file lies is nothing to those who ask from elsewhere.
            sayso_ledger::What::Missing => Self::missing("there is no ledger yet; adding a report makes it"),
            _ if error.is_lasting() => Self::fault(error.to_string()),
            _ => Self::busy(error.to_string()),
        }
    }
}

impl IntoResponse for Problem {
    /// As JSON; `form` makes a page of it where a page was asked for.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if let Some(seconds) = self.retry {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED.as_u16() {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// So many bytes, for people.
pub(crate) fn size(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}
