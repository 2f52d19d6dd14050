//! Peers that are slow, many, large or malformed: the desk stays up, and others are answered meanwhile.
//!
//! Counts are small enough for every day; `SAYSO_ATTACK=10 cargo test -p sayso-desk --test desk attack` makes ten times as many.

use crate::harness::Desk;
use crate::raw::{ask, connect, header, is_well, rest, say, status};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// So many, or as many times more as is wished.
fn times(n: usize) -> usize {
    n * std::env::var("SAYSO_ATTACK").ok().and_then(|it| it.parse().ok()).unwrap_or(1)
}

/// A desk that loses its patience soon.
fn hasty() -> Desk {
    Desk::with(|options| {
        options.limits.head_time = Duration::from_secs(2);
        options.limits.slow_time = Duration::from_secs(1);
        options.limits.answer_time = Duration::from_secs(6);
    })
}

/// Sends a byte to each now and then, until all are closed; how long that took. The desk must be well meanwhile.
fn drip(address: SocketAddr, mut peers: Vec<TcpStream>, within: Duration) -> Duration {
    let begin = Instant::now();
    for peer in &peers {
        peer.set_nonblocking(true).unwrap();
    }
    while !peers.is_empty() {
        assert!(begin.elapsed() < within, "{} are still there after {within:?}", peers.len());
        is_well(address);
        peers.retain_mut(|peer| {
            let mut answer = [0; 4096];
            let open = match peer.read(&mut answer) {
                Ok(0) => false,
                Ok(n) => {
                    let status = status(&String::from_utf8_lossy(&answer[..n]));
                    assert!((400..500).contains(&status), "{status}");
                    true
                }
                Err(error) => error.kind() == std::io::ErrorKind::WouldBlock,
            };
            open && !matches!(peer.write(b"a"), Err(error) if error.kind() != std::io::ErrorKind::WouldBlock)
        });
        std::thread::sleep(Duration::from_millis(200));
    }
    begin.elapsed()
}

fn peers(address: SocketAddr, n: usize, begin: &str) -> Vec<TcpStream> {
    let peer = || {
        let mut peer = connect(address);
        let _ = peer.write_all(begin.as_bytes());
        peer
    };
    (0..n).map(|_| peer()).collect()
}

#[test]
fn slow_heads() {
    let desk = hasty();
    let begin = format!("GET / HTTP/1.1\r\nHost: {}\r\nX-Slow: ", desk.address);
    drip(desk.address, peers(desk.address, times(200), &begin), Duration::from_secs(10));
    // Nor does one stay that has been answered, and asks no more.
    let mut idle = connect(desk.address);
    write!(idle, "GET /health HTTP/1.1\r\nHost: {}\r\n\r\n", desk.address).unwrap();
    let begin = Instant::now();
    assert_eq!(status(&rest(&mut idle)), 200);
    assert!((1..6).contains(&begin.elapsed().as_secs()), "{:?}", begin.elapsed());
}

#[test]
fn slow_bodies() {
    let desk = hasty();
    for length in ["Content-Length: 100000", "Transfer-Encoding: chunked"] {
        let head = "Content-Type: application/json\r\n";
        let chunk = if length.starts_with('C') { "" } else { "10000\r\n" };
        let begin = format!("POST /api/v1/read HTTP/1.1\r\nHost: {}\r\n{head}{length}\r\n\r\n{chunk}", desk.address);
        drip(desk.address, peers(desk.address, times(100), &begin), Duration::from_secs(10));
        let mut one = connect(desk.address);
        one.write_all(begin.as_bytes()).unwrap();
        let answer = rest(&mut one);
        assert_eq!((status(&answer), header(&answer, "content-type")), (408, "application/problem+json"), "{answer}");
    }
    // One that comes in pieces, each in time, is taken.
    let mut steady = connect(desk.address);
    let text = format!("{{\"text\": \"{}\"}}", "It rained, the mayor said. ".repeat(1000));
    let head = format!("Host: {}\r\nContent-Type: application/json\r\nConnection: close", desk.address);
    write!(steady, "POST /api/v1/read HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\n\r\n", text.len()).unwrap();
    for part in text.as_bytes().chunks(5000) {
        steady.write_all(part).unwrap();
        std::thread::sleep(Duration::from_millis(400));
    }
    assert_eq!(status(&rest(&mut steady)), 200);
}

