//! Figures of one report about the same thing that cannot both hold, put side by side.
//!
//! Precision goes first: a reader who is shown two figures that were never about one thing stops looking. So two figures are
//! compared only where they count the same thing by the same unit and rate, on different words (another statement, or a
//! statement and the report's own voice), and nothing tells them apart in time.

use crate::read::Page;
use crate::table;
use rustc_hash::FxHashMap;
use sayso_types::{Attribution, Differ, Figure, FigureId, Reading, Resolution, Span, Tag, Unit, When};
use std::sync::OnceLock;

/// Figures about one thing whose ranges cannot both hold, in text order.
#[must_use]
pub fn differ(page: &Page<'_>, reading: &Reading, resolution: &Resolution) -> Vec<Differ> {
    let about: Vec<Option<About>> = reading.figures.iter().map(|it| about(page, reading, it)).collect();
    let mut by_head: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (n, it) in about.iter().enumerate() {
        if let Some(it) = it {
            by_head.entry(it.head.as_str()).or_default().push(n);
        }
    }
    let mut found = Vec::new();
    for alike in by_head.values() {
        for (n, &i) in alike.iter().enumerate() {
            for &j in alike[n + 1..].iter().take(REACH) {
                let (a, b) = (&reading.figures[i], &reading.figures[j]);
                let (Some(this), Some(that)) = (&about[i], &about[j]) else { continue };
                if excludes(a, b) && other_words(a, b, resolution) && same(a, b, this, that) && same_time(page, a, b) {
                    let id = |n: usize| FigureId(u32::try_from(n).expect("fewer figures than characters"));
                    let factor = factor(a, b);
                    found.push(Differ { figures: vec![id(i), id(j)], factor, why: why(page, a, b, this, factor) });
                }
            }
        }
    }
    found.sort_by(|a, b| a.figures.cmp(&b.figures));
    found
}

/// With how many of the next figures about the same thing one is compared: more than any report has.
const REACH: usize = 200;

/// What a figure is about, in words that can be compared.
#[derive(Debug, Default, PartialEq)]
struct About {
    /// The head of what is counted, reduced to one word for one thing.
    head: String,
    /// The words that narrow it.
    narrowed: Vec<String>,
    /// What befell those who are counted.
    fate: Option<&'static str>,
}

/// Whether no value satisfies both.
fn excludes(a: &Figure, b: &Figure) -> bool {
    let vague = |it: &Figure| it.low.zip(it.high).is_some_and(|(low, high)| low < high);
    let below = |a: &Figure, b: &Figure| match (a.high, b.low) {
        // Vague ranges meet at their ends: *tens of thousands* and *hundreds of thousands* do not both hold. *Up to forty* and *at least
        // forty* do.
        (Some(high), Some(low)) => high < low || high == low && vague(a) && vague(b),
        _ => false,
    };
    a.unit == b.unit && a.per == b.per && (below(a, b) || below(b, a))
}

/// Whether they rest on different words: another statement by another speaker, or a statement and the report's own voice.
fn other_words(a: &Figure, b: &Figure, resolution: &Resolution) -> bool {
    match (a.attributed_to, b.attributed_to) {
        (Attribution::OwnVoice, Attribution::OwnVoice) => a.per.is_some(),
        (Attribution::Statement(a), Attribution::Statement(b)) => {
            let speaker = |id: sayso_types::StatementId| resolution.speakers.get(id.0 as usize).copied().flatten();
            a != b && (speaker(a).is_none() || speaker(a) != speaker(b))
        }
        _ => true,
    }
}

/// Whether nothing tells them apart in time; a figure with no time is taken to be about the days before the report.
fn same_time(page: &Page<'_>, a: &Figure, b: &Figure) -> bool {
    match (a.when, b.when) {
        (None, None) => true,
        (Some(when), None) | (None, Some(when)) => a.per.is_some() || recent(page, when),
        (a, b) => a == b,
    }
}

/// Whether a time is a day of the fortnight before publication.
fn recent(page: &Page<'_>, when: When) -> bool {
    let (When::At(at), Some(published)) = (when, page.published()) else { return false };
    let (Some(month), Some(day)) = (at.month, at.day) else { return false };
    let days = |year: i16, month: u8, day: u8| i32::from(year) * 372 + i32::from(month) * 31 + i32::from(day);
    (-1..15).contains(&(days(published.year, published.month, published.day) - days(at.year, month, day)))
}

