//! Decoding: the best allowed sequence of tags (Viterbi), and which source and content belong to which cue.

use sayso_types::{EventType, NameScores, RoleScores, Segments, Signals};
use std::ops::Range;

/// Who said what, as the heads have it; ranges are tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The source, where one is named.
    pub source: Option<Range<usize>>,
    /// The cue; none for content that goes on without one.
    pub cue: Option<Range<usize>>,
    /// Fragments of what is attributed, in order, not empty.
    pub content: Vec<Range<usize>>,
    /// Probability, from 0 to 1, that cue and content are right.
    pub score: f32,
}

/// A name, as the heads have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// Probability, from 0 to 1.
    pub score: f32,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company, party, agency, club or other body.
    Organization,
    /// A country, city, river or other place.
    Place,
    /// A building or other thing built.
    Facility,
    /// A nationality, religion or political group.
    Group,
    /// Anything else.
    Other,
}

/// The words that carry an event, as the heads have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What kind of act.
    pub event_type: EventType,
    /// Probability of trigger and type, from 0 to 1.
    pub score: f32,
}

/// Which of two layers of roles: statements that stand in the report's own words, or those inside another's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Outermost.
    Outer,
    /// Inside the content of another.
    Inner,
}

/// What decoding weighs; chosen on dev sets.
#[derive(Clone, Copy, Debug)]
struct Costs {
    /// Taken from the score of "no role": above 0, more is found.
    none: f32,
    /// Added to the score that a cue begins: a cue that is missed loses a whole statement.
    cue: f32,
    /// For each border between a link's two ends: the end of a sentence, of a block.
    border: f32,
    /// For the logarithm of the words between.
    distance: f32,
    /// Least score, all costs taken off, of a link from a second fragment of content; a lesser one is no part of the statement.
    fragment: f32,
    /// Taken from the score of "no trigger": what the heads are unsure of is an event more often than not.
    trigger: f32,
}

const COSTS: Costs = Costs { none: 0.0, cue: 0.4, border: 2.0, distance: 0.2, fragment: -4.0, trigger: 1.0 };

