//! What a page of a report, a story, a speaker or events shows, all of it in one answer.

use crate::record::Folder;
use crate::told::{Told, saying};
use sayso_ledger::Ledger;
use sayso_ledger::ask::{Events, Happened, Id, Kind, Question};

const PROMISE: &str = "We will build the old harbour bridge anew before the next winter, whatever it costs.";

/// Three reports of a flood in three outlets, on three days, and one of something else.
fn flood() -> Vec<Told> {
    let text = |more: &str| {
        format!(
            "Flood in Sorn. “{PROMISE}” Ada Quill said. Police arrested Jon Marr in Sorn. {more} people died in the flood in Sorn."
        )
    };
    let told = |outlet: &str, day: &str, dead: &str, number: u32| {
        let of = Told::new(outlet, day, "Flood in Sorn", &text(dead))
            .mentions("Ada Quill")
            .says("Ada Quill", &[PROMISE])
            .says("unnamed:Police", &["Police arrested Jon Marr"])
            .event("arrested", "COERCE", "occurred", "organization:Sorn Police", "Jon Marr")
            .event("died", "ASSAULT", "occurred", "", "unnamed:people")
            .figure(dead, f64::from(number), "people who died");
        of.with("/events/0/where", "Sorn")
            .with("/events/0/geo", serde_json::json!({"name": "Sorn", "lat": 1.5, "lon": 2.5, "country": "FRA", "admin1": null, "geonames_id": 7}))
            .with("/events/1/dead", serde_json::json!([number, number]))
    };
    vec![
        told("The Post", "2026-03-01", "Twelve", 12),
        told("Herald", "2026-03-02", "Twelve", 12),
        told("Courier", "2026-03-03", "Twenty", 20),
        saying("Herald", "2026-06-15", "Ada Quill", "Nothing else is to be decided this year."),
    ]
}

fn with(folder: &Folder, reports: &[Told]) -> Ledger {
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    for it in reports {
        ledger.record(&it.record()).unwrap();
    }
    ledger
}

#[test]
fn a_report_knows_its_rows_and_its_place() {
    let folder = Folder::new("page-report");
    let mut ledger = with(&folder, &flood());
    let report = ledger.report(Id::report(3)).unwrap().unwrap();
    assert_eq!((report.date.as_str(), report.record.document.outlet.as_deref()), ("2026-03-03", Some("Courier")));
    assert_eq!(report.record, flood()[2].record());
    assert_eq!((report.statements.len(), report.events.len(), report.figures.len()), (2, 2, 1));
    for (id, kind) in
        [(report.statements[1], Kind::Statement), (report.events[1], Kind::Event), (report.figures[0], Kind::Figure)]
    {
        let shown = ledger.show(id).unwrap().unwrap();
        assert_eq!((shown.line.report, shown.line.kind), (report.id, kind));
    }
    assert_eq!(ledger.show(report.statements[0]).unwrap().unwrap().line.words, PROMISE);
    let ada = ledger.known("Ada Quill", 1).unwrap()[0].party;
    assert_eq!((report.parties[0], report.parties.len()), (Some(ada), report.record.parties.len()));
    assert_eq!((report.reports, report.corrections, report.earlier, report.later), (3, 0, None, None));
    assert!(
        report.story.is_some()
            && report.copies.len() == 2
            && report.copies[0].line.outlet.as_deref() == Some("The Post")
    );
    // Corrected from the reading that the page had, it has a reading and rows of its own.
    let mut changed = report.record.clone();
    changed.statements.remove(1);
    ledger.correct_since(report.id, report.reading, &changed, "Nell").unwrap();
    let now = ledger.report(report.id).unwrap().unwrap();
    assert_eq!((now.statements.len(), now.corrections), (1, 1));
    assert!(now.reading > report.reading && now.statements[0].row > report.statements[0].row);
    // A changed page has another version before it.
    let later = flood()[2].clone().with("/document/title", "Flood in Sorn, twenty dead");
    let later = Id::report(ledger.record(&later.record()).unwrap().document());
    assert_eq!(ledger.report(later).unwrap().unwrap().earlier, Some(report.id));
    assert_eq!(ledger.report(report.id).unwrap().unwrap().later, Some(later));
    assert!(
        ledger.report(Id::report(99)).unwrap().is_none() && ledger.report("s1".parse().unwrap()).unwrap().is_none()
    );
}

