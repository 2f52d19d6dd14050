//! A planned report to the record that a reader without faults gives, and what is known of it.

use super::draft::{Draft, Mark};
use super::report::{Plan, Saying, Sentence};
use super::story::Story;
use super::truth::{Kind, Truth, Value};
use super::{Report, world};
use sayso_wire::{
    Block, By, Document, Event, Figure, Number, Participant, Party, Place, Reader, Record, SCHEMA, Span, Statement,
    Time,
};

/// The version of the reader that a made-up record names. It changes with what the generator writes.
const VERSION: &str = "generator-1";

/// Makes a report of a plan.
pub(super) fn report(story: &Story, plan: &Plan, number: u64, group: u64, kind: Kind) -> Report {
    let mut draft = Draft::default();
    let mut maker = Maker {
        story,
        plan,
        parties: Parties { of_cast: vec![None; story.cast.len()], list: Vec::new() },
        record: blank(plan, number),
        truth: Truth {
            report: number,
            story: story.id,
            group,
            kind,
            quotations: Vec::new(),
            figures: Vec::new(),
            happenings: Vec::new(),
        },
    };
    for (n, paragraph) in plan.paragraphs.iter().filter(|it| !it.is_empty()).enumerate() {
        draft.add(if n > 0 { "\n\n" } else { "" });
        let start = draft.points;
        draft.add(plan.dateline.as_deref().filter(|_| n == 0).unwrap_or_default());
        for (n, sentence) in paragraph.iter().enumerate() {
            draft.add(if n > 0 { " " } else { "" });
            let marked = maker.house_style(&sentence.marked);
            let marks = draft.add(&marked);
            maker.read(sentence, &marks);
        }
        maker.record.document.blocks.push(Block {
            kind: "paragraph".to_owned(),
            span: [start, draft.points],
            embed: None,
        });
    }
    maker.record.document.text = draft.text;
    maker.record.parties = maker.parties.list;
    Report { record: maker.record, truth: maker.truth }
}

fn blank(plan: &Plan, number: u64) -> Record {
    let (day, minute) = (plan.minute.div_euclid(24 * 60), plan.minute.rem_euclid(24 * 60));
    Record {
        schema: SCHEMA.to_owned(),
        reader: Reader { version: VERSION.to_owned(), weights: None, data: String::new() },
        document: Document {
            id: format!("g{number:07}"),
            url: Some(plan.url.clone()),
            title: Some(plan.title.clone()),
            outlet: Some(world::outlet(plan.outlet)),
            authors: vec![plan.author.clone()],
            published: Some(format!("{}T{:02}:{:02}:00Z", super::date(day), minute / 60, minute % 60)),
            modified: None,
            language: Some("en".to_owned()),
            text: String::new(),
            blocks: Vec::new(),
        },
        parties: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        figures: Vec::new(),
        differ: Vec::new(),
        doubts: Vec::new(),
    }
}

/// What found everything.
fn by() -> By {
    By::Rule { rule: "generator".to_owned(), score: Number(1.0) }
}

struct Parties {
    /// The party of each of the cast, once mentioned.
    of_cast: Vec<Option<u32>>,
    list: Vec<Party>,
}

struct Maker<'a> {
    story: &'a Story,
    plan: &'a Plan,
    parties: Parties,
    record: Record,
    truth: Truth,
}

