//! What every request must pass, and what every answer carries.

use crate::harness::Desk;
use crate::raw::{ask, header, say, status};
use std::sync::Mutex;

const TOKEN: &str = "a token of the tests";

/// The cookie that stands for it.
fn cookie(token: &str) -> String {
    format!("sayso={}", token.bytes().map(|byte| format!("{byte:02x}")).collect::<String>())
}

fn closed(behind_proxy: bool) -> Desk {
    Desk::with(|options| {
        options.token = Some(TOKEN.to_owned());
        options.behind_proxy = behind_proxy;
    })
}

#[test]
fn hosts_that_are_ours() {
    let desk = Desk::with(|options| options.hosts = vec!["Desk.example".to_owned()]);
    let port = desk.address.port();
    let answered = |lines: &str| {
        let answer = say(desk.address, format!("GET /health HTTP/1.1\r\n{lines}Connection: close\r\n\r\n").as_bytes());
        status(&answer)
    };
    for host in [
        format!("127.0.0.1:{port}"),
        "127.0.0.1".to_owned(),
        format!("localhost:{port}"),
        "LOCALHOST".to_owned(),
        format!("[::1]:{port}"),
        "[::1]".to_owned(),
        "127.9.9.9:1".to_owned(),
        "desk.example".to_owned(),
        "DESK.EXAMPLE:443".to_owned(),
    ] {
        assert_eq!(answered(&format!("Host: {host}\r\n")), 200, "{host}");
    }
    for host in [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "evil-localhost",
        "127.0.0.1.evil.example",
        "desk.example.evil.example",
        "evil.example@localhost",
        "localhost@evil.example",
        "localhost/evil.example",
        "localhost,evil.example",
        "localhost evil.example",
        "192.168.0.1",
        "0.0.0.0",
        "[::ffff:192.168.0.1]",
        "[::2]",
        "::1",
        "",
        "\u{e9}",
    ] {
        assert_eq!(answered(&format!("Host: {host}\r\n")), 421, "{host}");
    }
    assert_eq!(answered(""), 421, "none");
    assert_eq!(answered("Host: localhost\r\nHost: evil.example\r\n"), 421, "several");
    assert_eq!(answered("Host: localhost\r\nHost: localhost\r\n"), 421, "the same twice");
    assert_eq!(status(&say(desk.address, b"GET /health HTTP/1.0\r\n\r\n")), 421, "none, as long ago");
    // Where the target itself names a host, the header still counts.
    let whole = "GET http://localhost/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assert_eq!(status(&say(desk.address, whole.as_bytes())), 421);
}

