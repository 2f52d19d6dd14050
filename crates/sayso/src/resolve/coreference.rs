//! Coreference: who descriptions and pronouns stand for. What stands outside quotations goes first, in text order;
//! inside a quotation, *I* is whoever speaks it.

use super::links::Links;
use super::parties::{self, Cast};
use super::scene::Scene;
use super::{cataphora, descriptions};
use crate::read::Page;
use crate::read::mention::lexicon::{self, Gender};
use sayso_types::{Mention, MentionKind, PartyKind, Reading, Tag, TokenKind};

/// Resolves every description and pronoun that it can; the others stay unassigned.
pub(super) fn settle(page: &Page<'_>, reading: &Reading, scene: &Scene, links: &Links, cast: &mut Cast) {
    genders(page, reading, scene, links, cast);
    appositions(page, reading, scene, cast);
    for quoted in [false, true] {
        if quoted {
            cataphora::join(reading, scene, cast);
        }
        for at in 0..reading.mentions.len() {
            if scene.quoted[at] != quoted || cast.of[at].is_some() {
                continue;
            }
            match reading.mentions[at].kind {
                MentionKind::Name(_) => {}
                MentionKind::Handle => handle(page, reading, cast, at),
                MentionKind::Description(kind) => {
                    let entity = descriptions::resolve(page, reading, scene, links, cast, at, kind);
                    cast.assign(at, entity);
                }
                MentionKind::Pronoun => {
                    if let Some(entity) = pronoun(page, reading, scene, links, cast, at) {
                        cast.assign(at, entity);
                    }
                }
            }
        }
    }
}

/// Gives people of names that tell no gender the gender of the pronouns that the encoder takes for theirs.
fn genders(page: &Page<'_>, reading: &Reading, scene: &Scene, links: &Links, cast: &mut Cast) {
    let mut shares = vec![[0.0_f32; 2]; cast.entities.len()];
    for at in 0..reading.mentions.len() {
        let gender = match page.lower(scene.head[at]) {
            "he" | "him" | "his" => 0,
            "she" | "her" => 1,
            _ => continue,
        };
        for &(other, share) in links.from(at) {
            if let Some(entity) = cast.of[other] {
                shares[entity][gender] += share;
            }
        }
    }
    for (it, [male, female]) in cast.entities.iter_mut().zip(shares) {
        if it.kind != PartyKind::Person {
            continue;
        }
        let told = if male > female { Gender::Male } else { Gender::Female };
        let (most, least) = (male.max(female), male.min(female));
        // Against what a first name or title tells, several pronouns have to agree.
        let clear = if it.gender == Gender::Either { 0.5 } else { 2.0 };
        if most > clear && least < 0.25 * most {
            it.gender = told;
        }
    }
}

/// Joins a description to the name beside it: `Ada Brook, the mayor,`, `the mayor, Ada Brook,`, `Ada Brook is the mayor`.
fn appositions(page: &Page<'_>, reading: &Reading, scene: &Scene, cast: &mut Cast) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..reading.mentions.len() {
        let it = &reading.mentions[at];
        open.retain(|&other| reading.mentions[other].sentence == it.sentence);
        for &other in open.iter().rev().take(5) {
            let before = &reading.mentions[other];
            if before.span.end > it.span.start {
                continue;
            }
            let gap = gap(page, before, it);
            let joined = match gap {
                "," | "—" | "–" | "(" => closes(page, scene.after(it)),
                "is" | "was" | "became" | "remains" | "is also" | "was elected" | "was appointed" => {
                    matches!(before.kind, MentionKind::Name(_))
                }
                _ => (calls(gap) && indefinite(page, before)) || alias(gap),
            };
            if !joined {
                continue;
            }
            if let (MentionKind::Name(PartyKind::Person), MentionKind::Name(PartyKind::Person)) = (before.kind, it.kind)
                && alias(gap)
                && let (Some(full), Some(other)) = (cast.of[other], cast.of[at])
                && full != other
            {
                parties::merge(cast, other, full);
                break;
            }
            let (name, told) = match (before.kind, it.kind) {
                (MentionKind::Name(kind), MentionKind::Description(other_kind)) if matches(kind, other_kind) => {
                    (other, at)
                }
                (MentionKind::Description(other_kind), MentionKind::Name(kind))
                    if matches(kind, other_kind) && gap != "is" && gap != "was" =>
                {
                    (at, other)
                }
                _ => continue,
            };
            // `attended by the prince, the King said`: another clause begins.
            if told == at && gap == "," && page.tag(scene.after(it)).is_finite() {
                continue;
            }
            // A list of people is no apposition.
            let indefinite_list = page.lower(scene.after(it)) == "and" && gap == ",";
            if indefinite_list || cast.of[told].is_some() {
                continue;
            }
            if let Some(entity) = cast.of[name] {
                join(page, reading, cast, told, entity);
            }
        }
        open.push(at);
    }
}

