//! Codes of parties after PLOVER and CAMEO: of which state somebody is, and of which sector.
//!
//! The reader’s own table decides first; then, for people, the office that the report tells of, before the table of
//! office-holders; for bodies, the table of names before the words of the name. What is of a state by its nature (police,
//! a parliament) and told of no state is of the one that the report is about, where that is plain.

mod code;
mod holders;
mod home;
mod phrase;
mod tables;
mod user;

pub use user::{Fault, Parties};

use super::fold;
use crate::phrases;
use crate::read::Page;
use crate::read::mention::{lexicon, names};
use code::Code;
use phrase::Told;
use sayso_types::{Mention, MentionKind, Party, PartyKind, Reading, Span};

/// Fills in state, sector and code of every party.
pub(super) fn assign(page: &Page<'_>, reading: &Reading, own: &Parties, parties: &mut [Party]) {
    let day = page.published().map(|date| date.to_string());
    let home = home::home(reading, parties, day.as_deref());
    let asked = Asked { page, reading, own, home, day: day.as_deref() };
    for party in parties {
        let code = asked.code(party);
        party.country = code.country.or(party.country.filter(|_| code.generic.is_none()));
        party.sector = code.sector();
        party.code = code.written();
    }
}

/// A report, and what is the same for all its parties.
struct Asked<'a> {
    page: &'a Page<'a>,
    reading: &'a Reading,
    own: &'a Parties,
    /// The state that the report is about.
    home: Option<&'static str>,
    /// The day of publication.
    day: Option<&'a str>,
}

