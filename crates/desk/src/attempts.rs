//! Wrong tokens, counted by who brings them, so that nobody guesses for long.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::collections::HashMap;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long wrong tokens count.
const WHILE: Duration = Duration::from_secs(60);

/// How many callers are remembered; who comes beyond them is counted together.
const MANY: usize = 10_000;

/// How a token comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// Typed by somebody who signs in.
    Typed,
    /// With a request: by a program, or as the cookie of a browser, which may be an old one that comes with every page.
    Brought,
}

impl How {
    fn most(self) -> u32 {
        match self {
            Self::Typed => 5,
            Self::Brought => 60,
        }
    }
}

/// Who asks, as far as it can be told: an address, or of IPv6 the net that one household has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Caller(Option<IpAddr>);

impl Caller {
    pub(crate) fn at(address: Option<IpAddr>) -> Self {
        Self(address.map(|it| match it.to_canonical() {
            IpAddr::V6(ip) => IpAddr::V6((ip.to_bits() & (u128::MAX << 64)).into()),
            four => four,
        }))
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

/// Wrong tokens of the last while.
#[derive(Debug, Default)]
pub(crate) struct Attempts(Mutex<HashMap<Caller, Wrong>>);

#[derive(Debug)]
struct Wrong {
    since: Instant,
    typed: u32,
    brought: u32,
}

impl Attempts {
    /// Whether a token fits, which is looked at only if the caller may still try; `None` if not.
    pub(crate) fn allow(&self, caller: Caller, how: How, fits: impl FnOnce() -> bool) -> Option<bool> {
        let mut wrong = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if wrong.len() >= MANY {
            wrong.retain(|_, it| now - it.since < WHILE);
        }
        let caller = if wrong.len() >= MANY && !wrong.contains_key(&caller) { Caller::default() } else { caller };
        if wrong.get(&caller).is_some_and(|it| now - it.since >= WHILE) {
            wrong.remove(&caller);
        }
        if wrong.get(&caller).is_some_and(|it| it.of(how) >= how.most()) {
            return None;
        }
        let fits = fits();
        if !fits {
            let it = wrong.entry(caller).or_insert(Wrong { since: now, typed: 0, brought: 0 });
            match how {
                How::Typed => it.typed += 1,
                How::Brought => it.brought += 1,
            }
        }
        Some(fits)
    }
}

impl Wrong {
    fn of(&self, how: How) -> u32 {
        match how {
            How::Typed => self.typed,
            How::Brought => self.brought,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_tokens_count_for_who_brings_them() {
        let attempts = Attempts::default();
        let caller = |it: &str| Caller::at(Some(it.parse().unwrap()));
        let guesser = caller("192.0.2.1");
        for _ in 0..How::Typed.most() {
            assert_eq!(attempts.allow(guesser, How::Typed, || false), Some(false));
            assert_eq!(attempts.allow(caller("192.0.2.2"), How::Typed, || true), Some(true), "right ones do not count");
        }
        assert_eq!(
            attempts.allow(guesser, How::Typed, || true),
            None,
            "nor is anybody told that one would be right now"
        );
        assert_eq!(attempts.allow(caller("::ffff:192.0.2.1"), How::Typed, || true), None);
        assert_eq!(
            attempts.allow(guesser, How::Brought, || true),
            Some(true),
            "an old cookie keeps nobody from signing in"
        );
        assert_eq!(attempts.allow(caller("192.0.2.2"), How::Typed, || true), Some(true));
        assert_eq!(caller("2001:db8::1"), caller("2001:db8::ffff:1"));
        assert_ne!(caller("2001:db8::1"), caller("2001:db8:0:1::1"));
    }

    #[test]
    fn memory_is_bounded() {
        let attempts = Attempts::default();
        for n in 0..MANY as u32 + 10 {
            let _ = attempts.allow(Caller::at(Some(IpAddr::V4(n.into()))), How::Typed, || false);
        }
        assert!(attempts.0.lock().unwrap().len() <= MANY + 1);
    }
}