fn indefinite(page: &Page<'_>, it: &Mention) -> bool {
    matches!(page.lower(page.tokens_in(it.span).start), "a" | "an" | "another" | "one")
}

/// Whether the words between a description and a name tell that this is the name: `a man who called himself`.
fn calls(gap: &str) -> bool {
    let plain = |word: &&str| !matches!(*word, "who" | "had" | "has" | "only" | "himself" | "herself" | "as");
    let mut words = gap.trim_start_matches(", ").split(' ').filter(plain);
    let verb = words.next().unwrap_or("");
    words.next().is_none()
        && match verb {
            "named" => true,
            "identified" | "introduced" | "known" => gap.ends_with(" as"),
            "calling" | "calls" => gap.ends_with("self"),
            _ => false,
        }
}

/// Whether the words between two names tell that both are one person's: `Ada Brook, widely known as Tide`.
fn alias(gap: &str) -> bool {
    let words = gap.trim_start_matches([',', '(', ' ']);
    words.len() < 60
        && !words.contains([',', '.', ';'])
        && (words.ends_with("known as") || words.contains("known ") && words.ends_with(" as"))
        && words.split(' ').take(2).any(|word| word == "known")
        || matches!(words, "nicknamed" | "alias" | "aka" | "a.k.a.")
}

/// What stands between a mention and a later one, brackets and forms of address aside.
fn gap<'p>(page: &'p Page<'_>, before: &Mention, it: &Mention) -> &'p str {
    let gap = page.text()[before.span.end as usize..it.span.start as usize].trim();
    // `the president of the Tribunal (TSE), Ada Brook,`
    let gap = match gap.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((inner, rest)) if inner.len() < 40 => rest.trim(),
        _ => gap,
    };
    // `her counsel, advocate Ada Brook`
    let name = matches!(it.kind, MentionKind::Name(PartyKind::Person));
    match gap.strip_prefix(", ") {
        Some(word) if name && lexicon::noun(word).is_some() => ",",
        _ => gap,
    }
}

/// Whether an apposition can end before a token.
fn closes(page: &Page<'_>, after: usize) -> bool {
    matches!(page.lower(after), "," | "." | ";" | ")" | "(" | ":" | "—" | "–" | "who" | "and" | "")
        || page.kind(after) == TokenKind::Close
        || page.tag(after).is_finite()
}

/// Whether a description of one kind can be told of a name of another.
fn matches(name: PartyKind, told: PartyKind) -> bool {
    let person = |kind| matches!(kind, PartyKind::Person | PartyKind::Unnamed);
    person(name) == person(told) && !matches!(told, PartyKind::Group | PartyKind::Document)
}

/// Takes a description over to an entity as what is told of it.
fn join(page: &Page<'_>, reading: &Reading, cast: &mut Cast, told: usize, entity: usize) {
    let mention = &reading.mentions[told];
    let noun = descriptions::noun(page, mention);
    cast.assign(told, entity);
    let it = &mut cast.entities[entity];
    it.gender = it.gender.or(noun.map_or(Gender::Either, |it| it.gender));
    it.roles.extend(parties::roles(page, mention.span));
    it.country = it.country.or(parties::country(reading, mention.span));
    if it.role.is_none() && it.kind == PartyKind::Person {
        it.role = parties::role(page, mention.span);
    }
}

/// An account's handle: that of an office is whoever holds it, another stands for itself.
fn handle(page: &Page<'_>, reading: &Reading, cast: &mut Cast, at: usize) {
    let mention = &reading.mentions[at];
    let words = mention.span.of(page.text());
    let entity = descriptions::office_account(words)
        .and_then(|(office, country)| descriptions::holder(reading, cast, at, office, country))
        .or_else(|| cast.entities.iter().position(|it| it.name == words))
        .unwrap_or_else(|| cast.describe(page, mention.span, PartyKind::Unnamed, false, Gender::Either));
    cast.assign(at, entity);
}

/// What a pronoun asks of whom it stands for.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Person(Gender),
    Plural,
    Thing,
}

