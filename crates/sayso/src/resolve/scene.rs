//! Where mentions stand: in a quotation, as a subject, as a source; and how salient that makes them later.

use super::parties::Cast;
use crate::read::Page;
use crate::read::mention::{names, words};
use sayso_types::{BlockKind, Mention, MentionKind, PartyKind, Reading, Span, Statement, Tag, TokenKind};

/// Facts about each mention's place, by its index.
pub(super) struct Scene {
    /// Inside quotation marks.
    pub quoted: Vec<bool>,
    /// Before a finite verb that it is likely the subject of.
    pub subject: Vec<bool>,
    /// The source of a statement.
    pub source: Vec<bool>,
    /// Before the first finite verb of its sentence, not as its subject.
    pub opening: Vec<bool>,
    /// Inside another mention, or before a possessive ending.
    pub minor: Vec<bool>,
    /// In a headline, byline or caption.
    pub aside: Vec<bool>,
    /// First token of the head.
    pub head: Vec<usize>,
    /// One past the last token of the head.
    pub head_end: Vec<usize>,
    /// One past the last token of the mention.
    end: Vec<usize>,
    /// For each statement, the mention that is its source.
    pub source_of: Vec<Option<usize>>,
    starts: Vec<u32>,
}

impl Scene {
    /// Looks at a page with what was read on it.
    pub(super) fn new(page: &Page<'_>, reading: &Reading) -> Self {
        let inside = quotations(page);
        let mentions = &reading.mentions;
        let mut it = Self {
            quoted: Vec::with_capacity(mentions.len()),
            subject: Vec::with_capacity(mentions.len()),
            source: vec![false; mentions.len()],
            opening: Vec::with_capacity(mentions.len()),
            minor: Vec::with_capacity(mentions.len()),
            aside: Vec::with_capacity(mentions.len()),
            head: Vec::with_capacity(mentions.len()),
            head_end: Vec::with_capacity(mentions.len()),
            end: Vec::with_capacity(mentions.len()),
            source_of: Vec::new(),
            starts: mentions.iter().map(|it| it.span.start).collect(),
        };
        let mut covered = 0;
        for mention in mentions {
            let head = page.tokens_in(mention.head);
            let whole = page.tokens_in(mention.span);
            let sentence = &page.sentences()[mention.sentence];
            it.quoted.push(inside[head.start]);
            let subject = is_subject(page, whole.start, whole.end.max(head.end), sentence.tokens.end);
            it.subject.push(subject);
            let verb = sentence.tokens.clone().find(|&at| page.tag(at).is_finite()).unwrap_or(sentence.tokens.end);
            it.opening.push(!subject && head.start < verb);
            it.minor.push(
                mention.span.end <= covered || page.tag(whole.end) == Tag::Pos || page.tag(head.start) == Tag::PrpPoss,
            );
            covered = covered.max(mention.span.end);
            let kind = page.document.blocks[sentence.block].kind;
            it.aside.push(matches!(
                kind,
                BlockKind::Headline | BlockKind::Byline | BlockKind::Caption | BlockKind::Heading
            ));
            it.head.push(head.start);
            it.head_end.push(head.end);
            it.end.push(whole.end);
        }
        it.source_of = reading.statements.iter().map(|one| source_mention(page, reading, one, &it)).collect();
        for mention in it.source_of.clone().into_iter().flatten() {
            it.source[mention] = true;
            // In `Brook’s article said`, she speaks.
            if mentions[mention].kind == MentionKind::Description(PartyKind::Document)
                && let Some(owner) = owner(page, reading, mention, &it)
            {
                it.source[owner] = true;
            }
        }
        it
    }

    /// The token after a mention.
    pub(super) fn after(&self, mention: &Mention) -> usize {
        let at = self.starts.partition_point(|&start| start < mention.span.start);
        let at = (at..self.end.len()).find(|&at| self.starts[at] == mention.span.start).unwrap_or(at);
        self.end[at]
    }

    pub(super) fn sentence(&self, reading: &Reading, mention: usize) -> usize {
        reading.mentions[mention].sentence
    }

