//! What a rule that reads times is given: the tokens of one sentence, the day of publication, and which way the
//! sentence looks.

use super::calendar::{Day, day_of};
use super::words;
use crate::read::Page;
use sayso_types::{By, Tag, TimeMention, TokenKind, When};
use std::ops::Range;

/// A sentence to read times in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock<'a> {
    pub(super) page: &'a Page<'a>,
    /// The day of publication.
    pub(super) today: Option<Day>,
    start: usize,
    end: usize,
}

/// Words that tell a time, and the time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) tokens: Range<usize>,
    pub(super) when: When,
}

impl Found {
    pub(super) fn new(start: usize, end: usize, when: When) -> Self {
        Self { tokens: start..end, when }
    }
}

/// Reads the time that begins at a token, if one does.
pub(super) type Parser = fn(&Clock<'_>, usize) -> Option<Found>;

/// Which way a sentence looks around a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Past,
    Future,
    Unknown,
}

/// Adds every time that a parser sees on the page.
pub(super) fn scan(page: &Page<'_>, name: &'static str, score: f32, parser: Parser, found: &mut Vec<TimeMention>) {
    let today = page.published().and_then(day_of);
    for sentence in page.sentences() {
        let clock = Clock { page, today, start: sentence.tokens.start, end: sentence.tokens.end };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match parser(&clock, at) {
                Some(it) if !it.tokens.is_empty() && it.tokens.end <= sentence.tokens.end => {
                    at = it.tokens.end.max(at + 1);
                    found.push(TimeMention { span: page.span(it.tokens), value: it.when, by: By::rule(name, score) });
                }
                _ => at += 1,
            }
        }
    }
}

