//! Holds `docs/reference/sayso-1.schema.json` and the record together.

use super::faults::faults;
use serde_json::Value;
use std::path::Path;

fn schema() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/sayso-1.schema.json");
    serde_json::from_str(&std::fs::read_to_string(file).expect("the schema file")).expect("valid JSON")
}

#[test]
fn a_record_is_as_the_schema_says() {
    let schema = schema();
    let faults = faults(&schema, &schema, &super::written(), "record");
    assert!(faults.is_empty(), "docs/reference/sayso-1.schema.json:\n{}", faults.join("\n"));
}

#[test]
fn the_schema_names_every_act_and_manner() {
    let schema = schema();
    let statement = &schema["$defs"]["statement"]["properties"];
    let acts: Vec<&str> = statement["act"]["enum"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(acts, sayso_types::Act::ALL.map(|(_, name)| name), "bring `act` of the schema up to date");
}