fn pronoun(
    page: &Page<'_>,
    reading: &Reading,
    scene: &Scene,
    links: &Links,
    cast: &mut Cast,
    at: usize,
) -> Option<usize> {
    let token = scene.head[at];
    let lower = page.lower(token);
    let wanted = match lower {
        "he" | "him" | "his" => Wanted::Person(Gender::Male),
        "she" | "her" => Wanted::Person(Gender::Female),
        "they" | "them" | "their" => Wanted::Plural,
        "it" | "its" => Wanted::Thing,
        "i" | "me" | "my" | "we" | "our" | "us" => return scene.speaker_of_quotation(reading, cast, at),
        "who" => return antecedent(page, reading, scene, cast, at),
        _ => return None,
    };
    if lower == "it" && expletive(page, token) {
        return None;
    }
    let barred = barred(page, reading, scene, cast, at);
    let entity = best(page, reading, scene, links, cast, at, wanted, barred)?;
    if let Wanted::Person(gender) = wanted {
        let it = &mut cast.entities[entity];
        it.gender = it.gender.or(gender);
    }
    Some(entity)
}

/// Whether an *it* stands for nothing: `it is clear that`, `it was raining`, `it takes`.
fn expletive(page: &Page<'_>, token: usize) -> bool {
    let be =
        matches!(page.lower(token + 1), "is" | "was" | "'s" | "would" | "will" | "has" | "may" | "seems" | "appears");
    // `It is willing to`, but `it is possible to`.
    let minded = (token + 2..token + 5).any(|at| {
        matches!(
            page.lower(at),
            "willing"
                | "unwilling"
                | "keen"
                | "ready"
                | "eager"
                | "able"
                | "unable"
                | "committed"
                | "determined"
                | "prepared"
                | "confident"
                | "concerned"
                | "aware"
                | "proud"
                | "pleased"
                | "reluctant"
        )
    });
    // `It has said that`, but `it has been said that`.
    let active = page.lower(token + 1) == "has" && page.lower(token + 2) != "been";
    be && !minded
        && !active
        && (token + 2..token + 8).any(|at| matches!(page.lower(at), "that" | "to" | "whether" | "if"))
        && (token + 2..token + 5).any(|at| matches!(page.tag(at), Tag::Jj | Tag::Vbn))
}

/// Whom a relative pronoun stands for: the mention just before it.
fn antecedent(page: &Page<'_>, reading: &Reading, scene: &Scene, cast: &Cast, at: usize) -> Option<usize> {
    let start = reading.mentions[at].span.start;
    let near = |other: usize| {
        let it = &reading.mentions[other];
        let gap = page.text().get(it.span.end as usize..start as usize).map_or(usize::MAX, |gap| gap.trim().len());
        if it.sentence != scene.sentence(reading, at) || gap == usize::MAX { usize::MAX } else { gap }
    };
    (0..at)
        .rev()
        .take(4)
        .filter(|&other| cast.of[other].is_some() && near(other) < 60)
        .min_by_key(|&other| near(other))
        .and_then(|other| cast.of[other])
        .or_else(|| is_one(page, reading, scene, cast, at))
}

/// Whom the sentence says to be what a *who* far behind goes on about: `Brook is a lawyer, author, sailor and trainer who`.
fn is_one(page: &Page<'_>, reading: &Reading, scene: &Scene, cast: &Cast, at: usize) -> Option<usize> {
    let sentence = reading.mentions[at].sentence;
    let subject = (0..at)
        .rev()
        .take_while(|&other| reading.mentions[other].sentence == sentence)
        .find(|&other| scene.subject[other] && matches!(page.lower(scene.head_end[other]), "is" | "was"))?;
    let verb = scene.head_end[subject];
    let copula = matches!(page.lower(verb + 1), "a" | "an");
    let verbs = (verb + 1..scene.head[at]).any(|token| page.tag(token).is_finite());
    (copula && !verbs).then_some(cast.of[subject])?
}

/// Who an object pronoun cannot be: the subject of its own clause.
fn barred(page: &Page<'_>, reading: &Reading, scene: &Scene, cast: &Cast, at: usize) -> Option<usize> {
    let token = scene.head[at];
    let object = match page.lower(token) {
        "him" | "them" | "it" => true,
        "her" => !possessive(page, token),
        _ => false,
    };
    if !object || scene.subject[at] {
        return None;
    }
    let first = page.sentences()[reading.mentions[at].sentence].tokens.start;
    let mut verbs = 0;
    let mut walk = token;
    while walk > first {
        walk -= 1;
        verbs += usize::from(page.tag(walk).is_finite());
        if verbs > 1 || page.lower(walk) == ";" {
            return None;
        }
        if verbs == 1
            && let Some(other) =
                (0..at).rev().take(12).find(|&other| scene.head_end[other] == walk + 1 && scene.subject[other])
        {
            return cast.of[other];
        }
    }
    None
}

/// Whether *her* stands before what is hers.
fn possessive(page: &Page<'_>, token: usize) -> bool {
    let next = page.tag(token + 1);
    next.is_noun()
        || matches!(next, Tag::Jj | Tag::Cd | Tag::Vbg)
        || page.tag(token) == Tag::PrpPoss && next != Tag::Punct
}

