//! What reports have in common is put side by side, and stays so when they are read again or their pages change.

use crate::record::Folder;
use crate::told::{Told, saying};
use crate::whole::whole;
use sayso_ledger::ask::{How, Kind, Line, Question};
use sayso_ledger::{Ledger, Recorded};
use serde_json::json;

/// What has nothing to do with it.
fn others() -> Vec<Told> {
    let texts = [
        "The library of Tamsin opened a reading room for children on Sunday. Visitors borrowed two hundred novels before noon.",
        "Bakers in Lorne raised the price of rye bread again. Flour costs more since the mill closed its gates last autumn.",
        "The council of Pell voted for a tram line to the university. Work on the rails begins once the snow has melted.",
    ];
    texts
        .iter()
        .enumerate()
        .map(|(n, text)| Told::new("The Almanac", "2026-03-03", &format!("Other {n}"), text))
        .collect()
}

/// One sinking, told by three outlets: an event, a quotation and a toll each.
fn sinking() -> Vec<Told> {
    let told = |outlet, day, title, text: &str, quotation: &str, (words, dead): (&str, u64), trigger, of| {
        Told::new(outlet, day, title, text)
            .says("Ruta Lund", &[quotation])
            .event(trigger, "ASSAULT", "occurred", "organization:Vardian air force", "unnamed:a fishing boat")
            .with("/events/0/when", "2026-03-03")
            .with("/events/0/where", "Orvale")
            .with("/events/0/dead", json!([dead, dead]))
            .figure(words, dead as f64, of)
    };
    vec![
        told(
            "The Post",
            "2026-03-04",
            "Air strike sinks boat off Orvale",
            "The Vardian air force sank a fishing boat off Orvale on Tuesday, killing three people. Minister Ruta Lund said: “We struck the boat because \
             it carried rockets, and we will strike every boat that carries rockets.” Fishermen of Orvale searched the water for survivors all night.",
            "“We struck the boat because it carried rockets, and we will strike every boat that carries rockets.”",
            ("three", 3),
            "sank",
            "people killed",
        ),
        told(
            "The Lantern",
            "2026-03-04",
            "Five dead off Orvale",
            "Five dead, say the fishermen of Orvale, after the Vardian air force attacked a fishing boat. Ruta Lund, the minister, said: “We struck the \
             boat because it carried rockets.” Fishermen searched for survivors of the strike.",
            "“We struck the boat because it carried rockets.”",
            ("Five", 5),
            "attacked",
            "dead",
        ),
        told(
            "Kesten Radio",
            "2026-03-05",
            "Minister defends strike on boat",
            "A strike by the Vardian air force on a fishing boat off Orvale killed three people, survivors told Kesten Radio. Ruta Lund, the minister, \
             defended it: “We hit the boat because it carried heavy rockets, and we will strike every boat that carries rockets.”",
            "“We hit the boat because it carried heavy rockets, and we will strike every boat that carries rockets.”",
            ("three", 3),
            "strike",
            "people killed",
        ),
    ]
}

fn add(ledger: &mut Ledger, all: &[Told]) -> Vec<i64> {
    all.iter().map(|it| ledger.record(&it.record()).unwrap().document()).collect()
}

fn all(limit: usize) -> Question {
    Question { limit, ..Question::default() }
}

fn outlets(lines: &[Line]) -> Vec<&str> {
    lines.iter().filter_map(|it| it.outlet.as_deref()).collect()
}

