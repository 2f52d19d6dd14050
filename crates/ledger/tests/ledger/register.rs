//! People across reports: who is one, and what people decide about it.

use crate::record::Folder;
use crate::told::{Told, saying};
use crate::whole::whole;
use sayso_ledger::Ledger;
use sayso_ledger::ask::{Kind, Order, Question, Who};

fn who(ledger: &Ledger, name: &str) -> Vec<Who> {
    ledger.who(name, Order::Oldest, 10).unwrap()
}

/// The numbers of parties that go by a name, with how many statements each has.
fn counted(ledger: &Ledger, name: &str) -> Vec<(i64, u32)> {
    let mut all: Vec<(i64, u32)> = who(ledger, name).iter().map(|it| (it.known.party, it.statements)).collect();
    all.sort_unstable();
    all
}

fn said_by(ledger: &Ledger, name: &str) -> Vec<String> {
    let question = Question { speaker: Some(name.into()), ..Question::of(Kind::Statement, 50) };
    let mut words: Vec<String> = ledger.search(&question).unwrap().into_iter().map(|it| it.words).collect();
    words.sort();
    words
}

/// Whom each statement in force is of, as the view says.
fn speakers(ledger: &Ledger) -> Vec<String> {
    let rows = ledger.sql("SELECT speaker || ' ' || party FROM statements ORDER BY id", 100).unwrap().rows;
    rows.iter().map(|row| format!("{:?}", row[0])).collect()
}

fn add(ledger: &mut Ledger, all: &[Told]) -> Vec<i64> {
    all.iter().map(|it| ledger.record(&it.record()).unwrap().document()).collect()
}

#[test]
fn one_full_name_is_one_party() {
    let folder = Folder::new("names");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    add(
        &mut ledger,
        &[
            saying("Post", "2026-03-01", "Ada Quill", "The dam holds."),
            saying("Herald", "2026-03-02", "Dr. Ada M. Quill", "The dam is old."),
            saying("Courier", "2026-03-03", "ADA QUILL", "The dam was checked."),
            saying("Times", "2026-03-04", "President Zoë O’Neil", "The road is open."),
            saying("Wire", "2026-03-05", "Zoe O'Neil", "The road is wide."),
        ],
    );
    let found = who(&ledger, "ada quill");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].statements, found[0].known.reports), (3, 3));
    assert_eq!((found[0].first.as_deref(), found[0].last.as_deref()), (Some("2026-03-01"), Some("2026-03-03")));
    assert_eq!(found[0].outlets.len(), 3);
    assert_eq!(found[0].said[0].words, "The dam holds.");
    assert_eq!(found[0].known.names, ["Dr. Ada M. Quill"], "capitals make no other name");
    // However one asks.
    for name in ["Quill", "Dr Ada Quill", "Ada M. Quill", "QUILL"] {
        assert_eq!(counted(&ledger, name), counted(&ledger, "Ada Quill"), "{name}");
    }
    assert_eq!(counted(&ledger, "Zoë O'Neil").first().map(|it| it.1), Some(2));
    assert_eq!(counted(&ledger, "O’Neil").len(), 1);
}

#[test]
fn a_last_name_alone_merges_nobody() {
    let folder = Folder::new("last");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    add(
        &mut ledger,
        &[
            saying("Post", "2026-03-01", "Quill", "First of them."),
            saying("Herald", "2026-03-02", "Quill", "Second of them."),
            saying("Courier", "2026-03-03", "Mr. Quill", "Third of them."),
            saying("Times", "2026-03-04", "J. Quill", "Fourth of them."),
            saying("Wire", "2026-03-05", "J. Quill", "Fifth of them."),
            saying("Star", "2026-03-06", "Jon Quill", "Sixth of them."),
            saying("Sun", "2026-03-07", "Jon Quill Jr.", "Seventh of them."),
            saying("Moon", "2026-03-08", "Jon Amos Quill", "Eighth of them."),
            saying("Mars", "2026-03-09", "unnamed:an official", "Ninth of them."),
            saying("Venus", "2026-03-10", "unnamed:an official", "Tenth of them."),
        ],
    );
    let all = counted(&ledger, "Quill");
    assert_eq!(all.len(), 8, "{all:?}");
    assert!(all.iter().all(|(_, statements)| *statements == 1), "{all:?}");
    assert_eq!(counted(&ledger, "an official").len(), 2);
    assert_eq!(said_by(&ledger, "Quill").len(), 8, "asked by the last name, everybody who has it answers");
    assert_eq!(said_by(&ledger, "Jon Quill"), ["Sixth of them."]);
}

