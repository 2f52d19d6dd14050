//! One figure over time: what belongs to a series, in what order, and what does not.

use crate::record::Folder;
use crate::told::Told;
use sayso_ledger::Ledger;
use sayso_ledger::ask::{Order, Question, Series, Trend};
use serde_json::{Value, json};

/// A report of one fire in a town, with how many it killed.
fn fire(town: &str, outlet: &str, day: u32, toll: (&str, Value, Value)) -> Told {
    let (words, low, high) = toll;
    let text = format!(
        "The {town} mill burned for a second night, and {words} people were killed, police in {town} said. Firemen searched the {town} mill for \
         workers of the night shift, and the owners of the {town} mill closed its gates. Families waited outside the burned mill of {town}."
    );
    Told::new(outlet, &format!("2026-03-{day:02}"), &format!("{town} mill fire kills {words}"), &text)
        .says("organization:police", &[&format!("{words} people were killed")])
        .figure(words, 0.0, "people killed")
        .with("/figures/0/low", low)
        .with("/figures/0/high", high)
        .with("/figures/0/attributed_to", 0)
}

fn exactly(words: &str, number: f64) -> (&str, Value, Value) {
    (words, json!(number), json!(number))
}

fn with(folder: &Folder, reports: &[Told]) -> Ledger {
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    for it in reports {
        ledger.record(&it.record()).unwrap();
    }
    ledger
}

fn killed() -> Question {
    Question { words: Some("killed".into()), limit: 9, ..Question::default() }
}

/// Trend, factor, and whether both can hold.
type Against = (Trend, Option<f64>, bool);

/// Day, least value, and how it stands to the one before.
fn told(it: &Series) -> Vec<(&str, Option<f64>, Option<Against>)> {
    let of = |it: &sayso_ledger::ask::Change| (it.trend, it.factor, it.both_hold);
    it.tellings.iter().map(|it| (it.day.as_str(), it.low, it.change.as_ref().map(of))).collect()
}

#[test]
fn a_toll_grows_from_day_to_day() {
    let folder = Folder::new("toll");
    let ledger = with(
        &folder,
        &[
            fire("Orvale", "The Post", 3, ("At least four", json!(4.0), Value::Null)),
            fire("Orvale", "Kesten Radio", 5, exactly("Fourteen", 14.0)),
            // It came late, and tells of the day between.
            fire("Orvale", "The Lantern", 4, exactly("Seven", 7.0)).with("/figures/0/when", "2026-03-03"),
            fire("Orvale", "The Star", 5, exactly("Fourteen", 14.0)),
            // Another fire, in another town, on the same days.
            fire("Kesten", "The Post", 3, exactly("Two", 2.0)),
            fire("Kesten", "The Lantern", 6, exactly("Three", 3.0)),
        ],
    );
    let found = ledger.over_time(&killed()).unwrap();
    assert_eq!(found.len(), 2, "{found:#?}");
    assert_eq!(
        told(&found[0]),
        [("2026-03-03", Some(2.0), None), ("2026-03-06", Some(3.0), Some((Trend::Up, Some(1.5), false)))],
        "what changed last comes first"
    );
    assert_eq!(
        told(&found[1]),
        [
            ("2026-03-03", Some(4.0), None),
            ("2026-03-04", Some(7.0), Some((Trend::Up, Some(1.75), true))),
            ("2026-03-05", Some(14.0), Some((Trend::Up, Some(2.0), false))),
            ("2026-03-05", Some(14.0), Some((Trend::Same, Some(1.0), true))),
        ]
    );
    let it = &found[1];
    assert_eq!(
        (it.of.as_str(), it.unit.as_str(), it.changed.as_deref()),
        ("people killed", "count", Some("2026-03-05"))
    );
    let line = &it.tellings[1].line;
    assert_eq!((line.source.as_deref(), line.outlet.as_deref()), (Some("police"), Some("The Lantern")));
    assert_eq!((it.tellings[1].when.as_deref(), line.words.as_str()), (Some("2026-03-03"), "Seven people killed"));
    // One telling finds the whole series.
    let found = |narrowed: Question| ledger.over_time(&narrowed).unwrap();
    assert_eq!(found(Question { outlet: Some("Kesten Radio".into()), ..killed() }), std::slice::from_ref(it));
    assert_eq!(found(Question { order: Order::Oldest, limit: 1, ..killed() }).len(), 1);
    assert_eq!(found(Question { order: Order::Oldest, ..killed() })[0], *it);
    assert!(found(Question { words: Some("injured".into()), ..killed() }).is_empty());
}

