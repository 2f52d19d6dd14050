//! Rows and lines of a record made by hand, so that no rule can change them.

#[path = "../../tests/formats/columns.rs"]
mod columns;
#[path = "../../../wire/tests/record/faults.rs"]
mod faults;

use super::{gdelt, plover};
use sayso_wire::{
    Block, By, Document, Event, Figure, Geo, Number, Participant, Party, Place, Reader, Record, SCHEMA, Span,
    Statement, Time,
};
use serde_json::{Value, json};

const TEXT: &str = "Arrests in Waco\nPolice arrested two strikers in Waco on Monday, Mayor Zoë Brook said. “We never | agreed \
                    to this march,” she added.\nThe arrests ended the march. Troops may follow, the mayor warned; about \
                    30 people fled, 12% of the town, and $5 million was lost.";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).expect("words of the text");
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap();
    [count(&TEXT[..start]), count(&TEXT[..start + words.len()])]
}

fn by() -> By {
    By::Rule { rule: "hand".into(), score: Number(0.87) }
}

fn party(id: u32, name: &str, kind: &str, code: Option<&str>, mentions: &[&str]) -> Party {
    Party {
        id,
        name: name.into(),
        kind: kind.into(),
        role: None,
        country: code.map(|_| "USA".into()),
        sector: code.map(|code| code[3..].into()),
        code: code.map(str::to_owned),
        mentions: mentions.iter().map(|words| at(words)).collect(),
    }
}

fn statement(id: u32, content: &str, cue: &str, speaker: Option<&str>) -> Statement {
    let quoted = content.starts_with('“');
    Statement {
        id,
        content: vec![at(content)],
        source: None,
        speaker: speaker.map(str::to_owned),
        cue: Some(at(cue)),
        manner: if quoted { "direct" } else { "indirect" }.into(),
        said_on: None,
        within: None,
        party: speaker.map(|_| 1),
        quoted: if quoted { vec![at(content)] } else { Vec::new() },
        act: "say".into(),
        addressee: None,
        said_at: None,
        by: by(),
    }
}

fn event(id: u32, trigger: &str, event_type: &str, status: &str) -> Event {
    Event {
        id,
        trigger: at(trigger),
        event_type: event_type.into(),
        modes: Vec::new(),
        actors: Vec::new(),
        recipients: Vec::new(),
        status: status.into(),
        when: None,
        place: None,
        geo: None,
        contexts: Vec::new(),
        cameo: None,
        quad: 4,
        scale: Number(-7.2),
        dead: None,
        injured: None,
        attributed_to: None,
        same_as: id,
        by: by(),
    }
}

fn figure(id: u32, words: &str, value: f64, unit: &str, of: &str) -> Figure {
    Figure {
        id,
        span: at(words),
        low: Some(Number(value)),
        high: None,
        unit: unit.into(),
        of: of.into(),
        per: None,
        attributed_to: None,
        when: None,
        place: Some("Waco".into()),
        by: by(),
    }
}

fn block(kind: &str, words: &str) -> Block {
    Block { kind: kind.into(), span: at(words), embed: None }
}