    /// How much an earlier mention is in mind at a later one: near, subject, source.
    pub(super) fn salience(&self, page: &Page<'_>, reading: &Reading, earlier: usize, later: usize) -> f32 {
        let (a, b) = (&reading.mentions[earlier], &reading.mentions[later]);
        let sentences = f32::from(u16::try_from(b.sentence - a.sentence).unwrap_or(u16::MAX));
        let blocks = page.sentences()[b.sentence].block - page.sentences()[a.sentence].block;
        let blocks = f32::from(u16::try_from(blocks).unwrap_or(u16::MAX));
        let mut score = -0.35 * sentences - 0.23 * blocks;
        score += if self.subject[earlier] { 0.6 } else { 0.0 };
        score += if self.source[earlier] { 0.95 } else { 0.0 };
        score -= if self.quoted[earlier] && !self.quoted[later] { 0.6 } else { 0.0 };
        score -= if self.minor[earlier] { 0.2 } else { 0.0 };
        score -= if self.aside[earlier] { 0.4 } else { 0.0 };
        score
    }

    /// Who speaks the quotation that a mention stands in, if that is resolved already.
    pub(super) fn speaker_of_quotation(&self, reading: &Reading, cast: &Cast, mention: usize) -> Option<usize> {
        if !self.quoted[mention] {
            return None;
        }
        let span = reading.mentions[mention].span;
        let holding = reading.statements.iter().zip(&self.source_of).filter(|(it, _)| {
            it.content.iter().any(|part| part.contains(span)) && it.source.is_none_or(|source| !source.overlaps(span))
        });
        let innermost = holding
            .filter(|(_, source)| source.is_some_and(|source| !first_person(reading, source, self)))
            .min_by_key(|(it, _)| it.content.iter().map(|part| part.len()).sum::<usize>());
        let source = match innermost {
            Some((_, source)) => *source,
            // A quotation that no statement holds goes on with the last speaker.
            None => (0..mention).rev().take(60).find(|&at| self.source[at] && !self.quoted[at]),
        };
        cast.of[source?]
    }
}

/// The mention that a possessive ending before a mention's noun makes its owner.
fn owner(page: &Page<'_>, reading: &Reading, mention: usize, scene: &Scene) -> Option<usize> {
    let it = &reading.mentions[mention];
    (mention + 1..reading.mentions.len())
        .take_while(|&at| reading.mentions[at].span.start < it.head.start)
        .find(|&at| page.tag(scene.head_end[at]) == Tag::Pos && scene.head[at] < scene.head[mention])
}

fn first_person(reading: &Reading, mention: usize, scene: &Scene) -> bool {
    scene.quoted[mention]
        && reading.mentions[mention].kind == MentionKind::Pronoun
        && reading.mentions[mention].span.len() <= 2
}

/// For every token, whether it stands inside quotation marks.
fn quotations(page: &Page<'_>) -> Vec<bool> {
    let mut inside = vec![false; page.tokens().len() + 1];
    let (mut depth, mut block) = (0_u32, usize::MAX);
    for sentence in page.sentences() {
        if sentence.block != block {
            (depth, block) = (0, sentence.block);
        }
        for at in sentence.tokens.clone() {
            match page.kind(at) {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth = depth.saturating_sub(1),
                _ => inside[at] = depth > 0,
            }
        }
    }
    inside
}

/// Whether a finite verb follows, adverbs, brackets and short insertions aside.
fn is_subject(page: &Page<'_>, start: usize, end: usize, limit: usize) -> bool {
    if start > 0 && matches!(page.tag(start - 1), Tag::In) && !words::begins_clause(page.lower(start - 1)) {
        return false;
    }
    let mut at = end;
    if matches!(page.lower(at), "," | "(") {
        // `Brook, the mayor, said`
        let closing = (at + 1..limit.min(at + 15)).find(|&it| matches!(page.lower(it), "," | ")"));
        match closing {
            Some(closing) if !page.tag(at + 1).is_verb() => at = closing + 1,
            _ => return false,
        }
    }
    // `Brook yesterday said`, `Brook on Monday said`
    if page.lower(at) == "on" && words::CALENDAR.contains(&page.lower(at + 1)) {
        at += 2;
    }
    while at < limit && (page.tag(at) == Tag::Rb || matches!(page.lower(at), "yesterday" | "today")) {
        at += 1;
    }
    at < limit && page.tag(at).is_finite()
}