impl Maker<'_> {
    /// Some outlets write straight quotation marks; some reports know a person by the last name alone.
    fn house_style(&self, marked: &str) -> String {
        let mut out = if self.plan.outlet % 3 == 1 {
            marked.replace(['“', '”'], "\"").replace('’', "'")
        } else {
            marked.replace('\'', "’")
        };
        if let Some(of) = self.plan.last_name_only {
            let cast = &self.story.cast[of];
            out = out.replace(&cast.name, &cast.short);
        }
        out
    }

    fn name(&self, cast: usize) -> &str {
        let it = &self.story.cast[cast];
        if self.plan.last_name_only == Some(cast) { &it.short } else { &it.name }
    }

    /// Notes that somebody of the cast, or somebody unnamed, is mentioned; gives the party.
    fn mention(&mut self, who: Result<usize, &str>, span: Span) -> u32 {
        let known = who.ok().and_then(|cast| self.parties.of_cast[cast]);
        let id = known.unwrap_or_else(|| {
            let id = u32::try_from(self.parties.list.len()).unwrap_or(u32::MAX);
            let (name, kind, role) = match who {
                Ok(cast) => {
                    (self.name(cast).to_owned(), self.story.cast[cast].kind, self.story.cast[cast].role.clone())
                }
                Err(words) => (words.to_owned(), "unnamed", None),
            };
            let (kind, mentions) = (kind.to_owned(), Vec::new());
            self.parties.list.push(Party { id, name, kind, role, country: None, sector: None, code: None, mentions });
            if let Ok(cast) = who {
                self.parties.of_cast[cast] = Some(id);
            }
            id
        });
        if let Some(party) = self.parties.list.get_mut(id as usize) {
            party.mentions.push(span);
        }
        id
    }

    fn read(&mut self, sentence: &Sentence, marks: &[Mark]) {
        let of = |label: char| marks.iter().filter(move |it| it.label == label);
        for mark in of('p') {
            self.mention(Ok(mark.number), mark.span);
        }
        for mark in of('t') {
            self.record.times.push(Time { span: mark.span, value: super::date(sentence.day) });
        }
        for mark in of('l') {
            let town = &self.story.town;
            self.record.places.push(Place {
                span: mark.span,
                name: town.name.clone(),
                lat: Number(town.at[0]),
                lon: Number(town.at[1]),
                country: None,
                admin1: None,
                geonames_id: None,
            });
        }
        let content: Vec<Span> = of('q').map(|it| it.span).collect();
        let told_day = of('t').next().is_some();
        let statement =
            sentence.saying.as_ref().map(|saying| self.statement(saying, sentence, marks, &content, told_day));
        let within = |span: Span| statement.filter(|_| content.iter().any(|it| it[0] <= span[0] && span[1] <= it[1]));
        for mark in of('f') {
            let Some(count) = sentence.counts.get(mark.number) else { continue };
            let subject = &self.story.subjects[count.subject];
            self.truth.figures.push(Value {
                subject: subject.id,
                range: (count.quantity.low, count.quantity.high),
                when: count.when,
            });
            self.record.figures.push(Figure {
                id: u32::try_from(self.record.figures.len()).unwrap_or(u32::MAX),
                span: mark.span,
                low: count.quantity.low.map(Number),
                high: count.quantity.high.map(Number),
                unit: subject.unit.to_owned(),
                of: count.of.clone(),
                per: None,
                attributed_to: within(mark.span),
                when: count.when.map(super::date),
                place: count.in_town.then(|| self.story.town.name.clone()),
                by: by(),
            });
        }
        for mark in of('e') {
            self.event(mark.span, sentence, within(mark.span));
        }
    }

    fn statement(
        &mut self,
        saying: &Saying,
        sentence: &Sentence,
        marks: &[Mark],
        content: &[Span],
        told_day: bool,
    ) -> u32 {
        let first = |label: char| marks.iter().find(|it| it.label == label).map(|it| it.span);
        let who = saying.speaker.as_ref().map(|it| *it).map_err(String::as_str);
        let source = first('s');
        let party = source.map(|span| self.mention(who, span));
        let speaker = match who {
            Ok(cast) => self.name(cast).to_owned(),
            Err(words) => words.to_owned(),
        };
        let id = u32::try_from(self.record.statements.len()).unwrap_or(u32::MAX);
        let quoted = match saying.manner {
            "direct" => content.to_vec(),
            _ => marks.iter().filter(|it| it.label == 'd').map(|it| it.span).collect(),
        };
        self.truth.quotations.push((saying.quotation, saying.variant));
        self.record.statements.push(Statement {
            id,
            content: content.to_vec(),
            source,
            speaker: Some(speaker),
            cue: first('c'),
            manner: saying.manner.to_owned(),
            said_on: (told_day && saying.quotation.is_some()).then(|| super::date(sentence.day)),
            within: None,
            party,
            quoted,
            act: "say".to_owned(),
            addressee: None,
            said_at: None,
            by: by(),
        });
        id
    }

    /// The happening of the story, as a sentence tells it.
    fn event(&mut self, trigger: Span, sentence: &Sentence, attributed_to: Option<u32>) {
        let Some(kind) = self.story.kind.event else { return };
        let id = u32::try_from(self.record.events.len()).unwrap_or(u32::MAX);
        // Who meets is named; who attacks or marches is not.
        let actors = match kind.name {
            "CONSULT" => self.parties.of_cast[0].map(|party| Participant {
                mention: None,
                name: self.name(0).to_owned(),
                party: Some(party),
            }),
            _ => None,
        };
        let toll = |rule: &str| {
            let count = sentence.counts.iter().find(|it| self.story.subjects[it.subject].rule == rule)?;
            // Counts are whole and far below 2^53.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let whole = |it: f64| it as u64;
            Some((count.quantity.low.map_or(0, whole), count.quantity.high.map(whole)))
        };
        self.record.events.push(Event {
            id,
            trigger,
            event_type: kind.name.to_owned(),
            modes: vec![kind.mode.to_owned()],
            actors: actors.into_iter().collect(),
            recipients: Vec::new(),
            status: "occurred".to_owned(),
            when: Some(super::date(self.story.day)),
            place: Some(self.story.town.name.clone()),
            geo: None,
            contexts: Vec::new(),
            cameo: Some(kind.cameo.to_owned()),
            quad: kind.quad,
            scale: Number(kind.scale),
            dead: toll("dead"),
            injured: toll("injured"),
            attributed_to,
            same_as: 0,
            by: by(),
        });
        self.truth.happenings.push(self.story.id);
    }
}