impl Asked<'_> {
    fn code(&self, party: &Party) -> Code {
        if let Some(code) = self.names(party).find_map(|name| self.own.code(name, self.day)) {
            return code;
        }
        match party.kind {
            PartyKind::Person => self.person(party),
            PartyKind::Outlet => Code::new(party.country, None, "JRN"),
            PartyKind::Document | PartyKind::Place => Code { country: party.country, ..Code::default() },
            _ => self.body(party),
        }
    }

    fn mentions<'s>(&'s self, party: &'s Party) -> impl Iterator<Item = &'s Mention> {
        party.mentions.iter().filter_map(|id| self.reading.mentions.get(id.0 as usize))
    }

    /// What a party is called: its name, then the words of its mentions.
    fn names<'s>(&'s self, party: &'s Party) -> impl Iterator<Item = &'s str> {
        let text = self.page.text();
        let named = self.mentions(party).filter(|it| !matches!(it.kind, MentionKind::Pronoun));
        std::iter::once(party.name.as_str()).chain(named.flat_map(move |it| [it.head.of(text), it.span.of(text)]))
    }

    /// A person: by the office told, else by the table of office-holders, else by what else is told.
    fn person(&self, party: &Party) -> Code {
        let told = self.office(party);
        let holder = holders::find(&party.name, self.day);
        let country = told.country.or(party.country);
        let agrees = |it: &Code| country.is_none_or(|told| it.country.is_none_or(|held| told == held));
        if let Some(held) = holder.as_ref().filter(|it| told.weight < phrase::OFFICE && agrees(it)) {
            return held.clone();
        }
        let of = country.or_else(|| holder.as_ref().and_then(|it| it.country));
        let mut code = told.code(if told.actor.is_some() { of } else { country }, self.home);
        if code.generic.is_none() {
            code.country = code.country.or(holder.and_then(|it| it.country));
        }
        if code.sector().is_some_and(of_state) && code.generic.is_none() {
            code.country = code.country.or(self.home);
        }
        code
    }

    /// What the titles and the role of a person tell: the first that names an office, else the first that tells anything.
    fn office(&self, party: &Party) -> Told {
        let mut best = Told::default();
        let titles = self.mentions(party).filter(|it| matches!(it.kind, MentionKind::Name(_)));
        let titles = titles.map(|it| self.told(Span { start: self.start(it), end: it.head.start }));
        let role = party.role.iter().map(|role| phrase::told(&phrases::words(role), None, self.day));
        let described = self.mentions(party).filter(|it| matches!(it.kind, MentionKind::Description(_)));
        let described = described.map(|it| self.told(Span { start: self.start(it), end: it.span.end }));
        for told in titles.chain(role).chain(described) {
            if best.country.is_none() {
                best.country = told.country;
            }
            if told.weight > best.weight && best.weight < phrase::OFFICE {
                best = Told { country: told.country.or(best.country), ..told };
            }
        }
        best
    }

    /// What the words of a span tell.
    fn told(&self, span: Span) -> Told {
        let text = self.page.text();
        phrase::told(&phrases::words(span.of(text)), phrase::place(self.reading, span, text), self.day)
    }

    /// Where a mention begins with what stands before it: `Former Irish`.
    fn start(&self, mention: &Mention) -> u32 {
        let mut start = mention.span.start;
        let sentence = self.page.sentences().get(mention.sentence).map_or(start, |it| it.span.start);
        for at in (0..self.page.tokens_in(mention.span).start).rev() {
            let token = self.page.tokens()[at].span;
            let belongs = phrase::past(self.page.lower(at)) || names::place_at(self.reading, token).is_some();
            if token.start < sentence || !belongs {
                break;
            }
            start = token.start;
        }
        start
    }

    /// A body, a state, a group or somebody unnamed: by its name, else by the words of its name and mentions.
    fn body(&self, party: &Party) -> Code {
        let first = phrase::told(&phrases::words(&party.name), None, self.day);
        let spans = self.mentions(party).filter(|it| !matches!(it.kind, MentionKind::Pronoun | MentionKind::Handle));
        let mut country = first.country;
        let mut best = first;
        for mention in spans.take(8) {
            let told = self.told(Span { start: self.start(mention), end: mention.span.end });
            country = country.or(told.country);
            if told.weight > best.weight && best.weight < phrase::OFFICE {
                best = told;
            }
        }
        // The state of the table of names is a guess where many states have such a body.
        let named = tables::actor(&party.name, self.day);
        if let Some(actor) = named {
            best = Told { actor: Some(actor), sector: None, weight: phrase::DECIDES, ..best };
            if !actor.home {
                country = actor.code().country.or(country);
            }
        }
        let known = lexicon::known_name(&party.name);
        let guessed = named.is_some_and(|it| it.home);
        if !guessed {
            country = country.or(party.country);
        }
        let seat = known.is_some_and(|it| it.kind == PartyKind::Government && party.kind == PartyKind::Government);
        if party.kind == PartyKind::Government && best.actor.is_none() {
            if seat {
                return Code::new(known.and_then(|it| it.country).or(country), None, "GOV");
            }
            if tables::state(&party.name).is_some() {
                return Code { country, ..Code::default() };
            }
        }
        let mut code = best.code(country, self.home);
        if code.tail.is_empty() && code.generic.is_none() {
            if party.kind == PartyKind::Group && code.country.is_some() {
                code = Code::new(code.country, None, "CVL");
            } else if party.kind == PartyKind::Government {
                let home = matches!(fold::words(&party.name).last().map(String::as_str), Some("country" | "nation"));
                code.country = code.country.or(self.home.filter(|_| home));
            }
        }
        let described = self.mentions(party).all(|it| !matches!(it.kind, MentionKind::Name(_)));
        let near = described || code.sector().is_some_and(of_state);
        if code.generic.is_none() && !code.tail.is_empty() && near {
            code.country = code.country.or(self.home);
        }
        code
    }
}

/// Whether those of a sector are of some state by their nature.
fn of_state(sector: &'static str) -> bool {
    matches!(sector, "GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY" | "OPP" | "PTY" | "REB" | "PRM" | "ELI")
}

#[cfg(test)]
mod tests;
