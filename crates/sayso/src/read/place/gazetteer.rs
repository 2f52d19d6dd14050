//! The places that the reader knows by name, from `data/places.tsv`, `data/regions.tsv` and `data/demonyms.tsv`.

use crate::table;
use rustc_hash::FxHashMap;
use sayso_types::Place;
use std::ops::Range;
use std::sync::OnceLock;

/// A place with what tells it from its namesakes.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) kind: Kind,
    /// Thousands of people; 0 where the table does not tell.
    pub(super) people: u32,
}

/// What kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Country,
    /// First-level division of a country.
    Division,
    Capital,
    City,
    /// A continent, region, sea, river, island or site, gathered by hand because news names it.
    Region,
}

/// Why a name needs more evidence than standing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// It is a common word, too.
    Word,
    /// It is a person's name, too.
    Name,
}

#[derive(Debug, Default)]
pub(super) struct Gazetteer {
    entries: Vec<Entry>,
    /// Every name with the entries that bear it: a range of `bearers`.
    names: FxHashMap<&'static str, Range<u32>>,
    bearers: Vec<u32>,
    /// Short forms that count only after another place and a comma.
    short: FxHashMap<&'static str, u32>,
    demonyms: FxHashMap<&'static str, Option<u32>>,
    /// For the first word of every name and demonym, the greatest length of such a name in bytes.
    longest: FxHashMap<&'static str, usize>,
    guards: FxHashMap<&'static str, Guard>,
}

/// The table, read on first use.
pub(super) fn gazetteer() -> &'static Gazetteer {
    static TABLE: OnceLock<Gazetteer> = OnceLock::new();
    TABLE.get_or_init(Gazetteer::load)
}

impl Gazetteer {
    fn load() -> Self {
        let mut it = Self::default();
        let mut named: Vec<(&'static str, u32)> = Vec::with_capacity(26_000);
        let rows = table::rows(table::REGIONS).map(region);
        let more = table::rows(table::PLACES).filter_map(place);
        for (entry, others) in rows.chain(more) {
            let id = u32::try_from(it.entries.len()).expect("fewer places than a u32 holds");
            named.push((entry.place.name, id));
            for name in others.split('|').filter(|name| !name.is_empty()) {
                match name.strip_suffix('~') {
                    Some(short) => {
                        it.short.insert(short, id);
                    }
                    None => named.push((name, id)),
                }
            }
            it.entries.push(entry);
        }
        named.sort_unstable();
        named.dedup();
        for (at, &(name, id)) in named.iter().enumerate() {
            let at = u32::try_from(at).expect("fewer names than a u32 holds");
            it.names.entry(name).or_insert(at..at).end = at + 1;
            it.bearers.push(id);
        }
        for row in table::rows(table::DEMONYMS) {
            let target = if row[0] == "-" { None } else { it.target(row[0]) };
            for word in row[1].split('|') {
                it.demonyms.insert(word, target);
            }
        }
        for name in it.names.keys().chain(it.demonyms.keys()) {
            let first = name.split(' ').next().unwrap_or(name).trim_end_matches(',');
            let longest = it.longest.entry(first).or_insert(0);
            *longest = name.len().max(*longest);
        }
        for row in table::rows(table::PLACE_WORDS) {
            it.guards.insert(row[0], if row[1] == "name" { Guard::Name } else { Guard::Word });
        }
        it
    }

    /// The place that a line of the demonyms means: a country by its code, or the most prominent bearer of a name.
    fn target(&self, name: &str) -> Option<u32> {
        let by_code = self.entries.iter().position(|it| it.kind == Kind::Country && it.place.country == Some(name));
        if let Some(id) = by_code {
            return u32::try_from(id).ok();
        }
        self.bearers(name).iter().copied().max_by_key(|&id| {
            let it = self.entry(id);
            (it.kind == Kind::Region, it.people)
        })
    }

    pub(super) fn entry(&self, id: u32) -> &Entry {
        &self.entries[id as usize]
    }

    /// The entries that bear a name.
    pub(super) fn bearers(&self, name: &str) -> &[u32] {
        self.names.get(name).map_or(&[], |range| &self.bearers[range.start as usize..range.end as usize])
    }

    /// The entry of a short form (`Calif.`).
    pub(super) fn short(&self, name: &str) -> Option<u32> {
        self.short.get(name).copied()
    }

    /// The entry that a demonym means; the inner `None` is for words that only look like one.
    pub(super) fn demonym(&self, word: &str) -> Option<Option<u32>> {
        self.demonyms.get(word).copied()
    }

    /// The state that a name is the name of, or of its people; `None` if a division of another bears it, too.
    pub(super) fn state(&self, name: &str) -> Option<&'static str> {
        let code = |id: u32| self.entry(id).place.country;
        if let Some(demonym) = self.demonym(name) {
            return demonym.filter(|&id| self.entry(id).kind == Kind::Country).and_then(code);
        }
        let mut states = self.bearers(name).iter().copied();
        let state = states.clone().find(|&id| self.entry(id).kind == Kind::Country)?;
        let other = states.any(|id| self.entry(id).kind == Kind::Division && code(id) != code(state));
        code(state).filter(|_| !other)
    }

    /// How long a name that begins with this word can be, in bytes; 0 if none does.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(0)
    }

    pub(super) fn guard(&self, name: &str) -> Option<Guard> {
        self.guards.get(name).copied()
    }
}

fn number(field: &str) -> f32 {
    field.parse().unwrap_or(0.0)
}

fn some(field: &'static str) -> Option<&'static str> {
    (!field.is_empty()).then_some(field)
}

fn region(row: Vec<&'static str>) -> (Entry, &'static str) {
    let place = Place {
        name: row[0],
        lat: number(row[2]),
        lon: number(row[3]),
        country: some(row[4]),
        admin1: None,
        geonames_id: None,
    };
    (Entry { place, kind: Kind::Region, people: 0 }, row.get(5).copied().unwrap_or(""))
}

fn place(row: Vec<&'static str>) -> Option<(Entry, &'static str)> {
    let kind = match row[0] {
        "c" => Kind::Country,
        "d" => Kind::Division,
        "k" => Kind::Capital,
        _ => Kind::City,
    };
    let place = Place {
        name: row[1],
        lat: number(row[2]),
        lon: number(row[3]),
        country: some(row[4]),
        admin1: some(row[5]),
        geonames_id: row[6].parse().ok(),
    };
    Some((Entry { place, kind, people: row[7].parse().ok()? }, row.get(8).copied().unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_demonym_has_its_place() {
        let table = gazetteer();
        for row in table::rows(table::DEMONYMS) {
            let first = row[1].split('|').next().expect("a word");
            assert_eq!(table.demonym(first).is_some_and(|it| it.is_some()), row[0] != "-", "{row:?}");
        }
    }

    #[test]
    fn names_have_their_bearers() {
        let table = gazetteer();
        let names = |word: &str| table.bearers(word).iter().map(|&id| table.entry(id).place.name).collect::<Vec<_>>();
        assert_eq!(names("Britain"), ["United Kingdom"]);
        assert_eq!(names("Georgia").len(), 2);
        assert_eq!(table.short("Calif.").map(|id| table.entry(id).place.name), Some("California"));
        assert_eq!(names("Kiev"), ["Kyiv"]);
    }
}