/// The attributions that the signals tell of, in text order of their cues.
#[must_use]
pub fn attributions(signals: &Signals, segments: &Segments, layer: Layer) -> Vec<Attribution> {
    let scores = match layer {
        Layer::Outer => &signals.roles,
        Layer::Inner => &signals.inner,
    };
    let rows: Vec<[f32; 7]> = scores.iter().map(row).collect();
    let spans = spans(&best(&rows));
    let of = |role: usize| -> Vec<Range<usize>> {
        spans.iter().filter(|it| it.kind == role).map(|it| it.tokens.clone()).collect()
    };
    let (sources, cues, contents) = (of(0), of(1), of(2));
    let cost = |a: &Range<usize>, b: &Range<usize>| {
        let (low, high) = if a.start < b.start { (a, b) } else { (b, a) };
        let words = high.start.saturating_sub(low.end);
        COSTS.border * borders(segments, low.start, high.start) + COSTS.distance * (words as f32).ln_1p()
    };
    let links = |links: &[sayso_types::Link], from: usize| -> Vec<(usize, f32)> {
        let start = links.partition_point(|it| (it.from as usize) < from);
        let own = links[start..].iter().take_while(|it| it.from as usize == from);
        own.map(|it| (it.to as usize, it.score)).collect()
    };
    let mut out: Vec<Attribution> = cues
        .iter()
        .map(|cue| {
            let told = links(&signals.sources, cue.start);
            let none = told.iter().find(|it| it.0 == cue.start).map_or(f32::NEG_INFINITY, |it| it.1);
            let best = told
                .iter()
                .filter_map(|&(to, score)| {
                    let source = &sources[sources.binary_search_by_key(&to, |it| it.start).ok()?];
                    Some((source, score - cost(source, cue)))
                })
                .max_by(|a, b| a.1.total_cmp(&b.1))
                .filter(|it| it.1 > none);
            let score = probability(scores, cue, 1);
            Attribution { source: best.map(|it| it.0.clone()), cue: Some(cue.clone()), content: Vec::new(), score }
        })
        .collect();
    for (start, content) in contents.iter().flat_map(|it| by_block(segments, it)) {
        let told = links(&signals.contents, start);
        let best = told
            .iter()
            .filter_map(|&(to, score)| {
                let at = cues.binary_search_by_key(&to, |it| it.start).ok()?;
                Some((at, score - cost(&cues[at], &content)))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let sure = probability(scores, &content, 2);
        match best {
            Some((at, score)) if score < COSTS.fragment && !out[at].content.is_empty() => {}
            Some((at, _)) => {
                out[at].score *= if out[at].content.is_empty() { sure } else { 1.0 };
                out[at].content.push(content);
            }
            None => out.push(Attribution { source: None, cue: None, content: vec![content], score: sure }),
        }
    }
    out.retain(|it| !it.content.is_empty());
    for it in &mut out {
        // Fragments that touch are one.
        it.content.dedup_by(|next, last| {
            last.end == next.start && {
                last.end = next.end;
                true
            }
        });
    }
    out.sort_by_key(|it| it.cue.as_ref().map_or(it.content[0].start, |cue| cue.start));
    out
}

/// The names that the signals tell of, in text order.
#[must_use]
pub fn names(signals: &Signals) -> Vec<Name> {
    let rows: Vec<[f32; 13]> = signals.names.iter().map(name_row).collect();
    let kinds = [
        NameKind::Person,
        NameKind::Organization,
        NameKind::Place,
        NameKind::Facility,
        NameKind::Group,
        NameKind::Other,
    ];
    let found = spans(&best(&rows));
    found
        .into_iter()
        .map(|it| {
            let first = rows[it.tokens.start][1 + 2 * it.kind];
            let inside = it.tokens.clone().skip(1).map(|at| rows[at][2 + 2 * it.kind]);
            let mean = (first + inside.sum::<f32>()) / it.tokens.len() as f32;
            Name { tokens: it.tokens, kind: kinds[it.kind], score: mean.exp() }
        })
        .collect()
}

/// The triggers that the signals tell of, in text order.
#[must_use]
pub fn triggers(signals: &Signals) -> Vec<Trigger> {
    let rows: Vec<[f32; 33]> = signals
        .events
        .iter()
        .map(|it| {
            let mut row = [it.none - COSTS.trigger; 33];
            for (n, tags) in row[1..].as_chunks_mut::<2>().0.iter_mut().enumerate() {
                *tags = [it.begins[n], it.goes_on[n]];
            }
            row
        })
        .collect();
    let found = spans(&best(&rows)).into_iter();
    found
        .map(|it| {
            let score = signals.events[it.tokens.start].begins[it.kind].exp();
            Trigger { tokens: it.tokens, event_type: EventType::ALL[it.kind], score }
        })
        .collect()
}

/// A stretch of one kind.
struct Stretch {
    kind: usize,
    tokens: Range<usize>,
}

/// The best sequence of tags in which only what has begun goes on. Tag 0 is none; 1 + 2k begins kind k, 2 + 2k goes on with it.
fn best<const N: usize>(rows: &[[f32; N]]) -> Vec<u8> {
    let mut back: Vec<[u8; N]> = Vec::with_capacity(rows.len());
    let mut scores = [f32::NEG_INFINITY; N];
    scores[0] = 0.0;
    for row in rows {
        let front = (0..N).fold(0, |a, b| if scores[b] > scores[a] { b } else { a });
        let mut next = [0.0; N];
        let mut from = [0_u8; N];
        for tag in 0..N {
            let mut of = front;
            if tag > 0 && tag % 2 == 0 {
                of = if scores[tag - 1] >= scores[tag] { tag - 1 } else { tag };
            }
            next[tag] = scores[of] + row[tag];
            from[tag] = of as u8;
        }
        // Sums over a long text would lose the small differences.
        let most = next.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        scores = next.map(|it| it - most);
        back.push(from);
    }
    let mut tag = (0..N).fold(0, |a, b| if scores[b] > scores[a] { b } else { a });
    let mut out = vec![0; rows.len()];
    for (at, from) in back.iter().enumerate().rev() {
        out[at] = tag as u8;
        tag = usize::from(from[tag]);
    }
    out
}

fn spans(tags: &[u8]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for (at, &tag) in tags.iter().enumerate() {
        if tag == 0 {
            continue;
        }
        let kind = usize::from(tag - 1) / 2;
        match out.last_mut() {
            Some(last) if tag % 2 == 0 && last.tokens.end == at && last.kind == kind => last.tokens.end = at + 1,
            _ => out.push(Stretch { kind, tokens: at..at + 1 }),
        }
    }
    out
}

/// The parts of a span that lie in one block each, with the span's first token, which its links go from: a part is judged by
/// where it stands itself.
fn by_block<'s>(segments: &'s Segments, span: &Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> + use<'s> {
    let (start, mut rest) = (span.start, span.clone());
    std::iter::from_fn(move || {
        let first = segments.sentences.partition_point(|it| it.tokens.end <= rest.start);
        let block = segments.sentences.get(first).filter(|_| !rest.is_empty())?.block;
        let same = segments.sentences[first..].iter().take_while(|it| it.block == block && it.tokens.start < rest.end);
        let end = same.last()?.tokens.end.min(rest.end);
        let part = rest.start..end;
        rest.start = end;
        Some((start, part))
    })
}

/// How many borders lie between two tokens: none in one sentence, one in one block, else two.
fn borders(segments: &Segments, low: usize, high: usize) -> f32 {
    let of = |token: usize| segments.sentences.partition_point(|it| it.tokens.end <= token);
    let (low, high) = (of(low), of(high));
    let block = |at: usize| segments.sentences.get(at).map(|it| it.block);
    match (low == high, block(low) == block(high)) {
        (true, _) => 0.0,
        (false, true) => 1.0,
        (false, false) => 2.0,
    }
}

/// Mean probability that the tokens are of a role.
fn probability(scores: &[RoleScores], tokens: &Range<usize>, role: usize) -> f32 {
    let of = |it: &RoleScores| {
        let [begin, inside] = [it.source, it.cue, it.content][role];
        begin.exp() + inside.exp()
    };
    scores[tokens.clone()].iter().map(of).sum::<f32>() / tokens.len().max(1) as f32
}

fn row(it: &RoleScores) -> [f32; 7] {
    let [s, c, k] = [it.source, it.cue, it.content];
    [it.none - COSTS.none, s[0], s[1], c[0] + COSTS.cue, c[1], k[0], k[1]]
}

fn name_row(it: &NameScores) -> [f32; 13] {
    let [p, o, l] = [it.person, it.organization, it.place];
    let [f, g, x] = [it.facility, it.group, it.other];
    [it.none, p[0], p[1], o[0], o[1], l[0], l[1], f[0], f[1], g[0], g[1], x[0], x[1]]
}