impl Clock<'_> {
    /// A token in lower case; empty outside the sentence.
    pub(super) fn lower(&self, at: usize) -> &str {
        if (self.start..self.end).contains(&at) { self.page.lower(at) } else { "" }
    }

    /// The token before, in lower case; empty where there is none.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.lower(at))
    }

    /// A token as it stands; empty outside the sentence.
    pub(super) fn word(&self, at: usize) -> &str {
        if (self.start..self.end).contains(&at) { self.page.word(at) } else { "" }
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        at < self.end && self.page.kind(at) == TokenKind::Number
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Whether no space comes before the token.
    pub(super) fn glued(&self, at: usize) -> bool {
        at < self.end && !self.page.space_before(at)
    }

    /// The month named here; names that are other words, too, only with a capital.
    pub(super) fn month(&self, at: usize) -> Option<u32> {
        let lower = self.lower(at);
        let month = words::month(lower)?;
        (self.is_capital(at) || !words::needs_capital(lower)).then_some(month)
    }

    /// The day of the week named here.
    pub(super) fn weekday(&self, at: usize) -> Option<i32> {
        let lower = self.lower(at);
        let day = words::weekday(lower)?;
        (self.is_capital(at) || !words::needs_capital(lower)).then_some(day)
    }

    /// The year here and where it ends, `, 2019` and `of 2019` included.
    pub(super) fn year_after(&self, at: usize) -> Option<(i32, usize)> {
        let skip = usize::from(matches!(self.lower(at), "," | "of" | "in"));
        let year = words::year(self.word(at + skip))?;
        Some((year, at + skip + 1))
    }

    /// A phrase that names a year by another: `last year`, `of this year`, `next year`, and where it ends.
    pub(super) fn year_phrase(&self, at: usize) -> Option<(i32, usize)> {
        let skip = usize::from(matches!(self.lower(at), "of" | ","));
        let at = at + skip;
        if self.lower(at + 1) != "year" {
            return None;
        }
        let today = i32::from(self.today?.year());
        let year = match self.lower(at) {
            "this" => today,
            "last" | "previous" => today - 1,
            "next" => today + 1,
            _ => return None,
        };
        Some((year, at + 2))
    }

    /// Which way the sentence looks at a token: by the preposition before it, then the nearest verb before it in the
    /// clause, else the first after it.
    pub(super) fn look(&self, at: usize) -> Look {
        match self.before(at) {
            "by" | "until" | "till" => return Look::Future,
            "since" => return Look::Past,
            _ => {}
        }
        // `ahead of Tuesday's vote`, `ahead of the Nov. 8 election`
        let of = at.saturating_sub(1 + usize::from(self.before(at) == "the"));
        if self.lower(of) == "of" && self.before(of) == "ahead" {
            return Look::Future;
        }
        let least = self.start.max(at.saturating_sub(22));
        for verb in (least..at).rev() {
            if matches!(self.lower(verb), ";" | ":" | "—") || self.page.kind(verb) == TokenKind::Open {
                break;
            }
            if let Some(look) = self.verb_looks(verb, least) {
                return look;
            }
        }
        for verb in at + 1..self.end.min(at + 30) {
            if self.lower(verb) == ";" {
                break;
            }
            if let Some(look) = self.verb_looks(verb, at) {
                return look;
            }
        }
        Look::Unknown
    }

    /// What the verb at a token says of the time: `None` for other words and for verbs that say nothing.
    fn verb_looks(&self, verb: usize, least: usize) -> Option<Look> {
        let tag = self.page.tag(verb);
        let lower = self.lower(verb);
        if matches!(lower, "scheduled" | "slated" | "due" | "upcoming" | "expected" | "planned" | "set")
            && matches!(self.lower(verb + 1), "to" | "for" | "on" | "in" | "until")
        {
            return Some(Look::Future);
        }
        match tag {
            Tag::Md => Some(match lower {
                "could" | "might" if matches!(self.lower(verb + 1), "n't" | "not") => Look::Past,
                _ => Look::Future,
            }),
            // `vowed to return Friday` looks ahead, `returned Friday` back.
            Tag::Vbd | Tag::Vbn if self.lower(verb + 1) == "to" && INTENDING.contains(&lower) => Some(Look::Future),
            Tag::Vbd => Some(Look::Past),
            Tag::Vbn => {
                let from = verb.saturating_sub(4).max(least);
                let future = (from..verb).any(|it| matches!(self.lower(it), "will" | "'ll" | "wo" | "would"));
                Some(if future { Look::Future } else { Look::Past })
            }
            // An infinitive goes with the verb before it, another base form with its auxiliary.
            Tag::Vb if self.before(verb) == "to" => None,
            Tag::Vb => {
                let from = verb.saturating_sub(14).max(self.start);
                (from..verb).rev().find_map(|it| match self.lower(it) {
                    "did" => Some(Look::Past),
                    _ if self.page.tag(it) == Tag::Md => Some(Look::Future),
                    _ => None,
                })
            }
            Tag::Vbz | Tag::Vbp if self.lower(verb + 1) == "to" => Some(Look::Future),
            // `opens Friday` looks ahead, and so does `is meeting Friday`; `says` and `is` alone say nothing.
            Tag::Vbz | Tag::Vbp => match lower {
                "is" | "'s" | "are" | "'re" | "am" | "'m" => {
                    (self.page.tag(verb + 1) == Tag::Vbg).then_some(Look::Future)
                }
                "has" | "have" | "'ve" => Some(Look::Past),
                "plans" | "hopes" | "intends" | "wants" | "aims" | "plan" | "hope" | "opens" | "begins" | "starts"
                | "meets" | "takes" | "expires" | "ends" | "meet" | "want" | "intend" => Some(Look::Future),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Verbs whose infinitive is still to come.
const INTENDING: [&str; 22] = [
    "planned",
    "vowed",
    "agreed",
    "promised",
    "decided",
    "hoped",
    "intended",
    "expected",
    "scheduled",
    "slated",
    "set",
    "ordered",
    "wanted",
    "pledged",
    "invited",
    "summoned",
    "due",
    "asked",
    "urged",
    "told",
    "threatened",
    "offered",
];
