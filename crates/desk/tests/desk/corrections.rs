//! Corrections over HTTP: what they renumber, what they need, and what is given out.

use crate::harness::Desk;
use serde_json::{Value, json};

const JSON: &str = "application/json";

fn report() -> String {
    json!({
        "id": "bridge",
        "text": "“The bridge is not safe,” mayor Ann Weller said on Monday. The ministry said at least 30 people were hurt.",
        "outlet": "The Harbour Gazette",
        "published": "2026-03-04",
    })
    .to_string()
}

/// The numbers of a report's statements.
fn statements(desk: &Desk) -> Vec<String> {
    let known: Value = desk.get("/api/v1/reports/d1").json();
    known["statements"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

fn corrected(desk: &Desk, id: &str, field: &str, value: &str) {
    let sent = json!({ "report": "d1", "id": id, "field": field, "value": value, "by": "Nell" });
    let answer = desk.post("/api/v1/corrections", JSON, sent.to_string());
    assert_eq!(answer.status, 201, "{}", answer.text);
}

#[test]
fn an_old_number_leads_to_what_it_is_called_now() {
    let desk = Desk::new();
    assert_eq!(desk.post("/api/v1/reports", JSON, report()).status, 201);
    let old = statements(&desk);
    assert!(old.len() > 1, "{old:?}");
    corrected(&desk, &old[0], "speaker", "Ines Albrecht");
    let new = statements(&desk);
    assert_ne!(new[0], old[0]);
    let told = desk.get(&format!("/api/v1/statements/{}", old[0])).json();
    assert_eq!(told["now"], new[0]);
    let page = desk.ask("GET", &format!("/statements/{}", old[0]), &[("Accept", "text/html")], b"");
    assert_eq!((page.status, page.header("location")), (303, format!("/reports/d1#{}", new[0]).as_str()));
    // What was taken out is told to be gone, under an anchor that keeps the old one from being asked for again.
    corrected(&desk, &new[1], "remove", "");
    assert_eq!(desk.get(&format!("/api/v1/statements/{}", old[1])).json()["now"], Value::Null);
    let page = desk.ask("GET", &format!("/statements/{}", old[1]), &[("Accept", "text/html")], b"");
    assert_eq!(page.header("location"), format!("/reports/d1?gone={}#report", old[1]));
    let page = desk.ask("GET", &format!("/reports/d1?gone={}", old[1]), &[("Accept", "text/html")], b"");
    assert!(page.text.contains("has been corrected or read anew since"));
    let gold = desk.get("/corrections/gold.jsonl");
    assert_eq!(gold.lines().len(), 1, "{}", gold.text);
}

#[test]
fn what_needs_a_ledger_makes_none() {
    let folder = std::env::temp_dir().join(format!("sayso-desk-none-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("none.ledger");
    let desk = Desk::with(|it| it.ledger = path.clone());
    let sent = json!({ "report": "d1", "id": "s1", "field": "speaker", "value": "Ines Albrecht" });
    let answer = desk.post("/api/v1/corrections", JSON, sent.to_string());
    assert_eq!(answer.status, 404, "{}", answer.text);
    assert!(answer.json()["detail"].as_str().unwrap().contains("no ledger yet"));
    assert_eq!(desk.post("/api/v1/corrections/1/undo", JSON, "{}").status, 404);
    assert!(!path.exists());
    drop(desk);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_kind_of_problem_is_told_at_its_address() {
    let desk = Desk::new();
    let kind = desk.get("/api/v1/reports/d9").json()["type"].as_str().unwrap().to_owned();
    let told = desk.ask("GET", &kind, &[("Accept", "text/html")], b"");
    assert_eq!(told.header("location"), "/about/api#problems-missing");
    assert!(desk.ask("GET", "/about/api", &[("Accept", "text/html")], b"").text.contains("id=\"problems-missing\""));
    assert_eq!(desk.get("/problems/none").status, 404);
}
