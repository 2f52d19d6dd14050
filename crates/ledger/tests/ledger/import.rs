//! Out and in again without loss; what people change in between is found, and nothing else.

use crate::sample::{at, record};
use sayso_ledger::export::{brat as out, jsonl};
use sayso_ledger::import::{Correction, Imported, Kind, Unlike, apply, brat, corrections, json, renumber};
use sayso_wire::{Number, Record, Time};
use serde_json::json;

fn back(record: &Record) -> Imported {
    brat::parse(&record.document.text, &out::annotations(record), "one.ann")
}

fn edited(edit: impl Fn(String) -> String) -> Imported {
    let record = record();
    let lines = out::annotations(&record);
    let changed = edit(lines.clone());
    assert_ne!(lines, changed, "the edit found nothing to change");
    brat::parse(&record.document.text, &changed, "one.ann")
}

/// The number and line of the `T` or `E` line that holds some words.
fn line<'a>(lines: &'a str, words: &str) -> (&'a str, &'a str) {
    let line = lines.lines().find(|it| it.contains(words)).unwrap_or_else(|| panic!("no line with {words}\n{lines}"));
    (line.split_once('\t').map_or(line, |it| it.0), line)
}

#[test]
fn brat_out_and_in_loses_nothing() {
    let whole = record();
    assert_eq!(back(&whole), Imported { record: Some(whole.clone()), faults: Vec::new() });
    assert_eq!(back(&whole).corrections(&whole), Ok(Vec::new()));
    // Without findings, without a text, and with a text of ends of lines alone.
    for text in ["", "\n\r\n", " \u{2028}x"] {
        let mut bare = Record { parties: vec![], times: vec![], places: vec![], statements: vec![], ..whole.clone() };
        (bare.events, bare.figures, bare.differ, bare.doubts) = Default::default();
        bare.document.blocks.clear();
        bare.document.text = text.into();
        assert_eq!(back(&bare), Imported { record: Some(bare.clone()), faults: Vec::new() });
    }
    // Numbers with gaps, lists out of order, references that lead nowhere.
    let mut odd = whole.clone();
    odd.statements.remove(0);
    odd.parties[0].mentions.reverse();
    odd.figures[0].attributed_to = Some(9);
    odd.statements[0].within = Some(3);
    odd.times.push(Time { span: at("Bridge"), value: String::new() });
    assert_eq!(back(&odd).record, Some(odd.clone()));
}

#[test]
fn brat_lines_are_as_the_format_asks() {
    let lines = out::annotations(&record());
    let text: Vec<char> = record().document.text.chars().collect();
    for line in lines.lines() {
        assert!(!line.contains(['\u{2028}', '\r']), "a line that Python would break: {line}");
        if line.starts_with('T') {
            let [_, what, words] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let places = what.split_once(' ').unwrap().1.split(';');
            let there: Vec<String> = places
                .map(|it| {
                    let (start, end) = it.split_once(' ').unwrap();
                    text[start.parse().unwrap()..end.parse().unwrap()].iter().collect()
                })
                .collect();
            assert_eq!(there.join(" "), words);
        }
    }
    assert!(line(&lines, "\tStatement ").1.ends_with("\t“The 𝔟ridge,” “is safe.”"));
    assert!(lines.contains("Actor:T") && lines.contains("Recipient2:T") && lines.contains("AttributedTo:E2"));
    assert!(lines.contains("\tStatus E4 negated\n") && lines.contains("\tEvent:T"));
    let conf = out::configuration();
    for kind in lines.lines().filter(|it| it.starts_with('T')).map(|it| it.split(['\t', ' ']).nth(1).unwrap()) {
        assert!(conf.lines().any(|it| it.split('\t').next() == Some(kind)), "{kind} is not declared");
    }
}

#[test]
fn a_folder_of_brat_files_is_read_and_never_written_over() {
    let folder = std::env::temp_dir().join(format!("sayso-brat-{}", std::process::id()));
    out::write([record()], &folder).unwrap();
    let all: Vec<Imported> = brat::read(&folder).unwrap().collect();
    assert_eq!(all, [Imported { record: Some(record()), faults: Vec::new() }]);
    let again = out::write([record()], &folder).unwrap_err().to_string();
    assert!(again.contains("is there already"), "{again}");
    let outside = std::fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    assert!(
        outside.into_iter().all(|it| it == "annotation.conf" || it.starts_with("https___news_example_bridge_x_1_y"))
    );
    std::fs::remove_dir_all(folder).unwrap();
}