/// The mention that a statement's source is: the outermost at its start, possessors aside.
fn source_mention(page: &Page<'_>, reading: &Reading, statement: &Statement, scene: &Scene) -> Option<usize> {
    let source = statement.source?;
    let from = reading.mentions.partition_point(|it| it.span.start + 400 < source.start);
    let mut best: Option<usize> = None;
    for at in from..reading.mentions.len() {
        let it = &reading.mentions[at];
        if it.span.start >= source.end {
            break;
        }
        let owner = page.tag(scene.head_end[at]) == Tag::Pos || page.tag(scene.head[at]) == Tag::PrpPoss;
        let more = source.end > it.head.end + 2;
        if !it.head.overlaps(source) || owner && more {
            continue;
        }
        // What stands inside a wider mention is part of it: `FBI` in `FBI Director James Comey`.
        let inside = |other: usize| reading.mentions[other].span.contains(it.span);
        if best.is_none_or(|other| !inside(other) && it.head.start < reading.mentions[other].head.start) {
            best = Some(at);
        }
    }
    // `He (Okoro)`
    if let Some(pronoun) = best.filter(|&at| reading.mentions[at].kind == MentionKind::Pronoun)
        && page.lower(scene.head_end[pronoun]) == "("
        && let Some(name) =
            (pronoun + 1..reading.mentions.len()).take(2).find(|&at| reading.mentions[at].head.overlaps(source))
    {
        return Some(name);
    }
    let source = core(page, source);
    let name = best.filter(|&at| {
        matches!(reading.mentions[at].kind, MentionKind::Description(PartyKind::Person | PartyKind::Unnamed))
    });
    let body =
        best.filter(|&at| matches!(reading.mentions[at].kind, MentionKind::Name(kind) if kind != PartyKind::Person));
    let name = name.or(body).and_then(|at| named_after(page, reading, at, source));
    let name = name.or_else(|| beside(page, reading, best?, source));
    name.or_else(|| {
        let phrase = nearer(page, reading, best?, source).or(best);
        phrase.filter(|&at| !later_of_list(page, reading, at, source) && !under_unread(page, reading, at, source))
    })
}

/// Whether a mention is only a later one of several whose first was not read: `the group eCoast, Limm Watch and Ostra Lab`.
fn later_of_list(page: &Page<'_>, reading: &Reading, at: usize, source: Span) -> bool {
    let tokens = page.tokens_in(source);
    let start = page.tokens_in(reading.mentions[at].span).start.max(tokens.start);
    let end = page.tokens_in(reading.mentions[at].span).end;
    let parted = (tokens.start + 1..start).any(|at| page.lower(at) == ",")
        && !(tokens.start..start).any(|at| page.tag(at).is_finite() || page.lower(at) == "including");
    parted && matches!(page.lower(end), "and" | ",") && (end..tokens.end).any(|at| page.lower(at) == "and")
}

/// Whether a mention only tells more of people or bodies whose noun was not read: `editorial pages across the country`,
/// `the timber trade, led by twelve companies`.
fn under_unread(page: &Page<'_>, reading: &Reading, at: usize, source: Span) -> bool {
    let start = page.tokens_in(reading.mentions[at].span).start;
    let before = page.tokens_in(source).start..start;
    let it = &reading.mentions[at];
    if it.kind == MentionKind::Name(PartyKind::Person) && it.span.end >= source.end {
        return false;
    }
    // `those who stay`, `those of us`
    if it.kind == MentionKind::Pronoun && !before.is_empty() {
        return page.tag(start) == Tag::Wh || page.lower(start) == "us";
    }
    let noun = before.clone().find(|&token| page.tag(token).is_noun() && !page.tag(token + 1).is_noun());
    noun.is_some_and(|noun| {
        let led = before.clone().any(|token| page.lower(token) == "," && page.tag(token + 1) == Tag::Vbn);
        let of = page.tag(noun) == Tag::Nns && page.tag(noun + 1) == Tag::In && noun + 1 < start;
        let who = matches!(page.tag(noun + 1), Tag::Vbg | Tag::Vbn) && noun + 1 < start;
        led || who && page.tag(start - 1) != Tag::Pos && page.lower(noun + 2) != "by"
            || of && !matches!(page.lower(noun + 1), "from" | "by")
    })
}

