//! GDELT's and PLOVER's formats, from a report to files.

use crate::columns::faults;
use crate::harness::{Folder, root};

fn example() -> String {
    root().join("examples/bridge.html").to_str().unwrap().to_owned()
}

#[test]
fn a_prefix_or_a_folder_takes_the_three_streams() {
    let folder = Folder::new();
    folder.file("out/notes.txt", "");
    assert_eq!(folder.run(["read", "--format", "gdelt", "-o", "march", &example()]).ok(), "");
    folder.run(["read", "--format", "gdelt", "-o", "out", &example()]).ok();
    for (stream, ending) in [("events", "export.CSV"), ("mentions", "mentions.CSV"), ("gkg", "gkg.csv")] {
        let rows = folder.content(&format!("march.{ending}"));
        assert_eq!(faults(stream, &rows), [""; 0], "{rows}");
        assert_eq!(folder.content(&format!("out/sayso.{ending}")), rows, "the same input gives the same rows");
    }
    let gkg = folder.content("march.gkg.csv");
    assert_eq!(gkg.lines().count(), 1);
    let quotations = gkg.split('\t').nth(22).unwrap();
    assert!(quotations.split('#').count() > 2, "{quotations}");
}

#[test]
fn standard_output_takes_one_stream() {
    let folder = Folder::new();
    let events = folder.run(["read", "--format", "gdelt", &example()]).ok();
    assert_eq!(faults("events", &events), [""; 0]);
    let gkg = folder.run(["read", "--format", "gdelt", "--stream", "gkg", &example()]).ok();
    assert_eq!((faults("gkg", &gkg), gkg.lines().count()), (Vec::new(), 1));
    folder.run(["read", "--format", "gdelt", "--stream", "gkg", "-o", "one.tsv", &example()]).ok();
    assert_eq!(folder.content("one.tsv"), gkg, "one stream is written to the file that is named");
}

#[test]
fn streams_belong_to_one_format_and_spare_the_inputs() {
    let folder = Folder::new();
    let ran = folder.run(["read", "--stream", "gkg", &example()]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("only --format gdelt has streams"), "{ran:?}");
    folder.file("it.gkg.csv", "Nobody spoke.");
    let ran = folder.run(["read", "--format", "gdelt", "-o", "it", "it.gkg.csv"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("it.gkg.csv: is an input too"), "{ran:?}");
    assert_eq!(folder.content("it.gkg.csv"), "Nobody spoke.");
}

#[test]
fn plover_writes_an_event_a_line() {
    let lines = Folder::new().run(["read", "--format", "plover", &example()]).ok();
    for line in lines.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(event["status"].is_string() && event["actor"].is_array(), "{line}");
    }
}
