//! A story: what happened, to whom, who said what of it. Its reports are written from it.

use super::grammar::{Names, draw, expand, rule, voice};
use super::random::Random;
use super::world::{self, Person, Town};

/// A kind of happening: its rules in the grammar, what is counted, and the event it is, if it is one.
#[derive(Debug)]
pub(super) struct Kind {
    /// The first word of its rules' names.
    pub(super) rule: &'static str,
    subjects: &'static [&'static str],
    bodies: &'static [&'static str],
    pub(super) event: Option<EventKind>,
}

/// PLOVER's type and mode, CAMEO's code, quad class and scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventKind {
    pub(super) name: &'static str,
    pub(super) mode: &'static str,
    pub(super) cameo: &'static str,
    pub(super) quad: u8,
    pub(super) scale: f64,
}

const fn event(name: &'static str, mode: &'static str, cameo: &'static str, quad: u8, scale: f64) -> Option<EventKind> {
    Some(EventKind { name, mode, cameo, quad, scale })
}

const fn kind(
    rule: &'static str,
    subjects: &'static [&'static str],
    bodies: &'static [&'static str],
    event: Option<EventKind>,
) -> Kind {
    Kind { rule, subjects, bodies, event }
}

const KINDS: [Kind; 12] = [
    kind("crash", &["dead", "injured"], &["Police Department", "Railway Company", "Tram Company"], None),
    kind("fire", &["dead", "injured", "homes_destroyed"], &["Fire Brigade"], None),
    kind("flood", &["dead", "missing", "evacuated", "homes_damaged"], &["Flood Agency", "Water Board"], None),
    kind("raid", &["dead", "injured"], &["Police Department"], event("ASSAULT", "firearms", "190", 4, -9.0)),
    kind("march", &["crowd", "arrested"], &["Police Department"], event("PROTEST", "demo", "141", 3, -6.5)),
    kind(
        "walkout",
        &["strikers"],
        &["Railway Company", "Shipping Line", "Steelworks", "Dairy Cooperative"],
        event("PROTEST", "strike", "143", 3, -6.5),
    ),
    kind("talks", &["aid"], &["City Council", "Chamber of Trade"], event("CONSULT", "visit", "040", 1, 1.0)),
    kind("closure", &["jobs"], &["Steelworks", "Dairy Cooperative", "Shipping Line", "Savings Bank"], None),
    kind("illness", &["cases", "dead"], &["Regional Hospital", "Water Board"], None),
    kind("works", &["cost"], &["City Council", "Water Board", "Harbour Authority"], None),
    kind(
        "fraud",
        &["stolen", "arrested"],
        &["Savings Bank", "Housing Association"],
        event("COERCE", "arrest", "173", 4, -5.0),
    ),
    kind("spill", &["oil"], &["Harbour Authority", "Coast Guard"], None),
];

/// Somebody who is named in a story.
#[derive(Clone, Debug)]
pub(super) struct Cast {
    /// As its party is called.
    pub(super) name: String,
    /// What a later mention calls it.
    pub(super) short: String,
    pub(super) role: Option<String>,
    /// As in the record: `person`, `organization`.
    pub(super) kind: &'static str,
    /// Whether the role stands before the name as a title.
    pub(super) titled: bool,
}

/// Something said once, which reports tell in their ways.
#[derive(Clone, Debug)]
pub(super) struct Quote {
    pub(super) id: u64,
    /// Place in the cast.
    pub(super) speaker: usize,
    pub(super) day: i64,
    /// In both voices; see [`voice`].
    clauses: Vec<String>,
    joins: Vec<&'static str>,
}

impl Quote {
    pub(super) fn len(&self) -> usize {
        self.clauses.len()
    }

    /// The clauses from one to before another, as said or as reported.
    pub(super) fn words(&self, from: usize, to: usize, said: bool) -> String {
        let mut out = String::new();
        for n in from..to.min(self.clauses.len()) {
            let mut clause = voice(&self.clauses[n], said);
            if n > from {
                out.push_str(self.joins[n - 1]);
                out.push(' ');
            }
            if said && (n == from || out.ends_with(". ")) {
                clause = super::grammar::capital(&clause);
            }
            out.push_str(&clause);
        }
        // Reported, it is one sentence.
        if said { out } else { out.replace(". ", " and that ") }
    }
}

