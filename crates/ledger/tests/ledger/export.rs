//! What leaves the ledger is what the formats ask for, and holds what the record holds.

use crate::sample::{at, record};
use sayso_ledger::export::rows::{Cell, Holds, Kind, Report};
use sayso_ledger::export::{Format, csv, parquet, schema_org, to_folder, to_stream, web_annotation};
use serde_json::Value;
use std::collections::HashSet;

#[test]
fn every_cell_is_what_its_column_says() {
    let record = record();
    for kind in Kind::ALL {
        let columns = kind.columns();
        let names: HashSet<_> = columns.iter().map(|it| it.name).collect();
        assert_eq!(names.len(), columns.len(), "{kind:?} names a column twice");
        for row in kind.rows(&Report::new(&record)) {
            assert_eq!(row.len(), columns.len());
            for (cell, column) in row.iter().zip(&columns) {
                let fits = matches!(
                    (cell, column.holds),
                    (Cell::Null, Holds::Text | Holds::Whole | Holds::Number | Holds::Day)
                        | (Cell::Text(_), Holds::Text)
                        | (Cell::Whole(_), Holds::Whole)
                        | (Cell::Number(_), Holds::Number)
                        | (Cell::Day(_), Holds::Day)
                        | (Cell::Texts(_), Holds::Texts)
                        | (Cell::Wholes(_), Holds::Wholes)
                );
                assert!(fits, "{kind:?}.{}: {cell:?}", column.name);
            }
        }
    }
}

#[test]
fn csv_tells_whose_word_and_harms_no_spreadsheet() {
    let table = |kind| {
        let mut out = Vec::new();
        csv::table([record()], kind, &mut out).unwrap();
        let mut table = ::csv::Reader::from_reader(out.as_slice());
        let head = table.headers().unwrap().clone();
        let rows: Vec<::csv::StringRecord> = table.records().map(|it| it.unwrap()).collect();
        move |row: usize, name: &str| rows[row][head.iter().position(|it| it == name).unwrap()].to_owned()
    };
    let statements = table(Kind::Statements);
    assert_eq!(statements(0, "words"), "“The 𝔟ridge,” … “is\nsafe.”");
    assert_eq!(statements(0, "quoted"), "“The 𝔟ridge,”; “is\nsafe.”");
    assert_eq!(statements(0, "starts_at"), at("“The 𝔟ridge,”")[0].to_string());
    assert_eq!(statements(0, "ends_at"), at("safe.”")[1].to_string());
    assert_eq!((statements(0, "speaker_kind"), statements(0, "published_on")), ("person".into(), "2026-03-04".into()));
    let events = table(Kind::Events);
    assert_eq!((events(0, "on_word_of"), events(1, "on_word_of")), ("Zoë Brook".into(), String::new()));
    assert_eq!(
        (events(1, "dead_low"), events(1, "dead_high"), events(1, "scale")),
        ("2".into(), "".into(), "-7.2".into())
    );
    let figures = table(Kind::Figures);
    assert_eq!((figures(0, "differs_from"), figures(1, "differs_from")), ("1".into(), "0".into()));
    assert_eq!((figures(0, "low"), figures(0, "high")), ("80".into(), String::new()));
    let documents = table(Kind::Documents);
    assert!(documents(0, "title").starts_with("'=Bridge"));
    assert_eq!((documents(0, "authors"), documents(0, "statements")), ("Nell Ward; Ida Moss".into(), "4".into()));
}

