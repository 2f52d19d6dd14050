//! The HTTP API, as a program meets it.

use crate::harness::{Answer, Desk};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const JSON: &str = "application/json";
const LINES: &str = "application/x-ndjson";

/// A report that holds a statement, an event and a figure.
fn report(n: usize) -> Value {
    json!({
        "id": format!("report-{n}"),
        "title": format!("Bridge {n} is closed"),
        "text": format!("The bridge is not safe, mayor Ann Weller said on Monday. At least {} people were killed when soldiers attacked the village of Brook on Sunday, the ministry said.", n + 30),
        "outlet": "The Harbour Gazette",
        "published": "2026-03-04",
    })
}

/// Many of them, one a line.
fn reports(n: usize) -> String {
    (1..=n).map(|n| format!("{}\n", report(n))).collect()
}

/// The lines of a page of a list.
fn lines_of(page: &Value) -> &[Value] {
    page["lines"].as_array().or(page["events"].as_array()).unwrap()
}

/// Holds that an answer is a problem of this status, in the one shape.
#[track_caller]
fn problem(answer: &Answer, status: u16, words: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.kind, "application/problem+json");
    let it = answer.json();
    assert_eq!(it["status"], status);
    assert!(it["title"].is_string() && it["type"].as_str().unwrap().starts_with("/problems/"));
    assert!(it["detail"].as_str().unwrap().contains(words), "{it}");
}

#[test]
fn one_report_is_read_in_any_form() {
    let desk = Desk::new();
    let text = report(1)["text"].as_str().unwrap().to_owned();
    let json = desk.post("/api/v1/read", JSON, report(1).to_string());
    assert_eq!((json.status, json.kind.as_str()), (200, JSON), "{}", json.text);
    let json = json.json();
    assert_eq!(json["document"]["id"], "report-1");
    assert_eq!(json["document"]["published"], "2026-03-04");
    assert!(!json["statements"].as_array().unwrap().is_empty() && !json["figures"].as_array().unwrap().is_empty());

    let told = "id=report-1&title=Bridge+1+is+closed&outlet=The+Harbour+Gazette&published=2026-03-04";
    let plain = desk.post(&format!("/api/v1/read?{told}"), "text/plain; charset=utf-8", &text).json();
    assert_eq!(plain, json, "the same report, told apart from its text");

    let page = format!("<!doctype html><title>Bridge</title><article><h1>Bridge</h1><p>{text}</p></article>");
    let read = desk.post("/api/v1/read?outlet=The+Harbour+Gazette", "Text/HTML", page);
    assert_eq!(read.status, 200, "{}", read.text);
    assert_eq!(read.json()["document"]["outlet"], "The Harbour Gazette");
    assert_eq!(desk.get("/api/v1/reports").json()["lines"], json!([]), "reading alone keeps nothing");
}

#[test]
fn a_moment_of_publication_keeps_its_time_and_zone() {
    let desk = Desk::new();
    let sent = json!({"text": "It rained.", "published": "2026-03-04T23:30:00-05:00", "authors": ["Ann Weller", " "]});
    let read = desk.post("/api/v1/read", JSON, sent.to_string()).json();
    assert_eq!(read["document"]["published"], "2026-03-04T23:30:00-05:00");
    assert_eq!(read["document"]["authors"], json!(["Ann Weller"]));
    let wrong = json!({"text": "It rained.", "published": "31 June"}).to_string();
    problem(&desk.post("/api/v1/read", JSON, wrong), 400, "published: 31 June is no date");
}