/// Arrests told twice, a march that cost a life, and troops that may come.
fn by_hand() -> Record {
    let place = |span| Place {
        span,
        name: "Waco".into(),
        lat: Number(31.55),
        lon: Number(-97.15),
        country: Some("USA".into()),
        admin1: Some("Texas".into()),
        geonames_id: Some(4_739_526),
    };
    let somebody = |words: &str, name: &str, party| Participant { mention: Some(at(words)), name: name.into(), party };
    let arrest = Event {
        modes: vec!["arrest".into()],
        actors: vec![somebody("Police", "Police", Some(0)), somebody("Troops", "Troops", None)],
        recipients: vec![somebody("two strikers", "two\tstrikers", Some(2))],
        when: Some("2026-03-02".into()),
        place: Some("Waco".into()),
        geo: Some(Geo {
            name: "Waco".into(),
            lat: Number(31.55),
            lon: Number(-97.15),
            country: Some("USA".into()),
            admin1: Some("Texas".into()),
            geonames_id: Some(4_739_526),
        }),
        contexts: vec!["legal".into(), "rights_freedoms".into()],
        cameo: Some("173".into()),
        attributed_to: Some(0),
        ..event(0, "arrested", "COERCE", "occurred")
    };
    Record {
        schema: SCHEMA.into(),
        reader: Reader { version: "0.1.0".into(), weights: None, data: String::new() },
        document: Document {
            id: "waco".into(),
            url: Some("https://www.example.org/arrests?a=1&b=2".into()),
            title: Some("Arrests & a “march”".into()),
            outlet: Some("The Example".into()),
            authors: vec!["Nell Ward".into()],
            published: Some("2026-03-04T09:05:00+01:00".into()),
            modified: None,
            language: Some("en".into()),
            text: TEXT.into(),
            blocks: vec![
                block("headline", "Arrests in Waco"),
                block("paragraph", TEXT.lines().nth(1).unwrap()),
                block("paragraph", TEXT.lines().nth(2).unwrap()),
            ],
        },
        parties: vec![
            party(0, "Police", "organization", Some("USACOP"), &["Police"]),
            party(1, "Zoë Brook", "person", Some("USAGOV"), &["Zoë Brook"]),
            party(2, "two\tstrikers", "group", None, &["two strikers"]),
        ],
        times: vec![
            Time { span: at("Monday"), value: "2026-03-02".into() },
            Time { span: at("this march"), value: "2026-02/2026-03-02".into() },
        ],
        places: vec![place(at("Waco"))],
        statements: vec![
            statement(0, "Police arrested two strikers in Waco on Monday", "said", Some("Zoë Brook")),
            statement(1, "“We never | agreed to this march,”", "added", Some("Zoë Brook")),
            statement(2, "Troops may follow", "warned", None),
        ],
        events: vec![
            arrest,
            Event { same_as: 0, ..event(1, "arrests", "COERCE", "occurred") },
            Event {
                attributed_to: Some(2),
                when: Some("2026-03/".into()),
                ..event(2, "follow", "MOBILIZE", "hypothetical")
            },
            Event { dead: Some((1, None)), ..event(3, "march. ", "PROTEST", "occurred") },
        ],
        figures: vec![
            figure(0, "two", 2.0, "count", "strikers arrested"),
            figure(1, "about 30", 30.0, "count", "people fled"),
            figure(2, "12%", 12.0, "percent", "the town"),
            figure(3, "$5 million", 5e6, "USD", "lost"),
        ],
        differ: Vec::new(),
        doubts: Vec::new(),
    }
}

fn table(rows: &str) -> Vec<Vec<&str>> {
    rows.lines().map(|row| row.split('\t').collect()).collect()
}