#[test]
fn what_stands_in_a_report_is_found_elsewhere() {
    let folder = Folder::new("page-elsewhere");
    let ledger = with(&folder, &flood());
    let outlets = |lines: &[sayso_ledger::ask::Line]| {
        lines.iter().map(|it| it.outlet.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    let report = ledger.report(Id::report(1)).unwrap().unwrap();
    let found = ledger.elsewhere(report.id).unwrap();
    assert_eq!(
        (found.statements[0].id, outlets(&found.statements[0].lines), found.statements[0].more),
        (report.statements[0], vec!["Courier".into(), "Herald".into()], false)
    );
    let arrest = found.events.iter().find(|it| it.id == report.events[0]).unwrap();
    assert_eq!(outlets(&arrest.lines), ["Courier", "Herald"]);
    let [figure] = &found.figures[..] else { panic!("{:?}", found.figures) };
    assert_eq!((figure.id, outlets(&figure.agree)), (report.figures[0], vec!["Herald".into()]));
    assert_eq!(
        (figure.differ[0].0.outlet.as_deref(), figure.differ[0].1.map(|it| it.round())),
        (Some("Courier"), Some(2.0))
    );
    assert_eq!(ledger.elsewhere(Id::report(4)).unwrap(), sayso_ledger::ask::Elsewhere::default());
    assert_eq!(ledger.elsewhere(Id::report(99)).unwrap(), sayso_ledger::ask::Elsewhere::default());
    assert!(ledger.search(&Question::of(Kind::Report, 9)).unwrap().len() == 4);
}

#[test]
fn a_story_shows_all_that_its_reports_tell() {
    let folder = Folder::new("page-story");
    let mut ledger = with(&folder, &flood());
    let number = ledger.report(Id::report(1)).unwrap().unwrap().story.unwrap();
    let page = ledger.story(number).unwrap().unwrap();
    assert_eq!((page.story.first.as_str(), page.story.last.as_str(), page.count), ("2026-03-01", "2026-03-03", 3));
    assert_eq!(page.story.reports.iter().map(|it| it.id.row).collect::<Vec<_>>(), [1, 2, 3]);
    let speakers: Vec<_> =
        page.speakers.iter().map(|it| (it.name.as_str(), it.party.is_some(), it.statements, it.reports)).collect();
    // Police is another body in each report, and one description of a story.
    assert_eq!(speakers, [("Ada Quill", true, 3, 3), ("Police", false, 3, 3)]);
    assert_eq!(page.quotations.iter().map(|it| it.variants.len()).collect::<Vec<_>>(), [3, 3]);
    let arrest = page.happenings.iter().find(|it| it.event_type == "COERCE").unwrap();
    assert_eq!((arrest.records.len(), arrest.place.as_deref()), (3, Some("Sorn")));
    // Twelve twice and twenty once: two pairs, each told from one side.
    let pairs: Vec<_> = page.differing.iter().map(|it| (it.figure.report.row, it.others.len())).collect();
    assert_eq!(pairs, [(1, 1), (2, 1)]);
    assert_eq!(page.series.iter().map(|it| it.tellings.len()).collect::<Vec<_>>(), [3]);
    let alone = ledger.report(Id::report(4)).unwrap().unwrap().story.unwrap();
    let page = ledger.story(alone).unwrap().unwrap();
    assert!(page.count == 1 && page.quotations.is_empty() && page.happenings.is_empty() && page.series.is_empty());
    assert!(ledger.story(99).unwrap().is_none());
    // A corrected page stays in its story, and what was corrected shows.
    let mut changed = ledger.record_of(3).unwrap().unwrap();
    changed.statements.remove(1);
    ledger.correct_by(Id::report(3), &changed, "Nell").unwrap();
    assert_eq!(ledger.story(number).unwrap().unwrap().speakers[1].statements, 2);
}

#[test]
fn a_speaker_shows_what_was_said_and_nothing_beyond() {
    let folder = Folder::new("page-speaker");
    let mut ledger = with(&folder, &flood());
    ledger.record(&saying("Radio", "2026-07-01", "Adelaide Quill", "It was never shut at all.").record()).unwrap();
    let party = |name: &str| ledger.known(name, 1).unwrap()[0].party;
    let (ada, other, police) = (party("Ada Quill"), party("Adelaide Quill"), party("Sorn Police"));
    ledger.merge(other, ada).unwrap();
    // Whoever was merged is asked for by either number.
    let page = ledger.speaker(other, &Question { limit: 2, ..Question::default() }).unwrap().unwrap();
    assert_eq!((page.known.party, page.known.name.as_str(), page.known.reports), (ada, "Ada Quill", 5));
    assert_eq!(page.known.names, ["Adelaide Quill"]);
    assert_eq!(page.parties.iter().map(|it| it.party).collect::<Vec<_>>(), [ada, other]);
    assert_eq!((page.statements, page.sampled, page.seen), (5, false, 5));
    assert_eq!((page.first.as_deref(), page.last.as_deref()), (Some("2026-03-01"), Some("2026-07-01")));
    assert_eq!((page.timeline.len(), page.timeline[0].from.as_str(), page.timeline[0].count), (19, "2026-02-23", 1));
    assert_eq!(page.timeline.iter().map(|it| it.count).sum::<u32>(), 5);
    assert_eq!((page.outlets[0].name.as_str(), page.outlets[0].count, page.outlets.len()), ("Herald", 2, 4));
    assert_eq!((page.acts[0].name.as_str(), page.acts[0].count), ("say", 5));
    let words: usize = 3 * PROMISE.split(' ').count() + 8 + 6;
    assert_eq!((page.manners[0].manner.as_str(), page.manners[0].words as usize), ("direct", words));
    assert!(page.with.is_empty(), "police without a name is nobody to go on to");
    assert_eq!(page.said.iter().map(|it| it.date.as_str()).collect::<Vec<_>>(), ["2026-07-01", "2026-06-15"]);
    let next = Question { limit: 9, after: Some(page.said[1].id), ..Question::default() };
    let next = ledger.speaker(ada, &next).unwrap().unwrap();
    assert_eq!((next.said.len(), next.statements), (3, 5));
    let narrow =
        Question { outlet: Some("Herald".into()), to: Some("2026-03".into()), limit: 9, ..Question::default() };
    let narrow = ledger.speaker(ada, &narrow).unwrap().unwrap();
    assert_eq!((narrow.statements, narrow.said.len(), narrow.said[0].date.as_str()), (1, 1, "2026-03-02"));
    // A body that only acts has said nothing.
    let silent = ledger.speaker(police, &Question::of(Kind::Statement, 9)).unwrap().unwrap();
    assert!(silent.statements == 0 && silent.said.is_empty() && silent.timeline.is_empty() && silent.first.is_none());
    assert!(ledger.speaker(999, &Question::default()).unwrap().is_none());
}

#[test]
fn speakers_of_one_story_are_told_with_each_other() {
    let folder = Folder::new("page-with");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    for (outlet, who) in [("The Post", "Jon Marr"), ("Herald", "Nell Ward")] {
        let text = format!("Bridge in Sorn. {PROMISE} Nobody asked the people of Sorn about the old harbour bridge.");
        let said = Told::new(outlet, "2026-03-01", "Bridge in Sorn", &text)
            .says("Ada Quill", &[PROMISE])
            .says(who, &["Nobody asked"]);
        ledger.record(&said.record()).unwrap();
    }
    let ada = ledger.known("Ada Quill", 1).unwrap()[0].party;
    let page = ledger.speaker(ada, &Question::of(Kind::Statement, 9)).unwrap().unwrap();
    let with: Vec<_> = page.with.iter().map(|it| (it.name.as_str(), it.stories)).collect();
    assert_eq!(with, [("Jon Marr", 1), ("Nell Ward", 1)]);
}

#[test]
fn events_are_rows_bars_and_places() {
    let folder = Folder::new("page-events");
    let mut reports = flood();
    let planned = saying("Radio", "2026-03-09", "Jon Marr", "We march on Velt.")
        .event("march", "PROTEST", "future", "Jon Marr", "")
        .with("/events/0/when", "2026-03-20")
        .with("/events/0/attributed_to", 0);
    reports.push(planned.with("/events/0/modes", serde_json::json!(["demo"])));
    reports.push(
        saying("Radio", "2026-03-10", "Jon Marr", "They marched in the war.")
            .event("marched", "PROTEST", "occurred", "", "")
            .with("/events/0/when", "1945"),
    );
    let ledger = with(&folder, &reports);
    let rows = ledger.event_rows(&Question { limit: 20, ..Question::default() }).unwrap();
    assert_eq!(rows.len(), 8);
    let march = rows.iter().find(|it| it.status == "future").unwrap();
    assert_eq!(
        (march.source.as_deref(), march.words.as_str(), &march.modes[..]),
        (Some("Jon Marr"), "march", &["demo".to_owned()][..])
    );
    assert_eq!((march.when.as_deref(), march.same, march.reports, march.lat), (Some("2026-03-20"), None, 1, None));
    let arrest = rows.iter().find(|it| it.event_type == "COERCE" && it.report.row == 2).unwrap();
    assert_eq!(
        (&arrest.actors[..], &arrest.recipients[..], arrest.reports),
        (&["Sorn Police".to_owned()][..], &["Jon Marr".to_owned()][..], 3)
    );
    assert_eq!(
        (arrest.place.as_deref(), arrest.lat, arrest.country.as_deref(), arrest.source.as_deref()),
        (Some("Sorn"), Some(1.5), Some("FRA"), None)
    );
    assert_eq!(rows.iter().find(|it| it.report.row == 3 && it.dead.is_some()).unwrap().dead, Some((20, Some(20))));
    let coerce = Question { event_type: Some("COERCE".into()), limit: 20, ..Question::default() };
    assert_eq!(ledger.event_rows(&coerce).unwrap().iter().map(|it| it.report.row).collect::<Vec<_>>(), [3, 2, 1]);

    let counts = ledger.event_counts(&Question::default()).unwrap();
    assert_eq!((counts.events, counts.seen, counts.sampled, counts.elsewhere), (8, 8, false, 5));
    let days: Vec<_> = counts
        .timeline
        .iter()
        .filter(|it| it.count > 0)
        .map(|it| (it.from.as_str(), it.count, it.statuses.future))
        .collect();
    // What is to come stands on its day, what was long ago on that of the report.
    assert_eq!(
        days,
        [("2026-03-01", 2, 0), ("2026-03-02", 2, 0), ("2026-03-03", 2, 0), ("2026-03-10", 1, 0), ("2026-03-20", 1, 1)]
    );
    assert_eq!(counts.timeline.len(), 20);
    let [sorn] = &counts.places[..] else { panic!("{:?}", counts.places) };
    assert_eq!(
        (sorn.name.as_str(), sorn.lat, sorn.count, sorn.statuses.occurred, sorn.events, sorn.dead),
        ("Sorn", 1.5, 3, 3, 1, None)
    );
    let narrow = ledger.event_counts(&Question { status: Some("future".into()), ..Question::default() }).unwrap();
    assert_eq!((narrow.events, narrow.timeline.len(), narrow.places.len()), (1, 1, 0));

    let of = |since: &str, until: &str, place: &str, skip, limit| {
        let given = |it: &str| (!it.is_empty()).then(|| it.to_owned());
        let happened = Happened { since: given(since), until: given(until), place: given(place) };
        ledger.events(&Question { skip, limit, ..Question::default() }, &happened).unwrap()
    };
    let ids = |it: &Events| it.rows.iter().map(|it| it.id.row).collect::<Vec<_>>();
    let all = of("", "", "", 0, 3);
    assert_eq!((all.rows.len(), all.more, all.counts.events), (3, true, 8));
    // By the day that it falls in, not that of the report.
    let later = of("2026-03-20", "2026-03", "", 0, 9);
    assert_eq!((ids(&later), later.more, later.counts.events), (vec![march.id.row], false, 1));
    assert!(of("2026-03-09", "2026-03-09", "", 0, 9).rows.is_empty() && of("1945", "1945", "", 0, 9).rows.is_empty());
    let sorn = of("", "", "sorn", 0, 2);
    assert_eq!((sorn.rows.len(), sorn.more, sorn.counts.events, sorn.counts.places.len()), (2, true, 3, 1));
    assert_eq!([ids(&sorn), ids(&of("", "", "sorn", 2, 2))].concat(), [ids(&of("2026-03", "", "Sorn", 0, 9))].concat());
    assert!(
        ledger.events(&Question::default(), &Happened { since: Some("soon".into()), ..Happened::default() }).is_err()
    );
}