#[test]
fn changes_come_from_our_own_pages() {
    let desk = Desk::new();
    let own = format!("http://{}", desk.address);
    let body = br#"{"text": "It rained, the mayor said."}"#;
    let sent = |headers: &[(&str, &str)]| {
        let headers = [&[("Content-Type", "application/json")], headers].concat();
        desk.ask("POST", "/api/v1/read", &headers, body).status
    };
    for fine in [
        [("Sec-Fetch-Site", "same-origin")],
        [("Sec-Fetch-Site", "none")],
        [("Origin", own.as_str())],
        [("User-Agent", "a program")],
    ] {
        assert_eq!(sent(&fine), 200, "{fine:?}");
    }
    for wrong in [
        [("Sec-Fetch-Site", "cross-site")],
        [("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "?")],
        [("Origin", "http://evil.example")],
        [("Origin", "http://localhost")],
        [("Origin", "null")],
        [("Origin", "")],
        [("Origin", "http://127.0.0.1")],
    ] {
        assert_eq!(sent(&wrong), 403, "{wrong:?}");
    }
    assert_eq!(sent(&[("Sec-Fetch-Site", "cross-site"), ("Origin", &own)]), 403);
    // What only asks may come from a link anywhere.
    assert_eq!(desk.ask("GET", "/", &[("Sec-Fetch-Site", "cross-site")], b"").status, 200);
    // A page that came without TLS is anybody's, where the desk is known by TLS.
    let desk = closed(true);
    let sent = |origin: String| {
        let headers = [("Origin", origin.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
        desk.ask("POST", "/sign-in", &headers, b"token=a+token+of+the+tests").status
    };
    assert_eq!((sent(format!("http://{}", desk.address)), sent(format!("https://{}", desk.address))), (403, 303));
}

#[test]
fn a_token_opens() {
    let desk = closed(false);
    let asked = |headers: &[(&str, &str)]| desk.ask("GET", "/search.json?words=x", headers, b"").status;
    assert_eq!(asked(&[]), 401);
    let unknown = desk.get("/search.json");
    assert_eq!((unknown.header("www-authenticate"), unknown.kind.as_str()), ("Bearer", "application/problem+json"));
    assert!(desk.get("/").text.contains("href=\"/sign-in\""));
    let bearer = format!("Bearer {TOKEN}");
    let (right, wrong) = (cookie(TOKEN), cookie("a token of the test"));
    for fine in [
        ("Authorization", bearer.as_str()),
        ("Authorization", &bearer.replace("Bearer", "bearer")),
        ("Cookie", &right),
        ("Cookie", &format!("a=b; {right}; c=d")),
    ] {
        assert_eq!(asked(&[fine]), 200, "{fine:?}");
    }
    for refused in [
        ("Authorization", "Bearer a token of the test"),
        ("Authorization", "Bearer"),
        ("Authorization", "Bearer "),
        ("Authorization", &format!("Basic {TOKEN}")),
        ("Authorization", TOKEN),
        ("Cookie", &wrong),
        ("Cookie", &format!("sayso={TOKEN}")),
        ("Cookie", "sayso="),
        ("Cookie", "sayso=zz"),
        ("Cookie", "sayso=6"),
        ("Cookie", &format!("x{right}")),
    ] {
        assert_eq!(asked(&[refused]), 401, "{refused:?}");
    }
    // Every address asks for it, but for what the page to sign in is made of.
    for path in ["/", "/reports/d1", "/readings/x", "/api/v1/reports", "/nowhere", "/assets", "/sign-in/x", "/health/x"]
    {
        assert_eq!(desk.get(path).status, 401, "{path}");
    }
    assert_eq!(desk.post("/api/v1/read", "application/json", "{}").status, 401);
    let page = desk.get("/sign-in");
    let style = page.text.split("href=\"").find(|it| it.starts_with("/assets/")).unwrap().split('"').next().unwrap();
    assert_eq!((page.status, desk.get(style).status, desk.get("/health").status), (200, 200, 200));
}

#[test]
fn signing_in() {
    for (behind_proxy, flags) in [
        (false, "; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000"),
        (true, "; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000; Secure"),
    ] {
        let desk = closed(behind_proxy);
        let form = "application/x-www-form-urlencoded";
        let right = desk.post("/sign-in", form, "token=a+token+of+the+tests");
        assert_eq!((right.status, right.header("location")), (303, "/"));
        assert_eq!(right.header("set-cookie"), format!("{}{flags}", cookie(TOKEN)));
        let wrong = desk.post("/sign-in", form, "token=a+token");
        assert_eq!((wrong.status, wrong.header("set-cookie")), (403, ""));
        assert!(
            wrong.text.contains("That is not the token.") && wrong.text.contains("name=\"token\""),
            "{}",
            wrong.text
        );
    }
}

#[test]
fn guessing_is_slow() {
    let desk = closed(true);
    let guess = |from: &str, token: &str| {
        let headers = [("X-Forwarded-For", from), ("Content-Type", "application/x-www-form-urlencoded")];
        desk.ask("POST", "/sign-in", &headers, format!("token={token}").as_bytes())
    };
    for n in 0..5 {
        assert_eq!(guess("198.51.100.7", &format!("guess{n}")).status, 403);
    }
    let late = guess("198.51.100.7", "a+token+of+the+tests");
    assert_eq!((late.status, late.header("retry-after")), (429, "60"), "right or wrong, it is not looked at");
    assert_eq!(guess("192.0.2.1, 198.51.100.7", "x").status, 429, "what a client writes itself stands before");
    assert_eq!(guess("198.51.100.8", "a+token+of+the+tests").status, 303, "others may");
    // Programs likewise, who may be wrong more often.
    let brought = |from: &str, token: &str| {
        let bearer = format!("Bearer {token}");
        desk.ask("GET", "/", &[("X-Forwarded-For", from), ("Authorization", &bearer)], b"").status
    };
    let found: Vec<u16> = (0..70).map(|n| brought("198.51.100.9", &format!("guess{n}"))).collect();
    assert_eq!((&found[..60], &found[60..]), (&[401; 60][..], &[429; 10][..]));
    assert_eq!((brought("198.51.100.9", TOKEN), brought("198.51.100.8", TOKEN)), (429, 200));
}

/// Whatever is asked, and whatever becomes of it.
#[test]
fn every_answer_carries_what_keeps_browsers_safe() {
    let (open, closed) = (Desk::with(|options| options.limits.body = 1000), closed(false));
    let large = format!("Content-Length: {}", 1 << 30);
    let page = ask(open.address, "GET /", &[]);
    let asset = page.split("href=\"").find(|it| it.starts_with("/assets/")).unwrap().split('"').next().unwrap();
    let json = "Content-Type: application/json";
    let answers = [
        (200, page.clone()),
        (200, ask(open.address, "GET /health", &[])),
        (200, ask(open.address, &format!("GET {asset}"), &[])),
        (200, ask(open.address, "HEAD /", &[])),
        (404, ask(open.address, "GET /nowhere", &[])),
        (404, ask(open.address, "GET /nowhere.json", &[])),
        (404, ask(open.address, "GET /assets/x/nothing.css", &[])),
        (404, ask(open.address, "GET /reports/d1", &[])),
        (405, ask(open.address, "DELETE /search", &[])),
        (400, ask(open.address, "GET /search?kind=x", &[])),
        (400, ask(open.address, "GET /reports/%ff", &[])),
        (413, ask(open.address, "POST /api/v1/read", &[json, &large])),
        (415, ask(open.address, "POST /api/v1/read", &["Content-Type: image/png", "Content-Length: 0"])),
        (403, ask(open.address, "POST /read", &["Origin: http://evil.example", "Content-Length: 0"])),
        (421, say(open.address, b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")),
        (401, ask(closed.address, "GET /", &[])),
        (200, ask(closed.address, "GET /sign-in", &[])),
        (403, {
            let body = "token=x\r\n";
            let length = format!("Content-Length: {}\r\n\r\n{body}", body.len());
            ask(closed.address, "POST /sign-in", &["Content-Type: application/x-www-form-urlencoded", &length])
        }),
    ];
    for (wanted, answer) in answers {
        let line = answer.lines().next().unwrap_or_default().to_owned();
        assert_eq!(status(&answer), wanted, "{answer}");
        let policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        for (name, value) in [
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(header(&answer, name), value, "{name} of {line}");
        }
        let kept = if answer.contains("text/css") { "public, max-age=31536000, immutable" } else { "no-store" };
        assert_eq!(header(&answer, "cache-control"), kept, "{line}");
    }
}

#[test]
fn the_log_tells_nothing_of_what_is_read() {
    static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let desk = Desk::with(|options| options.log = |line| LINES.lock().unwrap().push(line.to_owned()));
    let text = "Content-Disposition: form-data; name=\"text\"\r\n\r\nThe xylophone is safe, the mayor said.";
    let form = format!("--b\r\n{text}\r\n--b--\r\n");
    let read = desk.post("/read", "multipart/form-data; boundary=b", form);
    assert_eq!(read.status, 303, "{}", read.text);
    let path = read.header("location").to_owned();
    assert_eq!(desk.get(&path).status, 200);
    assert_eq!(desk.get(&format!("{path}.json")).status, 200);
    desk.get("/search?words=xylophone");
    desk.get("/xylophone/d12");
    desk.ask("GET", "/health?xylophone", &[("Host", "xylophone.example"), ("User-Agent", "xylophone")], b"");
    let asset = desk.get("/").text.split("href=\"").find(|it| it.starts_with("/assets/")).unwrap().to_owned();
    desk.get(asset.split('"').next().unwrap());
    let lines = LINES.lock().unwrap();
    let told: Vec<(String, serde_json::Value, u64)> = lines
        .iter()
        .map(|line| {
            assert!(!line.contains('\n') && !line.contains("xylophone") && !line.contains(&path), "{line}");
            let it: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(it["time"].as_str().unwrap().ends_with('Z') && it["ms"].is_u64(), "{line}");
            (it["method"].as_str().unwrap().to_owned(), it["route"].clone(), it["status"].as_u64().unwrap())
        })
        .collect();
    let line = |method: &str, route: Option<&str>, status| (method.to_owned(), serde_json::json!(route), status);
    let wanted = [
        line("POST", Some("/read"), 303),
        line("GET", Some("/readings/{id}"), 200),
        line("GET", Some("/readings/{id}"), 200),
        line("GET", Some("/search"), 200),
        line("GET", None, 404),
        line("GET", Some("/health"), 421),
        line("GET", Some("/"), 200),
    ];
    assert_eq!(told, wanted);
}
