//! What somebody corrects is kept with who and when, and can be undone and done again in any order, whatever is read in between.

use crate::record::Folder;
use crate::told::Told;
use crate::whole::whole;
use sayso_ledger::ask::{Id, Kind, Question};
use sayso_ledger::{Decided, HowChanged, Ledger, Recorded};
use sayso_wire::Record;

const TEXT: &str = "The dam will hold, he said. Workers were to strike on Monday, Jon Marr said.";

fn told() -> Told {
    Told::new("The Post", "2026-03-04", "Dam", TEXT)
        .mentions("Ada Quill")
        .mentions("Jon Marr")
        .says("Jon Marr", &["The dam will hold"])
        .event("strike", "PROTEST", "occurred", "unnamed:Workers", "")
        .figure("Monday", 1.0, "days")
}

/// The same, numbered otherwise by a later reader.
fn read_later(version: &str) -> Record {
    Told::new("The Post", "2026-03-04", "Dam", TEXT)
        .mentions("Jon Marr")
        .mentions("Ada Quill")
        .says("Ada Quill", &["Workers were to strike on Monday"])
        .event("strike", "PROTEST", "hypothetical", "unnamed:Workers", "")
        .says("Jon Marr", &["The dam will hold"])
        .figure("Monday", 1.0, "days")
        .read_by(version)
        .record()
}

struct Desk {
    ledger: Ledger,
    report: Id,
    _folder: Folder,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = Folder::new(name);
        let mut ledger = Ledger::open(&folder.ledger()).unwrap();
        let report = Id::report(ledger.record(&told().record()).unwrap().document());
        Self { ledger, report, _folder: folder }
    }

    fn now(&self) -> Record {
        self.ledger.record_of(self.report.row).unwrap().unwrap()
    }

    /// Corrects the record in force; gives the number of the decision.
    fn correct(&mut self, by: &str, change: impl FnOnce(&mut Record)) -> i64 {
        let mut record = self.now();
        change(&mut record);
        let done = self.ledger.correct_by(self.report, &record, by).unwrap();
        assert!(done.corrections > 0 && done.unapplied == 0);
        self.decided()[0].decision
    }

    fn decided(&self) -> Vec<Decided> {
        self.ledger.corrections(Some(self.report), 99).unwrap()
    }
}

/// What is told of the one statement of the dam: who, what act, which words; and the status of the strike.
fn dam(record: &Record) -> (String, String, u32, String) {
    let it = record.statements.iter().find(|it| it.content[0][0] <= 4).unwrap();
    let status = record.events.first().map(|it| it.status.clone()).unwrap_or_default();
    (it.speaker.clone().unwrap_or_default(), it.act.clone(), it.content[0][0], status)
}

fn is(speaker: &str, act: &str, start: u32, status: &str) -> (String, String, u32, String) {
    (speaker.into(), act.into(), start, status.into())
}

fn by_ada(record: &mut Record) {
    let ada = record.parties.iter().position(|it| it.name == "Ada Quill").unwrap();
    let it = record.statements.iter_mut().find(|it| it.content[0][0] <= 4).unwrap();
    (it.speaker, it.party) = (Some("Ada Quill".into()), Some(u32::try_from(ada).unwrap()));
}

