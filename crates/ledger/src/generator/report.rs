//! A report of a story, sentence by sentence, before it is a text.

use super::grammar::{Names, articles, capital, draw, expand, rule};
use super::quantity::{Quantity, quantity};
use super::random::Random;
use super::story::{Quote, Story, Subject, background, titled};
use super::truth::Variant;

/// A report as sentences with marks.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) outlet: usize,
    pub(super) author: String,
    pub(super) title: String,
    pub(super) url: String,
    /// Minutes since 1970-01-01.
    pub(super) minute: i64,
    /// What stands before the first sentence: a place and an agency.
    pub(super) dateline: Option<String>,
    pub(super) paragraphs: Vec<Vec<Sentence>>,
    /// Whether it names a person by the last name alone, and which.
    pub(super) last_name_only: Option<usize>,
}

/// A sentence with marks, and what they mean.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) marked: String,
    pub(super) saying: Option<Saying>,
    /// What the mark `f` with this number counts.
    pub(super) counts: Vec<Count>,
    /// The day that a mark `t` names, since 1970-01-01.
    pub(super) day: i64,
}

/// Who says what is marked `q`.
#[derive(Clone, Debug)]
pub(super) struct Saying {
    /// Place in the cast, or the words for somebody unnamed.
    pub(super) speaker: Result<usize, String>,
    pub(super) manner: &'static str,
    pub(super) variant: Variant,
    /// What was said; `None` where nobody could say whether two are the same.
    pub(super) quotation: Option<u64>,
}

/// A figure.
#[derive(Clone, Debug)]
pub(super) struct Count {
    /// Place among the story's subjects.
    pub(super) subject: usize,
    pub(super) quantity: Quantity,
    pub(super) of: String,
    /// The day it is told of, since 1970-01-01.
    pub(super) when: Option<i64>,
    pub(super) in_town: bool,
}

impl Sentence {
    pub(super) fn plain(marked: &str, day: i64) -> Self {
        Self { marked: finished(marked), saying: None, counts: Vec::new(), day }
    }
}

/// What a template leaves to be mended: two commas where an apposition ends, articles, the first letter.
fn finished(marked: &str) -> String {
    capital(&articles(marked)).replace(",,", ",").replace(",.", ".")
}

/// Writes a report of a story of its own words.
pub(super) fn write(story: &Story, outlet: usize, minute: i64, number: u64, random: &mut Random) -> Plan {
    let day = minute.div_euclid(24 * 60);
    let mut writer = Writer { story, day, introduced: [false; 5], told: told(story, day, random), random, words: 0 };
    let wanted = 130 + writer.random.below(210);
    let mut body = vec![writer.figure(0, true)];
    let mut quotes: Vec<&Quote> = story.quotes.iter().filter(|it| it.day <= day).collect();
    let most = 1 + writer.random.below(4);
    while quotes.len() > most {
        let at = writer.random.below(quotes.len());
        quotes.remove(at);
    }
    let mut rest: Vec<Part<'_>> = quotes.into_iter().map(Part::Quote).collect();
    rest.extend((1..story.subjects.len()).map(Part::Figure));
    if writer.random.chance(0.4) {
        rest.push(Part::Figure(0));
    }
    rest.extend((0..2 + writer.random.below(2)).map(|_| Part::Detail));
    rest.extend((0..1 + writer.random.below(2)).map(|_| Part::Scene));
    shuffle(&mut rest, writer.random);
    for part in rest {
        body.push(match part {
            Part::Quote(quote) => writer.quote(quote),
            Part::Figure(n) => writer.figure(n, false),
            Part::Detail => writer.by_rule(&format!("{}.detail", story.kind.rule)),
            Part::Scene => writer.by_rule("scene"),
        });
        if writer.random.chance(0.3) {
            body.push(writer.background());
        }
    }
    while writer.words < wanted {
        let sentence = writer.background();
        body.push(sentence);
    }
    let last_name_only = (random.chance(0.02) && story.cast[1].name != story.cast[2].name).then_some(1);
    Plan {
        outlet,
        author: super::world::Person::new(random).name(),
        title: title(story, random),
        url: format!("https://outlet{outlet}.example/{}/{:x}-{number}", super::date(day), story.id),
        minute,
        dateline: None,
        paragraphs: paragraphs(body, random),
        last_name_only,
    }
}

/// A headline of a story.
pub(super) fn title(story: &Story, random: &mut Random) -> String {
    finished(&draw(&format!("{}.title", story.kind.rule), &story.names, random))
}

enum Part<'a> {
    Quote(&'a Quote),
    Figure(usize),
    Detail,
    Scene,
}

