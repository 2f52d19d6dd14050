//! What is fetched on behalf of others: nothing that only this machine reaches, however it is spelled, redirected to, linked
//! or named. No test leaves the machine: names are told by the test, and servers here stand in for public addresses.

use crate::server::{respond, serve};
use crate::{all, bytes, error, one, with_worker};
use sayso::ingest::{ErrorKind, Input, Limits, Names, Options, Public, Reach};
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const STORY: &str = "<!doctype html><article><h1>Sea wall</h1><p>The wall at Port Elsby will be raised by two metres next \
                     spring, Ada Brook said on Monday.</p></article>";

/// Public, and never connected to: a server of the test stands in for it.
const PUBLIC: IpAddr = IpAddr::V4(Ipv4Addr::new(93, 184, 216, 34));
const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Closed addresses that lie off this machine.
const ELSEWHERE: [&str; 3] = ["169.254.169.254", "192.168.0.1", "fd00:ec2::254"];

/// A server that gives everybody a page, and knows how many came.
struct Witness {
    address: SocketAddr,
    came: Arc<AtomicUsize>,
}

impl Witness {
    fn new() -> Self {
        Self::at("127.0.0.1:0").expect("a free port")
    }

    fn at(address: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let (address, came) = (listener.local_addr()?, Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&came);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                // A whole request is read, or the answer would be cut off by a reset.
                let mut request = Vec::new();
                let mut part = [0; 1024];
                while !request.ends_with(b"\r\n\r\n")
                    && let Ok(read @ 1..) = stream.read(&mut part)
                {
                    request.extend(&part[..read]);
                }
                let _ = respond(&mut stream, "200 OK\r\nContent-Type: text/html", STORY.as_bytes());
            }
        });
        Ok(Self { address, came })
    }

    fn port(&self) -> u16 {
        self.address.port()
    }

    /// How many came. Connections are taken in their order, so that whoever came before this one's own is counted.
    fn came(&self) -> usize {
        let before = || -> std::io::Result<()> {
            let mut own = TcpStream::connect(self.address)?;
            own.write_all(b"GET / HTTP/1.1\r\n\r\n")?;
            own.read_to_end(&mut Vec::new()).map(drop)
        };
        before().expect("the witness answers");
        self.came.fetch_sub(1, Ordering::SeqCst) - 1
    }
}

/// As a server fetches for its users, at the usual ports and these.
fn public(ports: &[u16]) -> Options {
    let ports = Public::default().ports.into_iter().chain(ports.iter().copied()).collect();
    let limits = Limits { pause: Duration::from_millis(1), ..Limits::default() };
    Options { limits, reach: Reach::Public(Public { hosts: Vec::new(), ports }), ..with_worker() }
}

fn allowing(hosts: &[&str], options: Options) -> Options {
    let Reach::Public(public) = options.reach else { panic!("anywhere is allowed already") };
    let hosts = hosts.iter().map(|it| it.parse().expect("a host")).collect();
    Options { reach: Reach::Public(Public { hosts, ..public }), ..options }
}

fn url(address: impl Into<String>) -> Input {
    Input::Url(address.into())
}

/// Whatever would leave this machine, were it not refused, comes to a server here.
fn fenced(names: Names, server: SocketAddr) -> Names {
    let closed = ELSEWHERE.iter().map(|ip| ip.parse().expect("an address"));
    closed.fold(names, |names, ip| names.stand_in(ip, server))
}

/// An address is refused, in the words in which all are.
fn refused(address: &str, options: &Options) {
    let found = error(&url(address), options);
    let why = "no such public web server (addresses are http or https, on the usual ports, without a user name)";
    assert_eq!((found.kind(), found.reason()), (ErrorKind::Refused, why), "{address}");
}

fn is_read(address: &str, options: &Options) {
    assert!(one(&url(address), options).text.contains("Ada Brook"), "{address}");
}

/// Redirects to whatever its address has behind the question mark.
fn redirecting() -> String {
    serve(|path, stream| {
        let target = path.split_once('?').map_or("/", |(_, target)| target);
        respond(stream, &format!("302 Found\r\nLocation: {target}"), b"")
    })
}

fn host(address: &str) -> &str {
    address.trim_start_matches("http://")
}