#[test]
fn who_decided_what_and_when_is_told_in_plain_words() {
    let mut desk = Desk::new("decided");
    let first = desk.correct("Nell", by_ada);
    let second = desk.correct("Ida", |it| {
        it.figures.clear();
        it.events[0].dead = Some((2, None));
        it.statements[0].source = Some([62, 70]);
        it.document.outlet = Some("Herald".into());
    });
    let all = desk.decided();
    assert_eq!(
        all.iter().map(|it| (it.decision, it.by.as_str())).collect::<Vec<_>>(),
        [(second, "Ida"), (first, "Nell")]
    );
    assert!(all[1].made.starts_with("20") && all[1].made.ends_with('Z') && !all[1].undone);
    assert_eq!((all[0].report, all[0].title.as_deref()), (desk.report, Some("Dam")));
    let told = |it: &Decided| {
        let of = |it: &sayso_ledger::Changed| {
            let some = |it: &Option<String>| it.clone().unwrap_or_else(|| "–".into());
            format!(
                "{:?} {:?} {}: {}: {} > {}",
                it.how,
                it.kind,
                it.words,
                some(&it.field),
                some(&it.from),
                some(&it.to)
            )
        };
        it.changes.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&all[1]),
        [
            "Set Statement The dam will hold: party: Jon Marr > Ada Quill",
            "Set Statement The dam will hold: speaker: Jon Marr > Ada Quill"
        ]
    );
    let second = told(&all[0]);
    assert!(second[0].ends_with(": outlet: The Post > Herald"), "{second:?}");
    assert_eq!(
        second[1..],
        [
            "Set Statement The dam will hold: source: – > Jon Marr",
            "Set Event strike: dead: – > 2 or more",
            "Removed Figure Monday: –: Monday > –"
        ]
    );
    assert_eq!(all[0].changes[3].how, HowChanged::Removed);
    assert_eq!(desk.ledger.corrections(None, 1).unwrap(), all[..1]);
    assert!(desk.ledger.corrections(Some(Id::report(99)), 9).unwrap().is_empty());
}

#[test]
fn an_old_number_leads_to_the_same_words_in_the_reading_in_force() {
    let mut desk = Desk::new("renumbered");
    let numbers = |desk: &Desk| {
        let it = desk.ledger.report(desk.report).unwrap().unwrap();
        (it.statements, it.events, it.figures)
    };
    let (statements, events, figures) = numbers(&desk);
    // Another order, one statement more, and a correction on top.
    desk.ledger.record(&read_later("2")).unwrap();
    desk.correct("Nell", |it| it.figures.clear());
    let (now, events_now, _) = numbers(&desk);
    assert!(!now.contains(&statements[0]));
    assert_eq!(desk.ledger.renumbered(statements[0]).unwrap(), Some(now[1]), "the dam is second by then");
    assert_eq!(desk.ledger.renumbered(events[0]).unwrap(), Some(events_now[0]));
    assert_eq!(desk.ledger.renumbered(figures[0]).unwrap(), None, "it was taken out");
    assert_eq!(desk.ledger.renumbered(now[0]).unwrap(), Some(now[0]));
    assert_eq!(desk.ledger.renumbered(Id { row: 999, ..now[0] }).unwrap(), None);
}

#[test]
fn reports_with_standing_corrections_are_known() {
    let mut desk = Desk::new("corrected");
    assert!(desk.ledger.corrected_reports().unwrap().is_empty());
    let first = desk.correct("Nell", by_ada);
    desk.correct("Nell", |it| it.figures.clear());
    assert_eq!(desk.ledger.corrected_reports().unwrap(), [desk.report]);
    let second = desk.decided()[0].decision;
    desk.ledger.undo(first).unwrap();
    assert_eq!(desk.ledger.corrected_reports().unwrap(), [desk.report]);
    desk.ledger.undo(second).unwrap();
    assert!(desk.ledger.corrected_reports().unwrap().is_empty());
}