/// That the sinking is one story, one quotation, one event and one difference, whatever else is there.
fn is_put_together(ledger: &Ledger) {
    let stories = ledger.stories(&all(9)).unwrap();
    assert_eq!(stories.len(), 1, "{stories:?}");
    assert_eq!(outlets(&stories[0].reports), ["The Post", "The Lantern", "Kesten Radio"]);
    assert_eq!((stories[0].first.as_str(), stories[0].last.as_str()), ("2026-03-04", "2026-03-05"));
    let by_words = Question { words: Some("survivors".into()), ..all(9) };
    assert_eq!(ledger.stories(&by_words).unwrap(), stories);
    assert!(ledger.stories(&Question { words: Some("bread".into()), ..all(9) }).unwrap().is_empty());

    let quotations = ledger.quotations(&all(9)).unwrap();
    assert_eq!(quotations.len(), 1, "{quotations:?}");
    let it = &quotations[0];
    assert_eq!((it.speaker.as_deref(), it.first.outlet.as_deref()), (Some("Ruta Lund"), Some("The Post")));
    assert_eq!(it.outlets, ["The Post", "The Lantern", "Kesten Radio"]);
    let variants: Vec<(&str, How)> =
        it.variants.iter().map(|it| (it.line.outlet.as_deref().unwrap_or_default(), it.how)).collect();
    assert_eq!(variants, [("The Post", How::Changed), ("The Lantern", How::Changed), ("Kesten Radio", How::Fullest)]);

    let happenings = ledger.happenings(&all(9)).unwrap();
    assert_eq!(happenings.len(), 1, "{happenings:?}");
    let it = &happenings[0];
    assert_eq!(outlets(&it.records), ["The Post", "The Lantern", "Kesten Radio"]);
    assert_eq!(
        (it.status.as_str(), it.when.as_deref(), it.place.as_deref()),
        ("occurred", Some("2026-03-03"), Some("Orvale"))
    );
    assert_eq!(
        (it.actors.as_slice(), it.recipients.as_slice()),
        (&["Vardian air force".to_owned()][..], &["a fishing boat".to_owned()][..])
    );
    let dead = it.dead.as_ref().expect("a toll");
    assert_eq!((dead.low, dead.high, dead.differ), (3, Some(5), true));
    let tellers: Vec<(u64, Vec<&str>)> = dead
        .by
        .iter()
        .map(|(low, _, ids)| {
            (
                *low,
                outlets(&it.records)
                    .into_iter()
                    .zip(&it.records)
                    .filter(|(_, line)| ids.contains(&line.id))
                    .map(|(o, _)| o)
                    .collect(),
            )
        })
        .collect();
    assert_eq!(tellers, [(3, vec!["The Post", "Kesten Radio"]), (5, vec!["The Lantern"])]);

    let differing = ledger.differing(&all(9)).unwrap();
    let pairs: Vec<(Option<&str>, Vec<&str>)> = differing
        .iter()
        .map(|it| {
            let others = it.others.iter().filter_map(|(line, _)| line.outlet.as_deref());
            (it.figure.outlet.as_deref(), others.collect())
        })
        .collect();
    assert_eq!(
        pairs,
        [
            (Some("Kesten Radio"), vec!["The Lantern"]),
            (Some("The Lantern"), vec!["The Post", "Kesten Radio"]),
            (Some("The Post"), vec!["The Lantern"])
        ]
    );
    assert!(differing.iter().flat_map(|it| &it.others).all(|(_, factor)| *factor == Some(1.67)));
}

#[test]
fn three_outlets_tell_of_one_thing() {
    let folder = Folder::new("together");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    add(&mut ledger, &others());
    add(&mut ledger, &sinking());
    is_put_together(&ledger);
}

#[test]
fn reports_read_again_stay_together() {
    let folder = Folder::new("relink");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    add(&mut ledger, &others());
    let reports = sinking();
    add(&mut ledger, &reports);
    for version in 2..25 {
        let version = version.to_string();
        add(&mut ledger, &reports.iter().map(|it| it.clone().read_by(&version)).collect::<Vec<_>>());
    }
    is_put_together(&ledger);
    whole(ledger.path());
}

