//! A server on the loopback interface that redirects for ever, trickles, lies about lengths, and sends bombs.

use crate::server::{bomb, respond, serve};
use crate::{error, one, with_worker};
use sayso::ingest::{ErrorKind, Input, Limits, Options};
use std::io::Write as _;
use std::net::TcpListener;
use std::time::{Duration, Instant};

const STORY: &str = "<!doctype html><title>Ferry strike</title><article><h1>Ferry strike</h1><p>Ferry crews in Gen\u{e8}ve stayed \
                     away from work for an eighth day on Tuesday, leaving three islands without a crossing.</p></article>";

fn url(address: &str, path: &str) -> Input {
    Input::Url(format!("{address}{path}"))
}

pub(crate) fn a_page_and_its_charset() {
    let address = serve(|path, stream| match path {
        "/latin" => {
            let body: Vec<u8> = STORY.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin 1")).collect();
            respond(stream, "200 OK\r\nContent-Type: text/html; charset=ISO-8859-1", &body)
        }
        "/text" => respond(stream, "200 OK\r\nContent-Type: text/plain", "No, she said.".as_bytes()),
        "/feed" => respond(stream, "200 OK\r\nContent-Type: application/x-ndjson", b"{\"text\": \"One.\"}"),
        _ => respond(stream, "200 OK\r\nContent-Type: text/html", STORY.as_bytes()),
    });
    let page = one(&url(&address, "/latin"), &with_worker());
    assert!(page.text.contains("Genève"), "{}", page.text);
    assert_eq!(page.masthead.url, Some(format!("{address}/latin")));
    assert_eq!(page.origin.name, format!("{address}/latin"));
    assert_eq!(&*one(&url(&address, "/text"), &with_worker()).text, "No, she said.");
    assert_eq!(&*one(&url(&address, "/feed"), &with_worker()).text, "One.");
}

pub(crate) fn redirects() {
    let address = serve(|path, stream| {
        let target = match path {
            "/twice" => "/once",
            "/once" => "/page",
            "/page" => return respond(stream, "200 OK\r\nContent-Type: text/html", STORY.as_bytes()),
            "/file" => "file:///etc/hostname",
            "/ftp" => "ftp://elsbypost.example/",
            "/nowhere" => return respond(stream, "302 Found", b""),
            _ => "/for-ever",
        };
        respond(stream, &format!("302 Found\r\nLocation: {target}"), b"")
    });
    let page = one(&url(&address, "/twice"), &with_worker());
    assert_eq!(page.masthead.url, Some(format!("{address}/page")));
    let limits = Limits { redirects: 1, ..Limits::default() };
    let strict = Options { limits, ..with_worker() };
    assert_eq!(error(&url(&address, "/twice"), &strict).reason(), "redirects more than 1 times");
    for (path, why) in [
        ("/for-ever", "redirects more than 10 times"),
        ("/file", "redirects to file:///etc/hostname, which is neither http nor https"),
        ("/ftp", "redirects to ftp://elsbypost.example/, which is neither http nor https"),
    ] {
        let found = error(&url(&address, path), &with_worker());
        assert_eq!((found.kind(), found.reason()), (ErrorKind::Redirect, why));
    }
    assert_eq!(error(&url(&address, "/nowhere"), &with_worker()).kind(), ErrorKind::Fetch);
}

pub(crate) fn sizes() {
    let address = serve(|path, stream| match path {
        "/bomb" => {
            // 100 MB in 630 kB.
            respond(stream, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", &bomb(400_000))
        }
        "/endless" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")?;
            loop {
                stream.write_all(&[b'a'; 4096])?;
            }
        }
        "/cut" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n{STORY}")
        }
        "/bad-gzip" => {
            respond(stream, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", b"no gzip at all")
        }
        _ => respond(stream, "200 OK\r\nContent-Type: text/html", b""),
    });
    let bombed = error(&url(&address, "/bomb"), &with_worker());
    assert_eq!((bombed.kind(), bombed.reason()), (ErrorKind::TooLarge, "too large: more than 32 MB"));
    let endless = error(&url(&address, "/endless"), &with_worker());
    assert_eq!((endless.kind(), endless.reason()), (ErrorKind::TooLarge, "too large: more than 32 MB"));
    assert_eq!(error(&url(&address, "/cut"), &with_worker()).kind(), ErrorKind::Truncated);
    assert_eq!(error(&url(&address, "/bad-gzip"), &with_worker()).kind(), ErrorKind::Truncated);
    assert_eq!(error(&url(&address, "/none"), &with_worker()).kind(), ErrorKind::Empty);
}

pub(crate) fn times() {
    let address = serve(|path, stream| {
        if path == "/silent" {
            std::thread::sleep(Duration::from_secs(20));
            return Ok(());
        }
        // A byte now and then: never idle, never done.
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")?;
        loop {
            stream.write_all(b"a")?;
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    let limits = Limits { fetch_time: Duration::from_millis(400), ..Limits::default() };
    let options = Options { limits, ..with_worker() };
    for path in ["/silent", "/trickle"] {
        let begin = Instant::now();
        let found = error(&url(&address, path), &options);
        assert_eq!((found.kind(), found.reason()), (ErrorKind::TimeOut, "not fetched within 0.4 s"));
        assert!(begin.elapsed() < Duration::from_secs(3));
    }
}

pub(crate) fn answers_that_are_none() {
    let address = serve(|path, stream| match path {
        "/gone" => respond(stream, "404 Not Found", STORY.as_bytes()),
        _ => stream.write_all(b"no HTTP\r\n\r\n"),
    });
    let gone = error(&url(&address, "/gone"), &with_worker());
    assert_eq!((gone.kind(), gone.reason()), (ErrorKind::Fetch, "the server answers 404 Not Found"));
    assert_eq!(error(&url(&address, "/else"), &with_worker()).kind(), ErrorKind::Fetch);
    // Whoever speaks no TLS is told of, not trusted.
    let plain = TcpListener::bind("127.0.0.1:0").expect("a port");
    let secure = format!("https://{}", plain.local_addr().expect("an address"));
    std::thread::spawn(move || {
        // The answer comes at once: a server that waits for the end of a request would wait for ever.
        for mut stream in plain.incoming().flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    assert_eq!(error(&url(&secure, "/page"), &with_worker()).kind(), ErrorKind::Fetch);
    // Nobody listens on the port of a listener that is gone.
    let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port").port();
    assert_eq!(error(&url(&format!("http://127.0.0.1:{port}"), "/"), &with_worker()).kind(), ErrorKind::Fetch);
    for odd in ["ftp://elsbypost.example/", "http://", "http://[/"] {
        assert_eq!(error(&Input::Url(odd.into()), &with_worker()).kind(), ErrorKind::Fetch, "{odd}");
    }
}