#[test]
fn corrections_are_undone_and_done_again_in_any_order() {
    let mut desk = Desk::new("undone");
    let own = desk.now();
    let speaker = desk.correct("Nell", by_ada);
    let words = desk.correct("Nell", |it| it.statements[0].content[0][0] = 4);
    let act = desk.correct("Ida", |it| it.statements[0].act = "promise".into());
    let status = desk.correct("Ida", |it| it.events[0].status = "future".into());
    assert_eq!(dam(&desk.now()), is("Ada Quill", "promise", 4, "future"));
    let mut turn = |redo: bool, decision: i64, then: (String, String, u32, String)| {
        let done = if redo { desk.ledger.redo(decision) } else { desk.ledger.undo(decision) }.unwrap();
        assert_eq!((dam(&desk.now()), done.unapplied), (then, 0), "{decision} {redo}");
        let shown = desk.ledger.search(&Question::of(Kind::Statement, 9)).unwrap();
        assert_eq!(shown[0].source, desk.now().statements[0].speaker);
        whole(desk.ledger.path());
    };
    // The words go back to what they were; what was decided about the statement by its other words stays.
    turn(false, words, is("Ada Quill", "promise", 0, "future"));
    turn(false, status, is("Ada Quill", "promise", 0, "occurred"));
    turn(false, speaker, is("Jon Marr", "promise", 0, "occurred"));
    turn(true, words, is("Jon Marr", "promise", 4, "occurred"));
    turn(false, act, is("Jon Marr", "say", 4, "occurred"));
    turn(true, speaker, is("Ada Quill", "say", 4, "occurred"));
    turn(true, status, is("Ada Quill", "say", 4, "future"));
    for it in [words, status, speaker] {
        desk.ledger.undo(it).unwrap();
    }
    assert_eq!(desk.now(), own, "with nothing decided it is what the reader read");
    assert!(desk.decided().iter().all(|it| it.undone) && desk.decided().len() == 4);
    // One that was made while an earlier one was undone stays when that is done again.
    let later = desk.correct("Nell", |it| it.statements[0].manner = "indirect".into());
    desk.ledger.redo(words).unwrap();
    assert_eq!(
        (dam(&desk.now()), desk.now().statements[0].manner.as_str()),
        (is("Jon Marr", "say", 4, "occurred"), "indirect")
    );
    let why = |it: Result<_, sayso_ledger::Error>| it.map(|_| ()).unwrap_err().to_string();
    assert!(why(desk.ledger.redo(later)).ends_with(": it was not undone"));
    assert!(why(desk.ledger.undo(act)).ends_with(": it is undone already"));
    assert!(why(desk.ledger.undo(999)).ends_with("correction 999: there is none of that number"));
}

#[test]
fn what_was_added_and_removed_comes_and_goes() {
    let mut desk = Desk::new("come-and-go");
    let added = desk.correct("Nell", |it| {
        let mut more = it.statements[0].clone();
        (more.id, more.content) = (1, vec![[28, 60]]);
        it.statements.push(more);
    });
    let of_it = desk.correct("Nell", |it| it.statements[1].act = "warn".into());
    let removed = desk.correct("Ida", |it| {
        it.statements.remove(0);
    });
    let acts = |desk: &Desk| desk.now().statements.iter().map(|it| (it.id, it.act.clone())).collect::<Vec<_>>();
    assert_eq!(acts(&desk), [(0, "warn".into())]);
    desk.ledger.undo(removed).unwrap();
    assert_eq!(acts(&desk), [(0, "say".into()), (1, "warn".into())]);
    // With the statement goes what was decided about it, until it is there again.
    assert_eq!(desk.ledger.undo(added).unwrap().unapplied, 1);
    assert_eq!(acts(&desk), [(0, "say".into())]);
    assert_eq!(desk.ledger.redo(added).unwrap().unapplied, 0);
    assert_eq!(acts(&desk), [(0, "say".into()), (1, "warn".into())]);
    desk.ledger.undo(of_it).unwrap();
    assert_eq!(acts(&desk), [(0, "say".into()), (1, "say".into())]);
    whole(desk.ledger.path());
}