/// Who asks for much and takes nothing.
#[test]
fn slow_readers() {
    let desk = hasty();
    let page = ask(desk.address, "GET /", &[]);
    let asset = page.split("href=\"").find(|it| it.starts_with("/assets/")).unwrap().split('"').next().unwrap();
    let size = ask(desk.address, &format!("GET {asset}"), &[]).len();
    let asked = (64 << 20) / size;
    let request = format!("GET {asset} HTTP/1.1\r\nHost: {}\r\n\r\n", desk.address);
    let mut readers = peers(desk.address, times(20), "");
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for reader in &mut readers {
            let all = request.repeat(asked);
            // The desk reads no further than it can answer, so that this ends when it closes.
            scope.spawn(move || reader.write_all(all.as_bytes()).is_err());
        }
        while begin.elapsed() < Duration::from_secs(4) {
            is_well(desk.address);
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    assert!(begin.elapsed() < Duration::from_secs(15), "{:?}", begin.elapsed());
    for reader in &mut readers {
        let taken = rest(reader).len();
        assert!(taken < asked * size, "all of it was kept for somebody who takes nothing");
    }
    is_well(desk.address);
}

/// More connections than there are places: whoever has said nothing for the longest goes.
#[test]
fn a_thousand_connections() {
    let idle = times(1000);
    if !descriptors(2 * idle + 1000, "attack::a_thousand_connections") {
        return;
    }
    // Nobody is lost to patience here.
    let desk = Desk::with(|options| options.limits.head_time = Duration::from_secs(60));
    let places = sayso_desk::Limits::default().connections;
    let begin = format!("GET / HTTP/1.1\r\nHost: {}\r\n", desk.address);
    let mut all = peers(desk.address, idle, &begin);
    is_well(desk.address);
    is_well(desk.address);
    let closed = |peer: &mut TcpStream| {
        peer.set_nonblocking(true).unwrap();
        !matches!(peer.read(&mut [0]), Err(error) if error.kind() == std::io::ErrorKind::WouldBlock)
    };
    let gone: Vec<bool> = all.iter_mut().map(closed).collect();
    let kept = gone.iter().filter(|it| !**it).count();
    assert!(kept < places && kept > places - 20, "{kept} of {places} places");
    assert!(gone[..idle - places].iter().all(|it| *it), "the first ones go first");
    // Who is left may still go on.
    let last = all.last_mut().unwrap();
    last.set_nonblocking(false).unwrap();
    last.write_all(b"Connection: close\r\n\r\n").unwrap();
    assert_eq!(status(&rest(last)), 200);
}

/// Whether this process may open so many files; if not, the test runs again in a process that may.
fn descriptors(wanted: usize, test: &str) -> bool {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let open = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft = open.and_then(|it| it.split_whitespace().next()?.parse::<usize>().ok());
    if soft.is_none_or(|it| it >= wanted) || std::env::var_os("SAYSO_AGAIN").is_some() {
        return true;
    }
    let again = format!("ulimit -n {wanted} && exec \"$0\" --exact {test}");
    let program = std::env::current_exe().unwrap();
    let ran = std::process::Command::new("sh").arg("-c").arg(again).arg(program).env("SAYSO_AGAIN", "1").status();
    assert!(ran.unwrap().success(), "{test}, in a process that may open {wanted} files");
    false
}

#[test]
fn large_bodies() {
    let desk = hasty();
    let json = "Content-Type: application/json";
    for path in ["/api/v1/read", "/read"] {
        // Refused before any of it has come.
        let kind = if path == "/read" { "Content-Type: multipart/form-data; boundary=b" } else { json };
        let begin = Instant::now();
        let answer = ask(desk.address, &format!("POST {path}"), &[kind, "Content-Length: 100000000"]);
        assert_eq!((status(&answer), header(&answer, "connection")), (413, "close"), "{answer}");
        let told =
            ask(desk.address, &format!("POST {path}"), &[kind, "Content-Length: 100000000", "Expect: 100-continue"]);
        assert!(status(&told) == 413 && begin.elapsed() < Duration::from_secs(2), "{told}");
    }
    // And where nobody says how large it is, once it is.
    let mut peer = connect(desk.address);
    let head = format!("Host: {}\r\n{json}\r\nTransfer-Encoding: chunked", desk.address);
    write!(peer, "POST /api/v1/read HTTP/1.1\r\n{head}\r\n\r\n").unwrap();
    let chunk = [b"100000\r\n".as_slice(), &[b'a'; 1 << 20], b"\r\n"].concat();
    let sent = (0..100).take_while(|_| peer.write_all(&chunk).is_ok()).count();
    assert!(sent < 30, "{sent} MiB were taken");
    is_well(desk.address);
}

#[test]
fn ten_thousand_wrong_hosts() {
    let desk = Desk::new();
    let (connections, each) = (4, times(2500));
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for n in 0..connections {
            let address = desk.address;
            scope.spawn(move || {
                let mut peer = connect(address);
                let request = format!("GET /{n} HTTP/1.1\r\nHost: evil{n}.example\r\n\r\n");
                for _ in 0..each {
                    peer.write_all(request.as_bytes()).unwrap();
                    assert_eq!(status(&one(&mut peer)), 421);
                }
                write!(peer, "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
                assert_eq!(status(&rest(&mut peer)), 200);
            });
        }
        is_well(desk.address);
    });
    eprintln!("{} requests with a wrong host in {:?}", connections * each, begin.elapsed());
}

