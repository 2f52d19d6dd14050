//! What is counted beside a search agrees with what the search finds; a long answer comes in pages, each line once.

use crate::record::Folder;
use crate::told::{Told, saying};
use sayso_ledger::Ledger;
use sayso_ledger::ask::{Facet, Kind, Line, Order, Question};

/// Numbered reports of two outlets, a day each; every third is by somebody else, and added out of order.
fn filled(folder: &Folder, reports: usize) -> Ledger {
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    for n in 0..reports {
        let n = n * 7 % reports;
        let day = format!("2026-{:02}-{:02}", 1 + n % 9, 1 + n / 9 % 28);
        let (outlet, who) = (["The Post", "Herald"][n % 2], ["Ada Quill", "Jon Marr", "Ada Quill"][n % 3]);
        let mut told = saying(outlet, &day, who, &format!("Gate {n} is shut"));
        if n.is_multiple_of(5) {
            let geo = serde_json::json!({"name": "Sorn", "lat": 1.5, "lon": 2.5, "country": "FRA", "admin1": null, "geonames_id": null});
            told = told.event("shut", "COERCE", "occurred", who, "").with("/events/0/geo", geo);
        }
        ledger.record(&told.record()).unwrap();
    }
    ledger
}

fn counts(of: &[Facet]) -> Vec<(&str, u32)> {
    of.iter().map(|it| (it.name.as_str(), it.count)).collect()
}

#[test]
fn facets_count_what_a_search_finds() {
    let folder = Folder::new("facets");
    let mut ledger = filled(&folder, 60);
    let all = ledger.facets(&Question::default()).unwrap();
    assert_eq!(counts(&all.kinds), [("statement", 60), ("event", 12), ("report", 60)]);
    assert_eq!(counts(&all.outlets), [("Herald", 66), ("The Post", 66)]);
    assert_eq!(counts(&all.speakers), [("Ada Quill", 40), ("Jon Marr", 20)]);
    assert_eq!((counts(&all.types), counts(&all.countries)), (vec![("COERCE", 12)], vec![("FRA", 12)]));
    assert_eq!(counts(&all.statuses), [("occurred", 12)]);
    assert_eq!((all.months.len(), all.months[0].value.as_str(), all.sampled, all.seen), (9, "2026-01", false, 132));
    // Each value narrows the question to as many as are counted.
    let lines = |question: &Question| ledger.search(&Question { limit: 1000, ..question.clone() }).unwrap().len();
    let statements = Question { words: Some("gate".into()), ..Question::of(Kind::Statement, 9) };
    let found = ledger.facets(&statements).unwrap();
    assert_eq!(counts(&found.kinds), [("statement", 60), ("report", 60)], "the other kinds are counted, too");
    assert!(found.types.is_empty() && counts(&found.outlets) == [("Herald", 30), ("The Post", 30)]);
    for it in &found.speakers {
        assert_eq!(lines(&Question { speaker: Some(it.value.clone()), ..statements.clone() }), it.count as usize);
    }
    for it in &found.outlets {
        assert_eq!(lines(&Question { outlet: Some(it.value.clone()), ..statements.clone() }), it.count as usize);
    }
    for it in &found.months {
        let month = Some(it.value.clone());
        assert_eq!(lines(&Question { from: month.clone(), to: month, ..statements.clone() }), it.count as usize);
    }
    let narrow = Question { speaker: Some("Jon Marr".into()), from: Some("2026-04".into()), ..statements.clone() };
    let narrowed = ledger.facets(&narrow).unwrap();
    assert_eq!(narrowed.kinds[0].count as usize, lines(&narrow));
    assert_eq!(ledger.facets(&Question { words: Some("nowhere".into()), ..Question::default() }).unwrap().seen, 0);
    // Whoever was merged is counted as one.
    let party = |name: &str| ledger.known(name, 1).unwrap()[0].party;
    let (other, into) = (party("Jon Marr"), party("Ada Quill"));
    ledger.merge(other, into).unwrap();
    assert_eq!(counts(&ledger.facets(&statements).unwrap().speakers), [("Ada Quill", 60)]);
}