/// Every edit, the only field that it changes, and its value.
#[test]
fn what_people_change_in_brat_is_found() {
    let words = |lines: &str, kind: &str, from: &str, to: &str| {
        let (id, old) = line(lines, &format!("\t{kind} "));
        assert!(old.ends_with(from), "{old}");
        let [start, end] = at(to);
        lines.replace(old, &format!("{id}\t{kind} {start} {end}\t{to}"))
    };
    type Edit<'a> = (Box<dyn Fn(String) -> String + 'a>, Kind, u64, &'a str, serde_json::Value);
    let edits: Vec<Edit<'_>> = vec![
        (
            Box::new(|it| it.replace("Manner E1 direct", "Manner E1 mixed")),
            Kind::Statement,
            0,
            "manner",
            json!("mixed"),
        ),
        (Box::new(|it| words(&it, "Source", "Zoë Brook", "Brook")), Kind::Statement, 0, "source", json!(at("Brook"))),
        (Box::new(|it| it.replace(" Within:E3", "")), Kind::Statement, 1, "within", json!(null)),
        (Box::new(|it| it.replace(" Cue:T", " Addressee:T")), Kind::Statement, 0, "cue", json!(null)),
        (Box::new(|it| it.replace(r#""low":80"#, r#""low":81"#)), Kind::Figure, 0, "low", json!(81)),
        (Box::new(|it| it.replace("AttributedTo:E3", "AttributedTo:E1")), Kind::Figure, 1, "attributed_to", json!(0)),
        (Box::new(|it| it.replace("Status E4 negated", "Status E4 future")), Kind::Event, 0, "status", json!("future")),
        (Box::new(|it| words(&it, "Time", "Monday", "on Monday")), Kind::Time, 0, "", json!(null)),
    ];
    for (edit, kind, id, field, value) in edits {
        let after = edited(edit);
        assert_eq!(after.faults, []);
        let all = after.corrections(&record()).unwrap();
        let found = all.iter().any(|it| match it {
            Correction::Set { finding, field: set, value: to, .. } => {
                (finding.kind, finding.id, set.as_str(), to) == (kind, Some(id), field, &value)
            }
            Correction::Added { finding, .. } => finding.kind == kind && field.is_empty(),
            Correction::Removed { .. } => false,
        });
        assert!(found && all.len() <= 2, "{field}: {all:?}");
        let mut corrected = record();
        assert_eq!(apply(&mut corrected, &all), []);
        assert_eq!(Some(corrected), after.record, "{field}");
    }
}

#[test]
fn a_changed_kind_of_event_takes_what_belongs_to_it_along() {
    let after = edited(|it| {
        let trigger = line(&it, "\tclosed").0.to_owned();
        it.replace(&format!("COERCE:{trigger}"), &format!("SANCTION:{trigger}"))
            .replace(&format!("{trigger}\tCOERCE"), &format!("{trigger}\tSANCTION"))
    });
    assert_eq!(after.faults, []);
    let event = &after.record.unwrap().events[1];
    assert_eq!((event.event_type.as_str(), event.quad, event.scale), ("SANCTION", 4, Number(-5.2)));
    assert!(event.modes.is_empty() && event.cameo.is_none());
}

#[test]
fn findings_are_added_and_removed() {
    let [start, end] = at("lorries a day use it");
    let [from, to] = at("a guard");
    let after = edited(|it| {
        let gone = line(&it, "\tFigure:").0.to_owned();
        let kept = it.lines().filter(|it| !it.starts_with(&format!("{gone}\t")) && !it.contains(&format!(" {gone}\t")));
        let new = format!(
            "T90\tStatement {start} {end}\tlorries a day use it\nT91\tSource {from} {to}\ta guard\n\
             E90\tStatement:T90 Source:T91\nA90\tManner E90 direct\n"
        );
        kept.map(|it| format!("{it}\n")).collect::<String>() + &new
    });
    assert_eq!(after.faults, []);
    let all = after.corrections(&record()).unwrap();
    let [Correction::Added { finding, value, .. }, Correction::Removed { finding: gone }] = &all[..] else {
        panic!("{all:?}")
    };
    // The number is one that no statement had; who speaks is known from the mention.
    assert_eq!((finding.id, finding.words.as_str()), (Some(4), "lorries a day use it"));
    assert_eq!(
        (&value["speaker"], &value["party"], &value["manner"]),
        (&json!("a guard"), &json!(2), &json!("direct"))
    );
    assert_eq!((gone.kind, gone.words.as_str()), (Kind::Figure, "more than 80"));
    let mut corrected = record();
    assert_eq!(apply(&mut corrected, &all), []);
    assert_eq!(Some(&corrected), after.record.as_ref());
    renumber(&mut corrected);
    assert_eq!((corrected.figures[0].id, corrected.figures[0].attributed_to), (0, Some(2)));
    assert!(corrected.differ.is_empty(), "one figure differs from nothing");
}

#[test]
fn bad_lines_are_named_and_the_rest_is_read() {
    let (mut lines, whole) = (out::annotations(&record()), record());
    let source = line(&lines, "\tSource ").1.to_owned();
    lines = lines.replace(&source, &source.replace("Zoë Brook", "Zoe Brook"));
    let note = lines.lines().find(|it| it.contains(r#""low":80"#)).unwrap().to_owned();
    lines = lines.replace(&note, &note.replace(r#""low":80"#, r#""low":"many""#));
    lines += "T99\tTime 5000 5001\tx\nnonsense\nE99\tFigure:T98\n#99\tAnnotatorNotes E1\tplease check\n";
    let after = brat::parse(&whole.document.text, &lines, "dir/one.ann");
    let number = |it: &str| lines.lines().position(|line| line.contains(it)).unwrap() + 1;
    let told: Vec<String> = after.faults.iter().map(ToString::to_string).collect();
    for words in ["Zoe Brook", r#""many""#, "T99\t", "nonsense", "E99\t"] {
        assert!(
            told.iter().any(|it| it.starts_with(&format!("dir/one.ann:{}: ", number(words)))),
            "{words}: {told:#?}"
        );
    }
    // What hangs on bad lines is missing, and missing is not removed.
    let read = after.record.as_ref().unwrap();
    assert_eq!(read.figures.iter().map(|it| it.id).collect::<Vec<_>>(), [1]);
    assert_eq!(read.events, whole.events);
    assert_eq!(after.corrections(&whole).unwrap(), []);
    assert_eq!(brat::parse("x", "T1\tReport 0 1\tx\n", "f").record, None);
}

/// Whatever happens to one line, nothing breaks, and what a fault took away is never taken for removed.
#[test]
fn no_slip_in_one_line_costs_more_than_its_finding() {
    let (lines, whole) = (out::annotations(&record()), record());
    let all: Vec<&str> = lines.lines().collect();
    let findings = |it: &Record| {
        [it.parties.len(), it.times.len(), it.places.len(), it.statements.len(), it.events.len(), it.figures.len()]
    };
    for (n, line) in all.iter().enumerate() {
        let half: String = line.chars().take(line.chars().count() / 2).collect();
        let tabless = line.replace('\t', " ");
        for (slip, new) in
            [("gone", ""), ("half", &half), ("without tabs", &tabless), ("twice", &[*line, *line].join("\n"))]
        {
            let mut edited = all.clone();
            edited[n] = new;
            let after = brat::parse(&whole.document.text, &edited.join("\n"), "one.ann");
            let corrections = after.corrections(&whole).unwrap();
            let removed = corrections.iter().filter(|it| matches!(it, Correction::Removed { .. })).count();
            assert!(after.faults.is_empty() || removed == 0, "{slip}: {line}\n{corrections:#?}");
            let mut corrected = whole.clone();
            assert_eq!(apply(&mut corrected, &corrections), [], "{slip}: {line}");
            let Some(read) = after.record else { continue };
            let lost: usize =
                findings(&whole).iter().zip(findings(&read)).map(|(had, has)| had.saturating_sub(has)).sum();
            // Those that lie in a statement that was lost are lost with it, since where they lie would be.
            let values = corrections.iter().filter_map(|it| match it {
                Correction::Set { field, value, .. }
                    if ["manner", "act", "status", "type"].contains(&field.as_str()) =>
                {
                    Some(value)
                }
                _ => None,
            });
            assert_eq!(values.count(), 0, "{slip}: {line} set a word by half\n{corrections:#?}");
            assert!(lost <= 3, "{slip}: {line}\ncost {lost} findings {:#?}", after.faults);
        }
    }
}

#[test]
fn corrections_outlive_a_new_reading_and_json() {
    let before = record();
    let mut after = before.clone();
    after.statements[1].speaker = Some("Mayor Brook".into());
    after.figures[0].attributed_to = Some(2);
    after.document.outlet = None;
    after.doubts.remove(0);
    let all = corrections(&before, &after).unwrap();
    assert_eq!(all.len(), 4);
    let kept = serde_json::to_string(&all).unwrap();
    assert!(kept.contains(r#"{"change":"removed","finding":{"kind":"doubt","#), "{kept}");
    let all: Vec<Correction> = serde_json::from_str(&kept).unwrap();

    // A later reader finds one statement less and numbers the others otherwise.
    let mut later = before.clone();
    later.statements.remove(0);
    renumber(&mut later);
    assert_eq!(apply(&mut later, &all), []);
    assert_eq!(later.statements[0].speaker.as_deref(), Some("Mayor Brook"));
    assert_eq!(later.figures[0].attributed_to, Some(1), "the same statement under its new number");
    assert_eq!((later.document.outlet, later.doubts.len()), (None, 1));

    // One that does not find it at all says so, and what else there is is done.
    let mut other = before.clone();
    other.statements.retain(|it| it.id != 1);
    let failed = apply(&mut other, &all);
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert!(failed[0].to_string().contains("a <closure>"));
    assert_eq!(other.figures[0].attributed_to, Some(2));

    // Added twice is added once; a value that is none is refused.
    let mut more = before.clone();
    more.times.push(Time { span: at("a day"), value: "P1D".into() });
    let add = corrections(&before, &more).unwrap();
    let mut twice = before.clone();
    assert_eq!((apply(&mut twice, &add), apply(&mut twice, &add)), (vec![], vec![]));
    assert_eq!(twice.times.len(), 2);
    let mut wrong = add;
    let Correction::Added { value, .. } = &mut wrong[0] else { panic!() };
    value["span"] = json!([5, 9999]);
    assert_eq!(apply(&mut twice, &wrong).len(), 1);

    let mut newer = before.clone();
    newer.reader.version = "9.0.0".into();
    assert_eq!(corrections(&before, &newer), Err(Unlike::Reading(before.document.id.clone())));
    more.document.text.push('x');
    assert_eq!(corrections(&before, &more), Err(Unlike::Text(before.document.id.clone())));
}

#[test]
fn json_is_read_line_by_line_or_whole() {
    let mut lines = Vec::new();
    jsonl::write([record(), record()], &mut lines).unwrap();
    let one = String::from_utf8(lines).unwrap().lines().next().unwrap().to_owned();
    let input = format!("{one}\n\n{{\"schema\": 1}}\nnot json\n{one}");
    let all: Vec<Imported> = json::read(input.as_bytes(), "in.jsonl").collect();
    let good = Imported { record: Some(record()), faults: Vec::new() };
    assert_eq!((all.len(), &all[0], &all[3]), (4, &good, &good));
    assert!(all[1].faults[0].to_string().starts_with("in.jsonl:3: "));
    assert!(all[2].faults[0].to_string().starts_with("in.jsonl:4: "));

    let pretty = serde_json::to_string_pretty(&[record(), record()]).unwrap();
    let all: Vec<Imported> = json::read(pretty.as_bytes(), "in.json").collect();
    assert_eq!(all, [good.clone(), good.clone()]);
    // A first line that was cut off costs that line alone.
    let input = format!("{}\n{one}\n", one.split_at(100).0);
    let all: Vec<Imported> = json::read(input.as_bytes(), "in.jsonl").collect();
    assert_eq!((all.len(), &all[1]), (2, &good));
    assert!(all[0].faults[0].to_string().starts_with("in.jsonl:1: "));
    let mut astray = record();
    astray.statements[0].content[0][1] = 7000;
    let astray = serde_json::to_string(&astray).unwrap();
    let told = json::read(astray.as_bytes(), "in.json").next().unwrap().faults[0].to_string();
    assert!(told.contains("`content`"), "{told}");
}