/// One answer with a length.
fn one(peer: &mut TcpStream) -> String {
    let (mut all, mut byte) = (Vec::new(), [0]);
    while !all.ends_with(b"\r\n\r\n") {
        peer.read_exact(&mut byte).unwrap();
        all.push(byte[0]);
    }
    let head = String::from_utf8(all).unwrap();
    let mut body = vec![0; header(&head, "content-length").parse().unwrap()];
    peer.read_exact(&mut body).unwrap();
    head + &String::from_utf8_lossy(&body)
}

#[test]
fn heads_that_are_too_much() {
    let desk = hasty();
    let line = |name: usize| format!("X-{name}: {}", "a".repeat(100));
    let many = |n: usize| (0..n).map(line).collect::<Vec<_>>();
    let asked = |lines: &[String]| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        status(&ask(desk.address, "GET /health", &lines))
    };
    assert_eq!(asked(&many(90)), 200);
    assert_eq!(asked(&many(200)), 431);
    assert_eq!(asked(&many(100_000)), 431);
    assert_eq!(asked(&[format!("X-Long: {}", "a".repeat(40_000))]), 200);
    assert_eq!(asked(&[format!("X-Long: {}", "a".repeat(1 << 20))]), 431);
    let long = |n: usize| status(&ask(desk.address, &format!("GET /{}", "a".repeat(n)), &[]));
    assert_eq!(long(10_000), 404);
    assert!(matches!(long(1 << 20), 414 | 431));
    is_well(desk.address);
}