#[test]
fn a_variant_says_what_was_cut_and_changed() {
    let folder = Folder::new("variants");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let full = "We will open the old harbour gate on Monday, whatever the ministry writes.";
    add(
        &mut ledger,
        &[
            saying("The Post", "2026-03-02", "Ruta Lund", "We will open the old harbour gate on Monday."),
            saying("The Lantern", "2026-03-01", "Ruta Lund", full),
            saying(
                "Kesten Radio",
                "2026-03-03",
                "Ruta Lund",
                "We will open the old harbour door on Monday, whatever the ministry writes.",
            ),
            saying(
                "The Wire",
                "2026-03-03",
                "Ruta Lund",
                "“We will open the old harbour gate on Monday, whatever the ministry writes”",
            ),
            // Others say other things, or are others.
            saying(
                "The Star",
                "2026-03-03",
                "Ruta Lund",
                "We will not open the old harbour gate on Monday, whatever the ministry writes.",
            ),
            saying("The Sun", "2026-03-03", "Jon Marr", full),
            saying("The Moon", "2026-03-04", "Lund", "We will open the old harbour gate on Monday."),
        ],
    );
    let found = ledger.quotations(&Question { words: Some("harbour".into()), ..all(9) }).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    let it = &found[0];
    assert_eq!(
        (it.first.outlet.as_deref(), it.first.date.as_str()),
        (Some("The Lantern"), "2026-03-01"),
        "by day, not by when it was added"
    );
    let hows: Vec<(&str, How)> =
        it.variants.iter().map(|it| (it.line.outlet.as_deref().unwrap_or_default(), it.how)).collect();
    // Of the same length without quotation marks, the one with them is the fullest.
    assert_eq!(hows[0].0, "The Lantern");
    let how = |outlet: &str| hows.iter().find(|it| it.0 == outlet).map(|it| it.1);
    assert_eq!(how("The Lantern"), Some(How::Same));
    assert_eq!(how("The Wire"), Some(How::Fullest));
    assert_eq!((how("The Post"), how("The Moon")), (Some(How::Cut), Some(How::Cut)));
    assert_eq!((how("Kesten Radio"), how("The Star"), how("The Sun")), (Some(How::Changed), None, None));
    let radio = it.variants.iter().find(|it| it.how == How::Changed).unwrap();
    let changed: Vec<_> = radio
        .pieces
        .iter()
        .filter(|it| it.change != "equal")
        .map(|it| (it.change, it.from.as_str(), it.to.as_str()))
        .collect();
    assert_eq!(changed, [("changed", "gate", "door")]);
}

#[test]
fn one_agency_story_in_three_outlets() {
    let folder = Folder::new("copies");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let text = "Ferries between Orvale and Kesten will stop on Friday because their crews have not been paid since January. The union of seamen said \
                twelve ships were to stay in port. Shops on the island of Tarn have food for nine days, its mayor said. The company that runs the \
                ferries asked the crews for patience and promised wages by April, which the union called an old song with a new date. Farmers \
                want the navy to bring hay.";
    let cut = text.split(" The company").next().unwrap();
    let told = |outlet: &str, text: &str| Told::new(outlet, "2026-03-06", "Ferries stop", text);
    let ids = add(
        &mut ledger,
        &[told("The Post", text), told("The Lantern", text), told("Kesten Radio", cut), others()[1].clone()],
    );
    let copies = |ledger: &Ledger, document: i64| -> Vec<(i64, String)> {
        let shown = ledger.show(sayso_ledger::ask::Id::report(document)).unwrap().unwrap();
        shown.copies.into_iter().map(|(id, how, _)| (id.row, how)).collect()
    };
    let (same, excerpt) = ("same".to_owned(), "excerpt".to_owned());
    assert_eq!(copies(&ledger, ids[0]), [(ids[1], same.clone()), (ids[2], excerpt.clone())]);
    assert_eq!(copies(&ledger, ids[2]), [(ids[0], excerpt.clone()), (ids[1], excerpt.clone())]);
    assert!(copies(&ledger, ids[3]).is_empty());
    // Each stays a report of its own. A new version takes the place of the one before.
    assert_eq!(ledger.search(&Question::of(Kind::Report, 9)).unwrap().len(), 4);
    let newer =
        ledger.record(&told("The Lantern", &format!("{text} Nobody at the company answered.")).record()).unwrap();
    let Recorded::Changed(newer, _) = newer else { panic!("{newer:?}") };
    assert_eq!(copies(&ledger, ids[0]), [(ids[2], excerpt.clone()), (newer, same)]);
    let shown = ledger.show(sayso_ledger::ask::Id::report(ids[1])).unwrap().unwrap();
    assert_eq!((shown.earlier, shown.later.map(|it| it.row)), (None, Some(newer)));
}

