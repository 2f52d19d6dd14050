//! `sayso serve` as a process: when it will not open, how it closes, what it logs and how much memory it takes.

use crate::harness::Folder;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A desk in a process of its own; killed if the test does not end it.
struct Desk {
    child: Child,
    address: String,
    lines: Receiver<String>,
    _folder: Folder,
}

impl Desk {
    fn new(arguments: &[&str]) -> Self {
        let folder = Folder::new();
        let mut command = folder.command();
        command.args(["serve", "--weights", "none", "--listen", "127.0.0.1:0"]).args(arguments);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        let (give, lines) = channel();
        std::thread::spawn(move || errors.lines().map_while(Result::ok).try_for_each(|line| give.send(line)));
        let open = lines.recv_timeout(Duration::from_secs(60)).expect("a line that it is open");
        let address = open.split("http://").nth(1).unwrap_or_else(|| panic!("{open}")).split(';').next().unwrap();
        Self { child, address: address.to_owned(), lines, _folder: folder }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// Sends a request; its answer comes with [`rest`].
    fn send(&self, method: &str, path: &str, body: &str) -> TcpStream {
        let mut stream = self.connect();
        let head = format!("Host: {}\r\nContent-Type: application/json\r\nConnection: close", self.address);
        write!(stream, "{method} {path} HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        stream
    }

    fn signal(&self, name: &str) {
        let done = Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    /// How it ended, and how long that took.
    fn end(&mut self, within: Duration) -> (ExitStatus, Duration) {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, begin.elapsed());
            }
            assert!(begin.elapsed() < within, "it is still open after {within:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn rest(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    String::from_utf8_lossy(&all).into_owned()
}

/// A server that answers after so long.
fn slow(after: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::sleep(after);
            let words = "It rained, the mayor said.";
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close";
            let _ = write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{words}", words.len());
        }
    });
    address
}

#[test]
fn what_is_not_opened() {
    let folder = Folder::new();
    folder.file("token", "a token of the tests\n").file("short", "short\n").file("cert.pem", "no certificate");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().to_string();
    let open = "can be reached from other machines: give --token-file, and --tls-cert with --tls-key or --behind-proxy";
    let token = ["--token-file", "token"];
    for (arguments, words) in [
        (vec!["--listen", "0.0.0.0:0"], open),
        (vec!["--listen", "[::]:0"], open),
        (vec!["--listen", "192.0.2.1:7297", token[0], token[1]], open),
        (vec!["--listen", "0.0.0.0:0", "--behind-proxy"], open),
        (vec!["--listen", "127.0.0.1:0", "--token-file", "short"], "short: a token has at least 16 characters"),
        (vec!["--listen", "127.0.0.1:0", "--token-file", "gone"], "gone: "),
        (vec!["--listen", "127.0.0.1:0", "--tls-cert", "cert.pem", "--tls-key", "cert.pem"], "cert.pem: "),
        (vec!["--listen", "127.0.0.1:0", "--parties", "gone.tsv"], "gone.tsv"),
        (vec!["--listen", &port], port.as_str()),
    ] {
        let ran = folder.run(["serve", "--weights", "none"].into_iter().chain(arguments.iter().copied()));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("sayso: ") && ran.err.contains(words), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{arguments:?}: {}", ran.err);
    }
    for (flag, value) in
        [("--listen", "desk"), ("--allow-host", "http://intranet.example/"), ("--tls-cert", "cert.pem")]
    {
        let ran = folder.run(["serve", flag, value]);
        assert!(ran.code == Some(2) && ran.err.contains("--"), "{flag}: {}", ran.err);
    }
}

