//! The views of a reading made by hand, so that no rule can change them.

use super::{View, html, text};
use sayso::ingest::Hint;
use sayso::types::{
    Act, Attribution, By, Differ, Document, Event, EventId, EventType, Figure, FigureId, Manner, Participant, Party,
    PartyId, PartyKind, Reading, Resolution, Span, Statement, StatementId, Status, Unit,
};

const TEXT: &str =
    "Brook told the Post “the wall ‘will hold’ for 30 years”, it said. Up to 20 boats sank, it is feared.";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).expect("words of the text");
    Span::new(start, start + words.len())
}

fn statement(content: &str, quoted: &[&str], source: Option<&str>, manner: Manner) -> Statement {
    Statement {
        content: vec![at(content)],
        quoted: quoted.iter().map(|words| at(words)).collect(),
        source: source.map(at),
        cue: None,
        manner,
        act: Act::Say,
        addressee: None,
        said: None,
        by: By::rule("hand", 1.0),
    }
}

fn party(name: &str, kind: PartyKind) -> Party {
    let name = name.to_owned();
    Party { name, kind, role: Some("Mayor".into()), country: None, sector: None, code: None, mentions: Vec::new() }
}

/// The Post says what Brook told it; a fear without a source; figures that differ.
fn by_hand() -> (Document, Reading, Resolution) {
    let quote = "“the wall ‘will hold’ for 30 years”";
    let figure = |words: &str, low, high, whose| Figure {
        span: at(words),
        low,
        high,
        unit: Unit::Count,
        of: vec![at("boats")],
        per: None,
        when: None,
        place: None,
        attributed_to: whose,
        by: By::rule("hand", 1.0),
    };
    let reading = Reading {
        statements: vec![
            statement("Brook told the Post “the wall ‘will hold’ for 30 years”", &[quote], Some("it"), Manner::Mixed),
            statement(quote, &[quote], Some("Brook"), Manner::Direct),
            statement("Up to 20 boats sank", &[], None, Manner::Indirect),
        ],
        figures: vec![
            figure("Up to 20", None, Some(20.0), Attribution::Statement(StatementId(2))),
            figure("30", Some(30.0), Some(30.0), Attribution::OwnVoice),
        ],
        ..Reading::default()
    };
    let resolution = Resolution {
        parties: vec![party("the Post", PartyKind::Outlet), party("Ada Brook", PartyKind::Person)],
        mention_party: Vec::new(),
        speakers: vec![Some(PartyId(0)), Some(PartyId(1)), None],
        within: vec![None, Some(StatementId(0)), None],
        differ: vec![Differ { figures: vec![FigureId(0), FigureId(1)], factor: 1.5, why: "boats".into() }],
    };
    (sayso::ingest::text(TEXT, &Hint::default()), reading, resolution)
}

#[test]
fn a_quote_within_a_saying_is_nested_and_counted_once() {
    let (document, reading, resolution) = by_hand();
    let view = View::new(&document, &reading, &resolution);
    let plain = text::render(&view, false, 200);
    for marked in
        ["⟨Brook told the Post ⟨“the wall ‘will hold’ for 30 years”⟩²⟩¹, it said.", "boats sank⟩³, it is feared."]
    {
        assert!(plain.contains(marked), "{plain}");
    }
    assert_eq!(view.voices.total(), TEXT.split_whitespace().count());
    let voices: Vec<(&str, usize, usize)> =
        view.voices.all.iter().map(|it| (it.name.as_str(), it.quoted, it.paraphrased)).collect();
    assert_eq!(voices, [("Ada Brook", 7, 0), ("no source named", 0, 5), ("the Post", 0, 4)]);
    let shares = view.voices.shares();
    assert_eq!(shares.iter().map(|(_, share)| share).sum::<usize>(), 100, "{shares:?}");
    assert_eq!(view.voices.percents(), [33, 24, 19, 24], "7, 5, 4 and 5 words of 21");
    assert!(plain.contains("no source 24%"), "{plain}");
}

#[test]
fn figures_name_their_source_and_what_differs_stands_together() {
    let (document, reading, resolution) = by_hand();
    let plain = text::render(&View::new(&document, &reading, &resolution), false, 200);
    assert!(
        plain.contains("Up to 20 boats (up to 20) — no source named ³\n30 boats — the report’s own voice\n"),
        "{plain}"
    );
    assert!(plain.contains("WHAT DIFFERS\nboats\n    Up to 20 boats"), "{plain}");
}

fn sinking(status: Status, attributed_to: Attribution) -> Event {
    let boats = Participant { mention: None, name: "boats <20>".into(), party: None };
    Event {
        trigger: at("sank"),
        event_type: EventType::Assault,
        modes: vec!["destroy"],
        actors: Vec::new(),
        recipients: vec![boats],
        status,
        when: None,
        place: Some("the wall".into()),
        geo: None,
        contexts: Vec::new(),
        cameo: None,
        dead: Some((2, None)),
        injured: Some((1, Some(3))),
        attributed_to,
        same_as: EventId(0),
        by: By::rule("hand", 1.0),
    }
}

#[test]
fn events_tell_how_and_on_whose_word() {
    let (document, mut reading, resolution) = by_hand();
    let feared = Attribution::Statement(StatementId(2));
    let plain = |reading: &Reading| text::render(&View::new(&document, reading, &resolution), false, 200);
    assert!(!plain(&reading).contains("EVENTS"));
    reading.events = vec![
        sinking(Status::Occurred, Attribution::OwnVoice),
        sinking(Status::Occurred, Attribution::OwnVoice),
        sinking(Status::Hypothetical, feared),
    ];
    // What is too long for one line goes on in the next, indented.
    let text = plain(&reading).replace("\n  ", " ");
    let line = "not told who → sank (assault, destroy) → boats <20>";
    let rest = "· the wall · 2 or more dead · 1 to 3 injured —";
    assert!(
        text.contains(&format!(
            "\nEVENTS, AND ON WHOSE WORD\n{line} {rest} the report’s own voice\n{line} [possible] {rest} no source named ³\n"
        )),
        "{text}"
    );
    let page = html::report(&View::new(&document, &reading, &resolution));
    assert!(page.contains("→ boats &lt;20&gt; <strong class=\"mark\">possible</strong> · the wall"), "{page}");
}

#[test]
fn the_page_marks_what_the_terminal_marks() {
    let (document, reading, resolution) = by_hand();
    let page = html::report(&View::new(&document, &reading, &resolution));
    assert!(page.contains("<b class=\"src\">Brook</b>"), "{page}");
    assert!(page.contains("<span class=\"fig\">30</span>"), "{page}");
    assert_eq!(page.matches("<li id=").count(), 3);
    assert!(page.contains("<th scope=\"row\"><span class=\"dot v0\"></span>Ada Brook <small>Mayor</small></th><td>1</td><td>7</td><td>0</td>"), "{page}");
}

#[test]
fn a_reading_that_holds_nothing_shows_the_report_alone() {
    let document = sayso::ingest::text("", &Hint::default());
    let (reading, resolution) = (Reading::default(), Resolution::default());
    let view = View::new(&document, &reading, &resolution);
    assert_eq!(text::render(&view, false, 80), "");
    assert!(html::report(&view).starts_with("<article"));
}

#[test]
fn nesting_that_runs_in_a_circle_does_not_hang() {
    let (document, reading, mut resolution) = by_hand();
    resolution.within = vec![Some(StatementId(1)), Some(StatementId(0)), Some(StatementId(2))];
    assert!(!text::render(&View::new(&document, &reading, &resolution), true, 80).is_empty());
}
