//! What is fetched for a feed or a list: entries read as pages, one request at a time, and no way into a private network.

use crate::feeds::RSS;
use crate::server::{respond, serve};
use crate::{all, bytes, error, one, with_worker};
use sayso::ingest::{self, Error, ErrorKind, Input, Limits, Options};
use sayso::types::Document;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const STORY: &str = "<!doctype html><meta property=\"og:site_name\" content=\"Elsby Post\"><title>Sea wall</title><article><h1>Sea wall</h1>\
                     <p>The wall at Port Elsby will be raised by two metres next spring, Ada Brook said on Monday.</p></article>";

const BARE: &str = "<!doctype html><article><h1>Ferry late</h1><p>The ferry to Skerra left three hours late on Tuesday, a \
                    spokesman for the company said.</p></article>";

fn follow() -> Options {
    let limits = Limits { pause: Duration::from_millis(1), ..Limits::default() };
    Options { follow: true, limits, ..with_worker() }
}

fn url(address: &str, path: &str) -> Input {
    Input::Url(format!("{address}{path}"))
}

fn rss(items: &str) -> String {
    format!("<rss><channel><title>Elsby Post: the sea</title>{items}</channel></rss>")
}

fn fault(found: &Result<Document, Error>) -> (ErrorKind, &str) {
    let error = found.as_ref().expect_err("an error");
    (error.kind(), error.reason())
}

pub(crate) fn entries_as_pages() {
    let address = serve(|path, stream| match path {
        "/feed" => {
            let items = "<item><title>The wall</title><link>stories/1?from=feed</link><pubDate>Wed, 04 Mar 2026 09:05:00 GMT</pubDate>\
                         <description>Not this.</description></item>\
                         <item><link>/stories/2</link><description>Nor this.</description></item>\
                         <item><link>/gone</link><description>Nor this.</description></item>\
                         <item><link>/feed</link></item>\
                         <item><link>mailto:ada@elsbypost.example</link><description>But this, she said.</description></item>";
            respond(stream, "200 OK\r\nContent-Type: text/html", rss(items).as_bytes())
        }
        "/stories/1?from=feed" => respond(stream, "302 Found\r\nLocation: /stories/1", b""),
        "/stories/1" => respond(stream, "200 OK\r\nContent-Type: text/html", STORY.as_bytes()),
        "/stories/2" => respond(stream, "200 OK\r\nContent-Type: text/html", BARE.as_bytes()),
        _ => respond(stream, "404 Not Found", b""),
    });
    let found = all(&url(&address, "/feed"), &follow());
    assert_eq!(found.len(), 5);
    let first = found[0].as_ref().expect("a page");
    assert!(first.text.contains("next spring, Ada Brook said"), "{}", first.text);
    let head = &first.masthead;
    assert_eq!(first.origin.name, format!("{address}/stories/1?from=feed"));
    assert_eq!(head.url, Some(format!("{address}/stories/1")), "where it was found, not what counted the click");
    assert_eq!((head.title.as_deref(), head.outlet.as_deref()), (Some("The wall"), Some("Elsby Post")));
    assert!(head.published.is_some_and(|it| it.to_string().starts_with("2026-03-04")));
    let second = &found[1].as_ref().expect("a page").masthead;
    // A page that names no outlet is known by its host: a feed's title names a topic as often.
    let host = address.trim_start_matches("http://");
    assert_eq!((second.title.as_deref(), second.outlet.as_deref()), (Some("Ferry late"), Some(host)));
    assert_eq!(fault(&found[2]), (ErrorKind::Fetch, "the server answers 404 Not Found"));
    assert_eq!(fault(&found[3]), (ErrorKind::NoText, "leads to no page but to a feed, a list or an archive"));
    assert_eq!(&*found[4].as_ref().expect("the entry").text, "But this, she said.");
    // What the caller knows goes over all of it.
    let hint = ingest::Hint { outlet: Some("Marrow Mail".into()), ..ingest::Hint::default() };
    let found = all(&url(&address, "/feed"), &Options { hint, ..follow() });
    assert_eq!(found[0].as_ref().expect("a page").masthead.outlet.as_deref(), Some("Marrow Mail"));
}

pub(crate) fn private_networks() {
    let address = serve(|_, stream| respond(stream, "200 OK\r\nContent-Type: text/html", STORY.as_bytes()));
    let items = format!("<item><link>{address}/inside</link><description>No, she said.</description></item>");
    let found = all(&bytes("f.xml", rss(&items)), &follow());
    let why = format!("leads to {address}/inside in a private network, which the feed is not of");
    assert_eq!(fault(&found[0]), (ErrorKind::Fetch, why.as_str()));
    assert!(found[0].as_ref().is_err_and(|it| it.item() == format!("{address}/inside")));
    // Typed, the same address is read.
    assert!(all(&url(&address, "/inside"), &follow())[0].is_ok());
}