fn same(a: &Figure, b: &Figure, this: &About, that: &About) -> bool {
    if this.head != that.head || this.fate != that.fate {
        return false;
    }
    // Shares and sums are of too many things to be told apart by a noun.
    if !matches!(a.unit, Unit::Count | Unit::Measure(_)) {
        return false;
    }
    if a.per.is_some() {
        return this.fate.is_some() || this.narrowed == that.narrowed;
    }
    let (few, many) = if this.narrowed.len() <= that.narrowed.len() { (this, that) } else { (that, this) };
    let within = few.narrowed.iter().all(|word| many.narrowed.contains(word));
    // *13 inmates* and *400 inmates* are of different groups more often than not: what befell them has to be told, in numbers
    // of one size.
    within
        && many.narrowed.len() - few.narrowed.len() < 2
        && this.fate.is_some()
        && this.fate != Some("other")
        && factor(a, b) <= 3.0
        && b.span != a.span
}

/// What a figure is about; `None` where its words do not tell.
fn about(page: &Page<'_>, reading: &Reading, figure: &Figure) -> Option<About> {
    let mut about = About::default();
    let mut words = figure.of.iter().flat_map(|span| page.tokens_in(*span)).filter(|&t| page.tag(t) != Tag::Pos);
    let mut heads = Vec::new();
    for token in &mut words {
        let stem = stem(page.lower(token));
        let thing = things().get(stem.as_str()).copied();
        match thing {
            Some(fate @ ("death" | "injury" | "arrest" | "flight" | "missing" | "damage" | "ruin")) => {
                about.fate = Some(fate)
            }
            _ if page.tag(token).is_noun() || page.tag(token) == Tag::Jj => {
                heads.push(thing.map_or(stem, str::to_owned))
            }
            _ => {}
        }
    }
    about.head = heads.pop().or_else(|| about.fate.map(|_| "person".to_owned()))?;
    about.narrowed = heads;
    about.narrowed.retain(|word| !nationality(reading, page, figure, word));
    if about.fate.is_none() {
        about.fate = fate_near(page, figure);
    }
    Some(about)
}

/// What befell those counted, by the verb before the figure: *lost hundreds of people*, *claiming dozens of lives*.
fn fate_near(page: &Page<'_>, figure: &Figure) -> Option<&'static str> {
    let first = page.tokens_in(figure.span).start;
    let floor = page.sentences().get(page.sentence_of(first))?.tokens.start;
    (first.saturating_sub(3).max(floor)..first).rev().find_map(|t| {
        things()
            .get(page.lower(t))
            .copied()
            .filter(|it| matches!(*it, "death" | "injury" | "arrest" | "flight" | "missing" | "damage" | "ruin"))
    })
}

/// Whether a word only tells the country that the report is about anyway (*American lives*).
fn nationality(reading: &Reading, page: &Page<'_>, figure: &Figure, word: &str) -> bool {
    let in_of = |span: Span| figure.of.iter().any(|of| of.contains(span));
    let demonym = reading
        .places
        .iter()
        .any(|it| it.demonym && in_of(it.span) && stem(&it.span.of(page.text()).to_lowercase()) == word);
    demonym || word == "person"
}

fn things() -> &'static FxHashMap<&'static str, &'static str> {
    static TABLE: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        table::rows(table::SAME_THINGS).flat_map(|row| row[1].split('|').map(move |word| (word, row[0]))).collect()
    })
}

/// A noun in the singular.
fn stem(word: &str) -> String {
    match word {
        "lives" => return "life".to_owned(),
        "men" | "women" => return word.replace("en", "an"),
        "children" => return "child".to_owned(),
        _ => {}
    }
    if let Some(base) = word.strip_suffix("ies").filter(|it| it.len() > 2) {
        return format!("{base}y");
    }
    let base = word.strip_suffix('s').filter(|it| it.len() > 2 && !it.ends_with(['s', 'u', 'i']));
    base.unwrap_or(word).to_owned()
}

/// How far apart their values are.
fn factor(a: &Figure, b: &Figure) -> f64 {
    sayso_types::factor((a.low, a.high), (b.low, b.high))
}

fn why(page: &Page<'_>, a: &Figure, b: &Figure, about: &About, factor: f64) -> String {
    let words = |it: &Figure| {
        let end = it.of.iter().map(|span| span.end).max().unwrap_or(it.span.end).max(it.span.end);
        Span { start: it.span.start, end }.of(page.text())
    };
    let what =
        [Some(about.head.to_owned()), about.fate.map(str::to_owned), a.per.as_ref().map(|it| format!("per {}", it.0))];
    let what: Vec<String> = what.into_iter().flatten().collect();
    format!("“{}” and “{}” count the same ({}) and are a factor of {factor} apart", words(a), words(b), what.join(", "))
}