pub(crate) fn closed_addresses() {
    let witness = Witness::new();
    let port = witness.port();
    let options = Options { names: fenced(Names::default(), witness.address), ..public(&[port]) };
    let anywhere = Options { reach: Reach::Anywhere, ..options.clone() };
    let spellings = [
        "127.0.0.1",
        "localhost",
        "LocalHost.",
        "127.0.0.1.",
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "017700000001",
        "0x7f.1",
        "0x7f000001",
        "%31%32%37.0.0.1",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0",
    ];
    for spelled in spellings {
        refused(&format!("http://{spelled}:{port}/"), &options);
    }
    refused(&format!("https://127.0.0.1:{port}/"), &options);
    let elsewhere = ["http://169.254.169.254/latest/meta-data/", "http://192.168.0.1/", "http://[fd00:ec2::254]/"];
    for address in ["http://[::]/", "http://[::1]/"].iter().chain(&elsewhere) {
        refused(address, &options);
    }
    assert_eq!(witness.came(), 0);
    // They lead there, or what was refused would prove nothing.
    for spelled in ["127.0.0.1", "localhost", "127.1", "2130706433", "0177.0.0.1", "0x7f.1", "%31%32%37.0.0.1"] {
        is_read(&format!("http://{spelled}:{port}/"), &anywhere);
    }
    for address in elsewhere {
        is_read(address, &anywhere);
    }
    assert_eq!(witness.came(), 10);
    // Where there is IPv6.
    if let Ok(six) = Witness::at("[::1]:0") {
        let address = format!("http://[::1]:{}/", six.port());
        refused(&address, &public(&[six.port()]));
        assert_eq!(six.came(), 0);
        is_read(&address, &anywhere);
    }
}

pub(crate) fn schemes_ports_and_users() {
    let witness = Witness::new();
    // The name is public, and only what stands around it is wrong.
    let names = Names::told_by(|_| Ok(vec![PUBLIC])).stand_in(PUBLIC, witness.address);
    let options = Options { names, ..public(&[]) };
    for address in [
        "ftp://elsbypost.example/",
        "gopher://elsbypost.example:80/_GET",
        "file:///etc/hostname",
        "file://elsbypost.example/etc/hostname",
        "data:text/html,a",
        "javascript:a",
        "http://ada:secret@elsbypost.example/",
        "http://ada@elsbypost.example/",
        "http://elsbypost.example:22/",
        "http://elsbypost.example:6379/",
        "https://elsbypost.example:25/",
    ] {
        refused(address, &options);
    }
    assert_eq!(witness.came(), 0);
    for address in ["http://elsbypost.example/", "http://elsbypost.example:8080/", "http://elsbypost.example:443/"] {
        is_read(address, &options);
    }
    assert_eq!(witness.came(), 3);
}