pub(crate) fn hosts_have_their_pause() {
    static ASKED: Mutex<Vec<Instant>> = Mutex::new(Vec::new());
    let address = serve(|path, stream| {
        ASKED.lock().expect("no panic").push(Instant::now());
        if path == "/feed" {
            let items = "<item><link>/1</link></item><item><link>/2</link></item>";
            return respond(stream, "200 OK\r\nContent-Type: application/rss+xml", rss(items).as_bytes());
        }
        respond(stream, "200 OK\r\nContent-Type: text/html", STORY.as_bytes())
    });
    assert_eq!(Limits::default().pause, Duration::from_secs(1));
    let limits = Limits { pause: Duration::from_millis(150), ..Limits::default() };
    let options = Options { limits, ..follow() };
    // Two threads with clones of the options, as the program has them.
    std::thread::scope(|scope| {
        for path in ["/feed", "/typed"] {
            let (options, address) = (options.clone(), &address);
            scope.spawn(move || assert!(all(&url(address, path), &options).iter().all(Result::is_ok)));
        }
    });
    let asked = ASKED.lock().expect("no panic");
    assert_eq!(asked.len(), 4);
    assert!(asked.windows(2).all(|pair| pair[1] - pair[0] >= Duration::from_millis(150)), "{asked:?}");
}

pub(crate) fn servers_that_ask_to_wait() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    let address = serve(|path, stream| match path {
        "/busy" if ASKED.fetch_add(1, Ordering::SeqCst) == 0 => {
            respond(stream, "429 Too Many Requests\r\nRetry-After: 1", b"")
        }
        "/busy" => respond(stream, "200 OK\r\nContent-Type: text/html", STORY.as_bytes()),
        "/always" => respond(stream, "503 Service Unavailable\r\nRetry-After: 0", b""),
        "/long" => respond(stream, "503 Service Unavailable\r\nRetry-After: 120", b""),
        _ => respond(stream, "429 Too Many Requests", b""),
    });
    let begin = Instant::now();
    assert!(one(&url(&address, "/busy"), &follow()).text.contains("Ada Brook"));
    assert!(begin.elapsed() >= Duration::from_secs(1));
    assert_eq!(ASKED.load(Ordering::SeqCst), 2);
    for (path, why) in [
        ("/always", "the server answers 503 Service Unavailable and asks to wait 0 s"),
        ("/long", "the server answers 503 Service Unavailable and asks to wait 120 s"),
        ("/plain", "the server answers 429 Too Many Requests"),
    ] {
        let begin = Instant::now();
        let found = error(&url(&address, path), &follow());
        assert_eq!((found.kind(), found.reason()), (ErrorKind::Fetch, why));
        assert!(begin.elapsed() < Duration::from_secs(5));
    }
}

pub(crate) fn lists() {
    let address = serve(|path, stream| match path {
        "/1" => respond(stream, "200 OK\r\nContent-Type: text/html", STORY.as_bytes()),
        _ => respond(stream, "404 Not Found", b""),
    });
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lists-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, words: &str| {
        std::fs::write(folder.join(name), words).expect("a file");
        ingest::list(&folder.join(name), &Limits::default())
    };
    let inputs = write("list.txt", &format!("\u{feff}# two\n{address}/1\n\nno address\n{address}/2\n"));
    let found: Vec<_> = inputs.iter().flat_map(|input| all(input, &follow())).collect();
    assert_eq!(found.len(), 3);
    assert!(found[0].as_ref().is_ok_and(|it| it.text.contains("Ada Brook")));
    assert_eq!(fault(&found[1]), (ErrorKind::Address, "no http or https address: no address"));
    assert!(found[1].as_ref().is_err_and(|it| it.item().ends_with("list.txt:4")));
    assert_eq!(fault(&found[2]), (ErrorKind::Fetch, "the server answers 404 Not Found"));
    let empty = write("empty.txt", "# nothing\n\n");
    assert_eq!(fault(&all(&empty[0], &follow())[0]), (ErrorKind::Empty, "empty: no address in the list"));
    let none = ingest::list(&folder.join("none.txt"), &Limits::default());
    assert_eq!(fault(&all(&none[0], &follow())[0]).0, ErrorKind::Unreadable);
    std::fs::write(folder.join("f.xml"), RSS).expect("a file");
    assert!(ingest::is_feed(&folder.join("f.xml")) && !ingest::is_feed(&folder.join("list.txt")));
    assert!(!ingest::is_feed(&folder));
    std::fs::remove_dir_all(&folder).expect("the folder");
}

pub(crate) fn a_feed_is_read_from_its_address() {
    let address = serve(|path, stream| match path {
        "/moved" => respond(stream, "301 Moved\r\nLocation: /deep/feed", b""),
        _ => {
            let items = "<item><link>story</link><description>Gen\u{e8}ve is closed, she said.</description></item>";
            let body: Vec<u8> = rss(items).chars().map(|c| u8::try_from(u32::from(c)).expect("Latin 1")).collect();
            respond(stream, "200 OK\r\nContent-Type: application/rss+xml; charset=iso-8859-1", &body)
        }
    });
    let found = one(&url(&address, "/moved"), &Options { follow: false, ..follow() });
    assert_eq!(&*found.text, "Genève is closed, she said.");
    assert_eq!(found.masthead.url, Some(format!("{address}/deep/story")));
    assert_eq!(found.origin.name, format!("{address}/moved:1"));
}