/// The value of each subject that a report of a day tells.
fn told(story: &Story, day: i64, random: &mut Random) -> Vec<u64> {
    let value = |subject: &Subject, random: &mut Random| {
        let last = subject.values.len() - 1;
        if story.grows {
            let days = usize::try_from(day - story.day).unwrap_or(0);
            return subject.values[days.min(last)];
        }
        // Most tell the usual value.
        subject.values[random.rank(last + 1, 1.6)]
    };
    story.subjects.iter().map(|subject| value(subject, random)).collect()
}

fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for n in (1..list.len()).rev() {
        list.swap(n, random.below(n + 1));
    }
}

fn paragraphs(sentences: Vec<Sentence>, random: &mut Random) -> Vec<Vec<Sentence>> {
    let mut out: Vec<Vec<Sentence>> = Vec::new();
    let mut room = 0;
    for sentence in sentences {
        if room == 0 {
            out.push(Vec::new());
            room = 1 + random.below(3);
        }
        room -= 1;
        if let Some(last) = out.last_mut() {
            last.push(sentence);
        }
    }
    out
}

/// A count of a subject and its clause with the mark `f0`.
pub(super) fn count(story: &Story, subject: usize, value: u64, day: i64, random: &mut Random) -> (Count, String) {
    let it = &story.subjects[subject];
    let quantity = quantity(value, it.unit, random);
    let clauses = rule(it.rule);
    let (clause, of) = random.word(clauses).rsplit_once(" :").unwrap_or_default();
    let (clause, of) = (expand_with(clause, &quantity, random), of.to_owned());
    let when = it.timed.then_some(if story.grows { day } else { story.day });
    // What grows is told with its day; of the rest, most.
    let when = when.filter(|_| story.grows || random.chance(0.7));
    (Count { subject, quantity, of, when, in_town: random.chance(0.75) }, clause)
}

/// A clause with its quantity marked; *of* before the thing counted is no part of it.
fn expand_with(clause: &str, quantity: &Quantity, random: &mut Random) -> String {
    let marked = match quantity.words.strip_suffix(" of") {
        Some(words) => format!("<f0:{words}> of"),
        None => format!("<f0:{}>", quantity.words),
    };
    let names: Names = [("n", marked)].into_iter().collect();
    expand(clause, &names, random)
}

struct Writer<'a> {
    story: &'a Story,
    /// Of the report.
    day: i64,
    introduced: [bool; 5],
    told: Vec<u64>,
    random: &'a mut Random,
    words: usize,
}

