//! What goes wrong, in one shape: problem details of RFC 9457, or the same on a page.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Something that could not be done.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Problem {
    /// What kind of problem it is: an address that tells what it means.
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
    fn new(kind: &'static Kind, detail: impl Into<String>) -> Self {
        Self { kind: kind.address, title: kind.title, status: kind.status.as_u16(), detail: detail.into(), retry: None }
    }

    /// What was asked cannot be meant.
    pub(crate) fn wrong(detail: impl Into<String>) -> Self {
        Self::new(&WRONG, detail)
    }

    /// What was asked for is not there.
    pub(crate) fn missing(detail: impl Into<String>) -> Self {
        Self::new(&MISSING, detail)
    }

    /// There is no ledger to look in.
    pub(crate) fn no_ledger() -> Self {
        Self::missing("there is no ledger yet; adding a report makes it")
    }

    /// The address is there, but not for this method.
    pub(crate) fn method(detail: impl Into<String>) -> Self {
        Self::new(&METHOD, detail)
    }

    /// A text or page could not be read.
    pub(crate) fn unreadable(detail: impl Into<String>) -> Self {
        Self::new(&UNREADABLE, detail)
    }

    /// What was sent is too large.
    pub(crate) fn large(detail: impl Into<String>) -> Self {
        Self::new(&LARGE, detail)
    }

    /// A body is larger than what is taken, in bytes.
    pub(crate) fn larger(limit: usize) -> Self {
        Self::large(format!("the body has more than {}", size(limit)))
    }

    /// What was sent has a form that is not taken here.
    pub(crate) fn media(detail: impl Into<String>) -> Self {
        Self::new(&MEDIA, detail)
    }

    /// It took too long to be sent.
    pub(crate) fn slow(detail: impl Into<String>) -> Self {
        Self::new(&SLOW, detail)
    }

    /// It does not fit what is there by now.
    pub(crate) fn conflict(detail: impl Into<String>) -> Self {
        Self::new(&CONFLICT, detail)
    }

    /// Whoever asks must say who they are.
    pub(crate) fn unknown(detail: impl Into<String>) -> Self {
        Self::new(&TOKEN, detail)
    }

    /// It was tried too often.
    pub(crate) fn often(detail: impl Into<String>) -> Self {
        Self { retry: Some(60), ..Self::new(&OFTEN, detail) }
    }

    /// It came from another site.
    pub(crate) fn foreign(detail: impl Into<String>) -> Self {
        Self::new(&FOREIGN, detail)
    }

    /// It was meant for another host.
    pub(crate) fn host(detail: impl Into<String>) -> Self {
        Self::new(&HOST, detail)
    }

    /// Too much is being done.
    pub(crate) fn busy(detail: impl Into<String>) -> Self {
        Self { retry: Some(2), ..Self::new(&BUSY, detail) }
    }

    /// Our own fault.
    pub(crate) fn fault(detail: impl Into<String>) -> Self {
        Self::new(&FAULT, detail)
    }

    /// Our own fault, and not known which.
    pub(crate) fn panicked() -> Self {
        Self::fault("it failed on this, which is a bug worth reporting")
    }
}

/// A kind of problem.
#[derive(Debug)]
pub(crate) struct Kind {
    /// Where it is told what it means: its `type`.
    pub(crate) address: &'static str,
    pub(crate) title: &'static str,
    pub(crate) status: StatusCode,
    /// What it means for whoever asked.
    pub(crate) meaning: &'static str,
}

