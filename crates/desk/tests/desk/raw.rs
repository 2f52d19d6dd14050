//! Bytes to a desk and back, as no well-behaved client would send them.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How soon others must be answered, whatever is done to the desk meanwhile.
pub(crate) const SOON: Duration = Duration::from_secs(2);

/// A connection that gives up after a while, so that no test hangs.
pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Sends bytes over a connection of their own; what comes back until the desk closes it.
pub(crate) fn say(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = connect(address);
    // The desk may have heard enough before all is said.
    let _ = stream.write_all(bytes);
    rest(&mut stream)
}

/// What comes until the desk closes the connection; a reset is an end, too.
pub(crate) fn rest(stream: &mut TcpStream) -> String {
    let (mut all, mut part) = (Vec::new(), [0; 1 << 14]);
    loop {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(n) => all.extend(&part[..n]),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                panic!("the desk neither answers nor closes; so far: {}", String::from_utf8_lossy(&all))
            }
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// A request with these lines as its head, `Host` and the end of the connection beside them.
pub(crate) fn ask(address: SocketAddr, line: &str, headers: &[&str]) -> String {
    let mut head = format!("{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for header in headers {
        head += &format!("{header}\r\n");
    }
    say(address, format!("{head}\r\n").as_bytes())
}

/// The status of an answer; 0 if there is none.
pub(crate) fn status(answer: &str) -> u16 {
    let after = answer.strip_prefix("HTTP/1.1 ").or_else(|| answer.strip_prefix("HTTP/1.0 "));
    after.and_then(|it| it.get(..3)?.parse().ok()).unwrap_or(0)
}

/// A header of an answer, empty if it is not there.
pub(crate) fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.into_iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
}

/// Holds that somebody new is answered soon.
#[track_caller]
pub(crate) fn is_well(address: SocketAddr) {
    let begin = Instant::now();
    let answer = ask(address, "GET /", &[]);
    let took = begin.elapsed();
    assert_eq!(status(&answer), 200, "{answer}");
    assert!(took < SOON, "answered after {took:?}");
}
