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
    /// Waits until nobody asks this host and its pause is over; `None` if that takes too long.
    pub(super) fn turn(&self, host: &str, pause: Duration, patience: Duration) -> Option<Turn> {
        // No end where it lies beyond what a clock can tell.
        let end = Instant::now().checked_add(patience);
        let hosts = Arc::clone(&self.0);
        let mut free = hosts.free.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let now = Instant::now();
            // Until it may be asked; nobody knows while it is being asked.
            let left = match free.get(host) {
                None => break,
                Some(Some(at)) if *at <= now => break,
                Some(at) => at.map(|at| at - now),
            };
            let rest = end.map(|end| end.saturating_duration_since(now));
            if rest.is_some_and(|rest| rest.is_zero() || left.is_some_and(|left| left > rest)) {
                return None;
            }
            free = match left.or(rest) {
                Some(time) => hosts.changed.wait_timeout(free, time).unwrap_or_else(PoisonError::into_inner).0,
                None => hosts.changed.wait(free).unwrap_or_else(PoisonError::into_inner),
            };
        }
        if free.len() >= MANY {
            let now = Instant::now();
            free.retain(|_, at| at.is_none_or(|at| at > now));
        }
        free.insert(host.to_owned(), None);
        drop(free);
        Some(Turn { hosts, host: host.to_owned(), pause })
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
                    let _turn = pace.clone().turn("a.example", pause, Duration::MAX);
                    asked.lock().expect("no panic").push(begin.elapsed());
                    std::thread::sleep(Duration::from_millis(40));
                });
            }
        });
        let asked = asked.into_inner().expect("no panic");
        assert!(asked.windows(2).all(|pair| pair[1] >= pair[0] + Duration::from_millis(100)), "{asked:?}");
        // Another host does not wait for it.
        let busy = pace.turn("a.example", pause, Duration::MAX);
        let begin = Instant::now();
        drop(pace.turn("b.example", Duration::from_secs(60), Duration::ZERO).expect("a turn"));
        // Nor does anybody wait longer than wished: for another one, or for the pause.
        assert!(pace.turn("a.example", pause, Duration::from_millis(30)).is_none());
        assert!(pace.turn("b.example", pause, Duration::from_millis(30)).is_none());
        assert!(begin.elapsed() < Duration::from_secs(5));
        drop(busy);
        assert!(pace.turn("a.example", pause, Duration::from_secs(60)).is_some());
    }
}
