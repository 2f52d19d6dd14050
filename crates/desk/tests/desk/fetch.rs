//! Addresses that users give: those of public servers, and nothing that only this machine reaches.

use crate::harness::Desk;
use crate::raw::{SOON, ask};
use sayso::ingest::{Names, Public, Reach};
use serde_json::json;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const STORY: &str = "<!doctype html><article><h1>Sea wall</h1><p>The wall at Port Elsby will be raised by two metres next \
                     spring, Ada Brook said on Monday.</p></article>";

const REFUSED: &str =
    "no such public web server (addresses are http or https, on the usual ports, without a user name)";

/// Public, and never connected to: a server of the test stands in for it.
const PUBLIC: IpAddr = IpAddr::V4(Ipv4Addr::new(93, 184, 216, 34));

/// A server that says to every request what it is to, and counts them.
struct Witness {
    address: SocketAddr,
    came: Arc<AtomicUsize>,
}

impl Witness {
    /// Redirects to whatever the path has behind its question mark; else there is a page, after a while.
    fn new(after: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, came) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&came);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                std::thread::spawn(move || {
                    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                    let first = lines.next().unwrap_or_default();
                    lines.find(String::is_empty);
                    std::thread::sleep(after);
                    let target = first.split(' ').nth(1).and_then(|path| path.split_once('?'));
                    let head = match target {
                        Some((_, target)) => format!("302 Found\r\nLocation: {target}"),
                        None => "200 OK\r\nContent-Type: text/html".to_owned(),
                    };
                    let end = format!("Connection: close\r\nContent-Length: {}\r\n\r\n{STORY}", STORY.len());
                    let _ = write!(stream, "HTTP/1.1 {head}\r\n{end}");
                });
            }
        });
        Self { address, came }
    }

    fn came(&self) -> usize {
        // Whoever connected before is taken before.
        let own = ask(self.address, "GET /", &[]);
        assert!(own.contains("Ada Brook"));
        self.came.fetch_sub(1, Ordering::SeqCst) - 1
    }
}

/// A desk that may ask at these ports as at the usual ones.
fn desk(ports: &[u16], hosts: &[String], names: Names) -> Desk {
    Desk::with(|options| {
        let ports = Public::default().ports.into_iter().chain(ports.iter().copied()).collect();
        let hosts = hosts.iter().map(|it| it.parse().unwrap()).collect();
        options.ingest.reach = Reach::Public(Public { hosts, ports });
        options.ingest.names = names;
        options.ingest.limits.pause = Duration::from_millis(1);
    })
}

#[track_caller]
fn refused(desk: &Desk, address: &str) {
    let answer = desk.post("/api/v1/read", "application/json", json!({ "url": address }).to_string());
    let told = answer.json();
    assert_eq!((answer.status, told["detail"].as_str()), (422, Some(REFUSED)), "{address}: {told}");
}

#[track_caller]
fn is_read(desk: &Desk, address: &str) {
    let answer = desk.post("/api/v1/read", "application/json", json!({ "url": address }).to_string());
    assert!(answer.status == 200 && answer.text.contains("Ada Brook"), "{address}: {}", answer.text);
}