static WRONG: Kind = Kind {
    address: "/problems/wrong",
    title: "The request cannot be meant",
    status: StatusCode::BAD_REQUEST,
    meaning: "What was asked makes no sense as it is: a number that is none, two things of which only one can be meant. Asking again changes nothing.",
};
static TOKEN: Kind = Kind {
    address: "/problems/token",
    title: "A token is needed",
    status: StatusCode::UNAUTHORIZED,
    meaning: "The desk is open to those with its token alone: send it as `Authorization: Bearer …`.",
};
static FOREIGN: Kind = Kind {
    address: "/problems/foreign",
    title: "Asked from another site",
    status: StatusCode::FORBIDDEN,
    meaning: "A page of another site tried to change something here. Only the desk’s own pages and programs may.",
};
static MISSING: Kind = Kind {
    address: "/problems/missing",
    title: "Not there",
    status: StatusCode::NOT_FOUND,
    meaning: "No such address, report or mark; of what was only read and not added, some is kept for a while.",
};
static METHOD: Kind = Kind {
    address: "/problems/method",
    title: "Not done this way",
    status: StatusCode::METHOD_NOT_ALLOWED,
    meaning: "The address is there, but takes other methods; `Allow` names them.",
};
static SLOW: Kind = Kind {
    address: "/problems/slow",
    title: "Too slow",
    status: StatusCode::REQUEST_TIMEOUT,
    meaning: "The request came too slowly to be waited for.",
};
static CONFLICT: Kind = Kind {
    address: "/problems/conflict",
    title: "It does not fit",
    status: StatusCode::CONFLICT,
    meaning: "Somebody was quicker, or it is so already: look at the report again.",
};
static LARGE: Kind = Kind {
    address: "/problems/large",
    title: "Too large",
    status: StatusCode::PAYLOAD_TOO_LARGE,
    meaning: "More bytes than are taken at once; send it in parts, or read the file with `sayso read`.",
};
static MEDIA: Kind = Kind {
    address: "/problems/media",
    title: "Sent in a form not taken here",
    status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
    meaning: "The body’s type is none that the address takes.",
};
static HOST: Kind = Kind {
    address: "/problems/host",
    title: "Not the host that was asked",
    status: StatusCode::MISDIRECTED_REQUEST,
    meaning: "The name in `Host` is not one of the desk’s; `sayso serve --host` adds one.",
};
static UNREADABLE: Kind = Kind {
    address: "/problems/unreadable",
    title: "It could not be read",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    meaning: "The text, page or address holds no report, or cannot be fetched.",
};
static OFTEN: Kind = Kind {
    address: "/problems/often",
    title: "Tried too often",
    status: StatusCode::TOO_MANY_REQUESTS,
    meaning: "Too many wrong tokens: wait as long as `Retry-After` says.",
};
static FAULT: Kind = Kind {
    address: "/problems/fault",
    title: "The desk failed",
    status: StatusCode::INTERNAL_SERVER_ERROR,
    meaning: "A mistake of the desk or of its disk, not of what was asked.",
};
static BUSY: Kind = Kind {
    address: "/problems/busy",
    title: "Too much at once",
    status: StatusCode::SERVICE_UNAVAILABLE,
    meaning: "Others are being served, or it took too long: ask again after `Retry-After`, or ask for less.",
};

/// Every kind, by its status.
pub(crate) static KINDS: [&Kind; 14] = [
    &WRONG,
    &TOKEN,
    &FOREIGN,
    &MISSING,
    &METHOD,
    &SLOW,
    &CONFLICT,
    &LARGE,
    &MEDIA,
    &HOST,
    &UNREADABLE,
    &OFTEN,
    &FAULT,
    &BUSY,
];

impl From<sayso_ledger::Error> for Problem {
    fn from(error: sayso_ledger::Error) -> Self {
        match &error.what {
            sayso_ledger::What::GivenUp => Self::busy("the ledger was searched for too long; ask for less"),
            sayso_ledger::What::Question(why) => Self::wrong(why.clone()),
            sayso_ledger::What::Absent(why) => Self::missing(why.clone()),
            sayso_ledger::What::Already(why) => Self::conflict(why.clone()),
            // Where the file lies is nothing to those who ask from elsewhere.
            sayso_ledger::What::Missing => Self::no_ledger(),
            what if error.is_lasting() => Self::fault(format!("the ledger: {what}")),
            what => Self::busy(format!("the ledger: {what}")),
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
