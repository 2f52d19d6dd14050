//! What words tell of who can speak or act: the tables of names, titles, nouns and bodies, looked up by lower-case word.

use crate::table;
use rustc_hash::FxHashMap;
use sayso_types::PartyKind;
use std::sync::OnceLock;

/// The gender of the pronoun that a word asks for; grammar, nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// Takes *he*.
    Male,
    /// Takes *she*.
    Female,
    /// Takes either, or nobody knows.
    Either,
}

impl Gender {
    fn named(code: &str) -> Self {
        match code {
            "m" => Self::Male,
            "f" => Self::Female,
            _ => Self::Either,
        }
    }

    /// Whether a word of this gender and one of the other can mean one person.
    pub(crate) fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Either || other == Self::Either
    }

    /// The one that is told, if either is.
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::Either { other } else { self }
    }
}

/// What a noun that heads a description stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NounClass {
    /// One person by an office that several people are told apart by.
    Office,
    /// One person otherwise.
    Person,
    /// Several people, or several bodies.
    Group,
    /// A body.
    Organization,
    /// A state or government.
    Government,
    /// What is written or measured.
    Document,
    /// A newspaper, broadcaster or programme.
    Outlet,
}

/// A noun that can head a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noun {
    /// What it stands for.
    pub class: NounClass,
    /// Its pronoun's gender.
    pub gender: Gender,
}

fn nouns() -> &'static FxHashMap<String, Noun> {
    static TABLE: OnceLock<FxHashMap<String, Noun>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for row in table::rows(table::PARTY_NOUNS) {
            let class = match row[1] {
                "office" => NounClass::Office,
                "person" => NounClass::Person,
                "group" => NounClass::Group,
                "organization" => NounClass::Organization,
                "government" => NounClass::Government,
                "document" => NounClass::Document,
                _ => NounClass::Outlet,
            };
            let noun = Noun { class, gender: Gender::named(row[2]) };
            if class != NounClass::Group {
                let class = if class == NounClass::Document { class } else { NounClass::Group };
                table.entry(plural(row[0])).or_insert(Noun { class, gender: Gender::Either });
            }
            // A word's own line wins over the plural of another.
            table.insert(row[0].to_owned(), noun);
        }
        table
    })
}

fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("man") {
        return format!("{stem}men");
    }
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x']) || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// The noun that this lower-case word is, if it can head a description; hyphenated words by their last part.
pub(crate) fn noun(word: &str) -> Option<Noun> {
    let find = |word| nouns().get(word).copied();
    find(word).or_else(|| word.rsplit_once('-').and_then(|(_, last)| find(last)))
}

/// The gender of a title (`mr.`, `sheikha`), if the lower-case word is one.
pub(crate) fn title(word: &str) -> Option<Gender> {
    static TABLE: OnceLock<FxHashMap<&'static str, Gender>> = OnceLock::new();
    let table = TABLE.get_or_init(|| table::rows(table::TITLES).map(|row| (row[0], Gender::named(row[1]))).collect());
    table.get(word).copied()
}

/// The gender of a first name, if the lower-case word is one; hyphenated names by their first part.
pub(crate) fn first_name(word: &str) -> Option<Gender> {
    static TABLE: OnceLock<FxHashMap<&'static str, Gender>> = OnceLock::new();
    let table =
        TABLE.get_or_init(|| table::rows(table::FIRST_NAMES).map(|row| (row[0], Gender::named(row[1]))).collect());
    table.get(word).copied().or_else(|| {
        let (first, rest) = word.split_once('-')?;
        (rest.len() > 1).then(|| table.get(first).copied()).flatten()
    })
}

/// Where in a body's name a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// At its end.
    Last,
    /// Before *of*, *for*, *on*.
    First,
    /// Either.
    Both,
    /// What an office is of.
    Field,
    /// Ends the name of a site, day or law.
    Site,
}

/// What a lower-case word tells inside the capitalised name of a body.
pub(crate) fn body_word(word: &str) -> Option<(Place, PartyKind)> {
    static TABLE: OnceLock<FxHashMap<&'static str, (Place, PartyKind)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        table::rows(table::ORGANIZATION_WORDS)
            .map(|row| {
                let place = match row[1] {
                    "last" => Place::Last,
                    "first" => Place::First,
                    "both" => Place::Both,
                    "site" => Place::Site,
                    _ => Place::Field,
                };
                (row[0], (place, kind(row[2])))
            })
            .collect()
    });
    table.get(word).copied()
}

fn kind(name: &str) -> PartyKind {
    match name {
        "government" | "capital" => PartyKind::Government,
        "outlet" => PartyKind::Outlet,
        _ => PartyKind::Organization,
    }
}

/// A body, government or outlet known by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// As written.
    pub name: &'static str,
    /// What it is.
    pub kind: PartyKind,
    /// Whether it is a capital city, a government only where it acts or speaks.
    pub capital: bool,
    /// ISO 3166 alpha-3 code of the state it is of.
    pub country: Option<&'static str>,
    /// What the name is short for.
    pub full: Option<&'static str>,
}

fn known() -> &'static FxHashMap<&'static str, Vec<Known>> {
    static TABLE: OnceLock<FxHashMap<&'static str, Vec<Known>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: FxHashMap<&'static str, Vec<Known>> = FxHashMap::default();
        let some = |cell: &'static str| (cell != "-").then_some(cell);
        for row in table::rows(table::ORGANIZATIONS) {
            let known = Known {
                name: row[0],
                kind: kind(row[1]),
                capital: row[1] == "capital",
                country: some(row[2]),
                full: some(row[3]),
            };
            table.entry(first_word(row[0])).or_default().push(known);
        }
        for list in table.values_mut() {
            list.sort_by_key(|it| std::cmp::Reverse(it.name.len()));
        }
        table
    })
}

fn first_word(name: &str) -> &str {
    name.split([' ', '\'', '’', '+']).next().unwrap_or(name)
}

/// The longest known name at the start of `rest`, whose first token is `word`.
pub(crate) fn known_at(word: &str, rest: &str) -> Option<Known> {
    known().get(word)?.iter().copied().find(|it| {
        rest.starts_with(it.name) && !rest[it.name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
    })
}

/// The known name that is exactly this, article aside.
pub(crate) fn known_name(name: &str) -> Option<Known> {
    known().get(first_word(name))?.iter().copied().find(|it| it.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_groups_unless_a_line_of_their_own_says_else() {
        assert_eq!(noun("ministries").map(|it| it.class), Some(NounClass::Group));
        assert_eq!(noun("spokeswomen").map(|it| it.class), Some(NounClass::Group));
        assert_eq!(noun("vice-president").map(|it| it.class), Some(NounClass::Office));
        assert_eq!(noun("studies").map(|it| it.class), Some(NounClass::Document));
        assert_eq!(noun("table"), None);
    }

    #[test]
    fn known_names_end_where_words_end() {
        assert_eq!(known_at("White", "White House aides").map(|it| it.name), Some("White House"));
        assert_eq!(known_at("White", "White Houses"), None);
    }
}