/// Two lengths for one body, so that two servers disagree where the next request begins.
#[test]
fn smuggled_requests() {
    let desk = Desk::new();
    let hidden = format!("GET /smuggled HTTP/1.1\r\nHost: {}\r\n\r\n", desk.address);
    let lengths = [
        format!("Content-Length: {}\r\nTransfer-Encoding: chunked", 5 + hidden.len()),
        format!("Transfer-Encoding: chunked\r\nContent-Length: {}", 5 + hidden.len()),
        "Content-Length: 5\r\nContent-Length: 0".to_owned(),
        "Content-Length: 0, 5".to_owned(),
        "Content-Length: +0".to_owned(),
        "Content-Length: -1".to_owned(),
        "Content-Length: 0x5".to_owned(),
        "Content-Length: 99999999999999999999".to_owned(),
        "Transfer-Encoding : chunked".to_owned(),
        "Transfer-Encoding: chunked, identity".to_owned(),
        "Transfer-Encoding: identity".to_owned(),
        "Transfer-Encoding: xchunked".to_owned(),
        "Transfer-Encoding:\u{b}chunked".to_owned(),
        "Transfer-Encoding: chunked\r\n Content-Length: 5".to_owned(),
        "Content-Length\r\n : 5".to_owned(),
    ];
    for length in lengths {
        let head = format!("POST /api/v1/read HTTP/1.1\r\nHost: {}\r\n{length}\r\n\r\n", desk.address);
        let answer = say(desk.address, format!("{head}0\r\n\r\n{hidden}").as_bytes());
        assert!(!answer.contains("smuggled"), "{length}: {answer}");
        assert!((400..500).contains(&status(&answer)), "{length}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{length}: {answer}");
    }
    for chunk in ["FFFFFFFFFFFFFFFFF\r\n", "-1\r\n", "zz\r\n", "5;a=\u{0}\r\n", "2\r\nabcd\r\n0\r\n\r\n"] {
        let head = "Content-Type: application/json\r\nTransfer-Encoding: chunked";
        let request = format!("POST /api/v1/read HTTP/1.1\r\nHost: {}\r\n{head}\r\n\r\n{chunk}{hidden}", desk.address);
        let answer = say(desk.address, request.as_bytes());
        assert!(!answer.contains("smuggled") && !(500..600).contains(&status(&answer)), "{chunk}: {answer}");
    }
    is_well(desk.address);
}

#[test]
fn addresses_that_are_none() {
    let desk = Desk::new();
    let head = format!(" HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", desk.address);
    for path in [
        &b"/\0"[..],
        b"/reports/\0",
        b"/\xff\xfe",
        b"/reports/\xc3\x28",
        b"/reports/%00",
        b"/reports/%ff",
        b"/reports/%c3%28",
        b"/readings/%",
        b"/readings/%zz",
        b"/readings/%2e%2e%2f%2e%2e",
        b"/readings/%e2%80%ae",
        b"/../../etc/passwd",
        b"/assets/../../../etc/passwd",
        b"/assets/x/..%2f..%2fCargo.toml",
        b"//evil.example/",
        b"/.json",
        b"/.json.json",
        b"?.json",
        b"*",
        b"reports",
        b"http://",
        b"/search?words=%00",
        b"/search?words=%ff",
        b"/search?words=\"",
        b"/search?limit=99999999999999999999",
        b"/search?from=9999-99-99",
        b"/search?%5b%5d=1&&&=&=",
    ] {
        let request = [b"GET ", path, head.as_bytes()].concat();
        let answer = say(desk.address, &request);
        assert!((200..500).contains(&status(&answer)), "{}: {answer}", String::from_utf8_lossy(path));
        assert!(!answer.contains("root:") && !answer.contains("[workspace]"));
    }
    for line in
        ["GET", "GET / HTTP/9.9", "GET / HTTP/1.1 x", "\u{0}", "G\u{e9}T / HTTP/1.1", "PRI * HTTP/2.0\r\n\r\nSM"]
    {
        let answer = say(desk.address, format!("{line}\r\n\r\n").as_bytes());
        assert!(matches!(status(&answer), 0 | 400..500), "{line}: {answer}");
    }
    // Bytes of any kind, the same every time.
    let mut state = 0x2545_f491_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    })
    .take(200_000)
    .collect();
    for part in noise.chunks(2000) {
        let answer = say(desk.address, &[part, b"\r\n\r\n"].concat());
        assert!(matches!(status(&answer), 0 | 400..500), "{answer}");
    }
    is_well(desk.address);
}

#[test]
fn pipelined_requests() {
    let desk = Desk::new();
    let n = times(300);
    let mut peer = connect(desk.address);
    let requests: String = (0..n)
        .map(|n| {
            let (path, last) =
                (["/health", "/nowhere"][n % 2], if n == times(300) - 1 { "Connection: close\r\n" } else { "" });
            format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{last}\r\n", desk.address)
        })
        .collect();
    peer.write_all(requests.as_bytes()).unwrap();
    let answers = rest(&mut peer);
    let found: Vec<u16> = answers.split("HTTP/1.1 ").skip(1).map(|it| it[..3].parse().unwrap()).collect();
    assert_eq!(found.len(), n);
    assert!(found.chunks(2).all(|two| two == [200, 404]), "{found:?}");
}