pub(crate) fn redirects() {
    let (witness, address) = (Witness::new(), redirecting());
    let (port, own) = (witness.port(), host(&address));
    let names = Names::told_by(|name| match name {
        "inside.example" => Ok(vec![LOOPBACK]),
        "localhost" => Ok(vec![LOOPBACK]),
        other => panic!("nobody asks for {other}"),
    });
    let names = fenced(names, witness.address);
    let options = allowing(&[own], Options { names, ..public(&[port]) });
    for target in [
        format!("http://127.0.0.1:{port}/"),
        format!("//127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://inside.example:{port}/"),
        format!("http://ada:secret@{own}/"),
        // Twice, by way of the server that is allowed.
        format!("/again?http://127.0.0.1:{port}/"),
        "http://[::1]/".to_owned(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://127.0.0.1:22/".to_owned(),
        "file:///etc/hostname".to_owned(),
        "ftp://elsbypost.example/".to_owned(),
        "gopher://elsbypost.example/".to_owned(),
    ] {
        refused(&format!("{address}/to?{target}"), &options);
    }
    assert_eq!(witness.came(), 0);
    // What may be asked itself may be redirected to.
    let both = allowing(&[own, &format!("127.0.0.1:{port}")], options);
    is_read(&format!("{address}/to?http://127.0.0.1:{port}/"), &both);
    assert_eq!(witness.came(), 1);
}

pub(crate) fn names() {
    let (inside, outside) = (Witness::new(), Witness::new());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let told = move |name: &str| {
        count.fetch_add(1, Ordering::SeqCst);
        let ip = |it: &str| it.parse::<IpAddr>().expect("an address");
        Ok(match name {
            "public.example" => vec![PUBLIC],
            "loopback.example" => vec![LOOPBACK],
            "six.example" => vec![ip("::1")],
            "mapped.example" => vec![ip("::ffff:127.0.0.1")],
            "metadata.example" => vec![ip("169.254.169.254")],
            "neighbour.example" => vec![ip("192.168.0.1")],
            // Whichever comes first: one that is closed closes the name.
            "mixed.example" => vec![PUBLIC, LOOPBACK],
            "mixed-too.example" => vec![LOOPBACK, PUBLIC],
            // Seventeen addresses, of which one connection would try sixteen.
            "many.example" => [[PUBLIC; 16].as_slice(), &[LOOPBACK]].concat(),
            "empty.example" => vec![],
            _ => return Err(std::io::Error::other("what the system says of names that are none")),
        })
    };
    let names = fenced(Names::told_by(told).stand_in(PUBLIC, outside.address), inside.address);
    let options = Options { names, ..public(&[inside.port()]) };
    let closed = ["loopback", "six", "mapped", "metadata", "neighbour", "mixed", "mixed-too", "many", "empty", "none"];
    for name in closed {
        refused(&format!("http://{name}.example:{}/", inside.port()), &options);
    }
    assert_eq!(asked.load(Ordering::SeqCst), closed.len());
    assert_eq!((inside.came(), outside.came()), (0, 0));
    is_read("http://public.example/", &options);
    assert_eq!((inside.came(), outside.came()), (0, 1));
    assert_eq!(asked.load(Ordering::SeqCst), closed.len() + 1, "one look-up for a connection");
}

/// A name that is public when it is looked at and leads inside when it is looked up again, as a server of names that the
/// asker owns can make it.
pub(crate) fn a_name_that_changes() {
    let (inside, outside) = (Witness::new(), Witness::new());
    let turning = || {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let told = move |_: &str| Ok(vec![if count.fetch_add(1, Ordering::SeqCst) == 0 { PUBLIC } else { LOOPBACK }]);
        (Names::told_by(told), asked)
    };
    let (names, asked) = turning();
    let address = format!("http://rebind.example:{}/", inside.port());
    let options = Options { names: names.stand_in(PUBLIC, outside.address), ..public(&[inside.port()]) };
    // The connection goes to what was looked at; a second look-up would have led inside.
    is_read(&address, &options);
    assert_eq!((inside.came(), outside.came(), asked.load(Ordering::SeqCst)), (0, 1, 1));
    // The next fetch looks anew.
    refused(&address, &options);
    assert_eq!((inside.came(), outside.came(), asked.load(Ordering::SeqCst)), (0, 1, 2));
    // So does each of a chain of redirects, be it to the same name.
    let (names, asked) = turning();
    let server = redirecting();
    let stand_in = host(&server).parse().expect("an address");
    let options = Options { names: names.stand_in(PUBLIC, stand_in), ..public(&[inside.port()]) };
    refused(&format!("{address}to?{address}"), &options);
    assert_eq!((inside.came(), asked.load(Ordering::SeqCst)), (0, 2));
    // Anywhere, the same name does lead inside.
    let (names, _) = turning();
    let options = Options { names: names.stand_in(PUBLIC, outside.address), reach: Reach::Anywhere, ..options };
    is_read(&address, &options);
    is_read(&address, &options);
    assert_eq!((inside.came(), outside.came()), (1, 2));
}

pub(crate) fn followed_entries() {
    let (witness, outside) = (Witness::new(), Witness::new());
    let item = |link: &str| format!("<item><link>{link}</link><description>Not this.</description></item>");
    let links = [
        format!("http://127.0.0.1:{}/", witness.port()),
        format!("http://localhost:{}/", witness.port()),
        format!("http://inside.example:{}/", witness.port()),
        "http://169.254.169.254/".to_owned(),
        "http://public.example:22/".to_owned(),
        "http://ada:secret@public.example/".to_owned(),
    ];
    let items: String = links.iter().map(|it| item(it)).collect::<String>() + &item("http://public.example/");
    let feed = format!("<rss><channel><title>Elsby Post</title>{items}</channel></rss>");
    let names = Names::told_by(|name| Ok(vec![if name == "public.example" { PUBLIC } else { LOOPBACK }]));
    let names = fenced(names.stand_in(PUBLIC, outside.address), witness.address);
    let options = Options { follow: true, names, ..public(&[witness.port()]) };
    let found = all(&bytes("f.xml", feed.clone()), &options);
    assert_eq!(found.len(), links.len() + 1);
    for (entry, link) in found.iter().zip(&links) {
        assert_eq!(entry.as_ref().map_err(|it| (it.kind(), it.item())), Err((ErrorKind::Refused, link.as_str())));
    }
    assert!(found[links.len()].as_ref().is_ok_and(|it| it.text.contains("Ada Brook")));
    assert_eq!((witness.came(), outside.came()), (0, 1));
    // A host that the operator allows is for those who ask for it; a feed of elsewhere leads nobody there.
    let inside = format!("127.0.0.1:{}", witness.port());
    let options = allowing(&[&inside], options);
    let found = all(&bytes("f.xml", feed), &options);
    assert!(found[0].as_ref().is_err_and(|it| it.kind() == ErrorKind::Refused));
    assert_eq!(witness.came(), 0);
    is_read(&format!("http://{inside}/"), &options);
    // Its own feed does.
    let address = serve(|path, stream| {
        let items = "<item><link>/story</link></item><item><link>http://127.0.0.1:22/</link></item>";
        match path {
            "/feed" => respond(stream, "200 OK", format!("<rss><channel>{items}</channel></rss>").as_bytes()),
            _ => respond(stream, "200 OK\r\nContent-Type: text/html", STORY.as_bytes()),
        }
    });
    let found = all(&url(format!("{address}/feed")), &allowing(&[host(&address)], options));
    assert!(found[0].as_ref().is_ok_and(|it| it.text.contains("Ada Brook")));
    assert!(found[1].as_ref().is_err_and(|it| it.kind() == ErrorKind::Refused));
}

pub(crate) fn hosts_that_the_operator_allows() {
    let (witness, other) = (Witness::new(), Witness::new());
    let port = witness.port();
    let options = allowing(&[&format!("127.0.0.1:{port}")], public(&[]));
    is_read(&format!("http://127.0.0.1:{port}/"), &options);
    is_read(&format!("http://2130706433:{port}/"), &options);
    // No other port, nor another name of the same machine.
    for address in [format!("http://127.0.0.1:{}/", other.port()), format!("http://localhost:{port}/")] {
        refused(&address, &options);
    }
    // A name, as the system tells it; it goes where it leads.
    is_read(&format!("http://localhost:{port}/"), &allowing(&[&format!("LOCALHOST:{port}")], public(&[])));
    let names = Names::told_by(|_| Ok(vec![LOOPBACK]));
    let options = allowing(&["intranet.example"], Options { names, ..public(&[port]) });
    is_read(&format!("http://intranet.example:{port}/"), &options);
    for name in ["www.intranet.example", "intranet.example.evil.example", "xintranet.example"] {
        refused(&format!("http://{name}:{port}/"), &options);
    }
    refused(&format!("http://intranet.example:{}/", other.port()), &options);
    refused(&format!("http://ada@intranet.example:{port}/"), &options);
    assert_eq!((witness.came(), other.came()), (4, 0));
}

/// A proxy would look names up by itself. What the environment says is the process's, so that the test is run again in a
/// process of its own.
pub(crate) fn no_proxy() {
    let proxy = Witness::new();
    let run = |check: &str| {
        let mut again = std::process::Command::new(std::env::current_exe().expect("this program has a path"));
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
            let address = format!("http://{}", proxy.address);
            again.env(name, &address).env(name.to_lowercase(), &address);
        }
        again.env_remove("NO_PROXY").env_remove("no_proxy").arg(check).output().expect("this program").status.success()
    };
    assert!(run("reach::hosts_that_the_operator_allows"));
    assert_eq!(proxy.came(), 0);
    // Those who fetch for themselves do so through it.
    assert!(!run("fetch::a_page_and_its_charset"));
    assert!(proxy.came() > 0);
}

/// No error tells whether a port is shut, or what else than a web server listens there.
pub(crate) fn what_answers_is_not_told() {
    let shut = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port").to_string();
    let silent = serve(|_, _| Ok(()));
    // It greets whoever comes: one that waits for the end of a request would wait for ever where TLS is spoken.
    let greeting = TcpListener::bind("127.0.0.1:0").expect("a port");
    let other = greeting.local_addr().expect("an address").to_string();
    std::thread::spawn(move || {
        for mut stream in greeting.incoming().flatten() {
            let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n");
        }
    });
    for (scheme, host) in [("http", &*shut), ("http", &*other), ("https", &*other), ("http", host(&silent))] {
        let found = error(&url(format!("{scheme}://{host}/")), &allowing(&[host], public(&[])));
        let why = "no web server answers there, or none whose certificate holds";
        assert_eq!((found.kind(), found.reason()), (ErrorKind::Fetch, why), "{scheme}://{host}/");
    }
}
