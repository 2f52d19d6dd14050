//! What outlets make of somebody else's report, and of their own some hours later.

use super::grammar::{expand, rule};
use super::quantity::quantity;
use super::random::Random;
use super::report::{Plan, Sentence, count, title};
use super::story::{Story, background};
use super::truth::{Kind, Variant};

/// Words that an editor puts for others.
const EDITS: [(&str, &str); 26] = [
    ("and", "as well as"),
    ("after", "following"),
    ("near", "close to"),
    ("when", "as"),
    ("had", "have"),
    ("was", "has been"),
    ("were", "had been"),
    ("said", "told reporters"),
    ("behind", "at the back of"),
    ("beside", "next to"),
    ("until", "till"),
    ("some", "several"),
    ("few", "not many"),
    ("many", "a lot of"),
    ("most", "the majority of"),
    ("quietly", "silently"),
    ("slowly", "gradually"),
    ("twice", "two times"),
    ("last", "this past"),
    ("which", "and that"),
    ("could", "might"),
    ("stood", "was standing"),
    ("small", "little"),
    ("new", "modern"),
    ("people", "locals"),
    ("moved", "shifted"),
];

/// Turns a plan into a copy of it for another outlet. The first paragraphs stay with every kind.
pub(super) fn copy(
    story: &Story,
    plan: &Plan,
    kind: Kind,
    outlet: usize,
    minute: i64,
    number: u64,
    random: &mut Random,
) -> Plan {
    let mut copy = Plan { outlet, minute, ..plan.clone() };
    copy.url =
        format!("https://outlet{outlet}.example/{}/{:x}-{number}", super::date(minute.div_euclid(24 * 60)), story.id);
    if random.chance(0.6) {
        copy.title = title(story, random);
    }
    if random.chance(0.5) {
        copy.author = super::world::Person::new(random).name();
    }
    let agency = super::world::outlet(plan.outlet);
    copy.dateline = match random.below(3) {
        0 => Some(format!("{} ({agency}) — ", story.town.name.to_uppercase())),
        1 => Some(format!("({agency}) ")),
        _ => None,
    };
    if matches!(kind, Kind::Cut | Kind::CutAndEdited) {
        let cut = 1 + random.below(copy.paragraphs.len() * 2 / 5);
        copy.paragraphs.truncate((copy.paragraphs.len() - cut.min(copy.paragraphs.len())).max(2));
    }
    if kind == Kind::Excerpt {
        let kept = copy.paragraphs.len() * (40 + random.below(15)) / 100;
        copy.paragraphs.truncate(kept.max(2));
    }
    if matches!(kind, Kind::Edited | Kind::CutAndEdited) {
        edit(story, &mut copy, random);
    }
    if !matches!(kind, Kind::Same | Kind::Excerpt) && random.chance(0.2) {
        let own = Sentence::plain(&background(&story.names, random), story.day);
        copy.paragraphs.push(vec![own]);
    }
    copy
}

/// A later version of a page: more is known, a figure may be another.
pub(super) fn revised(story: &Story, plan: &Plan, minute: i64, random: &mut Random) -> Plan {
    let mut later = Plan { minute, ..plan.clone() };
    let day = minute.div_euclid(24 * 60);
    edit(story, &mut later, random);
    let names = &story.names;
    let mut news = vec![Sentence::plain(&expand(random.word(rule("scene")), names, random), day)];
    if random.chance(0.5) {
        news.push(Sentence::plain(&background(names, random), day));
    }
    later.paragraphs.insert(1.min(later.paragraphs.len()), news);
    if random.chance(0.6)
        && let Some(sentence) = later.paragraphs.iter_mut().flatten().find(|it| it.counts.len() == 1)
    {
        recount(story, sentence, day, random);
    }
    if random.chance(0.4) {
        later.title = title(story, random);
    }
    later
}

/// Puts another value in a sentence, in the words around it.
fn recount(story: &Story, sentence: &mut Sentence, day: i64, random: &mut Random) {
    let before = sentence.counts[0].clone();
    let subject = &story.subjects[before.subject];
    let days = usize::try_from(day - story.day).unwrap_or(0);
    let value =
        if story.grows { subject.values[days.min(subject.values.len() - 1)] } else { *random.pick(&subject.values) };
    let (mut after, _) = count(story, before.subject, value, day, random);
    // The words of the thing counted stay, so *hundreds of* would not fit everywhere.
    if after.quantity.words.ends_with(" of") {
        after.quantity = quantity(value, "", &mut Random::new(&[0]));
    }
    let (Some(from), true) = (sentence.marked.find("<f0:"), after.quantity.words.len() > 1) else { return };
    let Some(length) = sentence.marked[from..].find('>') else { return };
    let rest = &sentence.marked[from + length + 1..];
    let rest = rest
        .strip_prefix(" of ")
        .filter(|_| before.quantity.words.ends_with(" of"))
        .map_or_else(|| rest.to_owned(), |it| format!(" {it}"));
    sentence.marked = format!("{}<f0:{}>{rest}", &sentence.marked[..from], after.quantity.words);
    // Named days stay as they were named, and so does what they are told of.
    after.when = before.when;
    after.of = before.of;
    sentence.counts[0] = after;
}

/// Changes a few words and, as often as not, a sentence.
fn edit(story: &Story, plan: &mut Plan, random: &mut Random) {
    for _ in 0..3 + random.below(8) {
        let sentences = plan.paragraphs.iter().map(Vec::len).sum::<usize>();
        let at = random.below(sentences);
        if let Some(sentence) = plan.paragraphs.iter_mut().flatten().nth(at) {
            reword(sentence, random);
        }
    }
    if random.chance(0.5) {
        // Not from the first paragraph, and nothing that somebody says.
        let at = 1 + random.below(plan.paragraphs.len().max(2) - 1);
        if let Some(paragraph) = plan.paragraphs.get_mut(at) {
            if random.chance(0.5) && paragraph.len() > 1 {
                paragraph.retain({
                    let mut left = 1;
                    move |it| {
                        let goes = left > 0 && it.saying.is_none() && it.counts.is_empty();
                        left -= usize::from(goes);
                        !goes
                    }
                });
            } else {
                paragraph.push(Sentence::plain(&background(&story.names, random), story.day));
            }
        }
    }
}

/// Puts one word for another, outside of marks: names, figures and what is said stay.
fn reword(sentence: &mut Sentence, random: &mut Random) {
    if sentence.saying.as_ref().is_some_and(|it| it.variant == Variant::Claim) {
        return;
    }
    let mut depth = 0;
    let mut places = Vec::new();
    let words: Vec<&str> = sentence.marked.split(' ').collect();
    for (n, word) in words.iter().enumerate() {
        let free = depth == 0 && !word.contains(['<', '>']);
        depth += word.matches('<').count();
        depth -= word.matches('>').count().min(depth);
        if let Some((_, other)) = EDITS.iter().find(|(from, _)| free && from == word) {
            places.push((n, *other));
        }
    }
    if places.is_empty() {
        return;
    }
    let (at, other) = *random.pick(&places);
    let mut words: Vec<&str> = words;
    words[at] = other;
    sentence.marked = words.join(" ");
}