/// Something counted, with the values that outlets tell.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) id: u64,
    /// The rule of its clauses, which is also what it is.
    pub(super) rule: &'static str,
    pub(super) unit: &'static str,
    /// The usual value first; where it grows, one a day.
    pub(super) values: Vec<u64>,
    /// Whether it is of the day of the happening (or of each day), rather than of no day.
    pub(super) timed: bool,
}

/// What happened.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) id: u64,
    pub(super) kind: &'static Kind,
    /// Days since 1970-01-01.
    pub(super) day: i64,
    pub(super) town: Town,
    pub(super) cast: Vec<Cast>,
    pub(super) quotes: Vec<Quote>,
    pub(super) subjects: Vec<Subject>,
    /// Whether its figures grow by the day, instead of outlets disagreeing.
    pub(super) grows: bool,
    /// What templates may call.
    pub(super) names: Names,
}

impl Story {
    pub(super) fn new(seed: u64, id: u64, day: i64) -> Self {
        let mut random = Random::new(&[seed, 1, id]);
        let kind = random.pick(&KINDS);
        let town = world::town(random.rank(world::towns(), 1.4));
        let cast = cast(kind, &town, &mut random);
        let mut names = Names::default();
        names.insert("town", town.name.clone());
        names.insert("site", world::site(&mut random));
        for fixed in ["ship", "region", "matter"] {
            let drawn = draw(fixed, &Names::default(), &mut random);
            names.insert(fixed, drawn);
        }
        names.insert("b3", cast[3].name.clone());
        names.insert("b4", cast[4].name.clone());
        names.insert("p0", titled(&cast[0], &cast[0].name));
        // Who speaks twice in a story says two things: no template is used twice in one.
        let mut templates = [rule("q_open").to_vec(), rule("q_close").to_vec()];
        let said = 0..random.between(3, 7);
        let quotes = said.map(|n| quote(id * 16 + n, day, &cast, &names, &mut templates, &mut random)).collect();
        let grows = random.chance(0.25);
        let subjects =
            (0..).zip(kind.subjects).map(|(n, counted)| subject(id * 16 + n, counted, grows, &mut random)).collect();
        Self { id, kind, day, town, cast, quotes, subjects, grows, names }
    }
}

/// A name with its title.
pub(super) fn titled(cast: &Cast, name: &str) -> String {
    cast.role.as_ref().filter(|_| cast.titled).map_or_else(|| name.to_owned(), |role| format!("{role} {name}"))
}

fn cast(kind: &Kind, town: &Town, random: &mut Random) -> Vec<Cast> {
    let person = |person: Person, role: &str, titled: bool| Cast {
        name: person.name(),
        short: person.last_name(),
        role: Some(role.to_owned()),
        kind: "person",
        titled,
    };
    let body = |tail: &str| Cast {
        name: world::body(town, tail),
        short: world::body(town, tail),
        role: None,
        kind: "organization",
        titled: false,
    };
    let (official, role) = world::official(town, random);
    let second = Person::new(random);
    // Two people of one story with one last name: nobody may take them for one.
    let third = if random.chance(0.2) { official.namesake(random) } else { Person::new(random) };
    let own = random.word(kind.bodies);
    let tails: Vec<&str> = rule("body_tail").iter().copied().filter(|tail| *tail != own).collect();
    let trade = |random: &mut Random| draw("trade", &Names::default(), random);
    vec![
        person(official, role, true),
        person(second, &trade(random), random.chance(0.5)),
        person(third, &trade(random), random.chance(0.5)),
        body(own),
        body(random.word(&tails)),
    ]
}