#[test]
fn another_place_and_another_part_are_other_things() {
    let folder = Folder::new("other");
    let report = |outlet: &str, day, number: f64, place: Option<&str>, of: &str| {
        fire("Orvale", outlet, day, exactly("Some", number)).with("/figures/0/where", place).with("/figures/0/of", of)
    };
    let ledger = with(
        &folder,
        &[
            report("The Post", 3, 4.0, Some("Orvale"), "people killed"),
            report("The Lantern", 4, 6.0, None, "dead"),
            // The same story tells of a fire in another town, of a part of the dead, of others, and of a year.
            report("The Star", 4, 40.0, Some("Kesten"), "people killed"),
            report("The Sun", 4, 2.0, Some("Orvale"), "children killed"),
            report("The Moon", 4, 9.0, Some("Orvale"), "people injured"),
            report("The Wire", 4, 90.0, Some("Orvale"), "people killed").with("/figures/0/when", "2025"),
            report("The Bell", 4, 30.0, Some("Orvale"), "people killed").with("/figures/0/when", "2019-03-03"),
        ],
    );
    let found = ledger.over_time(&Question { words: None, ..killed() }).unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].tellings.iter().map(|it| it.low).collect::<Vec<_>>(), [Some(4.0), Some(6.0)]);
    assert_eq!(found[0].place.as_deref(), Some("Orvale"));
}

#[test]
fn what_is_no_longer_in_force_is_left_out() {
    let folder = Folder::new("left-out");
    let first = fire("Orvale", "The Post", 3, exactly("Four", 4.0));
    let page = first.record().document.url.unwrap();
    let mut ledger = with(
        &folder,
        &[
            first.clone(),
            fire("Orvale", "The Lantern", 4, exactly("Seven", 7.0)),
            // The page changes, and a newer reader reads it again.
            fire("Orvale", "The Post", 5, exactly("Nine", 9.0)).with("/document/url", page),
        ],
    );
    let numbers = |ledger: &Ledger| -> Vec<Vec<Option<f64>>> {
        let found = ledger.over_time(&killed()).unwrap();
        found.iter().map(|it| it.tellings.iter().map(|it| it.low).collect()).collect()
    };
    assert_eq!(numbers(&ledger), [[Some(7.0), Some(9.0)]]);
    let again = fire("Orvale", "The Lantern", 4, exactly("Seven", 8.0)).read_by("2");
    ledger.record(&again.record()).unwrap();
    assert_eq!(numbers(&ledger), [[Some(8.0), Some(9.0)]]);
    let none = fire("Orvale", "The Lantern", 4, exactly("Seven", 7.0)).read_by("3").with("/figures", json!([]));
    ledger.record(&none.record()).unwrap();
    assert!(numbers(&ledger).is_empty(), "one day is no series");
}

#[test]
fn months_go_on_from_each_other_in_one_place() {
    let folder = Folder::new("months");
    let topics = ["The port hired crane drivers", "A school was named after a poet", "Rain washed the new road away"];
    let report = |(n, topic): (usize, &&str)| {
        let (month, told) = (n + 1, [40.0, 52.0, 47.0][n]);
        Told::new("The Post", &format!("2026-{:02}-09", month + 1), topic, &format!("{topic}. Some were counted."))
            .figure("Some", told, "unemployed people")
            .with("/figures/0/when", format!("2026-{month:02}"))
            .with("/figures/0/where", "Orvale")
    };
    let mut reports: Vec<Told> = topics.iter().enumerate().map(report).collect();
    // The year before, and another town.
    reports.push(report((1, &"Bakers baked bread")).with("/figures/0/when", "2024-02").with("/document/url", "a"));
    reports.push(report((2, &"A theatre opened")).with("/figures/0/where", "Kesten").with("/document/url", "b"));
    // Told again a month later: still of January, and after what was told of it first.
    reports.push(report((2, &"Ferries stand still")).with("/figures/0/when", "2026-01").with("/document/url", "c"));
    let ledger = with(&folder, &reports);
    let found = ledger.over_time(&Question { words: None, ..killed() }).unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    let days: Vec<(&str, Option<f64>)> = found[0].tellings.iter().map(|it| (it.day.as_str(), it.low)).collect();
    assert_eq!(
        days,
        [
            ("2026-01-31", Some(40.0)),
            ("2026-01-31", Some(47.0)),
            ("2026-02-28", Some(52.0)),
            ("2026-03-31", Some(47.0))
        ]
    );
    assert_eq!(found[0].tellings[2].line.date, "2026-03-09");
}

#[test]
fn a_report_repeats_itself_once() {
    let folder = Folder::new("repeats");
    let twice = |outlet, day, number| {
        let told = fire("Orvale", outlet, day, exactly("Some", number));
        // The headline, in the report's own voice.
        told.figure("burned", number, "people killed")
    };
    let ledger = with(&folder, &[twice("The Post", 3, 4.0), twice("The Lantern", 4, 6.0)]);
    let found = ledger.over_time(&killed()).unwrap();
    assert_eq!(found.len(), 1);
    let sources: Vec<Option<&str>> = found[0].tellings.iter().map(|it| it.line.source.as_deref()).collect();
    assert_eq!(sources, [Some("police"), Some("police")]);
}