#[test]
fn parquet_gives_back_types_lists_and_nulls() {
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::RowAccessor;
    let folder = std::env::temp_dir().join(format!("sayso-parquet-{}", std::process::id()));
    parquet::write(std::iter::repeat_n(record(), 3), &folder).unwrap();
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(
        names,
        ["documents", "events", "figures", "parties", "places", "statements"].map(|it| format!("{it}.parquet"))
    );
    for kind in Kind::ALL {
        let file = std::fs::File::open(folder.join(format!("{}.parquet", kind.name()))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let record = record();
        let report = Report::new(&record);
        let expected = kind.rows(&report);
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(|it| it.unwrap()).collect();
        assert_eq!(rows.len(), expected.len() * 3);
        for (row, cells) in rows.iter().zip(expected.iter().cycle()) {
            for (n, cell) in cells.iter().enumerate() {
                let name = kind.columns()[n].name;
                match cell {
                    Cell::Null => assert!(row.get_column_iter().nth(n).unwrap().1.to_string() == "null", "{name}"),
                    Cell::Text(it) => assert_eq!(row.get_string(n).unwrap(), it, "{name}"),
                    Cell::Whole(it) => assert_eq!(row.get_long(n).unwrap(), *it, "{name}"),
                    Cell::Number(it) => assert_eq!(row.get_double(n).unwrap(), *it, "{name}"),
                    Cell::Day(it) => {
                        assert_eq!(row.get_column_iter().nth(n).unwrap().1.to_string(), it.to_string(), "{name}");
                    }
                    Cell::Texts(all) => {
                        let texts: Vec<String> =
                            row.get_list(n).unwrap().elements().iter().map(|it| it.to_string()).collect();
                        assert_eq!(texts, all.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>(), "{name}");
                    }
                    Cell::Wholes(all) => {
                        let list = row.get_list(n).unwrap().elements().iter().map(|it| it.to_string().parse().unwrap());
                        assert_eq!(&list.collect::<Vec<i64>>(), all, "{name}");
                    }
                }
            }
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// What the Web Annotation Data Model (W3C Recommendation, 2017) says must be there, class by class.
#[test]
fn web_annotations_have_what_the_model_requires() {
    const MOTIVATIONS: [&str; 13] = [
        "assessing",
        "bookmarking",
        "classifying",
        "commenting",
        "describing",
        "editing",
        "highlighting",
        "identifying",
        "linking",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    ];
    fn each(value: &Value) -> Vec<&Value> {
        value.as_array().map_or_else(|| vec![value], |all| all.iter().collect())
    }
    let record = record();
    let text: Vec<char> = record.document.text.chars().collect();
    let all = web_annotation::annotations(&record);
    // The statement without content has no target, and so no annotation.
    assert_eq!(all.len(), 3 + 3 + 2);
    let mut ids = HashSet::new();
    for it in &all {
        assert_eq!((&it["@context"], &it["type"]), (&"http://www.w3.org/ns/anno.jsonld".into(), &"Annotation".into()));
        let id = it["id"].as_str().unwrap();
        assert!(id.starts_with("urn:uuid:") && id.len() == 45 && ids.insert(id), "{id}");
        assert!(MOTIVATIONS.contains(&it["motivation"].as_str().unwrap()));
        assert_eq!(it["generator"]["type"], "Software");
        for body in each(&it["body"]) {
            assert!(body["type"] == "TextualBody" && body["value"].is_string());
            assert!(MOTIVATIONS.contains(&body["purpose"].as_str().unwrap()));
        }
        let targets = each(&it["target"]);
        assert!(!targets.is_empty());
        for target in targets {
            assert_eq!(
                (&target["type"], &target["source"]),
                (&"SpecificResource".into(), &"https://news.example/bridge".into())
            );
            let [quote, position] = each(&target["selector"])[..] else { panic!("{target}") };
            assert_eq!(
                (&quote["type"], &position["type"]),
                (&"TextQuoteSelector".into(), &"TextPositionSelector".into())
            );
            let [start, end] = ["start", "end"].map(|it| usize::try_from(position[it].as_u64().unwrap()).unwrap());
            let [prefix, exact, suffix] = ["prefix", "exact", "suffix"].map(|it| quote[it].as_str().unwrap());
            assert_eq!(exact, text[start..end].iter().collect::<String>());
            let around = format!("{prefix}{exact}{suffix}");
            assert!(record.document.text.contains(&around) && around.chars().count() <= end - start + 64);
        }
    }
    assert_eq!(each(&all[0]["target"]).len(), 2, "two fragments");
    assert!(all[4]["body"].to_string().contains("In the report's own voice: COERCE event, occurred"));
    // The same from another reading of the same words.
    let mut later = record.clone();
    later.statements.remove(0);
    assert_eq!(web_annotation::annotations(&later)[0]["id"], all[1]["id"]);
    let page = web_annotation::page(&record);
    assert_eq!((&page["type"], page["items"].as_array().unwrap().len()), (&"AnnotationPage".into(), 8));
    assert!(page["id"].is_string() && page["items"][0].get("@context").is_none());
    later.document.url = None;
    assert!(web_annotation::annotations(&later)[0]["target"]["source"].as_str().unwrap().starts_with("urn:uuid:"));
}

#[test]
fn schema_org_leaves_the_verdict_open() {
    let record = record();
    let first = |_: &sayso_wire::Record, _: &sayso_wire::Statement| Some("https://news.example/first".to_owned());
    let options = schema_org::Options { drafts: true, first: Some(&first) };
    let graph = schema_org::graph(&record, &options);
    let of = |kind: &str| -> Vec<Value> {
        graph["@graph"].as_array().unwrap().iter().filter(|it| it["@type"] == kind).cloned().collect()
    };
    let [article, quotation] = [&of("NewsArticle")[..], &of("Quotation")[..]].map(|it| it[0].clone());
    assert_eq!(quotation["text"], "The 𝔟ridge … is\nsafe.");
    assert_eq!(quotation["spokenByCharacter"], serde_json::json!({"@type": "Person", "name": "Zoë Brook"}));
    assert_eq!(quotation["isPartOf"]["@id"], article["@id"]);
    // The denial is no claim of hers; a guard may be a person or a body.
    let claims = of("Claim");
    let texts: Vec<_> = claims.iter().map(|it| it["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["“The 𝔟ridge,” … “is\nsafe.”", "or 100"]);
    assert_eq!((&claims[1]["creditText"], claims[1].get("author")), (&"a guard".into(), None));
    assert_eq!(claims[0]["firstAppearance"]["url"], "https://news.example/first");
    let reviews = of("ClaimReview");
    assert_eq!((reviews.len(), &reviews[0]["itemReviewed"]["@id"]), (2, &claims[0]["@id"]));
    assert!(reviews.iter().all(|it| it.get("reviewRating").is_none() && it.get("author").is_none()));
    let mut line = Vec::new();
    schema_org::write([&record], &mut line, &schema_org::Options::default()).unwrap();
    let line = String::from_utf8(line).unwrap();
    assert!(!line.contains('<') && !line.contains("ClaimReview") && !line.contains("firstAppearance"));
    assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["@graph"][0]["headline"], record.document.title.unwrap());
}

#[test]
fn every_format_is_written_by_its_name() {
    let folder = std::env::temp_dir().join(format!("sayso-formats-{}", std::process::id()));
    for format in Format::ALL {
        let own = folder.join(format.name());
        to_folder([record()], format, &own).unwrap();
        let files: Vec<_> = std::fs::read_dir(&own).unwrap().map(|it| it.unwrap().path()).collect();
        assert!(!files.is_empty() && files.iter().all(|it| it.extension().is_none_or(|it| it != "part")), "{files:?}");
        let mut out = Vec::new();
        assert_eq!(to_stream([record()], format, &mut out).is_err(), format.is_folder());
        assert!(format.is_folder() || (out.ends_with(b"\n") && std::fs::read(&files[0]).unwrap() == out));
    }
    let below_a_file = folder.join("jsonl/records.jsonl/no");
    let told = to_folder([record()], Format::Csv, &below_a_file).unwrap_err().to_string();
    assert!(told.contains("records.jsonl"), "{told}");
    std::fs::remove_dir_all(folder).unwrap();
}