#[test]
fn titles_are_no_names_and_names_no_titles() {
    let folder = Folder::new("titles");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    add(
        &mut ledger,
        &[
            saying("Post", "2026-03-01", "J. K. Marr", "One."),
            saying("Herald", "2026-03-02", "J. K. Marr", "Two."),
            saying("Courier", "2026-03-03", "J. P. Marr", "Three."),
            saying("Times", "2026-03-04", "Stephen King", "Four."),
            saying("Wire", "2026-03-05", "President", "Five."),
            saying("Star", "2026-03-06", "Prime Minister Ola Ness", "Six."),
            saying("Sun", "2026-03-07", "Ola Ness", "Seven."),
        ],
    );
    assert_eq!(counted(&ledger, "J. K. Marr").iter().map(|it| it.1).collect::<Vec<_>>(), [2]);
    assert_eq!(counted(&ledger, "Marr").len(), 2, "initials tell two people apart where there is nothing else");
    assert_eq!(counted(&ledger, "Stephen King").len(), 1);
    assert_eq!(counted(&ledger, "President").len(), 1);
    assert_eq!(counted(&ledger, "Ola Ness").iter().map(|it| it.1).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_merge_holds_for_what_is_read_later_and_can_be_taken_back() {
    let folder = Folder::new("merge");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let reports = [
        saying("Post", "2026-03-01", "Ada Quill", "The dam holds."),
        saying("Herald", "2026-03-02", "Adelaide Quill", "The dam is old."),
        saying("Courier", "2026-03-03", "Addie Quill", "The dam was checked."),
    ];
    add(&mut ledger, &reports);
    let number = |ledger: &Ledger, name: &str| counted(ledger, name)[0].0;
    let [ada, adelaide, addie] = ["Ada Quill", "Adelaide Quill", "Addie Quill"].map(|it| number(&ledger, it));
    ledger.merge(addie, adelaide).unwrap();
    ledger.merge(adelaide, ada).unwrap();
    let together = |ledger: &Ledger| {
        assert_eq!(counted(ledger, "Addie Quill"), [(ada, 3)]);
        assert_eq!(said_by(ledger, "Adelaide Quill").len(), 3);
        assert!(speakers(ledger).iter().all(|it| it.contains(&format!("Ada Quill {ada}"))), "{:?}", speakers(ledger));
    };
    together(&ledger);
    // A newer reader changes nothing of it, and neither does another report.
    add(&mut ledger, &reports.clone().map(|it| it.read_by("2")));
    together(&ledger);
    add(&mut ledger, &[saying("Times", "2026-03-04", "Addie Quill", "The dam is dry.")]);
    assert_eq!(counted(&ledger, "Ada Quill"), [(ada, 4)]);
    assert!(ledger.merge(addie, ada).is_err(), "they are one already");
    assert!(ledger.merge(addie, 999).is_err());
    assert!(ledger.unmerge(ada).is_err(), "nobody merged it");
    // What was merged with one goes with it.
    ledger.unmerge(adelaide).unwrap();
    assert_eq!(counted(&ledger, "Ada Quill"), [(ada, 1)]);
    assert_eq!(counted(&ledger, "Addie Quill"), [(adelaide, 3)]);
    ledger.unmerge(addie).unwrap();
    add(&mut ledger, &reports.map(|it| it.read_by("3")));
    assert_eq!(counted(&ledger, "Addie Quill"), [(addie, 2)]);
    assert_eq!(counted(&ledger, "Quill"), [(ada, 1), (adelaide, 1), (addie, 2)]);
    whole(ledger.path());
}

#[test]
fn a_split_holds_for_what_is_read_later() {
    let folder = Folder::new("split");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let reports = [
        saying("Post", "2026-03-01", "Ada Quill", "The dam holds.").event(
            "holds",
            "AID",
            "occurred",
            "Ada Quill",
            "Ada Quill",
        ),
        saying("Herald", "2026-03-02", "Ada Quill", "The choir sings."),
        saying("Courier", "2026-03-03", "Ada Quill", "The choir rests."),
    ];
    let documents = add(&mut ledger, &reports);
    let ada = counted(&ledger, "Ada Quill")[0].0;
    let singer = ledger.split(ada, &documents[1..]).unwrap();
    let apart = |ledger: &Ledger| {
        assert_eq!(counted(ledger, "Ada Quill"), [(ada, 1), (singer, 2)]);
        assert_eq!(said_by(ledger, &format!("p{ada}")), ["The dam holds."]);
        assert_eq!(said_by(ledger, &format!("p{singer}")), ["The choir rests.", "The choir sings."]);
        whole(ledger.path());
    };
    apart(&ledger);
    add(&mut ledger, &reports.clone().map(|it| it.read_by("2")));
    apart(&ledger);
    // What was split can be split again, and that holds, too.
    let other = ledger.split(singer, &documents[2..]).unwrap();
    let thrice = [(ada, 1), (singer, 1), (other, 1)];
    assert_eq!(counted(&ledger, "Ada Quill"), thrice);
    add(&mut ledger, &reports.clone().map(|it| it.read_by("3")));
    assert_eq!(counted(&ledger, "Ada Quill"), thrice);
    // And it can be merged, and split where it is in two parts.
    ledger.merge(other, singer).unwrap();
    let both = ledger.split(singer, &documents[1..]).unwrap();
    assert_eq!(counted(&ledger, &format!("p{both}")), [(both, 2)]);
    assert_eq!(counted(&ledger, &format!("p{singer}")), [(singer, 0)]);
    assert!(ledger.split(ada, &documents[1..]).is_err(), "it is in none of them");
    assert!(ledger.split(12345, &documents).is_err());
    let actor = |number: i64| {
        let question = Question { actor: Some(format!("p{number}")), ..Question::of(Kind::Event, 9) };
        ledger.search(&question).unwrap().len()
    };
    assert_eq!((actor(ada), actor(both)), (1, 0));
}

#[test]
fn who_acts_goes_over_in_a_split_too() {
    let folder = Folder::new("split-event");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let report = Told::new("Post", "2026-03-01", "Aid", "Quill helped Quill.").event(
        "helped",
        "AID",
        "occurred",
        "Ada Quill;Ada Quill",
        "Ada Quill;Ada Quill",
    );
    let document = add(&mut ledger, &[report])[0];
    let ada = counted(&ledger, "Ada Quill")[0].0;
    let other = ledger.split(ada, &[document]).unwrap();
    let found =
        |question: Question| ledger.search(&Question { kinds: vec![Kind::Event], limit: 5, ..question }).unwrap().len();
    for (party, times) in [(ada, 0), (other, 1)] {
        let name = Some(format!("p{party}"));
        assert_eq!(found(Question { actor: name.clone(), ..Question::default() }), times);
        assert_eq!(found(Question { recipient: name.clone(), ..Question::default() }), times);
        assert_eq!(found(Question { speaker: name, ..Question::default() }), times);
    }
}

#[test]
fn decisions_go_over_to_the_next_version_of_a_page() {
    let folder = Folder::new("page");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    let page = saying("Post", "2026-03-01", "Ada Quill", "The dam holds.").mentions("Marr");
    add(
        &mut ledger,
        &[
            saying("Herald", "2026-03-01", "Ada Quill", "The choir sings."),
            saying("Sun", "2026-03-01", "Jo Marr", "Yes."),
        ],
    );
    let document = add(&mut ledger, std::slice::from_ref(&page))[0];
    let ada = counted(&ledger, "Ada Quill")[0].0;
    let engineer = ledger.split(ada, &[document]).unwrap();
    let jo = counted(&ledger, "Jo Marr")[0].0;
    let known = ledger.known("Marr", 9).unwrap();
    let marr = known.iter().find(|it| it.name == "Marr").unwrap().party;
    ledger.merge(marr, jo).unwrap();
    add(&mut ledger, &[page.clone().with("/document/text", "Ada Quill said: The dam holds. So it goes.")]);
    assert_eq!(counted(&ledger, "Ada Quill"), [(ada, 1), (engineer, 1)]);
    assert_eq!(ledger.known("Jo Marr", 9).unwrap()[0].reports, 2);
    // The version before stays as it was, read by whomever.
    add(&mut ledger, &[page.read_by("2")]);
    assert_eq!(counted(&ledger, "Ada Quill"), [(ada, 1), (engineer, 1)]);
    assert_eq!(ledger.known("Jo Marr", 9).unwrap()[0].reports, 2);
    whole(ledger.path());
}