#[test]
fn a_later_reader_is_what_is_left_when_all_is_undone() {
    let mut desk = Desk::new("later");
    let speaker = desk.correct("Nell", by_ada);
    let day = desk.correct("Nell", |it| it.document.published = Some("2026-05-01".into()));
    let page = desk.ledger.report(desk.report).unwrap().unwrap();
    assert_eq!(desk.ledger.record(&read_later("2")).unwrap(), Recorded::ReadAnew(desk.report.row));
    assert_eq!(dam(&desk.now()), is("Ada Quill", "say", 0, "hypothetical"));
    let status = desk.correct("Ida", |it| it.events[0].status = "future".into());
    // Somebody had the page open since before that reader.
    let mut changed = page.record;
    changed.statements[0].act = "warn".into();
    desk.ledger.correct_since(desk.report, page.reading, &changed, " Nell ").unwrap();
    let act = desk.decided()[0].clone();
    assert_eq!((act.by.as_str(), act.changes.len()), ("Nell", 1));
    desk.ledger.undo(speaker).unwrap();
    assert_eq!(dam(&desk.now()), is("Jon Marr", "warn", 0, "future"));
    desk.ledger.undo(act.decision).unwrap();
    assert_eq!(desk.ledger.search(&Question::of(Kind::Report, 9)).unwrap()[0].date, "2026-05-01");
    desk.ledger.undo(day).unwrap();
    assert_eq!(desk.ledger.search(&Question::of(Kind::Report, 9)).unwrap()[0].date, "2026-03-04");
    desk.ledger.undo(status).unwrap();
    assert_eq!(desk.now(), read_later("2"));
    // Nothing that is undone comes back with a reader after that, until it is done again.
    desk.ledger.record(&read_later("3")).unwrap();
    assert_eq!(desk.now(), read_later("3"));
    desk.ledger.redo(speaker).unwrap();
    assert_eq!((dam(&desk.now()).0.as_str(), desk.now().reader.version.as_str()), ("Ada Quill", "3"));
    desk.ledger.undo(speaker).unwrap();
    assert_eq!(desk.now(), read_later("3"));
    whole(desk.ledger.path());
}

#[test]
fn what_cannot_be_meant_leaves_nothing() {
    let mut desk = Desk::new("left");
    let record = desk.now();
    let mut refused = |change: &dyn Fn(&mut Record), why: &str| {
        let mut changed = record.clone();
        change(&mut changed);
        let error = desk.ledger.correct_by(desk.report, &changed, "Nell").unwrap_err().to_string();
        assert!(error.contains(why) && error.contains(": d1: "), "{error}");
    };
    refused(&|it| it.document.text.push('!'), "text is another");
    refused(&|it| it.reader.version = "9".into(), "another reader");
    refused(&|it| it.statements[0].content[0][1] = 7_000, "does not lie within the text");
    assert_eq!(desk.ledger.correct_by(desk.report, &record, "Nell").unwrap().corrections, 0);
    let error =
        |report: &str| desk.ledger.correct_by(report.parse().unwrap(), &record, "Nell").unwrap_err().to_string();
    let mut error = error;
    assert!(error("d99").contains("d99: there is no such report") && error("s1").contains("s1: is no report"));
    assert!(desk.ledger.corrections(None, 9).unwrap().is_empty());
}

#[test]
fn two_people_correct_one_report_at_once() {
    let mut desk = Desk::new("at-once");
    let page = desk.now();
    let reading = |desk: &Desk| {
        let rows = desk.ledger.sql("SELECT id FROM reading WHERE superseded = 0", 1).unwrap().rows;
        let sayso_ledger::ask::Cell::Whole(id) = rows[0][0] else { panic!() };
        id
    };
    let seen = reading(&desk);
    // One moves the words and takes the event away while the other has the page open.
    desk.correct("Nell", |it| {
        it.statements[0].content[0][0] = 4;
        it.events.clear();
    });
    let mut changed = page.clone();
    changed.statements[0].act = "warn".into();
    desk.ledger.correct_since(desk.report, seen, &changed, "Ida").unwrap();
    assert_eq!(dam(&desk.now()), is("Jon Marr", "warn", 4, ""));
    let mut changed = page;
    changed.events[0].status = "future".into();
    let error = desk.ledger.correct_since(desk.report, seen, &changed, "Ida").unwrap_err().to_string();
    assert!(error.contains("no events “strike”"), "{error}");
    let other =
        Id::report(desk.ledger.record(&told().with("/document/url", "https://x.example").record()).unwrap().document());
    assert!(
        desk.ledger.correct_since(other, seen, &changed, "Ida").unwrap_err().to_string().contains("of another report")
    );
    assert_eq!(desk.decided().len(), 2);
}