#[test]
fn it_answers_before_it_closes() {
    let server = slow(Duration::from_secs(2));
    for signal in ["-INT", "-TERM"] {
        let mut desk = Desk::new(&["--quiet", "--allow-host", &server]);
        let address = format!("{{\"url\": \"http://{server}/\"}}");
        let asked = desk.send("POST", "/api/v1/read", &address);
        // One that is idle and one that has begun: they keep nobody.
        let idle = desk.connect();
        let mut begun = desk.connect();
        begun.write_all(b"GET / HTTP/1.1\r\n").unwrap();
        std::thread::sleep(Duration::from_millis(500));
        desk.signal(signal);
        std::thread::sleep(Duration::from_millis(500));
        assert!(TcpStream::connect(&desk.address).is_err(), "{signal}: nobody new is taken");
        let answer = rest(asked);
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("the mayor"), "{signal}: {answer}");
        let (status, _) = desk.end(Duration::from_secs(10));
        assert_eq!(status.code(), Some(0), "{signal}");
        drop((idle, begun));
        assert_eq!(desk.lines.iter().last().as_deref(), Some("sayso: the desk is closed"));
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let server = slow(Duration::from_secs(20));
    for (first, second) in [("-INT", "-INT"), ("-TERM", "-TERM"), ("-TERM", "-INT")] {
        let mut desk = Desk::new(&["--quiet", "--allow-host", &server]);
        let asked = desk.send("POST", "/api/v1/read", &format!("{{\"url\": \"http://{server}/\"}}"));
        std::thread::sleep(Duration::from_millis(300));
        desk.signal(first);
        std::thread::sleep(Duration::from_millis(300));
        desk.signal(second);
        let (status, took) = desk.end(Duration::from_secs(5));
        assert!(status.code() == Some(130) && took < Duration::from_secs(2), "{first} {second}: {status} in {took:?}");
        assert_eq!(rest(asked), "");
    }
}

#[test]
fn the_log_is_a_line_of_json_a_request() {
    let desk = Desk::new(&[]);
    rest(desk.send("GET", "/search?words=xylophone", ""));
    rest(desk.send("POST", "/api/v1/read", "{\"text\": \"The xylophone is safe, the mayor said.\"}"));
    for (route, status) in [("/search", 200), ("/api/v1/read", 200)] {
        let line = desk.lines.recv_timeout(Duration::from_secs(5)).unwrap();
        let it: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!((it["route"].as_str(), it["status"].as_u64()), (Some(route), Some(status)), "{line}");
        assert!(!line.contains("xylophone"), "{line}");
    }
    let quiet = Desk::new(&["--quiet"]);
    rest(quiet.send("GET", "/", ""));
    assert!(quiet.lines.recv_timeout(Duration::from_millis(300)).is_err());
}

/// 1.6 GB is sent, and none of it kept beyond the limit of a body.
#[test]
fn large_bodies_are_not_held_in_memory() {
    let desk = Desk::new(&["--quiet"]);
    let peak = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", desk.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(str::to_owned);
        line.and_then(|it| it.trim().trim_end_matches(" kB").parse::<usize>().ok()).map(|kib| kib >> 10)
    };
    rest(desk.send("POST", "/api/v1/read", "{\"text\": \"It rained, the mayor said.\"}"));
    let before = peak();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            let (mut stream, host) = (desk.connect(), desk.address.clone());
            scope.spawn(move || {
                let head = format!("Host: {host}\r\nContent-Type: application/json");
                write!(stream, "POST /api/v1/read HTTP/1.1\r\n{head}\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
                let chunk = [b"100000\r\n".as_slice(), &[b'a'; 1 << 20], b"\r\n"].concat();
                (0..100).take_while(|_| stream.write_all(&chunk).is_ok()).count()
            });
        }
    });
    assert!(rest(desk.send("GET", "/health", "")).starts_with("HTTP/1.1 200 "));
    // Where the system tells.
    if let (Some(before), Some(after)) = (before, peak()) {
        eprintln!("peak: {before} MiB before, {after} MiB after");
        assert!(after < before + 16 * 16, "{before} MiB before, {after} MiB after");
    }
}