#[test]
fn what_only_this_machine_reaches() {
    let witness = Witness::new(Duration::ZERO);
    let (port, server) = (witness.address.port(), Witness::new(Duration::ZERO));
    let closed = ["169.254.169.254", "192.168.0.1", "fd00:ec2::254"].map(|ip| ip.parse::<IpAddr>().unwrap());
    let names = Names::told_by(|name| match name {
        "localhost" | "inside.example" => Ok(vec![Ipv4Addr::LOCALHOST.into()]),
        "mixed.example" => Ok(vec![PUBLIC, Ipv4Addr::LOCALHOST.into()]),
        _ => Err(std::io::Error::other("no such name")),
    });
    // Whatever would leave the machine, were it not refused, comes to the witness.
    let names = closed.into_iter().chain([PUBLIC]).fold(names, |names, ip| names.stand_in(ip, witness.address));
    let desk = desk(&[port], &[server.address.to_string()], names);
    let mut addresses = vec![
        format!("http://127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://inside.example:{port}/"),
        format!("http://mixed.example:{port}/"),
        format!("http://nobody.example:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://192.168.0.1/".to_owned(),
        "http://[fd00:ec2::254]/".to_owned(),
    ];
    let elsewhere = "file:///etc/hostname".to_owned();
    let redirects = addresses.iter().chain([&elsewhere]).map(|it| format!("http://{}/?{it}", server.address));
    addresses.extend(redirects.collect::<Vec<_>>());
    for address in &addresses {
        refused(&desk, address);
    }
    assert_eq!(witness.came(), 0);
    is_read(&desk, &format!("http://{}/", server.address));
    // On a page the same is said.
    let form = format!("--b\r\nContent-Disposition: form-data; name=\"url\"\r\n\r\n{}\r\n--b--\r\n", addresses[0]);
    let page = desk.post("/read", "multipart/form-data; boundary=b", form);
    assert!(page.status == 422 && page.text.contains(REFUSED), "{}", page.text);
    assert_eq!(witness.came(), 0);
}

#[test]
fn a_name_that_changes() {
    let (inside, outside) = (Witness::new(Duration::ZERO), Witness::new(Duration::ZERO));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let names = Names::told_by(move |_| {
        Ok(vec![if count.fetch_add(1, Ordering::SeqCst) == 0 { PUBLIC } else { Ipv4Addr::LOCALHOST.into() }])
    });
    let desk = desk(&[inside.address.port()], &[], names.stand_in(PUBLIC, outside.address));
    let address = format!("http://rebind.example:{}/", inside.address.port());
    is_read(&desk, &address);
    refused(&desk, &address);
    assert_eq!((inside.came(), outside.came(), asked.load(Ordering::SeqCst)), (0, 1, 2));
}

/// Also where whoever opened it did not think of it.
#[test]
fn a_desk_fetches_for_others() {
    let witness = Witness::new(Duration::ZERO);
    let desk = Desk::with(|options| assert_eq!(options.ingest.reach, Reach::Anywhere));
    refused(&desk, &format!("http://{}/", witness.address));
    assert_eq!(witness.came(), 0);
}

#[test]
fn a_slow_server_keeps_nobody_waiting() {
    let slow = Witness::new(Duration::from_secs(4));
    let names = Names::told_by(|_| Ok(vec![PUBLIC])).stand_in(PUBLIC, slow.address);
    let desk = desk(&[], &[], names);
    std::thread::scope(|scope| {
        // More than there are threads to read; each of a host of its own, since one is asked once at a time.
        for n in 0..8 {
            let (desk, address) = (&desk, format!("http://slow{n}.example/"));
            scope.spawn(move || is_read(desk, &address));
        }
        std::thread::sleep(Duration::from_millis(500));
        let begin = Instant::now();
        let text = json!({ "text": "The ferry is late, Tom Reed said." }).to_string();
        assert_eq!(desk.post("/api/v1/read", "application/json", text).status, 200);
        assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
        assert_eq!(slow.came.load(Ordering::SeqCst), 8);
    });
}

#[test]
fn a_panic_is_one_answer() {
    let desk = desk(&[], &[], Names::told_by(|_| panic!("on purpose")));
    for _ in 0..3 {
        let body = json!({ "url": "http://elsbypost.example/" }).to_string();
        let answer = desk.post("/api/v1/read", "application/json", body);
        assert_eq!((answer.status, answer.kind.as_str()), (500, "application/problem+json"));
        assert!(!answer.text.contains("on purpose"));
    }
    let text = json!({ "text": "The ferry is late, Tom Reed said." }).to_string();
    assert_eq!(desk.post("/api/v1/read", "application/json", text).status, 200);
}