fn hold(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_row_has_the_columns_of_its_stream() {
    let mut bare = by_hand();
    (bare.document.published, bare.document.url, bare.document.outlet) = (None, None, None);
    for record in [by_hand(), bare] {
        let rows = gdelt::rows(&record);
        for (stream, rows) in [("events", &rows.events), ("mentions", &rows.mentions), ("gkg", &rows.gkg)] {
            assert!(!rows.is_empty(), "{stream}");
            hold(&columns::faults(stream, rows));
        }
    }
}

#[test]
fn only_what_occurred_is_an_event_and_once() {
    let rows = gdelt::rows(&by_hand());
    let events = table(&rows.events);
    assert_eq!(events.len(), 2, "{events:?}");
    let arrest = &events[0];
    assert_eq!(arrest[1..5], ["20260302", "202603", "2026", "2026.2521"]);
    assert_eq!(arrest[5..15], ["USACOP", "Police", "USA", "", "", "", "", "COP", "", ""]);
    assert_eq!(arrest[15..25], ["", "two strikers", "", "", "", "", "", "", "", ""]);
    assert_eq!(arrest[25..35], ["1", "173", "173", "17", "4", "-5", "2", "1", "1", ""]);
    assert_eq!(arrest[51..59], ["3", "Waco, Texas, United States", "US", "USTX", "", "31.55", "-97.15", ""]);
    assert_eq!(arrest[59..], ["20260304080500", "https://www.example.org/arrests?a=1&b=2"]);
    let march = &events[1];
    assert_eq!(
        (march[1], march[25], march[26]),
        ("20260304", "0", "140"),
        "the report's day, no lead, the type's code"
    );
    let mentions = table(&rows.mentions);
    assert_eq!(mentions.iter().map(|row| row[0]).collect::<Vec<_>>(), [arrest[0], arrest[0], march[0]]);
    assert_eq!(mentions[0][3..12], ["1", "example.org", arrest[60], "2", "16", "32", "23", "1", "90"]);
    assert_eq!(mentions[1][6..9], ["4", "-1", "-1"]);
}

#[test]
fn the_report_is_one_row_with_what_it_quotes_and_counts() {
    let rows = gdelt::rows(&by_hand());
    let gkg = table(&rows.gkg).remove(0);
    let place = "3#Waco, Texas, United States#US#USTX#31.55#-97.15#";
    assert!(gkg[0].starts_with("20260304080500-"), "{}", gkg[0]);
    assert_eq!(gkg[5], format!("ARREST#2#strikers arrested#{place};AFFECT#30#people fled#{place};KILL#1##0######"),);
    assert_eq!(gkg[7], "PLOVER_LEGAL;PLOVER_RIGHTS_FREEDOMS");
    assert_eq!(gkg[8], "PLOVER_LEGAL,23;PLOVER_RIGHTS_FREEDOMS,23");
    assert_eq!(gkg[10], "3#Waco, Texas, United States#US#USTX##31.55#-97.15##11");
    let mayor = format!("Zoë Brook,{}", at("Zoë Brook")[0]);
    assert_eq!((gkg[12], gkg[14]), (mayor.as_str(), "Police,16"));
    let march = at("this march")[0];
    assert_eq!(gkg[16], format!("3,3,2,2026,{};2,2,0,2026,{march};3,3,2,2026,{march}", at("Monday")[0]));
    let quote = at("“We never")[0] + 1;
    assert_eq!(gkg[22], format!("{quote}|32|added|We never   agreed to this march,"));
    assert_eq!(gkg[23], format!("Waco,11;Police,16;{mayor}"));
    assert_eq!(
        gkg[24],
        format!("2,strikers arrested,32;30,people fled,{};5000000,USD lost,{}", at("about 30")[0], at("$5")[0])
    );
    let extras = gkg[26];
    assert!(extras.starts_with("<PAGE_TITLE>Arrests &amp; a “march”</PAGE_TITLE>"), "{extras}");
    let id = table(&rows.events)[0][0];
    for part in [
        format!(
            "<EVENT ID=\"0\" OFFSET=\"23\" GLOBALEVENTID=\"{id}\" TYPE=\"COERCE\" MODE=\"arrest\" CAMEO=\"173\" STATUS=\"occurred\" STATEMENT=\"0\" SPEAKER=\"Zoë Brook\"/>"
        ),
        "TYPE=\"MOBILIZE\" STATUS=\"hypothetical\" STATEMENT=\"2\"/>".to_owned(),
        "ACT=\"say\" SPEAKER=\"Zoë Brook\" VERB=\"added\"/>".to_owned(),
    ] {
        assert!(extras.contains(&part), "{part}\n{extras}");
    }
}

#[test]
fn the_same_record_gives_the_same_rows() {
    assert_eq!(format!("{:?}", gdelt::rows(&by_hand())), format!("{:?}", gdelt::rows(&by_hand())));
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../../docs/reference/plover.schema.json")).expect("valid JSON")
}

#[test]
fn plover_lines_are_as_their_schema_says() {
    let (schema, lines) = (schema(), plover::lines(&by_hand()));
    assert_eq!(lines.lines().count(), 4, "{lines}");
    for line in lines.lines() {
        let line = serde_json::from_str(line).unwrap();
        hold(&faults::faults(&schema, &schema, &line, "line"));
    }
}

#[test]
fn plover_tells_how_and_on_whose_word() {
    let lines = plover::lines(&by_hand());
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [arrest, again, troops, march] = &lines[..] else { panic!("four events") };
    assert_eq!((&arrest["id"], &again["same_as"]), (&json!("waco#0"), &json!("waco#0")));
    assert_eq!(arrest["actor"][0]["code"], "USACOP");
    assert_eq!(arrest["actor"][1]["code"], Value::Null);
    assert_eq!(arrest["attributed_to"]["speaker"], "Zoë Brook");
    assert_eq!((&arrest["date"], &arrest["text_info"]["sequence"]), (&json!("2026-03-02"), &json!(2)));
    assert_eq!((&again["attributed_to"], &again["date"]), (&Value::Null, &json!("2026-03-04")));
    assert_eq!((&troops["status"], &troops["date"]), (&json!("hypothetical"), &json!("2026-03-01")));
    assert_eq!(
        (&troops["attributed_to"]["speaker"], &troops["attributed_to"]["cue"]),
        (&Value::Null, &json!("warned"))
    );
    assert_eq!((&march["size"]["dead"], &march["dead"]), (&json!(1), &json!([1, null])));
}

#[test]
fn the_schema_names_every_type_and_mode() {
    let names = |list: &Value| -> Vec<String> { serde_json::from_value(list["items"]["enum"].clone()).unwrap() };
    let schema = schema();
    let types = sayso::types::EventType::ALL;
    assert_eq!(names(&schema["properties"]["event"]), types.map(|it| it.name().to_owned()));
    let mut modes: Vec<&str> = types.iter().flat_map(|it| it.modes()).copied().collect();
    modes.sort_unstable();
    modes.dedup();
    assert_eq!(names(&schema["properties"]["mode"]), modes);
}