/// A source without the relative clause and the bracket that end it: `Deputy Ada Brook (R-Limm), who chairs it,`.
fn core(page: &Page<'_>, source: Span) -> Span {
    let tokens = page.tokens_in(source);
    let comma = |at: usize| page.lower(at) == "," && matches!(page.lower(at + 1), "who" | "which" | "whose");
    let mut end = tokens.clone().find(|&at| comma(at)).unwrap_or(tokens.end);
    if end > tokens.start && page.lower(end - 1) == ")" {
        end = (tokens.start..end).rev().find(|&at| page.lower(at) == "(").unwrap_or(end);
    }
    if end > tokens.start { page.span(tokens.start..end) } else { source }
}

/// The name that a comma parts from the office before it, where that was read as a name itself: `the Third Judge of Limm,
/// Ada Brook`.
fn beside(page: &Page<'_>, reading: &Reading, first: usize, source: Span) -> Option<usize> {
    let tokens = page.tokens_in(source);
    let last = (first + 1..reading.mentions.len())
        .take_while(|&at| reading.mentions[at].span.start < source.end)
        .find(|&at| reading.mentions[at].span.end >= source.end)?;
    let name = page.tokens_in(reading.mentions[last].span).start;
    let commas = (tokens.start..name).filter(|&at| page.lower(at) == ",").count();
    let office = (tokens.start..name).any(|at| names::titles(page, at));
    let fits = reading.mentions[last].kind == MentionKind::Name(PartyKind::Person)
        && page.lower(tokens.start) == "the"
        && page.lower(name - 1) == ","
        && commas == 1
        && office;
    fits.then_some(last)
}

/// The mention beside the cue where a comma parts it from another phrase that is not its apposition: `After the vote in
/// the Assembly, a diplomat`, `One of the members, Ada Brook`.
fn nearer(page: &Page<'_>, reading: &Reading, first: usize, source: Span) -> Option<usize> {
    let it = &reading.mentions[first];
    let person = |kind| matches!(kind, PartyKind::Person | PartyKind::Unnamed);
    let last = (first + 1..reading.mentions.len())
        .take_while(|&at| reading.mentions[at].span.start < source.end)
        .find(|&at| reading.mentions[at].span.end >= source.end && reading.mentions[at].span.start > it.span.end)?;
    let before = page.tokens_in(Span { start: source.start, end: reading.mentions[last].span.start });
    let parted = before.clone().next_back().is_some_and(|at| page.lower(at) == ",");
    let list = before.clone().filter(|&at| page.lower(at) == ",").count() > 1
        || before.clone().any(|at| matches!(page.lower(at), "and" | "or" | "who"));
    let other = match (it.kind, reading.mentions[last].kind) {
        (MentionKind::Name(PartyKind::Person), _) => false,
        (_, MentionKind::Name(PartyKind::Person)) => true,
        (MentionKind::Name(a) | MentionKind::Description(a), MentionKind::Description(b)) => person(a) != person(b),
        (MentionKind::Description(kind), MentionKind::Name(_)) => kind == PartyKind::Group,
        _ => false,
    };
    (parted && !list && other).then_some(last)
}

/// The name at the end of a source that a long office begins: `Minister of Water and Chairman of the Fund Ada Brook`.
fn named_after(page: &Page<'_>, reading: &Reading, first: usize, source: Span) -> Option<usize> {
    let end = reading.mentions[first].span.end;
    let found = (first + 1..reading.mentions.len())
        .take_while(|&at| reading.mentions[at].span.start < source.end)
        .find(|&at| {
            let it = &reading.mentions[at];
            it.kind == MentionKind::Name(PartyKind::Person) && it.span.end >= source.end && it.span.start >= end
        })?;
    let between = Span { start: end, end: reading.mentions[found].span.start };
    let body = matches!(reading.mentions[first].kind, MentionKind::Name(_));
    let plain = page.tokens_in(between).all(|at| {
        !page.tag(at).is_verb()
            && page.tag(at) != Tag::Wh
            && !(body && matches!(page.lower(at), "," | "and" | "'s" | "of" | "from"))
    });
    plain.then_some(found)
}