#[test]
fn facets_of_many_matches_are_estimates_from_all_over() {
    let folder = Folder::new("sampled");
    let ledger = filled(&folder, 1_300);
    let question = Question { words: Some("gate".into()), ..Question::of(Kind::Statement, 9) };
    let found = ledger.facets(&question).unwrap();
    assert!(found.sampled && found.seen <= 510, "{}", found.seen);
    // What is spread evenly is estimated well.
    let near = |count: u32, is: u32| count.abs_diff(is) <= is / 10;
    assert!(near(found.kinds[0].count, 1_300), "{:?}", found.kinds);
    assert!(found.outlets.iter().all(|it| near(it.count, 650)), "{:?}", found.outlets);
    assert!(near(found.speakers[0].count, 867) && near(found.speakers[1].count, 433), "{:?}", found.speakers);
    assert_eq!(found.months.len(), 9);
    assert_eq!(counts(&found.speakers), [("Ada Quill", 867), ("Jon Marr", 433)], "who is shown is counted anew");
    let phrase = ledger.facets(&Question { words: Some("\"is shut\"".into()), ..question.clone() }).unwrap();
    assert!(phrase.sampled && near(phrase.kinds[0].count, 1_300) && near(phrase.speakers[0].count, 867), "{phrase:?}");
    let latest = ledger.facets(&Question { words: Some("gat*".into()), ..question }).unwrap();
    assert!(latest.sampled && latest.seen == 500, "{}", latest.seen);
}

#[test]
fn a_long_answer_comes_in_pages() {
    let folder = Folder::new("paged");
    let ledger = filled(&folder, 600);
    for order in [Order::Newest, Order::Oldest] {
        for (words, kind) in [(Some("gate"), Kind::Statement), (None, Kind::Report), (None, Kind::Event)] {
            let question = Question { words: words.map(Into::into), order, ..Question::of(kind, 1000) };
            let whole = ledger.search(&question).unwrap();
            let (mut pages, mut after): (Vec<Line>, _) = (Vec::new(), None);
            loop {
                let page = ledger.search(&Question { limit: 70, after, ..question.clone() }).unwrap();
                let Some(last) = page.last() else { break };
                after = Some(last.id);
                pages.extend(page);
            }
            assert!(pages == whole && whole.len() >= 120, "{order:?} {kind:?}: {} {}", pages.len(), whole.len());
        }
    }
    let of_two_kinds = Question { after: Some("s9".parse().unwrap()), limit: 5, ..Question::default() };
    assert!(ledger.search(&of_two_kinds).unwrap().iter().all(|it| it.kind == Kind::Statement));
    let nowhere = Question { after: Some("s99999".parse().unwrap()), ..Question::default() };
    assert!(ledger.search(&nowhere).unwrap_err().to_string().contains("there is no s99999"));
}

#[test]
fn what_stands_side_by_side_comes_in_pages() {
    let folder = Folder::new("skipped");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    for (n, town) in ["Sorn", "Kesten", "Marrow", "Velt", "Ostry"].into_iter().enumerate() {
        let words = format!("We will build the {town} bridge anew before the next winter, {n} years on.");
        let said = |outlet: &str| -> Told { saying(outlet, &format!("2026-0{}-01", n + 1), "Ada Quill", &words) };
        ledger.record(&said("The Post").record()).unwrap();
        ledger.record(&said("Herald").record()).unwrap();
    }
    let all = ledger.quotations(&Question { limit: 9, ..Question::default() }).unwrap();
    assert_eq!(all.len(), 5);
    let page = |skip| ledger.quotations(&Question { limit: 2, skip, ..Question::default() }).unwrap();
    assert_eq!([page(0), page(2), page(4)].concat(), all);
    let all = ledger.stories(&Question { limit: 9, ..Question::default() }).unwrap();
    let page = |skip| ledger.stories(&Question { limit: 2, skip, ..Question::default() }).unwrap();
    assert_eq!(([page(0), page(2), page(4)].concat(), all.len()), (all, 5));
}