fn quote(
    id: u64,
    day: i64,
    cast: &[Cast],
    names: &Names,
    templates: &mut [Vec<&str>; 2],
    random: &mut Random,
) -> Quote {
    let speaker = [0, 0, 1, 1, 2, 3, 4][random.below(7)];
    // Bodies are quoted as *it* is: the grammar's words for one person fit nobody else.
    let (he, him, his) = match cast[speaker].kind {
        "person" if is_woman(&cast[speaker].name) => ("she", "her", "her"),
        "person" => ("he", "him", "his"),
        _ => ("they", "them", "their"),
    };
    let mut names = names.clone();
    names.insert("he", he.to_owned());
    names.insert("him", him.to_owned());
    names.insert("his", his.to_owned());
    let closing = 1 + usize::from(random.chance(0.3));
    let [opens, closes] = templates;
    let clause = |from: &mut Vec<&str>, random: &mut Random| {
        let template = from.swap_remove(random.below(from.len()));
        expand(template, &names, random)
    };
    let mut clauses = vec![clause(opens, random)];
    for _ in 0..closing {
        clauses.push(clause(closes, random));
    }
    let joins = (0..closing).map(|_| rule("q_join")[random.below(rule("q_join").len())]).collect();
    Quote { id, speaker, day: day + i64::from(random.chance(0.4)), clauses, joins }
}

fn is_woman(name: &str) -> bool {
    name.split(' ').next().is_some_and(|first| rule("first_f").contains(&first))
}

/// Values from which a subject's is drawn, its unit, and whether it is of a day.
fn range(rule: &str) -> (u64, u64, &'static str, bool) {
    match rule {
        "dead" => (2, 60, "count", true),
        "injured" => (5, 200, "count", true),
        "missing" => (3, 80, "count", true),
        "evacuated" => (90, 9_000, "count", true),
        "homes_damaged" | "homes_destroyed" => (10, 900, "count", true),
        "crowd" => (300, 60_000, "count", true),
        "arrested" => (3, 120, "count", true),
        "strikers" => (60, 8_000, "count", true),
        "cases" => (12, 2_000, "count", true),
        "jobs" => (40, 3_000, "count", false),
        "cost" | "aid" => (2_000_000, 900_000_000, "EUR", false),
        "stolen" => (30_000, 60_000_000, "USD", false),
        _ => (20, 9_000, "t", true),
    }
}

fn subject(id: u64, rule: &'static str, grows: bool, random: &mut Random) -> Subject {
    let (low, high, unit, timed) = range(rule);
    // Small values are more frequent than large ones, as in the news.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let value = (low as f64 * (high as f64 / low as f64).powf(random.share().powf(1.4))) as u64;
    let value = rounded(value);
    let mut values = vec![value];
    if grows && timed {
        for _ in 0..5 {
            let last = values[values.len() - 1];
            values.push(rounded(last + last * random.between(0, 40) / 100 + random.between(0, 2)));
        }
    } else if random.chance(0.5) {
        let others = 1 + random.below(2);
        for _ in 0..others {
            // Whoever counts a crowd may see ten times what others see.
            let percent = if rule == "crowd" && random.chance(0.5) {
                random.between(1_000, 4_000)
            } else {
                random.between(120, 280)
            };
            let other = rounded((value * percent / 100).max(value + 1));
            if !values.contains(&other) {
                values.push(other);
            }
        }
    }
    Subject { id, rule, unit, values, timed }
}

/// To two digits, from a hundred on: nobody counts a crowd to the last head, and *about 1,200* is 1,200 elsewhere.
fn rounded(value: u64) -> u64 {
    let mut unit = 1;
    while value / unit >= 100 {
        unit *= 10;
    }
    let value = value / unit * unit;
    // Money from a million on is told in whole millions.
    if value > 1_000_000 { value / 1_000_000 * 1_000_000 } else { value }
}

/// A sentence that has nothing to do with the story.
pub(super) fn background(names: &Names, random: &mut Random) -> String {
    let rules = rule("background");
    expand(rules[random.below(rules.len())], names, random)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_are_the_same_each_time_and_differ_among_themselves() {
        let told = |id| format!("{:?}", Story::new(1, id, 20_000));
        assert_eq!(told(5), told(5));
        assert_ne!(told(5), told(6));
    }

    #[test]
    fn some_share_a_last_name_and_some_figures_are_contested() {
        let stories: Vec<Story> = (0..300).map(|id| Story::new(2, id, 20_000)).collect();
        let namesakes = stories.iter().filter(|it| it.cast[0].short == it.cast[2].short).count();
        let contested = stories.iter().flat_map(|it| &it.subjects).filter(|it| it.values.len() > 1).count();
        assert!((30..100).contains(&namesakes), "{namesakes}");
        assert!(contested > 150, "{contested}");
    }
}