impl Writer<'_> {
    fn done(&mut self, sentence: Sentence) -> Sentence {
        self.words += sentence.marked.split(' ').count();
        sentence
    }

    fn by_rule(&mut self, name: &str) -> Sentence {
        let marked = draw(name, &self.story.names, self.random);
        self.done(Sentence::plain(&marked, self.day))
    }

    fn background(&mut self) -> Sentence {
        let marked = background(&self.story.names, self.random);
        self.done(Sentence::plain(&marked, self.day))
    }

    /// A mention of somebody as a source: in full the first time.
    fn source(&mut self, speaker: usize) -> String {
        let cast = &self.story.cast[speaker];
        let first = !std::mem::replace(&mut self.introduced[speaker], true);
        match (&cast.role, first) {
            (None, _) => format!("the <s{speaker}:{}>", cast.name),
            (Some(_), true) if cast.titled => format!("<s{speaker}:{}>", titled(cast, &cast.name)),
            (Some(role), true) => format!("<s{speaker}:{}>, a {role},", cast.name),
            // Where two of one last name speak, both keep the first.
            (Some(_), false) if self.story.cast[0].short == self.story.cast[2].short && speaker != 1 => {
                format!("<s{speaker}:{}>", cast.name)
            }
            (Some(_), false) => format!("<s{speaker}:{}>", cast.short),
        }
    }

    fn on_day(&mut self, day: i64) -> String {
        if self.random.chance(0.45) { format!(" on <t:{}>", super::weekday(day)) } else { String::new() }
    }

    fn figure(&mut self, subject: usize, leads: bool) -> Sentence {
        let (count, clause) = count(self.story, subject, self.told[subject], self.day, self.random);
        let day = count.when.unwrap_or(self.story.day);
        let mut names = self.story.names.clone();
        names.insert(
            "on_day",
            if self.story.grows { format!(" by <t:{}>", super::weekday(day)) } else { self.on_day(day) },
        );
        if leads {
            let happening = draw(&format!("{}.happening", self.story.kind.rule), &self.story.names, self.random);
            names.insert("clause", format!("{clause} {happening}"));
        } else {
            names.insert("clause", clause);
        }
        let source = match self.random.below(10) {
            0..=2 => None,
            3..=6 => Some(Err(draw("unnamed", &self.story.names, self.random))),
            _ => Some(Ok(self.random.below(5))),
        };
        let Some(speaker) = source else {
            let template = if leads { "{clause}{on_day}." } else { self.random.word(rule("own_clause")) };
            let marked = expand(template, &names, self.random);
            return self.done(Sentence { counts: vec![count], ..Sentence::plain(&marked, day) });
        };
        let words = match &speaker {
            Ok(number) => self.source(*number),
            Err(words) => format!("<s9:{words}>"),
        };
        names.insert("src", words);
        let template = if leads || self.random.chance(0.5) { "claim_after" } else { "claim_before" };
        let marked = draw(template, &names, self.random);
        let saying = Saying { speaker, manner: "indirect", variant: Variant::Claim, quotation: None };
        self.done(Sentence { saying: Some(saying), counts: vec![count], ..Sentence::plain(&marked, day) })
    }

    /// A quotation as an outlet tells it: whole or not, in its words or nearly.
    fn quote(&mut self, quote: &Quote) -> Sentence {
        let mut variant = match self.random.below(100) {
            0..=34 => Variant::Whole,
            35..=46 => Variant::Split,
            47..=60 => Variant::CutEnd,
            61..=70 => Variant::CutBeginning,
            71..=82 => Variant::Changed,
            83..=94 => Variant::Mixed,
            _ => Variant::Indirect,
        };
        let (all, whole) = (quote.len(), quote.words(0, quote.len(), true));
        let mut names = self.story.names.clone();
        let speaker = self.source(quote.speaker);
        names.insert("src", speaker);
        let on_day = self.on_day(quote.day);
        names.insert("on_day", on_day);
        let said = match variant {
            Variant::CutEnd if self.random.chance(0.6) => quote.words(0, all - 1, true),
            Variant::CutEnd => cut_end(&whole, self.random),
            Variant::CutBeginning => quote.words(1, all, true),
            Variant::Changed => changed(&whole, self.random),
            _ => whole.clone(),
        };
        if said == whole && !matches!(variant, Variant::Split | Variant::Mixed | Variant::Indirect) {
            variant = Variant::Whole;
        }
        names.insert("q", said);
        names.insert("qa", quote.words(0, 1, true));
        names.insert("qb", quote.words(1, all, variant == Variant::Split));
        names.insert("ia", quote.words(0, 1, false));
        names.insert("i", quote.words(0, all, false));
        let (template, manner) = match variant {
            Variant::Split => ("said_split", "direct"),
            Variant::Mixed => {
                // What stands in quotation marks is in the speaker's own voice, in the middle of a sentence.
                names.insert("qb", lower(&quote.words(1, all, true)));
                ("said_mixed", "mixed")
            }
            Variant::Indirect => ("said_indirect", "indirect"),
            _ => ("said_direct", "direct"),
        };
        let marked = draw(template, &names, self.random);
        let saying = Saying { speaker: Ok(quote.speaker), manner, variant, quotation: Some(quote.id) };
        self.done(Sentence { saying: Some(saying), ..Sentence::plain(&marked, quote.day) })
    }
}

fn lower(text: &str) -> String {
    // *I* stays as it is.
    if text.starts_with("I ") {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The beginning of a quotation, more than half of it.
fn cut_end(whole: &str, random: &mut Random) -> String {
    let words: Vec<&str> = whole.split(' ').collect();
    let kept = words.len() * (55 + random.below(30)) / 100;
    let cut = words[..kept.max(6).min(words.len())].join(" ");
    cut.trim_end_matches([',', '.', ';']).to_owned()
}

/// A quotation with a word or two changed, as they are when somebody takes notes.
fn changed(whole: &str, random: &mut Random) -> String {
    const ADDED: [&str; 8] = ["really", "just", "simply", "always", "surely", "still", "also", "now"];
    let mut words: Vec<String> = whole.split(' ').map(str::to_owned).collect();
    for _ in 0..=random.below(2) {
        let at = 1 + random.below(words.len() - 2);
        match random.below(3) {
            0 => words.insert(at, random.word(&ADDED).to_owned()),
            1 if words[at].len() < 5 && words[at].chars().all(char::is_alphabetic) => {
                words.remove(at);
            }
            _ => match words.iter().position(|word| rule("adj").contains(&word.as_str())) {
                Some(at) => words[at] = random.word(rule("adj")).to_owned(),
                None => words.insert(at, random.word(&ADDED).to_owned()),
            },
        }
    }
    words.join(" ")
}
