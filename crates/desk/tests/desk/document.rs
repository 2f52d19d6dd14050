//! Holds `docs/reference/openapi.json` to what is answered.

use crate::faults::faults;
use crate::harness::Desk;
use serde_json::{Value, json};
use std::path::Path;

fn file(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).expect("the file")).expect("valid JSON")
}

/// Three reports of one story that tell one event, one quotation and one thing counted, each a little otherwise.
const TOLD: [(&str, &str, &str); 3] = [
    ("2026-03-02", "The Harbour Gazette", "30"),
    ("2026-03-03", "The River Post", "90"),
    ("2026-03-04", "The Hill Courier", "95"),
];

fn report((day, outlet, dead): (&str, &str, &str)) -> String {
    let text = format!(
        "The Israeli military attacked Hamas in Gaza City on Sunday, 1 March 2026. {dead} people were killed, the health ministry said. \
         “The market was full of people who wanted nothing but bread, and the army knew it,” minister Ann Weller said on Monday. \
         Reporters of {outlet} saw smoke above Gaza City, and the {outlet} counted ambulances."
    );
    json!({"title": format!("Smoke above Gaza City, {dead} killed"), "text": text, "published": day, "outlet": outlet, "url": format!("https://{dead}.example/")})
        .to_string()
}

#[test]
fn every_answer_is_as_the_document_says() {
    let (document, desk) = (file("openapi.json"), Desk::new());
    let mut seen = Vec::new();
    let mut holds = |path: &str, method: &str, answer: &crate::harness::Answer| {
        let said = &document["paths"][path][method]["responses"][answer.status.to_string()];
        let said = match said["$ref"].as_str() {
            Some(name) => document.pointer(name.trim_start_matches('#')).expect("a response"),
            None => said,
        };
        let schema = &said["content"][&answer.kind]["schema"];
        assert!(schema.is_object(), "{method} {path}: {} as {} is not in the document", answer.status, answer.kind);
        let faults = faults(&document, schema, &answer.json(), path);
        assert!(faults.is_empty(), "docs/reference/openapi.json:\n{}", faults.join("\n"));
        if answer.status < 300 {
            seen.push(format!("{method} {path}"));
        }
    };
    let paths: Vec<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
    // On an empty desk, then on one with reports.
    for round in 0..2 {
        for path in &paths {
            if document["paths"][path]["get"].is_null() {
                continue;
            }
            let letter = path.chars().nth(1).unwrap_or_default().to_string().replace('r', "d");
            let asked = path
                .replace("{id}", &format!("{letter}1"))
                .replace("{number}", "1")
                .replace("speakers", "speakers?name=Weller");
            let asked = if path.contains('{') { asked.replace("?name=Weller", "") } else { asked };
            holds(path, "get", &desk.get(&format!("/api/v1{asked}")));
            if !path.contains('{') && path != "/openapi.json" {
                holds(path, "get", &desk.get(&format!("/api/v1{path}?no=1")));
            }
        }
        if round == 0 {
            holds("/read", "post", &desk.post("/api/v1/read", "application/json", report(TOLD[0])));
            for it in TOLD {
                holds("/reports", "post", &desk.post("/api/v1/reports", "application/json", report(it)));
            }
            holds("/reports", "post", &desk.post("/api/v1/reports", "application/json", report(TOLD[0])));
            let wrong = json!({"report": "d1", "id": "s1", "field": "speaker", "value": "Bo Lind"}).to_string();
            holds("/corrections", "post", &desk.post("/api/v1/corrections", "application/json", &wrong));
            holds("/corrections", "post", &desk.post("/api/v1/corrections", "application/json", &wrong));
            for path in ["/corrections/{number}/undo", "/corrections/{number}/redo"] {
                let asked = format!("/api/v1{}", path.replace("{number}", "1"));
                holds(path, "post", &desk.ask("POST", &asked, &[], b""));
                holds(path, "post", &desk.ask("POST", &asked, &[], b""));
            }
            holds("/reports", "post", &desk.post("/api/v1/reports", "application/json", "{}"));
            holds("/reports", "post", &desk.post("/api/v1/reports", "application/pdf", "{}"));
        }
    }
    for path in &paths {
        for method in document["paths"][path].as_object().unwrap().keys() {
            assert!(
                seen.contains(&format!("{method} {path}")),
                "{method} {path}: never answered; teach this test to ask it"
            );
        }
    }
    // What is side by side is there, so that its schemas are held, too.
    for list in ["stories", "quotations", "happenings", "figures/differing", "figures/over-time"] {
        let page = desk.get(&format!("/api/v1/{list}")).json();
        assert!(!page["groups"].as_array().unwrap().is_empty(), "{list}: nothing is there to hold");
    }
}

#[test]
fn the_record_is_the_record() {
    fn under(it: &Value) -> Value {
        match it {
            Value::Object(all) => all
                .iter()
                .map(|(key, it)| match it.as_str().and_then(|it| it.strip_prefix("#/$defs/")) {
                    Some(name) if key == "$ref" => (key.clone(), json!(format!("#/components/schemas/Record.{name}"))),
                    _ => (key.clone(), under(it)),
                })
                .collect(),
            Value::Array(all) => all.iter().map(under).collect(),
            other => other.clone(),
        }
    }
    let (document, mut record) = (file("openapi.json"), file("sayso-1.schema.json"));
    let here = &document["components"]["schemas"];
    for (name, schema) in record["$defs"].as_object().unwrap() {
        assert_eq!(here[format!("Record.{name}")], under(schema), "{name}: copy it from sayso-1.schema.json");
    }
    let whole = record.as_object_mut().unwrap();
    whole.remove("$schema");
    whole.remove("$defs");
    assert_eq!(here["Record"], under(&record), "copy it from sayso-1.schema.json");
}