#[test]
fn a_page_that_changes_tells_what_changed() {
    let folder = Folder::new("changes");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    add(&mut ledger, &others());
    let reports = sinking();
    let ids = add(&mut ledger, &reports);
    let page = reports[1].record().document.url.unwrap();
    let text = "Three dead, say the fishermen of Orvale, after the Vardian air force attacked a fishing boat. Ruta Lund, the minister, said: “We struck \
                the boat because it carried many rockets.” Jon Marr, a fisherman, said: “There were nets in it.” Fishermen searched for survivors.";
    let changed = Told::new("The Lantern", "2026-03-04", "Three dead off Orvale", text)
        .with("/document/url", page)
        .says("Ruta Lund", &["“We struck the boat because it carried many rockets.”"])
        .says("Jon Marr", &["“There were nets in it.”"])
        .figure("Three", 3.0, "dead");
    let newer = ledger.record(&changed.record()).unwrap();
    let Recorded::Changed(newer, earlier) = newer else { panic!("{newer:?}") };
    assert_eq!(earlier, ids[1]);
    let words = |lines: &[Line]| lines.iter().map(|it| it.words.clone()).collect::<Vec<String>>();
    let it = ledger.changes(newer).unwrap().unwrap();
    assert_eq!((it.earlier.row, it.later.row), (earlier, newer));
    assert_eq!((words(&it.said), words(&it.unsaid)), (vec!["“There were nets in it.”".to_owned()], Vec::new()));
    assert_eq!(it.reworded.len(), 1);
    assert_eq!(
        (words(&it.counted), words(&it.uncounted)),
        (vec!["Three dead".to_owned()], vec!["Five dead".to_owned()])
    );
    assert_eq!(ledger.changes(earlier).unwrap(), None);
    assert_eq!(ledger.changes(999).unwrap(), None);
    // Nobody tells of five any more; the story has the page once, as it is now.
    assert!(ledger.differing(&all(9)).unwrap().is_empty());
    let stories = ledger.stories(&all(9)).unwrap();
    assert_eq!(stories.iter().map(|it| it.reports.len()).collect::<Vec<_>>(), [3]);
    let toll = ledger.happenings(&all(9)).unwrap().remove(0).dead.unwrap();
    assert_eq!((toll.low, toll.high, toll.differ), (3, Some(3), false));
    assert_eq!(ledger.quotations(&all(9)).unwrap()[0].outlets.len(), 3);
    whole(ledger.path());
}

#[test]
fn a_page_is_no_story_with_itself() {
    let folder = Folder::new("alone");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    add(&mut ledger, &others());
    let page = sinking().remove(0);
    add(&mut ledger, std::slice::from_ref(&page));
    let longer = format!("{} Nobody else has told of it.", page.record().document.text);
    add(&mut ledger, &[page.clone().with("/document/text", longer.clone())]);
    add(&mut ledger, &[page.with("/document/text", format!("{longer} Nobody at all."))]);
    assert!(ledger.stories(&all(9)).unwrap().is_empty());
    assert!(ledger.quotations(&all(9)).unwrap().is_empty());
    assert!(ledger.happenings(&all(9)).unwrap().is_empty());
    // The second outlet makes it one.
    add(&mut ledger, &sinking()[2..]);
    assert_eq!(ledger.stories(&all(9)).unwrap()[0].reports.len(), 2);
    assert_eq!(ledger.happenings(&all(9)).unwrap()[0].records.len(), 2);
}