#[test]
fn many_are_read_in_their_order_and_a_broken_one_costs_no_other() {
    let desk = Desk::new();
    let sent = format!("{}\n{{\"id\": 7}}\n\n{{\"id\": \"empty\", \"text\": \" \"}}\n{}", report(1), reports(20));
    let answer = desk.post("/api/v1/read?progress=true&outlet=Elsewhere", LINES, sent);
    assert_eq!((answer.status, answer.kind.as_str()), (200, LINES));
    let lines = answer.lines();
    let (told, lines): (Vec<_>, Vec<_>) = lines.into_iter().partition(|it| it.get("progress").is_some());
    assert_eq!(told.last().unwrap(), &json!({"progress": {"done": 23, "of": 23}}));
    assert_eq!(lines.len(), 23);
    assert_eq!(lines[0]["schema"], "sayso/1");
    assert_eq!((&lines[1]["item"], &lines[1]["line"], &lines[1]["status"]), (&json!("line 2"), &json!(2), &json!(400)));
    assert_eq!((&lines[2]["item"], &lines[2]["line"], &lines[2]["status"]), (&json!("empty"), &json!(4), &json!(422)));
    let ids: Vec<&str> = lines[3..].iter().map(|it| it["document"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids, (1..=20).map(|n| format!("report-{n}")).collect::<Vec<_>>());
    assert_eq!(lines[3]["document"]["outlet"], "The Harbour Gazette", "what a report tells itself stands");
    assert!(!desk.post("/api/v1/read", LINES, reports(2)).text.contains("progress"), "only when asked for");
}

#[test]
fn reports_are_added_and_asked_for() {
    let desk = Desk::new();
    problem(&desk.get("/api/v1/reports/d1"), 404, "there is no ledger yet");
    let added = desk.post("/api/v1/reports", JSON, report(1).to_string());
    assert_eq!(added.status, 201, "{}", added.text);
    assert_eq!(added.json(), json!({"report": "d1", "state": "new"}));
    assert_eq!(added.header("location"), "/api/v1/reports/d1");
    let again = desk.post("/api/v1/reports", JSON, report(1).to_string());
    assert_eq!((again.status, again.json()), (200, json!({"report": "d1", "state": "known"})));
    let many = desk.post("/api/v1/reports", LINES, format!("{}nonsense\n", reports(3))).lines();
    assert_eq!(many[0], json!({"item": "report-1", "line": 1, "report": "d1", "state": "known"}));
    assert_eq!(many[2], json!({"item": "report-3", "line": 3, "report": "d3", "state": "new"}));
    assert_eq!((&many[3]["item"], &many[3]["status"]), (&json!("line 4"), &json!(400)));

    let record = desk.get("/api/v1/reports/d2/record").json();
    assert_eq!(record["document"]["id"], "report-2");
    assert_eq!(desk.get("/api/v1/reports/d2").json()["record"], record);
    problem(&desk.get("/api/v1/reports/d9"), 404, "there is no report d9");
    problem(&desk.get("/api/v1/reports/s1/record"), 404, "look like d12");

    for (list, letter) in [("reports", 'd'), ("statements", 's'), ("events", 'e'), ("figures", 'f')] {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = desk.get(&format!("/api/v1/{list}?limit=1&order=oldest{after}")).json();
            seen.extend(lines_of(&page).iter().map(|it| it["id"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert!(seen.len() >= 3 && seen.iter().all(|it| it.starts_with(letter)), "{list}: {seen:?}");
        let whole = desk.get(&format!("/api/v1/{list}?limit=100&order=oldest")).json();
        assert_eq!(lines_of(&whole).len(), seen.len(), "{list}");
        assert_eq!(whole["next"], Value::Null);
        if letter != 'd' {
            let mark = desk.get(&format!("/api/v1/{list}/{}", seen[0])).json();
            assert_eq!(mark["line"]["id"], json!(seen[0]));
            let page = desk.get(&format!("/{list}/{}", seen[0]));
            assert_eq!((page.status, page.header("location")), (303, format!("/reports/d1#{}", seen[0]).as_str()));
        }
        problem(&desk.get(&format!("/api/v1/{list}?after={letter}999")), 400, "to go on after");
    }
    problem(&desk.get("/api/v1/statements/e1"), 404, "look like s12");
    problem(&desk.get("/api/v1/statements?after=e1"), 400, "after: it is the id of a statement");
    for list in ["stories", "quotations", "figures/differing"] {
        let page = desk.get(&format!("/api/v1/{list}?limit=1")).json();
        assert!(page["groups"].as_array().unwrap().len() <= 1, "{list}: {page}");
    }
}

#[test]
fn limits_hold_at_their_edge() {
    let desk = Desk::with(|it| {
        it.limits.body = 1000;
        it.limits.many = 4000;
        it.limits.items = 5;
    });
    let text = |bytes: usize| "It rained, the mayor said. ".repeat(bytes / 27 + 1)[..bytes].to_owned();
    assert_eq!(desk.post("/api/v1/read", "text/plain", text(1000)).status, 200);
    problem(&desk.post("/api/v1/read", "text/plain", text(1001)), 413, "more than 1000 bytes");
    let line = |bytes: usize| {
        let sent = json!({"text": ""}).to_string().len();
        format!("{}\n", json!({"text": text(bytes - sent)}))
    };
    let lines = desk.post("/api/v1/read", LINES, format!("{}{}{}", line(1000), line(1001), line(900))).lines();
    assert_eq!(lines[0]["schema"], "sayso/1");
    assert_eq!((&lines[1]["status"], &lines[1]["item"]), (&json!(413), &json!("line 2")));
    assert_eq!(lines[2]["schema"], "sayso/1");
    assert_eq!(desk.post("/api/v1/read", LINES, "{\"text\": \"It rained.\"}\n".repeat(5)).lines().len(), 5);
    problem(&desk.post("/api/v1/read", LINES, "{\"text\": \"It rained.\"}\n".repeat(6)), 413, "at most 5");
    problem(&desk.post("/api/v1/read", LINES, " ".repeat(4001)), 413, "more than 4000 bytes");
    problem(&desk.post("/api/v1/read", LINES, " ".repeat(4000)), 422, "no report in it");
}

#[test]
fn lists_of_reports_wait_for_nobody() {
    let desk = Desk::with(|it| it.limits.streams = 0);
    let busy = desk.post("/api/v1/read", LINES, reports(1));
    problem(&busy, 503, "too many lists");
    assert_eq!(busy.header("retry-after"), "2");
    assert_eq!(desk.post("/api/v1/read", JSON, report(1).to_string()).status, 200, "one alone is read");
}

#[test]
fn what_a_client_leaves_behind_is_read_no_further() {
    let desk = Desk::with(|it| it.limits.streams = 1);
    let sent = reports(4000);
    let mut client = TcpStream::connect(desk.address).unwrap();
    let head = format!(
        "POST /api/v1/reports HTTP/1.1\r\nHost: {}\r\nContent-Type: {LINES}\r\nContent-Length: {}\r\n\r\n",
        desk.address,
        sent.len()
    );
    client.write_all(head.as_bytes()).unwrap();
    client.write_all(sent.as_bytes()).unwrap();
    let mut begun = [0; 64];
    client.read_exact(&mut begun).unwrap();
    assert!(begun.starts_with(b"HTTP/1.1 200"));
    drop(client);
    // Its turn is free once the desk has seen that it left.
    let begin = Instant::now();
    while desk.post("/api/v1/read", LINES, reports(1)).status == 503 {
        assert!(begin.elapsed() < Duration::from_secs(30), "it goes on for nobody");
        std::thread::sleep(Duration::from_millis(20));
    }
    let added = desk.get("/api/v1/reports?limit=1000").json()["lines"].as_array().unwrap().len();
    assert!(added < 1000, "{added} were added for nobody");
}

#[test]
fn everything_refused_has_one_shape() {
    let desk = Desk::new();
    problem(&desk.get("/api/v1/nothing"), 404, "/api/v1/nothing");
    problem(&desk.get("/api/v2/read"), 404, "nothing is at this address");
    let method = desk.ask("DELETE", "/api/v1/reports", &[], b"");
    problem(&method, 405, "DELETE");
    assert_eq!(method.header("allow"), "GET,HEAD,POST");
    problem(&desk.post("/api/v1/read", "application/pdf", "%PDF"), 415, "application/pdf");
    problem(&desk.ask("POST", "/api/v1/read", &[], b"It rained."), 415, "Content-Type");
    problem(
        &desk.post("/api/v1/read", JSON, "{\n\"text\": \"It rained.\n"),
        400,
        "line 3, column 0: control character",
    );
    problem(&desk.post("/api/v1/read", JSON, "{\"txet\": \"It rained.\"}"), 400, "unknown field `txet`");
    problem(&desk.post("/api/v1/read", JSON, "{\"text\": 5}"), 400, "invalid type");
    problem(&desk.post("/api/v1/read", JSON, "{\"text\": \"a\", \"html\": \"b\"}"), 400, "not both");
    problem(&desk.post("/api/v1/read", JSON, "{}"), 422, "nothing to read");
    problem(&desk.post("/api/v1/read", JSON, "{\"text\": \"\", \"url\": \"http://127.0.0.1:9/\"}"), 422, "no text");
    problem(&desk.post("/api/v1/read", JSON, "{\"url\": \"file:///etc/hostname\"}"), 400, "neither http nor https");
    problem(&desk.post("/api/v1/read", JSON, b"{\"text\": \"\xff\"}"), 400, "unicode");
    problem(
        &desk.post("/api/v1/read?outlets=x", "text/plain", "It rained."),
        400,
        "outlets: there is no such parameter",
    );
    problem(&desk.get("/api/v1/reports/%FF"), 400, "UTF-8");
    problem(&desk.get("/api/v1/search?words=%FF"), 400, "UTF-8");
    problem(&desk.get("/api/v1/search?limit=1001"), 400, "limit: 1001 is not from 1 to 1000");
    desk.post("/api/v1/reports", JSON, report(1).to_string());
    problem(&desk.get("/api/v1/search?from=2026-02-31"), 400, "2026-02-31");
    problem(&desk.get("/api/v1/search?words=***"), 400, "no word");
    problem(&desk.ask("POST", "/api/v1/read", &[("Origin", "https://elsewhere.example")], b""), 403, "own pages");
    problem(&desk.ask("GET", "/api/v1/reports", &[("Host", "elsewhere.example")], b""), 421, "that name");
    let token = Desk::with(|it| it.token = Some("a token that is long".into()));
    let unknown = token.get("/api/v1/reports");
    problem(&unknown, 401, "Authorization");
    assert_eq!(unknown.header("www-authenticate"), "Bearer");
    assert_eq!(
        token.ask("GET", "/api/v1/reports", &[("Authorization", "Bearer a token that is long")], b"").status,
        200
    );
    let page = desk.get("/reports/d99");
    assert_eq!((page.status, page.kind.as_str()), (404, "text/html; charset=utf-8"), "people get a page");
}

#[test]
fn head_and_options_are_answered() {
    let desk = Desk::new();
    let (get, head) = (desk.get("/api/v1/reports"), desk.ask("HEAD", "/api/v1/reports", &[], b""));
    assert_eq!((head.status, head.kind.as_str(), head.text.as_str()), (200, JSON, ""));
    assert_eq!(head.header("content-length"), get.text.len().to_string());
    assert_eq!(desk.ask("HEAD", "/api/v1/reports/d1", &[], b"").status, 404);
    assert_eq!(desk.ask("HEAD", "/api/v1/reports?no=1", &[], b"").status, 400);
    let options = desk.ask("OPTIONS", "/api/v1/reports", &[], b"");
    assert_eq!((options.status, options.header("allow")), (204, "GET,HEAD,POST"));
    assert_eq!(options.header("access-control-allow-origin"), "", "no other site's pages may ask");
    problem(&desk.ask("OPTIONS", "/api/v1/nothing", &[], b""), 404, "nothing is at this address");
}

#[test]
fn it_describes_itself() {
    let desk = Desk::new();
    assert_eq!(desk.get("/api/v1/openapi.json").json()["openapi"], "3.1.0");
    let page = desk.get("/about/api").text;
    assert!(page.contains("POST /api/v1/read") && page.contains("openapi.json"));
}