/// A link's probability from which on it counts even for somebody who does not seem to fit.
const SURE: f32 = 0.5;

/// What not seeming to fit then costs.
const MISFIT: f32 = -1.0;

/// The most salient fitting entity before a pronoun, or the one that the encoder has in mind.
#[allow(clippy::too_many_arguments, reason = "what is known of the page, and what is asked")]
fn best(
    page: &Page<'_>,
    reading: &Reading,
    scene: &Scene,
    links: &Links,
    cast: &Cast,
    at: usize,
    wanted: Wanted,
    barred: Option<usize>,
) -> Option<usize> {
    let mut scores: Vec<(usize, f32)> = Vec::new();
    let mut offer = |entity: usize, score: f32| match scores.iter_mut().find(|(other, _)| *other == entity) {
        Some((_, best)) => *best = best.max(score),
        None => scores.push((entity, score)),
    };
    let speaker = if scene.quoted[at] { scene.speaker_of_quotation(reading, cast, at) } else { None };
    for other in (0..at).rev().take(80) {
        let Some(entity) = cast.of[other] else { continue };
        if barred == Some(entity) || speaker == Some(entity) || holds(reading, other, at) {
            continue;
        }
        // Whom `officials of the board` tell of are several, though the board is one.
        let several =
            wanted == Wanted::Plural && reading.mentions[other].kind == MentionKind::Description(PartyKind::Group);
        let fit = if several { Some(SEVERAL) } else { fit(&cast.entities[entity], wanted) };
        let Some(fit) = fit else { continue };
        let between = f32::from(u16::try_from(at - other).unwrap_or(u16::MAX)).min(20.0);
        let parallel = if scene.subject[at] && scene.subject[other] { 0.35 } else { 0.0 };
        offer(entity, fit + scene.salience(page, reading, other, at) - 0.016 * between + parallel);
    }
    // Before any name: `In his speech, Mr. Okoro said`.
    let sentence = reading.mentions[at].sentence;
    for other in at + 1..(at + 6).min(reading.mentions.len()) {
        if reading.mentions[other].sentence != sentence || scene.quoted[other] != scene.quoted[at] {
            break;
        }
        let Some(entity) = cast.of[other] else { continue };
        if matches!(reading.mentions[other].kind, MentionKind::Name(_))
            && scene.subject[other]
            && scene.opening[at]
            && let Some(fit) = fit(&cast.entities[entity], wanted)
        {
            offer(entity, fit + 1.35);
        }
    }
    // Others whom the encoder has in mind.
    for &(other, share) in links.from(at) {
        let Some(entity) = cast.of[other] else { continue };
        if barred == Some(entity) || speaker == Some(entity) || holds(reading, other, at) {
            continue;
        }
        if scores.iter().any(|(it, _)| *it == entity) {
            continue;
        }
        let fit = match fit(&cast.entities[entity], wanted) {
            Some(fit) => fit,
            None if share > SURE => MISFIT,
            None => continue,
        };
        scores.push((entity, fit - 0.5));
    }
    for (entity, score) in &mut scores {
        *score += links.bonus(cast, at, *entity);
        let count = cast.entities[*entity].mentions.iter().filter(|&&other| other < at).count();
        *score += 0.08 * f32::from(u16::try_from(count).unwrap_or(u16::MAX)).ln_1p();
    }
    let top = scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (top.1 > -3.0).then_some(top.0)
}

/// Whether a mention's phrase holds another, as `his wife` holds `his`.
fn holds(reading: &Reading, wide: usize, narrow: usize) -> bool {
    reading.mentions[wide].span.contains(reading.mentions[narrow].span)
}

/// How well several people fit *they*.
const SEVERAL: f32 = 0.3;

/// How well an entity fits what a pronoun asks; `None` if not at all.
fn fit(it: &parties::Entity, wanted: Wanted) -> Option<f32> {
    let person = matches!(it.kind, PartyKind::Person | PartyKind::Unnamed) && !it.plural;
    match wanted {
        Wanted::Person(gender) => {
            if !person || !it.gender.agrees(gender) {
                return None;
            }
            Some(if it.gender == gender { 0.2 } else { 0.0 })
        }
        Wanted::Plural if it.plural || it.kind == PartyKind::Group => Some(SEVERAL),
        Wanted::Plural if person && it.weak && it.gender == Gender::Either => Some(-0.6),
        Wanted::Plural if person => None,
        Wanted::Plural => Some(-0.4),
        Wanted::Thing if person && it.weak && it.gender == Gender::Either => Some(-0.5),
        Wanted::Thing if person || it.plural || it.kind == PartyKind::Group => None,
        Wanted::Thing if it.kind == PartyKind::Document => Some(-0.4),
        Wanted::Thing => Some(0.0),
    }
}
