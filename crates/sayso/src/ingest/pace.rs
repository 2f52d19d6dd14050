//! Politeness towards servers: one request at a time to a host, with a pause behind each.

use rustc_hash::FxHashMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Which hosts are being asked, and when each may be asked again. Clones share it, so all that read with one
/// [`Options`](super::Options) or its clones keep the same pace.
#[derive(Clone, Debug, Default)]
pub struct Pace(Arc<Hosts>);

#[derive(Debug, Default)]
struct Hosts {
    /// `None` while a host is being asked, else when it may be asked again.
    free: Mutex<FxHashMap<String, Option<Instant>>>,
    changed: Condvar,
}

/// A host that is being asked by nobody else; dropped, it has its pause.
#[derive(Debug)]
pub(super) struct Turn {
    hosts: Arc<Hosts>,
    host: String,
    pause: Duration,
}

/// Hosts remembered before those that rested long enough are forgotten.
const MANY: usize = 1000;

impl Pace {
    /// Waits until nobody asks this host and its pause is over.
    pub(super) fn turn(&self, host: &str, pause: Duration) -> Turn {
        let hosts = Arc::clone(&self.0);
        let mut free = hosts.free.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let now = Instant::now();
            let left = match free.get(host) {
                Some(None) => None,
                Some(Some(at)) => Some(at.saturating_duration_since(now)),
                None => Some(Duration::ZERO),
            };
            free = match left {
                Some(Duration::ZERO) => break,
                Some(left) => hosts.changed.wait_timeout(free, left).unwrap_or_else(PoisonError::into_inner).0,
                None => hosts.changed.wait(free).unwrap_or_else(PoisonError::into_inner),
            };
        }
        if free.len() >= MANY {
            let now = Instant::now();
            free.retain(|_, at| at.is_none_or(|at| at > now));
        }
        free.insert(host.to_owned(), None);
        drop(free);
        Turn { hosts, host: host.to_owned(), pause }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut free = self.hosts.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.insert(std::mem::take(&mut self.host), Some(Instant::now() + self.pause));
        drop(free);
        self.hosts.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_asked_by_one_at_a_time_with_pauses() {
        let (pace, pause) = (Pace::default(), Duration::from_millis(60));
        let begin = Instant::now();
        let asked = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let _turn = pace.clone().turn("a.example", pause);
                    asked.lock().expect("no panic").push(begin.elapsed());
                    std::thread::sleep(Duration::from_millis(40));
                });
            }
        });
        let asked = asked.into_inner().expect("no panic");
        assert!(asked.windows(2).all(|pair| pair[1] >= pair[0] + Duration::from_millis(100)), "{asked:?}");
        // Another host does not wait for it.
        let _busy = pace.turn("a.example", pause);
        let begin = Instant::now();
        drop(pace.turn("b.example", Duration::from_secs(60)));
        assert!(begin.elapsed() < Duration::from_secs(5));
    }
}
